//! A client that sends exactly what it is told to, and the other end of the live channel.

use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;

use crate::common::PATIENCE;

#[derive(Debug, Clone)]
pub struct Response {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Response {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// One connection that is used again and again.
pub struct Client {
    stream: TcpStream,
    port: u16,
    read: Vec<u8>,
}

pub fn connect(port: u16) -> TcpStream {
    let stream = TcpStream::connect(("127.0.0.1", port)).expect("the server listens");
    stream.set_read_timeout(Some(PATIENCE)).expect("a socket has a timeout");
    stream.set_write_timeout(Some(PATIENCE)).expect("a socket has a timeout");
    stream.set_nodelay(true).expect("a socket can be told to hurry");
    stream
}

/// Sends bytes on a connection of its own and reads until the server has nothing more to say.
pub fn raw(port: u16, bytes: &[u8]) -> Vec<u8> {
    let mut stream = connect(port);
    // A server may answer, and close, before it was sent everything.
    let _ = stream.write_all(bytes);
    let _ = stream.shutdown(std::net::Shutdown::Write);
    to_the_end(&mut stream)
}

/// What a server sends until it closes; that it never does is a failure.
pub fn to_the_end(stream: &mut TcpStream) -> Vec<u8> {
    let mut answer = Vec::new();
    if let Err(error) = stream.read_to_end(&mut answer) {
        let closed = matches!(error.kind(), ErrorKind::ConnectionReset | ErrorKind::BrokenPipe);
        assert!(closed, "the server neither answers nor closes: {error}");
    }
    answer
}

/// The statuses of all answers in what a server sent.
pub fn statuses(answer: &[u8]) -> Vec<u16> {
    let mut found = Vec::new();
    let mut rest = answer;
    while let Some((response, more)) = parsed(rest, false) {
        found.push(response.status);
        rest = more;
    }
    found
}

/// The first response in some bytes, and what comes after it.
fn parsed(bytes: &[u8], is_head: bool) -> Option<(Response, &[u8])> {
    let end = bytes.windows(4).position(|window| window == b"\r\n\r\n")?;
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let mut lines = head.split("\r\n");
    let status = lines.next()?.split(' ').nth(1)?.parse().ok()?;
    let headers: Vec<(String, String)> = lines
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
        .collect();
    let length = headers.iter().find(|(name, _)| name == "content-length").and_then(|(_, value)| value.parse().ok());
    let length = if is_head || status == 101 { 0 } else { length.unwrap_or(0) };
    let body = &bytes[end + 4..];
    if body.len() < length {
        return None;
    }
    Some((Response { status, headers, body: body[..length].to_vec() }, &body[length..]))
}

impl Client {
    pub fn new(port: u16) -> Self {
        Self { stream: connect(port), port, read: Vec::new() }
    }

    pub fn get(&mut self, path: &str) -> Response {
        self.ask("GET", path, "")
    }

    /// Asks for a path; `headers` are further lines, each with its end.
    pub fn ask(&mut self, method: &str, path: &str, headers: &str) -> Response {
        let request = format!("{method} {path} HTTP/1.1\r\nHost: localhost:{}\r\n{headers}\r\n", self.port);
        self.stream.write_all(request.as_bytes()).expect("the server takes requests");
        loop {
            if let Some((response, more)) = parsed(&self.read, method == "HEAD") {
                self.read = more.to_vec();
                return response;
            }
            let mut piece = vec![0; 64 << 10];
            let read = self.stream.read(&mut piece).expect("the server answers");
            assert!(read > 0, "the server closed the connection before it answered {method} {path}");
            self.read.extend_from_slice(&piece[..read]);
        }
    }
}

/// The live channel, as a browser opens it.
pub struct Channel {
    stream: TcpStream,
    read: Vec<u8>,
}

/// The lines that open the channel, with these further lines.
pub fn upgrade(port: u16, lines: &str) -> String {
    format!(
        "GET /__folio/live HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\
         Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n{lines}\r\n"
    )
}

impl Channel {
    pub fn open(port: u16) -> Self {
        let mut stream = connect(port);
        let origin = format!("Origin: http://localhost:{port}\r\n");
        stream.write_all(upgrade(port, &origin).as_bytes()).expect("the server takes requests");
        let mut read = Vec::new();
        while !read.windows(4).any(|window| window == b"\r\n\r\n") {
            let mut byte = [0];
            assert_eq!(stream.read(&mut byte).expect("the server answers"), 1);
            read.push(byte[0]);
        }
        assert!(read.starts_with(b"HTTP/1.1 101"), "{}", String::from_utf8_lossy(&read));
        Self { stream, read: Vec::new() }
    }

    /// Says which page is shown, and which version of it.
    pub fn say(&mut self, path: &str, version: &str) {
        let text = serde_json::json!({ "path": path, "version": version }).to_string();
        let mut frame = vec![0x81];
        let length = u8::try_from(text.len()).expect("short texts are sent");
        if length < 126 {
            frame.push(0x80 | length);
        } else {
            frame.extend([0x80 | 126, 0, length]);
        }
        let mask = [1, 2, 3, 4];
        frame.extend(mask);
        frame.extend(text.bytes().enumerate().map(|(at, byte)| byte ^ mask[at % 4]));
        self.stream.write_all(&frame).expect("the channel takes texts");
    }

    /// The next text.
    pub fn hear(&mut self) -> serde_json::Value {
        loop {
            if let Some(text) = self.frame() {
                return serde_json::from_str(&text).expect("the server speaks JSON");
            }
            let mut piece = [0; 16 << 10];
            let read = self.stream.read(&mut piece).expect("the server says something");
            assert!(read > 0, "the server closed the channel");
            self.read.extend_from_slice(&piece[..read]);
        }
    }

    /// What is said until a text that fits, and that text last.
    pub fn hear_until(&mut self, is_it: impl Fn(&serde_json::Value) -> bool) -> Vec<serde_json::Value> {
        let mut heard = Vec::new();
        loop {
            let text = self.hear();
            let found = is_it(&text);
            heard.push(text);
            if found {
                return heard;
            }
        }
    }

    fn frame(&mut self) -> Option<String> {
        let length = usize::from(*self.read.get(1)? & 0x7f);
        let (start, length) = match length {
            126 => (4, usize::from(u16::from_be_bytes([*self.read.get(2)?, *self.read.get(3)?]))),
            127 => {
                let bytes: [u8; 8] = self.read.get(2..10)?.try_into().ok()?;
                (10, usize::try_from(u64::from_be_bytes(bytes)).ok()?)
            }
            length => (2, length),
        };
        let text = String::from_utf8_lossy(self.read.get(start..start + length)?).into_owned();
        self.read.drain(..start + length);
        Some(text)
    }
}
