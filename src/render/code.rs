//! Code for the reader: fences and samples, highlighted, marked, with their names linked.

use std::collections::HashMap;
use std::fmt::Write as _;

use crate::model::links::EntryName;

use super::escape;
use super::highlight::{self, Class, Line};

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
    fn any(&self) -> bool {
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
fn comment_words(line: &str) -> &str {
    let line = line.trim();
    let inner = ["//", "#", "--", ";", "/*", "<!--", "{/*", "%"]
        .iter()
        .find_map(|mark| line.strip_prefix(mark))
        .unwrap_or(line);
    inner.trim_end_matches(['}', '/', '*', '>']).trim_end_matches("--").trim()
}

/// Code as HTML: tokens as `<i class=s>`, marked lines wrapped, identifiers linked.
#[must_use]
pub fn code_html(code: &str, language: &str, marks: &Marks, names: &[&EntryName]) -> (String, bool) {
    let code = code.strip_suffix('\n').unwrap_or(code);
    let highlighted = highlight::highlight(language, code);
    let folds = if language == "json" && !marks.any() { json_folds(code) } else { Vec::new() };
    let mut paint = Paint { names: by_name(names), out: String::with_capacity(code.len() * 2), open: None };
    let mut open: Option<&'static str> = None;
    let lines = highlighted.lines();
    let count = lines.len();
    let wrappers = wrappers(marks, count);
    let (mut begins, mut ends) = (vec![false; count], vec![false; count]);
    for (first, last) in folds {
        begins[first] = true;
        ends[last] = true;
    }
    if count == 0 {
        escape::text(code, &mut paint.out);
    }
    for (number, line) in lines.enumerate() {
        let wanted = wrappers[number];
        if wanted != open {
            paint.close();
            close(&mut open, &mut paint.out);
            if let Some(tag) = wanted {
                let _ = write!(paint.out, "<{tag}>");
            }
            open = wanted;
        }
        if ends[number] {
            paint.close();
        }
        let line_start = paint.out.len();
        let mut start = line.start as usize;
        for (end, class) in runs(code, &line) {
            paint.token(&code[start..end], class, &code[line.start as usize..start]);
            start = end;
        }
        if ends[number] {
            let written = &paint.out[line_start..];
            let indent = written.len() - written.trim_start_matches([' ', '\t']).len();
            paint.out.insert_str(line_start + indent, "</span>");
        }
        if begins[number] {
            paint.close();
            paint.out.push_str("<span class=\"j\">");
        }
        if number + 1 < count {
            // The line's own break, whichever it is, stays inside its mark.
            let end = code[start..].find('\n').map_or(code.len(), |at| start + at + 1);
            paint.out.push_str(&code[start..end]);
        }
    }
    paint.close();
    close(&mut open, &mut paint.out);
    (paint.out, highlighted.gave_up)
}

/// The ends of the runs of one class in a line. White space has the class of what stands before it, and what joins the
/// parts of a type's name has the class of the parts.
fn runs(code: &str, line: &Line<'_>) -> Vec<(usize, Class)> {
    let mut runs: Vec<(usize, Class)> = Vec::with_capacity(line.tokens.len());
    let mut start = line.start as usize;
    for token in line.tokens {
        let class = shown(token.class);
        let end = token.end as usize;
        let text = &code[start..end];
        let blank = text.trim().is_empty();
        match runs.as_mut_slice() {
            [.., (last, before)] if *before == class || blank => *last = end,
            [.., (last, Class::Type), (joint, Class::Plain)]
                if class == Class::Type && matches!(&code[*last..*joint], "." | "::" | "\\") =>
            {
                *last = end;
                runs.pop();
            }
            _ => runs.push((end, if blank { Class::Plain } else { class })),
        }
        start = end;
    }
    runs
}

/// The objects and lists of JSON that can be folded, as their first and last lines: those of four lines or more, not
/// the outermost, and none right below the start of another.
fn json_folds(code: &str) -> Vec<(usize, usize)> {
    let mut open = Vec::new();
    let mut found = Vec::new();
    for (number, line) in code.lines().enumerate() {
        let line = line.trim();
        if line.ends_with(['{', '[']) {
            open.push(number);
        } else if matches!(line, "}" | "]" | "}," | "],")
            && let Some(first) = open.pop()
            && !open.is_empty()
            && number - first >= 3
        {
            found.push((first, number));
        }
    }
    found.sort_unstable();
    let mut last: Option<usize> = None;
    found.retain(|(first, _)| {
        let shown = last.is_none_or(|last| *first > last + 1);
        if shown {
            last = Some(*first);
        }
        shown
    });
    found
}

fn close(open: &mut Option<&'static str>, out: &mut String) {
    if let Some(tag) = open.take() {
        let _ = write!(out, "</{tag}>");
    }
}

/// Operators, punctuation and variables look like plain text in both themes.
fn shown(class: Class) -> Class {
    match class {
        Class::Operator | Class::Punctuation | Class::Variable => Class::Plain,
        class => class,
    }
}

/// The element around each line that is marked: of several marks the first here counts.
fn wrappers(marks: &Marks, count: usize) -> Vec<Option<&'static str>> {
    let mut wrappers = vec![None; count];
    let kinds = [(&marks.inserted, "ins"), (&marks.deleted, "del"), (&marks.marked, "mark"), (&marks.focused, "b")];
    for (ranges, tag) in kinds {
        // One more where a range begins, one less behind its end.
        let mut steps = vec![0_i64; count + 1];
        for (first, last) in ranges.iter().filter(|(first, last)| (1..=*last).contains(first)) {
            steps[(*first as usize - 1).min(count)] += 1;
            steps[(*last as usize).min(count)] -= 1;
        }
        let mut open = 0;
        for (wrapper, step) in wrappers.iter_mut().zip(steps) {
            open += step;
            if open > 0 {
                wrapper.get_or_insert(tag);
            }
        }
    }
    wrappers
}

