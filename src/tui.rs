//! The terminal screen.

pub mod capability;
pub mod theme;
pub mod widgets;
