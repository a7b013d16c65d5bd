//! What a policy or an event has done: futures with it and without it, the same chances in both.

use super::page::{Page, Span, Tone, percent, world_tone};
use crate::experiment::split::Split;
use crate::model::bloc::Bloc;
use crate::model::lever::Lever;
use crate::model::measure::EndWorld;
use crate::playthrough::{Cause, Contrast, Difference, Entry, Finding, Inquiry, Snapshot, Unit};
use crate::report::wording::lower_first;
use crate::tui::widgets::bars::sparkline;
use crate::tui::widgets::scale::Scale;
use crate::tui::widgets::text;
use crate::tui::wording::{self, measure};

/// At most so many quantities are listed.
const MOST: usize = 8;
/// How many of them are followed month by month.
const FOLLOWED: usize = 3;

/// Writes the page of a cause.
pub fn write(page: &mut Page, snapshot: &Snapshot, cause: Cause) {
    let Some(what) = name(snapshot, cause) else {
        page.say("This is not in the line in play.", Tone::Quiet);
        return;
    };
    match snapshot.findings.get(&Inquiry::Without(cause)).map(AsRef::as_ref) {
        Some(Finding::Contrast(contrast)) => {
            verdict(page, &what, contrast, "without it and with it");
            differences(
                page,
                contrast,
                "What it does by the end, as futures with it less futures without it",
            );
            odds(page, contrast, ["without", "with"]);
            strips(page, contrast);
        }
        _ => waiting(page, &what, "60 futures without it and the same 60 with it"),
    }
}

/// Writes the page of a lever that has not been moved.
pub fn write_lever(page: &mut Page, snapshot: &Snapshot, lever: Lever) {
    let spec = lever.spec();
    let value = wording::value(lever, snapshot.levers.path(lever).value(snapshot.now));
    let what = format!("{} has not been moved: it stands at {value}", title(lever));
    match snapshot.findings.get(&Inquiry::Lever(lever)).map(AsRef::as_ref) {
        Some(Finding::Lever(study)) => {
            let (low, high) = (wording::value(lever, spec.range.0), wording::value(lever, spec.range.1));
            page.say(&format!("{what}."), Tone::Strong);
            verdict(
                page,
                &format!("From {low} to {high}, from this month on"),
                &study.contrast,
                "at the low end and at the high end",
            );
            differences(page, &study.contrast, "What its whole range does by the end");
            odds(page, &study.contrast, [low.as_str(), high.as_str()]);
            strips(page, &study.contrast);
        }
        _ if snapshot.at_end() => page.say(&format!("{what}."), Tone::Strong),
        _ => waiting(page, &what, "40 futures with it at its lowest and the same 40 at its highest"),
    }
}

fn waiting(page: &mut Page, what: &str, futures: &str) {
    page.say(&format!("{what}."), Tone::Strong);
    page.say(&format!("Finding out ({futures}) ..."), Tone::Quiet);
}

fn title(lever: Lever) -> String {
    let holder = lever.spec().holder.map_or("World", Bloc::short);
    format!("{holder}: {}", lower_first(lever.spec().title))
}

/// What was done, when.
fn name(snapshot: &Snapshot, cause: Cause) -> Option<String> {
    let setup = &snapshot.facts.setup;
    Some(match cause {
        Cause::Moves(at) => {
            let moves = match snapshot.journal.done().get(at)? {
                Entry::Moves(moves) => moves,
                other => return act(snapshot, other),
            };
            let one = |step: &crate::playthrough::LeverMove| {
                let to = step.value.map_or("back to the scenario's path".to_owned(), |value| {
                    format!("to {}", wording::value(step.lever, value))
                });
                format!("{} {to}", title(step.lever))
            };
            let all: Vec<String> = moves.iter().map(one).collect();
            let month = moves.iter().map(|step| step.from).min()?;
            format!("Your move of {}: {}", month.label(), all.join("; "))
        }
        Cause::Step(lever, month) => {
            let path = setup.levers.path(lever);
            let before = path.value(crate::model::calendar::Month(month.0.saturating_sub(1)));
            let values = [before, path.value(month)].map(|value| wording::value(lever, value));
            format!("{} {} → {}, {}", title(lever), values[0], values[1], month.label())
        }
        Cause::Event(at) => {
            let events = snapshot.journal.plan(&snapshot.facts).events;
            let event = events.get(at)?;
            let lab = &setup.labs.get(event.lab)?.name;
            format!("{} ({lab}, {})", event.label, event.month.label())
        }
        Cause::Answers(month) => format!("What governments did by their rules in {}", month.label()),
    })
}

