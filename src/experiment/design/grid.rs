//! Grids: all combinations of levels (full factorial designs).

/// The levels of one dimension.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Axis {
    /// So many levels from end to end, both ends among them.
    Ends(usize),
    /// The middles of so many equal parts.
    Middles(usize),
}

/// All combinations of the levels of each dimension; those of the last change fastest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grid {
    axes: Vec<Axis>,
}

impl Axis {
    /// Number of levels.
    pub const fn levels(self) -> usize {
        match self {
            Self::Ends(levels) | Self::Middles(levels) => levels,
        }
    }

    /// A level's coordinate; the middle where there is one level only.
    fn coordinate(self, level: usize) -> f64 {
        match self {
            Self::Ends(levels) if levels > 1 => level as f64 / (levels - 1) as f64,
            Self::Ends(levels) | Self::Middles(levels) => (level as f64 + 0.5) / levels as f64,
        }
    }
}

impl Grid {
    /// The grid with these levels.
    pub fn new(axes: Vec<Axis>) -> Self {
        Self { axes }
    }

    /// The levels of each dimension.
    pub fn axes(&self) -> &[Axis] {
        &self.axes
    }

    /// Number of points.
    pub fn points(&self) -> usize {
        self.axes.iter().map(|axis| axis.levels()).product()
    }

    /// A point.
    pub fn point(&self, mut point: usize) -> Vec<f64> {
        let mut coordinates: Vec<f64> = Vec::with_capacity(self.axes.len());
        for axis in self.axes.iter().rev() {
            coordinates.push(axis.coordinate(point % axis.levels()));
            point /= axis.levels();
        }
        coordinates.reverse();
        coordinates
    }
}
