//! The nouns that travel between the phases. Nothing here touches the world, and nothing here does work:
//! a file is named for the noun it defines.

pub mod diagnostic;
pub mod document;
pub mod language;
pub mod page;
pub mod place;
pub mod reference;
pub mod settings;
pub mod source;
pub mod value;
