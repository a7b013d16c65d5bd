//! Roles: who can be played, with which levers, towards which targets.

use std::collections::BTreeSet;
use std::fmt;

use super::Scenario;
use crate::model::bloc::{Access, Bloc, Segment};
use crate::model::calendar::Month;
use crate::model::history::History;
use crate::model::lab::LabSpec;
use crate::model::lever::Lever;
use crate::model::measure::{Evaluation, Pair, Release, SeriesKey, catalogue};
use crate::model::setup::Setup;

/// A part that a player can take.
#[derive(Clone, Debug, PartialEq)]
pub struct Role {
    /// Name in files.
    pub id: String,
    /// Name for people.
    pub title: String,
    /// The lab whose releases and price the role decides, by its id.
    pub lab: Option<String>,
    /// The levers that the role holds.
    pub levers: Vec<Lever>,
    /// What it can spend on moves at the start.
    pub capital: f64,
    /// What it gains each quarter.
    pub income: f64,
    /// What it costs to move a lever over its whole range, where it is not [`super::DEFAULT_COST`].
    pub costs: Vec<(Lever, f64)>,
    /// Whether other governments react while it is played.
    pub reactive: bool,
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

impl Role {
    /// The position of its lab in a roster; none where it plays no lab, or the lab is not in it.
    pub fn lab_in(&self, labs: &[LabSpec]) -> Option<usize> {
        let id = self.lab.as_ref()?;
        labs.iter().position(|lab| lab.id == *id)
    }

    /// A scenario's setup as it is when this role is played: its levers are in the player's hand, and other
    /// governments react from the first month of play, unless the role says otherwise.
    pub fn setup(&self, scenario: &Scenario) -> Setup {
        let mut setup = scenario.setup.clone();
        setup.in_hand.clone_from(&self.levers);
        if self.reactive {
            setup.levers.path_mut(Lever::WorldReactiveGovernments).set_from(scenario.play_from, 1.0);
        }
        setup
    }

    /// The last month that its goal speaks of.
    pub fn due(&self, end: Month) -> Month {
        self.targets.iter().map(|target| target.month.unwrap_or(end)).max().unwrap_or(end)
    }

    /// Whether a run reached the goal: all targets hold. Before they are due they are judged as things stand
    /// in the last month of the history.
    pub fn is_reached(&self, history: &History, setup: &Setup) -> bool {
        let evaluation = Evaluation::new(history, &setup.parameters);
        let mut targets = self.targets.iter();
        targets.all(|target| target.side.holds(target.measured(&evaluation, history, setup), target.value))
    }
}

impl Target {
    /// The measure's value in the month of the target, or in the last of the history if that comes before;
    /// NaN, which is on neither side of anything, where there is nothing to measure.
    pub fn measured(&self, evaluation: &Evaluation<'_>, history: &History, setup: &Setup) -> f64 {
        let due = usize::try_from(self.month.unwrap_or(setup.end) - history.start).unwrap_or(0);
        let row = history.months().checked_sub(1).map(|last| due.min(last));
        row.zip(self.series(&setup.labs)).map_or(f64::NAN, |(row, key)| evaluation.value(&key, row))
    }

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
pub fn series_of(measure: &str, groups: &[(&'static str, String)], labs: &[LabSpec]) -> Option<SeriesKey> {
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
