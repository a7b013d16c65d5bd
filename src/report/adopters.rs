//! Do results depend on how many adopters stand for the world? The same indicators at several sizes.

use std::fmt::Write as _;

use crate::experiment::effect::{INDICATORS, Study};
use crate::experiment::ensemble::{EnsembleError, Progress, Workers};
use crate::experiment::paired::Paired;
use crate::model::setup::Setup;

/// The sizes compared, the usual one in the middle.
pub const SIZES: [usize; 3] = [2_000, 10_000, 50_000];
/// Position of the usual size.
const USUAL: usize = 1;

/// Indicators of one scenario at several numbers of adopters, run by run.
#[derive(Clone, Debug)]
pub struct Sizes {
    /// By position in [`SIZES`], then in [`INDICATORS`], then by run.
    values: Vec<Vec<Vec<f64>>>,
}

impl Sizes {
    /// Runs a setup at all sizes.
    ///
    /// # Errors
    /// If it was called off.
    pub fn measure(
        setup: &Setup,
        study: &Study,
        workers: &Workers,
        progress: &Progress,
    ) -> Result<Self, EnsembleError> {
        let at = |adopters| study.values(&Setup { adopters, ..setup.clone() }, &[], workers, progress);
        Ok(Self { values: SIZES.into_iter().map(at).collect::<Result<_, _>>()? })
    }

    /// Differences of an indicator (by position) between a size (by position) and the usual one. Runs pair by
    /// seed: labs have the same luck at every size, adopters do not.
    pub fn difference(&self, size: usize, indicator: usize) -> Paired {
        Paired::of(&self.values[USUAL][indicator], &self.values[size][indicator])
    }

    /// A Markdown table: the mean of each indicator with the 95 % interval of its Monte Carlo error, and the
    /// differences from the usual size with theirs.
    pub fn table(&self) -> String {
        let sizes = SIZES.map(|size| size.to_string());
        let [small, usual, large] = &sizes;
        let mut out = format!(
            "| indicator | {} | {small} less {usual} | {large} less {usual} |\n| --- |{}\n",
            sizes.join(" | "),
            " --- |".repeat(sizes.len() + 2),
        );
        for (place, indicator) in INDICATORS.iter().enumerate() {
            let digits = indicator.decimals + 1;
            let mean = |size: usize| {
                let values = &self.values[size][place];
                let from_zero = Paired::of(&vec![0.0; values.len()], values);
                format!("{:.digits$} ± {:.digits$}", from_zero.spread.mean, from_zero.half_width())
            };
            let means: Vec<String> = (0..SIZES.len()).map(mean).collect();
            let apart = [0, 2].map(|size| {
                let paired = self.difference(size, place);
                format!("{:+.digits$} ± {:.digits$}", paired.spread.mean, paired.half_width())
            });
            let _ = writeln!(out, "| {} | {} | {} |", indicator.title, means.join(" | "), apart.join(" | "));
        }
        out
    }
}
