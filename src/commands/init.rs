//! `folio init DIR`: a small site that builds clean and explains itself.

use std::path::Path;

use rust_embed::RustEmbed;

use crate::edge::failure::Failure;
use crate::edge::files;

use super::{Outcome, Terminal};

#[derive(RustEmbed)]
#[folder = "src/starter/"]
struct Starter;

/// Makes a new site in a folder that is empty or not there.
#[must_use]
pub fn run(folder: &Path, terminal: Terminal) -> Outcome {
    match init(folder) {
        Ok(count) => {
            let shown = folder.display();
            terminal.say(&format!("made {count} files in `{shown}`"));
            let root = if folder == Path::new(".") { String::new() } else { format!(" --root {shown}") };
            terminal.say(&format!("next: `folio serve{root} --open` shows the site while you write"));
            Outcome::Clean
        }
        Err(failure) => terminal.failed(&failure),
    }
}

fn init(folder: &Path) -> Result<usize, Failure> {
    if files::holds_anything(folder)? {
        let cause = "it holds files already; name a folder that is empty or not there";
        return Err(Failure::wrong_use("cannot start a site in", folder, cause));
    }
    let mut names: Vec<_> = Starter::iter().collect();
    names.sort_unstable();
    for name in &names {
        let file = Starter::get(name).expect("the name comes from the same list");
        files::create(&folder.join(name.as_ref()), &file.data)?;
    }
    Ok(names.len())
}
