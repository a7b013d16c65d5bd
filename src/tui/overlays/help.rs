//! What is seen here and all keys, each with its sentence; a field leaves only what holds the words typed.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::palette::rank;
use crate::tui::action::look::LookAct;
use crate::tui::action::{Action, Place, Spec, actions};
use crate::tui::app::App;
use crate::tui::explain;
use crate::tui::layout::centred;
use crate::tui::region::Regions;
use crate::tui::widgets::cover::cover;
use crate::tui::widgets::rule::Rule;
use crate::tui::widgets::text;

/// What is typed into the field, and how far it is scrolled.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct State {
    /// Rows scrolled away.
    pub scroll: u16,
    /// The words typed.
    pub filter: String,
    /// Whether keys write into the field.
    pub typing: bool,
}

/// Room for the keys and a blank after them, as they are written here.
fn keys_width(app: &App) -> u16 {
    actions().map(|spec| text::width(&plain(app, &app.keys.shown(spec)))).max().unwrap_or(0) + 2
}

/// Draws the list of keys.
pub fn draw(app: &App, state: &State, area: Rect, buf: &mut Buffer, regions: &mut Regions) {
    let width = area.width.min(84);
    let keys = keys_width(app);
    let rows = rows(app, &state.filter, width.saturating_sub(6), keys);
    let looking = state.typing || !state.filter.is_empty();
    let height = if looking { area.height } else { (rows.len() as u16 + 5).min(area.height) };
    let inner = sheet(app, centred(area, width, height), "Help", buf, regions);
    let line = Rect { height: 1, ..inner };
    field(app, &state.filter, state.typing, line, buf);
    regions.click(line, Action::Look(LookAct::Search));
    let list = Rect { y: inner.y + 1, height: inner.height.saturating_sub(1), ..inner };
    let scroll = state.scroll.min((rows.len() as u16).saturating_sub(list.height));
    for (y, row) in (list.y..list.bottom()).zip(rows.iter().skip(usize::from(scroll))) {
        text::put(buf, list.x, y, &row.keys, keys, app.look.theme.key());
        text::put(buf, list.x + row.indent, y, &row.line, list.width.saturating_sub(row.indent), row.style);
    }
    more(app, list, scroll, rows.len() as u16, buf);
    regions.wheel(list, Action::Up, Action::Down);
}

/// A row of the help or of an explanation.
pub struct Row {
    /// A key at the left.
    pub keys: String,
    /// How far the text is set in.
    pub indent: u16,
    /// The text.
    pub line: String,
    /// Its style.
    pub style: Style,
}

impl Row {
    /// A text over as many rows as it takes.
    pub fn wrapped(line: &str, indent: u16, room: u16, style: Style) -> impl Iterator<Item = Self> + use<> {
        let lines = text::wrap(line, room.saturating_sub(indent));
        lines.into_iter().map(move |line| Self { keys: String::new(), indent, line, style })
    }
}

fn rows(app: &App, filter: &str, room: u16, keys: u16) -> Vec<Row> {
    let words: Vec<String> = filter.split_whitespace().map(str::to_lowercase).collect();
    let theme = &app.look.theme;
    let mut rows = Vec::new();
    let title = |line: &str, rows: &mut Vec<Row>| {
        if !rows.is_empty() {
            rows.extend(Row::wrapped(" ", 0, room, theme.bar()));
        }
        rows.extend(Row::wrapped(line, 0, room, theme.bar().add_modifier(ratatui::style::Modifier::BOLD)));
    };
    let seen: Vec<Row> = explain::seen(app)
        .into_iter()
        .take(if words.is_empty() { 2 } else { usize::MAX })
        .filter(|part| rank(&format!("{} {}", part.title, part.seen), &words).is_some())
        .flat_map(|part| Row::wrapped(&format!("{}: {}", part.title, part.seen), 0, room, theme.bar()))
        .collect();
    if !seen.is_empty() {
        title("What you see", &mut rows);
        rows.extend(seen);
    }
    let mut last: Option<&Spec> = None;
    let mut place = None;
    let places: Vec<_> =
        app.tour.iter().map(|_| Place::Tour).chain([Place::Help]).chain(app.screen_places()).collect();
    for spec in app.keys.actions_in(&places) {
        let shown = app.keys.shown(spec);
        let again = last.is_some_and(|last| last.sentence == spec.sentence && app.keys.shown(last) == shown);
        let sentence = app.keys.fill(spec.sentence);
        if again || rank(&format!("{shown} {} {sentence}", spec.short), &words).is_none() {
            continue;
        }
        last = Some(spec);
        if place != Some(spec.place) {
            place = Some(spec.place);
            title(explain::place(spec.place), &mut rows);
        }
        let first = rows.len();
        rows.extend(Row::wrapped(&sentence, keys, room, theme.bar()));
        rows[first].keys = plain(app, &shown);
        if let Some(why) = app.hindrance(spec.action) {
            rows.extend(Row::wrapped(&format!("(not now: {why})"), keys, room, theme.bar_dim()));
        }
    }
    if rows.is_empty() {
        rows.extend(Row::wrapped("Nothing here holds these words.", 0, room, theme.bar_dim()));
    }
    rows
}

