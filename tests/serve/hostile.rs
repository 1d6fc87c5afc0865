//! Requests that nobody sends who means well. None of them reaches a file, breaks an answer or ends the preview.

use std::io::{ErrorKind, Write as _};
use std::net::{Shutdown, TcpStream};

use crate::client::{Client, connect, raw, statuses, to_the_end, upgrade};
use crate::preview::{Folder, Preview};

const SECRET: &str = "TOP-SECRET";

/// What must come of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Must {
    /// This status, once.
    Be(u16),
    /// Some refusal: a status of 400 to 499, or no answer at all.
    Refuse,
    /// Anything that is no failure of the server.
    Survive,
}

fn site() -> Folder {
    let folder = Folder::new("hostile");
    folder.write("site/secret.txt", SECRET);
    folder.write("secret.txt", SECRET);
    folder.write("root/secret.txt", SECRET);
    folder.write("root/site/index.html", SECRET);
    folder.write("root/content/site.yml", format!("# {SECRET}\ndescription: {SECRET}-not\ntitle: Docs\n"));
    folder.write("root/content/index.mdx", "# Home\n");
    folder.write("root/content/a/b.mdx", "# Page\n");
    folder.write("root/content/_shared.mdx", format!("---\ndescriptions:\n  x: {SECRET}\n---\n"));
    folder.write("root/content/_samples/x.rb", format!("# {SECRET}\n"));
    folder.write("root/content/.hidden.txt", SECRET);
    folder.write("root/static/.env", SECRET);
    folder.write("root/static/ok.txt", "fine");
    folder.write("root/templates/unused.html", SECRET);
    folder.write("root/.git/config", SECRET);
    #[cfg(unix)]
    for link in ["static/leak.txt", "content/leak.txt", "static/leak"] {
        let target = if link.ends_with("leak") { folder.0.clone() } else { folder.0.join("secret.txt") };
        std::os::unix::fs::symlink(target, folder.0.join("root").join(link)).expect("a link can be made");
    }
    folder
}

struct Request {
    name: String,
    bytes: Vec<u8>,
    must: Must,
}

