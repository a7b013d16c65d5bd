//! Palette, help, explanations, tour, themes, copies: what their actions do.

use crate::model::bloc::{Bloc, Segment};
use crate::playthrough::Grouping;
use crate::playthrough::record::Record;
use crate::tui::action::look::LookAct;
use crate::tui::action::{Action, Tab};
use crate::tui::app::{App, Overlay, Question, Screen, World};
use crate::tui::overlays::{help, palette};
use crate::tui::picture::Form;
use crate::tui::theme::ThemeName;
use crate::tui::update::{Effect, Opening, update};
use crate::tui::{numbers, tour};

/// Carries an action out, if it is one of these or meant for one of these overlays.
pub fn take(app: &mut App, action: Action) -> Option<Vec<Effect>> {
    let mine = match app.overlay.take() {
        Some(Overlay::Palette(state)) => in_palette(app, state, action),
        Some(Overlay::Help(state)) => in_help(app, state, action),
        Some(Overlay::Explain(rows)) => in_explain(app, rows, action),
        Some(Overlay::Save) => in_save(app, action),
        other => {
            app.overlay = other;
            None
        }
    };
    match (mine, action, &app.overlay) {
        (Some(effects), ..) => Some(effects),
        // A question waits for its answer.
        (None, Action::Look(_), Some(Overlay::Question(_))) => Some(Vec::new()),
        (None, Action::Look(act), _) => Some(carry_out(app, act)),
        _ => None,
    }
}

/// Why one of these actions can do nothing now.
pub fn hindrance(app: &App, act: LookAct) -> Option<&'static str> {
    match act {
        LookAct::Copy if app.world().and_then(numbers::table).is_none() => {
            Some("there is no chart to copy yet")
        }
        LookAct::Copy if app.world().is_some_and(|world| world.tab != Tab::World) => {
            Some("the numbers are those of the World screen's chart")
        }
        LookAct::NextTheme if app.look.theme.next().name == app.look.theme.name => {
            Some("this terminal shows no colours")
        }
        LookAct::Tour if app.tour.is_some() => Some("the tour is under way"),
        _ => None,
    }
}

fn carry_out(app: &mut App, act: LookAct) -> Vec<Effect> {
    if let (LookAct::Copy, Some(Overlay::Saved)) = (act, &app.overlay) {
        return copy_code(app).into_iter().collect();
    }
    if let Some(why) = hindrance(app, act) {
        app.notice = Some(format!("Not now: {why}."));
        return Vec::new();
    }
    match act {
        LookAct::Palette => app.overlay = Some(Overlay::Palette(palette::State::default())),
        LookAct::Explain => app.overlay = Some(Overlay::Explain(0)),
        LookAct::Save => app.overlay = Some(Overlay::Save),
        LookAct::NextTheme => show_theme(app, app.look.theme.next().name),
        LookAct::Theme(name) => show_theme(app, name),
        LookAct::Archetypes => show_archetypes(app),
        LookAct::Tour => return start_tour(app, false),
        LookAct::TourOff => app.tour = None,
        LookAct::TourOn => {
            if app.world().is_some_and(|world| world.is_trying()) {
                return update(app, Action::Apply);
            }
            tour::go_on(app);
        }
        LookAct::SaveText => return vec![Effect::Save(Form::Text)],
        LookAct::SaveSvg => return vec![Effect::Save(Form::Svg)],
        LookAct::Copy => {
            return app.world().and_then(numbers::table).map(Effect::Copy).into_iter().collect();
        }
        LookAct::Region(_) | LookAct::Segment(_) | LookAct::Lines(_) => {
            if let Some(world) = app.world_mut() {
                look_at(world, act);
            }
        }
        LookAct::Lever(lever) => {
            if let Some(world) =
                app.world_mut().filter(|world| !matches!(world.tab, Tab::World | Tab::Policy))
            {
                world.tab = Tab::World;
            }
            return update(app, Action::PickLever(lever));
        }
        LookAct::Choose | LookAct::Pick(_) | LookAct::Search => {}
    }
    Vec::new()
}

