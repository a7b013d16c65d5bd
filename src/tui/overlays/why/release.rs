//! Why a lab released as it did: the pay-offs of what it chose and of the next best, the odds, and what
//! would have flipped it.

use super::page::{Page, Span, Tone, percent};
use crate::model::decision::{Chooser, Decision, Term};
use crate::model::lab::Mode;
use crate::model::lever::Lever;
use crate::playthrough::{Finding, Flip, FlipStudy, Inquiry, Snapshot};
use crate::report::wording::{lower_first, reason};
use crate::tui::lines::origin_hue;
use crate::tui::widgets::scale::Scale;
use crate::tui::widgets::text;
use crate::tui::wording::{self, signed};

/// What the page takes simulations to find.
pub const fn wants(decision: usize) -> Inquiry {
    Inquiry::Flip(decision)
}

/// Writes the page.
pub fn write(page: &mut Page, snapshot: &Snapshot, at: usize) {
    let Some(decision) = snapshot.played.decisions.get(at) else {
        page.say("This release is not in the line in play.", Tone::Quiet);
        return;
    };
    headline(page, snapshot, decision);
    odds_in_words(page, decision);
    bars(page, snapshot, decision);
    options(page, snapshot, decision);
    page.heading("What would have flipped it");
    match snapshot.findings.get(&wants(at)).map(AsRef::as_ref) {
        Some(Finding::Flip(study)) => flips(page, snapshot, decision, study),
        _ => page.say("Finding out: every lever is moved over its range in that month ...", Tone::Quiet),
    }
}

fn headline(page: &mut Page, snapshot: &Snapshot, decision: &Decision) {
    let lab = &snapshot.facts.setup.labs[decision.lab].name;
    let reasons = decision.reasons();
    let main = reasons.iter().find(|(_, difference)| *difference >= 0.005);
    let against = reasons.iter().find(|(_, difference)| *difference <= -0.005);
    let why = match (main, against) {
        (Some((term, gain)), None) => format!("for {} ({})", reason(*term), signed(*gain)),
        (Some((term, gain)), Some((other, loss))) => format!(
            "mainly for {} ({}), in spite of {} ({})",
            reason(*term),
            signed(*gain),
            other.title(),
            signed(*loss)
        ),
        (None, _) => "though nothing spoke for it: by chance".to_owned(),
    };
    page.say(&format!("{lab} {} {why}.", did(decision.chosen)), Tone::Strong);
}

/// What a lab did.
const fn did(mode: Mode) -> &'static str {
    match mode {
        Mode::Closed => "kept its new model closed",
        Mode::Dual => "set an open sibling beside its closed model",
        Mode::OpenRestricted => "opened its weights, with limits,",
        Mode::OpenPermissive => "opened its weights",
    }
}

fn odds_in_words(page: &mut Page, decision: &Decision) {
    let rival = decision.next_best();
    let of = |mode: Mode| &decision.prospects[mode.index()];
    let margin = of(decision.chosen).payoff() - of(rival).payoff();
    let [odds, other] = [decision.chosen, rival].map(|mode| wording::odds(of(mode).probability));
    let month = decision.month.label();
    let rival = wording::mode_in_text(rival);
    page.say(
        &match given(decision) {
            Some(by) => format!("{month}. {by}: by the rules here it was {odds} likely; {rival}, {other}."),
            None => format!("{month}. It was {odds} likely; the next best, {rival}, {other}."),
        },
        Tone::Text,
    );
    let worth = if margin >= 0.0 { "worth more to it by" } else { "worth less to it, by" };
    let chance = if margin >= 0.0 { "" } else { ": chance decided against the better bargain" };
    page.say(&format!("What it chose was {worth} {:.2}{chance}.", margin.abs()), Tone::Text);
}

/// Who fixed the choice, if anybody but the lab did.
const fn given(decision: &Decision) -> Option<&'static str> {
    match decision.chosen_by {
        Chooser::Lab => None,
        Chooser::Scenario => Some("On the record"),
        Chooser::Player => Some("Your decision"),
    }
}

/// The terms of both options beside each other, the largest difference first.
fn bars(page: &mut Page, snapshot: &Snapshot, decision: &Decision) {
    let rival = decision.next_best();
    let of = |mode: Mode| &decision.prospects[mode.index()];
    let (mine, other) = (of(decision.chosen), of(rival));
    page.heading("What each option was worth to it, by reason");
    let hue = Tone::Hue(origin_hue(snapshot.facts.setup.labs[decision.lab].bloc));
    let table = Table::new(page, mine.terms.iter().chain(&other.terms).copied());
    table.head(page, wording::mode_in_text(decision.chosen), wording::mode_in_text(rival));
    let mut quiet = 0;
    for (term, difference) in decision.reasons() {
        let values = [mine.terms[term.index()], other.terms[term.index()]];
        if values.iter().all(|value| value.abs() < 0.005) {
            quiet += 1;
            continue;
        }
        table.row(page, Term::title(term), values, difference, hue);
    }
    let all = [mine.payoff(), other.payoff()];
    table.sum(page, all);
    let odds = (0.1 * snapshot.facts.setup.parameters.decision_precision).exp();
    page.say(
        &format!("On the lab's own scale, where 0.10 more makes an option {odds:.1} times as likely."),
        Tone::Quiet,
    );
    if quiet > 0 {
        page.say(&format!("{} did not count.", text::count(quiet, "other reason")), Tone::Quiet);
    }
}

