//! Factors: what differs from point to point, and between which values.

use crate::model::calendar::Month;
use crate::model::setup::Setup;
use crate::scenario::{ADOPTERS, Quantity, Refusal};

/// Something that differs from point to point.
#[derive(Clone, Debug)]
pub struct Factor {
    /// Its name in tables, different from all others'.
    pub name: String,
    /// What is set.
    pub target: Target,
    /// From which month on; none for the whole run.
    pub from: Option<Month>,
    /// To which values.
    pub levels: Levels,
}

/// What a factor sets.
#[derive(Clone, Debug)]
pub enum Target {
    /// The number of adopters.
    Adopters,
    /// A lever, a parameter, or a number of a lab.
    Quantity(Quantity),
}

/// The values of a factor.
#[derive(Clone, Debug, PartialEq)]
pub enum Levels {
    /// All from the lowest to the highest; in equal ratios instead of equal differences if `log`.
    Range {
        /// The lowest.
        low: f64,
        /// The highest.
        high: f64,
        /// Whether equal parts of the range are equal ratios.
        log: bool,
    },
    /// These alone, in the order given.
    Values(Vec<f64>),
}

impl Target {
    /// Lowest and highest value.
    pub fn range(&self) -> (f64, f64) {
        match self {
            Self::Adopters => (ADOPTERS.0 as f64, ADOPTERS.1 as f64),
            Self::Quantity(quantity) => quantity.range(),
        }
    }

    /// Whether only whole numbers make sense.
    pub const fn is_whole(&self) -> bool {
        matches!(self, Self::Adopters)
    }
}

impl Factor {
    /// The value at a coordinate from 0 to 1. Values apart from one another have equal parts of the way.
    pub fn value(&self, coordinate: f64) -> f64 {
        match &self.levels {
            Levels::Values(values) => values[part(coordinate, values.len())],
            &Levels::Range { low, high, log: false } if self.target.is_whole() => {
                low + part(coordinate, (high - low) as usize + 1) as f64
            }
            &Levels::Range { low, high, log } => {
                let value = between(low, high, log, coordinate);
                if self.target.is_whole() { value.round() } else { value }
            }
        }
    }

    /// The lowest and the highest of its values.
    pub fn bounds(&self) -> (f64, f64) {
        match &self.levels {
            &Levels::Range { low, high, .. } => (low, high),
            Levels::Values(values) => {
                let least = values.iter().copied().fold(f64::INFINITY, f64::min);
                (least, values.iter().copied().fold(f64::NEG_INFINITY, f64::max))
            }
        }
    }

    /// Puts a value into a setup.
    ///
    /// # Errors
    /// If the setup has no such month or lab; the text says so.
    pub fn set(&self, setup: &mut Setup, value: f64) -> Result<(), String> {
        match &self.target {
            Target::Adopters => {
                setup.adopters = value as usize;
                Ok(())
            }
            Target::Quantity(quantity) => {
                let told = |Refusal { message, help }| format!("{message}; {help}");
                quantity.set(setup, self.from, value).map_err(told)
            }
        }
    }
}

/// Which of so many equal parts a coordinate lies in.
fn part(coordinate: f64, parts: usize) -> usize {
    ((coordinate * parts as f64) as usize).min(parts - 1)
}

/// The value at a coordinate of a range; both ends are met exactly.
fn between(low: f64, high: f64, log: bool, coordinate: f64) -> f64 {
    let value = if log {
        libm::exp(libm::log(low) + coordinate * (libm::log(high) - libm::log(low)))
    } else {
        low + coordinate * (high - low)
    };
    match coordinate {
        0.0 => low,
        1.0 => high,
        _ => value.clamp(low, high),
    }
}
