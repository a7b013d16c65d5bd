//! The back-test: what the model says of published observations, scored beside simple rivals on the same data.
//!
//! Every observation is a case, once with all that was known before its window began (the model runs free from January 2024),
//! and once for each date of forecast that lies before its window, at most a year ahead. A rival sees the rows of its own
//! series that were complete at that date, and nothing else.

pub mod agreement;
pub mod refit;
pub mod rival;
pub mod score;
pub mod verdict;
pub mod whole;

pub use agreement::Agreement;
pub use rival::{Known, Rival, Support};
pub use score::{Forecast, Score};
pub use verdict::{Lead, Skill, Tested, tested};
pub use whole::Whole;

use super::calibration::likelihood::tolerance;
use super::observed::Predictions;
use crate::model::calendar::Month;
use crate::scenario::observation::{Observation, Observations, Status};

/// The usual dates of forecast, at the end of these months: December 2024, March and June 2025, a year and two quarters
/// before the last observations.
pub const ORIGINS: [Month; 3] = [Month(11), Month(14), Month(17)];
/// How far ahead is forecast, in months.
pub const HORIZON: u16 = 12;

/// Who forecasts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Forecaster {
    /// The model.
    Model,
    /// A simple rival.
    Rival(Rival),
}

/// Number of forecasters.
pub const FORECASTERS: usize = 1 + Rival::ALL.len();

impl Forecaster {
    /// All of them, the model first.
    pub const ALL: [Self; FORECASTERS] = [
        Self::Model,
        Self::Rival(Rival::LastValue),
        Self::Rival(Rival::LinearTrend),
        Self::Rival(Rival::LogisticTrend),
    ];

    /// Name in files.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Model => "model",
            Self::Rival(rival) => rival.key(),
        }
    }

    /// Name for people.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Model => "model",
            Self::Rival(rival) => rival.title(),
        }
    }
}

/// One forecast of one observation by everybody who could make one.
#[derive(Clone, Debug, PartialEq)]
pub struct Case {
    /// Place of the observation among the rows.
    pub row: usize,
    /// When the forecast was made: at the end of this month. None: just before the window began, by a model that knew nothing
    /// after January 2024.
    pub origin: Option<Month>,
    /// Mean and band of each forecast, and its scores; by [`Forecaster::ALL`].
    pub forecasts: [Option<(Told, Score)>; FORECASTERS],
}

/// What a forecast says, in short.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Told {
    /// Mean.
    pub mean: f64,
    /// Median.
    pub median: f64,
    /// Tenth and ninetieth percentile.
    pub band: (f64, f64),
}

/// Whether a row is held against forecasts: assumptions that are not scored are drawn only.
pub fn is_tested(row: &Observation) -> bool {
    row.scored || row.status != Status::Assumed
}

/// One case for each observation: the model runs free from its start.
pub fn free_cases(rows: &Observations, model: &Predictions) -> Vec<Case> {
    let places = (0..rows.rows.len()).filter(|place| is_tested(&rows.rows[*place]));
    places
        .map(|place| {
            // All that was complete before the window began, as one who forecasts at its threshold would know.
            let known = |row: &Observation| row.to < rows.rows[place].from;
            case(rows, model, place, None, known)
        })
        .collect()
}

/// One case for each observation whose window lies wholly in the `horizon` months after a date of forecast.
pub fn cases_at(rows: &Observations, model: &Predictions, origin: Month, horizon: u16) -> Vec<Case> {
    let ahead = |row: &Observation| row.from > origin && row.to <= origin + horizon;
    let places = (0..rows.rows.len()).filter(|p| is_tested(&rows.rows[*p]) && ahead(&rows.rows[*p]));
    places.map(|place| case(rows, model, place, Some(origin), |row| row.to <= origin)).collect()
}

fn case(
    rows: &Observations,
    model: &Predictions,
    place: usize,
    origin: Option<Month>,
    is_known: impl Fn(&Observation) -> bool,
) -> Case {
    let row = &rows.rows[place];
    let past = known(rows, row.series, is_known);
    let support = support(rows, row.series);
    let forecasts = Forecaster::ALL.map(|forecaster| {
        let forecast = match forecaster {
            Forecaster::Model => Forecast::new(model.column(place)),
            Forecaster::Rival(rival) => rival.forecast(&past, middle(row), support),
        }?;
        let told = Told { mean: forecast.mean(), median: forecast.median(), band: forecast.band() };
        Some((told, forecast.score(row.value)))
    });
    Case { row: place, origin, forecasts }
}

/// What was known of a series, in order of time.
fn known(rows: &Observations, series: usize, is_known: impl Fn(&Observation) -> bool) -> Vec<Known> {
    let own = rows.rows.iter().filter(|row| row.series == series && is_tested(row) && is_known(row));
    let mut known: Vec<Known> = own
        .map(|row| Known { month: middle(row), value: row.value, deviation: tolerance(row).unwrap_or(0.0) })
        .collect();
    known.sort_by(|a, b| a.month.total_cmp(&b.month));
    known
}

/// Middle of a row's window, in months.
pub fn middle(row: &Observation) -> f64 {
    f64::midpoint(f64::from(row.from.0), f64::from(row.to.0))
}

fn support(rows: &Observations, series: usize) -> Support {
    match rows.series[series].unit.as_str() {
        "share" | "probability" => Support::SHARE,
        "months" => Support::LAG,
        _ => Support::Any,
    }
}
