//! Calibration files: from TOML text to a [`Plan`], with all that is wrong told at once.

use std::path::Path;

use super::prior::{Free, Prior};
use super::smc::{MOST_MOVES, Walk};
use crate::model::calendar::Month;
use crate::model::digest::Digest;
use crate::model::random::Seed;
use crate::scenario::posterior::{HELP, Target};
use crate::scenario::{
    ADOPTERS, Field, FileError, Format, Kind, Node, ScenarioError, Source, document, format_of, is_name,
};

/// The newest version of the format that this program reads.
const FORMAT: i64 = 1;
/// Most parameters that are fitted: the data can tell few apart.
pub const MOST_PARAMETERS: usize = 12;

const KIND: Kind = Kind::toml(
    "calibration",
    "check the path; docs/evidence.md shows what such a file looks like",
    "docs/evidence.md shows what such a file looks like",
);

/// What is fitted to what, and with how much effort.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Its name.
    pub name: String,
    /// The scenario whose past is told: a built-in one's name.
    pub scenario: String,
    /// Last month of which observations are used.
    pub until: Month,
    /// Adopters in each run.
    pub adopters: usize,
    /// Runs at each point.
    pub runs: usize,
    /// How the cloud of points is moved.
    pub walk: Walk,
    /// What is fitted.
    pub free: Vec<Free>,
    /// Digest of the file's text.
    pub digest: String,
}

const TOP: [&str; 10] =
    ["format", "name", "scenario", "until", "adopters", "runs", "particles", "moves", "seed", "parameters"];

impl Plan {
    /// The plan of a file.
    ///
    /// # Errors
    /// If the file cannot be read, or with all its mistakes.
    pub fn load(path: &Path) -> Result<Self, FileError> {
        Source::file_of(path, &KIND).and_then(read).map_err(|error| FileError::new(&KIND, error))
    }

    /// The plan of a text, as if it stood in a file of this name.
    ///
    /// # Errors
    /// With all mistakes of the text.
    pub fn from_text(name: &str, text: &str) -> Result<Self, FileError> {
        read(Source::text(name, text)).map_err(|error| FileError::new(&KIND, error))
    }
}

fn read(source: Source) -> Result<Plan, ScenarioError> {
    let digest = Digest::of_text(&source.text).to_string();
    document(source, &KIND, |root| match format_of(root, "calibration", FORMAT) {
        Format::Known => plan(root, digest),
        Format::Newer | Format::Unclear => None,
    })
}

fn plan(root: &Node<'_>, digest: String) -> Option<Plan> {
    root.only(&TOP);
    let name = root.need("name", "the calibration's name").and_then(|field| {
        let name = field.text()?;
        if !is_name(name) {
            field.wrong("a name of small letters, digits, `-` and `_`, a letter first, at most 40");
        }
        Some(name.to_owned())
    });
    let scenario = root.field("scenario").map_or(Some(crate::scenario::DEFAULT.to_owned()), |field| {
        field.one_of("built-in scenario", &crate::scenario::built_ins()).map(str::to_owned)
    });
    let until = root.need("until", "the last month of which observations are used").and_then(|f| f.month());
    let whole = |key: &str, usual: i64, low: i64, high: i64| {
        root.field(key).map_or(Some(usual), |field| field.whole_in(low, high)).map(|number| number as usize)
    };
    let adopters = whole("adopters", 2000, ADOPTERS.0 as i64, ADOPTERS.1 as i64);
    let runs = whole("runs", 8, 2, 1000);
    let particles = whole("particles", 256, 8, 10_000);
    let moves = whole("moves", 4, 1, MOST_MOVES as i64);
    let seed = root.field("seed").map_or(Some(Seed(1)), |field| field.unsigned().map(Seed));
    let free = free(root);
    let walk = Walk { seed: seed?, particles: particles?, moves: moves? };
    Some(Plan {
        name: name?,
        scenario: scenario?,
        until: until?,
        adopters: adopters?,
        runs: runs?,
        walk,
        free: free?,
        digest,
    })
}

fn free(root: &Node<'_>) -> Option<Vec<Free>> {
    let field = root.need("parameters", "what is fitted: [[parameters]]")?;
    let items = field.items("a list of tables: [[parameters]]")?;
    if items.is_empty() || items.len() > MOST_PARAMETERS {
        let help = "the observations can tell few parameters apart: fit those that matter, in turn";
        field.report(
            format!("{} parameters; there must be 1 to {MOST_PARAMETERS}", items.len()),
            Some(help.into()),
        );
        return None;
    }
    let read: Vec<Option<Free>> = items.iter().map(parameter).collect();
    for (place, item) in items.iter().enumerate() {
        let name = |free: &Option<Free>| free.as_ref().map(|free| free.target.name());
        if read[place].is_some() && read[..place].iter().any(|earlier| name(earlier) == name(&read[place])) {
            item.report("a parameter stands twice".to_owned(), Some("name each parameter once".to_owned()));
            return None;
        }
    }
    read.into_iter().collect()
}

fn parameter(item: &Field<'_>) -> Option<Free> {
    let table = item.table("a table: [[parameters]]")?;
    table.only(&["name", "range", "log", "judged"]);
    let name = table.need("name", "a parameter, or a family with `*` after it")?;
    let text = name.text()?;
    let Some(target) = Target::find(text) else {
        name.report(format!("there is no parameter `{text}`"), Some(HELP.to_owned()));
        return None;
    };
    let by_ratio = table.field("log").map_or(Some(false), |field| field.flag())?;
    let bounds = target.bounds();
    let (low, high) = match table.field("range") {
        Some(field) => range(&field, bounds)?,
        None if bounds.1.is_finite() => bounds,
        None => {
            table.missing("range", "the lowest and highest value: the table of parameters gives none here");
            return None;
        }
    };
    if by_ratio && low <= 0.0 {
        item.report(
            format!("`log` needs a range above 0; it is {low} to {high}"),
            Some("raise the lower end, or take out `log`".to_owned()),
        );
        return None;
    }
    let judged = match table.field("judged") {
        Some(field) => Some(field.number_in(bounds)?),
        None => None,
    };
    Some(Free { target, prior: Prior { low, high, by_ratio }, judged })
}

/// A range of two rising numbers inside the table's own.
fn range(field: &Field<'_>, bounds: (f64, f64)) -> Option<(f64, f64)> {
    const MUST: &str = "two rising numbers: [0.5, 2.0]";
    let items = field.items(MUST)?;
    let [low, high] = items.as_slice() else {
        field.wrong(MUST);
        return None;
    };
    let (low, high) = (low.number_in(bounds)?, high.number_in(bounds)?);
    if low >= high {
        field.wrong(MUST);
        return None;
    }
    Some((low, high))
}
