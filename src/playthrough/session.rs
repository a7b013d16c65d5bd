//! A game on a thread of its own: commands in, snapshots out.

use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread::JoinHandle;

use super::game::Game;
use super::projection::{Answer, Branch, Projector};
use super::snapshot::Snapshot;
use crate::model::lever::Lever;

/// What may be asked of a game.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Command {
    /// Let a month go by.
    Step,
    /// Move a lever, or put it back on the scenario's path.
    SetLever(Lever, Option<f64>),
    /// Take the last move or month back.
    Undo,
}

enum Message {
    Command(Command),
    Futures(Answer),
    Close,
}

/// The handle of a running game; dropping it ends the game and its workers.
pub struct Session {
    sender: Sender<Message>,
    thread: Option<JoinHandle<()>>,
}

impl Session {
    /// Starts a game, made by `start` on its own thread; every new state is given to `publish`.
    pub fn start(
        start: impl FnOnce() -> Game + Send + 'static,
        threads: usize,
        publish: impl Fn(Arc<Snapshot>) + Send + 'static,
    ) -> std::io::Result<Self> {
        let (sender, receiver) = mpsc::channel();
        let results = sender.clone();
        let projector = Projector::start(threads, move |answer| {
            // A game that has ended wants no more futures.
            let _ = results.send(Message::Futures(answer));
        })?;
        let thread = std::thread::Builder::new().name("game".into()).spawn(move || {
            let mut game = start();
            publish(Arc::new(game.snapshot()));
            wish(&game, &projector);
            play(&mut game, &projector, &receiver, &publish);
        })?;
        Ok(Self { sender, thread: Some(thread) })
    }

    /// Asks for something; the answer comes as a snapshot.
    pub fn send(&self, command: Command) {
        // The game's thread ends only with this handle, or by a panic that has been reported.
        let _ = self.sender.send(Message::Command(command));
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        let _ = self.sender.send(Message::Close);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// Commands that wait are all carried out before futures are asked for and a snapshot is given.
fn play(
    game: &mut Game,
    projector: &Projector,
    receiver: &Receiver<Message>,
    publish: &impl Fn(Arc<Snapshot>),
) {
    while let Ok(first) = receiver.recv() {
        let (mut changed, mut seen) = (false, false);
        for message in std::iter::once(first).chain(receiver.try_iter()) {
            match message {
                Message::Command(command) => changed |= carry_out(game, command),
                Message::Futures(answer) => seen |= game.take(answer),
                Message::Close => return,
            }
        }
        if changed {
            wish(game, projector);
        }
        if changed || seen {
            publish(Arc::new(game.snapshot()));
        }
    }
}

fn carry_out(game: &mut Game, command: Command) -> bool {
    let before = game.revision();
    match command {
        Command::Step => {
            game.step();
        }
        Command::SetLever(lever, value) => game.set_lever(lever, value),
        Command::Undo => {
            game.undo();
        }
    }
    game.revision() != before
}

/// Asks for what is missing and drops what is not wanted any more.
fn wish(game: &Game, projector: &Projector) {
    let wishes = game.wishes();
    for branch in [Branch::Played, Branch::Unmoved] {
        if !wishes.iter().any(|wish| wish.branch == branch) {
            projector.drop_wish(branch);
        }
    }
    for wish in wishes {
        projector.ask(wish);
    }
}