/// Columns of the bars: name, two bars with their values on one scale, difference.
struct Table {
    name: u16,
    side: u16,
    scale: Scale,
    width: u16,
}

impl Table {
    fn new(page: &Page, values: impl Iterator<Item = f64>) -> Self {
        let width = page.width.min(92);
        let name = 19;
        let side = width.saturating_sub(name + 7) / 2;
        let cells = usize::from(side.saturating_sub(7));
        Self { name, side, scale: Scale::over(values, cells, page.ascii), width }
    }

    fn head(&self, page: &mut Page, mine: &str, other: &str) {
        let at = |i: u16| self.name + 1 + i * self.side;
        page.row(vec![
            Span::within(at(0), self.side - 1, &format!("chosen: {mine}"), Tone::Quiet),
            Span::within(at(1), self.side - 1, &format!("or {other}"), Tone::Quiet),
            Span::to(self.width, "apart", Tone::Quiet),
        ]);
    }

    fn row(&self, page: &mut Page, name: &str, values: [f64; 2], difference: f64, hue: Tone) {
        let mut spans = vec![Span::within(0, self.name, name, Tone::Text)];
        for ((i, value), tone) in (0..).zip(values).zip([hue, Tone::Quiet]) {
            let x = self.name + 1 + i * self.side;
            spans.push(Span::at(x, self.scale.bar(value), tone));
            spans.push(Span::to(x + self.side - 1, signed(value), Tone::Text));
        }
        spans.push(Span::to(self.width, signed(difference), Tone::Strong));
        page.row(spans);
    }

    fn sum(&self, page: &mut Page, [mine, other]: [f64; 2]) {
        let right = |i: u16| self.name + i * self.side;
        page.row(vec![
            Span::at(0, "all together", Tone::Strong),
            Span::to(right(1), signed(mine), Tone::Strong),
            Span::to(right(2), signed(other), Tone::Strong),
            Span::to(self.width, signed(mine - other), Tone::Strong),
        ]);
    }
}

/// All four options with their odds.
fn options(page: &mut Page, snapshot: &Snapshot, decision: &Decision) {
    page.heading("How likely each option was");
    let hue = Tone::Hue(origin_hue(snapshot.facts.setup.labs[decision.lab].bloc));
    for mode in Mode::ALL {
        let tone = if mode == decision.chosen { hue } else { Tone::Quiet };
        page.share(wording::mode_in_text(mode), decision.prospects[mode.index()].probability, tone);
    }
}

/// At most so many levers are listed.
const MOST: usize = 8;

fn flips(page: &mut Page, snapshot: &Snapshot, decision: &Decision, study: &FlipStudy) {
    let likely = wording::mode_in_text(study.likeliest);
    if study.flips.is_empty() {
        page.say(
            &format!("No single lever would have: {likely} stays the likeliest wherever it stands."),
            Tone::Text,
        );
    } else {
        page.say(&format!("The likeliest was {likely}. The smallest change of one lever that makes another likelier, found by search and run to make sure:"), Tone::Text);
    }
    for flip in study.flips.iter().take(MOST) {
        flip_row(page, flip);
    }
    let more = study.flips.len().saturating_sub(MOST);
    if more > 0 {
        page.say(&format!("{more} more would, each by a larger part of its range."), Tone::Quiet);
    }
    let lab = &snapshot.facts.setup.labs[decision.lab].name;
    page.say(
        &format!(
            "{} levers were tried; {lab}'s month was run {} times, with the same chances each time.",
            study.levers, study.runs
        ),
        Tone::Quiet,
    );
}

fn flip_row(page: &mut Page, flip: &Flip) {
    let holder = flip.lever.spec().holder.map_or("World", crate::model::bloc::Bloc::short);
    let name = format!("{holder}: {}", lower_first(flip.lever.spec().title));
    let values = format!("{} → {}", fine(flip.lever, flip.from), fine(flip.lever, flip.to));
    let then = format!("{} {}", wording::mode_in_text(flip.mode), percent(flip.probability));
    let width = page.width.min(92);
    let room = width.saturating_sub(17 + 21);
    page.row(vec![
        Span::within(0, room, &name, Tone::Text),
        Span::to(room + 17, values, Tone::Strong),
        Span::within(room + 19, 20, &then, Tone::Quiet),
    ]);
}

/// A lever's value to a thousandth, or a count.
fn fine(lever: Lever, value: f64) -> String {
    let (low, high) = lever.spec().range;
    if high - low > 1.0 { format!("{value:.0}") } else { format!("{value:.3}") }
}
