//! The catalogue of measures: every series that a simulation yields.

use crate::model::bloc::{Access, Bloc, Segment};
use crate::model::lab::Mode;

/// What is known of one measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MeasureSpec {
    /// Name in files.
    pub name: &'static str,
    /// Unit.
    pub unit: &'static str,
    /// What it says.
    pub meaning: &'static str,
}

/// All measures, in the order of files.
#[rustfmt::skip]
pub const MEASURES: [MeasureSpec; 13] = [
    MeasureSpec { name: "adoption_share", unit: "share", meaning: "Share of adopters in use that run models of a bloc and kind of access." },
    MeasureSpec { name: "lab_share", unit: "share", meaning: "Share of adopters in use that run a lab's models." },
    MeasureSpec { name: "adoption_rate", unit: "share", meaning: "Share of all potential adopters that use any model." },
    MeasureSpec { name: "download_share", unit: "share", meaning: "Share of open-model choices of developers outside China over the last six months, by bloc of origin; pair china-us: China's part of China's and America's." },
    MeasureSpec { name: "frontier", unit: "orders of magnitude", meaning: "Capability of the best model on the market, in effective compute relative to the OpenAI-like lab's of January 2024." },
    MeasureSpec { name: "frontier_gap", unit: "months", meaning: "Time since the first of the pair had what the second has now." },
    MeasureSpec { name: "open_releases", unit: "releases a month", meaning: "Releases of a bloc's labs: open (with open siblings), closed, and dual (the open siblings alone)." },
    MeasureSpec { name: "concentration", unit: "index", meaning: "Herfindahl index of use over labs: 1 for a single lab." },
    MeasureSpec { name: "values_exposure", unit: "index", meaning: "Use of foreign models by public institutions, weighed by how far their values are from home; by bloc: that bloc's part." },
    MeasureSpec { name: "cutoff_exposure", unit: "share", meaning: "Share of use that rests on foreign closed models, which can be switched off from abroad." },
    MeasureSpec { name: "market_index", unit: "log points", meaning: "Market index of AI hardware and labs, relative to calm." },
    MeasureSpec { name: "domestic_chips", unit: "share", meaning: "Share of missing chips that a bloc replaces at home." },
    MeasureSpec { name: "markup", unit: "times marginal cost", meaning: "Mark-up of a lab's closed model." },
];

/// A pair of sides in a gap or ratio.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Pair {
    /// How far China trails the United States.
    UsChina,
    /// How far Europe trails the United States.
    UsEurope,
    /// How far open models trail closed ones, worldwide.
    ClosedOpen,
    /// China's part of China's and America's together.
    ChinaUs,
}

impl Pair {
    /// Name in files.
    pub const fn key(self) -> &'static str {
        ["us-china", "us-europe", "closed-open", "china-us"][self as usize]
    }
}

/// Releases counted by how they were made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Release {
    /// Nothing opened.
    Closed,
    /// Weights opened, of the flagship or a sibling.
    Open,
    /// Those among them that opened a sibling only.
    Dual,
}

impl Release {
    /// Name in the column for access.
    pub const fn key(self) -> &'static str {
        ["closed", "open", "dual"][self as usize]
    }

    pub(super) fn counts(self, mode: Mode) -> bool {
        match self {
            Self::Closed => mode == Mode::Closed,
            Self::Open => mode != Mode::Closed,
            Self::Dual => mode == Mode::Dual,
        }
    }
}

/// What one series measures. A missing group means all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct SeriesKey {
    /// Position in [`MEASURES`].
    pub measure: usize,
    /// Bloc of origin.
    pub bloc: Option<Bloc>,
    /// Kind of access.
    pub access: Option<Access>,
    /// Region.
    pub region: Option<Bloc>,
    /// Segment.
    pub segment: Option<Segment>,
    /// Lab, as its place in the roster.
    pub lab: Option<usize>,
    /// Pair.
    pub pair: Option<Pair>,
    /// Kind of release.
    pub release: Option<Release>,
}

impl SeriesKey {
    /// The series of a measure over everything.
    ///
    /// # Panics
    /// Where `name` is no measure of [`MEASURES`]: a mistake in the program, not in its input.
    pub fn of(name: &str) -> Self {
        let measure = MEASURES.iter().position(|spec| spec.name == name);
        Self { measure: measure.expect("a measure of the table"), ..Self::default() }
    }

