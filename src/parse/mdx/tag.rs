//! One tag, from its `<` to its `>`:
//!
//! ```mdx
//! <Card title="Start" wide count={3} icon={<Icon name="x" />}>
//! ```

use std::borrow::Cow;

use crate::model::document::{Attribute, AttributeValue};
use crate::model::place::Span;

use crate::parse::markdown::character_reference;

use super::chunk::Chunk;
use super::{literal, script};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TagForm {
    Open,
    Close,
    SelfClosing,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Tag<'t> {
    pub form: TagForm,
    pub name: Cow<'t, str>,
    pub name_span: Span,
    pub attributes: Vec<Attribute<'t>>,
    pub span: Span,
}

/// Why a `<` does not begin a tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum NoTag {
    /// A space or the end of the line follows: plain text, nothing to say about it.
    Plain,
    /// What was wrong, and where.
    Wrong { at: usize, why: &'static str },
    /// The text ended inside the tag.
    Unended,
    /// Templates or tags stand too deep in each other in one of its values.
    TooDeep,
}

/// The tag that starts at `at`, and the offset behind it; nothing from `end` on is looked at.
pub(super) fn tag(chunk: &Chunk<'_>, at: usize, end: usize) -> Result<(Tag<'static>, usize), NoTag> {
    let mut reader = Reader { chunk, text: &chunk.text()[..end], at: at + 1 };
    if reader.peek().is_none_or(char::is_whitespace) {
        return Err(NoTag::Plain);
    }
    let closing = reader.eat('/');
    if closing {
        reader.space();
    }
    let name_start = reader.at;
    if reader.peek() != Some('>') {
        reader.name("a tag starts with a name")?;
        while let Some(joint @ ('.' | ':')) = reader.after_space() {
            reader.space();
            reader.at += joint.len_utf8();
            reader.space();
            reader.name("a name must follow")?;
        }
    }
    let name_end = reader.at;
    let mut attributes = Vec::new();
    let mut form = if closing { TagForm::Close } else { TagForm::Open };
    loop {
        let spaced = reader.space();
        match reader.peek() {
            None => return Err(NoTag::Unended),
            Some('>') => {
                reader.at += 1;
                break;
            }
            Some('/') => {
                reader.at += 1;
                reader.space();
                if !reader.eat('>') {
                    return Err(reader.wrong("`/` must be followed by `>`"));
                }
                form = TagForm::SelfClosing;
                break;
            }
            Some('{') => attributes.push(reader.spread()?),
            Some(first) if starts_name(first) => {
                if !spaced && attributes.is_empty() {
                    return Err(reader.wrong("a space must stand before an attribute"));
                }
                attributes.push(reader.attribute()?);
            }
            Some(_) => return Err(reader.wrong("an attribute, `/` or `>` was expected")),
        }
    }
    if closing && (form == TagForm::SelfClosing || !attributes.is_empty()) {
        return Err(NoTag::Wrong { at: name_end, why: "a closing tag holds nothing but its name" });
    }
    let name: String = reader.text[name_start..name_end].chars().filter(|c| !c.is_whitespace()).collect();
    let tag = Tag {
        form,
        name: Cow::Owned(name),
        name_span: chunk.span(name_start, name_end),
        attributes,
        span: chunk.span(at, reader.at),
    };
    Ok((tag, reader.at))
}

pub(super) fn starts_name(c: char) -> bool {
    c.is_alphabetic() || matches!(c, '_' | '$')
}

fn continues_name(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '$' | '-' | '\u{200c}' | '\u{200d}')
}

struct Reader<'c, 't> {
    chunk: &'c Chunk<'t>,
    /// The chunk's, up to where the tag must have ended.
    text: &'c str,
    at: usize,
}

impl Reader<'_, '_> {
    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// The next character that is not a space, without going there.
    fn after_space(&self) -> Option<char> {
        self.rest().chars().find(|c| !c.is_whitespace())
    }

    fn eat(&mut self, wanted: char) -> bool {
        let found = self.peek() == Some(wanted);
        if found {
            self.at += wanted.len_utf8();
        }
        found
    }

    fn space(&mut self) -> bool {
        let rest = self.rest();
        let skipped = rest.len() - rest.trim_start().len();
        self.at += skipped;
        skipped > 0
    }

    fn wrong(&self, why: &'static str) -> NoTag {
        if self.at >= self.text.len() { NoTag::Unended } else { NoTag::Wrong { at: self.at, why } }
    }

