//! Values of series, read off a history.

use std::cell::OnceCell;

use super::counts::{Counts, cells};
use super::gap::{months_behind_best, running_best};
use super::series::{Pair, SeriesKey};
use super::sums::Sums;
use crate::model::bloc::{Access, BLOCS, Bloc, SEGMENTS, Segment};
use crate::model::government::share;
use crate::model::history::History;
use crate::model::offer::offer_index;
use crate::model::parameters::Parameters;

/// Reads series off a history. What a month or the frontiers are counted up to is worked out when it is first asked for.
#[derive(Debug)]
pub struct Evaluation<'a> {
    history: &'a History,
    parameters: &'a Parameters,
    months: Vec<OnceCell<Counted>>,
    bests: OnceCell<Bests>,
}

/// Users of a month.
#[derive(Debug)]
struct Counted {
    counts: Counts,
    sums: Sums,
}

/// Best capability of each month, by bloc and by access.
#[derive(Debug)]
struct Bests {
    bloc: [Best; BLOCS],
    access: [Best; 2],
}

/// Best capability on the market, and best there has ever been.
#[derive(Debug)]
struct Best {
    now: Vec<f64>,
    ever: Vec<f64>,
}

/// What reads a series in a month.
type Reader<'a> = fn(&Evaluation<'a>, &SeriesKey, usize) -> f64;

/// Months over which downloads are counted.
const DOWNLOAD_WINDOW: usize = 6;

impl Best {
    fn of(history: &History, wanted: impl Fn(usize, Access) -> bool) -> Self {
        let best = |row| history.best_where(row, &wanted).unwrap_or(f64::NAN);
        let now: Vec<f64> = (0..history.months()).map(best).collect();
        Self { ever: running_best(&now), now }
    }
}

/// A ratio of counts; NaN of nothing.
fn part(some: u32, whole: u32) -> f64 {
    if whole == 0 { f64::NAN } else { share(some, whole) }
}

impl<'a> Evaluation<'a> {
    /// Prepares a history for reading.
    pub fn new(history: &'a History, parameters: &'a Parameters) -> Self {
        let months = (0..history.months()).map(|_| OnceCell::new()).collect();
        Self { history, parameters, months, bests: OnceCell::new() }
    }

    /// The history that it reads.
    pub fn history(&self) -> &'a History {
        self.history
    }

    /// Head counts of a month.
    pub fn counts(&self, row: usize) -> &Counts {
        &self.counted(row).counts
    }

    /// All values of a series, month by month; NaN where there is nothing to measure.
    pub fn series(&self, key: &SeriesKey) -> Vec<f64> {
        self.values(key, 0..self.history.months()).collect()
    }

    /// Values of a series in some months; NaN where there is nothing to measure.
    pub fn values(&self, key: &SeriesKey, rows: impl Iterator<Item = usize>) -> impl Iterator<Item = f64> {
        let read = Self::reader(key.name());
        rows.map(move |row| read(self, key, row))
    }

    /// Value of a series in a month; NaN where there is nothing to measure.
    pub fn value(&self, key: &SeriesKey, row: usize) -> f64 {
        Self::reader(key.name())(self, key, row)
    }

    fn reader(measure: &str) -> Reader<'a> {
        match measure {
            "adoption_share" => Self::adoption_share,
            "lab_share" => Self::lab_share,
            "adoption_rate" => Self::adoption_rate,
            "download_share" => Self::download_share,
            "frontier" => Self::frontier,
            "frontier_gap" => Self::frontier_gap,
            "open_releases" => Self::releases,
            "concentration" => Self::concentration,
            "values_exposure" => Self::values_exposure,
            "cutoff_exposure" => Self::cutoff_exposure,
            "market_index" => |it, _, row| it.history.rows[row].market_index,
            "domestic_chips" => {
                |it, key, row| key.bloc.map_or(f64::NAN, |b| it.history.rows[row].domestic_chips[b.index()])
            }
            "markup" => Self::markup,
            _ => |_, _, _| f64::NAN,
        }
    }

    fn counted(&self, row: usize) -> &Counted {
        self.months[row].get_or_init(|| {
            let counts = Counts::of(self.history, row);
            let sums = Sums::new(&counts);
            Counted { counts, sums }
        })
    }

    fn bests(&self) -> &Bests {
        self.bests.get_or_init(|| {
            let blocs = &self.history.lab_blocs;
            let bloc = Bloc::ALL.map(|b| Best::of(self.history, |lab, _| blocs[lab] == b));
            Bests { bloc, access: Access::ALL.map(|a| Best::of(self.history, |_, access| access == a)) }
        })
    }

    fn adoption_share(&self, key: &SeriesKey, row: usize) -> f64 {
        let sums = &self.counted(row).sums;
        part(sums.users(key), sums.total(key))
    }

    fn cutoff_exposure(&self, key: &SeriesKey, row: usize) -> f64 {
        if self.in_use(key, row) == 0 {
            return f64::NAN;
        }
        self.counts(row).cutoff_exposure(key.region, key.segment)
    }

    fn markup(&self, key: &SeriesKey, row: usize) -> f64 {
        let month = &self.history.rows[row];
        match key.lab {
            Some(lab) if month.offers[offer_index(lab, Access::Closed)].is_some() => month.markup[lab],
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
        self.counted(row).sums.total(key)
    }

    fn lab_share(&self, key: &SeriesKey, row: usize) -> f64 {
        let Some(lab) = key.lab else { return f64::NAN };
        part(self.lab_users(lab, key, row), self.in_use(key, row))
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
        part(of(key.bloc.unwrap_or(Bloc::China)), whole)
    }

    fn frontier(&self, key: &SeriesKey, row: usize) -> f64 {
        match (key.bloc, key.access, key.lab) {
            (Some(bloc), ..) => self.bests().bloc[bloc.index()].now[row],
            (_, Some(access), _) => self.bests().access[access.index()].now[row],
            (.., Some(lab)) => self.history.best_where(row, |l, _| l == lab).unwrap_or(f64::NAN),
            _ => f64::NAN,
        }
    }

    fn frontier_gap(&self, key: &SeriesKey, row: usize) -> f64 {
        let Bests { bloc, access } = self.bests();
        let [us, china, europe] = [Bloc::Us, Bloc::China, Bloc::Europe].map(|b| &bloc[b.index()]);
        let (leader, behind) = match key.pair {
            Some(Pair::UsChina) => (us, china),
            Some(Pair::UsEurope) => (us, europe),
            Some(Pair::ClosedOpen) => (&access[0], &access[1]),
            _ => return f64::NAN,
        };
        if leader.now[row].is_nan() || behind.now[row].is_nan() {
            return f64::NAN;
        }
        months_behind_best(&leader.ever[..=row], behind.now[row])
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
        if total == 0 {
            return f64::NAN;
        }
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
                let used = self.counts(row).share(Some(bloc), None, Some(region), segment);
                exposure += p.values_weight[s] * p.value_distance[region.index()][bloc.index()] * used;
            }
        }
        exposure
    }
}
