//! Reports that were released and are written or approved again stand as they were released, with everything that they show.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use areabook::diagnostic::Severity;
use areabook::publish::publication::Publication;
use areabook::publish::release::{Release, release};
use areabook::publish::{examine, publish};
use areabook::source::{SourceFile, Sources};

use crate::cli::{book, transcript};
use crate::releases::{corrected, released};
use crate::{TODAY, sites};

pub(crate) const REPORT: &str = "areas/north/2019-20/report.yaml";
const FORM: &str = "content/forms/test-2019.yaml";

/// The book with one text in place of another in each of some files.
pub(crate) fn changed(book: &Sources, changes: &[(&str, &str, &str)]) -> Sources {
    changes.iter().fold(book.clone(), |book, (path, from, to)| {
        let text = sites::text(&book, path);
        assert!(text.contains(from), "{path} has no `{from}`");
        book.with(&[], vec![SourceFile { path: (*path).to_owned(), bytes: text.replacen(from, to, 1).into() }])
    })
}

pub(crate) fn with(book: &Sources, path: &str, text: &str) -> Sources {
    book.with(&[], vec![SourceFile { path: path.to_owned(), bytes: text.into() }])
}

pub(crate) fn pages(publication: &Publication) -> BTreeMap<String, Vec<u8>> {
    let site = publication.site.as_ref().unwrap();
    site.files().map(|(path, bytes)| (path.to_owned(), bytes.to_vec())).collect()
}

/// The errors of a book: place, rule and message.
pub(crate) fn found(book: &Sources) -> Vec<String> {
    let mut findings = examine(book, TODAY).findings;
    findings.retain(|finding| finding.severity == Severity::Error);
    let place = |span| {
        let place = book.place(span);
        format!("{}:{}", place.path, place.line)
    };
    findings.iter().map(|one| format!("{} {} {}", place(one.span), one.rule.code, one.message)).collect()
}

/// What a draft shows stands as it was released: its form, the titles and texts that it shares, its area, its measures.
#[test]
fn a_draft_stands_with_everything_that_it_shows() {
    let base = with(
        &sites::sources("clean"),
        "content/shared/law.md",
        "---\nsection: law\ntitle: Law\norder: 700\nvalid_from: 2010-01-01\n---\nThe law is old.\n",
    );
    let book = released(&base, 0).unwrap().0;
    let before = pages(&publish(&book, TODAY));
    let draft = changed(
        &book,
        &[(REPORT, "final", "draft"), ("areas/north/2019-20/statistics.yaml", "\nbreaches: 2", "\nbreaches: 3")],
    );
    assert_eq!(pages(&publish(&draft, TODAY)), before, "the figure is another one");
    let corrections = |file: &str| {
        format!(
            "corrections:\n  - {{ file: {file}, was: a, now: b, date: 2026-01-01, scale: minor, reason: It was wrong. }}\n"
        )
    };
    for (path, from, to) in [
        (FORM, "title: Breaches", "title: All breaches"),
        (FORM, "{ red: Red, blue: Blue }", "{ red: Red, blue: Blue, green: Green }"),
        (FORM, "unit: people\n    axes: []", "unit: persons\n    axes: []"),
        ("content/sections.yaml", "title: Foreword", "title: A word before"),
        ("content/shared/law.md", "is old", "is new"),
        ("areas/north/area.yaml", "name: North", "name: The North"),
        ("content/measures.yaml", "title: ", "title: All "),
    ] {
        let other = changed(&draft, &[(path, from, to)]);
        for other in [other.clone(), with(&other, "content/corrections.yaml", &corrections(path))] {
            assert_eq!(found(&other), Vec::<String>::new(), "{path} {to}");
            assert!(pages(&publish(&other, TODAY)) == before, "{path} {to}");
            // A release records none of it, so that it can be told and approved when the report is ready.
            assert!(released(&other, 1).is_none(), "{path} {to}");
            let more = changed(&other, &[("book.toml", "[nation]", "# More.\n[nation]")]);
            let (recorded, new) = released(&more, 1).unwrap();
            let paths: Vec<_> = new.files.iter().map(|(path, _)| path.as_str()).collect();
            assert_eq!(paths, ["book.toml"], "{path} {to}");
            let site = pages(&publish(&recorded, TODAY));
            assert!(
                before.iter().all(|(page, bytes)| !page.ends_with("index.html") || site[page] == *bytes),
                "{path} {to}"
            );
            let ready = changed(&recorded, &[(REPORT, "draft", "final")]);
            assert!(found(&ready).iter().any(|finding| finding.contains("R102")), "{path} {to}");
        }
        // As soon as it is ready the change is one of what was released.
        let ready = changed(&other, &[(REPORT, "draft", "final")]);
        assert!(found(&ready).iter().any(|finding| finding.contains("R102")), "{path} {to}");
    }
    // What stands on every page is no part of a report.
    let other = changed(&draft, &[("book.toml", "A synthetic book", "A made-up book")]);
    let recorded = corrected(&other, &examine(&other, TODAY).findings).unwrap();
    assert_eq!(found(&recorded), Vec::<String>::new());
    assert!(pages(&publish(&recorded, TODAY)) != before);
}

