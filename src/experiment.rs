//! Experiments: many simulations of one model side by side, and what they say together.

pub mod analysis;
pub mod attribution;
pub mod backtest;
pub mod calibration;
pub mod cause;
pub mod check;
pub mod comparison;
pub mod design;
pub mod dilemma;
pub mod effect;
pub mod ensemble;
pub mod eval;
pub mod milestone;
pub mod models;
pub mod observed;
pub mod paired;
pub mod role;
pub mod sensitivity;
pub mod shapley;
pub mod simultaneous;
pub mod split;
pub mod study;
pub mod summary;
pub mod sweep;
