//! Who used what in every month of a course, and shares read from it by group.

use crate::model::bloc::{Access, BLOCS, Bloc, SEGMENTS, Segment, cell};
use crate::model::calendar::Month;
use crate::model::history::History;
use crate::model::lab::LabSpec;
use crate::model::offer::offer_index;

/// Whose use is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Scope {
    /// One region, or the world.
    pub region: Option<Bloc>,
    /// One segment, or all adopters.
    pub segment: Option<Segment>,
}

impl Scope {
    /// The cells within.
    pub fn cells(self) -> impl Iterator<Item = usize> {
        let within = move |region: usize, segment: usize| {
            self.region.is_none_or(|r| r.index() == region)
                && self.segment.is_none_or(|s| s.index() == segment)
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
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

impl Group {
    /// The grouping that it is a line of.
    pub const fn grouping(self) -> Grouping {
        match self {
            Self::BlocAccess(..) => Grouping::BlocAccess,
            Self::Bloc(_) => Grouping::Bloc,
            Self::Access(_) => Grouping::Access,
            Self::Lab(_) => Grouping::Lab,
        }
    }

    /// Whether an offer is one of the group's: its lab by position and bloc, and its access.
    pub fn holds(self, lab: usize, bloc: Bloc, access: Access) -> bool {
        match self {
            Self::BlocAccess(of, kind) => of == bloc && kind == access,
            Self::Bloc(of) => of == bloc,
            Self::Access(kind) => kind == access,
            Self::Lab(of) => of == lab,
        }
    }
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

/// Users by month, cell and choice, each month in the shape of the history's rows: non-adopters first in
/// every cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Track {
    /// The first month.
    pub first: Month,
    /// The months, in order.
    pub months: Vec<Vec<u32>>,
}

impl Track {
    /// The months of a history from `first` on.
    pub fn of(history: &History, first: Month) -> Self {
        let from = usize::try_from(first - history.start).unwrap_or(0);
        Self { first, months: history.rows.iter().skip(from).map(|row| row.users.clone()).collect() }
    }

    /// Shares of use in every month.
    pub fn shares(&self, scope: Scope, grouping: Grouping, labs: &[LabSpec]) -> Vec<Vec<f64>> {
        shares(self.months.iter().map(Vec::as_slice), scope, grouping, labs)
    }
}

/// Shares of use in every month of a history.
pub fn shares_of(history: &History, scope: Scope, grouping: Grouping, labs: &[LabSpec]) -> Vec<Vec<f64>> {
    shares(history.rows.iter().map(|row| row.users.as_slice()), scope, grouping, labs)
}

/// For every month one number for each group; not-a-number where nobody uses anything yet.
fn shares<'a>(
    months: impl Iterator<Item = &'a [u32]>,
    scope: Scope,
    grouping: Grouping,
    labs: &[LabSpec],
) -> Vec<Vec<f64>> {
    let of = grouping.group_of_offers(labs);
    let groups = grouping.groups(labs).len();
    let cells: Vec<usize> = scope.cells().collect();
    let width = of.len() + 1;
    let month = |users: &[u32]| {
        let mut sums = vec![0u64; groups];
        for &cell in &cells {
            let row = &users[cell * width + 1..(cell + 1) * width];
            row.iter().zip(&of).for_each(|(&users, &group)| sums[group] += u64::from(users));
        }
        let all: u64 = sums.iter().sum();
        sums.into_iter().map(|users| users as f64 / all as f64).collect()
    };
    months.map(month).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::bloc::CELLS;

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
        let cell = |c: usize| if c == 0 { [9, 3, 1, 0, 0] } else { [9, 0, 0, 0, 1] };
        let track = Track { first: Month(3), months: vec![(0..CELLS).flat_map(cell).collect()] };
        let one = Scope { region: Some(Bloc::Us), segment: Some(Segment::Developers) };
        assert_eq!(track.shares(one, Grouping::Lab, &labs), [[1.0, 0.0]]);
        assert_eq!(track.shares(one, Grouping::Access, &labs), [[0.75, 0.25]]);
        let world = &track.shares(Scope::default(), Grouping::BlocAccess, &labs)[0];
        assert_eq!(world[..4], [3.0 / 23.0, 1.0 / 23.0, 0.0, 19.0 / 23.0]);
    }

    #[test]
    fn where_nobody_uses_anything_there_is_no_share() {
        let labs = [lab("a", Bloc::Us)];
        let track = Track { first: Month(0), months: vec![vec![0; 3 * CELLS]] };
        assert!(track.shares(Scope::default(), Grouping::Bloc, &labs)[0][0].is_nan());
    }
}
