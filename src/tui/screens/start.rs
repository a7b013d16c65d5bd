//! The start screen: scenarios to choose from, each with its briefing.

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};

use crate::tui::action::Action;
use crate::tui::app::{App, Card};
use crate::tui::layout::Frame;
use crate::tui::overlays::briefing::paragraphs;
use crate::tui::overlays::help::key;
use crate::tui::panels::{footer, header};
use crate::tui::region::Regions;
use crate::tui::widgets::list::first_visible;
use crate::tui::widgets::rule::Rule;
use crate::tui::widgets::text;

/// Draws the screen.
pub fn draw(app: &App, frame: Frame, buf: &mut Buffer, regions: &mut Regions) {
    header::draw(app, None, frame.header, buf, regions);
    footer::draw(app, frame.footer, buf, regions);
    let body = Rect { x: frame.body.x + 1, width: frame.body.width.saturating_sub(2), ..frame.body };
    // The list has room for the longest title, its mark and its month, as far as the briefing can spare it.
    let longest = app.start_rows().map(|card| text::width(&card.title)).max().unwrap_or(0) + 10;
    let list = (body.width / 3).max(longest.min(body.width * 2 / 5)).clamp(24, 44);
    let [left, _, right] =
        Layout::horizontal([Constraint::Length(list), Constraint::Length(3), Constraint::Max(86)])
            .areas(body);
    draw_list(app, left, buf, regions);
    if let Some(card) = app.selected_card() {
        draw_card(app, card, right, buf, regions);
    }
}

fn rule(app: &App, title: &str, subtitle: &str, area: Rect, buf: &mut Buffer) {
    let theme = &app.look.theme;
    Rule {
        title,
        subtitle,
        title_style: theme.strong(),
        subtitle_style: theme.dim(),
        line_style: theme.faint(),
        ascii: app.look.ascii(),
    }
    .draw(area, buf);
}

fn draw_list(app: &App, area: Rect, buf: &mut Buffer, regions: &mut Regions) {
    let theme = &app.look.theme;
    rule(app, "Scenarios", "", area, buf);
    let rows = Rect { y: area.y + 2, height: area.height.saturating_sub(2), ..area };
    let count = app.start_rows().count();
    // Two rows each where there is room: the title, and from when it is played.
    let each = if usize::from(rows.height) >= count * 2 { 2 } else { 1 };
    let selected = app.start.selected;
    let first = first_visible(selected..selected + 1, count, usize::from(rows.height / each));
    regions.wheel(rows, Action::Up, Action::Down);
    for (i, card) in app.start_rows().enumerate().skip(first) {
        let y = rows.y + (i - first) as u16 * each;
        if y >= rows.bottom() {
            break;
        }
        let place = Rect { y, height: 1, ..rows };
        regions.click(place, Action::PickScenario(i));
        if i == selected {
            buf.set_style(place, theme.selected());
            text::put(
                buf,
                place.x,
                y,
                if app.look.ascii() { ">" } else { "▸" },
                1,
                theme.accent().patch(theme.selected()),
            );
        }
        let style = if i == selected { theme.selected() } else { theme.text() };
        let dim = if i == selected { theme.selected() } else { theme.dim() };
        let date = text::put_right(buf, place.right() - 1, y, &card.play_from.short_label(), dim);
        text::put(buf, place.x + 2, y, &card.title, date.saturating_sub(place.x + 3), style);
    }
}

fn draw_card(app: &App, card: &Card, area: Rect, buf: &mut Buffer, regions: &mut Regions) {
    let theme = &app.look.theme;
    let verb = if app.selects_resume() { "you go on in" } else { "you take over in" };
    let from = format!("{verb} {}", card.play_from.label());
    rule(app, &card.title, &from, area, buf);
    let rows = Rect { y: area.y + 2, height: area.height.saturating_sub(2), ..area };
    let mut lines = card_lines(card, rows.width);
    // What to watch and to try stands below where it fits whole.
    let hints = hints(card, rows.width);
    if lines.len() + hints.len() <= usize::from(rows.height) {
        lines.extend(hints.into_iter().map(|line| (line, false)));
    }
    // A row is kept for saying that there is more.
    let cut = lines.len() > usize::from(rows.height);
    let rows = Rect { height: rows.height.saturating_sub(u16::from(cut)), ..rows };
    let scroll = usize::from(app.start.scroll).min(lines.len().saturating_sub(usize::from(rows.height)));
    regions.wheel(rows, Action::PageUp, Action::PageDown);
    for (y, (line, strong)) in (rows.y..rows.bottom()).zip(lines.iter().skip(scroll)) {
        let style = if *strong { theme.strong() } else { theme.text() };
        text::put(buf, rows.x, y, line, rows.width, style);
    }
    let below = lines.len().saturating_sub(scroll + usize::from(rows.height));
    if below > 0 {
        let more = text::more(below, app.look.ascii());
        let key = key(app, Action::PageDown);
        text::put_right(buf, rows.right(), area.bottom() - 1, &format!("{key}: {more}"), theme.dim());
    }
}

/// Summary, briefing and question in rows, each with whether it is strong.
fn card_lines(card: &Card, width: u16) -> Vec<(String, bool)> {
    let mut lines: Vec<(String, bool)> =
        text::wrap(&card.summary, width).into_iter().map(|line| (line, true)).collect();
    lines.push((String::new(), false));
    let body = paragraphs(&card.briefing, &card.question, width);
    let question = text::wrap(&card.question, width).len();
    let last = body.len();
    lines.extend(body.into_iter().enumerate().map(|(i, line)| (line, i + question >= last && question > 0)));
    lines
}

/// What to watch and what to try, a row apart from what stands above.
fn hints(card: &Card, width: u16) -> Vec<String> {
    let mut rows = Vec::new();
    for (title, texts) in [("Watch", &card.notice), ("Try", &card.to_try)] {
        if !texts.is_empty() {
            rows.push(String::new());
        }
        rows.extend(texts.iter().flat_map(|line| text::wrap(&format!("{title}: {line}"), width)));
    }
    rows
}
