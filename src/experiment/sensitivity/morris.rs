//! Elementary effects along trajectories: mu, mu* and sigma (Morris 1991; Campolongo, Cariboni and Saltelli 2007).
//!
//! A trajectory is a row of points that differ from one to the next in one factor, each factor once. The
//! elementary effect of factor `i` in trajectory `t` is `d = (y_high - y_low) / step`, with the step on the
//! factor's scale from 0 to 1: the effect of moving the factor over its whole range, would it go on like
//! that. `mu` is the mean of `d` over the trajectories, `mu*` that of `|d|`, `sigma` the standard deviation
//! of `d` (with `r - 1`). These are the estimators of SALib's `morris.analyze`.

use super::bootstrap::{Estimator, Outputs, Resampling, estimates};
use super::{Method, Scale, Sensitivity, Undefined, column_varies, varies};

/// The fewest trajectories of which sigma can be told.
const LEAST: usize = 2;
/// What arithmetic may leave of a step that is none, on the scale from 0 to 1.
const STILL: f64 = 1e-9;

/// A step of one factor: the points at its lower and upper end and its length.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    /// The point with the lower value.
    pub low: usize,
    /// The point with the higher value.
    pub high: usize,
    /// Length on the scale from 0 to 1.
    pub length: f64,
}

/// The steps of a design of trajectories.
#[derive(Clone, Debug, PartialEq)]
pub struct Steps {
    /// By trajectory and factor; none for a factor that never varies.
    trajectories: Vec<Vec<Option<Step>>>,
}

impl Steps {
    /// Finds the steps. Points are those of whole trajectories, one after the other.
    ///
    /// # Errors
    /// If the points are no trajectories.
    pub fn of(points: &[Vec<f64>], scales: &[Scale]) -> Result<Self, Undefined> {
        let length = scales.len() + 1;
        let have = points.len() / length;
        if have < LEAST {
            return Err(Undefined::TooFew { have, need: LEAST, what: "trajectories" });
        }
        let constant = (0..scales.len()).filter(|&factor| !column_varies(points, factor)).count();
        let trajectories = (0..have).map(|number| {
            let steps = trajectory(points, scales, number)?;
            // Each factor that varies moves once; one that moves twice leaves none for another.
            let still = steps.iter().filter(|step| step.is_none()).count();
            let whole = still == constant;
            whole.then_some(steps).ok_or(Undefined::NoTrajectory {
                trajectory: number + 1,
                from: number * length,
                to: (number + 1) * length - 1,
                moved: scales.len() - still,
            })
        });
        Ok(Self { trajectories: trajectories.collect::<Result<_, _>>()? })
    }

    /// The step of a factor in each trajectory.
    pub fn of_factor(&self, factor: usize) -> impl Iterator<Item = &Step> {
        self.trajectories.iter().filter_map(move |steps| steps[factor].as_ref())
    }

    fn factors(&self) -> usize {
        self.trajectories[0].len()
    }
}

fn trajectory(points: &[Vec<f64>], scales: &[Scale], number: usize) -> Result<Vec<Option<Step>>, Undefined> {
    let first = number * (scales.len() + 1);
    let mut steps = vec![None; scales.len()];
    for (from, to) in (first..first + scales.len()).map(|from| (from, from + 1)) {
        let [before, after] = [from, to].map(|point| {
            let unit = |(scale, value): (&Scale, &f64)| scale.unit(*value);
            scales.iter().zip(&points[point]).map(unit).collect::<Vec<f64>>()
        });
        let mut moved = (0..scales.len()).filter(|&factor| moves(before[factor], after[factor]));
        let Some(factor) = moved.next() else { continue };
        let others = moved.count();
        if others > 0 {
            return Err(Undefined::NoTrajectory { trajectory: number + 1, from, to, moved: others + 1 });
        }
        let length = after[factor] - before[factor];
        let (low, high) = if length > 0.0 { (from, to) } else { (to, from) };
        steps[factor] = Some(Step { low, high, length: length.abs() });
    }
    Ok(steps)
}

/// Whether two places on a scale differ; one that is not on it differs from all others.
fn moves(before: f64, after: f64) -> bool {
    let length = (after - before).abs();
    length > STILL || length.is_nan()
}

impl Estimator for Steps {
    fn units(&self) -> usize {
        self.trajectories.len()
    }

    /// For each factor mu, mu* and sigma; NaN for one that never varies.
    fn estimate(&self, outputs: &[f64], units: &[usize]) -> Vec<f64> {
        let n = units.len() as f64;
        let of_factor = |factor: usize| {
            let effect = |unit: &usize| {
                let step = self.trajectories[*unit][factor];
                step.map_or(f64::NAN, |step| (outputs[step.high] - outputs[step.low]) / step.length)
            };
            let mean = units.iter().map(effect).sum::<f64>() / n;
            let size = units.iter().map(|unit| effect(unit).abs()).sum::<f64>() / n;
            let squares: f64 = units.iter().map(|unit| (effect(unit) - mean).powi(2)).sum();
            [mean, size, (squares / (n - 1.0)).sqrt()]
        };
        (0..self.factors()).flat_map(of_factor).collect()
    }
}

/// Elementary effects of a measure.
///
/// # Errors
/// If outputs do not vary.
pub fn analyse(steps: &Steps, outputs: &Outputs, plan: &Resampling) -> Result<Sensitivity, Undefined> {
    varies(&outputs.means())?;
    let all = estimates(steps, outputs, plan);
    let known = |indices: &[super::Estimate]| (!indices[0].value.is_nan()).then(|| indices.to_vec());
    Ok(Sensitivity {
        method: Method::Morris,
        factors: all.chunks(Method::Morris.indices().len()).map(known).collect(),
        together: Vec::new(),
        fit: None,
        floor: Vec::new(),
    })
}
