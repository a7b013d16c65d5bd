//! One channel for all that can happen: keys and mouse, results of the workers, signals.

use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;

use super::backtester::Found;
use crate::playthrough::Snapshot;

/// Something that happened.
#[derive(Clone, Debug)]
pub enum Event {
    /// A key, the mouse, a paste or a new size.
    Terminal(crossterm::event::Event),
    /// A new state of the playthrough or of its projection.
    Snapshot(Arc<Snapshot>),
    /// The back-test is there, or why there is none.
    Evidence(Result<Arc<Found>, String>),
    /// The shell asks the program to stop until it is continued.
    Suspend,
    /// A signal asks the program to end.
    Terminate(i32),
    /// The terminal cannot be read any more.
    InputLost,
}

/// Starts the threads that read the terminal and the signals; returns both ends of the channel.
pub fn start() -> std::io::Result<(Sender<Event>, Receiver<Event>)> {
    let (sender, receiver) = mpsc::channel();
    let input = sender.clone();
    thread::Builder::new().name("input".into()).spawn(move || read_terminal(&input))?;
    start_signals(&sender)?;
    Ok((sender, receiver))
}

fn read_terminal(sender: &Sender<Event>) {
    loop {
        let event = crossterm::event::read().map_or(Event::InputLost, Event::Terminal);
        let lost = matches!(event, Event::InputLost);
        if sender.send(event).is_err() || lost {
            return;
        }
    }
}

#[cfg(unix)]
fn start_signals(sender: &Sender<Event>) -> std::io::Result<()> {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM, SIGTSTP};
    let mut signals = signal_hook::iterator::Signals::new([SIGHUP, SIGINT, SIGTERM, SIGTSTP])?;
    let sender = sender.clone();
    thread::Builder::new().name("signals".into()).spawn(move || {
        for signal in signals.forever() {
            let event = if signal == SIGTSTP { Event::Suspend } else { Event::Terminate(signal) };
            if sender.send(event).is_err() {
                return;
            }
        }
    })?;
    Ok(())
}

#[cfg(not(unix))]
fn start_signals(_sender: &Sender<Event>) -> std::io::Result<()> {
    Ok(())
}

/// Ends the process as the signal would have done, now that the terminal is whole again.
#[cfg(unix)]
pub fn end_by_signal(signal: i32) -> std::io::Result<()> {
    signal_hook::low_level::emulate_default_handler(signal)
}

/// There are no signals to end by.
#[cfg(not(unix))]
pub fn end_by_signal(_signal: i32) -> std::io::Result<()> {
    Ok(())
}
