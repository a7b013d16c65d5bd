//! The program in a real pseudo-terminal: it draws, answers, and gives the terminal back whole on every way out.
#![cfg(all(unix, feature = "tui"))]
#![expect(clippy::unwrap_used, reason = "everything here is a test or a part of one")]

mod hour;
mod keeping;
mod memory;
mod screen;
mod storm;
mod terminal;
mod ways_out;
