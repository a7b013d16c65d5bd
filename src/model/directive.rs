//! Directives: what a player tells labs to do, as plain data. Labs without a directive follow the model.

use super::calendar::Month;
use super::lab::Mode;

/// One word of a player to one lab.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Directive {
    /// The month of the release that it is about, or from which a price holds.
    pub month: Month,
    /// Position of the lab in [`super::setup::Setup::labs`].
    pub lab: usize,
    /// What the lab is to do.
    pub act: Act,
}

/// What a lab can be told to do.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Act {
    /// To release in this mode, if it has a model to release in that month. It brings no release about.
    Release(Mode),
    /// To hold back what it would release in that month. Nothing of it comes to the market; research goes
    /// on, and from the next month on chances to release come by the usual rule.
    Hold,
    /// To shade the price of its closed model by this much (log points) from that month on, until told
    /// otherwise; kept within [`PRICE_SHADES`].
    Price(f64),
}

/// How far the price of a closed model can be shaded (log points): from 39 % below to 65 % above the price
/// that the model's rule gives.
pub const PRICE_SHADES: (f64, f64) = (-0.5, 0.5);

impl Directive {
    /// Whether it is about the release of a lab in a month.
    pub fn is_on_release(&self, month: Month, lab: usize) -> bool {
        self.month == month && self.lab == lab && !matches!(self.act, Act::Price(_))
    }
}

/// What a lab is told about its release of a month: the last word counts.
pub fn on_release(directives: &[Directive], month: Month, lab: usize) -> Option<Act> {
    directives.iter().rfind(|told| told.is_on_release(month, lab)).map(|told| told.act)
}

/// By how much a lab's closed price is shaded in a month (log points): the word of the latest month counts,
/// and of several in that month the last.
pub fn price_shade(directives: &[Directive], month: Month, lab: usize) -> f64 {
    let told = directives.iter().filter(|told| told.month <= month && told.lab == lab);
    let shades = told.filter_map(|told| match told.act {
        Act::Price(shade) => Some((told.month, shade)),
        _ => None,
    });
    let (low, high) = PRICE_SHADES;
    shades.max_by_key(|(month, _)| *month).map_or(0.0, |(_, shade)| shade.clamp(low, high))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(month: u16, act: Act) -> Directive {
        Directive { month: Month(month), lab: 2, act }
    }

    #[test]
    fn the_last_word_on_a_release_counts_and_only_in_its_month() {
        let words = [
            told(5, Act::Hold),
            told(5, Act::Release(Mode::Dual)),
            told(5, Act::Price(0.1)),
            told(6, Act::Hold),
        ];
        assert_eq!(on_release(&words, Month(5), 2), Some(Act::Release(Mode::Dual)));
        assert_eq!(on_release(&words, Month(6), 2), Some(Act::Hold));
        assert_eq!(on_release(&words, Month(7), 2), None);
        assert_eq!(on_release(&words, Month(5), 1), None);
    }

    #[test]
    fn a_price_holds_until_the_next_whatever_the_order_of_the_words() {
        let words = [told(9, Act::Price(0.2)), told(4, Act::Price(-9.0)), told(9, Act::Price(0.3))];
        let shades = [3, 4, 8, 9, 80].map(|month| price_shade(&words, Month(month), 2));
        assert_eq!(shades, [0.0, -0.5, -0.5, 0.3, 0.3]);
        assert_eq!(price_shade(&words, Month(9), 0), 0.0);
    }
}
