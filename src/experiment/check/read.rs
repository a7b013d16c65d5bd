//! A file of checks: every mistake is told with its place.

mod claims;
mod worlds;

use std::path::Path;

use self::claims::Side;
use self::worlds::Worlds;
use super::measurand::{Measurand, WORLD, What};
use super::{Check, Suite};
use crate::model::calendar::Month;
use crate::model::lab::LabSpec;
use crate::model::measure::{EndWorld, MEASURES};
use crate::model::random::Seed;
use crate::model::setup::Setup;
use crate::scenario::{
    ADOPTERS, Field, FileError, Format, Kind, Node, Scenario, ScenarioError, Source, document, format_of,
    groups_of, read_groups, read_name,
};

/// The newest version of the format that this program reads.
const FORMAT: i64 = 1;
/// Fewest and most runs of a check: a difference needs two.
const RUNS: (i64, i64) = (2, 10_000);
/// Runs and seed where nothing is said.
const USUAL_RUNS: usize = 24;
const USUAL_SEED: Seed = Seed(1);
/// Most worlds of a file: each is an ensemble.
const MOST_VARIANTS: usize = 10_000;

const KIND: Kind = Kind::toml(
    "file of checks",
    "check the path; docs/checks.md shows what such a file looks like",
    "docs/checks.md shows what such a file looks like",
);

const TOP: [&str; 7] = ["format", "title", "scenarios", "runs", "adopters", "seed", "checks"];
const KEYS: [&str; 17] = [
    "name",
    "why",
    "source",
    "scenarios",
    "settings",
    "runs",
    "adopters",
    "seed",
    "measure",
    "world",
    "month",
    "months",
    "bounds",
    "monotone",
    "order",
    "differs",
    "alike",
];

impl Suite {
    /// The checks of a file. Scenarios that it names by a path are sought beside it.
    ///
    /// # Errors
    /// If the file cannot be read, or with all its mistakes.
    pub fn load(path: &Path) -> Result<Self, FileError> {
        let folder = path.parent().unwrap_or(Path::new(""));
        let suite = Source::file_of(path, &KIND).and_then(|source| read(source, folder));
        suite.map_err(|error| FileError::new(&KIND, error))
    }

    /// The checks of a text, as if it stood in a file of this name in the current directory.
    ///
    /// # Errors
    /// With all the mistakes of the text.
    pub fn from_text(name: &str, text: &str) -> Result<Self, FileError> {
        read(Source::text(name, text), Path::new("")).map_err(|error| FileError::new(&KIND, error))
    }
}

fn read(source: Source, folder: &Path) -> Result<Suite, ScenarioError> {
    document(source, &KIND, |root| match format_of(root, "file", FORMAT) {
        Format::Known => suite(root, folder),
        Format::Newer | Format::Unclear => None,
    })
}

fn suite(root: &Node<'_>, folder: &Path) -> Option<Suite> {
    root.only(&TOP);
    let title =
        root.need("title", "what the checks are about, in a few words").and_then(|field| field.text());
    let worlds = Worlds::new(folder, root);
    let list = root.need("checks", "the checks: [[checks]]")?;
    let items = list.items("a list of tables: [[checks]]")?;
    if items.is_empty() {
        list.wrong("a list of at least one check: [[checks]]");
    }
    let mut checks: Vec<Check> = Vec::new();
    for item in &items {
        let Some(table) = item.table("a table: [[checks]]") else { continue };
        let Some(check) = check(&table, root, &worlds) else { continue };
        if checks.iter().any(|earlier| earlier.name == check.name) {
            let message = format!("two checks are called `{}`", check.name);
            table.report(message, Some("give each a name of its own".to_owned()));
        }
        checks.push(check);
    }
    let variants: usize = checks.iter().flat_map(|check| &check.cells).map(|cell| cell.variants.len()).sum();
    if variants > MOST_VARIANTS {
        list.report(format!("the checks need {variants} worlds, more than {MOST_VARIANTS}"), None);
    }
    Some(Suite { title: title?.to_owned(), checks })
}

