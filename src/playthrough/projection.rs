//! Futures run on worker threads: the newest wish first, an older one dropped at once.
//!
//! Results arrive as they grow: after a few runs, so that a new median is there within a frame or two,
//! and then in larger steps. What is handed out is always the first so many futures in the order of their
//! seeds, so that the same wish ends in the same bytes on any number of threads.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;

use super::futures::{Future, Futures};
use super::lot::Lots;
use super::track::Track;
use crate::model::bloc::CELLS;
use crate::model::history::History;
use crate::model::measure::Counts;
use crate::model::simulation::{Model, Simulation};
use crate::model::world::World;

/// Which of the two sets of futures is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Branch {
    /// The world as played, with the levers as they stand.
    Played,
    /// The world as it would be had no lever been moved.
    Unmoved,
}

/// What is wanted: futures of a present.
#[derive(Clone)]
pub struct Wish {
    /// Which set this is.
    pub branch: Branch,
    /// The state of the game it belongs to; handed back with the results.
    pub revision: u64,
    /// The present.
    pub present: Arc<World>,
    /// By what it goes on.
    pub model: Arc<Model>,
    /// What each future gets by lot.
    pub lots: Lots,
    /// How many futures.
    pub runs: usize,
}

/// Futures for a wish; `futures.complete()` says whether more will come.
#[derive(Clone, Debug)]
pub struct Answer {
    /// Which set.
    pub branch: Branch,
    /// The state of the game for which it was wished.
    pub revision: u64,
    /// The futures so far.
    pub futures: Arc<Futures>,
}

/// After how many futures results are handed out, beside all of them.
const STAGES: [usize; 4] = [6, 12, 25, 50];

struct Order {
    number: u64,
    wish: Wish,
    next: usize,
    done: Vec<Option<Arc<Future>>>,
    given: usize,
}

#[derive(Default)]
struct Book {
    orders: VecDeque<Order>,
    closed: bool,
}

struct Shared {
    book: Mutex<Book>,
    wake: Condvar,
    /// Number of the newest order of each branch; a run of an older one stops within a month of it.
    newest: [AtomicU64; 2],
    answer: Box<dyn Fn(Answer) + Send + Sync>,
}

/// The worker threads.
pub struct Projector {
    shared: Arc<Shared>,
    workers: Vec<JoinHandle<()>>,
}

impl Projector {
    /// Starts `threads` workers; each result is given to `answer`, on a worker's thread.
    pub fn start(threads: usize, answer: impl Fn(Answer) + Send + Sync + 'static) -> std::io::Result<Self> {
        let shared = Arc::new(Shared {
            book: Mutex::default(),
            wake: Condvar::new(),
            newest: Default::default(),
            answer: Box::new(answer),
        });
        let mut workers = Vec::new();
        for i in 0..threads.max(1) {
            let shared = Arc::clone(&shared);
            let worker = std::thread::Builder::new().name(format!("futures-{i}"));
            workers.push(worker.spawn(move || work(&shared))?);
        }
        Ok(Self { shared, workers })
    }

    /// Asks for futures; what was asked before for the same branch is dropped. What is under way already
    /// goes on.
    pub fn ask(&self, wish: Wish) {
        let mut book = self.shared.lock();
        let same = |order: &Order| order.wish.branch == wish.branch && order.wish.revision == wish.revision;
        if book.orders.iter().any(same) {
            return;
        }
        book.orders.retain(|order| order.wish.branch != wish.branch);
        let number = self.shared.newest[wish.branch as usize].fetch_add(1, Ordering::AcqRel) + 1;
        let done = vec![None; wish.runs];
        let order = Order { number, wish, next: 0, done, given: 0 };
        // The played world first: its median is what the player waits for.
        match order.wish.branch {
            Branch::Played => book.orders.push_front(order),
            Branch::Unmoved => book.orders.push_back(order),
        }
        drop(book);
        self.shared.wake.notify_all();
    }

