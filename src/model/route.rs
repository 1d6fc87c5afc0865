//! Where a page is published: `/guides/start`, without a slash at its end; the front page is `/`.
//!
//! This is the one place that turns a route into an address or a file, so that a base path holds everywhere.

use std::borrow::Cow;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Route(Arc<str>);

/// Disks take no longer names, with what stands before and behind them.
const LONGEST: usize = 1000;

impl Route {
    /// A route as an author writes it; the error says what is wrong with it.
    pub fn parse(text: &str) -> Result<Self, &'static str> {
        let Some(rest) = text.strip_prefix('/') else {
            return Err("a route starts with `/`");
        };
        if rest.contains(['\\', '?', '#', '\0', '"', '<', '>', '|', '*', '%']) || rest.chars().any(char::is_control) {
            return Err("a route holds no `\\ ? # \" < > | * %` and no control characters");
        }
        if rest.len() > LONGEST {
            return Err("a route has at most 1,000 bytes");
        }
        let rest = rest.trim_end_matches('/');
        let rest = rest.strip_suffix(".html").unwrap_or(rest);
        let rest = if rest == "index" { "" } else { rest.strip_suffix("/index").unwrap_or(rest) };
        if rest.is_empty() {
            return Ok(Self("/".into()));
        }
        for part in rest.split('/') {
            if part.is_empty() {
                return Err("a route has no empty part");
            }
            if part == "." || part == ".." {
                return Err("a route has no `.` and no `..` as a part");
            }
            if part.len() > 200 {
                return Err("a part of a route has at most 200 bytes");
            }
        }
        Ok(Self(format!("/{rest}").into()))
    }

    /// The front page.
    #[must_use]
    pub fn root() -> Self {
        Self("/".into())
    }

    /// The route of a file below `content/`: `guides/start.mdx` → `/guides/start`.
    #[must_use]
    pub fn of_file(path: &str) -> Self {
        let stem = path.rsplit_once('.').map_or(path, |(stem, _)| stem);
        let stem = if stem == "index" { "" } else { stem.strip_suffix("/index").unwrap_or(stem) };
        Self(format!("/{stem}").into())
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The route without its first slash: nothing for the front page.
    #[must_use]
    pub fn inner(&self) -> &str {
        &self.0[1..]
    }

    /// The file that answers for it below the output.
    #[must_use]
    pub fn file(&self) -> String {
        if self.inner().is_empty() { "index.html".to_owned() } else { [self.inner(), "/index.html"].concat() }
    }

    /// The file of its Markdown twin.
    #[must_use]
    pub fn twin(&self) -> String {
        if self.inner().is_empty() { "index.md".to_owned() } else { [self.inner(), ".md"].concat() }
    }

    /// Its address below a base path: `/docs/guides/start/`.
    #[must_use]
    pub fn href(&self, base: &str) -> String {
        if self.inner().is_empty() { format!("{base}/") } else { [base, &encoded(&self.0), "/"].concat() }
    }

    /// Whether the route is `folder` or stands below it.
    #[must_use]
    pub fn is_within(&self, folder: &str) -> bool {
        folder == "/" || self.0.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }
}

impl std::fmt::Display for Route {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// The address of a published file: `/docs/img/a%20b.png`.
#[must_use]
pub fn file_href(base: &str, path: &str) -> String {
    [base, "/", &encoded(path.trim_start_matches('/'))].concat()
}

/// A path with what cannot stand in an address written as `%xx`.
#[must_use]
pub fn encoded(path: &str) -> Cow<'_, str> {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/!$&'()*+,;=:@".contains(&byte);
    if path.bytes().all(is_plain) {
        return Cow::Borrowed(path);
    }
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        if is_plain(byte) {
            out.push(char::from(byte));
        } else {
            use std::fmt::Write as _;
            let _ = write!(out, "%{byte:02X}");
        }
    }
    Cow::Owned(out)
}

/// The other way round; `None` where the escapes are broken or give no text.
#[must_use]
pub fn decoded(path: &str) -> Option<String> {
    if !path.contains('%') {
        return Some(path.to_owned());
    }
    let bytes = path.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at] == b'%' {
            let hex = path.get(at + 1..at + 3)?;
            out.push(u8::from_str_radix(hex, 16).ok()?);
            at += 3;
        } else {
            out.push(bytes[at]);
            at += 1;
        }
    }
    String::from_utf8(out).ok()
}

/// `https` and what follows it, if the address has a scheme.
#[must_use]
pub fn scheme(address: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = address.split_once(':')?;
    let letters = scheme.starts_with(|c: char| c.is_ascii_alphabetic());
    (letters && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))).then_some((scheme, rest))
}

/// Browsers drop white space and control characters from the head of an address.
#[must_use]
pub fn is_seen(c: char) -> bool {
    !c.is_whitespace() && !c.is_control()
}

/// Whether an address is code, a file of the machine, or data that may hold code.
#[must_use]
pub fn is_unsafe(address: &str) -> bool {
    let plain: String = address.chars().filter(|c| is_seen(*c)).collect();
    let plain = plain.to_ascii_lowercase();
    match scheme(&plain) {
        Some(("javascript" | "vbscript" | "livescript" | "file", _)) => true,
        Some(("data", rest)) => !rest.starts_with("image/") || rest.starts_with("image/svg"),
        _ => false,
    }
}
