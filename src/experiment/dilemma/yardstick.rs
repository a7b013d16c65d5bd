//! What is looked at to see what an answer does: the indicators of levers, some more, and the labs concerned.

use crate::experiment::effect::{FURTHER, INDICATORS, Indicator, further_series, series as indicator_series};
use crate::experiment::ensemble::Ensemble;
use crate::model::calendar::Month;
use crate::model::lab::LabSpec;
use crate::model::measure::SeriesKey;
use crate::model::setup::Setup;
use crate::scenario::dilemma::{Act, Dilemma};

/// When an answer's effect is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Horizon {
    /// A year after the answer, or at the end where that is sooner.
    Year,
    /// In the last month.
    End,
}

impl Horizon {
    /// Both, in order of time.
    pub const ALL: [Self; 2] = [Self::Year, Self::End];

    /// The row at which it looks, for an answer given in row `from`.
    pub fn row(self, from: usize, months: usize) -> usize {
        match self {
            Self::Year => (from + 12).min(months - 1),
            Self::End => months - 1,
        }
    }

    /// The month at which it looks, for an answer given in `month`.
    pub fn month(self, month: Month, end: Month) -> Month {
        match self {
            Self::Year => (month + 12).min(end),
            Self::End => end,
        }
    }
}

/// One number a run.
#[derive(Clone, Copy, Debug)]
pub enum Yardstick {
    /// An indicator.
    Indicator(&'static Indicator),
    /// The share of the world's use that runs on a lab's models, by its place in the roster.
    Lab(usize),
}

/// What the answers to a dilemma are measured by: all indicators, and the labs at which something may happen.
pub fn yardsticks(dilemma: &Dilemma, labs: &[LabSpec]) -> Vec<Yardstick> {
    let concerned = |lab: &LabSpec| {
        let at = |act: &Act| act.lab().is_some_and(|id| id == lab.id);
        dilemma.effects().any(|effect| at(&effect.act))
    };
    let indicators = INDICATORS.iter().chain(&FURTHER).map(Yardstick::Indicator);
    let labs = labs.iter().enumerate().filter(|(_, lab)| concerned(lab));
    indicators.chain(labs.map(|(place, _)| Yardstick::Lab(place))).collect()
}

/// The series that all yardsticks are read off.
pub fn series(setup: &Setup) -> Vec<SeriesKey> {
    let mut series = indicator_series();
    series.extend(further_series());
    series.extend((0..setup.labs.len()).map(share));
    series
}

fn share(lab: usize) -> SeriesKey {
    SeriesKey { lab: Some(lab), ..SeriesKey::of("lab_share") }
}

impl Yardstick {
    /// Name for people.
    pub fn title(&self, labs: &[LabSpec]) -> String {
        match self {
            Self::Indicator(indicator) => indicator.title.to_owned(),
            Self::Lab(lab) => format!("{}'s share", labs[*lab].name),
        }
    }

    /// What it says.
    pub fn meaning(&self, labs: &[LabSpec]) -> String {
        match self {
            Self::Indicator(indicator) => indicator.meaning.to_owned(),
            Self::Lab(lab) => format!("share of models of {} in the world's use", labs[*lab].name),
        }
    }

    /// Decimals that are worth showing.
    pub fn decimals(&self) -> usize {
        match self {
            Self::Indicator(indicator) => indicator.decimals,
            Self::Lab(_) => 3,
        }
    }

    /// Its value in each run, in a row, for an answer given in row `from`.
    pub(super) fn values(&self, ensemble: &Ensemble, setup: &Setup, from: usize, row: usize) -> Vec<f64> {
        match self {
            Self::Indicator(indicator) => indicator.values_at(ensemble, &setup.parameters, from, row),
            Self::Lab(lab) => match ensemble.position(&share(*lab)) {
                Some(place) => ensemble.across(place, row),
                None => vec![f64::NAN; ensemble.runs.len()],
            },
        }
    }
}
