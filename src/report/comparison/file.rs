//! The comparison as CSV, a row for each month and series, and as JSON, schema 1.

use std::fmt::Write as _;

use serde::Serialize;

use super::{Compared, Side};
use crate::experiment::comparison::{SeriesComparison, WorldOdds};
use crate::experiment::paired::Paired;
use crate::experiment::simultaneous::Band;
use crate::model::MODEL_VERSION;
use crate::report::csv::label;
use crate::report::measure::name;
use crate::report::provenance::{Drawn, Maker, VERSION};
use crate::report::{Groups, Of, rounded};

/// The first line of CSV.
pub const HEADER: &str = "month,measure,unit,bloc,access,region,segment,lab,pair,pairs,mean_a,mean_b,p10,median,p90,mean,low95,high95,band_low,band_high,draws_agree,from_parameters,version,model_version,scenario_a,digest_a,posterior_a,scenario_b,digest_b,posterior_b,seed";

/// All of it by month and series. A missing value is an empty field.
pub fn csv(compared: &Compared<'_>) -> String {
    let found = &compared.comparison;
    let labels: Vec<String> = found
        .series
        .iter()
        .map(|series| label(&Groups::of(&series.key, compared.labs), series.key.spec()))
        .collect();
    let of = of(compared);
    let mut out = format!("{HEADER}\n");
    for row in 0..found.months {
        let month = found.month(row);
        for (series, label) in found.series.iter().zip(&labels) {
            let paired = &series.differences[row];
            let _ = write!(out, "{month}{label},{}", paired.pairs);
            for value in numbers(series, row) {
                out.push(',');
                if value.is_finite() {
                    // Writing to a string cannot fail.
                    let _ = write!(out, "{}", rounded(value));
                }
            }
            out.push_str(&of);
            out.push('\n');
        }
    }
    out
}

/// What each row is of.
fn of(compared: &Compared<'_>) -> String {
    let side = |side: &Side| format!("{},{},{}", side.scenario, side.digest, Drawn::key(side.drawn.as_ref()));
    let [a, b] = compared.sides.each_ref().map(side);
    format!(",{VERSION},{MODEL_VERSION},{a},{b},{}", compared.seed)
}

/// The numbers of a row: those of [`HEADER`] after the pairs, up to what it is of.
fn numbers(series: &SeriesComparison, row: usize) -> [f64; 12] {
    let Paired { spread, interval, .. } = series.differences[row];
    let [a, b] = series.levels.each_ref().map(|levels| levels[row]);
    let (low, high) = series.band.edges[row];
    let [agree, parameters] = series.differences[row].by_draws();
    [
        a,
        b,
        spread.p10,
        spread.median,
        spread.p90,
        spread.mean,
        interval.0,
        interval.1,
        low,
        high,
        agree,
        parameters,
    ]
}

#[derive(Serialize)]
struct Head<'a> {
    schema: u32,
    #[serde(flatten)]
    maker: Maker,
    a: World<'a>,
    b: World<'a>,
    seed: u64,
    pairs: usize,
    pairs_without_difference: usize,
    pairs_in_other_world: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    precision: Option<Precision>,
    joint_series: usize,
    months: Vec<String>,
}

#[derive(Serialize)]
struct World<'a> {
    scenario: &'a str,
    title: &'a str,
    settings: &'a [String],
    adopters: usize,
    digest: &'a str,
    posterior: Option<&'a Drawn>,
}

#[derive(Serialize)]
struct Precision {
    wanted: f64,
    reached: bool,
    half_widths: Vec<HalfWidth>,
}

#[derive(Serialize)]
struct HalfWidth {
    series: String,
    half_width: Option<f64>,
}

