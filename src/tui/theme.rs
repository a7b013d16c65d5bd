//! Colours as roles with state, never literals in a view; five themes and three colour depths.

use ratatui::style::{Color, Modifier, Style};

use super::capability::Depth;

/// Which palette paints the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum ThemeName {
    /// Light text on a dark ground, the screen's own colours.
    #[default]
    Dark,
    /// Dark text on a light ground.
    Light,
    /// On a dark ground, hues that keep apart for eyes that do not tell red from green.
    Deuteranopia,
    /// The sixteen colours of the terminal, on its own ground.
    Terminal,
    /// No colour at all: bold, dim, underlined and reversed only.
    Mono,
}

impl ThemeName {
    /// All palettes with their names on the command line.
    pub const ALL: [(&'static str, Self); 5] = [
        ("dark", Self::Dark),
        ("light", Self::Light),
        ("deuteranopia", Self::Deuteranopia),
        ("terminal", Self::Terminal),
        ("mono", Self::Mono),
    ];

    /// Its name on the command line.
    pub const fn name(self) -> &'static str {
        Self::ALL[self as usize].0
    }

    /// The palette of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|(known, _)| *known == name).map(|(_, theme)| theme)
    }
}

/// The hue of a line or a mark. Who wears which hue is decided by the caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hue {
    /// Okabe-Ito sky blue.
    Sky,
    /// Okabe-Ito blue, lightened on a dark ground.
    Blue,
    /// Okabe-Ito vermilion.
    Vermilion,
    /// Okabe-Ito orange.
    Orange,
    /// Okabe-Ito bluish green.
    Green,
    /// A lighter companion of the bluish green.
    Mint,
    /// Okabe-Ito reddish purple.
    Purple,
    /// A lighter companion of the reddish purple.
    Lilac,
    /// Neither side.
    Grey,
}

/// The three strengths in which a hue appears.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shades {
    /// The line, the name at its end.
    pub line: Color,
    /// The baseline that stays behind as a ghost.
    pub ghost: Color,
    /// The ground of a band; `None` where the palette has no shade quiet enough.
    pub band: Option<Color>,
}

/// Colours by role.
#[derive(Clone, Debug)]
pub struct Theme {
    /// Which palette this is.
    pub name: ThemeName,
    ground: Color,
    bar: Color,
    text: Color,
    dim: Color,
    faint: Color,
    accent: Color,
    on_accent: Color,
    depth: Depth,
}

type Rgb = (u8, u8, u8);

fn rgb(colour: Rgb) -> Color {
    Color::Rgb(colour.0, colour.1, colour.2)
}

impl Theme {
    /// The palette `name`, as far as the terminal's `depth` can show it.
    pub fn new(name: ThemeName, depth: Depth) -> Self {
        let name = match (name, depth) {
            (_, Depth::None) => ThemeName::Mono,
            (ThemeName::Dark | ThemeName::Light | ThemeName::Deuteranopia, Depth::Sixteen) => {
                ThemeName::Terminal
            }
            (name, _) => name,
        };
        let theme = match name {
            ThemeName::Dark | ThemeName::Deuteranopia => Self::from_rgb(
                name,
                [(17, 18, 24), (26, 27, 37), (222, 224, 232), (122, 126, 144), (56, 59, 74)],
                [(242, 196, 92), (24, 22, 14)],
            ),
            ThemeName::Light => Self::from_rgb(
                name,
                [(250, 250, 247), (233, 234, 231), (32, 34, 42), (104, 108, 122), (200, 202, 206)],
                [(150, 92, 0), (255, 252, 240)],
            ),
            ThemeName::Terminal => Self {
                name,
                ground: Color::Reset,
                bar: Color::Reset,
                text: Color::Reset,
                dim: Color::DarkGray,
                faint: Color::DarkGray,
                accent: Color::Yellow,
                on_accent: Color::Black,
                depth,
            },
            ThemeName::Mono => Self {
                name,
                ground: Color::Reset,
                bar: Color::Reset,
                text: Color::Reset,
                dim: Color::Reset,
                faint: Color::Reset,
                accent: Color::Reset,
                on_accent: Color::Reset,
                depth,
            },
        };
        Self { depth, ..theme }
    }

