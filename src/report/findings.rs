//! Findings: the effects of all levers as Markdown tables, and their place in a document.

mod data;
mod earlier;
mod worldviews;

use std::fmt::Write as _;

use crate::experiment::effect::{Case, Effect, Effects, INDICATORS, Indicator, Standing, Study};
use crate::experiment::ensemble::{EnsembleError, Progress, Workers};
use crate::experiment::paired::{Paired, vanishes};
use crate::experiment::summary::spread;
use crate::model::calendar::Month;
use crate::model::lever::Lever;
use crate::model::random::{Seed, name_key};
use crate::model::setup::Setup;
use crate::report::place::Marks;
use crate::scenario::Scenario;

/// The lines between which a document's tables stand.
pub const MARKS: Marks =
    Marks { begin: "<!-- tables: begin (written by `weights findings`) -->", end: "<!-- tables: end -->" };
/// Indicators of the first table of effects; the others stand in the second.
const FIRST_TABLE: usize = 6;

pub use data::{Data, Failing, Finding, data};
pub use worldviews::mark as worldviews_mark;

/// What was found, and how.
#[derive(Clone, Debug)]
pub struct Findings<'a> {
    /// The scenario.
    pub scenario: &'a Scenario,
    /// What was set from outside.
    pub settings: Vec<String>,
    /// How effects were measured.
    pub study: Study,
    /// The effects.
    pub effects: Effects,
    /// What becomes of the findings in worldviews; none where that was not asked.
    pub standings: Vec<Standing>,
    /// Digest of a small sample.
    pub digest: String,
}

/// All tables, with the settings by which they were made and the digest of a small sample.
pub fn tables(findings: &Findings<'_>) -> String {
    let Findings { scenario, study, effects, standings, .. } = findings;
    let setup = &scenario.setup;
    let settings = match findings.settings.as_slice() {
        [] => String::new(),
        settings => format!(" with {}", settings.join(", ")),
    };
    let mut out = format!(
        "{} runs of {} adopters in each ensemble, seed {}, scenario `{}`{settings}. Levers move in {}; the last month \
         is {}. Differences are means over runs of the same random numbers, with 95 % intervals; **bold** where \
         the interval lies to one side of zero, `~0` where the difference vanishes in the decimals shown, `0` \
         where no run differs at all.\n\n",
        study.runs, setup.adopters, study.seed.0, scenario.name, study.from, setup.end,
    );
    out.push_str(&worldviews::how_to_read(standings));
    left_alone(&mut out, effects);
    let (first, second) = INDICATORS.split_at(FIRST_TABLE);
    out.push_str("### Effects on the race and on openness\n\n");
    table(&mut out, findings, first, 0);
    out.push_str("### Effects on whose models are used\n\n");
    table(&mut out, findings, second, FIRST_TABLE);
    worldviews::tables(&mut out, findings);
    out.push_str("### Beside an earlier prototype\n\n");
    earlier::table(&mut out, effects);
    let _ = writeln!(out, "{}", mark(&findings.digest));
    out
}

/// The line by which a document says of which model it tells.
pub fn mark(digest: &str) -> String {
    format!("<!-- digest of a small sample of the same study: {digest} -->")
}

fn left_alone(out: &mut String, effects: &Effects) {
    out.push_str("### The world left alone\n\n| indicator | what it says | median | 10 to 90 % |\n");
    out.push_str("| --- | --- | --- | --- |\n");
    for (indicator, values) in INDICATORS.iter().zip(&effects.left_alone) {
        let all = spread(values.iter().copied());
        let digits = indicator.decimals;
        let [low, middle, high] = [all.p10, all.median, all.p90].map(|value| format!("{value:.digits$}"));
        let Indicator { title, meaning, .. } = indicator;
        let _ = writeln!(out, "| {title} | {meaning} | {middle} | {low} to {high} |");
    }
    out.push('\n');
}

fn table(out: &mut String, findings: &Findings<'_>, indicators: &[Indicator], first: usize) {
    let titles: Vec<&str> = indicators.iter().map(|indicator| indicator.title).collect();
    let _ = writeln!(out, "| lever | from, to | {} |", titles.join(" | "));
    let _ = writeln!(out, "| --- | --- |{}", " --- |".repeat(titles.len()));
    for (case, effect) in findings.effects.effects.iter().enumerate() {
        let cell = |(i, indicator): (usize, &Indicator)| {
            let text = difference(&effect.differences[first + i], indicator.decimals);
            text + &worldviews::count(&findings.standings, case, first + i)
        };
        let cells: Vec<String> = indicators.iter().enumerate().map(cell).collect();
        let _ = writeln!(out, "| {} | {} |", name(effect), cells.join(" | "));
    }
    out.push('\n');
}

/// Lever, circumstances, and its values before and after, as two cells.
fn name(effect: &Effect) -> String {
    let Case { lever, value, context } = effect.case;
    let given: Vec<String> =
        context.iter().map(|(other, at)| format!("`{}` at {at}", other.name())).collect();
    let given = if given.is_empty() { String::new() } else { format!(" (with {})", given.join(", ")) };
    let before = (effect.before * 1e6).round() / 1e6;
    format!("`{}`{given} | {before}, {value}", lever.name())
}

/// Mean difference and interval; `~0` where both vanish in the decimals shown.
pub(super) fn difference(paired: &Paired, decimals: usize) -> String {
    let (mean, half) = (paired.spread.mean, paired.half_width());
    if mean == 0.0 && half == 0.0 {
        return "0".to_owned();
    }
    if vanishes(mean, decimals) && vanishes(half, decimals) {
        return "~0".to_owned();
    }
    let text = format!("{mean:+.decimals$} ± {half:.decimals$}");
    if paired.sign(decimals).is_some() { format!("**{text}**") } else { text }
}

/// Runs and adopters of the sample by whose digest a document is found to be of this model.
const SAMPLE: (usize, usize) = (3, 1_000);

/// Digest of a small sample of the study. It changes with anything that changes the results.
///
/// # Errors
/// If the sample cannot be simulated.
pub fn sample_digest(
    setup: &Setup,
    seed: Seed,
    from: Month,
    workers: &Workers,
) -> Result<String, EnsembleError> {
    let (runs, adopters) = SAMPLE;
    let setup = Setup { adopters, ..setup.clone() };
    let effects = Study { seed, runs, from }.measure(&setup, workers, &Progress::default())?;
    let mut text = format!("{:?}\n", effects.left_alone);
    for effect in &effects.effects {
        let means: Vec<f64> = effect.differences.iter().map(|paired| paired.spread.mean).collect();
        let _ = writeln!(text, "{} {} {means:?}", effect.case.lever.name(), effect.case.value);
    }
    Ok(format!("{:016x}", name_key(&text)))
}

/// The effect of a lever moved to a value with nothing else set.
fn find(effects: &Effects, lever: Lever, value: f64) -> Option<&Effect> {
    effects.effects.iter().find(|effect| {
        let Case { lever: moved, value: to, context } = effect.case;
        *moved == lever && *to == value && context.is_empty()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn differences_say_whether_they_are_clear() {
        assert_eq!(difference(&Paired::of(&[1.0, 2.0], &[1.0, 2.0]), 2), "0");
        assert_eq!(difference(&Paired::of(&[1.0, 2.0], &[2.0, 3.0]), 1), "**+1.0 ± 0.0**");
        assert_eq!(difference(&Paired::of(&[1.0, 2.0], &[1.5, 1.5]), 1), "+0.0 ± 6.4");
        assert_eq!(difference(&Paired::of(&[1.0, 2.0], &[1.001, 2.001]), 1), "~0");
    }
}
