//! `[[events]]`: what is known to happen, added, changed by its id, or taken out.

use std::collections::BTreeSet;

use super::super::draft::{Draft, DraftEvent};
use super::super::node::{Field, Node};
use super::super::record;
use super::name;
use crate::model::calendar::Month;
use crate::model::lab::Mode;
use crate::model::setup::ScheduledKind;

const KEYS: [&str; 9] = ["id", "month", "kind", "lab", "size", "months", "mode", "label", "remove"];
pub const KINDS: [&str; 3] = ["breakthrough", "setback", "release"];

/// Range of a breakthrough's size, in orders of magnitude.
const SIZE: (f64, f64) = (0.01, 2.0);
/// Most events of one file.
const MOST: usize = 200;
/// Longest set-back, in months.
const LONGEST_SETBACK: i64 = 48;

pub fn read(root: &Node<'_>, draft: &mut Draft) {
    if let Some(field) = root.field("events") {
        list(&field, draft);
    }
    stranded(root, draft);
}

fn list(field: &Field<'_>, draft: &mut Draft) {
    let items = field.items("a list: [[events]] before each event").unwrap_or_default();
    if items.len() > MOST {
        let help = "events are for what is known; chance is the model's part".to_owned();
        field.report_key(
            format!("{} events, more than the {MOST} that a file may give", items.len()),
            Some(help),
        );
        return;
    }
    let mut seen = BTreeSet::new();
    for item in items {
        let Some(table) = item.table("a table: [[events]]") else { continue };
        table.only(&KEYS);
        let Some(id_field) = table.need("id", "the event's name in files") else { continue };
        let Some(id) = name(&id_field) else { continue };
        if !seen.insert(id) {
            let help = "give each event an id of its own".to_owned();
            id_field.report(format!("the event `{id}` stands twice in this file"), Some(help));
            continue;
        }
        if table.field("remove").and_then(|field| field.flag()) == Some(true) {
            take_out(&id_field, id, draft);
        } else {
            put(&table, &id_field, id, draft);
        }
    }
}

fn take_out(id_field: &Field<'_>, id: &str, draft: &mut Draft) {
    let before = draft.events.len();
    draft.events.retain(|event| event.id != id);
    let recorded = if draft.pinned { record::read().unwrap_or_default() } else { Vec::new() };
    if recorded.iter().any(|release| release.id == id) {
        draft.unrecorded.insert(id.to_owned());
    } else if draft.events.len() == before {
        let ids: Vec<&str> = draft.events.iter().map(|event| event.id.as_str()).collect();
        id_field.unknown_name("inherited event called", id, &ids);
    }
}

/// Inherited events at a lab that this file takes out.
fn stranded(root: &Node<'_>, draft: &Draft) {
    let labs = root.field("labs").filter(Field::is_list).and_then(|field| field.items(""));
    let entries = labs.unwrap_or_default();
    for event in draft.events.iter().filter(|event| draft.lab(&event.lab).is_none()) {
        let message =
            format!("the lab `{}` is taken out, but the event `{}` happens at it", event.lab, event.id);
        let help = format!("take the event out as well: [[events]] id = \"{}\", remove = true", event.id);
        if let Some(id) = entries.iter().filter_map(own_id).find(|id| id.is_text(&event.lab)) {
            id.report(message, Some(help));
        }
    }
}

fn own_id<'a>(item: &Field<'a>) -> Option<Field<'a>> {
    item.table_if_any()?.field("id")
}

fn put(table: &Node<'_>, id_field: &Field<'_>, id: &str, draft: &mut Draft) {
    let position = draft.events.iter().position(|event| event.id == id);
    let old = position.map(|position| draft.events[position].clone());
    let month = match table.field("month") {
        Some(field) => field.month_in(draft.starts, draft.ends),
        None => inherited(table, old.as_ref(), "month", "when it happens", |event| event.month),
    };
    let lab = match table.field("lab") {
        Some(field) => lab(&field, draft),
        None => {
            inherited(table, old.as_ref(), "lab", "the id of the lab to which it happens", |e| e.lab.clone())
        }
    };
    let kind = kind(table, old.as_ref());
    let label = table.field("label").and_then(|field| field.text()).map(str::to_owned);
    let label = label.or_else(|| old.map(|event| event.label)).unwrap_or_else(|| id.to_owned());
    let (Some(month), Some(lab), Some(kind)) = (month, lab, kind) else { return };
    let event = DraftEvent { id: id.to_owned(), month, lab, kind, label };
    clash(id_field, &event, draft);
    match position {
        Some(position) => draft.events[position] = event,
        None => draft.events.push(event),
    }
}

