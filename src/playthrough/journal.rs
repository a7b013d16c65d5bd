//! The journal of a game: all that was done, in order, from which the whole game can be played again.

use crate::model::calendar::Month;
use crate::model::directive::Directive;
use crate::model::lever::{Lever, LeverPath, LeverPaths, Shape};

use super::headline::Headline;

/// A lever set to a value from a month on, at once or by a ramp.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LeverMove {
    /// Which lever.
    pub lever: Lever,
    /// The first month in which the move is felt.
    pub from: Month,
    /// The value aimed at, or none: back to the scenario's path.
    pub value: Option<f64>,
    /// When a ramp reaches the value; none for a step, which is there at once.
    pub until: Option<Month>,
}

impl LeverMove {
    /// A step from a month on; no value puts the lever back on the scenario's path.
    pub fn step(lever: Lever, from: Month, value: Option<f64>) -> Self {
        Self { lever, from, value, until: None }
    }

    /// The move within the lever's range and the game's months: not before `now`, ramps forward in time.
    pub fn bounded(self, now: Month) -> Self {
        let (low, high) = self.lever.spec().range;
        let from = self.from.max(now);
        let value = self.value.filter(|value| value.is_finite()).map(|value| value.clamp(low, high));
        Self { from, value, until: self.until.filter(|until| *until > from && value.is_some()), ..self }
    }
}

/// What a player expects of the next moves.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Prediction {
    /// Of which quantity.
    pub of: Headline,
    /// The expected change at the end of the scenario, in the quantity's own unit; 0 for none to speak of.
    pub change: f64,
}

/// One line of the journal.
#[derive(Clone, Debug, PartialEq)]
pub enum Entry {
    /// A month went by.
    Month,
    /// Levers were moved, all in one go.
    Moves(Vec<LeverMove>),
    /// The player said what the next moves would do.
    Prediction(Prediction),
    /// A dilemma was answered.
    Choice {
        /// The dilemma's name in files.
        dilemma: String,
        /// Which of its answers, by place.
        option: usize,
    },
    /// A lab was told what to do.
    Direct(Directive),
    /// A lab was left to decide on its release of this month by itself.
    Delegate,
}

impl Entry {
    /// Whether the player decided something here that would be lost with it.
    pub fn is_act(&self) -> bool {
        !matches!(self, Self::Month)
    }
}

/// All that was done, in order, and what was taken back and can be done again.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Journal {
    done: Vec<Entry>,
    /// Taken back, the newest first: the last of them is done again first.
    undone: Vec<Entry>,
}

impl Journal {
    /// The journal of these entries.
    pub fn of(done: Vec<Entry>) -> Self {
        Self { done, undone: Vec::new() }
    }

    /// All that holds, in order.
    pub fn done(&self) -> &[Entry] {
        &self.done
    }

    /// Whether something can be done again.
    pub fn can_redo(&self) -> bool {
        !self.undone.is_empty()
    }

    /// Whether nothing has been done.
    pub fn is_empty(&self) -> bool {
        self.done.is_empty()
    }

    /// Writes an entry. What had been taken back can no longer be done again; where there were acts of the
    /// player in it, the line as it was is handed back, so that it need not be lost.
    pub fn push(&mut self, entry: Entry) -> Option<Self> {
        if self.undone.last() == Some(&entry) {
            self.redo();
            return None;
        }
        let lost = self.undone.iter().any(Entry::is_act).then(|| self.whole());
        self.undone.clear();
        self.done.push(entry);
        lost
    }

    /// Takes the last entry back.
    pub fn undo(&mut self) -> Option<Entry> {
        let entry = self.done.pop()?;
        self.undone.push(entry.clone());
        Some(entry)
    }

    /// Does again what was taken back last.
    pub fn redo(&mut self) -> Option<Entry> {
        let entry = self.undone.pop()?;
        self.done.push(entry.clone());
        Some(entry)
    }

    /// The line with all that was taken back done again.
    pub fn whole(&self) -> Self {
        Self::of(self.done.iter().chain(self.undone.iter().rev()).cloned().collect())
    }

    /// How many months went by.
    pub fn months(&self) -> u16 {
        self.done.iter().filter(|entry| **entry == Entry::Month).count() as u16
    }

    /// How many months there would be if all were done again.
    pub fn months_of_all(&self) -> u16 {
        self.months() + self.undone.iter().filter(|entry| **entry == Entry::Month).count() as u16
    }

    /// The line up to the moment when so many months had gone by and nothing had been done since.
    pub fn up_to(&self, months: u16) -> Self {
        let mut left = months;
        let kept = self.done.iter().take_while(|entry| {
            let keep = left > 0;
            left -= u16::from(keep && **entry == Entry::Month);
            keep
        });
        Self::of(kept.cloned().collect())
    }

    /// The line up to the moment when so many months had gone by and all had been done that was done then.
    pub fn through(&self, months: u16) -> Self {
        let mut gone = 0;
        let kept = self.done.iter().take_while(|entry| {
            gone += u16::from(**entry == Entry::Month);
            gone <= months
        });
        Self::of(kept.cloned().collect())
    }