    fn name(&mut self, why: &'static str) -> Result<(), NoTag> {
        if !self.peek().is_some_and(starts_name) {
            return Err(self.wrong(why));
        }
        let length = self.rest().find(|c| !continues_name(c)).unwrap_or(self.rest().len());
        self.at += length;
        match self.peek() {
            None => Err(NoTag::Unended),
            Some(c) if c.is_whitespace() || matches!(c, '.' | '/' | ':' | '>' | '{' | '=') => Ok(()),
            Some(_) => Err(self.wrong("this character cannot stand in a name")),
        }
    }

    fn attribute(&mut self) -> Result<Attribute<'static>, NoTag> {
        let start = self.at;
        self.name("an attribute starts with a name")?;
        if self.after_space() == Some(':') {
            self.space();
            self.at += 1;
            self.space();
            self.name("a name must follow")?;
        }
        let end = self.at;
        let name: String = self.text[start..end].chars().filter(|c| !c.is_whitespace()).collect();
        let name_span = self.chunk.span(start, end);
        if self.after_space() != Some('=') {
            return Ok(Attribute {
                name: Cow::Owned(name),
                name_span,
                value: AttributeValue::Flag,
                value_span: name_span,
            });
        }
        self.space();
        self.at += 1;
        self.space();
        let (value, value_span) = self.value()?;
        Ok(Attribute { name: Cow::Owned(name), name_span, value, value_span })
    }

    fn value(&mut self) -> Result<(AttributeValue<'static>, Span), NoTag> {
        let start = self.at;
        match self.peek() {
            Some(quote @ ('"' | '\'')) => {
                let inside = start + 1;
                let length = self.text[inside..].find(quote).ok_or(NoTag::Unended)?;
                self.at = inside + length + 1;
                let text = unfold(&self.text[inside..inside + length]);
                let span = self.chunk.span(inside, inside + length);
                Ok((AttributeValue::Text(Cow::Owned(decode(&text))), span))
            }
            Some('{') => {
                let end = self.braces()?;
                if self.text[start + 1..end].trim().is_empty() {
                    return Err(NoTag::Wrong { at: start, why: "a value must stand between the braces" });
                }
                let value = literal::expression(self.chunk, start + 1, end);
                Ok((AttributeValue::Expression(value), self.chunk.span(start, end + 1)))
            }
            _ => Err(self.wrong("a value in quotes or braces was expected")),
        }
    }

    fn spread(&mut self) -> Result<Attribute<'static>, NoTag> {
        let start = self.at;
        let end = self.braces()?;
        let inside = &self.text[start + 1..end];
        if !inside.trim_start().starts_with("...") {
            return Err(NoTag::Wrong { at: start, why: "only `{...values}` can stand here" });
        }
        let span = self.chunk.span(start, end + 1);
        Ok(Attribute {
            name: Cow::Borrowed(""),
            name_span: span,
            value: AttributeValue::Expression(literal::expression(self.chunk, start + 1, end)),
            value_span: span,
        })
    }

    /// From a `{`: goes behind its `}` and gives the offset of that.
    fn braces(&mut self) -> Result<usize, NoTag> {
        let end = script::closing_brace(self.text, self.at + 1).map_err(|unended| match unended {
            script::Unended::Open => NoTag::Unended,
            script::Unended::TooDeep => NoTag::TooDeep,
        })?;
        self.at = end + 1;
        Ok(end)
    }
}

/// A quoted value over several lines: the indentation of each further line is not part of it.
fn unfold(text: &str) -> Cow<'_, str> {
    if !text.contains('\n') {
        return Cow::Borrowed(text);
    }
    let mut lines = text.split('\n');
    let mut whole = lines.next().unwrap_or_default().trim_end_matches('\r').to_owned();
    for line in lines {
        whole.push('\n');
        whole.push_str(line.trim_start().trim_end_matches('\r'));
    }
    Cow::Owned(whole)
}

/// The text with its character references read: `&amp;`, `&nbsp;`, `&#38;`.
pub fn decode(text: &str) -> String {
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('&') {
        decoded.push_str(&rest[..start]);
        rest = &rest[start..];
        // The longest name of a reference has 31 letters.
        let length = rest[1..].bytes().take(33).position(|byte| byte == b';').map(|length| length + 2);
        let read = length.and_then(|length| Some((character_reference(rest.get(..length)?)?, length)));
        if let Some((character, length)) = read {
            decoded.push_str(&character);
            rest = &rest[length..];
        } else {
            decoded.push('&');
            rest = &rest[1..];
        }
    }
    decoded.push_str(rest);
    decoded
}
