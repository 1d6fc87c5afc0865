//! The least that a build can cost: writing its files, and reading and hashing its sources, by a program that does
//! nothing else.
//!
//!     cargo bench --bench floor -- ROOT
//!
//! ROOT is a site that has been built. Prints CPU seconds of all threads.

#![allow(clippy::disallowed_methods, clippy::print_stdout, reason = "a benchmark measures time and tells it")]

use std::path::{Path, PathBuf};

use rayon::prelude::*;
use rustix::time::{ClockId, clock_gettime};

use folio::model::source::Digest;

fn files(folder: &Path) -> Vec<PathBuf> {
    let found = walkdir::WalkDir::new(folder).into_iter().map(|entry| entry.expect("it can be read"));
    found.filter(|entry| entry.file_type().is_file()).map(walkdir::DirEntry::into_path).collect()
}

fn cpu(work: impl FnOnce()) -> f64 {
    let now = || {
        let time = clock_gettime(ClockId::ProcessCPUTime);
        std::time::Duration::new(u64::try_from(time.tv_sec).unwrap_or(0), u32::try_from(time.tv_nsec).unwrap_or(0))
    };
    let begun = now();
    work();
    now().saturating_sub(begun).as_secs_f64()
}

fn main() {
    let root = std::env::args().skip(1).find(|arg| !arg.starts_with("--")).expect("usage: floor ROOT");
    let (root, site) = (PathBuf::from(&root), Path::new(&root).join("site"));
    let copy = std::env::temp_dir().join(format!("folio-floor-{}", std::process::id()));
    let bytes: Vec<(PathBuf, Vec<u8>)> = files(&site)
        .into_iter()
        .map(|path| {
            (copy.join(path.strip_prefix(&site).expect("it is below")), std::fs::read(&path).expect("it is there"))
        })
        .collect();
    let write = cpu(|| {
        bytes.par_iter().for_each(|(path, bytes)| {
            let mut written = std::fs::write(path, bytes);
            if written.is_err() {
                std::fs::create_dir_all(path.parent().expect("it is in a folder")).expect("it can be made");
                written = std::fs::write(path, bytes);
            }
            written.expect("it can be written");
        });
    });
    let size: usize = bytes.iter().map(|(_, bytes)| bytes.len()).sum();
    std::fs::remove_dir_all(&copy).expect("it was just made");
    println!("writing {} files of the site, {} MB: {write:.2} s", bytes.len(), size / 1_000_000);
    let read = cpu(|| {
        let sources = files(&root.join("content"));
        let digests = sources.par_iter().map(|path| Digest::of(&std::fs::read(path).expect("it is there")));
        assert_eq!(digests.filter(|digest| *digest != Digest::default()).count(), sources.len());
    });
    println!("finding, reading and hashing its sources: {read:.2} s");
}
