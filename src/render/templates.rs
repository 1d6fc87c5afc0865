//! The templates, built in and the user's own: the only home of the template engine.
//!
//! A user's file of the same name takes the place of a built-in one. A component is a component of the engine:
//! `{% component Callout(kind: string = "note", title: string = "") %}` in `templates/components/`.

use std::collections::BTreeMap;

use serde::Serialize;
use tera::{ComponentArgType, Context, ErrorKind, Tera};

use crate::model::diagnostic::did_you_mean;
use crate::near::near;

use super::escape;

/// One template: its name below `templates/`, and its text.
#[derive(Debug, Clone)]
pub struct TemplateFile {
    pub name: String,
    pub text: String,
}

/// What is wrong with a template, and where.
#[derive(Debug, Clone)]
pub struct TemplateProblem {
    /// The template, if it is known.
    pub name: Option<String>,
    /// Bytes of its text.
    pub range: std::ops::Range<usize>,
    pub message: String,
    pub help: Option<String>,
}

#[derive(Debug)]
pub struct Templates {
    engine: Tera,
    /// What each component takes, by name.
    components: BTreeMap<String, Signature>,
    /// Components of the user in files that could not be compiled.
    broken: Vec<String>,
    /// Some template speaks of items, which those of folio's own do not.
    mention_items: bool,
}

/// What a component takes.
#[derive(Debug, Clone)]
pub struct Signature {
    pub arguments: Vec<Argument>,
    /// It takes any further attribute.
    pub rest: bool,
}

#[derive(Debug, Clone)]
pub struct Argument {
    pub name: String,
    pub kind: Option<&'static str>,
    pub required: bool,
    pub default: Option<String>,
}

impl Signature {
    /// As it is shown in help: `Callout(kind: string = "note", title: string)`.
    #[must_use]
    pub fn shown(&self, name: &str) -> String {
        let arguments: Vec<String> = self
            .arguments
            .iter()
            .map(|argument| {
                let kind = argument.kind.map(|kind| format!(": {kind}")).unwrap_or_default();
                let default = argument.default.as_ref().map(|default| format!(" = {default}")).unwrap_or_default();
                format!("{}{kind}{default}", argument.name)
            })
            .collect();
        format!("{name}({})", arguments.join(", "))
    }
}

/// A value for a template: HTML, or data whose texts are escaped.
#[derive(Debug, Clone)]
pub struct Given(tera::Value);

impl Given {
    #[must_use]
    pub fn html(html: &str) -> Self {
        Self(tera::Value::safe_string(html))
    }

    #[must_use]
    pub fn data(data: &impl Serialize) -> Self {
        Self(tera::Value::from_serializable(data))
    }
}

impl Templates {
    /// Compiles all templates. Those of the user come after the built-in ones and win.
    pub fn new(files: &[TemplateFile]) -> Result<Self, Vec<TemplateProblem>> {
        let mut engine = Tera::default();
        engine.autoescape_on([".html", ".xml"]);
        // The engine's own way leaves `'` as it is, which ends an attribute that a template put between such quotes.
        engine.set_escape_fn(|text, out| out.write_all(escape::escaped(text).as_bytes()));
        let mut chosen: BTreeMap<&str, &str> = BTreeMap::new();
        for file in files {
            chosen.insert(&file.name, &file.text);
        }
        // A component that a user defines in a file of another name still takes the place of the built-in one.
        let mut defined: BTreeMap<String, &str> = BTreeMap::new();
        let mut dropped = Vec::new();
        for file in files.iter().rev() {
            if chosen.get(file.name.as_str()) != Some(&file.text.as_str()) {
                continue;
            }
            for name in component_names(&file.text) {
                match defined.get(&name) {
                    Some(other) if *other != file.name => dropped.push((file.name.clone(), name)),
                    _ => {
                        defined.insert(name, &file.name);
                    }
                }
            }
        }
        let texts: Vec<(String, String)> = chosen
            .iter()
            .map(|(name, text)| {
                let mut text = (*text).to_owned();
                for (_, component) in dropped.iter().filter(|(file, _)| file == name) {
                    text = without_component(&text, component);
                }
                ((*name).to_owned(), text)
            })
            .collect();
        engine
            .add_raw_templates(texts.iter().map(|(name, text)| (name.as_str(), text.as_str())))
            .map_err(|error| problems(&error, &texts))?;
        let names: Vec<String> = engine.get_component_names().map(str::to_owned).collect();
        let mut components = BTreeMap::new();
        for name in names {
            if let Some(info) = engine.get_component_definition(&name) {
                let arguments = info
                    .args()
                    .iter()
                    .filter(|argument| !argument.is_implicit())
                    .map(|argument| Argument {
                        name: shown_name(argument.name()).to_owned(),
                        kind: argument.arg_type().map(kind_word),
                        required: argument.is_required(),
                        default: argument.default().map(|value| serde_json::to_string(value).unwrap_or_default()),
                    })
                    .collect();
                components.insert(name, Signature { arguments, rest: info.rest_param().is_some() });
            }
        }
        let mention_items = chosen.values().any(|text| text.contains("items"));
        Ok(Self { engine, components, broken: Vec::new(), mention_items })
    }

