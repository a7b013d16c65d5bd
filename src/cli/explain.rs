//! `weights explain`: what a lever, a parameter, a number of a lab, a measure or an end world means.

mod outcome;

use std::collections::BTreeSet;

use anyhow::anyhow;

use super::text::{field, heading, paragraph};
use super::{Failure, print};
use crate::model::bloc::Bloc;
use crate::model::lever::{LEVERS, Lever, LeverSpec};
use crate::model::parameters::{self, Entry, FAMILIES, Family};
use crate::scenario::{LAB_FIELDS, LabField, Scenario, describe_path, nearest};

/// What to explain.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// A lever (us.export_controls), parameter (trust.us.china), family (trust), group (us), measure
    /// (adoption_share) or end world (american_mixed)
    name: Option<String>,
}

/// Width of the column of field labels.
const LABEL: usize = 8;
/// Width of the column of names in lists.
const NAME: usize = 30;

/// Prints an entry, the members of a group, or the list of all.
///
/// # Errors
/// If nothing has this name.
pub fn run(args: &Args) -> Result<(), Failure> {
    let text = match &args.name {
        None => list(),
        Some(name) => entry(name)?,
    };
    print(&text)
}

fn entry(name: &str) -> Result<String, Failure> {
    if let Some(lever) = Lever::find(name) {
        return Ok(lever_text(lever.spec(), &Scenario::built_in("history")?));
    }
    if let Some(entry) = parameters::find(name) {
        return Ok(parameter_text(&entry));
    }
    if let Some(family) = FAMILIES.iter().find(|family| family.name == name) {
        return Ok(family_text(family));
    }
    if let Some(field) = lab_field(name) {
        return Ok(lab_field_text(field, &Scenario::built_in("history")?));
    }
    if let Some(text) = outcome::entry(name) {
        return Ok(text);
    }
    let group = group(name, &Scenario::built_in("history")?);
    if group.is_empty() { Err(unknown(name)) } else { Ok(group) }
}

/// `labs.ID.FIELD` or `labs.FIELD`, the lab being any.
fn lab_field(name: &str) -> Option<&'static LabField> {
    let last = name.strip_prefix("labs.")?.rsplit('.').next()?;
    LAB_FIELDS.iter().find(|field| field.name == last)
}

fn lever_text(spec: &LeverSpec, history: &Scenario) -> String {
    let mut out = format!("{}: {}\n\n", spec.name, spec.title);
    paragraph(&mut out, spec.meaning);
    out.push('\n');
    let holder = spec.holder.map_or("nobody: it is a rule of the world", Bloc::title);
    let settings: Vec<String> =
        spec.settings.iter().map(|(name, value)| format!("{name} = {value}")).collect();
    field(&mut out, "kind", LABEL, "policy lever");
    field(&mut out, "held by", LABEL, holder);
    field(&mut out, "unit", LABEL, spec.unit);
    field(&mut out, "default", LABEL, &format!("{} (January 2024)", spec.default));
    field(&mut out, "range", LABEL, &format!("{} to {}", spec.range.0, spec.range.1));
    field(&mut out, "settings", LABEL, &settings.join(", "));
    let path = describe_path(history.setup.levers.path(spec.lever));
    field(&mut out, "history", LABEL, &path);
    field(&mut out, "source", LABEL, spec.source);
    let example = format!("{} ({}; {})", spec.example, spec.example_date, spec.example_source);
    field(&mut out, "example", LABEL, &example);
    field(&mut out, "dynamics", LABEL, spec.dynamics);
    out
}

fn parameter_text(entry: &Entry) -> String {
    let family = entry.family;
    let name = entry.name();
    let mut out = format!("{name}\n\n");
    paragraph(&mut out, family.meaning);
    out.push('\n');
    let kind = match family.axes.len() {
        1 => "structural parameter".to_owned(),
        members => format!("structural parameter, one of the {members} of `{}`", family.name),
    };
    let (low, high) = entry.bounds();
    field(&mut out, "kind", LABEL, &kind);
    field(&mut out, "symbol", LABEL, family.symbol);
    field(&mut out, "unit", LABEL, family.unit);
    field(&mut out, "default", LABEL, &entry.default().to_string());
    field(&mut out, "range", LABEL, &format!("{} to {}", rounded(low), rounded(high)));
    field(&mut out, "source", LABEL, family.source);
    out
}

