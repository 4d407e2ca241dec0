//! Releases: what is recorded, and that a record which was changed is found.

use std::collections::BTreeMap;
use std::fs;

use areabook::book::plan::Now;
use areabook::diagnostic::{Diagnostic, Severity};
use areabook::publish::progress::value::Progress;
use areabook::publish::publication::Publication;
use areabook::publish::release::{self, NewRelease, Release};
use areabook::publish::released::{Occasion, Readers};
use areabook::publish::{examine, publish};
use areabook::source::{SourceFile, Sources};

use crate::{TODAY, cli, sites};

/// The book with a release of it at the beginning of a day of 2026; none where nothing is to be released.
pub(crate) fn released(sources: &Sources, day: i16) -> Option<(Sources, NewRelease)> {
    let day = jiff::civil::date(2026, 1, 1).saturating_add(jiff::Span::new().days(day));
    let publication = examine(sources, TODAY);
    let (release, _) = release::release(sources, &publication, day.into());
    let found: Vec<_> = publication.findings.iter().map(|finding| &finding.message).collect();
    match release {
        Release::New(new) => {
            let copy = |(path, file): &(String, _)| SourceFile {
                path: format!("releases/{}/{path}", new.name),
                bytes: sources.bytes(*file).to_vec(),
            };
            let mut files: Vec<_> = new.files.iter().map(copy).collect();
            files.push(SourceFile { path: format!("releases/{}.yaml", new.name), bytes: new.record.clone().into() });
            Some((sources.with(&[], files), new))
        }
        Release::Unchanged => None,
        other => panic!("{other:?}: {found:?}"),
    }
}

/// The sources without a file.
fn without(sources: &Sources, path: &str) -> Sources {
    sources.with(&[path.to_owned()], Vec::<SourceFile>::new())
}

fn with(sources: &Sources, path: &str, text: &str) -> Sources {
    sources.with(&[], vec![SourceFile { path: path.to_owned(), bytes: text.into() }])
}

/// A change that readers do not see, so that there are releases to look at: a comment.
fn commented(sources: &Sources, path: &str) -> Sources {
    let text = format!("{}# of {path}\n", sources.text(sources.find(path).unwrap()).unwrap());
    with(sources, path, &text)
}

/// Three releases, each of what had changed.
fn book() -> Sources {
    let first = released(&sites::sources("clean"), 0).unwrap().0;
    let second = released(&commented(&first, "areas/north/area.yaml"), 1).unwrap().0;
    released(&commented(&second, "areas/north/2019-20/report.yaml"), 2).unwrap().0
}

#[test]
fn a_release_keeps_what_has_changed_and_nothing_else() {
    let book = book();
    assert!(released(&book, 3).is_none(), "nothing has changed");
    let (after, new) = released(&commented(&book, "areas/north/2019-20/report.yaml"), 3).unwrap();
    assert_eq!(new.files.len(), 1);
    assert_eq!(new.reports, ["areas/north/2019-20"]);
    let (recorded, findings) = release::verify(&after);
    assert!(findings.is_empty() && recorded.iter().all(|release| release.holds));
    let files: Vec<_> = recorded.iter().map(|release| (release.name.as_str(), release.files)).collect();
    let expected = [("2026-01-01T0000", 9), ("2026-01-02T0000", 1), ("2026-01-03T0000", 1), ("2026-01-04T0000", 1)];
    assert_eq!(files, expected);
}

#[test]
fn what_is_gone_is_recorded_and_a_theme_is_none_of_it() {
    let path = "content/populations.csv";
    let book = with(&book(), path, "area,mid_year,basis,people\nnorth,2017,total,1000\n");
    let book = released(&with(&book, "themes/own/assets/own.css", "a { color: red }\n"), 3).unwrap().0;
    let (after, new) = released(&without(&book, path), 4).unwrap();
    assert!(new.record.contains("removed:\n- content/populations.csv\n") && new.files.is_empty());
    assert!(released(&after, 5).is_none());
}

