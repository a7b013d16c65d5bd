//! Labs: what one starts from, and what it is in a month.

use super::bloc::Bloc;

/// The most labs that one simulation holds.
pub const MAX_LABS: usize = 24;

/// How a lab releases: the four actions of a release decision, and its habit between them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Mode {
    /// The flagship stays behind an interface; nothing is opened.
    Closed,
    /// A closed flagship beside an open sibling that stands behind it.
    Dual,
    /// The flagship's weights are open under a restricted licence.
    OpenRestricted,
    /// The flagship's weights are open under a permissive licence.
    OpenPermissive,
}

/// Number of release modes.
pub const MODES: usize = 4;

impl Mode {
    /// All modes, from closed to most open.
    pub const ALL: [Self; MODES] = [Self::Closed, Self::Dual, Self::OpenRestricted, Self::OpenPermissive];

    /// Position in [`Mode::ALL`].
    pub const fn index(self) -> usize {
        self as usize
    }

    /// Name in files.
    pub const fn key(self) -> &'static str {
        ["closed", "dual", "open_restricted", "open_permissive"][self.index()]
    }

    /// Name for people.
    pub const fn title(self) -> &'static str {
        ["closed", "closed with an open sibling", "open, restricted licence", "open, permissive licence"]
            [self.index()]
    }

    /// The mode with this name in files.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mode| mode.key() == key)
    }

    /// Whether the flagship itself is open.
    pub const fn flagship_open(self) -> bool {
        matches!(self, Self::OpenRestricted | Self::OpenPermissive)
    }
}

/// An open model at the start.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OpenStart {
    /// Capability (orders of magnitude of effective compute).
    pub capability: f64,
    /// Freedom under its licence: 1 permissive, less where restricted.
    pub licence: f64,
}

/// What a lab starts from in January 2024. Levels are in orders of magnitude (OOM), 0 for the OpenAI-like lab.
#[derive(Clone, Debug, PartialEq)]
pub struct LabSpec {
    /// Name in files; its random numbers are keyed by it, so that other labs do not disturb them.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// Name of the archetype, without the company.
    pub archetype: String,
    /// Bloc of origin.
    pub bloc: Bloc,
    /// Training compute, log10 relative to the reference lab.
    pub compute: f64,
    /// Algorithmic efficiency, log10 relative to the reference lab.
    pub efficiency: f64,
    /// Weight of goods that gain when models are free: cloud, advertising, chips.
    pub complement: f64,
    /// Aversion to releasing weights; negative for an open mission.
    pub stance: f64,
    /// Capacity to carry fixed costs of compliance; 1 for the largest.
    pub size: f64,
    /// Capability of its closed model, if it has one.
    pub closed: Option<f64>,
    /// Its best open model, if it has one.
    pub open: Option<OpenStart>,
}

/// A lab in one month.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Lab {
    /// Bloc of origin.
    pub bloc: Bloc,
    /// Training compute (OOM).
    pub compute: f64,
    /// Algorithmic efficiency (OOM).
    pub efficiency: f64,
    /// Share of effort that goes to efficiency research this month.
    pub efficiency_effort: f64,
    /// How it released last.
    pub mode: Mode,
    /// Know-how that it has published (OOM), if any.
    pub disclosed: Option<f64>,
    /// Share of the market's revenue, averaged over months.
    pub revenue_share: f64,
    /// Months that its progress will stall.
    pub stall: u32,
}

impl Lab {
    /// Capability of the best model that it could finish now (OOM of effective compute).
    pub fn capability(&self) -> f64 {
        self.compute + self.efficiency
    }
}
