//! `folio init DIR`: a small site that builds clean and explains itself; `folio new PATH`: one more page.

use std::path::Path;

use rust_embed::RustEmbed;

use crate::edge::failure::Failure;
use crate::edge::files;
use crate::model::language::Language;
use crate::parse;

use super::{Outcome, Terminal};

#[derive(RustEmbed)]
#[folder = "src/starter/"]
struct Starter;

/// Makes a new site in a folder that is empty or not there.
#[must_use]
pub fn run(folder: &Path, terminal: Terminal) -> Outcome {
    match init(folder) {
        Ok(count) => {
            let shown = folder.display();
            terminal.say(&format!("made {count} files in `{shown}`"));
            terminal.say(&format!("next: `folio serve --root {shown}` shows the site while you write"));
            Outcome::Clean
        }
        Err(failure) => terminal.failed(&failure),
    }
}

fn init(folder: &Path) -> Result<usize, Failure> {
    if files::holds_anything(folder)? {
        let cause = "it holds files already; name a folder that is empty or not there";
        return Err(Failure::wrong_use("cannot start a site in", folder, cause));
    }
    let mut names: Vec<_> = Starter::iter().collect();
    names.sort_unstable();
    for name in &names {
        let file = Starter::get(name).expect("the name comes from the same list");
        files::create(&folder.join(name.as_ref()), &file.data)?;
    }
    Ok(names.len())
}

/// Makes a page with a skeleton for the site's languages: `reference/users/create`.
#[must_use]
pub fn new_page(root: &Path, path: &str, terminal: Terminal) -> Outcome {
    match page(root, path) {
        Ok(written) => {
            terminal.say(&format!("made `{written}`"));
            Outcome::Clean
        }
        Err(failure) => terminal.failed(&failure),
    }
}

fn page(root: &Path, path: &str) -> Result<String, Failure> {
    let content = root.join("content");
    let wrong = |cause: &str| Failure::wrong_use("cannot make the page", Path::new(path), cause);
    let stem = path.trim_matches('/').trim_end_matches(".mdx");
    let stem = stem.strip_prefix("content/").unwrap_or(stem);
    if stem.is_empty() || crate::model::route::Route::parse(&format!("/{stem}")).is_err() {
        return Err(wrong("name it by its route, such as `reference/users/create`"));
    }
    if !content.is_dir() {
        return Err(Failure::wrong_use("cannot make a page in", root, "it has no folder `content`"));
    }
    let file = content.join(format!("{stem}.mdx"));
    if file.exists() {
        return Err(wrong("it is there already"));
    }
    let text = if stem.split('/').any(|part| part == "reference") {
        reference_page(stem, &languages(&content))
    } else {
        prose_page(stem)
    };
    files::create(&file, text.as_bytes())?;
    Ok(format!("content/{stem}.mdx"))
}

/// The languages of the site that the page is for.
fn languages(content: &Path) -> Vec<Language> {
    let source = crate::model::source::SourceId(0);
    let text = files::text(&content.join("site.yml")).unwrap_or_default();
    parse::settings::settings(source, &text).value.languages
}

fn title(stem: &str) -> String {
    crate::index::title_of_name(stem.rsplit('/').next().unwrap_or(stem))
}

fn prose_page(stem: &str) -> String {
    format!("---\ntitle: {}\ndescription: What this page is for, in one sentence.\n---\n\nText.\n", title(stem))
}

/// An operation: one text for each field, one entry for each language.
fn reference_page(stem: &str, languages: &[Language]) -> String {
    use std::fmt::Write as _;
    let parts: Vec<&str> = stem.split('/').rev().take(2).collect();
    let id: String = parts.join("_").replace('-', "_");
    let mut text = format!(
        "---\ndescription: What the operation does, in one sentence.\ndescriptions:\n  {id}:\n    \
         name: What the field means. Every language shows this text.\nreference:\n"
    );
    for language in languages {
        let key = spelled(&language.id, &id);
        let _ = writeln!(text, "  {}:\n    - key: {key}\n      id: {id}\n      url: /{stem}", language.id);
        if language.id == "curl" {
            let _ = writeln!(text, "      title: /{}\n      type: POST", parts.last().copied().unwrap_or("things"));
        } else {
            let _ = writeln!(text, "      title: client.{key}()");
        }
        let _ = writeln!(
            text,
            "      parameters:\n        - key: {}\n          type: {}\n          description: ({id}.name)",
            spelled(&language.id, "name"),
            match language.id.as_str() {
                "ruby" | "java" | "kotlin" | "swift" | "scala" => "String",
                "python" => "str",
                _ => "string",
            }
        );
    }
    let _ = write!(text, "---\n\n# {}\n\nWhat happens, and when to use it.\n", title(stem));
    text
}

/// An identifier as a language spells it.
fn spelled(language: &str, name: &str) -> String {
    let upper = |word: &str| {
        let mut chars = word.chars();
        chars.next().map_or_else(String::new, |first| first.to_uppercase().collect::<String>() + chars.as_str())
    };
    let words: Vec<&str> = name.split('_').collect();
    match language {
        "js" | "ts" | "java" | "php" | "kotlin" | "swift" | "dart" | "scala" => {
            words[0].to_owned() + &words[1..].iter().map(|word| upper(word)).collect::<String>()
        }
        "dotnet" | "go" => words.iter().map(|word| upper(word)).collect(),
        _ => name.to_owned(),
    }
}
