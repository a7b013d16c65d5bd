//! Users of one month by bloc of origin, access and cell, and what follows from them.

use std::ops::Range;

use super::EndWorld;
use crate::model::bloc::{Access, BLOCS, Bloc, CELLS, SEGMENTS, Segment, cell};
use crate::model::government::share;
use crate::model::history::History;
use crate::model::offer::{offer_access, offer_lab};

/// Head counts of users.
#[derive(Clone, Debug, PartialEq)]
pub struct Counts {
    users: [[[u32; CELLS]; 2]; BLOCS],
    total: [u32; CELLS],
}

/// A set of cells: a region or all, and a segment or all.
pub fn cells(region: Option<Bloc>, segment: Option<Segment>) -> impl Iterator<Item = usize> {
    let segments = span(segment.map(Segment::index), SEGMENTS);
    span(region.map(Bloc::index), BLOCS).flat_map(move |r| segments.clone().map(move |s| cell(r, s)))
}

/// One position, or all of `n`.
fn span(one: Option<usize>, n: usize) -> Range<usize> {
    one.map_or(0..n, |i| i..i + 1)
}

impl Counts {
    /// Sums up users by cell (rows in cell order, offer places in each) for labs of the given blocs.
    pub fn new<'a>(labs: &[Bloc], rows: impl Iterator<Item = &'a [u32]>) -> Self {
        let mut counts = Self { users: [[[0; CELLS]; 2]; BLOCS], total: [0; CELLS] };
        for (c, row) in rows.enumerate() {
            for (place, &users) in row.iter().enumerate() {
                let (bloc, access) = (labs[offer_lab(place)], offer_access(place));
                counts.users[bloc.index()][access.index()][c] += users;
                counts.total[c] += users;
            }
        }
        counts
    }

    /// Those of a month of a history.
    pub fn of(history: &History, row: usize) -> Self {
        Self::new(&history.lab_blocs, (0..CELLS).map(|cell| history.users(row, cell)))
    }

    /// Users in a cell of models of a bloc and kind of access.
    pub fn users(&self, bloc: Bloc, access: Access, cell: usize) -> u32 {
        self.users[bloc.index()][access.index()][cell]
    }

    /// Adopters in use in a cell.
    pub fn total(&self, cell: usize) -> u32 {
        self.total[cell]
    }

    /// Share of use in a set of cells that is on models of a bloc (or all) and kind of access (or both).
    pub fn share(
        &self,
        bloc: Option<Bloc>,
        access: Option<Access>,
        region: Option<Bloc>,
        segment: Option<Segment>,
    ) -> f64 {
        share(self.users_in(bloc, access, region, segment), self.total_in(region, segment))
    }

    /// Users in a set of cells of models of a bloc (or all) and kind of access (or both).
    pub fn users_in(
        &self,
        bloc: Option<Bloc>,
        access: Option<Access>,
        region: Option<Bloc>,
        segment: Option<Segment>,
    ) -> u32 {
        let access = span(access.map(Access::index), 2);
        let by_bloc = &self.users[span(bloc.map(Bloc::index), BLOCS)];
        let columns = by_bloc.iter().flat_map(|users| &users[access.clone()]);
        columns.map(|column| cells(region, segment).map(|c| column[c]).sum::<u32>()).sum()
    }

    /// Adopters in use in a set of cells.
    pub fn total_in(&self, region: Option<Bloc>, segment: Option<Segment>) -> u32 {
        cells(region, segment).map(|c| self.total[c]).sum()
    }

    /// Share of use in a set of cells that rests on foreign closed models, which can be switched off.
    pub fn cutoff_exposure(&self, region: Option<Bloc>, segment: Option<Segment>) -> f64 {
        let (mut part, mut whole) = (0, 0);
        for c in cells(region, segment) {
            whole += self.total[c];
            let foreign = Bloc::ALL.into_iter().filter(|b| b.index() != c / SEGMENTS);
            part += foreign.map(|b| self.users(b, Access::Closed, c)).sum::<u32>();
        }
        share(part, whole)
    }

    /// Class of the world. `cast` says who plays each bloc's part.
    pub fn class(&self, cast: [Bloc; BLOCS]) -> EndWorld {
        self.shape(cast).class()
    }

    /// The shares by which a world is classed.
    pub fn shape(&self, cast: [Bloc; BLOCS]) -> Shape {
        let [us, china, europe, row] = cast;
        let open = Some(Access::Open);
        let world = |bloc, access| self.share(bloc, access, None, None);
        let abroad = |bloc: Option<Bloc>, access| self.share_of_two(bloc, access, europe, row);
        let home = cast.map(|r| self.share(Some(r), None, Some(r), None));
        Shape {
            least_home: home.into_iter().fold(1.0, f64::min),
            open: world(None, open),
            us_open: world(Some(us), open),
            china_open: world(Some(china), open),
            open_abroad: abroad(None, open),
            us_abroad: abroad(Some(us), None),
            china_abroad: abroad(Some(china), None),
            us_open_abroad: abroad(Some(us), open),
        }
    }

    /// Share in two regions together.
    fn share_of_two(&self, bloc: Option<Bloc>, access: Option<Access>, one: Bloc, two: Bloc) -> f64 {
        let use_of = |region| {
            let whole: u32 = cells(Some(region), None).map(|c| self.total[c]).sum();
            (self.share(bloc, access, Some(region), None) * f64::from(whole), f64::from(whole))
        };
        let (a, b) = (use_of(one), use_of(two));
        if a.1 + b.1 > 0.0 { (a.0 + b.0) / (a.1 + b.1) } else { 0.0 }
    }
}

