//! A question before something is lost.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::tui::action::Action;
use crate::tui::app::{App, Question, Saving, World};
use crate::tui::layout::centred;
use crate::tui::panels::footer;
use crate::tui::region::Regions;
use crate::tui::widgets::text;

/// Draws the question with its two answers.
pub fn draw(app: &App, question: Question, area: Rect, buf: &mut Buffer, regions: &mut Regions) {
    let (title, yes, no) = match question {
        Question::Quit => ("Leave the program?", "leave", "stay"),
        Question::Tour => ("A first look around?", "take the tour", "not now"),
        Question::Leave => ("Leave this game?", "back to the scenarios", "stay"),
        Question::Remove(_) => ("Remove this line of play?", "remove it", "keep it"),
    };
    let theme = &app.look.theme;
    let rows = text::wrap(&consequence(app, question), 48);
    let height = 6 + rows.len() as u16;
    let inner = super::help::sheet(app, centred(area, 52, height), title, buf, regions);
    for (i, line) in rows.iter().enumerate() {
        text::put(buf, inner.x, inner.y + i as u16, line, inner.width, theme.bar());
    }
    let y = inner.y + 1 + rows.len() as u16;
    let end = footer::hint(app, inner.x, y, yes, Action::Confirm, buf, regions);
    footer::hint(app, end + 4, y, no, Action::Back, buf, regions);
}

/// What a yes would bring about.
fn consequence(app: &App, question: Question) -> String {
    if let Question::Remove(id) = question {
        let snapshot = app.world().and_then(|world| world.snapshot.as_ref());
        let line = snapshot.and_then(|snapshot| snapshot.lines.get(id));
        let (name, months) = line.map_or(("", 0), |line| (line.name.as_str(), line.journal.months()));
        return format!("\"{name}\", {} long, would be lost.", text::count(months.into(), "month"));
    }
    if question == Question::Tour {
        return "Six steps over the real screen, two minutes.".to_owned();
    }
    let trying = app.world().is_some_and(World::is_trying);
    match &app.saving {
        Saving::At(_) if trying => "This game is kept; only the move being tried is lost.".to_owned(),
        Saving::At(_) => "Nothing is lost: this game is kept, to be resumed.".to_owned(),
        Saving::Empty => "This game is kept when you leave, to be resumed.".to_owned(),
        Saving::Off => "The moves and months of this game would be lost.".to_owned(),
        Saving::Failed(_) => app.keys.fill(
            "The moves and months of this game would be lost: it could not be kept ({time-saved} tells why).",
        ),
    }
}
