//! From a stream of lines to a stream of answers in the same order, simulated on all threads.
//!
//! ```text
//! reader thread -> lines -> caller: point -> tasks on the worker threads, one a replicate
//!                                         -> a ticket for each point -> writer thread: answers in order
//! ```
//! Points are read ahead as long as the numbers kept of those under way stay within a budget.

use std::io::{BufRead, Error, Read};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use rayon::ScopeFifo;

use super::budget::Budget;
use super::point::line_name;
use super::{Answer, Evaluator, Kept, Point, Refused, Task};
use crate::experiment::ensemble::Workers;
use crate::experiment::sweep::guarded;

/// Longest line that is read, in bytes.
const LONGEST_LINE: u64 = 1_000_000;
/// Lines read ahead of their points.
const LINES_AHEAD: usize = 16;
/// Points under way at once.
const POINTS_AHEAD: usize = 256;
/// Numbers kept at once of points under way.
const NUMBERS_AHEAD: usize = 4_000_000;

/// How many points were answered, and how many refused.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Points that were simulated.
    pub answered: usize,
    /// Points that could not be.
    pub refused: usize,
}

/// Why the loop ended before its time. Points read before it are answered.
#[derive(Debug, thiserror::Error)]
pub enum EvalError {
    /// The points cannot be read on.
    #[error("the points cannot be read after line {0}")]
    Unreadable(usize, #[source] Error),
    /// An answer cannot be written.
    #[error("the answers cannot be written")]
    Unwritable(#[source] Error),
}

/// A line as it came in: cut off where it is too long.
enum Message {
    Line(usize, Vec<u8>),
    TooLong(usize),
    End,
    Unreadable(usize, Error),
    /// The writer has nobody to write to.
    Gone,
}

/// The place of an answer in the order: the text to come, and what its point takes of the budget.
struct Ticket {
    text: Receiver<(String, bool)>,
    amount: usize,
}

/// What all tasks share.
struct Shared<'e> {
    evaluator: &'e Evaluator,
    tell: Tell,
}

/// Puts an answer or a refusal into text.
pub type Tell = fn(Result<&Answer, &Refused>) -> String;

/// A point under way.
struct UnderWay {
    task: Task,
    /// What is done, by number of the replicate; why it failed where it did.
    runs: Mutex<Vec<Option<Result<Kept, String>>>>,
    left: AtomicUsize,
    done: Sender<(String, bool)>,
}

/// Evaluates the points of `input`, a line each, and hands their answers to `write` in the same order, each
/// as soon as it and all before it are there. `tell` puts an answer into text.
///
/// # Errors
/// If points cannot be read, or answers not be written.
pub fn evaluate(
    evaluator: &Evaluator,
    input: impl BufRead + Send + 'static,
    workers: &Workers,
    tell: Tell,
    write: impl FnMut(&str) -> Result<(), Error> + Send,
) -> Result<Counts, EvalError> {
    let (sender, lines) = sync_channel(LINES_AHEAD);
    let wake = sender.clone();
    // Not joined: where the reader of the answers has gone away, it may wait for input that never comes.
    thread::spawn(move || read_lines(input, &sender));
    let (tickets, queue) = sync_channel(POINTS_AHEAD);
    let (budget, gone) = (Budget::new(NUMBERS_AHEAD), AtomicBool::new(false));
    let shared = Shared { evaluator, tell };
    thread::scope(|threads| {
        let writer = threads.spawn(|| {
            write_answers(queue, &budget, write, || {
                gone.store(true, Ordering::Relaxed);
                // Where it is full, the flag is seen with the next line.
                let _ = wake.try_send(Message::Gone);
            })
        });
        let (shared, budget) = (&shared, &budget);
        let read = workers.pool().in_place_scope_fifo(|scope| {
            let on = || !gone.load(Ordering::Relaxed);
            feed(scope, shared, &lines, tickets, budget, on)
        });
        let written = writer.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        let counts = written.map_err(EvalError::Unwritable)?;
        read.map(|()| counts)
    })
}

/// Reads lines until there are no more, or nobody takes them.
fn read_lines(mut input: impl BufRead, lines: &SyncSender<Message>) {
    for number in 1.. {
        let mut line = Vec::new();
        let message = match input.by_ref().take(LONGEST_LINE + 1).read_until(b'\n', &mut line) {
            Err(error) => Message::Unreadable(number - 1, error),
            Ok(0) => Message::End,
            Ok(_) if line.len() as u64 > LONGEST_LINE => match input.skip_until(b'\n') {
                Ok(_) => Message::TooLong(number),
                Err(error) => Message::Unreadable(number - 1, error),
            },
            Ok(_) => Message::Line(number, line),
        };
        let is_last = matches!(message, Message::End | Message::Unreadable(..));
        if lines.send(message).is_err() || is_last {
            return;
        }
    }
}

/// Makes points of lines and tasks of points, until the lines end.
fn feed<'s>(
    scope: &ScopeFifo<'s>,
    shared: &'s Shared<'s>,
    lines: &Receiver<Message>,
    tickets: SyncSender<Ticket>,
    budget: &Budget,
    is_wanted: impl Fn() -> bool,
) -> Result<(), EvalError> {
    while let Ok(message) = lines.recv() {
        let point = match message {
            Message::End | Message::Gone => break,
            Message::Unreadable(number, error) => return Err(EvalError::Unreadable(number, error)),
            Message::Line(_, line) if line.trim_ascii().is_empty() => continue,
            Message::Line(number, line) => shared.evaluator.read(number, line.trim_ascii()),
            Message::TooLong(number) => Err(too_long(number)),
        };
        let amount = point.as_ref().map_or(1, |point| shared.evaluator.numbers(point));
        budget.take(amount);
        let (done, text) = channel();
        if !is_wanted() || tickets.send(Ticket { text, amount }).is_err() {
            break;
        }
        scope.spawn_fifo(move |scope| start(scope, shared, point, done));
    }
    Ok(())
}

