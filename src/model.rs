//! The agent-based model. Pure: no files, no clock, no threads, no printing.

pub mod calendar;
