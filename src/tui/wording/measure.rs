//! Headlines and their differences in words: levels, signed sizes, bands, moves.

use super::{mode_in_text, signed_with, value};
use crate::model::calendar::Month;
use crate::model::directive::{Act, Directive};
use crate::playthrough::{
    Difference, Direction, Entry, Facts, Headline, Journal, LeverMove, Score, Unit, nothing_to_speak_of,
};
use crate::report::wording::lower_first;

/// A level: a share in percent, months, or an index in hundredths, as its differences are.
pub fn level(unit: Unit, level: f64) -> String {
    if level.is_nan() {
        return "none".to_owned();
    }
    match unit {
        Unit::Share => format!("{:.1}%", level * 100.0),
        Unit::Index => format!("{:.1}", level * 100.0),
        Unit::Months => format!("{level:.1}"),
    }
}

/// What a difference is multiplied with to be told: shares and indices in hundredths.
pub const fn times(unit: Unit) -> f64 {
    match unit {
        Unit::Share | Unit::Index => 100.0,
        Unit::Months => 1.0,
    }
}

/// A difference without its unit: points, hundredths or months.
pub fn difference(unit: Unit, difference: f64) -> String {
    if difference.is_nan() { "none".to_owned() } else { signed_with(difference * times(unit), 1) }
}

/// What differences are told in.
pub const fn unit(unit: Unit) -> &'static str {
    match unit {
        Unit::Share => "points",
        Unit::Index => "hundredths",
        Unit::Months => "months",
    }
}

/// A band of differences: `−4.6 to −1.7`.
pub fn band(of: Unit, low: f64, high: f64) -> String {
    format!("{} to {}", difference(of, low), difference(of, high))
}

/// What a difference comes to at the end, with its band, or that it cannot be told from nothing.
pub fn at_the_end(of: &Difference) -> String {
    let (unit, spread) = (of.of.unit(), of.end.spread);
    if of.end.pairs == 0 {
        return "nothing to measure".to_owned();
    }
    let told = format!(
        "{} {} ({})",
        difference(unit, spread.median),
        self::unit(unit),
        band(unit, spread.p10, spread.p90)
    );
    if of.is_distinguishable() { told } else { format!("{told}: not distinguishable from nothing") }
}

/// A size as it is said beforehand: `−5 points`, `nothing to speak of`.
pub fn said(of: Headline, change: f64) -> String {
    if change == 0.0 {
        return "nothing to speak of".to_owned();
    }
    let unit = of.unit();
    let size = difference(unit, change);
    format!("{} {}", size.strip_suffix(".0").unwrap_or(&size), self::unit(unit))
}

/// By what a prediction of a quantity is right, in a sentence.
pub fn rule_of_prediction(unit: Unit) -> String {
    let threshold = difference(unit, nothing_to_speak_of(unit));
    let threshold = match (unit, threshold.trim_start_matches('+').trim_end_matches(".0")) {
        (Unit::Months, _) => "a quarter of a month".to_owned(),
        (_, "1") => format!("1 {}", self::unit(unit).trim_end_matches('s')),
        (_, number) => format!("{number} {}", self::unit(unit)),
    };
    format!(
        "Right: nothing to speak of, if the median of the pairs is within {threshold} of none; more or less, if it is beyond, or the whole band is."
    )
}

/// A prediction and its outcome in a sentence.
pub fn score(score: &Score) -> String {
    let (of, unit) = (score.said.of, score.said.of.unit());
    let direction = match (score.direction(), score.came()) {
        (true, _) => "direction right",
        (false, Direction::Nothing) => "direction wrong, it comes to nothing to speak of",
        (false, _) => "direction wrong",
    };
    let size = if score.inside() { "size within the band" } else { "size outside the band" };
    format!(
        "You said {} of {}, the futures say {} ({}): {direction}, {size}.",
        said(of, score.said.change),
        of.title(),
        difference(unit, score.median),
        band(unit, score.low, score.high),
    )
}

/// A move in a few words: the lever, its value, and when where that is not at once.
pub fn the_move(step: &LeverMove, made: Month) -> String {
    let spec = step.lever.spec();
    let holder = spec.holder.map_or("World", crate::model::bloc::Bloc::short);
    let to = match step.value {
        Some(to) => format!("to {}", value(step.lever, to)),
        None => "back to the scenario's path".to_owned(),
    };
    let from = if step.from > made { format!(" from {}", step.from.label()) } else { String::new() };
    let by = step.until.map(|until| format!(" by {}", until.label())).unwrap_or_default();
    format!("{holder}: {} {to}{from}{by}", lower_first(spec.title))
}

/// Something that the player did and that moves the world.
#[derive(Clone, Debug, PartialEq)]
pub struct Deed {
    /// Position of its entry in the journal.
    pub entry: usize,
    /// The month in which it was done.
    pub made: Month,
    /// What was done, piece by piece.
    pub pieces: Vec<String>,
}

/// All that was done in a journal, in order.
pub fn deeds(journal: &Journal, facts: &Facts) -> Vec<Deed> {
    let mut made = facts.play_from;
    let mut deeds = Vec::new();
    for (entry, done) in journal.done().iter().enumerate() {
        let pieces = match done {
            Entry::Month => {
                made = made + 1;
                continue;
            }
            Entry::Moves(moves) => moves.iter().map(|step| the_move(step, made)).collect(),
            Entry::Choice { dilemma, option } => vec![choice(dilemma, *option, facts)],
            Entry::Direct(directive) => vec![direct(directive, facts)],
            Entry::Delegate | Entry::Prediction(_) => continue,
        };
        deeds.push(Deed { entry, made, pieces });
    }
    deeds
}

fn choice(dilemma: &str, option: usize, facts: &Facts) -> String {
    let known = facts.dilemmas.iter().find(|known| known.id == dilemma);
    let answer = known.and_then(|dilemma| dilemma.options.get(option));
    match (known, answer) {
        (Some(dilemma), Some(answer)) => format!("{}: {}", dilemma.title, answer.label),
        _ => format!("{dilemma}: answer {}", option + 1),
    }
}

fn direct(directive: &Directive, facts: &Facts) -> String {
    let lab = facts.setup.labs.get(directive.lab).map_or("the lab", |lab| lab.name.as_str());
    match directive.act {
        Act::Release(mode) => format!("{lab}: release {}", mode_in_text(mode)),
        Act::Hold => format!("{lab}: hold the model back"),
        Act::Price(shade) => {
            let percent = (libm::exp(shade) - 1.0) * 100.0;
            format!("{lab}: price {}% against the usual", signed_with(percent, 0))
        }
    }
}
