//! Whatever stands in the files of a book, areabook answers with findings or a site: no panic, no abort, no hang.
//!
//! `MUTATIONS=4711 cargo test mutations` runs one case, `MUTATIONS=0..200000` as many as you have time for.

use std::collections::BTreeMap;
use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{LazyLock, Mutex, mpsc};
use std::time::Duration;

use areabook::publish::publish;
use areabook::shell::findings::scope::Scope;
use areabook::shell::findings::{html, human, json, sarif};
use areabook::{check, parse, scaffold, schema};

use crate::limits::processor_time;
use crate::mutate::{self, Files, files, mutate};
use crate::synthetic::random::Random;
use crate::{TODAY, sites, synthetic};

const SEED: u64 = 7;
const CASES: Range<u64> = 0..1_500;
/// The cases that are run before a release.
const ALL_CASES: Range<u64> = 0..10_000;
/// The longest that a case may take, in time of the processor: the machine may be busy with other things.
const LIMIT: Duration = Duration::from_secs(1);
/// When a case is given up.
const HANG: Duration = Duration::from_secs(30);
/// One case of so many goes all the way to pages, printed findings, schemas and the files of a new period.
const WHOLE: u64 = 10;

/// The mini-sites that are changed: the base, and those with more in them.
const SITES: [&str; 14] = [
    "clean",
    "a-draft-may-have-gaps",
    "a-fourth-category-needs-no-rust",
    "across-a-break",
    "computed-cell-ok",
    "last-year-ok",
    "mixed-counts-ok",
    "more-than-possible-ok",
    "notes-of-a-cell",
    "parts-of-documents",
    "rate-ok",
    "settings-of-rules",
    "template-ok",
    "unused-waiver-ok",
];
/// Two synthetic reports with the real forms. They are slow, so one case of so many has them.
const SYNTHETIC: &str = "synthetic";
const SELDOM: usize = 40;

static BOOKS: LazyLock<BTreeMap<&str, Files>> =
    LazyLock::new(|| SITES.into_iter().chain([SYNTHETIC]).map(|name| (name, book(name))).collect());

/// The files of a mini-site, or two reports of a synthetic area with the real forms.
fn book(name: &str) -> Files {
    if name != SYNTHETIC {
        return files(&sites::sources(name));
    }
    let mut all = files(&synthetic::sources(5));
    let reports = ["areas/aldmark/area.yaml", "areas/aldmark/2007-08/", "areas/aldmark/2008-09/"];
    all.retain(|path, _| !path.starts_with("areas/") || reports.iter().any(|report| path.starts_with(report)));
    all
}

/// The book of a case: the name of the one that is changed, and what becomes of it.
fn mutated(case: u64) -> (&'static str, Files) {
    let mut random = Random::new(&[SEED, case]);
    let name = if random.below(SELDOM) == 0 { SYNTHETIC } else { SITES[random.below(SITES.len())] };
    let mut files = BOOKS[name].clone();
    mutate(&mut files, &mut random);
    (name, files)
}

/// What areabook does with a book, short of reading and writing it.
fn run(files: &Files, whole: bool) {
    let sources = mutate::sources(files);
    if !whole {
        if let (Some(book), findings) = parse::parse(&sources) {
            check::check(&book, &book, TODAY, findings);
        }
        return;
    }
    let publication = publish(&sources, TODAY);
    let page = html::text(&sources, &publication, &Scope::default()).unwrap();
    let listed = json::text(&sources, &publication).unwrap() + &sarif::text(&sources, &publication).unwrap();
    assert!(page.contains("</html>") && listed.ends_with("}\n"));
    human::text(&sources, &publication);
    if let Some(book) = &publication.book {
        schema::schemas(book);
        let period = book.period("2020-21").unwrap();
        for area in book.areas.iter() {
            drop(scaffold::report(&sources, book, scaffold::Wanted { area, period, partial: false }));
        }
    }
}

/// What is wrong with a case, if anything is. It runs on a thread of its name, which a stack overflow prints.
fn fault(case: u64) -> Option<String> {
    let (_, files) = mutated(case);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).thread_name(move |_| format!("mutation {case}"));
    let (done, result) = mpsc::channel();
    pool.build().unwrap().spawn(move || {
        let start = processor_time();
        let end = catch_unwind(AssertUnwindSafe(|| run(&files, case.is_multiple_of(WHOLE))));
        let _ = done.send(end.map(|()| processor_time() - start));
    });
    match result.recv_timeout(HANG) {
        Ok(Ok(time)) => (time > LIMIT).then(|| format!("takes {time:?}")),
        Ok(Err(panic)) => {
            let words = panic.downcast_ref::<String>().map(String::as_str).or(panic.downcast_ref::<&str>().copied());
            Some(format!("panics: {}", words.unwrap_or_default()))
        }
        Err(_) => Some(format!("is not done after {HANG:?}")),
    }
}

/// Writes the files of a case that are not those of `tests/sites/_base` to a folder, which can become a mini-site.
fn keep(case: u64, mut changed: Files) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("areabook-mutation-{case}"));
    let base = files(&sites::sources("_base"));
    let gone: Vec<_> = base.keys().filter(|path| !changed.contains_key(*path)).cloned().collect();
    changed.retain(|path, bytes| base.get(path) != Some(bytes));
    if !gone.is_empty() {
        changed.insert("expected/without.txt".to_owned(), gone.join("\n").into_bytes());
    }
    for (path, bytes) in changed {
        let path = folder.join(path);
        let _ = path.parent().map(std::fs::create_dir_all);
        let _ = std::fs::write(path, bytes);
    }
    folder
}

fn cases() -> Range<u64> {
    let Ok(asked) = std::env::var("MUTATIONS") else { return CASES };
    let (from, to) = asked.split_once("..").unwrap_or((&asked, ""));
    let from = from.parse().expect("MUTATIONS is a case, as in 4711, or cases, as in 0..200000");
    from..to.parse().unwrap_or(from + 1)
}

#[test]
fn no_change_to_a_book_breaks_the_program() {
    run_all(&cases());
}

#[test]
#[ignore = "takes half a minute: run it before a release"]
fn no_change_of_many_breaks_the_program() {
    run_all(&ALL_CASES);
}

/// Runs cases on every processor and fails with all that broke.
fn run_all(cases: &Range<u64>) {
    let (next, faults) = (AtomicU64::new(cases.start), Mutex::new(Vec::new()));
    let threads = std::thread::available_parallelism().map_or(2, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let case = next.fetch_add(1, Ordering::Relaxed);
                    if case >= cases.end {
                        return;
                    }
                    if let Some(fault) = fault(case) {
                        let (name, files) = mutated(case);
                        let folder = keep(case, files);
                        faults
                            .lock()
                            .unwrap()
                            .push(format!("case {case}, a change of {name}, {fault}; see {}", folder.display()));
                    }
                }
            });
        }
    });
    let mut faults = faults.into_inner().unwrap();
    faults.sort();
    assert!(faults.is_empty(), "{}\n\nrun MUTATIONS=CASE cargo test mutations for one of them", faults.join("\n"));
}
