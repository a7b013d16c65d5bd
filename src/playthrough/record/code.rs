//! The run code: a line of play in printable characters, short enough to be copied down by hand.
//!
//! ```text
//! WN1-  model  scenario  seed  adopters  result  entries  check
//! ```
//! The bytes are written in Crockford's alphabet of 32 letters and digits, which has no I, L, O and U, in
//! groups of five. The check is a CRC-32, which finds every slip of a single character.

use super::bytes::{Bytes, put_whole};
use super::{Digest, Record, months};
use crate::model::calendar::Month;
use crate::model::lever::{LEVERS, Lever};
use crate::model::random::Seed;
use crate::playthrough::Facts;
use crate::playthrough::headline::Headline;
use crate::playthrough::journal::{Entry, Journal, LeverMove, Prediction};
use crate::playthrough::line::{Line, LineId, Lines};
use crate::scenario::{Scenario, built_ins};

/// What every code begins with: the letters, and the version of its form.
const PREFIX: &str = "WN";
const FORM: char = '1';
/// Characters between two hyphens.
const GROUP: usize = 5;
/// Bytes of the names and digests in a code.
const NAME: usize = 2;
const SCENARIO: usize = 4;
const RESULT: usize = 5;

/// What a code says.
#[derive(Clone, Debug, PartialEq)]
pub struct Code {
    /// The version of the model's numbers.
    pub model: u32,
    name: Vec<u8>,
    digest: Digest,
    seed: u64,
    adopters: usize,
    result: Option<Digest>,
    journal: Packed,
}

/// Entries with months counted from the beginning of play.
type Packed = Vec<Entry>;

/// Why a text is no run code, or not one that can be played here.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CodeError {
    /// It does not look like one.
    #[error("this is not a run code: a code begins with WN1- and has letters and digits in groups of five")]
    NotACode,
    /// Its form is newer.
    #[error(
        "this run code has the form WN{0}; this program reads WN1\n  help: a newer version of `weights` is needed to read it"
    )]
    Form(char),
    /// It was copied wrongly.
    #[error(
        "this run code has a slip: its check does not agree\n  help: compare it with where it was copied from, character by character; 0 and O, 1, I and L are the same"
    )]
    Check,
    /// It was made by a program that knows more.
    #[error(
        "this run code holds something that this program does not know\n  help: a newer version of `weights` is needed to read it"
    )]
    Unknown,
    /// Its model has other numbers.
    #[error("this run code is of version {0} of the model's numbers; this program computes those of version {version}, and the same moves would give another history\n  help: play it with the version of `weights` that wrote it", version = super::MODEL_VERSION)]
    Model(u32),
    /// Its scenario is not built in.
    #[error(
        "this run code is of a scenario that is not built in\n  help: give the scenario's file with --scenario FILE"
    )]
    OwnScenario,
    /// The scenario has been changed.
    #[error(
        "this run code is of `{0}` as it was in another version, or of a file of that name\n  help: play it with the version of `weights` that wrote it, or give the file with --scenario FILE"
    )]
    Changed(String),
    /// The scenario given is another.
    #[error("this run code is not of the scenario `{0}`, or that has been changed since")]
    OtherScenario(String),
}

/// Whether a text is meant as a run code.
pub fn looks_like_code(text: &str) -> bool {
    let text = text.trim();
    let head = text.get(..PREFIX.len()).is_some_and(|head| head.eq_ignore_ascii_case(PREFIX));
    head && text.len() > 20 && text.bytes().all(|c| c.is_ascii_alphanumeric() || c == b'-' || c == b' ')
}

impl Record {
    /// The run code of the line in play.
    pub fn to_code(&self) -> String {
        let mut out = Vec::new();
        put_whole(u64::from(self.model), &mut out);
        out.extend(Digest::of_text(&self.scenario).head(NAME));
        out.extend(self.digest.head(SCENARIO));
        put_whole(self.seed.0, &mut out);
        put_whole(self.adopters as u64, &mut out);
        let result = self.result().map_or(&[][..], |result| result.head(RESULT));
        out.push(u8::from(!result.is_empty()));
        out.extend(result);
        pack(self.lines.journal().done(), self.play_from, &mut out);
        let check = crc32fast::hash(&out);
        out.extend(check.to_le_bytes());
        let letters = base32::encode(base32::Alphabet::Crockford, &out);
        let groups: Vec<&str> =
            (0..letters.len()).step_by(GROUP).map(|i| &letters[i..(i + GROUP).min(letters.len())]).collect();
        format!("{PREFIX}{FORM}-{}", groups.join("-"))
    }
}

