//! The screens: each puts panels into its places.

pub mod adopters;
pub mod compare;
pub mod evidence;
pub mod labs;
pub mod policy;
pub mod start;
pub mod world;
