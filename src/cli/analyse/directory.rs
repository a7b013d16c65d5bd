//! A results directory opened for reading: its manifest, its table of runs, and what can be wrong with them.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow};

use super::assemble::{self, Roles};
use crate::cli::Failure;
use crate::experiment::analysis::Table;
use crate::report::analysis::Source;
use crate::report::provenance::Drawn;
use crate::report::results::back::TableFile;
use crate::report::results::manifest::Manifest;
use crate::report::results::{FORMAT, JOURNAL, MANIFEST, RUNS};
use crate::scenario::posterior::RUNS_A_DRAW;

/// A results directory.
#[derive(Debug)]
pub struct Results {
    manifest: Manifest,
    /// The table of runs, and its path.
    runs: (TableFile, PathBuf),
    measures: Vec<String>,
}

impl Results {
    /// Opens a directory with the results of a whole sweep.
    ///
    /// # Errors
    /// If it is none.
    pub fn open(directory: &Path) -> Result<Self, Failure> {
        let manifest = manifest(directory).map_err(Failure::Input)?;
        let runs = table(directory, &manifest, RUNS).map_err(Failure::Input)?;
        let columns = runs.0.columns().map_err(|error| Failure::Input(unreadable(&runs.1, error.into())))?;
        // The measures are the columns after that of the end world.
        let measures = columns.into_iter().skip_while(|column| column != assemble::WORLD).skip(1).collect();
        Ok(Self { manifest, runs, measures })
    }

    /// What the sweep was, and the last month of its scenarios.
    pub fn source(&self) -> Source {
        let Manifest { version, model_version, digest, seed, scenarios, .. } = &self.manifest;
        Source {
            version: version.clone(),
            model_version: *model_version,
            digest: digest.clone(),
            seed: *seed,
            posteriors: self.posteriors(),
            months: scenarios.iter().map(|scenario| scenario.last.clone()).collect(),
        }
    }

    /// Digests of the posteriors whose draws differ from replicate to replicate: with too few, all have one's point.
    fn posteriors(&self) -> Vec<String> {
        let Manifest { replicates, scenarios, .. } = &self.manifest;
        let is_drawn = *replicates > RUNS_A_DRAW as u64;
        let all = scenarios.iter().map(|scenario| &scenario.posterior).filter(|_| is_drawn);
        let mut known: Vec<String> =
            all.filter(|posterior| *posterior != Drawn::key(None)).cloned().collect();
        known.sort_unstable();
        known.dedup();
        known
    }

    /// Names of the measures kept.
    pub fn measures(&self) -> &[String] {
        &self.measures
    }

    /// The table with some of the measures.
    ///
    /// # Errors
    /// If it cannot be read, or is not what the manifest says.
    pub fn table(&self, measures: &[String], roles: &Roles<'_>) -> Result<Table, Failure> {
        let (runs, path) = &self.runs;
        assemble::table(&self.manifest, runs, measures, roles).map_err(|error| match error {
            Failure::Input(error) => Failure::Input(error),
            Failure::Failed(error) => Failure::Input(unreadable(path, error)),
        })
    }
}

/// What is said of a table that cannot be read, and the way out.
pub fn unreadable(path: &Path, error: anyhow::Error) -> anyhow::Error {
    anyhow!(
        "{} cannot be read: {error:#}\n  help: it has been cut off or changed: bring back a copy of it, or do the sweep again in \
         another directory, which gives the same bytes (its experiment stands in {MANIFEST})",
        path.display()
    )
}

/// What is said of a file that cannot be read.
fn cannot_read(path: &Path) -> String {
    format!("{} cannot be read", path.display())
}

/// The manifest of the whole results in a directory.
///
/// # Errors
/// If it has none.
pub fn manifest(directory: &Path) -> anyhow::Result<Manifest> {
    let place = directory.display();
    if !directory.is_dir() {
        return Err(anyhow!(
            "{place}: there is no such directory\n  help: name the one given to `weights sweep --out`"
        ));
    }
    let path = directory.join(MANIFEST);
    if !path.exists() {
        let help = if directory.join(JOURNAL).exists() {
            "a sweep into it was cut off or is under way: `weights sweep EXPERIMENT --out DIR --resume` completes it"
        } else {
            "`weights sweep EXPERIMENT --out DIR` makes one"
        };
        return Err(anyhow!("{place} holds no whole results: {MANIFEST} is not there\n  help: {help}"));
    }
    let text = fs::read_to_string(&path).with_context(|| cannot_read(&path))?;
    let manifest = Manifest::read(&text)
        .with_context(|| format!("{} is no manifest of the results of a sweep", path.display()))?;
    if manifest.format > FORMAT {
        let (there, here) = (manifest.format, FORMAT);
        return Err(anyhow!(
            "{place} holds results of format {there}; this program reads format {here}\n  help: a newer version of \
             `weights` is needed"
        ));
    }
    if let Some(part) = &manifest.shard {
        return Err(anyhow!(
            "{place} holds part {part} of a sweep\n  help: `weights merge DIR... --out DIR` puts all parts together"
        ));
    }
    Ok(manifest)
}

/// A table of a results directory, and its path.
///
/// # Errors
/// If the manifest names none of this name, or it cannot be opened.
pub fn table(directory: &Path, manifest: &Manifest, name: &str) -> anyhow::Result<(TableFile, PathBuf)> {
    for (ending, kind) in [("parquet", TableFile::Parquet as fn(File) -> TableFile), ("csv", TableFile::Csv)]
    {
        let file = format!("{name}.{ending}");
        if manifest.files.contains(&file) {
            let path = directory.join(file);
            let opened = File::open(&path).with_context(|| cannot_read(&path))?;
            return Ok((kind(opened), path));
        }
    }
    let place = directory.join(MANIFEST);
    Err(anyhow!("{} names no table of {name}: neither {name}.parquet nor {name}.csv", place.display()))
}
