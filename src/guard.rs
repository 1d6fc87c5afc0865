//! A mistake of folio's own, met while one file is worked on, stays a problem of that file.
//!
//! Rust would print a message for programmers wherever that happens; here it is kept, and told once, in the report.

use std::any::Any;
use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, PanicHookInfo, catch_unwind};

thread_local! {
    static LAST: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// From now on nothing is printed when folio fails; [`guarded`] has the words.
pub fn keep_quiet() {
    std::panic::set_hook(Box::new(|info: &PanicHookInfo<'_>| {
        let place = info.location().map(|at| format!(" ({}:{})", short(at.file()), at.line())).unwrap_or_default();
        let words = words(info.payload());
        LAST.with(|last| *last.borrow_mut() = Some(format!("{words}{place}")));
    }));
}

/// Runs some work; if folio itself fails there, says how.
pub fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|payload| {
        let kept = LAST.with(|last| last.borrow_mut().take());
        // Work that was spread over threads failed on one of those.
        kept.unwrap_or_else(|| words(payload.as_ref()))
    })
}

fn words(payload: &dyn Any) -> String {
    let text = payload.downcast_ref::<&str>().map(|text| (*text).to_owned());
    let text = text.or_else(|| payload.downcast_ref::<String>().cloned()).unwrap_or_default();
    let line = text.lines().next().unwrap_or_default();
    line.chars().take(200).collect()
}

/// A file's path without what belongs to the machine that folio was built on.
fn short(file: &str) -> &str {
    let name = file.find("/registry/src/").map(|at| &file[at + "/registry/src/".len()..]);
    name.and_then(|rest| rest.split_once('/')).map_or(file, |(_, rest)| rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_is_told_with_its_place() {
        keep_quiet();
        let told = guarded(|| -> u32 { panic!("a page has no title\nand more") });
        assert!(told.as_ref().is_err_and(|told| told.starts_with("a page has no title (src/guard.rs:")), "{told:?}");
        assert_eq!(guarded(|| 1), Ok(1));
        assert_eq!(short("/home/x/.cargo/registry/src/index-1/tera-2/src/a.rs"), "tera-2/src/a.rs");
    }
}
