//! `content/site.yml` to [`Settings`].

use crate::limits;
use crate::model::diagnostic::{Checked, Code, Severity};
use crate::model::language::Language;
use crate::model::place::Step;
use crate::model::route::is_unsafe;
use crate::model::settings::{HeadTag, NavigationItem, Repository, SchemaSettings, Settings};
use crate::model::source::SourceId;
use crate::model::value::Value;

use super::data;
use super::reader::{Reader, Says};

mod theme;

const KEYS: [&str; 20] = [
    "title",
    "description",
    "base_url",
    "languages",
    "navigation",
    "redirects",
    "combine",
    "repository",
    "schemas",
    "severity",
    "search",
    "twins",
    "coverage",
    "head",
    "theme",
    "limits",
    "editor",
    "follow",
    "aliases",
    "$schema",
];

#[must_use]
pub fn settings(source: SourceId, text: &str) -> Checked<Settings> {
    let mark = super::byte_order_mark(text);
    let mut value = match data::yaml(source, &text[mark..], mark) {
        Ok(value) => value,
        Err(diagnostic) => return Checked::new(Settings::default(), vec![*diagnostic]),
    };
    let diagnostics = data::duplicate_keys(source, &mut value);
    let mut reader = Reader::new(source, diagnostics, SAYS);
    let settings = reader.settings(value);
    Checked::new(settings, reader.diagnostics)
}

const SAYS: Says = Says {
    invalid: Code::INVALID_SETTING,
    unknown: Code::UNKNOWN_SETTING,
    no_such: |key| format!("there is no setting `{key}` here"),
};

impl Reader {
    fn settings(&mut self, value: Value) -> Settings {
        let mut settings = Settings::default();
        self.pairs(value, "a mapping", |reader, key, value| match key {
            "title" => settings.title = reader.text(value).unwrap_or_default(),
            "description" => settings.description = reader.text(value),
            "base_url" => settings.base_url = reader.base_url(value),
            "languages" => {
                let languages = reader.languages(value);
                if !languages.is_empty() {
                    settings.languages = languages;
                }
            }
            "navigation" => settings.navigation = reader.navigation(value, 0),
            "redirects" => settings.redirects = reader.redirects(value),
            "combine" => {
                let folders = reader.texts(value);
                settings.combine = folders.iter().map(|folder| format!("/{}", folder.trim_matches('/'))).collect();
            }
            "repository" => settings.repository = reader.repository(value),
            "schemas" => settings.schemas = reader.schemas(value),
            "severity" => settings.severity = reader.severity(value),
            "search" => settings.search = reader.truth(&value),
            "twins" => settings.twins = reader.truth(&value),
            "coverage" => settings.coverage_page = reader.truth(&value),
            "head" => settings.head = reader.head(value),
            "theme" => settings.theme = reader.theme(value),
            "limits" => reader.pairs(value, "a mapping", |reader, key, value| match key {
                "front_matter" => {
                    if let Some(most) = reader.size(&value) {
                        settings.front_matter_limit = most.min(limits::FRONT_MATTER_MOST);
                    }
                }
                _ => reader.unknown(key, &["front_matter"]),
            }),
            "editor" => settings.editor = reader.text(value),
            "follow" => settings.follow = reader.truth(&value),
            "aliases" => reader.pairs(value, "a mapping", |reader, key, value| {
                let names = reader.texts(value);
                settings.aliases.push((key.to_owned(), names));
            }),
            "$schema" => {}
            _ => reader.unknown(key, &KEYS),
        });
        settings
    }

    /// Those items of a list that can be read.
    fn list<T>(&mut self, value: Value, read: impl FnMut(&mut Self, Value) -> Option<T>) -> Vec<T> {
        self.each(value, "a list", read).into_iter().flatten().collect()
    }

    fn texts(&mut self, value: Value) -> Vec<String> {
        self.each_text(value).into_iter().flatten().collect()
    }

    fn base_url(&mut self, value: Value) -> Option<String> {
        let url = self.text(value)?;
        match check_base_url(&url) {
            Ok(url) => Some(url),
            Err(message) => {
                self.report(message);
                None
            }
        }
    }

    fn languages(&mut self, value: Value) -> Vec<Language> {
        self.list(value, |reader, value| match value {
            Value::Text(id) => {
                let known = Language::known(&id);
                if known.is_none() {
                    reader.report(format!(
                        "`{id}` is no language that folio knows; give `id`, `name`, `endings` and `highlight`"
                    ));
                }
                known
            }
            Value::Map(_) => reader.language(value),
            other => {
                reader.wrong("the id of a language", &other);
                None
            }
        })
    }

