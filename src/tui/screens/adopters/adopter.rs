//! One adopter: its tastes, what it uses, every look at the market, and what it saw.

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::style::{Modifier, Style};

use super::{Act, Page, wording};
use crate::model::appeal::Appeal;
use crate::model::sight::{Choosing, Seen};
use crate::playthrough::Biography;
use crate::tui::action::Action;
use crate::tui::panels::gauge::percent;
use crate::tui::region::Regions;
use crate::tui::widgets::list::first_visible;
use crate::tui::widgets::text;
use crate::tui::wording::signed;

/// Draws the adopter.
pub fn draw(page: &Page<'_>, area: Rect, buf: &mut Buffer, regions: &mut Regions) {
    let state = page.state();
    let who = wording::cell(state.region(), state.segment());
    let of = state.roll().map_or(0, crate::playthrough::Roll::len);
    let title = format!("Adopter {} of {of}", state.adopter + 1);
    let subtitle = match &state.typing {
        Some(digits) => format!("go to number {digits}_"),
        None => who,
    };
    let inner = page.titled(&title, &subtitle, area, buf);
    let Some(life) = state.life() else {
        let wait = "Its life is being played again ...";
        text::put(buf, inner.x, inner.y, wait, inner.width, page.app.look.theme.dim());
        return;
    };
    let left = if inner.width >= 100 { 42 } else { inner.width * 2 / 5 + 2 };
    let columns = [Constraint::Length(left), Constraint::Length(2), Constraint::Fill(1)];
    let [inner, _, right] = Layout::horizontal(columns).areas(inner);
    let looks: Vec<&Choosing> = life.looks_until(page.month()).collect();
    let y = draw_tastes(page, life, inner, buf) + 1;
    draw_looks(
        page,
        life,
        &looks,
        Rect { y, height: inner.bottom().saturating_sub(y), ..inner },
        buf,
        regions,
    );
    match looks.iter().rev().nth(state.look) {
        Some(look) => draw_sight(page, look, right, buf),
        None => {
            let inner = page.titled("What it saw", "", right, buf);
            let never = "It has not looked at the market yet.";
            text::put(buf, inner.x, inner.y, never, inner.width, page.app.look.theme.dim());
        }
    }
}

/// What it uses and what it likes; returns the row after.
fn draw_tastes(page: &Page<'_>, life: &Biography, area: Rect, buf: &mut Buffer) -> u16 {
    let theme = &page.app.look.theme;
    let labs = &page.snapshot.facts.setup.labs;
    let p = &page.snapshot.facts.setup.parameters;
    let used = life.used(page.month());
    let x = text::put(buf, area.x, area.y, "uses ", area.width, theme.dim());
    let room = area.right().saturating_sub(x);
    let x = text::put(buf, x, area.y, &wording::used(used, labs), room, theme.hue(wording::hue(used, labs)));
    let since = match life.since(page.month()) {
        Some(month) => format!(" since {}", month.short_label()),
        None if used.is_some() => " from the start".to_owned(),
        None => String::new(),
    };
    text::put(buf, x, area.y, &since, area.right().saturating_sub(x), theme.dim());
    draw_months(page, life, Rect { y: area.y + 1, height: 1, ..area }, buf);
    let mut y = area.y + 2;
    text::put(buf, area.x, y, "likes, beside others like it", area.width, theme.dim());
    let openness = ("open weights", life.openness, p.openness_taste_sd);
    let names = ["American models", "Chinese models", "European models", "other models"];
    let affinities =
        names.into_iter().zip(life.affinity).map(|(name, liking)| (name, liking, p.bloc_affinity_sd));
    // On a low screen only the taste for openness and the two large origins are told.
    let rows = if area.height >= 16 { 5 } else { 3 };
    for (name, liking, sd) in std::iter::once(openness).chain(affinities).take(rows) {
        y += 1;
        text::put(buf, area.x, y, name, 16, theme.text());
        let room = area.width.saturating_sub(17 + 6);
        if room >= 9 {
            text::put(buf, area.x + 17, y, wording::strength(liking, sd), room, theme.text());
        }
        text::put_right(buf, area.right(), y, &signed(liking), theme.strong());
    }
    y += 1;
    y
}

