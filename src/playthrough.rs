//! A game in progress: a scenario, a seed and a journal of moves; the played world month by month, and its
//! futures on worker threads. It knows no terminal: a script may drive it as well as the screen does.
//!
//! [`Game`] is the game itself, without threads. [`Session`] puts it on a thread of its own, with worker
//! threads for the futures, and hands out a [`Snapshot`] at every change.

mod axes;
mod biography;
mod breakdown;
mod contrast;
mod course;
pub mod dilemma;
#[cfg(test)]
pub(crate) mod fixture;
mod futures;
mod game;
mod headline;
mod inquirer;
mod inquiry;
mod journal;
mod line;
mod lot;
mod plan;
mod prediction;
mod projection;
mod purse;
mod question;
pub mod record;
mod session;
mod snapshot;
#[cfg(test)]
mod tests;
mod track;

pub use axes::{AXES, Axis, axes_of};
pub use biography::{Biography, Roll};
pub use breakdown::{Breakdown, Parts, place_of};
pub use contrast::{Contrast, Difference};
pub use course::Course;
pub use futures::{Future, Futures, Spread};
pub use game::Game;
pub use headline::{HEADLINES, Headline, Unit, headlines_of};
pub use inquiry::{
    Appeal, Basis, By, Cause, Change, Comparison, Ending, Finding, Flip, FlipStudy, Flow, Gain, GoalOdds,
    Hop, HopEffect, HopUnit, Inquiry, Interplay, LeverStudy, Material, Mover, Movers, Other, Partner,
    SharePart, Trait, points, targets_met,
};
pub use journal::{Entry, Journal, LeverMove, Prediction};
pub use line::{Line, LineId, Lines, MOST_LINES};
pub use prediction::{Calibration, Direction, Foresight, Score, foresights, nothing_to_speak_of, sizes};
pub use projection::{Answer, Branch, Projector, Wish};
pub use purse::Purse;
pub use question::Question;
pub use session::{Command, Session};
pub use snapshot::{Facts, Snapshot};
pub use track::{Group, Grouping, Scope, Track, shares_of};
