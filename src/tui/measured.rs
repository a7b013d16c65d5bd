//! What was measured by paired futures, put into words: sizes, bands, strengths.

use super::wording::signed_with;
use crate::experiment::paired::Paired;
use crate::playthrough::{Difference, HopUnit, LeverStudy, Unit, points};

/// A signed number with as many digits as help.
fn signed(value: f64) -> String {
    let told = signed_with(value, if value.abs() < 9.95 { 1 } else { 0 });
    if told == "0.0" { "0".to_owned() } else { told }
}

/// What numbers of a unit are multiplied with to be told, and what they are then called.
const fn told(unit: Unit) -> (f64, &'static str) {
    match unit {
        Unit::Share => (100.0, "points"),
        Unit::Months => (1.0, "months"),
        Unit::Index => (100.0, "hundredths"),
    }
}

/// A difference with its unit: `+3.1 points`.
pub fn amount(unit: Unit, value: f64) -> String {
    let (times, name) = told(unit);
    format!("{} {name}", signed(value * times))
}

/// A difference alone, without its unit.
pub fn number(unit: Unit, value: f64) -> String {
    signed(value * told(unit).0)
}

/// The band of 10 to 90 % of the pairs: `[+1.2 to +5.0]`.
pub fn band(unit: Unit, paired: &Paired) -> String {
    let times = told(unit).0;
    format!("[{} to {}]", signed(paired.spread.p10 * times), signed(paired.spread.p90 * times))
}

/// A difference of a quantity on the way: `+3.1 pt`, `−12%`, `+25`.
pub fn hop(unit: HopUnit, paired: &Paired) -> String {
    let value = signed(unit.points(paired.spread.mean));
    match unit {
        HopUnit::Share => format!("{value} pt"),
        HopUnit::PowerOfTen | HopUnit::Logarithm => format!("{value}%"),
        HopUnit::Count => value,
    }
}

/// Sign and strength in one to three signs; a tilde where the mean cannot be told from nothing.
pub fn strength(points: f64, is_clear: bool) -> &'static str {
    let size = points.abs();
    let level = [0.05, 2.0, 10.0].iter().filter(|edge| size >= **edge).count();
    match (is_clear && level > 0, points < 0.0, level) {
        (false, ..) => "~",
        (_, false, 1) => "+",
        (_, false, 2) => "++",
        (_, false, _) => "+++",
        (_, true, 1) => "−",
        (_, true, 2) => "−−",
        (_, true, _) => "−−−",
    }
}

/// What the whole range of a lever does first of all, in a line.
pub fn one_line(study: &LeverStudy) -> String {
    let Some(most) = study.most() else { return "Moves nothing that can be measured here.".to_owned() };
    let effect = effect(most);
    if study.is_nearly_inert() {
        return format!("Nearly inert here: {effect} is the most it moves.");
    }
    format!("Moves most: {effect}, over its whole range.")
}

/// The same from the fullest wording to the shortest.
pub fn lines(study: &LeverStudy) -> Vec<String> {
    let mut lines = vec![one_line(study)];
    if let Some(most) = study.most() {
        let unit = most.of.unit();
        let effect = format!("{} {}", most.of.title(), amount(unit, most.end.spread.median));
        // However short: it is no answer to the move that is being tried.
        let verb = if study.is_nearly_inert() { "Nearly inert here" } else { "Over its whole range" };
        lines.extend([
            format!("{verb}: {}.", self::effect(most)),
            format!("{verb}: {effect}."),
            // What is cut where this is still too long is the end of the name.
            format!("Whole range {}: {}", amount(unit, most.end.spread.median), most.of.title()),
        ]);
    }
    lines
}

/// The median with its band: `Chinese models −17 points [−22 to −12]`.
pub fn effect(of: &Difference) -> String {
    let unit = of.of.unit();
    format!("{} {} {}", of.of.title(), amount(unit, of.end.spread.median), band(unit, &of.end))
}

/// How much of the whole effect lies below where a lever stands, and how much above, in points.
pub fn halves(study: &LeverStudy) -> Option<[f64; 2]> {
    let most = study.most()?.of;
    Some([0, 1].map(|half: usize| points(study.halves[half].of(most))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_signed_and_nothing_is_nothing() {
        assert_eq!([signed(0.04), signed(-0.04), signed(3.12), signed(-12.4)], ["0", "0", "+3.1", "−12"]);
        assert_eq!(amount(Unit::Share, 0.031), "+3.1 points");
        assert_eq!(amount(Unit::Months, -1.25), "−1.2 months");
    }

    #[test]
    fn strength_has_three_steps_and_a_tilde() {
        assert_eq!(strength(1.0, true), "+");
        assert_eq!(strength(-2.0, true), "−−");
        assert_eq!(strength(44.0, true), "+++");
        assert_eq!(strength(44.0, false), "~");
        assert_eq!(strength(0.0, true), "~");
    }
}
