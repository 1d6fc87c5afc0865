//! Everything that touches the world: disk, terminal, network. The files here do not know each other.
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
