//! All headlines at the end, and what makes one difference up.

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};

use super::{Act, View};
use crate::model::bloc::{Bloc, Segment};
use crate::model::offer::{offer_access, offer_lab};
use crate::playthrough::{Difference, HEADLINES, Headline, Parts, Unit, place_of};
use crate::tui::action::Action;
use crate::tui::lines::{bloc_hue, origin_hue};
use crate::tui::region::Regions;
use crate::tui::theme::Hue;
use crate::tui::widgets::difference_chart::signed_bar;
use crate::tui::widgets::list::first_visible;
use crate::tui::widgets::text;
use crate::tui::wording::{self, measure};

/// Columns of numbers: A, B, the difference, its band.
const NUMBERS: [u16; 4] = [7, 7, 9, 16];

/// Draws the table of all headlines at the end.
pub fn measures(view: &View<'_>, area: Rect, buf: &mut Buffer, regions: &mut Regions) {
    let theme = &view.app.look.theme;
    let Some(found) = view.found else {
        text::put(buf, area.x, area.y, "finding out ...", area.width, theme.dim());
        return;
    };
    head(view, area, buf);
    let rows = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
    let selected = view.state().headline.index();
    let first = first_visible(selected..selected + 1, HEADLINES, usize::from(rows.height));
    regions.wheel(rows, Action::Up, Action::Down);
    for (y, headline) in (rows.y..rows.bottom()).zip(Headline::ALL.into_iter().skip(first)) {
        let place = Rect { y, height: 1, ..rows };
        regions.click(place, Action::Compare(Act::Pick(headline)));
        measure_row(view, found.contrast.of(headline), place, buf);
    }
    let below = HEADLINES.saturating_sub(first + usize::from(rows.height));
    if below > 0 {
        let more = text::more(below, view.app.look.ascii());
        text::put(buf, area.x + 2, area.y, &more, 12, theme.dim());
    }
}

/// Right ends of the columns of numbers.
fn columns(area: Rect) -> [u16; 4] {
    let mut right = area.right() - NUMBERS.iter().sum::<u16>();
    NUMBERS.map(|width| {
        right += width;
        right
    })
}

fn head(view: &View<'_>, area: Rect, buf: &mut Buffer) {
    for (right, title) in columns(area).into_iter().zip(["mean A", "mean B", "A - B", "10 to 90%"]) {
        text::put_right(buf, right, area.y, title, view.app.look.theme.dim());
    }
}

fn measure_row(view: &View<'_>, difference: &Difference, area: Rect, buf: &mut Buffer) {
    let (look, theme) = (&view.app.look, &view.app.look.theme);
    let selected = view.state().headline == difference.of;
    let of = difference.of.unit();
    if selected {
        let mark = if look.ascii() { ">" } else { "▸" };
        text::put(buf, area.x, area.y, mark, 1, theme.accent());
    }
    let clear = difference.is_distinguishable();
    let name = if selected { theme.strong() } else { theme.text() };
    let room = area.width.saturating_sub(NUMBERS.iter().sum::<u16>() + 2);
    text::put(buf, area.x + 2, area.y, difference.of.title(), room, name);
    let spread = difference.end.spread;
    let [b, a] = difference.levels.map(|level| measure::level(of, level));
    // What cannot be told from nothing stands back, in brackets where there is no colour.
    let size = measure::difference(of, spread.mean);
    let size = if clear { size } else { format!("({size})") };
    let band = measure::band(of, spread.p10, spread.p90);
    let styles = [theme.text(), theme.text(), if clear { theme.strong() } else { theme.dim() }, theme.dim()];
    for ((right, cell), style) in columns(area).into_iter().zip([a, b, size, band]).zip(styles) {
        text::put_right(buf, right, area.y, &cell, style);
    }
}

/// A named part of a difference.
struct Part {
    name: String,
    hue: Hue,
    size: f64,
}

/// Draws what makes the difference up, by offer and by cell.
pub fn parts(view: &View<'_>, area: Rect, buf: &mut Buffer) {
    let theme = &view.app.look.theme;
    let Some(found) = view.found else {
        text::put(buf, area.x, area.y, "finding out ...", area.width, theme.dim());
        return;
    };
    let headline = view.state().headline;
    let step = view.state().month.map(|month| usize::try_from(month - found.contrast.from).unwrap_or(0));
    let months = found.parts_of(headline).map(|breakdown| &breakdown.months);
    let Some(parts) = months.and_then(|months| step.map_or(months.last(), |step| months.get(step))) else {
        let why = format!(
            "{} is no sum over users: there are no parts.",
            super::chart::upper_first(headline.title())
        );
        for (y, line) in (area.y..area.bottom()).zip(text::wrap(&why, area.width)) {
            text::put(buf, area.x, y, &line, area.width, theme.dim());
        }
        return;
    };
    let unit = headline.unit();
    let (offers, cells) = (by_offer(view, parts), by_cell(parts));
    if area.height >= 18 {
        let [top, _, bottom] =
            Layout::vertical([Constraint::Fill(1), Constraint::Length(1), Constraint::Fill(1)]).areas(area);
        list(view, "by offer", offers, unit, top, buf);
        list(view, "by cell", cells, unit, bottom, buf);
    } else {
        let [left, _, right] =
            Layout::horizontal([Constraint::Fill(1), Constraint::Length(2), Constraint::Fill(1)]).areas(area);
        list(view, "by offer", offers, unit, left, buf);
        list(view, "by cell", cells, unit, right, buf);
    }
}

