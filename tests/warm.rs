//! A build that finds what earlier ones left makes the same site as one that finds nothing, whatever was edited in
//! between, and whatever has become of what was left.
//!
//!     FOLIO_EDITS=1000 FOLIO_SEED=7 cargo test --test warm -- --nocapture

#![allow(clippy::disallowed_methods, clippy::print_stdout, reason = "a test meets the world, and says what it saw")]

#[path = "serve/random_site.rs"]
mod random_site;
mod sandbox;

use std::collections::BTreeMap;
use std::os::unix::fs::{PermissionsExt as _, chown};
use std::path::{Path, PathBuf};

use random_site::RandomSite;
use sandbox::{Random, Run, Sandbox, differences, number, tree};

/// What a run says, without what it did and how long that took.
fn found(run: &Run) -> serde_json::Value {
    let mut document = run.report();
    let summary = document["summary"].as_object_mut().expect("it has a summary");
    for key in ["written", "unchanged", "parsed", "rendered", "seconds"] {
        summary.remove(key);
    }
    document
}

fn build(sandbox: &Sandbox) -> Run {
    sandbox.run(&["build", "--format", "json"])
}

/// Builds with what is there and with nothing, and holds one against the other.
fn compare(sandbox: &Sandbox, what: &str) -> Run {
    let warm = build(sandbox);
    let other = sandbox.folder.join("cold");
    let cold = sandbox.run(&["build", "--no-cache", "--format", "json", "--output", other.to_str().expect("plain")]);
    assert_eq!(warm.code, cold.code, "{what}: {}\n{}", warm.said, cold.said);
    assert_eq!(found(&warm), found(&cold), "{what}");
    if warm.code == Some(0) {
        assert_eq!(differences(&tree(&sandbox.site()), &tree(&other)), [""; 0], "{what}");
    }
    warm
}

fn write(sandbox: &Sandbox, before: &BTreeMap<String, String>, now: &BTreeMap<String, String>) {
    for path in before.keys().filter(|path| !now.contains_key(*path)) {
        std::fs::remove_file(sandbox.docs().join(path)).expect("it is there");
    }
    for (path, text) in now.iter().filter(|(path, text)| before.get(*path) != Some(*text)) {
        sandbox.write(path, text);
    }
}

#[test]
fn a_warm_build_is_a_cold_build_after_any_edits() {
    let (seed, edits) = (number("FOLIO_SEED", 1), number("FOLIO_EDITS", 30));
    let sandbox = Sandbox::new("warm");
    let mut site = RandomSite::new(seed);
    let mut files = BTreeMap::new();
    let (mut good, mut rendered, mut pages) = (0_u64, 0, 0);
    for edit in 0..edits {
        let count_of_edits = if site.random.below(8) == 0 { 1 + site.random.below(6) } else { 1 };
        let what: Vec<String> = (0..count_of_edits).map(|_| site.edit()).collect();
        let what = format!("edit {edit} of seed {seed}: {}", what.join("; "));
        let now = site.files();
        write(&sandbox, &files, &now);
        files = now;
        let run = compare(&sandbox, &what);
        if run.code == Some(0) {
            good += 1;
            rendered += run.count("rendered");
            pages += run.count("pages") + run.count("schemas");
        }
    }
    println!("seed {seed}: {good} of {edits} edits published, {rendered} of {pages} pages rendered");
    assert!(good * 3 > edits, "too many edits have mistakes: {good} of {edits} were published");
    assert!(rendered < pages, "nothing was kept");
}

/// A site of which three pages show one text, and one brings in a partial.
fn small() -> Sandbox {
    let sandbox = Sandbox::new("counts");
    sandbox.write("content/index.mdx", "# Home\n\n[One](/one/#first) and [two](/two/).\n");
    for name in ["one", "two", "three"] {
        let entry = format!(
            "---\ntitle: {name}\nreference:\n  ruby:\n    - key: {name}\n      id: {name}\n      title: {name}()\n      \
             parameters:\n        - key: id\n          type: String\n          description: (shared.id)\n---\n\n## First\n\nWords.\n"
        );
        sandbox.write(&format!("content/{name}.mdx"), entry);
    }
    for number in 0..20 {
        sandbox
            .write(&format!("content/plain/page-{number}.mdx"), format!("---\ntitle: Page {number}\n---\n\nPlain.\n"));
    }
    sandbox.write("content/part.mdx", "# Part\n\n<Include file=\"/_partial.mdx\" />\n");
    sandbox.write("content/_partial.mdx", "Brought in.\n");
    sandbox.write("content/_shared.mdx", "---\ndescriptions:\n  shared:\n    id: The id.\n---\n");
    sandbox
}

fn counts(run: &Run) -> (u64, u64, u64) {
    assert_eq!(run.code, Some(0), "{}", run.said);
    (run.count("parsed"), run.count("rendered"), run.count("written"))
}

