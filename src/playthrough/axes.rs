//! Where a world stands on five axes, each from 0 to 1 and none of them called good.

use crate::model::bloc::{Access, Bloc};
use crate::model::history::History;
use crate::model::measure::{Evaluation, Pair, SeriesKey};
use crate::model::parameters::Parameters;

/// An axis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Axis {
    /// American use of American and Chinese use together.
    Share,
    /// Who is ahead at the frontier, and by how many months.
    Frontier,
    /// Open models in use.
    Openness,
    /// Foreign values in public institutions.
    Exposure,
    /// Concentration of use among labs.
    Concentration,
}

/// Number of axes.
pub const AXES: usize = 5;

/// A lead of so many months stands at the end of the frontier's axis.
pub const FURTHEST_LEAD: f64 = 24.0;

impl Axis {
    /// All axes, in order.
    pub const ALL: [Self; AXES] =
        [Self::Share, Self::Frontier, Self::Openness, Self::Exposure, Self::Concentration];

    /// Position in [`Axis::ALL`].
    pub const fn index(self) -> usize {
        self as usize
    }

    /// Name for people.
    pub const fn title(self) -> &'static str {
        ["Share", "Frontier", "Openness", "Values", "Concentration"][self.index()]
    }

    /// What 0 and 1 mean.
    pub const fn ends(self) -> [&'static str; 2] {
        match self {
            Self::Share => ["Chinese", "American"],
            Self::Frontier => ["China leads", "America leads"],
            Self::Openness => ["closed", "open"],
            Self::Exposure => ["home values", "foreign"],
            Self::Concentration => ["many labs", "one lab"],
        }
    }

    fn at(self, evaluation: &Evaluation<'_>, row: usize) -> f64 {
        let value = |key: &SeriesKey| evaluation.value(key, row);
        match self {
            Self::Share => {
                let use_of = |bloc| f64::from(evaluation.counts(row).users_in(Some(bloc), None, None, None));
                let (us, china) = (use_of(Bloc::Us), use_of(Bloc::China));
                us / (us + china)
            }
            Self::Frontier => {
                let lag = value(&SeriesKey { pair: Some(Pair::UsChina), ..SeriesKey::of("frontier_gap") });
                // Not-a-number goes through a clamp as it is.
                (0.5 + lag / (2.0 * FURTHEST_LEAD)).clamp(0.0, 1.0)
            }
            Self::Openness => value(&SeriesKey::adoption_share(None, Some(Access::Open), None, None)),
            Self::Exposure => exposure(evaluation, row),
            Self::Concentration => value(&SeriesKey::of("concentration")),
        }
    }
}

/// Values exposure of the regions, weighed by their adopters in use.
fn exposure(evaluation: &Evaluation<'_>, row: usize) -> f64 {
    let of = |region: Bloc| {
        let key = SeriesKey { region: Some(region), ..SeriesKey::of("values_exposure") };
        let users = f64::from(evaluation.counts(row).total_in(Some(region), None));
        (users * evaluation.value(&key, row), users)
    };
    let (weighed, users) =
        Bloc::ALL.map(of).into_iter().fold((0.0, 0.0), |sum, r| (sum.0 + r.0, sum.1 + r.1));
    weighed / users
}

/// The last month of a history on all axes; not-a-number where there is nothing to measure.
pub fn axes_of(history: &History, parameters: &Parameters) -> [f64; AXES] {
    let evaluation = Evaluation::new(history, parameters);
    match history.months().checked_sub(1) {
        Some(last) => Axis::ALL.map(|axis| axis.at(&evaluation, last)),
        None => [f64::NAN; AXES],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::playthrough::{Headline, fixture, headlines_of};

    #[test]
    fn axes_are_what_their_definition_says() {
        let mut game = fixture::game();
        (0..30).for_each(|_| assert!(game.step()));
        let snapshot = game.snapshot();
        let parameters = &snapshot.facts.setup.parameters;
        let axes = axes_of(&snapshot.played, parameters);
        let headlines = headlines_of(&snapshot.played, parameters);
        let of = |headline: Headline| *headlines[headline.index()].last().expect("a month");
        let (us, china) = (of(Headline::UsShare), of(Headline::ChinaShare));
        assert!((axes[0] - us / (us + china)).abs() < 1e-12);
        assert_eq!(axes[1], (0.5 + of(Headline::ChinaLag) / 48.0).clamp(0.0, 1.0));
        assert_eq!((axes[2], axes[4]), (of(Headline::OpenShare), of(Headline::Concentration)));
        assert!(axes.iter().all(|at| (0.0..=1.0).contains(at)), "{axes:?}");
        let parts = [Headline::UsExposure, Headline::EuropeExposure, Headline::RowExposure].map(of);
        assert!(axes[3] <= parts.into_iter().fold(1.0, f64::max));
    }
}
