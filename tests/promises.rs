//! Addresses that were published are written down, and a later release that has one no more is stopped.

#![allow(clippy::disallowed_methods, reason = "a test meets the world")]

mod sandbox;

use sandbox::Sandbox;

fn lock(sandbox: &Sandbox) -> String {
    std::fs::read_to_string(sandbox.docs().join("content/urls.lock")).expect("it was written")
}

#[test]
fn what_was_published_must_go_on_to_answer() {
    let sandbox = Sandbox::new("promises");
    sandbox.write("content/index.mdx", "# Home\n");
    sandbox.write("content/guides/start.mdx", "---\nredirect_from: /quickstart\n---\n\n# Start\n");
    sandbox.write("content/schemas/s.json", r#"{ "$schema": "x", "title": "S", "type": "string" }"#);
    sandbox.write("static/a file.txt", "x");
    sandbox.write("static/folio.css", "body {}");
    let run = sandbox.run(&["build", "--lock", "--base-url", "https://docs.example.com/base"]);
    assert_eq!(run.code, Some(0), "{}", run.said);
    let written = "# Addresses that must go on to answer; written by `folio build --lock`.\n\
                   /\n/a%20file.txt\n/folio.css\n/guides/start/\n/quickstart/\n/schemas/s.json\n/schemas/s/\n";
    assert_eq!(lock(&sandbox), written);
    assert!(!sandbox.site().join("urls.lock").exists(), "the list is the author's and not published");
    assert_eq!(sandbox.run(&["check", "--strict"]).code, Some(0));

    // What answers at the address does not matter: a page, a redirect, a file.
    std::fs::remove_file(sandbox.docs().join("content/guides/start.mdx")).expect("it is there");
    sandbox.write("static/quickstart/index.html", "<p>x");
    sandbox.write("content/site.yml", "redirects: { /guides/start: / }\n");
    let run = sandbox.run(&["check"]);
    assert_eq!(run.code, Some(0), "{}", run.said);

    // Without any of them the release is stopped, and the list keeps what was promised.
    std::fs::remove_file(sandbox.docs().join("content/site.yml")).expect("it is there");
    for command in [&["check"][..], &["build"], &["build", "--lock"]] {
        let run = sandbox.run(command);
        assert_eq!(run.code, Some(1), "{}", run.said);
        assert!(run.said.contains("content/urls.lock:5:1: error[vanished-address]"), "{}", run.said);
    }
    assert_eq!(lock(&sandbox), written);

    // Whoever takes the line out has decided so.
    sandbox.write("content/urls.lock", written.replace("/guides/start/\n", ""));
    sandbox.write("content/new.md", "# New\n");
    assert_eq!(sandbox.run(&["build", "--lock"]).code, Some(0));
    assert!(lock(&sandbox).contains("/new/\n") && !lock(&sandbox).contains("/guides/start/"), "{}", lock(&sandbox));
    assert_eq!(sandbox.litter(), [""; 0]);
}

/// A page that cannot be read may not say where it is published: that is one problem, not two.
#[test]
fn a_page_that_cannot_be_read_breaks_no_promise() {
    let sandbox = Sandbox::new("promises-unread");
    sandbox.write("content/index.mdx", "# Home\n");
    sandbox.write("content/a.mdx", "---\nroute: /elsewhere\n---\n");
    assert_eq!(sandbox.run(&["build", "--lock"]).code, Some(0));
    sandbox.write("content/a.mdx", "---\nroute: [\n---\n");
    let run = sandbox.run(&["check"]);
    assert_eq!(run.code, Some(1));
    assert!(!run.said.contains("vanished-address"), "{}", run.said);
}
