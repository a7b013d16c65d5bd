//! What lies upon a screen for a while.

pub mod asked;
pub mod briefing;
pub mod cast;
pub mod draft;
pub mod end;
pub mod explain;
pub mod help;
pub mod palette;
pub mod predict;
pub mod question;
pub mod save;
pub mod tour;
pub mod why;
