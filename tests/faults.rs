//! Builds that are killed, stopped, starved and run over each other: the output is always one whole site.
//!
//! `FOLIO_KILLS=200 cargo test --release --test faults` kills more often than a test does every day.

#![allow(clippy::disallowed_methods, reason = "a test meets the world")]

mod sandbox;

use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use sandbox::{Run, Sandbox, Tree, differences, tree};

/// Numbers that look like chance and are the same in each run.
struct Dice(u64);

impl Dice {
    fn up_to(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most.max(1)
    }
}

fn signal(process: u32, name: &str) {
    let done = Command::new("kill").args([name, &process.to_string()]).status().expect("kill is there");
    assert!(done.success());
}

#[test]
fn a_killed_build_leaves_the_old_site_or_the_new_one() {
    let kills: u64 = std::env::var("FOLIO_KILLS").ok().and_then(|count| count.parse().ok()).unwrap_or(30);
    let sandbox = Sandbox::new("kill");
    let foreign = [("CNAME", "docs.example.com"), (".git/HEAD", "ref: refs/heads/site"), ("part-1/notes.txt", "mine")];
    let mut sites: Vec<Tree> = Vec::new();
    for word in ["first", "second"] {
        sandbox.pages(60, word);
        let mut site = sandbox.expected();
        site.extend(foreign.map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec())));
        sites.push(site);
    }
    assert_eq!(sandbox.run(&["build"]).code, Some(0));
    for (name, text) in foreign {
        sandbox.write(&format!("site/{name}"), text);
    }
    let mut longest = Duration::ZERO;
    for _ in 0..3 {
        sandbox.pages(60, "first");
        let begun = Instant::now();
        assert_eq!(sandbox.run(&["build"]).code, Some(0));
        longest = longest.max(begun.elapsed());
        sandbox.pages(60, "second");
        assert_eq!(sandbox.run(&["build"]).code, Some(0));
    }
    let mut dice = Dice(7);
    let mut whole = [0, 0];
    for round in 0..kills {
        sandbox.pages(60, if round % 2 == 0 { "first" } else { "second" });
        let mut build = sandbox.folio(&["build", "-q"]).stderr(Stdio::null()).spawn().expect("a build starts");
        let most = u64::try_from(longest.as_micros()).expect("a build takes less than an age");
        std::thread::sleep(Duration::from_micros(dice.up_to(most * 11 / 10)));
        let _ = build.kill();
        build.wait().expect("a killed build ends");
        let found = tree(&sandbox.site());
        match sites.iter().position(|site| *site == found) {
            Some(which) => whole[which] += 1,
            None => panic!("kill {round} left a site that differs in {:?}", differences(&found, &sites[0])),
        }
    }
    assert!(whole[0] + whole[1] == kills);
    sandbox.pages(60, "first");
    assert_eq!(sandbox.run(&["build"]).code, Some(0));
    assert_eq!(differences(&tree(&sandbox.site()), &sites[0]), [""; 0]);
    assert_eq!(sandbox.litter(), [""; 0], "a build after a killed one clears up");
}

#[test]
fn a_build_that_is_told_to_end_does_so_at_once() {
    for name in ["-TERM", "-INT", "-HUP"] {
        let sandbox = Sandbox::new("term");
        sandbox.pages(20, "first");
        assert_eq!(sandbox.run(&["build"]).code, Some(0));
        let old = tree(&sandbox.site());
        sandbox.pages(400, "second");
        let build = sandbox.folio(&["build"]).stderr(Stdio::piped()).spawn().expect("a build starts");
        std::thread::sleep(Duration::from_millis(120));
        let begun = Instant::now();
        signal(build.id(), name);
        let run = Run::from(build.wait_with_output().expect("it ends"));
        assert!(begun.elapsed() < Duration::from_secs(1), "it took {:?}", begun.elapsed());
        assert!(run.signal.is_some(), "the build was over before it could be stopped: {}", run.said);
        assert_eq!(differences(&tree(&sandbox.site()), &old), [""; 0]);
        assert_eq!(sandbox.litter(), [""; 0]);
    }
}

#[test]
fn builds_at_once_all_end_whole() {
    let sandbox = Sandbox::new("lock");
    sandbox.pages(30, "word");
    let expected = sandbox.expected();
    let builds: Vec<_> =
        (0..4).map(|_| sandbox.folio(&["build"]).stderr(Stdio::piped()).spawn().expect("a build starts")).collect();
    for build in builds {
        let run = Run::from(build.wait_with_output().expect("it ends"));
        assert_eq!(run.code, Some(0), "{}", run.said);
    }
    assert_eq!(differences(&tree(&sandbox.site()), &expected), [""; 0]);
    assert_eq!(sandbox.litter(), [""; 0]);
}

