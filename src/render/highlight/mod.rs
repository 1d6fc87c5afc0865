//! Comes in: a language and a sample of code. Goes out: the sample cut into tokens, each with one of
//! seventeen classes. The one thing to know: this folder is the only home of syntect and two-face;
//! no type of theirs leaves it.

mod class;
mod engine;
mod highlighted;
mod languages;
mod reference;
mod scopes;
mod stack;

pub use class::{Class, Token};
pub use engine::{highlight, plain_syntect};
pub use highlighted::{Highlighted, Line};
pub use languages::{known, names};