    fn language(&mut self, value: Value) -> Option<Language> {
        let (mut id, mut name, mut endings, mut highlight) = (None, None, Vec::new(), None);
        self.pairs(value, "a mapping", |reader, key, value| match key {
            "id" => id = reader.text(value),
            "name" => name = reader.text(value),
            "endings" => endings = reader.texts(value),
            "highlight" => highlight = reader.text(value),
            _ => reader.unknown(key, &["id", "name", "endings", "highlight"]),
        });
        let Some(id) = id else {
            self.report("a language needs an `id`");
            return None;
        };
        let plain = !id.is_empty() && id.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
        if !plain {
            self.report(format!("the id of a language is made of letters, digits, `-` and `_`, not `{id}`"));
            return None;
        }
        let known = Language::known(&id);
        let base = known.unwrap_or_else(|| Language {
            name: id.clone(),
            endings: vec![id.clone()],
            highlight: id.clone(),
            id: id.clone(),
        });
        Some(Language {
            id,
            name: name.unwrap_or(base.name),
            endings: if endings.is_empty() { base.endings } else { endings },
            highlight: highlight.unwrap_or(base.highlight),
        })
    }

    fn navigation(&mut self, value: Value, depth: usize) -> Vec<NavigationItem> {
        self.list(value, |reader, value| {
            let mut steps = reader.steps.clone();
            match value {
                Value::Text(route) => Some(NavigationItem::Page { title: None, route, steps }),
                Value::Map(_) => {
                    let (mut title, mut route, mut items, mut tab) = (None, None, Vec::new(), false);
                    let mut is_too_deep = false;
                    reader.pairs(value, "a mapping", |reader, key, value| match key {
                        "title" => title = reader.text(value),
                        "page" => route = reader.text(value),
                        "tab" => tab = reader.truth(&value),
                        "items" if depth < limits::NAVIGATION_DEPTH => items = reader.navigation(value, depth + 1),
                        "items" => {
                            is_too_deep = true;
                            reader.too_deep();
                        }
                        _ => reader.unknown(key, &["title", "page", "items", "tab"]),
                    });
                    steps.push(Step::Key("page".into()));
                    match (title, route, items.is_empty() && !is_too_deep) {
                        (title, Some(route), true) => Some(NavigationItem::Page { title, route, steps }),
                        (Some(title), route, false) => {
                            let page = route.map(|route| (route, steps));
                            Some(NavigationItem::Group { title, page, items, tab })
                        }
                        _ => {
                            reader.report("a line of the navigation has a `page`, or a `title` and `items`");
                            None
                        }
                    }
                }
                other => {
                    reader.wrong("a route or a group", &other);
                    None
                }
            }
        })
    }

    fn too_deep(&mut self) {
        let message = format!("groups stand more than {} deep in each other here", limits::NAVIGATION_DEPTH);
        self.report_key(Code::TOO_DEEP, message, "items", []);
    }

    fn redirects(&mut self, value: Value) -> Vec<(String, String)> {
        let mut redirects = Vec::new();
        self.pairs(value, "a mapping", |reader, from, value| {
            if let Some(to) = reader.text(value) {
                if from.starts_with('/') {
                    redirects.push((from.to_owned(), to));
                } else {
                    reader.report_key(
                        Code::INVALID_SETTING,
                        format!("a redirect starts with `/`, and `{from}` does not"),
                        from,
                        [],
                    );
                }
            }
        });
        redirects
    }

    fn repository(&mut self, value: Value) -> Option<Repository> {
        let mut repository = Repository { url: String::new(), branch: "main".to_owned(), folder: String::new() };
        match value {
            Value::Text(url) => repository.url = url,
            value => self.pairs(value, "a mapping", |reader, key, value| match key {
                "url" => repository.url = reader.text(value).unwrap_or_default(),
                "branch" => repository.branch = reader.text(value).unwrap_or_default(),
                "folder" => {
                    reader.text(value).unwrap_or_default().trim_matches('/').clone_into(&mut repository.folder);
                }
                _ => reader.unknown(key, &["url", "branch", "folder"]),
            }),
        }
        if !repository.url.starts_with("https://") && !repository.url.starts_with("http://") {
            self.report("a repository is an address that starts with `https://`");
            return None;
        }
        repository.url = repository.url.trim_end_matches('/').to_owned();
        Some(repository)
    }

