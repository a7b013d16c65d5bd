//! `--posterior`: from which posterior the runs of a command take their parameters.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::Failure;
use crate::experiment::models::Models;
use crate::model::setup::Setup;
use crate::scenario::posterior::Posterior;

/// Whether, and how, parameters differ from run to run.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct Uncertainty {
    /// Posterior from whose draws runs take parameters that nothing else sets, two runs to a draw: a file that `weights
    /// calibrate` wrote, or `none` for parameters as they stand [default: the one that the program carries]
    #[arg(long, value_name = "FILE|none")]
    posterior: Option<PathBuf>,
}

impl Uncertainty {
    /// The posterior asked for.
    ///
    /// # Errors
    /// With all the mistakes of its file.
    pub fn posterior(&self) -> Result<Option<Arc<Posterior>>, Failure> {
        let posterior = match self.posterior.as_deref() {
            None => Posterior::shipped()?,
            Some(none) if none == Path::new("none") => return Ok(None),
            Some(path) => Posterior::load(path)?,
        };
        Ok(Some(Arc::new(posterior)))
    }

    /// Puts the posterior asked for in the place of another; where none is asked for, that stays.
    ///
    /// # Errors
    /// With all the mistakes of its file.
    pub fn replace(&self, posterior: &mut Option<Arc<Posterior>>) -> Result<(), Failure> {
        if self.posterior.is_some() {
            *posterior = self.posterior()?;
        }
        Ok(())
    }

    /// The models of so many runs of a setup.
    ///
    /// # Errors
    /// With all the mistakes of the posterior's file.
    pub fn models(&self, setup: &Setup, runs: usize) -> Result<Models, Failure> {
        Ok(Models::with(setup.clone(), self.posterior()?, runs))
    }
}
