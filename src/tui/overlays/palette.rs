//! The palette: everything that can be done here, found by typing.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::help::{field, more, sheet};
use crate::model::bloc::{Bloc, Segment};
use crate::model::lever::LEVERS;
use crate::playthrough::{Grouping, Scope};
use crate::tui::action::look::LookAct;
use crate::tui::action::{Action, Spec};
use crate::tui::app::App;
use crate::tui::layout::centred;
use crate::tui::region::Regions;
use crate::tui::theme::ThemeName;
use crate::tui::widgets::list::first_visible;
use crate::tui::widgets::text;
use crate::tui::wording;

/// What has been typed, and which line is selected.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct State {
    /// The words typed.
    pub filter: String,
    /// The selected line of those shown.
    pub selected: usize,
}

/// A line of the palette.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// What it does, in words.
    pub title: String,
    /// Its key or its value, at the right.
    pub note: String,
    /// What is done.
    pub action: Action,
    /// Why it can do nothing now.
    pub why_not: Option<&'static str>,
}

/// The lines that hold every word typed, those first in which they come first.
pub fn entries(app: &App, filter: &str) -> Vec<Entry> {
    let words: Vec<String> = filter.split_whitespace().map(str::to_lowercase).collect();
    let mut found: Vec<(usize, Entry)> = all(app)
        .into_iter()
        .filter_map(|entry| {
            rank(&format!("{} {}", entry.title, entry.note), &words).map(|rank| (rank, entry))
        })
        .collect();
    found.sort_by_key(|(rank, _)| *rank);
    found.into_iter().map(|(_, entry)| entry).collect()
}

/// How late the words typed stand in a text, where each begins a word of it; none where one does not.
pub fn rank(line: &str, words: &[String]) -> Option<usize> {
    let line = line.to_lowercase();
    let of_line: Vec<&str> = line.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    let place = |word: &String| {
        let plain = word.trim_matches(|c: char| !c.is_alphanumeric());
        if plain.is_empty() {
            return line.contains(word.as_str()).then_some(of_line.len());
        }
        of_line.iter().position(|of_line| of_line.starts_with(plain))
    };
    words.iter().map(place).sum()
}

fn all(app: &App) -> Vec<Entry> {
    let mut entries: Vec<Entry> = app
        .keys
        .actions_in(&app.screen_places())
        .into_iter()
        .filter(|spec| is_deed(spec))
        .map(|spec| deed(app, spec))
        .collect();
    let plain = |title: String, action: Action| Entry { title, note: String::new(), action, why_not: None };
    match app.world() {
        None => {
            let pick = |(i, card): (usize, &crate::tui::app::Card)| {
                plain(format!("Scenario: {}", card.title), Action::PickScenario(i))
            };
            entries.extend(app.cards.iter().enumerate().map(pick));
        }
        Some(world) => {
            entries.extend(LEVERS.iter().map(|spec| Entry {
                note: wording::value(spec.lever, world.value(spec.lever)),
                ..plain(
                    format!("Lever: {} ({})", spec.title, spec.holder.map_or("the world", Bloc::title)),
                    Action::Look(LookAct::Lever(spec.lever)),
                )
            }));
            entries.extend(places().into_iter().map(|(title, act)| plain(title, Action::Look(act))));
        }
    }
    entries.extend(
        ThemeName::ALL
            .map(|(name, theme)| plain(format!("Colours: {name}"), Action::Look(LookAct::Theme(theme)))),
    );
    entries
}

/// Moving about is no deed of its own.
fn is_deed(spec: &Spec) -> bool {
    !matches!(
        spec.action,
        Action::Up
            | Action::Down
            | Action::PageUp
            | Action::PageDown
            | Action::Back
            | Action::Look(LookAct::Palette)
    )
}

fn deed(app: &App, spec: &Spec) -> Entry {
    let key = app.keys.keys(spec).first().map(ToString::to_string).unwrap_or_default();
    let title = app.keys.fill(spec.sentence).trim_end_matches('.').to_owned();
    Entry { title, note: key, action: spec.action, why_not: app.hindrance(spec.action) }
}

