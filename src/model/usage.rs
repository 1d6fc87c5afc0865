//! Who takes or returns what, and which entries describe which schema.

use std::collections::BTreeMap;

/// A page by its number, and the anchor of the entries of one id on it.
pub type GroupAt = (usize, String);

/// For each group of entries, the groups that take or return it, and in which languages.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Usage {
    pub users: BTreeMap<GroupAt, BTreeMap<GroupAt, Vec<String>>>,
    /// For each schema, by the number of its page, the groups that describe it.
    pub documented: BTreeMap<usize, Vec<GroupAt>>,
}
