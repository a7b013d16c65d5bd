//! A release decision with all its reasons: every pay-off term of every option, and the odds of each.

use super::calendar::Month;
use super::lab::{MODES, Mode};

/// A term of a lab's pay-off from a release.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Term {
    /// Revenue of the closed and the hosted open model.
    Rent,
    /// Developers who build on the open model.
    Ecosystem,
    /// Gain of the lab's other goods.
    Complement,
    /// The bloc's share of the open developer base.
    SoftPower,
    /// Know-how given to labs behind.
    Leak,
    /// Mission, or aversion to misuse.
    Stance,
    /// Cost of regulation.
    Compliance,
    /// Licensing or liability of open weights.
    Liability,
    /// Public open-model programmes.
    Subsidy,
    /// Worth of an open commons under insecure chip supply.
    Resilience,
    /// Habit.
    Inertia,
}

/// Number of pay-off terms.
pub const TERMS: usize = 11;

impl Term {
    /// All terms, in the order of the pay-off.
    pub const ALL: [Self; TERMS] = [
        Self::Rent,
        Self::Ecosystem,
        Self::Complement,
        Self::SoftPower,
        Self::Leak,
        Self::Stance,
        Self::Compliance,
        Self::Liability,
        Self::Subsidy,
        Self::Resilience,
        Self::Inertia,
    ];

    /// Position in [`Term::ALL`].
    pub const fn index(self) -> usize {
        self as usize
    }

    /// Name for people.
    pub const fn title(self) -> &'static str {
        [
            "revenue",
            "developers",
            "other business",
            "soft power",
            "know-how given away",
            "mission",
            "compliance",
            "liability",
            "open programme",
            "resilience",
            "habit",
        ][self.index()]
    }
}

/// One option of a decision: its pay-off, term by term, and how likely it was to be chosen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Prospect {
    /// Pay-off terms (utils), by [`Term::index`].
    pub terms: [f64; TERMS],
    /// Probability of being chosen.
    pub probability: f64,
}

impl Prospect {
    /// Sum of the terms (utils).
    pub fn payoff(&self) -> f64 {
        self.terms.iter().sum()
    }
}

/// Who chose how a model was released.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chooser {
    /// The lab, by the odds of its options.
    Lab,
    /// The scenario fixed it (then the odds say what the model would have done).
    Scenario,
    /// The player decided it (then the odds say what the lab would have done).
    Player,
}

/// A release decision.
#[derive(Clone, Debug, PartialEq)]
pub struct Decision {
    /// When.
    pub month: Month,
    /// Who: position in the roster.
    pub lab: usize,
    /// Capability of the new model (OOM).
    pub capability: f64,
    /// Mode of the release before.
    pub before: Mode,
    /// The mode chosen.
    pub chosen: Mode,
    /// Who chose it.
    pub chosen_by: Chooser,
    /// The four options, by [`Mode::index`].
    pub prospects: [Prospect; MODES],
}

impl Decision {
    /// The option that was chosen.
    pub fn chosen_prospect(&self) -> &Prospect {
        &self.prospects[self.chosen.index()]
    }

    /// The best of the options that were not chosen.
    pub fn next_best(&self) -> Mode {
        let rivals = Mode::ALL.into_iter().filter(|&mode| mode != self.chosen);
        let payoff = |mode: &Mode| self.prospects[mode.index()].payoff();
        rivals.max_by(|a, b| payoff(a).total_cmp(&payoff(b))).unwrap_or(self.chosen)
    }

    /// Differences of terms between the chosen and the next best option, largest first.
    pub fn reasons(&self) -> Vec<(Term, f64)> {
        let best = &self.prospects[self.next_best().index()].terms;
        let chosen = &self.chosen_prospect().terms;
        let mut reasons: Vec<_> =
            Term::ALL.into_iter().map(|t| (t, chosen[t.index()] - best[t.index()])).collect();
        reasons.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()));
        reasons
    }
}
