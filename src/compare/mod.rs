//! What a site says of one thing in several places, held against each other: schemas and their examples, schemas
//! and entries, samples and both.

pub mod example;
mod instance;
mod pattern;
