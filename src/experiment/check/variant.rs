//! One world of a check: a scenario with settings.

use crate::model::setup::Setup;

/// A world to simulate.
#[derive(Clone, Debug)]
pub struct Variant {
    /// What sets it apart from the other variants; empty where there is only one.
    pub label: String,
    /// The scenario, as the file names it.
    pub scenario: String,
    /// What is set, as in `--set`.
    pub settings: Vec<String>,
    /// All of it.
    pub setup: Setup,
}
