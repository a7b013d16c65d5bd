//! The course of one world: who used what in every month, and shares read from it by group.

use crate::model::bloc::{Access, BLOCS, Bloc, CELLS, SEGMENTS, Segment, cell};
use crate::model::calendar::Month;
use crate::model::lab::LabSpec;
use crate::model::offer::offer_index;

/// Whose use is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Scope {
    /// One region, or the world.
    pub region: Option<Bloc>,
    /// One segment, or all adopters.
    pub segment: Option<Segment>,
}

impl Scope {
    /// The cells within.
    fn cells(self) -> impl Iterator<Item = usize> {
        let within = move |region: usize, segment: usize| {
            self.region.is_none_or(|r| r.index() == region) && self.segment.is_none_or(|s| s.index() == segment)
        };
        (0..BLOCS).flat_map(move |r| (0..SEGMENTS).filter(move |&s| within(r, s)).map(move |s| cell(r, s)))
    }
}

/// How offers are put together into lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Grouping {
    /// A line for each bloc of origin and kind of access.
    #[default]
    BlocAccess,
    /// A line for each bloc of origin.
    Bloc,
    /// Closed and open.
    Access,
    /// A line for each lab.
    Lab,
}

/// One line's offers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Group {
    /// Models of a bloc, closed or open.
    BlocAccess(Bloc, Access),
    /// Models of a bloc.
    Bloc(Bloc),
    /// Closed or open models.
    Access(Access),
    /// Models of a lab, by its position in the roster.
    Lab(usize),
}

impl Grouping {
    /// The groups, in the order of the tables.
    pub fn groups(self, labs: &[LabSpec]) -> Vec<Group> {
        match self {
            Self::BlocAccess => Bloc::ALL
                .into_iter()
                .flat_map(|bloc| Access::ALL.map(|access| Group::BlocAccess(bloc, access)))
                .collect(),
            Self::Bloc => Bloc::ALL.map(Group::Bloc).to_vec(),
            Self::Access => Access::ALL.map(Group::Access).to_vec(),
            Self::Lab => (0..labs.len()).map(Group::Lab).collect(),
        }
    }

    /// Position of each offer's group among [`Grouping::groups`].
    fn group_of_offers(self, labs: &[LabSpec]) -> Vec<usize> {
        let mut of = vec![0; 2 * labs.len()];
        for (i, lab) in labs.iter().enumerate() {
            for access in Access::ALL {
                of[offer_index(i, access)] = match self {
                    Self::BlocAccess => 2 * lab.bloc.index() + access.index(),
                    Self::Bloc => lab.bloc.index(),
                    Self::Access => access.index(),
                    Self::Lab => i,
                };
            }
        }
        of
    }
}

/// Adopters by month, cell and offer.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Track {
    first: Month,
    offers: usize,
    counts: Vec<u32>,
}

impl Track {
    /// An empty course whose first month will be `first`, over so many labs.
    pub fn new(first: Month, labs: usize) -> Self {
        Self { first, offers: 2 * labs, counts: Vec::new() }
    }

    /// Adds a month: adopters in a cell who use an offer.
    pub fn push(&mut self, users: impl Fn(usize, usize) -> u32) {
        for cell in 0..CELLS {
            self.counts.extend((0..self.offers).map(|offer| users(cell, offer)));
        }
    }

    /// The first month.
    pub fn first(&self) -> Month {
        self.first
    }

    /// Number of months.
    pub fn len(&self) -> usize {
        if self.offers == 0 { 0 } else { self.counts.len() / (CELLS * self.offers) }
    }

    /// Whether no month has been added.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Forgets all months after the first `months`.
    pub fn truncate(&mut self, months: usize) {
        self.counts.truncate(months * CELLS * self.offers);
    }

    /// Shares of use within a scope: for every month, one number for each group; not-a-number where nobody
    /// uses anything yet.
    pub fn shares(&self, scope: Scope, grouping: Grouping, labs: &[LabSpec]) -> Vec<Vec<f64>> {
        let of = grouping.group_of_offers(labs);
        let groups = grouping.groups(labs).len();
        let cells: Vec<usize> = scope.cells().collect();
        let month = CELLS * self.offers;
        (0..self.len())
            .map(|m| {
                let mut sums = vec![0u64; groups];
                for &cell in &cells {
                    let start = m * month + cell * self.offers;
                    for (offer, &users) in self.counts[start..start + self.offers].iter().enumerate() {
                        sums[of[offer]] += u64::from(users);
                    }
                }
                let all = sums.iter().sum::<u64>();
                sums.into_iter().map(|users| users as f64 / all as f64).collect()
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lab(id: &str, bloc: Bloc) -> LabSpec {
        LabSpec {
            id: id.into(),
            name: id.into(),
            archetype: id.into(),
            bloc,
            compute: 0.0,
            efficiency: 0.0,
            complement: 0.0,
            stance: 0.0,
            size: 1.0,
            closed: None,
            open: None,
        }
    }

    #[test]
    fn shares_are_read_by_scope_and_group() {
        let labs = [lab("a", Bloc::Us), lab("b", Bloc::China)];
        let mut track = Track::new(Month(3), 2);
        track.push(|cell, offer| if cell == 0 { [3, 1, 0, 0][offer] } else { [0, 0, 0, 1][offer] });
        let one = Scope { region: Some(Bloc::Us), segment: Some(Segment::Developers) };
        assert_eq!(track.shares(one, Grouping::Lab, &labs), [[1.0, 0.0]]);
        assert_eq!(track.shares(one, Grouping::Access, &labs), [[0.75, 0.25]]);
        let world = &track.shares(Scope::default(), Grouping::BlocAccess, &labs)[0];
        assert_eq!(world[..4], [3.0 / 23.0, 1.0 / 23.0, 0.0, 19.0 / 23.0]);
        assert_eq!((track.len(), track.first()), (1, Month(3)));
        track.truncate(0);
        assert!(track.is_empty());
    }

    #[test]
    fn where_nobody_uses_anything_there_is_no_share() {
        let labs = [lab("a", Bloc::Us)];
        let mut track = Track::new(Month(0), 1);
        track.push(|_, _| 0);
        assert!(track.shares(Scope::default(), Grouping::Bloc, &labs)[0][0].is_nan());
    }
}
