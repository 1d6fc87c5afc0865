//! Names that an author may have meant.

/// Up to three known names close to `wanted`, the closest first; their order does not matter.
pub fn near<'n>(wanted: &str, known: impl IntoIterator<Item = &'n str>) -> Vec<&'n str> {
    // Of two letters, one that is wrong leaves nothing to go by.
    let length = wanted.chars().count();
    let most = if length < 3 { 0 } else { (length / 3).clamp(1, 4) };
    let lower: Vec<char> = lower(wanted).collect();
    let mut measure = Measure::default();
    let mut found: Vec<(usize, &str)> = known
        .into_iter()
        .filter(|name| name.len().abs_diff(wanted.len()) <= most + 2)
        .filter_map(|name| Some((measure.distance(&lower, name, most)?, name)))
        .collect();
    found.sort_unstable();
    found.dedup();
    found.into_iter().take(3).map(|(_, name)| name).collect()
}

fn lower(name: &str) -> impl Iterator<Item = char> {
    name.chars().flat_map(char::to_lowercase)
}

/// What is used for each name anew: many names are asked for many that are wrong.
#[derive(Default)]
struct Measure {
    name: Vec<char>,
    before: Vec<usize>,
    last: Vec<usize>,
    row: Vec<usize>,
}

impl Measure {
    /// How many letters must be put in, taken out, changed or swapped; `None` if more than `most`.
    fn distance(&mut self, wanted: &[char], name: &str, most: usize) -> Option<usize> {
        self.name.clear();
        self.name.extend(lower(name));
        let (a, b) = without_common_ends(wanted, &self.name);
        if a.len().abs_diff(b.len()) > most {
            return None;
        }
        let Self { before, last, row, .. } = self;
        last.clear();
        last.extend(0..=b.len());
        for i in 1..=a.len() {
            row.clear();
            row.push(i);
            for j in 1..=b.len() {
                let change = last[j - 1] + usize::from(a[i - 1] != b[j - 1]);
                let mut least = change.min(last[j] + 1).min(row[j - 1] + 1);
                if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                    least = least.min(before[j - 2] + 1);
                }
                row.push(least);
            }
            if row.iter().min().is_some_and(|least| *least > most) {
                return None;
            }
            std::mem::swap(before, last);
            std::mem::swap(last, row);
        }
        last.last().copied().filter(|distance| *distance <= most)
    }
}

fn without_common_ends<'c>(a: &'c [char], b: &'c [char]) -> (&'c [char], &'c [char]) {
    let start = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[start..], &b[start..]);
    let end = a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b).count();
    (&a[..a.len() - end], &b[..b.len() - end])
}

#[cfg(test)]
mod tests {
    use super::near;

    fn check(wanted: &str, known: &[&str], found: &[&str]) {
        assert_eq!(near(wanted, known.iter().copied()), found, "{wanted}");
    }

    #[test]
    fn names_are_near_by_their_letters() {
        check("titel", &["title", "tile", "order"], &["title"]);
        check("Title", &["title", "titles"], &["title", "titles"]);
        check("descripton", &["description", "descriptions"], &["description", "descriptions"]);
        check("abcabc", &["abcbac", "abcab", "cbacba"], &["abcab", "abcbac"]);
        check("ab", &["abc", "AB"], &["AB"]);
        check("ÄÖÜ", &["äöü", "äöu", "aou"], &["äöü", "äöu"]);
        check("", &["", "a"], &[""]);
    }
}
