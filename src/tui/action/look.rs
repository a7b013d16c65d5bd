//! Actions on the look of the screen and on finding one's way: palette, help, tour, themes, copies.

use crossterm::event::KeyCode as K;

use super::Place::{Anywhere, Game, Help, Palette, Save, Tour};
use super::{Action, Spec, spec};
use crate::model::bloc::{Bloc, Segment};
use crate::model::lever::Lever;
use crate::playthrough::Grouping;
use crate::tui::key::Key;
use crate::tui::theme::ThemeName;

/// What can be done with the look of the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LookAct {
    /// Open the palette of everything that can be done.
    Palette,
    /// Carry the selected line of the palette out.
    Choose,
    /// Carry this line of the palette out.
    Pick(usize),
    /// Write into the field of the help.
    Search,
    /// Say what the panels show.
    Explain,
    /// Start the tour.
    Tour,
    /// The next step of the tour.
    TourOn,
    /// Leave the tour.
    TourOff,
    /// The next theme.
    NextTheme,
    /// This theme.
    Theme(ThemeName),
    /// Archetypes in place of company names, or the names again.
    Archetypes,
    /// Copy the numbers of the chart.
    Copy,
    /// Ask in which form the screen is to be saved.
    Save,
    /// Save the screen as text.
    SaveText,
    /// Save the screen as a picture.
    SaveSvg,
    /// Look at this region, or at the world.
    Region(Option<Bloc>),
    /// Look at this kind of adopters, or at all.
    Segment(Option<Segment>),
    /// Lines by this grouping.
    Lines(Grouping),
    /// Go to a lever.
    Lever(Lever),
}

/// The entries of every screen, in the order of footer and help.
pub const EVERYWHERE: &[Spec] = &[
    spec(
        Action::Look(LookAct::Palette),
        Anywhere,
        &[Key::char(':'), Key::ctrl('p')],
        ":",
        "palette",
        "Find anything that can be done by typing a part of its name: actions, levers, screens, regions, themes.",
    ),
    spec(
        Action::Look(LookAct::Explain),
        Anywhere,
        &[Key::char('e')],
        "e",
        "explain",
        "Read what each panel of this screen shows, and what its terms mean.",
    ),
    spec(
        Action::Look(LookAct::Tour),
        Anywhere,
        &[Key::plain(K::F(2))],
        "f2",
        "",
        "Take the tour: six steps over the real screen.",
    ),
    spec(
        Action::Look(LookAct::NextTheme),
        Anywhere,
        &[Key::char('T')],
        "T",
        "",
        "Change the colours: dark, light, deuteranopia, terminal, mono.",
    ),
    spec(
        Action::Look(LookAct::Archetypes),
        Anywhere,
        &[Key::char('A')],
        "A",
        "",
        "Show kinds of labs in the place of company names, or the names again.",
    ),
    spec(
        Action::Look(LookAct::Save),
        Anywhere,
        // Other screens have a use of their own for the letter.
        &[Key::char('x'), Key::ctrl('s')],
        "x",
        "",
        "Save the screen as text or as a picture (SVG) in the current directory.",
    ),
];

/// The entries of every screen of a game.
pub const GAME: &[Spec] = &[spec(
    Action::Look(LookAct::Copy),
    Game,
    &[Key::char('y')],
    "y",
    "",
    "Copy the chart's numbers, month by month, for a spreadsheet; the terminal has to allow it.",
)];

/// The entries of the help.
pub const HELP: &[Spec] = &[spec(
    Action::Look(LookAct::Search),
    Help,
    &[Key::char('/')],
    "/",
    "find",
    "Type to show only what holds your words.",
)];

/// The entries of the palette.
pub const PALETTE: &[Spec] = &[spec(
    Action::Look(LookAct::Choose),
    Palette,
    &[Key::plain(K::Enter)],
    "⏎",
    "do it",
    "Do what is selected.",
)];

/// The entries of the sheet on saving.
pub const SAVE: &[Spec] = &[
    spec(
        Action::Look(LookAct::SaveText),
        Save,
        &[Key::char('t'), Key::plain(K::Enter)],
        "t",
        "text",
        "Save the screen as text.",
    ),
    spec(Action::Look(LookAct::SaveSvg), Save, &[Key::char('s')], "s", "picture", "Save the screen as SVG."),
    spec(
        Action::Back,
        Save,
        &[Key::plain(K::Esc), Key::char('n'), Key::char('x')],
        "esc",
        "back",
        "Save nothing.",
    ),
];

/// The entries of the tour.
pub const TOUR: &[Spec] = &[
    spec(
        Action::Look(LookAct::TourOn),
        Tour,
        &[Key::plain(K::Enter)],
        "⏎",
        "next step",
        "Go on to the next step of the tour; moves being tried are applied first.",
    ),
    spec(
        Action::Look(LookAct::TourOff),
        Tour,
        &[Key::plain(K::Esc)],
        "esc",
        "leave tour",
        "Leave the tour; the game stays as it is.",
    ),
];
