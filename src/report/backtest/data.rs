//! The back-test for machines: one row a forecast, or one object.

use serde::Serialize;

use super::Backtest;
use crate::experiment::backtest::verdict::{LEADS, Skill};
use crate::experiment::backtest::{Case, Forecaster, Lead, tested};
use crate::model::random::Seed;
use crate::report::calibration::data_digest;
use crate::report::provenance::{self, COLUMNS, Drawn, Maker};
use crate::report::rounded;

/// Version of the JSON: a later one keeps the meaning of its keys or counts up.
pub const SCHEMA: u32 = 1;

/// One row for each forecast of each forecaster; `origin` is empty where the model ran free from January 2024.
pub fn csv(backtest: &Backtest<'_>) -> String {
    let mut out = format!(
        "series,from,to,origin,forecaster,observed,mean,p10,p90,error,crps,covered,{COLUMNS},observations\n"
    );
    let scenario = backtest.scenario;
    let of = provenance::fields(
        &scenario.name,
        &scenario.setup,
        backtest.seed,
        Drawn::of(backtest.models, backtest.runs).as_ref(),
    );
    let observations = data_digest(backtest.rows);
    for case in &backtest.cases {
        let row = &backtest.rows.rows[case.row];
        let origin = case.origin.map_or_else(String::new, |month| month.to_string());
        for (forecaster, forecast) in Forecaster::ALL.into_iter().zip(&case.forecasts) {
            let Some((told, score)) = forecast else { continue };
            let numbers = [row.value, told.mean, told.band.0, told.band.1, score.error, score.crps];
            let numbers = numbers.map(|number| rounded(number).to_string()).join(",");
            let id = &backtest.rows.series[row.series].id;
            let [from, to] = &row.written;
            out.push_str(&format!(
                "{id},{from},{to},{origin},{},{numbers},{}{of},{observations}\n",
                forecaster.key(),
                score.covered
            ));
        }
    }
    out
}

#[derive(Serialize)]
struct Report<'a> {
    schema: u32,
    #[serde(flatten)]
    maker: Maker,
    scenario: &'a str,
    settings: &'a [String],
    runs: usize,
    adopters: usize,
    digest: String,
    seed: u64,
    /// Digest of the observations.
    observations: String,
    posterior: Option<Drawn>,
    fitted_until: Option<String>,
    refitted: bool,
    agreement: Agreement<'a>,
    series: Vec<Series<'a>>,
    forecasts: Vec<Forecast<'a>>,
}

#[derive(Serialize)]
struct Agreement<'a> {
    inside: f64,
    loss: f64,
    loss_interval: [f64; 2],
    votes: Vec<Vote<'a>>,
}

#[derive(Serialize)]
struct Vote<'a> {
    series: &'a str,
    trust: f64,
    inside: f64,
    rows: usize,
}

#[derive(Serialize)]
struct Series<'a> {
    series: &'a str,
    unit: &'a str,
    /// Months ahead: none where the model ran free from January 2024.
    lead: Option<[u16; 2]>,
    cases: usize,
    in_tolerance: Option<f64>,
    scores: Vec<Score>,
}

#[derive(Serialize)]
struct Score {
    forecaster: &'static str,
    cases: usize,
    error: f64,
    absolute_error: f64,
    crps: f64,
    coverage: f64,
    model_crps: f64,
}

#[derive(Serialize)]
struct Forecast<'a> {
    series: &'a str,
    from: &'a str,
    to: &'a str,
    origin: Option<String>,
    observed: f64,
    forecasters: Vec<Told>,
}

#[derive(Serialize)]
struct Told {
    forecaster: &'static str,
    mean: f64,
    p10: f64,
    p90: f64,
    crps: f64,
    covered: bool,
}

/// One object, schema 1.
///
/// # Errors
/// Never in practice: all keys are text.
pub fn json(backtest: &Backtest<'_>) -> serde_json::Result<String> {
    let leads = std::iter::once(Lead::Free).chain(LEADS);
    let report = Report {
        schema: SCHEMA,
        maker: Maker::THIS,
        scenario: &backtest.scenario.name,
        settings: &backtest.settings,
        runs: backtest.runs,
        adopters: backtest.scenario.setup.adopters,
        digest: provenance::digest(&backtest.scenario.setup),
        seed: backtest.seed,
        observations: data_digest(backtest.rows),
        posterior: Drawn::of(backtest.models, backtest.runs),
        fitted_until: backtest.models.posterior().map(|posterior| posterior.until.to_string()),
        refitted: backtest.is_refitted,
        agreement: agreement(backtest),
        series: leads.flat_map(|lead| series(backtest, lead)).collect(),
        forecasts: backtest.cases.iter().map(|case| forecast(backtest, case)).collect(),
    };
    let mut text = serde_json::to_string_pretty(&report)?;
    text.push('\n');
    Ok(text)
}

fn agreement<'a>(backtest: &'a Backtest<'_>) -> Agreement<'a> {
    let (low, high) = backtest.agreement.loss_interval(backtest.rows, Seed(backtest.seed));
    let votes = backtest.agreement.votes.iter().map(|vote| Vote {
        series: &backtest.rows.series[vote.series].id,
        trust: rounded(vote.weight),
        inside: rounded(vote.inside()),
        rows: vote.rows.len(),
    });
    Agreement {
        inside: rounded(backtest.agreement.share()),
        loss: rounded(backtest.agreement.loss()),
        loss_interval: [rounded(low), rounded(high)],
        votes: votes.collect(),
    }
}

fn series<'a>(backtest: &'a Backtest<'_>, lead: Lead) -> Vec<Series<'a>> {
    let all = tested(backtest.rows, &backtest.cases, lead).into_iter();
    let one = |tested: crate::experiment::backtest::Tested| {
        let scores = Forecaster::ALL.into_iter().zip(tested.skills);
        Series {
            series: &backtest.rows.series[tested.series].id,
            unit: &backtest.rows.series[tested.series].unit,
            lead: match lead {
                Lead::Free => None,
                Lead::Months(after, to) => Some([after + 1, to]),
            },
            cases: tested.cases,
            in_tolerance: tested.in_band.map(rounded),
            scores: scores.filter_map(|(who, skill)| skill.map(|skill| score(who, &skill))).collect(),
        }
    };
    all.map(one).collect()
}

fn score(forecaster: Forecaster, skill: &Skill) -> Score {
    Score {
        forecaster: forecaster.key(),
        cases: skill.cases,
        error: rounded(skill.error),
        absolute_error: rounded(skill.absolute_error),
        crps: rounded(skill.crps),
        coverage: rounded(skill.coverage),
        model_crps: rounded(skill.model_crps),
    }
}

fn forecast<'a>(backtest: &'a Backtest<'_>, case: &Case) -> Forecast<'a> {
    let row = &backtest.rows.rows[case.row];
    let told = Forecaster::ALL.into_iter().zip(&case.forecasts).filter_map(|(who, forecast)| {
        let (told, score) = forecast.as_ref()?;
        let [mean, p10, p90, crps] = [told.mean, told.band.0, told.band.1, score.crps].map(rounded);
        Some(Told { forecaster: who.key(), mean, p10, p90, crps, covered: score.covered })
    });
    Forecast {
        series: &backtest.rows.series[row.series].id,
        from: &row.written[0],
        to: &row.written[1],
        origin: case.origin.map(|month| month.to_string()),
        observed: row.value,
        forecasters: told.collect(),
    }
}
