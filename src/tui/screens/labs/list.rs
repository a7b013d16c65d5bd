//! The list of labs.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{Act, Page, frontier, titled};
use crate::tui::action::Action;
use crate::tui::app::App;
use crate::tui::lines::origin_hue;
use crate::tui::region::Regions;
use crate::tui::widgets::list::first_visible;
use crate::tui::widgets::text;
use crate::tui::wording;

/// Draws the labs in the order of the roster: origin, name, how they release, and how far behind they are.
pub fn draw(app: &App, page: &Page<'_>, area: Rect, buf: &mut Buffer, regions: &mut Regions) {
    let theme = &app.look.theme;
    let state = page.state();
    let subtitle = page.snapshot.played.month(page.row).label();
    let inner = titled(app, "Labs", &subtitle, !state.in_releases, area, buf);
    let labs = &page.snapshot.facts.setup.labs;
    let first = first_visible(state.lab..state.lab + 1, labs.len(), usize::from(inner.height));
    let (mode, lag) = (inner.width >= 24, inner.width >= 16);
    for (y, (i, spec)) in (inner.y..inner.bottom()).zip(labs.iter().enumerate().skip(first)) {
        let row = Rect { y, height: 1, ..inner };
        let mark = if app.look.ascii() { "|" } else { "▎" };
        let x = text::put(buf, row.x, y, mark, 1, theme.hue(origin_hue(spec.bloc)));
        let origin = ["US", "CN", "EU", "RW"][spec.bloc.index()];
        let x = text::put(buf, x, y, origin, 2, theme.dim()) + 1;
        let room = inner.right().saturating_sub(x + if lag { 4 } else { 0 } + if mode { 7 } else { 0 });
        text::put(buf, x, y, &spec.name, room.saturating_sub(1), theme.text());
        if mode {
            let how = page.snapshot.played.rows[page.row].mode[i];
            text::put(buf, x + room, y, wording::mode(how), 6, theme.dim());
        }
        if lag {
            let (words, style) = match frontier::lag_of(page, i) {
                None => (String::new(), theme.dim()),
                Some(months) if months < 0.5 => ("lead".to_owned(), theme.accent()),
                Some(months) => (format!("{months:.0}"), theme.dim()),
            };
            text::put_right(buf, inner.right(), y, &words, style);
        }
        if i == state.lab {
            buf.set_style(row, theme.selected());
        }
        regions.click(row, Action::Labs(Act::Lab(i)));
    }
    let below = inner.y + labs.len() as u16 + 1;
    let help = "Numbers: months behind the best model on the market. open*: with limits of licence. \
                dual: closed, with an open sibling.";
    for (y, line) in (below..inner.bottom()).zip(text::wrap(help, inner.width)) {
        text::put(buf, inner.x, y, &line, inner.width, theme.dim());
    }
}
