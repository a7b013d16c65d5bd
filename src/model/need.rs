//! What capability is worth to adopters in a month: how much it counts, and from which level on it counts less.

use super::bloc::SEGMENTS;
use super::calendar::Month;
use super::parameters::Parameters;

/// What adopters of each segment ask of capability in a month.
#[derive(Clone, Debug, PartialEq)]
pub struct Needs {
    /// Utility lost for each order of magnitude behind, by segment.
    weight: [f64; SEGMENTS],
    /// What is good enough, by segment (OOM); without bound where nothing satiates.
    level: [f64; SEGMENTS],
    /// Share of the worth of capability that ends at the level of need.
    satiation: f64,
    /// The capability from which quality is counted (OOM).
    best: f64,
}

impl Needs {
    /// The needs of a month, where `best` is the best capability on the market.
    pub fn new(p: &Parameters, month: Month, best: f64) -> Self {
        let years = f64::from(month.0) / 12.0;
        // With nothing on the market there is no best model to be good enough against.
        let satiation = if best.is_finite() { p.satiation } else { 0.0 };
        let satiates = satiation > 0.0;
        Self {
            weight: std::array::from_fn(|s| {
                p.quality_sensitivity[s] * (1.0 + p.demand_shift[s] * years).max(0.0)
            }),
            level: p.need.map(|need| if satiates { need + p.need_growth * years } else { f64::INFINITY }),
            satiation,
            best,
        }
    }

    /// Utility of a capability (OOM) to a segment, against the best model on the market (utils).
    #[inline]
    pub fn utility(&self, segment: usize, capability: f64) -> f64 {
        -self.weight[segment] * self.shortfall(segment, capability)
    }

    /// How far a capability falls short of the best model, as far as that matters to the segment (OOM).
    #[inline]
    fn shortfall(&self, segment: usize, capability: f64) -> f64 {
        let behind = self.best - capability;
        if self.satiation == 0.0 {
            return behind;
        }
        let need = self.level[segment];
        let needed = self.best.min(need) - capability.min(need);
        (1.0 - self.satiation) * behind + self.satiation * needed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two utils per order of magnitude; needs of 0.5, growing by 0.6 a year.
    fn parameters(satiation: f64, shift: f64) -> Parameters {
        Parameters {
            quality_sensitivity: [2.0; SEGMENTS],
            need: [0.5; SEGMENTS],
            need_growth: 0.6,
            satiation,
            demand_shift: [shift; SEGMENTS],
            ..Parameters::default()
        }
    }

    fn utility(satiation: f64, shift: f64, month: u16, q: f64) -> f64 {
        Needs::new(&parameters(satiation, shift), Month(month), 1.0).utility(1, q)
    }

    #[test]
    fn without_satiation_and_shift_every_step_counts_at_any_time() {
        for month in [0, 12, 80] {
            assert_eq!(utility(0.0, 0.0, month, 0.25), -2.0 * (1.0 - 0.25));
            assert_eq!(utility(0.0, 0.0, month, 1.5), 1.0);
        }
    }

    #[test]
    fn beyond_the_need_only_the_unsated_share_counts() {
        // Need 0.5 in January 2024: the best at 1.0 is worth no more than 0.5.
        for (satiation, q, expected) in [
            (1.0, 0.7, 0.0),
            (1.0, 1.5, 0.0),
            (1.0, 0.25, -0.5),
            (0.5, 0.7, -0.3),
            (0.5, 0.25, -1.0),
            (0.5, 1.5, 0.5),
        ] {
            let found = utility(satiation, 0.0, 0, q);
            assert!((found - expected).abs() < 1e-12, "{satiation} {q}: {found}");
        }
        // Half a year later the need is 0.8, ten months later it has reached the best model.
        assert!((utility(1.0, 0.0, 6, 0.7) - -0.2).abs() < 1e-12);
        assert!((utility(1.0, 0.0, 10, 0.7) - -0.6).abs() < 1e-12);
    }

    #[test]
    fn demanding_work_raises_the_weight_by_the_year_and_never_turns_it_round() {
        for (shift, month, expected) in
            [(0.5, 0, -1.0), (0.5, 12, -1.5), (0.5, 18, -1.75), (-0.5, 12, -0.5), (-0.5, 36, 0.0)]
        {
            let found = utility(0.0, shift, month, 0.5);
            assert!((found - expected).abs() < 1e-12, "{shift} {month}: {found}");
        }
    }

    #[test]
    fn with_nothing_on_the_market_satiation_is_silent() {
        let empty =
            |satiation| Needs::new(&parameters(satiation, 0.0), Month(3), f64::NEG_INFINITY).utility(0, 0.3);
        assert_eq!(empty(1.0), empty(0.0));
    }
}
