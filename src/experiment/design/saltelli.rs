//! Matrices for Sobol' indices (Saltelli 2002; Saltelli et al. 2010), row by row as SALib lays them out.

use super::sobol::Sobol;
use crate::model::random::Seed;

/// For each row of two base matrices A and B: A, then A with each column in turn from B, then (for the second order)
/// B with each column in turn from A, then B.
#[derive(Clone, Debug)]
pub struct Saltelli {
    dimensions: usize,
    second_order: bool,
    base: Sobol,
}

/// Which matrix a row belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Block {
    /// The first base matrix.
    A,
    /// The first with this column from the second.
    AB(usize),
    /// The second with this column from the first.
    BA(usize),
    /// The second base matrix.
    B,
}

impl Saltelli {
    /// The design over base matrices of `base` rows, a power of two.
    pub fn new(dimensions: usize, base: usize, second_order: bool, scramble: Option<Seed>) -> Self {
        Self { dimensions, second_order, base: Sobol::new(2 * dimensions, base, scramble) }
    }

    /// Number of points.
    pub fn points(&self) -> usize {
        self.base.points() * self.rows()
    }

    /// Rows of the base matrices.
    pub fn base(&self) -> usize {
        self.base.points()
    }

    /// Whether there are the rows for second-order indices.
    pub const fn second_order(&self) -> bool {
        self.second_order
    }

    /// Points for each row of the base matrices.
    pub const fn rows(&self) -> usize {
        (if self.second_order { 2 } else { 1 }) * self.dimensions + 2
    }

    /// The matrix to which a point belongs, and its row there.
    pub const fn block(&self, point: usize) -> (Block, usize) {
        let (row, place) = (point / self.rows(), point % self.rows());
        let block = match place {
            0 => Block::A,
            _ if place == self.rows() - 1 => Block::B,
            _ if place <= self.dimensions => Block::AB(place - 1),
            _ => Block::BA(place - 1 - self.dimensions),
        };
        (block, row)
    }

    /// A point.
    pub fn point(&self, point: usize) -> Vec<f64> {
        let (block, row) = self.block(point);
        let mut both = self.base.point(row);
        let b = both.split_off(self.dimensions);
        let a = both;
        let (mut values, other, column) = match block {
            Block::A => return a,
            Block::B => return b,
            Block::AB(column) => (a, b, column),
            Block::BA(column) => (b, a, column),
        };
        values[column] = other[column];
        values
    }
}
