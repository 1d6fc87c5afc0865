//! Names in samples of code that the reference of their language does not have.
//!
//! Told without knowing the language's grammar, so only where little doubt is left: the name of the entry that is
//! nowhere in its sample, and names of calls and arguments that are almost one of the entry's, or one in the wrong case.

use std::collections::{HashMap, HashSet};

use crate::index::{EntryAt, Index};
use crate::model::diagnostic::did_you_mean;
use crate::model::place::Span;
use crate::model::reference::{Entry, Item, LISTS};

use super::field::folded;

/// The names that each language has, gathered when a language is first asked for.
pub struct Names<'i> {
    index: &'i Index,
    by_language: HashMap<String, LanguageNames>,
}

#[derive(Debug, Default)]
struct LanguageNames {
    names: HashSet<String>,
    /// Its entries are requests, and its samples what is typed into a terminal.
    is_http: bool,
}

/// A name that is not in the reference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownName {
    pub name: String,
    pub span: Span,
    pub message: String,
    pub help: Option<String>,
}

impl<'i> Names<'i> {
    #[must_use]
    pub fn of(index: &'i Index) -> Self {
        Self { index, by_language: HashMap::new() }
    }

    fn language(&mut self, id: &str) -> &LanguageNames {
        let index = self.index;
        self.by_language.entry(id.to_owned()).or_insert_with(|| {
            let mut known = LanguageNames::default();
            let entries = index.pages.iter().flat_map(|record| &record.page.front.reference);
            for entry in entries.filter(|(language, _)| language == id).flat_map(|(_, entries)| entries) {
                known.is_http |= entry.method().is_some();
                entry_names(entry, &mut |name| {
                    known.names.insert(name.to_owned());
                });
            }
            known
        })
    }
}

/// Every word of an entry's key, title and fields.
fn entry_names(entry: &Entry, each: &mut impl FnMut(&str)) {
    for text in [&entry.key, &entry.title].into_iter().flatten() {
        words(text).for_each(&mut *each);
    }
    for list in LISTS {
        item_names(entry.list(list), each);
    }
}

fn item_names(items: &[Item], each: &mut impl FnMut(&str)) {
    for item in items {
        match item {
            Item::Named(text) | Item::Plain(text) => words(text).for_each(&mut *each),
            Item::Field(field) => {
                for text in [&field.key, &field.kind].into_iter().flatten() {
                    words(text).for_each(&mut *each);
                }
                item_names(&field.properties, each);
            }
        }
    }
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !is_word(c)).filter(|word| !word.is_empty())
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '$')
}

/// What a sample of the entry at `at` names that its language does not have.
#[must_use]
pub fn unknown_names(index: &Index, names: &mut Names<'_>, at: EntryAt, text: &str) -> Vec<UnknownName> {
    let (_, language, entry) = index.entry(at);
    let shown = index
        .settings
        .languages
        .iter()
        .find(|known| known.id == language)
        .map_or(language, |known| known.name.as_str());
    let LanguageNames { names: known, is_http } = names.language(language);
    let is_http = *is_http;
    let mut own: Vec<String> = Vec::new();
    let mut add = |name: &str| {
        if name.chars().count() >= 4 && !own.iter().any(|known| known == name) {
            own.push(name.to_owned());
        }
    };
    if let Some(key) = &entry.key {
        words(key).for_each(&mut add);
    }
    for list in ["parameters", "properties"] {
        field_keys(entry.list(list), &mut add);
    }
    let tokens = if is_http { data_names(text) } else { tokens(text) };
    let mut found: Vec<UnknownName> = Vec::new();
    for token in tokens.iter().filter(|token| token.role != Role::Plain && !known.contains(token.word)) {
        let meant: Vec<&str> = own.iter().map(String::as_str).filter(|name| almost(token.word, name)).collect();
        if !meant.is_empty() && !found.iter().any(|other| other.name == token.word) {
            found.push(UnknownName {
                name: token.word.to_owned(),
                span: Span::new(token.at, token.at + token.word.len()),
                message: format!("`{}` is no name that {shown} has here", token.word),
                help: did_you_mean(&meant),
            });
        }
    }
    found.extend(if is_http || !found.is_empty() { None } else { absent(entry, shown, &tokens, known) });
    found
}

