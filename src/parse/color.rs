//! Colours as settings write them, as far as they can be judged: `#b00`, `#bb0000`.

/// What text needs against what is behind it.
pub const READABLE: f64 = 4.5;

/// The contrast of two colours, from 1 to 21; none if one of them is written in another way.
#[must_use]
pub fn contrast(text: &str, background: &str) -> Option<f64> {
    let (a, b) = (luminance(text)?, luminance(background)?);
    Some((a.max(b) + 0.05) / (a.min(b) + 0.05))
}

fn luminance(color: &str) -> Option<f64> {
    let digits = color.trim().strip_prefix('#')?;
    let value = |digits: &str| u8::from_str_radix(digits, 16).ok().map(|value| f64::from(value) / 255.0);
    let parts: Vec<f64> = match digits.len() {
        3 | 4 => digits.get(..3)?.chars().map(|digit| value(&format!("{digit}{digit}"))).collect::<Option<_>>()?,
        6 | 8 => (0..3).map(|part| value(digits.get(part * 2..part * 2 + 2)?)).collect::<Option<_>>()?,
        _ => return None,
    };
    let linear = |part: f64| if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) };
    Some(0.2126 * linear(parts[0]) + 0.7152 * linear(parts[1]) + 0.0722 * linear(parts[2]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrasts_are_those_of_the_guideline() {
        let check = |text: &str, background: &str, wanted: Option<&str>| {
            let found = contrast(text, background).map(|contrast| format!("{contrast:.2}"));
            assert_eq!(found.as_deref(), wanted, "{text} on {background}");
        };
        check("#000", "#fff", Some("21.00"));
        check("#777777", "#ffffff", Some("4.48"));
        check("#fff", "#FFFFFF", Some("1.00"));
        check("red", "#fff", None);
        check("#12", "#fff", None);
        check("#ääá", "#fff", None);
    }
}
