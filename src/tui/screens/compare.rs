//! The Compare screen: two lines of play, or a line and the scenario with nothing moved, side by side.

mod chart;
mod panels;
mod table;

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};

use crate::model::calendar::Month;
use crate::playthrough::{Comparison, Finding, HEADLINES, Headline, Inquiry, LineId, Other, Snapshot};
use crate::tui::action::Action;
use crate::tui::app::{App, World};
use crate::tui::region::Regions;
use crate::tui::update::Effect;
use crate::tui::widgets::rule::Rule;
use crate::tui::widgets::tabs::Tabs;
use crate::tui::widgets::text;

/// What can be asked for here beside the actions of every screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// The next part of the screen.
    NextFocus,
    /// The part before.
    PreviousFocus,
    /// Put a part into focus.
    Focus(Focus),
    /// The sides change places.
    Swap,
    /// The next or the previous choice for a side: 0 or 1.
    Turn(usize, bool),
    /// Look at a headline.
    Pick(Headline),
    /// Look at what makes the difference up so many months later.
    Later(i8),
    /// Look at what makes the difference up in the last month.
    AtEnd,
    /// Look at the month of a place in the chart, in hundredths of its width.
    At(u8),
}

/// The parts of the screen that keys work on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Focus {
    /// The first side.
    A,
    /// The second side.
    B,
    /// The table of headlines.
    #[default]
    Measures,
    /// What makes the difference up.
    Parts,
    /// The moves in which the sides differ.
    Moves,
}

impl Focus {
    const ALL: [Self; 5] = [Self::A, Self::B, Self::Measures, Self::Parts, Self::Moves];
    /// The panels below the chart.
    const PANELS: [Self; 3] = [Self::Measures, Self::Parts, Self::Moves];

    const fn title(self) -> &'static str {
        ["A", "B", "Measures at the end", "What makes it up", "Moves"][self as usize]
    }
}

/// What is looked at.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    /// The line on the first side; none for the one in play.
    line: Option<LineId>,
    /// The second side; none for nothing moved.
    other: Option<LineId>,
    /// The part that keys work on.
    focus: Focus,
    /// The panel below the chart where there is room for one only.
    panel: Focus,
    headline: Headline,
    /// Whose parts are shown; none for the last month.
    month: Option<Month>,
    /// How many moves are scrolled away.
    scroll: usize,
}

impl Default for State {
    fn default() -> Self {
        Self {
            line: None,
            other: None,
            focus: Focus::Measures,
            panel: Focus::Measures,
            headline: Headline::ChinaShare,
            month: None,
            scroll: 0,
        }
    }
}

impl State {
    /// The two sides, as far as their lines are still there.
    pub fn sides(&self, snapshot: &Snapshot) -> (LineId, Other) {
        let there = |id: &LineId| snapshot.lines.get(*id).is_some();
        let line = self.line.filter(there).unwrap_or(snapshot.lines.current().id);
        (line, self.other.filter(there).map_or(Other::Baseline, Other::Line))
    }

    /// Puts the line in play beside another one.
    pub fn against(&mut self, other: Option<LineId>) {
        (self.line, self.other) = (None, other);
    }

    /// The part that keys work on.
    pub const fn focus(&self) -> Focus {
        self.focus
    }

    fn inquiry(&self, snapshot: &Snapshot) -> Inquiry {
        let (line, other) = self.sides(snapshot);
        Inquiry::Compare(line, other)
    }

    fn focus_on(&mut self, focus: Focus) {
        self.focus = focus;
        if Focus::PANELS.contains(&focus) {
            self.panel = focus;
        }
    }

    fn step_focus(&mut self, by: usize) {
        self.focus_on(Focus::ALL[(self.focus as usize + by) % Focus::ALL.len()]);
    }

    fn step_headline(&mut self, forward: bool) {
        let last = HEADLINES - 1;
        let at = self.headline.index();
        self.headline = Headline::ALL[if forward { (at + 1).min(last) } else { at.saturating_sub(1) }];
    }

    fn turn(&mut self, side: usize, forward: bool, snapshot: &Snapshot) {
        let ids: Vec<LineId> = snapshot.lines.all().iter().map(|line| line.id).collect();
        let (line, other) = self.sides(snapshot);
        (self.month, self.scroll) = (None, 0);
        if side == 0 {
            let at = ids.iter().position(|id| *id == line).unwrap_or(0);
            self.line = ids.get(beside(at, ids.len(), forward)).copied();
        } else {
            // Nothing moved comes before all lines.
            let at = match other {
                Other::Baseline => 0,
                Other::Line(id) => ids.iter().position(|it| *it == id).map_or(0, |at| at + 1),
            };
            self.other =
                beside(at, ids.len() + 1, forward).checked_sub(1).and_then(|at| ids.get(at)).copied();
        }
    }

