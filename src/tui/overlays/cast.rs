//! Whose part is played: the observer, a government or a lab, each with its goal.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::tui::action::Action;
use crate::tui::app::{App, Card, Overlay};
use crate::tui::layout::centred;
use crate::tui::panels::footer;
use crate::tui::region::Regions;
use crate::tui::update::{Effect, Opening};
use crate::tui::widgets::text;

/// What can be asked for here beside going up and down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// Dilemmas or none.
    Dilemmas,
    /// Select a part.
    Pick(usize),
}

/// A part as the sheet shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// Name in files; none for the observer.
    pub id: Option<String>,
    /// Name for people.
    pub title: String,
    /// What it wants.
    pub goal: String,
    /// What it can do and spend, in words.
    pub means: String,
}

impl Part {
    /// Who may move everything and wants nothing.
    pub fn observer() -> Self {
        Self {
            id: None,
            title: "Observer".to_owned(),
            goal: "No goal: move whatever you like and watch what follows.".to_owned(),
            means: "All levers, no limit.".to_owned(),
        }
    }
}

/// What is selected.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct State {
    /// The part.
    pub selected: usize,
    /// Whether dilemmas come up; none takes what is usual: for all but the observer.
    pub dilemmas: Option<bool>,
}

impl State {
    fn has_dilemmas(&self) -> bool {
        self.dilemmas.unwrap_or(self.selected > 0)
    }

    /// What begins if the player says so.
    fn opening(&self, card: &Card) -> Opening {
        let role = card.parts.get(self.selected).and_then(|part| part.id.clone());
        Opening { scenario: card.name.clone(), role, dilemmas: self.has_dilemmas() }
    }
}

/// Carries an action out.
pub fn update(app: &mut App, mut state: State, action: Action) -> Vec<Effect> {
    let Some(card) = app.selected_card() else { return Vec::new() };
    let last = card.parts.len().saturating_sub(1);
    match action {
        Action::Up => state.selected = state.selected.saturating_sub(1),
        Action::Down => state.selected = (state.selected + 1).min(last),
        Action::PageUp => state.selected = 0,
        Action::PageDown => state.selected = last,
        Action::Cast(Act::Dilemmas) => state.dilemmas = Some(!state.has_dilemmas()),
        Action::Cast(Act::Pick(part)) if part <= last && part != state.selected => state.selected = part,
        Action::Open | Action::Cast(Act::Pick(_)) => {
            let opening = state.opening(card);
            app.overlay = None;
            return app.open(opening);
        }
        Action::Back => {
            app.overlay = None;
            return Vec::new();
        }
        Action::Quit => {
            app.overlay = None;
            return vec![Effect::Quit];
        }
        _ => {}
    }
    app.overlay = Some(Overlay::Cast(state));
    Vec::new()
}

/// Draws the sheet.
pub fn draw(app: &App, state: &State, area: Rect, buf: &mut Buffer, regions: &mut Regions) {
    let Some(card) = app.selected_card() else { return };
    let theme = &app.look.theme;
    let width = area.width.min(84);
    let part = card.parts.get(state.selected);
    let room = width.saturating_sub(4);
    let told: Vec<String> = part
        .into_iter()
        .flat_map(|part| [text::wrap(&part.goal, room), text::wrap(&part.means, room)].concat())
        .collect();
    let height = (card.parts.len() + told.len() + 8) as u16;
    let sheet = centred(area, width, height.min(area.height));
    let inner = super::help::sheet(app, sheet, &format!("{}: play as", card.title), buf, regions);
    let mut y = inner.y;
    for (i, part) in card.parts.iter().enumerate() {
        let place = Rect { y, height: 1, ..inner };
        regions.click(place, Action::Cast(Act::Pick(i)));
        let chosen = i == state.selected;
        let style = if chosen { theme.selected() } else { theme.bar() };
        if chosen {
            buf.set_style(place, style);
            text::put(buf, place.x, y, if app.look.ascii() { ">" } else { "▸" }, 1, style);
        }
        text::put(buf, place.x + 2, y, &part.title, inner.width - 2, style);
        y += 1;
    }
    y += 1;
    for line in told {
        if y < inner.bottom().saturating_sub(2) {
            text::put(buf, inner.x, y, &line, inner.width, theme.bar());
        }
        y += 1;
    }
    let marked = if state.has_dilemmas() { "[x]" } else { "[ ]" };
    let y = inner.bottom().saturating_sub(2);
    let line = format!("{marked} dilemmas come up and ask for an answer");
    footer::hint(app, inner.x, y, &line, Action::Cast(Act::Dilemmas), buf, regions);
    let y = inner.bottom().saturating_sub(1);
    footer::hint(app, inner.x, y, "begin", Action::Open, buf, regions);
}
