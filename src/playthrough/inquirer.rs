//! The thread that answers inquiries, one at a time; a newer wish takes the place of an older one at once.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;

use super::inquiry::{Basis, Finding, Inquiry, Material};
use crate::experiment::ensemble::Workers;

/// An inquiry to be answered.
pub struct Job {
    /// The question.
    pub inquiry: Inquiry,
    /// What the answer hangs on.
    pub basis: Basis,
    /// From what it is answered.
    pub material: Material,
}

#[derive(Default)]
struct Desk {
    job: Option<Job>,
    /// What is being answered now, and its number.
    under_way: Option<(Inquiry, Basis, u64)>,
    closed: bool,
}

#[derive(Default)]
struct Shared {
    desk: Mutex<Desk>,
    wake: Condvar,
    /// Counts the jobs put in or called off: one under way stops within a run of it.
    newest: AtomicU64,
}

/// The thread.
pub struct Inquirer {
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

/// What comes of a job: the question, its basis, and the answer where there is one.
pub type Outcome = (Inquiry, Basis, Option<Finding>);

impl Inquirer {
    /// Starts the thread, and `threads` more to run simulations.
    pub fn start(threads: usize, answer: impl Fn(Outcome) + Send + 'static) -> std::io::Result<Self> {
        let workers = Workers::new(threads.max(1)).map_err(std::io::Error::other)?;
        let shared = Arc::new(Shared::default());
        let own = Arc::clone(&shared);
        let thread = std::thread::Builder::new().name("inquiries".into());
        let thread = thread.spawn(move || work(&own, &workers, &answer))?;
        Ok(Self { shared, thread: Some(thread) })
    }

    /// Asks; what was asked before is dropped, unless it is the same.
    pub fn ask(&self, job: Job) {
        let mut desk = self.shared.lock();
        // One that has been called off is on its way to its end: it brings no answer.
        let newest = self.shared.newest.load(Ordering::Acquire);
        let same = |(inquiry, basis, number): &(Inquiry, Basis, u64)| {
            *inquiry == job.inquiry && *basis == job.basis && *number == newest
        };
        if desk.under_way.as_ref().is_some_and(same) {
            desk.job = None;
            return;
        }
        self.shared.newest.fetch_add(1, Ordering::AcqRel);
        desk.job = Some(job);
        drop(desk);
        self.shared.wake.notify_all();
    }

    /// Drops what was asked.
    pub fn drop_all(&self) {
        self.shared.newest.fetch_add(1, Ordering::AcqRel);
        self.shared.lock().job = None;
    }
}

impl Drop for Inquirer {
    fn drop(&mut self) {
        self.drop_all();
        self.shared.lock().closed = true;
        self.shared.wake.notify_all();
        if let Some(thread) = self.thread.take() {
            // A thread that panicked has said so already.
            let _ = thread.join();
        }
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Desk> {
        self.desk.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn take(&self) -> Option<(Job, u64)> {
        let mut desk = self.lock();
        loop {
            if desk.closed {
                return None;
            }
            if let Some(job) = desk.job.take() {
                let number = self.newest.load(Ordering::Acquire);
                desk.under_way = Some((job.inquiry.clone(), job.basis.clone(), number));
                return Some((job, number));
            }
            desk = self.wake.wait(desk).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

fn work(shared: &Shared, workers: &Workers, answer: &impl Fn(Outcome)) {
    while let Some((job, number)) = shared.take() {
        let wanted = || shared.newest.load(Ordering::Acquire) == number;
        let finding = job.inquiry.answer(&job.material, workers, &wanted);
        shared.lock().under_way = None;
        if wanted() {
            answer((job.inquiry, job.basis, finding));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;
    use std::time::Duration;

    use super::*;
    use crate::model::lever::Lever;
    use crate::playthrough::fixture;

    #[test]
    fn what_is_asked_again_after_being_called_off_is_answered() {
        let game = fixture::game();
        let job = |lever| {
            let inquiry = Inquiry::Lever(lever);
            Job { basis: game.basis(&inquiry), material: game.material(), inquiry }
        };
        let (sender, answers) = mpsc::channel();
        let inquirer = Inquirer::start(1, move |outcome| drop(sender.send(outcome))).unwrap();
        let first = Lever::UsExportControls;
        inquirer.ask(job(first));
        while inquirer.shared.lock().under_way.is_none() {
            std::thread::yield_now();
        }
        inquirer.ask(job(Lever::UsStateRegimes));
        inquirer.ask(job(first));
        let answered = || answers.recv_timeout(Duration::from_secs(60)).expect("an answer").0;
        while answered() != Inquiry::Lever(first) {}
        inquirer.drop_all();
    }
}
