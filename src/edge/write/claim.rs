//! Which folder may be an output: never one that holds what the author wrote, or more than a site.

use std::path::{Path, PathBuf};

use crate::edge::failure::Failure;
use crate::edge::system::{self, Identity};

const REFUSING: &str = "cannot publish to";
/// Folders of the root that are read, or that belong to another tool.
const INPUTS: [&str; 5] = ["content", "static", "templates", ".git", ".folio"];

/// The output as it really lies, links followed; or why it cannot be one. `root` is real already.
pub fn claim(root: &Path, output: &Path) -> Result<PathBuf, Failure> {
    let refuse = |cause: &str| Failure::wrong_use(REFUSING, output, cause);
    let real = resolved(output)?;
    if real.parent().is_none() {
        return Err(refuse("it is the whole disk"));
    }
    if let Ok(metadata) = real.metadata()
        && !metadata.is_dir()
    {
        return Err(refuse("it is no folder"));
    }
    if is_or_holds(&real, root) {
        return Err(refuse("it is or holds the folder with the site's sources"));
    }
    #[expect(clippy::disallowed_methods, reason = "the home folder is named by the environment")]
    let home = std::env::var_os("HOME").map(PathBuf::from).or_else(std::env::home_dir);
    if home.and_then(|home| home.canonicalize().ok()).is_some_and(|home| is_or_holds(&real, &home)) {
        return Err(refuse("it is or holds your home folder"));
    }
    for name in INPUTS {
        let input = root.join(name);
        // A source folder may be a link to one elsewhere.
        let input_real = input.canonicalize().unwrap_or_else(|_| input.clone());
        if real.starts_with(&input) || is_or_holds(&input_real, &real) {
            return Err(refuse(&format!("it is in `{name}`, which is no place for a site")));
        }
        if is_or_holds(&real, &input_real) {
            return Err(refuse(&format!("it is or holds `{name}`")));
        }
    }
    Ok(real)
}

/// Links followed as far as there is something; what is still to be made comes after.
fn resolved(output: &Path) -> Result<PathBuf, Failure> {
    let refuse = |cause: &str| Failure::wrong_use(REFUSING, output, cause);
    let mut there = std::path::absolute(output).map_err(|_| refuse("it is no folder"))?;
    let mut missing = Vec::new();
    loop {
        match there.canonicalize() {
            Ok(mut real) => {
                real.extend(missing.iter().rev());
                return Ok(real);
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                if there.symlink_metadata().is_ok() {
                    return Err(refuse("it is a link that leads nowhere"));
                }
                let Some(name) = there.file_name() else {
                    return Err(refuse("there is no such folder"));
                };
                missing.push(name.to_owned());
                there.pop();
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotADirectory => return Err(refuse("it is in a file")),
            Err(error) => return Err(Failure::world(REFUSING, output, &error)),
        }
    }
}

/// Whether `inner` is `outer` or lies somewhere in it; by what they are, not by how they are called.
fn is_or_holds(outer: &Path, inner: &Path) -> bool {
    let identity = |path: &Path| -> Option<Identity> { path.metadata().ok().map(|facts| system::identity(&facts)) };
    let Some(outer) = identity(outer) else {
        return false;
    };
    inner.ancestors().any(|above| identity(above) == Some(outer))
}
