//! The back-test as bytes: a table to be read, a chart of a series, CSV, JSON.

mod chart;
mod data;

use std::fmt::Write as _;

pub use chart::chart;
pub use data::{SCHEMA, csv, json};

use crate::experiment::backtest::verdict::{LEADS, lost_to};
use crate::experiment::backtest::{Agreement, Case, FORECASTERS, Forecaster, Lead, Tested, tested};
use crate::experiment::models::Models;
use crate::model::random::Seed;
use crate::report::calibration::data_digest;
use crate::report::numbers::{counted, grouped, percent};
use crate::report::provenance::{self, Drawn};
use crate::scenario::Scenario;
use crate::scenario::observation::Observations;
use crate::scenario::posterior::Posterior;

/// A back-test with all that its report tells.
#[derive(Debug)]
pub struct Backtest<'a> {
    /// The scenario.
    pub scenario: &'a Scenario,
    /// What was set from outside.
    pub settings: Vec<String>,
    /// Runs of the model.
    pub runs: usize,
    /// Their seed.
    pub seed: u64,
    /// What was simulated.
    pub models: &'a Models,
    /// Whether parameters are fitted anew at each date of forecast.
    pub is_refitted: bool,
    /// Agreement of the free run with the short list.
    pub agreement: Agreement,
    /// The observations.
    pub rows: &'a Observations,
    /// The forecasts.
    pub cases: Vec<Case>,
}

impl Backtest<'_> {
    /// Where the model's parameters come from, in words.
    fn parameters(&self) -> String {
        let hold = Drawn::ranges(Drawn::of(self.models, self.runs).as_ref());
        match self.models.posterior() {
            None => format!("The scenario's parameters; ranges show what {hold}"),
            Some(Posterior { until, .. }) => {
                format!("Parameters fitted to observations up to {until};\nranges show what {hold}")
            }
        }
    }
}

/// The table.
pub fn table(backtest: &Backtest<'_>) -> String {
    let mut out = head(backtest);
    out.push_str(
        "\nFrom January 2024, without looking at what came after. A rival knows all rows of its series before the window.\n\n",
    );
    block(&mut out, backtest, Lead::Free);
    for lead in LEADS {
        let Lead::Months(after, to) = lead else { continue };
        let fitted = match (backtest.is_refitted, backtest.models.posterior()) {
            (true, _) => "the model's parameters are fitted to what was known at that date",
            (false, None) => {
                "the model's parameters are the scenario's, judged in knowledge of the whole record"
            }
            (false, Some(_)) => "the model's parameters are drawn from the posterior",
        };
        let _ = writeln!(out, "\nForecast {} to {to} months ahead: {fitted}.\n", after + 1);
        block(&mut out, backtest, lead);
    }
    agreement(&mut out, backtest);
    out
}

fn head(backtest: &Backtest<'_>) -> String {
    let Backtest { scenario, runs, seed, .. } = backtest;
    let mut out = format!("Back-test of {} against published observations\n", scenario.name);
    // Writing to a string cannot fail.
    let _ = writeln!(
        out,
        "{} of {} adopters, seed {seed}.\n{}.\n{}\nDigest of the observations {}.",
        counted(*runs, "run", "runs"),
        grouped(scenario.setup.adopters),
        backtest.parameters(),
        provenance::line(&scenario.setup),
        data_digest(backtest.rows)
    );
    if !backtest.settings.is_empty() {
        let _ = writeln!(out, "Changed: {}.", backtest.settings.join(", "));
    }
    out
}

const HEAD: &str = "series                         rows    error     CRPS   80 %  tolerance  last value       linear     logistic\n";

fn block(out: &mut String, backtest: &Backtest<'_>, lead: Lead) {
    let tested = tested(backtest.rows, &backtest.cases, lead);
    if tested.is_empty() {
        out.push_str("There is no observation to forecast.\n");
        return;
    }
    out.push_str(HEAD);
    for one in &tested {
        line(out, backtest, one);
    }
    let lost = lost_to(&tested);
    let told = (1..FORECASTERS).map(|place| {
        let (lost, both) = lost[place];
        format!("{} in {lost} of {both}", Forecaster::ALL[place].title())
    });
    let _ = writeln!(out, "A rival did better (*) than the model: {}.", told.collect::<Vec<_>>().join(", "));
}

fn line(out: &mut String, backtest: &Backtest<'_>, tested: &Tested) {
    let Some(model) = tested.skills[0] else { return };
    let percent = |share: f64| percent(share, 0);
    let in_band = tested.in_band.map_or_else(|| "-".to_owned(), percent);
    let rivals = (1..FORECASTERS).map(|place| match tested.skills[place] {
        None => format!("{:>12}", "-"),
        Some(skill) => {
            // The model's own score in the same cases stands beside it where the rival could not forecast all.
            let mark = if tested.is_beaten_by(place) { "*" } else { " " };
            format!("{:>11.3}{mark}", skill.crps)
        }
    });
    let _ = writeln!(
        out,
        "{:<30} {:>4} {:>+8.3} {:>8.3} {:>6} {:>10} {}",
        backtest.rows.series[tested.series].id,
        tested.cases,
        model.error + 0.0,
        model.crps,
        percent(model.coverage),
        in_band,
        rivals.collect::<Vec<_>>().join(" ").trim_end()
    );
}

fn agreement(out: &mut String, backtest: &Backtest<'_>) {
    let Agreement { votes } = &backtest.agreement;
    if votes.is_empty() {
        return;
    }
    let (low, high) = backtest.agreement.loss_interval(backtest.rows, Seed(backtest.seed));
    let _ = writeln!(
        out,
        "\nAgreement with the short list: the mean over runs lies in the tolerance of {} of {} series (by trust).\n\
         Mean squared distance, in tolerances: {:.2} (90 % interval by block bootstrap over months: {low:.2} to {high:.2}).",
        percent(backtest.agreement.share(), 0),
        votes.len(),
        backtest.agreement.loss()
    );
    let outside: Vec<_> = votes.iter().flat_map(|vote| &vote.rows).filter(|row| !row.inside).collect();
    if !outside.is_empty() {
        out.push_str("Outside:\n");
    }
    for checked in outside {
        let row = &backtest.rows.rows[checked.row];
        let (low, high) = row.band.unwrap_or((f64::NAN, f64::NAN));
        let _ = writeln!(
            out,
            "  {:<28} {} to {}  observed {:.3} ({low:.3} to {high:.3}), model {:.3}",
            backtest.rows.series[row.series].id, row.written[0], row.written[1], row.value, checked.mean
        );
    }
    out.push_str(
        "\nCRPS: continuous ranked probability score, in the series' own unit; less is better. 80 %: outcomes in the model's\n\
         middle 80 % of runs. tolerance: model means inside the observation's judged tolerance. A rival is compared in the\n\
         cases in which it could forecast. Results are conditional on the model's assumptions.\n",
    );
}
