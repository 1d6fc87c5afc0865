//! A text into the words that it is found by. The engine in `static/search.js` holds the same rules: both sides must
//! agree to the letter.
//!
//! ```text
//! smsTemplate      → whole `smstemplate`, parts `sms` `template`
//! expires_at       → whole `expiresat`, parts `expires` `at`
//! 認証局            → parts `認証` `証局`
//! ```

use unicode_normalization::UnicodeNormalization as _;

/// The longest word, in characters.
const LONGEST: usize = 40;

/// One run of letters.
#[derive(Debug, PartialEq, Eq)]
pub enum Chunk<'t> {
    /// One word, as it is looked for.
    Word(&'t str),
    /// Several words, and what they are joined if they are an identifier.
    Parts(&'t [String], Option<String>),
}

impl Chunk<'_> {
    /// How many of its words say something.
    #[must_use]
    pub fn telling(&self) -> usize {
        match self {
            Self::Word(word) => usize::from(!is_stop(word)),
            Self::Parts(parts, _) => parts.iter().filter(|part| !is_stop(part)).count(),
        }
    }
}

const STOP: [&str; 45] = [
    "a", "an", "and", "are", "as", "at", "be", "but", "by", "can", "for", "from", "has", "have", "how", "if", "in",
    "into", "is", "it", "its", "no", "not", "of", "on", "or", "so", "that", "the", "their", "then", "there", "these",
    "they", "this", "to", "was", "what", "when", "which", "who", "will", "with", "you", "your",
];

/// Words that say too little to be looked for alone.
#[must_use]
pub fn is_stop(word: &str) -> bool {
    word.len() < 6 && STOP.binary_search(&word).is_ok()
}

/// Hands each chunk of a text to `each`.
pub fn chunks(text: &str, mut each: impl FnMut(&Chunk<'_>)) {
    let composed: String;
    let text = if text.is_ascii() {
        text
    } else {
        composed = text.nfc().collect();
        &composed
    };
    let mut parts: Vec<String> = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let plain = rest.bytes().take_while(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()).count();
        let next = rest[plain..].chars().next();
        if plain > 0 && next.is_none_or(|c| !is_word(c) || is_cjk(c)) {
            // The common case: one plain word.
            each(&Chunk::Word(&rest[..plain.min(LONGEST)]));
            at += plain;
            continue;
        }
        let Some(first) = rest.chars().next() else { break };
        if !is_word(first) {
            at += first.len_utf8();
            continue;
        }
        let cjk = is_cjk(first);
        let length = rest.find(|c| !is_word(c) || is_cjk(c) != cjk).unwrap_or(rest.len());
        let words = &rest[..length];
        parts.clear();
        if cjk {
            pairs(words, &mut parts);
        } else {
            split(words, &mut parts);
        }
        let whole = (!cjk && parts.len() > 1).then(|| fold(&parts.concat()));
        match parts.as_slice() {
            [] => {}
            [one] => each(&Chunk::Word(one)),
            several => each(&Chunk::Parts(several, whole)),
        }
        at += length;
    }
}

fn is_word(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_alphanumeric() || c == '_' } else { c.is_alphabetic() || c.is_numeric() }
}

/// Letters of scripts that are written without spaces between words.
fn is_cjk(c: char) -> bool {
    matches!(u32::from(c),
        0x1100..=0x11ff | 0x2e80..=0x2fdf | 0x3005..=0x3007 | 0x3021..=0x3029 | 0x3031..=0x3035 | 0x3038..=0x303b
        | 0x3041..=0x30ff | 0x3105..=0x312f | 0x3131..=0x318e | 0x31a0..=0x31bf | 0x31f0..=0x31ff | 0x3400..=0x4dbf
        | 0x4e00..=0x9fff | 0xa960..=0xa97c | 0xac00..=0xd7fb | 0xf900..=0xfaff | 0xff66..=0xffdc
        | 0x1b000..=0x1b2ff | 0x20000..=0x3ffff)
        && c.is_alphabetic()
}

/// Overlapping pairs of characters.
fn pairs(words: &str, parts: &mut Vec<String>) {
    let folded: Vec<char> = fold(words).chars().collect();
    match folded.as_slice() {
        [] => {}
        [one] => parts.push(one.to_string()),
        several => parts.extend(several.windows(2).map(|pair| pair.iter().collect::<String>())),
    }
}

/// `smsTemplate`, `SMSTemplate`, `sms_template` at their joints.
fn split(words: &str, parts: &mut Vec<String>) {
    let chars: Vec<char> = words.chars().collect();
    let mut part = String::new();
    let mut flush = |part: &mut String| {
        if !part.is_empty() {
            parts.push(fold(part));
            part.clear();
        }
    };
    for (at, c) in chars.iter().enumerate() {
        if *c == '_' {
            flush(&mut part);
            continue;
        }
        let before = at.checked_sub(1).map(|at| chars[at]);
        let after = chars.get(at + 1);
        let upper = c.is_uppercase();
        let starts = before.is_some_and(|before| {
            upper && (before.is_lowercase() || before.is_numeric())
                || upper && before.is_uppercase() && after.is_some_and(|after| after.is_lowercase())
        });
        if starts {
            flush(&mut part);
        }
        part.push(*c);
    }
    flush(&mut part);
}

/// Without accents, in lower case, and not too long.
#[must_use]
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.chars().take(LONGEST).collect::<String>().to_ascii_lowercase();
    }
    let plain: String = text.nfkd().filter(|c| !matches!(u32::from(*c), 0x300..=0x36f)).nfc().collect();
    plain.to_lowercase().chars().take(LONGEST).collect()
}
