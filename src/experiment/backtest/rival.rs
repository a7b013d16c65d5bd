//! Simple rivals of the model: what one would forecast from a series alone, without any theory of it.

use statrs::distribution::{ContinuousCDF, Normal, StudentsT};

use super::score::Forecast;

/// Number of equally likely values by which a rival's forecast is written down.
const VALUES: usize = 99;
/// Values are kept this far from their ends, as a share of what lies between, where they are put on the scale of log odds.
const EDGE: f64 = 0.002;

/// A way to forecast a series from its past.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rival {
    /// The last value known; its spread grows with the root of time as the known changes have it.
    LastValue,
    /// A straight line through what is known.
    LinearTrend,
    /// A straight line through the log odds of what is known, between the ends of what the series can be.
    LogisticTrend,
}

/// One observation that was known at the time of a forecast.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Known {
    /// Middle of its window, in months.
    pub month: f64,
    /// What was observed.
    pub value: f64,
    /// Its own uncertainty: half of the tolerance, as a standard deviation.
    pub deviation: f64,
}

/// The values that a series can take.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Support {
    /// Between two ends: shares and odds.
    Within(f64, f64),
    /// Any number, though one between two ends by all experience: lags in months.
    Usually(f64, f64),
    /// Any number.
    Any,
}

impl Support {
    /// Shares and odds.
    pub const SHARE: Self = Self::Within(0.0, 1.0);
    /// Lags: from a year ahead to three years behind.
    pub const LAG: Self = Self::Usually(-12.0, 36.0);

    /// The ends between which a logistic curve runs.
    fn ends(self) -> Option<(f64, f64)> {
        match self {
            Self::Within(low, high) | Self::Usually(low, high) => Some((low, high)),
            Self::Any => None,
        }
    }

    fn nearest(self, value: f64) -> f64 {
        match self {
            Self::Within(low, high) => value.clamp(low, high),
            Self::Usually(..) | Self::Any => value,
        }
    }
}

impl Rival {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::LastValue, Self::LinearTrend, Self::LogisticTrend];

    /// Name in files.
    pub const fn key(self) -> &'static str {
        match self {
            Self::LastValue => "last_value",
            Self::LinearTrend => "linear_trend",
            Self::LogisticTrend => "logistic_trend",
        }
    }

    /// Name for people.
    pub const fn title(self) -> &'static str {
        match self {
            Self::LastValue => "last value",
            Self::LinearTrend => "linear trend",
            Self::LogisticTrend => "logistic trend",
        }
    }

    /// The forecast for a month from what is known, in order of time. None where too little is known: one value for
    /// the first rival, two for the trends; and none for a logistic trend of what has no ends.
    pub fn forecast(self, known: &[Known], month: f64, support: Support) -> Option<Forecast> {
        match self {
            Self::LastValue => bounded(&last_value(known, month)?, support),
            Self::LinearTrend => bounded(&trend(known, month)?, support),
            Self::LogisticTrend => {
                let (low, high) = support.ends()?;
                let odds: Vec<Known> = known.iter().map(|one| log_odds(one, low, high)).collect();
                let natural = |x: f64| low + (high - low) / (1.0 + libm::exp(-x));
                Forecast::new(trend(&odds, month)?.values().map(natural))
            }
        }
    }
}

fn bounded(law: &Law, support: Support) -> Option<Forecast> {
    Forecast::new(law.values().map(|value| support.nearest(value)))
}

/// A location, a scale and the degrees of freedom of Student's law; without any, the normal one.
struct Law {
    location: f64,
    scale: f64,
    freedom: Option<f64>,
}

impl Law {
    /// Equally likely values.
    fn values(&self) -> impl Iterator<Item = f64> {
        let student = self.freedom.and_then(|n| StudentsT::new(0.0, 1.0, n).ok());
        (0..VALUES).map(move |i| {
            let p = (i as f64 + 0.5) / VALUES as f64;
            let z =
                student.as_ref().map_or_else(|| Normal::standard().inverse_cdf(p), |law| law.inverse_cdf(p));
            self.location + self.scale * z
        })
    }
}

fn last_value(known: &[Known], month: f64) -> Option<Law> {
    let last = known.last()?;
    let steps: Vec<f64> = known
        .windows(2)
        .filter(|pair| pair[1].month > pair[0].month)
        .map(|pair| (pair[1].value - pair[0].value).powi(2) / (pair[1].month - pair[0].month))
        .collect();
    // Variance of a month's change; nothing is known of it from one value alone.
    let monthly = if steps.is_empty() { 0.0 } else { steps.iter().sum::<f64>() / steps.len() as f64 };
    let variance = monthly * (month - last.month).max(0.0) + last.deviation * last.deviation;
    Some(Law { location: last.value, scale: variance.sqrt(), freedom: None })
}