impl Code {
    /// Reads a code. Small letters do, and blanks and hyphens may stand anywhere.
    ///
    /// # Errors
    /// If it is none, has a slip, or is of another version.
    pub fn read(text: &str) -> Result<Self, CodeError> {
        let letters: String = text
            .chars()
            .filter(|c| !c.is_whitespace() && *c != '-')
            .map(|c| c.to_ascii_uppercase())
            .collect();
        let rest = letters.strip_prefix(PREFIX).ok_or(CodeError::NotACode)?;
        let form = rest.chars().next().filter(char::is_ascii_digit).ok_or(CodeError::NotACode)?;
        if form != FORM {
            return Err(CodeError::Form(form));
        }
        let bytes = decoded(&rest[1..]).ok_or(CodeError::Check)?;
        let (body, check) = bytes.split_last_chunk::<4>().ok_or(CodeError::Check)?;
        if crc32fast::hash(body) != u32::from_le_bytes(*check) {
            return Err(CodeError::Check);
        }
        let mut bytes = Bytes::new(body);
        let model = bytes.whole().and_then(|model| u32::try_from(model).ok()).ok_or(CodeError::Unknown)?;
        if model != super::MODEL_VERSION {
            return Err(CodeError::Model(model));
        }
        Self::content(model, bytes).ok_or(CodeError::Unknown)
    }

    fn content(model: u32, mut bytes: Bytes<'_>) -> Option<Self> {
        let name = bytes.take(NAME)?.to_vec();
        let digest = Digest::of_head(bytes.take(SCENARIO)?);
        let (seed, adopters) = (bytes.whole()?, usize::try_from(bytes.whole()?).ok()?);
        let (fewest, most) = crate::scenario::ADOPTERS;
        let result = match bytes.byte()? {
            0 => None,
            1 => Some(Digest::of_head(bytes.take(RESULT)?)),
            _ => return None,
        };
        let journal = unpack(&mut bytes)?;
        let code = Self { model, name, digest, seed, adopters, result, journal };
        (fewest..=most).contains(&code.adopters).then_some(code)
    }

    /// The playthrough that it stands for, of a scenario that was given or of a built-in one.
    ///
    /// # Errors
    /// If the scenario is not known, or is another.
    pub fn record(&self, given: Option<&Scenario>) -> Result<(Record, Scenario), CodeError> {
        let scenario = match given {
            Some(given) if self.is_of(given) => given.clone(),
            Some(given) => return Err(CodeError::OtherScenario(given.name.clone())),
            None => self.find()?,
        };
        let facts = Facts::of(&scenario, Seed(self.seed), 0, Some(self.adopters));
        let journal = Journal::of(at_months(&self.journal, scenario.play_from).ok_or(CodeError::Unknown)?);
        let line = Line { id: LineId(0), name: "main".into(), begun: None, journal };
        let record = Record {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            model: self.model,
            scenario: scenario.name.clone(),
            digest: Digest::of_scenario(&facts),
            play_from: scenario.play_from,
            seed: Seed(self.seed),
            adopters: self.adopters,
            lines: Lines::of(vec![line], 0).ok_or(CodeError::Unknown)?,
            results: vec![self.result.clone()],
        };
        Ok((record, scenario))
    }

    fn is_of(&self, scenario: &Scenario) -> bool {
        let facts = Facts::of(scenario, Seed(self.seed), 0, None);
        self.digest.agrees(&Digest::of_scenario(&facts))
    }

    fn find(&self) -> Result<Scenario, CodeError> {
        let all: Vec<Scenario> =
            built_ins().into_iter().filter_map(|name| Scenario::built_in(name).ok()).collect();
        let named = |scenario: &&Scenario| Digest::of_text(&scenario.name).head(NAME) == self.name;
        let both = |scenario: &&Scenario| named(scenario) && self.is_of(scenario);
        match (all.iter().find(both), all.iter().find(named)) {
            (Some(scenario), _) => Ok(scenario.clone()),
            (None, Some(other)) => Err(CodeError::Changed(other.name.clone())),
            (None, None) => Err(CodeError::OwnScenario),
        }
    }
}

/// The bytes of letters, if they are the one way to write these bytes.
fn decoded(letters: &str) -> Option<Vec<u8>> {
    let plain: String = letters
        .chars()
        .map(|c| match c {
            'O' => '0',
            'I' | 'L' => '1',
            c => c,
        })
        .collect();
    let bytes = base32::decode(base32::Alphabet::Crockford, &plain)?;
    (base32::encode(base32::Alphabet::Crockford, &bytes) == plain).then_some(bytes)
}

/// Kinds of entries, in the lower three bits of their first byte; a small count stands in the others.
const MONTHS: u8 = 0;
const MOVES: u8 = 1;
const PREDICTION: u8 = 2;

fn head(kind: u8, count: u64, out: &mut Vec<u8>) {
    put_whole(count << 3 | u64::from(kind), out);
}

fn pack(entries: &[Entry], first: Month, out: &mut Vec<u8>) {
    let (mut gone, mut waiting) = (0u16, 0u64);
    for entry in entries {
        if *entry == Entry::Month {
            (gone, waiting) = (gone + 1, waiting + 1);
            continue;
        }
        if waiting > 0 {
            head(MONTHS, waiting, out);
            waiting = 0;
        }
        match entry {
            Entry::Month => {}
            Entry::Moves(moves) => {
                head(MOVES, moves.len() as u64, out);
                moves.iter().for_each(|step| pack_move(step, first + gone, out));
            }
            Entry::Prediction(expected) => {
                head(PREDICTION, expected.of.index() as u64, out);
                out.extend(expected.change.to_le_bytes());
            }
        }
    }
    if waiting > 0 {
        head(MONTHS, waiting, out);
    }
}

