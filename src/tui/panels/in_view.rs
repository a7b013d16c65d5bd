//! What is drawn while there is nothing to be seen yet: the screens that look at months gone by share it.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::playthrough::Snapshot;
use crate::tui::app::{App, World};
use crate::tui::widgets::text;

/// The game and the month in view; where there is none yet, says why.
pub fn or_why_not<'a>(
    app: &App,
    world: &'a World,
    area: Rect,
    buf: &mut Buffer,
) -> Option<(&'a Snapshot, usize)> {
    if let (Some(snapshot), Some(row)) = (&world.snapshot, world.row_in_view()) {
        return Some((snapshot, row));
    }
    let why = match world.snapshot {
        Some(_) => "Nothing has happened yet: let a month go by.",
        None => "History is being run ...",
    };
    text::put(buf, area.x, area.y + 1, why, area.width, app.look.theme.dim());
    None
}
