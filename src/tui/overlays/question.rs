//! A question before something is lost.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::tui::action::Action;
use crate::tui::app::{App, Question};
use crate::tui::layout::centred;
use crate::tui::panels::footer;
use crate::tui::region::Regions;
use crate::tui::widgets::text;

/// Draws the question with its two answers.
pub fn draw(app: &App, question: Question, area: Rect, buf: &mut Buffer, regions: &mut Regions) {
    let (title, yes, no) = match question {
        Question::Quit => ("Leave the program?", "y  leave", "n  stay"),
        Question::Tour => ("A first look around?", "y  take the tour", "n  not now"),
        Question::Leave => ("Leave this game?", "y  back to the scenarios", "n  stay"),
    };
    let theme = &app.look.theme;
    let inner = super::help::sheet(app, centred(area, 52, 7), title, buf, regions);
    let line = match question {
        Question::Quit | Question::Leave => "The moves and months of this game would be lost.",
        Question::Tour => "Six steps over the real screen, two minutes.",
    };
    text::put(buf, inner.x, inner.y, line, inner.width, theme.bar());
    let y = inner.y + 2;
    let end = footer::hint(app, inner.x, y, yes, Action::Confirm, buf, regions);
    footer::hint(app, end + 4, y, no, Action::Back, buf, regions);
}