    fn schemas(&mut self, value: Value) -> SchemaSettings {
        let mut schemas = SchemaSettings::default();
        self.pairs(value, "a mapping", |reader, key, value| match key {
            "tags" => schemas.tags = reader.texts(value),
            "source" => schemas.source = reader.text(value),
            _ => reader.unknown(key, &["tags", "source"]),
        });
        schemas
    }

    fn severity(&mut self, value: Value) -> Vec<(String, Severity)> {
        let mut list = Vec::new();
        self.pairs(value, "a mapping", |reader, key, value| {
            if Code::named(key).is_none() {
                let message = format!("there is no diagnostic `{key}`");
                return reader.report_key(Code::UNKNOWN_SETTING, message, key, Code::ALL.iter().map(|code| code.name));
            }
            let severity = match value.as_text() {
                Some("error") => Severity::Error,
                Some("warning") => Severity::Warning,
                Some("hint") => Severity::Hint,
                Some("off") => Severity::Off,
                _ if value == Value::Bool(false) => Severity::Off,
                _ => {
                    reader.report("`error`, `warning`, `hint` or `off` was expected");
                    return;
                }
            };
            list.push((key.to_owned(), severity));
        });
        list
    }

    fn head(&mut self, value: Value) -> Vec<HeadTag> {
        self.list(value, |reader, value| {
            let mut tag = None;
            reader.pairs(value, "a mapping", |reader, key, value| {
                if !matches!(key, "meta" | "link") {
                    reader.unknown(key, &["meta", "link"]);
                    return;
                }
                let mut attributes = Vec::new();
                reader.pairs(value, "a mapping", |reader, name, value| {
                    let lower = name.to_ascii_lowercase();
                    if lower.starts_with("on") || !name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') {
                        reader.report_key(
                            Code::INVALID_SETTING,
                            format!("`{name}` is no attribute that can stand here"),
                            name,
                            [],
                        );
                    } else if let Some(text) = reader.text(value) {
                        if is_safe_in_head(&lower, &text) {
                            attributes.push((name.to_owned(), text));
                        } else {
                            reader.report(format!("`{text}` is no value for `{name}` that is safe"));
                        }
                    }
                });
                tag = Some(HeadTag { name: key.to_owned(), attributes });
            });
            tag
        })
    }

    /// `4 MB`, `512 KB`, or a number of bytes.
    fn size(&mut self, value: &Value) -> Option<usize> {
        let size = match value {
            Value::Text(text) => {
                let text = text.trim().to_ascii_uppercase();
                let (digits, unit) =
                    text.find(|c: char| !c.is_ascii_digit()).map_or((text.as_str(), ""), |at| text.split_at(at));
                let unit = match unit.trim() {
                    "" | "B" => Some(1),
                    "K" | "KB" => Some(1 << 10),
                    "M" | "MB" => Some(1 << 20),
                    _ => None,
                };
                digits.parse::<usize>().ok().zip(unit).and_then(|(number, unit)| number.checked_mul(unit))
            }
            Value::Integer(number) => usize::try_from(*number).ok().filter(|size| *size < 1_000_000_000),
            _ => None,
        };
        if size.is_none() {
            self.wrong("a size such as `4 MB`", value);
        }
        size
    }
}

/// An address that a browser may load, an image written out among them, as no image runs what is in it; and no order to
/// leave the page. Everything else is words, and may say anything.
fn is_safe_in_head(name: &str, value: &str) -> bool {
    match name {
        "href" | "imagesrcset" => !is_unsafe(value) || value.trim_start().starts_with("data:image/"),
        "http-equiv" => !value.trim().eq_ignore_ascii_case("refresh"),
        _ => true,
    }
}

/// `https://docs.example.com/api`, or a path alone: `/api`.
pub fn check_base_url(url: &str) -> Result<String, &'static str> {
    let url = url.trim_end_matches('/');
    let after = match url.split_once("://") {
        Some(("http" | "https", rest)) if !rest.is_empty() && !rest.starts_with('/') => rest,
        None if url.is_empty() || url.starts_with('/') => url,
        _ => return Err("a base URL starts with `https://`, `http://` or `/`"),
    };
    let odd = |c: char| c.is_control() || c.is_whitespace() || "?#\"'<>`{}|^\\".contains(c);
    if after.contains(odd) || after.contains("/../") || after.ends_with("/..") {
        return Err("a base URL is a host and a path, and nothing else");
    }
    Ok(url.to_owned())
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_schema_for_editors_knows_the_same_keys() {
        let mut known = super::KEYS.to_vec();
        known.sort_unstable();
        assert_eq!(crate::editor::keys(crate::editor::SETTINGS), known);
    }
}
