//! Comes in: a character beyond ASCII and the text of a character class (`[\p{L}_]`, `\w`). Goes
//! out: whether it belongs. The one thing to know: oniguruma itself answers, so its tables of
//! Unicode and ours cannot differ; every answer is kept.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock, Mutex, OnceLock, PoisonError, RwLock};

use syntect::parsing::Regex;

/// A character class that is asked about single characters.
pub(super) struct Question {
    class: Regex,
    answers: RwLock<BTreeMap<char, bool>>,
    ascii: OnceLock<u128>,
}

/// Equal classes share their answers.
static QUESTIONS: LazyLock<Mutex<BTreeMap<String, Arc<Question>>>> = LazyLock::new(Mutex::default);

impl Question {
    /// The question whether a character belongs to this class.
    pub(super) fn about(class: &str) -> Arc<Self> {
        let mut all = QUESTIONS.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = all.get(class) {
            return Arc::clone(known);
        }
        let new = Self { class: Regex::new(class.to_owned()), answers: RwLock::default(), ascii: OnceLock::new() };
        let new = Arc::new(new);
        all.insert(class.to_owned(), Arc::clone(&new));
        new
    }

    /// Whether the character belongs to the class.
    pub(super) fn has(&self, character: char) -> bool {
        let known = self.answers.read().unwrap_or_else(PoisonError::into_inner).get(&character).copied();
        known.unwrap_or_else(|| {
            let answer = self.ask(character);
            self.answers.write().unwrap_or_else(PoisonError::into_inner).insert(character, answer);
            answer
        })
    }

    /// The ASCII characters of the class, as bits.
    pub(super) fn ascii(&self) -> u128 {
        *self.ascii.get_or_init(|| {
            (0..128_u8).filter(|byte| self.ask(char::from(*byte))).fold(0, |bits, byte| bits | 1 << byte)
        })
    }

    fn ask(&self, character: char) -> bool {
        self.class.is_match(character.encode_utf8(&mut [0; 4]))
    }
}

impl std::fmt::Debug for Question {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(self.class.regex_str())
    }
}
