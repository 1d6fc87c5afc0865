//! However a file comes to be another one, the preview notices.

use std::path::Path;

use crate::common::signal;
use crate::preview::{Folder, Preview};

fn site() -> Folder {
    let folder = Folder::new("watching");
    folder.write("content/index.mdx", "# Home\n");
    folder.write("content/a.mdx", "# First\n\nWords.\n");
    folder.write("content/deep/er/b.mdx", "# Second\n\nWords.\n");
    folder
}

fn rename(site: &Folder, from: &str, to: &str) {
    std::fs::rename(site.0.join(from), site.0.join(to)).expect("what is renamed is there");
}

fn shows(preview: &Preview, path: &str, words: &str) {
    let response = preview.client().get(path);
    assert!(response.status == 200 && response.text().contains(words), "{path}: {} without {words}", response.status);
}

#[test]
fn editors_that_save_in_their_own_ways() {
    let site = site();
    let mut preview = Preview::start(&site.0);
    // A new file is put in the place of the old one.
    site.write("content/a.mdx.tmp.123", "# First\n\nBy rename.\n");
    rename(&site, "content/a.mdx.tmp.123", "content/a.mdx");
    preview.settle(&site.0);
    shows(&preview, "/a/", "By rename.");
    // The old file becomes a copy, and the new one is written.
    rename(&site, "content/a.mdx", "content/a.mdx~");
    site.write("content/4913", "");
    site.remove("content/4913");
    site.write("content/a.mdx", "# First\n\nBeside a copy.\n");
    site.remove("content/a.mdx~");
    site.write("content/.a.mdx.swp", "swap");
    preview.settle(&site.0);
    shows(&preview, "/a/", "Beside a copy.");
    // The file is gone for a moment.
    site.remove("content/a.mdx");
    site.write("content/a.mdx", "# First\n\nAfter it was gone.\n");
    preview.settle(&site.0);
    shows(&preview, "/a/", "After it was gone.");
    // The file is empty for a moment, and written in pieces.
    let mut file = std::fs::File::create(site.0.join("content/a.mdx")).expect("a file can be written");
    for piece in ["# First\n", "\nIn ", "pieces", ".\n"] {
        std::io::Write::write_all(&mut file, piece.as_bytes()).expect("a file can be written");
    }
    drop(file);
    preview.settle(&site.0);
    shows(&preview, "/a/", "In pieces.");
    // Nothing of all that is published.
    for path in ["/a.mdx~", "/4913", "/.a.mdx.swp", "/a.mdx.tmp.123"] {
        assert_eq!(preview.client().get(path).status, 404, "{path}");
    }
}

#[test]
fn folders_that_come_and_go() {
    let site = site();
    let mut preview = Preview::start(&site.0);
    site.write("content/new/and/deep/c.mdx", "# Third\n\nIn a new folder.\n");
    preview.settle(&site.0);
    shows(&preview, "/new/and/deep/c/", "In a new folder.");
    site.write("content/new/and/deep/c.mdx", "# Third\n\nChanged there.\n");
    preview.settle(&site.0);
    shows(&preview, "/new/and/deep/c/", "Changed there.");
    rename(&site, "content/deep", "content/moved");
    preview.settle(&site.0);
    shows(&preview, "/moved/er/b/", "Words.");
    assert_eq!(preview.client().get("/deep/er/b/").status, 404);
    site.write("content/moved/er/b.mdx", "# Second\n\nChanged after the move.\n");
    preview.settle(&site.0);
    shows(&preview, "/moved/er/b/", "Changed after the move.");
    site.remove("content/moved");
    preview.settle(&site.0);
    assert_eq!(preview.client().get("/moved/er/b/").status, 404);
    // A folder that comes from elsewhere, with everything in it.
    let elsewhere = Folder::new("elsewhere");
    elsewhere.write("content/in/d.mdx", "# Fourth\n\nFrom elsewhere.\n");
    std::fs::rename(elsewhere.0.join("content/in"), site.0.join("content/in")).expect("a folder can be moved");
    preview.settle(&site.0);
    shows(&preview, "/in/d/", "From elsewhere.");
}

#[test]
fn folders_of_the_root_that_were_not_there() {
    let site = site();
    let mut preview = Preview::start(&site.0);
    site.write("templates/foot.html", "<footer>Mine</footer>");
    preview.settle(&site.0);
    shows(&preview, "/a/", "<footer>Mine</footer>");
    site.write("templates/foot.html", "<footer>Mine again</footer>");
    preview.settle(&site.0);
    shows(&preview, "/a/", "<footer>Mine again</footer>");
    site.remove("templates");
    preview.settle(&site.0);
    assert!(!preview.client().get("/a/").text().contains("Mine again"));
    // The folder of all pages is another one for a while.
    rename(&site, "content", "content-of-main");
    site.write("content/index.mdx", "# Home\n\nOf a branch.\n");
    preview.settle(&site.0);
    shows(&preview, "/", "Of a branch.");
    site.write("content/index.mdx", "# Home\n\nOf a branch, changed.\n");
    preview.settle(&site.0);
    shows(&preview, "/", "Of a branch, changed.");
}

