//! **Weights of Nations**: an agent-based simulation of the geopolitical AI race.

pub mod cli;
pub mod model;
pub mod playthrough;
pub mod scenario;
#[cfg(feature = "tui")]
pub mod tui;
