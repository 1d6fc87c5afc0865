//! JSON with the place of every key and value.
//!
//! Comes in: the text of a source. Goes out: its value, or the one place where it stops being JSON. Strict: no
//! comments, no commas too many. Written by hand, because no reader that keeps places also bounds how deep it goes.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::limits;
use crate::model::diagnostic::{Checked, Code, Diagnostic};
use crate::model::json::{Json, JsonKind, Member};
use crate::model::place::{Place, Span};
use crate::model::source::SourceId;

/// Reads a JSON text; keys that stand twice in one map are reported, and the later one counts.
pub fn json(source: SourceId, text: &str) -> Result<Checked<Json<'_>>, Box<Diagnostic>> {
    let at = super::byte_order_mark(text);
    let mut reader = Reader { source, text, at, depth: 0, diagnostics: Vec::new() };
    let value = reader.value()?;
    reader.space();
    if reader.at < text.len() {
        return Err(reader.wrong("something stands behind the end of the value", reader.at));
    }
    Ok(Checked::new(value, reader.diagnostics))
}

type Read<T> = Result<T, Box<Diagnostic>>;

struct Reader<'t> {
    source: SourceId,
    text: &'t str,
    at: usize,
    depth: usize,
    diagnostics: Vec<Diagnostic>,
}

impl<'t> Reader<'t> {
    fn space(&mut self) {
        let bytes = self.text.as_bytes();
        while matches!(bytes.get(self.at), Some(b' ' | b'\n' | b'\r' | b'\t')) {
            self.at += 1;
        }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn wrong(&self, message: impl Into<String>, at: usize) -> Box<Diagnostic> {
        // Where the text ends too soon, its last line is the place to look.
        let at = if at >= self.text.len() { self.text.trim_end().len() } else { at };
        let end = at + self.text[at..].chars().next().map_or(0, char::len_utf8);
        let place = Place::span(self.source, Span::new(at, end));
        Box::new(Diagnostic::new(Code::INVALID_JSON, place, message))
    }

    fn value(&mut self) -> Read<Json<'t>> {
        self.space();
        let start = self.at;
        let kind = match self.peek() {
            None => return Err(self.wrong("a value is missing at the end", start)),
            Some(b'{') => self.map()?,
            Some(b'[') => self.list()?,
            Some(b'"') => {
                let (text, span) = self.string()?;
                return Ok(Json { span, kind: JsonKind::Text(text) });
            }
            Some(b'-' | b'0'..=b'9') => self.number()?,
            Some(b'a'..=b'z' | b'A'..=b'Z') => self.word()?,
            Some(b'\'') => return Err(self.wrong("a text stands in double quotes", start)),
            Some(b'/' | b'#') => {
                return Err(Box::new(self.wrong("comments cannot stand in JSON", start).help("take it out")));
            }
            Some(b',' | b']' | b'}') => return Err(self.wrong("a value is missing here", start)),
            Some(_) => return Err(self.wrong("this cannot start a value", start)),
        };
        Ok(Json { span: Span::new(start, self.at), kind })
    }

    fn deeper(&mut self) -> Read<()> {
        self.depth += 1;
        // The value that holds all others is not inside anything.
        if self.depth > limits::DEPTH + 1 {
            let message = format!("values stand more than {} deep in each other here", limits::DEPTH);
            let place = Place::span(self.source, Span::new(self.at, self.at + 1));
            return Err(Box::new(Diagnostic::new(Code::TOO_DEEP, place, message)));
        }
        self.at += 1;
        Ok(())
    }

