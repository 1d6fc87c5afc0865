//! The search index: small files that a reader's browser fetches as it needs them.
//!
//! `words` cuts texts, `records` gathers what a page is found by, `revise` takes a few pages that changed into an index
//! that stands.
//!
//! `root.json` says where the vocabulary is cut; `t*.json` hold the words and where they stand; `p*.json` hold what is
//! shown of a page. The bytes of a query do not grow with the site. The engine is `static/search.js`.

pub mod records;
pub mod revise;
pub mod words;

use std::collections::HashMap;
use std::fmt::Write as _;

use serde::{Deserialize, Serialize};

use crate::model::output::Output;

use super::assets;
use records::{Findable, push_json};

/// Where the index is published.
pub const FOLDER: &str = "search";
/// A piece of the vocabulary is closed before the first word of a kind once it has grown to this,
const PIECE: usize = 3500;
/// and before any word when it has grown to this.
const PIECE_MOST: usize = 9000;
/// The most places that one word is kept for.
const POSTINGS: usize = 300;

/// The words of a whole site, gathered page by page, in any order.
#[derive(Debug, Default)]
pub struct Vocabulary {
    numbers: HashMap<Box<str>, u32>,
    /// By the number of the word.
    lists: Vec<List>,
    pages: u32,
}

/// Where one word stands. What will not be published is not kept: memory grows with the words of a site, not with its
/// pages.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct List {
    /// Page, and record × 10 + weight.
    places: Vec<(u32, u32)>,
    /// On how many pages it stands, and how often.
    pages: u32,
    total: u32,
    /// The last of the best places, once there are more of them than are published.
    bar: Option<Rank>,
}

/// The greater weight comes first, then the page, then the place on it.
type Rank = (u32, u32, u32);

fn rank((page, place): (u32, u32)) -> Rank {
    (9 - place % 10, page, place)
}

impl List {
    fn add(&mut self, page: u32, place: u32) {
        self.total += 1;
        if self.bar.is_some_and(|bar| rank((page, place)) > bar) {
            return;
        }
        self.places.push((page, place));
        if self.places.len() >= 2 * POSTINGS {
            self.cut();
        }
    }

    /// `Δpage, record × 10 + weight, …`; where only the best are kept, the count of all pages comes last.
    fn printed(&mut self) -> String {
        self.places.sort_unstable();
        let mut printed = String::with_capacity(self.places.len() * 6);
        let mut last = 0;
        for (page, place) in &self.places {
            if !printed.is_empty() {
                printed.push(',');
            }
            let _ = write!(printed, "{},{place}", page - last);
            last = *page;
        }
        if self.bar.is_some() {
            let _ = write!(printed, ",{}", self.pages);
        }
        printed
    }

    /// Keeps the best.
    fn cut(&mut self) {
        if self.places.len() > POSTINGS {
            let (_, last, _) = self.places.select_nth_unstable_by_key(POSTINGS - 1, |place| rank(*place));
            self.bar = Some(rank(*last));
            self.places.truncate(POSTINGS);
        }
    }
}

/// The path of a file of the index.
#[must_use]
pub fn path(name: &str) -> String {
    format!("{}/{FOLDER}/{name}", assets::FOLDER)
}

impl Vocabulary {
    /// Takes in the words of the page that has this number; every page once.
    pub fn add(&mut self, page: u32, found: Findable) {
        self.pages += 1;
        let Findable { words, postings, .. } = found;
        let numbers: Vec<u32> = words
            .into_iter()
            .map(|word| {
                let next = u32::try_from(self.lists.len()).unwrap_or(u32::MAX);
                let number = *self.numbers.entry(word).or_insert(next);
                if number == next {
                    self.lists.push(List::default());
                }
                self.lists[number as usize].pages += 1;
                number
            })
            .collect();
        for (word, place) in postings {
            self.lists[numbers[word as usize] as usize].add(page, place);
        }
    }

    /// The pieces of the vocabulary, and the root.
    #[must_use]
    pub fn files(self, languages: &[&str]) -> Vec<Output> {
        self.finish(languages).0
    }