/// The entry's own name, where its sample never has it.
fn absent(entry: &Entry, language: &str, tokens: &[Token<'_>], known: &HashSet<String>) -> Option<UnknownName> {
    let is_call = entry.properties.is_empty() && !(entry.parameters.is_empty() && entry.returns.is_empty());
    let key = entry.key.as_deref().filter(|_| is_call)?;
    let key = words(key).last()?;
    if tokens.iter().any(|token| token.word == key) {
        return None;
    }
    let called = tokens.iter().rfind(|token| token.role == Role::Call && !known.contains(token.word));
    let (name, at) = called.map_or((key, 0), |token| (token.word, token.at));
    let span = if called.is_some() { Span::new(at, at + name.len()) } else { Span::default() };
    let message = format!("this sample never uses `{key}`, the name of its entry in {language}");
    Some(UnknownName { name: name.to_owned(), span, message, help: None })
}

fn field_keys(items: &[Item], each: &mut impl FnMut(&str)) {
    for item in items {
        if let Item::Field(field) = item {
            if let Some(key) = &field.key {
                words(key).for_each(&mut *each);
            }
            field_keys(&field.properties, each);
        }
    }
}

/// Whether a word was likely meant to be a name: the same letters in another case, or all but a few of them.
fn almost(word: &str, name: &str) -> bool {
    if word == name {
        return false;
    }
    if folded(word) == folded(name) {
        return true;
    }
    let (word, name): (Vec<char>, Vec<char>) = (word.chars().collect(), name.chars().collect());
    let longest = word.len().max(name.len());
    if longest < 6 || word.len().abs_diff(name.len()) > 2 {
        return false;
    }
    let head = word.iter().zip(&name).take_while(|(a, b)| a == b).count();
    let tail = word.iter().rev().zip(name.iter().rev()).take_while(|(a, b)| a == b).count();
    // One word and its plural are two names.
    let plural =
        head == word.len().min(name.len()) && word.iter().chain(&name).any(|c| *c == 's') && longest - head == 1;
    !plural && head.min(longest) + tail >= longest.saturating_sub(2) && head > 0
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    /// `.name(`
    Call,
    /// `name:`, `name=`, `name =>`, between brackets.
    Argument,
    Plain,
}

struct Token<'t> {
    word: &'t str,
    at: usize,
    role: Role,
}

/// The words of a sample, those in texts and comments left out.
fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut found = Vec::new();
    let mut depth = 0_i32;
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let rest = &text[at..];
        if let Some(length) = skipped(rest, at == 0 || text[..at].ends_with(char::is_whitespace)) {
            at += length;
            continue;
        }
        if !is_word(c) {
            depth += match c {
                '(' | '{' | '[' => 1,
                ')' | '}' | ']' => -1,
                _ => 0,
            };
            at += c.len_utf8();
            continue;
        }
        let length = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
        let word = &rest[..length];
        found.push(Token { word, at, role: role(&text[..at], &rest[length..], depth) });
        at += length;
    }
    found
}

/// The length of a text or comment that begins here.
fn skipped(rest: &str, after_space: bool) -> Option<usize> {
    let line = || rest.find('\n').unwrap_or(rest.len());
    if rest.starts_with("//") || (rest.starts_with('#') && after_space) || (rest.starts_with("-- ") && after_space) {
        return Some(line());
    }
    if rest.starts_with("/*") {
        return Some(rest.find("*/").map_or(rest.len(), |end| end + 2));
    }
    let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\'' | '`'))?;
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if c == quote => return Some(at + 1),
            '\n' if quote != '`' => return Some(1),
            _ => {}
        }
    }
    Some(1)
}

fn role(before: &str, after: &str, depth: i32) -> Role {
    let (before, after) = (before.trim_end(), after.trim_start_matches([' ', '?', '!']));
    let member = [".", "->", "::"].iter().any(|joint| before.ends_with(joint));
    if after.starts_with('(') && member {
        return Role::Call;
    }
    let argument = (after.starts_with(':') && !after.starts_with("::"))
        || after.starts_with("=>")
        || (after.starts_with('=') && !after.starts_with("=="));
    if depth > 0 && argument && !member { Role::Argument } else { Role::Plain }
}

/// The names in the data of an HTTP request: `"name":`, `name=`.
fn data_names(text: &str) -> Vec<Token<'_>> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let length = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
        if length == 0 {
            at += rest.chars().next().map_or(1, char::len_utf8);
            continue;
        }
        let (word, after) = rest.split_at(length);
        let before = text[..at].chars().next_back();
        let key = matches!(before, Some('"' | '\''))
            && after.get(1..).is_some_and(|after| after.trim_start().starts_with(':'));
        let form =
            matches!(before, Some('"' | '\'' | '&' | '?' | ' ')) && after.starts_with('=') && !after.starts_with("==");
        found.push(Token { word, at, role: if key || form { Role::Argument } else { Role::Plain } });
        at += length;
    }
    found
}
