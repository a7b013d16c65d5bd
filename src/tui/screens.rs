//! The screens: each puts panels into its places.

pub mod start;
pub mod world;
