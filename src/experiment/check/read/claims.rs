//! The claim of a check, and the sides that it speaks of.

use super::super::claim::{Claim, Statistic};
use crate::scenario::{Field, Node, Override};

/// Bounds of numbers in claims: more than anybody would write.
const ANY: (f64, f64) = (-1e6, 1e6);
const NOT_NEGATIVE: (f64, f64) = (0.0, 1e6);
/// Most levels of a lever.
const MOST_LEVELS: usize = 50;

const CLAIMS: [&str; 5] = ["bounds", "monotone", "order", "differs", "alike"];

/// A claim and the sides that it speaks of, in order.
pub struct Sided<'a> {
    /// The claim.
    pub claim: Claim,
    /// The sides.
    pub sides: Vec<Side<'a>>,
}

/// What one side of a claim adds to the scenario and settings of the check.
pub struct Side<'a> {
    /// The scenario, where it is not the one of the matrix.
    pub scenario: Option<Field<'a>>,
    /// What it sets, with the place for mistakes.
    pub settings: Vec<(Field<'a>, Override)>,
}

/// The one claim of a check.
pub fn read<'a>(table: &Node<'a>) -> Option<Sided<'a>> {
    let given: Vec<Field<'a>> = CLAIMS.iter().filter_map(|key| table.field(key)).collect();
    let [field] = given.as_slice() else {
        let message = match given.len() {
            0 => "the check claims nothing".to_owned(),
            n => format!("the check claims {n} things"),
        };
        table.report(message, Some(format!("give one of: {}", CLAIMS.join(", "))));
        return None;
    };
    let inner = field.table(form(field.key))?;
    match field.key {
        "bounds" => bounds(&inner),
        "monotone" => monotone(&inner),
        "order" => order(&inner),
        "differs" => pair(&inner, &[]).map(|sides| Sided { claim: Claim::Differs, sides }),
        _ => {
            let within = inner.need("within", "the largest difference allowed");
            let within = within.and_then(|field| field.number_in(NOT_NEGATIVE));
            let sides = pair(&inner, &["within"])?;
            Some(Sided { claim: Claim::Alike { within: within? }, sides })
        }
    }
}

fn form(claim: &str) -> &'static str {
    match claim {
        "bounds" => "a table: { min = 0.0, max = 1.0, of = \"median\" }",
        "monotone" => {
            "a table: { in = \"us.export_controls\", levels = [0, 1], from = \"2026-01\", direction = \"rises\" }"
        }
        "order" => "a table: { less = { settings = { ... } }, more = { settings = { ... } } }",
        "differs" => "a table: { one = { settings = { ... } }, other = { settings = { ... } } }",
        _ => "a table: { one = { settings = { ... } }, other = { settings = { ... } }, within = 0.01 }",
    }
}

fn bounds<'a>(table: &Node<'a>) -> Option<Sided<'a>> {
    table.only(&["min", "max", "of"]);
    let number = |key| match table.field(key) {
        Some(field) => field.number_in(ANY).map(Some),
        None => Some(None),
    };
    let (min, max) = (number("min"), number("max"));
    let of = match table.field("of") {
        Some(field) => {
            let name = field.one_of("statistic", &Statistic::ALL.map(|(name, _)| name))?;
            Statistic::ALL.into_iter().find(|(known, _)| *known == name)?.1
        }
        None => Statistic::Median,
    };
    let (min, max) = (min?, max?);
    if min.is_none() && max.is_none() {
        table.missing("min", "the lowest value allowed, or `max`, the highest");
        return None;
    }
    if min.zip(max).is_some_and(|(min, max)| min > max) {
        table.report("`min` is above `max`: nothing lies between".to_owned(), Some("swap them".to_owned()));
        return None;
    }
    let sides = vec![Side { scenario: None, settings: Vec::new() }];
    Some(Sided { claim: Claim::Bounds { min, max, of }, sides })
}