fn check(table: &Node<'_>, root: &Node<'_>, worlds: &Worlds<'_>) -> Option<Check> {
    let name = table.need("name", "a short name").and_then(|field| read_name(&field));
    let why = table.need("why", "one sentence that says why it should hold").and_then(|field| field.text());
    let source = table.field("source").and_then(|field| field.text()).map(str::to_owned);
    let either = |key: &str| table.field(key).or_else(|| root.field(key));
    let whole = |key: &str, (low, high): (i64, i64)| either(key).map(|field| field.whole_in(low, high));
    let runs = whole("runs", RUNS);
    let adopters = whole("adopters", (ADOPTERS.0 as i64, ADOPTERS.1 as i64));
    let seed = either("seed").map(|field| field.unsigned());
    let claim = claims::read(table);
    let of_cells = adopters.flatten().map(|adopters| adopters as usize);
    // Where the claim is wrong, the scenarios as they are show what else is.
    let plain = [Side { scenario: None, settings: Vec::new() }];
    let sides = claim.as_ref().map_or(&plain[..], |claim| &claim.sides);
    let cells = worlds.cells(table, sides, of_cells);
    let known: Vec<Scenario> = if cells.is_none() { worlds.known(table) } else { Vec::new() };
    let setups: Vec<&Setup> = cells
        .iter()
        .flatten()
        .flat_map(|cell| &cell.variants)
        .map(|variant| &variant.setup)
        .chain(known.iter().map(|scenario| &scenario.setup))
        .collect();
    let measurand = measurand(table, &setups);
    let runs = runs.map_or(Some(USUAL_RUNS as i64), |runs| runs)? as usize;
    let seed = seed.map_or(Some(USUAL_SEED), |seed| seed.map(Seed))?;
    let (claim, cells, measurand) = (claim?.claim, cells?, measurand?);
    Some(Check { name: name?.to_owned(), why: why?.to_owned(), source, measurand, claim, runs, seed, cells })
}

/// What is measured; it must be there in all worlds of the check.
fn measurand(table: &Node<'_>, setups: &[&Setup]) -> Option<Measurand> {
    let measures: Vec<&str> = MEASURES.iter().map(|spec| spec.name).chain([WORLD]).collect();
    let field = table.need("measure", "the name of a measure")?;
    let measure = field.one_of("measure", &measures)?;
    let Some(spec) = MEASURES.iter().find(|spec| spec.name == measure) else {
        let what = What::World(world(table)?);
        return Some(Measurand { what, months: None });
    };
    if let Some(world) = table.field("world") {
        let help = format!("it stands beside `measure = \"{WORLD}\"` only");
        world.report_key("there is no `world` of a measure".to_owned(), Some(help));
    }
    // Each roster once, so that a mistake is told once.
    let mut rosters: Vec<&[LabSpec]> = setups.iter().map(|setup| &setup.labs[..]).collect();
    rosters.dedup();
    if rosters.is_empty() {
        // No lab is known, but keys can be judged.
        let keys: Vec<&str> = KEYS.into_iter().chain(groups_of(spec.name)).collect();
        table.only(&keys);
    }
    let groups: Option<Vec<_>> =
        rosters.iter().map(|labs| read_groups(table, spec.name, &KEYS, labs)).collect();
    let months = months(table, setups);
    let what = What::Series(spec.name, groups?.into_iter().next()?);
    Some(Measurand { what, months: months? })
}

fn world(table: &Node<'_>) -> Option<EndWorld> {
    table.only(&KEYS);
    for field in ["month", "months"].into_iter().filter_map(|key| table.field(key)) {
        let help = "leave it out: the class of the world is that of the last month";
        field.report_key(format!("`{WORLD}` has no month"), Some(help.to_owned()));
    }
    let names = EndWorld::ALL.map(EndWorld::key);
    let field = table.need("world", "the class of world whose odds are measured")?;
    let name = field.one_of("class of world", &names)?;
    EndWorld::ALL.into_iter().find(|world| world.key() == name)
}

/// The months, if any are named. None outside where they are wrong.
fn months(table: &Node<'_>, setups: &[&Setup]) -> Option<Option<(Month, Month)>> {
    let within = |field: &Field<'_>| -> Option<Month> {
        if setups.is_empty() {
            return field.month();
        }
        let months: Option<Vec<Month>> =
            setups.iter().map(|setup| field.month_in(setup.start, setup.end)).collect();
        months?.first().copied()
    };
    match (table.field("month"), table.field("months")) {
        (Some(_), Some(both)) => {
            let help = "`month` for one, `months = [\"FROM\", \"TO\"]` for the mean of several";
            both.report_key("both `month` and `months` are given".to_owned(), Some(help.to_owned()));
            None
        }
        (Some(month), None) if month.is_text("end") => Some(None),
        (Some(month), None) => within(&month).map(|month| Some((month, month))),
        (None, None) => Some(None),
        (None, Some(list)) => {
            let form = "a list of the first and the last month: [\"2028-01\", \"2030-12\"]";
            let items = list.items(form)?;
            let [first, last] = items.as_slice() else {
                list.wrong(form);
                return None;
            };
            let (first, last) = (within(first), within(last));
            if first? > last? {
                list.wrong("in order of time");
                return None;
            }
            Some(Some((first?, last?)))
        }
    }
}
