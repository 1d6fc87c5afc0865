//! How many connections there may be, and how long one may keep us waiting.

use std::collections::BTreeMap;
use std::future::Future as _;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::AbortHandle;
use tokio::time::{Instant, Sleep};

/// Connections at one time.
pub const MOST: usize = 512;
/// Channels at one time.
pub const CHANNELS: usize = 128;
/// How long a client may take nothing of an answer that is waiting for it.
const STALL: Duration = Duration::from_secs(30);

pub struct Connections {
    places: Arc<Semaphore>,
    pub channels: Arc<Semaphore>,
    next: AtomicU64,
    /// By age.
    open: Arc<Mutex<Open>>,
}

type Open = BTreeMap<u64, (Option<AbortHandle>, Arc<AtomicBool>)>;

impl Default for Connections {
    fn default() -> Self {
        Self {
            places: Arc::new(Semaphore::new(MOST)),
            channels: Arc::new(Semaphore::new(CHANNELS)),
            next: AtomicU64::new(0),
            open: Arc::default(),
        }
    }
}

/// A place for one connection, given back when this is dropped.
pub struct Held {
    number: u64,
    /// A request is being answered.
    pub busy: Arc<AtomicBool>,
    pub channels: Arc<Semaphore>,
    open: Arc<Mutex<Open>>,
    _place: OwnedSemaphorePermit,
}

fn locked(open: &Mutex<Open>) -> MutexGuard<'_, Open> {
    open.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Connections {
    /// Waits for a place; where there is none, the oldest connection without a request gives way.
    pub async fn enter(&self) -> Held {
        if self.places.available_permits() == 0 {
            let idle = locked(&self.open)
                .values()
                .find(|(task, busy)| task.is_some() && !busy.load(Ordering::Relaxed))
                .and_then(|(task, _)| task.clone());
            if let Some(task) = idle {
                task.abort();
            }
        }
        let place = Arc::clone(&self.places).acquire_owned().await.expect("the places are never closed");
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let busy = Arc::new(AtomicBool::new(false));
        locked(&self.open).insert(number, (None, Arc::clone(&busy)));
        Held { number, busy, channels: Arc::clone(&self.channels), open: Arc::clone(&self.open), _place: place }
    }
}

impl Held {
    /// Says which task holds the place.
    pub fn watch(&self, task: AbortHandle) {
        if let Some(entry) = locked(&self.open).get_mut(&self.number) {
            entry.0 = Some(task);
        }
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        locked(&self.open).remove(&self.number);
    }
}

/// A connection that fails once its client takes nothing for too long.
pub struct Patient {
    stream: TcpStream,
    /// Runs while an answer is waiting.
    stalled: Option<Pin<Box<Sleep>>>,
}

impl Patient {
    pub fn new(stream: TcpStream) -> Self {
        Self { stream, stalled: None }
    }

    fn timed<T>(&mut self, polled: Poll<std::io::Result<T>>, cx: &mut Context<'_>) -> Poll<std::io::Result<T>> {
        if polled.is_ready() {
            self.stalled = None;
            return polled;
        }
        let sleep = self.stalled.get_or_insert_with(|| Box::pin(tokio::time::sleep_until(Instant::now() + STALL)));
        match sleep.as_mut().poll(cx) {
            Poll::Ready(()) => Poll::Ready(Err(std::io::ErrorKind::TimedOut.into())),
            Poll::Pending => Poll::Pending,
        }
    }
}

impl AsyncRead for Patient {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, into: &mut ReadBuf<'_>) -> Poll<std::io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_read(cx, into)
    }
}

impl AsyncWrite for Patient {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<std::io::Result<usize>> {
        let this = self.get_mut();
        let polled = Pin::new(&mut this.stream).poll_write(cx, bytes);
        this.timed(polled, cx)
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<std::io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_flush(cx)
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<std::io::Result<()>> {
        let this = self.get_mut();
        let polled = Pin::new(&mut this.stream).poll_shutdown(cx);
        this.timed(polled, cx)
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        parts: &[std::io::IoSlice<'_>],
    ) -> Poll<std::io::Result<usize>> {
        let this = self.get_mut();
        let polled = Pin::new(&mut this.stream).poll_write_vectored(cx, parts);
        this.timed(polled, cx)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }
}
