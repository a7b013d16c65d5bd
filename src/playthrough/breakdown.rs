//! What makes a headline up: the part that every offer has in it, and every cell, each adding up to it.

use super::headline::{HEADLINES, Headline};
use crate::model::bloc::{Access, BLOCS, Bloc, CELLS, SEGMENTS};
use crate::model::history::History;
use crate::model::measure::SeriesKey;
use crate::model::offer::{offer_access, offer_lab};
use crate::model::parameters::Parameters;

/// A number divided in two ways; both add up to it.
#[derive(Clone, Debug, PartialEq)]
pub struct Parts {
    /// By offer, two places a lab ([`crate::model::offer::offer_index`]).
    pub offers: Vec<f64>,
    /// By cell, a region's segments together ([`crate::model::bloc::cell`]).
    pub cells: Vec<f64>,
}

/// What makes up the mean difference of a headline, month by month.
#[derive(Clone, Debug, PartialEq)]
pub struct Breakdown {
    /// Of what.
    pub of: Headline,
    /// The months; not-a-number where no pair had anything to measure.
    pub months: Vec<Parts>,
}

impl Headline {
    /// Whether it is a sum over users, so that offers and cells have parts in it: shares of use and exposures
    /// are; months behind, downloads and concentration are not.
    pub fn has_parts(self) -> bool {
        matches!(self.series().name(), "adoption_share" | "cutoff_exposure" | "values_exposure")
    }
}

/// How much a user counts in a headline, before it is divided by how many there are.
fn weight(
    key: &SeriesKey,
    maker: Bloc,
    access: Access,
    [region, segment]: [usize; 2],
    p: &Parameters,
) -> f64 {
    let place = Bloc::ALL[region];
    let counts = match key.name() {
        "cutoff_exposure" => access == Access::Closed && maker != place,
        "values_exposure" if key.region == Some(place) => {
            return p.values_weight[segment] * p.value_distance[region][maker.index()];
        }
        "values_exposure" => false,
        _ => {
            key.bloc.is_none_or(|bloc| bloc == maker)
                && key.access.is_none_or(|wanted| wanted == access)
                && key.region.is_none_or(|wanted| wanted == place)
        }
    };
    f64::from(u8::from(counts))
}

/// By how many users a cell's are divided: those of the headline's region or of the world, or, for exposures,
/// of the cell itself.
fn divisors(key: &SeriesKey, users: &[u32; CELLS]) -> [f64; CELLS] {
    if key.name() == "values_exposure" {
        // Where nobody uses anything, nobody is exposed.
        return users.map(|n| f64::from(n.max(1)));
    }
    let within = |cell: usize| key.region.is_none_or(|region| region.index() == cell / SEGMENTS);
    let whole: u32 = (0..CELLS).filter(|cell| within(*cell)).map(|cell| users[cell]).sum();
    [f64::from(whole); CELLS]
}

/// The parts of a headline in a month.
fn parts(key: &SeriesKey, history: &History, row: usize, p: &Parameters) -> Parts {
    let offers = history.width() - 1;
    let users: [u32; CELLS] = std::array::from_fn(|cell| history.users(row, cell).iter().sum());
    let divisors = divisors(key, &users);
    let mut parts = Parts { offers: vec![0.0; offers], cells: vec![0.0; CELLS] };
    for (cell, divisor) in divisors.into_iter().enumerate() {
        for (offer, users) in history.users(row, cell).iter().enumerate() {
            let maker = history.lab_blocs[offer_lab(offer)];
            let place = [cell / SEGMENTS, cell % SEGMENTS];
            let part = weight(key, maker, offer_access(offer), place, p) * f64::from(*users) / divisor;
            parts.offers[offer] += part;
            parts.cells[cell] += part;
        }
    }
    parts
}

/// The parts of all headlines that have parts, from a row on: `[headline][month]`, nothing for the others.
pub(super) fn all_parts(history: &History, from: usize, p: &Parameters) -> Vec<Vec<Parts>> {
    let of = |headline: Headline| {
        let months = if headline.has_parts() { from..history.months() } else { 0..0 };
        let key = headline.series();
        months.map(|row| parts(&key, history, row, p)).collect()
    };
    Headline::ALL.into_iter().map(of).collect()
}

