//! What many cases say together: by series and by how far ahead.

use super::{Case, FORECASTERS, Forecaster};
use crate::experiment::calibration::likelihood::tolerance;
use crate::scenario::observation::Observations;

/// How far ahead a forecast looks, in months.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lead {
    /// From January 2024, without looking at what came after.
    Free,
    /// The window ends this many months after the forecast, the first number excluded.
    Months(u16, u16),
}

/// The horizons: up to three, six and twelve months.
pub const LEADS: [Lead; 3] = [Lead::Months(0, 3), Lead::Months(3, 6), Lead::Months(6, 12)];

impl Lead {
    fn holds(self, case: &Case, rows: &Observations) -> bool {
        match (self, case.origin) {
            (Self::Free, origin) => origin.is_none(),
            (Self::Months(after, to), Some(origin)) => {
                let ahead = rows.rows[case.row].to.0.saturating_sub(origin.0);
                ahead > after && ahead <= to
            }
            (Self::Months(..), None) => false,
        }
    }
}

/// Scores of a forecaster, averaged over those cases of a series in which it could forecast.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Skill {
    /// Cases in which it could forecast.
    pub cases: usize,
    /// Mean of forecast less observation.
    pub error: f64,
    /// Mean of the error's size.
    pub absolute_error: f64,
    /// Mean continuous ranked probability score.
    pub crps: f64,
    /// Share of outcomes in its middle 80 %.
    pub coverage: f64,
    /// The model's mean score in the same cases: what the rival is to be compared with.
    pub model_crps: f64,
}

/// A series at a lead.
#[derive(Clone, Debug, PartialEq)]
pub struct Tested {
    /// The series.
    pub series: usize,
    /// How far ahead.
    pub lead: Lead,
    /// Number of cases.
    pub cases: usize,
    /// Share of the cases in which the model's mean lies in the tolerance of the observation; none without tolerances.
    pub in_band: Option<f64>,
    /// By [`Forecaster::ALL`]; none where it never could forecast.
    pub skills: [Option<Skill>; FORECASTERS],
}

impl Tested {
    /// Whether a rival did better than the model in the same cases.
    pub fn is_beaten_by(&self, rival: usize) -> bool {
        self.skills[rival].is_some_and(|skill| skill.crps < skill.model_crps)
    }
}

/// All series that have cases at a lead, in the order of the data.
pub fn tested(rows: &Observations, cases: &[Case], lead: Lead) -> Vec<Tested> {
    let at_lead: Vec<&Case> = cases.iter().filter(|case| lead.holds(case, rows)).collect();
    let series = (0..rows.series.len()).map(|series| {
        let own: Vec<&Case> =
            at_lead.iter().copied().filter(|case| rows.rows[case.row].series == series).collect();
        (series, own)
    });
    let filled = series.filter(|(_, own)| !own.is_empty());
    filled
        .map(|(series, own)| Tested {
            series,
            lead,
            cases: own.len(),
            in_band: in_band(rows, &own),
            skills: std::array::from_fn(|place| skill(&own, place)),
        })
        .collect()
}

fn skill(cases: &[&Case], place: usize) -> Option<Skill> {
    let of = |case: &Case, place: usize| case.forecasts[place].map(|(_, score)| score);
    let scored: Vec<_> = cases.iter().filter_map(|case| of(case, place).zip(of(case, 0))).collect();
    let n = scored.len() as f64;
    let mean = |value: &dyn Fn(usize) -> f64| (0..scored.len()).map(value).sum::<f64>() / n;
    (!scored.is_empty()).then(|| Skill {
        cases: scored.len(),
        error: mean(&|i| scored[i].0.error),
        absolute_error: mean(&|i| scored[i].0.error.abs()),
        crps: mean(&|i| scored[i].0.crps),
        coverage: mean(&|i| f64::from(u8::from(scored[i].0.covered))),
        model_crps: mean(&|i| scored[i].1.crps),
    })
}

fn in_band(rows: &Observations, cases: &[&Case]) -> Option<f64> {
    let inside = cases.iter().filter_map(|case| {
        let row = &rows.rows[case.row];
        let (told, _) = case.forecasts[0].as_ref()?;
        let (low, high) = row.band.filter(|_| tolerance(row).is_some())?;
        Some((low..=high).contains(&told.mean))
    });
    let inside: Vec<bool> = inside.collect();
    (!inside.is_empty()).then(|| inside.iter().filter(|is| **is).count() as f64 / inside.len() as f64)
}

/// In how many series each rival did better than the model, and of how many that both could forecast.
pub fn lost_to(tested: &[Tested]) -> [(usize, usize); FORECASTERS] {
    std::array::from_fn(|place| {
        let both = tested.iter().filter(|one| one.skills[place].is_some()).count();
        let lost = tested
            .iter()
            .filter(|one| Forecaster::ALL[place] != Forecaster::Model && one.is_beaten_by(place));
        (lost.count(), both)
    })
}