    fn map(&mut self) -> Read<JsonKind<'t>> {
        let open = self.at;
        self.deeper()?;
        let mut members: Vec<Member<'t>> = Vec::new();
        loop {
            self.space();
            match self.peek() {
                Some(b'}') if members.is_empty() => break,
                Some(b'"') => {}
                Some(b'}') => return Err(self.comma()),
                None => return Err(self.wrong("this `{` is never closed", open)),
                Some(b'/' | b'#') => {
                    return Err(Box::new(self.wrong("comments cannot stand in JSON", self.at).help("take it out")));
                }
                Some(_) => return Err(self.wrong("a key in double quotes was expected", self.at)),
            }
            let (key, key_span) = self.string()?;
            self.space();
            if self.peek() != Some(b':') {
                return Err(self.wrong("a `:` was expected after the key", self.at));
            }
            self.at += 1;
            let value = self.value()?;
            members.push(Member { key, key_span, value });
            self.space();
            match self.peek() {
                Some(b',') => self.at += 1,
                Some(b'}') => break,
                None => return Err(self.wrong("this `{` is never closed", open)),
                Some(_) => return Err(self.wrong("a `,` or a `}` was expected", self.at)),
            }
        }
        self.at += 1;
        self.depth -= 1;
        self.twice(&members);
        Ok(JsonKind::Map(members))
    }

    fn list(&mut self) -> Read<JsonKind<'t>> {
        let open = self.at;
        self.deeper()?;
        let mut items = Vec::new();
        loop {
            self.space();
            match self.peek() {
                Some(b']') if items.is_empty() => break,
                Some(b']') => return Err(self.comma()),
                None => return Err(self.wrong("this `[` is never closed", open)),
                Some(_) => items.push(self.value()?),
            }
            self.space();
            match self.peek() {
                Some(b',') => self.at += 1,
                Some(b']') => break,
                None => return Err(self.wrong("this `[` is never closed", open)),
                Some(_) => return Err(self.wrong("a `,` or a `]` was expected", self.at)),
            }
        }
        self.at += 1;
        self.depth -= 1;
        Ok(JsonKind::List(items))
    }

    /// A comma that nothing follows, told where it stands.
    fn comma(&self) -> Box<Diagnostic> {
        let at = self.text[..self.at].rfind(',').unwrap_or(self.at);
        Box::new(self.wrong("nothing follows this comma", at).help("take it out"))
    }

    fn twice(&mut self, members: &[Member<'t>]) {
        let mut seen: HashMap<&str, Span> = HashMap::with_capacity(members.len());
        for member in members {
            if let Some(first) = seen.get(member.key.as_ref()) {
                let message = format!("`{}` stands twice in one map", member.key);
                let place = Place::span(self.source, member.key_span);
                let note = Place::span(self.source, *first);
                self.diagnostics.push(Diagnostic::new(Code::DUPLICATE_KEY, place, message).note(note, "first here"));
            } else {
                seen.insert(&member.key, member.key_span);
            }
        }
    }

    fn number(&mut self) -> Read<JsonKind<'t>> {
        let start = self.at;
        let bytes = self.text.as_bytes();
        let digits = |at: &mut usize| {
            let from = *at;
            while bytes.get(*at).is_some_and(u8::is_ascii_digit) {
                *at += 1;
            }
            *at - from
        };
        let mut at = start + usize::from(bytes[start] == b'-');
        let whole = at;
        let leading = bytes.get(at) == Some(&b'0');
        let mut good = digits(&mut at) > 0 && !(leading && at - whole > 1);
        if bytes.get(at) == Some(&b'.') {
            at += 1;
            good &= digits(&mut at) > 0;
        }
        if matches!(bytes.get(at), Some(b'e' | b'E')) {
            at += 1;
            if matches!(bytes.get(at), Some(b'+' | b'-')) {
                at += 1;
            }
            good &= digits(&mut at) > 0;
        }
        if !good {
            return Err(self.wrong("this is no number as JSON has them", start));
        }
        self.at = at;
        Ok(JsonKind::Number(&self.text[start..at]))
    }

    fn word(&mut self) -> Read<JsonKind<'t>> {
        let rest = &self.text[self.at..];
        let length = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
        let kind = match &rest[..length] {
            "true" => JsonKind::Bool(true),
            "false" => JsonKind::Bool(false),
            "null" => JsonKind::Null,
            other => {
                let message = format!("`{}` is no value; a text stands in double quotes", shortened(other));
                return Err(self.wrong(message, self.at));
            }
        };
        self.at += length;
        Ok(kind)
    }

    /// The text of a string, and its range between the quotes.
    fn string(&mut self) -> Read<(Cow<'t, str>, Span)> {
        let open = self.at;
        let start = open + 1;
        let bytes = self.text.as_bytes();
        let mut at = start;
        let mut text: Option<String> = None;
        let mut plain = start;
        loop {
            match bytes.get(at) {
                None => return Err(self.wrong("this text is never closed", open)),
                Some(b'"') => break,
                Some(b'\\') => {
                    let text = text.get_or_insert_default();
                    text.push_str(&self.text[plain..at]);
                    at = self.escape(at, text)?;
                    plain = at;
                }
                Some(0..=31) => {
                    let message = if bytes[at] == b'\n' || bytes[at] == b'\r' {
                        return Err(self.wrong("this text is not closed on its line", open));
                    } else {
                        "control characters cannot stand in a text"
                    };
                    return Err(self.wrong(message, at));
                }
                Some(_) => at += 1,
            }
        }
        self.at = at + 1;
        let rest = &self.text[plain..at];
        let text = match text {
            Some(mut text) => {
                text.push_str(rest);
                Cow::Owned(text)
            }
            None => Cow::Borrowed(rest),
        };
        Ok((text, Span::new(start, at)))
    }

    /// Reads one `\…` and says where it ends.
    fn escape(&self, at: usize, text: &mut String) -> Read<usize> {
        let plain = match self.text.as_bytes().get(at + 1) {
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => return self.unicode(at, text),
            _ => return Err(self.wrong("a backslash stands before one of `\" \\ / b f n r t u` only", at)),
        };
        text.push(plain);
        Ok(at + 2)
    }

    /// `\u00e9`, or two of them that are one character.
    fn unicode(&self, at: usize, text: &mut String) -> Read<usize> {
        let unit = |at: usize| {
            let hex = self.text.get(at..at + 6)?.strip_prefix("\\u")?;
            hex.bytes().all(|byte| byte.is_ascii_hexdigit()).then(|| u16::from_str_radix(hex, 16).ok())?
        };
        let Some(first) = unit(at) else { return Err(self.wrong("`\\u` takes four hexadecimal digits", at)) };
        let second = unit(at + 6);
        let units = [first, second.unwrap_or(0)];
        let (units, end) =
            if (0xd800..0xdc00).contains(&first) { (&units[..], at + 12) } else { (&units[..1], at + 6) };
        match char::decode_utf16(units.iter().copied()).next() {
            Some(Ok(c)) => {
                text.push(c);
                Ok(end)
            }
            _ => Err(self.wrong("this is half of a character", at)),
        }
    }
}

fn shortened(word: &str) -> String {
    if word.len() > 24 { format!("{}…", &word[..24]) } else { word.to_owned() }
}
