//! Comes in: a language and a sample of code. Goes out: the sample cut into tokens, each with one of
//! seventeen classes. The one thing to know: this folder is the only home of syntect and two-face;
//! no type of theirs leaves it.

mod class;
mod deep;
mod engine;
mod grammar;
mod hash;
mod highlighted;
mod languages;
mod level;
mod lineup;
mod memo;
mod parser;
mod reference;
mod regex;
mod scopes;
mod search;
mod stack;
mod states;

pub use class::{Class, Token};
pub use engine::{highlight, plain_syntect};
pub use highlighted::{Highlighted, Line};
pub use languages::{known, names};
