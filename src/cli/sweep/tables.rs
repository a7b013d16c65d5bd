//! Puts tables and manifest into a directory, each in one step, the manifest last.

use std::fs::{self, File, TryLockError};
use std::io::{self, BufWriter, ErrorKind};
use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow};

use super::stop::Stop;
use super::{Format, note};
use crate::cli::Failure;
use crate::cli::progress::{Meter, Shown};
use crate::experiment::ensemble::Workers;
use crate::experiment::sweep::Record;
use crate::report::results::csv::Csv;
use crate::report::results::header::Header;
use crate::report::results::manifest::Manifest;
use crate::report::results::parquet::Parquet;
use crate::report::results::{MANIFEST, RUNS, SERIES, Tables};

/// What a directory holds of a sweep.
#[derive(Debug)]
pub enum Kept<T> {
    /// All, with so many runs that failed.
    Finished(u64),
    /// Something to go on with.
    Begun(T),
}

/// How tables are written, and how that is told.
#[derive(Clone, Copy, Debug)]
pub struct Way {
    /// As what.
    pub format: Format,
    /// How progress is told.
    pub shown: Shown,
}

/// A directory to put files into.
#[derive(Debug)]
pub struct Place(PathBuf);

/// The endings of tables.
const ENDINGS: [&str; 2] = ["parquet", "csv"];

impl Place {
    /// A directory, made where it is not there.
    ///
    /// # Errors
    /// If it cannot be made, or is no directory.
    pub fn open(path: &Path) -> Result<Self, Failure> {
        match fs::create_dir_all(path) {
            Ok(()) => Ok(Self(path.to_owned())),
            Err(error) => {
                let what = format!("{} is no directory and cannot be made one", path.display());
                Err(Failure::Input(anyhow::Error::new(error).context(what)))
            }
        }
    }

    /// A directory that is there, to look at.
    pub fn there(path: &Path) -> Self {
        Self(path.to_owned())
    }

    /// Where it is.
    pub fn directory(&self) -> &Path {
        &self.0
    }

    /// Where a file of it is.
    pub fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    /// Has the names of its files written to the disk.
    ///
    /// # Errors
    /// If that fails.
    pub fn sync(&self) -> io::Result<()> {
        // Elsewhere directories are not opened as files.
        if cfg!(unix) { File::open(&self.0)?.sync_all() } else { Ok(()) }
    }

    /// Bytes that are free there, where the system tells.
    pub fn free(&self) -> Option<u64> {
        #[cfg(unix)]
        {
            let there = rustix::fs::statvfs(&self.0).ok()?;
            Some(there.f_bavail.saturating_mul(there.f_frsize))
        }
        #[cfg(not(unix))]
        None
    }

    /// The manifest, if there is one.
    ///
    /// # Errors
    /// If it cannot be read, or is none of this program.
    pub fn manifest(&self) -> Result<Option<Manifest>, Failure> {
        let path = self.path(MANIFEST);
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => {
                let what = format!("{} cannot be read", path.display());
                return Err(Failure::Input(anyhow::Error::new(error).context(what)));
            }
        };
        Manifest::read(&text).map(Some).map_err(|_| {
            let help = "help: name another directory, or remove this file";
            Failure::Input(anyhow!(
                "{} is no manifest of a sweep that this program can read\n  {help}",
                path.display()
            ))
        })
    }

    /// Makes sure that no table of unknown making is replaced. Tables that a killed program of the same work left
    /// before it wrote their manifest may be.
    ///
    /// # Errors
    /// If there is one.
    pub fn refuse_tables(&self, header: &Header) -> Result<(), Failure> {
        let promised = self.promised(header);
        for name in table_names() {
            let path = self.path(&name);
            if path.exists() && !promised.contains(&name) {
                let help = "help: name another directory, or remove this file";
                return Err(Failure::Input(anyhow!(
                    "{} is in the way: no manifest says what it is of\n  {help}",
                    path.display()
                )));
            }
        }
        Ok(())
    }

    /// The files of a manifest that was to be put in place after them, if it is of the same work.
    fn promised(&self, header: &Header) -> Vec<String> {
        let text = fs::read_to_string(self.path(&draft(MANIFEST))).unwrap_or_default();
        let manifest = Manifest::read(&text).ok().filter(|there| there.differences(header).is_empty());
        manifest.map_or_else(Vec::new, |manifest| manifest.files)
    }

    /// Removes what a killed program has left of other tables than these.
    fn clear(&self, header: &Header, own: &[&str]) -> Result<(), Failure> {
        let promised = self.promised(header);
        for name in table_names().filter(|name| !own.contains(&name.as_str())) {
            if promised.contains(&name) {
                remove(&self.path(&name)).map_err(Failure::Failed)?;
            }
            let left = self.path(&draft(&name));
            if let Ok(file) = File::options().write(true).open(&left) {
                lock(&file, self)?;
                remove(&left).map_err(Failure::Failed)?;
            }
        }
        Ok(())
    }

    /// Writes the manifest.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn put_manifest(&self, manifest: &Manifest) -> Result<(), Failure> {
        self.promise(manifest).and_then(|()| self.keep_promise()).map_err(Failure::Failed)
    }

    /// Writes a manifest that is put in place later.
    fn promise(&self, manifest: &Manifest) -> anyhow::Result<()> {
        let path = self.path(&draft(MANIFEST));
        let write = || -> anyhow::Result<()> {
            let mut file = File::create(&path)?;
            io::Write::write_all(&mut file, manifest.text()?.as_bytes())?;
            file.sync_all()?;
            Ok(self.sync()?)
        };
        write().with_context(|| format!("{} cannot be written", path.display()))
    }

    /// Puts it in place.
    fn keep_promise(&self) -> anyhow::Result<()> {
        let path = self.path(MANIFEST);
        let put = || -> io::Result<()> {
            fs::rename(self.path(&draft(MANIFEST)), &path)?;
            self.sync()
        };
        put().with_context(|| format!("{} cannot be written", path.display()))
    }
}