    /// The same, and what must be known to change them later.
    #[must_use]
    pub fn finish(mut self, languages: &[&str]) -> (Vec<Output>, Layout) {
        let mut words: Vec<(Box<str>, u32)> = self.numbers.drain().collect();
        words.sort_unstable_by(|a, b| utf16_order(&a.0, &b.0));
        let mut outputs = Vec::new();
        let mut layout = Layout { pages: self.pages, ..Layout::default() };
        let mut starts: Vec<String> = Vec::new();
        let mut piece = Piece::default();
        let mut before = "";
        for (word, number) in &words {
            if starts.is_empty() || piece.ends_before(word) {
                if !starts.is_empty() {
                    outputs.push(piece.output(starts.len() - 1));
                }
                starts.push(if starts.is_empty() { String::new() } else { distinct(before, word) });
                layout.firsts.push(word.to_string());
                piece = Piece::default();
            }
            let list = &mut self.lists[*number as usize];
            list.cut();
            if list.bar.is_some() {
                layout.cut.push((word.to_string(), list.total));
            }
            piece.add(word, &list.printed());
            before = word;
        }
        if !starts.is_empty() {
            outputs.push(piece.output(starts.len() - 1));
        }
        outputs.push(Output::text(path("root.json"), root(self.pages, languages, &starts)));
        (outputs, layout)
    }
}

/// How an index is cut.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Layout {
    pages: u32,
    /// The first word of each piece.
    firsts: Vec<String>,
    /// Words of which only the best places are in it, and how many places there are; by word.
    cut: Vec<(String, u32)>,
}

/// The path of the file that shows a page's results.
#[must_use]
pub fn piece_path(number: u32) -> String {
    path(&format!("i/p{number}.json"))
}

/// That file.
#[must_use]
pub fn page_piece(number: u32, shown: &str) -> Output {
    Output::text(piece_path(number), shown)
}

fn root(pages: u32, languages: &[&str], starts: &[String]) -> String {
    let mut json = format!("{{\"v\":1,\"dir\":\"i\",\"pages\":{pages},\"langs\":[");
    push_list(languages.iter().copied(), &mut json);
    json.push_str("],\"starts\":[");
    push_list(starts.iter().map(String::as_str), &mut json);
    json.push_str("]}");
    json
}

fn push_list<'t>(texts: impl Iterator<Item = &'t str>, json: &mut String) {
    for (number, text) in texts.enumerate() {
        if number > 0 {
            json.push(',');
        }
        push_json(text, json);
    }
}

/// One piece of the vocabulary while it grows.
#[derive(Default)]
struct Piece {
    words: String,
    lists: String,
    last: String,
    size: usize,
}

impl Piece {
    /// Whether the next piece begins with this word. Where pieces end depends on words more than on sizes, so that a
    /// change in one is none in the others.
    fn ends_before(&self, word: &str) -> bool {
        let hash = word.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
        (self.size > PIECE && (hash >> 16).is_multiple_of(8)) || self.size > PIECE_MOST
    }

    fn add(&mut self, word: &str, printed: &str) {
        let shared = self.last.chars().zip(word.chars()).take_while(|(a, b)| a == b);
        let (mut units, mut bytes) = (0, 0);
        for (c, _) in shared {
            if units + c.len_utf16() > 35 {
                break;
            }
            units += c.len_utf16();
            bytes += c.len_utf8();
        }
        if !self.words.is_empty() {
            self.words.push(' ');
            self.lists.push(',');
        }
        self.words.push(char::from_digit(u32::try_from(units).unwrap_or(0), 36).unwrap_or('0'));
        self.words.push_str(&word[bytes..]);
        word.clone_into(&mut self.last);
        self.size += word.encode_utf16().count() + 3 + printed.len();
        self.lists.push('[');
        self.lists.push_str(printed);
        self.lists.push(']');
    }

    fn output(&self, number: usize) -> Output {
        let mut json = String::with_capacity(self.words.len() + self.lists.len() + 8);
        json.push('[');
        push_json(&self.words, &mut json);
        let _ = write!(json, ",[{}]]", self.lists);
        Output::text(path(&format!("i/t{number}.json")), json)
    }
}

/// As JavaScript compares strings.
fn utf16_order(a: &str, b: &str) -> std::cmp::Ordering {
    if a.is_ascii() && b.is_ascii() { a.cmp(b) } else { a.encode_utf16().cmp(b.encode_utf16()) }
}

/// The shortest beginning of `b` that comes after `a`.
fn distinct(a: &str, b: &str) -> String {
    let shared = a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count();
    b.chars().take(shared + 1).collect()
}
