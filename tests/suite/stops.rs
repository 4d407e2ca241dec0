//! Whole builds, killed at every moment and short of everything: the site is the old one or the new one, whole.
//!
//! The long versions are run before a release: `cargo test -- --ignored stops`. Two of them need Debian's `strace`.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::ExitStatusExt;
use std::process::{Child, Command, Output, Stdio};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};

use crate::disk::files;
use crate::{cli, sites};

/// A book on disk of which two versions can be built, each page of the one differing from that of the other.
struct TwoVersions {
    book: tempfile::TempDir,
    settings: String,
    sites: [BTreeMap<String, Vec<u8>>; 2],
}

impl TwoVersions {
    fn new() -> TwoVersions {
        let sources = sites::sources("clean");
        let settings = sources.text(sources.find("book.toml").unwrap()).unwrap().to_owned();
        let mut versions = TwoVersions { book: cli::book("clean"), settings, sites: Default::default() };
        for version in [1, 0] {
            versions.turn_to(version);
            let built = versions.command("exec \"$0\" build").output().unwrap();
            assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
            versions.sites[version] = files(&versions.book.path().join("site"));
        }
        assert!(versions.sites[0].iter().all(|(path, bytes)| {
            !path.ends_with(".html") || versions.sites[1].get(path).is_some_and(|other| other != bytes)
        }));
        versions
    }

    /// Makes the book the one version or the other.
    fn turn_to(&self, version: usize) {
        let title = self.settings.replacen("title = \"", &format!("title = \"Version {version} of "), 1);
        assert_ne!(title, self.settings);
        fs::write(self.book.path().join("book.toml"), title).unwrap();
    }

    /// A shell in the book's folder, to which the program is `$0`.
    fn command(&self, script: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", script, env!("CARGO_BIN_EXE_areabook")]).current_dir(self.book.path());
        command
    }

    /// Which of the two the site is; anything else fails the test.
    fn which(&self, context: &str) -> usize {
        let found = files(&self.book.path().join("site"));
        let which = self.sites.iter().position(|site| *site == found);
        which.unwrap_or_else(|| panic!("{context}: the site is neither version, with {:?}", found.keys()))
    }

    /// What a build left beside the site.
    fn left(&self) -> Vec<String> {
        let names = fs::read_dir(self.book.path()).unwrap().map(|entry| entry.unwrap().file_name());
        names.map(|name| name.into_string().unwrap()).filter(|name| name.contains("site") && name != "site").collect()
    }

    /// Builds the version that the site is not, by a script that makes something go wrong, and checks what came of it.
    fn build(&self, script: &str) -> Output {
        let old = self.which("before");
        self.turn_to(1 - old);
        let output = self.command(script).output().unwrap();
        let text = String::from_utf8_lossy(&output.stderr).into_owned();
        let now = self.which(script);
        match output.status.code() {
            Some(0) => assert_eq!(now, 1 - old, "{script}: exit code 0, and the old site stands"),
            Some(2) => assert!(now == old || !text.contains("nothing was published"), "{script}: {text}"),
            // The program was not even loaded.
            Some(127) => assert_eq!(now, old, "{script}"),
            None if script.contains("KILL") => {}
            code => panic!("{script}: exit code {code:?}: {text}"),
        }
        if output.status.code().is_none() || text.contains("is not cleared away") {
            assert!(self.command("exec \"$0\" build").output().unwrap().status.success());
        }
        assert_eq!(self.left(), [""; 0], "{script}: {text}");
        output
    }
}

#[test]
fn a_limit_on_open_files_or_their_size_leaves_the_old_site() {
    let versions = TwoVersions::new();
    // The caller may hand on files that are open, so no limit is just too low for everybody: it is raised until a build succeeds.
    let build = |files| versions.build(&format!("ulimit -n {files}; exec \"$0\" build")).status.code();
    let codes: Vec<_> = (4..200).map(build).take_while(|code| *code != Some(0)).collect();
    assert!(codes.contains(&Some(2)) && codes.len() < 196, "the limits do not bite: {codes:?}");
    for blocks in [0, 1, 4, 8] {
        let output = versions.build(&format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" build"));
        assert_eq!(output.status.code(), Some(2), "a limit of {blocks} blocks does not bite");
        assert!(String::from_utf8_lossy(&output.stderr).contains("cannot write "));
    }
}

