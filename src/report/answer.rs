//! Answers of the closed loop: one object of JSON a line.

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use serde_json::value::RawValue;

use super::provenance::VERSION;
use super::rounded;
use crate::experiment::eval::{Answer, Refused, Report};
use crate::experiment::summary::{Spread, spread};
use crate::model::MODEL_VERSION;
use crate::model::measure::EndWorld;

#[derive(Serialize)]
struct Line<'a> {
    id: &'a RawValue,
    status: &'static str,
    seed: u64,
    replicates: usize,
    adopters: usize,
    version: &'static str,
    model_version: u32,
    digest: &'a str,
    posterior: Option<&'a str>,
    measures: Measures<'a>,
    end_worlds: Worlds<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    months: Vec<String>,
    #[serde(skip_serializing_if = "Series::is_empty")]
    series: Series<'a>,
}

#[derive(Serialize)]
struct RefusedLine<'a> {
    id: &'a RawValue,
    status: &'static str,
    message: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<&'a str>,
}

/// The line of an answer or a refusal, with its line break.
pub fn line(outcome: Result<&Answer, &Refused>) -> String {
    let text = match outcome {
        Ok(answer) => serde_json::to_string(&of_answer(answer)),
        Err(Refused { id, message, help }) => {
            let help = help.as_deref();
            serde_json::to_string(&RefusedLine { id, status: "error", message, help })
        }
    };
    // Numbers, texts and lists of them can always be put into JSON; were it otherwise, the line would say so.
    text.unwrap_or_else(|error| format!("{{\"status\":\"error\",\"message\":{:?}}}", error.to_string()))
        + "\n"
}

fn of_answer(answer: &Answer) -> Line<'_> {
    let point = &answer.point;
    let has_series = !point.selection.series.is_empty();
    let months = (0..answer.months).filter(|_| has_series).map(|row| (answer.start + row as u16).to_string());
    Line {
        id: &point.id,
        status: "ok",
        seed: point.seed.0,
        replicates: point.replicates,
        adopters: answer.adopters,
        version: VERSION,
        model_version: MODEL_VERSION,
        digest: &answer.digest,
        posterior: answer.posterior.as_deref(),
        measures: Measures(answer),
        end_worlds: Worlds(answer),
        months: months.collect(),
        series: Series(answer),
    }
}

/// Values over the replicates, as the point wants them told.
#[derive(Serialize)]
#[serde(untagged)]
enum Told {
    Mean(f64),
    Spread { mean: f64, p10: f64, median: f64, p90: f64 },
    Runs(Vec<f64>),
}

fn told(report: Report, values: Vec<f64>) -> Told {
    if report == Report::Runs {
        return Told::Runs(values.into_iter().map(rounded).collect());
    }
    let Spread { p10, median, p90, mean } = spread(values);
    let [mean, p10, median, p90] = [mean, p10, median, p90].map(rounded);
    if report == Report::Mean { Told::Mean(mean) } else { Told::Spread { mean, p10, median, p90 } }
}

struct Measures<'a>(&'a Answer);

impl Serialize for Measures<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (answer, point) = (self.0, &self.0.point);
        let names = point.selection.measures.iter().enumerate();
        serializer.collect_map(names.map(|(i, one)| (&one.name, told(point.report, answer.measure(i)))))
    }
}

/// Series month by month: one list, one list for each number of a spread, or one list a replicate.
#[derive(Serialize)]
#[serde(untagged)]
enum ToldSeries {
    Mean(Vec<f64>),
    Spread { mean: Vec<f64>, p10: Vec<f64>, median: Vec<f64>, p90: Vec<f64> },
    Runs(Vec<Vec<f64>>),
}

fn told_series(answer: &Answer, place: usize) -> ToldSeries {
    let columns = (0..answer.months).map(|row| answer.series(place, row));
    if answer.point.report == Report::Runs {
        let columns: Vec<Vec<f64>> = columns.collect();
        let of_run = |run: usize| columns.iter().map(|column| rounded(column[run])).collect();
        return ToldSeries::Runs((0..answer.runs.len()).map(of_run).collect());
    }
    let spreads: Vec<Spread> = columns.map(spread).collect();
    let list = |pick: fn(&Spread) -> f64| spreads.iter().map(|one| rounded(pick(one))).collect();
    match answer.point.report {
        Report::Mean => ToldSeries::Mean(list(|one| one.mean)),
        _ => ToldSeries::Spread {
            mean: list(|one| one.mean),
            p10: list(|one| one.p10),
            median: list(|one| one.median),
            p90: list(|one| one.p90),
        },
    }
}

struct Series<'a>(&'a Answer);

impl Series<'_> {
    fn is_empty(&self) -> bool {
        self.0.point.selection.series.is_empty()
    }
}

impl Serialize for Series<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let names = self.0.point.selection.series.iter().enumerate();
        serializer.collect_map(names.map(|(i, (name, _))| (name, told_series(self.0, i))))
    }
}

/// The end worlds: each replicate's, or the share of replicates that end in each.
struct Worlds<'a>(&'a Answer);

impl Serialize for Worlds<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let runs = &self.0.runs;
        if self.0.point.report == Report::Runs {
            return serializer.collect_seq(runs.iter().map(|run| run.world.key()));
        }
        let mut map = serializer.serialize_map(Some(EndWorld::ALL.len()))?;
        for world in EndWorld::ALL {
            let count = runs.iter().filter(|run| run.world == world).count();
            map.serialize_entry(world.key(), &rounded(count as f64 / runs.len() as f64))?;
        }
        map.end()
    }
}
