//! The top of a file: its name, and all that is told to the player.

use super::super::Reference;
use super::super::draft::Draft;
use super::super::node::{Field, Node};
use super::name;

/// All keys at the top level.
const KEYS: [&str; 20] = [
    "format",
    "name",
    "title",
    "extends",
    "include",
    "summary",
    "briefing",
    "question",
    "notice",
    "try",
    "sources",
    "time",
    "population",
    "levers",
    "events",
    "labs",
    "parameters",
    "posterior",
    "roles",
    "dilemmas",
];

pub fn read(root: &Node<'_>, draft: &mut Draft) {
    root.only(&KEYS);
    if let Some(name) = root.field("name").and_then(|field| name(&field)) {
        name.clone_into(&mut draft.name);
    }
    if let Some(title) = root.need("title", "the scenario's name for people").and_then(|field| field.text()) {
        title.trim().clone_into(&mut draft.title);
    }
    let texts = [
        ("summary", &mut draft.summary),
        ("briefing", &mut draft.briefing),
        ("question", &mut draft.question),
    ];
    for (key, slot) in texts {
        if let Some(text) = root.field(key).and_then(|field| field.prose()) {
            text.trim().clone_into(slot);
        }
    }
    for (key, slot) in [("notice", &mut draft.notice), ("try", &mut draft.to_try)] {
        if let Some(field) = root.field(key) {
            *slot = field.texts();
        }
    }
    if let Some(field) = root.field("sources") {
        let must = "a list of { title = \"...\", date = \"...\", fact = \"...\" }";
        let items = field.items(must).unwrap_or_default();
        draft.sources = items.iter().filter_map(|item| source(item, must)).collect();
    }
}

/// A source of facts.
pub fn source(item: &Field<'_>, must: &str) -> Option<Reference> {
    let table = item.table(must)?;
    table.only(&["title", "date", "fact", "address"]);
    let text = |key, meaning| table.need(key, meaning)?.prose().map(str::to_owned);
    let title = text("title", "who published it, and what");
    let date = text("date", "when, as \"2025-05\"");
    let fact = text("fact", "what it says that is used here");
    let address = table.field("address").and_then(|field| field.text()).map(str::to_owned);
    Some(Reference { title: title?, date: date?, fact: fact?, address })
}
