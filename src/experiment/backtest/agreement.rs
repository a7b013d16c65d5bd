//! How far the model agrees with the short list of targets: one vote a series, and a loss with its interval.

use rand::Rng as _;

use crate::experiment::calibration::likelihood::tolerance;
use crate::experiment::observed::Predictions;
use crate::experiment::summary::{quantile, spread};
use crate::model::calendar::Month;
use crate::model::random::{Draws, Seed, Stream, uniform};
use crate::scenario::observation::{Observation, Observations};

/// Length of a block that the bootstrap draws, in months: what happens in a quarter hangs together.
const BLOCK: u16 = 3;
/// How often the bootstrap draws.
const RESAMPLES: u64 = 2000;

/// One row of the short list against the model's mean.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Checked {
    /// Place of the row.
    pub row: usize,
    /// Mean over runs that had something to measure.
    pub mean: f64,
    /// Whether it lies in the tolerance.
    pub inside: bool,
    /// Squared distance in units of the tolerance's standard deviation.
    pub distance: f64,
}

/// A vote: all rows that tell the same.
#[derive(Clone, Debug, PartialEq)]
pub struct Vote {
    /// The series that gives it its name.
    pub series: usize,
    /// Its rows.
    pub rows: Vec<Checked>,
    /// Mean trust of the rows.
    pub weight: f64,
}

impl Vote {
    /// Share of the rows inside.
    pub fn inside(&self) -> f64 {
        self.rows.iter().filter(|row| row.inside).count() as f64 / self.rows.len() as f64
    }

    fn loss(&self) -> f64 {
        self.rows.iter().map(|row| row.distance).sum::<f64>() / self.rows.len() as f64
    }
}

/// The agreement of a set of runs with the short list.
#[derive(Clone, Debug, PartialEq)]
pub struct Agreement {
    /// The votes, in the order of the data.
    pub votes: Vec<Vote>,
}

impl Agreement {
    /// Of what many runs predict of all rows.
    pub fn new(rows: &Observations, model: &Predictions) -> Self {
        let mut votes: Vec<Vote> = Vec::new();
        for (place, row) in rows.rows.iter().enumerate().filter(|(_, row)| row.scored) {
            let Some(checked) = checked(place, row, model) else { continue };
            let series = rows.vote(row.series);
            match votes.iter_mut().find(|vote| vote.series == series) {
                Some(vote) => vote.rows.push(checked),
                None => votes.push(Vote { series, rows: vec![checked], weight: f64::NAN }),
            }
        }
        for vote in &mut votes {
            let trust = vote.rows.iter().map(|checked| rows.rows[checked.row].trust.weight());
            vote.weight = trust.sum::<f64>() / vote.rows.len() as f64;
        }
        votes.sort_by_key(|vote| vote.series);
        Self { votes }
    }

    /// Share of the votes inside, by trust.
    pub fn share(&self) -> f64 {
        self.mean(Vote::inside)
    }

    /// Mean squared distance of a vote, by trust.
    pub fn loss(&self) -> f64 {
        self.mean(Vote::loss)
    }

    fn mean(&self, of: impl Fn(&Vote) -> f64) -> f64 {
        let sum: f64 = self.votes.iter().map(|vote| vote.weight * of(vote)).sum();
        sum / self.votes.iter().map(|vote| vote.weight).sum::<f64>()
    }

    /// Interval of 90 % of the loss: blocks of three months are drawn again, with the rows whose windows end in them.
    pub fn loss_interval(&self, rows: &Observations, seed: Seed) -> (f64, f64) {
        let block = |row: usize| rows.rows[row].to.0 / BLOCK;
        let last = self.votes.iter().flat_map(|vote| &vote.rows).map(|row| block(row.row)).max().unwrap_or(0);
        let draws = Draws::new(seed, Stream::Bootstrap, Month::FIRST);
        let one = |k: u64| -> f64 {
            let mut random = draws.generator(k);
            let mut copies = vec![0.0; usize::from(last) + 1];
            for _ in 0..=last {
                let place = (uniform(random.next_u32()) * f64::from(last + 1)) as usize;
                copies[place.min(usize::from(last))] += 1.0;
            }
            let of = |row: &Checked| copies[usize::from(block(row.row))];
            let (mut sum, mut all) = (0.0, 0.0);
            for vote in &self.votes {
                let n: f64 = vote.rows.iter().map(of).sum();
                if n > 0.0 {
                    sum += vote.weight * vote.rows.iter().map(|row| of(row) * row.distance).sum::<f64>() / n;
                    all += vote.weight;
                }
            }
            sum / all
        };
        let mut losses: Vec<f64> = (0..RESAMPLES).map(one).filter(|loss| loss.is_finite()).collect();
        losses.sort_by(f64::total_cmp);
        (quantile(&losses, 0.05), quantile(&losses, 0.95))
    }
}

fn checked(place: usize, row: &Observation, model: &Predictions) -> Option<Checked> {
    let (low, high) = row.band?;
    let mean = Some(spread(model.column(place)).mean).filter(|mean| mean.is_finite())?;
    let distance = ((mean - row.value) / tolerance(row)?).powi(2);
    Some(Checked { row: place, mean, inside: (low..=high).contains(&mean), distance })
}
