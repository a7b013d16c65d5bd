//! The run code: a line of play in printable characters, short enough to be copied down by hand.
//!
//! ```text
//! WN1-  model  scenario  seed  adopters  result  entries  check
//! ```
//! The bytes are written in Crockford's alphabet of 32 letters and digits, which has no I, L, O and U, in
//! groups of five. The check is a CRC-32, which finds every slip of a single character.

mod entries;

use self::entries::{at_months, pack, unpack};
use super::bytes::{Bytes, put_whole};
use super::{Digest, Record, Terms};
use crate::model::random::Seed;
use crate::playthrough::Facts;
use crate::playthrough::journal::{Entry, Journal};
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
/// What else a code holds.
const HAS_RESULT: u8 = 1;
const HAS_DILEMMAS: u8 = 2;
const HAS_ROLE: u8 = 4;

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
    dilemmas: bool,
    role: Option<Digest>,
    /// With months counted from the beginning of play.
    journal: Vec<Entry>,
}

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
    head && text.bytes().all(|c| c.is_ascii_alphanumeric() || c == b'-' || c == b' ')
}

impl Record {
    /// What a run code leaves out, in a sentence: none where there is one line only.
    pub fn left_out(&self) -> Option<String> {
        let lines = self.lines.all().len();
        (lines > 1).then(|| format!("this line only; the file keeps all {lines} lines"))
    }

    /// The run code of the line in play.
    pub fn to_code(&self) -> String {
        let mut out = Vec::new();
        put_whole(u64::from(self.model), &mut out);
        out.extend(Digest::of_text(&self.scenario).head(NAME));
        out.extend(self.digest.head(SCENARIO));
        put_whole(self.seed.0, &mut out);
        put_whole(self.adopters as u64, &mut out);
        let result = self.result().map_or(&[][..], |result| result.head(RESULT));
        let flags = [!result.is_empty(), self.dilemmas, self.role.is_some()];
        out.push(
            flags.iter().zip([HAS_RESULT, HAS_DILEMMAS, HAS_ROLE]).map(|(on, bit)| u8::from(*on) * bit).sum(),
        );
        out.extend(result);
        if let Some(role) = &self.role {
            out.extend(Digest::of_text(role).head(NAME));
        }
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
        let flags = bytes.byte()?;
        let mut digest_if = |flag: u8, length: usize| match flags & flag {
            0 => Some(None),
            _ => bytes.take(length).map(|bytes| Some(Digest::of_head(bytes))),
        };
        let (result, role) = (digest_if(HAS_RESULT, RESULT)?, digest_if(HAS_ROLE, NAME)?);
        let dilemmas = flags & HAS_DILEMMAS > 0;
        let journal = unpack(&mut bytes)?;
        let code = Self { model, name, digest, seed, adopters, result, dilemmas, role, journal };
        (flags < 8 && (fewest..=most).contains(&code.adopters)).then_some(code)
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
        let facts = self.facts(&scenario).ok_or(CodeError::Unknown)?;
        let journal = Journal::of(at_months(&self.journal, &facts).ok_or(CodeError::Unknown)?);
        let line = Line { id: LineId(0), name: "main".into(), begun: None, journal };
        let record = Record {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            model: self.model,
            scenario: scenario.name.clone(),
            digest: Digest::of_scenario(&facts),
            play_from: scenario.play_from,
            seed: Seed(self.seed),
            adopters: self.adopters,
            role: facts.role.map(|role| role.id),
            dilemmas: self.dilemmas,
            lines: Lines::of(vec![line], 0).ok_or(CodeError::Unknown)?,
            results: vec![self.result.clone()],
        };
        Ok((record, scenario))
    }

    fn is_of(&self, scenario: &Scenario) -> bool {
        self.facts(scenario).is_some_and(|facts| self.digest.agrees(&Digest::of_scenario(&facts)))
    }

    /// What a game of it starts from, if the scenario has its role.
    fn facts(&self, scenario: &Scenario) -> Option<Facts> {
        let named = |role: &Digest| {
            scenario
                .roles
                .iter()
                .find(|known| Digest::of_text(&known.id).agrees(role))
                .map(|role| role.id.clone())
        };
        let role = match &self.role {
            Some(role) => Some(named(role)?),
            None => None,
        };
        let (seed, adopters, dilemmas) = (Seed(self.seed), Some(self.adopters), self.dilemmas);
        Facts::of(scenario, &Terms { seed, futures: 0, adopters, role, dilemmas })
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
