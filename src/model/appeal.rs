//! What makes an offer attractive to an adopter, term by term. [`super::demand`] adds up the same numbers.

use super::bloc::{Access, Bloc, SEGMENTS};
use super::government::Policy;
use super::parameters::Parameters;

/// A term of the utility of an offer to an adopter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Appeal {
    /// How well models of its bloc are known in the region.
    Known,
    /// Capability, against the best model on the market.
    Quality,
    /// Price.
    Price,
    /// Taste for open weights: the segment's and the adopter's own.
    Openness,
    /// Limits of an open model's licence.
    Licence,
    /// Trust in the country of origin.
    Trust,
    /// Trust, or doubt, that regulation of its maker brings.
    Rules,
    /// Preference for home and for open models under a sovereign policy.
    Home,
    /// Price support by an export programme of its bloc.
    Support,
    /// Popularity among its cell and among the world's developers.
    Popularity,
    /// Bans, and borders that foreign closed models do not cross.
    Ban,
    /// The adopter's own affinity for models of the bloc.
    Affinity,
    /// The cost of switching, spared by staying.
    Habit,
}

/// Number of terms.
pub const APPEALS: usize = 13;

impl Appeal {
    /// All terms, in order.
    pub const ALL: [Self; APPEALS] = [
        Self::Known,
        Self::Quality,
        Self::Price,
        Self::Openness,
        Self::Licence,
        Self::Trust,
        Self::Rules,
        Self::Home,
        Self::Support,
        Self::Popularity,
        Self::Ban,
        Self::Affinity,
        Self::Habit,
    ];

    /// Position in [`Appeal::ALL`].
    pub const fn index(self) -> usize {
        self as usize
    }

    /// Name for people.
    pub const fn title(self) -> &'static str {
        [
            "how well known",
            "quality",
            "price",
            "openness",
            "licence limits",
            "trust",
            "trust in rules",
            "home policy",
            "export support",
            "popularity",
            "ban",
            "own liking",
            "no need to switch",
        ][self.index()]
    }
}

/// What adopters of a cell think of a bloc's models of one kind of access, capability and price apart (utils).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Attitude {
    /// The segment's taste for open weights.
    pub openness: f64,
    /// Trust in the country of origin.
    pub trust: f64,
    /// Trust that the regimes over labs of the bloc bring.
    pub rules: f64,
    /// Preference under a sovereign policy.
    pub home: f64,
    /// Price support.
    pub support: f64,
    /// What bans take away; infinite where an offer cannot be had.
    pub ban: f64,
}

impl Attitude {
    /// The attitude of a cell with a given price sensitivity (utils per log price).
    pub fn of(p: &Parameters, policy: &Policy, c: usize, bloc: Bloc, access: Access, price: f64) -> Self {
        let (r, s, b) = (c / SEGMENTS, c % SEGMENTS, bloc.index());
        let (home, open) = (r == b, access == Access::Open);
        let barred = access == Access::Closed && !home && policy.closed_border[r];
        let trust = p.trust[r][b];
        let relief = if open && trust < 0.0 { 1.0 - p.distrust_relief } else { 1.0 };
        let preference = |is: bool, utils: f64| if is { utils } else { 0.0 };
        let sovereign = preference(home, p.sovereign_utility) + preference(open, p.sovereign_open_utility);
        Self {
            openness: preference(open, p.openness_taste[s]),
            trust: p.trust_weight[s] * trust * relief,
            rules: p.regulation_trust[s] * policy.assurance[b],
            home: p.institution[s] * policy.sovereignty[r] * sovereign,
            support: price * p.stack_discount * policy.stack[r][b],
            ban: if barred { f64::INFINITY } else { p.ban_disutility * policy.ban[r][b][s] },
        }
    }

    /// All together; minus infinity where an offer cannot be had.
    pub fn sum(&self) -> f64 {
        self.openness + self.trust + self.rules + self.home + self.support - self.ban
    }
}
