//! Whatever the machine does wrong: the site is the old one or the new one, whole, and nothing is left beside it.
//!
//! The kernel itself refuses the calls, by a filter on the thread that writes (seccomp).

use std::fs;

use areabook::shell::write;
use seccompiler::{
    BpfProgram, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition, SeccompFilter, SeccompRule,
};

use crate::disk::{OutputFolder, files, site};

/// A call of the kernel, with the one argument that it is refused for where not every such call is.
type Call = (i64, Option<(u8, SeccompCmpOp, u64)>);

const fn call(number: i64) -> Call {
    (number, None)
}

const MAKE_A_FOLDER: &[Call] = &[
    #[cfg(target_arch = "x86_64")]
    call(libc::SYS_mkdir),
    call(libc::SYS_mkdirat),
];
const REMOVE: &[Call] = &[
    #[cfg(target_arch = "x86_64")]
    call(libc::SYS_unlink),
    call(libc::SYS_unlinkat),
];
const RENAME: &[Call] = &[
    #[cfg(target_arch = "x86_64")]
    call(libc::SYS_rename),
    call(libc::SYS_renameat),
];
const SET_MODE: &[Call] = &[
    #[cfg(target_arch = "x86_64")]
    call(libc::SYS_chmod),
    call(libc::SYS_fchmod),
    call(libc::SYS_fchmodat),
];
const CREATE: &[Call] =
    &[(libc::SYS_openat, Some((2, SeccompCmpOp::MaskedEq(libc::O_CREAT as u64), libc::O_CREAT as u64)))];
const OPEN: &[Call] = &[call(libc::SYS_openat)];
/// Not to standard output and standard error, on which the test reports.
const WRITE: &[Call] = &[(libc::SYS_write, Some((0, SeccompCmpOp::Gt, 2)))];
const SYNC: &[Call] = &[call(libc::SYS_fsync), call(libc::SYS_syncfs)];
const LOOK: &[Call] = &[call(libc::SYS_statx)];
const LINK: &[Call] = &[call(libc::SYS_linkat)];
const LOCK: &[Call] = &[call(libc::SYS_flock)];
const EXCHANGE: &[Call] = &[(libc::SYS_renameat2, Some((4, SeccompCmpOp::Eq, libc::RENAME_EXCHANGE as u64)))];

/// Does something on a thread for which the kernel answers these calls with a fault.
fn with_fault<T: Send>(calls: &[Call], fault: i32, act: impl FnOnce() -> T + Send) -> T {
    let rule = |argument: &Option<(u8, SeccompCmpOp, u64)>| {
        let condition = argument
            .as_ref()
            .map(|(at, is, value)| SeccompCondition::new(*at, SeccompCmpArgLen::Dword, is.clone(), *value).unwrap());
        condition.map(|condition| SeccompRule::new(vec![condition]).unwrap()).into_iter().collect()
    };
    let rules = calls.iter().map(|(number, argument)| (*number, rule(argument))).collect();
    let answer = SeccompAction::Errno(u32::try_from(fault).unwrap());
    let here = std::env::consts::ARCH.try_into().unwrap();
    let filter: BpfProgram = SeccompFilter::new(rules, SeccompAction::Allow, answer, here).unwrap().try_into().unwrap();
    std::thread::scope(|scope| {
        let thread = scope.spawn(|| {
            seccompiler::apply_filter(&filter).unwrap();
            // Threads of its own: what they write is refused, too.
            rayon::ThreadPoolBuilder::new().num_threads(2).build().unwrap().install(act)
        });
        thread.join().unwrap()
    })
}

#[test]
fn a_refused_call_leaves_the_old_site_and_nothing_else() {
    let faults: &[(&[Call], i32, &str)] = &[
        (WRITE, libc::ENOSPC, "there is no room left"),
        (WRITE, libc::EDQUOT, "there is no room left"),
        (WRITE, libc::EIO, "looks after the machine"),
        (MAKE_A_FOLDER, libc::EACCES, "ask for the right to read and write there"),
        (MAKE_A_FOLDER, libc::EROFS, "can only be read"),
        (MAKE_A_FOLDER, libc::ENOSPC, "there is no room left"),
        (CREATE, libc::EMFILE, "too many files are open"),
        (CREATE, libc::EACCES, "ask for the right to read and write there"),
        (OPEN, libc::ENFILE, "too many files are open"),
        (SET_MODE, libc::EPERM, "ask for the right to read and write there"),
        (LOOK, libc::EACCES, "ask for the right to read and write there"),
        (SYNC, libc::EIO, "looks after the machine"),
        (LOCK, libc::ENOLCK, "choose another folder with --out"),
        (RENAME, libc::EIO, "looks after the machine"),
        (EXCHANGE, libc::EIO, "looks after the machine"),
        (EXCHANGE, libc::EBUSY, "choose a folder inside it"),
    ];
    let (one, two) = (site(&[("a/b.html", "one"), ("c.html", "c")]), site(&[("a/b.html", "two"), ("c.html", "c")]));
    for (calls, errno, advice) in faults {
        let place = OutputFolder::new();
        let build = |pages| with_fault(calls, *errno, || write::site(pages, &place.out, &place.book));
        let check = |fault: anyhow::Error| {
            let text = fault.to_string();
            assert!(text.contains(advice), "{text}");
            assert!(text.contains(place.book.parent().unwrap().to_str().unwrap()), "no path is named: {text}");
            assert!(text.ends_with("nothing was published; a site that was there stands as it was"), "{text}");
        };
        if *calls != EXCHANGE {
            check(build(&one).unwrap_err());
            assert_eq!(place.names(), [""; 0], "{advice}");
        }
        write::site(&one, &place.out, &place.book).unwrap();
        let before = files(&place.out);
        check(build(&two).unwrap_err());
        assert_eq!(place.names(), ["site"], "{advice}");
        assert_eq!(files(&place.out), before);
        assert_eq!(write::site(&two, &place.out, &place.book).unwrap().unchanged, 1);
    }
}