/// What it used from the first month to the one in view, a letter and a hue each.
fn draw_months(page: &Page<'_>, life: &Biography, area: Rect, buf: &mut Buffer) {
    let theme = &page.app.look.theme;
    let labs = &page.snapshot.facts.setup.labs;
    let cells = usize::from(area.width).min(page.row + 1).max(1);
    for cell in 0..cells {
        let row = (cell + 1) * (page.row + 1) / cells - 1;
        let used = life.used(life.start + row as u16);
        let style = theme.hue(wording::hue(used, labs));
        let letter = wording::letter(used, labs);
        let reversed = if used.is_some() { style.add_modifier(Modifier::REVERSED) } else { theme.faint() };
        text::put(buf, area.x + cell as u16, area.y, &letter.to_string(), 1, reversed);
    }
}

/// All looks at the market, the latest first.
fn draw_looks(
    page: &Page<'_>,
    life: &Biography,
    looks: &[&Choosing],
    area: Rect,
    buf: &mut Buffer,
    regions: &mut Regions,
) {
    let theme = &page.app.look.theme;
    let labs = &page.snapshot.facts.setup.labs;
    let switches = looks.iter().filter(|look| look.is_switch()).count();
    let subtitle = format!("{} at the market, moves {switches}", looks.len());
    let list = page.titled("Its looks", &subtitle, area, buf);
    let selected = page.state().look.min(looks.len().saturating_sub(1));
    // The last row says from what it began.
    let length = looks.len() + 1;
    let first = first_visible(selected..selected + 1, length, usize::from(list.height));
    for (y, i) in (list.y..list.bottom()).zip(first..length) {
        let row = Rect { y, height: 1, ..list };
        let Some(look) = looks.iter().rev().nth(i) else {
            let began = wording::used(crate::model::adoption::chosen_offer(life.first), labs);
            let line = format!("{} began with {began}", life.start.short_label());
            text::put(buf, row.x, y, &line, row.width, theme.dim());
            continue;
        };
        draw_look(page, look, row, buf);
        if i == selected {
            buf.set_style(row, theme.selected());
        }
        regions.click(row, Action::Adopters(Act::Look(i)));
    }
}

fn draw_look(page: &Page<'_>, look: &Choosing, area: Rect, buf: &mut Buffer) {
    let theme = &page.app.look.theme;
    let labs = &page.snapshot.facts.setup.labs;
    let now = crate::model::adoption::chosen_offer(look.now);
    text::put(buf, area.x, area.y, &look.month.short_label(), 6, theme.dim());
    let (verb, style) = match (look.is_switch(), look.before) {
        (false, _) => ("kept ", theme.dim()),
        (true, crate::model::adoption::NONE) => ("began ", theme.text()),
        (true, _) => ("went to ", theme.text()),
    };
    let x = text::put(buf, area.x + 7, area.y, verb, area.width.saturating_sub(7), style);
    let hue: Style = if look.is_switch() { theme.hue(wording::hue(now, labs)) } else { theme.dim() };
    text::put(buf, x, area.y, &wording::used(now, labs), area.right().saturating_sub(x), hue);
}

