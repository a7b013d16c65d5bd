//! What free runs of the base scenario bring about until October 2025, beside the bands of observation.

use std::sync::Arc;

use weights_of_nations::model::bloc::{Bloc, Segment};
use weights_of_nations::model::calendar::Month;
use weights_of_nations::model::lab::Mode;
use weights_of_nations::model::measure::Evaluation;
use weights_of_nations::model::measure::SeriesKey;
use weights_of_nations::model::observable::Observable::{self, *};
use weights_of_nations::model::observable::REFERENCE_LAB;
use weights_of_nations::model::parameters::find;
use weights_of_nations::model::random::Seed;
use weights_of_nations::model::setup::Setup;
use weights_of_nations::model::simulation::{Model, Simulation};
use weights_of_nations::scenario::{DEFAULT, Scenario};

use crate::tables::{number, table};

const RUNS: u64 = 400;
/// December 2024, July and October 2025.
const DECEMBER_2024: u16 = 11;
const JULY_2025: u16 = 18;
const OCTOBER_2025: u16 = 21;

/// A run under the yardsticks.
type Run<'a> = Evaluation<'a>;

/// One yardstick: what, the band (where there is one), and its value in a run.
type Yardstick = (&'static str, Option<(f64, f64)>, Value);

type Value = fn(&Run<'_>) -> f64;

#[rustfmt::skip]
const YARDSTICKS: &[Yardstick] = &[
    ("China's part of Chinese and American open downloads, January to June 2024", Some((0.08, 0.25)), |run| over(run, ChinaDownloads, 0, 5)),
    ("the same, September 2024 to August 2025", Some((0.45, 0.60)), |run| over(run, ChinaDownloads, 8, 19)),
    ("the same, August to October 2025", None, |run| over(run, ChinaDownloads, 19, 21)),
    ("the same, January 2024 to March 2025 together", Some((0.20, 0.38)), |run| over(run, ChinaDownloads, 0, 14)),
    ("Chinese open models have passed American ones among developers outside China by August 2025 (odds)", None, |run| yes(over(run, ChinaPasses, 0, 19) < 2025.7)),
    ("open share of American enterprises, October to December 2024", Some((0.14, 0.24)), |run| over(run, OpenUsEnterprises, 9, 11)),
    ("the same, June to August 2025", Some((0.09, 0.17)), |run| over(run, OpenUsEnterprises, 17, 19)),
    ("American models in American government, January to October 2025", Some((0.95, 1.0)), |run| over(run, UsInUsGovernment, 12, OCTOBER_2025)),
    ("Chinese models in China, January to October 2025", Some((0.85, 1.0)), |run| over(run, ChinaAtHome, 12, OCTOBER_2025)),
    ("China's lag, months, January 2024 to October 2025", Some((4.0, 9.0)), |run| over(run, LagChina, 0, OCTOBER_2025)),
    ("the same, February to October 2025", None, |run| over(run, LagChina, 13, OCTOBER_2025)),
    ("lag of open models, months, January 2024 to October 2025", Some((3.0, 6.0)), |run| over(run, LagOpen, 0, OCTOBER_2025)),
    ("growth of the frontier, OOM a month", Some((0.085, 0.105)), |run| over(run, FrontierGrowth, 0, OCTOBER_2025)),
    ("open part of American releases, 2024", Some((0.25, 0.45)), |run| over(run, OpenReleasesUs, 0, DECEMBER_2024)),
    ("open part of Chinese releases, 2024", Some((0.38, 0.65)), |run| over(run, OpenReleasesChina, 0, DECEMBER_2024)),
    ("Chinese labs in an open or dual mode, July 2025", Some((0.7, 1.0)), |run| over(run, OpenLabsChina, JULY_2025, JULY_2025)),
    ("the OpenAI-like lab has released in an open or dual mode by December 2024 (odds)", Some((0.0, 0.35)), |run| over(run, OpenAiOpened, 0, DECEMBER_2024)),
    ("the same by October 2025 (odds)", Some((0.5, 1.0)), |run| over(run, OpenAiOpened, 0, OCTOBER_2025)),
    ("it is in such a mode in October 2025 (odds)", None, |run| is_open(run, OCTOBER_2025)),
    ("market index at its lowest, January and February 2025", Some((-0.25, -0.10)), |run| over(run, MarketLow, 12, 13)),
];

/// An observable of a run over months counted from January 2024.
fn over(run: &Run<'_>, observable: Observable, from: u16, to: u16) -> f64 {
    observable.read(run, Month(from), Month(to))
}

fn yes(is: bool) -> f64 {
    f64::from(u8::from(is))
}

/// Whether the OpenAI-like lab's last release opened weights.
fn is_open(run: &Run<'_>, month: u16) -> f64 {
    let history = run.history();
    let lab = history.lab_ids.iter().position(|id| id == REFERENCE_LAB).expect("the lab");
    yes(history.rows[usize::from(month)].mode[lab] != Mode::Closed)
}

fn history() -> Setup {
    Scenario::built_in(DEFAULT).expect("the default scenario").setup
}

/// Values in all runs, one column each.
fn measured<const N: usize>(setup: Setup, runs: u64, values: [Value; N]) -> [Vec<f64>; N] {
    let model = Arc::new(Model::new(setup));
    let mut columns = [const { Vec::new() }; N];
    for k in 0..runs {
        let mut simulation = Simulation::new(Arc::clone(&model), Seed(1).of_run(k));
        simulation.run_until(Month(OCTOBER_2025 + 1));
        let run = Evaluation::new(simulation.history(), &model.setup().parameters);
        columns.iter_mut().zip(values).for_each(|(column, value)| column.push(value(&run)));
    }
    columns
}

/// Mean, tenth to ninetieth percentile, and the part of runs in the band; of what a run has or has not, the
/// odds alone.
fn summary(mut values: Vec<f64>, band: Option<(f64, f64)>) -> [String; 3] {
    let round = |value: f64| number((value * 1000.0).round() / 1000.0);
    let n = values.len();
    let mean = round(values.iter().sum::<f64>() / n as f64);
    let none = || "-".to_owned();
    if values.iter().all(|v| [0.0, 1.0].contains(v)) {
        return [mean, none(), none()];
    }
    values.sort_by(f64::total_cmp);
    let inside = band.map(|(from, to)| values.iter().filter(|v| (from..=to).contains(*v)).count());
    let percent = |inside: usize| format!("{:.0} %", 100.0 * inside as f64 / n as f64);
    [
        mean,
        format!("{} to {}", round(values[n / 10]), round(values[n - 1 - n / 10])),
        inside.map_or_else(none, percent),
    ]
}

/// The table of docs/model.md.
pub fn yardsticks() -> String {
    let values: [Value; YARDSTICKS.len()] = std::array::from_fn(|i| YARDSTICKS[i].2);
    let measured = measured(history(), RUNS, values);
    let rows = YARDSTICKS.iter().zip(measured).map(|(&(what, band, _), values)| {
        let bounds = |(from, to)| format!("{} to {}", number(from), number(to));
        let [mean, middle, inside] = summary(values, band);
        [what.to_owned(), band.map_or_else(|| "-".to_owned(), bounds), mean, middle, inside]
    });
    table(["what", "band", "mean or odds", "10 to 90 %", "runs in the band"], rows)
}

/// Mechanisms that are off by default, by what is set.
const MECHANISMS: [&[(&str, f64)]; 13] = [
    &[],
    &[("satiation", 0.25)],
    &[("satiation", 0.5)],
    &[("satiation", 1.0)],
    &[("satiation", 0.5), ("need_growth", 0.0)],
    &[("demand_shift.enterprises", 0.25)],
    &[("demand_shift.enterprises", 0.5)],
    &[("demand_shift.enterprises", 1.0)],
    &[("demand_shift.enterprises", 0.5), ("openness_taste.enterprises", 0.7)],
    &[("breakthrough_sharing", 0.25)],
    &[("breakthrough_sharing", 0.5)],
    &[("breakthrough_sharing", 1.0)],
    &[("regulation_trust.government", 1.0)],
];
const MECHANISM_RUNS: u64 = 200;
const MECHANISM_ADOPTERS: usize = 4_000;

#[rustfmt::skip]
const MECHANISM_VALUES: [Value; 5] = [
    |run| over(run, OpenUsEnterprises, 9, 11),
    |run| over(run, OpenUsEnterprises, 17, 19),
    |run| over(run, LagChina, 13, OCTOBER_2025),
    |run| over(run, LagOpen, 0, OCTOBER_2025),
    |run| (12..=OCTOBER_2025).map(|month| chinese_government(run, month)).sum::<f64>() / f64::from(OCTOBER_2025 - 11),
];

/// Chinese models in government of the rest of the world.
fn chinese_government(run: &Run<'_>, month: u16) -> f64 {
    let (bloc, region) = (Some(Bloc::China), Some(Bloc::Row));
    run.value(&SeriesKey::adoption_share(bloc, None, region, Some(Segment::Government)), usize::from(month))
}

/// The table of docs/model.md on what the mechanisms that are off by default would do to the yardsticks.
pub fn mechanisms() -> String {
    let rows = MECHANISMS.iter().map(|settings| {
        let mut setup = Setup { adopters: MECHANISM_ADOPTERS, ..history() };
        for (name, value) in *settings {
            find(name).expect("a parameter").set(&mut setup.parameters, *value);
        }
        let told: Vec<String> =
            settings.iter().map(|(name, value)| format!("`{name}` {}", number(*value))).collect();
        let what = if told.is_empty() { "defaults".to_owned() } else { told.join(", ") };
        let [before, after, lag, open_lag, government] =
            measured(setup, MECHANISM_RUNS, MECHANISM_VALUES).map(|values| summary(values, None)[0].clone());
        [what, before, after, lag, open_lag, government]
    });
    table(
        [
            "set",
            "open share of American enterprises, October to December 2024",
            "the same, June to August 2025",
            "China's lag, months, February to October 2025",
            "lag of open models, months",
            "Chinese models in government of the rest of the world, January to October 2025",
        ],
        rows,
    )
}
