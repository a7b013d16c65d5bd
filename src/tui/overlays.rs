//! What lies upon a screen for a while.

pub mod briefing;
pub mod end;
pub mod help;
pub mod predict;
pub mod question;
