//! Dilemmas: what each answer does, as Markdown for a document and as a file of numbers.

mod file;

use std::fmt::Write as _;

pub use file::{Answer, Difference, Effects, Entry, Measure, effects, json};

use super::findings::difference;
use crate::experiment::dilemma::{Horizon, Measured, Outcome, Study};
use crate::experiment::ensemble::{EnsembleError, Progress, Workers};
use crate::experiment::paired::Paired;
use crate::model::calendar::Month;
use crate::model::random::name_key;
use crate::model::setup::Setup;
use crate::report::place::Marks;
use crate::scenario::Scenario;
use crate::scenario::dilemma::{Dilemma, Effect, OBSERVER};

/// The lines between which a document's tables stand.
pub const MARKS: Marks =
    Marks { begin: "<!-- tables: begin (written by `weights dilemmas`) -->", end: "<!-- tables: end -->" };
/// Most yardsticks that a dilemma's table shows.
const SHOWN: usize = 5;

/// All dilemmas with what their answers do, the settings by which that was measured, and the digest of a small sample.
pub fn tables(scenario: &Scenario, study: &Study, measured: &[Measured], digest: &str) -> String {
    let setup = &scenario.setup;
    let mut out = format!(
        "{} runs of {} adopters in each ensemble, seed {}, scenario `{}`. Differences are means over runs of the same \
         random numbers, against the same world without the dilemma, with 95 % intervals and, in brackets, the range from \
         the 10th to the 90th percentile of the runs; **bold** where the interval lies to one side of zero, `~0` where the \
         difference vanishes in the decimals shown, `0` where no run differs at all. At most {SHOWN} measures are shown of \
         each dilemma, those that it moves most.\n\n",
        study.runs, setup.adopters, study.seed.0, scenario.name,
    );
    for one in measured {
        section(&mut out, scenario, one);
    }
    let _ = writeln!(out, "{}", mark(digest));
    out
}

/// The line by which a document says of which model and dilemmas it tells.
pub fn mark(digest: &str) -> String {
    format!("<!-- digest of a small sample of the same study: {digest} -->")
}

fn section(out: &mut String, scenario: &Scenario, measured: &Measured) {
    let dilemma = &scenario.dilemmas[measured.dilemma];
    let precedent = &dilemma.precedent;
    let _ = writeln!(out, "### {} (`{}`)\n\n{}\n", dilemma.title, dilemma.id, dilemma.text);
    let title = match &precedent.address {
        Some(address) => format!("[{}]({address})", precedent.title),
        None => precedent.title.clone(),
    };
    let _ = writeln!(out, "*It happened:* {} ({title}, {})\n", precedent.fact, precedent.date);
    let _ = writeln!(out, "*Asked:* {}. {}\n", asked(dilemma, scenario), season(dilemma, measured));
    out.push_str("| answer | what is done | capital | what follows | what may follow |\n");
    out.push_str("| --- | --- | --- | --- | --- |\n");
    for option in &dilemma.options {
        let (effects, blowback) = (list(&option.effects), list(&option.blowback));
        let (label, text, cost) = (&option.label, &option.text, option.cost);
        let _ = writeln!(out, "| {label} | {text} | {cost} | {effects} | {blowback} |");
    }
    out.push('\n');
    table(out, scenario, measured);
}

fn list(effects: &[Effect]) -> String {
    let all: Vec<String> = effects.iter().map(ToString::to_string).collect();
    if all.is_empty() { "nothing".to_owned() } else { all.join("; ") }
}

fn asked(dilemma: &Dilemma, scenario: &Scenario) -> String {
    let title = |name: &String| {
        let role = scenario.roles.iter().find(|role| role.id == *name).map(|role| role.title.clone());
        let lab = scenario.setup.labs.iter().find(|lab| lab.id == *name).map(|lab| lab.name.clone());
        let observer = (name == OBSERVER).then(|| "an observer".to_owned());
        role.or(lab).or(observer).unwrap_or_else(|| name.clone())
    };
    dilemma.roles.iter().map(title).collect::<Vec<_>>().join(", ")
}

