//! A frame without a terminal: for tests, and for the picture in the README.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::app::App;
use super::view::view;

/// Draws the screen at a size; also takes note of its regions, as the loop does.
pub fn frame(app: &mut App, width: u16, height: u16) -> Buffer {
    let area = Rect::new(0, 0, width, height);
    let mut buf = Buffer::empty(area);
    app.regions = view(app, area, &mut buf);
    buf
}

/// The characters of a frame, line by line, without blanks at the ends.
pub fn frame_text(app: &App, width: u16, height: u16) -> String {
    let area = Rect::new(0, 0, width, height);
    let mut buf = Buffer::empty(area);
    view(app, area, &mut buf);
    let line = |y: u16| (0..width).map(|x| buf[(x, y)].symbol()).collect::<String>();
    (0..height).map(|y| line(y).trim_end().to_owned() + "\n").collect()
}
