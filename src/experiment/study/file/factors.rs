//! `[[factors]]`: what differs from point to point, and between which values.

use super::super::{Factor, Levels, Target};
use super::{month_of, optional};
use crate::model::calendar::Month;
use crate::scenario::{Field, Node, Quantity, Refusal, Scenario, nearest};

/// Most factors of a study.
const MOST: usize = 1000;
const KEYS: [&str; 6] = ["name", "from", "range", "values", "log", "levels"];
/// The name of the number of adopters.
const ADOPTERS: &str = "adopters";

/// A factor as it stands in the file.
pub struct Read<'a> {
    pub factor: Factor,
    /// Its levels in a grid, if it says.
    pub levels: Option<usize>,
    levels_field: Option<Field<'a>>,
}

impl Read<'_> {
    /// Reports that it says how many levels it has, where the design takes none.
    pub fn no_levels(&self, design: &str) {
        if let Some(field) = &self.levels_field {
            let help = "take it out, or make it a design = \"grid\"";
            field.report_key(
                format!("`levels` of a factor does not belong to the design `{design}`"),
                Some(help.into()),
            );
        }
    }
}

/// What a factor sets, by name, and from when on.
type Key<'a> = (&'a str, Option<Month>);

/// All factors; none if one is wrong.
pub fn read<'a>(root: &Node<'a>, scenarios: &[Scenario]) -> Option<Vec<Read<'a>>> {
    let Some(field) = root.field("factors") else { return Some(Vec::new()) };
    let items = field.items("a list of tables: [[factors]]")?;
    if items.len() > MOST {
        field.report(format!("{} factors, more than the {MOST} that a study may have", items.len()), None);
        return None;
    }
    let is_list = root.field("design").is_some_and(|design| design.is_text("list"));
    let (mut factors, mut seen): (Vec<Read<'a>>, Vec<Key<'a>>) = (Vec::new(), Vec::new());
    let mut whole = true;
    for item in &items {
        match factor(item, is_list, scenarios, &mut seen) {
            Some(read) => factors.push(read),
            None => whole = false,
        }
    }
    let adopters = factors.iter().any(|read| read.factor.name == ADOPTERS);
    if let Some(field) = root.field(ADOPTERS).filter(|_| adopters) {
        let help = "take out one of them";
        field.report_key("`adopters` is given here and varied as a factor".to_owned(), Some(help.to_owned()));
        whole = false;
    }
    name_apart(&mut factors);
    whole.then_some(factors)
}

/// Factors that set the same thing from different months on get the month into their names.
fn name_apart(factors: &mut [Read<'_>]) {
    let names: Vec<String> = factors.iter().map(|read| read.factor.name.clone()).collect();
    for read in factors {
        let factor = &mut read.factor;
        if let Some(from) = factor.from
            && names.iter().filter(|name| **name == factor.name).count() > 1
        {
            factor.name = format!("{}@{from}", factor.name);
        }
    }
}

fn factor<'a>(
    item: &Field<'a>,
    is_list: bool,
    scenarios: &[Scenario],
    seen: &mut Vec<Key<'a>>,
) -> Option<Read<'a>> {
    let table = item.table("a table: [[factors]]")?;
    table.only(&KEYS);
    let name_field =
        table.need("name", "a lever, a parameter, a number of a lab as labs.ID.FIELD, or adopters");
    let name = name_field.as_ref().and_then(Field::text);
    let target = name_field.as_ref().zip(name).and_then(|(field, name)| target(field, name, scenarios));
    let from =
        optional(&table, "from", Some(None), |field| from(field, target.as_ref(), scenarios).map(Some));
    // Told whatever else is wrong with one of the two.
    let key = name.zip(from).filter(|_| target.is_some());
    let is_second = key.is_some_and(|key| seen.contains(&key));
    if let (Some((name, _)), true) = (key, is_second) {
        let help = "name each factor once, or once a month";
        item.report(format!("the factor `{name}` stands twice"), Some(help.to_owned()));
    }
    seen.extend(key);
    let levels = levels(&table, target.as_ref()?, is_list);
    let levels_field = table.field("levels");
    let steps = optional(&table, "levels", Some(None), |field| field.whole_in(1, 1_000_000).map(Some));
    if let (Some(field), Some(Levels::Values(_))) = (&levels_field, &levels) {
        let help = "take it out: each of the values is a level";
        field.report_key("`levels` belongs to a `range`, not to `values`".to_owned(), Some(help.to_owned()));
        return None;
    }
    if is_second {
        return None;
    }
    let factor = Factor { name: name?.to_owned(), target: target?, from: from?, levels: levels? };
    Some(Read { factor, levels: steps?.map(|steps| steps as usize), levels_field })
}