    /// The templates that folio brings, for a site whose own cannot be compiled: what those define is known to be
    /// missing.
    #[must_use]
    pub fn without(built_in: &[TemplateFile], broken: &[TemplateFile]) -> Option<Self> {
        let templates = Self::new(built_in).ok()?;
        Some(Self { broken: broken.iter().flat_map(|file| component_names(&file.text)).collect(), ..templates })
    }

    #[must_use]
    pub fn is_broken(&self, component: &str) -> bool {
        self.broken.iter().any(|name| name == component)
    }

    #[must_use]
    pub fn signature(&self, component: &str) -> Option<&Signature> {
        self.components.get(component)
    }

    pub fn component_names(&self) -> impl Iterator<Item = &str> {
        self.components.keys().map(String::as_str)
    }

    /// Whether the items of the navigation must be at hand as data.
    #[must_use]
    pub fn mention_items(&self) -> bool {
        self.mention_items
    }

    /// Renders a template with what it sees, by name; into a text with some room.
    pub fn page<const N: usize>(
        &self,
        name: &str,
        views: [(&'static str, Given); N],
        room: usize,
    ) -> Result<String, TemplateProblem> {
        let mut context = Context::new();
        for (key, view) in views {
            context.insert_value(key, view.0);
        }
        let mut out = Vec::with_capacity(room);
        self.engine.render_to(name, &context, &mut out).map_err(|error| problem(&error))?;
        String::from_utf8(out).map_err(|error| problem(&error.into()))
    }

    /// Renders a component: its arguments, what folio gives it beside them, and its children as HTML.
    pub fn component(
        &self,
        name: &str,
        arguments: Vec<(String, Given)>,
        beside: Vec<(&'static str, Given)>,
        body: Option<&str>,
    ) -> Result<String, TemplateProblem> {
        let mut context = Context::new();
        for (key, value) in arguments {
            let key = if key == BODY { BODY_NAME.to_owned() } else { key };
            context.insert_value(key, value.0);
        }
        let mut implicit = Context::new();
        for (key, value) in beside {
            implicit.insert_value(key, value.0);
        }
        self.engine
            .render_component_with_implicits(name, &context, &implicit, body, true)
            .map_err(|error| problem(&error))
    }
}

/// The engine keeps this name for what stands between a component's tags; an attribute of the name goes by another.
const BODY: &str = "body";
const BODY_NAME: &str = "body_name";

fn shown_name(name: &str) -> &str {
    if name == BODY_NAME { BODY } else { name }
}

fn kind_word(kind: ComponentArgType) -> &'static str {
    kind.as_str()
}

/// The names of the components that a text defines.
fn component_names(text: &str) -> Vec<String> {
    text.split("{%")
        .skip(1)
        .filter_map(|tag| {
            let rest = tag.trim_start_matches('-').trim_start().strip_prefix("component ")?;
            Some(rest.trim_start().split(|c: char| !(c.is_alphanumeric() || c == '_')).next()?.to_owned())
        })
        .collect()
}

/// The text without one of its components; nothing else in it moves.
fn without_component(text: &str, name: &str) -> String {
    let Some(start) = text.match_indices("{%").map(|(at, _)| at).find(|at| {
        let rest = text[at + 2..].trim_start_matches('-').trim_start();
        rest.strip_prefix("component ").is_some_and(|rest| {
            rest.trim_start().strip_prefix(name).is_some_and(|rest| rest.trim_start().starts_with('('))
        })
    }) else {
        return text.to_owned();
    };
    let Some(end) = text[start..].find("endcomponent").and_then(|at| {
        let from = start + at;
        text[from..].find("%}").map(|close| from + close + 2)
    }) else {
        return text.to_owned();
    };
    let blank = text[start..end].split('\n').map(|line| " ".repeat(line.len())).collect::<Vec<_>>().join("\n");
    format!("{}{blank}{}", &text[..start], &text[end..])
}

/// The engine's own report, taken apart into data.
fn problem(error: &tera::Error) -> TemplateProblem {
    let unplaced = |message: &str| {
        let (message, help) = in_our_words(message);
        TemplateProblem { name: None, range: 0..0, message, help }
    };
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => TemplateProblem {
            name: Some(report.filename().to_owned()).filter(|name| !name.is_empty()),
            range: report.span().range.clone(),
            ..unplaced(report.message())
        },
        ErrorKind::TemplateNotFound(name) => unplaced(&format!("Unknown template `{name}`")),
        ErrorKind::MissingParent { parent, .. } => unplaced(&format!("Unknown template `{parent}`")),
        ErrorKind::CircularExtend { tpl, .. } | ErrorKind::CircularInclude { tpl, .. } => {
            unplaced(&format!("the template `{tpl}` brings itself in"))
        }
        other => unplaced(&other.to_string()),
    }
}

/// Everything that is wrong with some templates: the engine may put several reports into one text.
///
/// ```text
/// error: Unknown filter `shout`
///  --> foot.html:1:18
/// ```
fn problems(error: &tera::Error, texts: &[(String, String)]) -> Vec<TemplateProblem> {
    let ErrorKind::Msg(reports) = error.kind() else {
        return vec![problem(error)];
    };
    let mut found = Vec::new();
    let mut lines = reports.lines().peekable();
    while let Some(line) = lines.next() {
        let Some(message) = line.strip_prefix("error: ") else { continue };
        let (message, help) = in_our_words(message);
        let place = lines.peek().and_then(|line| line.trim_start().strip_prefix("--> "));
        let place = place.and_then(|place| {
            let mut parts = place.rsplitn(3, ':');
            let (column, line, name) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?, parts.next()?);
            let text = texts.iter().find(|(known, _)| known == name).map(|(_, text)| text)?;
            Some((name.to_owned(), word_at(text, line, column)?))
        });
        let (name, range) = place.map_or((None, 0..0), |(name, range)| (Some(name), range));
        found.push(TemplateProblem { name, range, message, help });
    }
    if found.is_empty() { vec![problem(error)] } else { found }
}

