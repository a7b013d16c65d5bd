//! What lies upon a screen for a while.

pub mod briefing;
pub mod explain;
pub mod help;
pub mod palette;
pub mod question;
pub mod save;
pub mod tour;
