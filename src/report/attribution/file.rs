//! Contributions as CSV, a row for each measure, cause and way of reckoning, and as JSON, schema 1.

use std::fmt::Write as _;

use serde::Serialize;

use super::{Attributed, kind_key};
use crate::experiment::attribution::{Contribution, Shared, jointly_clear};
use crate::experiment::paired::Paired;
use crate::experiment::shapley::Method;
use crate::report::csv::label;
use crate::report::measure::name;
use crate::report::provenance::{self, Drawn, Maker};
use crate::report::{Groups, Of, rounded};

/// The first line of CSV.
pub const HEADER: &str = "cause,kind,month,way,measure,unit,bloc,access,region,segment,lab,pair,runs,mean,standard_error,low95,high95,p10,median,p90,draws_agree,from_parameters,joint,version,model_version,scenario,digest,seed,posterior";

/// All of it. A missing value is an empty field.
pub fn csv(attributed: &Attributed<'_>) -> String {
    let joint = jointly_clear(&attributed.shared);
    let of = provenance::fields(
        &attributed.scenario,
        attributed.setup,
        attributed.study.seed.0,
        attributed.drawn.as_ref(),
    );
    let mut out = format!("{HEADER}\n");
    for (shared, joint) in attributed.shared.iter().zip(joint) {
        let groups = label(&Groups::of(&shared.key, &attributed.setup.labs), shared.key.spec());
        row(&mut out, "all,,,part", &groups, &shared.whole, &format!(",{of}"));
        for (player, Contribution { part, without, alone }) in shared.contributions.iter().enumerate() {
            let (kind, month) = first(attributed, player);
            let cause = format!("{},{kind},{month}", attributed.id(player));
            for (way, paired) in WAYS.into_iter().zip([part, without, alone]) {
                let joint = if way == WAYS[0] { joint[player].to_string() } else { String::new() };
                row(&mut out, &format!("{cause},{way}"), &groups, paired, &format!(",{joint}{of}"));
            }
        }
    }
    out
}

/// Ways of reckoning a contribution, as files name them.
const WAYS: [&str; 3] = ["part", "left_out", "alone"];

fn first(attributed: &Attributed<'_>, player: usize) -> (&'static str, String) {
    attributed.first(player).map_or(("", String::new()), |(kind, month)| (kind_key(kind), month.to_string()))
}

fn row(out: &mut String, cause: &str, groups: &str, paired: &Paired, end: &str) {
    let _ = write!(out, "{cause}{groups},{}", paired.pairs);
    let (spread, (low, high)) = (&paired.spread, paired.interval);
    let numbers = [spread.mean, paired.standard_error(), low, high, spread.p10, spread.median, spread.p90];
    for value in numbers.into_iter().chain(paired.by_draws()) {
        out.push(',');
        if value.is_finite() {
            // Writing to a string cannot fail.
            let _ = write!(out, "{}", rounded(value));
        }
    }
    out.push_str(end);
    out.push('\n');
}

#[derive(Serialize)]
struct File<'a> {
    schema: u32,
    #[serde(flatten)]
    maker: Maker,
    scenario: &'a str,
    digest: String,
    settings: &'a [String],
    seed: u64,
    posterior: Option<&'a Drawn>,
    runs: usize,
    adopters: usize,
    month: String,
    orders_per_run: Option<usize>,
    reversed_pairs: bool,
    causes_in_all_worlds: usize,
    causes: Vec<Cause>,
    measures: Vec<Measure<'a>>,
}

#[derive(Serialize)]
struct Cause {
    id: String,
    label: String,
    kind: &'static str,
    month: String,
    causes: usize,
}

#[derive(Serialize)]
struct Measure<'a> {
    series: String,
    #[serde(flatten)]
    of: Of<'a>,
    without_causes: f64,
    with_causes: f64,
    whole: Estimate,
    contributions: Vec<Ways>,
}

#[derive(Serialize)]
struct Ways {
    cause: String,
    joint: bool,
    part: Estimate,
    left_out: Estimate,
    alone: Estimate,
}

#[derive(Serialize)]
struct Estimate {
    runs: usize,
    mean: f64,
    standard_error: f64,
    low95: f64,
    high95: f64,
    p10: f64,
    median: f64,
    p90: f64,
    draws_agree: f64,
    from_parameters: f64,
}

impl Estimate {
    fn of(paired: &Paired) -> Self {
        let (spread, (low, high)) = (&paired.spread, paired.interval);
        let [agree, parameters] = paired.by_draws().map(rounded);
        Self {
            runs: paired.pairs,
            mean: rounded(spread.mean),
            standard_error: rounded(paired.standard_error()),
            low95: rounded(low),
            high95: rounded(high),
            p10: rounded(spread.p10),
            median: rounded(spread.median),
            p90: rounded(spread.p90),
            draws_agree: agree,
            from_parameters: parameters,
        }
    }
}

/// The whole of it in one object. A missing value is `null`.
///
/// # Errors
/// Never in practice: all that is written can be put into JSON.
pub fn json(attributed: &Attributed<'_>) -> serde_json::Result<String> {
    let study = attributed.study;
    let (orders_per_run, reversed_pairs) = match study.method() {
        Method::Exact => (None, false),
        Method::Orders(orders) => (Some(orders), false),
        Method::Pairs(pairs) => (Some(2 * pairs), true),
    };
    let file = File {
        schema: 1,
        maker: Maker::THIS,
        scenario: &attributed.scenario,
        digest: provenance::digest(attributed.setup),
        settings: &attributed.settings,
        seed: study.seed.0,
        posterior: attributed.drawn.as_ref(),
        runs: study.runs,
        adopters: attributed.setup.adopters,
        month: attributed.setup.end.to_string(),
        orders_per_run,
        reversed_pairs,
        causes_in_all_worlds: attributed.fixed,
        causes: (0..study.players.len()).map(|player| cause(attributed, player)).collect(),
        measures: attributed
            .shared
            .iter()
            .zip(jointly_clear(&attributed.shared))
            .map(|(shared, joint)| measure(attributed, shared, &joint))
            .collect(),
    };
    Ok(serde_json::to_string_pretty(&file)? + "\n")
}

fn cause(attributed: &Attributed<'_>, player: usize) -> Cause {
    let (kind, month) = first(attributed, player);
    let causes = attributed.study.players[player].len();
    Cause { id: attributed.id(player), label: attributed.label(player), kind, month, causes }
}

fn measure<'a>(attributed: &'a Attributed<'_>, shared: &Shared, joint: &[bool]) -> Measure<'a> {
    let labs = &attributed.setup.labs;
    let ways = |(player, ways): (usize, &Contribution)| Ways {
        cause: attributed.id(player),
        joint: joint[player],
        part: Estimate::of(&ways.part),
        left_out: Estimate::of(&ways.without),
        alone: Estimate::of(&ways.alone),
    };
    Measure {
        series: name(&shared.key, labs),
        of: Of::series(&shared.key, labs),
        without_causes: rounded(shared.levels[0]),
        with_causes: rounded(shared.levels[1]),
        whole: Estimate::of(&shared.whole),
        contributions: shared.contributions.iter().enumerate().map(ways).collect(),
    }
}