#[test]
fn every_umask_gives_a_site_that_a_web_server_can_read() {
    let versions = TwoVersions::new();
    for (umask, out) in [("077", "deep/er/site"), ("077", "deep/er/site"), ("777", "other")] {
        let output = versions.command(&format!("umask {umask}; exec \"$0\" build --out {out}")).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let top = versions.book.path().join(out.split('/').next().unwrap());
        for entry in walkdir::WalkDir::new(top) {
            let entry = entry.unwrap();
            let mode = entry.metadata().unwrap().permissions().mode() & 0o777;
            assert_eq!(mode, if entry.file_type().is_dir() { 0o755 } else { 0o644 }, "{}", entry.path().display());
        }
    }
}

#[test]
fn the_home_folder_is_refused() {
    let versions = TwoVersions::new();
    let home = tempfile::tempdir().unwrap();
    fs::create_dir_all(home.path().join("people/mary")).unwrap();
    for out in ["people", "people/mary", "people/mary/../mary"] {
        let mut command = crate::areabook();
        command.arg("build").arg(versions.book.path()).arg("--out").arg(home.path().join(out));
        let output = command.env("HOME", home.path().join("people/mary")).output().unwrap();
        assert_eq!(output.status.code(), Some(2));
        assert!(String::from_utf8_lossy(&output.stderr).contains("holds your home folder"));
    }
}

#[test]
fn what_was_kept_is_printed() {
    let versions = TwoVersions::new();
    let staging = versions.book.path().join(".site.areabook-new");
    let leave = || {
        fs::create_dir(&staging).unwrap();
        fs::write(staging.join(".areabook-unfinished"), "").unwrap();
        fs::write(staging.join("letter.txt"), "dear").unwrap();
    };
    leave();
    let output = versions.command("exec \"$0\" build").output().unwrap();
    let text = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success() && text.starts_with("warning: ") && text.contains("letter.txt"), "{text}");
    leave();
    fs::write(versions.book.path().join("site/index.html"), "mine").unwrap();
    let output = versions.command("exec \"$0\" build").output().unwrap();
    let text = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(text.contains("index.html was changed") && text.contains("letter.txt"), "{text}");
    assert!(versions.book.path().join("site-kept-2/letter.txt").is_file());
    leave();
    let templates = versions.book.path().join("themes/default/templates");
    fs::create_dir_all(&templates).unwrap();
    fs::write(templates.join("404.html"), "{{ nothing.at.all }}").unwrap();
    fs::remove_file(versions.book.path().join("site/index.html")).unwrap();
    let output = versions.command("exec \"$0\" build").output().unwrap();
    let said = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap()).concat();
    assert_eq!(output.status.code(), Some(1));
    assert!(said.contains("letter.txt") && said.contains("404.html"), "{said}");
    let mut left = versions.left();
    left.sort();
    assert_eq!(left, ["site-kept", "site-kept-2", "site-kept-3"]);
}

