//! What a command's exit code says, and that nothing it found is lost on the way.

#![allow(clippy::disallowed_methods, reason = "a test meets the world")]

mod sandbox;

use std::os::unix::fs::symlink;

use sandbox::{Run, Sandbox};

fn site(name: &str) -> Sandbox {
    let sandbox = Sandbox::new(name);
    sandbox.write("content/index.md", "# Home\n");
    sandbox
}

/// A file that nobody can read, before all others by its name.
fn unreadable(sandbox: &Sandbox) {
    symlink("/nowhere/at/all", sandbox.docs().join("content/aaa.md")).expect("a link can be made");
}

#[test]
fn a_mistake_in_the_settings_is_one_beside_files_that_cannot_be_read() {
    let sandbox = site("outcome-settings");
    sandbox.write("content/site.yml", "title: [a, b]\n");
    assert_eq!(sandbox.run(&["check"]).code, Some(2));
    assert_eq!(sandbox.run(&["coverage"]).code, Some(2));
    unreadable(&sandbox);
    for command in ["build", "check", "drift", "coverage"] {
        assert_eq!(sandbox.run(&[command]).code, Some(2), "{command}");
    }
}

#[test]
fn a_mistake_in_a_page_is_none_in_the_settings_beside_files_that_cannot_be_read() {
    let sandbox = site("outcome-page");
    sandbox.write("content/site.yml", "title: Docs\n");
    unreadable(&sandbox);
    for command in ["build", "check", "drift", "coverage"] {
        let run = sandbox.run(&[command]);
        assert_eq!(run.code, Some(1), "{command}: {}", run.said);
        assert!(run.said.contains("aaa.md"), "{command}: {}", run.said);
    }
}

#[test]
fn what_was_found_is_told_although_the_world_would_not_do_more() {
    let sandbox = site("outcome-world");
    sandbox.write("content/a.mdx", "# A\n\n<Nothing/> [out](http://127.0.0.1:1/)\n");
    let mut command = sandbox.folio(&["check", "--external", "--format", "json"]);
    let run = Run::of(command.env("PATH", sandbox.folder.join("empty")));
    assert_eq!(run.code, Some(3), "{}", run.said);
    assert_eq!(run.codes(), ["unknown-component"]);
    assert!(run.said.contains("curl"), "{}", run.said);
}

#[test]
fn of_two_settings_the_second_is_a_mistake() {
    let sandbox = site("outcome-two");
    sandbox.write("content/site.yml", "title: One\n");
    sandbox.write("content/site.yaml", "title: Two\n");
    let run = sandbox.run(&["check", "--format", "json"]);
    assert_eq!((run.code, run.codes()), (Some(2), vec!["invalid-setting".to_owned()]));
}

#[test]
fn a_folder_that_is_given_as_a_cache_keeps_what_others_have_in_it() {
    let sandbox = site("outcome-cache");
    sandbox.write("notes.new", "mine");
    sandbox.write("facts.new", "mine");
    sandbox.write("facts.4711.new", "left by a run that was killed");
    let run = sandbox.run(&["build", "--cache", "."]);
    assert_eq!(run.code, Some(0), "{}", run.said);
    let there = |name: &str| sandbox.docs().join(name).exists();
    assert!(there("facts") && there("notes.new") && there("facts.new") && !there("facts.4711.new"));
}

#[test]
fn what_a_killed_first_build_left_is_cleaned_away() {
    let sandbox = site("outcome-clean");
    sandbox.write(".site.folio-build/next/index.html", "half");
    sandbox.write(".site.folio-build/lock", "");
    assert_eq!(sandbox.run(&["clean"]).code, Some(0));
    assert!(!sandbox.docs().join(".site.folio-build").exists());
    assert_eq!(sandbox.run(&["clean", "--output", "not/here"]).code, Some(0));
    assert!(!sandbox.docs().join("not").exists());
}

#[test]
fn a_new_page_stays_below_content_and_knows_the_languages() {
    let sandbox = site("outcome-new");
    sandbox.write("content/site.yaml", "languages: [{id: ruby}]\n");
    let made = sandbox.run(&["new", "reference/users/create"]);
    assert_eq!(made.code, Some(0), "{}", made.said);
    let page = sandbox.docs().join("content/reference/users/create.mdx");
    let text = std::fs::read_to_string(page).expect("the page is there");
    assert!(text.contains("  ruby:") && !text.contains("  python:"), "{text}");
    std::fs::create_dir(sandbox.folder.join("outside")).expect("it is not there yet");
    symlink(sandbox.folder.join("outside"), sandbox.docs().join("content/out")).expect("a link can be made");
    assert_eq!(sandbox.run(&["new", "out/page"]).code, Some(2));
    assert_eq!(std::fs::read_dir(sandbox.folder.join("outside")).expect("it is there").count(), 0);
}

#[test]
fn a_percentage_is_one() {
    let sandbox = site("outcome-percent");
    for wrong in ["NaN", "-1", "101", "many"] {
        assert_eq!(sandbox.run(&["coverage", &format!("--min={wrong}")]).code, Some(2), "{wrong}");
    }
    assert_eq!(sandbox.run(&["coverage", "--min=0"]).code, Some(0));
}
