//! The channel to a browser: short texts in both directions, nothing of what they mean.

use axum::extract::FromRequestParts as _;
use axum::extract::ws::{Message, WebSocket, WebSocketUpgrade};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, Response, header};

use super::{Answer, Held, Service};

/// Sends a text to one browser; false once it is gone, or does not keep up.
pub type Tell = Box<dyn Fn(String) -> bool + Send + Sync>;
/// Is given every text that a browser sends, and none at the end.
pub type Hear = Box<dyn FnMut(Option<String>) + Send>;

/// How long a text from a browser may be.
const LONGEST: usize = 8 << 10;
/// How many texts wait for one browser; one that falls further behind is let go, and will come back.
const WAITING: usize = 64;

pub async fn open(mut parts: Parts, service: &Service, held: &std::sync::Arc<Held>) -> Response<axum::body::Body> {
    let Ok(place) = std::sync::Arc::clone(&held.channels).try_acquire_owned() else {
        return refused(429, "too many pages are open", &parts).await;
    };
    let upgrade = match WebSocketUpgrade::from_request_parts(&mut parts, &()).await {
        Ok(upgrade) if has_one_key(&parts.headers) => upgrade,
        _ => return refused(400, "this address is a WebSocket", &parts).await,
    };
    let join = std::sync::Arc::clone(&service.join);
    upgrade.max_message_size(LONGEST).max_frame_size(LONGEST).on_upgrade(move |socket| async move {
        let (tell, told) = tokio::sync::mpsc::channel::<String>(WAITING);
        let hear = join(Box::new(move |text| tell.try_send(text).is_ok()));
        carry(socket, hear, told).await;
        drop(place);
    })
}

async fn refused(status: u16, why: &str, parts: &Parts) -> Response<axum::body::Body> {
    super::respond::response(Answer::plain(status, why), parts.method == Method::HEAD, None).await
}

/// Whether there is one key, of sixteen bytes in base 64.
fn has_one_key(headers: &HeaderMap) -> bool {
    let mut keys = headers.get_all(header::SEC_WEBSOCKET_KEY).iter();
    let is_key = |key: &HeaderValue| {
        let key = key.as_bytes().strip_suffix(b"==").unwrap_or_default();
        key.len() == 22 && key.iter().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/'))
    };
    matches!((keys.next(), keys.next()), (Some(key), None) if is_key(key))
}

/// Carries texts until either side ends.
async fn carry(mut socket: WebSocket, mut hear: Hear, mut told: tokio::sync::mpsc::Receiver<String>) {
    loop {
        tokio::select! {
            text = told.recv() => match text {
                Some(text) => {
                    let sent = tokio::time::timeout(super::PATIENCE, socket.send(Message::Text(text.into())));
                    if !matches!(sent.await, Ok(Ok(()))) {
                        break;
                    }
                }
                None => break,
            },
            message = socket.recv() => match message {
                Some(Ok(Message::Text(text))) => {
                    // Whoever hears it may render a page.
                    let heard = tokio::task::spawn_blocking(move || {
                        hear(Some(text.to_string()));
                        hear
                    });
                    match heard.await {
                        Ok(again) => hear = again,
                        Err(_) => return,
                    }
                }
                Some(Ok(Message::Ping(_) | Message::Pong(_))) => {}
                Some(Ok(Message::Binary(_) | Message::Close(_)) | Err(_)) | None => break,
            },
        }
    }
    hear(None);
}
