//! The keys of all actions: those of the list, except where the player has set others; from a key to the action.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use super::action::{Action, Place, Spec, actions};
use super::key::Key;

/// Keys that mean the same for ever: leaving, and waiting in the background.
pub const FIXED: [Key; 2] = [Key::ctrl('c'), Key::ctrl('z')];

/// The keys set by the player, by the names of the entries.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Keymap(BTreeMap<String, Vec<Key>>);

impl Keymap {
    /// Gives an entry other keys; its own ones are no change.
    pub fn set(&mut self, spec: &Spec, keys: Vec<Key>) {
        if keys == spec.keys {
            self.0.remove(&spec.name());
        } else {
            self.0.insert(spec.name(), keys);
        }
    }

    fn changed(&self, spec: &Spec) -> Option<&Vec<Key>> {
        // Names are built anew each time: without changes there is nothing to look up.
        if self.0.is_empty() { None } else { self.0.get(&spec.name()) }
    }

    /// The keys of an entry.
    pub fn keys<'a>(&'a self, spec: &'a Spec) -> &'a [Key] {
        self.changed(spec).map_or(spec.keys, Vec::as_slice)
    }

    /// How the keys of an entry are written on the screen. Two entries that share a sign, as the arrows, are
    /// written apart once one of them has another key.
    pub fn shown(&self, spec: &Spec) -> Cow<'static, str> {
        let is_pair = |other: &&Spec| (other.place, other.shown) == (spec.place, spec.shown);
        let first = match self.changed(spec) {
            Some(keys) => keys.first(),
            None if self.0.is_empty() => None,
            None if actions().filter(is_pair).any(|other| self.changed(other).is_some()) => spec.keys.first(),
            None => None,
        };
        first.map_or(Cow::Borrowed(spec.shown), |key| Cow::Owned(key.to_string()))
    }

    /// How the keys of an action are written where these places are nested, the innermost first.
    pub fn shown_in(&self, action: Action, places: &[Place]) -> Cow<'static, str> {
        let of = |place: &Place| actions().find(|spec| (spec.action, spec.place) == (action, *place));
        let spec = places.iter().find_map(of).or_else(|| actions().find(|spec| spec.action == action));
        spec.map(|spec| self.shown(spec)).unwrap_or_default()
    }

    /// A text in which `{name}` stands for the key of the action of that name in the settings.
    pub fn fill(&self, text: &str) -> String {
        let mut out = String::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            let (name, after) = after.split_once('}').unwrap_or((after, ""));
            out.push_str(before);
            out.push_str(&self.of(name).unwrap_or_default());
            rest = after;
        }
        out + rest
    }

    /// How the first key of an action is written, by the action's name in the settings.
    pub fn of(&self, name: &str) -> Option<String> {
        let spec = actions().find(|spec| spec.name() == name)?;
        self.keys(spec).first().map(Key::to_string)
    }

    /// The actions that can be asked for in nested places, the innermost first; keys that an inner place
    /// takes for itself are not there again.
    pub fn actions_in(&self, places: &[Place]) -> Vec<&'static Spec> {
        let mut found: Vec<&'static Spec> = Vec::new();
        for place in places {
            let taken = |spec: &&'static Spec| {
                let is_inner = |key| found.iter().any(|inner| self.keys(inner).contains(key));
                self.keys(spec).iter().all(is_inner)
            };
            let here: Vec<_> = actions().filter(|spec| spec.place == *place && !taken(spec)).collect();
            found.extend(here);
        }
        found
    }

    /// The action of a key in nested places, the innermost first. Ctrl-C is as good as a yes to leaving
    /// everywhere.
    pub fn action_of(&self, event: KeyEvent, places: &[Place]) -> Option<Action> {
        if event.kind == KeyEventKind::Release {
            return None;
        }
        let key = normal(event);
        let found = self.actions_in(places).into_iter().find(|spec| self.keys(spec).contains(&key));
        found.map(|spec| spec.action).or_else(|| is_interrupt(key).then_some(Action::Quit))
    }
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
    event.kind == KeyEventKind::Press && normal(event) == Key::ctrl('z')
}

