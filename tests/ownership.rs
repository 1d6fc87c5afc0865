//! folio deletes what it wrote and nothing else, and publishes to no folder that is not a site's.

#![allow(clippy::disallowed_methods, reason = "a test meets the world")]

mod sandbox;

use std::os::unix::fs::MetadataExt as _;

use sandbox::{Sandbox, differences, tree};

#[test]
fn files_of_others_stay() {
    let sandbox = Sandbox::new("foreign");
    sandbox.pages(3, "first");
    assert_eq!(sandbox.run(&["build"]).code, Some(0));
    let foreign =
        ["CNAME", ".nojekyll", ".git/objects/ab/cd", "part-0/page-0/notes.txt", "old/deep/er/file", ".folio/mine"];
    for name in foreign {
        sandbox.write(&format!("site/{name}"), name);
    }
    std::fs::create_dir(sandbox.site().join("empty")).expect("the folder can be made");
    std::os::unix::fs::symlink("/nowhere", sandbox.site().join("link")).expect("the link can be made");
    std::os::unix::fs::symlink("/etc", sandbox.site().join("etc")).expect("the link can be made");
    let git = std::fs::metadata(sandbox.site().join(".git/objects/ab/cd")).expect("it is there").ino();
    sandbox.pages(3, "second");
    std::fs::remove_dir_all(sandbox.docs().join("content/part-0/page-0")).expect("it is there");
    let run = sandbox.run(&["build"]);
    assert_eq!(run.code, Some(0), "{}", run.said);
    let site = tree(&sandbox.site());
    for name in foreign {
        assert_eq!(site.get(name).map(Vec::as_slice), Some(name.as_bytes()), "{name}");
    }
    assert_eq!(std::fs::metadata(sandbox.site().join(".git/objects/ab/cd")).expect("it is there").ino(), git);
    assert!(sandbox.site().join("empty").is_dir());
    assert!(sandbox.site().join("etc").is_symlink() && sandbox.site().join("link").is_symlink());
    assert!(!site.contains_key("part-0/page-0/index.html"), "the page of a deleted source goes");
    assert!(!site.contains_key("part-0/page-0.md"), "and so does its twin");
    assert_eq!(sandbox.litter(), [""; 0]);

    let run = sandbox.run(&["clean"]);
    assert_eq!(run.code, Some(0), "{}", run.said);
    let mut left: Vec<String> = tree(&sandbox.site()).into_keys().collect();
    left.sort();
    let mut wanted: Vec<String> = foreign.iter().map(|name| (*name).to_owned()).collect();
    wanted.extend(["etc".to_owned(), "link".to_owned()]);
    wanted.sort();
    assert_eq!(left, wanted);
    // The links were not followed.
    assert!(std::path::Path::new("/etc/passwd").exists());
}

#[test]
fn clean_leaves_nothing_where_nobody_else_has_anything() {
    let sandbox = Sandbox::new("clean");
    sandbox.pages(3, "first");
    sandbox.write(".folio/cache", "x");
    assert_eq!(sandbox.run(&["build"]).code, Some(0));
    assert_eq!(sandbox.run(&["clean"]).code, Some(0));
    assert!(!sandbox.site().exists() && !sandbox.docs().join(".folio").exists());
    assert_eq!(sandbox.run(&["clean"]).code, Some(0));
}

#[test]
fn a_folder_with_files_of_others_and_no_manifest_is_refused() {
    let sandbox = Sandbox::new("strangers");
    sandbox.pages(1, "word");
    sandbox.write("site/thesis.txt", "years of work");
    sandbox.write("site/index.html", "by hand");
    let before = tree(&sandbox.site());
    let run = sandbox.run(&["build"]);
    assert_eq!(run.code, Some(2), "{}", run.said);
    assert!(run.said.contains("folio did not write that") && run.said.contains("--force"), "{}", run.said);
    assert_eq!(differences(&tree(&sandbox.site()), &before), [""; 0]);
    assert_eq!(sandbox.litter(), [""; 0]);
    let run = sandbox.run(&["clean"]);
    assert_eq!(run.code, Some(0));
    assert_eq!(differences(&tree(&sandbox.site()), &before), [""; 0]);

    assert_eq!(sandbox.run(&["build", "--force"]).code, Some(0));
    let site = tree(&sandbox.site());
    assert_eq!(site.get("thesis.txt").map(Vec::as_slice), Some(&b"years of work"[..]));
    assert_ne!(site.get("index.html").map(Vec::as_slice), Some(&b"by hand"[..]));
    assert_eq!(sandbox.run(&["build"]).code, Some(0), "it is folio's now");
}

