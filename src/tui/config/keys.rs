//! The keys of the settings: names of actions with the keys that they are to have.

use super::which_action;
use crate::scenario::{Field, Node};
use crate::tui::action::{Place, Spec, Tab, actions};
use crate::tui::key::Key;
use crate::tui::keymap::{FIXED, Keymap};

/// Reads the table; what is wrong in it is reported on its sheet.
pub fn read(table: &Node<'_>) -> Keymap {
    let mut keymap = Keymap::default();
    let mut set: Vec<(&'static Spec, Field<'_>)> = Vec::new();
    let names: Vec<String> = actions().map(Spec::name).collect();
    for field in table.fields() {
        let Some(spec) = actions().find(|spec| spec.name() == field.key) else {
            let message = format!("there is no action `{}`", field.key);
            field.report_key(message, Some(which_action(&field, &names)));
            continue;
        };
        if let Some(keys) = keys(&field, spec) {
            keymap.set(spec, keys);
            set.push((spec, field));
        }
    }
    for (spec, field) in &set {
        clashes(&keymap, spec, field, &set);
    }
    keymap
}

/// The keys of a field: a list of them, or one alone.
fn keys(field: &Field<'_>, spec: &Spec) -> Option<Vec<Key>> {
    const MUST: &str = "a list of keys, as [\"x\", \"ctrl-p\"]";
    let items = if field.is_list() { field.items(MUST)? } else { vec![field.clone()] };
    if items.is_empty() {
        field.wrong(MUST);
        return None;
    }
    let keys: Vec<Option<Key>> = items.iter().map(|item| key(item, spec)).collect();
    keys.into_iter().collect()
}

fn key(item: &Field<'_>, spec: &Spec) -> Option<Key> {
    let text = item.text()?;
    let Some(key) = Key::parse(text) else {
        let message = format!("`{}`: there is no key `{text}`", item.path());
        let help = "a letter or a sign, or one of enter, esc, tab, space, backspace, delete, insert, home, end, \
                    pageup, pagedown, up, down, left, right, f1 to f12; before it ctrl-, alt- or shift- \
                    (not before a letter: write the capital)";
        item.report(message, Some(help.to_owned()));
        return None;
    };
    if FIXED.contains(&key) && !spec.keys.contains(&key) {
        let message = format!("`{}`: the key `{text}` always means the same", item.path());
        item.report(
            message,
            Some("choose another: ctrl-c leaves, ctrl-z waits in the background".to_owned()),
        );
        return None;
    }
    Some(key)
}

/// Reports what else has one of the keys where both can be asked for, unless the list itself has it so.
fn clashes(keymap: &Keymap, spec: &Spec, field: &Field<'_>, set: &[(&'static Spec, Field<'_>)]) {
    for other in actions().filter(|other| other.action != spec.action && meet(spec.place, other.place)) {
        // A clash of two settings is reported once, at the later name.
        let earlier =
            set.iter().any(|(s, f)| s.action == other.action && s.place == other.place && f.key > field.key);
        let both = |key: &&Key| keymap.keys(other).contains(key);
        let meant = |key: &&Key| spec.keys.contains(key) && other.keys.contains(key);
        if let Some(key) = keymap.keys(spec).iter().filter(both).find(|key| !meant(key)).filter(|_| !earlier)
        {
            let name = other.name();
            let message =
                format!("`{}`: the key `{key}` is taken by `{name}` ({})", field.path(), other.sentence);
            field.report(message, Some(format!("choose another key, or give `{name}` another one here too")));
        }
    }
}

/// Whether two places can take keys at the same time.
fn meet(a: Place, b: Place) -> bool {
    let is_tab = |place: Place| Tab::ALL.iter().any(|tab| tab.place() == place);
    let around = |inner: Place, outer: Place| match outer {
        Place::Anywhere => !matches!(inner, Place::Question | Place::Save),
        Place::Game => is_tab(inner),
        _ => false,
    };
    a == b || around(a, b) || around(b, a)
}
