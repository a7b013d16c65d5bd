//! The loop: wait, take in all that has happened, draw once if anything changed.

use std::io::Write;
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use anyhow::{Context, bail};

use super::app::{App, Saving};
use super::backtester::{Backtester, Known};
use super::catalogue::Catalogue;
use super::event::{self, Event};
use super::keeper::Keeper;
use super::picture::{self, Form};
use super::resume::Kept;
use super::terminal::{self, Screen};
use super::update::{self, Effect, Opening, pausing};
use super::view::view;
use crate::playthrough::record::Shelf;
use crate::playthrough::{Command, Game, Inquiry, Session};
use crate::tui::action::Action;
use crate::tui::action::look::LookAct;

/// At most one frame in this time.
const FRAME: Duration = Duration::from_millis(10);
/// How long the loop sleeps at most, so that a panic elsewhere is noticed.
const NAP: Duration = Duration::from_millis(250);
/// How often the number of runs done is told anew.
const RUNS_SHOWN: Duration = Duration::from_millis(100);
/// How long a notice stays.
const NOTICE: Duration = Duration::from_secs(8);

/// What the loop holds beside the state of the screen.
struct Loop {
    app: App,
    screen: Screen,
    catalogue: Catalogue,
    keeper: Keeper,
    shelf: Option<Shelf>,
    /// The game that the start screen offers to go on with.
    resumable: Option<Kept>,
    session: Option<Session>,
    sender: Sender<Event>,
    receiver: Receiver<Event>,
    dirty: bool,
    last_frame: Option<Instant>,
    last_month: Instant,
    last_beat: Instant,
    done: Option<Done>,
    /// A back-test being made.
    backtester: Option<Backtester>,
    /// The notice shown, and since when.
    noticed: Option<(String, Instant)>,
    /// What the game was last told that is looked at.
    wanted: Vec<Inquiry>,
}

/// What is shown first.
pub enum First {
    /// The list of scenarios.
    List,
    /// The parts of this scenario; whether dilemmas come up, if that was said.
    Part(String, Option<bool>),
    /// A new game.
    Game(Opening),
    /// A game that was kept.
    Kept(Box<Kept>),
}

/// How the loop ended.
enum Done {
    Quit,
    Signal(i32),
}

/// Takes the terminal, runs the screen until the player leaves, and gives the terminal back.
pub fn run(
    app: App,
    catalogue: Catalogue,
    first: First,
    shelf: Option<Shelf>,
    mouse: bool,
) -> anyhow::Result<()> {
    let screen = Screen::enter(mouse).context("the terminal cannot be taken")?;
    let (sender, receiver) = event::start().context("the terminal cannot be read")?;
    let mut all = Loop {
        app,
        screen,
        catalogue,
        keeper: Keeper::new(shelf.clone()),
        shelf,
        resumable: None,
        session: None,
        sender,
        receiver,
        dirty: true,
        last_frame: None,
        last_month: Instant::now(),
        last_beat: Instant::now(),
        done: None,
        backtester: None,
        noticed: None,
        wanted: Vec::new(),
    };
    let tour = all.app.tour.is_some();
    if let (First::List, true) = (&first, tour) {
        all.app.tour = None;
        let effects = update::update(&mut all.app, Action::Look(LookAct::Tour));
        all.carry_out(effects)?;
    }
    match first {
        First::List => all.offer(),
        First::Part(scenario, dilemmas) => {
            all.offer();
            update::ask_part(&mut all.app, &scenario, dilemmas);
        }
        First::Game(opening) => {
            all.app.screen = super::app::Screen::World(Box::default());
            all.carry_out(vec![Effect::Open(opening)])?;
        }
        First::Kept(kept) => {
            all.resumable = Some(*kept);
            all.app.screen = super::app::Screen::World(Box::default());
            all.carry_out(vec![Effect::Resume])?;
        }
    }
    let outcome = all.turn_until_done();
    // On every way out the game is kept before the terminal is given back.
    let kept = all.end_game();
    let Loop { screen, keeper, .. } = all;
    drop(screen);
    drop(keeper);
    if let Saving::Failed(why) = kept {
        // A closed stderr is no reason to fail in another way.
        let _ = writeln!(std::io::stderr(), "note: the game could not be kept: {why}");
    }
    match outcome? {
        Done::Quit => Ok(()),
        Done::Signal(signal) => event::end_by_signal(signal).context("the signal cannot be passed on"),
    }
}

