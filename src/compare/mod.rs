//! What a site says of one thing in several places, held against each other: schemas and their examples, schemas
//! and entries, samples and both.

mod block;
pub mod coverage;
pub mod drift;
pub mod example;
pub mod field;
mod instance;
mod kind;
mod name;
mod pattern;
pub mod report;
pub mod sample;
pub mod shape;