#[test]
fn a_build_says_that_it_waits_for_another() {
    let sandbox = Sandbox::new("wait");
    sandbox.pages(2, "word");
    let scaffold = sandbox.docs().join(".site.folio-build");
    std::fs::create_dir(&scaffold).expect("the folder can be made");
    let lock = std::fs::File::create(scaffold.join("lock")).expect("the file can be made");
    lock.lock().expect("nobody else has it");
    let build = sandbox.folio(&["build"]).stderr(Stdio::piped()).spawn().expect("a build starts");
    std::thread::sleep(Duration::from_millis(300));
    assert!(!sandbox.site().exists());
    drop(lock);
    let run = Run::from(build.wait_with_output().expect("it ends"));
    assert_eq!(run.code, Some(0));
    assert!(run.said.contains("another build is publishing to"), "{}", run.said);
    assert!(sandbox.site().join("index.html").exists());
    assert_eq!(sandbox.litter(), [""; 0]);
}

/// One system call in a build fails, another one each time.
#[test]
#[ignore = "needs `strace` and the right to watch a program"]
fn a_system_call_that_fails_leaves_the_old_site_or_the_new_one() {
    let count: u64 = std::env::var("FOLIO_FAILURES").ok().and_then(|count| count.parse().ok()).unwrap_or(40);
    let sandbox = Sandbox::new("calls");
    let mut sites: Vec<Tree> = Vec::new();
    for word in ["first", "second"] {
        sandbox.pages(6, word);
        let mut site = sandbox.expected();
        site.insert("CNAME".to_owned(), b"mine".to_vec());
        sites.push(site);
    }
    sandbox.write("site/CNAME", "mine");
    let calls = [
        "openat",
        "write",
        "mkdir",
        "rename",
        "renameat2",
        "linkat",
        "unlink",
        "rmdir",
        "read",
        "getdents64",
        "statx",
        "flock",
        "close",
        "chmod",
        "chown",
        "unlinkat",
        "ioctl",
        "readlink",
        "fcntl",
        "clone3",
    ];
    let errors = ["EIO", "ENOSPC", "EACCES", "EROFS", "EMFILE", "EINTR", "ENOENT", "EDQUOT", "ENOSYS", "EXDEV"];
    let mut dice = Dice(11);
    for round in 0..count {
        sandbox.pages(6, if round % 2 == 0 { "first" } else { "second" });
        let call = calls[usize::try_from(dice.up_to(calls.len() as u64)).expect("small")];
        let error = errors[usize::try_from(dice.up_to(errors.len() as u64)).expect("small")];
        // What the program loader does first is not ours.
        let when = if matches!(call, "openat" | "read" | "close") { 12 } else { 1 } + dice.up_to(60);
        let inject = format!("inject={call}:error={error}:when={when}");
        let mut command = Command::new("strace");
        command.args(["-f", "-qq", "-o", "/dev/null", "-e", &format!("trace={call}"), "-e", &inject]);
        command.args([env!("CARGO_BIN_EXE_folio"), "build", "--force"]).current_dir(sandbox.docs());
        let run = Run::from(command.output().expect("strace is installed"));
        assert!(!run.said.to_lowercase().contains("ptrace"), "strace may not watch: {}", run.said);
        let found = tree(&sandbox.site());
        let context = format!("{inject}: exit {:?} {:?}\n{}", run.code, run.signal, run.said);
        assert!(matches!(run.code, Some(0 | 1 | 3)), "{context}");
        let old = found.len() == 1 || found == sites[0] || found == sites[1];
        assert!(old, "{context}{:?}", differences(&found, &sites[usize::from(round % 2 == 1)]));
        if run.code == Some(0) {
            assert_eq!(differences(&found, &sites[usize::from(round % 2 == 1)]), [""; 0], "{context}");
        } else {
            assert!(run.said.contains("error"), "{context}");
        }
    }
    sandbox.pages(6, "first");
    assert_eq!(sandbox.run(&["build", "--force"]).code, Some(0));
    assert_eq!(differences(&tree(&sandbox.site()), &sites[0]), [""; 0]);
    assert_eq!(sandbox.litter(), [""; 0]);
}

