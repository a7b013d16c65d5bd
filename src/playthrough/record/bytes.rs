//! Numbers packed into as few bytes as they need, and read again with every care.

/// Writes a whole number, seven bits a byte, the lowest first.
pub fn put_whole(mut number: u64, out: &mut Vec<u8>) {
    while number >= 0x80 {
        out.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

/// Bytes being read.
pub struct Bytes<'a>(&'a [u8]);

impl<'a> Bytes<'a> {
    /// All of them.
    pub fn new(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    /// Whether none is left.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The next bytes.
    pub fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (head, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(head)
    }

    /// The next byte.
    pub fn byte(&mut self) -> Option<u8> {
        self.take(1).map(|bytes| bytes[0])
    }

    /// A whole number; none where it is cut short, too large, or not written in the shortest way.
    pub fn whole(&mut self) -> Option<u64> {
        let mut number = 0u64;
        for i in 0..10 {
            let byte = self.byte()?;
            let part = u64::from(byte & 0x7f);
            if i == 9 && part > 1 {
                return None;
            }
            number |= part << (7 * i);
            if byte & 0x80 == 0 {
                return (byte != 0 || i == 0).then_some(number);
            }
        }
        None
    }

    /// A small whole number.
    pub fn small(&mut self) -> Option<u16> {
        self.whole().and_then(|number| u16::try_from(number).ok())
    }

    /// A fraction in all its bits.
    pub fn fraction(&mut self) -> Option<f64> {
        let bytes = self.take(8)?;
        Some(f64::from_le_bytes(bytes.try_into().ok()?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn whole_numbers_read_as_they_are_written(number in any::<u64>(), small in 0u64..300) {
            for number in [number, small] {
                let mut out = Vec::new();
                put_whole(number, &mut out);
                let mut bytes = Bytes::new(&out);
                prop_assert_eq!(bytes.whole(), Some(number));
                prop_assert!(bytes.is_empty());
            }
        }

        #[test]
        fn no_bytes_break_the_reader(bytes in proptest::collection::vec(any::<u8>(), 0..20)) {
            let mut reader = Bytes::new(&bytes);
            while reader.whole().is_some() && !reader.is_empty() {}
            let mut reader = Bytes::new(&bytes);
            while reader.fraction().is_some() {}
        }
    }

    #[test]
    fn a_number_has_one_way_to_be_written() {
        assert_eq!(Bytes::new(&[0x80, 0x00]).whole(), None);
        assert_eq!(Bytes::new(&[0xff; 10]).whole(), None);
        assert_eq!(Bytes::new(&[]).byte(), None);
    }
}