#[derive(Serialize)]
struct Series<'a> {
    series: String,
    #[serde(flatten)]
    of: Of<'a>,
    first_month: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    joint_first_month: Option<Option<String>>,
    pairs: Vec<usize>,
    mean_a: Vec<f64>,
    mean_b: Vec<f64>,
    p10: Vec<f64>,
    median: Vec<f64>,
    p90: Vec<f64>,
    mean: Vec<f64>,
    low95: Vec<f64>,
    high95: Vec<f64>,
    band_low: Vec<f64>,
    band_high: Vec<f64>,
    draws_agree: Vec<f64>,
    from_parameters: Vec<f64>,
}

#[derive(Serialize)]
struct Odds {
    world: &'static str,
    a: f64,
    b: f64,
    change: f64,
    low95: f64,
    high95: f64,
}

/// The whole of it in one object, one series a line. A missing value is `null`.
///
/// # Errors
/// Never in practice: all that is written can be put into JSON.
pub fn json(compared: &Compared<'_>) -> serde_json::Result<String> {
    let found = &compared.comparison;
    let [a, b] = compared.sides.each_ref().map(world);
    let head = Head {
        schema: 1,
        maker: Maker::THIS,
        a,
        b,
        seed: compared.seed,
        pairs: found.pairs,
        pairs_without_difference: found.same,
        pairs_in_other_world: found.other_world,
        precision: precision(compared),
        joint_series: found.family,
        months: (0..found.months).map(|row| found.month(row).to_string()).collect(),
    };
    let head = serde_json::to_string(&head)?;
    let lines = found.series.iter().map(|series| serde_json::to_string(&line(series, compared)));
    let lines = lines.collect::<serde_json::Result<Vec<String>>>()?.join(",\n");
    let odds = found.worlds.iter().map(|world| serde_json::to_string(&odds(world)));
    let odds = odds.collect::<serde_json::Result<Vec<String>>>()?.join(",\n");
    let head = head.strip_suffix('}').unwrap_or(&head);
    Ok(format!("{head},\"series\":[\n{lines}\n],\n\"end_worlds\":[\n{odds}\n]}}\n"))
}

fn world(side: &Side) -> World<'_> {
    World {
        scenario: &side.scenario,
        title: &side.title,
        settings: &side.settings,
        adopters: side.adopters,
        digest: &side.digest,
        posterior: side.drawn.as_ref(),
    }
}

fn precision(compared: &Compared<'_>) -> Option<Precision> {
    let half_width = |place: &usize| HalfWidth {
        series: name(&compared.comparison.series[*place].key, compared.labs),
        half_width: Some(rounded(compared.half_width(*place))).filter(|half| half.is_finite()),
    };
    Some(Precision {
        wanted: compared.precision?,
        reached: compared.imprecise().is_empty(),
        half_widths: compared.wanted.iter().map(half_width).collect(),
    })
}

fn line<'a>(series: &SeriesComparison, compared: &'a Compared<'_>) -> Series<'a> {
    let first = |band: &Band| band.first().map(|row| compared.comparison.month(row).to_string());
    let months = 0..compared.comparison.months;
    let rows: Vec<[f64; 12]> = months.map(|row| numbers(series, row).map(rounded)).collect();
    let column = |i: usize| rows.iter().map(|row| row[i]).collect::<Vec<f64>>();
    Series {
        series: name(&series.key, compared.labs),
        of: Of::series(&series.key, compared.labs),
        first_month: first(&series.band),
        joint_first_month: series.joint.as_ref().map(first),
        pairs: series.differences.iter().map(|paired| paired.pairs).collect(),
        mean_a: column(0),
        mean_b: column(1),
        p10: column(2),
        median: column(3),
        p90: column(4),
        mean: column(5),
        low95: column(6),
        high95: column(7),
        band_low: column(8),
        band_high: column(9),
        draws_agree: column(10),
        from_parameters: column(11),
    }
}

fn odds(world: &WorldOdds) -> Odds {
    let ([a, b], (low, high)) = (world.odds, world.interval);
    Odds {
        world: world.world.key(),
        a: rounded(a),
        b: rounded(b),
        change: rounded(world.change()),
        low95: rounded(low),
        high95: rounded(high),
    }
}
