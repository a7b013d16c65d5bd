//! Lists: points that another tool has made, as they stand.

/// A table of points.
#[derive(Clone, Debug, PartialEq)]
pub struct List {
    dimensions: usize,
    values: Vec<f64>,
}

impl List {
    /// The list of these values, point after point.
    ///
    /// # Panics
    /// If they are no whole number of points.
    pub fn new(dimensions: usize, values: Vec<f64>) -> Self {
        assert!(dimensions > 0 && values.len().is_multiple_of(dimensions), "whole points");
        Self { dimensions, values }
    }

    /// Number of points.
    pub fn points(&self) -> usize {
        self.values.len() / self.dimensions
    }

    /// A point.
    pub fn point(&self, point: usize) -> &[f64] {
        &self.values[point * self.dimensions..][..self.dimensions]
    }
}
