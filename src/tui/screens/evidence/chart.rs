//! The selected series over time: published figures with their tolerances over what the model says of their windows.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::series::Page;
use super::{Act, figures as words};
use crate::experiment::backtest::Told;
use crate::model::calendar::Month;
use crate::scenario::observation::{Observation, Observations};
use crate::tui::action::Action;
use crate::tui::app::App;
use crate::tui::capability::Glyphs;
use crate::tui::region::Regions;
use crate::tui::screens::policy::rows::{Row, paragraph};
use crate::tui::theme::Hue;
use crate::tui::widgets::text;
use crate::tui::widgets::windows_chart::{Styles, Window, WindowsChart};

/// What the free run says of a figure; nothing while it is being simulated, or where the figure is only shown.
fn told(page: &Page<'_>, row: usize) -> Option<Told> {
    let (told, _) = page.found?.whole.case(row)?.forecasts[0]?;
    Some(told)
}

/// Draws the chart; a click on a figure selects it.
pub fn draw(app: &App, page: &Page<'_>, area: Rect, buf: &mut Buffer, regions: &mut Regions) {
    let theme = &app.look.theme;
    let unit = page.rows.series[page.series].unit.as_str();
    let windows: Vec<Window> =
        page.figures.iter().enumerate().map(|(i, row)| window(page, i, *row)).collect();
    let edges = edges(unit, &windows);
    let grid: Vec<(f64, String)> =
        ticks(edges, area.height).into_iter().map(|at| (at, words::value(unit, at))).collect();
    let steps = last(page.rows).0 as usize + 1;
    let ticks: Vec<(usize, String)> = (0..steps)
        .filter(|step| step % 6 == 0)
        .map(|step| (step, Month(step as u16)))
        .map(|(step, month)| (step, if step % 12 == 0 { month.year().to_string() } else { month.label() }))
        .collect();
    let chosen =
        page.figures.get(page.at).map(|row| words::window(&page.rows.rows[*row])).unwrap_or_default();
    let shades = theme.shades(Hue::Sky);
    let places = WindowsChart {
        windows: &windows,
        steps,
        ticks: &ticks,
        grid: &grid,
        edges,
        chosen: &chosen,
        braille: app.look.glyphs == Glyphs::Braille,
        ascii: app.look.ascii(),
        styles: Styles {
            ground: theme.ground(),
            line: shades.line,
            edge: shades.ghost,
            band: shades.band,
            point: theme.text(),
            chosen: theme.accent(),
            badge: theme.badge(),
            dim: theme.dim(),
            faint: theme.faint(),
        },
    }
    .draw(area, buf);
    // Of windows upon one another the shortest is clicked.
    let mut order: Vec<(usize, Rect)> = places.into_iter().enumerate().collect();
    order.sort_by_key(|(_, place)| std::cmp::Reverse(place.width));
    for (i, place) in order {
        regions.click(place, Action::Evidence(Act::Figure(i)));
    }
}

fn last(rows: &Observations) -> Month {
    rows.rows.iter().map(|row| row.to).max().unwrap_or(Month::FIRST)
}

fn window(page: &Page<'_>, i: usize, row: usize) -> Window {
    let own: &Observation = &page.rows.rows[row];
    Window {
        from: usize::from(own.from.0),
        to: usize::from(own.to.0),
        observed: own.value,
        tolerance: own.band,
        counts: own.scored,
        predicted: told(page, row).map(|told| (told.band.0, told.median, told.band.1)),
        chosen: i == page.at,
    }
}

/// Values at the lower and the upper edge: all that is drawn, from nothing on where that is not far.
fn edges(unit: &str, windows: &[Window]) -> (f64, f64) {
    let values = windows.iter().flat_map(|window| {
        let tolerance = window.tolerance.map(|(low, high)| [low, high]);
        let predicted = window.predicted.map(|(low, _, high)| [low, high]);
        tolerance.into_iter().chain(predicted).flatten().chain([window.observed])
    });
    let values: Vec<f64> = values.filter(|value| value.is_finite()).collect();
    let low = values.iter().copied().fold(f64::INFINITY, f64::min);
    let high = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    if values.is_empty() {
        return (0.0, 1.0);
    }
    let low = if low >= 0.0 && low < 0.5 * high { 0.0 } else { low };
    let room = if high > low { 0.08 * (high - low) } else { 0.05 * high.abs().max(1.0) };
    let bottom = if low == 0.0 { 0.0 } else { low - room };
    match unit {
        "share" | "probability" => (bottom.max(0.0), (high + room).min(1.0)),
        _ => (bottom, high + room),
    }
}

