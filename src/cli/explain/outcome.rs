//! What `weights explain` tells of results: measures, and the worlds at the end.

use super::super::text::{field, heading, paragraph};
use super::{LABEL, NAME};
use crate::model::measure::{EndWorld, MEASURES, MeasureSpec};
use crate::report::wording;
use crate::scenario::{groups_of, members};

/// All names that can be explained here.
pub fn names() -> impl Iterator<Item = &'static str> {
    MEASURES.iter().map(|spec| spec.name).chain(EndWorld::ALL.map(EndWorld::key))
}

/// The entry of a measure or an end world.
pub fn entry(name: &str) -> Option<String> {
    let measure = MEASURES.iter().find(|spec| spec.name == name).map(measure_text);
    measure.or_else(|| EndWorld::ALL.into_iter().find(|world| world.key() == name).map(world_text))
}

/// Adds both lists, each under its heading.
pub fn list(out: &mut String) {
    heading(out, "Measures of results");
    for spec in &MEASURES {
        field(out, spec.name, NAME, spec.meaning);
    }
    heading(out, "Worlds at the end");
    for world in EndWorld::ALL {
        field(out, world.key(), NAME, wording::world(world));
    }
}

fn measure_text(spec: &MeasureSpec) -> String {
    let mut out = format!("{}\n\n", spec.name);
    paragraph(&mut out, spec.meaning);
    out.push('\n');
    let groups: Vec<String> =
        groups_of(spec.name).into_iter().map(|group| with_members(spec.name, group)).collect();
    let groups = if groups.is_empty() { "none".to_owned() } else { groups.join("; ") };
    field(&mut out, "kind", LABEL, "measure of results");
    field(&mut out, "unit", LABEL, spec.unit);
    field(&mut out, "groups", LABEL, &groups);
    out
}

/// A group with its members: `pair us-china, us-europe, closed-open`.
fn with_members(measure: &str, group: &str) -> String {
    match members(measure, group)[..] {
        // Labs are those of the scenario.
        [] => format!("{group} by the labs of the scenario"),
        ref members => format!("{group} {}", members.join(", ")),
    }
}

fn world_text(world: EndWorld) -> String {
    let mut out = format!("{}: {}\n\n", world.key(), world.title());
    paragraph(&mut out, &format!("{}.", wording::world(world)));
    out.push('\n');
    let order = EndWorld::ALL.map(EndWorld::key).join(", ");
    field(&mut out, "kind", LABEL, "world at the end; the first that fits counts");
    field(&mut out, "order", LABEL, &order);
    field(&mut out, "abroad", LABEL, "Europe and the rest of the world together");
    out
}