fn by_offer(view: &View<'_>, parts: &Parts) -> Vec<Part> {
    let labs = &view.snapshot.facts.setup.labs;
    let part = |(offer, size): (usize, &f64)| {
        let (lab, access) = (&labs[offer_lab(offer)], offer_access(offer));
        Part { name: format!("{} {}", lab.name, access.key()), hue: bloc_hue(lab.bloc, access), size: *size }
    };
    parts.offers.iter().enumerate().map(part).collect()
}

fn by_cell(parts: &Parts) -> Vec<Part> {
    let part = |(cell, size): (usize, &f64)| {
        let (region, segment) = place_of(cell);
        let (region, segment) = (Bloc::ALL[region], Segment::ALL[segment]);
        let who = match segment {
            Segment::Government => "Government",
            other => other.title(),
        };
        Part { name: format!("{}: {who}", region.short()), hue: origin_hue(region), size: *size }
    };
    parts.cells.iter().enumerate().map(part).collect()
}

/// The parts that are listed, the largest first, and one for all others: as they are written they add up to the
/// total, which comes first. Sizes are in tenths of what differences are told in; what is lost by writing each
/// part to a tenth is with the others.
fn tally(mut parts: Vec<Part>, unit: Unit, rows: usize) -> (i64, Vec<(Part, i64)>) {
    let tenths = |size: f64| (size * measure::times(unit) * 10.0).round() as i64;
    let total = tenths(parts.iter().map(|part| part.size).sum());
    parts.sort_by(|a, b| b.size.abs().total_cmp(&a.size.abs()));
    let told = parts.iter().filter(|part| tenths(part.size) != 0).count();
    let is_all = |shown: usize| {
        let left = total - parts[..shown].iter().map(|part| tenths(part.size)).sum::<i64>();
        left == 0 && parts[shown..].iter().all(|part| part.size == 0.0)
    };
    let shown = if told <= rows && is_all(told) { told } else { told.min(rows.saturating_sub(1)) };
    let others: Vec<Part> = parts.split_off(shown);
    let mut listed: Vec<(Part, i64)> =
        parts.into_iter().map(|part| (tenths(part.size), part)).map(|(n, part)| (part, n)).collect();
    let left = total - listed.iter().map(|(_, tenths)| tenths).sum::<i64>();
    let count = others.iter().filter(|part| part.size != 0.0).count();
    if left != 0 || count > 0 {
        let size = left as f64 / 10.0 / measure::times(unit);
        let name = match count {
            0 => "rounding".to_owned(),
            1 => "the other".to_owned(),
            count => format!("all {count} others"),
        };
        listed.push((Part { name, hue: Hue::Grey, size }, left));
    }
    (total, listed)
}

/// Tenths as they are written.
fn written(tenths: i64) -> String {
    wording::signed_with(tenths as f64 / 10.0, 1)
}

/// The largest parts as bars, the others in one row, and their sum.
fn list(view: &View<'_>, title: &str, parts: Vec<Part>, unit: Unit, area: Rect, buf: &mut Buffer) {
    let (look, theme) = (&view.app.look, &view.app.look.theme);
    let (total, parts) = tally(parts, unit, usize::from(area.height.saturating_sub(1)));
    let head = format!("{title}, mean: {} {}", written(total), measure::unit(unit));
    text::put(buf, area.x, area.y, &head, area.width, theme.dim());
    let most = parts.iter().map(|(part, _)| part.size.abs()).fold(0.0, f64::max);
    let name = (area.width / 2).min(24);
    let bar = usize::from(area.width.saturating_sub(name + 7).clamp(3, 33));
    for (y, (part, tenths)) in (area.y + 1..area.bottom()).zip(&parts) {
        text::put(buf, area.x, y, &part.name, name.saturating_sub(1), theme.text());
        let drawn = signed_bar(if most > 0.0 { part.size / most } else { 0.0 }, bar, look.ascii());
        text::put(buf, area.x + name, y, &drawn, bar as u16 + 1, theme.hue(part.hue));
        text::put_right(buf, area.right(), y, &written(*tenths), theme.text());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(sizes: &[f64]) -> Vec<Part> {
        let part = |(i, size): (usize, &f64)| Part { name: format!("part {i}"), hue: Hue::Grey, size: *size };
        sizes.iter().enumerate().map(part).collect()
    }

    #[test]
    fn what_is_listed_adds_up_to_the_total_as_written() {
        // Twenty parts of four hundredths of a point each, and a few large ones: each rounded alone would lose them.
        let mut sizes = vec![0.0004; 20];
        sizes.extend([0.0312, -0.0107, 0.00345, -0.00249]);
        for rows in 1..30 {
            let (total, listed) = tally(parts(&sizes), Unit::Share, rows);
            assert_eq!(total, 29, "2.946 points");
            assert_eq!(listed.iter().map(|(_, tenths)| tenths).sum::<i64>(), total, "{rows}");
            assert!(listed.len() <= rows.max(1), "{rows}");
            assert!(listed.last().is_some_and(|(part, _)| part.name.starts_with("all ")), "{rows}");
        }
        let (total, listed) = tally(parts(&[0.02, -0.01, 0.0]), Unit::Index, 9);
        assert_eq!((total, listed.len()), (10, 2), "nothing is left for others");
        assert_eq!(tally(parts(&[0.0; 4]), Unit::Share, 9).1.len(), 0);
        // Both would be written as nothing, their sum is a tenth.
        let (total, listed) = tally(parts(&[0.0004, 0.0004]), Unit::Share, 5);
        assert_eq!((total, listed.len(), listed[0].0.name.as_str()), (1, 1, "all 2 others"));
    }
}