    fn from_rgb(name: ThemeName, grounds: [Rgb; 5], accents: [Rgb; 2]) -> Self {
        let [ground, bar, text, dim, faint] = grounds.map(rgb);
        let [accent, on_accent] = accents.map(rgb);
        Self { name, ground, bar, text, dim, faint, accent, on_accent, depth: Depth::True }
    }

    /// The next theme that this terminal can show in its own way; the same one where there is no other.
    pub fn next(&self) -> Self {
        let all = ThemeName::ALL.map(|(_, name)| name);
        let others = (1..all.len()).map(|i| all[(self.name as usize + i) % all.len()]);
        let shown = others.map(|name| Self::new(name, self.depth)).find(|theme| theme.name != self.name);
        shown.unwrap_or_else(|| self.clone())
    }

    /// Another theme on the same terminal.
    pub fn renamed(&self, name: ThemeName) -> Self {
        Self::new(name, self.depth)
    }

    /// Whether nothing but modifiers tells things apart.
    pub fn is_mono(&self) -> bool {
        self.name == ThemeName::Mono
    }

    /// The ground colour of the whole screen.
    pub fn ground(&self) -> Color {
        self.fit(self.ground)
    }

    /// Ordinary text on the ground.
    pub fn text(&self) -> Style {
        Style::new().fg(self.fit(self.text)).bg(self.ground())
    }

    /// The number or the name that matters.
    pub fn strong(&self) -> Style {
        self.text().add_modifier(Modifier::BOLD)
    }

    /// Everything secondary.
    pub fn dim(&self) -> Style {
        self.quiet(self.dim)
    }

    /// Rules, grids and empty tracks.
    pub fn faint(&self) -> Style {
        self.quiet(self.faint)
    }

    fn quiet(&self, colour: Color) -> Style {
        let style = Style::new().fg(self.fit(colour)).bg(self.ground());
        if self.is_mono() { style.add_modifier(Modifier::DIM) } else { style }
    }

    /// What is in focus, and "now".
    pub fn accent(&self) -> Style {
        Style::new().fg(self.fit(self.accent)).bg(self.ground()).add_modifier(Modifier::BOLD)
    }

    /// The title of the panel in focus.
    pub fn focus(&self) -> Style {
        if self.is_mono() { self.badge() } else { self.accent() }
    }

    /// A label filled with the accent.
    pub fn badge(&self) -> Style {
        if self.is_mono() {
            return Style::new().add_modifier(Modifier::REVERSED | Modifier::BOLD);
        }
        Style::new().fg(self.fit(self.on_accent)).bg(self.fit(self.accent)).add_modifier(Modifier::BOLD)
    }

    /// The ground of the header and of the footer.
    pub fn bar(&self) -> Style {
        Style::new().fg(self.fit(self.text)).bg(self.fit(self.bar))
    }

    /// Secondary text in the header and the footer.
    pub fn bar_dim(&self) -> Style {
        self.dim().bg(self.fit(self.bar))
    }

    /// A key in the footer.
    pub fn key(&self) -> Style {
        self.accent().bg(self.fit(self.bar))
    }

    /// The ground of a selected row.
    pub fn selected(&self) -> Style {
        match self.name {
            ThemeName::Mono | ThemeName::Terminal => Style::new().add_modifier(Modifier::REVERSED),
            _ => Style::new().fg(self.fit(self.text)).bg(self.fit(self.bar)).add_modifier(Modifier::BOLD),
        }
    }

    /// A hue in its three strengths.
    pub fn shades(&self, hue: Hue) -> Shades {
        match self.name {
            ThemeName::Mono => Shades { line: Color::Reset, ghost: Color::Reset, band: None },
            ThemeName::Terminal => Shades { line: ansi(hue), ghost: Color::DarkGray, band: None },
            ThemeName::Dark => self.mixed(dark(hue), 0.26),
            ThemeName::Light => self.mixed(light(hue), 0.20),
            ThemeName::Deuteranopia => self.mixed(deuteranopia(hue), 0.26),
        }
    }

    /// The style of a name or a mark in a hue.
    pub fn hue(&self, hue: Hue) -> Style {
        Style::new().fg(self.shades(hue).line).bg(self.ground())
    }