fn is_interrupt(key: Key) -> bool {
    key == Key::ctrl('c')
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

    const ON_WORLD: [Place; 3] = [Place::World, Place::Game, Place::Anywhere];

    fn press(code: KeyCode, modifiers: KeyModifiers) -> KeyEvent {
        KeyEvent::new(code, modifiers)
    }

    fn action_of(event: KeyEvent, places: &[Place]) -> Option<Action> {
        Keymap::default().action_of(event, places)
    }

    #[test]
    fn shift_is_said_once() {
        let plus = press(KeyCode::Char('+'), KeyModifiers::SHIFT);
        assert_eq!(action_of(plus, &ON_WORLD), Some(Action::Faster));
        let left = press(KeyCode::Left, KeyModifiers::SHIFT);
        assert_eq!(action_of(left, &ON_WORLD), Some(Action::LittleLess));
        let back = press(KeyCode::BackTab, KeyModifiers::SHIFT);
        assert_eq!(action_of(back, &ON_WORLD), Some(Action::PreviousPanel));
    }

    #[test]
    fn a_key_means_what_its_place_says() {
        let enter = press(KeyCode::Enter, KeyModifiers::NONE);
        assert_eq!(action_of(enter, &[Place::Start, Place::Anywhere]), Some(Action::Open));
        assert_eq!(action_of(enter, &ON_WORLD), Some(Action::Apply));
        assert_eq!(action_of(enter, &[Place::Question]), Some(Action::Confirm));
        let n = press(KeyCode::Char('n'), KeyModifiers::NONE);
        assert_eq!(action_of(n, &ON_WORLD), Some(Action::NextSetting));
        assert_eq!(action_of(n, &[Place::Question]), Some(Action::Back));
        let interrupt = press(KeyCode::Char('c'), KeyModifiers::CONTROL);
        assert_eq!(action_of(interrupt, &[Place::Question]), Some(Action::Quit));
    }

    #[test]
    fn letting_a_key_go_is_nothing() {
        let mut key = press(KeyCode::Char('q'), KeyModifiers::NONE);
        key.kind = KeyEventKind::Release;
        assert_eq!(action_of(key, &ON_WORLD), None);
    }

    #[test]
    fn a_pair_of_keys_is_written_apart_once_one_is_changed() {
        let of = |action| actions().find(|spec| (spec.action, spec.place) == (action, Place::World)).unwrap();
        let (less, more) = (of(Action::Less), of(Action::More));
        let mut keymap = Keymap::default();
        assert_eq!((keymap.shown(less).as_ref(), keymap.shown(more).as_ref()), ("←→", "←→"));
        keymap.set(less, vec![Key::char('a')]);
        assert_eq!((keymap.shown(less).as_ref(), keymap.shown(more).as_ref()), ("a", "right"));
        assert_eq!(keymap.shown_in(Action::Less, &ON_WORLD), "a");
        assert_eq!(keymap.shown_in(Action::Less, &[Place::Draft, Place::Anywhere]), "←→");
    }

    #[test]
    fn every_key_named_in_a_sentence_is_one_of_the_settings() {
        let names: Vec<String> = actions().map(Spec::name).collect();
        for spec in actions() {
            for part in spec.sentence.split('{').skip(1) {
                let name = part.split('}').next().unwrap_or_default();
                assert!(names.iter().any(|known| known == name), "{name} in {:?}", spec.action);
            }
        }
    }

    #[test]
    fn keys_can_be_changed() {
        let step = actions().find(|spec| spec.action == Action::Step).unwrap();
        let mut keymap = Keymap::default();
        keymap.set(step, vec![Key::ctrl('n')]);
        let dot = press(KeyCode::Char('.'), KeyModifiers::NONE);
        let other = press(KeyCode::Char('n'), KeyModifiers::CONTROL);
        assert_eq!(keymap.action_of(dot, &ON_WORLD), None);
        assert_eq!(keymap.action_of(other, &ON_WORLD), Some(Action::Step));
        assert_eq!((keymap.shown(step).as_ref(), keymap.of("step")), ("ctrl-n", Some("ctrl-n".into())));
        assert_eq!(keymap.fill("{step}, then {apply}."), "ctrl-n, then enter.");
        keymap.set(step, step.keys.to_vec());
        assert_eq!(keymap, Keymap::default());
    }
}
