//! What lies upon a screen for a while.

pub mod briefing;
pub mod draft;
pub mod help;
pub mod question;