/// Names of all tables that there can be.
fn table_names() -> impl Iterator<Item = String> {
    [RUNS, SERIES].into_iter().flat_map(|name| ENDINGS.map(|ending| format!("{name}.{ending}")))
}

/// The name of a file that is not whole yet.
fn draft(name: &str) -> String {
    format!(".{name}.part")
}

/// Locks a file of a directory against other programs.
///
/// # Errors
/// If another program has it.
pub fn lock(file: &File, place: &Place) -> Result<(), Failure> {
    let directory = place.directory().display();
    match file.try_lock() {
        Ok(()) => Ok(()),
        Err(TryLockError::WouldBlock) => {
            let help = "help: wait until it has ended, or stop it: all runs that it has done are kept; or name another directory";
            Err(Failure::Input(anyhow!("another `weights` is writing to {directory}\n  {help}")))
        }
        Err(TryLockError::Error(error)) if error.kind() == ErrorKind::Unsupported => {
            note(&format!(
                "{directory} is on a file system without locks: see that nobody else writes there"
            ));
            Ok(())
        }
        Err(TryLockError::Error(error)) => {
            Err(Failure::Failed(anyhow::Error::new(error).context(format!("{directory} cannot be locked"))))
        }
    }
}

/// Removes a file that may be there.
///
/// # Errors
/// If it is there and stays.
pub fn remove(path: &Path) -> anyhow::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            Err(anyhow::Error::new(error).context(format!("{} cannot be removed", path.display())))
        }
        _ => Ok(()),
    }
}

/// A table that is not whole yet.
struct Draft {
    file: File,
    name: String,
}

impl Draft {
    fn open(place: &Place, name: String) -> Result<Self, Failure> {
        let path = place.path(&draft(&name));
        let options = File::options().write(true).create(true).truncate(false).clone();
        let opened = options.open(&path).with_context(|| format!("{} cannot be written", path.display()));
        let file = opened.map_err(Failure::Input)?;
        lock(&file, place)?;
        file.set_len(0).map_err(|error| Failure::Failed(error.into()))?;
        Ok(Self { file, name })
    }
}

/// Writes the tables of records that come in the order of runs, and the manifest. Returns how many runs failed.
///
/// # Errors
/// If they cannot be had or written, or if it was stopped. Then no file is there in part.
pub fn put(
    place: &Place,
    header: &Header,
    way: Way,
    workers: &Workers,
    stop: &Stop,
    records: impl FnMut() -> anyhow::Result<Option<Record>>,
) -> Result<u64, Failure> {
    let ending = ENDINGS[usize::from(way.format == Format::Csv)];
    let drafts = [RUNS, SERIES].map(|name| Draft::open(place, format!("{name}.{ending}")));
    let [runs, series] = drafts;
    let (runs, series) = (runs?, series?);
    if place.manifest()?.is_some() {
        let help = "help: name another directory, or remove this one";
        return Err(Failure::Input(anyhow!(
            "{} holds results already\n  {help}",
            place.directory().display()
        )));
    }
    place.clear(header, &[&runs.name, &series.name])?;
    let written = || -> anyhow::Result<u64> {
        let failed = fill(header, way, workers, [&runs.file, &series.file], stop, records)?;
        for draft in [&runs, &series] {
            draft.file.sync_all()?;
        }
        Ok(failed)
    };
    let files = [&runs, &series].map(|one| one.name.clone());
    let drafts = files.each_ref().map(|name| place.path(&draft(name)));
    let failed = written().map_err(|error| {
        // Room for who wants to go on; the first error is the one to tell.
        drafts.iter().for_each(|draft| drop(fs::remove_file(draft)));
        Failure::Failed(
            error.context(format!("the tables in {} cannot be written", place.directory().display())),
        )
    })?;
    let put = || -> anyhow::Result<()> {
        // Whoever is killed from here on leaves word of whose tables these are.
        place.promise(&Manifest::new(header, failed, files.to_vec()))?;
        for (draft, name) in drafts.iter().zip(&files) {
            let moved = fs::rename(draft, place.path(name));
            moved.with_context(|| format!("{name} cannot be put in place"))?;
        }
        place.keep_promise()
    };
    put().map_err(Failure::Failed)?;
    Ok(failed)
}

fn fill(
    header: &Header,
    way: Way,
    workers: &Workers,
    [runs, series]: [&File; 2],
    stop: &Stop,
    mut records: impl FnMut() -> anyhow::Result<Option<Record>>,
) -> anyhow::Result<u64> {
    let buffered = |file| BufWriter::with_capacity(1 << 18, file);
    let mut tables: Box<dyn Tables + '_> = match way.format {
        Format::Csv => Box::new(Csv::new(header, buffered(runs), buffered(series))?),
        _ => Box::new(Parquet::new(header, buffered(runs), buffered(series), workers)?),
    };
    let (mut failed, mut bar) = (0, Meter::new(way.shown, 0, header.runs, "runs into tables"));
    while let Some(record) = records()? {
        if stop.is_set() {
            return Err(anyhow!("stopped"));
        }
        failed += u64::from(record.outcome.is_err());
        tables.push(record)?;
        bar.advance();
    }
    tables.finish()?;
    Ok(failed)
}
