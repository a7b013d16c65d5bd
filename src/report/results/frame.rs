//! Frames: payloads one after another, each with its length and a checksum, so that what was cut off or damaged is known.
//!
//! A frame is 4 bytes of length, 4 bytes of CRC-32 over length and payload, and the payload; numbers little-endian.

use std::io::{self, ErrorKind, Read};

/// Bytes before a payload.
pub const HEAD: usize = 8;

/// A frame of what `payload` writes.
pub fn frame(payload: impl FnOnce(&mut Vec<u8>)) -> Vec<u8> {
    let mut bytes = vec![0; HEAD];
    payload(&mut bytes);
    let length = ((bytes.len() - HEAD) as u32).to_le_bytes();
    bytes[..4].copy_from_slice(&length);
    let sum = checksum(length, &bytes[HEAD..]);
    bytes[4..HEAD].copy_from_slice(&sum.to_le_bytes());
    bytes
}

fn checksum(length: [u8; 4], payload: &[u8]) -> u32 {
    let mut sum = crc32fast::Hasher::new();
    sum.update(&length);
    sum.update(payload);
    sum.finalize()
}

/// Why a frame cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// The file ends in the midst of it.
    Torn,
    /// Its checksum, or its length, does not fit.
    Damaged,
}

/// Frames being read.
#[derive(Debug)]
pub struct Frames<R> {
    from: R,
    /// Where the next frame begins.
    place: u64,
    payload: Vec<u8>,
}

impl<R: Read> Frames<R> {
    /// The frames of bytes that begin `place` bytes into their file.
    pub fn new(from: R, place: u64) -> Self {
        Self { from, place, payload: Vec::new() }
    }

    /// Where the next frame begins: all before it is sound.
    pub fn place(&self) -> u64 {
        self.place
    }

    /// The next payload of at most `longest` bytes; none at the end. After a flaw there is nothing more to be read.
    ///
    /// # Errors
    /// If the bytes cannot be read.
    pub fn next(&mut self, longest: usize) -> io::Result<Option<Result<&[u8], Flaw>>> {
        let mut head = [0; HEAD];
        match fill(&mut self.from, &mut head)? {
            0 => return Ok(None),
            HEAD => {}
            _ => return Ok(Some(Err(Flaw::Torn))),
        }
        let [a, b, c, d, sum @ ..] = head;
        let length = [a, b, c, d];
        let wanted = u32::from_le_bytes(length) as usize;
        if wanted > longest {
            return Ok(Some(Err(Flaw::Damaged)));
        }
        self.payload.resize(wanted, 0);
        if fill(&mut self.from, &mut self.payload)? < wanted {
            return Ok(Some(Err(Flaw::Torn)));
        }
        if checksum(length, &self.payload) != u32::from_le_bytes(sum) {
            return Ok(Some(Err(Flaw::Damaged)));
        }
        self.place += (HEAD + wanted) as u64;
        Ok(Some(Ok(&self.payload)))
    }
}

/// Reads until the buffer is full or nothing more comes; returns how much came.
fn fill(from: &mut impl Read, buffer: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0;
    while filled < buffer.len() {
        match from.read(&mut buffer[filled..]) {
            Ok(0) => break,
            Ok(more) => filled += more,
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(filled)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const LONGEST: usize = 100;

    fn written(payloads: &[Vec<u8>]) -> Vec<u8> {
        payloads.iter().flat_map(|payload| frame(|out| out.extend(payload))).collect()
    }

    /// What can be read, where it ends, and why.
    fn read(bytes: &[u8]) -> (Vec<Vec<u8>>, u64, Option<Flaw>) {
        let (mut frames, mut got) = (Frames::new(bytes, 0), Vec::new());
        loop {
            match frames.next(LONGEST).unwrap() {
                Some(Ok(payload)) => got.push(payload.to_vec()),
                Some(Err(flaw)) => return (got, frames.place(), Some(flaw)),
                None => return (got, frames.place(), None),
            }
        }
    }

    fn payloads() -> impl Strategy<Value = Vec<Vec<u8>>> {
        proptest::collection::vec(proptest::collection::vec(any::<u8>(), 0..LONGEST), 0..8)
    }

    proptest! {
        #[test]
        fn frames_read_as_they_are_written(payloads in payloads()) {
            let bytes = written(&payloads);
            prop_assert_eq!(read(&bytes), (payloads, bytes.len() as u64, None));
        }

        #[test]
        fn what_is_cut_off_leaves_all_before_it(payloads in payloads(), cut in any::<prop::sample::Index>()) {
            let bytes = written(&payloads);
            let cut = cut.index(bytes.len() + 1);
            let (got, sound, flaw) = read(&bytes[..cut]);
            prop_assert!(payloads.starts_with(&got));
            prop_assert_eq!(sound as usize, written(&got).len());
            prop_assert_eq!(flaw, (sound as usize != cut).then_some(Flaw::Torn));
        }

        #[test]
        fn a_flipped_bit_never_gives_a_wrong_payload(
            payloads in payloads(),
            at in any::<prop::sample::Index>(),
            bit in 0..8,
        ) {
            let mut bytes = written(&payloads);
            prop_assume!(!bytes.is_empty());
            let at = at.index(bytes.len());
            bytes[at] ^= 1 << bit;
            let (got, sound, flaw) = read(&bytes);
            prop_assert!(payloads.starts_with(&got) && got.len() < payloads.len());
            prop_assert!(flaw.is_some() && sound as usize <= at);
        }

        #[test]
        fn no_bytes_break_the_reader(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            prop_assert!(read(&bytes).1 as usize <= bytes.len());
        }
    }

    #[test]
    fn bytes_that_a_disk_left_empty_are_no_frames() {
        assert_eq!(read(&[0; 64]), (Vec::new(), 0, Some(Flaw::Damaged)));
    }
}
