//! A move along a lever's path, and a change of it for a time: more or less than its path has, or another value.

use super::{Knot, Lever, LeverPath, LeverPaths, Shape};
use crate::model::calendar::Month;

/// A move of a lever along its path.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Move {
    /// Value in the month before.
    pub from: f64,
    /// Value at the end of the move.
    pub to: f64,
    /// When a ramp reaches it; none for a step, which is there at once.
    pub until: Option<Month>,
}

/// What happens to a lever's value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Change {
    /// So much is added to what the path has, within the lever's range.
    By(f64),
    /// This value takes the place of the path's.
    To(f64),
}

/// A change of one lever from a month on, for a time or for good.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LeverChange {
    /// Which lever.
    pub lever: Lever,
    /// The first month in which it holds.
    pub from: Month,
    /// The first month in which it holds no more.
    pub until: Month,
    /// What happens to the value.
    pub change: Change,
}

impl Change {
    /// The value that comes of one of the path.
    pub fn of(self, value: f64, (low, high): (f64, f64)) -> f64 {
        match self {
            Self::By(part) => (value + part).clamp(low, high),
            Self::To(goal) => goal.clamp(low, high),
        }
    }
}

impl LeverPaths {
    /// Puts a change upon the path of its lever.
    pub fn change(&mut self, change: &LeverChange) {
        let range = change.lever.spec().range;
        let of = |value| change.change.of(value, range);
        self.path_mut(change.lever).change_between(change.from, change.until, of);
    }
}

impl LeverPath {
    /// The months of a span in which a move begins.
    pub fn moves(&self, from: Month, until: Month) -> impl Iterator<Item = Month> + '_ {
        let begun = move |(month, _): &(Month, f64)| (from..=until).contains(month);
        self.steps().filter(begun).map(|(month, _)| month).filter(|month| self.move_at(*month).is_some())
    }

    /// The path on which some of the moves of a span, up to the end of all, are not made: it stays where it
    /// stood until the next move that is made.
    pub fn without_moves(&self, from: Month, until: Month, gone: impl Fn(Month) -> bool) -> Self {
        let Some(first) = self.moves(from, until).find(|month| gone(*month)) else { return self.clone() };
        let (mut held, mut values) = (None, Vec::new());
        for month in (first.0..=until.0).map(Month) {
            if self.move_at(month).is_some() {
                let before = || self.value(Month(month.0.saturating_sub(1)));
                held = gone(month).then(|| held.unwrap_or_else(before));
            }
            let value = held.unwrap_or_else(|| self.value(month));
            if values.last().is_none_or(|(_, last)| *last != value) {
                values.push((month, value));
            }
        }
        let mut path = self.clone();
        path.continue_with(&Self::through(self.default, Shape::Step, &values));
        path
    }

    /// Changes the values of the months `from..until`, each by itself; before and after them the path stays as it was.
    pub fn change_between(&mut self, from: Month, until: Month, change: impl Fn(f64) -> f64) {
        if until <= from {
            return;
        }
        let before = self.clone();
        let mut last = None;
        let changed = (from.0..until.0).map(Month).filter_map(|month| {
            let value = change(before.value(month));
            let is_new = last.replace(value) != Some(value);
            is_new.then_some((month, value))
        });
        let changed: Vec<(Month, f64)> = changed.collect();
        self.continue_with(&Self::through(self.default, Shape::Step, &changed));
        self.segments.extend(before.rest_from(until));
    }

    /// The knots of the path from a month on, the first of them in that month.
    fn rest_from(&self, month: Month) -> Vec<Knot> {
        let after = self.segments.partition_point(|knot| knot.from <= month);
        let under_way = after.checked_sub(1).is_some_and(|i| self.segments[i].ramp);
        let ramp = under_way && after < self.segments.len();
        let first = Knot { from: month, value: self.value(month), ramp };
        std::iter::once(first).chain(self.segments[after..].iter().copied()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LEVER: Lever = Lever::UsStateRegimes;

    fn values(path: &LeverPath) -> Vec<f64> {
        (0..12).map(|m| path.value(Month(m))).collect()
    }

    fn changed(path: &LeverPath, from: u16, until: u16, change: Change) -> Vec<f64> {
        let mut paths = LeverPaths::default();
        *paths.path_mut(LEVER) = path.clone();
        paths.change(&LeverChange { lever: LEVER, from: Month(from), until: Month(until), change });
        values(paths.path(LEVER))
    }

    /// What the change means, month by month.
    fn expected(path: &LeverPath, from: u16, until: u16, change: Change) -> Vec<f64> {
        let inside = |m: u16| (from..until).contains(&m);
        let of = |m: u16| {
            let value = path.value(Month(m));
            if inside(m) { change.of(value, LEVER.spec().range) } else { value }
        };
        (0..12).map(of).collect()
    }

    #[test]
    fn a_change_moves_the_months_that_it_names_and_no_other() {
        let steps = [(Month(2), 4.0), (Month(6), 58.0)];
        let line = [(Month(1), 0.0), (Month(9), 16.0)];
        let paths = [
            LeverPath::constant(3.0),
            LeverPath::through(1.0, Shape::Step, &steps),
            LeverPath::through(1.0, Shape::Linear, &line),
        ];
        for path in &paths {
            for change in [Change::By(5.0), Change::By(-2.0), Change::To(7.0), Change::To(90.0)] {
                for (from, until) in [(0, 12), (0, 3), (2, 6), (3, 8), (5, 6), (9, 12), (4, 4), (11, 99)] {
                    let wanted = expected(path, from, until, change);
                    let found = changed(path, from, until, change);
                    let close = wanted.iter().zip(&found).all(|(a, b)| (a - b).abs() < 1e-9);
                    assert!(close, "{path:?} {change:?} {from}..{until}: {wanted:?}, not {found:?}");
                }
            }
        }
    }

    #[test]
    fn the_range_of_the_lever_holds() {
        let path = LeverPath::constant(58.0);
        assert_eq!(changed(&path, 0, 1, Change::By(9.0))[0], 60.0);
        assert_eq!(changed(&path, 0, 1, Change::By(-99.0))[0], 0.0);
    }

    #[test]
    fn changes_stand_upon_each_other() {
        let mut path = LeverPath::constant(1.0);
        path.change_between(Month(2), Month(8), |value| value + 1.0);
        path.change_between(Month(4), Month(6), |value| value + 1.0);
        assert_eq!(values(&path), [1.0, 1.0, 2.0, 2.0, 3.0, 3.0, 2.0, 2.0, 1.0, 1.0, 1.0, 1.0]);
    }
}
