//! The agent-based model. Pure: no files, no clock, no threads, no printing.

pub mod adoption;
pub mod bloc;
pub mod calendar;
pub mod decision;
pub mod demand;
pub mod directive;
pub mod event;
pub mod forecast;
pub mod government;
pub mod history;
pub mod lab;
pub mod lever;
pub mod measure;
pub mod numeric;
pub mod offer;
pub mod parameters;
pub mod population;
pub mod random;
pub mod release;
pub mod research;
pub mod setup;
pub mod simulation;
pub mod standing;
pub mod start;
pub mod vector;
pub mod world;
