//! What lies upon a screen for a while.

pub mod asked;
pub mod briefing;
pub mod cast;
pub mod draft;
pub mod help;
pub mod lines;
pub mod question;
pub mod saved;
pub mod why;
