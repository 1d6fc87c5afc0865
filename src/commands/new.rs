//! `folio new PATH`: one more page, with a skeleton for the languages of the site.

use std::fmt::Write as _;
use std::path::Path;

use crate::edge::failure::Failure;
use crate::edge::{discover, files};
use crate::index::title_of_name;
use crate::model::language::Language;
use crate::model::route::Route;
use crate::model::source::SourceId;
use crate::parse;

use super::{Outcome, Terminal};

/// Makes the page `reference/users/create`.
#[must_use]
pub fn run(root: &Path, path: &str, terminal: Terminal) -> Outcome {
    match make(root, path) {
        Ok(made) => {
            terminal.say(&format!("made `{made}`"));
            Outcome::Clean
        }
        Err(failure) => terminal.failed(&failure),
    }
}

fn make(root: &Path, path: &str) -> Result<String, Failure> {
    let root = discover::root(root)?;
    let content = root.join("content");
    let wrong = |cause: &str| Failure::wrong_use("cannot make the page", Path::new(path), cause);
    let stem = path.trim_matches('/');
    let stem = stem.strip_prefix("content/").unwrap_or(stem);
    let (stem, ending) = match (stem.strip_suffix(".mdx"), stem.strip_suffix(".md")) {
        (Some(stem), _) => (stem, "mdx"),
        (None, Some(stem)) => (stem, "md"),
        (None, None) => (stem, "mdx"),
    };
    if stem.is_empty() || Route::parse(&format!("/{stem}")).is_err() {
        return Err(wrong("name it by its route, such as `reference/users/create`"));
    }
    let file = content.join(format!("{stem}.{ending}"));
    if file.symlink_metadata().is_ok() {
        return Err(wrong("it is there already"));
    }
    if !files::is_within(&file, &content) {
        return Err(wrong("a folder of it is a link that leads out of `content`"));
    }
    let names: Vec<&str> = stem.split('/').collect();
    let text = match names.iter().position(|name| *name == "reference") {
        Some(at) if at + 1 < names.len() => operation(&names[at + 1..], &languages(&root)?),
        _ => prose(names.last().copied().unwrap_or(stem)),
    };
    files::create(&file, text.as_bytes())?;
    Ok(format!("content/{stem}.{ending}"))
}

/// The languages of the site that the page is for.
fn languages(root: &Path) -> Result<Vec<Language>, Failure> {
    for settings in discover::SETTINGS {
        if let Some(text) = files::text(&root.join(settings))? {
            return Ok(parse::settings::settings(SourceId(0), &text).value.languages);
        }
    }
    Ok(parse::settings::settings(SourceId(0), "").value.languages)
}

fn prose(name: &str) -> String {
    format!("---\ntitle: {}\ndescription: What this page is for, in one sentence.\n---\n\nText.\n", title_of_name(name))
}

/// One text for each field, one entry for each language. `names` are those below `reference`: `users`, `create`.
fn operation(names: &[&str], languages: &[Language]) -> String {
    let words: Vec<String> = names.iter().map(|name| name.replace('-', "_")).collect();
    let (verb, group) = match words.as_slice() {
        [.., group, verb] => (verb.as_str(), Some(group.as_str())),
        [verb] => (verb.as_str(), None),
        [] => ("call", None),
    };
    let id = group.map_or_else(|| verb.to_owned(), |group| format!("{verb}_{group}"));
    let mut text = format!(
        "---\ndescription: What the operation does, in one sentence.\n\n# Texts that every language shows, each written \
         once.\ndescriptions:\n  {id}:\n    name: What the field means.\n\nreference:\n"
    );
    for language in languages {
        let shape = Shape::of(&language.id);
        let _ = writeln!(text, "  {}:", language.id);
        if language.id == "curl" {
            let _ = writeln!(text, "    - key: {id}\n      id: {id}\n      title: /v1/{}", group.unwrap_or(verb));
            let _ = writeln!(text, "      type: {}", method(verb));
        } else {
            let key = format!("{}{}", shape.spelled(verb), shape.suffix);
            let _ = writeln!(text, "    - key: {key}\n      id: {id}\n      title: {}", shape.call(group, &key));
        }
        let _ = writeln!(text, "      parameters:\n        - key: {}", shape.spelled("name"));
        let _ = writeln!(text, "          type: {}\n          description: ({id}.name)", shape.string);
    }
    let sample = names.last().copied().unwrap_or("call");
    let endings: Vec<String> =
        languages.iter().filter_map(|language| Some(format!("`.{}`", language.endings.first()?))).collect();
    let _ = write!(
        text,
        "---\n\n# {}\n\nWhat happens, and when to use it.\n\n{{/* The samples go into `_samples/` beside this page, as \
         `{sample}-request` with the ending {}. Then put this here:\n\n<CodeBlock title=\"Request\" \
         file=\"{sample}-request\" referenceId=\"{id}\" />\n*/}}\n",
        title_of_name(sample),
        endings.join(", ")
    );
    text
}

