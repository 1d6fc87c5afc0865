//! Everything that content names goes through one door: what lies outside the root is never read, what is no regular
//! file stops nobody, and what cannot be taken is a problem at its place while the rest is built.

#![allow(clippy::disallowed_methods, reason = "a test meets the world")]

mod sandbox;

use std::ffi::OsStr;
use std::fmt::Write as _;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::symlink;
use std::process::{Command, Stdio};

use sandbox::{Run, Sandbox, tree};

const SECRET: &str = "a secret of somebody else";

/// Its errors, sorted.
fn problems(run: &Run) -> Vec<String> {
    let mut errors = run.errors();
    errors.sort();
    errors
}

/// The errors of a check. It has an end: nothing that lies in a folder may hold it up for good.
fn check(sandbox: &Sandbox) -> Vec<String> {
    let run = sandbox.run(&["check", "--format", "json"]);
    assert!(!run.said.contains(SECRET) && !run.printed.contains(SECRET));
    assert!(matches!(run.code, Some(0 | 1)), "{}", run.said);
    problems(&run)
}

fn home() -> Sandbox {
    let sandbox = Sandbox::new("door");
    sandbox.write("content/index.mdx", "# Home\n");
    std::fs::write(sandbox.folder.join("secret.txt"), SECRET).expect("it can be written");
    std::fs::write(sandbox.folder.join("secret.mdx"), SECRET).expect("it can be written");
    std::fs::create_dir(sandbox.folder.join("outside")).expect("it can be made");
    std::fs::write(sandbox.folder.join("outside/secret.mdx"), SECRET).expect("it can be written");
    sandbox
}

#[test]
fn links_lead_to_files_in_the_root_and_nowhere_else() {
    let sandbox = home();
    let docs = sandbox.docs();
    sandbox.write("shared/part.mdx", "# Shared\n");
    sandbox.write(".env", SECRET);
    sandbox.write(".git/config", SECRET);
    let link = |to: &str, at: &str| {
        let at = docs.join(at);
        std::fs::create_dir_all(at.parent().expect("it is in a folder")).expect("it can be made");
        symlink(to, at).expect("it can be made");
    };
    link("../shared/part.mdx", "content/good.mdx");
    link(docs.join("shared/part.mdx").to_str().expect("plain"), "content/absolute.mdx");
    assert_eq!(check(&sandbox), [""; 0]);
    let run = sandbox.run(&["build"]);
    assert_eq!(run.code, Some(0), "{}", run.said);
    assert!(String::from_utf8_lossy(&tree(&sandbox.site())["good/index.html"]).contains("Shared"));

    for (to, at) in [
        ("../../secret.mdx", "content/out.mdx"),
        ("../../outside", "content/folder"),
        ("../shared", "content/inner"),
        ("nowhere", "content/dangling.mdx"),
        ("loop.mdx", "content/loop.mdx"),
        ("..", "content/up"),
        ("../../secret.txt", "static/secret.txt"),
        ("../../secret.txt", "content/_samples/s.js"),
        ("../../secret.txt", "templates/page.html"),
        ("/etc/passwd", "static/passwd"),
        ("/dev/zero", "static/zero"),
        ("/proc/self/environ", "static/environ"),
        ("../.env", "static/env.txt"),
        ("../.git/config", "static/config.txt"),
    ] {
        link(to, at);
        assert_eq!(check(&sandbox), [format!("{at}:1 unreadable")], "{at} → {to}");
        std::fs::remove_file(docs.join(at)).expect("it is there");
    }
    std::fs::remove_dir_all(docs.join("templates")).expect("it is there");
    assert_eq!(check(&sandbox), [""; 0]);
}

#[test]
fn a_source_folder_that_is_a_link_out_of_the_root_is_refused() {
    for name in ["content", "static", "templates"] {
        let sandbox = home();
        if name == "content" {
            std::fs::remove_dir_all(sandbox.docs().join("content")).expect("it is there");
        }
        symlink(sandbox.folder.join("outside"), sandbox.docs().join(name)).expect("it can be made");
        let run = sandbox.run(&["build"]);
        assert_eq!(run.code, Some(2), "{}", run.said);
        assert!(run.said.contains("leads out of the root") && !run.said.contains(SECRET), "{}", run.said);
    }
}

/// Makes something that is no file by a command, and looks whether that is a problem of its place.
fn no_regular_file(at: &str, program: &str, arguments: &[&str]) {
    let sandbox = home();
    let path = sandbox.docs().join(at);
    std::fs::create_dir_all(path.parent().expect("it is in a folder")).expect("it can be made");
    let made = Command::new(program).arg(&path).args(arguments).status();
    assert!(made.is_ok_and(|made| made.success()), "`{program}` cannot make {at}");
    assert_eq!(check(&sandbox), [format!("{at}:1 unreadable")]);
}

