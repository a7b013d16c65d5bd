//! The folder in which games are kept while they are played, each in a file of its own.

use std::fs;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use etcetera::base_strategy::{BaseStrategy, choose_base_strategy};
use tempfile::{Builder, NamedTempFile};

use super::Record;

/// Why a game cannot be kept.
#[derive(Debug, thiserror::Error)]
#[error("{path} cannot be written: {why}", path = path.display())]
pub struct ShelfError {
    path: PathBuf,
    why: std::io::Error,
}

/// A folder of games.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shelf(PathBuf);

/// Most files that games of one scenario are numbered to.
const MOST_FILES: u32 = 100_000;

impl Shelf {
    /// The folder of this user: in `XDG_STATE_HOME`, or where the system keeps such files. None where the
    /// user has no home.
    pub fn of_user() -> Option<Self> {
        let home = choose_base_strategy().ok()?;
        let state = home.state_dir().unwrap_or_else(|| home.data_dir());
        Some(Self(state.join("weights-of-nations").join("playthroughs")))
    }

    /// A folder, which need not be there yet.
    pub fn at(folder: &Path) -> Self {
        Self(folder.to_owned())
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.0
    }

    /// The files kept, the last written first.
    pub fn files(&self) -> Vec<PathBuf> {
        let mut files: Vec<(SystemTime, PathBuf)> = Vec::new();
        // Where there is no folder nothing has been kept.
        for entry in fs::read_dir(&self.0).into_iter().flatten().flatten() {
            let path = entry.path();
            let is_toml = path.extension().is_some_and(|ending| ending == "toml");
            let written = entry.metadata().and_then(|there| there.modified());
            if let (true, Ok(written)) = (is_toml, written) {
                files.push((written, path));
            }
        }
        files.sort_by(|a, b| b.cmp(a));
        files.into_iter().map(|(_, path)| path).collect()
    }

    /// Writes a game into a new file, named after its scenario; returns where.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn add(&self, record: &Record) -> Result<PathBuf, ShelfError> {
        let failed = |why| ShelfError { path: self.0.clone(), why };
        fs::create_dir_all(&self.0).map_err(failed)?;
        let mut file = written(&self.0, record).map_err(failed)?;
        for number in 1..MOST_FILES {
            let path = self.0.join(format!("{}-{number}.toml", file_name(&record.scenario)));
            if path.exists() {
                continue;
            }
            match file.persist_noclobber(&path) {
                Ok(_) => return Ok(path),
                // Another program was quicker.
                Err(error) if error.error.kind() == ErrorKind::AlreadyExists => file = error.file,
                Err(error) => return Err(ShelfError { path, why: error.error }),
            }
        }
        Err(failed(std::io::Error::other("it holds too many files of this scenario")))
    }

    /// Writes a game over a file: what was there before stays until all of the new one is written.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn replace(path: &Path, record: &Record) -> Result<(), ShelfError> {
        let failed = |why| ShelfError { path: path.to_owned(), why };
        // Through links to the file itself, so that the link stays.
        let target = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty());
        let file = written(folder.unwrap_or(Path::new(".")), record).map_err(failed)?;
        if let Ok(there) = fs::metadata(&target) {
            fs::set_permissions(file.path(), there.permissions()).map_err(failed)?;
        }
        file.persist(&target).map_err(|error| failed(error.error))?;
        Ok(())
    }
}

/// A file in the folder that holds the record and has no name yet.
fn written(folder: &Path, record: &Record) -> std::io::Result<NamedTempFile> {
    let mut file = Builder::new().prefix(".weights-").tempfile_in(folder)?;
    file.write_all(record.to_text().as_bytes())?;
    file.flush()?;
    Ok(file)
}

/// A scenario's name as it can stand in the name of a file everywhere.
fn file_name(scenario: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() || c == '-' || c == '_' { c } else { '_' };
    let name: String = scenario.chars().take(40).map(plain).collect();
    if name.is_empty() { "game".to_owned() } else { name }
}
