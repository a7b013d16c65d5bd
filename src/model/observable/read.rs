//! How observables are read off a history: a window of months, and what is counted in it.

use std::cmp::Reverse;
use std::ops::RangeInclusive;

use super::NOT_CROSSED;
use crate::model::bloc::{Access, Bloc, Segment};
use crate::model::calendar::Month;
use crate::model::history::{History, Row};
use crate::model::lab::Mode;
use crate::model::measure::{Evaluation, Pair, SeriesKey};
use crate::model::offer::{offer_access, offer_lab};

/// The regions outside China.
const ABROAD: [Bloc; 3] = [Bloc::Us, Bloc::Europe, Bloc::Row];

/// The year at the middle of a month, as a number.
pub fn year_of(month: Month) -> f64 {
    f64::from(month.year()) + (f64::from(month.month_of_year()) - 0.5) / 12.0
}

/// A window of months of a history.
pub struct Window<'e, 'h> {
    evaluation: &'e Evaluation<'h>,
    history: &'h History,
    first: usize,
    last: usize,
}

/// A ratio of counts; NaN of nothing.
fn ratio(part: u64, whole: u64) -> f64 {
    if whole == 0 { f64::NAN } else { part as f64 / whole as f64 }
}

fn yes(is: bool) -> f64 {
    f64::from(u8::from(is))
}

impl<'e, 'h> Window<'e, 'h> {
    /// The months from `from` to `to`, those before the history's first read as that one; none where the
    /// history ends before the window.
    pub fn new(evaluation: &'e Evaluation<'h>, from: Month, to: Month) -> Option<Self> {
        let history = evaluation.history();
        let row = |month: Month| usize::try_from(month - history.start).unwrap_or(0);
        let (first, last) = (row(from), row(to));
        (first <= last && last < history.months()).then_some(Self { evaluation, history, first, last })
    }

    fn range(&self) -> RangeInclusive<usize> {
        self.first..=self.last
    }

