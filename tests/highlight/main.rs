//! The colours of code: equal to those of syntect, in every language, and within bounds for bad input.

#![allow(clippy::disallowed_methods, reason = "a test meets the world")]

mod bounds;
#[path = "../common/mod.rs"]
mod common;
mod damage;
mod equal;
mod languages;
