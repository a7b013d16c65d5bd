//! Measures: adoption shares, gaps, concentration, exposure, and the class of the world.

mod counts;
mod evaluation;
mod gap;
mod series;
mod sums;

pub use counts::{Counts, Shape};
pub use evaluation::Evaluation;
pub use gap::months_behind;
pub use series::{MEASURES, MeasureSpec, Pair, Release, SeriesKey, catalogue};

/// The class of a world at its end (first match, docs/model.md).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum EndWorld {
    /// At least half of every region's use is on home models.
    Sovereign,
    /// Mostly open use, China ahead abroad and among open models.
    ChineseOpen,
    /// Mostly open use, America ahead abroad and with half of the open use.
    AmericanOpen,
    /// China ahead abroad.
    ChineseSphere,
    /// America has half of the use abroad, little of it open.
    AmericanClosed,
    /// America has half of the use abroad, open and closed.
    AmericanMixed,
    /// None of these.
    Contested,
}

/// Number of classes.
pub const END_WORLDS: usize = 7;

impl EndWorld {
    /// All classes, in the order in which they are tried.
    pub const ALL: [Self; END_WORLDS] = [
        Self::Sovereign,
        Self::ChineseOpen,
        Self::AmericanOpen,
        Self::ChineseSphere,
        Self::AmericanClosed,
        Self::AmericanMixed,
        Self::Contested,
    ];

    /// Position in [`EndWorld::ALL`].
    pub const fn index(self) -> usize {
        self as usize
    }

    /// Name in files.
    pub const fn key(self) -> &'static str {
        [
            "sovereign",
            "chinese_open",
            "american_open",
            "chinese_sphere",
            "american_closed",
            "american_mixed",
            "contested",
        ][self.index()]
    }

    /// Name for people.
    pub const fn title(self) -> &'static str {
        [
            "Sovereign",
            "Chinese open",
            "American open",
            "Chinese sphere",
            "American closed",
            "American mixed",
            "Contested",
        ][self.index()]
    }
}
