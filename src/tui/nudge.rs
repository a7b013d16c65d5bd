//! By how much a lever is moved: steps of its range, places in it, named settings.

use crate::model::lever::Lever;

/// In how many steps a lever's range is divided: hundredths, or whole units where there are many.
fn steps_of(lever: Lever) -> f64 {
    let (low, high) = lever.spec().range;
    if high - low > 1.0 { high - low } else { 100.0 }
}

/// A value some hundredths of the range further on, upon its steps; at least one step.
pub fn nudged(lever: Lever, value: f64, hundredths: i32) -> f64 {
    let (low, high) = lever.spec().range;
    let steps = steps_of(lever);
    let by = (f64::from(hundredths.abs()) / 100.0 * steps).round().max(1.0) * f64::from(hundredths.signum());
    let at = ((value - low) / (high - low) * steps).round();
    at_ratio(lever, (at + by) / steps)
}

/// The value at a place in the range, 0 to 1, upon its steps.
pub fn at_ratio(lever: Lever, ratio: f64) -> f64 {
    let (low, high) = lever.spec().range;
    let steps = steps_of(lever);
    low + (ratio.clamp(0.0, 1.0) * steps).round() / steps * (high - low)
}

/// The next named setting above a value, or the lowest.
pub fn next_setting(lever: Lever, value: f64) -> f64 {
    let mut settings: Vec<f64> = lever.spec().settings.iter().map(|(_, value)| *value).collect();
    settings.sort_by(f64::total_cmp);
    let above = settings.iter().copied().find(|setting| *setting > value + 1e-9);
    above.or(settings.first().copied()).unwrap_or(value)
}
