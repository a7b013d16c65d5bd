//! Entries in a run code: a few bytes each.

use crate::model::calendar::Month;
use crate::model::directive::{Act, Directive, PRICE_SHADES};
use crate::model::lab::Mode;
use crate::model::lever::{LEVERS, Lever};
use crate::playthrough::Facts;
use crate::playthrough::headline::Headline;
use crate::playthrough::journal::{Entry, LeverMove, Prediction};
use crate::playthrough::record::bytes::{Bytes, put_whole};
use crate::playthrough::record::{Digest, months};

/// Bytes of a dilemma's name.
const DILEMMA: usize = 3;

/// Kinds of entries, in the lower three bits of their first byte; a small count stands in the others.
const MONTHS: u8 = 0;
const MOVES: u8 = 1;
const PREDICTION: u8 = 2;
const CHOICE: u8 = 3;
const DIRECTIVE: u8 = 4;
const DELEGATE: u8 = 5;

fn head(kind: u8, count: u64, out: &mut Vec<u8>) {
    put_whole(count << 3 | u64::from(kind), out);
}

/// Packs entries; months are counted from the beginning of play.
pub fn pack(entries: &[Entry], first: Month, out: &mut Vec<u8>) {
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
            Entry::Choice { dilemma, option } => {
                head(CHOICE, *option as u64, out);
                out.extend(Digest::of_text(dilemma).head(DILEMMA));
            }
            Entry::Direct(told) => pack_directive(told, out),
            Entry::Delegate => head(DELEGATE, 0, out),
        }
    }
    if waiting > 0 {
        head(MONTHS, waiting, out);
    }
}

/// What a lab is told: a way of releasing by its index, or one of these.
const HOLD: u64 = 8;
const PRICE: u64 = 9;

fn pack_directive(told: &Directive, out: &mut Vec<u8>) {
    let act = match told.act {
        Act::Release(mode) => mode.index() as u64,
        Act::Hold => HOLD,
        Act::Price(_) => PRICE,
    };
    head(DIRECTIVE, act, out);
    out.push(told.lab as u8);
    if let Act::Price(shade) = told.act {
        out.extend(shade.to_le_bytes());
    }
}

fn unpack_directive(act: u16, month: Month, bytes: &mut Bytes<'_>) -> Option<Directive> {
    let lab = usize::from(bytes.byte()?);
    let act = match u64::from(act) {
        HOLD => Act::Hold,
        PRICE => {
            let (low, high) = PRICE_SHADES;
            Act::Price(bytes.fraction().filter(|shade| (low..=high).contains(shade))?)
        }
        _ => Act::Release(*Mode::ALL.get(usize::from(act))?),
    };
    Some(Directive { month, lab, act })
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

/// Entries as they were packed, with months counted from the beginning of play.
pub fn unpack(bytes: &mut Bytes<'_>) -> Option<Vec<Entry>> {
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
            CHOICE => {
                // The dilemma's name is found when the scenario is known.
                let dilemma = hex(bytes.take(DILEMMA)?);
                entries.push(Entry::Choice { dilemma, option: usize::from(count) });
            }
            DIRECTIVE => entries.push(Entry::Direct(unpack_directive(count, gone, bytes)?)),
            DELEGATE if count == 0 => entries.push(Entry::Delegate),
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

/// The first bytes of a name's digest, as text.
fn hex(bytes: &[u8]) -> String {
    Digest::of_head(bytes).to_string()
}

/// The entries in a game of these facts; none where one lies beyond all months, or names what is not there.
pub fn at_months(entries: &[Entry], facts: &Facts) -> Option<Vec<Entry>> {
    let first = facts.play_from;
    let at = |month: Month| first.0.checked_add(month.0).map(Month).filter(|month| *month <= Month::LAST);
    let moved = |step: &LeverMove| {
        let until = match step.until {
            Some(until) => Some(at(until)?),
            None => None,
        };
        Some(LeverMove { from: at(step.from)?, until, ..*step })
    };
    let dilemma = |name: &str| {
        let mut known = facts.dilemmas.iter().map(|known| &known.id);
        known.find(|id| hex(Digest::of_text(id).head(DILEMMA)) == name).cloned()
    };
    let entry = |entry: &Entry| match entry {
        Entry::Moves(moves) => moves.iter().map(moved).collect::<Option<_>>().map(Entry::Moves),
        Entry::Choice { dilemma: name, option } => {
            Some(Entry::Choice { dilemma: dilemma(name)?, option: *option })
        }
        Entry::Direct(told) => Some(Entry::Direct(Directive { month: at(told.month)?, ..*told })),
        other => Some(other.clone()),
    };
    entries.iter().map(entry).collect()
}
