//! Months: the model's only unit of time.

use std::fmt;
use std::ops::{Add, Sub};
use std::str::FromStr;

/// A calendar month, counted from January 2024 (month 0), the month of the initial data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Month(pub u16);

const FIRST_YEAR: u16 = 2024;
const LAST_YEAR: u16 = 2099;
const NAMES: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

impl Month {
    /// January 2024, where the model's initial data stand.
    pub const FIRST: Self = Self(0);
    /// The last month that can be written, December 2099.
    pub const LAST: Self = Self((LAST_YEAR - FIRST_YEAR) * 12 + 11);

    /// The month of a calendar year (2024 to 2099) and a month number (1 to 12), where both are in range.
    pub fn new(year: u16, month: u16) -> Option<Self> {
        ((FIRST_YEAR..=LAST_YEAR).contains(&year) && (1..=12).contains(&month))
            .then(|| Self((year - FIRST_YEAR) * 12 + month - 1))
    }

    /// Calendar year.
    pub fn year(self) -> u16 {
        FIRST_YEAR + self.0 / 12
    }

    /// Month of the year, 1 to 12.
    pub fn month_of_year(self) -> u16 {
        self.0 % 12 + 1
    }

    /// Months since January 2024, as an index.
    pub fn index(self) -> usize {
        usize::from(self.0)
    }

    /// The form for people: `Mar 2026`.
    pub fn label(self) -> String {
        format!("{} {}", NAMES[usize::from(self.0 % 12)], self.year())
    }

    /// The short form for narrow columns: `Mar 26`.
    pub fn short_label(self) -> String {
        format!("{} {:02}", NAMES[usize::from(self.0 % 12)], self.year() % 100)
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{:02}", self.year(), self.month_of_year())
    }
}

impl Add<u16> for Month {
    type Output = Self;
    fn add(self, months: u16) -> Self {
        Self(self.0 + months)
    }
}

impl Sub for Month {
    type Output = i32;
    fn sub(self, other: Self) -> i32 {
        i32::from(self.0) - i32::from(other.0)
    }
}

/// Why a text is not a month.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a month: write it as YYYY-MM, from 2024-01 to 2099-12")]
pub struct NotAMonth(pub String);

impl FromStr for Month {
    type Err = NotAMonth;

    fn from_str(text: &str) -> Result<Self, NotAMonth> {
        let bad = || NotAMonth(text.to_owned());
        let (year, month) = text.split_once('-').ok_or_else(bad)?;
        let digits = |part: &str, len| part.len() == len && part.bytes().all(|b| b.is_ascii_digit());
        if !digits(year, 4) || !digits(month, 2) {
            return Err(bad());
        }
        Self::new(year.parse().map_err(|_| bad())?, month.parse().map_err(|_| bad())?).ok_or_else(bad)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_read_as_they_are_written() {
        for month in [Month(0), Month(11), Month(12), Month(83), Month::LAST] {
            assert_eq!(month.to_string().parse(), Ok(month));
        }
        assert_eq!(Month(26).label(), "Mar 2026");
        assert_eq!(Month(26) - Month(28), -2);
    }

    #[test]
    fn what_is_no_month_is_refused() {
        for text in ["", "2024", "2023-12", "2024-13", "2024-00", "2024-1", "24-01", "2024-01-05", "+024-01"]
        {
            assert!(text.parse::<Month>().is_err(), "{text}");
        }
    }
}
