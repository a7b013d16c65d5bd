//! The fixed groups of the model: blocs (also regions), segments, access.

use std::fmt;

/// A bloc of origin. The same four are the regions in which adopters live.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Bloc {
    /// The United States.
    Us,
    /// China.
    China,
    /// Europe.
    Europe,
    /// The rest of the world.
    Row,
}

/// Where adopters live: the four blocs seen as places.
pub type Region = Bloc;

/// Number of blocs, and of regions.
pub const BLOCS: usize = 4;

impl Bloc {
    /// All blocs, in the order of every table and file.
    pub const ALL: [Self; BLOCS] = [Self::Us, Self::China, Self::Europe, Self::Row];

    /// Position in [`Bloc::ALL`].
    pub const fn index(self) -> usize {
        self as usize
    }

    /// Name in files: `us china europe row`.
    pub const fn key(self) -> &'static str {
        ["us", "china", "europe", "row"][self.index()]
    }

    /// Name for people.
    pub const fn title(self) -> &'static str {
        ["United States", "China", "Europe", "Rest of the world"][self.index()]
    }

    /// Name for narrow places.
    pub const fn short(self) -> &'static str {
        ["US", "China", "Europe", "Rest"][self.index()]
    }

    /// The bloc with this name in files.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|bloc| bloc.key() == key)
    }
}

impl fmt::Display for Bloc {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.key())
    }
}

/// A segment of adopters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Segment {
    /// Developers and start-ups.
    Developers,
    /// Enterprises.
    Enterprises,
    /// Government and courts.
    Government,
    /// Schools and universities.
    Education,
    /// Health care.
    Health,
}

/// Number of segments.
pub const SEGMENTS: usize = 5;

impl Segment {
    /// All segments, in the order of every table and file.
    pub const ALL: [Self; SEGMENTS] =
        [Self::Developers, Self::Enterprises, Self::Government, Self::Education, Self::Health];

    /// Position in [`Segment::ALL`].
    pub const fn index(self) -> usize {
        self as usize
    }

    /// Name in files.
    pub const fn key(self) -> &'static str {
        ["developers", "enterprises", "government", "education", "health"][self.index()]
    }

    /// Name for people.
    pub const fn title(self) -> &'static str {
        ["Developers", "Enterprises", "Government and courts", "Education", "Health care"][self.index()]
    }

    /// The segment with this name in files.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|segment| segment.key() == key)
    }
}

impl fmt::Display for Segment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.key())
    }
}

/// How an offer can be used: through its maker's service, or by running its published weights.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Access {
    /// A closed model behind an interface.
    Closed,
    /// Open weights.
    Open,
}

impl Access {
    /// Both, closed first.
    pub const ALL: [Self; 2] = [Self::Closed, Self::Open];

    /// Position in [`Access::ALL`].
    pub const fn index(self) -> usize {
        self as usize
    }

    /// Name in files.
    pub const fn key(self) -> &'static str {
        ["closed", "open"][self.index()]
    }
}

impl fmt::Display for Access {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.key())
    }
}

/// Number of adopter cells: region times segment.
pub const CELLS: usize = BLOCS * SEGMENTS;

/// The cell of a region and a segment: `region * 5 + segment`.
pub const fn cell(region: usize, segment: usize) -> usize {
    region * SEGMENTS + segment
}
