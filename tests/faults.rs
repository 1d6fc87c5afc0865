//! Builds that are killed, stopped, starved and run over each other: the output is always one whole site.
//!
//! `FOLIO_KILLS=200 cargo test --release --test faults` kills more often than a test does every day.

#![allow(clippy::disallowed_methods, reason = "a test meets the world")]

mod sandbox;

use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Command, Stdio};

use sandbox::{HeldGit, PATIENCE, Random, Run, Sandbox, Tree, differences, lines, number, signal, tree, until};

#[test]
fn a_killed_build_leaves_the_old_site_or_the_new_one() {
    let kills: usize = number("FOLIO_KILLS", 30);
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
    let longest = sandbox.longest_build(|word| sandbox.pages(60, word));
    let mut random = Random::new(7);
    let mut midway = 0;
    for round in 0..kills {
        sandbox.pages(60, if round % 2 == 0 { "first" } else { "second" });
        midway += usize::from(sandbox.kill_a_build(&mut random, longest));
        let found = tree(&sandbox.site());
        assert!(
            sites.contains(&found),
            "kill {round} left a site that differs in {:?}",
            differences(&found, &sites[0])
        );
    }
    assert!(midway * 5 >= kills, "{midway} of {kills} kills met a build midway");
    sandbox.pages(60, "first");
    assert_eq!(sandbox.run(&["build"]).code, Some(0));
    assert_eq!(differences(&tree(&sandbox.site()), &sites[0]), [""; 0]);
    assert_eq!(sandbox.litter(), [""; 0], "a build after a killed one clears up");
}

const SIGNALS: [(&str, i32); 3] = [("-TERM", 15), ("-INT", 2), ("-HUP", 1)];

/// It does not go on to its end: what holds it up here would do so for long.
#[test]
fn a_build_that_is_told_to_end_does_so_at_once() {
    for (name, number) in SIGNALS {
        let sandbox = Sandbox::new("term");
        sandbox.pages(20, "first");
        assert_eq!(sandbox.run(&["build"]).code, Some(0));
        let old = tree(&sandbox.site());
        sandbox.pages(40, "second");
        let git = HeldGit::new();
        let mut command = sandbox.folio(&["build"]);
        let mut build = git.before_others(&mut command).stderr(Stdio::piped()).spawn().expect("a build starts");
        git.wait(&mut build);
        assert_eq!(sandbox.litter(), [".site.folio-build"]);
        signal(build.id(), name);
        let run = Run::until_the_end_of(build);
        assert_eq!(run.signal, Some(number), "{}", run.said);
        assert_eq!(differences(&tree(&sandbox.site()), &old), [""; 0]);
        assert_eq!(sandbox.litter(), [""; 0]);
    }
}

#[test]
fn a_build_that_is_told_to_end_while_it_writes_leaves_the_old_site() {
    let sandbox = Sandbox::new("write");
    sandbox.pages(400, "second");
    let new = sandbox.expected();
    sandbox.pages(20, "first");
    let old = sandbox.expected();
    for (name, number) in SIGNALS {
        // A build that was through before it was told is none that was met while it wrote: it is tried again.
        let met = (0..50).any(|_| {
            sandbox.pages(20, "first");
            assert_eq!(sandbox.run(&["build"]).code, Some(0));
            sandbox.pages(400, "second");
            let run = told_while_it_writes(&sandbox, name);
            let found = tree(&sandbox.site());
            assert!(found == old || found == new, "{name} left a site that differs in {:?}", differences(&found, &old));
            assert!(found == new || run.signal == Some(number), "{:?}: {}", run.code, run.said);
            found == old
        });
        assert!(met, "{name} met no build while it wrote");
    }
}

/// A build that is sent a signal as soon as it has begun to write pages, to its end.
fn told_while_it_writes(sandbox: &Sandbox, name: &str) -> Run {
    let next = sandbox.docs().join(".site.folio-build/next");
    let writes = || {
        let mut entries = std::fs::read_dir(&next).into_iter().flatten().flatten();
        entries.any(|entry| entry.file_name().to_string_lossy().starts_with("part-"))
    };
    let mut build = sandbox.folio(&["build"]).stderr(Stdio::piped()).spawn().expect("a build starts");
    let is_there = until("that a build writes", || {
        let ended = build.try_wait().expect("it can be looked for").is_some();
        (ended || writes()).then_some(!ended)
    });
    if is_there {
        signal(build.id(), name);
    }
    Run::until_the_end_of(build)
}

