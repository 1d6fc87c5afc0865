//! Types as their languages write them: `Task<Challenge>`, `map[string]Foo`, `?Foo`, `"literal" | null`.
//!
//! Names in them that are entries of the same language become links.

use crate::index::Index;
use crate::model::links::TypePart;
use crate::model::reference::Entry;

/// A name in a type that no entry has, though it looks like a type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownName {
    pub name: String,
    /// How many equal names come before it in the expression.
    pub nth: u32,
}

/// The parts of a type expression, and the names in it that are not known.
#[must_use]
pub fn type_expression(index: &Index, language: &str, text: &str) -> (Vec<TypePart>, Vec<UnknownName>) {
    let mut parts: Vec<TypePart> = Vec::new();
    let mut unknown = Vec::new();
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        let length = match first {
            '"' | '\'' | '`' => literal(&text[at..], first),
            c if is_name(c) => name(&text[at..]),
            c => c.len_utf8(),
        };
        let words = &text[at..at + length];
        if matches!(first, '"' | '\'' | '`') && length > 1 {
            parts.push(TypePart { text: words.to_owned(), href: None, literal: true });
        } else if is_name(first) && !first.is_ascii_digit() {
            named(index, language, words, text, at, &mut parts, &mut unknown);
        } else {
            plain(&mut parts, words);
        }
        at += length;
    }
    (parts, unknown)
}

fn named(
    index: &Index,
    language: &str,
    words: &str,
    text: &str,
    at: usize,
    parts: &mut Vec<TypePart>,
    unknown: &mut Vec<UnknownName>,
) {
    let short = words.rsplit(['.', '\\', ':']).next().unwrap_or(words);
    let found = index.typed(language, words).or_else(|| index.typed(language, short));
    let href = found.and_then(|at| {
        let (record, _, entry) = index.entry(at);
        entry_href(index, record, entry)
    });
    if let Some(href) = href {
        parts.push(TypePart { text: words.to_owned(), href: Some(href), literal: false });
    } else {
        if found.is_none() && looks_like_type(short) && !text[at + words.len()..].starts_with('(') {
            let nth = text[..at].matches(words).count();
            unknown.push(UnknownName { name: words.to_owned(), nth: u32::try_from(nth).unwrap_or(0) });
        }
        plain(parts, words);
    }
}

/// The address of an entry; none for one in a shared file, which is published nowhere.
#[must_use]
pub fn entry_href(index: &Index, record: &crate::index::PageRecord, entry: &Entry) -> Option<String> {
    let base = index.settings.base_path();
    let (route, anchor) = match record.part_of {
        Some(whole) => (index.pages[whole].route.as_ref()?, Index::entry_anchor(entry)),
        None => (record.route.as_ref()?, Index::entry_anchor(entry)),
    };
    let first = record.page.front.reference.first().and_then(|(_, entries)| entries.first());
    let alone = record.part_of.is_none() && first.is_some_and(|first| Index::entry_anchor(first) == anchor);
    let href = route.href(base);
    Some(if alone { href } else { format!("{href}#{anchor}") })
}

fn plain(parts: &mut Vec<TypePart>, words: &str) {
    match parts.last_mut() {
        Some(last) if last.href.is_none() && !last.literal => last.text.push_str(words),
        _ => parts.push(TypePart { text: words.to_owned(), href: None, literal: false }),
    }
}

fn literal(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if c == quote => return at + c.len_utf8(),
            _ => {}
        }
    }
    // A quote that is never closed is a character like any other.
    quote.len_utf8()
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '$')
}

/// A name with its dots, backslashes or double colons: `mfa.Challenge`, `Vendor\Challenge`, `Mfa::Challenge`.
fn name(text: &str) -> usize {
    let mut at = 0;
    loop {
        at += text[at..].find(|c: char| !is_name(c)).unwrap_or(text.len() - at);
        let rest = &text[at..];
        let joint = ["::", ".", "\\"].into_iter().find(|joint| {
            rest.strip_prefix(joint).is_some_and(|after| after.starts_with(|c: char| c.is_alphabetic() || c == '_'))
        });
        match joint {
            Some(joint) => at += joint.len(),
            None => return at,
        }
    }
}

/// Names that languages and their libraries bring along.
const KNOWN: [&str; 84] = [
    "Any",
    "AnyObject",
    "Array",
    "ArrayList",
    "AsyncGenerator",
    "AsyncIterable",
    "AsyncIterator",
    "Awaitable",
    "BigDecimal",
    "BigInt",
    "BigInteger",
    "Blob",
    "Bool",
    "Boolean",
    "Buffer",
    "Builder",
    "Byte",
    "Callable",
    "CancellationToken",
    "Char",
    "Class",
    "Closure",
    "Collection",
    "CompletableFuture",
    "Context",
    "Data",
    "Date",
    "DateOnly",
    "DateTime",
    "DateTimeImmutable",
    "DateTimeInterface",
    "DateTimeOffset",
    "Decimal",
    "Dict",
    "Dictionary",
    "Double",
    "Duration",
    "Enum",
    "Enumerable",
    "Enumerator",
    "Error",
    "Exception",
    "File",
    "Float",
    "Function",
    "Future",
    "Generator",
    "Guid",
    "HashMap",
    "Hash",
    "HttpClient",
    "IAsyncEnumerable",
    "IDictionary",
    "IEnumerable",
    "IList",
    "IReadOnlyList",
    "Instant",
    "Int",
    "Int32",
    "Int64",
    "Integer",
    "Iterable",
    "Iterator",
    "JsonElement",
    "JsonNode",
    "JSON",
    "List",
    "Literal",
    "LocalDate",
    "Long",
    "Map",
    "NULL",
    "Nil",
    "NilClass",
    "None",
    "Nullable",
    "Number",
    "Object",
    "Optional",
    "Promise",
    "Record",
    "Set",
    "String",
    "Task",
];
const KNOWN_TOO: [&str; 40] = [
    "OffsetDateTime",
    "Partial",
    "Proc",
    "Readonly",
    "ReadonlyArray",
    "RawMessage",
    "Reader",
    "Request",
    "Response",
    "RegExp",
    "Result",
    "Sequence",
    "Short",
    "Stream",
    "Str",
    "Symbol",
    "T",
    "Time",
    "TimeSpan",
    "Timestamp",
    "Tuple",
    "Type",
    "TypedDict",
    "URI",
    "URL",
    "UUID",
    "Uint8Array",
    "Union",
    "Unit",
    "Uri",
    "Url",
    "Uuid",
    "Value",
    "ValueTask",
    "Vec",
    "Void",
    "Writer",
    "ZonedDateTime",
    "K",
    "V",
];

fn looks_like_type(name: &str) -> bool {
    let upper = name.starts_with(|c: char| c.is_uppercase());
    // All capitals are constants.
    let mixed = name.chars().any(char::is_lowercase);
    upper && mixed && !KNOWN.contains(&name) && !KNOWN_TOO.contains(&name)
}