impl Loop {
    fn turn_until_done(&mut self) -> anyhow::Result<Done> {
        loop {
            if self.dirty && self.frame_is_due().is_zero() {
                self.draw()?;
            }
            match self.receiver.recv_timeout(self.patience()) {
                Ok(first) => {
                    self.happened(first)?;
                    while let Ok(next) = self.receiver.try_recv() {
                        self.happened(next)?;
                    }
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => bail!("nothing is listening to the terminal any more"),
            }
            if terminal::panicked() {
                bail!("a part of the program failed; the message above says where");
            }
            self.let_time_run()?;
            self.let_notice_go();
            self.say_what_is_wanted();
            self.see_to_evidence()?;
            self.keep();
            if let Some(done) = self.done.take() {
                return Ok(done);
            }
        }
    }

    fn draw(&mut self) -> anyhow::Result<()> {
        let app = &mut self.app;
        self.screen
            .draw(|frame| app.regions = view(app, frame.area(), frame.buffer_mut()))
            .context("the screen cannot be drawn")?;
        (self.dirty, self.last_frame) = (false, Some(Instant::now()));
        Ok(())
    }

    fn frame_is_due(&self) -> Duration {
        self.last_frame.map_or(Duration::ZERO, |last| FRAME.saturating_sub(last.elapsed()))
    }

    /// How long to wait for something to happen.
    fn patience(&self) -> Duration {
        let frame = if self.dirty { self.frame_is_due() } else { NAP };
        let month =
            self.app.month_lasts().map_or(NAP, |lasts| lasts.saturating_sub(self.last_month.elapsed()));
        let beat = self.app.beat_lasts().map_or(NAP, |lasts| lasts.saturating_sub(self.last_beat.elapsed()));
        let write = self.keeper.due().unwrap_or(NAP);
        let runs = if self.backtester.is_some() { RUNS_SHOWN } else { NAP };
        frame.min(month).min(beat).min(write).min(runs)
    }

    fn let_time_run(&mut self) -> anyhow::Result<()> {
        match self.app.month_lasts() {
            None => self.last_month = Instant::now(),
            Some(lasts) if self.last_month.elapsed() >= lasts => {
                self.last_month = Instant::now();
                let effects = update::update(&mut self.app, Action::Step);
                self.carry_out(effects)?;
            }
            Some(_) => {}
        }
        self.let_replay_run()
    }

    /// The last change is shown once more, by turns.
    fn let_replay_run(&mut self) -> anyhow::Result<()> {
        match self.app.beat_lasts() {
            None => self.last_beat = Instant::now(),
            Some(lasts) if self.last_beat.elapsed() >= lasts => {
                (self.last_beat, self.dirty) = (Instant::now(), true);
                let effects = update::update(&mut self.app, Action::Tick);
                self.carry_out(effects)?;
            }
            Some(_) => {}
        }
        Ok(())
    }

    fn happened(&mut self, event: Event) -> anyhow::Result<()> {
        // A hand that only passes over the screen changes nothing.
        self.dirty |= !matches!(&event, Event::Terminal(input) if is_passing(input));
        match event {
            Event::Terminal(input) => {
                #[cfg(debug_assertions)]
                fail_for_tests(&input);
                let effects = update::input(&mut self.app, &input);
                self.carry_out(effects)
            }
            Event::Snapshot(snapshot) => {
                self.keeper.take(&snapshot);
                update::take(&mut self.app, snapshot);
                Ok(())
            }
            Event::Evidence(outcome) => {
                self.backtester = None;
                self.app.evidence = outcome.map_or_else(Known::Failed, Known::Found);
                Ok(())
            }
            Event::Suspend => self.carry_out(vec![Effect::Suspend]),
            Event::Terminate(signal) => {
                self.done = Some(Done::Signal(signal));
                Ok(())
            }
            Event::InputLost => bail!("the terminal is gone"),
        }
    }

    fn carry_out(&mut self, effects: Vec<Effect>) -> anyhow::Result<()> {
        for effect in effects {
            match effect {
                Effect::Open(opening) => self.open(&opening)?,
                Effect::Game(command) => self.ask(command),
                Effect::Resume => self.resume()?,
                Effect::Close => {
                    self.end_game();
                    self.offer();
                }
                Effect::Quit => self.done = Some(Done::Quit),
                Effect::Copy(table) => {
                    self.screen.copy(&table.text).context("the screen cannot be written to")?;
                    self.app.notice = Some(table.notice());
                }
                Effect::CopyText { text, notice } => {
                    self.screen.copy(&text).context("the screen cannot be written to")?;
                    self.app.notice = Some(notice);
                }
                Effect::Save(form) => self.save(form)?,
                Effect::Suspend => self.screen.suspend().context("the terminal cannot be taken again")?,
            }
        }
        Ok(())
    }

    /// Takes a notice away that has been there long enough.
    fn let_notice_go(&mut self) {
        match (&self.app.notice, &self.noticed) {
            (Some(notice), Some((shown, since))) if notice == shown => {
                if since.elapsed() >= NOTICE && !pausing::is_reason(notice) {
                    (self.app.notice, self.noticed, self.dirty) = (None, None, true);
                }
            }
            (Some(notice), _) => self.noticed = Some((notice.clone(), Instant::now())),
            (None, _) => self.noticed = None,
        }
    }

    fn say_what_is_wanted(&mut self) {
        let wanted = self.app.wants();
        if wanted != self.wanted {
            self.ask(Command::Want(wanted.clone()));
            self.wanted = wanted;
        }
    }

    /// Begins the back-test where it is looked at for the first time, and tells how far it is.
    fn see_to_evidence(&mut self) -> anyhow::Result<()> {
        if self.app.wants_evidence() {
            let (scenario, seed) = self.catalogue.tested().context("the default scenario is missing")?;
            let sender = self.sender.clone();
            let publish = move |outcome: Result<_, _>| {
                // The loop has ended when nobody receives.
                let _ = sender.send(Event::Evidence(outcome.map(Arc::new)));
            };
            let backtester =
                Backtester::start(scenario, seed, publish).context("no thread can be started")?;
            (self.backtester, self.app.evidence, self.dirty) = (Some(backtester), Known::Running(0), true);
        }
        if let (Some(backtester), Known::Running(done)) = (&self.backtester, &mut self.app.evidence)
            && *done != backtester.done()
        {
            (*done, self.dirty) = (backtester.done(), true);
        }
        Ok(())
    }

    fn save(&mut self, form: Form) -> anyhow::Result<()> {
        let size = self.screen.size().context("the size of the terminal cannot be asked")?;
        self.app.notice = Some(match picture::write(&self.app, size, form, Path::new(".")) {
            Ok(name) => format!("Saved as {name} in the current directory."),
            Err(error) => format!("Not saved: {error}."),
        });
        Ok(())
    }

    fn ask(&self, command: Command) {
        if let Some(session) = &self.session {
            session.send(command);
        }
    }

    fn open(&mut self, opening: &Opening) -> anyhow::Result<()> {
        self.end_game();
        let facts = self.catalogue.facts(opening)?;
        self.keeper.begin();
        self.app.saving = self.keeper.saving().clone();
        self.start(move || Game::new(facts))
    }

    /// Goes on with a game that was kept.
    fn resume(&mut self) -> anyhow::Result<()> {
        self.end_game();
        let kept = self.resumable.as_ref().context("no game has been kept")?;
        let name = kept.keep_in.as_ref().map_or("the playthrough".into(), |file| file.display().to_string());
        let facts =
            kept.record.facts(&kept.scenario, self.catalogue.futures()).with_context(|| name.clone())?;
        let game = kept.record.resume(facts).with_context(|| name)?;
        self.keeper.go_on(&kept.record, kept.keep_in.clone());
        self.app.saving = self.keeper.saving().clone();
        self.start(move || game)
    }

    /// Writes the game down where that is due.
    fn keep(&mut self) {
        if let Some(saving) = self.keeper.write_if_due() {
            (self.app.saving, self.dirty) = (saving, true);
        }
    }

    /// Ends the game, with all that was asked of it done and kept; whether it is kept.
    fn end_game(&mut self) -> Saving {
        self.wanted.clear();
        if let Some(last) = self.session.take().and_then(Session::close) {
            self.keeper.take(&last);
        }
        self.keeper.flush();
        self.app.saving = self.keeper.saving().clone();
        self.app.saving.clone()
    }

    /// Offers the game that was kept last on the start screen.
    fn offer(&mut self) {
        self.resumable = self.shelf.as_ref().and_then(|shelf| Kept::latest(shelf, &self.catalogue));
        let had = self.app.resume.is_some();
        self.app.resume = self.resumable.as_ref().map(Kept::card);
        if had != self.app.resume.is_some() {
            self.app.start.select(0);
        }
    }

    /// Puts a game onto a thread of its own.
    fn start(&mut self, game: impl FnOnce() -> Game + Send + 'static) -> anyhow::Result<()> {
        let sender = self.sender.clone();
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        let publish = move |snapshot: Arc<_>| {
            // The loop has ended when nobody receives.
            let _ = sender.send(Event::Snapshot(snapshot));
        };
        self.session = Some(Session::start(game, threads, publish).context("no thread can be started")?);
        Ok(())
    }
}

fn is_passing(input: &crossterm::event::Event) -> bool {
    use crossterm::event::{Event, MouseEventKind};
    matches!(input, Event::Mouse(mouse) if mouse.kind == MouseEventKind::Moved)
}

/// In debug builds F12 fails on this thread and F11 on another, so that tests see the terminal given back.
#[cfg(debug_assertions)]
fn fail_for_tests(input: &crossterm::event::Event) {
    use crossterm::event::{Event, KeyCode};
    match input {
        Event::Key(key) if key.code == KeyCode::F(12) => panic!("asked to fail"),
        Event::Key(key) if key.code == KeyCode::F(11) => {
            std::thread::spawn(|| panic!("asked to fail elsewhere"));
        }
        _ => {}
    }
}
