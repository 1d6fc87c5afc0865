//! What is answered, and how: as a host of static files would, and nothing kept by anyone.

use crate::preview::{Folder, Preview};

fn site() -> Folder {
    let folder = Folder::new("host");
    folder.write("content/site.yml", "title: Docs\nredirects:\n  /old: /guides/start\n");
    folder.write("content/index.mdx", "# Home\n\nWelcome.\n");
    folder.write("content/guides/start.mdx", "---\nredirect_from: [/begin]\n---\n# Start\n\nGo.\n");
    folder.write("content/guides/draft.mdx", "---\ndraft: true\n---\n# Not done\n");
    folder.write(
        "content/schemas/thing.json",
        r#"{"type": "object", "title": "Thing", "properties": {"id": {"type": "string"}}}"#,
    );
    folder.write("content/guides/picture one.png", [0x89, b'P', b'N', b'G', 0]);
    folder.write("static/ünï.txt", "text");
    folder.write("static/page.html", "<!doctype html><body>mine</body>");
    folder
}

#[test]
fn pages_files_and_twins_have_their_media_types() {
    let site = site();
    let preview = Preview::start(&site.0);
    let mut client = preview.client();
    for (path, media, holds) in [
        ("/", "text/html; charset=utf-8", "Welcome."),
        ("/index.html", "text/html; charset=utf-8", "Welcome."),
        ("/guides/start/", "text/html; charset=utf-8", "Go."),
        ("/guides/start/index.html", "text/html; charset=utf-8", "Go."),
        ("/guides/start/?lang=ruby&x=%00", "text/html; charset=utf-8", "Go."),
        ("/index.md", "text/markdown; charset=utf-8", "# Home"),
        ("/guides/start.md", "text/markdown; charset=utf-8", "Go."),
        ("/schemas/thing/", "text/html; charset=utf-8", "Thing"),
        ("/schemas/thing.json", "application/json; charset=utf-8", "\"Thing\""),
        ("/guides/picture%20one.png", "image/png", "PNG"),
        ("/%C3%BCn%C3%AF.txt", "text/plain; charset=utf-8", "text"),
        ("/robots.txt", "text/plain; charset=utf-8", "User-agent"),
        ("/llms.txt", "text/plain; charset=utf-8", "# Docs"),
        ("/_headers", "text/plain; charset=utf-8", "Content-Security-Policy"),
        ("/404.html", "text/html; charset=utf-8", "not found"),
        ("/__folio/live.js", "text/javascript; charset=utf-8", ""),
        ("/__folio/live.css", "text/css; charset=utf-8", ""),
        ("/_folio/search/root.json", "application/json; charset=utf-8", "\"pages\""),
    ] {
        let response = client.get(path);
        assert_eq!(response.status, 200, "{path}");
        assert_eq!(response.header("content-type"), Some(media), "{path}");
        assert_eq!(response.header("cache-control"), Some("no-store"), "{path}");
        assert_eq!(response.header("x-content-type-options"), Some("nosniff"), "{path}");
        assert!(response.text().contains(holds), "{path} holds no {holds}");
        assert!(response.headers.iter().all(|(name, _)| !name.starts_with("access-control")), "{path}");
    }
}

#[test]
fn the_script_stands_once_at_the_end_of_a_page_and_in_no_file() {
    let site = site();
    let preview = Preview::start(&site.0);
    let mut client = preview.client();
    for path in ["/", "/guides/start/", "/contents/", "/nothing/"] {
        let html = client.get(path).text();
        assert_eq!(html.matches("/__folio/live.js").count(), 1, "{path}");
        let script = html.find("<script src=\"/__folio/live.js\"").expect("the script is there");
        let end = html.rfind("</body>").expect("the page has a body");
        assert_eq!(html[script..end].matches("</script>").count(), 1, "{path}");
        assert!(html[script..end].ends_with("</script>"), "{path}");
    }
    assert_eq!(client.get("/page.html").text(), "<!doctype html><body>mine</body>");
}

