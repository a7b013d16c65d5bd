//! From a key to the action that the list names for it.

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use super::action::{Action, Place, actions_in};
use super::key::Key;

/// The action of a key in nested places, the innermost first. Ctrl-C is as good as a yes to leaving
/// everywhere.
pub fn action_of(event: KeyEvent, places: &[Place]) -> Option<Action> {
    if event.kind == KeyEventKind::Release {
        return None;
    }
    let key = normal(event);
    let found = actions_in(places).into_iter().find(|spec| spec.keys.contains(&key));
    found.map(|spec| spec.action).or_else(|| is_interrupt(key).then_some(Action::Quit))
}

/// The character that a key writes into a field.
pub fn character(event: KeyEvent) -> Option<char> {
    let key = normal(event);
    match key.code {
        KeyCode::Char(c) if event.kind != KeyEventKind::Release && key.modifiers.is_empty() => Some(c),
        _ => None,
    }
}

/// Whether the key asks the program to stop and wait, as Ctrl-Z does.
pub fn is_suspend(event: KeyEvent) -> bool {
    let key = normal(event);
    event.kind == KeyEventKind::Press
        && key.code == KeyCode::Char('z')
        && key.modifiers == KeyModifiers::CONTROL
}

fn is_interrupt(key: Key) -> bool {
    key.code == KeyCode::Char('c') && key.modifiers == KeyModifiers::CONTROL
}

/// A capital letter already says that shift was held; terminals differ in saying it twice.
fn normal(event: KeyEvent) -> Key {
    let mut modifiers = event.modifiers & (KeyModifiers::SHIFT | KeyModifiers::CONTROL | KeyModifiers::ALT);
    if matches!(event.code, KeyCode::Char(_) | KeyCode::BackTab) {
        modifiers -= KeyModifiers::SHIFT;
    }
    Key { code: event.code, modifiers }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn press(code: KeyCode, modifiers: KeyModifiers) -> KeyEvent {
        KeyEvent::new(code, modifiers)
    }

    #[test]
    fn shift_is_said_once() {
        let plus = press(KeyCode::Char('+'), KeyModifiers::SHIFT);
        assert_eq!(action_of(plus, &[Place::World, Place::Game, Place::Anywhere]), Some(Action::Faster));
        assert_eq!(
            action_of(
                press(KeyCode::Left, KeyModifiers::SHIFT),
                &[Place::World, Place::Game, Place::Anywhere]
            ),
            Some(Action::LittleLess)
        );
        assert_eq!(
            action_of(
                press(KeyCode::BackTab, KeyModifiers::SHIFT),
                &[Place::World, Place::Game, Place::Anywhere]
            ),
            Some(Action::PreviousPanel)
        );
    }

    #[test]
    fn a_key_means_what_its_place_says() {
        let enter = press(KeyCode::Enter, KeyModifiers::NONE);
        assert_eq!(action_of(enter, &[Place::Start, Place::Anywhere]), Some(Action::Open));
        assert_eq!(action_of(enter, &[Place::World, Place::Game, Place::Anywhere]), Some(Action::Apply));
        assert_eq!(action_of(enter, &[Place::Question]), Some(Action::Confirm));
        let n = press(KeyCode::Char('n'), KeyModifiers::NONE);
        assert_eq!(action_of(n, &[Place::World, Place::Game, Place::Anywhere]), Some(Action::NextSetting));
        assert_eq!(action_of(n, &[Place::Question]), Some(Action::Back));
        let interrupt = press(KeyCode::Char('c'), KeyModifiers::CONTROL);
        assert_eq!(action_of(interrupt, &[Place::Question]), Some(Action::Quit));
    }

    #[test]
    fn letting_a_key_go_is_nothing() {
        let mut key = press(KeyCode::Char('q'), KeyModifiers::NONE);
        key.kind = KeyEventKind::Release;
        assert_eq!(action_of(key, &[Place::World, Place::Game, Place::Anywhere]), None);
    }
}
