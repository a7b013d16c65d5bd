//! All keys of the place in focus, each with its sentence.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::{Clear, Widget};

use crate::tui::action::{Action, Spec, actions, actions_in};
use crate::tui::app::App;
use crate::tui::layout::centred;
use crate::tui::region::Regions;
use crate::tui::widgets::rule::Rule;
use crate::tui::widgets::text;

/// Room for the keys and a blank after them, as they are written here.
fn keys_width(app: &App) -> u16 {
    actions().map(|spec| text::width(&plain(app, spec.shown))).max().unwrap_or(0) + 2
}

/// Draws the list of keys, `scroll` rows further down.
pub fn draw(app: &App, scroll: u16, area: Rect, buf: &mut Buffer, regions: &mut Regions) {
    let width = area.width.min(84);
    let keys = keys_width(app);
    let rows = rows(app, width.saturating_sub(6 + keys));
    let height = (rows.len() as u16 + 4).min(area.height);
    let inner = sheet(app, centred(area, width, height), "Keys", buf, regions);
    let theme = &app.look.theme;
    let scroll = scroll.min((rows.len() as u16).saturating_sub(inner.height));
    for (y, row) in (inner.y..inner.bottom()).zip(rows.iter().skip(usize::from(scroll))) {
        text::put(buf, inner.x, y, &plain(app, row.keys), keys, theme.key());
        let style = if row.quiet { theme.bar_dim() } else { theme.bar() };
        text::put(buf, inner.x + keys, y, &row.line, inner.width.saturating_sub(keys), style);
    }
    more(app, inner, scroll, rows.len() as u16, buf);
    regions.wheel(inner, Action::Up, Action::Down);
}

struct Row {
    keys: &'static str,
    line: String,
    quiet: bool,
}

fn rows(app: &App, room: u16) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut last: Option<&Spec> = None;
    for spec in actions_in(&app.screen_places()) {
        if last.is_some_and(|last| last.shown == spec.shown) {
            continue;
        }
        last = Some(spec);
        for (i, line) in text::wrap(spec.sentence, room).into_iter().enumerate() {
            rows.push(Row { keys: if i == 0 { spec.shown } else { "" }, line, quiet: false });
        }
        if let Some(why) = app.hindrance(spec.action) {
            rows.push(Row { keys: "", line: format!("(not now: {why})"), quiet: true });
        }
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

/// An empty sheet with a title upon whatever is there; returns the room inside.
pub fn sheet(app: &App, area: Rect, title: &str, buf: &mut Buffer, regions: &mut Regions) -> Rect {
    let theme = &app.look.theme;
    Clear.render(area, buf);
    buf.set_style(area, theme.bar());
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
        subtitle: "esc closes",
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
