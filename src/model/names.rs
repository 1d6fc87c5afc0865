//! A set of short texts that is asked now and then, as one piece of memory.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// The texts in order, each between two zero bytes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Names(Arc<str>);

impl Names {
    #[must_use]
    pub fn contains(&self, name: &str) -> bool {
        let is_whole = |at: usize| self.0[..at].ends_with('\0') && self.0[at + name.len()..].starts_with('\0');
        !name.is_empty() && !name.contains('\0') && self.0.match_indices(name).any(|(at, _)| is_whole(at))
    }

    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.split('\0').filter(|name| !name.is_empty())
    }

    /// All of them as one text, that another set can be held against.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromIterator<String> for Names {
    /// What is empty or holds a zero byte is no name.
    fn from_iter<I: IntoIterator<Item = String>>(names: I) -> Self {
        let mut names: Vec<String> =
            names.into_iter().filter(|name| !name.is_empty() && !name.contains('\0')).collect();
        names.sort_unstable();
        names.dedup();
        let mut all = String::with_capacity(names.iter().map(|name| name.len() + 1).sum::<usize>() + 1);
        for name in names {
            all.push('\0');
            all.push_str(&name);
        }
        if !all.is_empty() {
            all.push('\0');
        }
        Self(all.into())
    }
}

#[cfg(test)]
mod tests {
    use super::Names;

    #[test]
    fn a_name_is_found_whole() {
        let names: Names = ["ab", "abc", "c", "c", "", "Zürich"].into_iter().map(str::to_owned).collect();
        assert!(["ab", "abc", "c", "Zürich"].into_iter().all(|name| names.contains(name)));
        assert!(!["a", "b", "bc", "", "\0", "ab\0abc", "Z"].into_iter().any(|name| names.contains(name)));
        assert_eq!(names.iter().collect::<Vec<_>>(), ["Zürich", "ab", "abc", "c"]);
        assert!(!Names::default().contains("a") && Names::default().iter().next().is_none());
    }
}