/// When it may come up, and in which month it was measured.
fn season(dilemma: &Dilemma, measured: &Measured) -> String {
    let mut text = format!("From {}", dilemma.from);
    if let Some(until) = dilemma.until {
        let _ = write!(text, " until {until}");
    }
    let conditions: Vec<String> = dilemma.when.iter().map(ToString::to_string).collect();
    if !conditions.is_empty() {
        let _ = write!(text, ", where {}", conditions.join(" and "));
    }
    let _ = write!(text, "; measured in {}", measured.month);
    if !conditions.is_empty() {
        let _ = write!(text, ", when that holds in {:.0} % of the runs", 100.0 * measured.share);
    }
    text.push('.');
    text
}

fn table(out: &mut String, scenario: &Scenario, measured: &Measured) {
    let setup = &scenario.setup;
    let shown = shown(measured);
    if shown.is_empty() {
        out.push_str("No answer moves any measure.\n\n");
        return;
    }
    let titles: Vec<String> =
        shown.iter().map(|&place| measured.yardsticks[place].title(&setup.labs)).collect();
    let _ = writeln!(out, "| answer | in | {} |", titles.join(" | "));
    let _ = writeln!(out, "| --- | --- |{}", " --- |".repeat(shown.len()));
    let options = &scenario.dilemmas[measured.dilemma].options;
    for (option, outcome) in options.iter().zip(&measured.answers) {
        for (horizon, differences) in Horizon::ALL.into_iter().zip(&outcome.differences) {
            let cell = |&place: &usize| cell(&differences[place], measured.yardsticks[place].decimals());
            let cells: Vec<String> = shown.iter().map(cell).collect();
            let month = month_of(horizon, measured, setup);
            let _ = writeln!(out, "| {} | {month} | {} |", option.label, cells.join(" | "));
        }
    }
    out.push('\n');
}

fn month_of(horizon: Horizon, measured: &Measured, setup: &Setup) -> Month {
    horizon.month(measured.month, setup.end)
}

/// The yardsticks that are moved most, in their own order: by the largest mean difference of any answer, in units of
/// the last decimal shown, among those that some answer moves clearly.
fn shown(measured: &Measured) -> Vec<usize> {
    let pairs = |place: usize| {
        let of = move |outcome: &Outcome| outcome.differences.each_ref().map(|all| all[place]);
        measured.answers.iter().flat_map(of).filter(Paired::is_clear).map(|pair| pair.spread.mean.abs())
    };
    let size = |place: usize| {
        let unit = 0.1_f64.powi(measured.yardsticks[place].decimals() as i32);
        pairs(place).fold(0.0, f64::max) / unit
    };
    let mut places: Vec<usize> = (0..measured.yardsticks.len()).filter(|&place| size(place) >= 0.5).collect();
    places.sort_by(|&a, &b| size(b).total_cmp(&size(a)));
    places.truncate(SHOWN);
    places.sort_unstable();
    places
}

fn cell(paired: &Paired, decimals: usize) -> String {
    let text = difference(paired, decimals);
    if !text.contains('±') {
        return text;
    }
    let (low, high) = (paired.spread.p10, paired.spread.p90);
    format!("{text} ({low:+.decimals$} to {high:+.decimals$})")
}

/// Runs and adopters of the sample by whose digest a document is found to be of this model and these dilemmas.
const SAMPLE: (usize, usize) = (2, 400);

/// Digest of a small sample of the study. It changes with anything that changes the results.
///
/// # Errors
/// If the sample cannot be simulated.
pub fn sample_digest(scenario: &Scenario, study: &Study, workers: &Workers) -> Result<String, EnsembleError> {
    let (runs, adopters) = SAMPLE;
    let setup = Setup { adopters, ..scenario.setup.clone() };
    let study = Study { runs, ..*study };
    let measured = study.measure(&setup, &scenario.dilemmas, workers, &Progress::default())?;
    let mut text = String::new();
    for one in &measured {
        let _ = writeln!(text, "{:?} {}", scenario.dilemmas[one.dilemma], one.month);
        for outcome in &one.answers {
            let means = outcome.differences.iter().flatten().map(|pair| pair.spread.mean);
            let _ = writeln!(text, "{:?}", means.collect::<Vec<f64>>());
        }
    }
    Ok(format!("{:016x}", name_key(&text)))
}
