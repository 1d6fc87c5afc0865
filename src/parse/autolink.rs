//! Bare addresses in text become links, as GitHub's Markdown has them: `https://…`, `www.…`, `name@host.org`.

use std::borrow::Cow;

use crate::model::document::{Link, LinkForm, Node, NodeKind};
use crate::model::place::Span;

/// Splits every text among `nodes` that holds an address; texts inside links are not looked at by the caller. The
/// nodes' places are in what was `written`. Addresses of `ftp` are links in Markdown and not in MDX.
pub(super) fn split_texts(nodes: &mut Vec<Node<'_>>, written: &str, ftp: bool) {
    if !nodes.iter().any(|node| matches!(&node.kind, NodeKind::Text(text) if may_hold(text.as_bytes()))) {
        return;
    }
    let mut split = Vec::with_capacity(nodes.len() + 2);
    for node in nodes.drain(..) {
        match &node.kind {
            NodeKind::Text(text) => {
                let found = addresses(text, ftp);
                if found.is_empty() {
                    split.push(node);
                } else {
                    cut(text, node.span, written, &found, &mut split);
                }
            }
            _ => split.push(node),
        }
    }
    *nodes = split;
}

/// Whether there is anything in a text that an address cannot be without.
fn may_hold(text: &[u8]) -> bool {
    text.iter().enumerate().any(|(at, byte)| match byte {
        b'@' => true,
        b':' => text[at + 1..].starts_with(b"//"),
        b'.' => text[..at].last_chunk::<3>().is_some_and(|before| before.eq_ignore_ascii_case(b"www")),
        _ => false,
    })
}

struct Address {
    start: usize,
    end: usize,
    url: String,
}

fn cut<'t>(text: &str, span: Span, written: &str, found: &[Address], nodes: &mut Vec<Node<'t>>) {
    let plain = |words: &str, from: usize, to: usize, nodes: &mut Vec<Node<'t>>| {
        if !words.is_empty() {
            let kind = NodeKind::Text(Cow::Owned(words.to_owned()));
            nodes.push(Node::new(kind, Span::new(from, to), Vec::new()));
        }
    };
    let end = span.end as usize;
    let (mut from, mut behind) = (0, span.start as usize);
    let mut is_lost = false;
    for address in found {
        let words = &text[address.start..address.end];
        // With escapes in it, a text is not as long as what was written for it: each address is looked for anew. One
        // with escapes of its own, and all behind it, have the rest of the text for their place.
        let rest = written.get(behind..end).filter(|_| !is_lost).unwrap_or_default();
        let at = rest.find(words);
        is_lost = at.is_none();
        let span = at.map_or(Span::new(behind, end), |at| Span::new(behind + at, behind + at + words.len()));
        plain(&text[from..address.start], behind, span.start as usize, nodes);
        behind = if is_lost { behind } else { span.end as usize };
        let words = NodeKind::Text(Cow::Owned(words.to_owned()));
        let link = Link { url: Cow::Owned(address.url.clone()), title: Cow::Borrowed(""), form: LinkForm::Auto };
        let child = Node::new(words, span, Vec::new());
        nodes.push(Node::new(NodeKind::Link(link), span, vec![child]));
        from = address.end;
    }
    plain(&text[from..], behind, end, nodes);
}

fn addresses(text: &str, ftp: bool) -> Vec<Address> {
    let mut found: Vec<Address> = Vec::new();
    let bytes = text.as_bytes();
    let mut at = 0;
    // Up to here nothing is an address, wherever it is said to start.
    let mut hostless = 0;
    while at < bytes.len() {
        let next = match bytes[at] {
            b'h' | b'H' | b'w' | b'W' if at >= hostless => web(text, at, &mut hostless),
            b'f' | b'F' if ftp && at >= hostless => web(text, at, &mut hostless),
            b'@' => email(text, at, found.last().map_or(0, |last| last.end)),
            _ => None,
        };
        match next {
            Some(address) => {
                at = address.end;
                found.push(address);
            }
            None => at += 1,
        }
    }
    found
}