#[test]
fn what_is_no_regular_file_stops_nobody() {
    for at in ["content/pipe.mdx", "static/pipe", "content/_samples/pipe.js"] {
        no_regular_file(at, "mkfifo", &[]);
    }
    let sandbox = home();
    let socket = sandbox.docs().join("content/socket.mdx");
    let _listener = std::os::unix::net::UnixListener::bind(&socket).expect("a socket can be made");
    assert_eq!(check(&sandbox), ["content/socket.mdx:1 unreadable"]);
}

mod as_root {
    use super::*;

    #[test]
    #[ignore = "needs the rights of root"]
    fn a_device_stops_nobody() {
        no_regular_file("content/device.mdx", "mknod", &["c", "1", "5"]);
    }
}

#[test]
fn names_that_no_address_can_have_are_problems_at_their_place() {
    let sandbox = home();
    let docs = sandbox.docs();
    let write = |at: &[u8]| {
        let path = docs.join(OsStr::from_bytes(at));
        std::fs::create_dir_all(path.parent().expect("it is in a folder")).expect("it can be made");
        std::fs::write(&path, "Text.\n").expect("it can be written");
    };
    for (at, problem) in [
        (&b"content/caf\xe9.mdx"[..], "content/caf\\xe9.mdx:1 unreadable"),
        (b"static/\xff\xfe.bin", "static/\\xff\\xfe.bin:1 unreadable"),
        (b"content/\xc3\x28/page.mdx", "content/\\xc3(/page.mdx:1 unreadable"),
        (b"content/line\nfeed.mdx", "content/line\nfeed.mdx:1 unreadable"),
        (b"static/es\x1bcape", "static/es\x1bcape:1 unreadable"),
        (b"content/a?b.mdx", "content/a?b.mdx:1 invalid-route"),
        (b"content/a#b.mdx", "content/a#b.mdx:1 invalid-route"),
        (b"content/100%.mdx", "content/100%.mdx:1 invalid-route"),
        (b"content/<b>.mdx", "content/<b>.mdx:1 invalid-route"),
        (b"content/a\"b.md", "content/a\"b.md:1 invalid-route"),
        (b"content/a\\b.md", "content/a\\b.md:1 invalid-route"),
    ] {
        write(at);
        assert_eq!(check(&sandbox), [problem]);
        let path = docs.join(OsStr::from_bytes(at));
        std::fs::remove_file(&path).expect("it is there");
        let _ = std::fs::remove_dir(path.parent().expect("it is in a folder"));
    }
    // What an address can name, it does.
    for at in
        ["content/ü ö.mdx", "content/it's & (more)+,;=@$!.mdx", "static/a b?c#d%20\"<>|*.txt", "content/日本/語.mdx"]
    {
        write(at.as_bytes());
    }
    sandbox.write(
        "content/index.mdx",
        "# Home\n\n[a](</ü ö>) [b](/%C3%BC%20%C3%B6) [c](</a b%3Fc%23d%2520\"\\<\\>|*.txt>)\n",
    );
    let run = sandbox.run(&["build", "--format", "json"]);
    let site = tree(&sandbox.site());
    assert_eq!(run.code, Some(0), "{:?}", problems(&run));
    assert!(site.contains_key("ü ö/index.html") && site.contains_key("a b?c#d%20\"<>|*.txt"), "{:?}", site.keys());
    let index = String::from_utf8_lossy(&site["index.html"]).into_owned();
    assert!(index.contains("href=\"/%C3%BC%20%C3%B6/\""), "{index}");
    assert!(index.contains("href=\"/a%20b%3Fc%23d%2520%22%3C%3E%7C*.txt\""), "{index}");
}

#[test]
fn folders_that_stand_too_deep_are_told_of() {
    let sandbox = home();
    let deep = |count: usize| format!("content/{}", "d/".repeat(count));
    sandbox.write(&format!("{}page.mdx", deep(64)), "Text.\n");
    assert_eq!(check(&sandbox), [""; 0]);
    let run = sandbox.run(&["build"]);
    assert_eq!(run.code, Some(0), "{}", run.said);
    assert!(tree(&sandbox.site()).contains_key(&format!("{}page/index.html", "d/".repeat(64))));
    sandbox.write(&format!("{}page.mdx", deep(65)), "Text.\n");
    assert_eq!(check(&sandbox), [format!("{}:1 unreadable", deep(65).trim_end_matches('/'))]);
}