fn target(field: &Field<'_>, name: &str, scenarios: &[Scenario]) -> Option<Target> {
    if name == ADOPTERS {
        return Some(Target::Adopters);
    }
    let quantity = match Quantity::find(name) {
        Ok(quantity) => quantity,
        Err(Refusal { message, help }) => {
            let near = nearest(name, [ADOPTERS]).map(|near| format!("did you mean `{near}`?"));
            field.report(message, Some(near.unwrap_or(help)));
            return None;
        }
    };
    for scenario in scenarios {
        if let Err(Refusal { message, help }) = quantity.set(&mut scenario.setup.clone(), None, 0.0) {
            let several = if scenarios.len() > 1 { "; or take out the factor, or the scenario" } else { "" };
            let message = format!("`{name}` in `{}`: {message}", scenario.name);
            field.report(message, Some(format!("{help}{several}")));
            return None;
        }
    }
    Some(Target::Quantity(quantity))
}

fn from(field: &Field<'_>, target: Option<&Target>, scenarios: &[Scenario]) -> Option<Month> {
    let month = month_of(field, scenarios)?;
    let lasting = match target {
        None => false,
        Some(Target::Adopters) => true,
        Some(Target::Quantity(quantity)) => !quantity.changes_over_time(),
    };
    if lasting {
        let message = "`from`: this factor holds for the whole run".to_owned();
        field.report_key(message, Some("leave out the month: only levers change over time".to_owned()));
        return None;
    }
    Some(month)
}

/// The values of a factor: a range or single values; a list of points has its own.
fn levels(table: &Node<'_>, target: &Target, is_list: bool) -> Option<Levels> {
    let log = optional(table, "log", Some(false), Field::flag);
    match (table.field("range"), table.field("values")) {
        (Some(_), Some(values)) => {
            values.report_key(
                "a factor has a `range` or `values`, not both".to_owned(),
                Some("take out one".to_owned()),
            );
            None
        }
        (Some(field), None) => {
            let (low, high) = range(&field, target)?;
            if log? && low <= 0.0 {
                let help = "give a lowest value above 0, or take out `log`";
                field.report("a `log` scale has positive values only".to_owned(), Some(help.to_owned()));
                return None;
            }
            Some(Levels::Range { low, high, log: log? })
        }
        (None, Some(field)) => {
            if let Some(log) = table.field("log") {
                log.report_key(
                    "`log` belongs to a `range`, not to `values`".to_owned(),
                    Some("take it out".to_owned()),
                );
                return None;
            }
            values(&field, target).map(Levels::Values)
        }
        (None, None) if is_list => {
            let (low, high) = target.range();
            Some(Levels::Range { low, high, log: false })
        }
        (None, None) => {
            let (low, high) = target.range();
            let message = "the factor has neither `range` nor `values`".to_owned();
            table.report(
                message,
                Some(format!("add `range = [{low}, {high}]`, or less, or `values = [...]`")),
            );
            None
        }
    }
}

fn range(field: &Field<'_>, target: &Target) -> Option<(f64, f64)> {
    const MUST: &str = "a list of the lowest and the highest value: [0, 1]";
    let items = field.items(MUST)?;
    let [low, high] = items.as_slice() else {
        field.wrong(MUST);
        return None;
    };
    let (low, high) = (number(low, target), number(high, target));
    let (low, high) = (low?, high?);
    if low > high {
        let help = format!("the lowest value comes first: [{high}, {low}]");
        field.report(format!("`{}` is reversed: it goes from {low} to {high}", field.path()), Some(help));
        return None;
    }
    if low == high {
        let help = format!("give a highest value above the lowest, or `values = [{low}]`");
        field.report(format!("`{}` is empty: both ends are {low}", field.path()), Some(help));
        return None;
    }
    Some((low, high))
}

fn values(field: &Field<'_>, target: &Target) -> Option<Vec<f64>> {
    const MUST: &str = "a list of different values: [0, 0.5, 1]";
    let items = field.items(MUST)?;
    if items.is_empty() {
        field.wrong(MUST);
        return None;
    }
    let mut values: Vec<f64> = Vec::new();
    let mut whole = true;
    for item in &items {
        match number(item, target) {
            Some(value) if values.contains(&value) => {
                item.report(
                    format!("the value {value} stands twice"),
                    Some("name each value once".to_owned()),
                );
                whole = false;
            }
            Some(value) => values.push(value),
            None => whole = false,
        }
    }
    whole.then_some(values)
}

/// A value of a factor: a number within the bounds of what it sets, or the name of a lever's setting.
fn number(item: &Field<'_>, target: &Target) -> Option<f64> {
    if target.is_whole() {
        let (low, high) = target.range();
        return item.whole_in(low as i64, high as i64).map(|whole| whole as f64);
    }
    match target {
        Target::Quantity(quantity) if item.is_a_text() => match quantity.number(item.text()?) {
            Ok(number) => Some(number),
            Err(Refusal { message, help }) => {
                item.report(message, Some(help).filter(|help| !help.is_empty()));
                None
            }
        },
        _ => item.number_in(target.range()),
    }
}
