//! Verification of the model: tests V1 to V22 of docs/model.md, with exact expected values, and properties.

mod choice;
mod diffusion;
mod directive;
mod findings;
mod invariants;
mod measures;
mod research;
mod support;
mod symmetry;
