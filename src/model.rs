//! The agent-based model. Pure: no files, no clock, no threads, no printing.

pub mod adoption;
pub mod appeal;
pub mod bloc;
pub mod calendar;
pub mod decision;
pub mod demand;
pub mod digest;
pub mod directive;
pub mod event;
pub mod forecast;
pub mod government;
pub mod history;
pub mod lab;
pub mod lever;
pub mod measure;
pub mod need;
pub mod numeric;
pub mod observable;
pub mod offer;
pub mod parameters;
pub mod population;
pub mod random;
pub mod release;
pub mod research;
pub mod setup;
pub mod sight;
pub mod simulation;
pub mod standing;
pub mod start;
pub mod vector;
pub mod world;

/// The version of the model's numbers. It is raised whenever the same setup, seed and moves give other bytes
/// than before; a test ties it to the golden results.
pub const MODEL_VERSION: u32 = 2;
