//! The last change once more: the chart before it and after it, by turns.

use std::sync::Arc;
use std::time::Duration;

use super::World;
use crate::playthrough::Snapshot;

/// How long each side is shown.
pub const BEAT: Duration = Duration::from_millis(600);

/// How often the other side is shown by itself: before, after, before, after.
const TURNS: u8 = 4;

/// Which side is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Replay {
    /// Whether it is the one before the last change.
    pub before: bool,
    /// How many turns are still to come by themselves.
    pub left: u8,
}

impl World {
    /// Whether there is a change whose before can be shown.
    pub fn has_before(&self) -> bool {
        self.snapshot.as_ref().is_some_and(|snapshot| snapshot.before.is_some() && snapshot.futures.is_some())
    }

    /// Begins a replay, or ends it; without motion each call shows the other side.
    pub fn swap(&mut self, motion: bool) {
        self.replay = match self.replay {
            None if self.has_before() => Some(Replay { before: true, left: if motion { TURNS } else { 0 } }),
            Some(Replay { before: true, left: 0 }) => Some(Replay { before: false, left: 0 }),
            Some(Replay { before: false, left: 0 }) => Some(Replay { before: true, left: 0 }),
            _ => None,
        };
        self.playing = false;
        self.read_lines(false);
    }

    /// A turn has passed.
    pub fn beat(&mut self) {
        let Some(replay) = self.replay.filter(|replay| replay.left > 0) else { return };
        let left = replay.left - 1;
        self.replay = (left > 0).then_some(Replay { before: !replay.before, left });
        self.read_lines(false);
    }

    /// The state that the chart shows: in a replay perhaps that before the last change.
    pub fn shown(&self) -> Option<Arc<Snapshot>> {
        let snapshot = self.snapshot.as_ref()?;
        match (self.replay, &snapshot.before) {
            (Some(Replay { before: true, .. }), Some(before)) => {
                Some(Arc::new(Snapshot { futures: Some(Arc::clone(before)), ..Snapshot::clone(snapshot) }))
            }
            _ => Some(Arc::clone(snapshot)),
        }
    }
}
