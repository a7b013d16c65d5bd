//! The Evidence screen: the model against published figures, and the parameters it rests on.

mod chart;
mod figures;
mod parameters;
mod scores;
mod series;

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};

use crate::tui::action::Action;
use crate::tui::app::{App, World};
use crate::tui::backtester::{Known, RUNS, observed};
use crate::tui::region::Regions;
use crate::tui::screens::policy::rows;
use crate::tui::screens::tabs;
use crate::tui::update::Effect;
use crate::tui::widgets::text;

/// What can be asked for here beside the actions of every screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// The other page.
    NextView,
    /// A certain page.
    View(View),
    /// The published figure before.
    Earlier,
    /// The published figure after.
    Later,
    /// Select a series by its place in the list.
    Series(usize),
    /// Select a published figure of the series.
    Figure(usize),
    /// Scroll what is told of a series.
    Scroll(i16),
    /// Type what parameters are to be about.
    Filter,
    /// Keep what the filter leaves.
    Keep,
    /// The strongest parameters first, or in the order of the table again.
    Order,
    /// Select a parameter by its place in the table of all.
    Parameter(usize),
}

/// The pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum View {
    /// The model against published figures.
    #[default]
    Series,
    /// The structural parameters.
    Parameters,
}

impl View {
    /// All pages, in order.
    pub const ALL: [Self; 2] = [Self::Series, Self::Parameters];

    /// Name for people.
    pub const fn title(self) -> &'static str {
        ["Against published figures", "Parameters"][self as usize]
    }
}

/// What is looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct State {
    /// The page shown.
    pub view: View,
    /// The selected series, by its place in the list.
    pub series: usize,
    /// The selected figure of the series, in order of time.
    pub figure: usize,
    /// How many rows on the series are scrolled away.
    pub scroll: u16,
    /// The selected parameter, by its place in the table of all.
    pub parameter: usize,
    /// What parameters are to be about.
    pub filter: String,
    /// Whether that is being typed.
    pub typing: bool,
    /// Whether the strongest parameters come first.
    pub strongest: bool,
}

impl State {
    /// Whether esc leads one step back inside the screen.
    pub fn is_inside(&self) -> bool {
        self.typing || !self.filter.is_empty()
    }

    fn pick_series(&mut self, place: usize) {
        (self.series, self.figure, self.scroll) = (place, 0, 0);
    }
}

/// Carries an action out.
pub fn update(world: &mut World, action: Action) -> Vec<Effect> {
    let state = &mut world.evidence;
    let steps = match action {
        Action::Up => -1,
        Action::Down => 1,
        Action::PageUp => -10,
        Action::PageDown => 10,
        _ => 0,
    };
    match action {
        Action::Evidence(Act::NextView) => {
            turn(state, View::ALL[(state.view as usize + 1) % View::ALL.len()])
        }
        Action::Evidence(Act::View(view)) => turn(state, view),
        Action::Evidence(Act::Filter) => {
            turn(state, View::Parameters);
            state.typing = true;
        }
        Action::Evidence(Act::Keep) => state.typing = false,
        Action::Evidence(Act::Order) if state.view == View::Parameters => parameters::reorder(state),
        Action::Evidence(Act::Parameter(place)) => state.parameter = place,
        Action::Type(c) if state.filter.len() < 40 => state.filter.push(c),
        Action::Erase => drop(state.filter.pop()),
        Action::Back => (state.filter, state.typing) = (String::new(), false),
        _ if state.view == View::Parameters => parameters::select(state, steps),
        _ => in_series(state, action, steps),
    }
    Vec::new()
}

fn turn(state: &mut State, view: View) {
    (state.view, state.scroll, state.typing) = (view, 0, false);
}

fn in_series(state: &mut State, action: Action, steps: isize) {
    let Ok(rows) = observed() else { return };
    let list = series::listed(rows);
    let Some(last) = list.len().checked_sub(1) else { return };
    let figures = series::figures(rows, list[state.series.min(last)]).len();
    match action {
        Action::PageUp | Action::PageDown => {
            state.scroll = state.scroll.saturating_add_signed(steps.signum() as i16 * 5).min(100);
        }
        Action::Evidence(Act::Scroll(by)) => state.scroll = state.scroll.saturating_add_signed(by).min(100),
        Action::Up | Action::Down => {
            let place = state.series.saturating_add_signed(steps).min(last);
            if place != state.series {
                state.pick_series(place);
            }
        }
        Action::Evidence(Act::Series(place)) => state.pick_series(place.min(last)),
        Action::Evidence(Act::Earlier) => state.figure = state.figure.saturating_sub(1),
        Action::Evidence(Act::Later) => state.figure = (state.figure + 1).min(figures.saturating_sub(1)),
        Action::Evidence(Act::Figure(place)) => state.figure = place.min(figures.saturating_sub(1)),
        _ => {}
    }
}

/// Draws the body of the screen.
pub fn draw(app: &App, world: &World, area: Rect, buf: &mut Buffer, regions: &mut Regions) {
    let theme = &app.look.theme;
    let area = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
    draw_tabs(app, world, area, buf, regions);
    let area = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
    if world.evidence.view == View::Parameters {
        return parameters::draw(app, world, area, buf, regions);
    }
    let rows = match observed() {
        Ok(rows) => rows,
        Err(error) => {
            let lines = rows::paragraph(error, theme.text(), area.width);
            rows::draw(&lines, 0, area, buf);
            return;
        }
    };
    let top = match &app.evidence {
        Known::Found(found) => scores::summary(app, found, area.width),
        Known::Failed(why) => rows::paragraph(&format!("No back-test: {why}."), theme.text(), area.width),
        Known::Running(done) => {
            let told =
                format!("Simulating {done} of {RUNS} runs of the past, to set them beside these figures ...");
            rows::paragraph(&told, theme.text(), area.width)
        }
        Known::Nothing => rows::paragraph("Nothing has been simulated yet.", theme.dim(), area.width),
    };
    // The rows of the summary are kept free while it is being found, so that nothing jumps.
    let height = (top.len() as u16).max(2).min(area.height / 3);
    let [head, _, body] =
        Layout::vertical([Constraint::Length(height), Constraint::Length(1), Constraint::Fill(1)])
            .areas(area);
    rows::draw(&top, 0, head, buf);
    series::draw(app, world, rows, body, buf, regions);
}

/// The names of the pages in one rule, the one shown lit.
fn draw_tabs(app: &App, world: &World, area: Rect, buf: &mut Buffer, regions: &mut Regions) {
    let theme = &app.look.theme;
    let names = View::ALL.map(|view| (view.title().to_owned(), world.evidence.view == view));
    for (view, place) in View::ALL.into_iter().zip(tabs(app, &names, area, buf)) {
        regions.click(place, Action::Evidence(Act::View(view)));
    }
    let what = "what the numbers can be trusted for";
    if area.width >= 100 {
        text::put_right(buf, area.right(), area.y, &format!(" {what}"), theme.dim());
    }
}
