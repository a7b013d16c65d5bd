//! A game on a thread of its own: commands in, snapshots out.

use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread::JoinHandle;

use super::game::Game;
use super::inquirer::{Inquirer, Job, Outcome};
use super::inquiry::Inquiry;
use super::journal::{LeverMove, Prediction};
use super::line::LineId;
use super::projection::{Answer, Branch, Projector};
use super::snapshot::Snapshot;
use crate::model::calendar::Month;
use crate::model::directive::Act;
use crate::model::lever::Lever;

/// What may be asked of a game.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Let a month go by; moves being tried are applied first.
    Step,
    /// Try a move out.
    TryOut(LeverMove),
    /// Apply what is being tried.
    Apply,
    /// Drop what is being tried.
    Drop,
    /// Move a lever from this month on at once, or put it back on the scenario's path.
    SetLever(Lever, Option<f64>),
    /// Write down what the player expects of the moves being tried.
    Predict(Prediction),
    /// Drop what is being tried, or take the last entry back.
    Undo,
    /// Do again what was taken back.
    Redo,
    /// Go to a month of this line.
    GoTo(Month),
    /// Begin a new line in a month of this one.
    Branch(Month, String),
    /// Go over to another line.
    Switch(LineId),
    /// Give a line another name.
    Rename(LineId, String),
    /// Strike a line out.
    Remove(LineId),
    /// Answer the dilemma that waits, by the answer's place.
    Choose(usize),
    /// Tell the player's lab what to do this month.
    Direct(Act),
    /// Leave the release that waits to the lab itself.
    Delegate,
    /// Leave all releases to the lab itself, or ask again.
    DelegateAll(bool),
    /// What is looked at and takes simulations to answer, the most urgent first; replaces the list before.
    Want(Vec<Inquiry>),
}

enum Message {
    Command(Command),
    Futures(Answer),
    Found(Box<Outcome>),
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
        let (results, found) = (sender.clone(), sender.clone());
        let projector = Projector::start(threads, move |answer| {
            // A game that has ended wants no more futures.
            let _ = results.send(Message::Futures(answer));
        })?;
        let inquirer = Inquirer::start(threads, move |outcome| {
            let _ = found.send(Message::Found(Box::new(outcome)));
        })?;
        let thread = std::thread::Builder::new().name("game".into()).spawn(move || {
            let game = start();
            publish(Arc::new(game.snapshot()));
            wish(&game, &projector);
            let mut desk = Table { game, projector, inquirer, wanted: Vec::new(), unanswerable: None };
            desk.play(&receiver, &publish);
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

/// A game with the threads that work for it.
struct Table {
    game: Game,
    projector: Projector,
    inquirer: Inquirer,
    wanted: Vec<Inquiry>,
    /// An inquiry to which there is no answer as the game stands.
    unanswerable: Option<(Inquiry, u64)>,
}

impl Table {
    /// Commands that wait are all carried out before futures are asked for and a snapshot is given.
    fn play(&mut self, receiver: &Receiver<Message>, publish: &impl Fn(Arc<Snapshot>)) {
        while let Ok(first) = receiver.recv() {
            let (before, mut seen, mut asked) = (self.game.revision(), false, false);
            for message in std::iter::once(first).chain(receiver.try_iter()) {
                match message {
                    Message::Command(Command::Want(wanted)) => {
                        asked |= self.wanted != wanted;
                        self.wanted = wanted;
                    }
                    Message::Command(command) => self.game.carry_out(command),
                    Message::Futures(answer) => seen |= self.game.take(answer),
                    Message::Found(outcome) => {
                        (seen, asked) = (seen | self.found(*outcome), true);
                    }
                    Message::Close => return,
                }
            }
            let changed = self.game.revision() != before;
            if changed {
                wish(&self.game, &self.projector);
            }
            if changed || asked {
                self.inquire();
            }
            if changed || seen {
                publish(Arc::new(self.game.snapshot()));
            }
        }
    }

    fn found(&mut self, (inquiry, basis, finding): Outcome) -> bool {
        match finding {
            Some(finding) => self.game.take_finding(inquiry, basis, finding),
            None => {
                self.unanswerable = Some((inquiry, self.game.revision()));
                false
            }
        }
    }

    /// Asks the most urgent question that has no answer yet.
    fn inquire(&self) {
        let revision = self.game.revision();
        let hopeless = |inquiry: &Inquiry| {
            self.unanswerable.as_ref().is_some_and(|(none, at)| none == inquiry && *at == revision)
        };
        let open = |inquiry: &&Inquiry| !self.game.has_found(inquiry) && !hopeless(inquiry);
        match self.wanted.iter().find(open) {
            Some(inquiry) => self.inquirer.ask(Job {
                inquiry: inquiry.clone(),
                basis: self.game.basis(inquiry),
                material: self.game.material(),
            }),
            None => self.inquirer.drop_all(),
        }
    }
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
