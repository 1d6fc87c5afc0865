//! A site is made of the one before the last: whatever happens to either in between, the output is the site that a
//! build from nothing makes, with what others have put into it.

#![allow(clippy::disallowed_methods, reason = "a test meets the world")]

mod sandbox;

use std::collections::BTreeMap;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

use sandbox::{Random, Sandbox, Tree, differences, number, tree};

/// A site with so many pages, of which each can be given another text.
fn site(name: &str, pages: usize) -> Sandbox {
    let sandbox = Sandbox::new(name);
    sandbox.pages(pages, "first");
    for _ in 0..2 {
        assert_eq!(sandbox.run(&["build"]).code, Some(0));
        edit(&sandbox, 0, "again");
    }
    assert_eq!(sandbox.run(&["build"]).code, Some(0));
    sandbox
}

fn edit(sandbox: &Sandbox, page: usize, word: &str) {
    let text = format!("---\ntitle: Page {page}\n---\n\n## Part\n\n{word}\n\n[Home](/)\n");
    sandbox.write(&format!("content/part-{}/page-{page}/index.mdx", page / 20), text);
}

/// The folder of the site before, if there is one.
fn spare(sandbox: &Sandbox) -> Option<PathBuf> {
    let folder = std::fs::read_dir(sandbox.docs().join(".folio/spare")).ok()?.flatten().next()?.path();
    folder.join("record").is_file().then(|| folder.join("site"))
}

/// What a build that knows nothing makes of the sources, and what others have put beside it.
fn expected(sandbox: &Sandbox, foreign: &BTreeMap<String, String>) -> Tree {
    let output = sandbox.folder.join("expected");
    let _ = std::fs::remove_dir_all(&output);
    let run = sandbox.run(&["build", "--no-cache", "--output", output.to_str().expect("plain")]);
    assert_eq!(run.code, Some(0), "{}", run.said);
    let mut site = tree(&output);
    site.extend(foreign.iter().map(|(path, text)| (path.clone(), text.as_bytes().to_vec())));
    site
}

#[test]
fn files_that_stay_are_one_in_both_sites() {
    let sandbox = site("two", 30);
    let spare = spare(&sandbox).expect("a third build leaves the second site");
    let number = |path: PathBuf| std::fs::metadata(path).expect("it is there").ino();
    let page = "part-1/page-21/index.html";
    assert_eq!(number(spare.join(page)), number(sandbox.site().join(page)));
    let before = number(sandbox.site());
    edit(&sandbox, 3, "other");
    assert_eq!(sandbox.run(&["build"]).code, Some(0));
    edit(&sandbox, 4, "other");
    assert_eq!(sandbox.run(&["build"]).code, Some(0));
    assert_eq!(number(sandbox.site()), before, "the two folders take turns");
    assert_eq!(differences(&tree(&sandbox.site()), &expected(&sandbox, &BTreeMap::new())), [""; 0]);
    assert_eq!(sandbox.run(&["clean"]).code, Some(0));
    assert!(!spare.exists() && !sandbox.site().exists());
}

/// Edits, and things that others do to the output and to the spare, in any order.
#[test]
fn whatever_others_do_in_between_the_site_is_right() {
    let rounds: usize = number("FOLIO_ROUNDS", 50);
    let sandbox = site("between", 12);
    let mut random = Random::new(3);
    let mut foreign: BTreeMap<String, String> = BTreeMap::new();
    let mut used = 0;
    for round in 0..rounds {
        let page = random.below(12);
        edit(&sandbox, page, &format!("round {round}"));
        let published = format!("part-0/page-{}/index.html", random.below(12));
        let what = match random.below(14) {
            0 => {
                let name = ["CNAME", "part-0/mine.txt", "part-0/page-3/deep/er.txt", "empty/x"][random.below(4)];
                sandbox.write(&format!("site/{name}"), format!("{round}"));
                foreign.insert(name.to_owned(), format!("{round}"));
                format!("a file of somebody else: {name}")
            }
            1..=3 if !foreign.is_empty() => {
                for name in std::mem::take(&mut foreign).into_keys() {
                    let path = sandbox.site().join(name);
                    std::fs::remove_file(&path).expect("it is there");
                    // And the folders that are empty then: those of others keep a spare away.
                    let _ = path.ancestors().skip(1).try_for_each(std::fs::remove_dir);
                }
                "the files of others go".to_owned()
            }
            4 => {
                sandbox.write(&format!("site/{published}"), "altered");
                format!("{published} is altered in its place")
            }
            5 => {
                let path = sandbox.site().join(&published);
                let bytes = std::fs::read(&path).expect("it is there");
                std::fs::remove_file(&path).expect("it is there");
                std::fs::write(&path, bytes).expect("it can be written");
                format!("{published} is replaced by its like")
            }
            6 => {
                let path = sandbox.site().join(&published);
                let bytes = std::fs::read(&path).expect("it is there");
                // Both names lead to this.
                std::fs::write(&path, "altered").expect("it can be written");
                std::fs::remove_file(&path).expect("it is there");
                std::fs::write(&path, bytes).expect("it can be written");
                format!("{published} is altered in both sites, and mended in one")
            }
            7 => {
                let folder = format!("site/part-0/page-{}", random.below(12));
                let _ = std::fs::remove_dir_all(sandbox.docs().join(&folder));
                foreign.retain(|name, _| !format!("site/{name}").starts_with(&format!("{folder}/")));
                format!("{folder} is removed")
            }
            8 => {
                let record = spare(&sandbox).map(|spare| spare.with_file_name("record"));
                if let Some(record) = record {
                    let mut bytes = std::fs::read(&record).expect("it is there");
                    let at = random.below(bytes.len());
                    bytes[at] ^= 1;
                    std::fs::write(&record, bytes).expect("it can be written");
                }
                "the record of the spare is damaged".to_owned()
            }
            9 => {
                let _ = std::fs::remove_dir_all(sandbox.docs().join(".folio/spare"));
                "the spare is removed".to_owned()
            }
            10 => {
                assert_eq!(sandbox.run(&["build", "--no-cache"]).code, Some(0));
                edit(&sandbox, page, &format!("round {round}, once more"));
                "a build without a cache".to_owned()
            }
            11 => {
                sandbox.write(&format!("static/file-{}.txt", random.below(3)), format!("{round}"));
                "a file that is copied".to_owned()
            }
            _ => "nothing".to_owned(),
        };
        used += usize::from(spare(&sandbox).is_some());
        let run = sandbox.run(&["build"]);
        assert_eq!(run.code, Some(0), "round {round}, {what}: {}", run.said);
        let wanted = expected(&sandbox, &foreign);
        assert_eq!(differences(&tree(&sandbox.site()), &wanted), [""; 0], "round {round}, {what}");
    }
    assert!(used * 3 > rounds, "the spare was there in {used} of {rounds} rounds");
}