#[test]
fn ten_thousand_files_at_once() {
    let site = site();
    let mut preview = Preview::start(&site.0);
    let number = 10_000;
    let write = |words: &str| {
        for file in 0..number {
            site.write(
                &format!("content/many/{}/{file}.mdx", file % 50),
                format!("# Page {file}\n\n{words} {file}.\n"),
            );
        }
    };
    write("Made");
    preview.settle(&site.0);
    shows(&preview, "/many/49/9999/", "Made 9999.");
    shows(&preview, "/many/0/0/", "Made 0.");
    write("Changed");
    preview.settle(&site.0);
    for file in [0, 1, 4_999, 9_999] {
        shows(&preview, &format!("/many/{}/{file}/", file % 50), &format!("Changed {file}."));
    }
    site.remove("content/many");
    preview.settle(&site.0);
    assert_eq!(preview.client().get("/many/49/9999/").status, 404);
    shows(&preview, "/a/", "Words.");
}

#[test]
#[cfg(target_os = "linux")]
fn more_changes_than_the_system_remembers() {
    let remembered = std::fs::read_to_string("/proc/sys/fs/inotify/max_queued_events").expect("Linux says how many");
    let remembered: usize = remembered.trim().parse().expect("a number");
    let site = site();
    let mut preview = Preview::start(&site.0);
    signal(preview.id(), "-STOP");
    // Each is made, opened, written, closed, renamed.
    for number in 0..remembered / 4 {
        site.write("static/new", number.to_string());
        rename(&site, "static/new", if number % 2 == 0 { "static/even" } else { "static/odd" });
    }
    site.write("content/fresh/deep/c.mdx", "# Third\n\nMade when nobody looked.\n");
    signal(preview.id(), "-CONT");
    preview.settle(&site.0);
    site.write("content/fresh/deep/c.mdx", "# Third\n\nSeen.\n");
    preview.settle(&site.0);
    shows(&preview, "/fresh/deep/c/", "Seen.");
}

#[test]
#[cfg(unix)]
fn what_a_link_leads_to() {
    let site = site();
    site.write("static/real.txt", "one");
    std::os::unix::fs::symlink("real.txt", site.0.join("static/link.txt")).expect("a link can be made");
    std::os::unix::fs::symlink("a.mdx", site.0.join("content/c.mdx")).expect("a link can be made");
    let mut preview = Preview::start(&site.0);
    shows(&preview, "/link.txt", "one");
    shows(&preview, "/c/", "Words.");
    site.write("static/real.txt", "two");
    site.write("content/a.mdx", "# First\n\nThrough a link.\n");
    preview.settle(&site.0);
    shows(&preview, "/link.txt", "two");
    shows(&preview, "/c/", "Through a link.");
}

#[test]
fn files_that_are_replaced_by_folders_and_back() {
    let site = site();
    let mut preview = Preview::start(&site.0);
    site.remove("content/a.mdx");
    site.write("content/a.mdx/b.mdx", "# Inside\n\nIn a folder.\n");
    preview.settle(&site.0);
    shows(&preview, "/a.mdx/b/", "In a folder.");
    assert_eq!(preview.client().get("/a/").status, 404);
    site.remove("content/a.mdx");
    site.write("content/a.mdx", "# First\n\nBack.\n");
    preview.settle(&site.0);
    shows(&preview, "/a/", "Back.");
}

#[test]
fn without_events_it_looks_by_itself() {
    let site = site();
    let mut preview = Preview::with(&site.0, &["--poll"]);
    site.write("content/a.mdx", "# First\n\nFound.\n");
    preview.settle(&site.0);
    shows(&preview, "/a/", "Found.");
    site.remove("content/deep");
    preview.settle(&site.0);
    assert_eq!(preview.client().get("/deep/er/b/").status, 404);
}

#[test]
fn nothing_is_written_to_the_folder() {
    let site = site();
    let mut preview = Preview::start(&site.0);
    preview.settle(&site.0);
    let mut client = preview.client();
    for path in ["/", "/a/", "/contents/", "/_folio/search/root.json", "/__folio/problems", "/nothing"] {
        client.get(path);
    }
    let entries = |folder: &Path| {
        let mut names: Vec<String> = std::fs::read_dir(folder)
            .expect("the folder is there")
            .flatten()
            .map(|entry| entry.file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    };
    assert_eq!(entries(&site.0), ["content", "static"]);
}
