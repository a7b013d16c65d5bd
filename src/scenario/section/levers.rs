//! `[levers.*]`: a value for the whole horizon, or a path of steps or straight lines.

use super::super::draft::Draft;
use super::super::nearest::nearest;
use super::super::node::{Field, Node};
use crate::model::calendar::Month;
use crate::model::lever::{LEVERS, Lever, LeverPath, LeverSpec, Shape};

pub fn read(root: &Node<'_>, draft: &mut Draft) {
    let Some(field) = root.field("levers") else { return };
    if let Some(levers) = field.table("a table: [levers.us], [levers.china], ...") {
        group(&levers, "", draft);
    }
}

/// Reads a table of levers, or of groups of levers; `prefix` is the name so far.
fn group(table: &Node<'_>, prefix: &str, draft: &mut Draft) {
    for field in table.fields() {
        let name = if prefix.is_empty() { field.key.to_owned() } else { format!("{prefix}.{}", field.key) };
        let is_group = LEVERS.iter().any(|spec| spec.name.starts_with(&format!("{name}.")));
        if let Some(lever) = Lever::find(&name) {
            if let Some(path) = path(&field, lever.spec(), draft) {
                draft.levers.path_mut(lever).continue_with(&path);
            }
        } else if is_group {
            let must = format!("a table of levers: [levers.{name}]");
            if let Some(inner) = field.table(&must) {
                group(&inner, &name, draft);
            }
        } else {
            unknown(&field, &name, prefix);
        }
    }
}

fn unknown(field: &Field<'_>, name: &str, prefix: &str) {
    let near = nearest(name, LEVERS.iter().map(|spec| spec.name));
    let members: Vec<&str> =
        LEVERS.iter().filter_map(|spec| spec.name.strip_prefix(prefix)?.strip_prefix('.')).collect();
    let mut help = near.map_or_else(String::new, |near| format!("did you mean `{near}`? "));
    if members.is_empty() {
        help.push_str(
            "levers stand under [levers.us], [levers.china], [levers.europe], [levers.row], [levers.world]",
        );
    } else {
        help.push_str(&format!("the levers of `{prefix}` are: {}", members.join(", ")));
    }
    field.report_key(format!("there is no lever `{name}`"), Some(help));
}

fn path(field: &Field<'_>, spec: &LeverSpec, draft: &Draft) -> Option<LeverPath> {
    if field.is_list() {
        return steps(field, spec, Shape::Step, draft);
    }
    if !field.is_table() {
        return value(field, spec).map(LeverPath::constant);
    }
    let table = field.table("a table")?;
    table.only(&["shape", "path"]);
    let shape = table.field("shape").and_then(|shape| shape.one_of("shape", &["step", "linear"]));
    let steps_field = table.need("path", "a list of steps");
    if table.field("shape").is_some() && shape.is_none() {
        return None;
    }
    let shape = if shape == Some("linear") { Shape::Linear } else { Shape::Step };
    steps(&steps_field?, spec, shape, draft)
}

fn value(field: &Field<'_>, spec: &LeverSpec) -> Option<f64> {
    let (low, high) = spec.range;
    let must = format!("a number from {low} to {high} ({}), or a path of steps", spec.unit);
    let value = field.number(&must)?;
    if !(low..=high).contains(&value) {
        field.wrong(&format!("from {low} to {high} ({})", spec.unit));
        return None;
    }
    Some(value)
}

const STEPS: &str = "a list of steps: [{ from = \"2025-06\", value = 0.5 }]";

fn steps(field: &Field<'_>, spec: &LeverSpec, shape: Shape, draft: &Draft) -> Option<LeverPath> {
    let items = field.items(STEPS)?;
    let mut steps: Vec<(Month, f64)> = Vec::new();
    let mut whole = true;
    for item in &items {
        let Some(step) = step(item, spec, draft) else {
            whole = false;
            continue;
        };
        if let Some(&(before, _)) = steps.last()
            && step.0 <= before
        {
            let message = match step.0 == before {
                true => format!("`{}`: {before} stands twice", item.path()),
                false => {
                    format!("`{}`: {} stands after {before}; steps go forward in time", item.path(), step.0)
                }
            };
            item.report(message, Some("put the steps in order of month, one a month".to_owned()));
            whole = false;
        }
        steps.push(step);
    }
    let least = if shape == Shape::Linear { 2 } else { 1 };
    if items.len() < least {
        let must = if least == 2 { "a list of at least two steps: a line needs two ends" } else { STEPS };
        field.wrong(must);
        return None;
    }
    whole.then(|| LeverPath::through(spec.default, shape, &steps))
}

fn step(item: &Field<'_>, spec: &LeverSpec, draft: &Draft) -> Option<(Month, f64)> {
    let table = item.table("a step: { from = \"2025-06\", value = 0.5 }")?;
    table.only(&["from", "value"]);
    let from = table.need("from", "the month from which the value holds");
    let month = from.and_then(|from| from.month_in(draft.starts, draft.ends));
    let value = table.need("value", "the lever's value").and_then(|field| value(&field, spec));
    Some((month?, value?))
}
