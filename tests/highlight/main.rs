//! The colours of code: equal to those of syntect, in every language, and within bounds for bad input.

#![allow(clippy::disallowed_methods, clippy::print_stdout, reason = "a test meets the world, and says what it saw")]

mod bounds;
#[path = "../common/mod.rs"]
mod common;
mod damage;
mod equal;
mod languages;
