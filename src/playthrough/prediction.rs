//! What the player said moves would do, held against what the paired futures say. Speed never counts.

use super::contrast::Difference;
use super::headline::{HEADLINES, Headline, Unit};
use super::journal::{Entry, Journal, Prediction};

/// A prediction and the moves that it is about.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Foresight {
    /// Position of the prediction's entry in the journal.
    pub entry: usize,
    /// Position of the moves' entry in the journal.
    pub moves: usize,
    /// What was said.
    pub prediction: Prediction,
}

/// All predictions whose moves were made, in order. A prediction is about the moves that come right after
/// it; only other predictions may stand between.
pub fn foresights(journal: &Journal) -> Vec<Foresight> {
    let done = journal.done();
    let about = |(entry, prediction): (usize, &Entry)| {
        let Entry::Prediction(prediction) = prediction else { return None };
        let next = done[entry..].iter().position(|later| !matches!(later, Entry::Prediction(_)))?;
        let moves = entry + next;
        matches!(done[moves], Entry::Moves(_)).then_some(Foresight { entry, moves, prediction: *prediction })
    };
    done.iter().enumerate().filter_map(about).collect()
}

/// The sizes that can be said, from nothing to speak of upward, in a unit's own terms.
pub const fn sizes(unit: Unit) -> &'static [f64] {
    match unit {
        Unit::Share | Unit::Index => &[0.0, 0.01, 0.02, 0.05, 0.10, 0.20],
        Unit::Months => &[0.0, 0.5, 1.0, 2.0, 4.0],
    }
}

/// Up to this difference, either way, there is nothing to speak of: one percentage point, one hundredth of an
/// index, a quarter of a month.
pub const fn nothing_to_speak_of(unit: Unit) -> f64 {
    unit.scale()
}

/// The three directions that a prediction can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Direction {
    /// Less.
    Less,
    /// Nothing to speak of.
    Nothing,
    /// More.
    More,
}

impl Direction {
    /// All directions, in order.
    pub const ALL: [Self; 3] = [Self::Less, Self::Nothing, Self::More];

    /// Name for people.
    pub const fn title(self) -> &'static str {
        ["less", "nothing to speak of", "more"][self as usize]
    }

    /// The direction of what was said.
    pub fn said(change: f64) -> Self {
        match change {
            0.0 => Self::Nothing,
            less if less < 0.0 => Self::Less,
            _ => Self::More,
        }
    }
}

/// A prediction held against its outcome at the end of the scenario.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Score {
    /// What was said.
    pub said: Prediction,
    /// Median difference over the paired futures.
    pub median: f64,
    /// 10 % of the pairs lie below.
    pub low: f64,
    /// 10 % of the pairs lie above.
    pub high: f64,
}

impl Score {
    /// The score of a prediction; none where the difference is of something else or nothing was measured.
    pub fn of(said: Prediction, outcome: &Difference) -> Option<Self> {
        let spread = outcome.end.spread;
        let measured = outcome.of == said.of && outcome.end.pairs > 0;
        measured.then_some(Self { said, median: spread.median, low: spread.p10, high: spread.p90 })
    }

    /// Whether the band lies to one side of nothing.
    pub fn is_distinguishable(&self) -> bool {
        self.low > 0.0 || self.high < 0.0
    }

    /// What came of it, by the median: nothing to speak of within the threshold, else more or less.
    pub fn came(&self) -> Direction {
        let threshold = nothing_to_speak_of(self.said.of.unit());
        match self.median {
            median if median > threshold => Direction::More,
            median if median < -threshold => Direction::Less,
            _ => Direction::Nothing,
        }
    }

    /// Whether the direction is right: of nothing to speak of, if the median lies within the threshold; of
    /// more and of less, if the median lies beyond the threshold on that side, or the whole band beyond nothing.
    pub fn direction(&self) -> bool {
        let said = Direction::said(self.said.change);
        said == self.came()
            || match said {
                Direction::Less => self.high < 0.0,
                Direction::Nothing => false,
                Direction::More => self.low > 0.0,
            }
    }

    /// Whether the size lies within the band of 10 to 90 %; nothing to speak of does where the band reaches to
    /// within the threshold.
    pub fn inside(&self) -> bool {
        let allowed = if self.said.change == 0.0 { nothing_to_speak_of(self.said.of.unit()) } else { 0.0 };
        self.low - allowed <= self.said.change && self.said.change <= self.high + allowed
    }

    /// How far the size is off the median, in the quantity's own unit.
    pub fn error(&self) -> f64 {
        (self.said.change - self.median).abs()
    }
}

/// All predictions of a game summed up.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Calibration {
    /// How many were scored.
    pub scored: usize,
    /// How many had the direction right.
    pub direction: usize,
    /// The same for each of [`Direction::ALL`], by what was said: how many were right, and of how many.
    pub by_direction: [(usize, usize); 3],
    /// How many lay within the band.
    pub inside: usize,
    /// Mean error by headline, in the headline's own unit, with how many it is taken over.
    pub errors: Vec<(Headline, f64, usize)>,
}