/// Whatever is changed in a release, some release does not hold, and the book has an error.
#[test]
fn no_file_of_a_release_can_change_unseen() {
    let book = book();
    let last = "releases/2026-01-03T0000.yaml";
    let files: Vec<_> =
        book.listed("releases/").map(|(file, path)| (path.to_owned(), book.text(file).unwrap())).collect();
    assert_eq!(files.len(), 14);
    for (path, text) in &files {
        let mut changed = vec![without(&book, path), with(&book, path, &format!("{text}x\n")), with(&book, path, "")];
        // Of the last record alone nobody can tell that it is not what was written, as long as it is a record.
        let other = text.replacen("areabook 0", "areabook 9", 1);
        changed.extend((other != *text && path != last).then(|| with(&book, path, &other)));
        for book in changed {
            let (_, findings) = release::verify(&book);
            assert!(findings.iter().any(|finding| finding.rule.code == "R101"), "{path}");
        }
        // Other ends of lines are no change.
        assert!(release::verify(&with(&book, path, &text.replace('\n', "\r\n"))).1.is_empty(), "{path}");
    }
}

#[test]
fn a_release_is_written_whole_or_not_at_all() {
    let book = cli::book("clean");
    let run = |arguments: &[&str]| cli::transcript(book.path(), arguments);
    let first = run(&["release", "--now", "2021-01-05"]);
    let again = run(&["release", "--now", "2021-01-06"]);
    let behind = run(&["release", "--now", "2021-01-03"]);
    assert!(behind.contains("the last release was at 2021-01-05T0000"), "{behind}");
    let area = book.path().join("areas/north/area.yaml");
    fs::write(&area, fs::read_to_string(&area).unwrap() + "# more\n").unwrap();
    let late = run(&["release", "--now", "2021-01-04"]);
    let verified = run(&["verify"]);
    let kept = book.path().join("releases/2021-01-05T0000/book.toml");
    fs::write(&kept, "").unwrap();
    let refused = [run(&["build", "--out", "site"]), run(&["verify"])];
    crate::golden::same(
        "tests/transcripts/release.txt",
        &[vec![first, again, late, verified], refused.into()].concat().join("\n"),
    );
    assert!(!book.path().join("site").exists());
    let names: BTreeMap<_, _> = walkdir::WalkDir::new(book.path().join("releases"))
        .max_depth(1)
        .into_iter()
        .map(|entry| {
            let entry = entry.unwrap();
            (entry.file_name().to_owned(), entry.file_type().is_dir())
        })
        .collect();
    assert_eq!(names.len(), 3, "{names:?}");
}

/// What is recorded is said, also where no report is; and that the time is still to come, with the way back.
#[test]
fn a_release_says_what_it_recorded() {
    let book = cli::book("clean");
    let run = |now: &str| cli::transcript(book.path(), &["release", "--now", now]);
    assert!(run("2021-01-05").contains("released 1 report: releases/2021-01-05T0000.yaml"));
    fs::create_dir(book.path().join("content/periods")).unwrap();
    fs::write(book.path().join("content/periods/2020-21.yaml"), "release: 2021-10-28T09:30\n").unwrap();
    let recorded = run("2021-10-28T09:29");
    let words = "released no report, and recorded of the files of the whole book: content/periods/2020-21.yaml";
    assert!(recorded.contains(words) && !recorded.contains("still to come"), "{recorded}");
    fs::remove_file(book.path().join("content/periods/2020-21.yaml")).unwrap();
    let ahead = run("2999-01-05");
    assert!(ahead.contains("that some are gone: releases/2999-01-05T0000.yaml"), "{ahead}");
    assert!(ahead.contains("still to come") && ahead.contains("what is in releases/2999-01-05T0000/"), "{ahead}");
}

/// A release can be recorded ahead of its time, to be sent out with the site: until then nothing of it is public.
#[test]
fn a_release_recorded_before_its_time_publishes_nothing() {
    let book = sites::sources("an-embargo-leaves-no-trace");
    let (recorded, _) = released(&book, 5).unwrap();
    let files = |sources: &Sources, now: &str| -> BTreeMap<String, Vec<u8>> {
        let publication = publish(sources, Occasion::new(now.parse::<Now>().unwrap(), Readers::Public));
        let site = publication.site.unwrap();
        site.files().map(|(path, bytes)| (path.to_owned(), bytes.to_vec())).collect()
    };
    for now in ["2026-01-01", "2026-01-02T09:29"] {
        assert_eq!(files(&recorded, now), files(&book, now), "{now}");
    }
    assert!(files(&recorded, "2026-01-02T09:30").contains_key("areas/south/2019-20/index.html"));
}

