//! Experiment files: from TOML text to a [`Study`], with all that is wrong told at once. The format is described in
//! `docs/experiments.md`.

mod design;
mod factors;
mod list;
mod measures;

use std::cell::RefCell;
use std::path::{Path, PathBuf};

use self::design::Size;
use super::{KeptMonths, MOST_RUNS, Pairing, Study};
use crate::model::calendar::Month;
use crate::model::random::Seed;
use crate::scenario::posterior::choice;
use crate::scenario::{
    ADOPTERS, Field, FileError, Format, Kind, Node, Scenario, ScenarioError, Source, Worldview, built_ins,
    document, format_of, is_name, nearest, suggestion,
};

/// The newest version of the format that this program reads.
const FORMAT: i64 = 1;
/// Most replicates and scenarios of a study.
const MOST_REPLICATES: i64 = 1_000_000;
const MOST_SCENARIOS: usize = 100;
/// The most that `most_runs` may allow.
const LARGEST_MOST_RUNS: i64 = 1_000_000_000_000;

/// How reports speak of such files.
const KIND: Kind = Kind::toml(
    "experiment",
    "check the path; docs/experiments.md shows what such a file looks like",
    "check the path; docs/experiments.md shows what such a file looks like",
);

impl Study {
    /// The study of an experiment file.
    ///
    /// # Errors
    /// If the file, or one that it names, cannot be read; or with all the mistakes of these files.
    pub fn load(path: &Path) -> Result<Self, FileError> {
        let folder = path.parent().unwrap_or(Path::new(""));
        let study = Source::file_of(path, &KIND).and_then(|source| read(source, folder));
        study.map_err(|error| FileError::new(&KIND, error))
    }

    /// The study of a text, as if it stood in a file of this name in the current directory.
    ///
    /// # Errors
    /// If a file that it names cannot be read; or with all the mistakes of these texts.
    pub fn from_text(name: &str, text: &str) -> Result<Self, FileError> {
        read(Source::text(name, text), Path::new("")).map_err(|error| FileError::new(&KIND, error))
    }
}

/// What is known while a file is read.
struct Reader {
    /// Where the files that it names stand.
    folder: PathBuf,
    /// What is wrong with these.
    elsewhere: RefCell<Vec<ScenarioError>>,
}

fn read(source: Source, folder: &Path) -> Result<Study, ScenarioError> {
    let reader = Reader { folder: folder.to_owned(), elsewhere: RefCell::default() };
    let study = document(source, &KIND, |root| match format_of(root, "experiment", FORMAT) {
        Format::Newer => None,
        Format::Known | Format::Unclear => reader.study(root),
    });
    let elsewhere = reader.elsewhere.into_inner();
    if elsewhere.is_empty() {
        return study;
    }
    let mut all = study.err().unwrap_or_default();
    for error in elsewhere {
        all.mistakes.extend(error.mistakes);
        all.omitted += error.omitted;
    }
    Err(all)
}

const TOP: [&str; 21] = [
    "format",
    "name",
    "scenarios",
    "worldview",
    "posterior",
    "design",
    "points",
    "levels",
    "trajectories",
    "base",
    "second_order",
    "scramble",
    "file",
    "replicates",
    "pairing",
    "seed",
    "adopters",
    "measures",
    "series",
    "most_runs",
    "factors",
];

impl Reader {
    fn study(&self, root: &Node<'_>) -> Option<Study> {
        root.only(&TOP);
        let name = root.need("name", "the experiment's name").and_then(|field| name(&field));
        let scenarios = root.need("scenarios", "a list of scenarios").map(|field| self.scenarios(&field));
        let mut scenarios = scenarios.unwrap_or_default();
        if let Some(worldview) = root.field("worldview").and_then(|field| self.worldview(&field)) {
            scenarios.iter_mut().for_each(|scenario| worldview.put(&mut scenario.setup));
        }
        let note = |error| self.elsewhere.borrow_mut().push(error);
        if let Some(posterior) = choice::read(root, Some(&self.folder), note) {
            scenarios.iter_mut().for_each(|scenario| scenario.posterior.clone_from(&posterior));
        }
        let seed = optional(root, "seed", Some(Seed(1)), |field| field.unsigned().map(Seed));
        let adopters = optional(root, "adopters", Some(None), |field| adopters(field).map(Some));
        let replicates = optional(root, "replicates", Some(1), |field| field.whole_in(1, MOST_REPLICATES));
        let pairing = optional(root, "pairing", Some(Pairing::Common), pairing);
        let series = optional(root, "measures", measures::all(&scenarios), |f| measures::read(f, &scenarios));
        let kept = optional(root, "series", Some(KeptMonths::ALL), |field| kept(field, &scenarios));
        let factors = factors::read(root, &scenarios);
        let size = Size { scenarios: scenarios.len(), replicates: replicates.unwrap_or(1) as usize };
        let design = self.design(root, factors.as_deref(), seed, size)?;
        let study = Study {
            name: name?,
            order: Study::order_of(&design, seed?),
            scenarios,
            factors: factors?.into_iter().map(|read| read.factor).collect(),
            design,
            replicates: replicates? as usize,
            pairing: pairing?,
            seed: seed?,
            adopters: adopters?,
            series: series?,
            kept: kept?,
        };
        Some(study)
    }

