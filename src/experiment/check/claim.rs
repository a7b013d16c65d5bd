//! Claims: what must hold of a measure, and how it is judged.

use super::variant::Variant;
use crate::experiment::paired::Paired;
use crate::experiment::summary::{Spread, spread};

/// What must hold of the variants of a check.
#[derive(Clone, Debug, PartialEq)]
pub enum Claim {
    /// The one variant lies within bounds.
    Bounds {
        /// Lowest value allowed.
        min: Option<f64>,
        /// Highest value allowed.
        max: Option<f64>,
        /// Of what.
        of: Statistic,
    },
    /// From variant to variant the measure goes one way: clearly from the first to the last, and nowhere
    /// clearly back by more than the tolerance.
    Monotone {
        /// Up, or down.
        rises: bool,
        /// How far a step may go back.
        tolerance: f64,
    },
    /// The second variant is clearly above the first by more than this.
    Order {
        /// By how much.
        by: f64,
    },
    /// The two variants differ clearly.
    Differs,
    /// The two variants differ clearly by less than this.
    Alike {
        /// By how much at most.
        within: f64,
    },
}

/// What bounds are put on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Statistic {
    /// The mean over the runs.
    Mean,
    /// The middle run.
    Median,
    /// Every run.
    Each,
}

impl Statistic {
    /// All, by name in files.
    pub const ALL: [(&'static str, Self); 3] =
        [("mean", Self::Mean), ("median", Self::Median), ("each", Self::Each)];

    /// Name in files.
    pub const fn key(self) -> &'static str {
        Self::ALL[self as usize].0
    }
}

/// One part of a claim, held against what was measured.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// What was compared.
    pub what: String,
    /// The value, or the mean difference; NaN where nothing was measured.
    pub value: f64,
    /// Half the width of the 95 % interval of a difference.
    pub error: Option<f64>,
    /// What must hold.
    pub must: String,
    /// Whether it does.
    pub holds: bool,
}

impl Claim {
    /// Judges the values of the variants, run by run.
    pub fn judge(&self, variants: &[Variant], values: &[Vec<f64>]) -> Vec<Finding> {
        match *self {
            Self::Bounds { min, max, of } => bounds(&values[0], (min, max), of),
            Self::Monotone { rises, tolerance } => monotone(variants, values, rises, tolerance),
            Self::Order { by } => {
                let must =
                    if by > 0.0 { format!("clearly above {by}") } else { "clearly above 0".to_owned() };
                vec![difference(variants, values, (0, 1), must, |paired| paired.interval.0 > by)]
            }
            Self::Differs => {
                let must = "clearly not 0".to_owned();
                vec![difference(variants, values, (0, 1), must, Paired::is_clear)]
            }
            Self::Alike { within } => {
                let must = format!("clearly within {within} of 0");
                let holds = |paired: &Paired| paired.interval.0 >= -within && paired.interval.1 <= within;
                vec![difference(variants, values, (0, 1), must, holds)]
            }
        }
    }
}

type Bounds = (Option<f64>, Option<f64>);

fn bounds(values: &[f64], (min, max): Bounds, of: Statistic) -> Vec<Finding> {
    let must = match (min, max) {
        (Some(min), Some(max)) => format!("from {min} to {max}"),
        (Some(min), None) => format!("at least {min}"),
        (None, Some(max)) => format!("at most {max}"),
        (None, None) => "measured".to_owned(),
    };
    // Nothing measured is within no bounds.
    let holds = |value: f64| {
        !value.is_nan() && min.is_none_or(|min| value >= min) && max.is_none_or(|max| value <= max)
    };
    let finding = |what: &str, value: f64| Finding {
        what: what.to_owned(),
        value,
        error: None,
        must: must.clone(),
        holds: holds(value),
    };
    let Spread { median, mean, .. } = spread(values.iter().copied());
    match of {
        Statistic::Mean => vec![finding("mean", mean)],
        Statistic::Median => vec![finding("median", median)],
        Statistic::Each => {
            let known = || values.iter().copied().filter(|value| !value.is_nan());
            let [low, high] = [known().reduce(f64::min), known().reduce(f64::max)];
            let [low, high] = [low, high].map(|value| value.unwrap_or(f64::NAN));
            vec![finding("lowest run", low), finding("highest run", high)]
        }
    }
}

