//! An index that stands, and a few pages that are found by other words than before, to the files of it that differ.
//!
//! Nothing here may come to another result than the whole vocabulary would; where that cannot be known from the files
//! alone, there is no result, and the vocabulary is asked.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::model::output::Output;

use super::records::Findable;
use super::{Layout, List, POSTINGS, Piece, path, rank, utf16_order};

/// A page, and what it is found by before and now.
pub struct Changed {
    pub place: u32,
    pub before: Findable,
    pub now: Findable,
}

/// How the places of one word change: for each page, those that go and those that come, and whether the word itself
/// comes to the page or goes from it.
type Changes = Vec<(u32, BTreeSet<u32>, BTreeSet<u32>, i32)>;

/// The files that differ. `read` gives a file of the index as it stands.
#[must_use]
pub fn revise(layout: &mut Layout, changed: &[Changed], read: &dyn Fn(&str) -> Option<Vec<u8>>) -> Option<Vec<Output>> {
    let mut by_piece: BTreeMap<usize, HashMap<&str, Changes>> = BTreeMap::new();
    for (word, changes) in changes(changed) {
        let after = layout.firsts.partition_point(|first| utf16_order(first, word).is_le());
        by_piece.entry(after.checked_sub(1)?).or_default().insert(word, changes);
    }
    let mut outputs = Vec::with_capacity(by_piece.len());
    for (number, changes) in by_piece {
        let words = words(&read(&path(&format!("i/t{number}.json")))?)?;
        outputs.push(revised(layout, number, words, changes)?);
    }
    Some(outputs)
}

fn changes(changed: &[Changed]) -> BTreeMap<&str, Changes> {
    let mut all: BTreeMap<&str, Changes> = BTreeMap::new();
    for Changed { place, before, now } in changed {
        let (before, now) = (by_word(before), by_word(now));
        let words: BTreeSet<&str> = before.keys().chain(now.keys()).copied().collect();
        let none = BTreeSet::new();
        for word in words {
            let (old, new) = (before.get(word).unwrap_or(&none), now.get(word).unwrap_or(&none));
            if old != new {
                let pages = i32::from(old.is_empty()) - i32::from(new.is_empty());
                let change = (*place, old - new, new - old, pages);
                all.entry(word).or_default().push(change);
            }
        }
    }
    all
}

fn by_word(found: &Findable) -> HashMap<&str, BTreeSet<u32>> {
    let mut places: HashMap<&str, BTreeSet<u32>> = HashMap::new();
    for (word, place) in &found.postings {
        if let Some(word) = found.words.get(*word as usize) {
            places.entry(word).or_default().insert(*place);
        }
    }
    places
}

/// The words of a piece with their lists.
fn words(file: &[u8]) -> Option<Vec<(String, List)>> {
    let (packed, lists): (String, Vec<Vec<u32>>) = serde_json::from_slice(file).ok()?;
    let mut words: Vec<(String, List)> = Vec::with_capacity(lists.len());
    let mut last = String::new();
    let mut lists = lists.into_iter();
    for word in packed.split(' ') {
        let mut rest = word.chars();
        let mut units = rest.next()?.to_digit(36)? as usize;
        let shared = last.char_indices().find_map(|(at, c)| {
            if units == 0 {
                return Some(at);
            }
            units = units.checked_sub(c.len_utf16())?;
            None
        });
        let mut word = last[..shared.unwrap_or(last.len())].to_owned();
        word.push_str(rest.as_str());
        words.push((word.clone(), list(&lists.next()?)?));
        last = word;
    }
    lists.next().is_none().then_some(words)
}

fn list(numbers: &[u32]) -> Option<List> {
    let mut page = 0;
    let mut places = Vec::with_capacity(numbers.len() / 2);
    for pair in numbers.chunks_exact(2) {
        page += pair[0];
        places.push((page, pair[1]));
    }
    let bar = match numbers.len() % 2 {
        1 => Some(places.iter().map(|place| rank(*place)).max()?),
        _ => None,
    };
    let pages = if bar.is_some() { *numbers.last()? } else { 0 };
    let total = u32::try_from(places.len()).ok()?;
    Some(List { places, pages, total, bar })
}

/// A piece with other places in it, if it still begins and ends where it did.
fn revised(
    layout: &mut Layout,
    number: usize,
    mut words: Vec<(String, List)>,
    changes: HashMap<&str, Changes>,
) -> Option<Output> {
    let (first, last) = (words.first()?.0.clone(), words.last()?.0.clone());
    if layout.firsts.get(number) != Some(&first) {
        return None;
    }
    let mut changes: Vec<(&str, Changes)> = changes.into_iter().collect();
    changes.sort_unstable_by(|a, b| utf16_order(a.0, b.0));
    for (word, changes) in changes {
        let at = words.binary_search_by(|(known, _)| utf16_order(known, word));
        let mut list = at.map_or_else(|_| List::default(), |at| std::mem::take(&mut words[at].1));
        change(layout, word, &mut list, &changes)?;
        match at {
            Ok(at) if list.places.is_empty() => drop(words.remove(at)),
            Ok(at) => words[at].1 = list,
            Err(_) if list.places.is_empty() => return None,
            Err(at) => words.insert(at, (word.to_owned(), list)),
        }
    }
    if words.first()?.0 != first || words.last()?.0 != last {
        return None;
    }
    let mut piece = Piece::default();
    for (at, (word, list)) in words.iter_mut().enumerate() {
        if at > 0 && piece.ends_before(word) {
            return None;
        }
        piece.add(word, &list.printed());
    }
    let next = layout.firsts.get(number + 1);
    next.is_none_or(|next| piece.ends_before(next)).then(|| piece.output(number))
}

