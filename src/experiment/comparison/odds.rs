//! Odds of the end worlds on two sides, and how far pairs of runs change them.

use statrs::distribution::{ContinuousCDF as _, Normal};

use crate::experiment::split::means;
use crate::model::measure::EndWorld;

/// Odds of one end world on both sides.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WorldOdds {
    /// Which world.
    pub world: EndWorld,
    /// Share of the runs of each side that end in it.
    pub odds: [f64; 2],
    /// 95 % interval of the change.
    pub interval: (f64, f64),
}

impl WorldOdds {
    /// The second side's odds less the first's.
    pub fn change(&self) -> f64 {
        self.odds[1] - self.odds[0]
    }

    /// Whether the interval lies to one side of zero.
    pub fn is_clear(&self) -> bool {
        self.interval.0 > 0.0 || self.interval.1 < 0.0
    }
}

/// Odds of all worlds, from the worlds in which pairs of runs end.
pub fn odds(pairs: &[[EndWorld; 2]], together: usize) -> Vec<WorldOdds> {
    EndWorld::ALL.into_iter().map(|world| of(world, pairs, together)).collect()
}

fn of(world: EndWorld, pairs: &[[EndWorld; 2]], together: usize) -> WorldOdds {
    let n = pairs.len() as f64;
    let ends = |side: usize| pairs.iter().filter(|pair| pair[side] == world).count() as f64;
    let won = |pair: &[EndWorld; 2]| {
        let [before, after] = pair.map(|end| f64::from(u8::from(end == world)));
        after - before
    };
    let changes = means(&pairs.iter().map(won).collect::<Vec<f64>>(), together);
    WorldOdds { world, odds: [ends(0) / n, ends(1) / n], interval: interval(&changes) }
}

/// 95 % interval of the mean of changes of a share, each -1 (lost), 0, 1 (won) or, where several pairs share a draw of
/// the parameters, the mean of these: Wald's with one lost and one won added (Bonett and Price 2012), good for few pairs
/// and for odds near 0 or 1.
fn interval(changes: &[f64]) -> (f64, f64) {
    let n = changes.len() as f64 + 2.0;
    let change = changes.iter().sum::<f64>() / n;
    let square = (changes.iter().map(|change| change * change).sum::<f64>() + 2.0) / n;
    let half = Normal::standard().inverse_cdf(0.975) * ((square - change * change) / n).sqrt();
    ((change - half).max(-1.0), (change + half).min(1.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::calendar::Month;
    use crate::model::random::{Draws, Seed, Stream, uniform};

    fn changes(lost: usize, won: usize, n: usize) -> Vec<f64> {
        let (lost, won) = (std::iter::repeat_n(-1.0, lost), std::iter::repeat_n(1.0, won));
        let all = lost.chain(won).chain(std::iter::repeat(0.0));
        all.take(n).collect()
    }

    #[test]
    fn the_interval_is_that_of_bonett_and_price() {
        // By hand for 30 lost and 10 won of 100: shares 31/102 and 11/102, change -20/102.
        let (low, high) = interval(&changes(30, 10, 100));
        let half = 1.959_964 * ((42.0 / 102.0 - (20.0_f64 / 102.0).powi(2)) / 102.0).sqrt();
        assert!((low - (-20.0 / 102.0 - half)).abs() < 1e-6 && (high - (-20.0 / 102.0 + half)).abs() < 1e-6);
    }

    #[test]
    fn odds_count_pairs_and_nothing_changed_is_not_clear() {
        let [a, b] = [EndWorld::Sovereign, EndWorld::Contested];
        let pairs = [[a, a], [a, b], [b, b], [a, b]];
        let all = odds(&pairs, 1);
        let of = |world: EndWorld| all[world.index()];
        assert_eq!((of(a).odds, of(b).odds, of(b).change()), ([0.75, 0.25], [0.25, 0.75], 0.5));
        assert!(!of(EndWorld::ChineseOpen).is_clear());
        let same = odds(&[[a, a]; 50], 1);
        assert!(same.iter().all(|world| world.change() == 0.0 && !world.is_clear()));
        let turned = odds(&[[a, b]; 50], 2);
        assert!(turned[a.index()].is_clear() && turned[a.index()].interval.0 >= -1.0);
    }

    #[test]
    fn the_interval_covers_the_true_change() {
        let mut held = 0;
        for study in 0..2_000_u64 {
            let draw = |k: u64| uniform(Draws::new(Seed(study), Stream::Research, Month(0)).word(k));
            let change = |x: f64| f64::from(u8::from(x > 0.95)) - f64::from(u8::from(x < 0.15));
            let (low, high) = interval(&(0..40).map(draw).map(change).collect::<Vec<f64>>());
            held += usize::from((low..=high).contains(&-0.1));
        }
        assert!((1_880..1_980).contains(&held), "{held}");
    }
}
