//! Where the game is kept, and its run code to copy down.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::playthrough::record::Record;
use crate::tui::app::{App, Saving};
use crate::tui::layout::centred;
use crate::tui::region::Regions;
use crate::tui::widgets::text;

/// Draws the sheet.
pub fn draw(app: &App, area: Rect, buf: &mut Buffer, regions: &mut Regions) {
    let Some(snapshot) = app.world().and_then(|world| world.snapshot.as_ref()) else { return };
    let theme = &app.look.theme;
    let width = area.width.min(78);
    let room = width.saturating_sub(4);
    let record = Record::of(snapshot);
    let code = record.to_code();
    let mut rows: Vec<(String, bool)> = Vec::new();
    let put = |rows: &mut Vec<(String, bool)>, text: &str, strong: bool| {
        rows.extend(text::wrap(text, room).into_iter().map(|line| (line, strong)));
    };
    for (line, strong) in kept(&app.saving) {
        put(&mut rows, &line, strong);
    }
    put(&mut rows, "", false);
    put(&mut rows, "Run code of this line of play:", false);
    put(&mut rows, &by_groups(&code, room), true);
    if let Some(left_out) = record.left_out() {
        put(&mut rows, &format!("The code holds {left_out}."), false);
    }
    put(&mut rows, "", false);
    let use_of = "weights replay CODE shows it, weights verify CODE recomputes it. The code holds the moves up to this month; y copies it.";
    put(&mut rows, use_of, false);
    let height = (rows.len() as u16 + 4).min(area.height);
    let inner = super::help::sheet(app, centred(area, width, height), "Kept", buf, regions);
    for (y, (line, strong)) in (inner.y..inner.bottom()).zip(&rows) {
        let style = if *strong { theme.key() } else { theme.bar() };
        text::put(buf, inner.x, y, line, inner.width, style);
    }
}

/// The code with blanks for hyphens where a row ends, so that it is broken between groups.
fn by_groups(code: &str, room: u16) -> String {
    let mut rows = vec![String::new()];
    for group in code.split_inclusive('-') {
        let fits = rows.last().is_some_and(|row| row.len() + group.len() <= usize::from(room));
        match rows.last_mut().filter(|_| fits) {
            Some(row) => row.push_str(group),
            None => rows.push(group.to_owned()),
        }
    }
    rows.join(" ")
}

/// What is to be said of the file, each with whether it is strong.
fn kept(saving: &Saving) -> Vec<(String, bool)> {
    match saving {
        Saving::Off => vec![(
            "This game is not kept: it is lost when you leave. The run code below holds it.".into(),
            false,
        )],
        Saving::Empty => vec![(
            "Nothing has been done yet; the game is kept from the first move or month on.".into(),
            false,
        )],
        Saving::At(path) => vec![
            ("This game is kept as you play it, with all its lines, in".into(), false),
            (path.display().to_string(), true),
            ("weights play --resume goes on with it.".into(), false),
        ],
        Saving::Failed(why) => vec![
            ("This game could not be kept:".into(), false),
            (why.clone(), true),
            ("It is lost when you leave, but for the run code below.".into(), false),
        ],
    }
}