    /// The scenarios that can be read.
    fn scenarios(&self, field: &Field<'_>) -> Vec<Scenario> {
        let must = "a list of scenarios: [\"two-worlds\", \"mine.toml\"]";
        let items = field.items(must).unwrap_or_default();
        if field.is_list() && (items.is_empty() || items.len() > MOST_SCENARIOS) {
            field.wrong(&format!("a list of 1 to {MOST_SCENARIOS} scenarios"));
        }
        let mut scenarios: Vec<Scenario> = Vec::new();
        for item in &items {
            let Some(scenario) = self.scenario(item) else { continue };
            if scenarios.iter().any(|other| other.name == scenario.name) {
                let help = "name each scenario once; one in a file can be given another `name` there";
                item.report(format!("there are two scenarios `{}`", scenario.name), Some(help.to_owned()));
            } else {
                scenarios.push(scenario);
            }
        }
        scenarios
    }

    fn scenario(&self, item: &Field<'_>) -> Option<Scenario> {
        let name = item.text()?;
        let found = Scenario::named_in(&self.folder, name);
        if found.is_none() {
            let near = nearest(name, built_ins());
            let asked = near.map_or_else(String::new, |near| format!("did you mean `{near}`? "));
            let help = format!(
                "{asked}give the name of a built-in scenario (`weights scenario list`), or the path of a file from this \
                 file's folder"
            );
            item.report(format!("there is no scenario `{name}`"), Some(help));
        }
        self.noted(found?)
    }

    /// The worldview under which all scenarios are run.
    fn worldview(&self, field: &Field<'_>) -> Option<Worldview> {
        let name = field.text()?;
        match Worldview::named_in(&self.folder, name) {
            Some(found) => self.noted(found),
            None => {
                let near = suggestion(name, &Worldview::built_ins());
                let help = format!("{near}; or give the path of a file from this file's folder");
                field.report(format!("there is no worldview `{name}`"), Some(help));
                None
            }
        }
    }

    fn noted<T>(&self, outcome: Result<T, ScenarioError>) -> Option<T> {
        outcome.map_err(|error| self.elsewhere.borrow_mut().push(error)).ok()
    }
}

/// The value of a key that may be left out.
fn optional<'a, T>(
    table: &Node<'a>,
    key: &str,
    default: Option<T>,
    read: impl FnOnce(&Field<'a>) -> Option<T>,
) -> Option<T> {
    table.field(key).map_or(default, |field| read(&field))
}

fn name(field: &Field<'_>) -> Option<String> {
    let name = field.text()?;
    if !is_name(name) {
        field.wrong("a name of small letters, digits, `-` and `_`, a letter first, at most 40");
        return None;
    }
    Some(name.to_owned())
}

fn adopters(field: &Field<'_>) -> Option<usize> {
    field.whole_in(ADOPTERS.0 as i64, ADOPTERS.1 as i64).map(|adopters| adopters as usize)
}

fn pairing(field: &Field<'_>) -> Option<Pairing> {
    let word = field.one_of("pairing", &Pairing::NAMED.map(|(name, _)| name))?;
    Pairing::NAMED.into_iter().find(|(name, _)| *name == word).map(|(_, pairing)| pairing)
}

/// The months kept of the series.
fn kept(field: &Field<'_>, scenarios: &[Scenario]) -> Option<KeptMonths> {
    const MUST: &str = "\"all\", \"none\", or a table: { every = 12, from = \"2026-01\" }";
    if field.is_text("all") {
        return Some(KeptMonths::ALL);
    }
    if field.is_text("none") {
        return Some(KeptMonths::None);
    }
    let table = field.table(MUST)?;
    table.only(&["every", "from"]);
    let longest = i64::from(Month::LAST.0);
    let every = optional(&table, "every", Some(1), |field| field.whole_in(1, longest));
    let from = optional(&table, "from", Some(None), |field| month_of(field, scenarios).map(Some));
    Some(KeptMonths::Every { every: every? as u16, from: from? })
}

/// A month in the horizon of every scenario.
fn month_of(field: &Field<'_>, scenarios: &[Scenario]) -> Option<Month> {
    let month = field.month()?;
    let outside = scenarios.iter().find(|s| !(s.setup.start..=s.setup.end).contains(&month));
    let Some(scenario) = outside else { return Some(month) };
    let (start, end) = (scenario.setup.start, scenario.setup.end);
    field.wrong(&format!("a month from {start} to {end}, the horizon of the scenario `{}`", scenario.name));
    None
}
