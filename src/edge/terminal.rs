//! What the terminal of the one who runs folio can show. The only home of `terminal_size`.

use std::io::IsTerminal as _;

/// Where nobody knows how wide it is.
const USUAL: usize = 100;
/// Of a log or a pipe, which cuts nothing.
const LOG: usize = 120;

/// What can be shown on standard error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shows {
    pub color: bool,
    /// A line that is written again and again.
    pub bar: bool,
    /// Columns.
    pub width: usize,
}

/// Asks the terminal and the environment.
#[must_use]
pub fn shows() -> Shows {
    let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let is_terminal = std::io::stderr().is_terminal();
    let is_dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
    let asked = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok()).filter(|columns| *columns > 0);
    let width = asked.unwrap_or_else(|| match terminal_size::terminal_size_of(std::io::stderr()) {
        Some((width, _)) if width.0 > 0 => usize::from(width.0),
        _ if is_terminal => USUAL,
        _ => LOG,
    });
    Shows {
        color: !set("NO_COLOR") && !is_dumb && (is_terminal || set("CLICOLOR_FORCE")),
        bar: is_terminal && !is_dumb && !set("CI"),
        width,
    }
}
