//! As much of JavaScript as is needed to find where an expression ends, and no more: strings, templates, comments,
//! regular expressions, tags as values, and balanced brackets. Nothing is evaluated here; see `literal`.

use crate::limits;

use super::modules;
use super::tag::starts_name;

/// Why the end of an expression could not be found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unended {
    /// The text ended first.
    Open,
    TooDeep,
}

/// Said where brackets, templates or tags of an expression stand too deep in each other.
pub const DEEP: &str = "brackets stand more than 100 deep in each other here";

/// The offset of the `}` that closes the brace before `from`.
pub(super) fn closing_brace(text: &str, from: usize) -> Result<usize, Unended> {
    Lexer::new(text, from).run(Stop::Brace)
}

/// The end of a block of imports and exports that starts at `from`: the first blank line, or the end of the text,
/// at which no bracket is open.
pub(super) fn module_end(text: &str, from: usize) -> Result<usize, Unended> {
    Lexer::new(text, from).run(Stop::BlankLine)
}

/// The end of the statement that starts at `from`: a semicolon, the line before the next import or export, or the end
/// of the text.
pub(super) fn statement_end(text: &str, from: usize) -> Result<usize, Unended> {
    Lexer::new(text, from).run(Stop::Statement)
}

/// Whether brackets stand too deep in each other in an expression.
pub fn is_too_deep(text: &str) -> bool {
    let mut lexer = Lexer::new(text, 0);
    matches!(lexer.run(Stop::BlankLine), Err(Unended::TooDeep)) || lexer.deepest > limits::DEPTH
}

/// Whether a text cannot be an expression: two words stand side by side in it as they do in a sentence, or it is the
/// `#anchor` of a heading. Where tags, slashes or quotes make that hard to say, it is taken for one.
pub(super) fn is_prose(text: &str) -> bool {
    const KEYWORDS: [&str; 30] = [
        "as",
        "async",
        "await",
        "case",
        "catch",
        "class",
        "const",
        "delete",
        "do",
        "else",
        "extends",
        "finally",
        "for",
        "function",
        "get",
        "if",
        "in",
        "instanceof",
        "let",
        "new",
        "of",
        "return",
        "set",
        "static",
        "throw",
        "try",
        "typeof",
        "var",
        "void",
        "yield",
    ];
    if text.starts_with('#') {
        return true;
    }
    if text.contains(['<', '/', '"', '\'', '`']) {
        return false;
    }
    let mut before: Option<&str> = None;
    for piece in text.split_inclusive(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '$'))) {
        let word = piece.trim_end_matches(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '$')));
        let spaced = piece[word.len()..].chars().all(char::is_whitespace);
        if !word.is_empty() {
            let plain = |word: &str| !KEYWORDS.contains(&word);
            if before.is_some_and(plain) && plain(word) {
                return true;
            }
            before = spaced.then_some(word);
        } else if !spaced {
            before = None;
        }
    }
    false
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Stop {
    Brace,
    BlankLine,
    Statement,
}

struct Lexer<'t> {
    text: &'t str,
    bytes: &'t [u8],
    at: usize,
    /// Whether a value may start here: then `/` begins a regular expression and `<` a tag.
    operand: bool,
    /// Templates and tags that stand in each other here.
    depth: usize,
    /// The most brackets that stood in each other.
    deepest: usize,
    /// Up to where a `"`, a `'` and the `/` of a pattern are known to have no partner on their line.
    lone: [usize; 3],
}

impl<'t> Lexer<'t> {
    fn new(text: &'t str, at: usize) -> Self {
        Self { text, bytes: text.as_bytes(), at, operand: true, depth: 0, deepest: 0, lone: [0; 3] }
    }

    fn run(&mut self, stop: Stop) -> Result<usize, Unended> {
        let mut open = 0_usize;
        while let Some(&byte) = self.bytes.get(self.at) {
            match byte {
                b'"' | b'\'' => self.string(byte),
                b'`' => self.template()?,
                b'/' if self.peek(1) == Some(b'/') => self.line_comment(),
                b'/' if self.peek(1) == Some(b'*') => self.block_comment(),
                b'/' if self.operand => self.pattern(),
                b'<' if self.operand && self.starts_tag() => self.element()?,
                b'(' | b'[' | b'{' => {
                    open += 1;
                    self.deepest = self.deepest.max(open + self.depth);
                    self.at += 1;
                    self.operand = true;
                }
                b')' | b']' | b'}' => {
                    if open == 0 && stop == Stop::Brace && byte == b'}' {
                        return Ok(self.at);
                    }
                    open = open.saturating_sub(1);
                    self.at += 1;
                    self.operand = false;
                }
                b';' if stop == Stop::Statement && open == 0 => return Ok(self.at),
                b'\n' => {
                    let ends = || match stop {
                        Stop::Brace => false,
                        Stop::BlankLine => self.blank_after(),
                        Stop::Statement => modules::starts(&self.text[self.at + 1..]),
                    };
                    if open == 0 && ends() {
                        return Ok(self.at);
                    }
                    self.at += 1;
                }
                b' ' | b'\t' | b'\r' => self.at += 1,
                _ if byte.is_ascii_alphanumeric() || byte >= 0x80 || byte == b'_' || byte == b'$' => self.word(),
                _ => {
                    self.at += 1;
                    self.operand = true;
                }
            }
        }
        if stop != Stop::Brace && open == 0 { Ok(self.bytes.len()) } else { Err(Unended::Open) }
    }

