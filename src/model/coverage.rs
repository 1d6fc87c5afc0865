//! How much of a site's reference each language has.

use serde::Serialize;

#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Coverage {
    pub languages: Vec<LanguageCoverage>,
    pub gaps: Vec<Gap>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct LanguageCoverage {
    pub id: String,
    pub name: String,
    pub entries: Count,
    pub fields: Count,
    pub samples: Count,
    /// Of all three together; 100 where nothing is asked for.
    pub percent: f64,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Count {
    pub have: usize,
    pub of: usize,
}

/// Something that a language lacks and another has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Gap {
    pub language: String,
    pub kind: GapKind,
    /// The id of the entries, or the stem of the sample.
    pub id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// The address of the page.
    pub href: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum GapKind {
    Entry,
    Field,
    Sample,
}

impl Count {
    pub fn add(&mut self, has: bool) {
        self.of += 1;
        self.have += usize::from(has);
    }

    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "counts of documentation are small")]
    pub fn percent(self) -> f64 {
        if self.of == 0 { 100.0 } else { self.have as f64 * 100.0 / self.of as f64 }
    }
}
