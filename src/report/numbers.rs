//! How reports write numbers. One rule for each kind:
//!
//! - shares of runs and of users in per cent, the sign set apart: `81 %`; whole in what one ensemble comes to, one
//!   decimal where two worlds are set side by side or intervals stand beside them, two where a difference is
//!   parted among causes; files hold the numbers themselves, to six decimals;
//! - `±` stands before half the width of a 95 % interval, and before nothing else;
//! - whole numbers have commas: `10,000`, and their noun its number: `1 run`, `2 runs`.

/// A share in per cent: `81 %`.
pub fn percent(share: f64, decimals: usize) -> String {
    format!("{} %", number_of(decimals, 100.0 * share, false))
}

/// A share in per cent, or a dash where there is none.
pub fn percent_if_any(share: f64, decimals: usize) -> String {
    if share.is_nan() { "-".to_owned() } else { percent(share, decimals) }
}

/// A whole number with commas: `10,000`.
pub fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// So many of something: `1 run`, `1,000 runs`.
pub fn counted(number: usize, one: &str, many: &str) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{} {many}", grouped(number)) }
}

/// A number with one decimal.
pub fn number(value: f64, signed: bool) -> String {
    number_of(1, value, signed)
}

/// A number of a table: a sign where it is asked for, no negative zero.
pub fn number_of(decimals: usize, value: f64, signed: bool) -> String {
    let scale = 10_f64.powi(decimals as i32);
    let shown = (value * scale).round() / scale + 0.0;
    match () {
        () if value.is_nan() => "-".to_owned(),
        () if shown.is_infinite() => if shown > 0.0 { "inf" } else { "-inf" }.to_owned(),
        () if signed && shown != 0.0 => format!("{shown:+.decimals$}"),
        () => format!("{shown:.decimals$}"),
    }
}

/// Decimals by which a number of this size has three digits.
pub fn decimals(size: f64) -> usize {
    if size <= 0.0 || !size.is_finite() {
        return 3;
    }
    (2.0 - libm::log10(size).floor()).clamp(0.0, 6.0) as usize
}

/// A number with so many decimals and no negative zero.
pub fn fixed(value: f64, decimals: usize) -> String {
    let text = format!("{value:.decimals$}");
    if text.chars().any(|c| ('1'..='9').contains(&c)) { text } else { text.replace('-', "") }
}

/// The shortest way to write a number to so many digits after the point: `0.2`, `-0.333333`.
pub fn plain(value: f64, decimals: usize) -> String {
    let scale = 10_f64.powi(decimals as i32);
    ((value * scale).round() / scale + 0.0).to_string()
}

/// A name that fits: its middle gives way.
pub fn short(name: &str, width: usize) -> String {
    let letters: Vec<char> = name.chars().collect();
    if letters.len() <= width {
        return name.to_owned();
    }
    let tail = width / 2;
    let head: String = letters[..width - tail - 2].iter().collect();
    let tail: String = letters[letters.len() - tail..].iter().collect();
    format!("{head}..{tail}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_have_commas_and_nouns_their_number() {
        assert_eq!([0, 999, 1_000, 1_234_567].map(grouped), ["0", "999", "1,000", "1,234,567"]);
        assert_eq!([0, 1, 1_000].map(|n| counted(n, "run", "runs")), ["0 runs", "1 run", "1,000 runs"]);
    }

    #[test]
    fn per_cent_stand_apart() {
        assert_eq!([percent(0.814, 0), percent(0.8144, 1), percent(-1e-9, 1)], ["81 %", "81.4 %", "0.0 %"]);
    }

    #[test]
    fn numbers_of_tables_have_few_decimals_and_one_zero() {
        let all = [(-0.04, true), (0.26, true), (-3.0, false), (f64::NAN, true), (f64::INFINITY, true)];
        assert_eq!(all.map(|(value, signed)| number(value, signed)), ["0.0", "+0.3", "-3.0", "-", "inf"]);
        assert_eq!([number_of(2, -0.004, true), number_of(2, 1.005_1, true)], ["0.00", "+1.01"]);
        assert_eq!([plain(-1.0 / 3.0, 6), plain(0.2, 6), plain(-0.0, 2)], ["-0.333333", "0.2", "0"]);
    }

    #[test]
    fn numbers_have_three_digits_and_one_zero() {
        assert_eq!([0.0, 0.0123, 0.5, 7.0, 42.0, 1e9].map(decimals), [3, 4, 3, 2, 1, 0]);
        assert_eq!([fixed(-0.0001, 3), fixed(-0.25, 2), fixed(10.0, 0)], ["0.000", "-0.25", "10"]);
    }
}