#[test]
fn addresses_without_a_slash_lead_to_those_with_one() {
    let site = site();
    let preview = Preview::start(&site.0);
    let mut client = preview.client();
    for (path, to) in [
        ("/guides/start", "/guides/start/"),
        ("/guides/start?lang=go", "/guides/start/?lang=go"),
        ("/contents", "/contents/"),
        ("/old", "/guides/start/"),
        ("/begin?a=b", "/guides/start/?a=b"),
    ] {
        let response = client.get(path);
        assert_eq!(response.status, 301, "{path}");
        assert_eq!(response.header("location"), Some(to), "{path}");
        assert_eq!(response.header("cache-control"), Some("no-store"), "{path}");
    }
    // The page that a host without a list of redirects has there.
    assert!(client.get("/old/").text().contains("http-equiv=\"refresh\""));
}

#[test]
fn what_is_not_there_is_the_page_for_that() {
    let site = site();
    let preview = Preview::start(&site.0);
    let mut client = preview.client();
    for path in
        ["/nothing", "/nothing/", "/guides/start/x", "/content/index.mdx", "/site.yml", "//evil.example", "/%2e%2e/x"]
    {
        let response = client.get(path);
        assert_eq!(response.status, 404, "{path}");
        assert!(response.text().contains("Page not found"), "{path}");
    }
}

#[test]
fn head_is_get_without_a_body() {
    let site = site();
    let preview = Preview::start(&site.0);
    let mut client = preview.client();
    for path in ["/", "/schemas/thing.json", "/nothing", "/old"] {
        let get = client.get(path);
        let head = client.ask("HEAD", path, "");
        assert_eq!(head.status, get.status, "{path}");
        assert_eq!(head.header("content-length"), get.header("content-length"), "{path}");
        assert_eq!(head.header("content-type"), get.header("content-type"), "{path}");
        assert!(head.body.is_empty());
    }
}

#[test]
fn a_base_path_holds_for_everything() {
    let site = site();
    let preview = Preview::with(&site.0, &["--base-url", "https://example.com/docs"]);
    let mut client = preview.client();
    assert_eq!(client.get("/").header("location"), Some("/docs/"));
    assert_eq!(client.get("/docs").header("location"), Some("/docs/"));
    assert_eq!(client.get("/docs/guides/start").header("location"), Some("/docs/guides/start/"));
    assert_eq!(client.get("/docs/old").header("location"), Some("/docs/guides/start/"));
    assert_eq!(client.get("/guides/start/").status, 404);
    assert_eq!(client.get("/docsguides/start/").status, 404);
    let home = client.get("/docs/").text();
    assert!(home.contains("Welcome."));
    let style = home.split("rel=\"stylesheet\" href=\"").nth(1).and_then(|rest| rest.split('"').next());
    let style = style.expect("the page has a style sheet");
    assert!(style.starts_with("/docs/_folio/"));
    assert_eq!(client.get(style).header("content-type"), Some("text/css; charset=utf-8"));
    assert!(client.get("/docs/nothing/").text().contains("/docs/contents/"));
}

#[test]
fn drafts_are_there_and_say_so() {
    let site = site();
    let preview = Preview::start(&site.0);
    let page = preview.client().get("/guides/draft/").text();
    assert!(page.contains("Draft"), "{page}");
}

#[test]
fn part_of_a_file_can_be_asked_for() {
    let site = site();
    let long: Vec<u8> = (0..300_000_u32).map(|number| u8::try_from(number % 251).unwrap_or(0)).collect();
    site.write("static/film.mp4", &long);
    let preview = Preview::start(&site.0);
    let mut client = preview.client();
    assert_eq!(client.get("/film.mp4").body, long);
    let part = client.ask("GET", "/film.mp4", "Range: bytes=100-199\r\n");
    assert_eq!((part.status, part.header("content-range")), (206, Some("bytes 100-199/300000")));
    assert_eq!(part.body, &long[100..200]);
    let rest = client.ask("GET", "/film.mp4", "Range: bytes=299990-\r\n");
    assert_eq!(rest.body, &long[299_990..]);
    assert_eq!(client.ask("GET", "/film.mp4", "Range: bytes=9-1\r\n").body.len(), long.len());
    assert_eq!(client.ask("GET", "/film.mp4", "Range: bytes=999999-\r\n").body.len(), long.len());
}

#[test]
fn a_page_keeps_the_policy_that_hosts_are_told_of() {
    let site = site();
    let preview = Preview::start(&site.0);
    let mut client = preview.client();
    let headers = client.get("/_headers").text();
    let policy = headers.lines().find_map(|line| line.trim().strip_prefix("Content-Security-Policy: "));
    assert_eq!(client.get("/").header("content-security-policy"), policy);
}