fn family_text(family: &'static Family) -> String {
    let mut out = format!("{}\n\n", family.name);
    paragraph(&mut out, family.meaning);
    out.push('\n');
    field(&mut out, "kind", LABEL, &format!("{} structural parameters", family.axes.len()));
    field(&mut out, "symbol", LABEL, family.symbol);
    field(&mut out, "unit", LABEL, family.unit);
    field(&mut out, "source", LABEL, family.source);
    heading(&mut out, "Members, with default and range");
    for index in 0..family.axes.len() {
        let entry = Entry { family, index };
        let (low, high) = entry.bounds();
        let values = format!("{} ({} to {})", entry.default(), rounded(low), rounded(high));
        field(&mut out, &entry.name(), NAME + 10, &values);
    }
    out
}

fn lab_field_text(number: &LabField, history: &Scenario) -> String {
    let mut out = format!("labs.ID.{}\n\n", number.name);
    paragraph(&mut out, number.meaning);
    out.push('\n');
    field(&mut out, "kind", LABEL, "number of a lab");
    field(&mut out, "unit", LABEL, number.unit);
    field(&mut out, "range", LABEL, &format!("{} to {}", number.range.0, number.range.1));
    field(&mut out, "source", LABEL, number.source);
    heading(&mut out, "In `history`");
    for lab in &history.setup.labs {
        field(&mut out, &format!("labs.{}.{}", lab.id, number.name), NAME, &(number.get)(lab).to_string());
    }
    out
}

/// The levers of a holder, the members of part of a family (`trust.us`), or the numbers of labs.
fn group(name: &str, history: &Scenario) -> String {
    let inside = format!("{name}.");
    let mut out = String::new();
    for spec in LEVERS.iter().filter(|spec| spec.name.starts_with(&inside)) {
        field(&mut out, spec.name, NAME, spec.title);
    }
    for entry in parameters::entries().filter(|entry| entry.name().starts_with(&inside)) {
        field(&mut out, &entry.name(), NAME + 10, &entry.default().to_string());
    }
    if name == "labs" {
        lab_numbers(&mut out);
    }
    for lab in history.setup.labs.iter().filter(|lab| name == format!("labs.{}", lab.id)) {
        for number in &LAB_FIELDS {
            let value = format!("{}   {}", (number.get)(lab), number.meaning);
            field(&mut out, &format!("{name}.{}", number.name), NAME, &value);
        }
    }
    out
}

fn lab_numbers(out: &mut String) {
    for number in &LAB_FIELDS {
        field(out, &format!("labs.ID.{}", number.name), NAME, number.meaning);
    }
}

/// Names of the structural parameters.
pub fn parameters() -> impl Iterator<Item = String> {
    parameters::entries().map(|entry| entry.name())
}

/// All names that can be explained, groups aside.
pub fn names() -> BTreeSet<String> {
    let mut names: BTreeSet<String> = parameters().collect();
    names.extend(FAMILIES.iter().map(|family| family.name.to_owned()));
    names.extend(LEVERS.iter().map(|spec| spec.name.to_owned()));
    names.extend(LAB_FIELDS.iter().map(|field| format!("labs.{}", field.name)));
    names.extend(outcome::names().map(str::to_owned));
    names
}

fn unknown(name: &str) -> Failure {
    let names = names();
    let near = nearest(name, names.iter().map(String::as_str));
    let asked = near.map_or_else(String::new, |near| format!("did you mean `{near}`? "));
    Failure::Input(anyhow!(
        "there is no lever, parameter, measure or end world `{name}`\n  help: {asked}`weights explain` lists all names"
    ))
}

fn list() -> String {
    let mut out = String::new();
    heading(&mut out, "Policy levers");
    for spec in &LEVERS {
        field(&mut out, spec.name, NAME, spec.meaning);
    }
    heading(&mut out, "Structural parameters");
    for family in FAMILIES {
        let members = match family.axes.len() {
            1 => String::new(),
            members => format!(" ({members} values)"),
        };
        field(&mut out, family.name, NAME, &format!("{}{members}", family.meaning));
    }
    heading(&mut out, "Numbers of a lab");
    lab_numbers(&mut out);
    outcome::list(&mut out);
    heading(&mut out, "`weights explain NAME` tells more.");
    out
}

/// A number without the noise of its last binary digits.
fn rounded(value: f64) -> f64 {
    (value * 1e9).round() / 1e9
}
