//! Ports, and the end.

use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::common::{HeldGit, PATIENCE, lines, signal};
use crate::preview::{Folder, Preview, served};

fn site() -> Folder {
    let folder = Folder::new("process");
    folder.write("content/index.mdx", "# Home\n");
    folder
}

fn command(site: &Folder, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_folio"));
    command.arg("serve").arg("--root").arg(&site.0).args(arguments);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
    command
}

#[test]
fn a_port_that_was_asked_for_and_is_taken_is_a_failure() {
    let site = site();
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    let port = taken.local_addr().expect("it is bound").port().to_string();
    let done = command(&site, &["--port", &port]).output().expect("folio runs");
    let said = String::from_utf8_lossy(&done.stderr).into_owned();
    assert_eq!(done.status.code(), Some(3), "{said}");
    assert!(said.contains(&port) && said.contains("--port"), "{said}");
}

#[test]
fn without_a_port_the_next_free_one_is_taken() {
    let site = site();
    // Whoever holds 4000 now, it or the one after it is not free any more.
    let _held = TcpListener::bind("127.0.0.1:4000");
    let mut child = command(&site, &[]).spawn().expect("folio runs");
    let (port, _lines) = served(&mut child);
    let _ = child.kill();
    let _ = child.wait();
    assert!((4001..4100).contains(&port), "{port}");
}

#[test]
fn dev_is_another_name_for_it() {
    let site = site();
    let mut child = Command::new(env!("CARGO_BIN_EXE_folio"))
        .args(["dev", "--port", "0", "--root"])
        .arg(&site.0)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("folio runs");
    let (port, _lines) = served(&mut child);
    let status = crate::client::Client::new(port).get("/").status;
    let _ = child.kill();
    let _ = child.wait();
    assert_eq!(status, 200);
}

#[test]
fn a_folder_that_is_no_site_is_wrong_use() {
    let folder = Folder::new("no-site");
    let done = command(&folder, &["--port", "0"]).output().expect("folio runs");
    assert_eq!(done.status.code(), Some(2));
}

#[test]
fn a_host_that_others_reach_is_warned_about() {
    let site = site();
    let mut child = command(&site, &["--port", "0", "--host", "0.0.0.0"]).spawn().expect("folio runs");
    let line = lines(child.stderr.take().expect("what it says is read")).recv_timeout(PATIENCE);
    let _ = child.kill();
    let _ = child.wait();
    assert!(line.as_ref().is_ok_and(|line| line.starts_with("warning: ")), "{line:?}");
}

#[test]
fn the_address_that_is_told_leads_to_the_site() {
    for host in ["0.0.0.0", "127.0.0.1", "localhost"] {
        let site = site();
        let mut child = command(&site, &["--port", "0", "--host", host]).spawn().expect("folio runs");
        let said = lines(child.stderr.take().expect("what it says is read"));
        let said = std::iter::from_fn(|| said.recv_timeout(PATIENCE).ok());
        let mut told = said.filter_map(|line| line.split_once("http://").map(|(_, address)| address.to_owned()));
        let host = told.next().unwrap_or_default().trim_end_matches('/').to_owned();
        let port = host.rsplit(':').next().and_then(|port| port.parse().ok()).expect("a port is told");
        let asked = format!("GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
        let answer = crate::client::raw(port, asked.as_bytes());
        let _ = child.kill();
        let _ = child.wait();
        assert_eq!(crate::client::statuses(&answer), [200], "{host}");
    }
}

#[test]
#[cfg(unix)]
fn asked_to_end_before_it_has_begun_it_ends_as_well() {
    let site = site();
    let git = HeldGit::new();
    let mut child = git.before_others(&mut command(&site, &["--port", "0"])).spawn().expect("folio runs");
    git.wait(&mut child);
    signal(child.id(), "-INT");
    assert_eq!(child.wait().expect("it ends").code(), Some(0));
}

#[test]
#[cfg(unix)]
fn asked_to_end_it_ends_at_once_and_well() {
    for name in ["-INT", "-TERM"] {
        // It does not wait until requests have had their time. A machine with much else to do may need a few tries.
        assert!((0..5).any(|_| ended_by(name) < Duration::from_secs(8)), "{name}");
    }
}

/// How long a preview takes to end that has a page open, a request half sent and an answer that is not taken.
fn ended_by(name: &str) -> Duration {
    let site = site();
    site.write("static/large.bin", vec![7; 32 << 20]);
    let mut preview = Preview::start(&site.0);
    let mut half = crate::client::connect(preview.port);
    half.write_all(b"GET / HTTP/1.1\r\nHo").expect("the server listens");
    let mut unread = crate::client::connect(preview.port);
    let request = format!("GET /large.bin HTTP/1.1\r\nHost: localhost:{}\r\n\r\n", preview.port);
    unread.write_all(request.as_bytes()).expect("the server listens");
    unread.read_exact(&mut [0; 64]).expect("the server answers");
    let begun = Instant::now();
    signal(preview.id(), name);
    assert_eq!(preview.wait(), Some(0), "{name}");
    begun.elapsed()
}