    /// Both lines change places; nothing moved can only be on the second side.
    fn swap(&mut self, snapshot: &Snapshot) {
        if let (line, Other::Line(other)) = self.sides(snapshot) {
            (self.line, self.other) = (Some(other), Some(line));
        }
    }

    fn look_at(&mut self, step: usize, comparison: &Comparison, end: Month) {
        let month = comparison.contrast.from + u16::try_from(step).unwrap_or(u16::MAX);
        self.month = (month < end).then_some(month);
    }

    fn later(&mut self, by: i8, comparison: &Comparison, end: Month) {
        let from = comparison.contrast.from;
        let at = i32::from(self.month.unwrap_or(end).0) + i32::from(by);
        let last = end - from;
        self.look_at(usize::try_from((at - i32::from(from.0)).clamp(0, last)).unwrap_or(0), comparison, end);
    }
}

/// The place beside another in a ring.
fn beside(at: usize, of: usize, forward: bool) -> usize {
    (at + if forward { 1 } else { of - 1 }) % of
}

/// What the screen shows that takes simulations to find.
pub fn wants(world: &World) -> Vec<Inquiry> {
    world.snapshot.iter().map(|snapshot| world.compare.inquiry(snapshot)).collect()
}

/// The comparison of the two sides, once it is found.
fn found<'a>(world: &World, snapshot: &'a Snapshot) -> Option<&'a Comparison> {
    match snapshot.findings.get(&world.compare.inquiry(snapshot)).map(|finding| &**finding) {
        Some(Finding::Comparison(comparison)) => Some(comparison),
        _ => None,
    }
}

/// Carries an action out.
pub fn update(world: &mut World, action: Action) -> Vec<Effect> {
    let Some(snapshot) = world.snapshot.clone() else { return Vec::new() };
    let end = snapshot.facts.setup.end;
    let comparison = found(world, &snapshot);
    let state = &mut world.compare;
    match action {
        Action::Up | Action::Down => row(state, action == Action::Down, &snapshot),
        Action::PageUp => state.scroll = state.scroll.saturating_sub(5),
        Action::PageDown => state.scroll += 5,
        Action::Compare(Act::NextFocus) => state.step_focus(1),
        Action::Compare(Act::PreviousFocus) => state.step_focus(Focus::ALL.len() - 1),
        Action::Compare(Act::Focus(focus)) => state.focus_on(focus),
        Action::Compare(Act::Swap) => state.swap(&snapshot),
        Action::Compare(Act::Turn(side, forward)) => {
            state.focus_on(if side == 0 { Focus::A } else { Focus::B });
            state.turn(side, forward, &snapshot);
        }
        Action::Compare(Act::Pick(headline)) => {
            state.focus_on(Focus::Measures);
            state.headline = headline;
        }
        Action::Compare(Act::Later(by)) => match (state.focus, comparison) {
            (Focus::A, _) => state.turn(0, by > 0, &snapshot),
            (Focus::B, _) => state.turn(1, by > 0, &snapshot),
            (_, Some(comparison)) => state.later(by, comparison, end),
            (_, None) => {}
        },
        Action::Compare(Act::AtEnd) => state.month = None,
        Action::Compare(Act::At(place)) => {
            if let Some(comparison) = comparison {
                let months = f64::from(end - comparison.contrast.from);
                let step = (f64::from(place) / 100.0 * months).round() as usize;
                state.look_at(step, comparison, end);
            }
        }
        _ => {}
    }
    Vec::new()
}

fn row(state: &mut State, down: bool, snapshot: &Snapshot) {
    match state.focus {
        Focus::A => state.turn(0, down, snapshot),
        Focus::B => state.turn(1, down, snapshot),
        Focus::Moves if down => state.scroll += 1,
        Focus::Moves => state.scroll = state.scroll.saturating_sub(1),
        Focus::Measures | Focus::Parts => state.step_headline(down),
    }
}

