//! The panels of the screens: each draws one thing of the state into its place.

pub mod chart;
pub mod footer;
pub mod gauge;
pub mod goal;
pub mod header;
pub mod in_view;
pub mod labs;
pub mod levers;
pub mod map;
pub mod news;
pub mod reveal;
pub mod share_lines;
pub mod worlds;
