//! What commands on playthroughs have in common: a file or a run code, and the scenario that it is of.

use std::path::{Path, PathBuf};

use super::Failure;
use crate::playthrough::Facts;
#[cfg(feature = "tui")]
use crate::playthrough::record::Shelf;
use crate::playthrough::record::{Code, Record, looks_like_code};
use crate::scenario::{Scenario, built_ins};

/// A playthrough with its scenario.
pub struct Saved {
    /// What was done.
    pub record: Record,
    /// Its scenario.
    pub scenario: Scenario,
    /// The file that it was read from.
    pub file: Option<PathBuf>,
}

impl Saved {
    /// What a game of it starts from; the record fits it.
    ///
    /// # Errors
    /// If the record does not fit: it is of another version, or of another scenario.
    pub fn facts(&self, futures: usize) -> Result<Facts, Failure> {
        let facts = self.record.facts(&self.scenario, futures).map_err(|misfit| self.refused(&misfit))?;
        self.record.fits(&facts).map_err(|misfit| self.refused(&misfit))?;
        Ok(facts)
    }

    /// A failure of this playthrough, named by its file.
    pub fn refused(&self, why: &crate::playthrough::record::Misfit) -> Failure {
        let name = self.file.as_ref().map_or("the run code".to_owned(), |file| file.display().to_string());
        Failure::Input(anyhow::anyhow!("{name}: {why}"))
    }
}

/// The playthrough of a file or a run code; `scenario` names the file of a scenario that is not built in.
///
/// # Errors
/// With what is wrong with the file, the code or the scenario.
pub fn load(file_or_code: &str, scenario: Option<&str>) -> Result<Saved, Failure> {
    let given = scenario.map(Scenario::load).transpose()?;
    let path = Path::new(file_or_code);
    if !path.exists() && looks_like_code(file_or_code) {
        let (record, scenario) =
            Code::read(file_or_code).and_then(|code| code.record(given.as_ref())).map_err(input)?;
        return Ok(Saved { record, scenario, file: None });
    }
    let record = Record::load(path)?;
    let scenario = match given {
        Some(given) => given,
        None if built_ins().contains(&record.scenario.as_str()) => Scenario::built_in(&record.scenario)?,
        None => {
            let name = &record.scenario;
            return Err(Failure::Input(anyhow::anyhow!(
                "{}: its scenario `{name}` is not built in\n  help: give the file that was played with --scenario FILE",
                path.display()
            )));
        }
    };
    Ok(Saved { record, scenario, file: Some(path.to_owned()) })
}

/// The game that was kept last.
///
/// # Errors
/// If none was, or it cannot be read.
#[cfg(feature = "tui")]
pub fn latest(shelf: Option<&Shelf>, scenario: Option<&str>) -> Result<Saved, Failure> {
    let Some(file) = shelf.and_then(|shelf| shelf.files().into_iter().next()) else {
        let whence = shelf.map_or(String::new(), |shelf| format!(" in {}", shelf.folder().display()));
        return Err(Failure::Input(anyhow::anyhow!(
            "no game has been kept yet{whence}\n  help: `weights play` starts one, and keeps it as you play"
        )));
    };
    load(&file.to_string_lossy(), scenario)
}

fn input(error: impl std::error::Error + Send + Sync + 'static) -> Failure {
    Failure::Input(error.into())
}
