//! Events: what happened, when, to whom and because of what, as data (wording lives elsewhere).

use super::bloc::{Access, Bloc};
use super::calendar::Month;
use super::lab::Mode;
use super::lever::Lever;

/// One event.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// When.
    pub month: Month,
    /// Who and what.
    pub kind: EventKind,
    /// Because of what.
    pub because: Because,
}

/// What happened, and to whom. Labs are positions in the roster.
#[derive(Clone, Debug, PartialEq)]
pub enum EventKind {
    /// A lab released a model.
    Release {
        /// The lab.
        lab: usize,
        /// How.
        mode: Mode,
        /// Capability (OOM).
        capability: f64,
    },
    /// A lab held back what it could have released.
    Hold {
        /// The lab.
        lab: usize,
        /// Capability of what it holds back (OOM).
        capability: f64,
    },
    /// A lab began to shade the price of its closed model, or changed by how much.
    Price {
        /// The lab.
        lab: usize,
        /// Shading before (log points).
        from: f64,
        /// Shading now (log points).
        to: f64,
    },
    /// A lab changed between closed and not, or its flagship between open and not.
    Flip {
        /// The lab.
        lab: usize,
        /// Mode before.
        from: Mode,
        /// Mode now.
        to: Mode,
    },
    /// A jump of algorithmic efficiency.
    Breakthrough {
        /// The lab.
        lab: usize,
        /// Size (OOM).
        size: f64,
    },
    /// A stall.
    Setback {
        /// The lab.
        lab: usize,
        /// Months.
        months: u32,
    },
    /// A surprising release by a challenger shook the market.
    Shock {
        /// The lab.
        lab: usize,
        /// Size of the surprise.
        surprise: f64,
        /// Change of the market index (log points).
        market: f64,
    },
    /// A government moved a lever.
    Policy {
        /// The lever.
        lever: Lever,
        /// Value before.
        from: f64,
        /// Value now, or at the end of a ramp.
        to: f64,
        /// When a ramp that begins here ends.
        until: Option<Month>,
    },
    /// A bloc or kind of access passed another and stayed ahead for three months.
    Overtake {
        /// In what.
        race: Race,
    },
    /// The class of the world changed and stayed so for six months.
    World {
        /// Class before.
        from: super::measure::EndWorld,
        /// Class now.
        to: super::measure::EndWorld,
    },
}

/// A race in which somebody can be overtaken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Race {
    /// Best capability of two blocs: who passed whom.
    Frontier(Bloc, Bloc),
    /// Best capability by access: which kind now leads.
    AccessFrontier(Access),
    /// Share of the open developer base: who passed whom.
    OpenDevelopers(Bloc, Bloc),
}

/// The cause of an event.
#[derive(Clone, Debug, PartialEq)]
pub enum Because {
    /// The scenario scheduled it: position in [`super::setup::Setup::events`].
    Scheduled(usize),
    /// The scenario's lever path (or a move in play).
    Path,
    /// The player told the lab to.
    Player,
    /// Chance, with this probability a month.
    Chance(f64),
    /// A release decision: position in the history's list of decisions.
    Decision(usize),
    /// A government's rule: the measure that triggered it, its value and the threshold.
    Rule {
        /// Which rule.
        rule: Rule,
        /// Value seen.
        seen: f64,
        /// Threshold.
        threshold: f64,
    },
    /// The sum of all that adopters and labs did: leader's and follower's value.
    Outcome(f64, f64),
    /// The shares by which worlds are classed.
    Shape(super::measure::Shape),
}

/// The rules by which governments react.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// China's open models have the larger part of the world's developers.
    ChinaLeadsOpenDevelopers,
    /// Chinese models have too large a part of the rest of the world.
    ChinaLeadsAbroad,
    /// China's part has fallen below half of America's.
    ChinaFarBehind,
    /// Controls bite.
    ControlsBite,
    /// European government runs on foreign models.
    ForeignGovernmentUse,
}
