//! A bound on how much is under way at once, so that memory stays flat however fast points come in.

use std::sync::{Condvar, Mutex, PoisonError};

/// How much is under way.
#[derive(Debug)]
pub struct Budget {
    most: usize,
    taken: Mutex<usize>,
    freed: Condvar,
}

impl Budget {
    /// A budget of so much.
    pub fn new(most: usize) -> Self {
        Self { most, taken: Mutex::new(0), freed: Condvar::new() }
    }

    /// Waits until so much is free. What is more than all of it waits until nothing else is under way.
    pub fn take(&self, amount: usize) {
        let taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        let is_full = |taken: &mut usize| *taken > 0 && *taken + amount > self.most;
        let mut taken = self.freed.wait_while(taken, is_full).unwrap_or_else(PoisonError::into_inner);
        *taken += amount;
    }

    /// Gives so much back.
    pub fn give(&self, amount: usize) {
        *self.taken.lock().unwrap_or_else(PoisonError::into_inner) -= amount;
        self.freed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_larger_than_the_budget_goes_alone() {
        let budget = Budget::new(10);
        budget.take(6);
        std::thread::scope(|scope| {
            let waiting = scope.spawn(|| {
                budget.take(25);
                let alone = *budget.taken.lock().unwrap();
                budget.give(25);
                alone
            });
            budget.give(6);
            assert_eq!(waiting.join().unwrap(), 25);
        });
        budget.take(4);
        budget.take(6);
        assert_eq!(*budget.taken.lock().unwrap(), 10);
    }
}
