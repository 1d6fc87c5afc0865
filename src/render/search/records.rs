//! What of a page can be found: the page, its headings, its fields; each with the words that lead to it.

mod body;
mod fields;

use std::collections::HashMap;
use std::fmt::Write as _;

use serde::{Deserialize, Serialize};

use crate::index::{PageRecord, Toc};
use crate::model::document::Document;
use crate::model::language::Language;
use crate::model::links::{Group, Partial, Target};
use crate::render::scope::PageWords;
use crate::render::{Texts, inline};

use super::words::{Chunk, chunks, is_stop};

/// The longest snippet, in characters.
const SNIPPET: usize = 80;

/// A page as the index holds it: what is shown of it, and its words.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Findable {
    /// The piece that a result is shown from, as JSON; the page's own place in the site is not in it.
    pub shown: String,
    /// Its words, each once.
    pub words: Vec<Box<str>>,
    /// `(number of a word, record × 10 + weight)`
    pub postings: Vec<(u32, u32)>,
}

/// How a text counts: its words alone, as one of several in an identifier, and the identifier whole.
#[derive(Debug, Clone, Copy)]
struct How {
    alone: u8,
    part: u8,
    whole: u8,
}

const KEY: How = How { alone: 9, part: 6, whole: 9 };
const PATH: How = How { alone: 4, part: 4, whole: 4 };
const LEAD: How = PATH;
const HEADING: How = How { alone: 6, part: 6, whole: 6 };
const FIELD: How = How { alone: 8, part: 5, whole: 8 };
const VALUE: How = How { alone: 5, part: 3, whole: 5 };
const TYPE: How = How { alone: 3, part: 3, whole: 3 };
const TEXT: How = How { alone: 2, part: 2, whole: 2 };

/// What is needed of a page beside its tree.
pub struct Subject<'s> {
    pub record: &'s PageRecord,
    /// Its headings.
    pub toc: &'s Toc,
    /// What its body holds of others.
    pub uses: &'s [Target],
    pub partials: &'s [Partial],
    pub texts: &'s dyn Texts,
    pub groups: &'s [Group],
    pub languages: &'s [Language],
    pub href: &'s str,
    pub crumb: &'s str,
    /// What it says of itself; its description is its lead.
    pub words: &'s PageWords,
    /// Rows that belong to no language.
    pub pieces: &'s [Piece],
}

/// A row of a page that can be pointed at: a property of a schema.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    pub anchor: String,
    pub name: String,
    /// As it is shown: `user.email`.
    pub label: String,
    pub values: String,
    pub text: String,
}

#[must_use]
pub fn findable(subject: &Subject<'_>, document: &Document<'_>) -> Findable {
    let mut builder = Builder {
        subject,
        shown: Vec::new(),
        words: Words::default(),
        number: 0,
        out: Vec::new(),
        open: None,
        text: String::new(),
    };
    builder.title();
    builder.body(document);
    builder.flush();
    builder.fields();
    builder.pieces();
    let mut shown = String::from("[");
    for text in [subject.record.title.trim(), subject.href, subject.crumb, &snippet(&subject.words.description)] {
        if shown.len() > 1 {
            shown.push(',');
        }
        push_json(text, &mut shown);
    }
    for record in &builder.shown {
        let _ = write!(shown, ",{record}");
    }
    shown.push(']');
    let mut words = vec![Box::default(); builder.words.weights.len()];
    builder.words.numbers.drain().for_each(|(word, number)| words[number as usize] = word);
    Findable { shown, words, postings: builder.out }
}

struct Builder<'b> {
    subject: &'b Subject<'b>,
    /// Records after the first, as JSON.
    shown: Vec<String>,
    words: Words,
    number: u32,
    /// `(word, record × 10 + weight)`
    out: Vec<(u32, u32)>,
    /// Anchor and text of the heading in hand, and what stands below it so far.
    open: Option<(String, String)>,
    text: String,
}

