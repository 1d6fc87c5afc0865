//! `folio template [NAME]`: the templates and static files that folio brings, to be copied and changed.

use crate::model::diagnostic::did_you_mean;
use crate::near::near;
use crate::pipeline::OWN_STATIC;
use crate::render::assets;

use super::{Outcome, Terminal};

/// Prints one of them; without a name, the names of all.
#[must_use]
pub fn run(name: Option<&str>, terminal: Terminal) -> Outcome {
    let templates = assets::templates();
    let templated = templates.iter().map(|file| (format!("templates/{}", file.name), file.text.clone()));
    let text = |name: &str| Some(String::from_utf8_lossy(&assets::built_in(name)?).into_owned());
    let still = OWN_STATIC.iter().filter_map(|name| Some((format!("static/{name}"), text(name)?)));
    let files: Vec<(String, String)> = templated.chain(still).collect();
    let Some(name) = name else {
        let names: Vec<&str> = files.iter().map(|(path, _)| path.as_str()).collect();
        super::print(&names.join("\n"));
        return Outcome::Clean;
    };
    let is_named = |path: &str| path == name || path.split_once('/').is_some_and(|(_, rest)| rest == name);
    if let Some((_, text)) = files.iter().find(|(path, _)| is_named(path)) {
        super::print(text);
        return Outcome::Clean;
    }
    let known = files.iter().filter_map(|(path, _)| Some(path.split_once('/')?.1));
    let help = did_you_mean(&near(name, known));
    terminal.tell(&format!("error: folio brings no file `{name}`"));
    terminal.tell(&help.unwrap_or_else(|| "`folio template` lists all".to_owned()));
    Outcome::Misuse
}
