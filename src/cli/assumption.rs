//! `--worldview`: the assumptions about how the world works under which a command simulates.

use super::Failure;
use super::ensemble::Size;
use super::run::effective;
use crate::scenario::{Override, Scenario, Worldview};

/// Assumptions in place of the scenario's own.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct Assumption {
    /// Takes the structural parameters of a worldview, before any setting: one of `weights worldview list`, or path of
    /// a file
    #[arg(long, value_name = "NAME|FILE")]
    worldview: Option<String>,
}

impl Assumption {
    /// The worldview asked for.
    ///
    /// # Errors
    /// If there is none of this name, or with all the mistakes of its file.
    pub fn worldview(&self) -> Result<Option<Worldview>, Failure> {
        Ok(self.worldview.as_deref().map(Worldview::load).transpose()?)
    }

    /// A scenario under the worldview, the settings and the number of adopters asked for, and what was set from outside,
    /// as reports tell it.
    ///
    /// # Errors
    /// If there is no such scenario or worldview, or a setting does not fit.
    pub fn scenario(
        &self,
        size: &Size,
        name_or_path: &str,
        settings: &[Override],
    ) -> Result<(Scenario, Vec<String>), Failure> {
        let worldview = self.worldview()?;
        let scenario = size.scenario(name_or_path, worldview.as_ref(), settings)?;
        let told = worldview.iter().flat_map(Worldview::told);
        Ok((scenario, told.chain(effective(settings).map(|setting| setting.text().to_owned())).collect()))
    }
}