/// Draws the body of the screen.
pub fn draw(app: &App, world: &World, area: Rect, buf: &mut Buffer, regions: &mut Regions) {
    let theme = &app.look.theme;
    let area = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
    let Some(snapshot) = &world.snapshot else {
        text::put(buf, area.x, area.y + 1, "History is being run ...", area.width, theme.dim());
        return;
    };
    let found = found(world, snapshot);
    let view = View { app, world, snapshot, found };
    // Where rows are short the one on what can be done is left out.
    let rows = [Constraint::Length(if area.height < 18 { 2 } else { 3 }), Constraint::Fill(1)];
    let [sides, rest] = Layout::vertical(rows).areas(area);
    panels::sides(&view, sides, buf, regions);
    if rest.width >= 106 && rest.height >= 24 {
        wide(&view, rest, buf, regions);
    } else {
        compact(&view, rest, buf, regions);
    }
}

/// All that the parts of the screen are drawn from.
struct View<'a> {
    app: &'a App,
    world: &'a World,
    snapshot: &'a Snapshot,
    found: Option<&'a Comparison>,
}

impl View<'_> {
    fn state(&self) -> &State {
        &self.world.compare
    }

    /// A rule over a part; returns the room below it.
    fn titled(&self, focus: Focus, note: &str, area: Rect, buf: &mut Buffer, regions: &mut Regions) -> Rect {
        let theme = &self.app.look.theme;
        regions.click(area, Action::Compare(Act::Focus(focus)));
        let lit = self.state().focus == focus;
        Rule {
            title: focus.title(),
            subtitle: note,
            title_style: if lit { theme.focus() } else { theme.strong() },
            subtitle_style: theme.dim(),
            line_style: theme.faint(),
            ascii: self.app.look.ascii(),
        }
        .draw(area, buf);
        Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area }
    }

    /// In which month the parts are shown, in words.
    fn month_note(&self) -> String {
        match self.state().month {
            Some(month) => format!("in {}; 0: at the end", month.label()),
            None => format!("in {}", self.snapshot.facts.setup.end.label()),
        }
    }

    fn panel(&self, focus: Focus, area: Rect, buf: &mut Buffer, regions: &mut Regions) {
        match focus {
            Focus::Parts => table::parts(self, area, buf),
            Focus::Moves => panels::moves(self, area, buf, regions),
            _ => table::measures(self, area, buf, regions),
        }
    }
}

fn wide(view: &View<'_>, area: Rect, buf: &mut Buffer, regions: &mut Regions) {
    let right = (area.width * 2 / 5).min(64);
    let columns = [Constraint::Fill(1), Constraint::Length(2), Constraint::Length(right)];
    let [left, _, right] = Layout::horizontal(columns).areas(area);
    let table = (HEADLINES as u16 + 2).min(left.height / 2 + 2);
    let rows = [Constraint::Fill(1), Constraint::Length(1), Constraint::Length(table)];
    let [top, _, measures] = Layout::vertical(rows).areas(left);
    chart::draw(view, top, buf, regions);
    let moves = (panels::count_of_moves(view) as u16 + 2).clamp(4, right.height / 3);
    let rows = [Constraint::Fill(1), Constraint::Length(1), Constraint::Length(moves)];
    let [parts, _, moves] = Layout::vertical(rows).areas(right);
    let note = view.month_note();
    for (focus, note, place) in [
        (Focus::Measures, "means; in per cent and points, months, hundredths", measures),
        (Focus::Parts, &*note, parts),
        (Focus::Moves, "", moves),
    ] {
        let inner = view.titled(focus, note, place, buf, regions);
        view.panel(focus, inner, buf, regions);
    }
}

fn compact(view: &View<'_>, area: Rect, buf: &mut Buffer, regions: &mut Regions) {
    let below = (area.height * 2 / 5).clamp(5, 18);
    let rows = [Constraint::Fill(1), Constraint::Length(1), Constraint::Length(below)];
    let [top, tabs, panel] = Layout::vertical(rows).areas(area);
    chart::draw(view, top, buf, regions);
    tabs_row(view, tabs, buf, regions);
    view.panel(view.state().panel, panel, buf, regions);
}

/// The names of the panels in one rule, the one that is shown lit.
fn tabs_row(view: &View<'_>, area: Rect, buf: &mut Buffer, regions: &mut Regions) {
    let theme = &view.app.look.theme;
    let state = view.state();
    let names = Focus::PANELS.map(|panel| (panel.title().to_owned(), panel == state.panel));
    let tabs = Tabs {
        names: &names,
        lit: if state.focus == state.panel { theme.badge() } else { theme.focus() },
        plain: theme.strong(),
        line: theme.faint(),
        ascii: view.app.look.ascii(),
    };
    for (panel, place) in Focus::PANELS.into_iter().zip(tabs.draw(area, buf)) {
        regions.click(place, Action::Compare(Act::Focus(panel)));
    }
}