    fn mixed(&self, line: Rgb, band: f64) -> Shades {
        let ground = match self.ground {
            Color::Rgb(r, g, b) => (r, g, b),
            _ => (0, 0, 0),
        };
        Shades {
            line: self.fit(rgb(line)),
            ghost: self.fit(rgb(mix(line, ground, 0.74))),
            band: Some(self.fit(rgb(mix(line, ground, band)))),
        }
    }

    fn fit(&self, colour: Color) -> Color {
        match (self.depth, colour) {
            (Depth::Indexed, Color::Rgb(r, g, b)) => Color::Indexed(nearest_indexed((r, g, b))),
            _ => colour,
        }
    }
}

fn dark(hue: Hue) -> Rgb {
    match hue {
        Hue::Sky => (86, 180, 233),
        Hue::Blue => (76, 126, 228),
        Hue::Vermilion => (238, 102, 46),
        Hue::Orange => (230, 159, 0),
        Hue::Green => (0, 172, 126),
        Hue::Mint => (116, 214, 170),
        Hue::Purple => (204, 121, 167),
        Hue::Lilac => (226, 174, 214),
        Hue::Grey => (138, 142, 158),
    }
}

fn light(hue: Hue) -> Rgb {
    match hue {
        Hue::Sky => (20, 128, 190),
        Hue::Blue => (24, 70, 178),
        Hue::Vermilion => (204, 76, 0),
        Hue::Orange => (168, 108, 0),
        Hue::Green => (0, 122, 90),
        Hue::Mint => (54, 158, 116),
        Hue::Purple => (162, 72, 122),
        Hue::Lilac => (190, 110, 166),
        Hue::Grey => (110, 114, 128),
    }
}

/// Found by search: hues near their usual families that lie far apart when seen without green cones.
fn deuteranopia(hue: Hue) -> Rgb {
    match hue {
        Hue::Sky => (121, 199, 255),
        Hue::Blue => (91, 102, 244),
        Hue::Vermilion => (207, 79, 0),
        Hue::Orange => (255, 234, 0),
        Hue::Green => (32, 115, 69),
        Hue::Mint => (184, 252, 192),
        Hue::Purple => (126, 84, 171),
        Hue::Lilac => (250, 224, 255),
        Hue::Grey => (138, 142, 158),
    }
}

fn ansi(hue: Hue) -> Color {
    match hue {
        Hue::Sky => Color::LightCyan,
        Hue::Blue => Color::LightBlue,
        Hue::Vermilion => Color::LightRed,
        Hue::Orange => Color::Yellow,
        Hue::Green => Color::Green,
        Hue::Mint => Color::LightGreen,
        Hue::Purple => Color::Magenta,
        Hue::Lilac => Color::LightMagenta,
        Hue::Grey => Color::DarkGray,
    }
}

/// `share` of one colour in another.
fn mix(a: Rgb, b: Rgb, share: f64) -> Rgb {
    let part = |x: u8, y: u8| (f64::from(x) * share + f64::from(y) * (1.0 - share)).round() as u8;
    (part(a.0, b.0), part(a.1, b.1), part(a.2, b.2))
}

/// The nearest colour of the fixed part of the 256-colour palette (6x6x6 cube and greys).
fn nearest_indexed(colour: Rgb) -> u8 {
    const STEPS: [u8; 6] = [0, 95, 135, 175, 215, 255];
    let level = |c: u8| (0..6).min_by_key(|&i| STEPS[i].abs_diff(c)).unwrap_or(0);
    let (r, g, b) = (level(colour.0), level(colour.1), level(colour.2));
    let cube = (STEPS[r], STEPS[g], STEPS[b]);
    let mean = (u16::from(colour.0) + u16::from(colour.1) + u16::from(colour.2)) / 3;
    let step = (mean.saturating_sub(3) / 10).min(23) as u8;
    let grey = 8 + 10 * step;
    if distance(colour, (grey, grey, grey)) < distance(colour, cube) {
        232 + step
    } else {
        (16 + 36 * r + 6 * g + b) as u8
    }
}

fn distance(a: Rgb, b: Rgb) -> u32 {
    let part = |x: u8, y: u8| u32::from(x.abs_diff(y)).pow(2);
    part(a.0, b.0) + part(a.1, b.1) + part(a.2, b.2)
}

#[cfg(test)]
mod tests;
