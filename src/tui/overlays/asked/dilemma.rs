//! A dilemma with its answers; and, once one was given, what it does.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::{Act, State};
use crate::playthrough::{Cause, Contrast, Difference, Entry, Finding, Inquiry, Snapshot, Unit};
use crate::scenario::dilemma::Dilemma;
use crate::tui::action::Action;
use crate::tui::app::App;
use crate::tui::layout::centred;
use crate::tui::overlays::help::{key, more, sheet};
use crate::tui::region::Regions;
use crate::tui::widgets::text;
use crate::tui::wording;

const WIDTH: u16 = 84;

/// A row of a sheet: text, style, and the answer that it belongs to.
type Row = (String, Style, Option<usize>);

/// Draws the dilemma: what happened, where something like it happened, the answers and what they cost.
pub fn draw(
    app: &App,
    snapshot: &Snapshot,
    dilemma: &Dilemma,
    state: &State,
    area: Rect,
    buf: &mut Buffer,
    regions: &mut Regions,
) {
    let theme = &app.look.theme;
    let room = area.width.min(WIDTH).saturating_sub(4);
    let mut rows: Vec<Row> = Vec::new();
    let put = |rows: &mut Vec<Row>, line: &str, style: Style, option: Option<usize>, indent: usize| {
        let blank = " ".repeat(indent);
        let lines = text::wrap(line, room.saturating_sub(indent as u16));
        rows.extend(lines.into_iter().map(|line| (format!("{blank}{line}"), style, option)));
    };
    put(&mut rows, &dilemma.text, theme.bar(), None, 0);
    let precedent = &dilemma.precedent;
    let known = format!("It has happened: {} ({}, {})", precedent.fact, precedent.title, precedent.date);
    rows.push((String::new(), theme.bar(), None));
    put(&mut rows, &known, theme.bar_dim(), None, 0);
    let has_purse = snapshot.purse.is_some();
    for (i, answer) in dilemma.options.iter().enumerate() {
        rows.push((String::new(), theme.bar(), None));
        let chosen = i == state.selected;
        let mark = match (chosen, app.look.ascii()) {
            (true, true) => "> ",
            (true, false) => "▸ ",
            _ => "  ",
        };
        let style = if chosen { theme.selected() } else { theme.key() };
        let price = match answer.cost {
            _ if !has_purse => String::new(),
            0.0 => " · costs nothing".to_owned(),
            cost if cost < 0.0 => format!(" · brings {:.0}", -cost),
            cost => format!(" · costs {cost:.0}"),
        };
        put(&mut rows, &format!("{mark}{}{price}", answer.label), style, Some(i), 0);
        put(&mut rows, &answer.text, theme.bar(), Some(i), 2);
    }
    draw_rows(app, &dilemma.title, &rows, state.scroll, &hint(app), area, buf, regions);
}

/// Draws what an answer does: paired futures with it and without.
#[expect(clippy::too_many_arguments, reason = "a drawing function takes what it draws and where")]
pub fn draw_told(
    app: &App,
    snapshot: &Snapshot,
    entry: usize,
    option: usize,
    scroll: u16,
    area: Rect,
    buf: &mut Buffer,
    regions: &mut Regions,
) {
    let theme = &app.look.theme;
    let Some(Entry::Choice { dilemma, .. }) = snapshot.journal.done().get(entry) else { return };
    let Some(dilemma) = snapshot.facts.dilemmas.iter().find(|known| known.id == *dilemma) else { return };
    let room = area.width.min(WIDTH).saturating_sub(4);
    let label = dilemma.options.get(option).map_or("", |answer| answer.label.as_str());
    let mut rows: Vec<Row> = vec![(format!("You decided: {label}"), theme.key(), None)];
    rows.push((String::new(), theme.bar(), None));
    match snapshot.findings.get(&Inquiry::Without(Cause::Moves(entry))).map(|found| &**found) {
        Some(Finding::Contrast(contrast)) => {
            rows.extend(told(contrast, room).into_iter().map(|line| (line, theme.bar(), None)));
        }
        _ => rows.push(("Finding out what it does ...".to_owned(), theme.bar_dim(), None)),
    }
    let hint = format!("{} goes on", key(app, Action::Asked(Act::Answer)));
    draw_rows(app, &dilemma.title, &rows, scroll, &hint, area, buf, regions);
}

/// How the question is answered, or put off.
pub fn hint(app: &App) -> String {
    let key = |action| key(app, action);
    let (answer, back, again) = (Action::Asked(Act::Answer), Action::Back, Action::AskAgain);
    format!("{} answers · {} closes, to look around; {} asks again", key(answer), key(back), key(again))
}

/// What is certain of a contrast, in lines.
fn told(contrast: &Contrast, room: u16) -> Vec<String> {
    let clear = |difference: &&Difference| difference.is_distinguishable();
    let largest = contrast.largest();
    let mut lines: Vec<String> = largest.iter().copied().filter(clear).take(5).map(line).collect();
    if lines.is_empty() {
        let text = "By the end it cannot be told from nothing: in every measure the futures with it and \
                    without it overlap around no difference at all. Most likely is:";
        lines.extend(text::wrap(text, room));
        lines.extend(largest.into_iter().take(3).map(line));
    }
    lines.push(String::new());
    let note = format!(
        "At the end, against deciding nothing: the middle of {} of futures with the same chance, and the \
         range of the middle eighty in a hundred.",
        text::count(contrast.pairs, "pair")
    );
    lines.extend(text::wrap(&note, room));
    lines
}

fn line(difference: &Difference) -> String {
    let (scale, unit) = match difference.of.unit() {
        Unit::Share | Unit::Index => (100.0, "points"),
        Unit::Months => (1.0, "months"),
    };
    let [middle, low, high] =
        [difference.end.spread.median, difference.end.spread.p10, difference.end.spread.p90]
            .map(|value| wording::signed_with(value * scale, 1));
    format!("{}: {middle} {unit} ({low} to {high})", difference.of.title())
}

#[expect(clippy::too_many_arguments, reason = "a drawing function takes what it draws and where")]
fn draw_rows(
    app: &App,
    title: &str,
    rows: &[Row],
    scroll: u16,
    hint: &str,
    area: Rect,
    buf: &mut Buffer,
    regions: &mut Regions,
) {
    let width = area.width.min(WIDTH);
    let height = (rows.len() as u16 + 6).min(area.height);
    let inner = sheet(app, centred(area, width, height), title, buf, regions);
    let body = Rect { height: inner.height.saturating_sub(2), ..inner };
    let scroll = scroll.min((rows.len() as u16).saturating_sub(body.height));
    regions.wheel(body, Action::PageUp, Action::PageDown);
    for (y, (line, style, option)) in (body.y..body.bottom()).zip(rows.iter().skip(usize::from(scroll))) {
        text::put(buf, body.x, y, line, body.width, *style);
        if let Some(option) = option {
            regions.click(Rect { y, height: 1, ..body }, Action::Asked(Act::Pick(*option)));
        }
    }
    more(app, body, scroll, rows.len() as u16, buf);
    let y = inner.bottom().saturating_sub(1);
    let end = text::put(buf, inner.x, y, hint, inner.width, app.look.theme.bar_dim());
    regions.click(Rect::new(inner.x, y, end - inner.x, 1), Action::Asked(Act::Answer));
}