impl Builder<'_> {
    fn add(&mut self, text: &str, how: How) {
        let words = &mut self.words;
        chunks(text, |chunk| words.add_chunk(chunk, how));
    }

    fn title(&mut self) {
        let mut count = 0;
        chunks(&self.subject.record.title, |chunk| count += chunk.telling());
        let part = u8::try_from(10_usize.saturating_sub(count).clamp(6, 9)).unwrap_or(6);
        let words = &mut self.words;
        chunks(&self.subject.record.title, |chunk| match chunk {
            Chunk::Word(word) => words.add(word, part),
            Chunk::Parts(parts, whole) => {
                if let Some(whole) = whole {
                    words.add(whole, 9);
                }
                for word in *parts {
                    words.add(word, part);
                }
            }
        });
        self.add(&self.subject.words.description, LEAD);
        let mut keys: Vec<&str> = Vec::new();
        for group in self.subject.groups {
            for entry in &group.entries {
                if !entry.key.is_empty() && !keys.contains(&entry.key.as_str()) {
                    keys.push(&entry.key);
                }
                if entry.method.is_some() {
                    self.add(&entry.title, PATH);
                }
            }
        }
        let own = self.subject.record.page.front.keywords.iter().map(String::as_str);
        for key in keys.into_iter().chain(own) {
            self.add(key, KEY);
        }
    }

    /// Ends the record in hand.
    fn flush(&mut self) {
        for number in self.words.here.drain(..) {
            let (weight, count) = std::mem::take(&mut self.words.weights[number as usize]);
            let weight = (weight + u8::from(count > 2 && weight < 6)).min(9);
            self.out.push((number, self.number * 10 + u32::from(weight)));
        }
        self.number += 1;
    }

    /// What a result says: its kind, nothing for a heading, and where it is.
    fn show(&mut self, kind: &str, anchor: &str, label: &str, text: &str) {
        let mut json = String::from("[");
        push_json(kind, &mut json);
        json.push(',');
        push_json(anchor, &mut json);
        json.push(',');
        push_json(label, &mut json);
        json.push(',');
        push_json(&snippet(text), &mut json);
        json.push(']');
        self.shown.push(json);
    }

    fn pieces(&mut self) {
        for piece in self.subject.pieces {
            self.add(&piece.name, FIELD);
            self.add(&piece.values, VALUE);
            let text = inline::plain(&piece.text);
            self.add(&text, TEXT);
            self.show("Schema", &piece.anchor, &piece.label, &text);
            self.flush();
        }
    }
}

/// The words of the record in hand, by number: their greatest weight, and how often they are mere text. Every word of
/// a page is kept once.
#[derive(Default)]
struct Words {
    numbers: HashMap<Box<str>, u32>,
    weights: Vec<(u8, u8)>,
    /// The words of the record in hand.
    here: Vec<u32>,
}

impl Words {
    fn add_chunk(&mut self, chunk: &Chunk<'_>, how: How) {
        match chunk {
            Chunk::Word(word) => {
                if !is_stop(word) {
                    self.add(word, how.alone);
                }
            }
            Chunk::Parts(parts, whole) => {
                if let Some(whole) = whole {
                    self.add(whole, how.whole);
                }
                for part in *parts {
                    self.add(part, how.part);
                }
            }
        }
    }

    fn add(&mut self, word: &str, weight: u8) {
        let number = if let Some(number) = self.numbers.get(word) {
            *number
        } else {
            let number = u32::try_from(self.weights.len()).unwrap_or(u32::MAX);
            self.numbers.insert(word.into(), number);
            self.weights.push((0, 0));
            number
        };
        let slot = &mut self.weights[number as usize];
        if slot.0 == 0 {
            self.here.push(number);
        }
        slot.0 = slot.0.max(weight);
        slot.1 = slot.1.saturating_add(u8::from(weight == TEXT.alone));
    }
}

/// The first words of a text.
fn snippet(text: &str) -> String {
    let mut folded = String::with_capacity(SNIPPET * 2);
    let mut count = 0;
    for word in text.split_whitespace() {
        let length = word.chars().count();
        let space = usize::from(count > 0);
        if count + space + length > SNIPPET {
            folded.push('…');
            return folded;
        }
        if space > 0 {
            folded.push(' ');
        }
        folded.push_str(word);
        count += space + length;
    }
    folded
}

/// A text as JSON.
pub fn push_json(text: &str, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            c if u32::from(c) < 0x20 => {
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
}
