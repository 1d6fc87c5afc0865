//! Raw HTML in Markdown pages: the tags in it, and where their attributes stand. Just enough to find addresses,
//! anchors and headings; what is no tag is passed over.
//!
//! ```html
//! <p align="center"><img src='logo.svg'> <a href=/start id="go">Start</a></p>
//! ```

use std::ops::Range;

/// A tag of raw HTML; ranges are bytes of its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag {
    /// The name itself, without `<` or `</`.
    pub name: Range<usize>,
    pub attributes: Vec<Attribute>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribute {
    pub name: Range<usize>,
    /// What stands between the quotes, or after the `=`; empty where there is no value.
    pub value: Range<usize>,
}

/// Every tag, opening and closing, in order. Comments and the texts of scripts and styles hold none.
#[must_use]
pub fn tags(html: &str) -> Vec<Tag> {
    let bytes = html.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(angle) = html[at..].find('<').map(|length| at + length) {
        let rest = &html[angle..];
        at = if rest.starts_with("<!--") {
            rest.find("-->").map_or(html.len(), |length| angle + length + 3)
        } else if bytes.get(angle + 1).is_some_and(u8::is_ascii_alphabetic) || is_closing(rest) {
            let (tag, behind) = tag(html, angle);
            let name = html[tag.name.clone()].to_ascii_lowercase();
            let raw = matches!(name.as_str(), "script" | "style" | "textarea") && bytes[angle + 1] != b'/';
            found.push(tag);
            if raw { closing(html, behind, &name) } else { behind }
        } else {
            angle + 1
        };
    }
    found
}

fn is_closing(rest: &str) -> bool {
    rest.strip_prefix("</").is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic()))
}

/// Where the end tag of an element of raw text starts.
fn closing(html: &str, from: usize, name: &str) -> usize {
    let found = html[from..].match_indices("</").find(|(at, _)| {
        let rest = &html[from + at + 2..];
        rest.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name))
    });
    found.map_or(html.len(), |(at, _)| from + at)
}

fn tag(html: &str, angle: usize) -> (Tag, usize) {
    let bytes = html.as_bytes();
    let until =
        |from: usize, stops: &dyn Fn(u8) -> bool| from + bytes[from..].iter().take_while(|byte| !stops(**byte)).count();
    let space = |from: usize| from + bytes[from..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
    let start = angle + if bytes[angle + 1] == b'/' { 2 } else { 1 };
    let name = start..until(start, &|byte| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/'));
    let mut attributes = Vec::new();
    let mut at = name.end;
    loop {
        at = until(at, &|byte| !(byte.is_ascii_whitespace() || byte == b'/'));
        match bytes.get(at) {
            None => break,
            Some(b'>') => {
                at += 1;
                break;
            }
            Some(_) => {}
        }
        let end = until(at + 1, &|byte| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/' | b'='));
        let own = at..end;
        let equals = space(end);
        if bytes.get(equals) != Some(&b'=') {
            attributes.push(Attribute { name: own, value: end..end });
            at = end;
            continue;
        }
        let from = space(equals + 1);
        let value = match bytes.get(from) {
            Some(quote @ (b'"' | b'\'')) => from + 1..until(from + 1, &|byte| byte == *quote),
            _ => from..until(from, &|byte| byte.is_ascii_whitespace() || byte == b'>'),
        };
        let quoted = value.start > from;
        at = (value.end + usize::from(quoted)).min(html.len());
        attributes.push(Attribute { name: own, value });
    }
    (Tag { name, attributes }, at)
}