/// What a build that was killed may leave: half a site, or a whole one that is not shown yet, or the old one.
#[test]
fn what_killed_builds_leave_is_cleared_up() {
    let sandbox = Sandbox::new("litter");
    sandbox.pages(3, "word");
    assert_eq!(sandbox.run(&["build"]).code, Some(0));
    let expected = tree(&sandbox.site());
    sandbox.write(".site.folio-build/lock", "");
    sandbox.write(".site.folio-build/next/part-0/page-0/index.html", "half");
    assert_eq!(sandbox.run(&["build"]).code, Some(0));
    assert_eq!(differences(&tree(&sandbox.site()), &expected), [""; 0]);
    assert_eq!(sandbox.litter(), [""; 0]);

    // Killed after the exchange: what others put into the old site at the last moment comes back.
    let manifest = std::fs::read_to_string(sandbox.site().join(".folio/manifest.json")).expect("there is a manifest");
    let hash = manifest.split('"').nth(5).expect("the hash of the site stands there").to_owned();
    let copied = Command::new("cp").arg("-r").arg(sandbox.site()).arg(sandbox.docs().join("copy")).status();
    assert!(copied.expect("cp is there").success());
    std::fs::create_dir(sandbox.docs().join(".site.folio-build")).expect("the folder can be made");
    std::fs::rename(sandbox.docs().join("copy"), sandbox.docs().join(".site.folio-build/next")).expect("same disk");
    sandbox.write(".site.folio-build/site", hash);
    sandbox.write(".site.folio-build/next/late.txt", "mine");
    assert_eq!(sandbox.run(&["build"]).code, Some(0));
    assert_eq!(tree(&sandbox.site()).get("late.txt").map(Vec::as_slice), Some(&b"mine"[..]));
    assert_eq!(sandbox.litter(), [""; 0]);

    // Killed between two renames, where the system has no exchange.
    std::fs::create_dir(sandbox.docs().join(".site.folio-build")).expect("the folder can be made");
    std::fs::rename(sandbox.site(), sandbox.docs().join(".site.folio-build/old")).expect("same disk");
    sandbox.write("content/broken.mdx", "[x](/nowhere)");
    assert_eq!(sandbox.run(&["build"]).code, Some(1));
    assert_eq!(tree(&sandbox.site()).get("late.txt").map(Vec::as_slice), Some(&b"mine"[..]));
    assert_eq!(sandbox.litter(), [""; 0]);
}

/// The program as somebody who may not do everything.
fn as_nobody(sandbox: &Sandbox, args: &[&str]) -> Command {
    let user = std::fs::metadata(&sandbox.folder).expect("it is there").uid();
    if user != 0 {
        return sandbox.folio(args);
    }
    // Where the program was built may be closed to others.
    let program = sandbox.folder.join("folio");
    std::fs::copy(env!("CARGO_BIN_EXE_folio"), &program).expect("the program can be copied");
    let mut command = Command::new(program);
    command
        .args(args)
        .current_dir(sandbox.docs())
        .stdin(Stdio::null())
        .uid(65534)
        .gid(65534)
        .env("HOME", "/nonexistent");
    command
}

fn set_mode(path: &Path, mode: u32) {
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).expect("it is ours");
}

#[test]
fn a_folder_that_may_not_be_written_is_a_failure_that_says_so() {
    let sandbox = Sandbox::new("denied");
    sandbox.pages(2, "word");
    set_mode(&sandbox.folder, 0o755);
    set_mode(&sandbox.docs(), 0o555);
    let run = Run::of(&mut as_nobody(&sandbox, &["build"]));
    assert_eq!(run.code, Some(3), "{}", run.said);
    assert!(run.said.contains("permission denied") && run.said.contains("docs/.site.folio-build"), "{}", run.said);

    // The output itself may be written to, but not what is beside it.
    set_mode(&sandbox.docs(), 0o755);
    assert_eq!(sandbox.run(&["build"]).code, Some(0));
    let old = tree(&sandbox.site());
    set_mode(&sandbox.site(), 0o777);
    sandbox.pages(2, "other");
    let run = Run::of(&mut as_nobody(&sandbox, &["build"]));
    assert_eq!(run.code, Some(3), "{}", run.said);
    assert_eq!(differences(&tree(&sandbox.site()), &old), [""; 0]);

    // Sources that may not be read are problems of the content, each at its place.
    set_mode(&sandbox.docs(), 0o777);
    set_mode(&sandbox.docs().join("content/part-0/page-0/index.mdx"), 0o000);
    let run = Run::of(&mut as_nobody(&sandbox, &["build", "--output", "mine"]));
    assert_eq!(run.code, Some(1), "{}", run.said);
    assert!(run.said.contains("content/part-0/page-0/index.mdx:1:1: error[unreadable]"), "{}", run.said);
}

