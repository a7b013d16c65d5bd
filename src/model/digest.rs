//! Digests: whether two programs mean the same thing, and whether they have computed the same history.
//!
//! A digest is the first 128 bits of SHA-256, written in 32 hexadecimal digits. A history is put into bytes
//! month by month: the columns of a month in the order of [`Row`], every number little-endian (4 bytes for
//! a count, 8 for a fraction), an empty place on the market as the byte 0 and an offer as the byte 1 with
//! its numbers, a way of releasing as its index in one byte.

use std::fmt;
use std::str::FromStr;

use sha2::{Digest as _, Sha256};

use super::history::{History, Row};
use super::setup::Setup;

/// A digest, or the first bytes of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Digest(Vec<u8>);

/// Bytes of a whole digest.
const BYTES: usize = 16;

impl Digest {
    /// The digest of a played history.
    pub fn of_history(history: &History) -> Self {
        let mut sum = Sha256::new();
        sum.update(history.start.0.to_le_bytes());
        let mut bytes = Vec::new();
        for row in &history.rows {
            bytes.clear();
            row_bytes(row, &mut bytes);
            sum.update(&bytes);
        }
        Self::from(sum)
    }

    /// The digest of what runs start from: all that a setup says.
    pub fn of_setup(setup: &Setup) -> Self {
        Self::of_text(&format!("{setup:?}"))
    }

    /// The digest of a text.
    pub fn of_text(text: &str) -> Self {
        Self::of_parts([text])
    }

    /// The digest of parts, one after the other.
    pub fn of_parts<P: AsRef<[u8]>>(parts: impl IntoIterator<Item = P>) -> Self {
        let mut sum = Sha256::new();
        parts.into_iter().for_each(|part| sum.update(part));
        Self::from(sum)
    }

    /// The first bytes of a digest, as they stand in a code.
    pub fn of_head(bytes: &[u8]) -> Self {
        Self(bytes.to_vec())
    }

    /// Its first bytes.
    pub fn head(&self, bytes: usize) -> &[u8] {
        &self.0[..bytes.min(self.0.len())]
    }

    /// Whether two digests are the same, as far as both are known.
    pub fn agrees(&self, other: &Self) -> bool {
        let known = self.0.len().min(other.0.len());
        known > 0 && self.head(known) == other.head(known)
    }

    fn from(sum: Sha256) -> Self {
        Self(sum.finalize()[..BYTES].to_vec())
    }
}

/// The bytes of a month. Naming every column here makes sure that none is forgotten.
fn row_bytes(row: &Row, out: &mut Vec<u8>) {
    let Row {
        users,
        offers,
        log_price,
        markup,
        compute,
        efficiency,
        mode,
        awareness,
        domestic_chips,
        market_index,
        levers,
        downloads,
        // Told in part by `downloads`; left out, so that digests of earlier games still hold.
        developer_choices: _,
    } = row;
    let fractions = |values: &[f64], out: &mut Vec<u8>| {
        values.iter().for_each(|value| out.extend(value.to_le_bytes()));
    };
    users.iter().for_each(|count| out.extend(count.to_le_bytes()));
    for offer in offers {
        out.push(u8::from(offer.is_some()));
        if let Some(offer) = offer {
            fractions(&[offer.capability, offer.licence], out);
        }
    }
    [log_price, markup, compute, efficiency].into_iter().for_each(|column| fractions(column, out));
    out.extend(mode.iter().map(|mode| mode.index() as u8));
    awareness.iter().for_each(|column| fractions(column, out));
    fractions(domestic_chips, out);
    fractions(&[*market_index], out);
    fractions(levers, out);
    downloads.iter().for_each(|count| out.extend(count.to_le_bytes()));
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// Why a text is no digest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a digest has 32 hexadecimal digits")]
pub struct NotADigest;

impl FromStr for Digest {
    type Err = NotADigest;

    fn from_str(text: &str) -> Result<Self, NotADigest> {
        if text.len() != 2 * BYTES || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(NotADigest);
        }
        let pair = |i: usize| u8::from_str_radix(&text[2 * i..2 * i + 2], 16).map_err(|_| NotADigest);
        (0..BYTES).map(pair).collect::<Result<_, _>>().map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_reads_as_it_is_written_and_its_head_agrees() {
        let digest = Digest::of_text("weights");
        assert_eq!(digest.to_string().parse(), Ok(digest.clone()));
        assert!(digest.agrees(&Digest::of_head(digest.head(5))));
        assert!(!digest.agrees(&Digest::of_text("weight")) && !digest.agrees(&Digest::of_head(&[])));
        for text in ["", "ab", "zz000000000000000000000000000000", "é00000000000000000000000000000"] {
            assert_eq!(text.parse::<Digest>(), Err(NotADigest), "{text}");
        }
    }
}