/// The name of a key where arrows cannot be drawn.
pub fn plain(app: &App, keys: &str) -> String {
    if !app.look.ascii() {
        return keys.to_owned();
    }
    keys.replace("↑↓", "up/down").replace("←→", "left/right").replace('⏎', "enter").replace('⌫', "backspace")
}

/// The key of an action as it is written here.
pub fn key(app: &App, action: Action) -> String {
    plain(app, &app.keys.shown_in(action, &app.places()))
}

/// How a sheet is closed: by the key that leads back everywhere, or by the one that does so here.
pub fn closes(app: &App) -> String {
    let of = |place| actions().find(|spec| (spec.action, spec.place) == (Action::Back, place));
    let everywhere = of(Place::Anywhere).and_then(|spec| app.keys.keys(spec).first());
    let here = app.places().into_iter().find_map(of);
    let also = here.and_then(|here| everywhere.filter(|key| app.keys.keys(here).contains(key)));
    let key = also.or_else(|| here.and_then(|here| app.keys.keys(here).first()));
    format!("{} closes", key.map(ToString::to_string).unwrap_or_default())
}

/// A field for words, with what has been typed.
pub fn field(app: &App, words: &str, typing: bool, area: Rect, buf: &mut Buffer) {
    let theme = &app.look.theme;
    if !typing && words.is_empty() {
        let key = key(app, Action::Look(LookAct::Search));
        let x = text::put(buf, area.x, area.y, &key, 8, theme.key()) + 1;
        text::put(buf, x, area.y, "finds words", area.width, theme.bar_dim());
        return;
    }
    let x = text::put(buf, area.x, area.y, "Find: ", area.width, theme.bar_dim());
    // The end of what is typed is seen.
    let room = usize::from(area.right().saturating_sub(x + 2));
    let shown: String = words.chars().skip(words.chars().count().saturating_sub(room)).collect();
    let x = text::put(buf, x, area.y, &shown, area.right().saturating_sub(x + 1), theme.bar());
    if typing {
        text::put(buf, x, area.y, "_", 1, theme.key());
    }
}

/// An empty sheet with a title upon whatever is there; returns the room inside.
pub fn sheet(app: &App, area: Rect, title: &str, buf: &mut Buffer, regions: &mut Regions) -> Rect {
    let theme = &app.look.theme;
    cover(area, theme.bar(), buf);
    regions.shield(area);
    let inner = Rect {
        x: area.x + 2,
        y: area.y + 1,
        width: area.width.saturating_sub(4),
        height: area.height.saturating_sub(2),
    };
    let bar = theme.bar();
    let (title_style, line_style) =
        (theme.key(), theme.faint().bg(bar.bg.unwrap_or(ratatui::style::Color::Reset)));
    let rule = Rule {
        title,
        subtitle: &closes(app),
        title_style,
        subtitle_style: theme.bar_dim(),
        line_style,
        ascii: app.look.ascii(),
    };
    let closes = rule.draw(inner, buf);
    regions.click(closes, Action::Back);
    Rect { y: inner.y + 2, height: inner.height.saturating_sub(2), ..inner }
}

/// Says in the last row that there is more below.
pub fn more(app: &App, inner: Rect, scroll: u16, rows: u16, buf: &mut Buffer) {
    let below = rows.saturating_sub(scroll + inner.height);
    if below > 0 {
        let arrow = if app.look.ascii() { "v" } else { "↓" };
        let note = format!(" {below} more {arrow}");
        text::put_right(buf, inner.right(), inner.bottom(), &note, app.look.theme.bar_dim());
    }
}
