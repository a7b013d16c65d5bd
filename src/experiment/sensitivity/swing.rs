//! Swings, the bars of a tornado chart: what a measure is on average where a factor is low, in between and high.

use super::bootstrap::{Estimate, Estimator, Outputs, Resampling, estimates};
use super::column_varies;
use super::morris::Steps;
use super::strata::Strata;

/// Means of a measure by the value of one factor, all else averaged.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Swing {
    /// Where the factor is in its lowest third (at its lower value).
    pub low: f64,
    /// Where it is in its middle third, if there is one.
    pub middle: Option<f64>,
    /// Where it is in its highest third (at its higher value).
    pub high: f64,
    /// The mean where it is high less that where it is low.
    pub difference: Estimate,
}

impl Swing {
    /// Lowest and highest of the means.
    pub fn ends(&self) -> (f64, f64) {
        let middle = self.middle.unwrap_or(self.low);
        (self.low.min(self.high).min(middle), self.low.max(self.high).max(middle))
    }
}

const LOW: usize = 0;
const MIDDLE: usize = 1;
const HIGH: usize = 2;

/// Which points count where for which factor.
#[derive(Clone, Debug)]
pub struct Classes {
    /// By factor and point.
    of_factor: Vec<Vec<Option<usize>>>,
    /// Points of a unit.
    unit: usize,
    units: usize,
}

impl Classes {
    /// Points in thirds of each factor; `unit` of them are drawn together.
    pub fn thirds(points: &[Vec<f64>], unit: usize) -> Self {
        let factors = points.first().map_or(0, Vec::len);
        let classes = |factor: usize| {
            if !column_varies(points, factor) {
                return vec![None; points.len()];
            }
            let values: Vec<f64> = points.iter().map(|point| point[factor]).collect();
            let strata = Strata::thirds(&values);
            let last = strata.len() - 1;
            let class = |stratum: &usize| match *stratum {
                LOW => LOW,
                stratum if stratum == last => HIGH,
                _ => MIDDLE,
            };
            strata.of_point.iter().map(class).map(Some).collect()
        };
        Self { of_factor: (0..factors).map(classes).collect(), unit, units: points.len() / unit }
    }

    /// The ends of the steps of trajectories, between which nothing else differs.
    pub fn steps(steps: &Steps, factors: usize) -> Self {
        let (unit, units) = (factors + 1, steps.units());
        let classes = |factor: usize| {
            let mut classes = vec![None; unit * units];
            for step in steps.of_factor(factor) {
                classes[step.low] = Some(LOW);
                classes[step.high] = Some(HIGH);
            }
            classes
        };
        Self { of_factor: (0..factors).map(classes).collect(), unit, units }
    }
}

impl Estimator for Classes {
    fn units(&self) -> usize {
        self.units
    }

    /// For each factor the means of the three classes, and high less low.
    fn estimate(&self, outputs: &[f64], units: &[usize]) -> Vec<f64> {
        let of_factor = |classes: &Vec<Option<usize>>| {
            let mut sums = [(0.0, 0.0); 3];
            for point in units.iter().flat_map(|unit| unit * self.unit..(unit + 1) * self.unit) {
                if let Some(class) = classes[point] {
                    sums[class].0 += outputs[point];
                    sums[class].1 += 1.0;
                }
            }
            let [low, middle, high] = sums.map(|(sum, count)| sum / count);
            [low, middle, high, high - low]
        };
        self.of_factor.iter().flat_map(of_factor).collect()
    }
}

/// Swings of all factors; none for one that never varies.
pub fn swings(classes: &Classes, outputs: &Outputs, plan: &Resampling) -> Vec<Option<Swing>> {
    let swing = |means: &[Estimate]| {
        let [low, middle, high, difference] = [means[0], means[1], means[2], means[3]];
        let middle = Some(middle.value).filter(|middle| !middle.is_nan());
        let swing = Swing { low: low.value, middle, high: high.value, difference };
        (!difference.value.is_nan()).then_some(swing)
    };
    estimates(classes, outputs, plan).chunks(4).map(swing).collect()
}
