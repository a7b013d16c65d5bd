//! What a calibration found, as bytes: the posterior's file, the state to go on from, and a table.

pub mod state;

use std::fmt::Write as _;

use crate::experiment::calibration::{Calibration, Fitted, Marginal, prior::Free, result::LEVEL};
use crate::model::digest::Digest;
use crate::report::provenance::VERSION;
use crate::scenario::observation::Observations;
use crate::scenario::posterior::FORMAT;

/// Digits that values are written with: far finer than they are known.
const DIGITS: usize = 6;

/// Digest of the observations that a calibration reads: of their numbers and what becomes of them, not of their notes.
pub fn data_digest(rows: &Observations) -> String {
    let line = |row: &crate::scenario::observation::Observation| {
        let id = &rows.series[row.series].id;
        format!(
            "{id},{},{},{:?},{:?},{},{}",
            row.from,
            row.to,
            row.value,
            row.band,
            row.trust.weight(),
            row.scored
        )
    };
    Digest::of_parts(rows.rows.iter().map(line)).to_string()
}

/// The posterior's file, as [`crate::scenario::posterior::Posterior::load`] reads it.
pub fn posterior(calibration: &Calibration, fitted: &Fitted) -> String {
    let plan = &calibration.plan;
    let names: Vec<String> = plan.free.iter().map(|free| format!("{:?}", free.target.name())).collect();
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = writeln!(
        out,
        "# Structural parameters fitted to published observations up to {}, written by `weights calibrate`.\n\
         format     = {FORMAT}\n\
         name       = \"{}\"\n\
         until      = \"{}\"\n\
         parameters = [{}]\n\
         draws      = [",
        plan.until,
        plan.name,
        plan.until,
        names.join(", ")
    );
    for draw in &fitted.draws {
        let cells = draw.iter().zip(&plan.free).map(|(value, free)| cell(*value, free));
        let _ = writeln!(out, "    [{}],", cells.collect::<Vec<_>>().join(", "));
    }
    let point: Vec<String> = fitted.marginals.iter().zip(&plan.free).map(|(m, f)| cell(m.point, f)).collect();
    let _ = writeln!(out, "]\npoint      = [{}]", point.join(", "));
    out.push_str(&made(calibration));
    fitted.marginals.iter().for_each(|marginal| out.push_str(&marginal_table(marginal)));
    out
}

/// A value of a parameter; rounding does not lead out of its range.
fn cell(value: f64, free: &Free) -> String {
    let (low, high) = free.target.bounds();
    number(rounded(value).clamp(low, high))
}

/// How it came about, so that it can be made again.
fn made(calibration: &Calibration) -> String {
    let plan = &calibration.plan;
    format!(
        "\n[made]\nprogram      = \"{}\"\nscenario     = \"{}\"\nplan         = \"{}\"\nobservations = \"{}\"\nrows         = {}\n\
         adopters     = {}\nruns         = {}\nparticles    = {}\nmoves        = {}\nseed         = {}\n",
        VERSION,
        plan.scenario,
        plan.digest,
        data_digest(&calibration.observations),
        calibration.likelihood().rows(),
        plan.adopters,
        plan.runs,
        plan.walk.particles,
        plan.walk.moves,
        plan.walk.seed.0,
    )
}

fn marginal_table(marginal: &Marginal) -> String {
    let [low, high, mean, from, to] =
        [marginal.prior.0, marginal.prior.1, marginal.mean, marginal.interval.0, marginal.interval.1]
            .map(|value| number(rounded(value)));
    let deviation = number(rounded(marginal.deviation));
    let width = number(rounded(marginal.width));
    format!(
        "\n[[marginals]]\nname      = {:?}\nprior     = [{low}, {high}]\nmean      = {mean}\ndeviation = {deviation}\n\
         interval  = [{from}, {to}]\nwidth     = {width}\n",
        marginal.name
    )
}

/// The parameters one by one, made to be read.
pub fn table(fitted: &Fitted) -> String {
    let level = 100.0 * LEVEL;
    let mut out = format!(
        "{:28} {:>17} {:>8} {:>8} {:>17} {:>6}  goes with\n",
        "parameter",
        "prior",
        "point",
        "mean",
        format!("{level:.0} % interval"),
        "width"
    );
    for marginal in &fitted.marginals {
        let pair = |(low, high): (f64, f64)| format!("{low:.3} to {high:.3}");
        let companion = marginal.companion.as_ref();
        let companion = companion.map_or_else(String::new, |(name, r)| format!("{name} ({r:+.2})"));
        let _ = writeln!(
            out,
            "{:28} {:>17} {:>8.3} {:>8.3} {:>17} {:>6.2}  {companion}",
            marginal.name,
            pair(marginal.prior),
            marginal.point,
            marginal.mean,
            pair(marginal.interval),
            marginal.width
        );
    }
    out.push_str(
        "\nwidth: of the interval, as a share of the prior's. Near 1, the observations say nothing of the parameter.\n",
    );
    out
}

fn rounded(value: f64) -> f64 {
    // Through text, so that the same digits come of it everywhere.
    format!("{value:.*e}", DIGITS - 1).parse().unwrap_or(value)
}

/// A number as TOML writes decimals.
fn number(value: f64) -> String {
    format!("{value:?}")
}
