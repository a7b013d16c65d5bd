//! A results directory on its way: what it holds, who writes to it, and what is still to be done.

use std::fs::{self, File};
use std::io::{BufReader, ErrorKind, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow};

use super::room::{Need, journal_bytes};
use super::stop::Stop;
use super::tables::{self, Kept, Place, Way, lock};
use super::{Format, note};
use crate::cli::Failure;
use crate::experiment::ensemble::Workers;
use crate::report::results::frame::Flaw;
use crate::report::results::header::Header;
use crate::report::results::journal::{self, Journal, JournalError};
use crate::report::results::manifest::Manifest;
use crate::report::results::{JOURNAL, RUNS};

/// A results directory.
#[derive(Debug)]
pub struct Directory(Place);

/// A journal to go on with.
#[derive(Debug)]
pub struct Begun {
    /// The file, locked, at its end.
    pub file: File,
    /// Runs in it.
    pub done: u64,
    /// Runs in it that failed.
    pub failed: u64,
}

impl Directory {
    /// A directory for results, made where it is not there.
    ///
    /// # Errors
    /// If it cannot be made.
    pub fn open(path: &Path) -> Result<Self, Failure> {
        Ok(Self(Place::open(path)?))
    }

    fn journal(&self) -> PathBuf {
        self.0.path(JOURNAL)
    }

    /// What is to be done with what the directory holds. Its journal is locked against other programs.
    ///
    /// # Errors
    /// If it holds something else, or more than was reckoned with.
    pub fn begin(&self, header: &Header, resume: bool) -> Result<Kept<Begun>, Failure> {
        if let Some(manifest) = self.0.manifest()? {
            return self.finished(&manifest, header, resume).map(Kept::Finished);
        }
        let options = File::options().read(true).write(true).clone();
        let path = self.journal();
        match options.clone().create_new(true).open(&path) {
            Ok(file) => {
                lock(&file, &self.0)?;
                self.0.refuse_tables(header).inspect_err(|_| drop(fs::remove_file(&path)))?;
                self.start(file, header)
            }
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {
                let file = options.open(&path).map_err(|error| self.unusable(error))?;
                lock(&file, &self.0)?;
                // It may have been finished by another program just now.
                if let Some(manifest) = self.0.manifest()? {
                    return self.finished(&manifest, header, resume).map(Kept::Finished);
                }
                self.go_on(file, header, resume)
            }
            Err(error) => Err(self.unusable(error)),
        }
    }

    fn unusable(&self, error: std::io::Error) -> Failure {
        let what = format!("{} cannot be written", self.journal().display());
        Failure::Input(anyhow::Error::new(error).context(what))
    }

    fn start(&self, mut file: File, header: &Header) -> Result<Kept<Begun>, Failure> {
        let begin = |file: &mut File| {
            file.set_len(0)?;
            file.rewind()?;
            file.write_all(&journal::head(header))?;
            file.sync_all()?;
            self.0.sync()
        };
        match begin(&mut file) {
            Ok(()) => Ok(Kept::Begun(Begun { file, done: 0, failed: 0 })),
            Err(error) => {
                // Nothing of worth is in it.
                let _ = fs::remove_file(self.journal());
                Err(self.unusable(error))
            }
        }
    }

    fn go_on(&self, mut file: File, header: &Header, resume: bool) -> Result<Kept<Begun>, Failure> {
        let path = self.journal();
        let mut journal = match Journal::open(BufReader::with_capacity(1 << 20, &file)) {
            Ok(journal) => journal,
            Err(JournalError::Begun) => return self.start(file, header),
            Err(error) => {
                let help = "help: name another directory, or remove this file";
                let what = anyhow!("{} is in the way: {error}\n  {help}", path.display());
                return Err(Failure::Input(what));
            }
        };
        let there = Manifest::new(journal.header(), 0, Vec::new());
        refuse_others(&there, header, &self.0)?;
        let (mut failed, mut flaw) = (0, None);
        while let Some(next) = journal.next().map_err(|error| self.unusable(error))? {
            match next {
                Ok(record) => failed += u64::from(record.outcome.is_err()),
                // Nothing after it can be trusted to be in its place.
                Err(found) => {
                    flaw = Some(found);
                    break;
                }
            }
        }
        let (done, sound) = (journal.done(), journal.place());
        if !resume {
            return Err(Failure::Input(anyhow!(
                "{} holds {done} of {} runs of this experiment\n  help: go on with --resume, or name another directory",
                self.0.directory().display(),
                header.part_runs()
            )));
        }
        let cut = || -> std::io::Result<u64> {
            let length = file.metadata()?.len();
            if length > sound {
                file.set_len(sound)?;
                file.sync_all()?;
            }
            Ok(length - sound)
        };
        let lost = cut().map_err(|error| self.unusable(error))?;
        match flaw {
            Some(Flaw::Damaged) => note(&format!(
                "{} is damaged after byte {sound}: the {done} runs before are sound, and those after ({lost} bytes) are done again",
                path.display()
            )),
            Some(Flaw::Torn) => note(&format!("a run that was cut off ({lost} bytes) is done again")),
            None => {}
        }
        file.seek(SeekFrom::Start(sound)).map_err(|error| self.unusable(error))?;
        Ok(Kept::Begun(Begun { file, done, failed }))
    }

