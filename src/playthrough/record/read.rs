//! A record read from the text of a TOML file; every mistake is told with its place.

use std::path::Path;

use super::{Digest, Record, months};
use crate::model::calendar::Month;
use crate::model::directive::{Act, Directive, PRICE_SHADES};
use crate::model::lab::Mode;
use crate::model::lever::{LEVERS, Lever};
use crate::model::random::Seed;
use crate::playthrough::headline::Headline;
use crate::playthrough::journal::{Entry, Journal, LeverMove, Prediction};
use crate::playthrough::line::{Line, LineId, Lines, MOST_LINES};
use crate::scenario::{Field, FileError, Format, Kind, Node, ScenarioError, Source, document, format_of};

/// The newest version of the format that this program reads.
const FORMAT: i64 = 1;
/// Largest file of a playthrough that is read, in bytes.
pub const LARGEST_RECORD: u64 = crate::scenario::LARGEST_FILE;

/// How reports speak of such files.
const KIND: Kind = Kind::toml(
    "playthrough",
    "check the path; a run code, which can be given in its place, begins with WN1-",
    "give a file that `weights play` has written, or a run code",
);

impl Record {
    /// The record of a file.
    ///
    /// # Errors
    /// If the file cannot be read, or with all its mistakes.
    pub fn load(path: &Path) -> Result<Self, FileError> {
        Source::file_of(path, &KIND).and_then(read).map_err(|error| FileError::new(&KIND, error))
    }

    /// Whether a file is meant as that of a playthrough and not of a scenario, right or wrong in itself.
    pub fn is_in(path: &Path) -> bool {
        let Ok(source) = Source::file_of(path, &KIND) else { return false };
        let begins = |line: &str, key: &str| {
            line.strip_prefix(key).is_some_and(|rest| rest.trim_start().starts_with('='))
        };
        source.text.lines().any(|line| line.trim() == "[[lines]]" || begins(line, "digest"))
    }

    /// The record of a text, as if it stood in a file of this name.
    ///
    /// # Errors
    /// With all the mistakes of the text.
    pub fn from_text(name: &str, text: &str) -> Result<Self, FileError> {
        read(Source::text(name, text)).map_err(|error| FileError::new(&KIND, error))
    }
}

fn read(source: Source) -> Result<Record, ScenarioError> {
    document(source, &KIND, |root| match format_of(root, "playthrough", FORMAT) {
        Format::Known => record(root),
        Format::Newer | Format::Unclear => None,
    })
}

const TOP: [&str; 11] = [
    "format",
    "version",
    "model",
    "scenario",
    "digest",
    "play_from",
    "seed",
    "adopters",
    "role",
    "dilemmas",
    "lines",
];

fn record(root: &Node<'_>) -> Option<Record> {
    root.only(&TOP);
    let version = root.need("version", "the program that wrote it").and_then(|field| field.text());
    let model = root.need("model", "the version of the model's numbers");
    let scenario = root.need("scenario", "the scenario's name").and_then(|field| field.text());
    let digest = root.need("digest", "the digest of the scenario").and_then(|field| digest(&field));
    let play_from = root.need("play_from", "the month in which play begins").and_then(|field| field.month());
    let seed = root.need("seed", "the seed of the played world").and_then(|field| field.unsigned());
    let (fewest, most) = crate::scenario::ADOPTERS;
    let adopters = root.need("adopters", "the number of adopters");
    let adopters = adopters.and_then(|field| field.whole_in(fewest as i64, most as i64));
    let role = root.field("role").and_then(|field| field.text());
    let dilemmas = root.field("dilemmas").and_then(|field| field.flag()).unwrap_or(false);
    let list = root.need("lines", "what was done, line by line");
    let lines = list.zip(play_from).and_then(|(list, from)| lines(&list, from));
    let (lines, results) = lines?;
    Some(Record {
        version: version?.to_owned(),
        model: model.and_then(|field| field.whole_in(0, i64::from(u32::MAX)))? as u32,
        scenario: scenario?.to_owned(),
        digest: digest?,
        play_from: play_from?,
        seed: Seed(seed?),
        adopters: adopters? as usize,
        role: role.map(str::to_owned),
        dilemmas,
        lines,
        results,
    })
}

