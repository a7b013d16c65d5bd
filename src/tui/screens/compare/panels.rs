//! The two sides to choose from, and the moves in which they differ.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{Act, Focus, View};
use crate::model::calendar::Month;
use crate::playthrough::{Journal, LineId, Other};
use crate::tui::action::Action;
use crate::tui::region::Regions;
use crate::tui::widgets::text;
use crate::tui::wording::measure;

/// The name of side `A` or `B`.
pub fn side_name(view: &View<'_>, side: &str) -> String {
    let (line, other) = view.state().sides(view.snapshot);
    name_of(view, if side == "A" { Other::Line(line) } else { other })
}

fn name_of(view: &View<'_>, side: Other) -> String {
    let name = |id: LineId| view.snapshot.lines.get(id).map_or_else(String::new, |line| line.name.clone());
    match side {
        Other::Baseline => "nothing moved".to_owned(),
        Other::Line(id) => name(id),
    }
}

/// What was done on a side: the line in play as it stands, another as far as it was played.
fn journal_of(view: &View<'_>, side: Other) -> Journal {
    let lines = &view.snapshot.lines;
    match side {
        Other::Line(id) if id == lines.current().id => view.snapshot.journal.clone(),
        Other::Line(id) => lines.get(id).map(|line| line.journal.whole()).unwrap_or_default(),
        Other::Baseline => Journal::default(),
    }
}

/// Draws one row for each side, and a row on what can be done.
pub fn sides(view: &View<'_>, area: Rect, buf: &mut Buffer, regions: &mut Regions) {
    let theme = &view.app.look.theme;
    let (line, other) = view.state().sides(view.snapshot);
    let sides = [(Focus::A, Other::Line(line)), (Focus::B, other)];
    for (i, (focus, side)) in sides.into_iter().enumerate() {
        let y = area.y + i as u16;
        let row = Rect { y, height: 1, ..area };
        regions.click(row, Action::Compare(Act::Focus(focus)));
        let lit = view.state().focus == focus;
        let style = if lit { theme.badge() } else { theme.strong() };
        let mut x = text::put(buf, area.x, y, if i == 0 { " A " } else { " B " }, 3, style) + 1;
        let arrows = if view.app.look.ascii() { ["<", ">"] } else { ["◂", "▸"] };
        regions.click(Rect::new(x, y, 2, 1), Action::Compare(Act::Turn(i, false)));
        x = text::put(buf, x, y, arrows[0], 1, theme.accent()) + 1;
        x = text::put(buf, x, y, &name_of(view, side), 28, theme.strong()) + 1;
        regions.click(Rect::new(x, y, 2, 1), Action::Compare(Act::Turn(i, true)));
        x = text::put(buf, x, y, arrows[1], 1, theme.accent()) + 2;
        text::put(buf, x, y, &about(view, side), area.right().saturating_sub(x), theme.dim());
    }
    let hint = hint(view, line, other);
    if area.height < 3 {
        return;
    }
    text::put(buf, area.x, area.y + 2, &hint, area.width, theme.dim());
}

/// How many moves a side has and how far it was played.
fn about(view: &View<'_>, side: Other) -> String {
    if side == Other::Baseline {
        return "the scenario as it is".to_owned();
    }
    let journal = journal_of(view, side);
    let facts = &view.snapshot.facts;
    let until = facts.play_from + journal.months();
    let until =
        if until > facts.setup.end { "to the end".into() } else { format!("up to {}", until.label()) };
    let deeds = measure::deeds(&journal, facts);
    match deeds.iter().map(|deed| deed.pieces.len()).sum::<usize>() {
        0 => format!("no moves, played {until}"),
        1 => format!("one move, played {until}"),
        n => format!("{n} moves, played {until}"),
    }
}

fn hint(view: &View<'_>, line: LineId, other: Other) -> String {
    let keys = &view.app.keys;
    if other == Other::Line(line) {
        let told = "The same line on both sides: {compare-next-focus} and {less} {more} choose another.";
        return keys.fill(told);
    }
    if view.snapshot.lines.all().len() == 1 {
        return keys.fill("There is one line so far; {time-branch} begins another.");
    }
    match view.found.and_then(|found| found.parting) {
        Some(month) => {
            let pairs = view.found.map_or(0, |found| found.contrast.pairs);
            format!(
                "They part in {}; {} from there under each, with the same chance.",
                month.label(),
                text::count(pairs, "future")
            )
        }
        None => keys.fill("{compare-next-focus} goes round the parts of this screen, {less} {more} choose."),
    }
}

/// Something that only one side did.
pub struct Apart {
    /// `A` or `B`.
    pub side: &'static str,
    /// When it was done.
    pub made: Month,
    told: String,
}

/// What only one side did, in order of time.
pub fn moves_apart(view: &View<'_>) -> Vec<Apart> {
    let (line, other) = view.state().sides(view.snapshot);
    let done = [Other::Line(line), other].map(|side| -> Vec<(Month, String)> {
        let deeds = measure::deeds(&journal_of(view, side), &view.snapshot.facts);
        deeds
            .into_iter()
            .flat_map(|deed| deed.pieces.into_iter().map(move |told| (deed.made, told)))
            .collect()
    });
    let only = |side: &'static str, own: &[(Month, String)], others: &[(Month, String)]| {
        let own = own.iter().filter(|deed| !others.contains(deed));
        own.map(|(made, told)| Apart { side, made: *made, told: told.clone() }).collect::<Vec<_>>()
    };
    let mut apart = only("A", &done[0], &done[1]);
    apart.extend(only("B", &done[1], &done[0]));
    apart.sort_by_key(|apart| apart.made);
    apart
}

/// How many rows the moves take.
pub fn count_of_moves(view: &View<'_>) -> usize {
    moves_apart(view).len()
}

/// Draws the moves that only one side has.
pub fn moves(view: &View<'_>, area: Rect, buf: &mut Buffer, regions: &mut Regions) {
    let theme = &view.app.look.theme;
    let all = moves_apart(view);
    if all.is_empty() {
        let nothing = "No move that only one side has.";
        text::put(buf, area.x, area.y, nothing, area.width, theme.dim());
    }
    regions.wheel(area, Action::Up, Action::Down);
    let scroll = view.state().scroll.min(all.len().saturating_sub(usize::from(area.height)));
    for (y, apart) in (area.y..area.bottom()).zip(all.iter().skip(scroll)) {
        let x = text::put(buf, area.x, y, apart.side, 1, theme.strong()) + 1;
        let x = text::put(buf, x, y, &apart.made.short_label(), 6, theme.dim()) + 1;
        text::put(buf, x, y, &apart.told, area.right().saturating_sub(x), theme.text());
    }
}
