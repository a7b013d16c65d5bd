//! The indicators: one number a run for each of the questions that are asked most.

use crate::experiment::ensemble::Ensemble;
use crate::experiment::paired::{Paired, Sign};
use crate::model::bloc::{Access, Bloc};
use crate::model::measure::{Pair, Release, SeriesKey};
use crate::model::parameters::Parameters;

/// One number a run.
#[derive(Clone, Copy, Debug)]
pub struct Indicator {
    /// Short name, for the head of a column.
    pub title: &'static str,
    /// What it says.
    pub meaning: &'static str,
    /// Decimals that are worth showing.
    pub decimals: usize,
    value: fn(&Reading<'_>) -> f64,
}

/// The indicators, in the order of columns. All but releases are of the last month.
#[rustfmt::skip]
pub const INDICATORS: [Indicator; 11] = [
    Indicator { title: "China's lag", decimals: 1, value: |r| r.last(&gap(Pair::UsChina)),
        meaning: "months by which China's best model trails the best American one" },
    Indicator { title: "China in downloads", decimals: 3, value: |r| r.last(&downloads()),
        meaning: "China's share of Chinese and American open downloads" },
    Indicator { title: "China abroad", decimals: 3, value: |r| r.abroad(Bloc::China),
        meaning: "share of Chinese models in use in Europe and the rest of the world" },
    Indicator { title: "US releases open", decimals: 3, value: |r| r.open_releases(Bloc::Us),
        meaning: "share of American releases, from the month of the move on, that open weights, siblings included" },
    Indicator { title: "World open", decimals: 3, value: |r| r.share(None, Some(Access::Open), None),
        meaning: "share of open models in the world's use" },
    Indicator { title: "American frontier", decimals: 2, value: |r| r.last(&frontier(Bloc::Us)),
        meaning: "capability of the best American model, in orders of magnitude of effective compute" },
    Indicator { title: "US exposure", decimals: 3, value: |r| r.exposure(Bloc::Us),
        meaning: "values exposure of American institutions" },
    Indicator { title: "Europe's exposure", decimals: 3, value: |r| r.exposure(Bloc::Europe),
        meaning: "values exposure of European institutions" },
    Indicator { title: "American open", decimals: 3, value: |r| r.share(Some(Bloc::Us), Some(Access::Open), None),
        meaning: "share of American open models in the world's use" },
    Indicator { title: "Chinese", decimals: 3, value: |r| r.share(Some(Bloc::China), None, None),
        meaning: "share of Chinese models in the world's use" },
    Indicator { title: "Europe at home", decimals: 3, value: |r| r.share(Some(Bloc::Europe), None, Some(Bloc::Europe)),
        meaning: "share of European models in Europe's use" },
];

/// Further indicators, for questions that are not asked of every lever.
#[rustfmt::skip]
pub const FURTHER: [Indicator; 4] = [
    Indicator { title: "Rest at home", decimals: 3, value: |r| r.share(Some(Bloc::Row), None, Some(Bloc::Row)),
        meaning: "share of models of the rest of the world in its own use" },
    Indicator { title: "Rest's cut-off", decimals: 3, value: |r| r.last(&cutoff(Bloc::Row)),
        meaning: "share of use in the rest of the world that can be switched off from abroad" },
    Indicator { title: "Europe's cut-off", decimals: 3, value: |r| r.last(&cutoff(Bloc::Europe)),
        meaning: "share of use in Europe that can be switched off from abroad" },
    Indicator { title: "Concentration", decimals: 3, value: |r| r.last(&SeriesKey::of("concentration")),
        meaning: "concentration of the world's use on few labs, 1 for a single one" },
];

impl Indicator {
    /// To which side a difference of this indicator goes; none where it is no finding.
    pub fn sign(&self, difference: &Paired) -> Option<Sign> {
        difference.sign(self.decimals)
    }

    /// Its value in each run of an ensemble in which levers were moved in row `from`.
    pub fn values(&self, ensemble: &Ensemble, parameters: &Parameters, from: usize) -> Vec<f64> {
        self.values_at(ensemble, parameters, from, ensemble.months - 1)
    }