/// What the player did beside moving levers.
fn act(snapshot: &Snapshot, entry: &Entry) -> Option<String> {
    match entry {
        Entry::Choice { dilemma, option } => {
            let known = snapshot.facts.dilemmas.iter().find(|known| known.id == *dilemma)?;
            Some(format!("Your answer to \"{}\": {}", known.title, known.options.get(*option)?.label))
        }
        Entry::Direct(directive) => {
            let lab = &snapshot.facts.setup.labs.get(directive.lab)?.name;
            Some(format!("Your word to {lab} of {}", directive.month.label()))
        }
        _ => None,
    }
}

/// The headline: what it did most, or that nothing can be told.
fn verdict(page: &mut Page, what: &str, contrast: &Contrast, how: &str) {
    let told: Vec<&Difference> = contrast.largest().into_iter().filter(|d| is_told(d)).collect();
    match told.first() {
        Some(most) => page.say(
            &format!(
                "{what}: by the end {} {} in {} ({}).",
                number(most.of.unit(), most.end.spread.median),
                measure::unit(most.of.unit()),
                most.of.title(),
                band(most)
            ),
            Tone::Strong,
        ),
        None => page.say(&format!("{what}: not distinguishable from nothing."), Tone::Strong),
    }
    if let Some(split) = told.first().and_then(|most| most.end.split) {
        page.say(&by_draws(&split), Tone::Text);
    }
    page.say(
        &format!(
            "{} of futures, {how}, from {} on; the same chances in both.",
            text::count(contrast.pairs, "pair"),
            contrast.from.label()
        ),
        Tone::Quiet,
    );
}

/// How far the sign hangs on parameters that are not known, and what the spread comes from.
fn by_draws(split: &Split) -> String {
    let robust = if split.is_robust() { ": robust" } else { ": not robust" };
    let [agreeing, parameters] = [split.agreeing, split.from_parameters].map(percent);
    format!(
        "{agreeing} of {} draws of the parameters agree on the sign{robust}. {parameters} of the spread comes of parameters, the rest of chance.",
        split.draws
    )
}

/// Whether a difference can be told from nothing, and is one.
fn is_told(difference: &Difference) -> bool {
    difference.is_distinguishable()
        && difference.end.spread.median.abs() >= 0.05 * difference.of.unit().scale()
}

fn band(difference: &Difference) -> String {
    let [low, high] =
        [difference.end.spread.p10, difference.end.spread.p90].map(|v| number(difference.of.unit(), v));
    format!("{low} to {high} in eight of ten pairs")
}

/// A difference as a number in the unit in which it is told.
fn number(unit: Unit, value: f64) -> String {
    let scaled = match unit {
        Unit::Share | Unit::Index => value * 100.0,
        Unit::Months => value,
    };
    wording::signed_with(scaled, 1)
}