/// Changes the list of a word, if what is in it tells how.
fn change(layout: &mut Layout, word: &str, list: &mut List, changes: &Changes) -> Option<()> {
    let known = layout.cut.binary_search_by(|(known, _)| utf16_order(known, word));
    if list.bar.is_some() != known.is_ok() {
        return None;
    }
    if let Ok(at) = known {
        list.total = layout.cut[at].1;
    }
    for (page, gone, come, pages) in changes {
        list.total = list.total.checked_sub(u32::try_from(gone.len()).ok()?)?;
        if let Some(bar) = list.bar {
            // Which one would come in the place of one of the best is not in the file.
            if gone.iter().any(|place| rank((*page, *place)) <= bar) {
                return None;
            }
            list.pages = list.pages.checked_add_signed(*pages)?;
        } else {
            let before = list.places.len();
            list.places.retain(|(known, place)| known != page || !gone.contains(place));
            if before - list.places.len() != gone.len() {
                return None;
            }
        }
        for place in come {
            list.total += 1;
            if list.bar.is_none_or(|bar| rank((*page, *place)) < bar) {
                list.places.push((*page, *place));
            }
        }
    }
    let was_cut = list.bar.is_some();
    if was_cut && list.total as usize <= POSTINGS {
        return None;
    }
    if !was_cut && list.places.len() > POSTINGS {
        let pages: BTreeSet<u32> = list.places.iter().map(|(page, _)| *page).collect();
        list.pages = u32::try_from(pages.len()).ok()?;
    }
    list.cut();
    match (known, list.bar.is_some()) {
        (Ok(at), _) => layout.cut[at].1 = list.total,
        (Err(at), true) => layout.cut.insert(at, (word.to_owned(), list.total)),
        (Err(_), false) => {}
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::super::Vocabulary;
    use super::*;
    use crate::model::output::Content;

    struct Dice(u64);

    impl Dice {
        fn below(&mut self, end: u32) -> u32 {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            u32::try_from((self.0 >> 33) % u64::from(end)).expect("it is small")
        }
    }

    /// Words of which some stand on most pages.
    fn page(dice: &mut Dice) -> BTreeMap<String, BTreeSet<u32>> {
        let mut words: BTreeMap<String, BTreeSet<u32>> = BTreeMap::new();
        for _ in 0..40 {
            let most = [6, 60, 900][dice.below(3) as usize];
            let number = dice.below(most);
            let word = if number.is_multiple_of(7) { format!("é{number}") } else { format!("w{:x}", number * 7919) };
            words.entry(word).or_default().insert(dice.below(4) * 10 + 2 + dice.below(8));
        }
        words
    }

    fn findable(words: &BTreeMap<String, BTreeSet<u32>>) -> Findable {
        let mut found = Findable::default();
        for (number, (word, places)) in words.iter().enumerate() {
            found.words.push(word.as_str().into());
            let number = u32::try_from(number).expect("it is small");
            found.postings.extend(places.iter().map(|place| (number, *place)));
        }
        found
    }

    fn files(pages: &[BTreeMap<String, BTreeSet<u32>>]) -> (BTreeMap<String, Vec<u8>>, Layout) {
        let mut vocabulary = Vocabulary::default();
        for (place, words) in pages.iter().enumerate() {
            vocabulary.add(u32::try_from(place).expect("it is small"), findable(words));
        }
        let (outputs, layout) = vocabulary.finish(&["ruby"]);
        let bytes = |output: Output| match output.content {
            Content::Bytes(bytes) => (output.path, bytes),
            Content::Copy(_) | Content::Kept(_) | Content::Joined(_) => unreachable!("the index is made"),
        };
        (outputs.into_iter().map(bytes).collect(), layout)
    }

    #[test]
    fn a_revised_index_is_the_one_that_would_be_made() {
        let mut dice = Dice(4);
        let mut pages: Vec<_> = (0..400).map(|_| page(&mut dice)).collect();
        let (mut stands, mut layout) = files(&pages);
        assert!(stands.len() > 8, "{} files", stands.len());
        let mut revised = 0;
        for _ in 0..300 {
            let mut changed = Vec::new();
            for _ in 0..=dice.below(2) {
                let at = dice.below(400);
                if changed.iter().any(|known: &Changed| known.place == at) {
                    continue;
                }
                let words = &mut pages[at as usize];
                let before = findable(words);
                for (word, places) in page(&mut dice).into_iter().take(1 + dice.below(4) as usize) {
                    match dice.below(4) {
                        0 => drop(words.remove(&word)),
                        _ => words.entry(word).or_default().extend(places),
                    }
                }
                if dice.below(3) == 0 {
                    let last = words.keys().nth(dice.below(12) as usize).cloned();
                    last.map(|word| words.remove(&word));
                }
                changed.push(Changed { place: at, before, now: findable(words) });
            }
            let (wanted, wanted_layout) = files(&pages);
            let mut next = layout.clone();
            let read = |path: &str| stands.get(path).cloned();
            if let Some(outputs) = revise(&mut next, &changed, &read) {
                revised += 1;
                for output in outputs {
                    if let Content::Bytes(bytes) = output.content {
                        stands.insert(output.path, bytes);
                    }
                }
                assert_eq!(next, wanted_layout);
                assert!(stands == wanted, "the files are those that would be made");
            } else {
                stands = wanted;
            }
            layout = wanted_layout;
        }
        assert!((60..300).contains(&revised), "{revised} of 300 were revised");
    }
}
