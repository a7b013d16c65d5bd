//! What free runs of the base scenario bring about until October 2025, beside the bands of observation.

use std::sync::Arc;

use weights_of_nations::model::bloc::{Access, Bloc, Segment, cell};
use weights_of_nations::model::calendar::Month;
use weights_of_nations::model::history::History;
use weights_of_nations::model::lab::Mode;
use weights_of_nations::model::measure::{Evaluation, Pair, SeriesKey};
use weights_of_nations::model::offer::{offer_access, offer_lab};
use weights_of_nations::model::parameters::find;
use weights_of_nations::model::random::Seed;
use weights_of_nations::model::setup::Setup;
use weights_of_nations::model::simulation::{Model, Simulation};
use weights_of_nations::scenario::{DEFAULT, Scenario};

use crate::tables::{number, table};

const RUNS: u64 = 400;
/// Rows of months: December 2024, July 2025, October 2025.
const DECEMBER_2024: usize = 11;
const JULY_2025: usize = 18;
const OCTOBER_2025: usize = 21;

/// A run under the yardsticks.
struct Run<'a> {
    history: &'a History,
    evaluation: Evaluation<'a>,
    openai: usize,
}

/// One yardstick: what, the band (where there is one), and its value in a run.
type Yardstick = (&'static str, Option<(f64, f64)>, Value);

type Value = fn(&Run<'_>) -> f64;

#[rustfmt::skip]
const YARDSTICKS: &[Yardstick] = &[
    ("China's part of Chinese and American open downloads, January to June 2024", Some((0.08, 0.25)), |run| run.downloads(0, 5)),
    ("the same, September 2024 to August 2025", Some((0.45, 0.60)), |run| run.downloads(8, 19)),
    ("the same, August to October 2025", None, |run| run.downloads(19, 21)),
    ("the same, January 2024 to March 2025 together", Some((0.20, 0.38)), |run| run.downloads(0, 14)),
    ("Chinese open models have passed American ones among developers outside China by August 2025 (odds)", None, |run| run.passed(19)),
    ("open share of American enterprises, October to December 2024", Some((0.14, 0.24)), |run| run.mean(&open_enterprises(), 9, 11)),
    ("the same, June to August 2025", Some((0.09, 0.17)), |run| run.mean(&open_enterprises(), 17, 19)),
    ("American models in American government, January to October 2025", Some((0.95, 1.0)), |run| run.mean(&home(Bloc::Us, Some(Segment::Government)), 12, OCTOBER_2025)),
    ("Chinese models in China, January to October 2025", Some((0.85, 1.0)), |run| run.mean(&home(Bloc::China, None), 12, OCTOBER_2025)),
    ("China's lag, months, January 2024 to October 2025", Some((4.0, 9.0)), |run| run.mean(&gap(Pair::UsChina), 0, OCTOBER_2025)),
    ("the same, February to October 2025", None, |run| run.mean(&gap(Pair::UsChina), 13, OCTOBER_2025)),
    ("lag of open models, months, January 2024 to October 2025", Some((3.0, 6.0)), |run| run.mean(&gap(Pair::ClosedOpen), 0, OCTOBER_2025)),
    ("growth of the frontier, OOM a month", Some((0.085, 0.105)), |run| run.growth()),
    ("open part of American releases, 2024", Some((0.25, 0.45)), |run| run.open_releases(Bloc::Us)),
    ("open part of Chinese releases, 2024", Some((0.38, 0.65)), |run| run.open_releases(Bloc::China)),
    ("Chinese labs in an open or dual mode, July 2025", Some((0.7, 1.0)), |run| run.open_labs(Bloc::China, JULY_2025)),
    ("the OpenAI-like lab has released in an open or dual mode by December 2024 (odds)", Some((0.0, 0.35)), |run| run.has_opened(DECEMBER_2024)),
    ("the same by October 2025 (odds)", Some((0.5, 1.0)), |run| run.has_opened(OCTOBER_2025)),
    ("it is in such a mode in October 2025 (odds)", None, |run| run.is_open(run.openai, OCTOBER_2025)),
    ("market index at its lowest, January and February 2025", Some((-0.25, -0.10)), |run| run.market(12).min(run.market(13))),
];

fn open_enterprises() -> SeriesKey {
    SeriesKey::adoption_share(None, Some(Access::Open), Some(Bloc::Us), Some(Segment::Enterprises))
}

fn home(bloc: Bloc, segment: Option<Segment>) -> SeriesKey {
    SeriesKey::adoption_share(Some(bloc), None, Some(bloc), segment)
}

fn gap(pair: Pair) -> SeriesKey {
    SeriesKey { pair: Some(pair), ..SeriesKey::of("frontier_gap") }
}

fn yes(is: bool) -> f64 {
    f64::from(u8::from(is))
}

impl Run<'_> {
    fn downloads(&self, from: usize, to: usize) -> f64 {
        let rows = &self.history.rows[from..=to];
        let of = |bloc: Bloc| f64::from(rows.iter().map(|row| row.downloads[bloc.index()]).sum::<u32>());
        of(Bloc::China) / (of(Bloc::China) + of(Bloc::Us))
    }

    fn mean(&self, key: &SeriesKey, from: usize, to: usize) -> f64 {
        (from..=to).map(|row| self.evaluation.value(key, row)).sum::<f64>() / (to - from + 1) as f64
    }

    /// Whether China has had more open users than America among developers elsewhere in some month up to `row`.
    fn passed(&self, row: usize) -> f64 {
        let users = |row: usize, bloc: Bloc| -> u32 {
            let cells =
                [Bloc::Us, Bloc::Europe, Bloc::Row].map(|r| cell(r.index(), Segment::Developers.index()));
            let of_cell = |c: usize| {
                let places = self.history.users(row, c).iter().enumerate();
                let wanted = places.filter(|(place, _)| {
                    offer_access(*place) == Access::Open && self.history.lab_blocs[offer_lab(*place)] == bloc
                });
                wanted.map(|(_, n)| n).sum::<u32>()
            };
            cells.into_iter().map(of_cell).sum()
        };
        yes((0..=row).any(|row| users(row, Bloc::China) > users(row, Bloc::Us)))
    }

    fn growth(&self) -> f64 {
        let best = |row| self.history.best_where(row, |_, _| true).expect("there are models");
        (best(OCTOBER_2025) - best(0)) / OCTOBER_2025 as f64
    }

    /// Open part of a bloc's releases in 2024; half where it made none.
    fn open_releases(&self, bloc: Bloc) -> f64 {
        let decisions = self.history.decisions.iter();
        let of_bloc: Vec<Mode> = decisions
            .filter(|d| d.month < Month(12) && self.history.lab_blocs[d.lab] == bloc)
            .map(|d| d.chosen)
            .collect();
        let open = of_bloc.iter().filter(|mode| **mode != Mode::Closed).count();
        if of_bloc.is_empty() { 0.5 } else { open as f64 / of_bloc.len() as f64 }
    }

    fn is_open(&self, lab: usize, row: usize) -> f64 {
        yes(self.history.rows[row].mode[lab] != Mode::Closed)
    }

    fn open_labs(&self, bloc: Bloc, row: usize) -> f64 {
        let blocs = self.history.lab_blocs.iter().enumerate();
        let labs: Vec<usize> = blocs.filter(|(_, b)| **b == bloc).map(|(lab, _)| lab).collect();
        labs.iter().map(|lab| self.is_open(*lab, row)).sum::<f64>() / labs.len() as f64
    }

    fn has_opened(&self, row: usize) -> f64 {
        let mut own = self.history.decisions.iter().filter(|d| d.lab == self.openai);
        yes(own.any(|d| d.chosen != Mode::Closed && d.month.index() <= row))
    }

    fn market(&self, row: usize) -> f64 {
        self.history.rows[row].market_index
    }
}

fn history() -> Setup {
    Scenario::built_in(DEFAULT).expect("the default scenario").setup
}

/// Values in all runs, one column each.
fn measured<const N: usize>(setup: Setup, runs: u64, values: [Value; N]) -> [Vec<f64>; N] {
    let openai = setup.labs.iter().position(|lab| lab.id == "openai").expect("a lab `openai`");
    let model = Arc::new(Model::new(setup));
    let mut columns = [const { Vec::new() }; N];
    for k in 0..runs {
        let mut simulation = Simulation::new(Arc::clone(&model), Seed(1).of_run(k));
        simulation.run_until(Month(OCTOBER_2025 as u16 + 1));
        let history = simulation.history();
        let run = Run { history, evaluation: Evaluation::new(history, &model.setup().parameters), openai };
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
    |run| run.mean(&open_enterprises(), 9, 11),
    |run| run.mean(&open_enterprises(), 17, 19),
    |run| run.mean(&gap(Pair::UsChina), 13, OCTOBER_2025),
    |run| run.mean(&gap(Pair::ClosedOpen), 0, OCTOBER_2025),
    |run| run.mean(&SeriesKey::adoption_share(Some(Bloc::China), None, Some(Bloc::Row), Some(Segment::Government)), 12, OCTOBER_2025),
];

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
