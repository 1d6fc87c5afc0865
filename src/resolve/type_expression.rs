//! Types as their languages write them: `Task<Challenge>`, `map[string]Foo`, `?Foo`, `"literal" | null`.
//!
//! Names in them that are entries of the same language become links.

use crate::index::{EntryAt, Index};
use crate::model::links::TypePart;

use super::link::page_href;

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
    for (at, word) in words(text) {
        match word {
            Word::Literal(words) => parts.push(TypePart { text: words.to_owned(), href: None, literal: true }),
            Word::Name(words) => named(index, language, words, text, at, &mut parts, &mut unknown),
            Word::Other(words) => plain(&mut parts, words),
        }
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
    let found = meant(index, language, words);
    let href = found.and_then(|at| entry_href(index, at));
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

/// The entries that the names in a type expression mean, in the order written.
#[must_use]
pub fn typed_entries(index: &Index, language: &str, text: &str) -> Vec<EntryAt> {
    let name = |(_, word)| match word {
        Word::Name(words) => meant(index, language, words),
        Word::Literal(_) | Word::Other(_) => None,
    };
    words(text).filter_map(name).collect()
}

/// A part of a type expression.
enum Word<'t> {
    Literal(&'t str),
    Name(&'t str),
    Other(&'t str),
}

/// The parts of a type expression, and where each starts.
fn words(text: &str) -> impl Iterator<Item = (usize, Word<'_>)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let first = text[at..].chars().next()?;
        let length = match first {
            '"' | '\'' | '`' => literal(&text[at..], first),
            c if is_name(c) => name(&text[at..]),
            c => c.len_utf8(),
        };
        let (start, words) = (at, &text[at..at + length]);
        at += length;
        let word = if matches!(first, '"' | '\'' | '`') && length > 1 {
            Word::Literal(words)
        } else if is_name(first) && !first.is_ascii_digit() {
            Word::Name(words)
        } else {
            Word::Other(words)
        };
        Some((start, word))
    })
}

/// The entry that a name means, with or without what stands before its last dot.
fn meant(index: &Index, language: &str, words: &str) -> Option<EntryAt> {
    let short = words.rsplit(['.', '\\', ':']).next().unwrap_or(words);
    index.typed(language, words).or_else(|| index.typed(language, short))
}

/// The address of an entry; none for one in a shared file, which is published nowhere.
#[must_use]
pub fn entry_href(index: &Index, at: EntryAt) -> Option<String> {
    let (record, _, entry) = index.entry(at);
    record.route.as_ref()?;
    let (_, entries) = record.page.front.reference.first()?;
    // The first entry of a page is what the page is about.
    let alone = entries.first().is_some_and(|first| first.anchor == entry.anchor);
    Some(page_href(index, at.page, None, (!alone).then_some(&entry.anchor)))
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

/// Names that languages and their libraries bring along, sorted.
const KNOWN: &[&str] = &[
    "AbortController",
    "AbortSignal",
    "Action",
    "Annotated",
    "Any",
    "AnyObject",
    "Array",
    "ArrayAccess",
    "ArrayBuffer",
    "ArrayList",
    "AsyncGenerator",
    "AsyncIterable",
    "AsyncIterator",
    "Awaitable",
    "Awaited",
    "BasicObject",
    "BiConsumer",
    "BiFunction",
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
    "CharSequence",
    "Class",
    "ClassVar",
    "Closure",
    "Collection",
    "Collections",
    "Comparable",
    "CompletableFuture",
    "Complex",
    "Consumer",
    "Context",
    "Coroutine",
    "Countable",
    "Data",
    "Date",
    "DateOnly",
    "DateTime",
    "DateTimeImmutable",
    "DateTimeInterface",
    "DateTimeKind",
    "DateTimeOffset",
    "Decimal",
    "Delegate",
    "Dict",
    "Dictionary",
    "Double",
    "Duration",
    "Enum",
    "Enumerable",
    "Enumerator",
    "Error",
    "Exception",
    "Exclude",
    "Extract",
    "FalseClass",
    "File",
    "Final",
    "Float",
    "FormData",
    "Func",
    "Function",
    "Future",
    "Generator",
    "Guid",
    "Hash",
    "HashMap",
    "HashSet",
    "Headers",
    "HttpClient",
    "HttpRequestMessage",
    "HttpResponseMessage",
    "IAsyncEnumerable",
    "ICollection",
    "IDictionary",
    "IEnumerable",
    "IList",
    "IO",
    "IQueryable",
    "IReadOnlyList",
    "ISet",
    "InputStream",
    "InstanceType",
    "Instant",
    "Int",
    "Int32",
    "Int64",
    "Integer",
    "Iterable",
    "IterableIterator",
    "Iterator",
    "JSON",
    "JsonDocument",
    "JsonElement",
    "JsonNode",
    "JsonObject",
    "JsonSerializable",
    "JsonSerializerOptions",
    "K",
    "KeyValuePair",
    "Lazy",
    "LinkedHashMap",
    "List",
    "Literal",
    "LocalDate",
    "Long",
    "Map",
    "Mapping",
    "Memory",
    "MemoryStream",
    "Module",
    "MutableMapping",
    "NULL",
    "NamedTuple",
    "Nil",
    "NilClass",
    "NonNullable",
    "None",
    "Nullable",
    "Number",
    "Object",
    "OffsetDateTime",
    "Omit",
    "Optional",
    "OutputStream",
    "Parameters",
    "Partial",
    "Path",
    "Pathname",
    "Pick",
    "Predicate",
    "Proc",
    "Promise",
    "PromiseLike",
    "Range",
    "Rational",
    "RawMessage",
    "ReadableStream",
    "Reader",
    "Readonly",
    "ReadonlyArray",
    "Record",
    "RegExp",
    "Request",
    "Required",
    "Response",
    "Result",
    "ReturnType",
    "Runnable",
    "RuntimeError",
    "Self",
    "Sequence",
    "Set",
    "Short",
    "Span",
    "StandardError",
    "Str",
    "Stream",
    "String",
    "StringIO",
    "Stringable",
    "Struct",
    "Supplier",
    "Symbol",
    "T",
    "Task",
    "Throwable",
    "Time",
    "TimeSpan",
    "Timestamp",
    "Traversable",
    "TreeMap",
    "TrueClass",
    "Tuple",
    "Type",
    "TypeVar",
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
    "V",
    "Value",
    "ValueTask",
    "Vec",
    "Version",
    "Void",
    "WeakMap",
    "Writer",
    "ZonedDateTime",
];

fn looks_like_type(name: &str) -> bool {
    let upper = name.starts_with(|c: char| c.is_uppercase());
    // All capitals are constants.
    let mixed = name.chars().any(char::is_lowercase);
    upper && mixed && KNOWN.binary_search(&name).is_err()
}
