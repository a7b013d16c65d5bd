//! What moved a group's share of use over twelve months, in exact accounting: who came new, who switched in
//! and from what, who switched out and to what, which of its offers gained; and what made its models more or
//! less attractive.
//!
//! The months are run anew and every adopter's choice is compared month by month, so that the sums add up
//! to the change of the users exactly; see [`Change::parts`].

mod appeal;
#[cfg(test)]
mod tests;

use super::{GoOn, Material};
use crate::experiment::ensemble::Workers;
use crate::model::adoption::{Choice, chosen_offer};
use crate::model::calendar::Month;
use crate::model::offer::{offer_access, offer_lab};
use crate::model::world::World;
use crate::playthrough::track::{Group, Scope};

pub use appeal::{Appeal, Trait};

/// Over how many months a change is told.
pub const MONTHS: u16 = 12;

/// Adopters who switched between the group and an offer outside it, each switch counted in its month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Flow {
    /// The offer outside the group: its place, as in [`crate::model::offer::offer_index`].
    pub place: usize,
    /// Who came from it.
    pub into: u32,
    /// Who went to it.
    pub out: u32,
}

impl Flow {
    /// Who came, less who went.
    pub fn net(self) -> i64 {
        i64::from(self.into) - i64::from(self.out)
    }
}

/// One offer of the group, as a share of all use in the scope.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SharePart {
    /// The offer's place.
    pub place: usize,
    /// Its share before and after.
    pub shares: [f64; 2],
}

/// What moved a group's share of use between the ends of two months.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// The earlier month.
    pub from: Month,
    /// The later month.
    pub to: Month,
    /// Users of the group before and after.
    pub users: [u32; 2],
    /// Users of any model before and after.
    pub all: [u32; 2],
    /// New adopters in between: those who took an offer of the group, and all.
    pub newcomers: [u32; 2],
    /// Switches, the largest net first; offers without any are left out.
    pub flows: Vec<Flow>,
    /// The group's offers, the largest change of share first; those never in use are left out.
    pub offers: Vec<SharePart>,
    /// How attractive the group was before and after, and what made the difference.
    pub appeal: Appeal,
}

impl Change {
    /// The group's share of use before and after.
    pub fn shares(&self) -> [f64; 2] {
        [0, 1].map(|i| f64::from(self.users[i]) / f64::from(self.all[i]))
    }

    /// The change of the share in three parts that add up to it: new adopters (as far as they took the group
    /// more often than those before them), switching in, and switching out.
    pub fn parts(&self) -> [f64; 3] {
        let all = f64::from(self.all[1]);
        let [taken, new] = self.newcomers.map(f64::from);
        let sum = |of: fn(&Flow) -> u32| self.flows.iter().map(|flow| f64::from(of(flow))).sum::<f64>();
        let [into, out] = [sum(|flow| flow.into), sum(|flow| flow.out)];
        [(taken - self.shares()[0] * new) / all, into / all, -out / all]
    }
}

pub(super) fn answer(
    (scope, group): (Scope, Group),
    to: Month,
    material: &Material,
    workers: &Workers,
    go_on: GoOn<'_>,
) -> Option<Change> {
    let setup = &material.facts.setup;
    let from = Month(to.0.saturating_sub(MONTHS)).max(setup.start);
    if from >= to || to >= material.played.now() {
        return None;
    }
    let mut ledger = Ledger::new(scope, group, material);
    let worlds = Worlds { material, next: from + 1, until: to + 1 };
    let (mut first, mut last): (Option<World>, Option<World>) = (None, None);
    for world in worlds {
        if !go_on() {
            return None;
        }
        if let Some(before) = last.replace(world)
            && let Some(after) = &last
        {
            ledger.enter(&before, after);
            first.get_or_insert(before);
        }
    }
    let ends = [first?, last?];
    if ends.iter().any(|world| ledger.users(world)[1] == 0) {
        return None;
    }
    let appeal = appeal::of(&ends, scope, &ledger.own, &setup.parameters, workers, go_on)?;
    Some(ledger.closed([from, to], &ends, appeal))
}

