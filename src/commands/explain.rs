//! `folio explain CODE`: what a diagnostic means, with an example and its remedy.

use crate::model::diagnostic::{Code, did_you_mean};
use crate::near::near;
use crate::render::assets;

use super::{Outcome, Terminal};

#[must_use]
pub fn run(name: &str, terminal: Terminal) -> Outcome {
    let Some(code) = Code::named(name) else {
        let help = did_you_mean(&near(name, Code::ALL.iter().map(|code| code.name)));
        terminal.tell(&format!("error: there is no diagnostic `{name}`"));
        terminal.tell(&help.unwrap_or_else(|| "`folio explain --list` shows all".to_owned()));
        return Outcome::Misuse;
    };
    if let Some(text) = assets::explanation(code.name) {
        super::print(&text);
        Outcome::Clean
    } else {
        super::print(&format!("{} ({})", code.name, code.severity.word()));
        Outcome::Clean
    }
}

/// Every code with its severity.
#[must_use]
pub fn list() -> Outcome {
    let width = Code::ALL.iter().map(|code| code.name.len()).max().unwrap_or(0);
    let lines: Vec<String> =
        Code::ALL.iter().map(|code| format!("{:width$}  {}", code.name, code.severity.word())).collect();
    super::print(&lines.join("\n"));
    Outcome::Clean
}
