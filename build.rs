//! Gives the program a name for what it was made of: what one folio keeps from run to run is worthless to another.

#![allow(clippy::disallowed_methods, reason = "a build script meets the world")]

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash as _, Hasher as _};
use std::path::{Path, PathBuf};

fn main() {
    let mut files = vec![PathBuf::from("Cargo.toml"), PathBuf::from("Cargo.lock")];
    for folder in ["src", "templates", "static", "content/diagnostics"] {
        println!("cargo::rerun-if-changed={folder}");
        gather(Path::new(folder), &mut files);
    }
    files.sort();
    let (mut one, mut other) = (DefaultHasher::new(), DefaultHasher::new());
    other.write_u8(1);
    for file in files {
        let Ok(bytes) = std::fs::read(&file) else { continue };
        for hasher in [&mut one, &mut other] {
            (file.to_string_lossy(), &bytes).hash(hasher);
        }
    }
    let target = std::env::var("TARGET").unwrap_or_default();
    println!("cargo::rerun-if-changed=Cargo.lock");
    println!("cargo::rustc-env=FOLIO_MADE_OF={:016x}{:016x} {target}", one.finish(), other.finish());
}

fn gather(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            gather(&path, files);
        } else {
            files.push(path);
        }
    }
}
