//! `folio check --external`, against a host on this machine.

#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "a test meets the world")]

mod sandbox;

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpListener;
use std::sync::{Arc, Mutex};

use sandbox::Sandbox;

/// A host that answers by the path, and remembers what it was asked for.
struct Host {
    port: u16,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Host {
    fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
        let port = listener.local_addr().expect("it is bound").port();
        let asked: Arc<Mutex<Vec<String>>> = Arc::default();
        let heard = Arc::clone(&asked);
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let Ok(mut stream) = stream else { continue };
                let mut lines = BufReader::new(stream.try_clone().expect("a socket has two ends")).lines();
                let head = lines.next().and_then(Result::ok).unwrap_or_default();
                while lines.next().and_then(Result::ok).is_some_and(|line| !line.is_empty()) {}
                let mut words = head.split(' ');
                let (method, path) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
                let status = match (method, path) {
                    (_, "/gone") | ("HEAD", "/whole-only") => "404 Not Found",
                    (_, "/moved") => "302 Found\r\nLocation: /there",
                    (_, "/broken") => "500 Internal Server Error",
                    _ => "200 OK",
                };
                heard.lock().expect("no test panics here").push(format!("{method} {path}"));
                let _ = write!(stream, "HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            }
        });
        Self { port, asked }
    }

    fn asked(&self) -> Vec<String> {
        self.asked.lock().expect("no test panics here").clone()
    }
}

#[test]
fn dead_addresses_are_reported_where_they_are_written() {
    let host = Host::start();
    let at = |path: &str| format!("http://127.0.0.1:{}{path}", host.port);
    let site = Sandbox::new("external");
    site.write(
        "content/index.mdx",
        format!(
            "# Home\n\n[a]({}) [b]({}) [c]({}) [d]({}#part)\n\n- <a href=\"{}\">gone</a> and [again]({}/not)\n",
            at("/there"),
            at("/moved"),
            at("/whole-only"),
            at("/broken"),
            at("/gone"),
            at("/gone"),
        ),
    );
    site.write(
        "content/parcel.mdx",
        format!(
            "---\ntitle: Parcel\ndescription: See [it]({}).\n---\n\n[x](https://api.postbox.example/v1)\n",
            at("/gone")
        ),
    );
    let run = site.run(&["check", "--external"]);
    assert_eq!(run.code, Some(0), "{}", run.said);
    let dead: Vec<&str> = run.said.lines().filter(|line| line.contains("[dead-link]")).collect();
    let message = format!("warning[dead-link]: `{}` leads nowhere: it answers with 404", at("/gone"));
    assert_eq!(dead, [format!("content/index.mdx:5:12: {message}"), format!("content/parcel.mdx:3:23: {message}"),]);
    assert!(run.said.contains(&format!("not sure of {}: it answers with 500", at("/broken"))), "{}", run.said);
    let asked = host.asked();
    assert_eq!(asked.iter().filter(|line| *line == "HEAD /gone").count(), 1, "{asked:?}");
    assert!(
        asked.contains(&"GET /whole-only".to_owned()) && !asked.iter().any(|line| line == "GET /there"),
        "{asked:?}"
    );
    assert_eq!(site.run(&["check", "--external", "--strict"]).code, Some(1));
}

#[test]
fn without_the_flag_nobody_is_asked() {
    let host = Host::start();
    let site = Sandbox::new("external");
    site.write("content/index.mdx", format!("# Home\n\n[a](http://127.0.0.1:{}/gone)\n", host.port));
    for arguments in [&["check"][..], &["check", "--strict"], &["build"], &["drift"], &["coverage"]] {
        let run = site.run(arguments);
        assert_eq!(run.code, Some(0), "{}", run.said);
    }
    assert!(host.asked().is_empty(), "{:?}", host.asked());
}

#[test]
fn without_curl_it_says_what_is_missing() {
    let host = Host::start();
    let site = Sandbox::new("external");
    site.write("content/index.mdx", format!("# Home\n\n[a](http://127.0.0.1:{}/there)\n", host.port));
    let run = sandbox::Run::of(site.folio(&["check", "--external"]).env("PATH", ""));
    assert_eq!(run.code, Some(3), "{}", run.said);
    assert!(run.said.contains("cannot run `curl`"), "{}", run.said);
}