    fn finished(&self, manifest: &Manifest, header: &Header, resume: bool) -> Result<u64, Failure> {
        refuse_others(manifest, header, &self.0)?;
        if !resume {
            return Err(Failure::Input(anyhow!(
                "{} holds the results of this experiment already\n  help: name another directory, or remove this one",
                self.0.directory().display()
            )));
        }
        // What a kill between the last two steps may have left.
        if header.shard.is_none() {
            tables::remove(&self.journal()).map_err(Failure::Failed)?;
        }
        Ok(manifest.failed)
    }

    /// Makes sure that what is complete has been written as it is asked for now, if it is asked.
    ///
    /// # Errors
    /// If it has not.
    pub fn has_format(&self, asked: Option<Format>) -> Result<(), Failure> {
        let (Some(asked), Some(manifest)) = (asked, self.0.manifest()?) else { return Ok(()) };
        let ending = format!("{RUNS}.{}", if asked == Format::Csv { "csv" } else { "parquet" });
        if manifest.shard.is_some() || manifest.files.contains(&ending) {
            return Ok(());
        }
        Err(Failure::Input(anyhow!(
            "{} is complete, but as {}: its format cannot be changed any more\n  help: leave --format away, or do the sweep \
             again with it in another directory; `weights export` writes results for other programs",
            self.0.directory().display(),
            manifest.files.join(" and ")
        )))
    }

    /// Makes sure that there is room for the runs to come and, unless they are a part, for the tables of all, which
    /// stand beside the journal until they are whole.
    ///
    /// # Errors
    /// If there is not.
    pub fn check_room(
        &self,
        header: &Header,
        done: u64,
        tables: impl FnOnce() -> Result<u64, Failure>,
    ) -> Result<(), Failure> {
        let is_whole = header.shard.is_none();
        let need = Need {
            journal: journal_bytes(header, header.part_runs() - done),
            what: if is_whole { "the runs to come and the tables of all" } else { "the runs to come" },
            help: "make room, or keep fewer measures or months (`measures`, `series`), or do a part of the runs \
                   elsewhere (--shard)",
        };
        let checked = need.check(&self.0, header, || if is_whole { tables() } else { Ok(0) });
        if checked.is_err() && done == 0 {
            // Begun for nothing.
            tables::remove(&self.journal()).map_err(Failure::Failed)?;
        }
        checked
    }

    /// Makes tables of a whole journal and removes it.
    ///
    /// # Errors
    /// If they cannot be written. Then all is kept as it was.
    pub fn compact(&self, header: &Header, way: Way, workers: &Workers, stop: &Stop) -> Result<(), Failure> {
        let path = self.journal();
        let read = || -> anyhow::Result<_> {
            Ok(Journal::open(BufReader::with_capacity(1 << 20, File::open(&path)?))?)
        };
        let mut journal =
            read().with_context(|| format!("{} cannot be read", path.display())).map_err(Failure::Failed)?;
        // The one of the journal: its remarks are those of the start.
        let kept = journal.header().clone();
        let records = || match journal.next()? {
            Some(Ok(record)) => Ok(Some(record)),
            Some(Err(_)) => {
                Err(anyhow!("{} has been damaged after byte {}", path.display(), journal.place()))
            }
            None => Ok(None),
        };
        debug_assert_eq!(kept.digest, header.digest);
        tables::put(&self.0, &kept, way, workers, stop, records)?;
        tables::remove(&path).map_err(Failure::Failed)
    }

    /// Says that a part is complete; its journal stays, to be merged.
    ///
    /// # Errors
    /// If that cannot be written.
    pub fn seal(&self, header: &Header, failed: u64) -> Result<(), Failure> {
        self.0.put_manifest(&Manifest::new(header, failed, vec![JOURNAL.to_owned()]))
    }
}

/// What a directory holds of a sweep, in words; nothing in it is changed.
///
/// # Errors
/// If its manifest cannot be read.
pub fn state(header: &Header, path: &Path) -> Result<String, Failure> {
    if !path.is_dir() {
        return Ok("is not there yet".to_owned());
    }
    let place = Place::there(path);
    let others = |there: &Manifest| {
        let differences = there.differences(header);
        let told = || format!("holds results of something else ({}): name another", differences.join("; "));
        (!differences.is_empty()).then(told)
    };
    if let Some(manifest) = place.manifest()? {
        let complete = || "is complete: nothing is left to do".to_owned();
        return Ok(others(&manifest).unwrap_or_else(complete));
    }
    let journal = File::open(place.path(JOURNAL)).ok().map(|file| Journal::open(BufReader::new(file)));
    let Some(journal) = journal else { return Ok("holds no runs yet".to_owned()) };
    let Ok(mut journal) = journal else { return Ok("holds a journal without runs".to_owned()) };
    if let Some(others) = others(&Manifest::new(journal.header(), 0, Vec::new())) {
        return Ok(others);
    }
    while let Ok(Some(Ok(_))) = journal.next() {}
    Ok(format!("holds {} of these {} runs: --resume goes on with it", journal.done(), header.part_runs()))
}

fn refuse_others(there: &Manifest, header: &Header, place: &Place) -> Result<(), Failure> {
    let differences = there.differences(header);
    if differences.is_empty() {
        return Ok(());
    }
    let told = differences.join("\n    ");
    Err(Failure::Input(anyhow!(
        "{} holds results of something else:\n    {told}\n  help: name another directory, or remove this one",
        place.directory().display()
    )))
}
