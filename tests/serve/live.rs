//! The channel: who is told what, and who is left alone.

use crate::client::{Channel, Client};
use crate::common::signal;
use crate::preview::{Folder, Preview};

fn site() -> Folder {
    let folder = Folder::new("live");
    folder.write("content/index.mdx", "# Home\n\nWelcome.\n");
    folder.write("content/a.mdx", "# First\n\nWords.\n");
    folder.write("content/b.mdx", "# Second\n\n<Include file=\"_part.mdx\" />\n\nSee [the first](/a/#first).\n");
    folder.write("content/_part.mdx", "A part.\n");
    folder
}

/// The version that a page has now.
fn version(client: &mut Client, path: &str) -> String {
    let html = client.get(path).text();
    let after = html.split("data-version=\"").nth(1).expect("the page has a version");
    after.split('"').next().unwrap_or_default().to_owned()
}

/// Someone who looks at a page as it is now, and is known to.
fn looking(preview: &Preview, path: &str) -> Channel {
    let mut channel = Channel::open(preview.port);
    channel.say(path, "");
    channel.hear_until(|text| text.get("version").is_some());
    channel
}

/// Everything that is said up to the change of the beacon file.
fn until_beacon(channel: &mut Channel) -> Vec<serde_json::Value> {
    let mut heard = channel.hear_until(|text| text.get("files").is_some());
    heard.pop();
    heard
}

#[test]
fn an_edit_is_told_to_those_who_look_at_the_page() {
    let site = site();
    let mut preview = Preview::start(&site.0);
    let (mut first, mut second) = (looking(&preview, "/a/"), looking(&preview, "/b/"));
    site.write("content/a.mdx", "# First\n\nOther words.\n");
    preview.settle(&site.0);
    let told = until_beacon(&mut first);
    assert_eq!(told, [serde_json::json!({ "version": version(&mut preview.client(), "/a/") })]);
    assert_eq!(until_beacon(&mut second), [] as [serde_json::Value; 0]);
}

#[test]
fn a_save_that_changes_nothing_is_told_to_nobody() {
    let site = site();
    let mut preview = Preview::start(&site.0);
    let mut first = looking(&preview, "/a/");
    // The same bytes; then other bytes that come to the same page.
    site.write("content/a.mdx", "# First\n\nWords.\n");
    preview.settle(&site.0);
    assert_eq!(until_beacon(&mut first), [] as [serde_json::Value; 0]);
    site.write("content/a.mdx", "# First\n\n\n\nWords.\n\n");
    preview.settle(&site.0);
    assert_eq!(until_beacon(&mut first), [] as [serde_json::Value; 0]);
}

#[test]
fn a_partial_is_told_to_those_who_look_at_a_page_that_holds_it() {
    let site = site();
    let mut preview = Preview::start(&site.0);
    let (mut first, mut second) = (looking(&preview, "/a/"), looking(&preview, "/b/"));
    site.write("content/_part.mdx", "Another part.\n");
    preview.settle(&site.0);
    assert_eq!(until_beacon(&mut first), [] as [serde_json::Value; 0]);
    assert_eq!(until_beacon(&mut second).len(), 1);
    assert!(preview.client().get("/b/").text().contains("Another part."));
}

#[test]
fn whoever_comes_back_is_told_what_was_missed() {
    let site = site();
    let preview = Preview::start(&site.0);
    let mut channel = Channel::open(preview.port);
    channel.say("/a/?lang=ruby#first", "of-long-ago");
    let told = channel.hear();
    assert_eq!(told, serde_json::json!({ "version": version(&mut preview.client(), "/a/") }));
}

#[test]
fn a_page_that_appears_is_told_to_those_who_wait_for_it() {
    let site = site();
    let mut preview = Preview::start(&site.0);
    let mut waiting = looking(&preview, "/new/page/");
    site.write("content/new/page.mdx", "# Here\n");
    preview.settle(&site.0);
    assert_eq!(until_beacon(&mut waiting).len(), 1);
    assert_eq!(preview.client().get("/new/page/").status, 200);
    site.remove("content/new");
    preview.settle(&site.0);
    assert_eq!(until_beacon(&mut waiting).len(), 1);
    assert_eq!(preview.client().get("/new/page/").status, 404);
}

#[test]
fn a_burst_is_one_update() {
    let site = site();
    let mut preview = Preview::start(&site.0);
    let mut first = looking(&preview, "/a/");
    // It sees all of them at once, however long they take to write here.
    signal(preview.id(), "-STOP");
    for number in 0..40 {
        site.write("content/a.mdx", format!("# First\n\nWords {number}.\n"));
        site.write(&format!("content/made/{number}.mdx"), "# Made\n");
    }
    signal(preview.id(), "-CONT");
    preview.settle(&site.0);
    let told = until_beacon(&mut first);
    assert!((1..=3).contains(&told.len()), "{told:?}");
    assert!(preview.client().get("/a/").text().contains("Words 39."));
}

