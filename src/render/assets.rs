//! What is inside the binary: the built-in templates and static files; and how those are published.

use std::fmt::Write as _;

use rust_embed::RustEmbed;

use crate::model::language::Language;
use crate::model::source::Digest;
use crate::model::theme::Theme;

use super::templates::TemplateFile;
use super::theme;

/// Where folio's own files are published, apart from the author's.
pub const FOLDER: &str = "_folio";

#[derive(RustEmbed)]
#[folder = "templates/"]
struct BuiltInTemplates;

#[derive(RustEmbed)]
#[folder = "static/"]
#[exclude = "screens/*"]
#[exclude = "editor/*"]
struct BuiltInStatic;

/// The built-in templates, sorted by name.
#[must_use]
pub fn templates() -> Vec<TemplateFile> {
    let mut names: Vec<_> = BuiltInTemplates::iter().collect();
    names.sort_unstable();
    names
        .into_iter()
        .filter(|name| name.ends_with(".html") || name.ends_with(".xml"))
        .filter_map(|name| {
            let text = String::from_utf8(BuiltInTemplates::get(&name)?.data.into_owned()).ok()?;
            Some(TemplateFile { name: name.into_owned(), text })
        })
        .collect()
}

/// A built-in static file.
#[must_use]
pub fn built_in(name: &str) -> Option<Vec<u8>> {
    BuiltInStatic::get(name).map(|file| file.data.into_owned())
}

/// A file of folio's own on its way out: its name carries its hash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asset {
    /// `_folio/folio.1a2b3c4d.css`
    pub path: String,
    pub bytes: Vec<u8>,
}

#[must_use]
pub fn asset(name: &str, bytes: Vec<u8>) -> Asset {
    let digest = Digest::of(&bytes).hex();
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, "bin"));
    Asset { path: format!("{FOLDER}/{stem}.{}.{ending}", &digest[..8]), bytes }
}

/// A script without its comment lines and indentation; lines are never joined.
#[must_use]
pub fn slim_script(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.lines() {
        let line = line.trim();
        if !line.is_empty() && !line.starts_with("//") {
            out.push_str(line);
            out.push('\n');
        }
    }
    out
}

/// A style sheet without comments and without white space that means nothing.
#[must_use]
pub fn slim_style(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find("/*") {
        plain.push_str(&rest[..start]);
        rest = rest[start..].find("*/").map_or("", |end| &rest[start + end + 2..]);
    }
    plain.push_str(rest);
    let mut out = String::with_capacity(plain.len());
    let mut quote = None;
    for c in plain.chars() {
        if let Some(open) = quote {
            out.push(c);
            if c == open {
                quote = None;
            }
            continue;
        }
        match c {
            _ if c.is_whitespace() => {
                if !out.ends_with([' ', '{', '}', ';', ',', '>']) && !out.is_empty() {
                    out.push(' ');
                }
            }
            '{' | '}' | ';' | ',' | '>' | '!' => {
                if out.ends_with(' ') {
                    out.pop();
                }
                if c == '}' && out.ends_with(';') {
                    out.pop();
                }
                out.push(c);
            }
            _ => {
                // `color: red`, but `a :hover` and `:is(…)` stay as they are.
                if out.ends_with(": ") && out[..out.len() - 2].ends_with(|c: char| c.is_ascii_alphabetic() || c == '-')
                {
                    out.pop();
                }
                if matches!(c, '"' | '\'') {
                    quote = Some(c);
                }
                out.push(c);
            }
        }
    }
    out.trim().to_owned()
}

/// The style sheet of a site: the built-in one, its languages, its theme.
#[must_use]
pub fn style(source: &str, languages: &[Language], theme: &Theme) -> String {
    let mut css = slim_style(source);
    css.push_str(&language_style(languages));
    css.push_str(&theme::style(theme));
    css
}

/// What is not of the chosen language is not shown, from the first paint on.
fn language_style(languages: &[Language]) -> String {
    if languages.is_empty() {
        return String::new();
    }
    let quoted = |text: &str| text.replace('\\', "\\\\").replace('"', "\\\"").replace(['\n', '\r', '<'], " ");
    let mut css = String::new();
    for language in languages {
        let _ = write!(
            css,
            "[data-lang={id}]{{--name:\"{}\";body [data-lang]:not([data-lang~={id}],[hidden]){{display:none}}\
             [data-by] [value={id}]{{color:var(--ink);box-shadow:inset 0 -2px var(--accent)}}}}",
            quoted(&language.name),
            id = language.id
        );
    }
    css
}

#[derive(RustEmbed)]
#[folder = "content/diagnostics/"]
#[include = "*.mdx"]
struct Explanations;

/// The page of the documentation on a diagnostic, as Markdown: the text of `folio explain`.
#[must_use]
pub fn explanation(code: &str) -> Option<String> {
    let file = Explanations::get(&format!("{code}.mdx"))?;
    let text = String::from_utf8(file.data.into_owned()).ok()?;
    let body =
        text.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n")).map_or(text.as_str(), |(_, body)| body);
    Some(format!("# {code}\n\n{}\n", body.trim()))
}
