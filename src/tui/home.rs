//! The player's own files: where the settings stand, and whether the tour has been offered.

use std::path::PathBuf;
use std::{fs, io};

use etcetera::BaseStrategy;

/// The folder of this program within those of the user.
const FOLDER: &str = "weights-of-nations";

/// Where the settings stand, whether or not there are any; none where there is no home.
pub fn config_file() -> Option<PathBuf> {
    let base = etcetera::choose_base_strategy().ok()?;
    Some(base.config_dir().join(FOLDER).join("config.toml"))
}

/// Where it is kept that the tour has been offered.
fn marker() -> Option<PathBuf> {
    let base = etcetera::choose_base_strategy().ok()?;
    let state = base.state_dir().unwrap_or_else(|| base.data_dir());
    Some(state.join(FOLDER).join("tour-offered"))
}

/// Whether this is the first run of this user. Without a home nothing can be kept, so that none is the first.
pub fn is_first_run() -> bool {
    marker().is_some_and(|path| !path.exists())
}

/// Keeps in mind that the tour has been offered.
///
/// # Errors
/// If the file cannot be written, with its path.
pub fn remember_offer() -> io::Result<()> {
    let Some(path) = marker() else { return Ok(()) };
    let write = || {
        path.parent().map_or(Ok(()), fs::create_dir_all)?;
        fs::write(&path, "")
    };
    write().map_err(|error| io::Error::new(error.kind(), format!("{}: {error}", path.display())))
}