/// Round values between the edges, about one to four rows.
fn ticks((low, high): (f64, f64), rows: u16) -> Vec<f64> {
    let wanted = f64::from((rows / 4).clamp(2, 6));
    let raw = (high - low) / wanted;
    let tens = libm::pow(10.0, libm::floor(libm::log10(raw)));
    let step =
        [1.0, 2.0, 2.5, 5.0, 10.0].into_iter().map(|times| times * tens).find(|step| *step >= raw * 0.999);
    let step = step.unwrap_or(raw);
    let first = libm::ceil(low / step - 1e-9) as i64;
    (first..).map(|i| i as f64 * step).take_while(|at| *at <= high + 1e-9 * step).collect()
}

/// What the signs of the chart mean.
pub fn legend(app: &App, width: u16) -> Vec<Row> {
    let theme = &app.look.theme;
    let ascii = app.look.ascii();
    let [full, hollow, bar] = if ascii { ["O", "o", "|"] } else { ["●", "○", "│"] };
    let median = if ascii { "=" } else { "━" };
    let band = if theme.shades(Hue::Sky).band.is_some() && !ascii { "shade" } else { "broken lines" };
    let long = format!(
        "{full} observed ({hollow} not scored)  {bar} judged tolerance  {median} model's median, {band}: 80% of runs"
    );
    let short = format!("{full} observed {bar} tolerance {median} model, 80% of runs");
    let words = [long, short, format!("{full} observed {bar} tolerance {median} model")];
    vec![vec![(text::fitting(&words, width).to_owned(), theme.dim())], Vec::new()]
}

/// The chart in sentences, for being read aloud.
pub fn sentences(app: &App, page: &Page<'_>, width: u16) -> Vec<Row> {
    let unit = page.rows.series[page.series].unit.as_str();
    let sentence = |row: &usize| {
        let own = &page.rows.rows[*row];
        let model = told(page, *row).map(|told| {
            format!("; model {}, from {}", words::value(unit, told.median), words::range(unit, told.band))
        });
        let tolerance = own.band.map(|band| format!(", tolerance {}", words::range(unit, band)));
        let text = format!(
            "{}: observed {}{}{}.",
            words::window(own),
            words::value(unit, own.value),
            tolerance.unwrap_or_default(),
            model.unwrap_or_default()
        );
        paragraph(&text, app.look.theme.text(), width)
    };
    page.figures.iter().flat_map(sentence).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn window(observed: f64, predicted: (f64, f64, f64)) -> Window {
        Window {
            from: 0,
            to: 0,
            observed,
            tolerance: None,
            counts: true,
            predicted: Some(predicted),
            chosen: false,
        }
    }

    #[test]
    fn edges_hold_all_and_shares_stay_shares() {
        let (low, high) = edges("share", &[window(0.9, (0.5, 0.7, 0.98))]);
        assert!(low > 0.4 && low < 0.5 && high == 1.0, "{low} {high}");
        assert_eq!(edges("share", &[window(0.02, (0.0, 0.1, 0.3))]).0, 0.0);
        let (low, high) = edges("months", &[window(-1.0, (2.0, 3.0, 6.0))]);
        assert!(low < -1.0 && high > 6.0);
        let (low, high) = edges("year", &[window(2025.5, (2025.5, 2025.5, 2025.5))]);
        assert!(low < 2025.5 && high > 2025.5);
        assert_eq!(edges("share", &[]), (0.0, 1.0));
    }

    #[test]
    fn ticks_are_round_and_inside() {
        assert_eq!(ticks((0.0, 1.0), 9), [0.0, 0.5, 1.0]);
        assert_eq!(ticks((-2.0, 13.0), 16), [0.0, 5.0, 10.0]);
        for edges in [(0.0, 0.043), (2024.3, 2026.1), (-0.4, 0.1)] {
            let ticks = ticks(edges, 12);
            assert!((2..=6).contains(&ticks.len()), "{edges:?} {ticks:?}");
            assert!(ticks.iter().all(|at| *at >= edges.0 - 1e-9 && *at <= edges.1 + 1e-9));
        }
    }
}
