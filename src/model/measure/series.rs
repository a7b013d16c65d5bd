//! The catalogue of measures: every series that a simulation yields, and its values.

use super::counts::{Counts, cells};
use super::gap::months_behind;
use crate::model::bloc::{Access, BLOCS, Bloc, CELLS, SEGMENTS, Segment};
use crate::model::government::share;
use crate::model::history::History;
use crate::model::lab::Mode;
use crate::model::offer::offer_index;
use crate::model::parameters::Parameters;

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

    fn counts(self, mode: Mode) -> bool {
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

/// Reads series off a history.
#[derive(Debug)]
pub struct Evaluation<'a> {
    history: &'a History,
    parameters: &'a Parameters,
    counts: Vec<Counts>,
    bests: Bests,
}

/// Best capability of each month, by bloc and by access.
#[derive(Debug)]
struct Bests {
    bloc: [Vec<f64>; BLOCS],
    access: [Vec<f64>; 2],
}

/// Months over which downloads are counted.
const DOWNLOAD_WINDOW: usize = 6;

impl<'a> Evaluation<'a> {
    /// Prepares a history for reading.
    pub fn new(history: &'a History, parameters: &'a Parameters) -> Self {
        let counts = (0..history.months())
            .map(|row| Counts::new(&history.lab_blocs, (0..CELLS).map(|c| history.users(row, c))))
            .collect();
        let best = |wanted: &dyn Fn(usize, Access) -> bool| -> Vec<f64> {
            (0..history.months()).map(|row| history.best_where(row, wanted).unwrap_or(f64::NAN)).collect()
        };
        let bloc = Bloc::ALL.map(|b| best(&|lab, _| history.lab_blocs[lab] == b));
        let access = Access::ALL.map(|a| best(&|_, access| access == a));
        Self { history, parameters, counts, bests: Bests { bloc, access } }
    }

    /// Head counts of a month.
    pub fn counts(&self, row: usize) -> &Counts {
        &self.counts[row]
    }

    /// All values of a series, month by month; NaN where there is nothing to measure.
    pub fn series(&self, key: &SeriesKey) -> Vec<f64> {
        (0..self.history.months()).map(|row| self.value(key, row)).collect()
    }

    /// Value of a series in a month; NaN where there is nothing to measure.
    pub fn value(&self, key: &SeriesKey, row: usize) -> f64 {
        let (counts, month) = (&self.counts[row], &self.history.rows[row]);
        match key.name() {
            "adoption_share" => counts.share(key.bloc, key.access, key.region, key.segment),
            "lab_share" => self.lab_share(key, row),
            "adoption_rate" => self.adoption_rate(key, row),
            "download_share" => self.download_share(key, row),
            "frontier" => self.frontier(key, row),
            "frontier_gap" => self.frontier_gap(key, row),
            "open_releases" => self.releases(key, row),
            "concentration" => self.concentration(key, row),
            "values_exposure" => self.values_exposure(key, row),
            "cutoff_exposure" => counts.cutoff_exposure(key.region, key.segment),
            "market_index" => month.market_index,
            "domestic_chips" => key.bloc.map_or(f64::NAN, |b| month.domestic_chips[b.index()]),
            "markup" => match key.lab {
                Some(lab) if month.offers[offer_index(lab, Access::Closed)].is_some() => month.markup[lab],
                _ => f64::NAN,
            },
            _ => f64::NAN,
        }
    }

    fn lab_users(&self, lab: usize, key: &SeriesKey, row: usize) -> u32 {
        let users = |c: usize| {
            let places = self.history.users(row, c);
            Access::ALL.map(|access| places[offer_index(lab, access)]).iter().sum::<u32>()
        };
        cells(key.region, key.segment).map(users).sum()
    }

    fn in_use(&self, key: &SeriesKey, row: usize) -> u32 {
        cells(key.region, key.segment).map(|c| self.counts[row].total(c)).sum()
    }

    fn lab_share(&self, key: &SeriesKey, row: usize) -> f64 {
        let Some(lab) = key.lab else { return f64::NAN };
        share(self.lab_users(lab, key, row), self.in_use(key, row))
    }

    fn adoption_rate(&self, key: &SeriesKey, row: usize) -> f64 {
        let potential = cells(key.region, key.segment).map(|c| self.history.cell_size[c]).sum();
        share(self.in_use(key, row), potential)
    }

    fn download_share(&self, key: &SeriesKey, row: usize) -> f64 {
        let window = &self.history.rows[(row + 1).saturating_sub(DOWNLOAD_WINDOW)..=row];
        let of = |bloc: Bloc| window.iter().map(|month| month.downloads[bloc.index()]).sum::<u32>();
        let whole = match key.pair {
            Some(_) => of(Bloc::China) + of(Bloc::Us),
            None => Bloc::ALL.map(of).iter().sum(),
        };
        share(of(key.bloc.unwrap_or(Bloc::China)), whole)
    }

    fn frontier(&self, key: &SeriesKey, row: usize) -> f64 {
        let bests = &self.bests;
        match (key.bloc, key.access, key.lab) {
            (Some(bloc), ..) => bests.bloc[bloc.index()][row],
            (_, Some(access), _) => bests.access[access.index()][row],
            (.., Some(lab)) => self.history.best_where(row, |l, _| l == lab).unwrap_or(f64::NAN),
            _ => f64::NAN,
        }
    }

    fn frontier_gap(&self, key: &SeriesKey, row: usize) -> f64 {
        let Bests { bloc, access } = &self.bests;
        let [us, china, europe] = [Bloc::Us, Bloc::China, Bloc::Europe].map(|b| &bloc[b.index()]);
        let (leader, behind) = match key.pair {
            Some(Pair::UsChina) => (us, china),
            Some(Pair::UsEurope) => (us, europe),
            Some(Pair::ClosedOpen) => (&access[0], &access[1]),
            _ => return f64::NAN,
        };
        if leader[row].is_nan() || behind[row].is_nan() {
            return f64::NAN;
        }
        months_behind(leader, row, behind[row])
    }

    fn releases(&self, key: &SeriesKey, row: usize) -> f64 {
        let month = self.history.month(row);
        let first = self.history.decisions.partition_point(|d| d.month < month);
        let of_month = self.history.decisions[first..].iter().take_while(|d| d.month == month);
        let counted = of_month.filter(|d| {
            key.bloc.is_none_or(|b| self.history.lab_blocs[d.lab] == b)
                && key.release.is_none_or(|release| release.counts(d.chosen))
        });
        counted.count() as f64
    }

    fn concentration(&self, key: &SeriesKey, row: usize) -> f64 {
        let total = self.in_use(key, row);
        let square = |lab| share(self.lab_users(lab, key, row), total).powi(2);
        (0..self.history.lab_blocs.len()).map(square).sum()
    }

    /// Values exposure of a region: institutions' use by bloc, weighed by segment and by distance.
    fn values_exposure(&self, key: &SeriesKey, row: usize) -> f64 {
        let Some(region) = key.region else { return f64::NAN };
        let p = self.parameters;
        let mut exposure = 0.0;
        for s in 0..SEGMENTS {
            let segment = Some(Segment::ALL[s]);
            for bloc in Bloc::ALL.into_iter().filter(|b| key.bloc.is_none_or(|wanted| wanted == *b)) {
                let used = self.counts[row].share(Some(bloc), None, Some(region), segment);
                exposure += p.values_weight[s] * p.value_distance[region.index()][bloc.index()] * used;
            }
        }
        exposure
    }
}
