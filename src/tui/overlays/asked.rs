//! What waits for an answer: a dilemma, or a release of the player's lab; and afterwards what the answer does.

mod dilemma;
mod release;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::model::directive::{Act as Word, price_shade};
use crate::playthrough::{Cause, Command, Entry, Inquiry, Question, Snapshot};
use crate::tui::action::Action;
use crate::tui::app::{App, Overlay, World};
use crate::tui::region::Regions;
use crate::tui::update::Effect;

/// What can be asked for here beside going up and down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// Give the selected answer; or close, once it has been told what it does.
    Answer,
    /// Select an answer.
    Pick(usize),
    /// The lab's closed model costs less.
    Cheaper,
    /// The lab's closed model costs more.
    Dearer,
    /// Never ask about releases again.
    LeaveAll,
}

/// What is selected, and whether it has been answered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct State {
    /// The answer.
    pub selected: usize,
    /// Rows scrolled away.
    pub scroll: u16,
    /// The place in the journal of the answer to a dilemma that was given, and which it was.
    pub answered: Option<(usize, usize)>,
    /// Whether time was running when the question came.
    pub was_playing: bool,
}

impl State {
    /// The question as it comes.
    pub fn new(was_playing: bool) -> Self {
        Self { was_playing, ..Self::default() }
    }

    /// What takes simulations to find.
    pub fn wants(&self) -> Vec<Inquiry> {
        self.answered.map(|(entry, _)| Inquiry::Without(Cause::Moves(entry))).into_iter().collect()
    }
}

/// How many answers there are.
fn answers(question: &Question) -> usize {
    match question {
        Question::Dilemma(dilemma) => dilemma.options.len(),
        Question::Release(_) => release::ANSWERS.len(),
    }
}

/// Why something can do nothing here: only a lab's release has a price and can be left to the lab for ever.
pub fn hindrance(world: &World, act: Act) -> Option<&'static str> {
    let question = world.snapshot.as_ref().and_then(|snapshot| snapshot.question.as_deref());
    let is_release = matches!(question, Some(Question::Release(_)));
    match act {
        Act::Cheaper | Act::Dearer if !is_release => Some("no price is asked about"),
        Act::LeaveAll if !is_release => Some("no release is asked about"),
        _ => None,
    }
}

/// Carries an action out.
pub fn update(app: &mut App, mut state: State, action: Action) -> Vec<Effect> {
    let Some(world) = app.world_mut() else { return Vec::new() };
    let question = world.snapshot.as_ref().and_then(|snapshot| snapshot.question.clone());
    if state.answered.is_some() {
        return after(app, state, action);
    }
    let Some(question) = question else {
        app.overlay = None;
        return Vec::new();
    };
    let last = answers(&question) - 1;
    match action {
        Action::Up => state.selected = state.selected.saturating_sub(1),
        Action::Down => state.selected = (state.selected + 1).min(last),
        Action::PageUp => state.scroll = state.scroll.saturating_sub(5),
        Action::PageDown => state.scroll = state.scroll.saturating_add(5),
        Action::Asked(Act::Pick(i)) if i <= last && i != state.selected => state.selected = i,
        Action::Asked(Act::Answer | Act::Pick(_)) => return answer(app, state, &question),
        Action::Asked(Act::Cheaper) => return shade(world, -0.1),
        Action::Asked(Act::Dearer) => return shade(world, 0.1),
        Action::Asked(Act::LeaveAll) if matches!(*question, Question::Release(_)) => {
            app.overlay = None;
            return vec![Effect::Game(Command::DelegateAll(true))];
        }
        Action::Back => {
            app.overlay = None;
            return Vec::new();
        }
        _ => {}
    }
    app.overlay = Some(Overlay::Asked(state));
    Vec::new()
}

/// Once it has been answered: read what it does, and go on.
fn after(app: &mut App, mut state: State, action: Action) -> Vec<Effect> {
    match action {
        Action::PageUp | Action::Up => state.scroll = state.scroll.saturating_sub(1),
        Action::PageDown | Action::Down => state.scroll = state.scroll.saturating_add(1),
        Action::Asked(Act::Answer) | Action::Back | Action::PlayPause => {
            app.overlay = None;
            go_on(app, &state);
            return Vec::new();
        }
        _ => {}
    }
    app.overlay = Some(Overlay::Asked(state));
    Vec::new()
}

fn go_on(app: &mut App, state: &State) {
    if let Some(world) = app.world_mut() {
        world.playing = state.was_playing && !world.at_end();
    }
}

fn answer(app: &mut App, mut state: State, question: &Question) -> Vec<Effect> {
    match question {
        Question::Dilemma(_) => {
            let journal = app.world().and_then(|world| world.snapshot.as_ref()).map(|s| &s.journal);
            let entry = journal.map_or(0, |journal| journal.done().len());
            let option = state.selected;
            state.answered = Some((entry, option));
            app.overlay = Some(Overlay::Asked(state));
            vec![Effect::Game(Command::Choose(option))]
        }
        Question::Release(_) => {
            app.overlay = None;
            go_on(app, &state);
            vec![Effect::Game(match release::ANSWERS[state.selected] {
                release::Answer::Release(mode) => Command::Direct(Word::Release(mode)),
                release::Answer::Hold => Command::Direct(Word::Hold),
                release::Answer::Leave => Command::Delegate,
            })]
        }
    }
}

/// Shades the price of the player's lab further.
fn shade(world: &World, by: f64) -> Vec<Effect> {
    let Some((snapshot, shade)) = world.snapshot.as_ref().and_then(|s| Some((s, shade_of(s)?))) else {
        return Vec::new();
    };
    if !matches!(snapshot.question.as_deref(), Some(Question::Release(_))) {
        return Vec::new();
    }
    let to = ((shade + by) * 10.0).round() / 10.0;
    vec![Effect::Game(Command::Direct(Word::Price(to.clamp(-0.5, 0.5))))]
}

/// By how much the player's lab shades its price now (log points); none where there is no lab.
pub fn shade_of(snapshot: &Snapshot) -> Option<f64> {
    let lab = snapshot.facts.lab()?;
    let told: Vec<_> = snapshot
        .journal
        .done()
        .iter()
        .filter_map(|entry| match entry {
            Entry::Direct(directive) => Some(*directive),
            _ => None,
        })
        .collect();
    Some(price_shade(&told, snapshot.now, lab))
}

/// Draws the sheet.
pub fn draw(app: &App, state: &State, area: Rect, buf: &mut Buffer, regions: &mut Regions) {
    let Some(snapshot) = app.world().and_then(|world| world.snapshot.as_ref()) else { return };
    if let Some((entry, option)) = state.answered {
        dilemma::draw_told(app, snapshot, entry, option, state.scroll, area, buf, regions);
        return;
    }
    match snapshot.question.as_deref() {
        Some(Question::Dilemma(dilemma)) => {
            dilemma::draw(app, snapshot, dilemma, state, area, buf, regions);
        }
        Some(Question::Release(decision)) => {
            release::draw(app, snapshot, decision, state, area, buf, regions);
        }
        None => {}
    }
}
