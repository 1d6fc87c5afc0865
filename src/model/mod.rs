//! The nouns that travel between the phases. Nothing here touches the world, and nothing here does work:
//! a file is named for the noun it defines.

pub mod compact;
pub mod coverage;
pub mod day;
pub mod diagnostic;
pub mod document;
pub mod finding;
pub mod json;
pub mod language;
pub mod links;
pub mod names;
pub mod nav;
pub mod output;
pub mod page;
pub mod place;
pub mod promise;
pub mod reference;
pub mod route;
pub mod schema;
pub mod settings;
pub mod shared;
pub mod source;
pub mod store;
pub mod theme;
pub mod usage;
pub mod value;
