//! Parts of a sweep that can be done apart from one another.

use std::fmt;
use std::str::FromStr;

/// Every so many runs, from one on: part 2 of 7 has the runs 1, 8, 15 and so on, so that each part covers the space.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    number: u64,
    of: u64,
}

/// The most parts.
const MOST: u64 = 100_000;

/// Why a text is no part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a part is `i/n`: number i of n parts, from 1/n to n/n, of at most 100000 parts")]
pub struct PartError;

impl Part {
    /// All of it.
    pub const WHOLE: Self = Self { number: 1, of: 1 };

    /// Part `number` (from 1) of `of`.
    ///
    /// # Errors
    /// If there is no such part.
    pub fn new(number: u64, of: u64) -> Result<Self, PartError> {
        let is_part = (1..=MOST).contains(&of) && (1..=of).contains(&number);
        is_part.then_some(Self { number, of }).ok_or(PartError)
    }

    /// Whether it is all.
    pub const fn is_whole(self) -> bool {
        self.of == 1
    }

    /// Its number, from 1.
    pub const fn number(self) -> u64 {
        self.number
    }

    /// Of how many.
    pub const fn of(self) -> u64 {
        self.of
    }

    /// Number of its runs, of so many in all.
    pub const fn runs(self, all: u64) -> u64 {
        (all + self.of - self.number) / self.of
    }

    /// The index of its run `k`, counted from 0.
    pub const fn index(self, k: u64) -> u64 {
        self.number - 1 + k * self.of
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.number, self.of)
    }
}

impl FromStr for Part {
    type Err = PartError;

    fn from_str(text: &str) -> Result<Self, PartError> {
        let (number, of) = text.split_once('/').ok_or(PartError)?;
        let whole = |text: &str| text.parse().map_err(|_| PartError);
        Self::new(whole(number)?, whole(of)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_have_every_run_once() {
        for all in [0, 1, 6, 7, 20] {
            for of in 1..9 {
                let mut runs = Vec::new();
                for number in 1..=of {
                    let part = Part::new(number, of).unwrap();
                    runs.extend((0..part.runs(all)).map(|k| part.index(k)));
                }
                runs.sort_unstable();
                assert!(runs.iter().copied().eq(0..all), "{all} runs in {of} parts");
            }
        }
    }

    #[test]
    fn parts_read_as_they_are_written() {
        assert_eq!("2/7".parse(), Part::new(2, 7));
        assert_eq!(Part::new(2, 7).unwrap().to_string(), "2/7");
        for text in ["", "1", "0/3", "4/3", "1/0", "-1/3", "a/b", "1/2/3", "1/100001"] {
            assert_eq!(text.parse::<Part>(), Err(PartError), "{text}");
        }
    }
}
