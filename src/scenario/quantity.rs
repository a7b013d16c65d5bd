//! What can be set to a number from outside a scenario: a lever, a structural parameter, a number of a lab.

use super::lab_field::{self, LAB_FIELDS, LabField};
use super::nearest::{nearest, suggestion};
use crate::model::calendar::Month;
use crate::model::lever::{LEVERS, Lever};
use crate::model::parameters::{self, Entry};
use crate::model::setup::Setup;

/// Something of a setup that is one number, by its full name.
#[derive(Clone, Debug)]
pub enum Quantity {
    /// A lever: `us.export_controls`.
    Lever(Lever),
    /// A structural parameter: `trust.us.china`.
    Parameter(Entry),
    /// A number of the lab with this id: `labs.deepseek.compute`.
    Lab(String, &'static LabField),
}

impl std::fmt::Debug for LabField {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

/// Why a name, a value or a month does not do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// What is wrong.
    pub message: String,
    /// How to mend it; empty where only the caller can know.
    pub help: String,
}

impl Refusal {
    fn new(message: String, help: String) -> Self {
        Self { message, help }
    }
}

impl Quantity {
    /// What a full name means.
    ///
    /// # Errors
    /// If nothing has this name; the nearest that has is offered.
    pub fn find(name: &str) -> Result<Self, Refusal> {
        if let Some(lever) = Lever::find(name) {
            return Ok(Self::Lever(lever));
        }
        if let Some(entry) = parameters::find(name) {
            return Ok(Self::Parameter(entry));
        }
        if let Some((id, field)) = name.strip_prefix("labs.").and_then(|rest| rest.split_once('.')) {
            return match lab_field::find(field) {
                Some(field) => Ok(Self::Lab(id.to_owned(), field)),
                None => {
                    let allowed = LAB_FIELDS.each_ref().map(|field| field.name);
                    let message = format!("a lab has no number called `{field}`");
                    Err(Refusal::new(message, suggestion(field, &allowed)))
                }
            };
        }
        Err(unknown(name))
    }

    /// Lowest and highest value.
    pub fn range(&self) -> (f64, f64) {
        match self {
            Self::Lever(lever) => lever.spec().range,
            Self::Parameter(entry) => entry.bounds(),
            Self::Lab(_, field) => field.range,
        }
    }

    /// Whether it can be set from a month on; else it holds for the whole run.
    pub fn changes_over_time(&self) -> bool {
        matches!(self, Self::Lever(_))
    }

    /// A number, or the name of one of a lever's settings, with spaces or hyphens. The range is not looked at.
    ///
    /// # Errors
    /// If the text is neither.
    pub fn number(&self, text: &str) -> Result<f64, Refusal> {
        if let Some(number) = text.parse().ok().filter(|number: &f64| number.is_finite()) {
            return Ok(number);
        }
        let Self::Lever(lever) = self else {
            return Err(Refusal::new(format!("`{text}` is not a number"), String::new()));
        };
        let spec = lever.spec();
        let plain = |word: &str| word.to_lowercase().replace(['-', '_'], " ");
        let named = spec.settings.iter().find(|(name, _)| plain(name) == plain(text));
        named.map(|(_, value)| *value).ok_or_else(|| {
            let names: Vec<String> =
                spec.settings.iter().map(|(name, value)| format!("{name} ({value})")).collect();
            let message = format!("`{text}` is not a number, nor a named setting of `{}`", spec.name);
            let (low, high) = spec.range;
            let names = names.join(", ");
            Refusal::new(
                message,
                format!("its named settings are: {names}; or a number from {low} to {high}"),
            )
        })
    }

    /// Puts a value into a setup. A lever keeps it from the month on, its later steps drop out; without a month
    /// it holds over the whole horizon, history included. The range is not looked at.
    ///
    /// # Errors
    /// If the month is outside the horizon, or the lab is not in the roster.
    pub fn set(&self, setup: &mut Setup, from: Option<Month>, value: f64) -> Result<(), Refusal> {
        match self {
            Self::Lever(lever) => {
                let from = from.unwrap_or(setup.start);
                if !(setup.start..=setup.end).contains(&from) {
                    let help = format!("it must be from {} to {}", setup.start, setup.end);
                    return Err(Refusal::new(format!("{from} is outside the scenario's horizon"), help));
                }
                setup.levers.path_mut(*lever).set_from(from, value);
            }
            Self::Parameter(entry) => setup.give(*entry, value),
            Self::Lab(id, field) => {
                let Some(lab) = setup.labs.iter_mut().find(|lab| lab.id == *id) else {
                    let ids: Vec<&str> = setup.labs.iter().map(|lab| lab.id.as_str()).collect();
                    let message = format!("the scenario has no lab `{id}`");
                    return Err(Refusal::new(message, suggestion(id, &ids)));
                };
                (field.set)(lab, value);
            }
        }
        Ok(())
    }
}

fn unknown(name: &str) -> Refusal {
    let inside = format!("{name}.");
    let member = parameters::entries().map(|entry| entry.name()).find(|member| member.starts_with(&inside));
    if let Some(member) = member {
        let help = format!("set one of its members, as {member}; `weights explain {name}` lists them");
        return Refusal::new(format!("`{name}` is not one number"), help);
    }
    let names: Vec<String> = parameters::entries().map(|entry| entry.name()).collect();
    let all = LEVERS.iter().map(|spec| spec.name).chain(names.iter().map(String::as_str));
    let asked = nearest(name, all).map_or_else(String::new, |near| format!("did you mean `{near}`? "));
    let help = format!("{asked}`weights explain` lists all names");
    Refusal::new(format!("there is no lever or parameter `{name}`"), help)
}