fn digest(field: &Field<'_>) -> Option<Digest> {
    let digest = field.text()?.parse().ok();
    if digest.is_none() {
        field.wrong("32 hexadecimal digits in quotes");
    }
    digest
}

fn lines(list: &Field<'_>, first: Month) -> Option<(Lines, Vec<Option<Digest>>)> {
    let items = list.items("a list of tables: [[lines]]")?;
    if items.is_empty() || items.len() > MOST_LINES {
        list.report(format!("a playthrough has 1 to {MOST_LINES} lines, this one has {}", items.len()), None);
        return None;
    }
    let (mut all, mut results, mut in_play) = (Vec::new(), Vec::new(), Vec::new());
    for (i, item) in items.iter().enumerate() {
        let node = item.table("a table: [[lines]]")?;
        node.only(&["name", "in_play", "begun", "now", "played_to", "result", "entries"]);
        if node.field("in_play").and_then(|field| field.flag()) == Some(true) {
            in_play.push(i);
        }
        let name = node.need("name", "the line's name").and_then(|field| field.text());
        let begun = node.field("begun").and_then(|field| field.month());
        results.push(node.field("result").and_then(|field| digest(&field)));
        let journal = journal(&node, first);
        if let Some((name, journal)) = name.zip(journal) {
            all.push(Line { id: LineId(i as u32), name: name.to_owned(), begun, journal });
        }
    }
    match (in_play[..].as_ref(), items.len()) {
        ([one], _) => Lines::of(all, *one).map(|lines| (lines, results)),
        ([], 1) => Lines::of(all, 0).map(|lines| (lines, results)),
        _ => {
            let help = "write `in_play = true` under the line that was played last, and under no other";
            list.report(format!("{} lines are in play", in_play.len()), Some(help.to_owned()));
            None
        }
    }
}

/// A line being put together: what was done, and then what was taken back.
struct Course {
    all: Vec<Entry>,
    month: Month,
    /// How many entries were done when the first one taken back came.
    done: Option<usize>,
    now: Month,
}

impl Course {
    fn go_to(&mut self, month: Month) {
        self.all.extend(months(self.month, month));
        self.month = self.month.max(month);
    }

    /// What follows was taken back.
    fn turn(&mut self) {
        if self.done.is_none() {
            self.go_to(self.now);
            self.done = Some(self.all.len());
        }
    }
}

fn journal(line: &Node<'_>, first: Month) -> Option<Journal> {
    let now = line.need("now", "the month that the line has reached")?;
    let now = month_from(&now, first, "the month in which play begins")?;
    let last = match line.field("played_to") {
        Some(field) => month_from(&field, now, "the month that the line has reached")?,
        None => now,
    };
    let mut course = Course { all: Vec::new(), month: first, done: None, now };
    let items = line.field("entries").map(|field| field.items("a list of tables")).unwrap_or_default();
    for item in items.unwrap_or_default() {
        entry(&item, &mut course, last)?;
    }
    course.turn();
    course.go_to(last);
    let undone = course.all.len() - course.done.unwrap_or(course.all.len());
    let mut journal = Journal::of(course.all);
    (0..undone).for_each(|_| drop(journal.undo()));
    Some(journal)
}

/// A month not before another.
fn month_from(field: &Field<'_>, first: Month, what: &str) -> Option<Month> {
    let month = field.month()?;
    if month < first {
        field.wrong(&format!("a month from {first} on, {what}"));
        return None;
    }
    Some(month)
}

const KINDS: [&str; 5] = ["move", "prediction", "choice", "directive", "delegate"];

