//! **Weights of Nations**: an agent-based simulation of the geopolitical AI race.

pub mod cli;
pub mod model;
pub mod scenario;