/// Regions, kinds of adopters and groupings to look at.
fn places() -> Vec<(String, LookAct)> {
    let region = |region: Option<Bloc>| {
        let scope = Scope { region, segment: None };
        (format!("Look at {}", wording::scope(scope)), LookAct::Region(region))
    };
    let segment = |segment: Segment| {
        let scope = Scope { region: None, segment: Some(segment) };
        (format!("Look at {}", wording::scope(scope)), LookAct::Segment(Some(segment)))
    };
    let lines = |lines: Grouping| (format!("Lines {}", wording::grouping(lines)), LookAct::Lines(lines));
    let groupings = [Grouping::BlocAccess, Grouping::Bloc, Grouping::Access, Grouping::Lab];
    [None]
        .into_iter()
        .chain(Bloc::ALL.map(Some))
        .map(region)
        .chain(Segment::ALL.map(segment))
        .chain(groupings.map(lines))
        .collect()
}

/// Draws the field and the lines that it leaves.
pub fn draw(app: &App, state: &State, area: Rect, buf: &mut Buffer, regions: &mut Regions) {
    let theme = &app.look.theme;
    let inner = sheet(app, centred(area, area.width.min(84), area.height.min(22)), "Palette", buf, regions);
    field(app, &state.filter, true, Rect { height: 1, ..inner }, buf);
    let entries = entries(app, &state.filter);
    let told = told(entries.get(state.selected.min(entries.len().saturating_sub(1))), inner.width);
    let below = told.len() as u16;
    let list = Rect { y: inner.y + 1, height: inner.height.saturating_sub(2 + below), ..inner };
    for (y, line) in (list.bottom() + 1..inner.bottom()).zip(&told) {
        text::put(buf, inner.x + 2, y, line, inner.width - 2, theme.bar_dim());
    }
    if entries.is_empty() {
        text::put(buf, list.x, list.y, "Nothing here is called so.", list.width, theme.bar_dim());
    }
    let selected = state.selected.min(entries.len().saturating_sub(1));
    let first = first_visible(selected..selected + 1, entries.len(), usize::from(list.height));
    regions.wheel(list, Action::Up, Action::Down);
    for (y, (i, entry)) in (list.y..list.bottom()).zip(entries.iter().enumerate().skip(first)) {
        let row = Rect { y, height: 1, ..list };
        regions.click(row, Action::Look(LookAct::Pick(i)));
        draw_entry(app, entry, i == selected, row, buf);
    }
    more(app, list, first as u16, entries.len() as u16, buf);
}

/// The selected line in full where it is cut, and why it can do nothing now; two rows at most.
fn told(entry: Option<&Entry>, width: u16) -> Vec<String> {
    let Some(entry) = entry else { return Vec::new() };
    let why = entry.why_not.map(|why| format!("not now: {why}"));
    let cut = text::width(&entry.title) + text::width(&entry.note) + 4 > width;
    let told = why.or_else(|| cut.then(|| entry.title.clone()));
    let mut rows = told.map(|told| text::wrap(&told, width.saturating_sub(2))).unwrap_or_default();
    // Two rows are kept in any case, so that the list does not jump from line to line.
    rows.resize(2, String::new());
    rows
}

fn draw_entry(app: &App, entry: &Entry, selected: bool, row: Rect, buf: &mut Buffer) {
    let theme = &app.look.theme;
    if selected {
        text::put(buf, row.x, row.y, if app.look.ascii() { ">" } else { "▸" }, 1, theme.key());
    }
    let note = if entry.why_not.is_some() { "not now" } else { &entry.note };
    let at = text::put_right(
        buf,
        row.right(),
        row.y,
        note,
        if entry.why_not.is_some() { theme.bar_dim() } else { theme.key() },
    );
    let style = match (entry.why_not.is_some(), selected) {
        (true, _) => theme.bar_dim(),
        (false, true) => theme.bar().add_modifier(ratatui::style::Modifier::BOLD),
        (false, false) => theme.bar(),
    };
    let room = at.saturating_sub(row.x + 4);
    text::put(buf, row.x + 2, row.y, &text::clip_words(&entry.title, room), room, style);
}
