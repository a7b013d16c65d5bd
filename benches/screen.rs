//! What the hand feels: a lever moved until its answer is drawn, and one frame.
//!
//! `cargo bench --bench screen`

use std::cell::Cell;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

use weights_of_nations::model::lever::Lever;
use weights_of_nations::playthrough::{Command, LeverMove, Session, Snapshot};
use weights_of_nations::scenario::Scenario;
use weights_of_nations::tui::app::{App, Screen};
use weights_of_nations::tui::catalogue::Catalogue;
use weights_of_nations::tui::update::Opening;
use weights_of_nations::tui::{Options, frame, still, update};

fn main() {
    divan::main();
}

fn options() -> Options {
    Options { scenario: Scenario::built_in("two-worlds").ok(), ..Options::default() }
}

/// The screen with a running game behind it, as the player has it.
struct Live {
    app: App,
    session: Session,
    snapshots: Receiver<Arc<Snapshot>>,
    moves: Cell<u32>,
}

impl Live {
    fn start() -> Self {
        let opening = Opening { scenario: "two-worlds".into(), role: None, dilemmas: false };
        let facts = Catalogue::new(options().scenario.as_ref(), 1, 100, None, None)
            .and_then(|catalogue| catalogue.facts(&opening))
            .expect("a built-in scenario");
        let (sender, snapshots) = mpsc::channel();
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        let session = Session::start(
            || weights_of_nations::playthrough::Game::new(facts),
            threads,
            move |snapshot| drop(sender.send(snapshot)),
        )
        .expect("threads");
        let mut app = still(&Options { scenario: None, ..options() }, &[], 0).expect("the start screen");
        app.screen = Screen::World(Box::default());
        let mut live = Self { app, session, snapshots, moves: Cell::new(0) };
        live.draw_until(|s| complete(s, 100));
        live
    }

    /// Takes snapshots in and draws, until one is as wanted.
    fn draw_until(&mut self, wanted: impl Fn(&Snapshot) -> bool) {
        loop {
            let snapshot = self.snapshots.recv_timeout(Duration::from_secs(60)).expect("an answer");
            let done = wanted(&snapshot);
            update::take(&mut self.app, snapshot);
            divan::black_box(frame(&mut self.app, 120, 36));
            if done {
                return;
            }
        }
    }

    /// Moves a lever to a place where it was not, and waits for so many futures to be drawn.
    fn move_lever(&mut self, futures: usize) {
        let n = self.moves.get() + 1;
        self.moves.set(n);
        let value = 0.5 + f64::from(n % 40) / 100.0;
        let lever = Lever::UsExportControls;
        let now = self.app.world().and_then(|world| world.snapshot.as_ref()).map(|s| s.now).expect("a game");
        self.session.send(Command::TryOut(LeverMove::step(lever, now, Some(value))));
        self.draw_until(|s| s.levers.path(lever).value(s.now) == value && complete(s, futures));
    }
}

fn complete(snapshot: &Snapshot, futures: usize) -> bool {
    snapshot.fresh && snapshot.futures.as_ref().is_some_and(|f| f.runs.len() >= futures)
}

/// From the move to the new median line (six futures), the futures of the move before being under way.
#[divan::bench(sample_count = 60, sample_size = 1)]
fn lever_to_median(bencher: divan::Bencher<'_, '_>) {
    let mut live = Live::start();
    bencher.bench_local(|| live.move_lever(6));
}

/// From the move to the full band of a hundred futures.
#[divan::bench(sample_count = 20, sample_size = 1)]
fn lever_to_band(bencher: divan::Bencher<'_, '_>) {
    let mut live = Live::start();
    bencher.bench_local(|| live.move_lever(100));
}

/// One frame of the World screen.
#[divan::bench(args = [(80, 24), (120, 36), (200, 60)])]
fn world_frame(bencher: divan::Bencher<'_, '_>, size: (u16, u16)) {
    let mut app = still(&options(), &[(Lever::UsExportControls, 0.8)], 6).expect("a game");
    bencher.bench_local(|| frame(&mut app, size.0, size.1));
}

/// A new snapshot taken in: medians, bands and ghosts of a hundred futures.
#[divan::bench]
fn lines_of_a_snapshot(bencher: divan::Bencher<'_, '_>) {
    let app = still(&options(), &[(Lever::UsExportControls, 0.8)], 6).expect("a game");
    let world = app.world().expect("a game");
    let snapshot = world.snapshot.clone().expect("a snapshot");
    bencher.bench_local(|| weights_of_nations::tui::lines::of(&snapshot, world.scope, world.grouping));
}

/// Rewinding a game of default size, played to its end with moves in several years, to a month of play and
/// back to the end.
#[divan::bench(args = [3, 20, 40, 60])]
fn rewind(bencher: divan::Bencher<'_, '_>, months: u16) {
    let opening = Opening { scenario: "two-worlds".into(), role: None, dilemmas: false };
    let facts = Catalogue::new(options().scenario.as_ref(), 1, 100, None, None)
        .and_then(|catalogue| catalogue.facts(&opening))
        .expect("a built-in scenario");
    let from = facts.play_from;
    let full = || {
        let mut game = weights_of_nations::playthrough::Game::new(facts.clone());
        for month in 0.. {
            if month % 12 == 0 {
                let value = 0.2 + 0.01 * f64::from(month);
                game.set_lever(Lever::UsExportControls, Some(value));
            }
            if !game.step() {
                return game;
            }
        }
        game
    };
    bencher.with_inputs(full).bench_local_refs(|game| assert!(game.go_to(from + months)));
}