    /// The line without the months that went by since the last act: on it hangs what is known of the past.
    pub fn without_idle_end(&self) -> Self {
        let acts = self.done.iter().rposition(Entry::is_act).map_or(0, |last| last + 1);
        Self::of(self.done[..acts].to_vec())
    }

    /// Every move of a lever with the number of months that had gone by when it was made, in order.
    pub fn moves(&self) -> impl Iterator<Item = (u16, &LeverMove)> {
        let mut months = 0;
        self.done.iter().flat_map(move |entry| {
            months += u16::from(*entry == Entry::Month);
            let moves: &[LeverMove] = if let Entry::Moves(moves) = entry { moves } else { &[] };
            moves.iter().map(move |the_move| (months, the_move))
        })
    }
}

/// Lever paths with moves made upon them; levers put back return to the `given` path.
pub fn moved(paths: &LeverPaths, given: &LeverPaths, moves: &[LeverMove], end: Month) -> LeverPaths {
    let mut paths = paths.clone();
    for step in moves {
        let original = given.path(step.lever);
        let path = paths.path_mut(step.lever);
        match (step.value, step.until) {
            (Some(value), Some(until)) => path.continue_with(&ramp(path, step.from, value, until)),
            (Some(value), None) => path.set_from(step.from, value),
            (None, _) => path.continue_with(&rest_of(original, step.from, end)),
        }
        // Moves that change no month are no moves: the path is the scenario's own again.
        if (0..=end.0).map(Month).all(|month| path.value(month) == original.value(month)) {
            path.clone_from(original);
        }
    }
    paths
}

/// From where the path stands the month before `from`, in a straight line to `value` in the month `until`.
fn ramp(path: &LeverPath, from: Month, value: f64, until: Month) -> LeverPath {
    let before = Month(from.0.saturating_sub(1));
    let at = path.value(before);
    let first = at + (value - at) / f64::from(until - before);
    LeverPath::through(at, Shape::Linear, &[(from, first), (until, value)])
}

/// A path from a month on, month by month.
fn rest_of(path: &LeverPath, from: Month, end: Month) -> LeverPath {
    let mut steps = vec![(from, path.value(from))];
    for month in (from.0 + 1..=end.0).map(Month) {
        if path.value(month) != path.value(Month(month.0 - 1)) {
            steps.push((month, path.value(month)));
        }
    }
    LeverPath::through(path.value(from), Shape::Step, &steps)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LEVER: Lever = Lever::UsExportControls;

    fn set(value: f64) -> Entry {
        Entry::Moves(vec![LeverMove::step(LEVER, Month(3), Some(value))])
    }

    #[test]
    fn undo_and_redo_go_both_ways_without_limit() {
        let mut journal = Journal::default();
        let entries = [Entry::Month, set(0.5), Entry::Month, set(0.1)];
        entries.iter().for_each(|entry| assert!(journal.push(entry.clone()).is_none()));
        let full = journal.clone();
        while journal.undo().is_some() {}
        assert!(journal.is_empty() && journal.can_redo());
        assert_eq!((journal.months(), journal.months_of_all()), (0, 2));
        while journal.redo().is_some() {}
        assert_eq!(journal, full);
    }

    #[test]
    fn what_was_taken_back_is_handed_over_before_it_is_lost() {
        let mut journal = Journal::of(vec![Entry::Month, set(0.5), Entry::Month]);
        (0..2).for_each(|_| assert!(journal.undo().is_some()));
        assert_eq!(journal.push(set(0.5)), None, "the same again is a redo");
        assert!(journal.can_redo());
        journal.undo();
        let lost = journal.push(set(0.9)).expect("an act was lost");
        assert_eq!(lost, Journal::of(vec![Entry::Month, set(0.5), Entry::Month]));
        journal.push(Entry::Month);
        journal.undo();
        assert_eq!(journal.push(set(0.2)), None, "a month alone is nothing to keep");
    }

    #[test]
    fn a_line_is_cut_at_a_month() {
        let journal = Journal::of(vec![set(0.2), Entry::Month, set(0.5), Entry::Month]);
        assert_eq!(journal.up_to(1), Journal::of(vec![set(0.2), Entry::Month]));
        assert_eq!(journal.up_to(0), Journal::default());
        let moves: Vec<u16> = journal.moves().map(|(months, _)| months).collect();
        assert_eq!(moves, [0, 1]);
    }

    #[test]
    fn a_ramp_goes_straight_to_its_value() {
        let given = LeverPaths::default();
        let start = given.path(LEVER).value(Month(9));
        let ramp = LeverMove { lever: LEVER, from: Month(10), value: Some(1.0), until: Some(Month(13)) };
        let path = moved(&given, &given, &[ramp], Month(83)).path(LEVER).clone();
        let way = |month: u16| (path.value(Month(month)) - start) / (1.0 - start);
        for (month, expected) in [(9, 0.0), (10, 0.25), (11, 0.5), (12, 0.75), (13, 1.0), (40, 1.0)] {
            assert!((way(month) - expected).abs() < 1e-12, "{month}");
        }
        let back = LeverMove::step(LEVER, Month(10), None);
        assert_eq!(moved(&given, &given, &[ramp, back], Month(83)), given);
    }
}