impl Calibration {
    /// Sums scores up.
    pub fn of(scores: &[Score]) -> Self {
        let count = |holds: fn(&Score) -> bool| scores.iter().filter(|score| holds(score)).count();
        let errors = (0..HEADLINES).filter_map(|i| {
            let headline = Headline::ALL[i];
            let errors: Vec<f64> =
                scores.iter().filter(|score| score.said.of == headline).map(Score::error).collect();
            let mean = errors.iter().sum::<f64>() / errors.len() as f64;
            (!errors.is_empty()).then_some((headline, mean, errors.len()))
        });
        let errors = errors.collect();
        Self {
            scored: scores.len(),
            direction: count(Score::direction),
            by_direction: Direction::ALL.map(|said| {
                let of = || scores.iter().filter(move |score| Direction::said(score.said.change) == said);
                (of().filter(|score| score.direction()).count(), of().count())
            }),
            inside: count(Score::inside),
            errors,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::paired::Paired;
    use crate::model::calendar::Month;
    use crate::model::lever::Lever;
    use crate::playthrough::LeverMove;

    fn said(of: Headline, change: f64) -> Prediction {
        Prediction { of, change }
    }

    fn outcome(of: Headline, differences: &[f64]) -> Difference {
        let end = Paired::of(&vec![0.0; differences.len()], differences);
        Difference { of, low: Vec::new(), median: Vec::new(), high: Vec::new(), end, levels: [0.0, 0.0] }
    }

    fn score(change: f64, differences: &[f64]) -> Score {
        Score::of(said(Headline::UsShare, change), &outcome(Headline::UsShare, differences)).expect("a score")
    }

    #[test]
    fn direction_size_and_error_are_those_of_the_definition() {
        // Eleven values from -0.10 to 0: the band is -0.09 to -0.01, the median -0.05.
        let falls: Vec<f64> = (0..11).map(|i| f64::from(i) * 0.01 - 0.10).collect();
        let right = score(-0.05, &falls);
        assert!((right.low + 0.09).abs() < 1e-12 && (right.high + 0.01).abs() < 1e-12);
        assert!(right.direction() && right.inside() && right.error() < 1e-12);
        let too_much = score(-0.20, &falls);
        assert!(too_much.direction() && !too_much.inside());
        assert!((too_much.error() - 0.15).abs() < 1e-12);
        let wrong = score(0.05, &falls);
        assert!(!wrong.direction() && !wrong.inside() && (wrong.error() - 0.10).abs() < 1e-12);
        assert!(!score(0.0, &falls).direction());
    }

    #[test]
    fn a_wide_band_around_nothing_makes_no_prediction_of_nothing_right() {
        // The band is -0.02 to 0.14, the median 0.06.
        let wide: Vec<f64> = (0..11).map(|i| f64::from(i) * 0.02 - 0.04).collect();
        assert!(!score(0.0, &wide).is_distinguishable());
        assert!(!score(0.0, &wide).direction(), "six points are something to speak of");
        assert!(score(0.05, &wide).direction() && !score(-0.05, &wide).direction());
        let around: Vec<f64> = (0..11).map(|i| f64::from(i) * 0.01 - 0.05).collect();
        assert!(score(0.0, &around).direction() && score(0.0, &around).inside());
        let said_up = score(0.02, &around);
        assert!(!said_up.direction() && said_up.inside() && said_up.came() == Direction::Nothing);
    }

    #[test]
    fn a_small_effect_is_nothing_to_speak_of_and_has_a_direction_where_the_band_is_clear_of_nothing() {
        let small: Vec<f64> = (0..11).map(|i| f64::from(i) * 0.0005 + 0.002).collect();
        assert!(score(0.0, &small).direction() && score(0.0, &small).inside());
        assert!(score(0.01, &small).direction() && !score(-0.01, &small).direction());
        assert_eq!(nothing_to_speak_of(Unit::Months), 0.25);
        assert_eq!(nothing_to_speak_of(Unit::Share), 0.01);
    }

    #[test]
    fn what_was_not_measured_has_no_score() {
        let of = Headline::UsShare;
        assert_eq!(Score::of(said(of, 0.1), &outcome(of, &[])), None);
        assert_eq!(Score::of(said(of, 0.1), &outcome(of, &[f64::NAN])), None);
        assert_eq!(Score::of(said(of, 0.1), &outcome(Headline::OpenShare, &[0.1])), None);
    }

    #[test]
    fn scores_are_summed_up_by_headline() {
        let lag = |change| {
            let outcome = outcome(Headline::ChinaLag, &[1.0, 1.0, 1.0]);
            Score::of(said(Headline::ChinaLag, change), &outcome).expect("a score")
        };
        let scores = [lag(1.0), lag(4.0), lag(-1.0), score(0.02, &[0.02, 0.02])];
        let summed = Calibration::of(&scores);
        assert_eq!((summed.scored, summed.direction, summed.inside), (4, 3, 2));
        assert_eq!(summed.by_direction, [(0, 1), (0, 0), (3, 3)]);
        assert_eq!(summed.errors[0], (Headline::UsShare, 0.0, 1));
        assert_eq!(summed.errors[1], (Headline::ChinaLag, 5.0 / 3.0, 3));
        assert_eq!(Calibration::of(&[]), Calibration::default());
    }

    #[test]
    fn a_prediction_is_about_the_moves_right_after_it() {
        let prediction = |change| Entry::Prediction(said(Headline::UsShare, change));
        let moves = Entry::Moves(vec![LeverMove::step(Lever::UsExportControls, Month(3), Some(0.5))]);
        let (one, two, lost) = (prediction(0.1), prediction(0.2), prediction(0.3));
        let done = vec![one, two, moves.clone(), lost, Entry::Month, moves, prediction(0.4)];
        let found: Vec<(usize, usize, f64)> =
            foresights(&Journal::of(done)).iter().map(|f| (f.entry, f.moves, f.prediction.change)).collect();
        assert_eq!(found, [(0, 2, 0.1), (1, 2, 0.2)]);
    }
}