/// What a lever's value is written as.
const BACK: u8 = 0;
const ON_STEP: u8 = 1;
const BETWEEN: u8 = 2;
/// Whether the move begins later, and whether it is a ramp.
const LATER: u8 = 4;
const RAMP: u8 = 8;

fn pack_move(step: &LeverMove, now: Month, out: &mut Vec<u8>) {
    let on_step = step.value.and_then(|value| step_of(step.lever, value));
    let value = match (step.value, on_step) {
        (None, _) => BACK,
        (Some(_), Some(_)) => ON_STEP,
        (Some(_), None) => BETWEEN,
    };
    let (later, ramp) = (step.from > now, step.until.is_some());
    out.push(step.lever.index() as u8);
    out.push(value | if later { LATER } else { 0 } | if ramp { RAMP } else { 0 });
    match (step.value, on_step) {
        (Some(_), Some(place)) => put_whole(place, out),
        (Some(value), None) => out.extend(value.to_le_bytes()),
        (None, _) => {}
    }
    if later {
        put_whole(u64::from(step.from.0 - now.0), out);
    }
    if let Some(until) = step.until {
        put_whole(u64::from(until.0 - step.from.0), out);
    }
}

/// How many steps a lever's range has: hundredths, or whole units where there are many.
fn steps(lever: Lever) -> f64 {
    let (low, high) = lever.spec().range;
    if high - low > 1.0 { high - low } else { 100.0 }
}

/// The value of a lever at a step.
fn at_step(lever: Lever, place: u64) -> f64 {
    let (low, high) = lever.spec().range;
    low + place as f64 / steps(lever) * (high - low)
}

/// The step at which a value stands to the bit, if it does.
fn step_of(lever: Lever, value: f64) -> Option<u64> {
    let (low, high) = lever.spec().range;
    let place = ((value - low) / (high - low) * steps(lever)).round();
    let place = (0.0..=steps(lever)).contains(&place).then_some(place as u64)?;
    (at_step(lever, place).to_bits() == value.to_bits()).then_some(place)
}

fn unpack(bytes: &mut Bytes<'_>) -> Option<Packed> {
    let (mut entries, mut gone) = (Vec::new(), Month(0));
    while !bytes.is_empty() {
        let first = bytes.whole()?;
        let count = u16::try_from(first >> 3).ok()?;
        match (first & 7) as u8 {
            MONTHS if count > 0 && gone.0 + count <= Month::LAST.0 => {
                entries.extend(months(gone, gone + count));
                gone = gone + count;
            }
            MOVES if count > 0 => {
                let moves = (0..count).map(|_| unpack_move(bytes, gone)).collect::<Option<Vec<_>>>();
                entries.push(Entry::Moves(moves?));
            }
            PREDICTION => {
                let of = *Headline::ALL.get(usize::from(count))?;
                let change = bytes.fraction().filter(|change| change.is_finite())?;
                entries.push(Entry::Prediction(Prediction { of, change }));
            }
            _ => return None,
        }
    }
    Some(entries)
}

fn unpack_move(bytes: &mut Bytes<'_>, now: Month) -> Option<LeverMove> {
    let lever = LEVERS.get(usize::from(bytes.byte()?))?.lever;
    let flags = bytes.byte()?;
    let value = match flags & 3 {
        BACK => None,
        ON_STEP => Some(at_step(lever, bytes.whole()?)),
        BETWEEN => Some(bytes.fraction()?),
        _ => return None,
    };
    let later = if flags & LATER > 0 { bytes.small()? } else { 0 };
    let from = Month(now.0.checked_add(later)?);
    let until = if flags & RAMP > 0 { Some(Month(from.0.checked_add(bytes.small()?)?)) } else { None };
    let step = LeverMove { lever, from, value, until };
    (flags < 16 && step.bounded(now) == step).then_some(step)
}

/// The entries with their months counted from the beginning of play; none where one lies beyond all months.
fn at_months(entries: &[Entry], first: Month) -> Option<Packed> {
    let at = |month: Month| first.0.checked_add(month.0).map(Month).filter(|month| *month <= Month::LAST);
    let moved = |step: &LeverMove| {
        let until = match step.until {
            Some(until) => Some(at(until)?),
            None => None,
        };
        Some(LeverMove { from: at(step.from)?, until, ..*step })
    };
    let entry = |entry: &Entry| match entry {
        Entry::Moves(moves) => moves.iter().map(moved).collect::<Option<_>>().map(Entry::Moves),
        other => Some(other.clone()),
    };
    entries.iter().map(entry).collect()
}
