//! What moves a lever, in words: how often and how far, with a cause and without it.

use super::{signed_with, value};
use crate::model::lever::Lever;
use crate::playthrough::{By, Mover, Movers, Snapshot};
use crate::report::wording::lower_first;
use crate::tui::measured;

/// Sign and strength of a cause, by hundredths of the lever's range; a tilde where it cannot be told from nothing.
pub fn strength(mover: &Mover, lever: Lever) -> &'static str {
    let (low, high) = lever.spec().range;
    let mean = mover.change.spread.mean;
    // Where all pairs agree there is no chance to be told from.
    let agree = mean != 0.0 && mover.change.half_width() == 0.0;
    measured::strength(100.0 * mean / (high - low), mover.change.is_clear() || agree)
}

/// How often and how far: `it moves in 62% of futures (0% without), +0.15 by the end on average`.
pub fn measured(mover: &Mover, lever: Lever) -> String {
    let percent = |share: f64| format!("{:.0}%", share * 100.0);
    let (low, high) = lever.spec().range;
    let digits = if high - low > 1.0 { 1 } else { 2 };
    let by = signed_with(mover.change.spread.mean, digits);
    let often = match (mover.by, mover.moves) {
        (By::Rule(_), [_, with]) => format!("moves it in {} of futures", percent(with)),
        (By::Lever(_), [low, high]) => {
            format!(
                "at its highest it moves in {} of futures ({} at its lowest)",
                percent(high),
                percent(low)
            )
        }
        (_, [without, with]) => {
            format!("it moves in {} of futures ({} without)", percent(with), percent(without))
        }
    };
    format!("{often}, {by} by the end on average")
}

/// What a cause is called; none of one that is not in the plan any more.
pub fn name(mover: &Mover, lever: Lever, snapshot: &Snapshot) -> Option<String> {
    let facts = &snapshot.facts;
    Some(match mover.by {
        By::Step(month) => {
            let to = facts.setup.levers.path(lever).value(month);
            format!("the scenario's step to {} in {}", value(lever, to), month.label())
        }
        By::Rules => "all rules of the governments".to_owned(),
        By::Rule(rule) => super::rule(rule).to_owned(),
        By::Event(at) => {
            let events = snapshot.journal.plan(facts).events;
            let event = events.get(at)?;
            let lab = facts.setup.labs.get(event.lab).map_or("a lab", |lab| lab.name.as_str());
            format!("{} ({lab}, {})", event.label, event.month.label())
        }
        By::Lever(other) => lower_first(other.spec().title),
    })
}

/// On what the numbers rest.
pub fn basis(movers: &Movers) -> String {
    let supposed = if movers.supposed { ", as if governments reacted, which they do not here" } else { "" };
    format!("{} pairs of futures, each cause off and on{supposed}", movers.pairs)
}
