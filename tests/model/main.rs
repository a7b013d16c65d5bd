//! Verification of the model: tests V1 to V23 of docs/model.md (V21 in checks/mechanisms.toml), with exact expected values, and properties.

mod choice;
mod diffusion;
mod directive;
mod invariants;
mod measures;
mod optional;
mod research;
mod support;
mod symmetry;
