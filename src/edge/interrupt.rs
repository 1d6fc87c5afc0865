//! Ctrl-C, and being asked to end: the work stops in good order, and soon. The only home of signal-hook.

use std::io;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::sync::mpsc;
use std::time::{Duration, Instant};

use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM, SIGXFSZ};
use signal_hook::iterator::Signals;

use super::failure::Failure;

/// How long cleaning up may take before the program ends all the same.
const GRACE: Duration = Duration::from_millis(350);

/// From now on a signal first runs `stop`, which is told until when it may work, and then ends the program as that
/// signal does. A second signal ends it at once.
pub fn watch(stop: impl FnOnce(Instant) + Send + 'static) -> Result<(), Failure> {
    let failed = |error: io::Error| Failure::world("cannot watch for", Path::new("signals"), &error);
    // A file that may not grow any more is a failure to write, like a full disk, and not the end of the program.
    signal_hook::flag::register(SIGXFSZ, Arc::new(AtomicBool::new(false))).map_err(failed)?;
    let mut signals = Signals::new([SIGINT, SIGTERM, SIGHUP]).map_err(failed)?;
    let work = move || {
        let mut stop = Some(stop);
        for signal in signals.forever() {
            let Some(stop) = stop.take() else {
                end(signal);
                continue;
            };
            let (done, wait) = mpsc::channel();
            let until = Instant::now() + GRACE;
            std::thread::spawn(move || {
                stop(until);
                let _ = done.send(());
            });
            // A disk that does not answer does not hold the program up.
            std::thread::spawn(move || {
                let _ = wait.recv_timeout(GRACE);
                end(signal);
            });
        }
    };
    std::thread::Builder::new().name("signals".to_owned()).spawn(work).map_err(failed)?;
    Ok(())
}

fn end(signal: i32) {
    let _ = signal_hook::low_level::emulate_default_handler(signal);
}

/// From now on the first signal that asks the program to end calls `stop`; whatever it is busy with, it has then ended
/// well soon after. A second signal ends it at once.
pub fn notify(stop: impl FnOnce() + Send + 'static) -> Result<(), Failure> {
    let failed = |error: io::Error| Failure::world("cannot watch for", Path::new("signals"), &error);
    let mut signals = Signals::new([SIGINT, SIGTERM, SIGHUP]).map_err(failed)?;
    let work = move || {
        let mut stop = Some(stop);
        for signal in signals.forever() {
            match stop.take() {
                Some(stop) => {
                    stop();
                    std::thread::spawn(|| {
                        std::thread::sleep(GRACE);
                        std::process::exit(0);
                    });
                }
                None => end(signal),
            }
        }
    };
    std::thread::Builder::new().name("signals".to_owned()).spawn(work).map_err(failed)?;
    Ok(())
}
