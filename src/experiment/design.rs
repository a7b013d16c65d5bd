//! Designs: which points of the unit hypercube to look at. Each point can be had by itself, so that none is kept.

mod grid;
mod lhs;
mod list;
mod morris;
mod saltelli;
mod shuffle;
mod sobol;
#[cfg(test)]
mod tests;

pub use grid::{Axis, Grid};
pub use lhs::LatinHypercube;
pub use list::List;
pub use morris::Morris;
pub use saltelli::{Block, Saltelli};
pub use shuffle::Shuffle;
pub use sobol::{MOST_DIMENSIONS, Sobol};

/// Which points to look at.
#[derive(Clone, Debug)]
pub enum Design {
    /// All combinations of levels.
    Grid(Grid),
    /// Points that another tool has made.
    List(List),
    /// A Latin hypercube.
    Lhs(LatinHypercube),
    /// A Sobol' sequence.
    Sobol(Sobol),
    /// Trajectories for elementary effects.
    Morris(Morris),
    /// Matrices for Sobol' indices.
    Saltelli(Saltelli),
}

/// A point of a design.
#[derive(Clone, Debug, PartialEq)]
pub enum Point {
    /// In the unit hypercube: one coordinate from 0 to 1 a dimension.
    Unit(Vec<f64>),
    /// In whatever units the list has.
    Given(Vec<f64>),
}

impl Design {
    /// Names in files.
    pub const NAMES: [&'static str; 6] = ["grid", "list", "lhs", "sobol", "morris", "saltelli"];

    /// Name in files.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Grid(_) => "grid",
            Self::List(_) => "list",
            Self::Lhs(_) => "lhs",
            Self::Sobol(_) => "sobol",
            Self::Morris(_) => "morris",
            Self::Saltelli(_) => "saltelli",
        }
    }

    /// Number of points.
    pub fn points(&self) -> usize {
        match self {
            Self::Grid(grid) => grid.points(),
            Self::List(list) => list.points(),
            Self::Lhs(lhs) => lhs.points(),
            Self::Sobol(sobol) => sobol.points(),
            Self::Morris(morris) => morris.points(),
            Self::Saltelli(saltelli) => saltelli.points(),
        }
    }

    /// A point, counted from 0.
    ///
    /// # Panics
    /// If there are fewer points.
    pub fn point(&self, point: usize) -> Point {
        assert!(point < self.points(), "point {point} of {}", self.points());
        match self {
            Self::Grid(grid) => Point::Unit(grid.point(point)),
            Self::List(list) => Point::Given(list.point(point).to_vec()),
            Self::Lhs(lhs) => Point::Unit(lhs.point(point)),
            Self::Sobol(sobol) => Point::Unit(sobol.point(point)),
            Self::Morris(morris) => Point::Unit(morris.point(point)),
            Self::Saltelli(saltelli) => Point::Unit(saltelli.point(point)),
        }
    }

    /// Whether the first points of it are a smaller design of the same kind, so that its own order is the best in
    /// which to look at them.
    pub const fn grows(&self) -> bool {
        matches!(self, Self::Sobol(_) | Self::Morris(_) | Self::Saltelli(_))
    }
}
