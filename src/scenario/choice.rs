//! `--set`: one lever, parameter or number of a lab set from the command line.

use super::quantity::{Quantity, Refusal};
use crate::model::calendar::Month;
use crate::model::setup::Setup;

/// A setting given from outside a scenario.
#[derive(Clone, Debug)]
pub struct Override {
    text: String,
    what: Quantity,
    value: f64,
    from: Option<Month>,
}

/// Why a setting cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{text}`: {message}\n  help: {help}")]
pub struct OverrideError {
    /// The setting as it was given.
    pub text: String,
    /// What is wrong.
    pub message: String,
    /// How to mend it.
    pub help: String,
}

const FORM: &str = "write NAME=VALUE, or LEVER=VALUE@MONTH, as us.export_controls=0.5@2026-01";

impl Override {
    /// Reads `us.export_controls=0.5`, `us.export_controls=0.5@2026-01`, `trust.us.china=-1` or
    /// `labs.deepseek.compute=-0.3`.
    ///
    /// # Errors
    /// If the form, the name, the value or the month is wrong.
    pub fn parse(text: &str) -> Result<Self, OverrideError> {
        let wrong = |message: String, help: &str| error(text, message, help);
        let (name, rest) = text.split_once('=').ok_or_else(|| wrong("there is no `=`".to_owned(), FORM))?;
        let (name, rest) = (name.trim(), rest.trim());
        let (value, month) = match rest.split_once('@') {
            Some((value, month)) => (value.trim(), Some(month.trim())),
            None => (rest, None),
        };
        let refused = |Refusal { message, help }| wrong(message, &help);
        let what = Quantity::find(name).map_err(refused)?;
        let number = what.number(value).map_err(|refusal| match refusal.help.is_empty() {
            true => wrong(refusal.message, FORM),
            false => refused(refusal),
        })?;
        let (low, high) = what.range();
        if !(low..=high).contains(&number) {
            let message = format!("{number} is out of range for `{name}`");
            return Err(wrong(message, &format!("it must be from {low} to {high}")));
        }
        let from = month.map(str::parse::<Month>).transpose().map_err(|bad| wrong(bad.to_string(), FORM))?;
        if from.is_some() && !what.changes_over_time() {
            let help = "leave out the month: only levers change over time";
            return Err(wrong(format!("`{name}` holds for the whole run"), help));
        }
        Ok(Self { text: text.to_owned(), what, value: number, from })
    }

    /// Puts the setting into a setup. A lever with a month keeps its value from there on, its later steps
    /// drop out; without a month it holds over the whole horizon, history included.
    ///
    /// # Errors
    /// If the month is outside the horizon, or the lab is not in the roster.
    pub fn apply(&self, setup: &mut Setup) -> Result<(), OverrideError> {
        let refused = |Refusal { message, help }| error(&self.text, message, &help);
        self.what.set(setup, self.from, self.value).map_err(refused)
    }

    /// The setting as it was given.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether another sets the same thing from the same month on.
    pub fn replaces(&self, other: &Self) -> bool {
        let name = |text: &str| text.split('=').next().unwrap_or_default().trim().to_owned();
        self.from == other.from && name(&self.text) == name(&other.text)
    }
}

fn error(text: &str, message: String, help: &str) -> OverrideError {
    OverrideError { text: text.to_owned(), message, help: help.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::lever::Lever;
    use crate::scenario::Scenario;

    fn history() -> Setup {
        Scenario::built_in("history").unwrap().setup
    }

    #[test]
    fn a_lever_with_a_month_holds_from_there_on_and_keeps_what_was() {
        let mut setup = history();
        let before = setup.clone();
        Override::parse("us.export_controls=0.9@2025-06").unwrap().apply(&mut setup).unwrap();
        let lever = Lever::UsExportControls;
        for month in (0..84).map(Month) {
            let expected = if month < Month(17) { before.levers.path(lever).value(month) } else { 0.9 };
            assert_eq!(setup.levers.path(lever).value(month), expected, "{month}");
        }
    }

    #[test]
    fn a_lever_without_a_month_holds_over_all_of_history() {
        let mut setup = history();
        Override::parse("us.export_controls = 1").unwrap().apply(&mut setup).unwrap();
        assert!((0..84).all(|m| setup.levers.path(Lever::UsExportControls).value(Month(m)) == 1.0));
    }

    #[test]
    fn parameters_and_labs_are_set_by_full_name() {
        let mut setup = history();
        for text in ["trust.us.china=-1", "labs.deepseek.compute=-0.3", "network_strength=3.5"] {
            Override::parse(text).unwrap().apply(&mut setup).unwrap();
        }
        assert_eq!(setup.parameters.trust[0][1], -1.0);
        assert_eq!(setup.parameters.network_strength, 3.5);
        assert_eq!(setup.labs.iter().find(|lab| lab.id == "deepseek").unwrap().compute, -0.3);
    }

    #[test]
    fn levers_are_set_by_named_settings() {
        for text in ["as in 2025", "as-in-2025", "As_in_2025"] {
            let mut setup = history();
            let set = Override::parse(&format!("us.export_controls={text}@2026-01")).unwrap();
            set.apply(&mut setup).unwrap();
            let path = setup.levers.path(Lever::UsExportControls);
            assert_eq!(path.value(Month(24)), 0.35, "{text}");
        }
        assert_eq!(Override::parse("us.export_controls=tight").unwrap().value, 0.75);
    }

    #[test]
    fn a_later_setting_replaces_one_of_the_same_name_and_month() {
        let [a, b, c] = ["us.market_ban=1@2026-01", "us.market_ban =0@2026-01", "us.market_ban=0@2026-02"]
            .map(|text| Override::parse(text).unwrap());
        assert!(b.replaces(&a) && !c.replaces(&a));
    }

    #[test]
    fn wrong_settings_say_what_is_wrong_and_how_to_mend_it() {
        let cases = [
            ("us.export_contrls=0.5", "did you mean `us.export_controls`?"),
            ("us.export_controls", "NAME=VALUE"),
            ("us.export_controls=NaN", "not a number"),
            ("us.export_controls=inf", "not a number"),
            ("us.export_controls=1.5", "from 0 to 1"),
            ("us.export_controls=tigth", "none (0), as in 2025 (0.35), tight (0.75), total (1)"),
            ("network_strength=tight", "not a number"),
            ("us.export_controls=0.5@2026", "YYYY-MM"),
            ("trust=1", "trust.us.us"),
            ("network_strength=2@2026-01", "only levers"),
            ("labs.deepseek.money=1", "allowed: compute"),
        ];
        for (text, expected) in cases {
            let report = Override::parse(text).unwrap_err().to_string();
            assert!(report.contains(expected), "{text}: {report}");
        }
        let mut setup = history();
        let late = Override::parse("us.export_controls=0.5@2031-01").unwrap();
        assert!(late.apply(&mut setup).unwrap_err().to_string().contains("2024-01 to 2030-12"));
        let lab = Override::parse("labs.deepsek.compute=0").unwrap();
        assert!(lab.apply(&mut setup).unwrap_err().to_string().contains("did you mean `deepseek`?"));
    }
}
