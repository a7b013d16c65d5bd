//! Two lines of play side by side: futures from the world in which they part, the same under both, one under
//! each line's whole plan of moves; how they differ month by month, and what makes the difference up.

use std::sync::Arc;

use rayon::iter::{IntoParallelIterator, ParallelIterator};

use super::{GoOn, Material};
use crate::experiment::ensemble::Workers;
use crate::model::calendar::Month;
use crate::model::lever::LEVERS;
use crate::model::setup::Play;
use crate::playthrough::breakdown::{Breakdown, Parts, Sums, all_parts};
use crate::playthrough::contrast::{Contrast, Run, Way, by_reference};
use crate::playthrough::course::Course;
use crate::playthrough::headline::Headline;
use crate::playthrough::journal::{Entry, Journal};
use crate::playthrough::line::{LineId, Lines};
use crate::playthrough::lot::Lots;
use crate::playthrough::snapshot::Facts;

/// With what a line is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Other {
    /// The scenario with nothing moved.
    Baseline,
    /// Another line.
    Line(LineId),
}

/// What a line has more or less of than another.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// The first month in which something holds in one and not in the other; none where nothing ever does.
    pub parting: Option<Month>,
    /// Differences: the line's value less the other's. Its `levels` and `odds` have the other's first.
    pub contrast: Contrast,
    /// What makes up the mean differences, for headlines that are sums over users.
    pub breakdown: Vec<Breakdown>,
}

impl Comparison {
    /// What makes up the difference of a headline, if it is a sum over users.
    pub fn parts_of(&self, headline: Headline) -> Option<&Breakdown> {
        self.breakdown.iter().find(|breakdown| breakdown.of == headline)
    }
}

/// How many pairs are run.
const PAIRS: usize = 60;
/// So many pairs are run at a time: what is read off them for the breakdown takes room.
const BATCH: usize = 12;

/// What was done on one side: the line in play as it stands, a line set aside as far as it was ever played.
fn journal(lines: &Lines, side: Other) -> Option<Journal> {
    match side {
        Other::Baseline => Some(Journal::default()),
        Other::Line(id) if id == lines.current().id => Some(Journal::of(lines.journal().done().to_vec())),
        Other::Line(id) => lines.get(id).map(|line| line.journal.whole()),
    }
}

/// Both sides of a comparison, and from where it starts.
struct Sides {
    /// The line's journal, then the other's.
    journals: [Journal; 2],
    /// Levers, events and directives under each.
    plans: [Play; 2],
    parting: Option<Month>,
    /// The month in which the futures start.
    start: Month,
}

impl Sides {
    fn of(line: LineId, other: Other, lines: &Lines, facts: &Facts) -> Option<Self> {
        let journals = [journal(lines, Other::Line(line))?, journal(lines, other)?];
        let plans = journals.each_ref().map(|journal| journal.plan(facts));
        let parting = parting(&plans[0], &plans[1], facts.play_from, facts.setup.end);
        let played = journals.iter().map(Journal::months).max().unwrap_or(0);
        // Futures never start later than play has come: their chance is not the played world's.
        let start = parting.unwrap_or(facts.play_from).min(facts.play_from + played);
        Some(Self { journals, plans, parting, start })
    }

    /// The world in which the futures start, which both sides have in common.
    fn common(&self, material: &Material) -> Course {
        let [one, two] = &self.journals;
        let further = if one.months() >= two.months() { one } else { two };
        let months = self.start.0 - material.facts.play_from.0;
        Course::replayed(&material.opening, &further.up_to(months), &material.facts)
    }
}

/// What a comparison hangs on: the moves of both sides, and the month from which it starts. Months that go by
/// do not touch it once the lines have parted.
pub(super) fn basis(line: LineId, other: Other, lines: &Lines, facts: &Facts) -> (Journal, Option<Lines>) {
    let Some(sides) = Sides::of(line, other, lines, facts) else { return (Journal::default(), None) };
    let mut pair = Lines::default();
    pair.set_journal(sides.journals[0].without_idle_end());
    pair.begin(sides.journals[1].without_idle_end(), Month(0), "other");
    (Journal::of(vec![Entry::Month; usize::from(sides.start.0)]), Some(pair))
}

/// The first month from `from` on in which something holds on one side and not on the other: a lever's value,
/// a scheduled event, a word to a lab.
fn parting(one: &Play, two: &Play, from: Month, end: Month) -> Option<Month> {
    let value = |play: &Play, i: usize, month: Month| play.levers.path(LEVERS[i].lever).value(month);
    let moved = |month: &Month| (0..LEVERS.len()).any(|i| value(one, i, *month) != value(two, i, *month));
    let lever = (from.0..=end.0).map(Month).find(moved);
    let events = apart(&one.events, &two.events).map(|event| event.month);
    let directives = apart(&one.directives, &two.directives).map(|directive| directive.month);
    lever.into_iter().chain(events).chain(directives).filter(|month| *month <= end).min().map(|m| m.max(from))
}

/// What only one of two lists has.
fn apart<'a, T: PartialEq>(one: &'a [T], two: &'a [T]) -> impl Iterator<Item = &'a T> {
    let only = |own: &'a [T], other: &'a [T]| own.iter().filter(move |item| !other.contains(item));
    only(one, two).chain(only(two, one))
}

pub(super) fn answer(
    line: LineId,
    other: Other,
    material: &Material,
    workers: &Workers,
    go_on: GoOn<'_>,
) -> Option<Comparison> {
    let sides = Sides::of(line, other, &material.lines, &material.facts)?;
    let common = sides.common(material);
    let simulation = common.simulation();
    let way = |play: Play| Way::from(simulation, Arc::new(simulation.model().with(play)));
    let parting = sides.parting;
    let [one, two] = sides.plans.map(way);
    let (contrast, breakdown) = run([two, one], material, workers, go_on)?;
    Some(Comparison { parting, contrast, breakdown })
}

/// Runs all pairs and reads them as they come, a batch at a time.
fn run(
    ways: [Way; 2],
    material: &Material,
    workers: &Workers,
    go_on: GoOn<'_>,
) -> Option<(Contrast, Vec<Breakdown>)> {
    let lots = Lots::of(&material.facts);
    let one = |way: &Way, k: usize| -> (Run, Vec<Vec<Parts>>) {
        let way = way.drawn(&lots, k);
        let history = way.history(lots.seed(k));
        let parts = all_parts(&history, way.past.months(), &way.model.setup().parameters);
        (way.run_of(&history), parts)
    };
    let pair = |k: usize| go_on().then(|| ways.each_ref().map(|way| one(way, k)));
    let (mut runs, mut sums) = (Vec::with_capacity(PAIRS), Sums::default());
    for first in (0..PAIRS).step_by(BATCH) {
        let batch = first..(first + BATCH).min(PAIRS);
        let pairs: Option<Vec<_>> = workers.install(|| batch.into_par_iter().map(pair).collect());
        for [before, after] in pairs? {
            sums.add([&before.1, &after.1]);
            runs.push([before.0, after.0]);
        }
    }
    Some((Contrast::of_runs(ways[0].present.month, &by_reference(&runs), lots.together()), sums.means()))
}
