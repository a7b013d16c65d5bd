//! Reports: what an ensemble found, as bytes of one format or another. Where they go is the caller's matter.

pub mod adopters;
pub mod analysis;
pub mod answer;
pub mod attribution;
pub mod backtest;
pub mod calibration;
pub mod checks;
pub mod comparison;
pub mod csv;
pub mod dilemmas;
pub mod ema;
pub mod findings;
pub mod json;
pub mod measure;
pub mod numbers;
pub mod place;
pub mod provenance;
pub mod results;
pub mod roles;
pub mod screening;
pub mod story;
pub mod table;
pub mod wording;

use crate::experiment::milestone::Happening;
use crate::experiment::summary::Summary;
use crate::model::lab::LabSpec;
use crate::model::measure::SeriesKey;
use crate::scenario::{Scenario, groups_of_series};

/// What was run and what came out: all that a report may tell.
#[derive(Clone, Debug)]
pub struct Outcome<'a> {
    /// The scenario as it was run, settings from outside included.
    pub scenario: &'a Scenario,
    /// Settings from outside, as they were given.
    pub settings: Vec<String>,
    /// Seed of the ensemble.
    pub seed: u64,
    /// The ensemble, summed up.
    pub summary: Summary,
    /// The most important events.
    pub important: Vec<Happening>,
}

/// Decimals of numbers in files.
const SCALE: f64 = 1e6;

/// A number as it stands in files: six decimals, no negative zero.
fn rounded(value: f64) -> f64 {
    (value * SCALE).round() / SCALE + 0.0
}

/// The groups of a series as words of files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
struct Groups<'a> {
    bloc: &'a str,
    access: &'a str,
    region: &'a str,
    segment: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    lab: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pair: Option<&'a str>,
}

/// What a series is, as JSON tells it.
#[derive(serde::Serialize)]
struct Of<'a> {
    measure: &'static str,
    unit: &'static str,
    #[serde(flatten)]
    groups: Groups<'a>,
}

impl<'a> Of<'a> {
    fn series(key: &SeriesKey, labs: &'a [LabSpec]) -> Self {
        let spec = key.spec();
        Self { measure: spec.name, unit: spec.unit, groups: Groups::of(key, labs) }
    }
}

impl<'a> Groups<'a> {
    fn of(key: &SeriesKey, labs: &'a [LabSpec]) -> Self {
        const ALL: &str = "all";
        let [bloc, access, region, segment, lab, pair] =
            groups_of_series(key, labs).map(|(_, member)| member);
        Self {
            bloc: bloc.unwrap_or(ALL),
            access: access.unwrap_or(ALL),
            region: region.unwrap_or(ALL),
            segment: segment.unwrap_or(ALL),
            lab,
            pair,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_files_have_six_decimals_and_one_zero() {
        assert_eq!(rounded(0.123_456_789), 0.123_457);
        assert_eq!(rounded(-1e-9).to_bits(), 0.0_f64.to_bits());
        assert_eq!(rounded(f64::from(0.1_f32)), 0.1);
        assert!(rounded(f64::NAN).is_nan());
    }
}