fn requests(port: u16) -> Vec<Request> {
    let mut all = Vec::new();
    let mut add = |name: &str, bytes: Vec<u8>, must: Must| all.push(Request { name: name.to_owned(), bytes, must });
    let get = |target: &[u8]| {
        let mut bytes = b"GET ".to_vec();
        bytes.extend(target);
        bytes.extend(format!(" HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n\r\n").bytes());
        bytes
    };
    // Ways out of the folder, each to files that are there.
    let files = ["secret.txt", "content/site.yml", ".git/config", "etc/passwd", "root/secret.txt"];
    let ups = [
        "/../",
        "/../../",
        "/../../../../../../../../../../",
        "/./../",
        "/a/../../",
        "/a/b/../../../",
        "//../",
        "/..//",
        "/.../",
        "/..;/",
        "/%2e%2e/",
        "/%2e%2e/%2e%2e/",
        "/%2E%2E/",
        "/.%2e/",
        "/%2e./",
        "/..%2f",
        "/..%2F..%2F",
        "/%2e%2e%2f",
        "/%252e%252e/",
        "/%252e%252e%252f",
        "/%c0%ae%c0%ae/",
        "/a/%2e%2e/%2e%2e/",
        "/_folio/../../",
        "/__folio/../../",
        "/static/../../",
        "/?/../../",
        "/a;/../../",
        "/~root/../",
    ];
    for up in ups {
        for file in files {
            let target = format!("{up}{file}");
            let must = if up.contains("%c0") { Must::Be(400) } else { Must::Survive };
            add(&format!("up {target}"), get(target.as_bytes()), must);
        }
    }
    for target in [
        "/secret.txt",
        "/site/index.html",
        "/content/index.mdx",
        "/content/site.yml",
        "/site.yml",
        "/_shared.mdx",
        "/_shared/",
        "/_samples/x.rb",
        "/content/_samples/x.rb",
        "/.hidden.txt",
        "/.env",
        "/.git/config",
        "/templates/unused.html",
        "/unused.html",
        "/leak.txt",
        "/leak/secret.txt",
        "/leak/",
        "/static/ok.txt",
        "/a/b.mdx",
        "/index.mdx",
        "/%2fetc%2fpasswd",
        "//etc/passwd",
        "/etc/passwd",
        "/proc/self/environ",
        "/C:/Windows/win.ini",
        "/__folio",
        "/__folio/",
        "/__folio/x",
        "/a/b/index.html/",
        "/ok.txt/",
        "/ok.txt/x",
        "/A/B/",
        "/a//b/",
        "/a/b//",
        "/index.html/",
        "/CON",
        "/a%2fb%2f%2f",
        "/.folio/manifest.json/",
        "/%5f_folio/problemz",
        "/_folio/",
        "/_folio/search/",
        "/_folio/../index.md",
    ] {
        add(&format!("no file {target}"), get(target.as_bytes()), Must::Be(404));
    }
    // Characters that no address has.
    for target in [
        "/%00",
        "/a%00.html",
        "/a/b/%00",
        "/ok.txt%00",
        "/..%5c..%5csecret.txt",
        "/%5c",
        "/a%5cb",
        "/%",
        "/%2",
        "/%zz",
        "/%u002e",
        "/a%",
        "/%e4",
        "/%ff%fe",
        "/%c3%28",
        "/%ed%a0%80",
        "/%0d%0aX:%20y",
        "/%0a",
        "/%7f",
        "/%1b[2J",
        "/%09",
    ] {
        add(&format!("characters {target}"), get(target.as_bytes()), Must::Be(400));
    }
    for target in [
        &b"/\\..\\..\\secret.txt"[..],
        b"/a\\b",
        b"/\xff\xfe",
        b"/\xc3\x28",
        b"/\x00",
        b"/a\x00b",
        b"/a b",
        b"/a\tb",
        b"/\x7f",
        b"",
        b"a/b",
        b"../secret.txt",
        b"*",
        b"?",
        b"#",
        b"/{}|^`<>\"",
    ] {
        let must = if target == b"/{}|^`<>\"" { Must::Survive } else { Must::Refuse };
        add(&format!("bytes {}", target.escape_ascii()), get(target), must);
    }
    for (target, must) in
        [("/a/b/#/../x", Must::Survive), ("/a/b/?%zz", Must::Survive), ("/a/b/?\\..\\", Must::Survive)]
    {
        add(&format!("after the path {target}"), get(target.as_bytes()), must);
    }
    add("long target", get(format!("/{}", "a".repeat(20_000)).as_bytes()), Must::Be(404));
    add("very long target", get(format!("/{}", "a".repeat(200_000)).as_bytes()), Must::Refuse);
    add("deep target", get("/a".repeat(5_000).as_bytes()), Must::Be(404));
    add("long query", get(format!("/?{}", "q".repeat(20_000)).as_bytes()), Must::Be(200));
    // Who is asked.
    let host = |lines: &str| format!("GET / HTTP/1.1\r\n{lines}Connection: close\r\n\r\n").into_bytes();
    for name in [
        "evil.example",
        "localhost",
        "localhost:1",
        "localhost.:4000",
        "127.0.0.1",
        "127.0.0.1:80",
        "[::1]",
        "0.0.0.0",
        "",
        " ",
        "localhost:4000.evil.example",
        "evil.example#localhost",
        "user@localhost",
        "localhost:port",
        "127.1",
        "2130706433",
        "0x7f.1",
        "::1",
        "localhost,evil.example",
        "localhost evil.example",
        "LOCALHOST.evil.example",
        "xn--localhost",
        "localhost\u{0}",
        "host.docker.internal",
    ] {
        add(&format!("host {name:?}"), host(&format!("Host: {name}\r\n")), Must::Refuse);
    }
    for (name, must) in [
        ("LocalHost", Must::Be(200)),
        ("127.0.0.1", Must::Be(200)),
        ("127.0.0.2", Must::Refuse),
        ("[::1]", Must::Refuse),
        ("localhost.", Must::Refuse),
        ("evil.example", Must::Refuse),
        ("127.0.0.1.nip.example", Must::Refuse),
    ] {
        add(&format!("host {name} with our port"), host(&format!("Host: {name}:{port}\r\n")), must);
    }
    let own = format!("localhost:{port}");
    add("no host", host(""), Must::Be(400));
    add("two hosts", host(&format!("Host: {own}\r\nHost: {own}\r\n")), Must::Be(400));
    add("two hosts, one foreign", host(&format!("Host: {own}\r\nHost: evil.example\r\n")), Must::Be(400));
    add("a foreign host first", host(&format!("Host: evil.example\r\nHost: {own}\r\n")), Must::Be(400));
    add("host with a space before the colon", host(&format!("Host : {own}\r\n")), Must::Refuse);
    add("host over two lines", host(&format!("Host: evil.example\r\n {own}\r\n")), Must::Refuse);
    add("forwarded host", host(&format!("Host: evil.example\r\nX-Forwarded-Host: {own}\r\n")), Must::Be(403));
    add("http/1.0 without host", b"GET / HTTP/1.0\r\n\r\n".to_vec(), Must::Be(400));
    add("http/1.0 with host", format!("GET / HTTP/1.0\r\nHost: {own}\r\n\r\n").into_bytes(), Must::Be(200));
    // Targets with an address.
    for (target, must) in [
        (format!("http://{own}/"), Must::Be(200)),
        (format!("http://{own}/../secret.txt"), Must::Be(404)),
        (format!("HTTP://{own}/a/b/"), Must::Be(200)),
        ("http://evil.example/".to_owned(), Must::Be(400)),
        (format!("http://evil.example@{own}/"), Must::Refuse),
        (format!("https://{own}/"), Must::Be(400)),
        ("file:///etc/passwd".to_owned(), Must::Refuse),
        (format!("ftp://{own}/"), Must::Refuse),
        ("http://".to_owned(), Must::Refuse),
        ("http:///etc/passwd".to_owned(), Must::Refuse),
        ("localhost".to_owned(), Must::Refuse),
        (format!("//{own}/"), Must::Be(404)),
    ] {
        add(&format!("target {target}"), get(target.as_bytes()), must);
    }
    // Methods.
    for method in
        ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND", "get", "GETT", "LOCK", "MKCOL", "PRI"]
    {
        let request = format!("{method} / HTTP/1.1\r\nHost: {own}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        add(&format!("method {method}"), request.into_bytes(), Must::Be(405));
    }
    for request in [
        "CONNECT localhost:80 HTTP/1.1",
        "CONNECT / HTTP/1.1",
        "OPTIONS * HTTP/1.1",
        "G\u{e9}T / HTTP/1.1",
        " / HTTP/1.1",
        "GET",
        "GET /",
        "GET / HTTP/2.0",
        "GET / HTTP/9.9",
        "GET / HTTP/1.1 x",
        "GET / FTP/1.1",
        "GET  / HTTP/1.1",
        "\u{0}GET / HTTP/1.1",
    ] {
        let bytes = format!("{request}\r\nHost: {own}\r\nConnection: close\r\n\r\n").into_bytes();
        let must = if request == "GET  / HTTP/1.1" { Must::Survive } else { Must::Refuse };
        add(&format!("line {request:?}"), bytes, must);
    }
    // Headers and bodies.
    let with = |lines: &str, body: &str| {
        format!("GET / HTTP/1.1\r\nHost: {own}\r\nConnection: close\r\n{lines}\r\n{body}").into_bytes()
    };
    let many: String = (0..2_000).map(|number| format!("X-{number}: y\r\n")).collect();
    add("many headers", with(&many, ""), Must::Refuse);
    add("a huge header", with(&format!("X: {}\r\n", "y".repeat(1 << 20)), ""), Must::Refuse);
    add("a header without a colon", with("nonsense\r\n", ""), Must::Refuse);
    add("a header of zeros", with("X: \u{0}\u{0}\r\n", ""), Must::Refuse);
    add("a header with a bare return", with("X: a\rHost: evil.example\r\n", ""), Must::Refuse);
    add("an accept that is no text", with("Accept: \u{ff}\r\n", ""), Must::Be(200));
    add("two lengths", with("Content-Length: 1\r\nContent-Length: 2\r\n", "ab"), Must::Refuse);
    add("a negative length", with("Content-Length: -1\r\n", ""), Must::Refuse);
    add("a length beyond all", with("Content-Length: 99999999999999999999\r\n", ""), Must::Refuse);
    add("length and chunks", with("Content-Length: 4\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"), Must::Survive);
    add("chunks of nonsense", with("Transfer-Encoding: chunked\r\n", "zz\r\n\r\n"), Must::Survive);
    add("an unknown encoding", with("Transfer-Encoding: gzip\r\n", ""), Must::Refuse);
    add("a body that nobody wants", with("Content-Length: 4\r\n", "body"), Must::Be(200));
    add("expect", with("Expect: 100-continue\r\nContent-Length: 4\r\n", "body"), Must::Survive);
    add("upgrade to http/2", with("Upgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n", ""), Must::Be(200));
    add("http/2 at once", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".to_vec(), Must::Refuse);
    add("tls", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03".to_vec(), Must::Refuse);
    add("nothing", Vec::new(), Must::Refuse);
    add("empty lines", b"\r\n\r\n\r\n\r\n".to_vec(), Must::Refuse);
    for range in [
        "bytes=0-",
        "bytes=-5",
        "bytes=5-1",
        "bytes=0-0,2-2",
        "lines=1-2",
        "bytes=a-b",
        "bytes=18446744073709551615-",
        "bytes=0-18446744073709551616",
    ] {
        let bytes =
            format!("GET /ok.txt HTTP/1.1\r\nHost: {own}\r\nRange: {range}\r\nConnection: close\r\n\r\n").into_bytes();
        add(&format!("range {range}"), bytes, Must::Survive);
    }
    // The channel.
    for origin in [
        "http://evil.example",
        "null",
        "",
        "http://localhost",
        "http://localhost:1",
        "file://",
        "http://127.0.0.1:4000",
        "http://localhost:4000.evil.example",
        "chrome-extension://abc",
        "http://user@localhost",
    ] {
        let bytes = upgrade(port, &format!("Origin: {origin}\r\n")).into_bytes();
        add(&format!("origin {origin:?}"), bytes, Must::Be(403));
    }
    for (name, lines, must) in [
        ("no origin", String::new(), Must::Be(403)),
        ("two origins", format!("Origin: http://{own}\r\nOrigin: http://evil.example\r\n"), Must::Be(403)),
        ("our origin twice", format!("Origin: http://{own}\r\nOrigin: http://{own}\r\n"), Must::Be(403)),
        ("our origin with https", format!("Origin: https://{own}\r\n"), Must::Be(403)),
        ("our origin with a path", format!("Origin: http://{own}/\r\n"), Must::Be(403)),
        ("another name of ours", format!("Origin: http://127.0.0.1:{port}\r\n"), Must::Be(403)),
        ("our origin", format!("Origin: http://{own}\r\n"), Must::Be(101)),
    ] {
        add(&format!("channel with {name}"), upgrade(port, &lines).into_bytes(), must);
    }
    let plain =
        format!("GET /__folio/live HTTP/1.1\r\nHost: {own}\r\nOrigin: http://{own}\r\nConnection: close\r\n\r\n");
    add("channel without upgrade", plain.into_bytes(), Must::Refuse);
    for key in ["", "x", "dGhlIHNhbXBsZSBub25jZQ", "dGhlIHNhbXBsZSBub25jZ!==", "eA==\r\nSec-WebSocket-Key: eA=="] {
        let asked = upgrade(port, &format!("Origin: http://{own}\r\n")).replace("dGhlIHNhbXBsZSBub25jZQ==", key);
        add(&format!("channel with the key {key:?}"), asked.into_bytes(), Must::Be(400));
    }
    let old = upgrade(port, &format!("Origin: http://{own}\r\n")).replace("Version: 13", "Version: 7");
    add("channel of another version", old.into_bytes(), Must::Refuse);
    let foreign = upgrade(port, "Origin: http://evil.example\r\n").replace(&own, "evil.example");
    add("channel of a foreign host", foreign.into_bytes(), Must::Be(403));
    let posted = upgrade(port, &format!("Origin: http://{own}\r\n")).replace("GET", "POST");
    add("channel by another method", posted.into_bytes(), Must::Be(405));
    all
}

fn check(request: &Request, answer: &[u8], root: &str) {
    let text = String::from_utf8_lossy(answer);
    // What the settings tell readers is no secret; what stands beside it is.
    let untold = text.replace(&format!("{SECRET}-not"), "");
    assert!(!untold.contains(SECRET) && !untold.contains("root:x:0:"), "{}: {text}", request.name);
    assert!(!text.contains(root), "{} names a path of the machine: {text}", request.name);
    assert!(!text.to_ascii_lowercase().contains("access-control-"), "{}", request.name);
    // What is no HTTP is answered with a status and nothing else; whatever has a body is said to be nobody's to keep.
    let is_bare = text.starts_with("HTTP/1.1 1") || text.contains("\r\ncontent-length: 0\r\n");
    assert!(
        answer.is_empty() || is_bare || text.contains("\r\ncache-control: no-store\r\n"),
        "{}: {text}",
        request.name
    );
    let statuses = statuses(answer);
    assert!(statuses.iter().all(|status| *status < 500), "{}: {statuses:?}", request.name);
    match request.must {
        Must::Be(status) => assert_eq!(statuses, [status], "{}: {text}", request.name),
        Must::Refuse => {
            assert!(statuses.iter().all(|status| (400..500).contains(status)), "{}: {statuses:?}", request.name);
        }
        Must::Survive => {}
    }
}

#[test]
fn no_request_gets_more_than_what_is_published() {
    let site = site();
    let root = site.0.join("root");
    let mut preview = Preview::start(&root);
    let requests = requests(preview.port);
    assert!(requests.len() >= 215, "{}", requests.len());
    let machine = site.0.to_string_lossy().into_owned();
    for round in 0..3 {
        for request in &requests {
            let answer = raw(preview.port, &request.bytes);
            check(request, &answer, &machine);
        }
        assert!(preview.is_running(), "after round {round}");
    }
    assert_eq!(preview.client().get("/a/b/").status, 200);
}

#[test]
fn requests_in_a_row_are_answered_in_a_row() {
    let site = site();
    let preview = Preview::start(&site.0.join("root"));
    let host = format!("Host: localhost:{}\r\n", preview.port);
    let mut bytes = String::new();
    for path in ["/", "/nothing", "/%00", "/ok.txt", "/a/b", "/../secret.txt"] {
        bytes.push_str(&format!("GET {path} HTTP/1.1\r\n{host}\r\n"));
    }
    bytes.push_str("GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n");
    let answer = raw(preview.port, bytes.as_bytes());
    assert_eq!(statuses(&answer), [200, 404, 400, 200, 301, 404, 403]);
}

/// On how many of these connections the server has said nothing, and has not closed them.
fn held(streams: &[TcpStream]) -> usize {
    let is_held = |stream: &&TcpStream| {
        stream.set_nonblocking(true).expect("a socket can be told not to wait");
        let looked = stream.peek(&mut [0]);
        stream.set_nonblocking(false).expect("a socket can be told to wait");
        looked.is_err_and(|error| error.kind() == ErrorKind::WouldBlock)
    };
    streams.iter().filter(is_held).count()
}

/// Who is answered while those before still wait was not held up by them. A machine with much else to do may need a
/// few rounds until that is seen; where each one has to wait, it never is.
fn holds_up_nobody(mut round: impl FnMut() -> bool) {
    assert!((0..5).any(|_| round()), "each answer came only when those before had none to wait for any more");
}

#[test]
fn clients_that_dawdle_are_let_go_and_hold_up_nobody() {
    let site = site();
    let preview = Preview::start(&site.0.join("root"));
    holds_up_nobody(|| {
        let slow: Vec<_> = (0..200)
            .map(|number| {
                let mut stream = connect(preview.port);
                let piece = &b"GET / HTTP/1.1\r\nHost: localhost\r\nX: y\r\n"[..number % 38];
                stream.write_all(piece).expect("the server listens");
                stream
            })
            .collect();
        assert_eq!(preview.client().get("/").status, 200);
        let all_are_held = held(&slow) == slow.len();
        for mut stream in slow {
            // Each is ended by the server; that it is takes no longer than a request may take.
            let rest = to_the_end(&mut stream);
            assert!(statuses(&rest).iter().all(|status| (400..500).contains(status)));
        }
        all_are_held
    });
}

#[test]
fn more_connections_than_there_are_places_hold_up_nobody() {
    let site = site();
    let preview = Preview::start(&site.0.join("root"));
    holds_up_nobody(|| {
        let idle: Vec<_> = (0..700).map(|_| connect(preview.port)).collect();
        assert_eq!(preview.client().get("/").status, 200);
        // Some gave way to others; most are there, and have not had their time.
        held(&idle) > 400
    });
}

#[test]
fn many_who_wait_for_all_problems_hold_up_nobody() {
    let site = site();
    for number in 0..3_000 {
        site.write(&format!("root/content/many/{number}.mdx"), "# Page\n\n```ruby\nputs 1\n```\n");
    }
    holds_up_nobody(|| {
        let preview = Preview::start(&site.0.join("root"));
        let request = |path: &str| {
            let mut stream = connect(preview.port);
            let lines = format!("GET {path} HTTP/1.1\r\nHost: localhost:{}\r\nConnection: close\r\n\r\n", preview.port);
            stream.write_all(lines.as_bytes()).expect("the server listens");
            stream
        };
        let waiting: Vec<_> = (0..200).map(|_| request("/__folio/problems")).collect();
        assert_eq!(preview.client().get("/many/7/").status, 200);
        let some_wait = held(&waiting) > 0;
        let found: Vec<u16> = waiting.into_iter().flat_map(|mut stream| statuses(&to_the_end(&mut stream))).collect();
        assert!(found.len() == 200 && found.iter().all(|status| matches!(status, 200 | 202)), "{found:?}");
        some_wait
    });
}

#[test]
fn an_answer_that_nobody_takes_holds_up_nobody() {
    let site = site();
    site.write("root/static/large.bin", vec![7; 32 << 20]);
    let preview = Preview::start(&site.0.join("root"));
    let asked: Vec<_> = (0..20)
        .map(|_| {
            let mut stream = connect(preview.port);
            let request = format!("GET /large.bin HTTP/1.1\r\nHost: localhost:{}\r\n\r\n", preview.port);
            stream.write_all(request.as_bytes()).expect("the server listens");
            let _ = stream.shutdown(Shutdown::Write);
            stream
        })
        .collect();
    let mut client = Client::new(preview.port);
    for _ in 0..20 {
        assert_eq!(client.get("/a/b/").status, 200);
    }
    assert_eq!(client.get("/large.bin").body.len(), 32 << 20);
    drop(asked);
}

#[test]
fn nonsense_on_the_channel_ends_the_channel_alone() {
    let site = site();
    let mut preview = Preview::start(&site.0.join("root"));
    let origin = format!("Origin: http://localhost:{}\r\n", preview.port);
    for frames in [
        &b"\x81\x05hello"[..],
        b"\x81\x85\x00\x00\x00\x00hello",
        b"\x82\x81\x00\x00\x00\x00x",
        b"\x81\xff\x7f\xff\xff\xff\xff\xff\xff\xff\x00\x00\x00\x00",
        b"\x81\xfe\xff\xff\x00\x00\x00\x00",
        b"\xff\xff\xff\xff",
        b"\x88\x80\x00\x00\x00\x00",
        b"\x89\x80\x00\x00\x00\x00",
        b"\x81\x82\x00\x00\x00\x00{}",
        b"\x81\x82\x00\x00\x00\x00\xff\xfe",
    ] {
        let mut bytes = upgrade(preview.port, &origin).into_bytes();
        bytes.extend(frames);
        let answer = raw(preview.port, &bytes);
        assert_eq!(statuses(&answer).first(), Some(&101));
    }
    let headed = raw(preview.port, upgrade(preview.port, &origin).replace("GET", "HEAD").as_bytes());
    assert!(headed.starts_with(b"HTTP/1.1 400") && headed.ends_with(b"\r\n\r\n"), "{}", headed.escape_ascii());
    assert!(preview.is_running());
    assert_eq!(preview.client().get("/").status, 200);
}
