//! What the keys, the wheel and the sliders do to levers.

use crate::playthrough::{Command, LeverMove};
use crate::tui::action::{Action, Panel};
use crate::tui::app::World;
use crate::tui::nudge;
use crate::tui::update::Effect;

/// Whether an action moves the selected lever, which may be out of sight while another panel is in focus.
pub const fn moves_selected(action: Action) -> bool {
    matches!(
        action,
        Action::Less
            | Action::More
            | Action::LittleLess
            | Action::LittleMore
            | Action::NextSetting
            | Action::Reset
    )
}

/// Tries the move of a lever that an action asks for; a move already being tried keeps its months.
pub fn move_lever(world: &mut World, action: Action) -> Vec<Effect> {
    let selected = world.lever;
    let nudge = |lever, by| Some(nudge::nudged(lever, world.value(lever), by));
    let (lever, value) = match action {
        Action::Less => (selected, nudge(selected, -5)),
        Action::More => (selected, nudge(selected, 5)),
        Action::LittleLess => (selected, nudge(selected, -1)),
        Action::LittleMore => (selected, nudge(selected, 1)),
        Action::NudgeLever(lever, steps) => (lever, nudge(lever, steps * 5)),
        Action::SlideLever(lever, ratio) => (lever, Some(nudge::at_ratio(lever, ratio))),
        Action::NextSetting => (selected, Some(nudge::next_setting(selected, world.value(selected)))),
        Action::Reset => (selected, None),
        Action::PickLever(lever) => {
            (world.lever, world.panel) = (lever, Panel::Levers);
            return Vec::new();
        }
        _ => return Vec::new(),
    };
    (world.lever, world.panel) = (lever, Panel::Levers);
    let wanted = value.unwrap_or_else(|| world.given(lever));
    let stays = if value.is_some() { wanted == world.value(lever) } else { !world.moved(lever) };
    if world.snapshot.is_none() || world.at_end() || stays {
        return Vec::new();
    }
    let Some(snapshot) = world.snapshot.as_ref().filter(|snapshot| snapshot.facts.holds(lever)) else {
        return Vec::new();
    };
    let now = snapshot.now;
    let tried = world.tried(lever).copied().filter(|_| value.is_some());
    let months = tried.map_or((now, None), |tried| (tried.from, tried.until));
    (world.draft, world.replay) = (Some((lever, wanted)), None);
    vec![Effect::Game(Command::TryOut(LeverMove { lever, from: months.0, value, until: months.1 }))]
}
