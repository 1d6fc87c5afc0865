//! The same input gives the same bytes: with any number of threads, in any folder, at any time, for anybody.

#![allow(clippy::disallowed_methods, reason = "a test meets the world")]

mod sandbox;

use std::process::Command;

use sandbox::{Run, Sandbox, Tree, differences, tree};

/// A site with some of everything.
fn site(name: &str) -> Sandbox {
    let sandbox = Sandbox::new(name);
    let example = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases/reference/whole-site/.");
    let docs = sandbox.docs();
    let copied = Command::new("cp").arg("-r").arg(example).arg(&docs).status().expect("cp is there");
    assert!(copied.success());
    for extra in ["site", "report.txt", "case.yml"] {
        let _ = std::fs::remove_dir_all(docs.join(extra));
        let _ = std::fs::remove_file(docs.join(extra));
    }
    for number in 0..60 {
        let text = format!(
            "---\ntitle: Page {}\ntags: [b, a]\n---\n\n## Part\n\nWords, {}.\n",
            number % 7,
            "more ".repeat(number)
        );
        sandbox.write(&format!("content/pages/p{number}.mdx"), text);
        let schema = format!(
            r#"{{ "$schema": "x", "title": "S{number}", "type": "object", "properties": {{ "b": {{ "type": "string" }}, "a": {{ "$ref": "s{}.json" }} }} }}"#,
            number / 2
        );
        sandbox.write(&format!("content/schemas/s{number}.json"), schema);
    }
    sandbox.write("static/files/ä.txt", "a file");
    sandbox
}

fn built(sandbox: &Sandbox, change: impl FnOnce(&mut Command)) -> Tree {
    let _ = std::fs::remove_dir_all(sandbox.site());
    let mut command = sandbox.folio(&["build"]);
    change(&mut command);
    let run = Run::of(&mut command);
    assert_eq!(run.code, Some(0), "{}", run.said);
    tree(&sandbox.site())
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let sandbox = site("same");
    let first = built(&sandbox, |command| {
        command.args(["--jobs", "1"]);
    });
    assert!(first.len() > 200);
    let same = |what: &str, other: &Tree| assert_eq!(differences(other, &first), [""; 0], "{what}");
    for jobs in ["16", "3", "16"] {
        same(
            "threads",
            &built(&sandbox, |command| {
                command.args(["--jobs", jobs]);
            }),
        );
    }
    same(
        "surroundings",
        &built(&sandbox, |command| {
            command.env("LC_ALL", "tr_TR.UTF-8").env("LANG", "de_DE").env("TZ", "Pacific/Kiritimati");
            command.env("SOURCE_DATE_EPOCH", "1").env("NO_COLOR", "1").env("CI", "true").env("COLUMNS", "40");
            command.env("HOME", "/nonexistent").env("USER", "somebody").env("TERM", "dumb");
        }),
    );
    same(
        "nothing around",
        &built(&sandbox, |command| {
            command.env_clear();
        }),
    );
    let script = "umask 077; find content -exec touch -d 1999-12-31 {} +; exec \"$0\" build";
    let mut command = Command::new("sh");
    let run = Run::of(command.args(["-c", script, env!("CARGO_BIN_EXE_folio")]).current_dir(sandbox.docs()));
    assert_eq!(run.code, Some(0), "{}", run.said);
    same("a build of what is there, older files and another umask", &tree(&sandbox.site()));

    // The same files, made in another order, in another folder, called from elsewhere.
    let other = Sandbox::new("a longer name than before");
    let _ = std::fs::remove_dir_all(other.docs().join("content"));
    let mut files: Vec<(String, Vec<u8>)> =
        tree(&sandbox.docs()).into_iter().filter(|(name, _)| !name.starts_with("site/")).collect();
    files.reverse();
    for (name, bytes) in files {
        other.write(&name, bytes);
    }
    let mut command = other.folio(&["build", "--root", "docs", "--output", "elsewhere/out"]);
    let run = Run::of(command.current_dir(&other.folder));
    assert_eq!(run.code, Some(0), "{}", run.said);
    same("another folder", &tree(&other.folder.join("elsewhere/out")));
}

#[test]
fn a_build_over_another_gives_the_bytes_of_a_first_one() {
    let sandbox = site("over");
    assert_eq!(sandbox.run(&["build"]).code, Some(0));
    sandbox.write("content/pages/p7.mdx", "# Other\n\n[Home](/)\n");
    sandbox.write("content/pages/new.mdx", "# New\n");
    std::fs::remove_file(sandbox.docs().join("content/pages/p9.mdx")).expect("it is there");
    let run = sandbox.run(&["build"]);
    assert_eq!(run.code, Some(0), "{}", run.said);
    let over = tree(&sandbox.site());
    assert_eq!(differences(&over, &built(&sandbox, |_| {})), [""; 0]);
}

#[test]
fn the_manifest_lists_every_file_with_its_hash() {
    let sandbox = site("manifest");
    let site = built(&sandbox, |_| {});
    let text = String::from_utf8_lossy(&site[".folio/manifest.json"]).into_owned();
    let manifest: serde_json::Value = serde_json::from_str(&text).expect("it is JSON");
    let files = manifest["files"].as_object().expect("it lists files");
    let names: Vec<&String> = files.keys().collect();
    let wanted: Vec<&String> = site.keys().filter(|name| *name != ".folio/manifest.json").collect();
    assert_eq!(names, wanted, "every file, sorted");
    for (name, hash) in files {
        assert_eq!(hash, &folio::model::source::Digest::of(&site[name]).hex(), "{name}");
    }
    assert_eq!(manifest["site"].as_str().map(str::len), Some(32));
    let machine = sandbox.folder.to_str().expect("temporary folders have plain names");
    for (name, bytes) in &site {
        assert!(!String::from_utf8_lossy(bytes).contains(machine), "{name} names the machine");
    }
}
