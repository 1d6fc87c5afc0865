//! How far a long run is, and what took its time: a bar for people who wait, a list for people who ask.
//!
//! ```text
//! rendering [############----------------] 4210 of 10000
//! ```
//!
//! The bar is one line on standard error that is written again, at most ten times in a second. It is for long work:
//! what has many things to do, or has taken `PATIENCE` already. Whoever is told something else in between must call
//! [`Progress::clear`] first.

use std::io::Write as _;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::model::source::SourceId;

/// What is done before that needs no bar.
const PATIENCE: Duration = Duration::from_millis(500);
/// So many things are long work from the beginning.
const MANY: usize = 1000;
const BETWEEN: Duration = Duration::from_millis(100);
/// The bar itself is never longer.
const LONGEST: usize = 40;

#[derive(Debug)]
pub struct Progress {
    begun: Instant,
    /// Columns of the terminal, if it can show a bar.
    width: Option<usize>,
    step: Mutex<Step>,
    done: AtomicUsize,
    /// Milliseconds from the beginning to when the bar may be drawn next.
    next: AtomicU64,
    /// What each page took, if somebody wants to know.
    times: Option<Mutex<Vec<(Duration, SourceId)>>>,
}

#[derive(Debug, Default)]
struct Step {
    name: &'static str,
    of: usize,
    /// All so far, and when each began.
    all: Vec<(&'static str, Duration)>,
    /// A bar is on the screen.
    drawn: bool,
}

impl Progress {
    /// A run begins. `width` is that of a terminal which can show a bar; `timed` keeps what each page takes.
    #[must_use]
    pub fn new(width: Option<usize>, timed: bool) -> Self {
        Self {
            begun: Instant::now(),
            width,
            step: Mutex::default(),
            done: AtomicUsize::new(0),
            next: AtomicU64::new(u64::try_from(PATIENCE.as_millis()).unwrap_or(u64::MAX)),
            times: timed.then(Mutex::default),
        }
    }

    /// The next step begins, which has so many things to do.
    pub fn step(&self, name: &'static str, of: usize) {
        self.done.store(0, Ordering::Relaxed);
        let mut step = self.step.lock().unwrap_or_else(PoisonError::into_inner);
        (step.name, step.of) = (name, of);
        if of >= MANY {
            self.next.store(0, Ordering::Relaxed);
        }
        step.all.push((name, self.begun.elapsed()));
    }

    /// What each step took, the last one until now.
    #[must_use]
    pub fn steps(&self) -> Vec<(&'static str, Duration)> {
        let step = self.step.lock().unwrap_or_else(PoisonError::into_inner);
        let ends = step.all.iter().skip(1).map(|(_, began)| *began).chain([self.begun.elapsed()]);
        step.all.iter().zip(ends).map(|((name, began), end)| (*name, end.saturating_sub(*began))).collect()
    }

    /// One more of them is done.
    pub fn advance(&self) {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        let Some(width) = self.width else { return };
        let now = u64::try_from(self.begun.elapsed().as_millis()).unwrap_or(u64::MAX);
        let next = self.next.load(Ordering::Relaxed);
        let then = now + u64::try_from(BETWEEN.as_millis()).unwrap_or_default();
        // Of all threads that pass here at once, one draws.
        if now < next || self.next.compare_exchange(next, then, Ordering::Relaxed, Ordering::Relaxed).is_err() {
            return;
        }
        let mut step = self.step.lock().unwrap_or_else(PoisonError::into_inner);
        step.drawn = true;
        let line = bar(step.name, done, step.of, width);
        let mut out = std::io::stderr().lock();
        let _ = write!(out, "\r{line}\u{1b}[K").and_then(|()| out.flush());
    }

    /// Takes the bar away.
    pub fn clear(&self) {
        let mut step = self.step.lock().unwrap_or_else(PoisonError::into_inner);
        if std::mem::take(&mut step.drawn) {
            let mut out = std::io::stderr().lock();
            let _ = write!(out, "\r\u{1b}[K").and_then(|()| out.flush());
        }
    }

    /// Does the work on a page, and looks at the clock before and after if somebody wants to know.
    pub fn time(&self, page: SourceId, work: &mut dyn FnMut()) {
        let Some(times) = &self.times else { return work() };
        let begun = Instant::now();
        work();
        times.lock().unwrap_or_else(PoisonError::into_inner).push((begun.elapsed(), page));
    }

    /// The pages that took longest, the longest first.
    #[must_use]
    pub fn slowest(&self, most: usize) -> Vec<(Duration, SourceId)> {
        let Some(times) = &self.times else { return Vec::new() };
        let mut times = times.lock().unwrap_or_else(PoisonError::into_inner).clone();
        times.sort_by(|a, b| b.cmp(a));
        times.truncate(most);
        times
    }
}

/// The line, never as wide as the terminal: some break it then.
fn bar(name: &str, done: usize, of: usize, width: usize) -> String {
    let of = of.max(done);
    let counted = format!("{done} of {of}");
    let room = width.saturating_sub(name.len() + counted.len() + 5).min(LONGEST);
    if room < 4 {
        return format!("{name} {counted}").chars().take(width.saturating_sub(1)).collect();
    }
    let full = (room * done).checked_div(of).unwrap_or(room);
    format!("{name} [{}{}] {counted}", "#".repeat(full), "-".repeat(room - full))
}

#[cfg(test)]
mod tests {
    use super::bar;

    #[test]
    fn a_bar_fits_in_its_line() {
        assert_eq!(bar("rendering", 5, 10, 40), "rendering [#########----------] 5 of 10");
        assert_eq!(bar("rendering", 10_000, 10_000, 200).len(), 9 + 2 + 40 + 2 + 14);
        assert_eq!(bar("rendering", 100, 1000, 24), "rendering 100 of 1000");
        assert_eq!(bar("rendering", 100, 1000, 12), "rendering 1");
        for width in 1..120 {
            assert!(bar("publishing", 12_345, 99_999, width).len() < width.max(1) + usize::from(width == 0));
        }
    }
}