    /// Its value in each run, as [`Indicator::values`], were `row` the last month.
    pub fn values_at(
        &self,
        ensemble: &Ensemble,
        parameters: &Parameters,
        from: usize,
        row: usize,
    ) -> Vec<f64> {
        let reading = |run| Reading { ensemble, parameters, run, from, row };
        (0..ensemble.runs.len()).map(|run| (self.value)(&reading(run))).collect()
    }
}

/// The series that the indicators are read off.
pub fn series() -> Vec<SeriesKey> {
    let share = SeriesKey::adoption_share;
    let mut series = vec![
        gap(Pair::UsChina),
        downloads(),
        frontier(Bloc::Us),
        exposure(Bloc::Us),
        exposure(Bloc::Europe),
        share(None, Some(Access::Open), None, None),
        share(Some(Bloc::Us), Some(Access::Open), None, None),
        share(Some(Bloc::China), None, None, None),
        share(Some(Bloc::Europe), None, Some(Bloc::Europe), None),
    ];
    series.extend([Release::Open, Release::Closed].map(|release| releases(Bloc::Us, release)));
    for region in ABROAD {
        series.push(share(Some(Bloc::China), None, Some(region), None));
        series.push(adoption_rate(region));
    }
    series
}

/// The series that the further indicators are read off, where they are not among the others.
pub fn further_series() -> Vec<SeriesKey> {
    let home = SeriesKey::adoption_share(Some(Bloc::Row), None, Some(Bloc::Row), None);
    vec![home, cutoff(Bloc::Row), cutoff(Bloc::Europe), SeriesKey::of("concentration")]
}

const ABROAD: [Bloc; 2] = [Bloc::Europe, Bloc::Row];

fn gap(pair: Pair) -> SeriesKey {
    SeriesKey { pair: Some(pair), ..SeriesKey::of("frontier_gap") }
}

fn downloads() -> SeriesKey {
    SeriesKey { pair: Some(Pair::ChinaUs), ..SeriesKey::of("download_share") }
}

fn frontier(bloc: Bloc) -> SeriesKey {
    SeriesKey { bloc: Some(bloc), ..SeriesKey::of("frontier") }
}

fn exposure(region: Bloc) -> SeriesKey {
    SeriesKey { region: Some(region), ..SeriesKey::of("values_exposure") }
}

fn cutoff(region: Bloc) -> SeriesKey {
    SeriesKey { region: Some(region), ..SeriesKey::of("cutoff_exposure") }
}

fn releases(bloc: Bloc, release: Release) -> SeriesKey {
    SeriesKey { bloc: Some(bloc), release: Some(release), ..SeriesKey::of("open_releases") }
}

fn adoption_rate(region: Bloc) -> SeriesKey {
    SeriesKey { region: Some(region), ..SeriesKey::of("adoption_rate") }
}

/// One run, to be read.
struct Reading<'a> {
    ensemble: &'a Ensemble,
    parameters: &'a Parameters,
    run: usize,
    from: usize,
    row: usize,
}

impl Reading<'_> {
    fn at(&self, key: &SeriesKey, row: usize) -> f64 {
        let place = self.ensemble.position(key).expect("the series of an indicator are kept");
        self.ensemble.value(self.run, place, row)
    }

    fn last(&self, key: &SeriesKey) -> f64 {
        self.at(key, self.row)
    }

    fn exposure(&self, region: Bloc) -> f64 {
        self.last(&exposure(region))
    }

    fn share(&self, bloc: Option<Bloc>, access: Option<Access>, region: Option<Bloc>) -> f64 {
        self.last(&SeriesKey::adoption_share(bloc, access, region, None))
    }

    /// Share of a bloc in Europe and the rest of the world together, regions weighed by their users.
    fn abroad(&self, bloc: Bloc) -> f64 {
        let (mut part, mut whole) = (0.0, 0.0);
        for region in ABROAD {
            let weight = self.parameters.region_weight[region.index()];
            let users = weight * self.last(&adoption_rate(region));
            if users > 0.0 {
                part += users * self.share(Some(bloc), None, Some(region));
                whole += users;
            }
        }
        part / whole
    }

    fn open_releases(&self, bloc: Bloc) -> f64 {
        let count = |release| -> f64 {
            let key = releases(bloc, release);
            (self.from..=self.row).map(|row| self.at(&key, row)).sum()
        };
        let (open, closed) = (count(Release::Open), count(Release::Closed));
        open / (open + closed)
    }
}