/// What the words of code may mean, by the word.
type Names<'n> = HashMap<&'n str, Vec<&'n EntryName>>;

fn by_name<'n>(names: &[&'n EntryName]) -> Names<'n> {
    let mut known = Names::new();
    for name in names {
        known.entry(bare(&name.key)).or_default().push(name);
    }
    known
}

/// What writes tokens. The element of the last one stays open until something else than white space follows, so that
/// a text over several lines is one element.
struct Paint<'p> {
    names: Names<'p>,
    out: String,
    /// The class of the element that may go on, and where it would end.
    open: Option<(Class, usize)>,
}

impl Paint<'_> {
    /// `before` is what stands before it in its line.
    fn token(&mut self, text: &str, class: Class, before: &str) {
        if text.trim().is_empty() {
            self.out.push_str(text);
            return;
        }
        if self.open.is_none_or(|(open, _)| open != class) {
            self.close();
            let css = class.css();
            if !css.is_empty() {
                if let Some(known) = whole_name(text, class, before, &self.names) {
                    let (name, blank) = text.split_at(text.trim_end().len());
                    link(known, css, name, &mut self.out);
                    self.out.push_str(blank);
                    return;
                }
                let _ = write!(self.out, "<i class={css}>");
                self.open = Some((class, 0));
            }
        }
        if self.names.is_empty() || matches!(class, Class::String | Class::Comment) {
            escape::text(text, &mut self.out);
        } else {
            linked(text, before, &self.names, &mut self.out);
        }
        if let Some(open) = &mut self.open {
            open.1 = self.out.len();
        }
    }

    fn close(&mut self) {
        if let Some((_, end)) = self.open.take() {
            self.out.insert_str(end, "</i>");
        }
    }
}

/// What a token leads to that is nothing but a name, in quotes or with a colon: its link can carry the colour.
fn whole_name<'n>(text: &str, class: Class, before: &str, names: &Names<'n>) -> Option<&'n EntryName> {
    if matches!(class, Class::String | Class::Comment) {
        return None;
    }
    let name = text.trim_end().trim_end_matches(':').trim_matches('"');
    let before = if text.starts_with('"') { "\"" } else { before };
    if !name.is_empty() && name.chars().all(is_word) { known_at(name, before, names) } else { None }
}

