//! `--posterior`: from which posterior the runs of a command take their parameters.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::Failure;
use crate::scenario::posterior::{Posterior, choice};

/// Whether, and how, parameters differ from run to run.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct Uncertainty {
    /// Posterior from whose draws runs take parameters that nothing else sets, two runs to a draw: a file that `weights
    /// calibrate` wrote, or `none` for parameters as they stand [default: the scenario's, which mostly is the one that the
    /// program carries]
    #[arg(long, value_name = "FILE|none")]
    posterior: Option<PathBuf>,
}

impl Uncertainty {
    /// The posterior asked for; nothing where none was.
    ///
    /// # Errors
    /// With all the mistakes of its file.
    pub fn asked(&self) -> Result<Option<Option<Arc<Posterior>>>, Failure> {
        Ok(match self.posterior.as_deref() {
            None => None,
            Some(none) if none == Path::new(choice::NONE) => Some(None),
            Some(path) => Some(Some(Arc::new(Posterior::load(path)?))),
        })
    }

    /// Puts the posterior asked for in the place of a scenario's.
    ///
    /// # Errors
    /// With all the mistakes of its file.
    pub fn put(&self, posterior: &mut Option<Arc<Posterior>>) -> Result<(), Failure> {
        if let Some(asked) = self.asked()? {
            *posterior = asked;
        }
        Ok(())
    }
}