    fn peek(&self, ahead: usize) -> Option<u8> {
        self.bytes.get(self.at + ahead).copied()
    }

    fn blank_after(&self) -> bool {
        let rest = &self.bytes[self.at + 1..];
        let spaces = rest.iter().take_while(|byte| matches!(byte, b' ' | b'\t' | b'\r')).count();
        matches!(rest.get(spaces), None | Some(b'\n'))
    }

    /// A word or a number; after a keyword such as `return` a value may start.
    fn word(&mut self) {
        let start = self.at;
        while let Some(&byte) = self.bytes.get(self.at) {
            if byte.is_ascii_alphanumeric() || byte >= 0x80 || matches!(byte, b'_' | b'$') {
                self.at += 1;
            } else {
                break;
            }
        }
        let keywords: [&[u8]; 8] = [b"return", b"typeof", b"case", b"in", b"of", b"void", b"delete", b"default"];
        self.operand = keywords.contains(&&self.bytes[start..self.at]);
    }

    /// A quoted string. One that does not end on its line is taken as a lone quote: inside the text of a tag
    /// an apostrophe is nothing but a letter.
    fn string(&mut self, quote: u8) {
        let kind = usize::from(quote == b'\'');
        let mut at = self.at + 1;
        while let Some(&byte) = self.bytes.get(at).filter(|_| self.at >= self.lone[kind]) {
            match byte {
                b'\\' => at += 2,
                b'\n' => break,
                _ if byte == quote => {
                    self.at = at + 1;
                    self.operand = false;
                    return;
                }
                _ => at += 1,
            }
        }
        self.lone[kind] = self.lone[kind].max(at);
        self.at += 1;
    }

    fn template(&mut self) -> Result<(), Unended> {
        self.at += 1;
        while let Some(&byte) = self.bytes.get(self.at) {
            match byte {
                b'\\' => self.at += 2,
                b'`' => {
                    self.at += 1;
                    self.operand = false;
                    return Ok(());
                }
                b'$' if self.peek(1) == Some(b'{') => {
                    self.at += 2;
                    self.braces()?;
                }
                _ => self.at += 1,
            }
        }
        Err(Unended::Open)
    }

    /// From behind a `{` to behind its `}`.
    fn braces(&mut self) -> Result<(), Unended> {
        self.deeper(|lexer| {
            lexer.operand = true;
            let end = lexer.run(Stop::Brace)?;
            lexer.at = end + 1;
            lexer.operand = false;
            Ok(())
        })
    }

    fn deeper(&mut self, walk: impl FnOnce(&mut Self) -> Result<(), Unended>) -> Result<(), Unended> {
        if self.depth >= limits::DEPTH {
            return Err(Unended::TooDeep);
        }
        self.depth += 1;
        let result = walk(self);
        self.depth -= 1;
        result
    }

    fn line_comment(&mut self) {
        while self.peek(0).is_some_and(|byte| byte != b'\n') {
            self.at += 1;
        }
    }

    fn block_comment(&mut self) {
        self.at += 2;
        while self.at < self.bytes.len() {
            if self.bytes[self.at..].starts_with(b"*/") {
                self.at += 2;
                return;
            }
            self.at += 1;
        }
    }

    fn pattern(&mut self) {
        let mut at = self.at + 1;
        let mut class = false;
        while let Some(&byte) = self.bytes.get(at).filter(|_| self.at >= self.lone[2]) {
            match byte {
                b'\\' => at += 1,
                b'[' => class = true,
                b']' => class = false,
                b'/' if !class => {
                    self.at = at + 1;
                    self.operand = false;
                    return;
                }
                b'\n' => break,
                _ => {}
            }
            at += 1;
        }
        self.lone[2] = self.lone[2].max(at);
        self.at += 1;
        self.operand = true;
    }

    fn starts_tag(&self) -> bool {
        self.text[self.at + 1..].starts_with(|c| c == '>' || starts_name(c))
    }

    /// From the `<` of a tag to behind the end of its element.
    fn element(&mut self) -> Result<(), Unended> {
        self.deeper(|lexer| {
            if lexer.tag()? {
                lexer.operand = false;
                return Ok(());
            }
            loop {
                match lexer.peek(0) {
                    None => return Err(Unended::Open),
                    Some(b'{') => {
                        lexer.at += 1;
                        lexer.braces()?;
                    }
                    Some(b'<') if lexer.peek(1) == Some(b'/') => {
                        while lexer.peek(0).is_some_and(|byte| byte != b'>') {
                            lexer.at += 1;
                        }
                        lexer.at += 1;
                        lexer.operand = false;
                        return Ok(());
                    }
                    Some(b'<') => lexer.element()?,
                    Some(_) => lexer.at += 1,
                }
            }
        })
    }

    /// From a `<` to behind its `>`; says whether the tag closes itself.
    fn tag(&mut self) -> Result<bool, Unended> {
        self.at += 1;
        while let Some(byte) = self.peek(0) {
            match byte {
                b'"' | b'\'' => {
                    self.at += 1;
                    while self.peek(0).is_some_and(|inner| inner != byte) {
                        self.at += 1;
                    }
                    self.at += 1;
                }
                b'{' => {
                    self.at += 1;
                    self.braces()?;
                }
                b'/' if self.peek(1) == Some(b'>') => {
                    self.at += 2;
                    return Ok(true);
                }
                b'>' => {
                    self.at += 1;
                    return Ok(false);
                }
                _ => self.at += 1,
            }
        }
        Err(Unended::Open)
    }
}
