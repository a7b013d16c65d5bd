//! The agent-based model. Pure: no files, no clock, no threads, no printing.

pub mod bloc;
pub mod calendar;
pub mod decision;
pub mod event;
pub mod lab;
pub mod lever;
pub mod measure;
pub mod offer;
pub mod parameters;
pub mod setup;