/// The word at a line and a column, from 1.
fn word_at(text: &str, line: usize, column: usize) -> Option<std::ops::Range<usize>> {
    let line_start = text.split_inclusive('\n').take(line.checked_sub(1)?).map(str::len).sum::<usize>();
    let start = text[line_start..].char_indices().nth(column.checked_sub(1)?).map(|(at, _)| line_start + at)?;
    let word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '/' | '"' | '<');
    let length = text[start..].find(|c| !word(c)).unwrap_or(text.len() - start);
    Some(start..start + length)
}

/// What the engine found, in words for the author.
fn in_our_words(message: &str) -> (String, Option<String>) {
    let line = message.lines().next().unwrap_or_default().trim_end_matches('.');
    let quoted = |text: &str| text.split('`').nth(1).unwrap_or_default().to_owned();
    if let Some(rest) = line.strip_prefix("Unknown ") {
        let what = rest.split_whitespace().next().unwrap_or_default();
        return (format!("there is no {what} `{}`", quoted(rest)), None);
    }
    if let Some((name, known)) = line.split_once(" is not defined") {
        let (_, known) = known.split_once(": ").unwrap_or_default();
        let kind = if name.starts_with("Field") { "field" } else { "value" };
        let name = quoted(name);
        let near = near(&name, known.split(", ").map(|word| word.trim_matches('`')));
        return (format!("there is no {kind} `{name}` here"), did_you_mean(&near));
    }
    if let Some((found, expected)) = line.strip_prefix("Found ").and_then(|rest| rest.split_once(" but expected ")) {
        let expected = if expected == "identifier" { "a name" } else { expected };
        return (format!("{found} stands where {expected} was expected"), None);
    }
    if line == "Unexpected end of input" {
        return ("the template ends before what was opened is closed".to_owned(), None);
    }
    let mut chars = line.chars();
    let lowered = chars.next().map(|first| first.to_lowercase().collect::<String>() + chars.as_str());
    (lowered.unwrap_or_default(), None)
}
