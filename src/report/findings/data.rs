//! Findings as data, schema 1: what each is, in which worldviews it holds, and what breaks it in the others.

use serde::{Deserialize, Serialize};

use super::Findings;
use crate::experiment::effect::{Breach, Case, INDICATORS, Verdict};
use crate::experiment::paired::Paired;
use crate::report::rounded;

/// Version of this format.
const SCHEMA: u32 = 1;
/// The findings that the program carries.
const KEPT: &str = include_str!("../../../data/findings.json");

/// The findings of a study.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Data {
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
    /// Month from which levers are moved.
    pub from: String,
    /// Month at whose end effects are read.
    pub until: String,
    /// Digest of a small sample of the same study.
    pub digest: String,
    /// The worldviews that were looked at.
    pub worldviews: Vec<String>,
    /// The findings, in the order of the tables.
    pub findings: Vec<Finding>,
}

/// A mean difference that can be told from nothing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// The lever that is moved.
    pub lever: String,
    /// Where it stands when it is left alone.
    pub before: f64,
    /// Where it is moved to.
    pub value: f64,
    /// What else is set in both worlds.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub given: Vec<(String, f64)>,
    /// The indicator that moves, by its title.
    pub indicator: String,
    /// By how much, and half the width of its interval.
    pub mean: [f64; 2],
    /// Worldviews in which it holds.
    pub holds: Vec<String>,
    /// Worldviews in which it does not.
    pub fails: Vec<Failing>,
}

/// How a finding fails in a worldview.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Failing {
    /// The worldview.
    pub worldview: String,
    /// By how much the indicator moves there, and half the width of its interval.
    pub mean: [f64; 2],
    /// Whether it moves to the other side; else it cannot be told whether it moves.
    pub turned: bool,
    /// The term with whose return alone it holds again; none where no single one does it.
    pub term: Option<String>,
}

/// What was found, as data.
pub fn data(findings: &Findings<'_>) -> Data {
    let Findings { scenario, study, effects, standings, digest, .. } = findings;
    let cases = effects.effects.iter().enumerate();
    let each =
        cases.flat_map(|(case, _)| (0..INDICATORS.len()).filter_map(move |i| finding(findings, case, i)));
    Data {
        schema: SCHEMA,
        scenario: scenario.name.clone(),
        seed: study.seed.0,
        runs: study.runs,
        adopters: scenario.setup.adopters,
        from: study.from.to_string(),
        until: scenario.setup.end.to_string(),
        digest: digest.clone(),
        worldviews: standings.iter().map(|standing| standing.name.clone()).collect(),
        findings: each.collect(),
    }
}

fn finding(findings: &Findings<'_>, case: usize, place: usize) -> Option<Finding> {
    let (effect, indicator) = (&findings.effects.effects[case], &INDICATORS[place]);
    indicator.sign(&effect.differences[place])?;
    let (mut holds, mut fails) = (Vec::new(), Vec::new());
    for standing in &findings.standings {
        match standing.verdicts[case][place] {
            Some(Verdict::Holds) => holds.push(standing.name.clone()),
            Some(Verdict::Fails(Breach { difference, is_turned, term })) => fails.push(Failing {
                worldview: standing.name.clone(),
                mean: mean(&difference),
                turned: is_turned,
                term: term.map(|term| term.name.to_owned()),
            }),
            None => {}
        }
    }
    let Case { lever, value, context } = effect.case;
    Some(Finding {
        lever: lever.name().to_owned(),
        before: rounded(effect.before),
        value: *value,
        given: context.iter().map(|(other, at)| (other.name().to_owned(), *at)).collect(),
        indicator: indicator.title.to_owned(),
        mean: mean(&effect.differences[place]),
        holds,
        fails,
    })
}

fn mean(difference: &Paired) -> [f64; 2] {
    [rounded(difference.spread.mean), rounded(difference.half_width())]
}

impl Data {
    /// The findings that the program carries.
    ///
    /// # Errors
    /// Never in practice: a test reads them.
    pub fn built_in() -> serde_json::Result<Self> {
        Self::read(KEPT)
    }

    /// The data of a text.
    ///
    /// # Errors
    /// If it is none of this program.
    pub fn read(text: &str) -> serde_json::Result<Self> {
        serde_json::from_str(text)
    }

    /// Its text: one finding a line.
    ///
    /// # Errors
    /// Never in practice: all that is written can be put into JSON.
    pub fn text(&self) -> serde_json::Result<String> {
        let head = Self { findings: Vec::new(), ..self.clone() };
        let head = serde_json::to_string(&head)?;
        let lines =
            self.findings.iter().map(serde_json::to_string).collect::<serde_json::Result<Vec<_>>>()?;
        let head = head.strip_suffix("]}").unwrap_or(&head);
        Ok(format!("{head}\n{}\n]}}\n", lines.join(",\n")))
    }
}
