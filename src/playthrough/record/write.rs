//! A record as the text of a TOML file: one row for each thing that was done.

use std::fmt::Write;

use super::Record;
use crate::model::calendar::Month;
use crate::model::directive::Act;
use crate::playthrough::journal::{Entry, Journal, LeverMove};

/// What stands at the top of every file.
const HEAD: &str = "# A playthrough of Weights of Nations.\n\
    # weights replay FILE shows it, weights verify FILE recomputes it, weights play --resume FILE goes on with it.\n";

impl Record {
    /// The record as the text of a file.
    pub fn to_text(&self) -> String {
        let mut out = HEAD.to_owned();
        out.push_str("format = 1\n");
        field(&mut out, "version", &quoted(&self.version));
        field(&mut out, "model", &self.model.to_string());
        field(&mut out, "scenario", &quoted(&self.scenario));
        field(&mut out, "digest", &quoted(&self.digest.to_string()));
        field(&mut out, "play_from", &quoted(&self.play_from.to_string()));
        field(&mut out, "seed", &seed(self.seed.0));
        field(&mut out, "adopters", &self.adopters.to_string());
        if let Some(role) = &self.role {
            field(&mut out, "role", &quoted(role));
        }
        if self.dilemmas {
            field(&mut out, "dilemmas", "true");
        }
        for (line, result) in self.lines.all().iter().zip(&self.results) {
            out.push_str("\n[[lines]]\n");
            field(&mut out, "name", &quoted(&line.name));
            if line.id == self.lines.current().id {
                field(&mut out, "in_play", "true");
            }
            if let Some(begun) = line.begun {
                field(&mut out, "begun", &quoted(&begun.to_string()));
            }
            journal(&mut out, &line.journal, self.play_from);
            if let Some(result) = result {
                field(&mut out, "result", &quoted(&result.to_string()));
            }
        }
        out
    }
}

fn field(out: &mut String, key: &str, value: &str) {
    // Writing to a text cannot fail.
    let _ = writeln!(out, "{key} = {value}");
}

/// A number that TOML can hold, or its digits in quotes.
fn seed(seed: u64) -> String {
    if i64::try_from(seed).is_ok() { seed.to_string() } else { quoted(&seed.to_string()) }
}

/// A text in TOML's quotes.
fn quoted(text: &str) -> String {
    toml::Value::from(text).to_string()
}

fn journal(out: &mut String, journal: &Journal, first: Month) {
    field(out, "now", &quoted(&(first + journal.months()).to_string()));
    let (done, all) = (journal.done().len(), journal.whole());
    if all.months() > journal.months() {
        field(out, "played_to", &quoted(&(first + all.months()).to_string()));
    }
    let (mut month, mut rows) = (first, Vec::new());
    for (i, entry) in all.done().iter().enumerate() {
        match entry {
            Entry::Month => month = month + 1,
            act => rows.extend(tables(act, month, i >= done)),
        }
    }
    if !rows.is_empty() {
        field(out, "entries", &format!("[\n{}]", rows.concat()));
    }
}

/// The rows of something that was done.
fn tables(entry: &Entry, month: Month, undone: bool) -> Vec<String> {
    let row = |kind: &str, rest: String| {
        let undone = if undone { ", undone = true" } else { "" };
        format!("  {{ month = \"{month}\", kind = \"{kind}\"{rest}{undone} }},\n")
    };
    match entry {
        Entry::Month => Vec::new(),
        Entry::Moves(moves) => {
            let with = |i: usize| if i > 0 { ", with_previous = true" } else { "" };
            let rows = moves.iter().enumerate();
            rows.map(|(i, step)| row("move", lever_move(step, month) + with(i))).collect()
        }
        Entry::Prediction(expected) => {
            let rest = format!(", of = \"{}\", change = {}", expected.of.key(), number(expected.change));
            vec![row("prediction", rest)]
        }
        Entry::Choice { dilemma, option } => {
            let rest = format!(", dilemma = {}, answer = {}", quoted(dilemma), option + 1);
            vec![row("choice", rest)]
        }
        Entry::Direct(told) => {
            let act = match told.act {
                Act::Release(mode) => format!(", release = \"{}\"", mode.key()),
                Act::Hold => ", hold = true".to_owned(),
                Act::Price(shade) => format!(", price = {}", number(shade)),
            };
            // Labs are counted from 1 in files.
            vec![row("directive", format!(", lab = {}{act}", told.lab + 1))]
        }
        Entry::Delegate => vec![row("delegate", String::new())],
    }
}

fn lever_move(step: &LeverMove, month: Month) -> String {
    let mut out = format!(", lever = \"{}\"", step.lever.name());
    if let Some(value) = step.value {
        out += &format!(", value = {}", number(value));
    }
    if step.from != month {
        out += &format!(", from = \"{}\"", step.from);
    }
    if let Some(until) = step.until {
        out += &format!(", until = \"{until}\"");
    }
    out
}

/// The shortest digits that read as the same bits.
fn number(value: f64) -> String {
    format!("{value:?}")
}
