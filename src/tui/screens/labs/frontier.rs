//! The frontier: capability by lab, and months behind by origin and by access.

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};

use super::{Page, titled};
use crate::model::bloc::{Access, Bloc};
use crate::model::measure::months_behind;
use crate::tui::app::App;
use crate::tui::lines::{letter, origin_hue};
use crate::tui::panels::share_lines::draw_chart;
use crate::tui::theme::Hue;
use crate::tui::widgets::line_chart::Series;

/// Best capability of all labs in each month up to the one in view (orders of magnitude).
pub fn leader(page: &Page<'_>) -> Vec<f64> {
    best(page, |_, _| true)
}

fn best(page: &Page<'_>, wanted: impl Fn(usize, Access) -> bool) -> Vec<f64> {
    let of = |row| page.snapshot.played.best_where(row, &wanted).unwrap_or(f64::NAN);
    (0..=page.row).map(of).collect()
}

/// Months by which a lab's best model trails the best of all.
pub fn lag_of(page: &Page<'_>, lab: usize) -> Option<f64> {
    let own = page.snapshot.played.best_where(page.row, |of, _| of == lab)?;
    Some(months_behind(&leader(page), page.row, own))
}

/// Capability of the best model of each lab, the selected lab in bold.
pub fn draw_labs(app: &App, page: &Page<'_>, area: Rect, buf: &mut Buffer) {
    let theme = &app.look.theme;
    let labs = &page.snapshot.facts.setup.labs;
    let selected = page.state().lab;
    let subtitle = match area.width {
        70.. => "effective compute of the best model, against the best of the start",
        46.. => "times the best of the start",
        _ => "",
    };
    let inner = titled(app, "Frontier by lab", subtitle, false, area, buf);
    let mut order: Vec<usize> = (0..labs.len()).collect();
    order.sort_by_key(|lab| *lab != selected);
    let base = leader(page).first().copied().unwrap_or(0.0);
    let mut series: Vec<Series> = order
        .into_iter()
        .map(|lab| {
            let shades = theme.shades(origin_hue(labs[lab].bloc));
            let own = lab == selected;
            let points: Vec<f64> = best(page, |of, _| of == lab).iter().map(|best| best - base).collect();
            let now = points.last().copied().unwrap_or(f64::NAN);
            Series {
                name: labs[lab].name.clone(),
                value: times(now),
                marker: char::from(b'a' + (lab % 26) as u8),
                colour: if own { shades.line } else { shades.ghost },
                style: if own { theme.accent() } else { theme.hue(origin_hue(labs[lab].bloc)) },
                thick: own,
                points,
            }
        })
        .collect();
    series.retain(|line| line.points.iter().any(|value| value.is_finite()));
    // Where there are more names than rows the ones that count most are kept: the selected, then the best.
    let end = |line: &Series| line.points.last().copied().filter(|v| v.is_finite()).unwrap_or(f64::MIN);
    if let [_, others @ ..] = &mut series[..] {
        others.sort_by(|a, b| end(b).total_cmp(&end(a)));
    }
    let values = series.iter().flat_map(|line| &line.points).copied().filter(|value| value.is_finite());
    let (low, high) = values.fold((0.0_f64, 0.1_f64), |(low, high), v| (low.min(v), high.max(v)));
    let grid: Vec<(f64, String)> =
        (low.floor() as i32..=high.ceil() as i32).map(|i| (f64::from(i), times(f64::from(i)))).collect();
    // In a low chart the lines of all labs would be a tangle: the list beside it has them all.
    series.truncate(usize::from(inner.height / 2).max(4));
    draw_chart(
        app,
        page.snapshot.played.start,
        page.row + 1,
        &series,
        &grid,
        (low - 0.05, high + 0.05),
        inner,
        buf,
    );
}

/// Orders of magnitude as a factor.
fn times(orders: f64) -> String {
    let factor = 10f64.powf(orders);
    match factor {
        f if !f.is_finite() => String::new(),
        f if f >= 10_000.0 => format!("{:.0}k×", f / 1000.0),
        f if f >= 1000.0 => format!("{:.1}k×", f / 1000.0).replace(".0k", "k"),
        f if f >= 10.0 => format!("{f:.0}×"),
        f if f >= 1.0 => format!("{f:.1}×").replace(".0×", "×"),
        f => format!("{f:.2}×"),
    }
}

/// Months behind the best model, by origin and by access, one above the other or side by side.
pub fn draw_behind(app: &App, page: &Page<'_>, area: Rect, buf: &mut Buffer) {
    let halves = [Constraint::Fill(1), Constraint::Length(1), Constraint::Fill(1)];
    let [first, _, second] = Layout::vertical(halves).areas(area);
    let labs = &page.snapshot.facts.setup.labs;
    let blocs: Vec<_> = Bloc::ALL
        .into_iter()
        .map(|bloc| {
            let best = best(page, |lab, _| labs[lab].bloc == bloc);
            (bloc.short().to_owned(), letter(bloc, Access::Closed), origin_hue(bloc), best)
        })
        .collect();
    let access: Vec<_> = Access::ALL
        .into_iter()
        .map(|access| {
            let name = ["Closed", "Open"][access.index()].to_owned();
            let hue = [Hue::Sky, Hue::Orange][access.index()];
            (name, ['C', 'o'][access.index()], hue, best(page, |_, of| of == access))
        })
        .collect();
    let subtitle = "top edge: the frontier";
    draw_lags(app, page, "Months behind by origin", subtitle, &blocs, first, buf);
    draw_lags(app, page, "Months behind by access", subtitle, &access, second, buf);
}

/// A name, its letter and hue, and the best capability by month.
type Side = (String, char, Hue, Vec<f64>);

fn draw_lags(
    app: &App,
    page: &Page<'_>,
    title: &str,
    subtitle: &str,
    sides: &[Side],
    area: Rect,
    buf: &mut Buffer,
) {
    let theme = &app.look.theme;
    let inner = titled(app, title, subtitle, false, area, buf);
    let leader = leader(page);
    let lag = |(row, best): (usize, &f64)| {
        if best.is_finite() { months_behind(&leader, row, *best).max(0.0) } else { f64::NAN }
    };
    let mut series: Vec<Series> = sides
        .iter()
        .map(|(name, marker, hue, best)| {
            let points: Vec<f64> = best.iter().enumerate().map(lag).collect();
            let now = points.last().copied().unwrap_or(f64::NAN);
            let value = match now {
                now if !now.is_finite() => String::new(),
                now if now < 0.5 => "lead".to_owned(),
                now => format!("{now:.0} mo"),
            };
            let (marker, style) = (*marker, theme.hue(*hue).add_modifier(ratatui::style::Modifier::BOLD));
            let colour = theme.shades(*hue).line;
            Series { name: name.clone(), value, marker, colour, style, thick: false, points }
        })
        .collect();
    series.retain(|line| line.points.iter().any(|value| value.is_finite()));
    let values = series.iter().flat_map(|line| &line.points).copied().filter(|value| value.is_finite());
    let most = values.fold(3.0_f64, f64::max);
    let step = [3, 6, 12, 24].into_iter().find(|step| most / f64::from(*step) <= 5.0).unwrap_or(48);
    let label = |months: i32| if months == 0 { "best".to_owned() } else { months.to_string() };
    let grid: Vec<(f64, String)> = (0..)
        .map(|i| i * step)
        .take_while(|months| f64::from(*months) <= most)
        .map(|months| (f64::from(months), label(months)))
        .collect();
    draw_chart(app, page.snapshot.played.start, page.row + 1, &series, &grid, (most * 1.03, 0.0), inner, buf);
}
