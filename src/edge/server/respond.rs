//! An answer to a response: its headers, and its bytes or a file.

use std::pin::Pin;
use std::task::{Context, Poll};

use axum::body::{Body as Sent, Bytes};
use axum::http::{HeaderName, HeaderValue, Method, Response, StatusCode, header};
use hyper::body::{Frame, Incoming};

use super::request::{Refusal, admitted, asked, is_ours};
use super::{Held, Service, socket};

/// What is sent back.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub media: String,
    pub body: Body,
    /// Where to go instead.
    pub location: Option<String>,
    /// The policy for what the page may load.
    pub policy: Option<String>,
}

#[derive(Debug)]
pub enum Body {
    Bytes(Vec<u8>),
    /// A file, read while it is sent.
    File(std::fs::File),
}

impl Answer {
    /// A line of plain text.
    #[must_use]
    pub fn plain(status: u16, text: &str) -> Self {
        Self {
            status,
            media: "text/plain; charset=utf-8".to_owned(),
            body: Body::Bytes(format!("{text}\n").into_bytes()),
            location: None,
            policy: None,
        }
    }
}

/// How much of a file is read at once.
const PIECE: usize = 128 << 10;

/// Answers one request.
pub async fn respond(
    request: hyper::Request<Incoming>,
    service: &Service,
    names: &[String],
    held: &std::sync::Arc<Held>,
) -> Response<Sent> {
    let (parts, body) = request.into_parts();
    // Nothing that we answer takes a body.
    drop(body);
    let is_head = parts.method == Method::HEAD;
    let asked = match admitted(&parts, names).and_then(|()| asked(&parts)) {
        Ok(asked) => asked,
        Err(Refusal(status, why)) => return response(Answer::plain(status, why), is_head, None).await,
    };
    if asked.path == service.channel {
        if !is_ours(&parts.headers) {
            return response(Answer::plain(403, "only a page of this server may listen here"), is_head, None).await;
        }
        return socket::open(parts, service, held).await;
    }
    let range = asked.range;
    let answer = std::sync::Arc::clone(&service.answer);
    let answered = tokio::task::spawn_blocking(move || answer(&asked)).await;
    let answer = answered.unwrap_or_else(|_| Answer::plain(500, "no answer could be made"));
    response(answer, is_head, range).await
}

pub async fn response(answer: Answer, is_head: bool, range: Option<(u64, Option<u64>)>) -> Response<Sent> {
    let mut status = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::NOT_FOUND);
    let mut ranged = None;
    let (length, body) = match answer.body {
        Body::Bytes(bytes) => (bytes.len() as u64, if is_head { Sent::empty() } else { Sent::from(bytes) }),
        Body::File(file) => match opened(file, range).await {
            Some(opened) => {
                if let Some((from, to)) = opened.range {
                    status = StatusCode::PARTIAL_CONTENT;
                    ranged = Some(format!("bytes {from}-{to}/{}", opened.size));
                }
                (opened.pieces.left, if is_head { Sent::empty() } else { Sent::new(opened.pieces) })
            }
            None => return Box::pin(response(gone(), is_head, None)).await,
        },
    };
    let mut response = Response::new(body);
    *response.status_mut() = status;
    let headers = response.headers_mut();
    let mut set = |name: HeaderName, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.insert(name, value);
        }
    };
    set(header::CONTENT_TYPE, &answer.media);
    set(header::CONTENT_LENGTH, &length.to_string());
    set(header::CACHE_CONTROL, "no-store");
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(header::REFERRER_POLICY, "strict-origin-when-cross-origin");
    set(HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
    if let Some(location) = &answer.location {
        set(header::LOCATION, location);
    }
    if let Some(policy) = &answer.policy {
        set(header::CONTENT_SECURITY_POLICY, policy);
    }
    if let Some(ranged) = &ranged {
        set(header::CONTENT_RANGE, ranged);
    }
    if status == StatusCode::METHOD_NOT_ALLOWED {
        set(header::ALLOW, "GET, HEAD");
    }
    response
}

fn gone() -> Answer {
    Answer::plain(404, "this file is not there any more")
}

struct Opened {
    pieces: Pieces,
    size: u64,
    range: Option<(u64, u64)>,
}

async fn opened(file: std::fs::File, range: Option<(u64, Option<u64>)>) -> Option<Opened> {
    let open = move || {
        let size = file.metadata().ok()?.len();
        let range = range.filter(|(from, _)| *from < size);
        let range = range.map(|(from, to)| (from, to.unwrap_or(u64::MAX).min(size - 1)));
        let (from, left) = range.map_or((0, size), |(from, to)| (from, to - from + 1));
        if from > 0 {
            use std::io::Seek as _;
            (&file).seek(std::io::SeekFrom::Start(from)).ok()?;
        }
        Some(Opened { pieces: Pieces { file: Some(file), left, reading: None }, size, range })
    };
    tokio::task::spawn_blocking(open).await.ok()?
}

type Reading = tokio::task::JoinHandle<std::io::Result<(std::fs::File, Vec<u8>)>>;

/// A file on its way out, piece by piece. One that has become shorter meanwhile breaks the connection off.
struct Pieces {
    file: Option<std::fs::File>,
    left: u64,
    reading: Option<Reading>,
}

impl axum::body::HttpBody for Pieces {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, std::io::Error>>> {
        use std::future::Future as _;
        let this = self.get_mut();
        if this.left == 0 {
            return Poll::Ready(None);
        }
        if this.reading.is_none() {
            let Some(mut file) = this.file.take() else { return Poll::Ready(None) };
            let most = usize::try_from(this.left).unwrap_or(PIECE).min(PIECE);
            this.reading = Some(tokio::task::spawn_blocking(move || {
                use std::io::Read as _;
                let mut bytes = vec![0; most];
                file.read_exact(&mut bytes)?;
                Ok((file, bytes))
            }));
        }
        let Some(reading) = &mut this.reading else { return Poll::Ready(None) };
        let Poll::Ready(read) = Pin::new(reading).poll(cx) else {
            return Poll::Pending;
        };
        this.reading = None;
        match read.map_err(std::io::Error::other).and_then(|read| read) {
            Ok((file, bytes)) => {
                this.file = Some(file);
                this.left -= bytes.len() as u64;
                Poll::Ready(Some(Ok(Frame::data(bytes.into()))))
            }
            Err(error) => {
                this.left = 0;
                Poll::Ready(Some(Err(error)))
            }
        }
    }

    fn size_hint(&self) -> hyper::body::SizeHint {
        hyper::body::SizeHint::with_exact(self.left)
    }
}