/// What waits with a report comes with it, and with its correction.
#[test]
fn what_waits_is_published_with_its_correction() {
    let book = released(&sites::sources("clean"), 0).unwrap().0;
    let text = changed(&book, &[(FORM, "title: Breaches", "title: All breaches")]);
    let told = corrected(&text, &examine(&text, TODAY).findings).unwrap();
    let draft = changed(&told, &[(REPORT, "final", "draft")]);
    assert_eq!(found(&draft), Vec::<String>::new());
    assert_eq!(pages(&publish(&draft, TODAY)), pages(&publish(&book, TODAY)));
    assert!(released(&draft, 1).is_none());
    let ready = changed(&draft, &[(REPORT, "draft", "final")]);
    assert_eq!(found(&ready), Vec::<String>::new());
    let page = &pages(&publish(&ready, TODAY))["areas/north/2019-20/index.html"];
    let page = String::from_utf8_lossy(page);
    assert!(page.contains("All breaches"));
    let (recorded, new) = released(&ready, 1).unwrap();
    let paths: Vec<_> = new.files.iter().map(|(path, _)| path.as_str()).collect();
    assert_eq!(paths, ["content/corrections.yaml", FORM]);
    assert_eq!(found(&recorded), Vec::<String>::new());
    // Another correction in the same file cannot be recorded without it.
    let other = changed(&text, &[("book.toml", "A synthetic book", "A made-up book")]);
    let other = corrected(&other, &examine(&other, TODAY).findings).unwrap();
    let draft = changed(&other, &[(REPORT, "final", "draft")]);
    let publication = examine(&draft, TODAY);
    let warned = publication.findings.iter().find(|one| one.rule.code == "R105" && one.severity == Severity::Warning);
    let message = &warned.unwrap().message;
    assert!(message.contains(FORM) && message.contains("the report of North for 2019-20"), "{message}");
    assert!(!publication.has_errors(), "a site can be made");
    let (release, _) = release(&draft, &publication, TODAY.into());
    assert!(matches!(release, Release::Refused), "{release:?}");
    assert!(examine(&ready, TODAY).findings.iter().all(|one| one.rule.code != "R105"));
}

/// A site cannot hold a form in two states: what one report shows as it was released and another as it is now.
#[test]
fn a_form_in_two_states_is_refused() {
    let book = released(&sites::sources("the-nation-is-added-up"), 0).unwrap().0;
    let (form, draft) = ("content/forms/test-2019.yaml", "areas/south/2019-20/report.yaml");
    let drafted = changed(&book, &[(draft, "final", "draft"), (form, "title: Cost", "title: Costs")]);
    let recorded = corrected(
        &changed(&drafted, &[(draft, "draft", "final")]),
        &examine(&changed(&drafted, &[(draft, "draft", "final")]), TODAY).findings,
    );
    let recorded = changed(&recorded.unwrap(), &[(draft, "final", "draft")]);
    for book in [&drafted, &recorded] {
        let found = found(book);
        let refused: Vec<_> = found.iter().filter(|finding| finding.contains("R105")).collect();
        assert_eq!(refused.len(), 1, "{found:?}");
        assert!(refused[0].starts_with(form) && refused[0].contains("South for 2019-20 stands"), "{refused:?}");
    }
    let ready = changed(&recorded, &[(draft, "draft", "final")]);
    assert_eq!(found(&ready), Vec::<String>::new());
    // What is added for others is none of it.
    let added = changed(&book, &[(draft, "final", "draft"), (form, "tables:", "# More.\ntables:")]);
    assert_eq!(found(&added), Vec::<String>::new());
}

/// A finding of what stands as it was released is placed there, and not in the draft.
#[test]
fn a_finding_of_what_was_released_is_placed_there() {
    let base = changed(
        &sites::sources("clean"),
        &[
            (
                "areas/north/2019-20/statistics.yaml",
                "step_1: { red: 10, blue: 20, total: 30 }\n  step_2: { red: 3, blue: \"[z]\", total: 3 }\n  total: { red: 13, blue: 20, total: 33 }",
                "step_1: { red: \"[c]\", blue: \"[c]\", total: 30 }\n  step_2: { red: 3, blue: \"[z]\", total: 3 }",
            ),
            ("areas/north/2019-20/foreword.md", "{{ people/total/total }} people", "people"),
        ],
    );
    let book = released(&base, 0).unwrap().0;
    let draft = changed(
        &with(&book, "areas/north/2019-20/statistics.yaml", "area: north\nperiod: 2019-20\nform: test-2019\n"),
        &[(REPORT, "final", "draft"), ("book.toml", "[nation]", "[disclosure]\nbelow = 50\n\n[nation]")],
    );
    let found = found(&draft);
    assert!(
        found.iter().any(|one| one.starts_with("releases/2026-01-01T0000/areas/north/2019-20/statistics.yaml:6 A113")),
        "{found:?}"
    );
    assert!(found.iter().all(|one| !one.starts_with("areas/")), "{found:?}");
}

