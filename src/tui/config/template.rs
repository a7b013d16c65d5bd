//! The settings as a template: every default, and every action with its keys.

use std::fmt::Write;

use super::Config;
use crate::tui::action::{Place, Spec, actions};
use crate::tui::theme::ThemeName;

/// A commented file with all defaults. The lines of keys are comments: without their `#` they say the same.
pub fn template() -> String {
    let Config { theme, mouse, futures, archetypes, accessible, pause_at_news, .. } = Config::default();
    let theme = ThemeName::ALL.into_iter().find(|(_, known)| *known == theme).map_or("", |(name, _)| name);
    let mut out = format!(
        "# Settings of the screen of Weights of Nations. `weights config path` says where this file belongs.\n\
         # What the command line says counts before what stands here.\n\
         \n\
         # Colours: dark, light, deuteranopia (for red-green blindness), terminal (its own sixteen), mono (none).\n\
         theme = \"{theme}\"\n\
         \n\
         # Characters: auto (what the terminal seems to be able to draw), ascii, block, braille.\n\
         glyphs = \"auto\"\n\
         \n\
         # Whether the mouse moves levers and opens things; false leaves it to the terminal.\n\
         mouse = {mouse}\n\
         \n\
         # How many futures are run: 8 to 1000. More take longer and smooth the bands.\n\
         futures = {futures}\n\
         \n\
         # Whether labs are shown by their kind (\"Chinese efficiency lab\") in the place of their names.\n\
         archetypes = {archetypes}\n\
         \n\
         # For being read aloud: ASCII, no colours, no motion, no rules, and charts as sentences.\n\
         accessible = {accessible}\n\
         \n\
         # Whether time that runs stops at important news: a change of the lead, a ban, a fall of markets, your goal.\n\
         pause_at_news = {pause_at_news}\n\
         \n\
         # Keys. Take the `#` away and write other ones: a letter or a sign, enter, esc, tab, space, backspace,\n\
         # delete, insert, home, end, pageup, pagedown, up, down, left, right, f1 to f12, with ctrl-, alt- or\n\
         # shift- before it.\n\
         [keys]\n"
    );
    let mut place = None;
    for spec in actions() {
        if place != Some(spec.place) {
            place = Some(spec.place);
            // Writing to a string cannot fail.
            let _ = writeln!(out, "\n# {}", where_it_holds(spec.place));
        }
        let _ = writeln!(out, "{}", line(spec));
    }
    out
}

fn line(spec: &Spec) -> String {
    let quoted = |key: &crate::tui::key::Key| match key.to_string().as_str() {
        quote @ ("\"" | "\\") => format!("'{quote}'"),
        text => format!("\"{text}\""),
    };
    let keys: Vec<String> = spec.keys.iter().map(quoted).collect();
    format!("#{} = [{}]  # {}", spec.name(), keys.join(", "), spec.sentence)
}

const fn where_it_holds(place: Place) -> &'static str {
    super::super::explain::place(place)
}