#[test]
fn problems_are_told_to_those_who_look_at_the_page_and_taken_back() {
    let site = site();
    let mut preview = Preview::start(&site.0);
    let (mut first, mut second) = (looking(&preview, "/a/"), looking(&preview, "/b/"));
    site.write("content/a.mdx", "# First\n\n<Nothing/>\n");
    preview.settle(&site.0);
    let told = until_beacon(&mut first);
    let problems = told[0].get("problems").and_then(|problems| problems.as_array()).expect("there are problems");
    let frame = problems[0].get("frame").and_then(|frame| frame.as_str()).expect("a problem has a frame");
    assert!(frame.starts_with("content/a.mdx:3:2: error[unknown-component]: "), "{frame}");
    assert!(!told[0].to_string().contains(&*site.0.to_string_lossy()));
    assert_eq!(until_beacon(&mut second), [] as [serde_json::Value; 0]);
    // Who opens the page now is told as well.
    let mut late = looking(&preview, "/a/");
    assert!(late.hear().get("problems").is_some());
    site.write("content/a.mdx", "# First\n\nMended.\n");
    preview.settle(&site.0);
    let told = until_beacon(&mut first);
    assert!(told.contains(&serde_json::json!({ "problems": [] })), "{told:?}");
    assert!(told.iter().any(|text| text.get("version").is_some()), "{told:?}");
}

#[test]
fn an_editor_is_linked_to_if_the_settings_name_one() {
    let site = site();
    site.write("content/site.yml", "title: Docs\neditor: \"code://open?at={path}&line={line}&column={column}\"\n");
    site.write("content/a b.mdx", "# First\n\n<Nothing/>\n");
    let preview = Preview::start(&site.0);
    let mut channel = looking(&preview, "/a%20b/");
    let told = channel.hear().to_string();
    assert!(told.contains("/content/a%20b.mdx&line=3&column=2"), "{told}");
}

#[test]
fn a_browser_follows_the_edit_if_the_settings_say_so() {
    let site = site();
    site.write("content/site.yml", "title: Docs\nfollow: true\n");
    let mut preview = Preview::start(&site.0);
    let mut first = looking(&preview, "/a/");
    site.write("content/b.mdx", "# Second\n\nOther words.\n");
    preview.settle(&site.0);
    assert_eq!(until_beacon(&mut first), [serde_json::json!({ "go": "/b/" })]);
}

#[test]
fn a_heading_that_goes_is_told_to_those_who_look_at_a_page_that_points_at_it() {
    let site = site();
    site.write("content/a.mdx", "# First\n\n## Part\n\nWords.\n");
    site.write("content/b.mdx", "# Second\n\nSee [part](/a/#part).\n");
    let mut preview = Preview::start(&site.0);
    let mut second = looking(&preview, "/b/");
    site.write("content/a.mdx", "# First\n\n## Another part\n\nWords.\n");
    preview.settle(&site.0);
    let told = until_beacon(&mut second);
    assert!(told.iter().any(|text| text.to_string().contains("broken-anchor")), "{told:?}");
    site.write("content/a.mdx", "# First\n\n## Part\n\nWords.\n");
    preview.settle(&site.0);
    assert_eq!(until_beacon(&mut second), [serde_json::json!({ "problems": [] })]);
}

#[test]
fn a_description_is_told_to_those_who_look_at_a_page_that_shows_it() {
    let site = site();
    let entry = |text: &str| {
        format!(
            "---\nreference:\n  ruby:\n    - key: thing\n      id: thing\n      description: ({text})\n---\n# Thing\n"
        )
    };
    site.write("content/_texts.mdx", "---\ndescriptions:\n  a:\n    b: One text.\n    c: (a.b)\n---\n");
    site.write("content/one.mdx", entry("a.b"));
    site.write("content/two.mdx", entry("a.c").replace("thing", "other"));
    let mut preview = Preview::start(&site.0);
    let (mut one, mut two, mut none) =
        (looking(&preview, "/one/"), looking(&preview, "/two/"), looking(&preview, "/a/"));
    site.write("content/_texts.mdx", "---\ndescriptions:\n  a:\n    b: Another text.\n    c: (a.b)\n---\n");
    preview.settle(&site.0);
    assert_eq!(until_beacon(&mut one).len(), 1);
    assert_eq!(until_beacon(&mut two).len(), 1);
    assert_eq!(until_beacon(&mut none), [] as [serde_json::Value; 0]);
    for path in ["/one/", "/two/"] {
        assert!(preview.client().get(path).text().contains("Another text."), "{path}");
    }
}
