//! The measured effects of answers as JSON, schema 1.

use serde::{Deserialize, Serialize};

use crate::experiment::dilemma::{Horizon, Measured, Study, Yardstick};
use crate::experiment::paired::Paired;
use crate::model::lab::LabSpec;
use crate::scenario::Scenario;

/// Version of this format.
const SCHEMA: u32 = 1;

/// Measured effects of all answers of a scenario.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Effects {
    /// Version of the format.
    pub schema: u32,
    /// The scenario in which they were measured.
    pub scenario: String,
    /// Seed of the ensembles.
    pub seed: u64,
    /// Runs of each ensemble.
    pub runs: usize,
    /// Adopters.
    pub adopters: usize,
    /// Digest of a small sample of the same study.
    pub digest: String,
    /// The measures that differences speak of.
    pub measures: Vec<Measure>,
    /// The dilemmas.
    pub dilemmas: Vec<Entry>,
}

/// What is known of a measure.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Measure {
    /// Name for people.
    pub name: String,
    /// What it says.
    pub meaning: String,
    /// Decimals that are worth showing.
    pub decimals: usize,
}

/// Measured effects of the answers to one dilemma.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// The dilemma's name in files.
    pub id: String,
    /// The month in which it was answered.
    pub month: String,
    /// Share of the runs in which its conditions held then.
    pub share: f64,
    /// The answers, in the order of the scenario.
    pub answers: Vec<Answer>,
}

/// Measured effects of one answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    /// What is done, in a few words.
    pub label: String,
    /// Share of the runs in which each blowback struck.
    pub struck: Vec<f64>,
    /// A year after the answer; a measure in which no run differs is left out.
    pub year: Vec<Difference>,
    /// In the last month; a measure in which no run differs is left out.
    pub end: Vec<Difference>,
}

/// Difference of a measure from the same world without the dilemma.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Difference {
    /// Name of the measure.
    pub measure: String,
    /// Mean over the runs.
    pub mean: f64,
    /// Ends of the mean's 95 % interval.
    pub interval: Option<(f64, f64)>,
    /// 10th and 90th percentile of the runs.
    pub band: (f64, f64),
}

impl Effects {
    /// Only the differences that are clear: what a game tells after an answer.
    pub fn clear(mut self) -> Self {
        let answers = self.dilemmas.iter_mut().flat_map(|entry| &mut entry.answers);
        for differences in answers.flat_map(|answer| [&mut answer.year, &mut answer.end]) {
            differences.retain(Difference::is_clear);
        }
        self
    }
}

impl Difference {
    /// Whether the interval lies to one side of zero.
    pub fn is_clear(&self) -> bool {
        self.interval.is_some_and(|(low, high)| low > 0.0 || high < 0.0)
    }
}

/// The measured effects, as data.
pub fn effects(scenario: &Scenario, study: &Study, measured: &[Measured], digest: &str) -> Effects {
    Effects {
        schema: SCHEMA,
        scenario: scenario.name.clone(),
        seed: study.seed.0,
        runs: study.runs,
        adopters: scenario.setup.adopters,
        digest: digest.to_owned(),
        measures: measures(scenario, measured),
        dilemmas: measured.iter().map(|one| entry(scenario, one)).collect(),
    }
}

fn measures(scenario: &Scenario, measured: &[Measured]) -> Vec<Measure> {
    let labs = &scenario.setup.labs;
    let mut measures: Vec<Measure> = Vec::new();
    for yardstick in measured.iter().flat_map(|one| &one.yardsticks) {
        let name = yardstick.title(labs);
        if measures.iter().all(|known| known.name != name) {
            let (meaning, decimals) = (yardstick.meaning(labs), yardstick.decimals());
            measures.push(Measure { name, meaning, decimals });
        }
    }
    measures
}

fn entry(scenario: &Scenario, measured: &Measured) -> Entry {
    let dilemma = &scenario.dilemmas[measured.dilemma];
    let labs = &scenario.setup.labs;
    let answers = dilemma.options.iter().zip(&measured.answers).map(|(option, outcome)| {
        let [year, end] = Horizon::ALL.map(|horizon| {
            let pairs = measured.yardsticks.iter().zip(&outcome.differences[horizon as usize]);
            pairs.filter_map(|(yardstick, pair)| one_difference(yardstick, pair, labs)).collect()
        });
        let struck = outcome.struck.iter().copied().map(short).collect();
        Answer { label: option.label.clone(), struck, year, end }
    });
    let (id, month) = (dilemma.id.clone(), measured.month.to_string());
    Entry { id, month, share: short(measured.share), answers: answers.collect() }
}

fn one_difference(yardstick: &Yardstick, pair: &Paired, labs: &[LabSpec]) -> Option<Difference> {
    let (low, high) = (short(pair.interval.0), short(pair.interval.1));
    let band = (short(pair.spread.p10), short(pair.spread.p90));
    let mean = short(pair.spread.mean);
    let is_still = [mean, low, high, band.0, band.1].iter().all(|value| *value == 0.0);
    if is_still || mean.is_nan() {
        return None;
    }
    let interval = (low.is_finite() && high.is_finite()).then_some((low, high));
    Some(Difference { measure: yardstick.title(labs), mean, interval, band })
}

/// A number to four decimals, without a negative zero.
fn short(value: f64) -> f64 {
    (value * 1e4).round() / 1e4 + 0.0
}

/// The measured effects as JSON, one dilemma a line.
///
/// # Errors
/// Never in practice: all that is written can be put into JSON.
pub fn json(effects: &Effects) -> serde_json::Result<String> {
    let lines = effects.dilemmas.iter().map(serde_json::to_string);
    let lines = lines.collect::<serde_json::Result<Vec<String>>>()?.join(",\n");
    let head = serde_json::to_string(&Effects { dilemmas: Vec::new(), ..effects.clone() })?;
    let head = head.trim_end_matches("]}");
    Ok(format!("{head}\n{lines}\n]}}\n"))
}
