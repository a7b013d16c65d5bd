//! **Weights of Nations**: an agent-based simulation of the geopolitical AI race.

pub mod model;
pub mod playthrough;
#[cfg(feature = "tui")]
pub mod tui;
