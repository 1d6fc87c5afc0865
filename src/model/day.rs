//! A day: of the last change of a page, of an entry in a changelog.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::source::SourcePath;

/// Days since 1 January 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Day(i64);

/// When sources were last changed.
pub type Days = BTreeMap<SourcePath, Day>;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

impl Day {
    /// The day, by the clock of Greenwich, of a moment in seconds since its beginning in 1970.
    #[must_use]
    pub fn of_seconds(seconds: i64) -> Self {
        Self(seconds.div_euclid(86_400))
    }

    #[must_use]
    pub fn new(year: i64, month: i64, day: i64) -> Option<Self> {
        if !(1..=12).contains(&month) || !(1..=31).contains(&day) || !(0..=9999).contains(&year) {
            return None;
        }
        // Years begin in March here, so that a leap day is the last of its year.
        let shifted = if month > 2 { year } else { year - 1 };
        let era = shifted.div_euclid(400);
        let of_era = shifted.rem_euclid(400);
        let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
        let found = Self(era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468);
        (found.parts() == (year, month, day)).then_some(found)
    }

    /// Year, month and day.
    fn parts(self) -> (i64, i64, i64) {
        let days = self.0 + 719_468;
        let era = days.div_euclid(146_097);
        let of_era = days.rem_euclid(146_097);
        let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year + year / 4 - year / 100);
        let shifted = (5 * of_year + 2) / 153;
        let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
        (era * 400 + year + i64::from(month <= 2), month, of_year - (153 * shifted + 2) / 5 + 1)
    }

    /// `2026-11-20`
    #[must_use]
    pub fn iso(self) -> String {
        let (year, month, day) = self.parts();
        format!("{year:04}-{month:02}-{day:02}")
    }

    /// `20 November 2026`
    #[must_use]
    pub fn words(self) -> String {
        let (year, month, day) = self.parts();
        let month = usize::try_from(month - 1).ok().and_then(|month| MONTHS.get(month)).copied().unwrap_or_default();
        format!("{day} {month} {year}")
    }

    /// The day that a text is: `2026-11-20`, `20 November 2026`, `Nov 20, 2026`.
    #[must_use]
    pub fn named(text: &str) -> Option<Self> {
        let text = text.trim();
        let words: Vec<&str> = text.split([' ', ',', '-', '.', '/']).filter(|word| !word.is_empty()).collect();
        let [first, second, third] = words.as_slice() else { return None };
        let number = |word: &str| {
            let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
            let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
            let ends_well = matches!(&word[digits.len()..], "" | "st" | "nd" | "rd" | "th");
            digits.parse::<i64>().ok().filter(|_| is_number && ends_well)
        };
        if first.len() == 4 && text.contains('-') {
            return Self::new(number(first)?, number(second)?, number(third)?);
        }
        let year = number(third).filter(|_| third.len() == 4)?;
        match month(second) {
            Some(month) => Self::new(year, month, number(first)?),
            None => Self::new(year, month(first)?, number(second)?),
        }
    }
}

/// `November`, `Nov`, `november`
fn month(word: &str) -> Option<i64> {
    let word = word.to_ascii_lowercase();
    let is_named = |month: &str| {
        let month = month.to_ascii_lowercase();
        month == word || (word.len() == 3 && month.starts_with(&word)) || (word == "sept" && month == "september")
    };
    let at = MONTHS.iter().position(|month| is_named(month))?;
    i64::try_from(at + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::Day;

    fn check(text: &str, expected: Option<&str>) {
        assert_eq!(Day::named(text).map(Day::iso).as_deref(), expected, "{text}");
    }

    #[test]
    fn days_are_known_by_their_names() {
        check("2026-11-20", Some("2026-11-20"));
        check("20 November 2026", Some("2026-11-20"));
        check("November 20, 2026", Some("2026-11-20"));
        check("Nov 2nd 2026", Some("2026-11-02"));
        check("29 February 2024", Some("2024-02-29"));
        check("29 February 2026", None);
        check("v4.2.2026", None);
        check("1.2.3", None);
        check("November 2026", None);
        check("12/11/2026", None);
        check("2026-13-01", None);
    }

    #[test]
    fn days_and_dates_are_the_same() {
        for days in (-100_000..100_000).step_by(97) {
            let (year, month, day) = Day(days).parts();
            if year >= 0 {
                assert_eq!(Day::new(year, month, day), Some(Day(days)));
            }
        }
        assert_eq!(Day::of_seconds(1_795_173_960).iso(), "2026-11-20");
        assert_eq!(Day::of_seconds(-1).iso(), "1969-12-31");
        assert_eq!(Day::of_seconds(0).words(), "1 January 1970");
    }
}