    /// Adoption share of a bloc (or all) and access (or both) in a region (or all) and segment (or all).
    pub fn adoption_share(
        bloc: Option<Bloc>,
        access: Option<Access>,
        region: Option<Bloc>,
        segment: Option<Segment>,
    ) -> Self {
        Self { bloc, access, region, segment, ..Self::of("adoption_share") }
    }

    /// Its measure.
    pub fn spec(&self) -> &'static MeasureSpec {
        &MEASURES[self.measure]
    }

    /// Name of the measure.
    pub fn name(&self) -> &'static str {
        self.spec().name
    }
}

/// All series that a roster of `labs` labs yields, in the order of files.
pub fn catalogue(labs: usize) -> Vec<SeriesKey> {
    let mut keys = Vec::new();
    let groups = all_groups();
    for &(region, segment) in &groups {
        for bloc in with_all(Bloc::ALL) {
            for access in with_all(Access::ALL) {
                if bloc.is_some() || access.is_some() {
                    keys.push(SeriesKey::adoption_share(bloc, access, region, segment));
                }
            }
        }
    }
    let grouped = |name: &str, (region, segment)| SeriesKey { region, segment, ..SeriesKey::of(name) };
    let totals: Vec<_> = groups.iter().copied().filter(|(r, s)| r.is_none() || s.is_none()).collect();
    for lab in 0..labs {
        keys.extend(totals.iter().map(|&g| SeriesKey { lab: Some(lab), ..grouped("lab_share", g) }));
    }
    keys.extend(groups.iter().map(|&g| grouped("adoption_rate", g)));
    let by_bloc = |name: &str| Bloc::ALL.map(|b| SeriesKey { bloc: Some(b), ..SeriesKey::of(name) });
    keys.extend(by_bloc("download_share"));
    keys.push(SeriesKey { pair: Some(Pair::ChinaUs), ..SeriesKey::of("download_share") });
    keys.extend(by_bloc("frontier"));
    keys.extend(Access::ALL.map(|a| SeriesKey { access: Some(a), ..SeriesKey::of("frontier") }));
    keys.extend((0..labs).map(|lab| SeriesKey { lab: Some(lab), ..SeriesKey::of("frontier") }));
    let pairs = [Pair::UsChina, Pair::UsEurope, Pair::ClosedOpen];
    keys.extend(pairs.map(|pair| SeriesKey { pair: Some(pair), ..SeriesKey::of("frontier_gap") }));
    for bloc in Bloc::ALL {
        let releases = [Release::Open, Release::Closed, Release::Dual];
        let key = SeriesKey { bloc: Some(bloc), ..SeriesKey::of("open_releases") };
        keys.extend(releases.map(|release| SeriesKey { release: Some(release), ..key }));
    }
    keys.extend(groups.iter().map(|&g| grouped("concentration", g)));
    for region in Bloc::ALL {
        let key = SeriesKey { region: Some(region), ..SeriesKey::of("values_exposure") };
        keys.extend(with_all(Bloc::ALL).into_iter().map(|bloc| SeriesKey { bloc, ..key }));
    }
    keys.extend(groups.iter().map(|&g| grouped("cutoff_exposure", g)));
    keys.push(SeriesKey::of("market_index"));
    keys.extend(by_bloc("domestic_chips"));
    keys.extend((0..labs).map(|lab| SeriesKey { lab: Some(lab), ..SeriesKey::of("markup") }));
    keys
}

fn with_all<T: Copy, const N: usize>(items: [T; N]) -> Vec<Option<T>> {
    std::iter::once(None).chain(items.into_iter().map(Some)).collect()
}

/// The world, each region, each segment, each region and segment.
fn all_groups() -> Vec<(Option<Bloc>, Option<Segment>)> {
    let regions = with_all(Bloc::ALL);
    let mut groups: Vec<_> =
        regions.into_iter().flat_map(|r| with_all(Segment::ALL).into_iter().map(move |s| (r, s))).collect();
    groups.sort_by_key(|(r, s)| usize::from(r.is_some()) + 2 * usize::from(s.is_some()));
    groups
}
