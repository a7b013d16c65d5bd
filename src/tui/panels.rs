//! The panels of the screens: each draws one thing of the state into its place.

pub mod chart;
pub mod footer;
pub mod goal;
pub mod header;
pub mod labs;
pub mod levers;
pub mod news;
pub mod worlds;
