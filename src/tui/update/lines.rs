//! What actions do in the sheets on lines of play and on what is kept.

use crate::playthrough::{Command, Line};
use crate::tui::action::Action;
use crate::tui::action::time::TimeAct;
use crate::tui::app::{App, LONGEST_NAME, NameField, Naming, Overlay, Question};
use crate::tui::overlays::help;
use crate::tui::update::{self, Effect};

/// Opens the field for the name of a new line that begins where the player looks.
pub fn branch(app: &mut App) {
    let Some(world) = app.world_mut() else { return };
    let Some(now) = world.snapshot.as_ref().map(|snapshot| snapshot.now) else { return };
    world.playing = false;
    let month = world.reachable().unwrap_or(now);
    let text = format!("from {}", month.label());
    app.overlay = Some(Overlay::Name(NameField { of: Naming::Branch(month), text }));
}

/// Opens the list of lines on the one in play.
pub fn list(app: &mut App) {
    let Some(world) = app.world_mut() else { return };
    world.playing = false;
    let Some(lines) = world.snapshot.as_ref().map(|snapshot| &snapshot.lines) else { return };
    let current = lines.all().iter().position(|line| line.id == lines.current().id);
    app.overlay = Some(Overlay::Lines(current.unwrap_or(0)));
}

/// Carries an action out in one of these sheets.
pub fn in_overlay(app: &mut App, overlay: Overlay, action: Action) -> Vec<Effect> {
    match (overlay, action) {
        (_, Action::Quit) => {
            app.overlay = None;
            return update::update(app, Action::Quit);
        }
        (Overlay::Name(field), _) => return in_name(app, field, action),
        (Overlay::Lines(row), _) => return in_list(app, row, action),
        (_, Action::Back | Action::Time(TimeAct::Saved) | Action::Apply) => app.overlay = None,
        (_, Action::Help) => app.overlay = Some(Overlay::Help(help::State::default())),
        _ => {}
    }
    Vec::new()
}

fn in_name(app: &mut App, mut field: NameField, action: Action) -> Vec<Effect> {
    match action {
        Action::Type(c) if field.text.chars().count() < LONGEST_NAME => field.text.push(c),
        Action::Erase => drop(field.text.pop()),
        Action::Back => {
            app.overlay = match field.of {
                Naming::Branch(_) => None,
                Naming::Rename(id) => Some(Overlay::Lines(place_of(app, id))),
            };
            return Vec::new();
        }
        Action::Time(TimeAct::Accept) => {
            let name = field.text.trim().to_owned();
            let command = match field.of {
                Naming::Branch(month) => {
                    app.overlay = None;
                    Command::Branch(month, name)
                }
                Naming::Rename(id) => {
                    app.overlay = Some(Overlay::Lines(place_of(app, id)));
                    Command::Rename(id, name)
                }
            };
            if let Some(world) = app.world_mut() {
                let line = world.snapshot.as_ref().map(|snapshot| snapshot.lines.current().id);
                if matches!(field.of, Naming::Branch(_)) {
                    // What a new line is most likely to be compared with is the one that it leaves.
                    world.compare.against(line);
                }
                (world.cursor, world.draft) = (None, None);
            }
            return vec![Effect::Game(command)];
        }
        _ => {}
    }
    app.overlay = Some(Overlay::Name(field));
    Vec::new()
}

fn place_of(app: &App, id: crate::playthrough::LineId) -> usize {
    lines(app).iter().position(|line| line.id == id).unwrap_or(0)
}

fn lines(app: &App) -> &[Line] {
    let snapshot = app.world().and_then(|world| world.snapshot.as_ref());
    snapshot.map_or(&[], |snapshot| snapshot.lines.all())
}

fn in_list(app: &mut App, row: usize, action: Action) -> Vec<Effect> {
    let last = lines(app).len().saturating_sub(1);
    let select = |row: usize| Some(Overlay::Lines(row.min(last)));
    let row = row.min(last);
    let Some((id, name)) = lines(app).get(row).map(|line| (line.id, line.name.clone())) else {
        app.overlay = None;
        return Vec::new();
    };
    match action {
        Action::Up => app.overlay = select(row.saturating_sub(1)),
        Action::Down => app.overlay = select(row + 1),
        Action::PageUp => app.overlay = select(0),
        Action::PageDown => app.overlay = select(last),
        // The second click on a line plays it.
        Action::Time(TimeAct::Pick(i)) if i != row => app.overlay = select(i),
        Action::Time(TimeAct::Switch | TimeAct::Pick(_)) => {
            app.overlay = None;
            if let Some(world) = app.world_mut() {
                (world.cursor, world.draft) = (None, None);
            }
            return vec![Effect::Game(Command::Switch(id))];
        }
        Action::Time(TimeAct::Rename) => {
            app.overlay = Some(Overlay::Name(NameField { of: Naming::Rename(id), text: name }));
        }
        Action::Time(TimeAct::Remove) if !is_current(app, row) => {
            app.overlay = Some(Overlay::Question(Question::Remove(id)));
        }
        Action::Back | Action::Time(TimeAct::Lines) => app.overlay = None,
        _ => {}
    }
    Vec::new()
}

/// Whether the line in this row is in play.
fn is_current(app: &App, row: usize) -> bool {
    let snapshot = app.world().and_then(|world| world.snapshot.as_ref());
    snapshot.is_some_and(|s| s.lines.all().get(row).is_some_and(|line| line.id == s.lines.current().id))
}

/// Removes a line after the question, and shows the list again.
pub fn remove(app: &mut App, id: crate::playthrough::LineId) -> Vec<Effect> {
    let row = place_of(app, id).saturating_sub(1);
    app.overlay = Some(Overlay::Lines(row));
    vec![Effect::Game(Command::Remove(id))]
}