fn monotone(variants: &[Variant], values: &[Vec<f64>], rises: bool, tolerance: f64) -> Vec<Finding> {
    let last = values.len() - 1;
    let whole = move |paired: &Paired| if rises { paired.interval.0 > 0.0 } else { paired.interval.1 < 0.0 };
    let must = if rises { "clearly above 0" } else { "clearly below 0" };
    let mut findings = vec![difference(variants, values, (0, last), must.to_owned(), whole)];
    if last > 1 {
        let step = move |paired: &Paired| match rises {
            true => paired.interval.1 >= -tolerance,
            false => paired.interval.0 <= tolerance,
        };
        let side = if rises { "below" } else { "above" };
        let bound = if rises { 0.0 - tolerance } else { tolerance };
        let must = format!("not clearly {side} {bound}");
        findings.extend((0..last).map(|i| difference(variants, values, (i, i + 1), must.clone(), step)));
    }
    findings
}

/// The second of two variants less the first, by pairs of runs.
fn difference(
    variants: &[Variant],
    values: &[Vec<f64>],
    (from, to): (usize, usize),
    must: String,
    holds: impl Fn(&Paired) -> bool,
) -> Finding {
    let paired = Paired::of(&values[from], &values[to]);
    Finding {
        what: format!("{} less {}", variants[to].label, variants[from].label),
        value: paired.spread.mean,
        error: Some(paired.half_width()),
        must,
        holds: paired.pairs > 1 && holds(&paired),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::setup::Setup;

    fn judged(claim: &Claim, values: &[&[f64]]) -> Vec<bool> {
        let variant = |i| Variant {
            label: format!("v{i}"),
            scenario: String::new(),
            settings: Vec::new(),
            setup: Setup::empty(),
        };
        let variants: Vec<Variant> = (0..values.len()).map(variant).collect();
        let values: Vec<Vec<f64>> = values.iter().map(|column| column.to_vec()).collect();
        claim.judge(&variants, &values).iter().map(|finding| finding.holds).collect()
    }

    const LOW: &[f64] = &[1.0, 2.0, 3.0, 4.0];
    const HIGH: &[f64] = &[2.0, 3.1, 4.0, 4.9];
    const NOISE: &[f64] = &[2.0, 1.0, 4.0, 3.0];
    const NONE: &[f64] = &[f64::NAN; 4];

    #[test]
    fn bounds_hold_for_what_they_are_put_on() {
        let bounds = |min, max, of| Claim::Bounds { min, max, of };
        assert_eq!(judged(&bounds(Some(2.4), Some(2.6), Statistic::Mean), &[LOW]), [true]);
        assert_eq!(judged(&bounds(Some(2.6), None, Statistic::Median), &[LOW]), [false]);
        assert_eq!(judged(&bounds(Some(0.0), Some(3.5), Statistic::Each), &[LOW]), [true, false]);
        for of in [Statistic::Mean, Statistic::Median, Statistic::Each] {
            assert!(judged(&bounds(None, Some(9.0), of), &[NONE]).iter().all(|holds| !holds));
        }
    }

    #[test]
    fn order_difference_and_likeness_are_by_clear_pairs() {
        for (claim, values, expected) in [
            (Claim::Order { by: 0.0 }, [LOW, HIGH], true),
            (Claim::Order { by: 0.95 }, [LOW, HIGH], false),
            (Claim::Order { by: 0.0 }, [HIGH, LOW], false),
            (Claim::Order { by: 0.0 }, [LOW, NOISE], false),
            (Claim::Differs, [HIGH, LOW], true),
            (Claim::Differs, [LOW, NOISE], false),
            (Claim::Differs, [LOW, LOW], false),
            (Claim::Alike { within: 0.1 }, [LOW, LOW], true),
            (Claim::Alike { within: 0.1 }, [LOW, NOISE], false),
            (Claim::Alike { within: 1.2 }, [LOW, HIGH], true),
            (Claim::Alike { within: 9.0 }, [LOW, NONE], false),
        ] {
            assert_eq!(judged(&claim, &values), [expected], "{claim:?} {values:?}");
        }
    }

    #[test]
    fn a_step_may_go_back_by_no_more_than_the_tolerance() {
        let monotone = |rises, tolerance| Claim::Monotone { rises, tolerance };
        assert_eq!(judged(&monotone(true, 0.0), &[LOW, HIGH]), [true]);
        assert_eq!(judged(&monotone(false, 0.0), &[LOW, HIGH]), [false]);
        assert_eq!(judged(&monotone(false, 0.0), &[HIGH, LOW]), [true]);
        let higher: Vec<f64> = HIGH.iter().map(|value| value + 0.5).collect();
        assert_eq!(judged(&monotone(true, 0.4), &[LOW, &higher, HIGH]), [true, true, false]);
        assert_eq!(judged(&monotone(true, 0.6), &[LOW, &higher, HIGH]), [true, true, true]);
        assert_eq!(judged(&monotone(true, 0.0), &[LOW, NOISE, HIGH]), [true, true, true]);
    }
}
