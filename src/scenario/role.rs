//! Roles: who can be played, with which levers, towards which targets.

use std::collections::BTreeSet;
use std::fmt;

use crate::model::bloc::{Access, Bloc, Segment};
use crate::model::calendar::Month;
use crate::model::lab::LabSpec;
use crate::model::lever::Lever;
use crate::model::measure::{Pair, Release, SeriesKey, catalogue};

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
    /// Which measure: a name of the model's table of measures.
    pub measure: &'static str,
    /// Of which groups: pairs of group and member, as `("bloc", "us")`; a group not named counts as all.
    pub groups: Vec<(&'static str, String)>,
    /// Which side.
    pub side: Side,
    /// Of what.
    pub value: f64,
    /// When; none for the last month of the scenario.
    pub month: Option<Month>,
}

impl Target {
    /// The series to look at, with labs by their place in the roster; none if the lab is not in it.
    pub fn series(&self, labs: &[LabSpec]) -> Option<SeriesKey> {
        series_of(self.measure, &self.groups, labs)
    }

    /// The lab that it names, if any.
    pub fn lab(&self) -> Option<&str> {
        self.groups.iter().find(|(group, _)| *group == "lab").map(|(_, lab)| lab.as_str())
    }
}

/// The series of a measure of groups, with labs by their place in the roster; none if the lab is not in it.
pub(super) fn series_of(
    measure: &str,
    groups: &[(&'static str, String)],
    labs: &[LabSpec],
) -> Option<SeriesKey> {
    let mut key = SeriesKey::of(measure);
    for (group, member) in groups {
        match *group {
            "bloc" => key.bloc = Bloc::from_key(member),
            "region" => key.region = Bloc::from_key(member),
            "segment" => key.segment = Segment::from_key(member),
            "access" if measure == RELEASES => {
                key.release = RELEASE_KINDS.into_iter().find(|kind| kind.key() == member);
            }
            "access" => key.access = Access::ALL.into_iter().find(|access| access.key() == member),
            "pair" => key.pair = PAIRS.into_iter().find(|pair| pair.key() == member),
            _ => key.lab = Some(labs.iter().position(|lab| lab.id == *member)?),
        }
    }
    Some(key)
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
        write!(f, " {sign} {} ", self.value)?;
        match self.month {
            Some(month) => write!(f, "in {month}"),
            None => f.write_str("at the end"),
        }
    }
}

/// The measure that counts releases by how they were made.
const RELEASES: &str = "open_releases";
const RELEASE_KINDS: [Release; 3] = [Release::Closed, Release::Open, Release::Dual];
const PAIRS: [Pair; 4] = [Pair::UsChina, Pair::UsEurope, Pair::ClosedOpen, Pair::ChinaUs];

/// The groups by which a measure is taken, in the order of files.
pub fn groups_of(measure: &str) -> Vec<&'static str> {
    let keys = catalogue(1).into_iter().filter(|key| key.name() == measure);
    let named: BTreeSet<&str> = keys
        .flat_map(|key| {
            let access = key.access.is_some() || key.release.is_some();
            let present = [
                ("bloc", key.bloc.is_some()),
                ("access", access),
                ("region", key.region.is_some()),
                ("segment", key.segment.is_some()),
                ("lab", key.lab.is_some()),
                ("pair", key.pair.is_some()),
            ];
            present.into_iter().filter(|(_, is_there)| *is_there).map(|(group, _)| group)
        })
        .collect();
    let order = ["bloc", "access", "region", "segment", "lab", "pair"];
    order.into_iter().filter(|group| named.contains(group)).collect()
}

/// The members of a group of a measure; none for labs, whose names a scenario gives.
pub fn members(measure: &str, group: &str) -> Vec<&'static str> {
    match group {
        "bloc" | "region" => Bloc::ALL.map(Bloc::key).to_vec(),
        "segment" => Segment::ALL.map(Segment::key).to_vec(),
        "access" if measure == RELEASES => RELEASE_KINDS.map(Release::key).to_vec(),
        "access" => Access::ALL.map(Access::key).to_vec(),
        "pair" => {
            let keys = catalogue(0).into_iter().filter(|key| key.name() == measure);
            keys.filter_map(|key| key.pair).map(Pair::key).collect()
        }
        _ => Vec::new(),
    }
}