/// Differences of parts, summed up pair by pair.
#[derive(Default)]
pub(super) struct Sums {
    /// By headline and month, with how many pairs there were.
    sums: Vec<Vec<(Parts, usize)>>,
}

impl Sums {
    /// Adds what the second of a pair has more than the first.
    pub fn add(&mut self, [before, after]: [&[Vec<Parts>]; 2]) {
        self.sums.resize_with(HEADLINES, Vec::new);
        for (sums, (before, after)) in self.sums.iter_mut().zip(before.iter().zip(after)) {
            for (month, (before, after)) in before.iter().zip(after).enumerate() {
                if sums.len() <= month {
                    let nothing = |like: &[f64]| vec![0.0; like.len()];
                    let parts = Parts { offers: nothing(&before.offers), cells: nothing(&before.cells) };
                    sums.push((parts, 0));
                }
                sums[month].1 += usize::from(add(&mut sums[month].0, before, after));
            }
        }
    }

    /// The means.
    pub fn means(self) -> Vec<Breakdown> {
        let mean = |(parts, pairs): (Parts, usize)| {
            let over = |sums: Vec<f64>| sums.into_iter().map(|sum| sum / pairs as f64).collect();
            Parts { offers: over(parts.offers), cells: over(parts.cells) }
        };
        let all = Headline::ALL.into_iter().zip(self.sums).filter(|(_, months)| !months.is_empty());
        all.map(|(of, months)| Breakdown { of, months: months.into_iter().map(mean).collect() }).collect()
    }
}

/// Adds a difference, unless one side had nothing to measure; says whether it did.
fn add(sum: &mut Parts, before: &Parts, after: &Parts) -> bool {
    let measured = |parts: &Parts| parts.cells.iter().all(|part| !part.is_nan());
    if !(measured(before) && measured(after)) {
        return false;
    }
    let add = |sum: &mut [f64], before: &[f64], after: &[f64]| {
        sum.iter_mut().zip(before.iter().zip(after)).for_each(|(sum, (b, a))| *sum += a - b);
    };
    add(&mut sum.offers, &before.offers, &after.offers);
    add(&mut sum.cells, &before.cells, &after.cells);
    true
}

/// The name of a cell's region and segment by position.
pub const fn place_of(cell: usize) -> (usize, usize) {
    (cell / SEGMENTS, cell % SEGMENTS)
}

const _: () = assert!(CELLS == BLOCS * SEGMENTS);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::playthrough::{fixture, headlines_of};

    #[test]
    fn the_parts_add_up_to_the_headline() {
        let mut game = fixture::game();
        (0..20).for_each(|_| assert!(game.step()));
        let snapshot = game.snapshot();
        let (history, p) = (&snapshot.played, &snapshot.facts.setup.parameters);
        let headlines = headlines_of(history, p);
        let parts = all_parts(history, 0, p);
        let mut seen = 0;
        for headline in Headline::ALL.into_iter().filter(|headline| headline.has_parts()) {
            for (row, parts) in parts[headline.index()].iter().enumerate() {
                let whole = headlines[headline.index()][row];
                let [offers, cells] = [&parts.offers, &parts.cells].map(|parts| parts.iter().sum::<f64>());
                assert!((offers - whole).abs() < 1e-12, "{headline:?} {row}: {offers} {whole}");
                assert!((cells - whole).abs() < 1e-12, "{headline:?} {row}: {cells} {whole}");
                seen += 1;
            }
        }
        assert_eq!(seen, 11 * 36);
    }

    #[test]
    fn a_pair_in_which_nobody_uses_anything_is_left_out() {
        let of = |value: f64| vec![vec![Parts { offers: vec![value, 0.0], cells: vec![value; CELLS] }]];
        let mut sums = Sums::default();
        let pairs = [(0.1, 0.3), (f64::NAN, 0.3), (0.2, 0.2)];
        pairs.iter().for_each(|(before, after)| sums.add([&of(*before), &of(*after)]));
        let means = sums.means();
        assert_eq!((means.len(), means[0].of), (1, Headline::UsShare));
        assert!((means[0].months[0].offers[0] - 0.1).abs() < 1e-12);
    }
}
