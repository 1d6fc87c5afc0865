//! A difference between what a schema says and what the reference or a sample says.

use super::diagnostic::Code;
use super::place::Place;

/// One difference, in one language where it is of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    pub code: Code,
    /// The id of the entries, or the path of the sample.
    pub subject: String,
    /// The way to the field: `user.email`; in a sample, a name or the place in it.
    pub field: String,
    pub language: Option<String>,
    /// Equal findings of several languages are told as one; `{in}` stands for the languages.
    pub message: String,
    pub place: Place,
    /// The other side of it, and what is said there.
    pub other: Option<(Place, String)>,
    pub help: Option<String>,
}

/// A difference that the author knows of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accepted {
    pub code: Code,
    pub subject: String,
    pub field: String,
    /// All of them, if none is named.
    pub languages: Vec<String>,
    pub place: Place,
}

impl Accepted {
    #[must_use]
    pub fn covers(&self, finding: &Finding) -> bool {
        let language = finding.language.as_ref();
        self.code == finding.code
            && self.subject == finding.subject
            && self.field == finding.field
            && (self.languages.is_empty() || language.is_some_and(|language| self.languages.contains(language)))
    }
}
