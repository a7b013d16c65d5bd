//! The journal: a line that says what it is, a frame with the header, a frame for each run, in the order of runs.

use std::io::{self, Read};

use super::frame::{Flaw, Frames, frame};
use super::header::Header;
use super::record;
use crate::experiment::sweep::{Part, Record};

/// The first bytes of every journal.
const MAGIC: &[u8] = b"weights journal 1\n";
/// The most bytes of a header.
const LONGEST_HEADER: usize = 64 << 20;

/// Why a journal cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum JournalError {
    /// The bytes cannot be had.
    #[error("it cannot be read")]
    File(#[from] io::Error),
    /// It is something else.
    #[error("it is no journal of a sweep, or one of another version of weights")]
    Foreign,
    /// It ends before its first run: it was cut off while it was begun.
    #[error("it ends before its first run")]
    Begun,
    /// Its head is damaged.
    #[error("its head is damaged (after byte {})", MAGIC.len())]
    Head,
}

/// The first bytes of a journal with this header.
pub fn head(header: &Header) -> Vec<u8> {
    let mut bytes = MAGIC.to_vec();
    // A header holds strings and numbers alone, which always have a JSON text.
    bytes.extend(frame(|out| out.extend(serde_json::to_vec(header).unwrap_or_default())));
    bytes
}

/// The bytes of a record.
pub fn entry(record: &Record) -> Vec<u8> {
    frame(|out| record::put(record, out))
}

/// A journal being read.
#[derive(Debug)]
pub struct Journal<R> {
    frames: Frames<R>,
    header: Header,
    part: Part,
    longest: usize,
    done: u64,
}

impl<R: Read> Journal<R> {
    /// Reads the head.
    ///
    /// # Errors
    /// If there is none.
    pub fn open(mut from: R) -> Result<Self, JournalError> {
        let mut magic = Vec::new();
        from.by_ref().take(MAGIC.len() as u64).read_to_end(&mut magic)?;
        if magic != MAGIC {
            let is_cut = MAGIC.starts_with(&magic);
            return Err(if is_cut { JournalError::Begun } else { JournalError::Foreign });
        }
        let mut frames = Frames::new(from, MAGIC.len() as u64);
        let header = match frames.next(LONGEST_HEADER)? {
            None | Some(Err(Flaw::Torn)) => return Err(JournalError::Begun),
            Some(Err(Flaw::Damaged)) => return Err(JournalError::Head),
            Some(Ok(text)) => serde_json::from_slice::<Header>(text).map_err(|_| JournalError::Foreign)?,
        };
        let part = header.part().filter(|_| header.is_sound()).ok_or(JournalError::Foreign)?;
        Ok(Self { longest: record::longest(&header), frames, header, part, done: 0 })
    }

    /// Its header.
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// Where the next record begins: all before it is sound.
    pub fn place(&self) -> u64 {
        self.frames.place()
    }

    /// How many records have been read.
    pub fn done(&self) -> u64 {
        self.done
    }

    /// The next record; none at the end. After a flaw there is nothing more to be read.
    ///
    /// # Errors
    /// If the bytes cannot be read.
    #[expect(clippy::should_implement_trait, reason = "an iterator has no place for two kinds of failure")]
    pub fn next(&mut self) -> io::Result<Option<Result<Record, Flaw>>> {
        let due = (self.done < self.part.runs(self.header.runs)).then(|| self.part.index(self.done));
        let payload = match self.frames.next(self.longest)? {
            None => return Ok(None),
            Some(Err(flaw)) => return Ok(Some(Err(flaw))),
            Some(Ok(payload)) => payload,
        };
        let record = record::read(payload, &self.header).filter(|record| Some(record.run.index) == due);
        self.done += u64::from(record.is_some());
        Ok(Some(record.ok_or(Flaw::Damaged)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::study::RunId;
    use crate::model::random::Seed;
    use crate::report::results::header::Shard;
    use crate::report::results::header::tests::header;
    use proptest::prelude::*;

    fn failed(index: u64) -> Record {
        let run = RunId { index, scenario: 0, point: 0, replicate: 0, seed: Seed(index) };
        Record { run, factors: vec![0.5, 1.0], outcome: Err(format!("no {index}")) }
    }

    fn written(header: &Header, runs: &[u64]) -> Vec<u8> {
        let entries = runs.iter().flat_map(|&index| entry(&failed(index)));
        head(header).into_iter().chain(entries).collect()
    }

    /// The runs that can be read, where they end, and whether there is a flaw.
    fn read(bytes: &[u8]) -> Result<(Vec<u64>, u64, Option<Flaw>), JournalError> {
        let (mut journal, mut runs) = (Journal::open(bytes)?, Vec::new());
        loop {
            match journal.next()? {
                Some(Ok(record)) => runs.push(record.run.index),
                Some(Err(flaw)) => return Ok((runs, journal.place(), Some(flaw))),
                None => return Ok((runs, journal.place(), None)),
            }
        }
    }

    #[test]
    fn a_journal_reads_as_it_is_written() {
        let bytes = written(&header(), &[0, 1, 2]);
        let (runs, place, flaw) = read(&bytes).unwrap();
        assert_eq!((runs, place, flaw), (vec![0, 1, 2], bytes.len() as u64, None));
        let part = Header { shard: Some(Shard { number: 2, of: 4 }), ..header() };
        assert_eq!(read(&written(&part, &[1, 5, 9])).unwrap().0, [1, 5, 9]);
    }

    #[test]
    fn a_run_out_of_order_is_a_flaw() {
        let bytes = written(&header(), &[0, 2]);
        let (runs, _, flaw) = read(&bytes).unwrap();
        assert_eq!((runs, flaw), (vec![0], Some(Flaw::Damaged)));
        let all: Vec<u64> = (0..11).collect();
        assert_eq!(read(&written(&header(), &all)).unwrap().2, Some(Flaw::Damaged), "more than there are");
    }

    #[test]
    fn what_is_no_journal_is_told() {
        assert!(matches!(read(b"PAR1 something else"), Err(JournalError::Foreign)));
        assert!(matches!(read(b""), Err(JournalError::Begun)));
        let bytes = head(&header());
        for cut in 0..bytes.len() {
            assert!(matches!(read(&bytes[..cut]), Err(JournalError::Begun)), "cut at {cut}");
        }
        let mut damaged = bytes.clone();
        damaged[40] ^= 4;
        assert!(matches!(read(&damaged), Err(JournalError::Head)));
        let broken = Header { shard: Some(Shard { number: 5, of: 4 }), ..header() };
        assert!(matches!(read(&head(&broken)), Err(JournalError::Foreign)));
    }

    proptest! {
        #[test]
        fn damage_never_gives_a_wrong_run(at in any::<prop::sample::Index>(), bit in 0..8, cut in any::<bool>()) {
            let mut bytes = written(&header(), &[0, 1, 2, 3]);
            let at = at.index(bytes.len());
            if cut { bytes.truncate(at) } else { bytes[at] ^= 1 << bit }
            if let Ok((runs, place, _)) = read(&bytes) {
                prop_assert!(runs.iter().copied().eq(0..runs.len() as u64));
                prop_assert_eq!(&bytes[..place as usize], &written(&header(), &runs)[..]);
            }
        }
    }
}