/// The shares of use by which a world is classed; "abroad" is Europe and the rest of the world together.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shape {
    /// Smallest share of home models in any region.
    pub least_home: f64,
    /// Open models, worldwide.
    pub open: f64,
    /// American open models, worldwide.
    pub us_open: f64,
    /// Chinese open models, worldwide.
    pub china_open: f64,
    /// Open models, abroad.
    pub open_abroad: f64,
    /// American models, abroad.
    pub us_abroad: f64,
    /// Chinese models, abroad.
    pub china_abroad: f64,
    /// American open models, abroad.
    pub us_open_abroad: f64,
}

impl Shape {
    /// Class of the world, first match.
    pub fn class(&self) -> EndWorld {
        let mostly_open = self.open >= 0.5 && self.open_abroad >= 0.5;
        if self.least_home >= 0.5 {
            EndWorld::Sovereign
        } else if mostly_open && self.china_abroad > self.us_abroad && self.china_open > self.us_open {
            EndWorld::ChineseOpen
        } else if mostly_open
            && self.us_abroad > self.china_abroad
            && self.us_open_abroad >= 0.5 * self.open_abroad
        {
            EndWorld::AmericanOpen
        } else if self.china_abroad > self.us_abroad {
            EndWorld::ChineseSphere
        } else if self.us_abroad >= 0.5 && self.open_abroad < 0.35 {
            EndWorld::AmericanClosed
        } else if self.us_abroad >= 0.5 {
            EndWorld::AmericanMixed
        } else {
            EndWorld::Contested
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_class_has_a_world() {
        let none = Shape {
            least_home: 0.0,
            open: 0.0,
            us_open: 0.0,
            china_open: 0.0,
            open_abroad: 0.0,
            us_abroad: 0.0,
            china_abroad: 0.0,
            us_open_abroad: 0.0,
        };
        let open = Shape { open: 0.6, open_abroad: 0.6, ..none };
        for (shape, class) in [
            (Shape { least_home: 0.5, ..none }, EndWorld::Sovereign),
            (Shape { china_abroad: 0.5, us_abroad: 0.4, china_open: 0.3, ..open }, EndWorld::ChineseOpen),
            (Shape { us_abroad: 0.5, us_open_abroad: 0.3, ..open }, EndWorld::AmericanOpen),
            (Shape { china_abroad: 0.3, us_abroad: 0.2, ..none }, EndWorld::ChineseSphere),
            (Shape { us_abroad: 0.5, open_abroad: 0.34, ..none }, EndWorld::AmericanClosed),
            (Shape { us_abroad: 0.5, open_abroad: 0.35, ..none }, EndWorld::AmericanMixed),
            (Shape { us_abroad: 0.4, ..none }, EndWorld::Contested),
        ] {
            assert_eq!(shape.class(), class, "{shape:?}");
        }
    }
}
