//! Quantities between a lever and the headlines: what policy touches first, measured in every future.

use crate::model::bloc::{Bloc, Segment};
use crate::model::calendar::Month;
use crate::model::government::Policy;
use crate::model::history::History;
use crate::model::lab::Mode;
use crate::model::measure::{Evaluation, SeriesKey};
use crate::model::offer::{offer_access, offer_lab};
use crate::model::setup::Setup;

/// A quantity on the way from levers to headlines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hop {
    /// Rules in force for developers in America or Europe, counted in state laws.
    Rules(Bloc),
    /// Chips that Chinese labs would buy, cannot, and do not get at home.
    MissingChips,
    /// Missing chips that China makes at home.
    HomeMadeChips,
    /// Training compute of a bloc's best-equipped lab.
    Compute(Bloc),
    /// A bloc's best model on the market.
    Frontier(Bloc),
    /// Share of a bloc's releases of the last twelve months that open weights.
    OpenReleases(Bloc),
    /// Price that users of closed models pay.
    ClosedPrice,
    /// Public price support for a bloc's models in the rest of the world.
    Support(Bloc),
    /// Part of those who may know Chinese models in the rest of the world that do.
    ChinaKnown,
    /// Use of home models in a region.
    AtHome(Bloc),
    /// Government use of foreign models in a region.
    ForeignGovernment(Bloc),
    /// Adopters of a region that use any model.
    InUse(Bloc),
}

/// How differences of a quantity are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HopUnit {
    /// Percentage points of a share.
    Share,
    /// Per cent, of a quantity kept as a power of ten.
    PowerOfTen,
    /// Per cent, of a quantity kept as a natural logarithm.
    Logarithm,
    /// A count.
    Count,
}

/// Number of quantities.
pub const HOPS: usize = 24;

impl Hop {
    /// All quantities, in order.
    #[rustfmt::skip]
    pub const ALL: [Self; HOPS] = [
        Self::Rules(Bloc::Us), Self::Rules(Bloc::Europe),
        Self::MissingChips, Self::HomeMadeChips,
        Self::Compute(Bloc::Us), Self::Compute(Bloc::China), Self::Compute(Bloc::Europe), Self::Compute(Bloc::Row),
        Self::Frontier(Bloc::Us), Self::Frontier(Bloc::China), Self::Frontier(Bloc::Europe),
        Self::OpenReleases(Bloc::Us), Self::OpenReleases(Bloc::China), Self::OpenReleases(Bloc::Europe),
        Self::ClosedPrice,
        Self::Support(Bloc::Us), Self::Support(Bloc::China),
        Self::ChinaKnown,
        Self::AtHome(Bloc::Europe), Self::AtHome(Bloc::Row),
        Self::ForeignGovernment(Bloc::Us), Self::ForeignGovernment(Bloc::Europe),
        Self::InUse(Bloc::Us), Self::InUse(Bloc::Row),
    ];

    /// Name for people.
    pub fn title(self) -> String {
        let labs = |bloc: Bloc| ["American", "Chinese", "European", "other countries'"][bloc.index()];
        match self {
            Self::Rules(bloc) => format!("rules on {} developers", labs(bloc)),
            Self::MissingChips => "chips that Chinese labs lack".into(),
            Self::HomeMadeChips => "missing chips China makes itself".into(),
            Self::Compute(bloc) => format!("{} training compute", labs(bloc)),
            Self::Frontier(bloc) => format!("{} best model", labs(bloc)),
            Self::OpenReleases(bloc) => format!("{} releases that open weights", labs(bloc)),
            Self::ClosedPrice => "price paid for closed models".into(),
            Self::Support(bloc) => format!("price support abroad, {} models", labs(bloc)),
            Self::ChinaKnown => "how known Chinese models are abroad".into(),
            Self::AtHome(Bloc::Row) => "home models in the rest of the world".into(),
            Self::AtHome(bloc) => format!("home models in {} use", labs(bloc)),
            Self::ForeignGovernment(bloc) => format!("foreign models in {} government", labs(bloc)),
            Self::InUse(Bloc::Row) => "adoption in the rest of the world".into(),
            Self::InUse(bloc) => format!("{} adoption", labs(bloc)),
        }
    }

    /// How its differences are told.
    pub const fn unit(self) -> HopUnit {
        match self {
            Self::Rules(_) => HopUnit::Count,
            Self::Compute(_) | Self::Frontier(_) => HopUnit::PowerOfTen,
            Self::ClosedPrice => HopUnit::Logarithm,
            _ => HopUnit::Share,
        }
    }
}

impl HopUnit {
    /// A difference in the points by which strengths are compared: percentage points, per cent, or units.
    pub fn points(self, difference: f64) -> f64 {
        match self {
            Self::Share => 100.0 * difference,
            Self::PowerOfTen => 100.0 * (10f64.powf(difference) - 1.0),
            Self::Logarithm => 100.0 * difference.exp_m1(),
            Self::Count => difference,
        }
    }
}