#[test]
fn a_file_of_somebody_else_where_the_manifest_goes_is_in_the_way() {
    let sandbox = Sandbox::new("no-folder");
    sandbox.pages(1, "word");
    sandbox.write("site/.folio", "by hand");
    let run = sandbox.run(&["build"]);
    assert_eq!(run.code, Some(2), "{}", run.said);
    assert!(run.said.contains("folio did not write what is there"), "{}", run.said);
    assert_eq!(tree(&sandbox.site()).get(".folio").map(Vec::as_slice), Some(&b"by hand"[..]));
    assert_eq!(sandbox.litter(), [""; 0]);
    assert_eq!(sandbox.run(&["build", "--force"]).code, Some(0));
    assert!(sandbox.site().join(".folio/manifest.json").is_file());
}

#[test]
fn what_git_needs_to_keep_an_empty_folder_is_no_stranger() {
    let sandbox = Sandbox::new("gitignore");
    sandbox.pages(1, "word");
    sandbox.write("site/.gitignore", "*\n!.gitignore\n");
    assert_eq!(sandbox.run(&["build"]).code, Some(0));
    assert_eq!(tree(&sandbox.site()).get(".gitignore").map(Vec::as_slice), Some(&b"*\n!.gitignore\n"[..]));
    assert_eq!(sandbox.run(&["clean"]).code, Some(0));
    assert_eq!(tree(&sandbox.site()).len(), 1);
}

#[test]
fn a_file_of_somebody_else_does_not_lose_its_place_to_a_new_page() {
    for foreign in ["new/index.html", "new", "new.md/inside"] {
        let sandbox = Sandbox::new("place");
        sandbox.pages(1, "word");
        assert_eq!(sandbox.run(&["build"]).code, Some(0));
        sandbox.write(&format!("site/{foreign}"), "by hand");
        let before = tree(&sandbox.site());
        sandbox.write("content/new.mdx", "# New\n");
        let run = sandbox.run(&["build"]);
        assert_eq!(run.code, Some(2), "{foreign}: {}", run.said);
        assert!(run.said.contains("folio did not write what is there"), "{}", run.said);
        assert_eq!(differences(&tree(&sandbox.site()), &before), [""; 0]);
        assert_eq!(sandbox.litter(), [""; 0]);
        assert_eq!(sandbox.run(&["build", "--force"]).code, Some(0));
        assert!(sandbox.site().join("new/index.html").exists());
    }
}

#[test]
fn a_damaged_manifest_is_no_leave_to_delete() {
    let sandbox = Sandbox::new("damaged");
    sandbox.pages(1, "word");
    assert_eq!(sandbox.run(&["build"]).code, Some(0));
    sandbox.write("precious.txt", "mine");
    let path = sandbox.site().join(".folio/manifest.json");
    let text = std::fs::read_to_string(&path).expect("there is a manifest");
    for damaged in [
        text.replacen("\"index.html\"", "\"../precious.txt\"", 1),
        text[..text.len() / 2].to_owned(),
        String::new(),
        "{}".to_owned(),
    ] {
        std::fs::write(&path, damaged).expect("it can be written");
        assert_eq!(sandbox.run(&["clean"]).code, Some(0));
        assert_eq!(sandbox.run(&["build"]).code, Some(2));
        assert!(sandbox.docs().join("precious.txt").exists() && sandbox.site().join("index.html").exists());
    }
    assert_eq!(sandbox.run(&["build", "--force"]).code, Some(0));
    assert_eq!(sandbox.run(&["build"]).code, Some(0));
}

#[test]
fn a_file_that_somebody_changed_is_made_again() {
    let sandbox = Sandbox::new("changed");
    sandbox.pages(3, "word");
    assert_eq!(sandbox.run(&["build"]).code, Some(0));
    let expected = tree(&sandbox.site());
    sandbox.write("site/index.html", "");
    std::fs::remove_file(sandbox.site().join("404.html")).expect("it is there");
    std::fs::remove_dir_all(sandbox.site().join("part-0/page-1")).expect("it is there");
    let page = sandbox.site().join("part-0/page-2/index.html");
    std::fs::remove_file(&page).expect("it is there");
    std::os::unix::fs::symlink("/etc/passwd", &page).expect("the link can be made");
    let run = sandbox.run(&["build", "--format", "json"]);
    assert_eq!(run.code, Some(0), "{}", run.said);
    assert_eq!(run.count("written"), 4, "{}", run.printed);
    assert_eq!(differences(&tree(&sandbox.site()), &expected), [""; 0]);
    assert!(!page.is_symlink());
}