#[test]
fn only_what_an_edit_concerns_is_done_again() {
    let sandbox = small();
    let (parsed, rendered, _) = counts(&compare(&sandbox, "cold"));
    assert_eq!((parsed, rendered), (27, 25));
    assert_eq!(counts(&compare(&sandbox, "nothing")), (0, 0, 0));
    sandbox.write("content/plain/page-3.mdx", "---\ntitle: Page 3\n---\n\nPlain, and more.\n");
    let (parsed, rendered, written) = counts(&compare(&sandbox, "one page"));
    assert_eq!((parsed, rendered), (1, 1));
    assert!(written < 9, "{written}");
    sandbox.write("content/_shared.mdx", "---\ndescriptions:\n  shared:\n    id: The id of it.\n---\n");
    let (parsed, rendered, _) = counts(&compare(&sandbox, "a text"));
    assert_eq!((parsed, rendered), (1, 3));
    sandbox.write("content/_partial.mdx", "Brought in, and more.\n");
    let (parsed, rendered, _) = counts(&compare(&sandbox, "a partial"));
    assert_eq!((parsed, rendered), (1, 1));
    sandbox.write("content/plain/page-3.mdx", "---\ntitle: Page 3\n---\n\nPlain.\n\n## Heading\n");
    let (parsed, rendered, _) = counts(&compare(&sandbox, "a heading"));
    assert_eq!((parsed, rendered), (1, 1));
    std::fs::remove_file(sandbox.site().join("one/index.html")).expect("it is there");
    sandbox.write("site/two/index.html", "not folio's");
    let (parsed, rendered, written) = counts(&compare(&sandbox, "the output was touched"));
    assert_eq!((parsed, rendered, written), (0, 2, 2));
    assert_eq!(counts(&sandbox.run(&["build", "--format", "json", "--no-cache"])), (27, 25, 0));
    assert_eq!(counts(&compare(&sandbox, "after one without a cache")), (0, 0, 0));
    let elsewhere = sandbox.folder.join("kept");
    let args = ["build", "--format", "json", "--cache", elsewhere.to_str().expect("plain")];
    assert_eq!(counts(&sandbox.run(&args)), (27, 25, 0));
    assert_eq!(counts(&sandbox.run(&args)), (0, 0, 0));
    assert!(!sandbox.docs().join("site/.folio/cache").exists() && elsewhere.join("facts").is_file());
}

#[test]
fn a_check_leaves_nothing() {
    let sandbox = small();
    assert_eq!(sandbox.run(&["check"]).code, Some(0));
    assert!(!sandbox.docs().join(".folio").exists(), "there was none");
    assert_eq!(build(&sandbox).code, Some(0));
    sandbox.write("content/plain/page-3.mdx", "---\ntitle: Page 3\n---\n\nOther words.\n");
    let before = tree(&sandbox.docs());
    let check = sandbox.run(&["check", "--format", "json"]);
    assert_eq!((check.count("parsed"), check.count("rendered")), (1, 1), "what was left is looked at");
    assert_eq!(differences(&tree(&sandbox.docs()), &before), [""; 0]);
    assert_eq!(counts(&build(&sandbox)).0, 1, "nothing came of it for the build");
}

fn packs(sandbox: &Sandbox) -> Vec<PathBuf> {
    let folder = sandbox.docs().join(".folio/cache");
    let mut found: Vec<PathBuf> =
        std::fs::read_dir(folder).expect("there is a cache").flatten().map(|entry| entry.path()).collect();
    found.sort();
    found
}

/// A build of an edited site with a cache that something was done to.
fn damaged(what: &str, round: u64, damage: impl FnOnce(&Sandbox, &Path)) {
    let sandbox = small();
    assert_eq!(build(&sandbox).code, Some(0));
    sandbox.write("content/two.mdx", "# Two\n\nOther words.\n");
    assert_eq!(build(&sandbox).code, Some(0));
    let packs = packs(&sandbox);
    let which = usize::try_from(round).expect("it is small") % packs.len();
    damage(&sandbox, &packs[which]);
    sandbox.write("content/plain/page-4.mdx", format!("---\ntitle: Page 4\n---\n\nRound {round}.\n"));
    let what = format!("{what} of {}", packs[which].display());
    compare(&sandbox, &what);
    compare(&sandbox, &what);
}

