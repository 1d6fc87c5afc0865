//! Values between braces that need no JavaScript to run:
//!
//! ```mdx
//! {"text"} {3} {true} {["a", {b: null}]} {`template`} {page.title} {<Icon name="x" />} {/* nothing */}
//! ```

use std::borrow::Cow;

use crate::limits;
use crate::model::document::{Component, Expression, Node, NodeKind, Stand};
use crate::model::value::Value;

use super::chunk::Chunk;
use super::script;
use super::tag::{TagForm, tag};

/// What stands in `start..end` of the chunk, braces not included.
pub(super) fn expression(chunk: &Chunk<'_>, start: usize, end: usize) -> Expression<'static> {
    let mut reader = Reader { chunk, at: start, end, depth: 0 };
    reader.space();
    if reader.at == end {
        return Expression::Empty;
    }
    if reader.peek() == Some('<') {
        let mut nodes = Vec::new();
        if reader.element(&mut nodes).is_some() {
            reader.space();
            if reader.at == end {
                return Expression::Markup(nodes);
            }
        }
    } else if let Some(value) = reader.value() {
        reader.space();
        if reader.at == end {
            return Expression::Literal(value);
        }
    } else if let Some(path) = name(&chunk.text()[reader.at..end]) {
        return Expression::Name(path);
    }
    Expression::Unsupported(Cow::Owned(chunk.text()[start..end].to_owned()))
}

/// The literal that starts at `start`, and where it ends: for `export const x = …`.
pub(super) fn leading(chunk: &Chunk<'_>, start: usize, end: usize) -> Option<(Value, usize)> {
    let mut reader = Reader { chunk, at: start, end, depth: 0 };
    reader.space();
    let value = reader.value()?;
    Some((value, reader.at))
}

fn name(text: &str) -> Option<Vec<String>> {
    let word = |part: &str| {
        let mut chars = part.chars();
        chars.next().is_some_and(|c| c.is_alphabetic() || matches!(c, '_' | '$'))
            && chars.all(|c| c.is_alphanumeric() || matches!(c, '_' | '$'))
    };
    let parts: Vec<_> = text.trim_end().split('.').map(str::trim).collect();
    parts.iter().all(|part| word(part)).then(|| parts.into_iter().map(str::to_owned).collect())
}

struct Reader<'c, 't> {
    chunk: &'c Chunk<'t>,
    at: usize,
    end: usize,
    depth: usize,
}

impl Reader<'_, '_> {
    fn rest(&self) -> &str {
        &self.chunk.text()[self.at..self.end]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn eat(&mut self, wanted: &str) -> bool {
        let found = self.rest().starts_with(wanted);
        if found {
            self.at += wanted.len();
        }
        found
    }

    /// Over white space and comments.
    fn space(&mut self) {
        loop {
            let rest = self.rest();
            self.at += rest.len() - rest.trim_start().len();
            let rest = self.rest();
            if rest.starts_with("/*") {
                self.at += rest.find("*/").map_or(rest.len(), |end| end + 2);
            } else if rest.starts_with("//") {
                self.at += rest.find('\n').unwrap_or(rest.len());
            } else {
                return;
            }
        }
    }

    fn value(&mut self) -> Option<Value> {
        match self.peek()? {
            '"' | '\'' | '`' => self.string().map(Value::Text),
            '[' => self.deeper(Self::list),
            '{' => self.deeper(Self::map),
            '-' | '+' | '.' | '0'..='9' => self.number(),
            _ => [
                ("null", Value::Null),
                ("undefined", Value::Null),
                ("true", Value::Bool(true)),
                ("false", Value::Bool(false)),
            ]
            .into_iter()
            .find(|(word, _)| {
                self.rest().strip_prefix(word).is_some_and(|rest| {
                    !rest.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '$' | '.' | '('))
                })
            })
            .map(|(word, value)| {
                self.at += word.len();
                value
            }),
        }
    }

    fn deeper(&mut self, read: impl FnOnce(&mut Self) -> Option<Value>) -> Option<Value> {
        if self.depth >= limits::DEPTH {
            return None;
        }
        self.depth += 1;
        let value = read(self);
        self.depth -= 1;
        value
    }

    fn string(&mut self) -> Option<String> {
        let start = self.at;
        let quote = self.peek()?;
        let mut text = String::new();
        let mut chars = self.chunk.text()[start + 1..self.end].char_indices();
        while let Some((offset, c)) = chars.next() {
            match c {
                _ if c == quote => {
                    self.at = start + 1 + offset + 1;
                    return Some(text);
                }
                '\\' => text.push(escaped(&mut chars)?),
                '\n' if quote != '`' => return None,
                '$' if quote == '`' && self.chunk.text()[start + 1 + offset..].starts_with("${") => {
                    return None;
                }
                _ => text.push(c),
            }
        }
        None
    }

    fn number(&mut self) -> Option<Value> {
        let rest = self.rest();
        let length = rest
            .char_indices()
            .find(|(at, c)| {
                let sign = matches!(c, '-' | '+') && (*at == 0 || rest[..*at].ends_with(['e', 'E']));
                !(c.is_ascii_alphanumeric() || matches!(c, '.' | '_') || sign)
            })
            .map_or(rest.len(), |(at, _)| at);
        let digits = rest[..length].replace('_', "");
        let radix = |prefix: &str, radix| {
            digits.strip_prefix(prefix).and_then(|digits| u32::from_str_radix(digits, radix).ok()).map(f64::from)
        };
        let number = digits
            .parse::<f64>()
            .ok()
            .filter(|number| number.is_finite())
            .or_else(|| radix("0x", 16))
            .or_else(|| radix("0b", 2))
            .or_else(|| radix("0o", 8))?;
        self.at += length;
        Some(Value::Number(number))
    }

    fn list(&mut self) -> Option<Value> {
        self.at += 1;
        let mut items = Vec::new();
        loop {
            self.space();
            if self.eat("]") {
                return Some(Value::List(items));
            }
            items.push(self.value()?);
            self.space();
            if !self.eat(",") && self.peek() != Some(']') {
                return None;
            }
        }
    }

    fn map(&mut self) -> Option<Value> {
        self.at += 1;
        let mut pairs = Vec::new();
        loop {
            self.space();
            if self.eat("}") {
                return Some(Value::Map(pairs));
            }
            let key = match self.peek()? {
                '"' | '\'' => self.string()?,
                _ => {
                    let rest = self.rest();
                    let length =
                        rest.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '$'))).unwrap_or(rest.len());
                    let key = rest[..length].to_owned();
                    self.at += length;
                    key
                }
            };
            self.space();
            if key.is_empty() || !self.eat(":") {
                return None;
            }
            self.space();
            pairs.push((key, self.value()?));
            self.space();
            if !self.eat(",") && self.peek() != Some('}') {
                return None;
            }
        }
    }

    /// An element with its children, from its `<` on. Text between tags is text, not Markdown.
    fn element(&mut self, nodes: &mut Vec<Node<'static>>) -> Option<()> {
        self.depth += 1;
        if self.depth > limits::DEPTH {
            return None;
        }
        let (opening, behind) = tag(self.chunk, self.at, self.end).ok()?;
        let start = self.at;
        self.at = behind;
        let mut children = Vec::new();
        if opening.form == TagForm::Open {
            loop {
                if self.rest().starts_with("</") {
                    let (closing, behind) = tag(self.chunk, self.at, self.end).ok()?;
                    if closing.form != TagForm::Close || closing.name != opening.name {
                        return None;
                    }
                    self.at = behind;
                    break;
                }
                match self.peek()? {
                    '<' => self.element(&mut children)?,
                    '{' => {
                        let end = script::closing_brace(&self.chunk.text()[..self.end], self.at + 1).ok()?;
                        let value = expression(self.chunk, self.at + 1, end);
                        let span = self.chunk.span(self.at, end + 1);
                        let kind = NodeKind::Expression { value, stand: Stand::Text };
                        children.push(Node::new(kind, span, Vec::new()));
                        self.at = end + 1;
                    }
                    _ => {
                        let length = self.rest().find(['<', '{']).unwrap_or(self.rest().len());
                        let text = folded(&self.rest()[..length]);
                        if !text.is_empty() {
                            let span = self.chunk.span(self.at, self.at + length);
                            children.push(Node::new(NodeKind::Text(Cow::Owned(text)), span, Vec::new()));
                        }
                        self.at += length;
                    }
                }
            }
        } else if opening.form == TagForm::Close {
            return None;
        }
        self.depth -= 1;
        let kind = NodeKind::Component(Component {
            name: opening.name,
            name_span: opening.name_span,
            attributes: opening.attributes,
            stand: Stand::Text,
        });
        nodes.push(Node::new(kind, self.chunk.span(start, self.at), children));
        Some(())
    }
}

/// Text between tags: lines are joined by one space, and the white space that holds a line break is not text.
fn folded(text: &str) -> String {
    if !text.contains('\n') {
        return text.to_owned();
    }
    let lines: Vec<_> = text.split('\n').collect();
    let last = lines.len() - 1;
    let mut parts = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let line = if index > 0 { line.trim_start() } else { line };
        let line = if index < last { line.trim_end() } else { line };
        if !line.is_empty() {
            parts.push(line);
        }
    }
    parts.join(" ")
}

fn escaped(chars: &mut std::str::CharIndices<'_>) -> Option<char> {
    let code = |chars: &mut std::str::CharIndices<'_>, digits: usize| {
        let hex: String = chars.by_ref().take(digits).map(|(_, c)| c).collect();
        u32::from_str_radix(&hex, 16).ok().and_then(char::from_u32)
    };
    Some(match chars.next()?.1 {
        'n' => '\n',
        't' => '\t',
        'r' => '\r',
        '0' => '\0',
        'b' => '\u{8}',
        'x' => code(chars, 2)?,
        'u' => code(chars, 4)?,
        other => other,
    })
}