/// The run code, for the terminal's clipboard.
fn copy_code(app: &App) -> Option<Effect> {
    let record = Record::of(app.world()?.snapshot.as_ref()?);
    let left_out = record.left_out().map(|left_out| format!(": {left_out}")).unwrap_or_default();
    let notice = format!("Copied the run code, if this terminal lets programs copy{left_out}.");
    Some(Effect::CopyText { text: record.to_code(), notice })
}

fn show_theme(app: &mut App, name: ThemeName) {
    app.look.theme = app.look.theme.renamed(name);
    let shown = app.look.theme.name;
    app.notice = Some(match shown == name {
        true => format!("Colours: {}.", shown.name()),
        false => format!("This terminal cannot show {}; colours: {}.", name.name(), shown.name()),
    });
}

fn show_archetypes(app: &mut App) {
    app.look.archetypes = !app.look.archetypes;
    let archetypes = app.look.archetypes;
    if let Some(world) = app.world_mut() {
        world.rename(archetypes);
    }
    let now = if archetypes { "Labs are shown by their kind." } else { "Labs are shown by their names." };
    app.notice = Some(now.to_owned());
}

/// In the list of scenarios the tour opens a game: of the selected scenario where the player asks for it.
fn start_tour(app: &mut App, is_offer: bool) -> Vec<Effect> {
    app.overlay = None;
    tour::start(app);
    if matches!(app.screen, Screen::World(_)) {
        return Vec::new();
    }
    let toured = || app.cards.iter().find(|card| card.name == TOURED).or(app.cards.first());
    let chosen = app.selected_card().filter(|_| !is_offer && !app.selects_resume());
    let Some(card) = chosen.or_else(toured) else { return Vec::new() };
    // All levers are free, and nothing asks for an answer meanwhile.
    let opening = Opening { scenario: card.name.clone(), role: None, dilemmas: false };
    app.open(opening)
}

/// The scenario over which the tour goes where the player has chosen none.
const TOURED: &str = "two-worlds";

/// The rows of something long after a key that scrolls.
fn scrolled(rows: u16, action: Action) -> Option<u16> {
    match action {
        Action::Up => Some(rows.saturating_sub(1)),
        Action::Down => Some(rows.saturating_add(1)),
        Action::PageUp => Some(rows.saturating_sub(10)),
        Action::PageDown => Some(rows.saturating_add(10)),
        _ => None,
    }
}

/// What every one of these overlays does on leaving; the others' actions find it closed.
fn closed(app: &mut App, action: Action) -> Option<Vec<Effect>> {
    match action {
        Action::Back | Action::Open | Action::PlayPause => Some(Vec::new()),
        Action::Quit => Some(update(app, Action::Quit)),
        _ => None,
    }
}

fn in_help(app: &mut App, mut state: help::State, action: Action) -> Option<Vec<Effect>> {
    if let Some(rows) = scrolled(state.scroll, action) {
        state.scroll = rows;
    } else {
        match action {
            Action::Look(LookAct::Search) => state.typing = true,
            Action::Type(c) => {
                state.filter.push(c);
                state.scroll = 0;
            }
            Action::Erase => drop(state.filter.pop()),
            // Enter leaves the field and keeps the words; esc clears them first.
            Action::Apply | Action::Open if state.typing => state.typing = false,
            Action::Back if state.typing || !state.filter.is_empty() => state = help::State::default(),
            Action::Help => return Some(Vec::new()),
            Action::Briefing => {
                app.overlay = Some(Overlay::Briefing(0));
                return Some(Vec::new());
            }
            Action::Look(_) => return None,
            _ => {
                let leaves = closed(app, action);
                if leaves.is_none() {
                    app.overlay = Some(Overlay::Help(state));
                }
                return Some(leaves.unwrap_or_default());
            }
        }
    }
    app.overlay = Some(Overlay::Help(state));
    Some(Vec::new())
}

fn in_explain(app: &mut App, rows: u16, action: Action) -> Option<Vec<Effect>> {
    if let Some(rows) = scrolled(rows, action) {
        app.overlay = Some(Overlay::Explain(rows));
        return Some(Vec::new());
    }
    match action {
        Action::Look(LookAct::Explain) => Some(Vec::new()),
        Action::Look(_) => None,
        Action::Help => {
            app.overlay = Some(Overlay::Help(help::State::default()));
            Some(Vec::new())
        }
        _ => {
            let leaves = closed(app, action);
            if leaves.is_none() {
                app.overlay = Some(Overlay::Explain(rows));
            }
            Some(leaves.unwrap_or_default())
        }
    }
}