fn folder_for(file: PathBuf) {
    let _ = std::fs::remove_file(&file);
    std::fs::create_dir_all(file.join("deep")).expect("a folder can be made");
}

fn file_for(folder: PathBuf) {
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::write(folder, "a file").expect("it can be written");
}

#[test]
fn a_spare_that_cannot_be_used_stops_no_build() {
    type Damage = fn(&Path);
    let damages: [(&str, Damage); 5] = [
        ("the manifest is a folder", |spare| folder_for(spare.join(".folio/manifest.json"))),
        ("the folder of the manifest is a file", |spare| file_for(spare.join(".folio"))),
        ("a file that is removed is a folder", |spare| folder_for(spare.join("part-0/page-1/index.html"))),
        ("a file that comes finds a folder", |spare| folder_for(spare.join("part-0/page-3/index.html"))),
        ("a file that comes finds none", |spare| file_for(spare.join("part-0/page-9"))),
    ];
    for (what, damage) in damages {
        let sandbox = site("useless", 12);
        damage(&spare(&sandbox).expect("a third build leaves the second site"));
        std::fs::remove_file(sandbox.docs().join("content/part-0/page-1/index.mdx")).expect("it is there");
        for page in [2, 3, 9] {
            edit(&sandbox, page, "other");
        }
        let run = sandbox.run(&["build"]);
        assert_eq!(run.code, Some(0), "{what}: {}", run.said);
        let wanted = expected(&sandbox, &BTreeMap::new());
        assert_eq!(differences(&tree(&sandbox.site()), &wanted), [""; 0], "{what}");
        assert_eq!(sandbox.litter(), [""; 0], "{what}");
    }
}

#[test]
fn a_build_that_is_killed_while_it_uses_the_spare_leaves_one_whole_site() {
    let kills: usize = number("FOLIO_KILLS", 40);
    let sandbox = site("killed", 40);
    let edited = |word: &str| (0..40).step_by(3).for_each(|page| edit(&sandbox, page, word));
    let longest = sandbox.longest_build(edited);
    let sites: [Tree; 2] = ["first", "second"].map(|word| {
        edited(word);
        expected(&sandbox, &BTreeMap::new())
    });
    let mut random = Random::new(9);
    let (mut midway, mut used) = (0, 0);
    for round in 0..kills {
        edited(["first", "second"][round % 2]);
        used += usize::from(spare(&sandbox).is_some());
        midway += usize::from(sandbox.kill_a_build(&mut random, longest));
        let found = tree(&sandbox.site());
        assert!(
            sites.contains(&found),
            "kill {round} left a site that differs in {:?}",
            differences(&found, &sites[0])
        );
        if round % 5 == 4 {
            // So that there is a spare again.
            assert_eq!(sandbox.run(&["build", "-q"]).code, Some(0));
        }
    }
    assert!(midway * 5 >= kills, "{midway} of {kills} kills met a build midway");
    assert!(used * 5 >= kills, "the spare was there before {used} of {kills} kills");
    assert_eq!(sandbox.run(&["build"]).code, Some(0));
    assert_eq!(sandbox.litter(), [""; 0]);
}