/// Kills builds, each after another part of the time that a build takes, while somebody reads the site.
fn kill(kills: u32) {
    let versions = TwoVersions::new();
    let start = || -> Child {
        versions.command("exec \"$0\" build").stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
    };
    let time = |round: usize| {
        versions.turn_to(round % 2);
        let begun = Instant::now();
        assert!(start().wait().unwrap().success());
        begun.elapsed()
    };
    let whole = (0..6).map(time).min().unwrap();
    let (is_over, reads, in_the_middle) = (AtomicBool::new(false), AtomicUsize::new(0), AtomicUsize::new(0));
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while !is_over.load(Ordering::Relaxed) {
                fs::read(versions.book.path().join("site/index.html")).expect("the site's first page is always there");
                reads.fetch_add(1, Ordering::Relaxed);
                std::thread::sleep(Duration::from_micros(50));
            }
        });
        for round in 0..kills {
            versions.turn_to(1 - versions.which(&format!("before kill {round}")));
            let mut build = start();
            // The golden ratio spreads the moments evenly, however many there are: over the whole of a build, and over
            // the part of it that writes.
            let part = f64::from(round / 2) * 0.618_034 % 1.0;
            if round % 2 == 0 {
                std::thread::sleep(whole.mul_f64(part));
            } else {
                while versions.left().is_empty() && build.try_wait().unwrap().is_none() {}
                std::thread::sleep(whole.mul_f64(part / 4.0));
            }
            build.kill().unwrap();
            build.wait().unwrap();
            versions.which(&format!("kill {round}"));
            in_the_middle.fetch_add(usize::from(!versions.left().is_empty()), Ordering::Relaxed);
        }
        is_over.store(true, Ordering::Relaxed);
    });
    assert!(reads.into_inner() > 0);
    assert!(in_the_middle.into_inner() > 0, "the kills come before or after the writing");
    versions.build("exec \"$0\" build");
    assert_eq!(versions.left(), [""; 0], "the run after a killed one clears what that left");
}

/// Ctrl-C, a shutdown, a terminal that is closed: unlike a kill they leave nothing beside the site.
#[test]
fn an_interrupted_build_takes_back_what_it_wrote() {
    let versions = TwoVersions::new();
    let mut in_the_middle = 0;
    for round in 0..30 {
        let signal = [Signal::INT, Signal::TERM, Signal::HUP][round % 3];
        let old = versions.which("before");
        versions.turn_to(1 - old);
        let mut build =
            versions.command("exec \"$0\" build").stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        while versions.left().is_empty() && build.try_wait().unwrap().is_none() {}
        // It may have come to its end meanwhile.
        let _ = kill_process(Pid::from_child(&build), signal);
        let status = build.wait().unwrap();
        let now = versions.which(&format!("{signal:?}"));
        assert_eq!(versions.left(), [""; 0], "{signal:?} leaves something beside the site");
        match status.signal() {
            Some(number) => assert_eq!(number, signal.as_raw(), "the shell is not told what ended the build"),
            None => assert!(status.success() && now == 1 - old, "{signal:?}: {status}"),
        }
        in_the_middle += usize::from(now == old);
    }
    assert!(in_the_middle > 0, "the signals come before or after the writing");
}

/// What a build was told to ignore does not end it.
#[test]
fn a_build_outlives_its_terminal_where_it_is_told_to() {
    let versions = TwoVersions::new();
    for _ in 0..5 {
        let old = versions.which("before");
        versions.turn_to(1 - old);
        let mut build = versions.command("trap '' HUP; exec \"$0\" build").stdout(Stdio::null()).spawn().unwrap();
        while versions.left().is_empty() && build.try_wait().unwrap().is_none() {}
        let _ = kill_process(Pid::from_child(&build), Signal::HUP);
        assert!(build.wait().unwrap().success());
        assert_eq!(versions.which("after"), 1 - old);
    }
}

#[test]
fn a_killed_build_leaves_one_site_or_the_other() {
    kill(30);
}

#[test]
#[ignore = "takes a minute: run it before a release"]
fn a_thousand_killed_builds_leave_one_site_or_the_other() {
    kill(1000);
}