#[test]
fn names_that_are_one_on_other_disks_are_problems() {
    for (one, other, code) in [
        ("content/Guide.mdx", "content/guide.mdx", "conflicting-route"),
        ("static/Logo.png", "static/logo.png", "conflicting-route"),
        ("static/Guide/index.html", "content/guide.mdx", "conflicting-route"),
        ("static/guide/index.html", "content/guide.mdx", "conflicting-route"),
        ("static/guide.md", "content/guide.mdx", "conflicting-route"),
        ("static/guide", "content/guide.mdx", "conflicting-route"),
        ("static/a.png", "content/a.png", "conflicting-route"),
        ("static/a/b.png", "content/a", "conflicting-route"),
        ("static/_folio/x.js", "content/guide.mdx", "conflicting-route"),
        ("static/ÄÖ.txt", "static/äö.txt", "conflicting-route"),
    ] {
        let sandbox = home();
        sandbox.write(one, "Text.\n");
        sandbox.write(other, "Text.\n");
        let found = check(&sandbox);
        assert_eq!(found.len(), 1, "{one} and {other}: {found:?}");
        assert!(found[0].ends_with(code), "{one} and {other}: {found:?}");
    }
}

#[test]
fn names_in_pages_lead_to_nothing_outside() {
    let sandbox = home();
    sandbox.write("content/_samples/good.js", "good\n");
    let mut text = String::new();
    let files = [
        "../../secret.txt",
        "/etc/passwd",
        "..\\..\\secret.txt",
        "%2e%2e/%2e%2e/secret.txt",
        "..%2f..%2fsecret.txt",
        "....//....//secret.txt",
        "file:///etc/passwd",
        "/../../../../../etc/passwd",
        "a/../../../../secret.txt",
        "~/secret.txt",
        "\\\\host\\share",
        "C:\\secret.txt",
        "..;/secret.txt",
        "secret\u{0}.txt",
        "_samples/../../../secret.txt",
    ];
    for file in files {
        let _ = write!(text, "<Include file=\"{file}\" />\n\n<CodeBlock file=\"{file}\" />\n\n![x](<{file}>)\n\n");
        let _ = write!(text, "<Image src=\"{file}\" />\n\n<img src=\"{file}\" />\n\nimport X from \"{file}\"\n\n");
        let _ = write!(text, "<Schema file=\"{file}\" />\n\n");
    }
    sandbox.write("content/a.mdx", text);
    let refs: Vec<String> =
        files.iter().map(|file| format!("{{ \"$ref\": {} }}", serde_json::Value::from(*file))).collect();
    let schema = format!(r#"{{ "$schema": "x", "title": "A", "allOf": [{}] }}"#, refs.join(", "));
    sandbox.write("content/a-schema.json", schema);
    sandbox.write("content/b.mdx", "---\nroute: /../../escape\nredirect_from: [/../up, /%2e%2e/up, '/..\\up']\n---\n");
    assert!(check(&sandbox).len() > files.len() * 3);
    let run = sandbox.run(&["build"]);
    assert_eq!(run.code, Some(1), "{}", run.said);
    let settings = "theme: { logo: ../../secret.txt, icon: /../secret.txt }\n\
                    redirects: { /x: ../../secret.txt, /../../y: /, /z: file:///etc/passwd }\n";
    sandbox.write("content/site.yml", settings);
    let run = sandbox.run(&["build"]);
    assert_eq!(run.code, Some(2), "{}", run.said);
    assert!(!run.said.contains(SECRET), "{}", run.said);
    assert!(!sandbox.site().exists());
}

/// A file may become something else between two looks at it.
#[test]
fn a_file_that_changes_while_it_is_read_makes_no_mixed_site() {
    let sandbox = home();
    for number in 0..200 {
        sandbox.write(&format!("content/p{number}.mdx"), format!("# P\n\n{}\n", "words ".repeat(2000)));
    }
    let page = sandbox.docs().join("content/p150.mdx");
    std::fs::write(&page, "# Q\n").expect("it can be written");
    assert_eq!(sandbox.run(&["build"]).code, Some(0));
    let next = sandbox.folder.join("next");
    let (builds, mut changes) = (6, 0);
    for _ in 0..builds {
        let mut build = sandbox.folio(&["build"]).stderr(Stdio::piped()).spawn().expect("it starts");
        while build.try_wait().expect("it can be looked for").is_none() {
            // There is always something at its name.
            symlink(sandbox.folder.join("secret.mdx"), &next).expect("it can be made");
            std::fs::rename(&next, &page).expect("it can be moved");
            std::fs::write(&next, format!("# Q\n\n{}\n", "other ".repeat(1000))).expect("it can be written");
            std::fs::rename(&next, &page).expect("it can be moved");
            changes += 1;
        }
        let run = Run::until_the_end_of(build);
        assert!(matches!(run.code, Some(0 | 1)), "{:?} {}", run.code, run.said);
        let site = tree(&sandbox.site());
        assert!(site.contains_key("index.html") && site.len() > 200, "{:?}", site.keys());
        let secret = site.values().any(|bytes| String::from_utf8_lossy(bytes).contains(SECRET));
        assert!(!secret);
    }
    assert!(changes > builds, "the page changed {changes} times in {builds} builds");
}
