//! `folio clean`: what folio wrote goes, and nothing else.

use std::path::Path;

use crate::edge::cache;
use crate::edge::discover;
use crate::edge::failure::Failure;
use crate::edge::write::{self, Smaller, Strangers, Wish};

use super::{Outcome, Terminal};

#[must_use]
pub fn run(root: &Path, output: &Path, terminal: Terminal) -> Outcome {
    match clean(root, output, terminal) {
        Ok(()) => Outcome::Clean,
        Err(failure) => terminal.failed(&failure),
    }
}

fn clean(root: &Path, output: &Path, terminal: Terminal) -> Result<(), Failure> {
    let root = discover::root(root)?;
    let wish = Wish { root: &root, output, strangers: Strangers::Respect, smaller: Smaller::No };
    match write::clean(wish, &|text| terminal.tell(text))? {
        Some(files) => terminal.say(&format!("removed {files} files from `{}`", output.display())),
        None => terminal.say(&format!("there is nothing of folio's in `{}`", output.display())),
    }
    cache::remove(&root)
}
