//! The reader's browser.

use std::process::{Command, Stdio};

/// Opens an address in the browser of this machine. False if there is none.
#[must_use]
pub fn open(address: &str) -> bool {
    let program = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };
    let mut command = Command::new(program);
    command.arg(address).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.spawn().is_ok()
}
