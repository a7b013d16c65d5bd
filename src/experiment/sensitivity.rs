//! Which factors matter: sensitivity indices of a measure over the points of a design, with their intervals.

pub mod bootstrap;
pub mod chance;
pub mod given;
pub mod morris;
pub mod sobol;
pub mod strata;
pub mod swing;

pub use bootstrap::{Estimate, Outputs, Resampling};

/// How the values of a factor are spread out, by which steps of different factors are put on one scale.
#[derive(Clone, Debug, PartialEq)]
pub enum Scale {
    /// A range, from its lower to its upper end.
    Range(f64, f64),
    /// A range in which equal ratios are equal steps.
    Ratios(f64, f64),
    /// A list of values; one step is from a value to the next.
    Values(Vec<f64>),
}

impl Scale {
    /// Where a value stands on the scale: 0 at its beginning, 1 at its end.
    pub fn unit(&self, value: f64) -> f64 {
        match self {
            Self::Range(low, high) => (value - low) / (high - low),
            Self::Ratios(low, high) => libm::log(value / low) / libm::log(high / low),
            Self::Values(values) => {
                let place = values.iter().position(|known| *known == value);
                place.map_or(f64::NAN, |place| place as f64 / (values.len().max(2) - 1) as f64)
            }
        }
    }

    /// Lowest and highest value.
    pub fn bounds(&self) -> (f64, f64) {
        match self {
            Self::Range(low, high) | Self::Ratios(low, high) => (*low, *high),
            Self::Values(values) => values
                .iter()
                .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), v| (low.min(*v), high.max(*v))),
        }
    }
}

/// What indices are called and what they mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IndexSpec {
    /// Name in files.
    pub key: &'static str,
    /// Name for people.
    pub title: &'static str,
    /// What it tells.
    pub meaning: &'static str,
}

/// A way of measuring sensitivity, by the kind of design.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Elementary effects along trajectories (Morris 1991, Campolongo, Cariboni and Saltelli 2007).
    Morris,
    /// Variance-based indices from crossed samples (Sobol' 2001, Saltelli and others 2010, Jansen 1999).
    Sobol,
    /// Measures from any sample: shares of variance by strata (Plischke, Borgonovo and Smith 2013) and
    /// standardised rank regression (Iman and Conover 1979).
    Given,
}

impl Method {
    /// Name in files.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Morris => "morris",
            Self::Sobol => "sobol",
            Self::Given => "given_data",
        }
    }

    /// Name for people.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Morris => "Elementary effects (Morris)",
            Self::Sobol => "Shares of variance (Sobol')",
            Self::Given => "Shares of variance and rank regression from given points",
        }
    }

    /// Its indices, in the order in which they are given for each factor.
    pub const fn indices(self) -> &'static [IndexSpec] {
        match self {
            Self::Morris => &MORRIS,
            Self::Sobol => &SOBOL,
            Self::Given => &GIVEN,
        }
    }

    /// Position of the index by which factors are put in order of importance.
    pub const fn main(self) -> usize {
        match self {
            Self::Morris | Self::Sobol => 1,
            Self::Given => 0,
        }
    }
}

const MORRIS: [IndexSpec; 3] = [
    IndexSpec { key: "mu", title: "mu", meaning: "mean effect of moving the factor over its range" },
    IndexSpec { key: "mu_star", title: "mu*", meaning: "mean size of that effect, whatever its sign" },
    IndexSpec {
        key: "sigma",
        title: "sigma",
        meaning: "how much the effect varies with where the factors stand",
    },
];

const SOBOL: [IndexSpec; 2] = [
    IndexSpec { key: "S1", title: "S1", meaning: "share of the variance that the factor explains alone" },
    IndexSpec {
        key: "ST",
        title: "ST",
        meaning: "share of the variance in which the factor has a part, alone or together with others",
    },
];

const GIVEN: [IndexSpec; 2] = [
    IndexSpec { key: "S1", title: "S1", meaning: "share of the variance that the factor explains alone" },
    IndexSpec {
        key: "SRRC",
        title: "SRRC",
        meaning: "standardised rank regression coefficient: direction and strength of a steady effect",
    },
];

/// Indices of two factors together.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Together {
    /// The factor that stands first in the design.
    pub first: usize,
    /// The other.
    pub second: usize,
    /// Share of the variance that only both together explain.
    pub index: Estimate,
}

/// What the sensitivity of one measure is.
#[derive(Clone, Debug, PartialEq)]
pub struct Sensitivity {
    /// How it was measured.
    pub method: Method,
    /// By factor, the indices in the order of [`Method::indices`]; none for a factor that never varies.
    pub factors: Vec<Option<Vec<Estimate>>>,
    /// Second-order indices, where the design has them.
    pub together: Vec<Together>,
    /// Share of the variance of ranks that the rank regression explains, where there is one.
    pub fit: Option<f64>,
    /// By factor, what its S1 is about by chance alone where it has no effect; only from given points.
    pub floor: Vec<f64>,
}

impl Sensitivity {
    /// The index by which factors are put in order; none for a factor that never varies.
    pub fn main(&self, factor: usize) -> Option<Estimate> {
        self.factors[factor].as_ref().map(|indices| indices[self.method.main()])
    }

    /// Factors, the most important first; those that never vary at the end.
    pub fn by_importance(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.factors.len()).collect();
        let size = |factor: &usize| self.main(*factor).map_or(f64::NEG_INFINITY, |index| index.value.abs());
        order.sort_by(|a, b| size(b).total_cmp(&size(a)));
        order
    }
}

/// Why there are no indices.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Undefined {
    /// The outputs do not vary.
    #[error("it is {0} in every run, so there is no variation to explain")]
    Constant(f64),
    /// Nothing was varied.
    #[error("the experiment has no factors, so that there is nothing to tell apart")]
    NoFactors,
    /// Nothing is left to measure with.
    #[error(
        "they need at least {need} {what} whose runs all have a value, and here are {have}; give the experiment more {what}"
    )]
    TooFew {
        /// What is left.
        have: usize,
        /// What is needed.
        need: usize,
        /// Of what.
        what: &'static str,
    },
    /// A trajectory is none.
    #[error(
        "trajectory {trajectory} of the design is none: between its points {from} and {to}, {moved} factors move \
         in place of one"
    )]
    NoTrajectory {
        /// Which, counted from 1.
        trajectory: usize,
        /// The point before.
        from: usize,
        /// The point after.
        to: usize,
        /// How many factors differ.
        moved: usize,
    },
    /// Factors move together, so that regression cannot part them.
    #[error("factors move together in this design, so regression cannot tell them apart")]
    Collinear,
}

/// Whether outputs vary by more than the error of arithmetic.
fn varies(outputs: &[f64]) -> Result<(), Undefined> {
    let (low, high) =
        outputs.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), y| (l.min(*y), h.max(*y)));
    let size = low.abs().max(high.abs());
    if high - low > 8.0 * f64::EPSILON * size { Ok(()) } else { Err(Undefined::Constant(low)) }
}

/// Whether a column holds more than one value.
pub(super) fn column_varies(points: &[Vec<f64>], factor: usize) -> bool {
    points.iter().any(|point| point[factor] != points[0][factor])
}
