//! When to look at everything because a source was not what it was last seen to be: at once, and where that is found
//! again and again, at ever longer intervals.

use std::time::{Duration, Instant};

/// Between two looks that follow each other closely.
const SHORTEST: Duration = Duration::from_millis(250);
const LONGEST: Duration = Duration::from_secs(2);

#[derive(Debug, Default)]
pub struct Doubt {
    /// When the next look is to be, if there is a doubt.
    pub due: Option<Instant>,
    /// When the last one was.
    looked: Option<Instant>,
    pause: Duration,
}

impl Doubt {
    /// There is one now.
    pub fn raise(&mut self, now: Instant) {
        if self.due.is_some() {
            return;
        }
        let last = self.looked.filter(|looked| now.saturating_duration_since(*looked) < LONGEST);
        self.pause = last.map_or(Duration::ZERO, |_| (self.pause * 2).clamp(SHORTEST, LONGEST));
        self.due = Some(last.map_or(now, |looked| now.max(looked + self.pause)));
    }

    /// Whether everything is to be looked at now; there is no doubt after that.
    pub fn take(&mut self, now: Instant) -> bool {
        let is_due = self.due.is_some_and(|due| due <= now);
        if is_due {
            self.due = None;
            self.looked = Some(now);
        }
        is_due
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doubts_that_come_again_and_again_wait_ever_longer() {
        let mut doubt = Doubt::default();
        let mut now = Instant::now();
        let mut waits = Vec::new();
        for _ in 0..6 {
            doubt.raise(now);
            let due = doubt.due.expect("there is a doubt");
            assert!(due == now || !doubt.take(now), "it is not yet time");
            waits.push((due - now).as_millis());
            doubt.raise(due);
            assert!(doubt.take(due) && !doubt.take(due), "one look is enough for all of them");
            now = due;
        }
        assert_eq!(waits, [0, 250, 500, 1000, 2000, 2000]);
        doubt.raise(now + LONGEST);
        assert!(doubt.take(now + LONGEST), "after a while it is looked at once");
    }
}
