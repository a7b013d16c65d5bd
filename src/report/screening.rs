//! A screening: by parameter and measure the mean absolute elementary effect, written from a sweep and read again; the one
//! of all structural parameters is carried along.

use serde::{Deserialize, Serialize};

use super::analysis::Analysis;
use super::rounded;
use crate::experiment::analysis::{Factor, Finding};
use crate::experiment::sensitivity::{Estimate, Method};

/// Version of this format: a later one keeps the meaning of these keys or counts up.
const SCHEMA: u32 = 1;
/// The screening of all structural parameters: `docs/evidence.md` has the commands that make it.
const KEPT: &str = include_str!("../../data/screening.json");

/// Which of many factors matter for which measures, over the ranges of an experiment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Screening {
    schema: u32,
    /// Name of the experiment.
    pub experiment: String,
    /// Digest of the study.
    pub digest: String,
    /// Version of the model's numbers.
    pub model_version: u32,
    /// The scenario.
    pub scenario: String,
    /// The month whose values are looked at, as `2030-12`.
    pub month: String,
    /// Number of points of the design.
    pub points: usize,
    /// Runs at each point.
    pub replicates: usize,
    /// What was measured.
    pub measures: Vec<Measured>,
    /// What was varied.
    pub parameters: Vec<Screened>,
}

/// A measure of a screening.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Measured {
    /// The measure with its groups, as columns of results are called: `adoption_share__bloc_china`.
    pub name: String,
    /// Unit of the measure and of the effects on it.
    pub unit: String,
    /// Mean over all points.
    pub mean: f64,
}

/// A factor of a screening and what it does.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Screened {
    /// Its name in files.
    pub name: String,
    /// Lowest and highest value that it was given.
    pub range: (f64, f64),
    /// By measure, the mean absolute change of the measure over the whole range, in the measure's unit: mu* of Campolongo,
    /// Cariboni and Saltelli (2007).
    pub mu_star: Vec<f64>,
    /// By measure, half the width of a 95 % interval of it.
    pub half_width: Vec<f64>,
}

impl Screening {
    /// The screening of all structural parameters that the program carries.
    ///
    /// # Errors
    /// If its file is damaged, which a test rules out.
    pub fn kept() -> serde_json::Result<Self> {
        serde_json::from_str(KEPT)
    }

    /// What an analysis found in its first scenario; none unless its design is `morris` and every measure has indices.
    pub fn of(analysis: &Analysis) -> Option<Self> {
        let table = &analysis.table;
        let first = analysis.findings.first().filter(|_| table.method() == Method::Morris)?;
        let findings: Vec<_> = analysis.findings.iter().filter(|f| f.scenario == first.scenario).collect();
        let effects = |factor: usize| {
            let of = |finding: &&Finding| {
                // The second index of the method is mu*.
                finding.sensitivity.as_ref().ok()?.factors[factor].as_ref().map(|indices| indices[1])
            };
            findings.iter().map(of).collect::<Option<Vec<Estimate>>>()
        };
        let screened = |(place, factor): (usize, &Factor)| {
            let effects = effects(place)?;
            Some(Screened {
                name: factor.name.clone(),
                range: factor.scale.bounds(),
                mu_star: effects.iter().map(|effect| rounded(effect.value)).collect(),
                half_width: effects.iter().map(|effect| rounded(effect.half_width.unwrap_or(0.0))).collect(),
            })
        };
        let measured = |finding: &&Finding| Measured {
            name: analysis.measure(finding).to_owned(),
            unit: analysis.unit(finding.measure).unwrap_or("").to_owned(),
            mean: rounded(finding.mean),
        };
        Some(Self {
            schema: SCHEMA,
            experiment: table.name.clone(),
            digest: analysis.source.digest.clone(),
            model_version: analysis.source.model_version,
            scenario: analysis.scenario(first).to_owned(),
            month: analysis.source.months.get(first.scenario).cloned().unwrap_or_default(),
            points: table.points.len(),
            replicates: table.replicates,
            measures: findings.iter().map(measured).collect(),
            parameters: table.factors.iter().enumerate().map(screened).collect::<Option<_>>()?,
        })
    }

    /// As a file: JSON with a line for each parameter, so that two of them can be set side by side.
    ///
    /// # Errors
    /// Never in practice: all that is written can be put into JSON.
    pub fn json(&self) -> serde_json::Result<String> {
        let head = Self { parameters: Vec::new(), ..self.clone() };
        let head = serde_json::to_string_pretty(&head)?;
        let lines = self.parameters.iter().map(serde_json::to_string).collect::<Result<Vec<String>, _>>()?;
        Ok(head
            .replace("\"parameters\": []", &format!("\"parameters\": [\n    {}\n  ]", lines.join(",\n    ")))
            + "\n")
    }

    /// Place of a measure by its name.
    pub fn measure(&self, name: &str) -> Option<usize> {
        self.measures.iter().position(|measured| measured.name == name)
    }

    /// Parameters from the one that moves a measure most to the one that moves it least.
    pub fn by_importance(&self, measure: usize) -> Vec<&Screened> {
        let mut parameters: Vec<&Screened> = self.parameters.iter().collect();
        parameters.sort_by(|a, b| b.mu_star[measure].total_cmp(&a.mu_star[measure]));
        parameters
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::parameters::entries;

    #[test]
    fn the_screening_kept_is_of_every_structural_parameter_inside_its_range() {
        let kept = Screening::kept().unwrap();
        assert_eq!(kept.schema, SCHEMA);
        let names: Vec<String> = kept.parameters.iter().map(|parameter| parameter.name.clone()).collect();
        assert_eq!(names, entries().map(|entry| entry.name()).collect::<Vec<String>>());
        for (parameter, entry) in kept.parameters.iter().zip(entries()) {
            let ((low, high), (least, most)) = (parameter.range, entry.bounds());
            let inside = least <= low && low <= entry.default() && entry.default() <= high && high <= most;
            assert!(inside && low < high, "{}: {low} to {high}", parameter.name);
            let sizes = [parameter.mu_star.len(), parameter.half_width.len()];
            assert_eq!(sizes, [kept.measures.len(); 2], "{}", parameter.name);
            let numbers = parameter.mu_star.iter().chain(&parameter.half_width);
            assert!(numbers.into_iter().all(|number| *number >= 0.0), "{}", parameter.name);
        }
    }

    #[test]
    fn the_screening_kept_tells_what_matters_and_what_cannot() {
        let kept = Screening::kept().unwrap();
        let gap = kept.measure("frontier_gap__pair_us_china").unwrap();
        let order = kept.by_importance(gap);
        // How fast labs grow and how controls bear on it is among the first; what only outputs read does nothing.
        let place = |name: &str| order.iter().position(|parameter| parameter.name == name).unwrap();
        assert!(place("chip_dependence") < 10 && place("distillation_rate") < 10);
        assert_eq!(order[place("values_weight.health")].mu_star[gap], 0.0);
        assert_eq!(kept.measures[gap].unit, "months");
    }

    #[test]
    fn what_is_written_is_read_again() {
        let kept = Screening::kept().unwrap();
        assert_eq!(kept.json().unwrap(), KEPT);
    }
}