fn change(book: &Path, file: &str, from: &str, to: &str) {
    let path = book.join(file);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(from), "{file} has no `{from}`");
    fs::write(path, text.replacen(from, to, 1)).unwrap();
}

/// In a book that asks for approvals nothing that was released changes until it is approved: not by way of the form either.
#[test]
fn nothing_changes_that_nobody_has_approved() {
    let folder = book("not-approved");
    let book = folder.path();
    let run = |arguments: &[&str]| transcript(book, &[arguments, &["--now", "2020-11-01"]].concat());
    let sign =
        || ["police", "probation", "prisons"].map(|authority| run(&["sign", "north", "2019-20", "--for", authority]));
    let page = || fs::read_to_string(book.join("site/areas/north/2019-20/index.html")).unwrap();
    change(book, REPORT, "status: signed", "status: final");
    sign();
    run(&["release"]);
    run(&["build"]);
    let before = page();
    change(book, FORM, "title: Breaches", "title: All breaches");
    fs::write(book.join("content/corrections.yaml"), "corrections:\n  - { file: content/forms/test-2019.yaml, was: Breaches, now: All breaches, date: 2020-11-01, scale: minor, reason: A slip. }\n").unwrap();
    let built = run(&["build"]);
    assert!(built.ends_with("exit code 0\n") && page() == before, "{built}");
    let status = run(&["status"]);
    assert!(status.contains("public as released on"), "{status}");
    // Two of three are not enough.
    for authority in ["police", "probation"] {
        run(&["sign", "north", "2019-20", "--for", authority]);
    }
    assert!(run(&["build"]).ends_with("exit code 0\n") && page() == before);
    sign();
    let built = run(&["build"]);
    assert!(built.ends_with("exit code 0\n") && page().contains("All breaches"), "{built}");
}

/// Of a figure that is held back now the page of its report never tells what it was; of one that is not known any more it does.
#[test]
fn a_figure_that_is_held_back_is_not_told_by_its_correction() {
    let page = sites::site("a-figure-is-withdrawn-ok").page("areas/north/2019-20/index.html");
    let changes = &page[page.find("table-changes").unwrap()..];
    assert_eq!(changes.matches("<td data-label=\"Was\">a number</td><td data-label=\"Is now\">[c]</td>").count(), 4);
    assert!(changes.contains("<td data-label=\"Was\">2</td><td data-label=\"Is now\">[x]</td>"), "{changes}");
    assert!(page.contains("Published as 2 until") && !page.contains("Published as [c]"));
}

/// What was released and is lost is named with its copy; a correction is not to be deleted because a release is lost.
#[test]
fn what_is_lost_is_found_again() {
    let (plan, foreword) = ("content/periods/2019-20.yaml", "areas/north/2019-20/foreword.md");
    let base = with(&sites::sources("clean"), plan, "statistics: official\nexcused: { south: It was closed. }\n");
    let book = released(&base, 0).unwrap().0;
    let helps = |book: &Sources, rule: &str| -> Vec<Vec<String>> {
        let findings = examine(book, TODAY).findings.into_iter();
        findings.filter(|finding| finding.rule.code == rule).map(|finding| finding.help).collect()
    };
    let without = |book: &Sources, path: &str| book.with(&[path.to_owned()], Vec::<SourceFile>::new());
    for path in [plan, foreword] {
        let found = helps(&without(&book, path), "R102");
        assert_eq!(found.len(), 1, "{found:?}");
        let copy = format!("the file `{path}` is gone: copy it back from `releases/2026-01-01T0000/{path}`");
        assert_eq!(found[0][0], copy);
    }
    let lines = &helps(&without(&book, plan), "R102")[0][1];
    assert_eq!(lines.matches("- file: content/periods/2019-20.yaml").count(), 2, "{lines}");
    // Of a report that stands as it was released as well.
    let draft = changed(&without(&book, foreword), &[(REPORT, "final", "draft")]);
    let copy = format!("copy it back from `releases/2026-01-01T0000/{foreword}`");
    assert!(helps(&draft, "R104").iter().any(|help| help[0] == copy), "{:?}", helps(&draft, "R104"));
    assert_eq!(helps(&changed(&book, &[(REPORT, "final", "draft")]), "R104"), Vec::<Vec<String>>::new());
    // Corrections of a release that is lost are those of nothing.
    let lines = "corrections:\n  - { cell: breaches, was: \"2\", date: 2026-01-01, scale: minor, reason: A slip. }\n  - { cell: breaches, was: \"3\", date: 2026-01-01, scale: minor, reason: It was none. }\n";
    let told = with(&book, REPORT, &(sites::text(&book, REPORT) + lines));
    let found = helps(&told, "R103");
    assert!(!found.is_empty() && found.iter().all(|help| help[0].contains("its record is lost")), "{found:?}");
}

