//! The whole back-test with the usual dates of forecast, as one thing to be looked at.

use super::verdict::{LEADS, lost_to};
use super::{Agreement, Case, FORECASTERS, HORIZON, Lead, ORIGINS, Tested, cases_at, free_cases, tested};
use crate::experiment::calibration::likelihood::tolerance;
use crate::experiment::observed::Predictions;
use crate::model::random::Seed;
use crate::scenario::observation::Observations;

/// What a set of runs says of published figures, scored beside the rivals.
#[derive(Clone, Debug, PartialEq)]
pub struct Whole {
    /// Runs of the model.
    pub runs: usize,
    /// All forecasts: the free run's, then those of each date.
    pub cases: Vec<Case>,
    /// Series from the start on, in the order of the data.
    pub free: Vec<Tested>,
    /// Series up to three, six and twelve months ahead; by [`LEADS`].
    pub ahead: [Vec<Tested>; LEADS.len()],
    /// Agreement with the short list.
    pub agreement: Agreement,
    /// Interval of 90 % of its loss.
    pub loss_interval: (f64, f64),
}

/// How many of a series' rows are held against a judged tolerance, and how many of these lie in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Judged {
    /// Rows whose mean lies in the tolerance.
    pub inside: usize,
    /// Rows that have one.
    pub all: usize,
}

impl Whole {
    /// Of what many runs, made with a seed, predict of all rows.
    pub fn new(rows: &Observations, model: &Predictions, seed: Seed) -> Self {
        let mut cases = free_cases(rows, model);
        for origin in ORIGINS {
            cases.extend(cases_at(rows, model, origin, HORIZON));
        }
        let agreement = Agreement::new(rows, model);
        Self {
            runs: model.runs,
            free: tested(rows, &cases, Lead::Free),
            ahead: LEADS.map(|lead| tested(rows, &cases, lead)),
            loss_interval: agreement.loss_interval(rows, seed),
            agreement,
            cases,
        }
    }

    /// The free run's forecast of a row; none of a row that is only shown.
    pub fn case(&self, row: usize) -> Option<&Case> {
        self.cases.iter().find(|case| case.origin.is_none() && case.row == row)
    }

    /// A series in the free run; none where it has nothing but rows that are only shown.
    pub fn series(&self, series: usize) -> Option<&Tested> {
        self.free.iter().find(|one| one.series == series)
    }

    /// How a series' rows in the free run stand to their tolerances.
    pub fn judged(&self, rows: &Observations, series: usize) -> Judged {
        let own =
            self.cases.iter().filter(|case| case.origin.is_none() && rows.rows[case.row].series == series);
        let mut judged = Judged { inside: 0, all: 0 };
        for case in own {
            let row = &rows.rows[case.row];
            let Some((told, _)) = case.forecasts[0].as_ref() else { continue };
            let Some((low, high)) = row.band.filter(|_| tolerance(row).is_some()) else { continue };
            judged.all += 1;
            judged.inside += usize::from((low..=high).contains(&told.mean));
        }
        judged
    }

    /// In how many series the model does as well as each forecaster or better, and of how many that both could forecast;
    /// in the free run.
    pub fn won(&self) -> [(usize, usize); FORECASTERS] {
        lost_to(&self.free).map(|(lost, both)| (both - lost, both))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::ensemble::{Progress, Workers};
    use crate::experiment::observed::predict;
    use crate::model::setup::Setup;
    use crate::scenario::Scenario;

    #[test]
    fn what_is_judged_is_what_the_verdict_says() {
        let setup = Setup { adopters: 300, ..Scenario::built_in("history").unwrap().setup };
        let rows = Observations::built_in().unwrap();
        let workers = Workers::new(0).unwrap();
        let model = predict(&setup, Seed(1), 4, &rows, &workers, &Progress::default()).unwrap();
        let whole = Whole::new(&rows, &model, Seed(1));
        assert_eq!((whole.runs, whole.free.len()), (4, 29));
        for one in &whole.free {
            let judged = whole.judged(&rows, one.series);
            let share = (judged.all > 0).then(|| judged.inside as f64 / judged.all as f64);
            assert_eq!(share, one.in_band, "{}", rows.series[one.series].id);
        }
        assert!(whole.ahead.iter().all(|lead| lead.len() > 5));
        for (row, observation) in rows.rows.iter().enumerate() {
            assert_eq!(whole.case(row).is_some(), super::super::is_tested(observation), "{row}");
        }
        let won = whole.won();
        assert!(won[1..].iter().all(|(won, both)| won <= both && *both > 8), "{won:?}");
    }
}
