//! Records as bytes of fixed places, and read again with every care.
//!
//! Run, point (8 bytes each), scenario, replicate (4 each), seed (8), a number for each factor (8 each), then either
//! the byte 0, the end world (1), a number for each series at the end (8 each) and for each series and month (4 each),
//! or the byte 1 and the error as UTF-8. All little-endian.

use super::header::Header;
use crate::experiment::study::RunId;
use crate::experiment::sweep::{Record, Sample};
use crate::model::measure::EndWorld;
use crate::model::random::Seed;

/// The most bytes of an error that are kept.
const LONGEST_ERROR: usize = 4096;
/// Bytes before the numbers of the factors.
const FIXED: usize = 32;

/// Bytes of the longest record there can be.
pub fn longest(header: &Header) -> usize {
    let sample = (0..header.scenarios.len()).map(|scenario| sample_bytes(header, scenario)).max();
    FIXED + 8 * header.factors.len() + 1 + sample.unwrap_or(0).max(LONGEST_ERROR)
}

/// Bytes of a run that did not fail, counted as the mean over the scenarios.
pub fn usual(header: &Header) -> u64 {
    let scenarios = header.scenarios.len();
    let all: usize = (0..scenarios).map(|scenario| sample_bytes(header, scenario)).sum();
    (FIXED + 8 * header.factors.len() + 1 + all / scenarios.max(1)) as u64
}

fn sample_bytes(header: &Header, scenario: usize) -> usize {
    let world = &header.scenarios[scenario];
    1 + 8 * world.series.len() + 4 * world.series.len() * world.months.len()
}

/// Writes a record.
pub fn put(record: &Record, out: &mut Vec<u8>) {
    let run = &record.run;
    out.extend(run.index.to_le_bytes());
    out.extend((run.point as u64).to_le_bytes());
    out.extend((run.scenario as u32).to_le_bytes());
    out.extend((run.replicate as u32).to_le_bytes());
    out.extend(run.seed.0.to_le_bytes());
    put_numbers(&record.factors, out);
    match &record.outcome {
        Ok(sample) => {
            out.extend([0, sample.world.index() as u8]);
            put_numbers(&sample.ends, out);
            put_singles(&sample.values, out);
        }
        Err(error) => {
            out.push(1);
            out.extend(cut(error).as_bytes());
        }
    }
}

fn put_numbers(values: &[f64], out: &mut Vec<u8>) {
    let from = out.len();
    out.resize(from + 8 * values.len(), 0);
    let (places, _) = out[from..].as_chunks_mut::<8>();
    places.iter_mut().zip(values).for_each(|(place, value)| *place = value.to_le_bytes());
}

fn put_singles(values: &[f32], out: &mut Vec<u8>) {
    let from = out.len();
    out.resize(from + 4 * values.len(), 0);
    let (places, _) = out[from..].as_chunks_mut::<4>();
    places.iter_mut().zip(values).for_each(|(place, value)| *place = value.to_le_bytes());
}

/// As much of an error as is kept.
fn cut(error: &str) -> &str {
    let most = error.len().min(LONGEST_ERROR);
    let end = (0..=most).rfind(|&end| error.is_char_boundary(end));
    &error[..end.unwrap_or(0)]
}

/// Reads a record of results with this header; none if it is not of these.
pub fn read(bytes: &[u8], header: &Header) -> Option<Record> {
    let mut bytes = Bytes(bytes);
    let (index, point) = (u64::from_le_bytes(bytes.array()?), u64::from_le_bytes(bytes.array()?));
    let (scenario, replicate) = (u32::from_le_bytes(bytes.array()?), u32::from_le_bytes(bytes.array()?));
    let seed = Seed(u64::from_le_bytes(bytes.array()?));
    let factors = bytes.numbers(header.factors.len())?;
    let world = header.scenarios.get(scenario as usize)?;
    let (scenario, replicate) = (scenario as usize, replicate as usize);
    let run = RunId { index, scenario, point: usize::try_from(point).ok()?, replicate, seed };
    let outcome = match bytes.array()? {
        [0] => {
            let [class] = bytes.array()?;
            let ends = bytes.numbers(world.series.len())?;
            let values = bytes.singles(world.series.len() * world.months.len())?;
            Ok(Sample { world: *EndWorld::ALL.get(usize::from(class))?, ends, values })
        }
        [1] => Err(String::from_utf8(bytes.take(bytes.0.len())?.to_vec()).ok()?),
        _ => return None,
    };
    bytes.0.is_empty().then_some(Record { run, factors, outcome })
}

/// Bytes being read.
struct Bytes<'a>(&'a [u8]);

impl<'a> Bytes<'a> {
    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (head, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(head)
    }

    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        self.take(N)?.try_into().ok()
    }

    fn numbers(&mut self, count: usize) -> Option<Vec<f64>> {
        let (all, _) = self.take(count.checked_mul(8)?)?.as_chunks::<8>();
        Some(all.iter().map(|bytes| f64::from_le_bytes(*bytes)).collect())
    }

    fn singles(&mut self, count: usize) -> Option<Vec<f32>> {
        let (all, _) = self.take(count.checked_mul(4)?)?.as_chunks::<4>();
        Some(all.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::results::header::tests::header;
    use proptest::prelude::*;

    fn records() -> impl Strategy<Value = Record> {
        let numbers = |count| proptest::collection::vec(any::<f64>(), count);
        let sample = (0..7_usize, numbers(3), proptest::collection::vec(any::<f32>(), 6))
            .prop_map(|(world, ends, values)| Sample { world: EndWorld::ALL[world], ends, values });
        let outcome = prop_oneof![sample.prop_map(Ok), ".{0,40}".prop_map(Err)];
        (any::<u64>(), any::<u32>(), any::<u64>(), numbers(2), outcome).prop_map(
            |(index, replicate, seed, factors, outcome)| {
                let (point, replicate) = (index as usize / 3, replicate as usize);
                let run = RunId { index, scenario: 0, point, replicate, seed: Seed(seed) };
                Record { run, factors, outcome }
            },
        )
    }

    proptest! {
        #[test]
        fn records_read_as_they_are_written(record in records()) {
            let mut bytes = Vec::new();
            put(&record, &mut bytes);
            prop_assert!(bytes.len() <= longest(&header()));
            let again = read(&bytes, &header()).expect("a record");
            let mut other = Vec::new();
            put(&again, &mut other);
            prop_assert_eq!(bytes, other);
            prop_assert_eq!(format!("{record:?}"), format!("{again:?}"));
        }

        #[test]
        fn no_bytes_break_the_reader(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = read(&bytes, &header());
        }

        #[test]
        fn a_record_cut_short_is_none(record in records(), cut in 1..20_usize) {
            let mut bytes = Vec::new();
            put(&record, &mut bytes);
            if record.outcome.is_ok() {
                prop_assert_eq!(read(&bytes[..bytes.len() - cut], &header()), None);
            }
        }
    }

    #[test]
    fn a_long_error_is_cut_between_letters() {
        let long = "é".repeat(3000);
        assert_eq!(cut(&long).len(), 4096);
        assert_eq!(cut(&format!("a{long}")).len(), 4095);
        assert_eq!(cut("short"), "short");
    }
}