/// The worlds between months, from before `next` to before `until`.
struct Worlds<'a> {
    material: &'a Material,
    next: Month,
    until: Month,
}

impl Iterator for Worlds<'_> {
    type Item = World;

    fn next(&mut self) -> Option<World> {
        let month = self.next;
        self.next = month + 1;
        (month <= self.until).then(|| self.material.before(month).world().clone())
    }
}

/// The account of a group in a scope.
struct Ledger {
    cells: Vec<usize>,
    /// Whether each offer is the group's, by place.
    own: Vec<bool>,
    newcomers: [u32; 2],
    into: Vec<u32>,
    out: Vec<u32>,
}

impl Ledger {
    fn new(scope: Scope, group: Group, material: &Material) -> Self {
        let labs = &material.facts.setup.labs;
        let places = 2 * labs.len();
        let holds = |place: usize| {
            let lab = offer_lab(place);
            group.holds(lab, labs[lab].bloc, offer_access(place))
        };
        Self {
            cells: scope.cells().collect(),
            own: (0..places).map(holds).collect(),
            newcomers: [0; 2],
            into: vec![0; places],
            out: vec![0; places],
        }
    }

    /// Enters a month: who chose what before it and after it.
    fn enter(&mut self, before: &World, after: &World) {
        for cell in self.cells.clone() {
            let (from, to) = before.population.range(cell);
            for (was, is) in before.choices[from..to].iter().zip(&after.choices[from..to]) {
                self.note(*was, *is);
            }
        }
    }

    fn note(&mut self, was: Choice, is: Choice) {
        match (chosen_offer(was), chosen_offer(is)) {
            (None, Some(new)) => {
                self.newcomers[0] += u32::from(self.own[new]);
                self.newcomers[1] += 1;
            }
            (Some(old), Some(new)) if self.own[old] != self.own[new] => {
                let (side, place) = if self.own[new] { (&mut self.into, old) } else { (&mut self.out, new) };
                side[place] += 1;
            }
            // Nobody goes back to using nothing, and switches within the group are none of its change.
            _ => {}
        }
    }

    /// Users of the group, and of anything.
    fn users(&self, world: &World) -> [u32; 2] {
        let own =
            (0..self.own.len()).filter(|place| self.own[*place]).map(|place| self.users_of(world, place));
        [own.sum(), (0..self.own.len()).map(|place| self.users_of(world, place)).sum()]
    }

    fn users_of(&self, world: &World, place: usize) -> u32 {
        self.cells.iter().map(|cell| world.row(*cell)[place]).sum()
    }

    fn closed(self, [from, to]: [Month; 2], ends: &[World; 2], appeal: Appeal) -> Change {
        let [before, after] = [0, 1].map(|i| self.users(&ends[i]));
        let flow = |place: usize| Flow { place, into: self.into[place], out: self.out[place] };
        let mut flows: Vec<Flow> =
            (0..self.own.len()).map(flow).filter(|flow| flow.into + flow.out > 0).collect();
        flows.sort_by_key(|flow| (-flow.net().abs(), flow.place));
        let part = |place: usize| {
            let shares = [(0, before[1]), (1, after[1])]
                .map(|(i, all)| f64::from(self.users_of(&ends[i], place)) / f64::from(all));
            SharePart { place, shares }
        };
        let own = (0..self.own.len()).filter(|place| self.own[*place]).map(part);
        let mut offers: Vec<SharePart> = own.filter(|part| part.shares != [0.0; 2]).collect();
        let size = |part: &SharePart| (part.shares[1] - part.shares[0]).abs();
        offers.sort_by(|a, b| size(b).total_cmp(&size(a)).then(a.place.cmp(&b.place)));
        Change {
            from,
            to,
            users: [before[0], after[0]],
            all: [before[1], after[1]],
            newcomers: self.newcomers,
            flows,
            offers,
            appeal,
        }
    }
}