/// Values of [`Hop::ALL`] in a month of a history; not-a-number where there is nothing to measure.
pub fn hops_of(history: &History, setup: &Setup, month: Month) -> Vec<f64> {
    let Some(row) = usize::try_from(month - history.start).ok().filter(|row| *row < history.months()) else {
        return vec![f64::NAN; HOPS];
    };
    let evaluation = Evaluation::new(history, &setup.parameters);
    let policy = Policy::new(&history.rows[row].levers, &setup.parameters, setup.cast);
    let reading = Reading { history, evaluation, policy, row };
    Hop::ALL.iter().map(|hop| reading.value(*hop)).collect()
}

struct Reading<'a> {
    history: &'a History,
    evaluation: Evaluation<'a>,
    policy: Policy,
    row: usize,
}

impl Reading<'_> {
    fn value(&self, hop: Hop) -> f64 {
        let month = &self.history.rows[self.row];
        let china = Bloc::China.index();
        let series = |key| self.evaluation.value(&key, self.row);
        match hop {
            Hop::Rules(bloc) => self.policy.regimes[bloc.index()],
            Hop::MissingChips => self.policy.export_controls[china] * (1.0 - month.domestic_chips[china]),
            Hop::HomeMadeChips => month.domestic_chips[china],
            Hop::Compute(bloc) => self.largest_compute(bloc),
            Hop::Frontier(bloc) => series(SeriesKey { bloc: Some(bloc), ..SeriesKey::of("frontier") }),
            Hop::OpenReleases(bloc) => self.open_releases(bloc),
            Hop::ClosedPrice => self.closed_price(),
            Hop::Support(bloc) => self.policy.stack[Bloc::Row.index()][bloc.index()],
            Hop::ChinaKnown => month.awareness[Bloc::Row.index()][china],
            Hop::AtHome(bloc) => series(SeriesKey::adoption_share(Some(bloc), None, Some(bloc), None)),
            Hop::ForeignGovernment(bloc) => {
                let government = Some(Segment::Government);
                1.0 - series(SeriesKey::adoption_share(Some(bloc), None, Some(bloc), government))
            }
            Hop::InUse(bloc) => series(SeriesKey { region: Some(bloc), ..SeriesKey::of("adoption_rate") }),
        }
    }

    fn largest_compute(&self, bloc: Bloc) -> f64 {
        let labs = self.history.lab_blocs.iter().zip(&self.history.rows[self.row].compute);
        labs.filter(|(of, _)| **of == bloc).map(|(_, compute)| *compute).reduce(f64::max).unwrap_or(f64::NAN)
    }

    fn open_releases(&self, bloc: Bloc) -> f64 {
        let now = self.history.month(self.row);
        let recent = self.history.decisions.iter().filter(|decision| {
            let ago = now - decision.month;
            (0..12).contains(&ago) && self.history.lab_blocs[decision.lab] == bloc
        });
        let (open, all) = recent.fold((0u32, 0u32), |(open, all), decision| {
            (open + u32::from(decision.chosen != Mode::Closed), all + 1)
        });
        f64::from(open) / f64::from(all)
    }

    /// Mean log price of closed models, weighed by use.
    fn closed_price(&self) -> f64 {
        let month = &self.history.rows[self.row];
        let (mut paid, mut all) = (0.0, 0.0);
        for (place, n) in self.history.users_everywhere(self.row).into_iter().enumerate() {
            let closed = offer_access(place) == crate::model::bloc::Access::Closed;
            if closed && offer_lab(place) < self.history.lab_blocs.len() && n > 0 {
                paid += f64::from(n) * month.log_price[place];
                all += f64::from(n);
            }
        }
        paid / all
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::playthrough::fixture;

    #[test]
    fn every_quantity_can_be_read_and_has_its_own_name() {
        let game = fixture::game();
        let history = game.snapshot().played;
        let values = hops_of(&history, &fixture::facts().setup, Month(15));
        assert_eq!(values.len(), HOPS);
        // The rest of the world has no lab here.
        for (hop, value) in Hop::ALL.iter().zip(&values) {
            let missing = matches!(hop, Hop::Compute(Bloc::Row) | Hop::OpenReleases(_));
            assert!(value.is_finite() || missing, "{hop:?}: {value}");
        }
        let mut titles: Vec<String> = Hop::ALL.iter().map(|hop| hop.title()).collect();
        titles.sort();
        titles.dedup();
        assert_eq!(titles.len(), HOPS);
        assert!(hops_of(&history, &fixture::facts().setup, Month(80)).iter().all(|value| value.is_nan()));
    }

    #[test]
    fn points_of_powers_are_per_cent() {
        assert!((HopUnit::PowerOfTen.points(1.0) - 900.0).abs() < 1e-9);
        assert_eq!(HopUnit::Share.points(0.5), 50.0);
        assert_eq!(HopUnit::Logarithm.points(0.0), 0.0);
    }
}
