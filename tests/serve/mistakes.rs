//! Mistakes take nothing away: the page stays as it was, the rest of the site does not notice, and what is wrong is
//! said where it is.

use crate::preview::{Folder, Preview};

fn site() -> Folder {
    let folder = Folder::new("mistakes");
    folder.write("content/site.yml", "title: Docs\n");
    folder.write("content/index.mdx", "# Home\n\nWelcome.\n");
    folder.write("content/a.mdx", "---\ntitle: First\norder: 1\n---\nGood words.\n");
    folder.write("content/b.mdx", "---\ntitle: Second\norder: 2\n---\nSee [the first](/a/).\n");
    folder.write("content/_shared.mdx", "---\ndescriptions:\n  thing:\n    id: The id.\n---\n");
    folder.write(
        "content/schemas/thing.json",
        r#"{"type": "object", "title": "Thing", "properties": {"id": {"type": "string"}}}"#,
    );
    folder
}

/// Every page of the site, without what the preview adds.
fn pages(preview: &Preview) -> Vec<String> {
    let mut client = preview.client();
    let pages = ["/", "/a/", "/b/", "/schemas/thing/", "/contents/", "/a.md", "/nothing"];
    pages.iter().map(|path| client.get(path).text()).collect()
}

/// Makes a mistake, looks whether it is said, mends it, and looks whether all is well.
fn survives(path: &str, mistake: &[u8], said: &str) {
    let site = site();
    let good = std::fs::read(site.0.join(path)).ok();
    let mut preview = Preview::start(&site.0);
    let before = pages(&preview);
    site.write(path, mistake);
    preview.settle(&site.0);
    assert!(preview.is_running());
    assert_eq!(pages(&preview), before, "with the mistake in {path}");
    let problems = preview.client().get("/__folio/problems").text();
    assert!(problems.contains(said) && problems.contains(path), "{problems}");
    match good {
        Some(good) => site.write(path, good),
        None => site.remove(path),
    }
    preview.settle(&site.0);
    assert_eq!(pages(&preview), before, "mended");
    let problems: serde_json::Value =
        serde_json::from_slice(&preview.client().get("/__folio/problems").body).expect("JSON");
    assert_eq!(problems["summary"]["errors"], 0, "{problems}");
}

#[test]
fn a_tag_that_is_not_closed() {
    survives("content/a.mdx", b"---\ntitle: First\norder: 1\n---\n<Callout>\n\nOther words.\n", "unclosed-tag");
}

#[test]
fn front_matter_that_is_no_yaml() {
    survives("content/a.mdx", b"---\ntitle: [\n---\nOther words.\n", "invalid-yaml");
}

#[test]
fn front_matter_that_does_not_end() {
    survives("content/a.mdx", b"---\ntitle: Renamed\n\nOther words.\n", "unclosed-front-matter");
}

#[test]
fn a_link_that_leads_nowhere() {
    survives("content/a.mdx", b"---\ntitle: First\norder: 1\n---\nSee [x](/nowhere/).\n", "broken-link");
}

#[test]
fn an_unknown_component() {
    survives("content/a.mdx", b"---\ntitle: First\norder: 1\n---\n<Callut>x</Callut>\n", "unknown-component");
}

#[test]
fn bytes_that_are_no_text() {
    survives("content/a.mdx", b"# First\n\xff\xfe\n", "not-utf8");
}

#[test]
fn a_shared_file_that_is_no_yaml() {
    survives("content/_shared.mdx", b"---\ndescriptions: [\n---\n", "invalid-yaml");
}

#[test]
fn a_schema_that_is_no_json() {
    survives("content/schemas/thing.json", b"{\"type\": ", "invalid-json");
}

#[test]
fn settings_that_are_no_yaml() {
    survives("content/site.yml", b"title: [\n", "invalid-yaml");
}

#[test]
fn a_setting_that_does_not_exist() {
    survives("content/site.yml", b"titel: Docs\n", "unknown-setting");
}

#[test]
fn a_template_that_does_not_compile() {
    survives("templates/foot.html", b"<footer>{{ broken\n", "invalid-template");
}

#[test]
fn a_template_that_fails_when_it_is_used() {
    survives("templates/foot.html", b"<footer>{{ nothing.at.all.here | upper }}</footer>\n", "invalid-template");
}

#[test]
fn two_pages_at_one_address() {
    survives("content/c.mdx", b"---\nroute: /a\nhidden: true\n---\nOther words.\n", "conflicting-route");
}

#[test]
fn a_page_that_cannot_be_shown_even_once_is_there_and_comes_to_life() {
    let site = site();
    site.write("content/c.mdx", b"# Third\n\xff\n");
    let mut preview = Preview::start(&site.0);
    preview.settle(&site.0);
    assert!(preview.client().get("/c/").status < 500);
    site.write("content/c.mdx", "# Third\n\nWords at last.\n");
    preview.settle(&site.0);
    assert!(preview.client().get("/c/").text().contains("Words at last."));
}

#[test]
fn problems_are_a_page_for_people() {
    let site = site();
    site.write("content/a.mdx", "# First\n\n<Nothing/> & <script>alert(1)</script>\n");
    let mut preview = Preview::start(&site.0);
    preview.settle(&site.0);
    let page = preview.client().ask("GET", "/__folio/problems", "Accept: text/html\r\n");
    assert_eq!(page.header("content-type"), Some("text/html; charset=utf-8"));
    let text = page.text();
    assert!(text.contains("error[unknown-component]") && !text.contains("<script>alert"), "{text}");
    assert!(!text.contains(&*site.0.to_string_lossy()));
}

