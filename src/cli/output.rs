//! Where a command's bytes go: standard output, or a file that is there whole or not at all.

use std::fs::{self, File};
use std::io::{ErrorKind, IsTerminal as _, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow};
use clap::ValueEnum;
use tempfile::{Builder, NamedTempFile};

use super::{Failure, print_bytes};
use crate::report::table::Layout;

/// A place to write to that has been found writable.
#[derive(Debug)]
pub enum Output {
    /// Standard output.
    Standard,
    /// A file that takes the place of what was there, in one step.
    File(PathBuf),
    /// A device or pipe, written to as it is.
    Stream(File),
}

impl Output {
    /// Makes sure, before long work, that a path can be written to. No path, and `-`, are standard output.
    ///
    /// # Errors
    /// If it cannot.
    pub fn open(path: Option<&Path>) -> Result<Self, Failure> {
        let Some(path) = path.filter(|path| *path != Path::new("-")) else { return Ok(Self::Standard) };
        let cannot = |error: anyhow::Error| Failure::Input(error.context(cannot_write(path)));
        match fs::metadata(path) {
            Ok(there) if there.is_dir() => Err(cannot(anyhow!("it is a directory; name a file in it"))),
            Ok(there) if there.is_file() => {
                // Through links to the file itself, so that the link stays.
                let file = path.canonicalize().map_err(|error| cannot(error.into()))?;
                File::options().append(true).open(&file).map_err(|error| cannot(error.into()))?;
                Self::beside(file).map_err(cannot)
            }
            Ok(_) => {
                let stream = File::options().write(true).open(path).map_err(|error| cannot(error.into()))?;
                Ok(Self::Stream(stream))
            }
            Err(error) if error.kind() == ErrorKind::NotFound && path.is_symlink() => {
                Err(cannot(anyhow!("it is a link to a file that is not there; name that file itself")))
            }
            Err(error) if error.kind() == ErrorKind::NotFound => {
                Self::beside(path.to_owned()).map_err(cannot)
            }
            Err(error) => Err(cannot(error.into())),
        }
    }

    /// A file whose directory takes new files: tried out here, so that a wrong path fails at once.
    fn beside(path: PathBuf) -> anyhow::Result<Self> {
        temporary(&path)?;
        Ok(Self::File(path))
    }

    /// Whether this is standard output.
    pub fn is_standard(&self) -> bool {
        matches!(self, Self::Standard)
    }

    /// How a table is set for it: for a terminal with its width and, unless NO_COLOR says otherwise, colours.
    pub fn layout(&self) -> Layout {
        if !self.is_standard() || !std::io::stdout().is_terminal() {
            return Layout::PLAIN;
        }
        let columns = console::Term::stdout().size_checked().map(|(_, columns)| usize::from(columns));
        Layout { width: columns.unwrap_or(Layout::PLAIN.width), colour: console::colors_enabled() }
    }

    /// Writes all of it.
    ///
    /// # Errors
    /// If it cannot be written. Then a file that was there before is still as it was.
    pub fn write(self, text: &str) -> Result<(), Failure> {
        self.write_bytes(text.as_bytes())
    }

    /// Writes all of something that is no text.
    ///
    /// # Errors
    /// If it cannot be written. Then a file that was there before is still as it was.
    pub fn write_bytes(self, bytes: &[u8]) -> Result<(), Failure> {
        match self {
            Self::Standard => print_bytes(bytes),
            Self::File(path) => {
                replace(&path, bytes).with_context(|| cannot_write(&path)).map_err(Failure::Failed)
            }
            Self::Stream(mut stream) => match stream.write_all(bytes) {
                Err(error) if error.kind() != ErrorKind::BrokenPipe => {
                    Err(Failure::Failed(anyhow::Error::new(error).context("the output cannot be written to")))
                }
                _ => Ok(()),
            },
        }
    }
}

fn cannot_write(path: &Path) -> String {
    format!("{} cannot be written", path.display())
}

fn replace(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    let mut file = temporary(path)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    if let Ok(there) = fs::metadata(path) {
        fs::set_permissions(file.path(), there.permissions())?;
    }
    file.persist(path)?;
    Ok(())
}

/// A new file in the directory of `path`, removed when dropped.
fn temporary(path: &Path) -> anyhow::Result<NamedTempFile> {
    let directory = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    let mut builder = Builder::new();
    builder.prefix(".weights-");
    #[cfg(unix)]
    {
        // As any program would create it, the user's mask applied; the default is for the owner alone.
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(directory).map_err(|error| {
        let place = directory.display();
        match error.kind() {
            ErrorKind::NotFound => {
                anyhow!("there is no folder {place}\n  help: make it, or name a file in another one")
            }
            // Without the name of the file that was tried, which nobody knows.
            kind => {
                anyhow!("no file can be created in {place}: {kind}\n  help: name a file in another folder")
            }
        }
    })
}

/// The format in which results are written to a file: the one asked for; else the one by which its name ends, so that
/// a `.csv` is never a table made to be read; else the first.
pub fn format_for<F: ValueEnum>(asked: Option<F>, path: Option<&Path>) -> F {
    let ending = path.and_then(Path::extension).and_then(|ending| ending.to_str());
    let named = |ending: &str| F::from_str(ending, true).ok();
    let all = || F::value_variants()[0].clone();
    asked.or_else(|| ending.and_then(named)).unwrap_or_else(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Clone, Debug, PartialEq, ValueEnum)]
    enum Form {
        Table,
        Csv,
    }

    #[test]
    fn a_file_is_written_as_its_name_ends_unless_it_is_asked_otherwise() {
        let of = |asked: Option<Form>, name: &str| format_for(asked, Some(Path::new(name)));
        assert_eq!((of(None, "z.csv"), of(None, "z.CSV")), (Form::Csv, Form::Csv));
        assert_eq!((of(Some(Form::Table), "z.csv"), of(None, "z.txt")), (Form::Table, Form::Table));
        assert_eq!(
            (of(None, "csv"), of(None, "-"), format_for(None, None)),
            (Form::Table, Form::Table, Form::Table)
        );
    }
}
