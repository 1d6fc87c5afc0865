//! Everything that touches the world: disk, terminal, network. What several of them need, failures and the calls of
//! the system, has a file of its own.
#![expect(clippy::disallowed_methods, clippy::disallowed_types, reason = "this is where folio meets the world")]

pub mod browser;
pub mod cache;
pub mod discover;
pub mod failure;
pub mod files;
pub mod history;
pub mod interrupt;
pub mod progress;
pub mod report;
pub mod server;
pub mod system;
pub mod terminal;
pub mod watch;
pub mod web;
pub mod write;
