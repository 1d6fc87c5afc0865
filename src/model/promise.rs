//! An address that a release answered at, and that the next one has to answer at as well.

use super::place::Place;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Promise {
    /// As it stands in a browser, without host and base path: `/guides/start/`
    pub address: String,
    /// The same with its escapes read.
    pub path: String,
    pub place: Place,
}
