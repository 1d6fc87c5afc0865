//! Asks whether an address on another host answers: the one thing for which folio goes to the network, and only when
//! it is told to. The asking is done by the `curl` of the system, which knows its certificates and proxies.

use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use super::failure::Failure;

/// Addresses that are asked at once.
const AT_ONCE: usize = 8;
/// What is asked for, and what curl exits with when there is no such host.
const NO_HOST: i32 = 6;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// Something is there.
    There,
    /// Surely nothing is: why.
    Gone(String),
    /// It cannot be said, now and from here: why.
    Unclear(String),
}

/// Asks for each address, several at once, and calls `asked` after each. The answers stand in the order of the
/// addresses.
pub fn ask(addresses: &[String], asked: &(dyn Fn() + Sync)) -> Result<Vec<Answer>, Failure> {
    let next = AtomicUsize::new(0);
    let answers = Mutex::new(vec![None; addresses.len()]);
    let failed: Mutex<Option<Failure>> = Mutex::default();
    let work = || {
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            let Some(address) = addresses.get(number) else { return };
            match one(address) {
                Ok(answer) => {
                    answers.lock().unwrap_or_else(PoisonError::into_inner)[number] = Some(answer);
                }
                Err(failure) => {
                    // Nobody else needs to try.
                    next.store(addresses.len(), Ordering::Relaxed);
                    *failed.lock().unwrap_or_else(PoisonError::into_inner) = Some(failure);
                }
            }
            asked();
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..AT_ONCE.min(addresses.len()) {
            scope.spawn(work);
        }
    });
    match failed.into_inner().unwrap_or_else(PoisonError::into_inner) {
        Some(failure) => Err(failure),
        None => Ok(answers.into_inner().unwrap_or_else(PoisonError::into_inner).into_iter().flatten().collect()),
    }
}

/// Some servers refuse to answer with the head alone, so what is not there is asked for once more as a whole.
fn one(address: &str) -> Result<Answer, Failure> {
    match request(address, &["--head"])? {
        Answer::There => Ok(Answer::There),
        _ => request(address, &["--range", "0-1023"]),
    }
}

fn request(address: &str, how: &[&str]) -> Result<Answer, Failure> {
    let mut command = Command::new("curl");
    command.args(["--silent", "--globoff", "--location", "--max-redirs", "10", "--max-time", "20"]);
    command.args(["--proto", "=http,https", "--output", "/dev/null", "--write-out", "%{http_code}"]);
    command.args(["--user-agent", concat!("folio/", env!("CARGO_PKG_VERSION"), " (checks links)")]);
    command.args(how).args(["--url", address]).stdin(Stdio::null()).stderr(Stdio::null());
    let done = command.output().map_err(|error| Failure::world("cannot run", Path::new("curl"), &error))?;
    let status = String::from_utf8_lossy(&done.stdout).trim().parse().unwrap_or(0);
    Ok(answer(done.status.code(), status))
}

fn answer(exit: Option<i32>, status: u16) -> Answer {
    match (exit, status) {
        (Some(NO_HOST), _) => Answer::Gone("there is no such host".to_owned()),
        (_, 404 | 410) => Answer::Gone(format!("it answers with {status}")),
        (Some(0), 200..=399) => Answer::There,
        (_, 400..) => Answer::Unclear(format!("it answers with {status}")),
        _ => Answer::Unclear("it does not answer".to_owned()),
    }
}
