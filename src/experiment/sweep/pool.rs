//! Work done by many threads and handed on in order, with never more than so much of it waiting.

use std::collections::BTreeMap;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

use crate::experiment::ensemble::Workers;

/// How many pieces of work may be under way or waiting to be handed on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window(u64);

/// Bytes that may wait.
const WAITING: u64 = 64 << 20;
/// Pieces that may wait: a disk that is held up for a moment holds up nobody.
const MOST: u64 = 1024;

impl Window {
    /// For pieces of so many bytes; each of so many threads has one to do and one to hand on.
    pub fn of(bytes: u64, threads: usize) -> Self {
        let enough = 2 * threads as u64 + 2;
        Self((WAITING / bytes.max(1)).min(MOST).max(enough))
    }
}

/// Work that is done by many and handed on in order.
#[derive(Debug)]
pub struct InOrder<T> {
    state: Mutex<State<T>>,
    /// A piece may be begun.
    room: Condvar,
    /// A piece is done, or nobody works any more.
    news: Condvar,
}

#[derive(Debug)]
struct State<T> {
    /// The next piece to begin; one past the last to be done.
    next: u64,
    end: u64,
    /// The next piece to hand on.
    due: u64,
    window: u64,
    done: BTreeMap<u64, T>,
    working: usize,
}

impl<T: Send> InOrder<T> {
    /// The pieces from `from` to `to` (exclusive).
    pub fn new(from: u64, to: u64, Window(window): Window) -> Self {
        let state = State { next: from, end: to, due: from, window, done: BTreeMap::new(), working: 0 };
        Self { state: Mutex::new(state), room: Condvar::new(), news: Condvar::new() }
    }

    /// Does all pieces that are not called off and hands them to `sink`, one after the other, on the thread of the
    /// caller. Pieces that have been begun are handed on whatever happens, so that none is missing between others.
    ///
    /// # Errors
    /// With that of `sink`; then nothing more is begun.
    pub fn run<E>(
        &self,
        workers: &Workers,
        is_called_off: impl Fn() -> bool + Sync,
        work: impl Fn(u64) -> T + Sync,
        mut sink: impl FnMut(T) -> Result<(), E>,
    ) -> Result<(), E> {
        thread::scope(|scope| {
            // Counted before they start, so that nobody takes a late start for the end.
            self.lock().working = workers.threads();
            scope.spawn(|| workers.on_each(|| self.work(&is_called_off, &work)));
            while let Some(piece) = self.wait() {
                if let Err(error) = sink(piece) {
                    self.stop();
                    return Err(error);
                }
            }
            Ok(())
        })
    }

    fn work(&self, is_called_off: &(impl Fn() -> bool + Sync), work: &(impl Fn(u64) -> T + Sync)) {
        // Also when the work panics: the one who waits must not wait for ever.
        let _leaving = Leaving(self);
        while let Some(number) = self.take(is_called_off) {
            let piece = work(number);
            self.lock().done.insert(number, piece);
            self.news.notify_one();
        }
    }

    fn take(&self, is_called_off: &impl Fn() -> bool) -> Option<u64> {
        let mut state = self.lock();
        if is_called_off() {
            state.end = state.end.min(state.next);
        }
        while state.next < state.end && state.next >= state.due + state.window {
            state = self.room.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        let number = state.next;
        (number < state.end).then(|| {
            state.next += 1;
            number
        })
    }

    /// The next piece in order; none if no more will come.
    fn wait(&self) -> Option<T> {
        let mut state = self.lock();
        loop {
            let due = state.due;
            if let Some(piece) = state.done.remove(&due) {
                state.due += 1;
                self.room.notify_one();
                return Some(piece);
            }
            if state.working == 0 {
                return None;
            }
            state = self.news.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn stop(&self) {
        let mut state = self.lock();
        state.end = state.end.min(state.next);
        self.room.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, State<T>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A worker that leaves, in whatever way.
struct Leaving<'a, T: Send>(&'a InOrder<T>);

impl<T: Send> Drop for Leaving<'_, T> {
    fn drop(&mut self) {
        let mut state = self.0.lock();
        state.working -= 1;
        if thread::panicking() {
            state.end = state.end.min(state.next);
        }
        // One leaves because there is no more to begin: then those that wait for room shall leave too.
        self.0.room.notify_all();
        self.0.news.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU64, Ordering};

    use super::*;

    fn run(threads: usize, window: u64, stop_at: u64, fail_at: u64) -> (Vec<u64>, Result<(), u64>) {
        let workers = Workers::new(threads).unwrap();
        let (begun, mut got) = (AtomicU64::new(0), Vec::new());
        let in_order = InOrder::new(3, 500, Window(window));
        let outcome = in_order.run(
            &workers,
            || begun.load(Ordering::Relaxed) >= stop_at,
            |number| {
                begun.fetch_add(1, Ordering::Relaxed);
                (0..number * 7 % 13).for_each(|_| thread::yield_now());
                number
            },
            |number| {
                got.push(number);
                if number == fail_at { Err(number) } else { Ok(()) }
            },
        );
        (got, outcome)
    }

    #[test]
    fn pieces_come_in_order_whatever_the_threads() {
        for (threads, window) in [(1, 1), (1, 9), (3, 2), (4, 30), (2, 1000)] {
            let (got, outcome) = run(threads, window, u64::MAX, u64::MAX);
            assert!(got.iter().copied().eq(3..500) && outcome.is_ok(), "{threads} threads, window {window}");
        }
    }

    #[test]
    fn what_is_called_off_ends_without_a_gap() {
        let (got, outcome) = run(3, 20, 40, u64::MAX);
        assert!(outcome.is_ok() && (40..44).contains(&got.len()), "{}", got.len());
        assert!(got.iter().copied().eq(3..3 + got.len() as u64));
        assert_eq!(run(2, 20, 0, u64::MAX).0, []);
    }

    #[test]
    fn a_sink_that_fails_ends_the_work() {
        let (got, outcome) = run(3, 4, u64::MAX, 60);
        assert_eq!((got.last(), outcome), (Some(&60), Err(60)));
    }

    #[test]
    fn work_that_panics_does_not_hang() {
        let quiet = std::panic::take_hook();
        std::panic::set_hook(Box::new(|_| {}));
        let outcome = std::panic::catch_unwind(|| {
            let workers = Workers::new(2).unwrap();
            let work = |number| assert_ne!(number, 30);
            InOrder::new(0, 100, Window(8)).run(&workers, || false, work, |()| Ok::<(), ()>(()))
        });
        std::panic::set_hook(quiet);
        assert!(outcome.is_err());
    }
}
