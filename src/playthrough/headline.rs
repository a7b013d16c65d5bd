//! The quantities that a player follows: one number a month each, with a name in plain words.

use crate::model::bloc::{Access, Bloc};
use crate::model::history::History;
use crate::model::measure::{Evaluation, Pair, SeriesKey};
use crate::model::parameters::Parameters;

/// A quantity that a player follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Headline {
    /// American models in the world's use.
    UsShare,
    /// Chinese models in the world's use.
    ChinaShare,
    /// European models in the world's use.
    EuropeShare,
    /// Open models in the world's use.
    OpenShare,
    /// American open models in the world's use.
    UsOpenShare,
    /// Chinese open models in the world's use.
    ChinaOpenShare,
    /// Chinese models in use in the rest of the world.
    ChinaAbroad,
    /// China's part of American and Chinese open downloads.
    ChinaDownloads,
    /// Months by which China's best model trails America's best.
    ChinaLag,
    /// Months by which the best open model trails the best closed one.
    OpenLag,
    /// Values exposure of American institutions.
    UsExposure,
    /// Values exposure of European institutions.
    EuropeExposure,
    /// Values exposure of institutions in the rest of the world.
    RowExposure,
    /// The world's use that could be switched off from abroad.
    CutOff,
    /// Concentration of use among labs.
    Concentration,
}

/// In what a quantity is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// A share from 0 to 1; differences are told in percentage points.
    Share,
    /// Months.
    Months,
    /// An index from 0 to 1; differences are told in hundredths.
    Index,
}

impl Unit {
    /// What counts as much as one percentage point of a share.
    pub const fn scale(self) -> f64 {
        match self {
            Self::Share | Self::Index => 0.01,
            Self::Months => 0.25,
        }
    }
}

/// Number of headlines.
pub const HEADLINES: usize = 15;

/// What is known of one headline.
struct Spec {
    key: &'static str,
    title: &'static str,
    unit: Unit,
}

#[rustfmt::skip]
const SPECS: [Spec; HEADLINES] = [
    Spec { key: "us_share", title: "American models", unit: Unit::Share },
    Spec { key: "china_share", title: "Chinese models", unit: Unit::Share },
    Spec { key: "europe_share", title: "European models", unit: Unit::Share },
    Spec { key: "open_share", title: "open models", unit: Unit::Share },
    Spec { key: "us_open_share", title: "American open models", unit: Unit::Share },
    Spec { key: "china_open_share", title: "Chinese open models", unit: Unit::Share },
    Spec { key: "china_abroad", title: "Chinese models in the rest of the world", unit: Unit::Share },
    Spec { key: "china_downloads", title: "China's part of open downloads", unit: Unit::Share },
    Spec { key: "china_lag", title: "China's lag at the frontier", unit: Unit::Months },
    Spec { key: "open_lag", title: "open models' lag", unit: Unit::Months },
    Spec { key: "us_exposure", title: "foreign values in American institutions", unit: Unit::Index },
    Spec { key: "europe_exposure", title: "foreign values in European institutions", unit: Unit::Index },
    Spec { key: "row_exposure", title: "foreign values in the rest of the world", unit: Unit::Index },
    Spec { key: "cut_off", title: "use that could be cut off from abroad", unit: Unit::Share },
    Spec { key: "concentration", title: "concentration among labs", unit: Unit::Index },
];

impl Headline {
    /// All headlines, in order.
    pub const ALL: [Self; HEADLINES] = [
        Self::UsShare,
        Self::ChinaShare,
        Self::EuropeShare,
        Self::OpenShare,
        Self::UsOpenShare,
        Self::ChinaOpenShare,
        Self::ChinaAbroad,
        Self::ChinaDownloads,
        Self::ChinaLag,
        Self::OpenLag,
        Self::UsExposure,
        Self::EuropeExposure,
        Self::RowExposure,
        Self::CutOff,
        Self::Concentration,
    ];

    /// Position in [`Headline::ALL`].
    pub const fn index(self) -> usize {
        self as usize
    }

    /// Name in files.
    pub const fn key(self) -> &'static str {
        SPECS[self.index()].key
    }

    /// The headline with this name in files.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|headline| headline.key() == key)
    }

    /// Name for people.
    pub const fn title(self) -> &'static str {
        SPECS[self.index()].title
    }

    /// In what it is measured.
    pub const fn unit(self) -> Unit {
        SPECS[self.index()].unit
    }

    /// The series of the catalogue that it is.
    pub fn series(self) -> SeriesKey {
        let share = |bloc, access, region| SeriesKey::adoption_share(bloc, access, region, None);
        let gap = |pair| SeriesKey { pair: Some(pair), ..SeriesKey::of("frontier_gap") };
        let exposure = |region| SeriesKey { region: Some(region), ..SeriesKey::of("values_exposure") };
        match self {
            Self::UsShare => share(Some(Bloc::Us), None, None),
            Self::ChinaShare => share(Some(Bloc::China), None, None),
            Self::EuropeShare => share(Some(Bloc::Europe), None, None),
            Self::OpenShare => share(None, Some(Access::Open), None),
            Self::UsOpenShare => share(Some(Bloc::Us), Some(Access::Open), None),
            Self::ChinaOpenShare => share(Some(Bloc::China), Some(Access::Open), None),
            Self::ChinaAbroad => share(Some(Bloc::China), None, Some(Bloc::Row)),
            Self::ChinaDownloads => {
                SeriesKey { pair: Some(Pair::ChinaUs), ..SeriesKey::of("download_share") }
            }
            Self::ChinaLag => gap(Pair::UsChina),
            Self::OpenLag => gap(Pair::ClosedOpen),
            Self::UsExposure => exposure(Bloc::Us),
            Self::EuropeExposure => exposure(Bloc::Europe),
            Self::RowExposure => exposure(Bloc::Row),
            Self::CutOff => SeriesKey::of("cutoff_exposure"),
            Self::Concentration => SeriesKey::of("concentration"),
        }
    }
}

/// All headlines of a history, month by month: `[headline][row]`, NaN where there is nothing to measure.
pub fn headlines_of(history: &History, parameters: &Parameters) -> Vec<Vec<f64>> {
    let evaluation = Evaluation::new(history, parameters);
    Headline::ALL.iter().map(|headline| evaluation.series(&headline.series())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::measure::catalogue;

    #[test]
    fn every_headline_is_a_series_of_the_catalogue_and_has_its_own_name() {
        let catalogue = catalogue(0);
        for (i, headline) in Headline::ALL.into_iter().enumerate() {
            assert_eq!(headline.index(), i);
            assert!(catalogue.contains(&headline.series()), "{headline:?}");
            assert_eq!(Headline::from_key(headline.key()), Some(headline));
        }
    }
}
