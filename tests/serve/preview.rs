//! A site in a folder of its own, and a preview of it in a process of its own.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::Receiver;

use crate::client::{Channel, Client};
use crate::common::{PATIENCE, lines};

pub use crate::common::Folder;

/// A preview that runs until this is dropped.
pub struct Preview {
    child: Child,
    pub port: u16,
    pub lines: Receiver<String>,
    beacon: usize,
    channel: Channel,
}

impl Preview {
    pub fn start(root: &Path) -> Self {
        Self::with(root, &[])
    }

    pub fn with(root: &Path, arguments: &[&str]) -> Self {
        Self::by(Command::new(env!("CARGO_BIN_EXE_folio")), root, arguments)
    }

    /// By a command of the caller's that runs folio.
    pub fn by(mut command: Command, root: &Path, arguments: &[&str]) -> Self {
        // A file whose changes tell how far the preview has come.
        std::fs::create_dir_all(root.join("static")).expect("a folder can be made");
        std::fs::write(root.join("static/beacon.txt"), "0").expect("a file can be written");
        let mut child = command
            .args(["serve", "--port", "0", "--root"])
            .arg(root)
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("folio runs");
        let (port, lines) = served(&mut child);
        let mut channel = Channel::open(port);
        channel.say("/no/such/page/", "");
        channel.hear_until(|text| text.get("version").is_some());
        Self { child, port, lines, beacon: 0, channel }
    }

    pub fn client(&self) -> Client {
        Client::new(self.port)
    }

    /// Waits until everything that was done before this call is served.
    pub fn settle(&mut self, root: &Path) {
        self.beacon += 1;
        std::fs::write(root.join("static/beacon.txt"), self.beacon.to_string()).expect("a file can be written");
        self.channel.hear_until(|text| {
            text.get("files").and_then(|files| files.as_array()).is_some_and(|files| {
                files.iter().any(|file| file.as_str().is_some_and(|file| file.ends_with("/beacon.txt")))
            })
        });
    }

    pub fn is_running(&mut self) -> bool {
        self.child.try_wait().is_ok_and(|ended| ended.is_none())
    }

    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// The exit code, once it has ended.
    pub fn wait(&mut self) -> Option<i32> {
        self.child.wait().ok().and_then(|status| status.code())
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The port that a preview says it listens on, and the lines that it says after that.
pub fn served(child: &mut Child) -> (u16, Receiver<String>) {
    let lines = lines(child.stderr.take().expect("what it says is read"));
    let mut said = Vec::new();
    loop {
        let line = lines.recv_timeout(PATIENCE);
        let line = line.unwrap_or_else(|_| panic!("the preview does not start: {}", said.join("\n")));
        if let Some(port) = port_of(&line) {
            return (port, lines);
        }
        said.push(line);
    }
}

fn port_of(line: &str) -> Option<u16> {
    let after = line.split("http://").nth(1)?;
    let port = after.split(['/', ' ']).next()?.rsplit(':').next()?;
    port.parse().ok()
}
