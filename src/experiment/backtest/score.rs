//! Scores of a forecast that is a sample: its error, its continuous ranked probability score, and its band.

use crate::experiment::summary::quantile;

/// What a forecast is worth once the outcome is known.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Score {
    /// Mean of the forecast less what was observed, in units of the observation.
    pub error: f64,
    /// Continuous ranked probability score, in units of the observation; less is better, 0 is certainty that was right.
    pub crps: f64,
    /// Whether the outcome lies in the forecast's middle 80 %.
    pub covered: bool,
}

/// A forecast as equally likely values in rising order.
#[derive(Clone, Debug, PartialEq)]
pub struct Forecast(Vec<f64>);

impl Forecast {
    /// Of some values; those that are missing (NaN) are left out. None where none is left.
    pub fn new(values: impl IntoIterator<Item = f64>) -> Option<Self> {
        let mut known: Vec<f64> = values.into_iter().filter(|value| value.is_finite()).collect();
        known.sort_by(f64::total_cmp);
        (!known.is_empty()).then_some(Self(known))
    }

    /// The values.
    pub fn values(&self) -> &[f64] {
        &self.0
    }

    /// Arithmetic mean.
    pub fn mean(&self) -> f64 {
        self.0.iter().sum::<f64>() / self.0.len() as f64
    }

    /// Median.
    pub fn median(&self) -> f64 {
        quantile(&self.0, 0.5)
    }

    /// The tenth and the ninetieth percentile.
    pub fn band(&self) -> (f64, f64) {
        (quantile(&self.0, 0.1), quantile(&self.0, 0.9))
    }

    /// Its scores against what was observed.
    pub fn score(&self, observed: f64) -> Score {
        let (low, high) = self.band();
        Score {
            error: self.mean() - observed,
            crps: self.crps(observed),
            covered: (low..=high).contains(&observed),
        }
    }

    /// `E|X - y| - E|X - X'| / 2` of the empirical distribution, by its order statistics (Gneiting and Raftery 2007;
    /// Jordan, Krueger and Lerch 2019, equation 3).
    fn crps(&self, observed: f64) -> f64 {
        let n = self.0.len() as f64;
        let term = |(place, value): (usize, &f64)| {
            let above = if observed < *value { n } else { 0.0 };
            (value - observed) * (above - (place + 1) as f64 + 0.5)
        };
        // Of a single value it can round to a little less than nothing.
        (2.0 / (n * n) * self.0.iter().enumerate().map(term).sum::<f64>()).max(0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use statrs::distribution::{ContinuousCDF as _, Normal};

    #[test]
    fn a_single_value_scores_its_distance() {
        let score = Forecast::new([0.3]).unwrap().score(0.5);
        assert!((score.crps - 0.2).abs() < 1e-15 && (score.error + 0.2).abs() < 1e-15 && !score.covered);
        assert!(Forecast::new([f64::NAN]).is_none());
    }

    #[test]
    fn two_values_score_by_hand() {
        // E|X - y| = (1 + 2) / 2, E|X - X'| / 2 = 3 / 4.
        assert!((Forecast::new([0.0, 3.0]).unwrap().score(1.0).crps - 0.75).abs() < 1e-15);
    }

    #[test]
    fn a_normal_forecast_scores_its_closed_form() {
        let normal = Normal::standard();
        let n = 20_000;
        let sample = (0..n).map(|i| normal.inverse_cdf((f64::from(i) + 0.5) / f64::from(n)));
        let forecast = Forecast::new(sample).unwrap();
        for observed in [-1.3, 0.0, 0.4, 2.0] {
            let density = libm::exp(-observed * observed / 2.0) / (2.0 * std::f64::consts::PI).sqrt();
            let exact = observed * (2.0 * normal.cdf(observed) - 1.0) + 2.0 * density
                - 1.0 / std::f64::consts::PI.sqrt();
            assert!((forecast.score(observed).crps - exact).abs() < 2e-4, "{observed}");
        }
        assert!(forecast.score(1.28).covered && !forecast.score(1.29).covered);
    }
}
