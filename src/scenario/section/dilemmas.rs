//! `[[dilemmas]]`: what may come up in play, added, changed by its id, or taken out.

mod answer;

use std::collections::BTreeSet;

use super::super::Reference;
use super::super::dilemma::{Answer, Condition, Dilemma, OBSERVER};
use super::super::draft::Draft;
use super::super::nearest::suggestion;
use super::super::node::{Field, Node};
use super::super::role::Target;
use super::{head, name, roles};
use crate::model::calendar::Month;

const KEYS: [&str; 10] =
    ["id", "title", "text", "roles", "when", "from", "until", "precedent", "options", "remove"];

/// Most dilemmas of one file.
const MOST: usize = 100;

pub fn read(root: &Node<'_>, draft: &mut Draft) {
    let Some(field) = root.field("dilemmas") else { return };
    let items = field.items("a list: [[dilemmas]] before each dilemma").unwrap_or_default();
    if items.len() > MOST {
        let help = "a game sees four to eight of them; other files can be included".to_owned();
        let message = format!("{} dilemmas, more than the {MOST} that a file may give", items.len());
        field.report_key(message, Some(help));
        return;
    }
    let mut seen = BTreeSet::new();
    for item in items {
        let Some(table) = item.table("a table: [[dilemmas]]") else { continue };
        table.only(&KEYS);
        let Some(id_field) = table.need("id", "the dilemma's name in files") else { continue };
        let Some(id) = name(&id_field) else { continue };
        if !seen.insert(id) {
            let help = "give each dilemma an id of its own".to_owned();
            id_field.report(format!("the dilemma `{id}` stands twice in this file"), Some(help));
            continue;
        }
        if table.field("remove").and_then(|field| field.flag()) == Some(true) {
            take_out(&id_field, id, draft);
        } else {
            put(&table, id, draft);
        }
    }
}

/// Inherited dilemmas lose what hangs on a lab that has been taken out: the lab is asked no more, and a dilemma that
/// asks nobody, or that has the lab in a condition or a consequence, goes with it.
pub fn strike(draft: &mut Draft) {
    let labs: Vec<String> = draft.labs.iter().map(|lab| lab.id.clone()).collect();
    let is_lab = |id: &str| labs.iter().any(|lab| lab == id);
    let is_role = |id: &str| id == OBSERVER || draft.roles.iter().any(|role| role.id == id);
    for dilemma in &mut draft.dilemmas {
        dilemma.roles.retain(|asked| is_lab(asked) || is_role(asked));
    }
    draft.dilemmas.retain(|dilemma| !dilemma.roles.is_empty() && dilemma.labs().all(is_lab));
}

fn take_out(id_field: &Field<'_>, id: &str, draft: &mut Draft) {
    let before = draft.dilemmas.len();
    draft.dilemmas.retain(|dilemma| dilemma.id != id);
    if draft.dilemmas.len() == before {
        let ids: Vec<&str> = draft.dilemmas.iter().map(|dilemma| dilemma.id.as_str()).collect();
        id_field.unknown_name("inherited dilemma called", id, &ids);
    }
}

fn put(table: &Node<'_>, id: &str, draft: &mut Draft) {
    let position = draft.dilemmas.iter().position(|dilemma| dilemma.id == id);
    let old = position.map(|position| draft.dilemmas[position].clone());
    let Some(dilemma) = dilemma(table, id, old.as_ref(), draft) else { return };
    match position {
        Some(position) => draft.dilemmas[position] = dilemma,
        None => draft.dilemmas.push(dilemma),
    }
}

