//! The difference of one headline over time, with its band around nothing.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Modifier;

use super::panels::{moves_apart, side_name};
use super::{Act, View};
use crate::experiment::split::Split;
use crate::model::calendar::Month;
use crate::playthrough::{Comparison, Difference};
use crate::tui::action::Action;
use crate::tui::capability::Glyphs;
use crate::tui::region::Regions;
use crate::tui::theme::Hue;
use crate::tui::widgets::difference_chart::{DifferenceChart, quiet_top};
use crate::tui::widgets::rule::Rule;
use crate::tui::widgets::text;
use crate::tui::widgets::time_chart::{ChartStyle, Mark};
use crate::tui::wording::measure;

/// Draws the chart under its rule, and below it what can be said of it.
pub fn draw(view: &View<'_>, area: Rect, buf: &mut Buffer, regions: &mut Regions) {
    let theme = &view.app.look.theme;
    let headline = view.state().headline;
    let title = upper_first(headline.title());
    let unit = measure::unit(headline.unit());
    Rule {
        title: &title,
        subtitle: &format!("A less B, {unit}; the band holds 80% of the pairs"),
        title_style: theme.strong(),
        subtitle_style: theme.dim(),
        line_style: theme.faint(),
        ascii: view.app.look.ascii(),
    }
    .draw(area, buf);
    let inner = Rect { y: area.y + 1, height: area.height.saturating_sub(2), ..area };
    let Some(comparison) = view.found else {
        let waiting = "finding out what sets the two apart ...";
        text::put(buf, inner.x, inner.y + 1, waiting, inner.width, theme.dim());
        return;
    };
    let difference = comparison.contrast.of(headline);
    let plot = draw_difference(view, comparison, difference, inner, buf);
    let row = area.bottom().saturating_sub(1);
    let verdict = verdict(comparison, difference, area.width);
    text::put(buf, area.x, row, &verdict, area.width, theme.strong());
    // A hundred places to click, as far as there are columns.
    for x in plot.left()..plot.right() {
        let place = f64::from(x - plot.x) / f64::from(plot.width.saturating_sub(1).max(1)) * 100.0;
        let column = Rect { x, width: 1, ..plot };
        regions.click(column, Action::Compare(Act::At(place.round() as u8)));
    }
    regions.wheel(plot, Action::Compare(Act::Later(-1)), Action::Compare(Act::Later(1)));
}

/// From when on the difference is clear, in words.
fn verdict(comparison: &Comparison, difference: &Difference, width: u16) -> String {
    if comparison.parting.is_none() {
        return "The two never part: no lever stands otherwise in any month.".to_owned();
    }
    if difference.end.pairs == 0 {
        return "There is nothing to measure.".to_owned();
    }
    let from = comparison.contrast.from;
    let told = match difference.distinguishable_from() {
        Some(step) => {
            let month = from + u16::try_from(step).unwrap_or(0);
            format!("distinguishable from {} on: {}", month.label(), measure::at_the_end(difference))
        }
        None => measure::at_the_end(difference),
    };
    let draws = difference.end.split.map_or_else(Vec::new, |split| by_draws(&split));
    let wordings: Vec<String> =
        draws.iter().map(|draws| format!("{told}; {draws}")).chain([told.clone()]).collect();
    text::fitting(&wordings, width).to_owned()
}

/// How far the sign hangs on parameters that are not known, from the fullest wording to the shortest.
fn by_draws(split: &Split) -> Vec<String> {
    let robust = if split.is_robust() { " (robust)" } else { "" };
    let [agreeing, parameters] = [split.agreeing, split.from_parameters].map(percent);
    vec![
        format!("{agreeing} of draws agree on the sign{robust}, {parameters} of the spread is parameters'"),
        format!("{agreeing} of draws agree{robust}"),
        format!("{} ({agreeing})", if split.is_robust() { "robust" } else { "not robust" }),
    ]
}

fn percent(share: f64) -> String {
    if share.is_nan() { "none".to_owned() } else { format!("{:.0}%", 100.0 * share) }
}

fn draw_difference(
    view: &View<'_>,
    comparison: &Comparison,
    difference: &Difference,
    area: Rect,
    buf: &mut Buffer,
) -> Rect {
    let (look, theme) = (&view.app.look, &view.app.look.theme);
    let (from, end) = (comparison.contrast.from, view.snapshot.facts.setup.end);
    let unit = difference.of.unit();
    let edges = difference.low.iter().chain(&difference.high).copied();
    let highest = edges.filter(|edge| edge.is_finite()).map(f64::abs).fold(0.0, f64::max);
    let top = quiet_top(highest, unit.scale());
    let labels = [top, 0.0, -top].map(|value| short(&measure::difference(unit, value)));
    let step = |month: Month| usize::try_from(month - from).unwrap_or(0);
    let years = (from.year()..=end.year()).filter_map(|year| Month::new(year, 1));
    let ticks: Vec<(usize, String)> =
        years.filter(|month| *month > from).map(|month| (step(month), month.year().to_string())).collect();
    // The first month is always named.
    let ticks: Vec<(usize, String)> = std::iter::once((0, from.label())).chain(ticks).collect();
    let shades = theme.shades(Hue::Sky);
    let sides = ["A", "B"].map(|side| format!("more in {side}: {}", side_name(view, side)));
    DifferenceChart {
        low: &difference.low,
        middle: &difference.median,
        high: &difference.high,
        top,
        labels: labels.each_ref().map(String::as_str),
        sides: sides.each_ref().map(String::as_str),
        ticks: &ticks,
        marks: &marks(view, from),
        clear: comparison.parting.and_then(|_| difference.distinguishable_from()),
        cursor: view.state().month.map(step),
        line: shades.line,
        band: shades.band,
        braille: look.glyphs == Glyphs::Braille,
        ascii: look.ascii(),
        style: ChartStyle {
            ground: theme.ground(),
            value: theme.strong(),
            dim: theme.dim(),
            faint: theme.faint(),
            now: theme.accent().remove_modifier(Modifier::BOLD),
            badge: theme.badge(),
        },
    }
    .draw(area, buf)
}

/// A letter in every month in which one side has moves that the other has not.
fn marks(view: &View<'_>, from: Month) -> Vec<Mark> {
    let mut marks: Vec<Mark> = Vec::new();
    for apart in moves_apart(view) {
        let at = usize::try_from(apart.made - from).unwrap_or(0);
        match marks.iter_mut().find(|mark| mark.at == at) {
            Some(mark) if !mark.label.contains(apart.side) => mark.label.push_str(apart.side),
            Some(_) => {}
            None => marks.push(Mark { at, label: apart.side.to_owned() }),
        }
    }
    marks
}

fn short(label: &str) -> String {
    label.strip_suffix(".0").unwrap_or(label).to_owned()
}

/// A title as the beginning of a line.
pub fn upper_first(title: &str) -> String {
    let mut letters = title.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}