/// The best offers of a look side by side, term by term.
fn draw_sight(page: &Page<'_>, look: &Choosing, area: Rect, buf: &mut Buffer) {
    let theme = &page.app.look.theme;
    let labs = &page.snapshot.facts.setup.labs;
    let chosen = crate::model::adoption::chosen_offer(look.now);
    let title = format!("What it saw in {}", look.month.label());
    let inner = page.titled(&title, "worth, term by term", area, buf);
    let names = 17.min(inner.width / 3);
    let least = if inner.width >= 60 { 11 } else { 9 };
    let columns = usize::from(inner.width.saturating_sub(names) / least).clamp(1, 6);
    let shown = shown(look, chosen, columns);
    let width = (inner.width.saturating_sub(names) / shown.len().max(1) as u16).min(14);
    let right = |i: usize| inner.x + names + width * (i as u16 + 1);
    for (i, seen) in shown.iter().enumerate() {
        let place = Some(seen.place);
        let style = theme.hue(wording::hue(place, labs));
        let style = if place == chosen {
            style.patch(theme.strong()).patch(theme.hue(wording::hue(place, labs)))
        } else {
            style
        };
        let name = labs.get(seen.place / 2).map_or("", |lab| lab.name.as_str());
        text::put_right(buf, right(i), inner.y, &text::clip(name, width - 1), style);
        let access = crate::model::offer::offer_access(seen.place).key();
        let mark = if page.app.look.ascii() { ">" } else { "▸" };
        let (access, style) = match place == chosen {
            true => (format!("{mark}{access}"), theme.accent()),
            false => (access.to_owned(), theme.dim()),
        };
        text::put_right(buf, right(i), inner.y + 1, &access, style);
    }
    let mut y = inner.y + 2;
    let left = inner.bottom().saturating_sub(y + 2);
    for appeal in told(&shown, usize::from(left)) {
        text::put(buf, inner.x, y, appeal.title(), names, theme.text());
        for (i, seen) in shown.iter().enumerate() {
            let value = seen.term(appeal);
            let style = if value.abs() < 0.005 { theme.dim() } else { theme.text() };
            text::put_right(buf, right(i), y, &signed(value), style);
        }
        y += 1;
    }
    draw_sums(page, &shown, (y, names, width), inner, buf);
    let help = "Worth is relative; 1 more makes an offer about 2.7 times as likely against another lab's. \
                The draw decides by the odds, so the likeliest offer is not always taken.";
    for (y, line) in (y + 3..inner.bottom()).zip(text::wrap(help, inner.width)) {
        text::put(buf, inner.x, y, &line, inner.width, theme.dim());
    }
}

fn draw_sums(
    page: &Page<'_>,
    shown: &[&Seen],
    (y, names, width): (u16, u16, u16),
    area: Rect,
    buf: &mut Buffer,
) {
    let theme = &page.app.look.theme;
    for (y, title) in [(y, "together"), (y + 1, "odds")].into_iter().filter(|(y, _)| *y < area.bottom()) {
        text::put(buf, area.x, y, title, names, theme.strong());
        for (i, seen) in shown.iter().enumerate() {
            let value = if title == "odds" { odds(seen.probability) } else { signed(seen.utility()) };
            text::put_right(buf, area.x + names + width * (i as u16 + 1), y, &value, theme.strong());
        }
    }
}

fn odds(probability: f64) -> String {
    if probability < 0.01 { "<1%".to_owned() } else { percent(probability) }
}

/// The best offers, the chosen one among them.
fn shown(look: &Choosing, chosen: Option<usize>, columns: usize) -> Vec<&Seen> {
    let best = look.best_first();
    let mut shown: Vec<&Seen> = best.iter().copied().take(columns).collect();
    let has = |shown: &[&Seen]| shown.iter().any(|seen| Some(seen.place) == chosen);
    if !has(&shown)
        && let Some(taken) = best.iter().copied().find(|seen| Some(seen.place) == chosen)
    {
        shown.pop();
        shown.push(taken);
    }
    shown
}

/// The terms worth telling: those in which the shown offers differ most, in their own order.
fn told(shown: &[&Seen], rows: usize) -> Vec<Appeal> {
    let spread = |appeal: Appeal| {
        let values = shown.iter().map(|seen| seen.term(appeal));
        let (low, high) = values.fold((f64::MAX, f64::MIN), |(l, h), v| (l.min(v), h.max(v)));
        (high - low).max(high.abs()).max(low.abs())
    };
    let mut told: Vec<Appeal> = Appeal::ALL.into_iter().filter(|appeal| spread(*appeal) >= 0.005).collect();
    told.sort_by(|a, b| spread(*b).total_cmp(&spread(*a)));
    told.truncate(rows);
    told.sort();
    told
}
