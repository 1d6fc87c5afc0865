//! Text into HTML, Markdown and XML. Whatever an author's data holds goes through here on its way out.

/// Text between tags, or inside a quoted attribute.
pub fn html(text: &str, out: &mut String) {
    escape(text, out, &IN_ATTRIBUTES);
}

/// Text between tags: quotes stay.
pub fn text(text: &str, out: &mut String) {
    escape(text, out, &IN_TEXT);
}

/// Whether a byte cannot stand as it is, by its value: every byte of every page is asked for.
type Unsafe = [bool; 256];
const IN_TEXT: Unsafe = table(b"&<>\0");
const IN_ATTRIBUTES: Unsafe = table(b"&<>\0\"'");

const fn table(bytes: &[u8]) -> Unsafe {
    let mut table = [false; 256];
    let mut at = 0;
    while at < bytes.len() {
        table[bytes[at] as usize] = true;
        at += 1;
    }
    table
}

fn escape(text: &str, out: &mut String, is_unsafe: &Unsafe) {
    let mut rest = text;
    while let Some(at) = rest.bytes().position(|byte| is_unsafe[usize::from(byte)]) {
        out.push_str(&rest[..at]);
        out.push_str(match rest.as_bytes()[at] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            b'\'' => "&#39;",
            // Not allowed in HTML at all.
            _ => "\u{fffd}",
        });
        rest = &rest[at + 1..];
    }
    out.push_str(rest);
}

/// HTML that its author wrote: a null byte is not allowed in it.
#[must_use]
pub fn without_null(html: String) -> String {
    if html.contains('\0') { html.replace('\0', "\u{fffd}") } else { html }
}

#[must_use]
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    html(text, &mut out);
    out
}

/// Text in one line of a file whose lines mean something: white space and control characters become single spaces.
#[must_use]
pub fn line(text: &str) -> String {
    let is_simple = text.bytes().all(|byte| (b' '..0x7f).contains(&byte)) && !text.contains("  ");
    if is_simple {
        return text.trim_matches(' ').to_owned();
    }
    let words = text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

#[must_use]
pub fn as_markdown(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    markdown(text, &mut out);
    out
}

/// Text of one line as Markdown that shows it unchanged; a `!` at its end is for whoever writes a link behind it.
pub fn markdown(text: &str, out: &mut String) {
    for (at, c) in text.char_indices() {
        let special = matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~');
        let heading = at == 0 && matches!(c, '#' | '+' | '-' | '=');
        let entity = c == '&' && text[at + 1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '#');
        let number = matches!(c, '.' | ')')
            && at > 0
            && text[..at].bytes().all(|byte| byte.is_ascii_digit())
            && !text[at + 1..].starts_with(|c: char| !c.is_whitespace());
        let word = c == '_' && {
            let before = text[..at].chars().next_back();
            let after = text[at + 1..].chars().next();
            before.is_some_and(char::is_alphanumeric) && after.is_some_and(char::is_alphanumeric)
        };
        if (special || heading || entity || number) && !word {
            out.push('\\');
        }
        out.push(c);
    }
}

/// Code as a Markdown span, with as many backticks as it takes.
#[must_use]
pub fn code_span(text: &str) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let pad = if text.starts_with('`') || text.ends_with('`') || text.is_empty() { " " } else { "" };
    format!("{fence}{pad}{text}{pad}{fence}")
}

/// Whether HTML begins with an element that cannot stand in a paragraph.
#[must_use]
pub fn starts_block(html: &str) -> bool {
    const BLOCKS: [&str; 33] = [
        "address",
        "article",
        "aside",
        "blockquote",
        "center",
        "details",
        "dialog",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "ul",
    ];
    let Some(rest) = html.trim_start().strip_prefix('<') else {
        return false;
    };
    let name = rest.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
    BLOCKS.contains(&name)
}
