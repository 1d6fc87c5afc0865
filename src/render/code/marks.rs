//! What is said of code beside it: in the words behind a fence, and in comment lines of marks.

/// What the words behind a fence say.
///
/// ```text
/// ```js title="app.js" {1,3-5} ins={2} wrap lines
/// ```
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Marks {
    pub language: String,
    pub title: Option<String>,
    pub marked: Vec<(u32, u32)>,
    pub inserted: Vec<(u32, u32)>,
    pub deleted: Vec<(u32, u32)>,
    pub focused: Vec<(u32, u32)>,
    pub wrap: bool,
    /// The number of the first line, if lines are numbered.
    pub numbers: Option<u32>,
    pub expandable: bool,
}

impl Marks {
    /// Whether some lines are set off from the others.
    pub(super) fn any(&self) -> bool {
        [&self.marked, &self.inserted, &self.deleted, &self.focused].iter().any(|ranges| !ranges.is_empty())
    }
}

/// The info string of a fence.
#[must_use]
pub fn marks(info: &str) -> Marks {
    let mut marks = Marks::default();
    let info = info.trim();
    let language_end = info.find(|c: char| c.is_whitespace() || c == '{').unwrap_or(info.len());
    let (language, mut rest) = info.split_at(language_end);
    if language.contains('=') {
        rest = info;
    } else {
        language.clone_into(&mut marks.language);
    }
    let mut bare = Vec::new();
    while let Some(word) = next_word(&mut rest) {
        let (name, value) = word.split_once('=').map_or((word, None), |(name, value)| (name, Some(value)));
        let value = value.map(|value| value.trim_matches(['"', '\'', '{', '}']));
        match (name, value) {
            ("title" | "file" | "filename", Some(title)) => marks.title = Some(title.to_owned()),
            ("ins" | "add", Some(lines)) => marks.inserted.extend(ranges(lines)),
            ("del" | "remove", Some(lines)) => marks.deleted.extend(ranges(lines)),
            ("mark" | "highlight", Some(lines)) => marks.marked.extend(ranges(lines)),
            ("focus", Some(lines)) => marks.focused.extend(ranges(lines)),
            ("lines" | "showLineNumbers" | "line-numbers" | "linenums", None) => {
                marks.numbers = marks.numbers.or(Some(1));
            }
            ("showLineNumbers" | "lines" | "linenums", Some(value)) => {
                marks.numbers = if value == "false" { None } else { value.parse().ok().or(Some(1)) };
            }
            ("start" | "startLine", Some(value)) => marks.numbers = value.parse().ok(),
            ("wrap", None | Some("true")) => marks.wrap = true,
            ("expandable", None | Some("true")) => marks.expandable = true,
            (_, None) if name.starts_with('{') => marks.marked.extend(ranges(name.trim_matches(['{', '}']))),
            (_, None) => bare.push(name),
            _ => {}
        }
    }
    if marks.title.is_none() && !bare.is_empty() {
        marks.title = Some(bare.join(" "));
    }
    marks
}

/// The next word of an info string; quotes and braces hold words together.
fn next_word<'t>(rest: &mut &'t str) -> Option<&'t str> {
    let text = rest.trim_start();
    if text.is_empty() {
        return None;
    }
    let mut closing = None;
    let mut end = text.len();
    for (at, c) in text.char_indices() {
        match (closing, c) {
            (Some(close), c) if c == close => closing = None,
            (None, '"' | '\'') => closing = Some(c),
            (None, '{') => closing = Some('}'),
            (None, c) if c.is_whitespace() => {
                end = at;
                break;
            }
            _ => {}
        }
    }
    let (word, after) = text.split_at(end);
    *rest = after;
    Some(word)
}

/// `1,3-5` as pairs of first and last.
pub fn ranges(text: &str) -> impl Iterator<Item = (u32, u32)> {
    text.split(',').filter_map(|part| {
        let part = part.trim();
        let (first, last) = part.split_once('-').unwrap_or((part, part));
        Some((first.trim().parse().ok()?, last.trim().parse().ok()?))
    })
}

/// Code whose comment lines of marks were read and taken out.
#[must_use]
pub fn stripped(code: &str, marks: &mut Marks) -> String {
    const KINDS: [&str; 4] = ["+diff", "-diff", "highlight", "focus"];
    if !code.contains("diff-") && !code.contains("highlight-") && !code.contains("focus-") {
        return code.to_owned();
    }
    let mut kept = String::with_capacity(code.len());
    let mut open: [Option<u32>; 4] = [None; 4];
    let mut line = 1_u32;
    for text in code.split_inclusive('\n') {
        let words = comment_words(text);
        let found = KINDS.iter().position(|kind| {
            let rest =
                words.strip_prefix(kind).or_else(|| words.strip_prefix('+').and_then(|words| words.strip_prefix(kind)));
            matches!(rest, Some("-start" | "-end"))
        });
        match found {
            Some(kind) if words.ends_with("-start") => open[kind] = Some(line),
            Some(kind) => {
                if let Some(first) = open[kind].take() {
                    push_range(marks, kind, first, line.saturating_sub(1));
                }
            }
            None => {
                kept.push_str(text);
                line += 1;
            }
        }
    }
    for (kind, first) in open.iter().enumerate() {
        if let Some(first) = first {
            push_range(marks, kind, *first, line.saturating_sub(1));
        }
    }
    kept
}

fn push_range(marks: &mut Marks, kind: usize, first: u32, last: u32) {
    if last >= first {
        let list = match kind {
            0 => &mut marks.inserted,
            1 => &mut marks.deleted,
            2 => &mut marks.marked,
            _ => &mut marks.focused,
        };
        list.push((first, last));
    }
}

/// The words of a line that is nothing but a comment.
pub(super) fn comment_words(line: &str) -> &str {
    let line = line.trim();
    let inner = ["//", "#", "--", ";", "/*", "<!--", "{/*", "%"]
        .iter()
        .find_map(|mark| line.strip_prefix(mark))
        .unwrap_or(line);
    inner.trim_end_matches(['}', '/', '*', '>']).trim_end_matches("--").trim()
}