/// A cell in which no figure was released has none that its correction could tell.
#[test]
fn what_was_no_figure_may_be_told_of_one_that_is_held_back() {
    let statistics = "areas/north/2019-20/statistics.yaml";
    let base = changed(&sites::sources("clean"), &[(statistics, "\nbreaches: 2", "\nbreaches: \"[x]\"")]);
    let book = released(&base, 0).unwrap().0;
    let hidden = changed(&book, &[(statistics, "\nbreaches: \"[x]\"", "\nbreaches: \"[c]\"")]);
    let told = corrected(&hidden, &examine(&hidden, TODAY).findings).unwrap();
    assert!(sites::text(&told, REPORT).contains("was: \"[x]\""), "{}", sites::text(&told, REPORT));
    assert_eq!(found(&told), Vec::<String>::new());
    let page = &pages(&publish(&told, TODAY))["areas/north/2019-20/index.html"];
    let page = String::from_utf8_lossy(page);
    assert!(page.contains("<td data-label=\"Was\">[x]</td>") && !page.contains("a number"));
}

/// Words tell of a change where they stand whole, and not inside of others.
#[test]
fn a_part_of_a_word_tells_of_nothing() {
    let path = "content/home.md";
    let book = released(&with(&sites::sources("clean"), path, "Nothing was shut, not a door.\n"), 0).unwrap().0;
    let other = with(&book, path, "Something was shut, not a door.\n");
    let told = |was: &str, now: &str| {
        let line =
            format!("{{ file: {path}, was: {was}, now: {now}, date: 2026-01-01, scale: minor, reason: A slip. }}");
        found(&with(&other, "content/corrections.yaml", &format!("corrections:\n  - {line}\n"))).len()
    };
    assert_eq!(told("Nothing was", "Something was"), 0);
    assert_eq!(told("Nothing", "Something"), 0);
    assert!(told("Noth", "Someth") > 0 && told("o", "e") > 0);
}

/// An error in a report of which nothing is public as it is now stops its report, and nothing else.
#[test]
fn an_error_in_what_is_not_public_stops_no_site() {
    let (statistics, south) = ("areas/north/2019-20/statistics.yaml", "areas/south/2019-20");
    let base = sites::sources("clean");
    let book = released(&base, 0).unwrap().0;
    let before = pages(&publish(&book, TODAY));
    let slip = (statistics, "\nbreaches: 2", "\nbreaches: [2");
    let broken = changed(&book, &[(statistics, "form: test-2019", "form: none")]);
    let unread = changed(&book, &[(REPORT, "status: final", "status: finl")]);
    let draft = changed(&book, &[slip, (REPORT, "final", "draft")]);
    let figures = "area: south\nperiod: 2019-20\nform: test-2019\n\nbreeches: 4\n";
    let head = "area: south\nperiod: 2019-20\nstatus: draft\ncoverage: partial\n";
    let never = with(&with(&book, &format!("{south}/statistics.yaml"), figures), &format!("{south}/report.yaml"), head);
    let slips = changed(&book, &[slip]);
    for (what, book) in
        [("broken", &broken), ("slips", &slips), ("unread", &unread), ("a draft", &draft), ("never released", &never)]
    {
        let publication = publish(book, TODAY);
        assert!(!publication.has_errors() && publication.count(Severity::Error) > 0, "{what}: {:?}", found(book));
        assert!(pages(&publication) == before, "{what}");
        assert!(released(book, 1).is_none(), "{what}: a release changes nothing");
    }
    // Everybody else has to know: what was to be published, what was never released and cannot be read, a book that holds no drafts.
    let last = changed(&never, &[(&format!("{south}/report.yaml"), "draft", "final")]);
    let wrong = changed(&book, &[(statistics, "total: 33", "total: 34")]);
    let new = changed(&base, &[slip]);
    let strict = changed(&draft, &[("book.toml", "[nation]", "[rules]\nC107 = \"error\"\n\n[nation]")]);
    for (what, book) in [("final", &last), ("wrong", &wrong), ("new", &new), ("strict", &strict)] {
        assert!(examine(book, TODAY).has_errors(), "{what}");
    }
    let team = areabook::publish::released::Occasion::new(TODAY, areabook::publish::released::Readers::Team);
    assert!(examine(&draft, team).has_errors());
}