/// Ordinary least squares with its predictive law. The residuals' variance is at least that of the observations.
fn trend(known: &[Known], month: f64) -> Option<Law> {
    let n = known.len() as f64;
    let mean_month = known.iter().map(|one| one.month).sum::<f64>() / n;
    let mean_value = known.iter().map(|one| one.value).sum::<f64>() / n;
    let spread = known.iter().map(|one| (one.month - mean_month).powi(2)).sum::<f64>();
    // Two values in the same month make no line.
    if known.len() < 2 || spread <= 0.0 {
        return None;
    }
    let slope =
        known.iter().map(|one| (one.month - mean_month) * (one.value - mean_value)).sum::<f64>() / spread;
    let at = |month: f64| mean_value + slope * (month - mean_month);
    let own = known.iter().map(|one| one.deviation * one.deviation).sum::<f64>() / n;
    let freedom = (known.len() > 2).then_some(n - 2.0);
    let seen = freedom
        .map(|freedom| known.iter().map(|one| (one.value - at(one.month)).powi(2)).sum::<f64>() / freedom);
    let variance = seen.unwrap_or(0.0).max(own) * (1.0 + 1.0 / n + (month - mean_month).powi(2) / spread);
    Some(Law { location: at(month), scale: variance.sqrt(), freedom })
}

/// An observed value between two ends on the scale of log odds, with its uncertainty there.
fn log_odds(known: &Known, low: f64, high: f64) -> Known {
    let share = ((known.value - low) / (high - low)).clamp(EDGE, 1.0 - EDGE);
    let slope = 1.0 / (share * (1.0 - share)) / (high - low);
    Known { value: libm::log(share / (1.0 - share)), deviation: known.deviation * slope, ..*known }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(values: &[(f64, f64)]) -> Vec<Known> {
        values.iter().map(|(month, value)| Known { month: *month, value: *value, deviation: 0.0 }).collect()
    }

    #[test]
    fn a_line_goes_on_and_a_last_value_stays() {
        let line = known(&[(0.0, 0.1), (1.0, 0.2), (2.0, 0.3), (3.0, 0.4)]);
        let trend = Rival::LinearTrend.forecast(&line, 5.0, Support::SHARE).unwrap();
        assert!((trend.mean() - 0.6).abs() < 1e-12);
        let last = Rival::LastValue.forecast(&line, 4.0, Support::SHARE).unwrap();
        // A tenth a month: one month ahead, a standard deviation of a tenth.
        let (low, high) = last.band();
        assert!((last.mean() - 0.4).abs() < 1e-12 && ((high - low) / 2.0 - 0.1 * 1.2816).abs() < 3e-3);
    }

    #[test]
    fn a_logistic_curve_goes_on() {
        let share = |month: f64| 1.0 / (1.0 + libm::exp(2.0 - 0.5 * month));
        let curve = known(&[0.0, 1.0, 2.0, 3.0].map(|month| (month, share(month))));
        let trend = Rival::LogisticTrend.forecast(&curve, 9.0, Support::SHARE).unwrap();
        assert!((trend.mean() - share(9.0)).abs() < 1e-9);
        assert!(Rival::LogisticTrend.forecast(&curve, 9.0, Support::Any).is_none());
    }

    #[test]
    fn too_little_known_gives_no_forecast() {
        let one = known(&[(0.0, 0.5)]);
        assert!(Rival::LastValue.forecast(&[], 1.0, Support::Any).is_none());
        assert!(Rival::LastValue.forecast(&one, 1.0, Support::Any).is_some());
        assert!(Rival::LinearTrend.forecast(&one, 1.0, Support::Any).is_none());
        assert!(Rival::LinearTrend.forecast(&known(&[(0.0, 0.5), (0.0, 0.6)]), 1.0, Support::Any).is_none());
    }

    #[test]
    fn trends_of_few_values_are_wide() {
        let three = known(&[(0.0, 0.1), (1.0, 0.3), (2.0, 0.2)]);
        let (low, high) = Rival::LinearTrend.forecast(&three, 4.0, Support::Any).unwrap().band();
        assert!(high - low > 0.5, "{low} {high}");
    }
}
