//! The sections of a scenario file, one reader each.

pub mod dilemmas;
pub mod events;
pub mod head;
pub mod labs;
pub mod levers;
pub mod parameters;
pub mod posterior;
pub mod roles;
pub mod time;

use super::node::Field;

/// The longest name of a scenario, lab, event, role or dilemma.
const LONGEST_NAME: usize = 40;

/// Whether a text can name something: small letters, digits, `-`, `_`, a letter first.
pub fn is_name(text: &str) -> bool {
    let allowed = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'_';
    text.len() <= LONGEST_NAME
        && text.bytes().all(allowed)
        && text.bytes().next().is_some_and(|b| b.is_ascii_lowercase())
}

/// What a name must be, for messages.
pub const NAME_RULE: &str = "a name of small letters, digits, `-` and `_`, a letter first, at most 40";

/// A text that can name something.
pub fn name<'a>(field: &Field<'a>) -> Option<&'a str> {
    let name = field.text()?;
    if !is_name(name) {
        field.wrong(NAME_RULE);
        return None;
    }
    Some(name)
}