fn too_long(number: usize) -> Refused {
    let message = format!("the line is longer than {LONGEST_LINE} bytes");
    let help = Some("a point takes a few hundred; is there a line break between points?".to_owned());
    Refused { id: line_name(number), message, help }
}

/// Makes a point ready and hands its replicates to the threads.
fn start<'s>(
    scope: &ScopeFifo<'s>,
    shared: &'s Shared<'s>,
    point: Result<Point, Refused>,
    done: Sender<(String, bool)>,
) {
    let task = match point.and_then(|point| shared.evaluator.prepare(point)) {
        Ok(task) => task,
        Err(refused) => {
            // Nobody waits any more only where the writer has gone.
            let _ = done.send(((shared.tell)(Err(&refused)), false));
            return;
        }
    };
    let replicates = task.point.replicates;
    let runs = Mutex::new(vec![None; replicates]);
    let under_way = Arc::new(UnderWay { task, runs, left: AtomicUsize::new(replicates), done });
    for replicate in 0..replicates {
        let under_way = Arc::clone(&under_way);
        scope.spawn_fifo(move |_| under_way.run(replicate, shared));
    }
}

impl UnderWay {
    /// Does a replicate; whoever does the last one makes the answer.
    fn run(&self, replicate: usize, shared: &Shared<'_>) {
        let outcome = guarded(|| Ok(self.task.run(replicate)));
        let mut runs = self.runs.lock().unwrap_or_else(PoisonError::into_inner);
        runs[replicate] = Some(outcome);
        if self.left.fetch_sub(1, Ordering::AcqRel) > 1 {
            return;
        }
        let runs = std::mem::take(&mut *runs);
        let told = match runs.into_iter().flatten().collect::<Result<Vec<Kept>, String>>() {
            Ok(runs) => ((shared.tell)(Ok(&self.task.answer(runs))), true),
            Err(message) => {
                let refused = Refused { id: self.task.point.id.clone(), message, help: None };
                ((shared.tell)(Err(&refused)), false)
            }
        };
        // Nobody waits any more only where the writer has gone.
        let _ = self.done.send(told);
    }
}

/// Writes answers in order. Once that fails, it only waits for what is under way.
fn write_answers(
    queue: Receiver<Ticket>,
    budget: &Budget,
    mut write: impl FnMut(&str) -> Result<(), Error>,
    when_gone: impl Fn(),
) -> Result<Counts, Error> {
    let (mut counts, mut failure) = (Counts::default(), None);
    for Ticket { text, amount } in queue {
        if let (Ok((text, is_answer)), None) = (text.recv(), &failure) {
            match write(&text) {
                Ok(()) => *(if is_answer { &mut counts.answered } else { &mut counts.refused }) += 1,
                Err(error) => {
                    failure = Some(error);
                    when_gone();
                }
            }
        }
        budget.give(amount);
    }
    failure.map_or(Ok(counts), Err)
}