#[test]
fn a_file_that_did_not_change_is_not_written_again() {
    let sandbox = Sandbox::new("unchanged");
    sandbox.pages(3, "word");
    assert_eq!(sandbox.run(&["build"]).code, Some(0));
    let facts = |name: &str| {
        let facts = std::fs::metadata(sandbox.site().join(name)).expect("it is there");
        (facts.ino(), facts.mtime_nsec())
    };
    let (home, page) = (facts("index.html"), facts("part-0/page-1/index.html"));
    sandbox.write("content/part-0/page-1/index.mdx", "---\ntitle: Page 1\n---\n\nOther.\n");
    let run = sandbox.run(&["build", "--format", "json"]);
    assert_eq!(run.code, Some(0), "{}", run.said);
    assert_eq!(facts("index.html"), home);
    assert_ne!(facts("part-0/page-1/index.html"), page);
    let before = facts("404.html");
    let run = sandbox.run(&["build", "--format", "json"]);
    assert_eq!(run.count("written"), 0, "{}", run.printed);
    assert_eq!(facts("404.html"), before);
}

#[test]
fn a_page_and_a_folder_may_change_places() {
    let sandbox = Sandbox::new("places");
    sandbox.write("content/index.md", "# Home\n");
    sandbox.write("static/thing", "a file");
    assert_eq!(sandbox.run(&["build"]).code, Some(0));
    std::fs::remove_file(sandbox.docs().join("static/thing")).expect("it is there");
    sandbox.write("static/thing/inside", "a file");
    assert_eq!(sandbox.run(&["build"]).code, Some(0));
    assert!(sandbox.site().join("thing/inside").is_file());
    std::fs::remove_dir_all(sandbox.docs().join("static/thing")).expect("it is there");
    sandbox.write("static/thing", "a file");
    assert_eq!(sandbox.run(&["build"]).code, Some(0));
    assert!(sandbox.site().join("thing").is_file());
}

#[test]
fn an_output_that_is_or_holds_more_than_a_site_is_refused() {
    let sandbox = Sandbox::new("refused");
    sandbox.pages(1, "word");
    sandbox.write("static/a.txt", "a");
    sandbox.write("precious.txt", "mine");
    let before = tree(&sandbox.folder);
    std::os::unix::fs::symlink("content", sandbox.docs().join("to-content")).expect("the link can be made");
    std::os::unix::fs::symlink("gone", sandbox.docs().join("to-nothing")).expect("the link can be made");
    let home = sandbox.folder.join("home");
    std::fs::create_dir(&home).expect("the folder can be made");
    let home = home.to_str().expect("temporary folders have plain names");
    let outputs = [
        "",
        ".",
        "..",
        "content",
        "content/",
        "./content/../content",
        "content/part-0",
        "content/site",
        "static",
        "static/new",
        "templates/new",
        ".git",
        "to-content",
        "to-content/x",
        "to-nothing",
        "/",
        "/nowhere/..",
        home,
        "precious.txt",
        "site/../..",
        "missing/../content",
        "missing/../../docs",
        "precious.txt/site",
    ];
    for force in [&["build"][..], &["build", "--force"], &["clean"]] {
        for output in outputs {
            let mut command = sandbox.folio(force);
            let run = sandbox::Run::of(command.args(["--output", output]).env("HOME", home));
            let harmless = force == ["clean"] && run.code == Some(0);
            assert!(run.code == Some(2) || harmless, "{force:?} {output}: {:?} {}", run.code, run.said);
            let mut after = tree(&sandbox.folder);
            after.retain(|name, _| !name.starts_with("docs/to-"));
            assert_eq!(differences(&after, &before), [""; 0], "{force:?} {output}");
        }
    }
    let run = sandbox.run(&["build", "--output", "/"]);
    assert_eq!((run.code, run.said.contains("the whole disk")), (Some(2), true), "{}", run.said);
}

#[test]
fn an_output_may_be_a_link_to_a_folder_elsewhere() {
    let sandbox = Sandbox::new("linked");
    sandbox.pages(1, "word");
    let place = sandbox.folder.join("elsewhere");
    std::fs::create_dir(&place).expect("the folder can be made");
    std::os::unix::fs::symlink(&place, sandbox.site()).expect("the link can be made");
    let run = sandbox.run(&["build"]);
    assert_eq!(run.code, Some(0), "{}", run.said);
    assert!(sandbox.site().is_symlink() && place.join("index.html").is_file());
}

#[test]
fn nothing_is_published_with_errors() {
    let sandbox = Sandbox::new("errors");
    sandbox.pages(2, "word");
    sandbox.write("content/bad.mdx", "[x](/nowhere)\n");
    assert_eq!(sandbox.run(&["build"]).code, Some(1));
    assert!(!sandbox.site().exists());
    assert_eq!(sandbox.litter(), [""; 0]);
}
