//! What the screens read off one month of a game: functions of a snapshot and a row of its history.

use crate::model::bloc::{Access, BLOCS, Bloc, Segment};
use crate::model::measure::{Counts, Evaluation, SeriesKey};
use crate::playthrough::Snapshot;

/// Shares of use by origin and access in some cells, and how many use anything there.
#[derive(Clone, Debug, PartialEq)]
pub struct Mix {
    /// `[bloc][access]`; all 0 where nobody uses anything.
    pub shares: [[f64; 2]; BLOCS],
    /// Adopters in use.
    pub users: u32,
    /// Adopters, in use or not.
    pub size: u32,
}

/// The origin that leads somewhere.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Leader {
    /// Whose models lead, closed and open together.
    pub bloc: Bloc,
    /// Which of the two is the larger part of them.
    pub access: Access,
    /// Their share of use.
    pub share: f64,
}

impl Mix {
    /// The leading origin; none where nobody uses anything.
    pub fn leader(&self) -> Option<Leader> {
        let of = |bloc: Bloc| self.shares[bloc.index()].iter().sum::<f64>();
        let first = |best: Bloc, bloc: Bloc| if of(bloc) > of(best) { bloc } else { best };
        let bloc = Bloc::ALL.into_iter().reduce(first).filter(|_| self.users > 0)?;
        let [closed, open] = self.shares[bloc.index()];
        let access = if open > closed { Access::Open } else { Access::Closed };
        Some(Leader { bloc, access, share: of(bloc) })
    }
}

/// A month of a game, ready to be read.
pub struct Month<'a> {
    snapshot: &'a Snapshot,
    counts: Counts,
    row: usize,
}

impl<'a> Month<'a> {
    /// A row of the played history.
    pub fn new(snapshot: &'a Snapshot, row: usize) -> Self {
        Self { snapshot, counts: Counts::of(&snapshot.played, row), row }
    }

    /// Shares of use in a region (or all) and segment (or all).
    pub fn mix(&self, region: Option<Bloc>, segment: Option<Segment>) -> Mix {
        let share = |bloc, access| self.counts.share(Some(bloc), Some(access), region, segment);
        let users = self.counts.total_in(region, segment);
        let shares = match users {
            0 => [[0.0; 2]; BLOCS],
            _ => Bloc::ALL.map(|bloc| Access::ALL.map(|access| share(bloc, access))),
        };
        let size = crate::playthrough::Scope { region, segment }
            .cells()
            .map(|cell| self.snapshot.played.cell_size[cell])
            .sum();
        Mix { shares, users, size }
    }

    /// Share of use in a region (or all) that could be switched off from abroad.
    pub fn cut_off(&self, region: Option<Bloc>) -> f64 {
        match self.counts.total_in(region, None) {
            0 => 0.0,
            _ => self.counts.cutoff_exposure(region, None),
        }
    }

    /// Foreign values in a region's institutions, 0 to 1.
    pub fn foreign_values(&self, region: Bloc) -> f64 {
        let parameters = &self.snapshot.facts.setup.parameters;
        let key = SeriesKey { region: Some(region), ..SeriesKey::of("values_exposure") };
        let value = Evaluation::new(&self.snapshot.played, parameters).value(&key, self.row);
        if value.is_finite() { value } else { 0.0 }
    }

    /// Shares of use of the labs in a cell, by their place in the roster, each by access.
    pub fn labs(&self, cell: usize) -> Vec<[f64; 2]> {
        let users = self.snapshot.played.users(self.row, cell);
        let all: u32 = users.iter().sum();
        let share = |users: u32| if all == 0 { 0.0 } else { f64::from(users) / f64::from(all) };
        users.chunks_exact(2).map(|pair| [share(pair[0]), share(pair[1])]).collect()
    }
}
