//! Parameter sets that carry their uncertainty: a posterior sample in a file, and how its draws are put into a setup.

pub(crate) mod choice;
mod read;

use std::sync::{Arc, LazyLock};

use super::document::FileError;
use super::quantity::Quantity;
use crate::model::calendar::Month;
use crate::model::parameters::{Entry, FAMILIES, Family};
use crate::model::setup::Setup;

pub use read::{FORMAT, HELP};

/// What a fitted number stands for in a setup.
#[derive(Clone, Debug)]
pub enum Target {
    /// A structural parameter.
    Parameter(Entry),
    /// All members of a family of parameters, multiplied by one number.
    Family(&'static Family),
}

/// What the name of a scaled family ends with in files.
const SCALED: &str = "*";

impl Target {
    /// What a name stands for: a parameter, or a family with `*` after its name, all members of which are multiplied.
    pub fn find(name: &str) -> Option<Self> {
        if let Some(family) = name.strip_suffix(SCALED) {
            let family = FAMILIES.iter().find(|known| known.name == family && known.axes.len() > 1)?;
            return Some(Self::Family(family));
        }
        match Quantity::find(name).ok()? {
            Quantity::Parameter(entry) => Some(Self::Parameter(entry)),
            Quantity::Lever(_) | Quantity::Lab(..) => None,
        }
    }

    /// Name in files.
    pub fn name(&self) -> String {
        match self {
            Self::Parameter(entry) => entry.name(),
            Self::Family(family) => format!("{}{SCALED}", family.name),
        }
    }

    /// Lowest and highest value; of a multiple, as far as all members stay in their ranges.
    pub fn bounds(&self) -> (f64, f64) {
        match self {
            Self::Parameter(entry) => entry.bounds(),
            Self::Family(family) => members(family).fold((0.0_f64, f64::INFINITY), |(low, high), entry| {
                let (from, to) = entry.bounds();
                let default = entry.default();
                let end = |bound: f64| bound / default;
                match default.total_cmp(&0.0) {
                    std::cmp::Ordering::Greater => (low.max(end(from)), high.min(end(to))),
                    std::cmp::Ordering::Less => (low.max(end(to)), high.min(end(from))),
                    std::cmp::Ordering::Equal => (low, high),
                }
            }),
        }
    }

    /// Puts a value into a setup: the value itself, or the multiple of what stands there.
    pub fn set(&self, setup: &mut Setup, value: f64) {
        self.set_where(setup, value, |_, _| true);
    }

    /// The same, but for parameters that somebody gave a value.
    fn set_free(&self, setup: &mut Setup, value: f64) {
        self.set_where(setup, value, |setup, entry| !setup.given.has(entry));
    }

    fn set_where(&self, setup: &mut Setup, value: f64, is_meant: impl Fn(&Setup, &Entry) -> bool) {
        for entry in self.entries() {
            if is_meant(setup, &entry) {
                let value = match self {
                    Self::Parameter(_) => value,
                    Self::Family(_) => entry.get(&setup.parameters) * value,
                };
                entry.set(&mut setup.parameters, value);
            }
        }
    }

    /// The parameters that it moves.
    fn entries(&self) -> Vec<Entry> {
        match self {
            Self::Parameter(entry) => vec![*entry],
            Self::Family(family) => members(family).collect(),
        }
    }
}

fn members(family: &'static Family) -> impl Iterator<Item = Entry> {
    (0..family.axes.len()).map(move |index| Entry { family, index })
}

/// A posterior sample: equally likely values of some parameters.
#[derive(Clone, Debug)]
pub struct Posterior {
    /// Its name.
    pub name: String,
    /// The last month of the observations that it is fitted to.
    pub until: Month,
    /// What the numbers of a draw stand for.
    pub targets: Vec<Target>,
    /// The values, a line a draw.
    pub draws: Vec<Vec<f64>>,
    /// The values of the set that fits best.
    pub point: Vec<f64>,
    /// Digest of the file's text.
    pub digest: String,
}

impl PartialEq for Posterior {
    fn eq(&self, other: &Self) -> bool {
        self.digest == other.digest
    }
}

/// Runs in a row that share a draw, so that what chance does can be told from what parameters do.
pub const RUNS_A_DRAW: usize = 2;

/// The posterior that the program carries; its point is the defaults.
const SHIPPED: &str = include_str!("../../calibration/observed-until-2025-10.toml");

impl Posterior {
    /// The posterior that the program carries.
    ///
    /// # Errors
    /// If what the program carries is damaged.
    pub fn shipped() -> Result<Arc<Self>, FileError> {
        static READ: LazyLock<Result<Arc<Posterior>, FileError>> = LazyLock::new(|| {
            Posterior::from_text("calibration/observed-until-2025-10.toml", SHIPPED).map(Arc::new)
        });
        READ.clone()
    }

    /// The draw of run `k`: [`RUNS_A_DRAW`] runs in a row share one, and draws are gone through again and again, the
    /// same for every scenario, so that runs pair.
    pub fn draw(&self, k: usize) -> &[f64] {
        &self.draws[k / RUNS_A_DRAW % self.draws.len()]
    }

    /// A setup with the values of a draw, or with the point's. What somebody gave a value keeps it.
    pub fn put(&self, setup: &Setup, values: &[f64]) -> Setup {
        let mut setup = setup.clone();
        self.targets.iter().zip(values).for_each(|(target, value)| target.set_free(&mut setup, *value));
        setup
    }

    /// Whether its draws change a setup at all: not where all that it holds has been given a value.
    pub fn bears_on(&self, setup: &Setup) -> bool {
        self.targets.iter().flat_map(Target::entries).any(|entry| !setup.given.has(&entry))
    }
}