/// The codes of everything that is wrong with the site, but for what was from the start.
fn problems(preview: &Preview) -> Vec<String> {
    let document: serde_json::Value =
        serde_json::from_str(&preview.client().get("/__folio/problems").text()).expect("problems are one document");
    let found = document["diagnostics"].as_array().expect("it lists what was found");
    let codes = found.iter().map(|found| found["code"].as_str().expect("each has a code").to_owned());
    codes.filter(|code| code != "unused-description").collect()
}

#[test]
fn what_is_wrong_once_is_told_once() {
    let site = site();
    site.write("content/site.yml", "title: Docs\nnonsense: 1\n");
    site.write("content/_part.mdx", "Shared: <Nothing/>\n");
    for page in ["c", "d", "e"] {
        site.write(&format!("content/{page}.mdx"), "# Page\n\n<Include file=\"/_part.mdx\" />\n");
    }
    let mut preview = Preview::start(&site.0);
    preview.settle(&site.0);
    let mut found = problems(&preview);
    found.sort_unstable();
    assert_eq!(found, ["unknown-component", "unknown-setting"]);
}

#[test]
fn a_mistake_in_a_text_that_a_page_comes_to_read_is_found_before_anybody_looks_at_the_page() {
    let site = site();
    site.write("content/c.mdx", "# Page\n\n<Include file=\"/_part.mdx\" />\n");
    let mut preview = Preview::start(&site.0);
    preview.settle(&site.0);
    assert_eq!(problems(&preview), ["missing-file"]);
    site.write("content/_part.mdx", "Shared: <Nothing/>\n");
    preview.settle(&site.0);
    assert_eq!(problems(&preview), ["unknown-component"]);
}

#[test]
#[cfg(unix)]
fn files_that_cannot_be_read() {
    let site = site();
    let mut preview = Preview::start(&site.0);
    let before = pages(&preview);
    // A link that leads nowhere, and one that leads out, in the place of a page and of a picture.
    site.remove("content/a.mdx");
    std::os::unix::fs::symlink("/nowhere/at/all", site.0.join("content/a.mdx")).expect("a link can be made");
    std::os::unix::fs::symlink("/etc/passwd", site.0.join("static/x.txt")).expect("a link can be made");
    preview.settle(&site.0);
    assert_eq!(pages(&preview), before);
    assert_eq!(preview.client().get("/x.txt").status, 404);
    let problems = preview.client().get("/__folio/problems").text();
    assert!(problems.contains("content/a.mdx") && problems.contains("static/x.txt"), "{problems}");
}

/// The number of the user to whom nothing belongs.
#[cfg(unix)]
const NOBODY: u32 = 65_534;

/// Folio as somebody who may not read everything; where we may, it runs as someone else.
#[cfg(unix)]
fn unprivileged(site: &Folder) -> std::process::Command {
    use std::os::unix::process::CommandExt as _;
    let folio = env!("CARGO_BIN_EXE_folio");
    permit(site, "content/b.mdx", 0o000);
    let reads_all = std::fs::read(site.0.join("content/b.mdx")).is_ok();
    permit(site, "content/b.mdx", 0o644);
    if !reads_all {
        return std::process::Command::new(folio);
    }
    let copy = site.0.join("folio");
    std::fs::copy(folio, &copy).expect("a program can be copied");
    let mut command = std::process::Command::new(copy);
    command.uid(NOBODY).gid(NOBODY);
    command
}

#[cfg(unix)]
fn permit(site: &Folder, path: &str, mode: u32) {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::set_permissions(site.0.join(path), std::fs::Permissions::from_mode(mode)).expect("ours to permit");
}

#[test]
#[cfg(unix)]
fn what_may_not_be_read_any_more_stays_and_comes_back() {
    let site = site();
    site.write("content/deep/c.mdx", "# Third\n\nOld words.\n");
    let mut preview = Preview::by(unprivileged(&site), &site.0, &[]);
    let before = pages(&preview);
    let deep = preview.client().get("/deep/c/").body;
    for (path, mode) in
        [("content/a.mdx", 0o644), ("content/site.yml", 0o644), ("content/deep", 0o755), ("content", 0o755)]
    {
        permit(&site, path, 0o000);
        preview.settle(&site.0);
        assert_eq!(pages(&preview), before, "without {path}");
        assert_eq!(preview.client().get("/deep/c/").body, deep, "without {path}");
        let problems = preview.client().get("/__folio/problems").text();
        assert!(problems.contains("permission denied") && problems.contains(path), "{problems}");
        permit(&site, path, mode);
        preview.settle(&site.0);
        assert_eq!(pages(&preview), before, "with {path} again");
        let problems = preview.client().get("/__folio/problems").text();
        assert!(!problems.contains("permission denied"), "{problems}");
    }
    // And what is written there from then on is seen.
    site.write("content/deep/c.mdx", "# Third\n\nNew words.\n");
    preview.settle(&site.0);
    assert!(preview.client().get("/deep/c/").text().contains("New words."));
}

#[test]
fn programs_are_told_the_counts_that_a_check_tells() {
    let site = site();
    site.write("content/c.schema.json", r#"{ "type": "object" }"#);
    let preview = Preview::start(&site.0);
    let told: serde_json::Value =
        serde_json::from_slice(&preview.client().get("/__folio/problems").body).expect("JSON");
    let mut check = std::process::Command::new(env!("CARGO_BIN_EXE_folio"));
    check.args(["check", "--format", "json", "--root"]).arg(&site.0);
    let checked: serde_json::Value =
        serde_json::from_slice(&check.output().expect("a check runs").stdout).expect("JSON");
    for name in ["pages", "schemas", "errors", "warnings", "hints"] {
        assert_eq!(told["summary"][name], checked["summary"][name], "{name}");
    }
    assert_eq!(told["summary"]["schemas"], 2);
}
