//! **Weights of Nations**: an agent-based simulation of the geopolitical AI race.
//!
//! US, Chinese and European labs decide, release by release, between closed and open weights; thousands of
//! adopters choose what to run; governments pull levers. The result is the *adoption share*: whose models,
//! open or closed, the world runs on. Results are conditional on assumptions; labs are stylised agents.
//!
//! The floors of the house, from the ground up; each may use those before it:
//!
//! | module | what it is |
//! | --- | --- |
//! | [`model`] | the simulation: pure, deterministic, no input or output |
//! | [`scenario`] | TOML files and the built-in scenarios; a scenario makes a [`model::setup::Setup`] |
//! | [`experiment`] | ensembles on all cores, summaries, paired comparisons |
//! | [`playthrough`] | a game in progress: moves, undo, projections; knows no terminal |
//! | [`report`] | tables and files |
//! | `tui` | the screen (feature `tui`) |
//! | [`cli`] | the commands |
//!
//! ```
//! use std::sync::Arc;
//! use weights_of_nations::model::bloc::{Access, Bloc};
//! use weights_of_nations::model::measure::{Evaluation, SeriesKey};
//! use weights_of_nations::model::random::Seed;
//! use weights_of_nations::model::simulation::{Model, Simulation};
//! use weights_of_nations::scenario::Scenario;
//!
//! let mut setup = Scenario::built_in("two-worlds")?.setup;
//! setup.adopters = 2_000;
//! let model = Arc::new(Model::new(setup));
//! let history = Simulation::new(Arc::clone(&model), Seed(7)).run();
//! let evaluation = Evaluation::new(&history, &model.setup().parameters);
//! let chinese_open = SeriesKey::adoption_share(Some(Bloc::China), Some(Access::Open), None, None);
//! let share = evaluation.series(&chinese_open);
//! assert_eq!(share.len(), 84);
//! assert!(share.iter().all(|s| (0.0..=1.0).contains(s)));
//! // The same seed gives the same world, bit for bit.
//! assert_eq!(history, Simulation::new(model, Seed(7)).run());
//! # Ok::<(), weights_of_nations::scenario::ScenarioError>(())
//! ```

pub mod cli;
pub mod experiment;
pub mod model;
pub mod playthrough;
pub mod report;
pub mod scenario;
#[cfg(feature = "tui")]
pub mod tui;
