//! Where numbers come from: the program and its version, the version of the model's numbers, the digest of the world
//! that was simulated. With the seed and the number of runs, that is what it takes to get the same bytes again.

use serde::Serialize;

use super::numbers::counted;
use crate::experiment::models::Models;
use crate::model::MODEL_VERSION;
use crate::model::digest::Digest;
use crate::model::setup::Setup;
use crate::scenario::posterior::choice;

/// The version of the program.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");
/// The versions of the model's numbers, each with the digest of its golden results.
const GOLDEN: &str = include_str!("../../tests/golden/model-versions.txt");

/// The columns of CSV, last in each row, that say what it is of.
pub const COLUMNS: &str = "version,model_version,scenario,digest,seed,posterior";

/// The posterior from which runs took their parameters.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Drawn {
    name: String,
    digest: String,
    /// Draws in use; 0 where there were too few runs, all of which then have the set that fits best.
    draws: usize,
}

impl Drawn {
    /// That of so many runs of some models; none where parameters are fixed.
    pub fn of(models: &Models, runs: usize) -> Option<Self> {
        let posterior = models.posterior()?;
        Some(Self {
            name: posterior.name.clone(),
            digest: posterior.digest.clone(),
            draws: models.draws(runs),
        })
    }

    /// Draws in use.
    pub const fn draws(&self) -> usize {
        self.draws
    }

    /// What names it in a table of rows: its digest, or `none`.
    pub fn key(drawn: Option<&Self>) -> &str {
        drawn.map_or(choice::NONE, |drawn| &drawn.digest)
    }

    /// What ranges over runs hold, as the end of "ranges show what".
    pub fn ranges(drawn: Option<&Self>) -> String {
        match drawn {
            Some(Self { name, draws: draws @ 1.., .. }) => {
                let draws = counted(*draws, "draw", "draws");
                format!("chance and unknown parameters do ({draws} of the posterior {name})")
            }
            _ => "chance alone does".to_owned(),
        }
    }
}

/// The program, as JSON names it: `program`, `version`, `model_version`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Maker {
    program: &'static str,
    version: &'static str,
    model_version: u32,
}

impl Maker {
    /// This program.
    pub const THIS: Self = Self { program: "weights", version: VERSION, model_version: MODEL_VERSION };

    /// In words: `weights 0.1.0 (model version 1)`.
    pub fn words(self) -> String {
        format!("{} {} (model version {})", self.program, self.version, self.model_version)
    }
}

/// The digest of a world as it is simulated: settings, adopters and all. Manifests of sweeps have the same of their
/// scenarios.
pub fn digest(setup: &Setup) -> String {
    Digest::of_setup(setup).to_string()
}

/// The fields of [`COLUMNS`], a comma before each.
pub fn fields(scenario: &str, setup: &Setup, seed: u64, drawn: Option<&Drawn>) -> String {
    format!(",{VERSION},{MODEL_VERSION},{scenario},{},{seed},{}", digest(setup), Drawn::key(drawn))
}

/// The line below the title of a report.
pub fn line(setup: &Setup) -> String {
    format!("{}, digest {}.", Maker::THIS.words(), digest(setup))
}

/// The version at length: with that of the model's numbers and the digest of its golden results, which change with
/// them.
pub fn long_version() -> String {
    let mut golden = GOLDEN.lines().filter_map(|line| line.split_once(' '));
    let of_this = golden.find(|(version, _)| *version == MODEL_VERSION.to_string());
    let digest =
        of_this.map_or_else(String::new, |(_, digest)| format!(", digest of golden results {digest}"));
    format!("{VERSION}\nmodel version {MODEL_VERSION}{digest}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Scenario;

    #[test]
    fn the_digest_tells_settings_and_adopters_apart() {
        let setup = Scenario::built_in("two-worlds").unwrap().setup;
        let other = Setup { adopters: setup.adopters + 1, ..setup.clone() };
        assert_eq!(digest(&setup), digest(&setup.clone()));
        assert_ne!(digest(&setup), digest(&other));
        assert_eq!(fields("x", &setup, 7, None).split(',').count(), 1 + COLUMNS.split(',').count());
        assert!(line(&setup).len() <= 80, "{}", line(&setup));
    }

    #[test]
    fn the_long_version_has_the_golden_results() {
        let long = long_version();
        let digest = long.rsplit(' ').next().unwrap();
        assert!(digest.len() == 16 && digest.chars().all(|c| c.is_ascii_hexdigit()), "{long}");
    }
}