/// What a machine that loses power after the one step still has: every file, every folder, and the list.
#[test]
#[ignore = "needs strace: run it before a release"]
fn everything_is_on_the_disk_before_the_one_step() {
    let versions = TwoVersions::new();
    versions.turn_to(1);
    let log = tempfile::NamedTempFile::new().unwrap();
    let trace = format!("exec strace -f -y -o {} -e trace=fsync,renameat2 \"$0\" build", log.path().display());
    assert!(versions.command(&trace).output().unwrap().status.success());
    let log = fs::read_to_string(log.path()).unwrap();
    let (before, after) = log.split_once("renameat2").unwrap();
    let folder = versions.book.path();
    assert!(after.contains(&format!("{}>)", folder.display())), "the step itself is not written to disk: {log}");
    for entry in walkdir::WalkDir::new(folder.join("site")) {
        let entry = entry.unwrap();
        let path = entry.path().strip_prefix(folder.join("site")).unwrap();
        let staged = folder.join(".site.areabook-new").join(path);
        let staged = staged.to_str().unwrap().trim_end_matches('/');
        let staged = staged.replace(".areabook-new/.areabook", ".areabook-new/.areabook-fresh");
        // What is the same in both versions is linked, and was on the disk before.
        let [one, other] = [0, 1].map(|version| versions.sites[version].get(path.to_str().unwrap()));
        let is_linked = one.is_some() && one == other;
        assert!(is_linked || before.contains(&format!("<{staged}>")), "{staged} is not written to disk: {log}");
    }
}

/// A large site, of which the disk is waited for once.
#[test]
#[ignore = "needs strace: run it before a release"]
fn a_large_site_is_on_the_disk_before_the_one_step() {
    let folder = tempfile::tempdir().unwrap();
    let log = tempfile::NamedTempFile::new().unwrap();
    let mut command = Command::new("strace");
    command.args(["-f", "-y", "-e", "trace=openat,mkdir,mkdirat,fsync,syncfs,rename,renameat2", "-o"]);
    command.arg(log.path()).arg(env!("CARGO_BIN_EXE_areabook")).arg("build").arg(crate::project());
    command.arg("--out").arg(folder.path().join("site"));
    assert!(command.output().unwrap().status.success());
    let log = fs::read_to_string(log.path()).unwrap();
    let (made, rest) = log.split_once(" syncfs(").unwrap();
    let is_made =
        |line: &&str| line.contains(".site.areabook-new/") && (line.contains("O_CREAT") || line.contains("mkdir"));
    assert!(made.lines().filter(is_made).count() > 300);
    let later: Vec<_> = rest.lines().filter(is_made).collect();
    assert!(later.len() == 1 && later[0].contains(".areabook-fresh"), "{later:?}");
    let (before, after) = rest.rsplit_once(".areabook\")").unwrap();
    assert!(before.contains(".areabook-fresh>)"), "the list is not written to disk");
    let (before, after) = after.split_once("rename").unwrap();
    assert!(before.contains(".site.areabook-new>)"), "the names of the files are not written to disk");
    assert!(after.contains(&format!("{}>)", folder.path().display())), "the step itself is not written to disk");
}

/// SQLite's way: the first call of a kind fails, or is the last of a killed build, then the second, and so on until a
/// build comes to its end.
#[test]
#[ignore = "takes minutes and needs strace: run it before a release"]
fn whichever_call_fails_the_site_is_whole() {
    let versions = TwoVersions::new();
    let calls = "?open openat ?mkdir mkdirat write fsync ?syncfs linkat ?rename renameat renameat2 ?unlink unlinkat ?rmdir \
        ?chmod fchmod ?fchmodat flock getdents64 statx read";
    let faults = ["error=EIO", "error=ENOSPC", "error=EMFILE", "signal=KILL"];
    let mut runs = BTreeMap::new();
    for (call, fault) in calls.split_whitespace().flat_map(|call| faults.map(|fault| (call, fault))) {
        for nth in 1.. {
            let log = tempfile::NamedTempFile::new().unwrap();
            let output = versions.build(&format!(
                "exec strace -f -o {} -e trace={call} -e inject={call}:{fault}:when={nth} \"$0\" build",
                log.path().display()
            ));
            let is_killed = output.status.code().is_none();
            if !is_killed && !fs::read_to_string(log.path()).unwrap().contains("(INJECTED)") {
                break;
            }
            *runs.entry(fault).or_insert(0) += 1;
        }
    }
    assert!(runs.len() == faults.len() && runs.values().all(|runs| *runs > 100), "strace does not bite: {runs:?}");
}
