//! A mistake in a scenario file: where it stands, what is wrong, what is allowed, how to mend it.

use std::fmt;
use std::ops::Range;

/// One mistake. Shown with the line on which it stands and a caret under the place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// The file, as it was named.
    pub file: String,
    /// Where in the file; none if the file as a whole is meant.
    pub place: Option<Place>,
    /// What is wrong, and what is allowed.
    pub message: String,
    /// How to mend it.
    pub help: Option<String>,
}

/// A place in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    before: String,
    marked: String,
    after: String,
}

/// Longest part of a line shown on either side of the place.
const SHOWN_BEFORE: usize = 70;
const SHOWN_MARKED: usize = 40;
const SHOWN_AFTER: usize = 60;

impl Place {
    /// The place of a byte range of a text. A range over several lines is shown on its first.
    pub fn of(text: &str, span: &Range<usize>) -> Self {
        let start = boundary(text, span.start);
        let end = boundary(text, span.end).max(start);
        let line_start = text[..start].rfind('\n').map_or(0, |i| i + 1);
        let line_end = text[start..].find('\n').map_or(text.len(), |i| start + i);
        let before = &text[line_start..start];
        let end = end.min(line_end);
        Self {
            line: text[..start].matches('\n').count() + 1,
            column: before.chars().count() + 1,
            before: last(&printable(before), SHOWN_BEFORE),
            marked: first(&printable(&text[start..end]), SHOWN_MARKED),
            after: first(&printable(&text[end..line_end]), SHOWN_AFTER),
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let number = self.line.to_string();
        let line = format!("{}{}{}", self.before, self.marked, self.after);
        writeln!(f, "  {number} | {}", line.trim_end())?;
        let indent = textwrap::core::display_width(&self.before);
        let carets = textwrap::core::display_width(&self.marked).max(1);
        let gutter = number.len();
        write!(f, "  {:gutter$} | {:indent$}{}", "", "", "^".repeat(carets))
    }
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.file)?;
        match &self.place {
            Some(place) => {
                write!(f, ":{}:{}: {}\n{place}", place.line, place.column, self.message)?;
            }
            None => write!(f, ": {}", self.message)?,
        }
        if let Some(help) = &self.help {
            write!(f, "\n  help: {help}")?;
        }
        Ok(())
    }
}

/// All that is wrong with a scenario. Its text is the full report.
#[derive(Clone, Debug, Default, PartialEq, Eq, thiserror::Error)]
pub struct ScenarioError {
    /// The mistakes, in the order of the file; at least one.
    pub mistakes: Vec<Mistake>,
    /// How many more there are: of a file that is wrong throughout, only the first are kept.
    pub omitted: usize,
}

/// Most mistakes shown at once.
const SHOWN: usize = 25;

impl ScenarioError {
    /// One mistake about a file as a whole.
    pub(crate) fn whole_file(file: &str, message: String, help: Option<String>) -> Self {
        Self { mistakes: vec![Mistake { file: file.to_owned(), place: None, message, help }], omitted: 0 }
    }
}

impl fmt::Display for ScenarioError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        tell(f, "scenario", self)
    }
}

/// Writes the full report on a file of some kind.
pub fn tell(f: &mut fmt::Formatter<'_>, noun: &str, error: &ScenarioError) -> fmt::Result {
    let count = error.mistakes.len() + error.omitted;
    if count > 1 {
        writeln!(f, "{count} mistakes in the {noun}\n")?;
    }
    for (i, mistake) in error.mistakes.iter().take(SHOWN).enumerate() {
        let gap = if i == 0 { "" } else { "\n\n" };
        write!(f, "{gap}{mistake}")?;
    }
    if count > SHOWN {
        write!(f, "\n\n... and {} more", count - SHOWN)?;
    }
    Ok(())
}

/// The largest character boundary not after `at`.
fn boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The text with everything that could disturb a terminal or the caret's place replaced.
pub(super) fn printable(text: &str) -> String {
    let plain = |c: char| match c {
        '\t' => ' ',
        '\r' => ' ',
        c if c.is_control() => '\u{fffd}',
        c => c,
    };
    text.chars().map(plain).collect()
}

fn first(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((cut, _)) => format!("{}...", &text[..cut]),
        None => text.to_owned(),
    }
}

fn last(text: &str, most: usize) -> String {
    let count = text.chars().count();
    if count <= most {
        return text.to_owned();
    }
    let kept: String = text.chars().skip(count - most).collect();
    format!("...{kept}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_shows_its_line_and_points_at_it() {
        let text = "a = 1\nü = \"wörld\"  # c\n";
        let start = text.find('"').unwrap();
        let place = Place::of(text, &(start..start + 8));
        assert_eq!((place.line, place.column), (2, 5));
        assert_eq!(place.to_string(), "  2 | ü = \"wörld\"  # c\n    |     ^^^^^^^");
    }

    #[test]
    fn places_off_the_text_and_inside_a_letter_do_no_harm() {
        let text = "ö\u{1b}[31m";
        for start in 0..12 {
            for end in 0..12 {
                assert!(!Place::of(text, &(start..end)).to_string().contains('\u{1b}'));
            }
        }
    }

    #[test]
    fn long_lines_are_cut_around_the_place() {
        let text = "x".repeat(10_000);
        let shown = Place::of(&text, &(5_000..9_000)).to_string();
        assert!(shown.lines().all(|line| line.chars().count() < 200), "{shown}");
    }
}