fn web(text: &str, start: usize, hostless: &mut usize) -> Option<Address> {
    if !may_follow(text[..start].chars().next_back()) {
        return None;
    }
    let rest = &text[start..];
    let starts = |prefix: &str| rest.get(..prefix.len()).is_some_and(|head| head.eq_ignore_ascii_case(prefix));
    let scheme = ["https://", "http://", "ftp://"].into_iter().find(|scheme| starts(scheme));
    let domain_at = match scheme {
        Some(scheme) => scheme.len(),
        None if starts("www.") => 0,
        None => return None,
    };
    let domain_length = rest[domain_at..]
        .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_')))
        .unwrap_or(rest.len() - domain_at);
    let domain = &rest[domain_at..domain_at + domain_length];
    if !is_domain(domain) {
        *hostless = start + domain_at + last_two_parts(domain);
        return None;
    }
    let until = rest.find(|c: char| c.is_whitespace() || c.is_control() || c == '<').unwrap_or(rest.len());
    let length = without_trail(&rest[..until]);
    if length <= domain_at {
        return None;
    }
    let words = &rest[..length];
    let url = if scheme.is_some() { words.to_owned() } else { format!("http://{words}") };
    Some(Address { start, end: start + length, url })
}

/// Where the last two parts of a domain begin. If they are what is wrong with it, no `www.` before them is a domain
/// either; one among them may be, and so may the `http` at the end be the beginning of another address.
fn last_two_parts(domain: &str) -> usize {
    let parts = domain.trim_end_matches(['.', '-']);
    parts.rmatch_indices('.').nth(1).map_or(0, |(dot, _)| dot + 1)
}

fn is_domain(domain: &str) -> bool {
    let parts: Vec<_> = domain.trim_end_matches(['.', '-']).split('.').collect();
    let plain = |part: &&str| !part.contains('_') && part.chars().any(|c| c.is_ascii_alphanumeric());
    parts.len() >= 2 && parts.iter().rev().take(2).all(plain)
}

/// Punctuation at the end is not part of an address, nor a closing parenthesis without its partner.
fn without_trail(address: &str) -> usize {
    let mut length = address.len();
    // More than are opened; counted once, however many stand at the end.
    let mut closing = address.matches(')').count().saturating_sub(address.matches('(').count());
    loop {
        let words = &address[..length];
        let Some(last) = words.chars().next_back() else {
            return length;
        };
        if last == ')' {
            if closing == 0 {
                return length;
            }
            closing -= 1;
            length -= 1;
        } else if let Some(entity) = trailing_reference(words) {
            length = entity;
        } else if matches!(
            last,
            '!' | '"' | '&' | '\'' | ',' | '.' | ':' | ';' | '<' | '>' | '?' | ']' | '}' | '*' | '_' | '~'
        ) {
            length -= last.len_utf8();
        } else {
            return length;
        }
    }
}

/// Where `&amp;` at the end of an address begins: it is the sentence's, not the address's.
fn trailing_reference(words: &str) -> Option<usize> {
    let words = words.strip_suffix(';')?;
    let before = words.trim_end_matches(|c: char| c.is_ascii_alphanumeric());
    (before.len() < words.len() && before.ends_with('&')).then(|| before.len() - 1)
}

fn email(text: &str, at: usize, from: usize) -> Option<Address> {
    let local = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '+');
    let before = &text[from..at];
    let start = at - before.chars().rev().take_while(|c| local(*c)).map(char::len_utf8).sum::<usize>();
    let previous = text[..start].chars().next_back();
    if start == at || previous == Some('/') || !may_follow(previous) {
        return None;
    }
    let rest = &text[at + 1..];
    let length =
        rest.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'))).unwrap_or(rest.len());
    let domain = rest[..length].trim_end_matches('.');
    let last = domain.chars().next_back()?;
    let parts: Vec<_> = domain.split('.').collect();
    if parts.len() < 2
        || parts.iter().any(|part| part.is_empty())
        || last == '-'
        || last == '_'
        || last.is_ascii_digit()
    {
        return None;
    }
    let end = at + 1 + domain.len();
    Some(Address { start, end, url: format!("mailto:{}", &text[start..end]) })
}

fn may_follow(previous: Option<char>) -> bool {
    previous.is_none_or(|c| c.is_whitespace() || !c.is_alphanumeric())
}
