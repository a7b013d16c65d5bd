//! A comparison of two worlds, as a table, CSV or JSON.

mod file;
mod table;

pub use file::{HEADER, csv, json};
pub use table::table;

use super::measure::{Scale, scale};
use super::provenance::Drawn;
use crate::experiment::comparison::{Comparison, SeriesComparison};
use crate::model::lab::LabSpec;

/// One side of a comparison, as reports speak of it.
#[derive(Clone, Debug)]
pub struct Side {
    /// The scenario's name.
    pub scenario: String,
    /// What it is, in words.
    pub title: String,
    /// Settings put upon it, as they were given.
    pub settings: Vec<String>,
    /// Number of adopters.
    pub adopters: usize,
    /// Digest of the world, by [`crate::report::provenance::digest`].
    pub digest: String,
    /// The posterior from which its runs took their parameters, if any.
    pub drawn: Option<Drawn>,
}

/// A comparison, and what it is of.
#[derive(Clone, Debug)]
pub struct Compared<'a> {
    /// Both sides; differences are the second less the first.
    pub sides: [Side; 2],
    /// Labs of the first side.
    pub labs: &'a [LabSpec],
    /// Seed of the runs.
    pub seed: u64,
    /// What was found.
    pub comparison: Comparison,
    /// How precisely means at the end were to be known, in the unit of tables.
    pub precision: Option<f64>,
    /// Series for which that was asked, by place.
    pub wanted: Vec<usize>,
}

impl Compared<'_> {
    /// What ranges over pairs hold, as the end of "ranges show what".
    fn ranges(&self) -> String {
        let [a, b] = self.sides.each_ref().map(|side| Drawn::ranges(side.drawn.as_ref()));
        if a == b { a } else { format!("{a} in A, and {b} in B") }
    }

    /// Half the width of a series' 95 % interval at the end, in the unit of tables.
    pub fn half_width(&self, place: usize) -> f64 {
        let series = &self.comparison.series[place];
        let own = series.differences.last().map_or(f64::INFINITY, |paired| paired.half_width());
        own * scale(&series.key).times
    }

    /// Series that are not known as precisely as was asked.
    pub fn imprecise(&self) -> Vec<usize> {
        let Some(precision) = self.precision else { return Vec::new() };
        self.wanted.iter().copied().filter(|place| self.half_width(*place) > precision).collect()
    }

    /// Series by what their values count, and of those that count the same by size of the mean difference at the
    /// end; the largest first, those without a value last. What counts differently is not put in order.
    fn by_size(&self) -> Vec<(Scale, Vec<&SeriesComparison>)> {
        let size = |series: &&SeriesComparison| {
            let mean = series.end().map_or(f64::NAN, |paired| paired.spread.mean);
            if mean.is_nan() { -1.0 } else { mean.abs() }
        };
        let mut all: Vec<(Scale, Vec<&SeriesComparison>)> = Vec::new();
        for series in &self.comparison.series {
            let scale = scale(&series.key);
            match all.iter_mut().find(|(of, _)| *of == scale) {
                Some((_, alike)) => alike.push(series),
                None => all.push((scale, vec![series])),
            }
        }
        all.iter_mut().for_each(|(_, alike)| alike.sort_by(|a, b| size(b).total_cmp(&size(a))));
        all
    }
}