/// Words that are the key of an entry or a field lead there.
fn linked(text: &str, before: &str, names: &Names<'_>, out: &mut String) {
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let length = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
        if length == 0 {
            let skip = rest.find(is_word).unwrap_or(rest.len());
            escape::text(&rest[..skip], out);
            at += skip;
            continue;
        }
        let name = &rest[..length];
        match known_at(name, if at == 0 { before } else { &text[..at] }, names) {
            Some(known) => link(known, "", name, out),
            None => escape::text(name, out),
        }
        at += length;
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '$')
}

/// What a word means behind what stands before it.
fn known_at<'n>(name: &str, before: &str, names: &Names<'n>) -> Option<&'n EntryName> {
    let fits = |known: &&&EntryName| {
        known.pattern_before.as_deref().is_none_or(|pattern| {
            let left = before.trim_end();
            left.ends_with(pattern) && !left[..left.len() - pattern.len()].ends_with(is_word)
        })
    };
    names.get(name)?.iter().find(fits).copied()
}

fn link(known: &EntryName, css: &str, text: &str, out: &mut String) {
    out.push_str("<a");
    if !css.is_empty() {
        let _ = write!(out, " class={css}");
    }
    out.push_str(" href=\"");
    escape::html(&known.href, out);
    out.push('"');
    if !known.description.is_empty() {
        out.push_str(" title=\"");
        escape::html(&known.description, out);
        out.push('"');
    }
    out.push('>');
    escape::text(text, out);
    out.push_str("</a>");
}

/// `builder()` → `builder`, `:name` → `name`
fn bare(key: &str) -> &str {
    key.trim_end_matches("()").trim_start_matches([':', '-', '@'])
}

/// What is shown of a sample: a region of it or all, its marks taken out. Where the region is not to be had it is all.
#[must_use]
pub fn sample(text: &str, name: Option<&str>, marks: &mut Marks) -> (String, Option<RegionProblem>) {
    let text = &text[crate::parse::byte_order_mark(text)..];
    let (code, problem) = match region(text, name) {
        Ok(code) => (code, None),
        Err(problem) => (text.into(), Some(problem)),
    };
    (stripped(&code, marks), problem)
}

/// The region of a sample between `region NAME` and `endregion`; comment lines of other regions are taken out too.
pub fn region<'t>(code: &'t str, name: Option<&str>) -> Result<std::borrow::Cow<'t, str>, RegionProblem> {
    let is_mark = |line: &str| {
        let words = comment_words(line).trim_start_matches('#').trim();
        if words == "endregion" || words.starts_with("endregion ") {
            Some(None)
        } else {
            words.strip_prefix("region ").map(|name| Some(name.trim().to_owned()))
        }
    };
    if !code.contains("region") {
        return match name {
            None => Ok(code.into()),
            Some(_) => Err(RegionProblem::Missing(Vec::new())),
        };
    }
    let mut kept = String::new();
    let mut names = Vec::new();
    let mut depth = 0_usize;
    let mut inside: Option<usize> = None;
    for line in code.split_inclusive('\n') {
        match is_mark(line) {
            Some(Some(found)) => {
                depth += 1;
                if inside.is_none() && name == Some(found.as_str()) {
                    inside = Some(depth);
                }
                names.push(found);
            }
            Some(None) => {
                if inside == Some(depth) {
                    return Ok(dedented(&kept).into());
                }
                depth = depth.saturating_sub(1);
            }
            None if name.is_none() || inside.is_some() => kept.push_str(line),
            None => {}
        }
    }
    match (name, inside) {
        (None, _) => Ok(kept.into()),
        (Some(_), None) => Err(RegionProblem::Missing(names)),
        (Some(_), Some(_)) => Err(RegionProblem::Unclosed),
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RegionProblem {
    /// The names that there are.
    Missing(Vec<String>),
    Unclosed,
}

/// Without the indentation that all lines share.
fn dedented(code: &str) -> String {
    let indent = |line: &str| line.len() - line.trim_start_matches([' ', '\t']).len();
    let least = code.lines().filter(|line| !line.trim().is_empty()).map(indent).min().unwrap_or(0);
    code.split_inclusive('\n').map(|line| line.get(least..).unwrap_or("\n")).collect()
}
