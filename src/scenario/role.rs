//! Roles: who can be played, with which levers, towards which targets.

use std::fmt;

use crate::model::bloc::{Access, Bloc, Segment};
use crate::model::calendar::Month;
use crate::model::lever::Lever;

/// A part that a player can take.
#[derive(Clone, Debug, PartialEq)]
pub struct Role {
    /// Name in files.
    pub id: String,
    /// Name for people.
    pub title: String,
    /// The levers that the role holds.
    pub levers: Vec<Lever>,
    /// What it can spend on moves at the start.
    pub capital: f64,
    /// What it gains each quarter.
    pub income: f64,
    /// What it wants, in words.
    pub goal: String,
    /// What it wants, in measures.
    pub targets: Vec<Target>,
}

/// A measure that a role wants on one side of a value in some month.
#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    /// Which measure: a name of [`MEASURES`].
    pub measure: &'static str,
    /// Of which groups: pairs of group and member, as `("bloc", "us")`; a group not named counts as all.
    pub groups: Vec<(&'static str, String)>,
    /// Which side.
    pub side: Side,
    /// Of what.
    pub value: f64,
    /// When.
    pub month: Month,
}

/// A side of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The value or more.
    AtLeast,
    /// The value or less.
    AtMost,
}

impl Side {
    /// Both, by their sign in files.
    pub const SIGNS: [(&'static str, Self); 2] = [(">=", Self::AtLeast), ("<=", Self::AtMost)];

    /// Whether a measure's value stands on this side.
    pub fn holds(self, measured: f64, value: f64) -> bool {
        match self {
            Self::AtLeast => measured >= value,
            Self::AtMost => measured <= value,
        }
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.measure)?;
        for (_, member) in &self.groups {
            write!(f, " {member}")?;
        }
        let sign = if self.side == Side::AtLeast { "at least" } else { "at most" };
        write!(f, " {sign} {} in {}", self.value, self.month)
    }
}

/// The measures that a target may name, and the groups of each.
pub const MEASURES: [(&str, &[&str]); 13] = [
    ("adoption_share", &["bloc", "access", "region", "segment"]),
    ("lab_share", &["lab", "region", "segment"]),
    ("adoption_rate", &["region", "segment"]),
    ("download_share", &["bloc"]),
    ("frontier", &["bloc", "access", "lab"]),
    ("frontier_gap", &["pair"]),
    ("open_releases", &["bloc", "mode"]),
    ("concentration", &["region", "segment"]),
    ("values_exposure", &["region"]),
    ("cutoff_exposure", &["region", "segment"]),
    ("market_index", &[]),
    ("domestic_chips", &["bloc"]),
    ("markup", &["lab"]),
];

/// The pairs between which a frontier gap is measured.
pub const PAIRS: [&str; 3] = ["us-china", "us-europe", "closed-open"];

/// The members of a group; none for labs, whose names a scenario gives.
pub fn members(group: &str) -> Vec<&'static str> {
    match group {
        "bloc" | "region" => Bloc::ALL.map(Bloc::key).to_vec(),
        "segment" => Segment::ALL.map(Segment::key).to_vec(),
        "access" => Access::ALL.map(Access::key).to_vec(),
        "mode" => crate::model::lab::Mode::ALL.map(crate::model::lab::Mode::key).to_vec(),
        "pair" => PAIRS.to_vec(),
        _ => Vec::new(),
    }
}