/// A name that is another one now is told by `formerly`, and needs no correction; it has to cover what was released under the old one.
#[test]
fn a_new_name_of_an_area_is_no_correction() {
    let (book, _) = released(&sites::sources("clean"), 0).unwrap();
    let path = "areas/north/area.yaml";
    let text = sites::text(&book, path).replace("name: North", "name: Upland");
    let former = "formerly:\n  - { name: \"North\", until: 2019-20 }";
    let found = examine(&with(&book, path, &text), TODAY).findings;
    assert!(found.len() == 1 && found[0].help[0].ends_with(former), "{found:?}");
    let told = |former: &str| errors(&examine(&with(&book, path, &format!("{text}{former}\n")), TODAY));
    assert_eq!(told(former), Vec::<String>::new());
    let early = told(&former.replace("2019-20", "2018-19"));
    assert!(
        early.len() == 1 && early[0].contains("write `until: 2019-20` behind it in areas/north/area.yaml"),
        "{early:?}"
    );
    // A name that was only mistyped is a correction still.
    let region = sites::text(&book, path).replace("region: Top", "region: Bottom");
    let found = errors(&examine(&with(&book, path, &region), TODAY));
    assert!(found.len() == 1 && !found[0].contains("formerly"), "{found:?}");
}

/// A page tells when its report was really released, whatever is said of it later; what was public before the first release of all keeps
/// the time of its period.
#[test]
fn a_page_tells_when_its_report_was_released() {
    let (plan, south) = ("content/periods/2019-20.yaml", "areas/south/2019-20/report.yaml");
    let first =
        with(&sites::sources("an-embargo-leaves-no-trace"), plan, "release: 2025-12-30T09:30\nstatistics: official\n");
    let book = released(&released(&first, 0).unwrap().0, 2).unwrap().0;
    let told = |book: &Sources| {
        let publication = publish(book, Occasion::new("2026-01-05".parse::<Now>().unwrap(), Readers::Public));
        assert!(!publication.has_errors(), "{:?}", errors(&publication));
        let site = publication.site.unwrap();
        ["areas/north/2019-20", "areas/south/2019-20", "national/2019-20"].map(|page| {
            let page = crate::loose(site.get(&format!("{page}/index.html")).unwrap());
            let at = page.find("Official statistics").unwrap();
            page[at..].split_once('<').unwrap().0.trim().to_owned()
        })
    };
    let expected = [
        "Official statistics, released on 30 December 2025 at 9:30am. Published on 1 January 2026.",
        "Official statistics, released on 3 January 2026 at midnight.",
        "Official statistics, released on 3 January 2026 at midnight.",
    ];
    assert_eq!(told(&book), expected);
    for text in ["release: 2026-02-15T09:30\n", "release: 2025-12-01T09:30\n", ""] {
        let other = with(&book, plan, &format!("{text}statistics: official\n"));
        assert_eq!(told(&other), expected, "{text}");
        let report = sites::text(&other, south).replace("2026-01-02T09:30", "2026-01-09T09:30");
        assert_eq!(told(&with(&other, south, &report)), expected, "{text}");
    }
}

/// A time of the report itself that is another one since, or is gone, makes no report that was released at its time one that was not.
#[test]
fn a_time_that_is_written_later_changes_no_release() {
    let (plan, south) = ("content/periods/2019-20.yaml", "areas/south/2019-20/report.yaml");
    let first = with(&sites::sources("an-embargo-leaves-no-trace"), plan, "statistics: official\n");
    let book = released(&released(&first, 0).unwrap().0, 2).unwrap().0;
    let told = |time: &str| {
        let text = sites::text(&book, south).replace("2026-01-02T09:30", time);
        let publication =
            publish(&with(&book, south, &text), Occasion::new("2026-01-05".parse::<Now>().unwrap(), Readers::Public));
        let site = publication.site.unwrap();
        let page = crate::loose(site.get("areas/south/2019-20/index.html").unwrap());
        let at = page.find("Official statistics").unwrap();
        page[at..].split_once('<').unwrap().0.trim().to_owned()
    };
    for time in ["2026-01-02T09:30", "2026-01-09T09:30", "2026-01-04T09:30", "2026-01-01T09:30"] {
        assert_eq!(told(time), "Official statistics, released on 3 January 2026 at midnight.", "{time}");
    }
}