fn in_save(app: &mut App, action: Action) -> Option<Vec<Effect>> {
    match action {
        Action::Look(LookAct::SaveText | LookAct::SaveSvg) => None,
        Action::Quit => Some(update(app, Action::Quit)),
        Action::Back => Some(Vec::new()),
        _ => {
            app.overlay = Some(Overlay::Save);
            Some(Vec::new())
        }
    }
}

fn in_palette(app: &mut App, mut state: palette::State, action: Action) -> Option<Vec<Effect>> {
    let last = palette::entries(app, &state.filter).len().saturating_sub(1);
    match action {
        Action::Up => state.selected = state.selected.min(last).saturating_sub(1),
        Action::Down => state.selected = (state.selected + 1).min(last),
        Action::PageUp => state.selected = state.selected.min(last).saturating_sub(8),
        Action::PageDown => state.selected = (state.selected + 8).min(last),
        Action::Type(c) => {
            state.filter.push(c);
            state.selected = 0;
        }
        Action::Erase => {
            state.filter.pop();
            state.selected = 0;
        }
        Action::Look(LookAct::Choose) => return Some(choose(app, &state, state.selected)),
        Action::Look(LookAct::Pick(row)) => return Some(choose(app, &state, row)),
        Action::Back | Action::Look(LookAct::Palette) => return Some(Vec::new()),
        Action::Quit => return Some(update(app, Action::Quit)),
        _ => {}
    }
    app.overlay = Some(Overlay::Palette(state));
    Some(Vec::new())
}

/// Does what a line of the palette says; where it cannot be done, says why and stays.
fn choose(app: &mut App, state: &palette::State, row: usize) -> Vec<Effect> {
    let entries = palette::entries(app, &state.filter);
    match entries.get(row) {
        Some(entry) if entry.why_not.is_none() => update(app, entry.action),
        chosen => {
            app.notice = chosen.and_then(|entry| entry.why_not).map(|why| format!("Not now: {why}."));
            app.overlay = Some(Overlay::Palette(state.clone()));
            Vec::new()
        }
    }
}

/// After the offer of the first run: yes begins the tour.
pub fn answer_offer(app: &mut App, action: Action) -> Vec<Effect> {
    debug_assert_eq!(app.overlay, Some(Overlay::Question(Question::Tour)));
    match action {
        Action::Confirm => {
            app.then = None;
            start_tour(app, true)
        }
        Action::Back => {
            app.overlay = app.then.take();
            let key = app.keys.of("tour").unwrap_or_default();
            app.notice = Some(format!("{key} starts the tour at any time."));
            Vec::new()
        }
        Action::Quit => vec![Effect::Quit],
        _ => Vec::new(),
    }
}

/// What the palette asks to look at.
fn look_at(world: &mut World, act: LookAct) {
    match act {
        LookAct::Region(region) => world.scope.region = region,
        LookAct::Segment(segment) => world.scope.segment = segment,
        LookAct::Lines(grouping) => world.grouping = grouping,
        _ => {}
    }
    world.tab = Tab::World;
    world.read_lines(true);
}

/// The next grouping, region or kind of adopters.
pub fn look_elsewhere(world: &mut World, action: Action) {
    match action {
        Action::Grouping => {
            world.grouping = match world.grouping {
                Grouping::BlocAccess => Grouping::Bloc,
                Grouping::Bloc => Grouping::Access,
                Grouping::Access => Grouping::Lab,
                Grouping::Lab => Grouping::BlocAccess,
            }
        }
        Action::Region => {
            let next = world.scope.region.map_or(0, |region| region.index() + 1);
            world.scope.region = Bloc::ALL.get(next).copied();
        }
        _ => {
            let next = world.scope.segment.map_or(0, |segment| segment.index() + 1);
            world.scope.segment = Segment::ALL.get(next).copied();
        }
    }
    world.read_lines(true);
}
