//! A playthrough told as text: where it started, what was done, what came of it.

use super::numbers::{number_of, percent};
use std::fmt::Write;

use super::wording;
use crate::model::bloc::{Access, Bloc};
use crate::model::calendar::Month;
use crate::model::directive::{Act, Directive};
use crate::playthrough::record::Record;
use crate::playthrough::{Entry, Facts, Group, Grouping, LeverMove, Scope, Snapshot};

/// Shares below this are left out.
const NEGLIGIBLE: f64 = 0.005;

/// The story of the line in play.
pub fn story(record: &Record, snapshot: &Snapshot) -> String {
    let facts = &snapshot.facts;
    let mut out = format!(
        "{} ({}), seed {}, {} adopters\n",
        facts.title, facts.name, facts.seed.0, facts.setup.adopters
    );
    let (line, months) = (record.lines.current(), snapshot.journal.months());
    let count = record.lines.all().len();
    let others = if count > 1 { format!(" of {count}") } else { String::new() };
    let from = facts.play_from.label();
    // Writing to a text cannot fail.
    let _ = writeln!(out, "Line \"{}\"{others}, played from {from}, months played: {months}", line.name);
    out.push_str("\nWhat was done\n");
    let done = done(snapshot.journal.done(), facts);
    out.push_str(&if done.is_empty() {
        "  nothing but to let time go by\n".to_owned()
    } else {
        done.concat()
    });
    shares(&mut out, snapshot);
    out.push_str(&outcome(snapshot));
    let _ = writeln!(out, "\nRun code: {}", record.to_code());
    out.push_str("Results are conditional on assumptions; labs are stylised agents.\n");
    out
}

/// A row for each thing done.
fn done(entries: &[Entry], facts: &Facts) -> Vec<String> {
    let (mut month, mut rows) = (facts.play_from, Vec::new());
    for entry in entries {
        match entry {
            Entry::Month => month = month + 1,
            Entry::Moves(moves) => {
                rows.extend(
                    moves.iter().map(|step| format!("  {}  {}\n", month.label(), lever(step, month))),
                );
            }
            Entry::Prediction(expected) => {
                let (of, change) = (expected.of.title(), expected.change);
                rows.push(format!("  {}  predicted for {of}: a change of {change:+}\n", month.label()));
            }
            Entry::Choice { dilemma, option } => {
                let known = facts.dilemmas.iter().find(|known| known.id == *dilemma);
                let answer = known.and_then(|known| known.options.get(*option));
                let title = known.map_or(dilemma.as_str(), |known| known.title.as_str());
                let answer =
                    answer.map_or_else(|| format!("answer {}", option + 1), |answer| answer.label.clone());
                rows.push(format!("  {}  {title}: {answer}\n", month.label()));
            }
            Entry::Direct(told) => rows.push(format!("  {}  {}\n", month.label(), directive(told, facts))),
            Entry::Delegate => rows.push(format!("  {}  left the release to the lab\n", month.label())),
        }
    }
    rows
}

fn directive(told: &Directive, facts: &Facts) -> String {
    let lab = facts.setup.labs.get(told.lab).map_or("A lab", |lab| lab.name.as_str());
    match told.act {
        Act::Release(mode) => format!("{lab}: told to release {}", mode.key().replace('_', " ")),
        Act::Hold => format!("{lab}: told to hold its release back"),
        Act::Price(shade) => {
            format!("{lab}: price of its closed model {} %", number_of(0, (shade.exp() - 1.0) * 100.0, true))
        }
    }
}

fn lever(step: &LeverMove, now: Month) -> String {
    let spec = step.lever.spec();
    let holder = spec.holder.map_or("World", Bloc::short);
    let to = match step.value {
        None => "back to the scenario's path".to_owned(),
        Some(value) if spec.range.1 - spec.range.0 > 1.0 => format!("to {value:.0}"),
        Some(value) => format!("to {value:.2}"),
    };
    let from = if step.from > now { format!(" from {}", step.from.label()) } else { String::new() };
    let until = step.until.map(|until| format!(", step by step until {}", until.label()));
    format!("{holder}: {} {to}{from}{}", wording::lower_first(spec.title), until.unwrap_or_default())
}

/// Shares of use in the last month played, the largest first.
fn shares(out: &mut String, snapshot: &Snapshot) {
    let Some(last) = snapshot.played.months().checked_sub(1) else { return };
    let labs = &snapshot.facts.setup.labs;
    let all = snapshot.shares(Scope::default(), Grouping::BlocAccess);
    let groups = Grouping::BlocAccess.groups(labs).into_iter().zip(all[last].iter().copied());
    let mut rows: Vec<(Group, f64)> = groups.filter(|(_, share)| *share >= NEGLIGIBLE).collect();
    rows.sort_by(|a, b| b.1.total_cmp(&a.1));
    let _ = writeln!(
        out,
        "\nWhose models the world runs on at the end of {}",
        snapshot.played.month(last).label()
    );
    for (group, share) in rows {
        if let Group::BlocAccess(bloc, access) = group {
            let access = if access == Access::Open { "open" } else { "closed" };
            let name = format!("{} {access}", bloc.short());
            let _ = writeln!(out, "  {name:16} {:>6}", percent(share, 1));
        }
    }
}

fn outcome(snapshot: &Snapshot) -> String {
    let Some(world) = snapshot.outcome() else {
        return format!("\nNot played to the end yet: {} comes next.\n", next(&snapshot.facts, snapshot.now));
    };
    let unmoved = match snapshot.unmoved_outcome() {
        Some(other) if other == world => " Without the moves it would have been the same.".to_owned(),
        Some(other) => format!(" Without the moves: {}.", other.title()),
        None => String::new(),
    };
    format!("\nOutcome: {}: {}.{unmoved}\n", world.title(), wording::world(world))
}

fn next(facts: &Facts, now: Month) -> String {
    now.min(facts.setup.end).label()
}
