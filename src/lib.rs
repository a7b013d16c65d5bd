//! **Weights of Nations**: an agent-based simulation of the geopolitical AI race.

pub mod model;
#[cfg(feature = "tui")]
pub mod tui;