    /// Drops what was asked for a branch.
    pub fn drop_wish(&self, branch: Branch) {
        let mut book = self.shared.lock();
        book.orders.retain(|order| order.wish.branch != branch);
        self.shared.newest[branch as usize].fetch_add(1, Ordering::AcqRel);
    }
}

impl Drop for Projector {
    fn drop(&mut self) {
        self.drop_wish(Branch::Played);
        self.drop_wish(Branch::Unmoved);
        self.shared.lock().closed = true;
        self.shared.wake.notify_all();
        for worker in self.workers.drain(..) {
            // A worker that panicked has said so already.
            let _ = worker.join();
        }
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Book> {
        self.book.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The next future to run, or none when all is over. Waits while there is nothing to do.
    fn take(&self) -> Option<(u64, usize, Wish)> {
        let mut book = self.lock();
        loop {
            if book.closed {
                return None;
            }
            if let Some(job) = book.next_job() {
                return Some(job);
            }
            book = self.wake.wait(book).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn put(&self, number: u64, k: usize, branch: Branch, future: Future) {
        let mut book = self.lock();
        let Some(order) = book.orders.iter_mut().find(|o| o.number == number && o.wish.branch == branch)
        else {
            return;
        };
        order.done[k] = Some(Arc::new(future));
        if let Some(answer) = order.stage_reached() {
            (self.answer)(answer);
        }
        book.orders.retain(|order| order.given < order.wish.runs);
    }
}

impl Book {
    /// First the early futures of every order, so that each has a median; then the rest, in order.
    fn next_job(&mut self) -> Option<(u64, usize, Wish)> {
        let early = self.orders.iter().position(|order| order.next < STAGES[0].min(order.wish.runs));
        let any = || self.orders.iter().position(|order| order.next < order.wish.runs);
        let order = early.or_else(any)?;
        let order = &mut self.orders[order];
        order.next += 1;
        Some((order.number, order.next - 1, order.wish.clone()))
    }
}

impl Order {
    /// The answer to hand out, when one more stage is complete.
    fn stage_reached(&mut self) -> Option<Answer> {
        let ready = self.done.iter().take_while(|future| future.is_some()).count();
        let stages = STAGES.into_iter().filter(|&stage| stage < self.wish.runs).chain([self.wish.runs]);
        let reached = stages.filter(|&stage| stage <= ready).max().filter(|&stage| stage > self.given)?;
        self.given = reached;
        let futures = Futures {
            from: self.wish.present.month,
            wanted: self.wish.runs,
            runs: self.done[..reached].iter().flatten().cloned().collect(),
        };
        Some(Answer { branch: self.wish.branch, revision: self.wish.revision, futures: Arc::new(futures) })
    }
}

fn work(shared: &Shared) {
    while let Some((number, k, wish)) = shared.take() {
        let newest = &shared.newest[wish.branch as usize];
        let wanted = || newest.load(Ordering::Acquire) == number;
        if let Some(future) = run(&wish, k, wanted) {
            shared.put(number, k, wish.branch, future);
        }
    }
}

/// Runs future k to its end, or gives up once it is no longer wanted.
///
/// What it gets by lot hangs on k and on the game alone, so that futures before and after a move pair.
pub fn run(wish: &Wish, k: usize, wanted: impl Fn() -> bool) -> Option<Future> {
    let (world, setup) = (&wish.present, wish.model.setup());
    let first = world.month;
    let history = History { start: first, ..History::new(setup, world) };
    let model = wish.lots.model(&wish.model, k);
    let mut simulation = Simulation::resume(model, wish.lots.seed(k), World::clone(world), history);
    while !simulation.is_over() {
        if !wanted() {
            return None;
        }
        simulation.step();
    }
    let end = simulation.world();
    let class =
        Counts::new(&simulation.history().lab_blocs, (0..CELLS).map(|c| end.row(c))).class(setup.cast);
    Some(Future { track: Track::of(simulation.history(), first), world: class })
}
