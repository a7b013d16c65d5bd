//! What the selected lab has and wants: compute, efficiency, stance.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{Page, titled};
use crate::tui::app::App;
use crate::tui::lines::origin_hue;
use crate::tui::widgets::slider::Slider;
use crate::tui::widgets::{bars, text};

/// Rows that it takes.
pub const ROWS: u16 = 4;

/// Stance at either end of its bar (utils).
const WIDEST: f64 = 2.5;

/// Draws the bars under the lab's name.
pub fn draw(app: &App, page: &Page<'_>, area: Rect, buf: &mut Buffer) {
    let theme = &app.look.theme;
    let Some(spec) = page.snapshot.facts.setup.labs.get(page.state().lab) else { return };
    let inner = titled(app, &spec.name, spec.bloc.title(), false, area, buf);
    let month = &page.snapshot.played.rows[page.row];
    let hue = theme.hue(origin_hue(spec.bloc));
    for (y, (title, all)) in
        (inner.y..inner.bottom()).zip([("compute", &month.compute), ("efficiency", &month.efficiency)])
    {
        let most = all.iter().copied().fold(f64::MIN, f64::max);
        let share = 10f64.powf(all[page.state().lab] - most);
        let words = if share >= 0.995 {
            "the most of all labs".to_owned()
        } else {
            format!("{:.0}% of the best lab's", share * 100.0)
        };
        text::put(buf, inner.x, y, title, NAME, theme.text());
        let bar = bars::bar(share, usize::from(bar_room(inner)), app.look.ascii());
        text::put(buf, inner.x + NAME, y, &bar, bar_room(inner), hue);
        put_words(app, inner, y, &words, buf);
    }
    let y = inner.y + 2;
    if y >= inner.bottom() {
        return;
    }
    text::put(buf, inner.x, y, "stance", NAME, theme.text());
    let place = Rect { x: inner.x + NAME, y, width: bar_room(inner), height: 1 };
    Slider {
        ratio: (spec.stance / WIDEST + 1.0) / 2.0,
        was: None,
        filled: theme.faint(),
        track: theme.faint(),
        handle: hue,
        ascii: app.look.ascii(),
    }
    .draw(place, buf);
    let words = match spec.stance {
        s if s > 1.0 => "leans strongly to closed",
        s if s > 0.1 => "leans to closed",
        s if s < -0.5 => "leans strongly to open",
        s if s < -0.1 => "leans to open",
        _ => "leans neither way",
    };
    let exact = format!("{words} ({})", crate::tui::wording::signed(spec.stance));
    let fits = text::width(&exact) + NAME + bar_room(inner) < inner.width;
    put_words(app, inner, y, if fits { &exact } else { words }, buf);
}

/// Room for the names of the bars.
const NAME: u16 = 11;

/// Room for a bar.
fn bar_room(area: Rect) -> u16 {
    (area.width / 3).clamp(6, 30)
}

fn put_words(app: &App, area: Rect, y: u16, words: &str, buf: &mut Buffer) {
    let x = area.x + NAME + bar_room(area) + 1;
    text::put(buf, x, y, words, area.right().saturating_sub(x), app.look.theme.dim());
}
