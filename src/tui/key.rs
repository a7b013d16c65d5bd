//! Keys as the list of actions names them, and as they are written in the settings.

use std::fmt;

use crossterm::event::{KeyCode, KeyModifiers};

/// A key as it is pressed. A letter stands for itself, whatever the shift key does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key {
    /// Which key.
    pub code: KeyCode,
    /// With which modifiers.
    pub modifiers: KeyModifiers,
}

/// Keys that are written as words.
const WORDS: [(&str, KeyCode); 15] = [
    ("enter", KeyCode::Enter),
    ("esc", KeyCode::Esc),
    ("tab", KeyCode::Tab),
    ("space", KeyCode::Char(' ')),
    ("backspace", KeyCode::Backspace),
    ("delete", KeyCode::Delete),
    ("insert", KeyCode::Insert),
    ("home", KeyCode::Home),
    ("end", KeyCode::End),
    ("pageup", KeyCode::PageUp),
    ("pagedown", KeyCode::PageDown),
    ("up", KeyCode::Up),
    ("down", KeyCode::Down),
    ("left", KeyCode::Left),
    ("right", KeyCode::Right),
];

/// Modifiers as they are written before a key, in this order.
const HELD: [(&str, KeyModifiers); 3] =
    [("ctrl-", KeyModifiers::CONTROL), ("alt-", KeyModifiers::ALT), ("shift-", KeyModifiers::SHIFT)];

impl Key {
    /// The key alone.
    pub const fn plain(code: KeyCode) -> Self {
        Self { code, modifiers: KeyModifiers::NONE }
    }

    /// A letter or a sign.
    pub const fn char(c: char) -> Self {
        Self::plain(KeyCode::Char(c))
    }

    /// With shift.
    pub const fn shift(code: KeyCode) -> Self {
        Self { code, modifiers: KeyModifiers::SHIFT }
    }

    /// With control.
    pub const fn ctrl(c: char) -> Self {
        Self { code: KeyCode::Char(c), modifiers: KeyModifiers::CONTROL }
    }

    /// Whether it writes a character into a field.
    pub fn is_letter(self) -> bool {
        matches!(self.code, KeyCode::Char(_)) && self.modifiers.is_empty()
    }

    /// Reads a key as it is written in the settings: `x`, `ctrl-p`, `shift-left`, `enter`, `f5`.
    pub fn parse(text: &str) -> Option<Self> {
        let (mut rest, mut modifiers) = (text, KeyModifiers::NONE);
        while let Some((held, after)) = HELD
            .iter()
            .find_map(|(word, held)| rest.strip_prefix(word).map(|after| (*held, after)))
            .filter(|(_, after)| !after.is_empty())
        {
            modifiers |= held;
            rest = after;
        }
        let code = code(rest)?;
        match code {
            // A terminal tells this one by a code of its own.
            KeyCode::Tab if modifiers == KeyModifiers::SHIFT => Some(Self::plain(KeyCode::BackTab)),
            // A capital letter says that shift is held.
            KeyCode::Char(_) if modifiers.contains(KeyModifiers::SHIFT) => None,
            _ => Some(Self { code, modifiers }),
        }
    }
}

fn code(text: &str) -> Option<KeyCode> {
    if let Some((_, code)) = WORDS.iter().find(|(word, _)| *word == text) {
        return Some(*code);
    }
    let mut letters = text.chars();
    match (letters.next(), letters.next()) {
        (Some(letter), None) if !letter.is_control() && letter != ' ' => Some(KeyCode::Char(letter)),
        (Some('f'), Some(_)) => {
            let number = text[1..].parse().ok().filter(|number| (1..=12).contains(number));
            number.filter(|_| !text[1..].starts_with(['0', '+'])).map(KeyCode::F)
        }
        _ => None,
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.code == KeyCode::BackTab {
            return f.write_str("shift-tab");
        }
        for (word, held) in HELD {
            if self.modifiers.contains(held) {
                f.write_str(word)?;
            }
        }
        match (WORDS.iter().find(|(_, code)| *code == self.code), self.code) {
            (Some((word, _)), _) => f.write_str(word),
            (None, KeyCode::Char(letter)) => write!(f, "{letter}"),
            (None, KeyCode::F(number)) => write!(f, "f{number}"),
            (None, code) => write!(f, "{code:?}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_read_as_it_is_written() {
        for (text, key) in [
            ("x", Key::char('x')),
            ("-", Key::char('-')),
            ("ctrl-p", Key::ctrl('p')),
            ("ctrl--", Key::ctrl('-')),
            ("shift-left", Key::shift(KeyCode::Left)),
            ("shift-tab", Key::plain(KeyCode::BackTab)),
            ("f12", Key::plain(KeyCode::F(12))),
            ("f", Key::char('f')),
            ("space", Key::char(' ')),
            ("alt-enter", Key { code: KeyCode::Enter, modifiers: KeyModifiers::ALT }),
        ] {
            assert_eq!(Key::parse(text), Some(key), "{text}");
            assert_eq!(key.to_string(), text);
        }
        for wrong in ["", "xy", "f0", "f13", "f01", "ctrl-", "shift-x", "hyper-x", " ", "Enter"] {
            assert_eq!(Key::parse(wrong), None, "{wrong}");
        }
    }
}