/// In a book that records what it publishes nothing is published by the way: what has no time is told, and stops the site.
#[test]
fn a_report_without_a_time_is_published_by_no_book_with_releases() {
    let south = "areas/south/2019-20";
    let new = |book: &Sources, status: &str| {
        let book = with(
            book,
            &format!("{south}/statistics.yaml"),
            "area: south\nperiod: 2019-20\nform: test-2019\n\nbreaches: 4\n",
        );
        let head = format!("area: south\nperiod: 2019-20\nstatus: {status}\ncoverage: partial\n");
        with(&book, &format!("{south}/report.yaml"), &head)
    };
    let untimed = |book: &Sources| {
        let findings = examine(book, TODAY).findings.into_iter();
        findings.filter(|finding| finding.rule.code == "C110").map(|finding| finding.severity).collect::<Vec<_>>()
    };
    let base = sites::sources("clean");
    assert_eq!(untimed(&new(&base, "final")), [Severity::Note; 0], "it records nothing");
    let book = released(&base, 0).unwrap().0;
    assert_eq!(untimed(&book), [Severity::Note; 0], "what was released has no time to wait for");
    let draft = new(&book, "draft");
    assert_eq!(untimed(&draft), [Severity::Note]);
    assert!(
        examine(&draft, TODAY).findings.iter().any(|one| one.message.contains("once one of them is ready nothing is"))
    );
    let ready = new(&book, "final");
    assert_eq!(untimed(&ready), [Severity::Error]);
    let publication = examine(&ready, TODAY);
    assert!(publication.has_errors());
    assert!(matches!(release::release(&ready, &publication, TODAY.into()).0, Release::Refused));
    let timed = with(&ready, "content/periods/2019-20.yaml", "release: 2025-12-30T09:30\n");
    assert_eq!(errors(&examine(&timed, TODAY)), Vec::<String>::new());
    assert_eq!(released(&timed, 1).unwrap().1.reports, [south]);
}

/// A rate that is another one, because an estimate of the people is, is corrected as a figure is: with [r], a notice and an edition.
#[test]
fn another_estimate_changes_no_rate_in_silence() {
    let (estimates, report) = ("content/populations.csv", "areas/north/2019-20/report.yaml");
    let book = released(&sites::sources("the-nation-is-added-up"), -1).unwrap().0;
    let estimate = |people: &str| with(&book, estimates, &sites::text(&book, estimates).replace("101000", people));
    let changed = estimate("111000");
    let findings = examine(&changed, TODAY).findings;
    let found = |what: &str| findings.iter().any(|one| one.rule.code == "R102" && one.message.contains(what));
    assert!(found("`incident_rate`") && found("`total` live in `north`"), "{:?}", errors(&examine(&changed, TODAY)));
    let told = corrected(&changed, &findings).unwrap();
    assert_eq!(errors(&examine(&told, TODAY)), Vec::<String>::new());
    assert!(sites::text(&told, report).contains("cell: incident_rate"), "{}", sites::text(&told, report));
    let (recorded, new) = released(&told, 0).unwrap();
    assert!(new.reports.iter().any(|folder| folder == "areas/north/2019-20"), "{:?}", new.reports);
    let site = publish(&recorded, TODAY).site.unwrap();
    let page = crate::loose(site.get("areas/north/2019-20/index.html").unwrap());
    assert!(page.contains("7.6 [r]") && page.contains("Published as 8.4 until"), "{page}");
    assert!(site.get("areas/north/2019-20/editions/2025-12-31/index.html").is_some());
    // Also where the count has changed with it; a rate that follows from the count alone is told with that.
    let statistics = "areas/north/2019-20/statistics.yaml";
    let count = |book: &Sources| {
        with(
            book,
            statistics,
            &sites::text(book, statistics)
                .replace("red: 650, blue: 198, total: 848", "red: 670, blue: 198, total: 868"),
        )
    };
    let rates = |book: &Sources| {
        examine(book, TODAY).findings.iter().filter(|one| one.message.contains("`incident_rate`")).count()
    };
    assert_eq!((rates(&count(&changed)), rates(&count(&book))), (1, 0));
    // One that changes no rate as it is printed is told once, for the file.
    let near = examine(&estimate("101001"), TODAY).findings;
    assert!(near.iter().all(|one| !one.message.contains("incident_rate")), "{near:?}");
}