/// A dilemma as its table says, over what is inherited. All parts are read before any that is missing makes it void, so
/// that every mistake is told.
fn dilemma(table: &Node<'_>, id: &str, old: Option<&Dilemma>, draft: &Draft) -> Option<Dilemma> {
    let text = |field: &Field<'_>| field.text().map(str::to_owned);
    let prose = |field: &Field<'_>| field.prose().map(one_line);
    let title = part(table, old, "title", "its name for people", text, |old| old.title.clone());
    let told = part(table, old, "text", "what happened, and what is asked", prose, |old| old.text.clone());
    let asked = |field: &Field<'_>| asked(field, draft);
    let roles = part(table, old, "roles", "who is asked", asked, |old| old.roles.clone());
    let when = match table.field("when") {
        Some(field) => conditions(&field, draft),
        None => Some(old.map(|old| old.when.clone()).unwrap_or_default()),
    };
    let season = season(table, old, draft);
    let source = |field: &Field<'_>| precedent(field);
    let precedent = part(table, old, "precedent", "where it happened", source, |old| old.precedent.clone());
    let answers = |field: &Field<'_>| answer::answers(field, draft);
    let options =
        part(table, old, "options", "two or three answers", answers, |old: &Dilemma| -> Vec<Answer> {
            old.options.clone()
        });
    let (from, until) = season?;
    Some(Dilemma {
        id: id.to_owned(),
        title: title?,
        text: told?,
        roles: roles?,
        when: when?,
        from,
        until,
        precedent: precedent?,
        options: options?,
    })
}

/// A part of a dilemma: as the table says, else as inherited; a new dilemma needs it.
fn part<T>(
    table: &Node<'_>,
    old: Option<&Dilemma>,
    key: &str,
    meaning: &str,
    read: impl Fn(&Field<'_>) -> Option<T>,
    get: impl Fn(&Dilemma) -> T,
) -> Option<T> {
    match (table.field(key), old) {
        (Some(field), _) => read(&field),
        (None, Some(old)) => Some(get(old)),
        (None, None) => {
            table.missing(key, meaning);
            None
        }
    }
}

/// A text of several lines in a file as one paragraph.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn asked(field: &Field<'_>, draft: &Draft) -> Option<Vec<String>> {
    let must = "a list of roles, labs or \"observer\": [\"us_government\", \"meta\"]";
    let items = field.items(must)?;
    if items.is_empty() {
        field.wrong(must);
        return None;
    }
    let roles = draft.roles.iter().map(|role| role.id.as_str());
    let labs = draft.labs.iter().map(|lab| lab.id.as_str());
    let mut known: Vec<&str> = roles.chain([OBSERVER]).collect();
    let labs: Vec<&str> = labs.filter(|lab| !known.contains(lab)).collect();
    known.extend(labs);
    let asked: Vec<String> = items
        .iter()
        .filter_map(|item| {
            let name = item.text()?;
            if !known.contains(&name) {
                let help = Some(suggestion(name, &known));
                item.report(format!("there is no role or lab `{name}` to ask"), help);
                return None;
            }
            Some(name.to_owned())
        })
        .collect();
    (asked.len() == items.len()).then_some(asked)
}

const CONDITION: &str =
    "a condition: { measure = \"adoption_share\", bloc = \"us\", op = \">=\", value = 0.5 }";

fn conditions(field: &Field<'_>, draft: &Draft) -> Option<Vec<Condition>> {
    let items = field.items("a list of conditions")?;
    let read = |item: &Field<'_>| condition(&item.table(CONDITION)?, draft);
    let conditions: Vec<Condition> = items.iter().filter_map(read).collect();
    (conditions.len() == items.len()).then_some(conditions)
}

fn condition(table: &Node<'_>, draft: &Draft) -> Option<Condition> {
    let Target { measure, groups, side, value, .. } =
        roles::comparison(table, &["measure", "op", "value"], draft)?;
    Some(Condition { measure, groups, side, value })
}

/// The months in which it may come up; none where they are given wrongly.
fn season(table: &Node<'_>, old: Option<&Dilemma>, draft: &Draft) -> Option<(Month, Option<Month>)> {
    let month = |field: &Field<'_>| field.month_in(draft.starts, draft.ends);
    let from = match table.field("from") {
        Some(field) => month(&field)?,
        None => old.map_or(draft.starts, |old| old.from),
    };
    let Some(field) = table.field("until") else { return Some((from, old.and_then(|old| old.until))) };
    let until = month(&field)?;
    if until < from {
        field.report(
            format!("it may come up until {until}, but not before {from}"),
            Some("set `until` later".into()),
        );
        return None;
    }
    Some((from, Some(until)))
}

fn precedent(field: &Field<'_>) -> Option<Reference> {
    let must = "a source: { title = \"...\", date = \"2025-05\", fact = \"...\", address = \"https://...\" }";
    let source = head::source(field, must)?;
    if source.address.is_none() {
        field.table(must)?.missing("address", "where the source stands");
        return None;
    }
    Some(source)
}
