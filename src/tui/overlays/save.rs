//! In which form is the screen to be saved?

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::tui::action::Action;
use crate::tui::action::look::LookAct;
use crate::tui::app::App;
use crate::tui::layout::centred;
use crate::tui::panels::footer;
use crate::tui::region::Regions;
use crate::tui::widgets::text;

/// Draws the sheet with its two answers.
pub fn draw(app: &App, area: Rect, buf: &mut Buffer, regions: &mut Regions) {
    let theme = &app.look.theme;
    let inner = super::help::sheet(app, centred(area, 56, 7), "Save the screen", buf, regions);
    let line = "A new file in the current directory; none is overwritten.";
    text::put(buf, inner.x, inner.y, line, inner.width, theme.bar());
    let mut x = inner.x;
    for (act, what) in [(LookAct::SaveText, "as text"), (LookAct::SaveSvg, "as a picture (SVG)")] {
        x = footer::hint(app, x, inner.y + 2, what, Action::Look(act), buf, regions) + 4;
    }
}
