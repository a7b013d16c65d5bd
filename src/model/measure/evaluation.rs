//! Values of series, read off a history.

use super::counts::{Counts, cells};
use super::gap::months_behind;
use super::series::{Pair, SeriesKey};
use crate::model::bloc::{Access, BLOCS, Bloc, SEGMENTS, Segment};
use crate::model::government::share;
use crate::model::history::History;
use crate::model::offer::offer_index;
use crate::model::parameters::Parameters;

/// Reads series off a history.
#[derive(Debug)]
pub struct Evaluation<'a> {
    history: &'a History,
    parameters: &'a Parameters,
    counts: Vec<Counts>,
    /// Adopters in use in each month, by [`group`].
    in_use: Vec<[u32; GROUPS]>,
    bests: Bests,
}

/// Sets of cells that series speak of: a region or all, and a segment or all.
const GROUPS: usize = (BLOCS + 1) * (SEGMENTS + 1);

/// Position of a series' set of cells.
fn group(key: &SeriesKey) -> usize {
    let region = key.region.map_or(BLOCS, Bloc::index);
    region * (SEGMENTS + 1) + key.segment.map_or(SEGMENTS, Segment::index)
}

/// Adopters in use in all sets of cells.
fn in_use(counts: &Counts) -> [u32; GROUPS] {
    std::array::from_fn(|i| {
        let (region, segment) = (i / (SEGMENTS + 1), i % (SEGMENTS + 1));
        counts.total_in(Bloc::ALL.get(region).copied(), Segment::ALL.get(segment).copied())
    })
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
        let counts: Vec<Counts> = (0..history.months()).map(|row| Counts::of(history, row)).collect();
        let in_use = counts.iter().map(in_use).collect();
        let best = |wanted: &dyn Fn(usize, Access) -> bool| -> Vec<f64> {
            (0..history.months()).map(|row| history.best_where(row, wanted).unwrap_or(f64::NAN)).collect()
        };
        let bloc = Bloc::ALL.map(|b| best(&|lab, _| history.lab_blocs[lab] == b));
        let access = Access::ALL.map(|a| best(&|_, access| access == a));
        Self { history, parameters, counts, in_use, bests: Bests { bloc, access } }
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
            "adoption_share" | "cutoff_exposure" | "concentration" | "lab_share"
                if self.in_use(key, row) == 0 =>
            {
                f64::NAN
            }
            "adoption_share" => {
                let users = counts.users_in(key.bloc, key.access, key.region, key.segment);
                share(users, self.in_use(key, row))
            }
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
        self.in_use[row][group(key)]
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
        if whole == 0 { f64::NAN } else { share(of(key.bloc.unwrap_or(Bloc::China)), whole) }
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
        let shares = (0..self.history.lab_blocs.len()).map(|lab| share(self.lab_users(lab, key, row), total));
        shares.map(|s| s * s).sum()
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
