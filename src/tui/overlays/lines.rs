//! The lines of play: name, where each begins, how far it has come, what was done in it.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::playthrough::{Line, record};
use crate::tui::action::Action;
use crate::tui::action::time::TimeAct;
use crate::tui::app::{App, NameField, Naming};
use crate::tui::layout::centred;
use crate::tui::panels::footer;
use crate::tui::region::Regions;
use crate::tui::widgets::list::first_visible;
use crate::tui::widgets::text;

/// Columns at the right of the names: where a line begins, months, moves.
const COLUMNS: [(&str, u16); 3] = [("begun in", 10), ("months", 8), ("moves", 7)];

/// Draws the list, with what can be done with the selected line.
pub fn draw(app: &App, selected: usize, area: Rect, buf: &mut Buffer, regions: &mut Regions) {
    let Some(snapshot) = app.world().and_then(|world| world.snapshot.as_ref()) else { return };
    let lines = snapshot.lines.all();
    let height = (lines.len() as u16 + 7).min(area.height);
    let inner = super::help::sheet(app, centred(area, 74, height), "Lines of play", buf, regions);
    let theme = &app.look.theme;
    heading(app, Rect { height: 1, ..inner }, buf);
    let list = Rect { y: inner.y + 1, height: inner.height.saturating_sub(3), ..inner };
    let selected = selected.min(lines.len().saturating_sub(1));
    let first = first_visible(selected..selected + 1, lines.len(), usize::from(list.height));
    regions.wheel(list, Action::Up, Action::Down);
    let current = snapshot.lines.current().id;
    for (y, (i, line)) in (list.y..list.bottom()).zip(lines.iter().enumerate().skip(first)) {
        let place = Rect { y, height: 1, ..list };
        regions.click(place, Action::Time(TimeAct::Pick(i)));
        row(app, line, (i == selected, line.id == current), place, buf);
    }
    let y = inner.bottom() - 1;
    let mut x = inner.x;
    let hints = [("play it", TimeAct::Switch), ("rename", TimeAct::Rename), ("remove", TimeAct::Remove)];
    for (what, act) in hints {
        x = footer::hint(app, x, y, what, Action::Time(act), buf, regions) + 3;
    }
    text::put_right(buf, inner.right(), y, "* in play", theme.bar_dim());
}

fn heading(app: &App, area: Rect, buf: &mut Buffer) {
    let theme = &app.look.theme;
    text::put(buf, area.x + 2, area.y, "name", area.width, theme.bar_dim());
    let mut right = area.right();
    for (title, width) in COLUMNS.iter().rev() {
        text::put_right(buf, right, area.y, title, theme.bar_dim());
        right = right.saturating_sub(*width);
    }
}

fn row(app: &App, line: &Line, (selected, current): (bool, bool), area: Rect, buf: &mut Buffer) {
    let theme = &app.look.theme;
    let style = if selected { theme.selected() } else { theme.bar() };
    if selected {
        buf.set_style(area, style);
        text::put(buf, area.x, area.y, if app.look.ascii() { ">" } else { "▸" }, 1, style);
    }
    let begun = line.begun.map_or("the start".to_owned(), |month| month.label());
    let cells = [begun, line.journal.months().to_string(), record::acts(&line.journal).to_string()];
    let mut right = area.right();
    for (cell, (_, width)) in cells.iter().zip(COLUMNS).rev() {
        text::put_right(buf, right, area.y, cell, style);
        right = right.saturating_sub(width);
    }
    let room = right.saturating_sub(area.x + 3);
    let name = if current { format!("* {}", line.name) } else { format!("  {}", line.name) };
    text::put(buf, area.x + 1, area.y, &name, room, style);
}

/// Draws the field for a name.
pub fn draw_name(app: &App, field: &NameField, area: Rect, buf: &mut Buffer, regions: &mut Regions) {
    let theme = &app.look.theme;
    let (title, note) = match field.of {
        Naming::Branch(month) => {
            let note = "A new line of play begins there; what has been played stays in this one.";
            (format!("Branch: a line that begins in {}", month.label()), note)
        }
        Naming::Rename(_) => ("Rename this line".to_owned(), "The name is only for you."),
    };
    let inner = super::help::sheet(app, centred(area, 58, 9), &title, buf, regions);
    text::put(buf, inner.x, inner.y, "Name:", 6, theme.bar_dim());
    let room = inner.width.saturating_sub(8);
    let end = text::put(buf, inner.x + 6, inner.y, &field.text, room, theme.key());
    let cursor = if app.look.ascii() { "_" } else { "▏" };
    text::put(buf, end, inner.y, cursor, 1, theme.key());
    for (i, line) in text::wrap(note, inner.width).iter().enumerate() {
        text::put(buf, inner.x, inner.y + 2 + i as u16, line, inner.width, theme.bar());
    }
    let y = inner.bottom() - 1;
    let accept = if matches!(field.of, Naming::Rename(_)) { "rename" } else { "begin it" };
    let end = footer::hint(app, inner.x, y, accept, Action::Time(TimeAct::Accept), buf, regions);
    footer::hint(app, end + 3, y, "leave it", Action::Back, buf, regions);
}