/// The method that a verb mostly stands for.
fn method(verb: &str) -> &'static str {
    match verb.split('_').next().unwrap_or_default() {
        "list" | "get" | "find" | "search" | "retrieve" | "show" => "GET",
        "update" | "change" | "edit" => "PATCH",
        "replace" => "PUT",
        "delete" | "remove" => "DELETE",
        _ => "POST",
    }
}

/// How code looks in a language.
struct Shape {
    /// `_` keeps words apart; if not, capitals do, the first one included if `capital`.
    snake: bool,
    capital: bool,
    /// What methods that wait end with.
    suffix: &'static str,
    /// Before a name, between names, and behind the name of a group.
    marks: (&'static str, &'static str, &'static str),
    string: &'static str,
}

impl Shape {
    fn of(language: &str) -> Self {
        let shape = |snake, capital, string| Self { snake, capital, suffix: "", marks: ("", ".", ""), string };
        match language {
            "dotnet" => Self { suffix: "Async", ..shape(false, true, "string") },
            "go" => shape(false, true, "string"),
            "js" | "ts" => shape(false, false, "string"),
            "java" => Self { marks: ("", ".", "()"), ..shape(false, false, "String") },
            "php" => Self { marks: ("$", "->", ""), ..shape(false, false, "string") },
            "kotlin" | "swift" | "scala" | "dart" => shape(false, false, "String"),
            "ruby" => shape(true, false, "String"),
            "python" => shape(true, false, "str"),
            "elixir" => shape(true, false, "String.t()"),
            _ => shape(true, false, "string"),
        }
    }

    /// A name as it is spelled.
    fn spelled(&self, name: &str) -> String {
        if self.snake {
            return name.to_owned();
        }
        let upper = |word: &str| {
            let mut chars = word.chars();
            chars.next().map_or_else(String::new, |first| first.to_uppercase().collect::<String>() + chars.as_str())
        };
        let words = name.split('_').enumerate();
        words.map(|(number, word)| if number == 0 && !self.capital { word.to_owned() } else { upper(word) }).collect()
    }

    /// `client.users.create()`
    fn call(&self, group: Option<&str>, key: &str) -> String {
        let (before, between, behind) = self.marks;
        let group = group.map(|group| format!("{}{behind}{between}", self.spelled(group))).unwrap_or_default();
        format!("{before}client{between}{group}{key}()")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_looks_like_its_language() {
        let call = |language: &str| {
            let shape = Shape::of(language);
            let key = format!("{}{}", shape.spelled("send_again"), shape.suffix);
            shape.call(Some("magic_link"), &key)
        };
        assert_eq!(call("ruby"), "client.magic_link.send_again()");
        assert_eq!(call("js"), "client.magicLink.sendAgain()");
        assert_eq!(call("go"), "client.MagicLink.SendAgain()");
        assert_eq!(call("dotnet"), "client.MagicLink.SendAgainAsync()");
        assert_eq!(call("java"), "client.magicLink().sendAgain()");
        assert_eq!(call("php"), "$client->magicLink->sendAgain()");
    }
}
