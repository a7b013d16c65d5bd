//! A few shares of use as lines over the months gone by, on one scale.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Modifier;

use crate::model::calendar::Month;
use crate::playthrough::Snapshot;
use crate::tui::app::App;
use crate::tui::capability::Glyphs;
use crate::tui::theme::Hue;
use crate::tui::widgets::line_chart::{LineChart, Series, Styles};
use crate::tui::widgets::time_chart::nice_top;

/// A line that never reaches this share is left out.
const NEGLIGIBLE: f64 = 0.01;

/// One line.
#[derive(Clone, Debug, PartialEq)]
pub struct ShareLine {
    /// Written at its end.
    pub name: String,
    /// Its letter.
    pub letter: char,
    /// Its hue.
    pub hue: Hue,
    /// A share a month.
    pub points: Vec<f64>,
}

/// Draws the lines, the largest at the end first.
pub fn draw(app: &App, snapshot: &Snapshot, lines: &[ShareLine], area: Rect, buf: &mut Buffer) {
    let theme = &app.look.theme;
    let highest =
        |line: &ShareLine| line.points.iter().copied().filter(|v| v.is_finite()).fold(0.0, f64::max);
    let mut kept: Vec<&ShareLine> = lines.iter().filter(|line| highest(line) >= NEGLIGIBLE).collect();
    let end = |line: &ShareLine| line.points.last().copied().filter(|v| v.is_finite()).unwrap_or(0.0);
    kept.sort_by(|a, b| end(b).total_cmp(&end(a)));
    let series: Vec<Series> = kept
        .iter()
        .map(|line| Series {
            name: line.name.clone(),
            value: super::gauge::percent(end(line)),
            marker: line.letter,
            colour: theme.shades(line.hue).line,
            style: theme.hue(line.hue).add_modifier(Modifier::BOLD),
            thick: false,
            points: line.points.clone(),
        })
        .collect();
    let top = nice_top(kept.iter().map(|line| highest(line)).fold(0.0, f64::max));
    let grid: Vec<(f64, String)> =
        [0.0, 0.5, 1.0].map(|part| (part * top, super::gauge::percent(part * top))).into();
    let steps = lines.iter().map(|line| line.points.len()).max().unwrap_or(0);
    draw_chart(app, snapshot.played.start, steps, &series, &grid, (0.0, top), area, buf);
}

/// Draws lines over so many months from `start` on, in the look of the screen.
#[expect(clippy::too_many_arguments, reason = "a drawing function takes what it draws and where")]
pub fn draw_chart(
    app: &App,
    start: Month,
    steps: usize,
    series: &[Series],
    grid: &[(f64, String)],
    edges: (f64, f64),
    area: Rect,
    buf: &mut Buffer,
) {
    let theme = &app.look.theme;
    LineChart {
        series,
        steps,
        ticks: &years(start, steps),
        grid,
        edges,
        braille: app.look.glyphs == Glyphs::Braille,
        ascii: app.look.ascii(),
        marked: theme.is_mono() || app.look.glyphs != Glyphs::Braille,
        styles: Styles {
            ground: theme.ground(),
            value: theme.strong(),
            dim: theme.dim(),
            faint: theme.faint(),
        },
    }
    .draw(area, buf);
}

/// The Januaries among so many months from `start` on, as labels of an axis.
fn years(start: Month, steps: usize) -> Vec<(usize, String)> {
    let label = |at: usize| {
        let month = start + at as u16;
        (month.month_of_year() == 1).then(|| (at, month.year().to_string()))
    };
    (0..steps).filter_map(label).collect()
}
