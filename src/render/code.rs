//! Code for the reader: fences and samples, highlighted, marked, with their names linked.

mod marks;
mod names;
mod region;

use std::fmt::Write as _;

use crate::model::links::EntryName;

use super::escape;
use super::highlight::{self, Class, Line};
pub use marks::{Marks, marks, ranges, stripped};
use names::{Names, by_name, link, linked, whole_name};
pub use region::{RegionProblem, sample};

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