fn entry(item: &Field<'_>, course: &mut Course, last: Month) -> Option<()> {
    let node = item.table("a table in braces: { month = ..., kind = ..., ... }")?;
    let undone = node.field("undone").and_then(|field| field.flag()).unwrap_or(false);
    if undone {
        course.turn();
    } else if course.done.is_some() {
        node.report(
            "this was done, but stands after something taken back".to_owned(),
            Some("entries with `undone = true` stand last".to_owned()),
        );
        return None;
    }
    let month = node.need("month", "the month in which it was done")?;
    let at = month.month()?;
    let until = if undone { last } else { course.now };
    if !(course.month..=until).contains(&at) {
        let must = format!("a month from {} to {until}: entries stand in order of month", course.month);
        month.wrong(&must);
        return None;
    }
    course.go_to(at);
    let kind = node.need("kind", "what was done")?.one_of("kind of entry", &KINDS)?;
    match kind {
        "move" => {
            node.only(&["month", "kind", "undone", "lever", "value", "from", "until", "with_previous"]);
            let step = lever_move(&node, at)?;
            let with = node.field("with_previous").filter(|field| field.flag() == Some(true));
            match (with, course.all.last_mut()) {
                (None, _) => course.all.push(Entry::Moves(vec![step])),
                // What was done and what was taken back are never one go.
                (Some(_), Some(Entry::Moves(moves))) if course.done.is_none_or(|_| undone) => {
                    moves.push(step);
                }
                (Some(field), _) => {
                    field.report("no move of this month stands before it".to_owned(), None);
                    return None;
                }
            }
        }
        "prediction" => {
            node.only(&["month", "kind", "undone", "of", "change"]);
            course.all.push(Entry::Prediction(prediction(&node)?));
        }
        "choice" => {
            node.only(&["month", "kind", "undone", "dilemma", "answer"]);
            let dilemma = node.need("dilemma", "the dilemma that was answered")?.text()?.to_owned();
            let answer = node.need("answer", "which answer was given")?.whole_in(1, 100)?;
            course.all.push(Entry::Choice { dilemma, option: answer as usize - 1 });
        }
        "directive" => {
            node.only(&["month", "kind", "undone", "lab", "release", "hold", "price"]);
            course.all.push(Entry::Direct(directive(&node, at)?));
        }
        _ => {
            node.only(&["month", "kind", "undone"]);
            course.all.push(Entry::Delegate);
        }
    }
    Some(())
}

fn lever_move(node: &Node<'_>, now: Month) -> Option<LeverMove> {
    let field = node.need("lever", "which lever was moved")?;
    let name = field.text()?;
    let Some(lever) = Lever::find(name) else {
        field.unknown_name("lever", name, &LEVERS.map(|spec| spec.name));
        return None;
    };
    let value = match node.field("value") {
        Some(field) => Some(field.number_in(lever.spec().range)?),
        None => None,
    };
    let from = match node.field("from") {
        Some(field) => month_from(&field, now, "the month of the entry")?,
        None => now,
    };
    let until = match node.field("until") {
        Some(field) if value.is_none() => {
            field.report("a ramp needs a `value` to go to".to_owned(), None);
            return None;
        }
        Some(field) => Some(month_from(&field, from + 1, "the month after the ramp begins")?),
        None => None,
    };
    Some(LeverMove { lever, from, value, until })
}

fn directive(node: &Node<'_>, month: Month) -> Option<Directive> {
    let lab = node.need("lab", "the lab's place in the scenario, from 1")?;
    let lab = lab.whole_in(1, crate::model::lab::MAX_LABS as i64)? as usize - 1;
    let words = [node.field("release"), node.field("hold"), node.field("price")];
    let act = match words {
        [Some(mode), None, None] => {
            let mode = mode.one_of("way of releasing", &Mode::ALL.map(Mode::key))?;
            Act::Release(Mode::from_key(mode)?)
        }
        [None, Some(hold), None] if hold.flag()? => Act::Hold,
        [None, None, Some(price)] => Act::Price(price.number_in(PRICE_SHADES)?),
        _ => {
            let help = "write one of: release = \"MODE\", hold = true, price = NUMBER";
            node.report("a directive says one thing".to_owned(), Some(help.to_owned()));
            return None;
        }
    };
    Some(Directive { month, lab, act })
}

fn prediction(node: &Node<'_>) -> Option<Prediction> {
    let of = node.need("of", "the quantity that was predicted")?;
    let keys = Headline::ALL.map(Headline::key);
    let of = Headline::from_key(of.one_of("quantity", &keys)?)?;
    let change = node.need("change", "the change that was expected")?.number("a number")?;
    Some(Prediction { of, change })
}
