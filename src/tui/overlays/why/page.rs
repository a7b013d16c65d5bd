//! A page of an answer: rows of text and bars, made for a width.

use crate::model::measure::EndWorld;
use crate::tui::theme::Hue;
use crate::tui::widgets::{bars, text};
use crate::tui::wording::signed_with;

/// How a piece of a row is painted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Tone {
    /// Ordinary text.
    Text,
    /// What matters.
    Strong,
    /// A heading.
    Heading,
    /// Everything secondary.
    Quiet,
    /// In a hue.
    Hue(Hue),
}

/// A piece of a row.
#[derive(Clone, Debug, PartialEq)]
pub struct Span {
    /// First column.
    pub x: u16,
    /// What stands there.
    pub text: String,
    /// How.
    pub tone: Tone,
}

impl Span {
    /// A piece that begins at a column.
    pub fn at(x: u16, text: impl Into<String>, tone: Tone) -> Self {
        Self { x, text: text.into(), tone }
    }

    /// A piece that ends before a column.
    pub fn to(right: u16, text: impl Into<String>, tone: Tone) -> Self {
        let text = text.into();
        Self { x: right.saturating_sub(text::width(&text)), text, tone }
    }

    /// A piece that begins at a column and is cut to a room.
    pub fn within(x: u16, room: u16, text: &str, tone: Tone) -> Self {
        Self { x, text: text::clip(text, room), tone }
    }
}

/// A page.
#[derive(Clone, Debug)]
pub struct Page {
    /// How many columns there are.
    pub width: u16,
    /// Whether only ASCII may be drawn.
    pub ascii: bool,
    /// The rows.
    pub rows: Vec<Vec<Span>>,
}

impl Page {
    /// An empty page.
    pub fn new(width: u16, ascii: bool) -> Self {
        Self { width, ascii, rows: Vec::new() }
    }

    /// A paragraph.
    pub fn say(&mut self, paragraph: &str, tone: Tone) {
        let lines = text::wrap(paragraph, self.width);
        self.rows.extend(
            lines.into_iter().filter(|line| !line.is_empty()).map(|line| vec![Span::at(0, line, tone)]),
        );
    }

    /// A heading with a free row above it.
    pub fn heading(&mut self, title: &str) {
        self.gap();
        self.say(title, Tone::Heading);
    }

    /// A free row.
    pub fn gap(&mut self) {
        if !self.rows.is_empty() {
            self.rows.push(Vec::new());
        }
    }

    /// A row of pieces.
    pub fn row(&mut self, spans: Vec<Span>) {
        self.rows.push(spans);
    }

    /// A row with a name, a bar of a share, and its value.
    pub fn share(&mut self, name: &str, share: f64, tone: Tone) {
        let (label, room) = (self.label(), self.width.saturating_sub(self.label() + 7).min(40));
        let bar = bars::bar(share, usize::from(room), self.ascii);
        self.row(vec![
            Span::within(0, label.saturating_sub(1), name, Tone::Text),
            Span::at(label, bar, tone),
            Span::to(label + room + 6, percent(share), Tone::Strong),
        ]);
    }

    /// Columns for names.
    pub fn label(&self) -> u16 {
        (self.width * 2 / 5).clamp(18, 30)
    }
}

/// A share in percent.
pub fn percent(share: f64) -> String {
    if share > 0.0 && share < 0.005 { "<1%".to_owned() } else { format!("{:.0}%", share * 100.0) }
}

/// A change of a share in points, with its sign.
pub fn points(change: f64) -> String {
    signed_with(change * 100.0, 1)
}

/// The hue of an end world's name and bar.
pub fn world_tone(world: EndWorld) -> Tone {
    Tone::Hue(crate::tui::panels::worlds::hue(world))
}
