//! **Weights of Nations**: an agent-based simulation of the geopolitical AI race.

pub mod cli;
pub mod experiment;
pub mod model;
pub mod report;
pub mod scenario;
