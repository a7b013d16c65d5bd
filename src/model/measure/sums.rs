//! Users of one month in every set of cells at once, so that a share is a look-up.

use super::counts::Counts;
use super::series::SeriesKey;
use crate::model::bloc::{Access, BLOCS, Bloc, CELLS, SEGMENTS, Segment};

/// Sets of cells that series speak of: a region or all, and a segment or all.
const GROUPS: usize = (BLOCS + 1) * (SEGMENTS + 1);

/// Blocs or all, by kinds of access or both.
const COLUMNS: usize = (BLOCS + 1) * 3;

/// Sums of a month's users.
#[derive(Clone, Debug)]
pub struct Sums {
    users: [[u32; GROUPS]; COLUMNS],
    total: [u32; GROUPS],
}

/// Position of a set of cells.
fn group(region: Option<Bloc>, segment: Option<Segment>) -> usize {
    let region = region.map_or(BLOCS, Bloc::index);
    region * (SEGMENTS + 1) + segment.map_or(SEGMENTS, Segment::index)
}

fn column(bloc: Option<Bloc>, access: Option<Access>) -> usize {
    bloc.map_or(BLOCS, Bloc::index) * 3 + access.map_or(2, Access::index)
}

impl Sums {
    /// Sums up the head counts of a month.
    pub fn new(counts: &Counts) -> Self {
        let mut sums = Self { users: [[0; GROUPS]; COLUMNS], total: [0; GROUPS] };
        let (mut totals, all) = ([0; CELLS], column(None, None));
        totals.iter_mut().enumerate().for_each(|(c, total)| *total = counts.total(c));
        sums.total = in_groups(&totals);
        for bloc in Bloc::ALL {
            for access in Access::ALL {
                let by_cell = std::array::from_fn(|c| counts.users(bloc, access, c));
                let users = in_groups(&by_cell);
                sums.users[column(Some(bloc), Some(access))] = users;
                for whole in [column(Some(bloc), None), column(None, Some(access)), all] {
                    sums.users[whole].iter_mut().zip(&users).for_each(|(sum, part)| *sum += part);
                }
            }
        }
        sums
    }

    /// Users of models of the series' bloc and kind of access in its set of cells.
    pub fn users(&self, key: &SeriesKey) -> u32 {
        self.users[column(key.bloc, key.access)][group(key.region, key.segment)]
    }

    /// Adopters in use in the series' set of cells.
    pub fn total(&self, key: &SeriesKey) -> u32 {
        self.total[group(key.region, key.segment)]
    }
}

/// A number of each cell, summed up in every set of cells.
fn in_groups(by_cell: &[u32; CELLS]) -> [u32; GROUPS] {
    let mut sums = [0; GROUPS];
    for (c, users) in by_cell.iter().enumerate() {
        let (region, segment) = (c / SEGMENTS, c % SEGMENTS);
        for r in [region, BLOCS] {
            sums[r * (SEGMENTS + 1) + segment] += users;
            sums[r * (SEGMENTS + 1) + SEGMENTS] += users;
        }
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::measure::catalogue;

    #[test]
    fn sums_are_those_of_the_counts_for_every_series() {
        let labs = [Bloc::Us, Bloc::China, Bloc::Europe, Bloc::Row, Bloc::China];
        let row = |c: usize| (0..10).map(|place| (c * 31 + place * 17 + 5) as u32 % 23).collect();
        let rows: Vec<Vec<u32>> = (0..CELLS).map(row).collect();
        let counts = Counts::new(&labs, rows.iter().map(Vec::as_slice));
        let sums = Sums::new(&counts);
        for key in catalogue(labs.len()) {
            let users = counts.users_in(key.bloc, key.access, key.region, key.segment);
            assert_eq!(sums.users(&key), users, "{key:?}");
            assert_eq!(sums.total(&key), counts.total_in(key.region, key.segment), "{key:?}");
        }
    }
}