/// A value from the inherited event; without one, the key is missing.
fn inherited<T>(
    table: &Node<'_>,
    old: Option<&DraftEvent>,
    key: &str,
    meaning: &str,
    get: impl Fn(&DraftEvent) -> T,
) -> Option<T> {
    if old.is_none() {
        table.missing(key, meaning);
    }
    old.map(get)
}

/// The id of a lab of the roster.
pub fn lab(field: &Field<'_>, draft: &Draft) -> Option<String> {
    let id = field.text()?;
    if draft.lab(id).is_none() {
        let ids: Vec<&str> = draft.labs.iter().map(|lab| lab.id.as_str()).collect();
        field.unknown_name("lab", id, &ids);
        return None;
    }
    Some(id.to_owned())
}

fn kind(table: &Node<'_>, old: Option<&DraftEvent>) -> Option<ScheduledKind> {
    let kind = match (table.field("kind"), old.map(|event| event.kind)) {
        (Some(field), _) => field.one_of("kind of event", &KINDS)?,
        (None, Some(ScheduledKind::Breakthrough(_))) => "breakthrough",
        (None, Some(ScheduledKind::Setback(_))) => "setback",
        (None, Some(ScheduledKind::Release(_))) => "release",
        (None, None) => {
            table.missing("kind", "breakthrough, setback or release");
            return None;
        }
    };
    let (key, meaning) = amount_of(kind);
    for (other, owner) in [("size", "breakthrough"), ("months", "setback"), ("mode", "release")] {
        if let Some(field) = table.field(other).filter(|_| other != key) {
            let help = Some(format!("a {kind} has `{key}`: {meaning}"));
            field.report_key(format!("`{other}` belongs to a {owner}, not to a {kind}"), help);
        }
    }
    let Some(field) = table.field(key) else {
        let same = old.map(|event| event.kind).filter(|old| key_of(old) == key);
        if same.is_none() {
            table.missing(key, meaning);
        }
        return same;
    };
    amount(&field, kind)
}

/// The key that says how much or how of a kind of event, and what it means.
pub fn amount_of(kind: &str) -> (&'static str, &'static str) {
    match kind {
        "breakthrough" => ("size", "orders of magnitude of efficiency"),
        "setback" => ("months", "how long progress stalls"),
        _ => ("mode", "closed, dual, open_restricted or open_permissive"),
    }
}

fn key_of(kind: &ScheduledKind) -> &'static str {
    match kind {
        ScheduledKind::Breakthrough(_) => "size",
        ScheduledKind::Setback(_) => "months",
        ScheduledKind::Release(_) => "mode",
    }
}

/// What happens, from the key of [`amount_of`].
pub fn amount(field: &Field<'_>, kind: &str) -> Option<ScheduledKind> {
    match kind {
        "breakthrough" => field.number_in(SIZE).map(ScheduledKind::Breakthrough),
        "setback" => {
            let months = field.whole_in(1, LONGEST_SETBACK)?;
            u32::try_from(months).ok().map(ScheduledKind::Setback)
        }
        _ => {
            let mode = field.one_of("release mode", &Mode::ALL.map(Mode::key))?;
            Mode::from_key(mode).map(ScheduledKind::Release)
        }
    }
}

/// Two releases of one lab in one month cannot both happen.
fn clash(id_field: &Field<'_>, event: &DraftEvent, draft: &Draft) {
    let same = |other: &&DraftEvent| {
        let release = |kind| matches!(kind, ScheduledKind::Release(_));
        other.id != event.id
            && (other.month, &other.lab) == (event.month, &event.lab)
            && release(other.kind)
            && release(event.kind)
    };
    if let Some(other) = draft.events.iter().find(same) {
        let month: Month = event.month;
        let message =
            format!("`{}` and `{}` are both releases of `{}` in {month}", event.id, other.id, event.lab);
        id_field.report(message, Some("a lab releases at most once a month: move or drop one".to_owned()));
    }
}