#[test]
fn a_damaged_cache_is_none() {
    let mut random = Random::new(5);
    for round in 0..6 {
        damaged("a cut", round, |_, pack| {
            let bytes = std::fs::read(pack).expect("it is there");
            std::fs::write(pack, &bytes[..random.below(bytes.len())]).expect("it can be written");
        });
        damaged("a flipped bit", round, |_, pack| {
            let mut bytes = std::fs::read(pack).expect("it is there");
            let at = random.below(bytes.len());
            bytes[at] ^= 1 << random.below(8);
            std::fs::write(pack, bytes).expect("it can be written");
        });
    }
    for round in 0..2 {
        damaged("an empty file in the place", round, |_, pack| std::fs::write(pack, "").expect("it can be written"));
        damaged("the loss", round, |_, pack| std::fs::remove_file(pack).expect("it is there"));
        damaged("a folder in the place", round, |_, pack| {
            std::fs::remove_file(pack).expect("it is there");
            std::fs::create_dir(pack).expect("it can be made");
        });
        damaged("another folio", round, |_, pack| {
            let mut bytes = std::fs::read(pack).expect("it is there");
            bytes[0] ^= 1;
            let end = bytes.len() - 16;
            let digest = folio::model::source::Digest::of(&bytes[..end]);
            bytes[end..].copy_from_slice(&digest.0);
            std::fs::write(pack, bytes).expect("it can be written");
        });
        damaged("one pack in the place", round, |sandbox, pack| {
            let others = packs(sandbox);
            let other = others.iter().find(|other| *other != pack).expect("there are several");
            std::fs::copy(other, pack).expect("it can be written");
        });
        damaged("a link in the place", round, |sandbox, pack| {
            let there = sandbox.folder.join("there");
            std::fs::rename(pack, &there).expect("it is there");
            std::os::unix::fs::symlink(&there, pack).expect("the link can be made");
        });
    }
    damaged("a file for all", 0, |sandbox, _| {
        std::fs::remove_dir_all(sandbox.docs().join(".folio")).expect("it is there");
        sandbox.write(".folio", "a file");
    });
    damaged("a link for all", 0, |sandbox, _| {
        std::fs::rename(sandbox.docs().join(".folio"), sandbox.folder.join("there")).expect("it is there");
        std::os::unix::fs::symlink(sandbox.folder.join("there"), sandbox.docs().join(".folio"))
            .expect("it can be made");
    });
}

#[test]
fn what_pages_are_found_by_is_made_again_once_it_is_lost() {
    let sandbox = small();
    assert_eq!(build(&sandbox).code, Some(0));
    std::fs::remove_file(sandbox.docs().join(".folio/cache/words")).expect("it is there");
    let edit = |word: &str| {
        sandbox.write("content/plain/page-3.mdx", format!("---\ntitle: Page 3\n---\n\n{word}.\n"));
        counts(&compare(&sandbox, word)).1
    };
    assert_eq!((edit("lost"), edit("there")), (25, 1));
}

#[test]
fn a_cache_that_may_not_be_written_is_read() {
    let sandbox = small();
    let mode = |folder: &Path, mode| {
        std::fs::set_permissions(folder, std::fs::Permissions::from_mode(mode)).expect("it may be said");
    };
    mode(&sandbox.docs(), 0o777);
    let build = || sandbox.run_as_nobody(&["build", "--format", "json"]);
    assert_eq!(build().code, Some(0));
    sandbox.write("content/plain/page-4.mdx", "---\ntitle: Page 4\n---\n\nOther words.\n");
    mode(&sandbox.docs().join(".folio/cache"), 0o555);
    for _ in 0..2 {
        let (parsed, rendered, _) = counts(&build());
        assert_eq!((parsed, rendered), (1, 1), "nothing can be kept of it");
        assert_eq!(differences(&tree(&sandbox.site()), &sandbox.expected()), [""; 0]);
    }
    mode(&sandbox.docs().join(".folio/cache"), 0o755);
    assert_eq!((counts(&build()).0, counts(&build()).0), (1, 0));
}

#[test]
fn a_cache_keeps_its_size() {
    let sandbox = small();
    assert_eq!(build(&sandbox).code, Some(0));
    let size = || packs(&sandbox).iter().map(|pack| std::fs::metadata(pack).expect("it is there").len()).sum::<u64>();
    let first = size();
    for round in 0..30 {
        for number in 0..20 {
            let text = format!("---\ntitle: Page {number}\n---\n\nRound {round}.\n");
            sandbox.write(&format!("content/plain/page-{number}.mdx"), text);
        }
        assert_eq!(build(&sandbox).code, Some(0));
    }
    assert!(size() < first * 4, "{} of {first}", size());
    assert_eq!(sandbox.litter(), [""; 0]);
    let names: Vec<String> = packs(&sandbox)
        .iter()
        .map(|pack| pack.file_name().expect("it has a name").to_string_lossy().into_owned())
        .collect();
    assert!(names.iter().all(|name| !name.ends_with(".new")), "{names:?}");
    assert_eq!(sandbox.run(&["clean"]).code, Some(0));
    assert!(!sandbox.docs().join(".folio").exists());
}

mod as_root {
    use super::*;

    #[test]
    #[ignore = "needs the rights of root"]
    fn a_cache_of_somebody_else_is_none() {
        let sandbox = small();
        assert_eq!(build(&sandbox).code, Some(0));
        for pack in packs(&sandbox) {
            chown(&pack, Some(65534), None).expect("files may be given away");
        }
        let (parsed, rendered, _) = counts(&compare(&sandbox, "another owner"));
        assert_eq!((parsed, rendered), (27, 25));
    }
}