#[test]
fn a_large_site_waits_for_the_disk_once() {
    let pages = |text: &str| {
        let paths: Vec<_> = (0..60).map(|number| format!("{number}/index.html")).collect();
        site(&paths.iter().map(|path| (path.as_str(), text)).collect::<Vec<_>>())
    };
    let place = OutputFolder::new();
    write::site(&pages("one"), &place.out, &place.book).unwrap();
    let before = files(&place.out);
    let two = pages("two");
    let wait_for_disk = &[call(libc::SYS_syncfs)];
    let build = |calls, fault| with_fault(calls, fault, || write::site(&two, &place.out, &place.book));
    let refused = build(wait_for_disk, libc::EIO).unwrap_err().to_string();
    assert!(refused.contains(".site.areabook-new to disk"), "{refused}");
    assert_eq!((place.names(), files(&place.out)), (vec!["site".to_owned()], before.clone()));
    // Each file is waited for where the system cannot wait for all.
    assert!(build(SYNC, libc::ENOSYS).is_err());
    assert_eq!(files(&place.out), before);
    assert_eq!(build(wait_for_disk, libc::ENOSYS).unwrap().changed, 60);
}

#[test]
fn a_file_system_without_links_or_exchange_gets_the_same_site() {
    for (calls, fault) in [(LINK, libc::EPERM), (EXCHANGE, libc::EINVAL), (EXCHANGE, libc::ENOSYS)] {
        let place = OutputFolder::new();
        write::site(&site(&[("a.html", "a"), ("index.html", "one")]), &place.out, &place.book).unwrap();
        let pages = site(&[("a.html", "a"), ("index.html", "two")]);
        let written = with_fault(calls, fault, || write::site(&pages, &place.out, &place.book)).unwrap();
        assert_eq!((written.changed, written.unchanged, written.warnings.len()), (1, 1, 0));
        assert_eq!(place.names(), ["site"]);
        assert_eq!(files(&place.out)["index.html"], b"two");
    }
}

/// The new site is lost after the old one was moved aside: the old one comes back.
#[test]
fn without_exchange_the_old_site_comes_back() {
    let place = OutputFolder::new();
    write::site(&site(&[("index.html", "one")]), &place.out, &place.book).unwrap();
    let before = files(&place.out);
    let pages = site(&[("index.html", "two")]);
    let staged = write::stage(&pages, &place.out, &place.book).unwrap();
    fs::remove_dir_all(place.join(".site.areabook-new")).unwrap();
    let fault = with_fault(EXCHANGE, libc::EINVAL, || staged.publish()).unwrap_err().to_string();
    assert!(fault.contains("cannot put the new site in place of"), "{fault}");
    assert_eq!(files(&place.out), before);
    assert_eq!(place.names(), ["site"]);
}

#[test]
fn an_old_site_that_cannot_be_removed_is_a_warning() {
    let place = OutputFolder::new();
    write::site(&site(&[("index.html", "one")]), &place.out, &place.book).unwrap();
    let pages = site(&[("index.html", "two")]);
    let written = with_fault(REMOVE, libc::EIO, || write::site(&pages, &place.out, &place.book)).unwrap();
    assert!(written.warnings[0].contains("the new site is in place, but the old one"), "{:?}", written.warnings);
    assert_eq!(files(&place.out)["index.html"], b"two");
    assert_eq!(write::site(&pages, &place.out, &place.book).unwrap().warnings, [""; 0]);
    assert_eq!(place.names(), ["site"]);
}

/// Two people publish to one folder: neither may remove what the other wrote, and neither has to wait for the other.
#[test]
fn what_somebody_else_wrote_stands_in_nobodys_way() {
    let place = OutputFolder::new();
    let build = |text| {
        let pages = site(&[("a/index.html", text), ("index.html", text)]);
        with_fault(REMOVE, libc::EPERM, || write::site(&pages, &place.out, &place.book)).unwrap()
    };
    assert_eq!(build("one").warnings, [""; 0]);
    for (text, kept) in [("two", "site-kept"), ("three", "site-kept-2")] {
        let said = build(text).warnings.join("\n");
        assert!(said.contains("written by somebody else") && said.contains(&format!("/{kept}: ")), "{said}");
        assert!(said.ends_with("ask whoever wrote it to delete that folder"), "{said}");
        assert_eq!(files(&place.out)["a/index.html"], text.as_bytes());
    }
    // What a killed build of somebody else left.
    fs::rename(place.join("site-kept-2"), place.join(".site.areabook-new")).unwrap();
    assert!(build("four").warnings[0].contains("written by somebody else"));
    assert_eq!(place.names(), ["site", "site-kept", "site-kept-2", "site-kept-3"]);
    // Where it cannot even be moved away the message says what to do, and the site stays.
    fs::rename(place.join("site-kept-2"), place.join(".site.areabook-new")).unwrap();
    let calls = [REMOVE, RENAME].concat();
    let pages = site(&[("index.html", "five")]);
    let fault =
        with_fault(&calls, libc::EPERM, || write::site(&pages, &place.out, &place.book)).unwrap_err().to_string();
    assert!(fault.contains(".site.areabook-new was left by somebody else: ask them to delete that folder"), "{fault}");
    assert!(fault.contains("nothing was published"), "{fault}");
    assert_eq!(files(&place.out)["index.html"], b"four");
}
