//! The news: what happened, the latest first, and why; one piece is selected and can be asked about.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use crate::model::calendar::Month;
use crate::model::event::{Event, EventKind};
use crate::playthrough::Snapshot;
use crate::tui::action::{Action, Panel};
use crate::tui::app::{App, World};
use crate::tui::lines::origin_hue;
use crate::tui::region::Regions;
use crate::tui::theme::Hue;
use crate::tui::widgets::list::first_visible;
use crate::tui::widgets::text;
use crate::tui::wording;

/// Which news are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Filter {
    /// All of them.
    #[default]
    All,
    /// What labs release, and their leaps and stalls.
    Releases,
    /// What governments do.
    Policy,
    /// What markets do.
    Markets,
    /// Changes of the lead, and of the class of world.
    Leads,
}

impl Filter {
    /// All filters, in turn.
    const ALL: [Self; 5] = [Self::All, Self::Releases, Self::Policy, Self::Markets, Self::Leads];

    /// The next one.
    pub fn next(self) -> Self {
        Self::ALL[(self as usize + 1) % Self::ALL.len()]
    }

    /// Name for people.
    pub const fn title(self) -> &'static str {
        ["all", "releases", "policy", "markets", "leads"][self as usize]
    }

    /// Whether an event is shown.
    fn shows(self, event: &Event) -> bool {
        let kind = match event.kind {
            EventKind::Policy { .. } => Self::Policy,
            EventKind::Shock { .. } => Self::Markets,
            EventKind::Overtake { .. } | EventKind::World { .. } => Self::Leads,
            _ => Self::Releases,
        };
        wording::is_news(event) && (self == Self::All || self == kind)
    }
}

/// The events listed, the latest first: their positions in the history.
pub fn listed(world: &World) -> Vec<usize> {
    listed_until(world, world.month_in_view())
}

/// The events that would be listed if this month were looked at.
pub fn listed_until(world: &World, until: Month) -> Vec<usize> {
    let Some(snapshot) = &world.snapshot else { return Vec::new() };
    let events = snapshot.played.events.iter().enumerate().rev();
    let known = |event: &Event| event.month <= until && world.filter.shows(event);
    events.filter(|(_, event)| known(event)).map(|(at, _)| at).collect()
}

/// The selected event.
pub fn selected(world: &World) -> Option<usize> {
    let listed = listed(world);
    listed.get(world.news.min(listed.len().saturating_sub(1))).copied()
}

/// A row of the news: the month where a piece begins, its actor's hue, and the text.
struct Row {
    /// Position in the list.
    piece: usize,
    month: String,
    hue: Hue,
    line: String,
    style: Style,
}

/// Draws as much of the news as fits around the selected piece, and says how much more there is.
pub fn draw(app: &App, world: &World, area: Rect, buf: &mut Buffer, regions: &mut Regions) {
    let Some(snapshot) = &world.snapshot else { return };
    let listed = listed(world);
    if listed.is_empty() {
        let nothing = match world.filter {
            Filter::All => "Nothing has happened yet.".to_owned(),
            filter => app.keys.fill(&format!("No news of {} yet; {{filter}} shows others.", filter.title())),
        };
        text::put(buf, area.x, area.y, &nothing, area.width, app.look.theme.dim());
        return;
    }
    let chosen = world.news.min(listed.len() - 1);
    // Each piece takes a row at least: more than the window's worth on either side is never seen.
    let window = usize::from(area.height);
    let seen = chosen.saturating_sub(window)..(chosen + window + 1).min(listed.len());
    let piece = |at: usize| item(app, snapshot, at, &snapshot.played.events[listed[at]], area.width);
    let rows: Vec<Row> = seen.clone().flat_map(piece).collect();
    let of = |row: &Row| row.piece == chosen;
    let lit = rows.iter().position(of).unwrap_or(0)..rows.iter().rposition(of).map_or(1, |last| last + 1);
    let cut = seen.end < listed.len() || rows.len() > window;
    let list = Rect { height: area.height.saturating_sub(u16::from(cut)), ..area };
    let first = first_visible(lit, rows.len(), usize::from(list.height));
    let shown = &rows[first..(first + usize::from(list.height)).min(rows.len())];
    for (y, row) in (list.y..).zip(shown) {
        let place = Rect { y, height: 1, ..list };
        let focused = world.panel == Panel::News && row.piece == chosen;
        draw_row(app, row, focused, place, buf);
        regions.click(place, Action::PickNews(row.piece));
    }
    let whole = |piece: usize| {
        rows.iter().rposition(|row| row.piece == piece).is_some_and(|last| last < first + shown.len())
    };
    let unread = (chosen..listed.len()).filter(|piece| !whole(*piece)).count();
    let more = text::more(if cut { unread } else { 0 }, app.look.ascii());
    text::put_right(buf, area.right(), list.bottom(), &more, app.look.theme.dim());
}

fn draw_row(app: &App, row: &Row, selected: bool, area: Rect, buf: &mut Buffer) {
    let theme = &app.look.theme;
    let ascii = app.look.ascii();
    text::put(buf, area.x, area.y, &row.month, 6, theme.dim());
    let begins = selected && !row.month.is_empty();
    if begins {
        text::put(buf, area.x + 6, area.y, if ascii { ">" } else { "▸" }, 1, theme.accent());
    }
    text::put(buf, area.x + 7, area.y, if ascii { "|" } else { "▎" }, 1, theme.hue(row.hue));
    let style = if begins { row.style.add_modifier(Modifier::BOLD) } else { row.style };
    text::put(buf, area.x + 8, area.y, &row.line, area.width.saturating_sub(8), style);
}

/// The rows of one piece of news.
fn item(app: &App, snapshot: &Snapshot, piece: usize, event: &Event, width: u16) -> Vec<Row> {
    let theme = &app.look.theme;
    let hue = wording::actor(event, &snapshot.facts).map_or(Hue::Grey, origin_hue);
    let room = width.saturating_sub(8);
    let headline = wording::headline(event, &snapshot.facts, &snapshot.played);
    let reason = wording::reason(event, &snapshot.facts, &snapshot.played);
    let head = text::wrap(&headline, room).into_iter().map(|line| (line, theme.text()));
    let reasons = text::wrap(&reason, room).into_iter().filter(|line| !line.is_empty());
    let lines = head.chain(reasons.take(3).map(|line| (line, theme.dim())));
    let month = |i: usize| if i == 0 { event.month.short_label() } else { String::new() };
    lines.enumerate().map(|(i, (line, style))| Row { piece, month: month(i), hue, line, style }).collect()
}