/// A report that is written again is a draft to its team, and to everybody else what was released: lines, JSON and the page say so.
#[test]
fn a_draft_of_a_released_report_stands_as_it_was_released() {
    let (book, _) = released(&sites::sources("clean"), 0).unwrap();
    let path = "areas/north/2019-20/report.yaml";
    let draft = with(&book, path, &sites::text(&book, path).replace("status: final", "status: draft"));
    let team = Occasion::new(TODAY, Readers::Team);
    let publication = publish(&draft, team);
    let whole = publication.book.as_ref().unwrap();
    let period = whole.period("2019-20").unwrap();
    let progress = Progress::new(&draft, &publication, whole, (period, TODAY.into()));
    let text = crate::loose(progress.text().as_bytes());
    assert!(text.contains("draft; public as released on 1 January 2026"), "{text}");
    assert!(progress.json().unwrap().contains("\"released\": \"2026-01-01\""));
    let page = crate::loose(publication.site.unwrap().get("status/2019-20/index.html").unwrap());
    assert!(page.contains("as released on 1 January 2026") && page.contains("as they were released before"), "{page}");
}

/// The book with the lines that its findings of changes offer, each with a reason; none where nothing is offered.
pub(crate) fn corrected(sources: &Sources, findings: &[Diagnostic]) -> Option<Sources> {
    let mut lines: BTreeMap<String, String> = BTreeMap::new();
    for finding in findings.iter().filter(|finding| finding.rule.code == "R102") {
        for (above, offered) in finding.help.iter().filter_map(|help| help.split_once("`corrections:`\n")) {
            let path = sources.path(finding.span.file);
            let path = match above.contains("content/corrections.yaml") {
                true => "content/corrections.yaml".to_owned(),
                false => format!("{}/report.yaml", path.rsplit_once('/').unwrap().0),
            };
            *lines.entry(path).or_default() += &(offered.replace("reason: …", "reason: It was wrong.") + "\n");
        }
    }
    let correct = |(path, lines): (&String, &String)| {
        let text = sources.find(path).map(|file| sources.text(file).unwrap().to_owned()).unwrap_or_default();
        let text = match text.lines().any(|line| line == "corrections:") {
            true => text.replacen("corrections:\n", &format!("corrections:\n{lines}"), 1),
            false => format!("{text}corrections:\n{lines}"),
        };
        SourceFile { path: path.clone(), bytes: text.into() }
    };
    (!lines.is_empty()).then(|| sources.with(&[], lines.iter().map(correct).collect()))
}

/// The errors of a book, each with its help.
fn errors(publication: &Publication) -> Vec<String> {
    let errors = publication.findings.iter().filter(|finding| finding.severity == Severity::Error);
    errors.map(|finding| format!("{} {} {:?}", finding.rule.code, finding.message, finding.help)).collect()
}

/// Who copies the lines that findings offer, and says why, is done: whatever has changed in a book of which nothing else is wrong.
#[test]
fn the_lines_that_are_offered_are_enough() {
    let mut tried = 0;
    for name in sites::names() {
        let book = sites::sources(&name);
        let found = examine(&book, TODAY).findings;
        let is_error = |finding: &&Diagnostic| finding.severity == Severity::Error;
        if found.iter().filter(is_error).any(|finding| finding.rule.code != "R102") {
            continue;
        }
        let Some(book) = corrected(&book, &found) else { continue };
        tried += 1;
        let left = errors(&examine(&book, TODAY));
        assert!(left.is_empty(), "{name}: {}", left.join("\n"));
    }
    assert!(tried > 0);
    let book = sites::sources("clean");
    let (released, _) = released(&book, 0).unwrap();
    let report = "areas/north/2019-20/report.yaml";
    let foreword = "areas/north/2019-20/foreword.md";
    let edits = [
        (foreword, sites::text(&book, foreword) + "\nOne sentence more.\n"),
        (foreword, sites::text(&book, foreword).replacen("The ", "*The* ", 1)),
        (report, sites::text(&book, report).replacen("Chief Constable", "Deputy Chief Constable", 1)),
        (report, sites::text(&book, report) + "source: The book of the year\n"),
    ];
    for (path, text) in edits {
        let changed = with(&released, path, &text);
        let book = corrected(&changed, &examine(&changed, TODAY).findings).unwrap();
        let left = errors(&examine(&book, TODAY));
        assert!(left.is_empty(), "{path}: {}", left.join("\n"));
    }
}
