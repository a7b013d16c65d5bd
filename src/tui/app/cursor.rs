//! Time as a place: the month that the player looks at, which need not be the one that is played.

use super::World;
use crate::model::calendar::Month;

impl World {
    /// The month looked at: the cursor's, else the last one played. It may lie before play, and beyond now.
    pub fn month_in_view(&self) -> Month {
        let last = || self.last_row().map(|(start, row)| start + row as u16);
        self.cursor.or_else(last).unwrap_or_default()
    }

    /// The row of the played history that panels read: that of the month in view, or the last one where
    /// that month has not been played; none before the first month has been run.
    pub fn row_in_view(&self) -> Option<usize> {
        let (start, last) = self.last_row()?;
        let Some(month) = self.cursor else { return Some(last) };
        Some(usize::try_from(month - start).unwrap_or(0).min(last))
    }

    /// Whether an earlier month than the last one played is looked at.
    pub fn looks_back(&self) -> bool {
        self.last_row().is_some_and(|(_, last)| self.row_in_view() != Some(last))
    }

    /// Looks at a month, as near as the scenario has it.
    pub fn look_at(&mut self, month: Month) {
        let Some(snapshot) = &self.snapshot else { return };
        let setup = &snapshot.facts.setup;
        self.cursor = Some(month.clamp(setup.start, setup.end));
    }

    /// Looks so many months further on, or back.
    pub fn look_by(&mut self, months: i32) {
        let month = i32::from(self.month_in_view().0) + months;
        self.look_at(Month(u16::try_from(month.max(0)).unwrap_or(u16::MAX)));
    }

    /// The first row of the history that was played, and the last one: month and position.
    fn last_row(&self) -> Option<(Month, usize)> {
        let played = &self.snapshot.as_ref()?.played;
        Some((played.start, played.months().checked_sub(1)?))
    }

    /// The month to which the game can be taken so that the month looked at is the last one played; none
    /// where that one lies before play, or has never been played in this line.
    pub fn reachable(&self) -> Option<Month> {
        let snapshot = self.snapshot.as_ref()?;
        let (next, first) = (self.cursor? + 1, snapshot.facts.play_from);
        let last = first + snapshot.journal.months_of_all();
        (first..=last).contains(&next).then_some(next)
    }
}
