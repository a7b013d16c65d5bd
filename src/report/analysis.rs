//! What a sweep found: sensitivity, swings, chance, odds and policies, as text, CSV, JSON, SALib's results or SVG.

mod csv;
mod json;
mod odds;
mod policies;
mod salib;
mod svg;
mod text;
mod tornado;
mod warning;

pub use csv::{HEADER, csv};
pub use json::json;
pub use salib::salib;
pub use svg::svg;
pub use text::text;

use crate::experiment::analysis::odds::Odds;
use crate::experiment::analysis::robustness::{Better, NotCompared, Robustness};
use crate::experiment::analysis::{Finding, Table};
use crate::experiment::sensitivity::swing::Swing;
use crate::experiment::sensitivity::{Resampling, Sensitivity};
use crate::model::measure::MEASURES;
use crate::report::measure::Scale;

/// The sweep whose results are looked at, as its manifest says.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Source {
    /// The version of the program that did the runs.
    pub version: String,
    /// The version of the model's numbers.
    pub model_version: u32,
    /// The digest of the study.
    pub digest: String,
    /// The seed of the study.
    pub seed: u64,
    /// Digests of the posteriors from whose draws replicates took parameters; none where they took them from none.
    #[serde(skip)]
    pub posteriors: Vec<String>,
    /// By scenario, the month whose values are looked at: the last.
    #[serde(skip)]
    pub months: Vec<String>,
}

/// What a sweep was looked at for, and what was found.
#[derive(Clone, Debug)]
pub struct Analysis {
    /// What the sweep was, so that its runs can be done again.
    pub source: Source,
    /// The sweep's results.
    pub table: Table,
    /// How intervals were made.
    pub plan: Resampling,
    /// By scenario and measure.
    pub findings: Vec<Finding>,
    /// By scenario.
    pub odds: Vec<Odds>,
    /// Policies by measure; none if not asked for.
    pub policies: Vec<Result<Robustness, NotCompared>>,
}

impl Analysis {
    pub(super) fn scenario(&self, finding: &Finding) -> &str {
        &self.table.scenarios[finding.scenario]
    }

    pub(super) fn measure(&self, finding: &Finding) -> &str {
        &self.table.measures[finding.measure].name
    }

    /// The unit of a measure; none for a column that is no measure of this program.
    pub(super) fn unit(&self, measure: usize) -> Option<&'static str> {
        let name = self.table.measures[measure].name.split("__").next()?;
        MEASURES.iter().find(|spec| spec.name == name).map(|spec| spec.unit)
    }

    /// In what values of a measure are told to people.
    fn scale(&self, measure: usize) -> Scale {
        match self.unit(measure) {
            // As in files: no difference of an index is told apart from the index itself.
            Some("share") => Scale::of("share"),
            unit => Scale { times: 1.0, unit: unit.unwrap_or(""), level: unit.unwrap_or(""), point: 1.0 },
        }
    }

    /// Of which month values are, and what they count: `Dec 2030, per cent`.
    fn month_and_unit(&self, finding: &Finding) -> String {
        let month = self.source.months.get(finding.scenario).map_or("the last month", String::as_str);
        match self.scale(finding.measure).level {
            "" => month.to_owned(),
            level => format!("{month}, {level}"),
        }
    }

    /// What is to be known before an index of a measure is trusted, in sentences.
    fn warnings(&self, finding: &Finding) -> Vec<String> {
        warning::of(finding)
    }

    fn factor(&self, factor: usize) -> &str {
        &self.table.factors[factor].name
    }
}

/// Factors with a swing, the most important first: by their index, or where there is none by their swing.
fn bars(finding: &Finding) -> Vec<(usize, Swing)> {
    let order = match &finding.sensitivity {
        Ok(sensitivity) => sensitivity.by_importance(),
        Err(_) => {
            let width =
                |factor: &usize| finding.swings[*factor].map_or(0.0, |swing| swing.ends().1 - swing.ends().0);
            let mut order: Vec<usize> = (0..finding.swings.len()).collect();
            order.sort_by(|a, b| width(b).total_cmp(&width(a)));
            order
        }
    };
    order.into_iter().filter_map(|factor| finding.swings[factor].map(|swing| (factor, swing))).collect()
}

/// Factors that never vary.
fn constant(sensitivity: &Sensitivity) -> impl Iterator<Item = usize> + '_ {
    let none = |factor: &usize| sensitivity.factors[*factor].is_none();
    (0..sensitivity.factors.len()).filter(none)
}

/// What is better, in files.
const fn better(better: Better) -> &'static str {
    match better {
        Better::High => "high",
        Better::Low => "low",
    }
}