#[test]
fn a_file_that_may_not_grow_is_a_failure_that_says_so() {
    let sandbox = Sandbox::new("limit");
    sandbox.pages(5, "word");
    assert_eq!(sandbox.run(&["build"]).code, Some(0));
    let old = tree(&sandbox.site());
    sandbox.write("static/large.bin", vec![7; 3 << 20]);
    let mut command = Command::new("sh");
    command.args(["-c", "ulimit -f 2048; exec \"$0\" build", env!("CARGO_BIN_EXE_folio")]).current_dir(sandbox.docs());
    let run = Run::of(&mut command);
    assert_eq!(run.code, Some(3), "{} {:?}", run.said, run.signal);
    assert!(run.said.contains("large.bin") && run.said.contains("file too large"), "{}", run.said);
    assert_eq!(differences(&tree(&sandbox.site()), &old), [""; 0]);
    assert_eq!(sandbox.litter(), [""; 0]);
}

#[test]
#[ignore = "needs the right to mount"]
fn a_full_disk_is_a_failure_that_says_so() {
    let sandbox = Sandbox::new("full");
    sandbox.pages(40, "word");
    let disk = sandbox.folder.join("disk");
    std::fs::create_dir(&disk).expect("the folder can be made");
    let script = r#"
        mount -t tmpfs -o size=700k none "$1" || exit 77
        mkdir "$1/site" && echo mine > "$1/site/CNAME"
        "$0" build --output "$1/site" --force; echo "exit $?"
        ls -A "$1" "$1/site"
    "#;
    let mut command = Command::new("unshare");
    command.args(["-m", "sh", "-c", script, env!("CARGO_BIN_EXE_folio")]).arg(&disk).current_dir(sandbox.docs());
    let run = Run::from(command.output().expect("unshare is installed"));
    assert!(run.code != Some(77) && !run.said.contains("unshare"), "nothing can be mounted: {}", run.said);
    assert!(run.printed.contains("exit 3"), "{} {}", run.printed, run.said);
    assert!(run.said.contains("no space left on device"), "{}", run.said);
    assert!(run.printed.ends_with("site\n\n".trim_start()) || run.printed.contains("CNAME"), "{}", run.printed);
    assert!(!run.printed.contains("index.html") && !run.printed.contains("folio-build"), "{}", run.printed);
}

/// An output that cannot be renamed changes file by file.
#[test]
#[ignore = "needs the right to mount"]
fn an_output_that_is_a_mount_point_is_filled_in_place() {
    let sandbox = Sandbox::new("mount");
    // Files of the site may have the names of what folio writes on the way.
    for name in ["both.json", "after.json"] {
        sandbox.write(&format!("static/{name}"), "{}");
    }
    sandbox.pages(5, "first");
    let expected_first = sandbox.expected();
    sandbox.pages(3, "second");
    let expected = sandbox.expected();
    sandbox.pages(5, "first");
    std::fs::create_dir(sandbox.site()).expect("the folder can be made");
    let script = r#"
        mount -t tmpfs none site || exit 77
        "$0" build || exit 1
        cp -a site ../first
        echo mine > site/CNAME
        rm -r content/part-0/page-3 content/part-0/page-4
        for page in content/index.mdx content/part-0/*/index.mdx; do sed -i s/first/second/g $page; done
        "$0" build || exit 1
        "$0" build || exit 1
        cp -a site ../second
    "#;
    let mut command = Command::new("unshare");
    command.args(["-m", "sh", "-c", script, env!("CARGO_BIN_EXE_folio")]).current_dir(sandbox.docs());
    let run = Run::from(command.output().expect("unshare is installed"));
    assert!(run.code != Some(77) && !run.said.contains("unshare"), "nothing can be mounted: {}", run.said);
    assert_eq!(run.code, Some(0), "{}", run.said);
    assert_eq!(differences(&tree(&sandbox.folder.join("first")), &expected_first), [""; 0]);
    assert_eq!(differences(&tree(&sandbox.folder.join("second")), &expected), ["CNAME"]);
    assert!(!sandbox.folder.join("second/.folio/build").exists());
}