fn monotone<'a>(table: &Node<'a>) -> Option<Sided<'a>> {
    table.only(&["in", "levels", "from", "direction", "tolerance"]);
    let lever = table.need("in", "the lever or parameter that is moved");
    let levels = table.need("levels", "its values, in order");
    let direction = table.need("direction", "\"rises\" or \"falls\"");
    let direction = direction.and_then(|field| field.one_of("direction", &["rises", "falls"]));
    let tolerance = match table.field("tolerance") {
        Some(field) => field.number_in(NOT_NEGATIVE),
        None => Some(0.0),
    };
    let (lever, levels) = (lever?, levels?);
    let name = lever.text()?;
    let from = match table.field("from") {
        Some(field) => format!("@{}", field.month()?),
        None => String::new(),
    };
    let form = "a list of two values or more: [0.0, 0.5, 1.0]";
    let items = levels.items(form)?;
    if !(2..=MOST_LEVELS).contains(&items.len()) {
        levels.wrong(&format!("a list of 2 to {MOST_LEVELS} values"));
        return None;
    }
    let side = |item: &Field<'a>| {
        let setting = setting(item, name, &from)?;
        Some(Side { scenario: None, settings: vec![(item.clone(), setting)] })
    };
    let sides: Option<Vec<Side<'a>>> = items.iter().map(side).collect();
    let (rises, tolerance) = (direction? == "rises", tolerance?);
    Some(Sided { claim: Claim::Monotone { rises, tolerance }, sides: sides? })
}

fn order<'a>(table: &Node<'a>) -> Option<Sided<'a>> {
    let by = match table.field("by") {
        Some(field) => field.number_in(NOT_NEGATIVE),
        None => Some(0.0),
    };
    let sides = sides(table, ["less", "more"], &["by"])?;
    Some(Sided { claim: Claim::Order { by: by? }, sides })
}

fn pair<'a>(table: &Node<'a>, others: &[&str]) -> Option<Vec<Side<'a>>> {
    sides(table, ["one", "other"], others)
}

fn sides<'a>(table: &Node<'a>, names: [&str; 2], others: &[&str]) -> Option<Vec<Side<'a>>> {
    let keys: Vec<&str> = names.iter().chain(others).copied().collect();
    table.only(&keys);
    let of = names.map(|name| {
        let field = table
            .need(name, "one side: { scenario = \"...\", settings = { ... } }, or {} for the check's own")?;
        let side = field.table("a table: { scenario = \"...\", settings = { ... } }")?;
        side.only(&["scenario", "settings"]);
        let settings = match side.field("settings") {
            Some(field) => settings(&field)?,
            None => Vec::new(),
        };
        Some(Side { scenario: side.field("scenario"), settings })
    });
    let [one, other] = of;
    Some(vec![one?, other?])
}

/// What a table sets: names with or without quotes, with a month after `@` in quotes.
pub fn settings<'a>(field: &Field<'a>) -> Option<Vec<(Field<'a>, Override)>> {
    let table = field.table("a table: { \"us.export_controls@2026-01\" = 0.5 }")?;
    let mut found = Some(Vec::new());
    gather(&table, "", &mut found);
    found
}

fn gather<'a>(table: &Node<'a>, prefix: &str, found: &mut Option<Vec<(Field<'a>, Override)>>) {
    for field in table.fields() {
        let name = if prefix.is_empty() { field.key.to_owned() } else { format!("{prefix}.{}", field.key) };
        if let Some(inner) = field.table_if_any() {
            gather(&inner, &name, found);
            continue;
        }
        let (name, month) = match name.split_once('@') {
            Some((name, month)) => (name.to_owned(), format!("@{month}")),
            None => (name, String::new()),
        };
        match (setting(&field, &name, &month), found.as_mut()) {
            (Some(setting), Some(all)) => all.push((field, setting)),
            _ => *found = None,
        }
    }
}

/// A value of a lever, parameter or number of a lab.
fn setting(field: &Field<'_>, name: &str, month: &str) -> Option<Override> {
    let value = field.number_or_text("a number, or the name of one of the lever's settings in quotes")?;
    match Override::parse(&format!("{name}={value}{month}")) {
        Ok(setting) => Some(setting),
        Err(error) => {
            field.report(format!("`{}`: {}", error.text, error.message), Some(error.help));
            None
        }
    }
}
