//! What is thought of a parameter before the data.

use crate::scenario::posterior::Target;

/// Uniform beliefs between two ends.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Prior {
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// Whether equal ratios, rather than equal steps, are equally likely.
    pub by_ratio: bool,
}

impl Prior {
    /// The value below which lies a share `p` of the beliefs.
    pub fn quantile(&self, p: f64) -> f64 {
        if self.by_ratio {
            self.low * libm::exp(p * libm::log(self.high / self.low))
        } else {
            self.low + p * (self.high - self.low)
        }
    }

    /// The share of the beliefs below a value: the inverse of [`Prior::quantile`].
    pub fn share_below(&self, value: f64) -> f64 {
        if self.by_ratio {
            libm::log(value / self.low) / libm::log(self.high / self.low)
        } else {
            (value - self.low) / (self.high - self.low)
        }
    }
}

/// A number that is fitted.
#[derive(Clone, Debug)]
pub struct Free {
    /// What it stands for.
    pub target: Target,
    /// Its prior.
    pub prior: Prior,
    /// The value that was judged before anything was fitted; the fit does not read it.
    pub judged: Option<f64>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_prior_and_its_inverse_agree() {
        for by_ratio in [false, true] {
            let prior = Prior { low: 0.5, high: 2.0, by_ratio };
            for p in [0.0, 0.1, 0.5, 0.99] {
                assert!((prior.share_below(prior.quantile(p)) - p).abs() < 1e-12);
            }
        }
        assert!((Prior { low: 0.5, high: 2.0, by_ratio: true }.quantile(0.5) - 1.0).abs() < 1e-12);
    }
}
