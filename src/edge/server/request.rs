//! Whether a request is one to us, and what it asks for.
//!
//! The target is decoded once, here; what comes out is looked up and never walked.

use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, header};

use crate::model::route::decoded;

/// A request that may be answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// Decoded, with its first slash.
    pub path: String,
    pub query: Option<String>,
    /// The client is a browser that shows a page.
    pub wants_page: bool,
    /// One range of bytes: from, and up to which, if that is said.
    pub range: Option<(u64, Option<u64>)>,
}

/// Why a request is not answered: the status, and a word for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Refusal(pub u16, pub &'static str);

/// The Host and the method.
pub fn admitted(parts: &Parts, names: &[String]) -> Result<(), Refusal> {
    let host = host(&parts.headers)?;
    if !names.contains(&host) {
        return Err(Refusal(403, "this server does not have that name"));
    }
    if parts.uri.authority().is_some_and(|authority| !authority.as_str().eq_ignore_ascii_case(&host)) {
        return Err(Refusal(400, "the target and the Host header differ"));
    }
    if parts.uri.scheme_str().is_some_and(|scheme| scheme != "http") {
        return Err(Refusal(400, "this server speaks plain HTTP"));
    }
    if parts.method != Method::GET && parts.method != Method::HEAD {
        return Err(Refusal(405, "only GET and HEAD are answered"));
    }
    Ok(())
}

/// The one Host header, in lower case.
fn host(headers: &HeaderMap) -> Result<String, Refusal> {
    let mut hosts = headers.get_all(header::HOST).iter();
    match (hosts.next(), hosts.next()) {
        (Some(host), None) => {
            let host = host.to_str().map_err(|_| Refusal(400, "the Host header cannot be read"))?;
            Ok(host.to_ascii_lowercase())
        }
        (None, _) => Err(Refusal(400, "there is no Host header")),
        (Some(_), Some(_)) => Err(Refusal(400, "there are two Host headers")),
    }
}

/// Whether a page of ours opens the channel: exactly one Origin, equal to the address that the request came to.
pub fn is_ours(headers: &HeaderMap) -> bool {
    let Ok(host) = host(headers) else { return false };
    let mut origins = headers.get_all(header::ORIGIN).iter();
    let (Some(origin), None) = (origins.next(), origins.next()) else {
        return false;
    };
    origin.to_str().is_ok_and(|origin| origin.to_ascii_lowercase() == format!("http://{host}"))
}

/// What is asked for.
pub fn asked(parts: &Parts) -> Result<Asked, Refusal> {
    let path = decoded(parts.uri.path()).ok_or(Refusal(400, "the target has broken escapes or is not UTF-8"))?;
    if !path.starts_with('/') || path.contains('\\') || path.chars().any(char::is_control) {
        return Err(Refusal(400, "the target holds a character that no address has"));
    }
    let accepts = parts.headers.get(header::ACCEPT).and_then(|accept| accept.to_str().ok()).unwrap_or_default();
    Ok(Asked {
        path,
        query: parts.uri.query().map(str::to_owned),
        wants_page: accepts.contains("text/html"),
        range: range(&parts.headers),
    })
}

/// `bytes=0-499`, `bytes=500-`; anything else is answered with the whole.
fn range(headers: &HeaderMap) -> Option<(u64, Option<u64>)> {
    let text = headers.get(header::RANGE)?.to_str().ok()?.strip_prefix("bytes=")?;
    let (from, to) = text.split_once('-')?;
    let from = from.parse().ok()?;
    let to: Option<u64> = if to.is_empty() { None } else { Some(to.parse().ok()?) };
    (to.is_none_or(|to| to >= from)).then_some((from, to))
}