#[test]
fn builds_at_once_all_end_whole() {
    let sandbox = Sandbox::new("lock");
    sandbox.pages(30, "word");
    let expected = sandbox.expected();
    let builds: Vec<_> =
        (0..4).map(|_| sandbox.folio(&["build"]).stderr(Stdio::piped()).spawn().expect("a build starts")).collect();
    for build in builds {
        let run = Run::until_the_end_of(build);
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
    let mut build = sandbox.folio(&["build"]).stderr(Stdio::piped()).spawn().expect("a build starts");
    let said = lines(build.stderr.take().expect("what it says is read")).recv_timeout(PATIENCE);
    assert!(said.as_ref().is_ok_and(|line| line.contains("another build is publishing to")), "{said:?}");
    assert!(!sandbox.site().exists());
    drop(lock);
    assert_eq!(Run::until_the_end_of(build).code, Some(0));
    assert!(sandbox.site().join("index.html").exists());
    assert_eq!(sandbox.litter(), [""; 0]);
}

#[test]
fn a_build_that_waited_knows_what_the_one_before_it_left() {
    let sandbox = Sandbox::new("left");
    sandbox.pages(2, "word");
    assert_eq!(sandbox.run(&["build"]).code, Some(0));
    // As it was before that one had ended.
    let (cache, aside) = (sandbox.docs().join(".folio"), sandbox.folder.join("aside"));
    std::fs::rename(&cache, &aside).expect("there is a cache");
    let scaffold = sandbox.docs().join(".site.folio-build");
    std::fs::create_dir(&scaffold).expect("the folder can be made");
    let lock = std::fs::File::create(scaffold.join("lock")).expect("the file can be made");
    lock.lock().expect("nobody else has it");
    let mut command = sandbox.folio(&["build", "--format", "json"]);
    let mut build = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("a build starts");
    let said = lines(build.stderr.take().expect("what it says is read")).recv_timeout(PATIENCE);
    assert!(said.as_ref().is_ok_and(|line| line.contains("another build is publishing to")), "{said:?}");
    std::fs::rename(&aside, &cache).expect("it can be put back");
    drop(lock);
    let run = Run::until_the_end_of(build);
    assert_eq!(run.code, Some(0));
    assert_eq!((run.count("parsed"), run.count("rendered"), run.count("written")), (0, 0, 0));
}

#[test]
#[ignore = "needs `strace`"]
fn a_system_call_that_fails_leaves_the_old_site_or_the_new_one() {
    with_calls_that_fail(Some("CNAME"));
}

/// Where nobody else has anything in the site, the next one is made of the one before the last.
#[test]
#[ignore = "needs `strace`"]
fn a_system_call_that_fails_while_the_spare_is_used_leaves_the_old_site_or_the_new_one() {
    with_calls_that_fail(None);
}

/// One system call in a build fails, another one each time.
fn with_calls_that_fail(foreign: Option<&str>) {
    let count: usize = number("FOLIO_FAILURES", 40);
    let sandbox = Sandbox::new("calls");
    let mut sites: Vec<Tree> = Vec::new();
    for word in ["first", "second"] {
        sandbox.pages(6, word);
        let mut site = sandbox.expected();
        site.extend(foreign.map(|name| (name.to_owned(), b"mine".to_vec())));
        sites.push(site);
    }
    if let Some(name) = foreign {
        sandbox.write(&format!("site/{name}"), "mine");
    }
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
    let mut random = Random::new(11);
    let (mut met, mut used, mut is_published) = (0, 0, false);
    let log = sandbox.folder.join("calls.txt");
    for round in 0..count {
        sandbox.pages(6, if round % 2 == 0 { "first" } else { "second" });
        let (call, error) = (random.of(&calls), random.of(&errors));
        // What the program loader does first is not ours.
        let when = if matches!(*call, "openat" | "read" | "close") { 12 } else { 1 } + random.below(60);
        let inject = format!("inject={call}:error={error}:when={when}");
        let mut command = Command::new("strace");
        command.args(["-f", "-qq", "-e", &format!("trace={call}"), "-e", &inject, "-o"]).arg(&log);
        command.args([env!("CARGO_BIN_EXE_folio"), "build", "--force"]).current_dir(sandbox.docs());
        used += usize::from(
            std::fs::read_dir(sandbox.docs().join(".folio/spare")).is_ok_and(|mut all| all.next().is_some()),
        );
        let run = Run::of(&mut command);
        assert!(!run.said.to_lowercase().contains("ptrace"), "strace may not watch: {}", run.said);
        met += usize::from(std::fs::read_to_string(&log).expect("strace tells of calls").contains("(INJECTED)"));
        let found = tree(&sandbox.site());
        let context = format!("{inject}: exit {:?} {:?}\n{}", run.code, run.signal, run.said);
        assert!(matches!(run.code, Some(0 | 1 | 3)), "{context}");
        let is_empty = !is_published && found.len() == usize::from(foreign.is_some());
        is_published |= run.code == Some(0);
        let old = is_empty || found == sites[0] || found == sites[1];
        assert!(old, "{context}{:?}", differences(&found, &sites[usize::from(round % 2 == 1)]));
        if run.code == Some(0) {
            assert_eq!(differences(&found, &sites[usize::from(round % 2 == 1)]), [""; 0], "{context}");
        } else {
            assert!(run.said.contains("error"), "{context}");
        }
    }
    assert!(met * 5 >= count, "{met} of {count} builds had a call that failed");
    assert!(foreign.is_some() || used * 2 >= count, "the spare was there before {used} of {count} builds");
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

fn set_mode(path: &Path, mode: u32) {
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).expect("it is ours");
}

#[test]
fn a_folder_that_may_not_be_written_is_a_failure_that_says_so() {
    let sandbox = Sandbox::new("denied");
    sandbox.pages(2, "word");
    set_mode(&sandbox.folder, 0o755);
    set_mode(&sandbox.docs(), 0o555);
    let run = sandbox.run_as_nobody(&["build"]);
    assert_eq!(run.code, Some(3), "{}", run.said);
    assert!(run.said.contains("permission denied") && run.said.contains("docs/.site.folio-build"), "{}", run.said);

    // The output itself may be written to, but not what is beside it.
    set_mode(&sandbox.docs(), 0o755);
    assert_eq!(sandbox.run(&["build"]).code, Some(0));
    let old = tree(&sandbox.site());
    set_mode(&sandbox.site(), 0o777);
    sandbox.pages(2, "other");
    let run = sandbox.run_as_nobody(&["build"]);
    assert_eq!(run.code, Some(3), "{}", run.said);
    assert_eq!(differences(&tree(&sandbox.site()), &old), [""; 0]);

    // Sources that may not be read are problems of the content, each at its place.
    set_mode(&sandbox.docs(), 0o777);
    set_mode(&sandbox.docs().join("content/part-0/page-0/index.mdx"), 0o000);
    let run = sandbox.run_as_nobody(&["build", "--output", "mine"]);
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

mod as_root {
    use super::*;

    #[test]
    #[ignore = "needs the rights of root"]
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
        let run = Run::of(&mut command);
        assert!(run.code != Some(77) && !run.said.contains("unshare"), "nothing can be mounted: {}", run.said);
        assert!(run.said.contains("no space left on device"), "{}", run.said);
        let disk = disk.display();
        assert_eq!(run.printed, format!("exit 3\n{disk}:\nsite\n\n{disk}/site:\nCNAME\n"));
    }

    /// An output that cannot be renamed changes file by file.
    #[test]
    #[ignore = "needs the rights of root"]
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
        let run = Run::of(&mut command);
        assert!(run.code != Some(77) && !run.said.contains("unshare"), "nothing can be mounted: {}", run.said);
        assert_eq!(run.code, Some(0), "{}", run.said);
        assert_eq!(differences(&tree(&sandbox.folder.join("first")), &expected_first), [""; 0]);
        assert_eq!(differences(&tree(&sandbox.folder.join("second")), &expected), ["CNAME"]);
        assert!(!sandbox.folder.join("second/.folio/build").exists());
    }
}