/// The quantities, the largest difference first, with their bands on one scale.
fn differences(page: &mut Page, contrast: &Contrast, heading: &str) {
    page.heading(heading);
    let shown: Vec<&Difference> = contrast.largest().into_iter().take(MOST).collect();
    let scaled = |d: &Difference, value: f64| value / d.of.unit().scale();
    let label = label(page);
    let cells = page.width.saturating_sub(label + 27).clamp(8, 40);
    let ends = shown.iter().flat_map(|d| [d.end.spread.p10, d.end.spread.p90].map(|v| scaled(d, v)));
    let scale = Scale::over(ends, usize::from(cells), page.ascii);
    for d in &shown {
        let spread = &d.end.spread;
        let range = scale.range(scaled(d, spread.p10), scaled(d, spread.median), scaled(d, spread.p90));
        let tone = if is_told(d) { Tone::Strong } else { Tone::Quiet };
        let unit = d.of.unit();
        let right = label + cells + 7;
        let span = format!("{} to {}", number(unit, spread.p10), number(unit, spread.p90));
        page.row(vec![
            Span::within(0, label.saturating_sub(1), d.of.title(), tone),
            Span::at(label, range, tone),
            Span::to(right, number(unit, spread.median), tone),
            Span::within(right + 2, page.width.saturating_sub(right + 2), &span, Tone::Quiet),
        ]);
    }
    let untold = contrast.differences.iter().filter(|d| d.end.pairs > 0 && !is_told(d)).count();
    page.say(
        &format!("In points (lags in months): the middle pair, and where eight of ten lie. {untold} of {} quantities are not distinguishable from nothing (dim).", contrast.differences.len()),
        Tone::Quiet,
    );
}

fn odds(page: &mut Page, contrast: &Contrast, names: [&str; 2]) {
    page.heading("Odds of the world that it ends in");
    let [without, with] = contrast.odds;
    let label = page.label();
    page.row(vec![Span::to(label + 9, names[0], Tone::Quiet), Span::to(label + 19, names[1], Tone::Quiet)]);
    let mut worlds: Vec<EndWorld> =
        EndWorld::ALL.into_iter().filter(|w| without[w.index()] + with[w.index()] > 0.0).collect();
    worlds.sort_by(|a, b| with[b.index()].total_cmp(&with[a.index()]).then(a.cmp(b)));
    for world in worlds {
        let bar = crate::tui::widgets::bars::bar(
            with[world.index()],
            usize::from(page.width.saturating_sub(label + 22).min(30)),
            page.ascii,
        );
        page.row(vec![
            Span::within(0, label.saturating_sub(1), world.title(), Tone::Text),
            Span::to(label + 9, percent(without[world.index()]), Tone::Text),
            Span::to(label + 19, percent(with[world.index()]), Tone::Strong),
            Span::at(label + 21, bar, world_tone(world)),
        ]);
    }
}

/// The largest differences month by month: a row for the months above nothing, one for those below.
fn strips(page: &mut Page, contrast: &Contrast) {
    let shown: Vec<&Difference> = contrast.largest().into_iter().take(FOLLOWED).collect();
    page.heading(&format!("Month by month from {}, the middle of all pairs", contrast.from.label()));
    let label = label(page);
    let cells = usize::from(page.width.saturating_sub(label + 11).clamp(8, 60));
    for d in shown {
        let most =
            d.median.iter().copied().filter(|v| v.is_finite()).fold(0.0_f64, |most, v| most.max(v.abs()));
        let mut name = d.of.title();
        for (sign, turn) in [("+", 1.0), ("−", -1.0)] {
            let side: Vec<f64> = d.median.iter().map(|value| (turn * value).max(0.0)).collect();
            let peak = side.iter().copied().fold(0.0, f64::max);
            if peak > 0.0 || (most == 0.0 && turn > 0.0) {
                page.row(vec![
                    Span::within(0, label.saturating_sub(1), name, Tone::Text),
                    Span::at(label, if most == 0.0 { " " } else { sign }, Tone::Quiet),
                    Span::at(label + 2, sparkline(&side, 0.0, most, cells, page.ascii), Tone::Quiet),
                    Span::to(label + cells as u16 + 9, number(d.of.unit(), turn * peak), Tone::Strong),
                ]);
                name = "";
            }
        }
    }
    page.say("At the right: the furthest that it gets from nothing.", Tone::Quiet);
}

/// Columns for the names of quantities.
fn label(page: &Page) -> u16 {
    if page.width >= 96 { 42 } else { page.label() + 3 }
}
