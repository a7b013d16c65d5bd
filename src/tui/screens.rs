//! The screens: each puts panels into its places.

pub mod adopters;
pub mod compare;
pub mod evidence;
pub mod labs;
pub mod policy;
pub mod start;
pub mod world;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::app::App;
use super::widgets::tabs::Tabs;

/// Draws names in one rule, the chosen one lit, and returns their places.
fn tabs(app: &App, names: &[(String, bool)], area: Rect, buf: &mut Buffer) -> Vec<Rect> {
    let theme = &app.look.theme;
    let (lit, plain, line) = (theme.badge(), theme.strong(), theme.faint());
    Tabs { names, lit, plain, line, ascii: app.look.ascii() }.draw(area, buf)
}
