//! The answers of a dilemma, with their consequences.

use super::super::super::dilemma::{Act, Answer, Effect};
use super::super::super::draft::Draft;
use super::super::super::node::{Field, Node};
use super::super::events;
use super::one_line;
use crate::model::lever::{Change, LEVERS, Lever};

/// Fewest and most answers.
const ANSWERS: (usize, usize) = (2, 3);
/// Range of the capital that an answer takes.
const COST: (f64, f64) = (-1e6, 1e6);
/// Latest month of a consequence, after the answer.
const LATEST: i64 = 120;
/// Longest time that a lever stays changed, where it does not stay so for good.
const LONGEST: i64 = 320;
/// Range of the chance of a consequence that is not certain.
const CHANCE: (f64, f64) = (0.01, 1.0);

/// The answers; none where any of them is wrong.
pub fn answers(field: &Field<'_>, draft: &Draft) -> Option<Vec<Answer>> {
    let must = "a list of two or three answers: [[dilemmas.options]]";
    let items = field.items(must)?;
    if !(ANSWERS.0..=ANSWERS.1).contains(&items.len()) {
        let message = format!("a dilemma has two or three options, not {}", items.len());
        field.report_key(message, Some("write [[dilemmas.options]] before each of them".to_owned()));
        return None;
    }
    let tables: Vec<Node<'_>> = items.iter().filter_map(|item| item.table(must)).collect();
    let answers: Vec<Answer> = tables.iter().filter_map(|table| answer(table, draft)).collect();
    if answers.len() < items.len() {
        return None;
    }
    differ(&tables, &answers).then_some(answers)
}

fn answer(table: &Node<'_>, draft: &Draft) -> Option<Answer> {
    table.only(&["label", "text", "cost", "effects", "blowback"]);
    let label = table.need("label", "what is done, in a few words").and_then(|field| field.text());
    let text = table.need("text", "what is done, in a sentence").and_then(|field| field.prose());
    let cost = match table.field("cost") {
        Some(field) => field.number_in(COST),
        None => Some(0.0),
    };
    let effects = effects(table, "effects", draft);
    let blowback = self::effects(table, "blowback", draft);
    Some(Answer {
        label: label?.to_owned(),
        text: one_line(text?),
        cost: cost?,
        effects: effects?,
        blowback: blowback?,
    })
}

/// Whether no two answers have the same label, or the same cost and consequences.
fn differ(tables: &[Node<'_>], answers: &[Answer]) -> bool {
    let same_label = |a: &Answer, b: &Answer| a.label == b.label;
    let same_deed =
        |a: &Answer, b: &Answer| (a.cost, &a.effects, &a.blowback) == (b.cost, &b.effects, &b.blowback);
    for (place, answer) in answers.iter().enumerate() {
        for earlier in &answers[..place] {
            let (message, help) = if same_label(answer, earlier) {
                let message = format!("two options are called `{}`", answer.label);
                (message, "give each option a label of its own")
            } else if same_deed(answer, earlier) {
                let (one, other) = (&earlier.label, &answer.label);
                let message = format!("the options `{one}` and `{other}` cost and do the same");
                (message, "let them differ in cost, effects or blowback: else there is nothing to choose")
            } else {
                continue;
            };
            tables[place].report(message, Some(help.to_owned()));
            return false;
        }
    }
    true
}

const EFFECT: &str = "an effect: { lever = \"us.export_controls\", by = 0.1, after = 2, for = 12 } or \
                      { event = \"setback\", lab = \"meta\", months = 3 }";

fn effects(table: &Node<'_>, key: &str, draft: &Draft) -> Option<Vec<Effect>> {
    let Some(field) = table.field(key) else { return Some(Vec::new()) };
    let items = field.items("a list of effects")?;
    let is_certain = key == "effects";
    let read = |item: &Field<'_>| effect(&item.table(EFFECT)?, is_certain, draft);
    let effects: Vec<Effect> = items.iter().filter_map(read).collect();
    (effects.len() == items.len()).then_some(effects)
}

fn effect(table: &Node<'_>, is_certain: bool, draft: &Draft) -> Option<Effect> {
    let act = match (table.field("lever"), table.field("event")) {
        (Some(field), None) => lever(table, &field, is_certain),
        (None, Some(field)) => event(table, &field, is_certain, draft),
        (Some(_), Some(field)) => {
            let help = "write two effects, one after the other".to_owned();
            field.report_key("an effect has a `lever` or an `event`, not both".to_owned(), Some(help));
            None
        }
        (None, None) => {
            table.report("an effect has a `lever` or an `event`".to_owned(), Some(format!("write {EFFECT}")));
            None
        }
    };
    let after = match table.field("after") {
        Some(field) => field.whole_in(0, LATEST).and_then(|months| u16::try_from(months).ok()),
        None => Some(0),
    };
    let chance = match table.field("chance").filter(|_| !is_certain) {
        Some(field) => field.number_in(CHANCE),
        None => Some(1.0),
    };
    Some(Effect { act: act?, after: after?, chance: chance? })
}

/// The keys of an effect; only what may not come has a chance.
fn only(table: &Node<'_>, keys: &[&str], is_certain: bool) {
    let chance = table.field("chance");
    if let Some(field) = chance.as_ref().filter(|_| is_certain) {
        let help = "what may or may not come stands under `blowback`".to_owned();
        field.report_key("`effects` follow for certain and have no `chance`".to_owned(), Some(help));
    }
    let more: &[&str] = if is_certain && chance.is_none() { &["after"] } else { &["after", "chance"] };
    table.only(&[keys, more].concat());
}

fn lever(table: &Node<'_>, field: &Field<'_>, is_certain: bool) -> Option<Act> {
    only(table, &["lever", "by", "to", "for"], is_certain);
    let name = field.text()?;
    let Some(lever) = Lever::find(name) else {
        field.unknown_name("lever", name, &LEVERS.each_ref().map(|spec| spec.name));
        return None;
    };
    let (low, high) = lever.spec().range;
    let change = match (table.field("by"), table.field("to")) {
        (Some(field), None) => {
            let part = field.number_in((low - high, high - low))?;
            if part == 0.0 {
                field.wrong("a number other than 0: how much is added to the lever's value");
                return None;
            }
            Change::By(part)
        }
        (None, Some(field)) => Change::To(field.number_in((low, high))?),
        (by, _) => {
            let message = match by {
                Some(_) => format!("`{name}` is moved `by` or `to` a value, not both"),
                None => format!("it is not said how `{name}` is moved"),
            };
            table.report(message, Some("write `by = 0.1` to add, or `to = 0.5` to set".to_owned()));
            return None;
        }
    };
    let months = match table.field("for") {
        Some(field) => Some(field.whole_in(1, LONGEST).and_then(|months| u16::try_from(months).ok())?),
        None => None,
    };
    Some(Act::Lever { lever, change, months })
}

fn event(table: &Node<'_>, field: &Field<'_>, is_certain: bool, draft: &Draft) -> Option<Act> {
    let kind = field.one_of("kind of event", &events::KINDS)?;
    let (key, meaning) = events::amount_of(kind);
    only(table, &["event", "lab", key], is_certain);
    let lab = table.need("lab", "the id of the lab to which it happens");
    let lab = lab.and_then(|field| events::lab(&field, draft));
    let kind = table.need(key, meaning).and_then(|field| events::amount(&field, kind));
    Some(Act::Event { lab: lab?, kind: kind? })
}
