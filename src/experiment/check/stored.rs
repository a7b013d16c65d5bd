//! What checks measured, to keep: one line of JSON for each variant, the same bytes for the same results.

use serde::{Deserialize, Serialize};

use super::{Check, Outcome, Suite};

/// The version of the format.
const FORMAT: u32 = 1;
/// Decimals kept.
const SCALE: f64 = 1e6;

/// What the variants of checks measured.
#[derive(Clone, Debug, PartialEq)]
pub struct Stored {
    /// Version of the program that measured it.
    pub version: String,
    /// The variants, in the order of the file.
    pub variants: Vec<StoredVariant>,
}

/// What names a variant in a file and after it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Key {
    /// The check.
    pub check: String,
    /// The scenario of the matrix.
    pub scenario: String,
    /// The variant; empty where there is only one.
    pub variant: String,
}

/// What a variant measured.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StoredVariant {
    /// Which.
    pub key: Key,
    /// What was asked: anything else cannot be compared.
    pub asked: Asked,
    /// How it was sampled: what is sampled alike is compared run by run.
    pub sample: Sample,
    /// The measure, run by run; none where there was nothing to measure.
    pub values: Vec<Option<f64>>,
}

/// What was asked of a variant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Asked {
    /// What was measured.
    pub measure: String,
    /// In which scenario.
    pub scenario: String,
    /// With what set.
    pub settings: Vec<String>,
}

/// How a variant was sampled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sample {
    /// Seed of the runs.
    pub seed: u64,
    /// Number of adopters.
    pub adopters: usize,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Head {
    format: u32,
    program: String,
    version: String,
}

/// Why stored results cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum StoredError {
    /// It is not what `weights checks run --out` writes.
    #[error("line {0} is not of the stored results of checks: {1}")]
    Form(usize, #[source] serde_json::Error),
    /// A later version wrote it.
    #[error("it is of format {0}; this program reads format {FORMAT}")]
    Format(u32),
    /// There is nothing in it.
    #[error("it is empty")]
    Empty,
}

impl Stored {
    /// What the outcomes of a suite say.
    pub fn of(suite: &Suite, outcomes: &[Outcome]) -> Self {
        let variants = outcomes.iter().flat_map(|outcome| of_outcome(&suite.checks[outcome.check], outcome));
        Self { version: env!("CARGO_PKG_VERSION").to_owned(), variants: variants.collect() }
    }

    /// As text: a line for the whole, then one for each variant.
    ///
    /// # Errors
    /// Never in practice: all of it can be put into JSON.
    pub fn text(&self) -> serde_json::Result<String> {
        let (program, version) = ("weights".to_owned(), self.version.clone());
        let mut text = serde_json::to_string(&Head { format: FORMAT, program, version })? + "\n";
        for variant in &self.variants {
            text += &(serde_json::to_string(variant)? + "\n");
        }
        Ok(text)
    }

    /// Reads what [`Stored::text`] wrote.
    ///
    /// # Errors
    /// If it is something else.
    pub fn read(text: &str) -> Result<Self, StoredError> {
        let mut lines = text.lines().enumerate();
        let (_, head) = lines.next().ok_or(StoredError::Empty)?;
        let head: Head = serde_json::from_str(head).map_err(|error| StoredError::Form(1, error))?;
        if head.format != FORMAT {
            return Err(StoredError::Format(head.format));
        }
        let variant = |(i, line)| serde_json::from_str(line).map_err(|error| StoredError::Form(i + 1, error));
        Ok(Self { version: head.version, variants: lines.map(variant).collect::<Result<_, _>>()? })
    }
}

fn of_outcome(check: &Check, outcome: &Outcome) -> Vec<StoredVariant> {
    let cell = &check.cells[outcome.cell];
    let kept = |value: &f64| (!value.is_nan()).then_some((value * SCALE).round() / SCALE + 0.0);
    let variants = cell.variants.iter().zip(&outcome.values).map(|(variant, values)| StoredVariant {
        key: Key {
            check: check.name.clone(),
            scenario: cell.scenario.clone(),
            variant: variant.label.clone(),
        },
        asked: Asked {
            measure: check.measurand.describe(&variant.setup.labs),
            scenario: variant.scenario.clone(),
            settings: variant.settings.clone(),
        },
        sample: Sample { seed: check.seed.0, adopters: variant.setup.adopters },
        values: values.iter().map(kept).collect(),
    });
    variants.collect()
}
