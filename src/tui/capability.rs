//! What the terminal can do: whether there is one, how many colours, which glyphs.

use std::io::IsTerminal;

/// How many colours the terminal shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Depth {
    /// None wanted (`NO_COLOR`) or none to be had.
    None,
    /// The sixteen named colours.
    Sixteen,
    /// The palette of 256.
    Indexed,
    /// Red, green and blue of eight bits each.
    True,
}

/// Which characters may be drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Glyphs {
    /// Printable ASCII only.
    Ascii,
    /// Box-drawing and block elements as well.
    Block,
    /// Braille dots as well.
    Braille,
}

/// What a terminal was found to be able to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Capability {
    /// Number of colours.
    pub depth: Depth,
    /// Characters.
    pub glyphs: Glyphs,
}

/// Whether a person sits before a screen: both ends are terminals, and one that can place a cursor.
///
/// Asked of the two streams themselves, since ratatui's own start-up writes escapes into a pipe.
pub fn is_interactive() -> bool {
    let smart = std::env::var("TERM").map_or(cfg!(windows), |term| !term.is_empty() && term != "dumb");
    smart && std::io::stdin().is_terminal() && std::io::stdout().is_terminal()
}

impl Capability {
    /// Reads the environment variables of this process.
    pub fn detect() -> Self {
        Self::from_variables(|name| std::env::var(name).ok())
    }

    /// Reads the environment through `get`, so that tests need not change their own.
    pub fn from_variables(get: impl Fn(&str) -> Option<String>) -> Self {
        let set = |name: &str| get(name).filter(|value| !value.is_empty());
        Self { depth: depth(&set), glyphs: glyphs(&set) }
    }
}

fn depth(set: &impl Fn(&str) -> Option<String>) -> Depth {
    let term = set("TERM").unwrap_or_default();
    if set("NO_COLOR").is_some() {
        Depth::None
    } else if set("COLORTERM").is_some_and(|c| c == "truecolor" || c == "24bit")
        || term.ends_with("-direct")
        || set("WT_SESSION").is_some()
    {
        Depth::True
    } else if term.contains("256color") {
        Depth::Indexed
    } else {
        Depth::Sixteen
    }
}

fn glyphs(set: &impl Fn(&str) -> Option<String>) -> Glyphs {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].iter().find_map(|name| set(name));
    let utf8 = locale.is_none_or(|value| {
        let value = value.to_ascii_lowercase();
        value.contains("utf-8") || value.contains("utf8")
    });
    match set("TERM").as_deref() {
        _ if !utf8 && !cfg!(windows) => Glyphs::Ascii,
        // The console of the Linux kernel has a font of 512 glyphs, without braille.
        Some("linux") => Glyphs::Block,
        _ => Glyphs::Braille,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(variables: &[(&str, &str)]) -> Capability {
        Capability::from_variables(|name| {
            variables.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn colours_are_read_from_the_environment() {
        assert_eq!(of(&[("TERM", "xterm-256color"), ("COLORTERM", "truecolor")]).depth, Depth::True);
        assert_eq!(of(&[("TERM", "xterm-256color")]).depth, Depth::Indexed);
        assert_eq!(of(&[("TERM", "xterm")]).depth, Depth::Sixteen);
        assert_eq!(of(&[("TERM", "xterm-256color"), ("NO_COLOR", "1")]).depth, Depth::None);
        assert_eq!(of(&[("TERM", "xterm-256color"), ("NO_COLOR", "")]).depth, Depth::Indexed);
    }

    #[cfg(unix)]
    #[test]
    fn glyphs_are_read_from_the_locale() {
        assert_eq!(of(&[("LANG", "en_GB.UTF-8")]).glyphs, Glyphs::Braille);
        assert_eq!(of(&[("LANG", "en_GB.UTF-8"), ("LC_ALL", "C")]).glyphs, Glyphs::Ascii);
        assert_eq!(of(&[("LANG", "C.UTF-8"), ("TERM", "linux")]).glyphs, Glyphs::Block);
        assert_eq!(of(&[]).glyphs, Glyphs::Braille);
    }
}