    fn rows(&self) -> &'h [Row] {
        &self.history.rows[self.range()]
    }

    /// Mean over those months that have a value.
    fn mean(&self, value: impl Fn(usize) -> f64) -> f64 {
        let values = self.range().map(value).filter(|v| !v.is_nan());
        let (sum, n) = values.fold((0.0, 0_u32), |(sum, n), v| (sum + v, n + 1));
        if n == 0 { f64::NAN } else { sum / f64::from(n) }
    }

    fn mean_of(&self, key: &SeriesKey) -> f64 {
        self.mean(|row| self.evaluation.value(key, row))
    }

    /// China's part of open downloads of models of these blocs.
    pub fn downloads(&self, blocs: &[Bloc]) -> f64 {
        let of =
            |bloc: Bloc| self.rows().iter().map(|row| u64::from(row.downloads[bloc.index()])).sum::<u64>();
        ratio(of(Bloc::China), blocs.iter().map(|bloc| of(*bloc)).sum())
    }

    /// Part of the choices of developers outside China, among the `top` offers of each month, that `wanted`
    /// picks by bloc and by whether it is open.
    pub fn choices(&self, top: usize, wanted: impl Fn(Bloc, bool) -> bool) -> f64 {
        let (mut part, mut whole) = (0, 0);
        for row in self.rows() {
            let mut offers: Vec<(usize, u32)> = row.developer_choices.iter().copied().enumerate().collect();
            offers.sort_by_key(|&(place, n)| (Reverse(n), place));
            for (place, n) in offers.into_iter().take(top) {
                let (bloc, open) = (self.history.lab_blocs[offer_lab(place)], offer_access(place));
                whole += u64::from(n);
                part += if wanted(bloc, open == Access::Open) { u64::from(n) } else { 0 };
            }
        }
        ratio(part, whole)
    }

    /// Developers outside China who use a bloc's open models in a month.
    fn open_developers(&self, bloc: Bloc, row: usize) -> u32 {
        let counts = self.evaluation.counts(row);
        let users =
            |region| counts.users_in(Some(bloc), Some(Access::Open), Some(region), Some(Segment::Developers));
        ABROAD.into_iter().map(users).sum()
    }

    /// Middle of the first month, up to the window's end, in which Chinese open models have more of them than American ones.
    pub fn passing(&self) -> f64 {
        let ahead =
            |row: &usize| self.open_developers(Bloc::China, *row) > self.open_developers(Bloc::Us, *row);
        let month = (0..=self.last).find(ahead).map(|row| self.history.month(row));
        year_of(month.unwrap_or_else(|| self.history.month(self.last) + NOT_CROSSED))
    }

    pub fn open_us_enterprises(&self) -> f64 {
        let (open, segment) = (Some(Access::Open), Some(Segment::Enterprises));
        self.mean_of(&SeriesKey::adoption_share(None, open, Some(Bloc::Us), segment))
    }

    /// Chinese share of use outside China.
    pub fn china_abroad(&self) -> f64 {
        self.mean(|row| {
            let counts = self.evaluation.counts(row);
            let chinese = |region| u64::from(counts.users_in(Some(Bloc::China), None, Some(region), None));
            let all = |region| u64::from(counts.total_in(Some(region), None));
            ratio(ABROAD.into_iter().map(chinese).sum(), ABROAD.into_iter().map(all).sum())
        })
    }

    pub fn us_in_us_government(&self) -> f64 {
        let us = Some(Bloc::Us);
        self.mean_of(&SeriesKey::adoption_share(us, None, us, Some(Segment::Government)))
    }

    pub fn china_at_home(&self) -> f64 {
        let china = Some(Bloc::China);
        self.mean_of(&SeriesKey::adoption_share(china, None, china, None))
    }

    /// Months by which the second of a pair trails the first.
    pub fn gap(&self, pair: Pair) -> f64 {
        self.mean_of(&SeriesKey { pair: Some(pair), ..SeriesKey::of("frontier_gap") })
    }

    /// Rise of the best capability by month; none within one month.
    pub fn growth(&self) -> f64 {
        let best = |row| self.history.best_where(row, |_, _| true).unwrap_or(f64::NAN);
        let months = self.last - self.first;
        if months == 0 { f64::NAN } else { (best(self.last) - best(self.first)) / months as f64 }
    }

    /// Part of a bloc's releases that opened weights.
    pub fn open_releases(&self, bloc: Bloc) -> f64 {
        let (from, to) = (self.history.month(self.first), self.history.month(self.last));
        let (mut open, mut all) = (0, 0);
        for decision in &self.history.decisions {
            if self.history.lab_blocs[decision.lab] == bloc && (from..=to).contains(&decision.month) {
                all += 1;
                open += u64::from(decision.chosen != Mode::Closed);
            }
        }
        ratio(open, all)
    }

    /// Part of a bloc's labs whose last release opened weights.
    pub fn open_labs(&self, bloc: Bloc) -> f64 {
        let blocs = &self.history.lab_blocs;
        let labs: Vec<usize> = (0..blocs.len()).filter(|lab| blocs[*lab] == bloc).collect();
        let is_open = |row: usize, lab: usize| self.history.rows[row].mode[lab] != Mode::Closed;
        self.mean(|row| ratio(labs.iter().map(|lab| u64::from(is_open(row, *lab))).sum(), labs.len() as u64))
    }

    /// Whether a lab has released with open weights by the window's end; NaN where there is no such lab.
    pub fn has_opened(&self, id: &str) -> f64 {
        let Some(lab) = self.history.lab_ids.iter().position(|known| known == id) else { return f64::NAN };
        let last = self.history.month(self.last);
        let mut own = self.history.decisions.iter().filter(|d| d.lab == lab && d.month <= last);
        yes(own.any(|d| d.chosen != Mode::Closed))
    }

    pub fn market_low(&self) -> f64 {
        self.rows().iter().map(|row| row.market_index).fold(f64::NAN, f64::min)
    }
}
