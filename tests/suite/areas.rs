//! Areas that come and go: what pages, files for hosts and commands say of them.

use areabook::publish::examine;
use areabook::site::Files;
use areabook::source::{SourceFile, Sources};
use regex::Regex;

use crate::releases::released;
use crate::{TODAY, sites};

/// What a reader sees of a page.
fn words(site: &str, page: &str) -> String {
    let site = sites::site(site).publication.site.as_ref().unwrap();
    let html = String::from_utf8(site.bytes(page).unwrap().unwrap().into_owned()).unwrap();
    let main = html.split_once("<main").unwrap().1.split_once("</main>").unwrap().0;
    let main = Regex::new("(?s)<svg.*?</svg>").unwrap().replace_all(main, "");
    let text = Regex::new("<[^>]*>").unwrap().replace_all(&main, " ").replace(['\u{a0}', '\u{2060}'], " ");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn says(site: &str, page: &str, sentences: &[&str]) {
    let words = words(site, page);
    for sentence in sentences {
        assert!(words.contains(sentence), "{page}: `{sentence}`: {words}");
    }
}

#[test]
fn pages_count_the_areas_that_there_were() {
    let site = "areas-come-and-go";
    says(
        site,
        "national/2019-20/index.html",
        &[
            "reports of 1 and some figures of 2 of 5 areas",
            "Nothing here (1 of 5): South.",
            "No report is expected (1 of 5): West (It was being dissolved).",
            "Areas in the sum 3 of 5",
        ],
    );
    says(
        site,
        "national/2020-21/index.html",
        &["some figures of 2 of 4 areas", "Nothing here (2 of 4): North, South.", "Areas in the sum 2 of 4"],
    );
    says(
        site,
        "coverage/index.html",
        &["Areas, of 4 to 5, as there were in the period", "Coast Some [z]", "East [z] Some", "South – –"],
    );
    says(site, "measures/all_people/index.html", &["2 of 4 areas have a figure for 2020-21", "2019-20 3 of 5 areas"]);
}

#[test]
fn a_report_stands_under_the_name_of_its_time() {
    let site = "areas-come-and-go";
    says(site, "areas/dale/2019-20/index.html", &["Annual report Vale 2019-20", "The area is called Dale now."]);
    says(site, "national/2019-20/index.html", &["Some figures (2 of 5): East , Vale ."]);
    says(site, "measures/all_people/index.html", &["Dale 36 37"]);
    let now = words(site, "areas/dale/2020-21/index.html");
    assert!(now.contains("Annual report Dale 2020-21") && !now.contains("Vale"), "{now}");
}

#[test]
fn old_addresses_lead_to_the_new_ones() {
    let site = sites::site("areas-come-and-go").publication.site.as_ref().unwrap();
    let text = |path: &str| String::from_utf8(site.get(path).unwrap().to_vec()).unwrap();
    assert_eq!(text("_redirects"), "/areas/vale/* /areas/dale/:splat 301\n/compare/vale/* /compare/dale/:splat 301\n");
    assert!(text("_nginx.conf").contains("\nrewrite ^/areas/vale(/.*)?$ /areas/dale$1 permanent;\n"));
    let mut old: Vec<_> = site.paths().into_iter().filter(|path| path.contains("/vale/")).collect();
    old.sort_unstable();
    assert_eq!(old, ["areas/vale/2019-20/index.html", "areas/vale/index.html"]);
    let page = text(old[0]);
    let to = "../../../areas/dale/2019-20/index.html";
    for tag in [
        format!("<link rel=\"canonical\" href=\"{to}\">"),
        format!("<meta http-equiv=\"refresh\" content=\"0; url={to}\">"),
        format!("<a href=\"{to}\">Vale"),
        "<meta name=\"robots\" content=\"noindex\">".to_owned(),
    ] {
        assert!(page.contains(&tag), "{tag}: {page}");
    }
    let still = sites::site("clean").publication.site.as_ref().unwrap();
    assert!(still.get("_redirects").is_none() && still.get("_nginx.conf").is_some_and(|text| !text.is_empty()));
}

#[test]
fn the_page_of_an_area_says_what_became_of_it() {
    let site = "areas-come-and-go";
    says(
        site,
        "areas/west/index.html",
        &["Reports up to 2019-20 , when the area ended", "took over from it: Coast , Dale ."],
    );
    says(site, "areas/coast/index.html", &["Reports from 2020-21 on", "It took over from East , West ."]);
    says(site, "areas/dale/index.html", &["Formerly The Vales (up to 2015-16 ); Vale (up to 2019-20 )"]);
    assert!(!words(site, "areas/north/index.html").contains("took over"));
}

/// A series goes on from an area that ended only where the publisher says that the two compare.
#[test]
fn a_series_goes_on_where_two_areas_compare() {
    let path = "areas/east/area.yaml";
    let text = sites::text(&sites::sources("areas-come-and-go"), path);
    let joined = text.replace("became: coast", "became: [{ area: coast, compares: true }]");
    for (text, goes_on) in [(text, false), (joined, true)] {
        let sources = sites::with("areas-come-and-go", &[(path, &text)]);
        let publication = areabook::publish::publish(&sources, TODAY);
        let codes: Vec<_> = publication.findings.iter().map(|finding| finding.rule.code).collect();
        assert!(codes.is_empty(), "{codes:?}");
        let book = publication.book.unwrap();
        let measure = &book.measures[0];
        let report = book.report("coast", book.period("2020-21").unwrap()).unwrap();
        assert_eq!(book.change(measure, report).is_some(), goes_on);
        assert_eq!(book.series(measure, "coast", report.period).len(), if goes_on { 2 } else { 0 });
        assert!(book.series(measure, "east", report.period).is_empty(), "what ended goes on in no other");
    }
}

/// The book with an area in another folder, its area.yaml with this head.
fn moved(sources: &Sources, from: &str, to: &str, head: &str) -> Sources {
    let old = format!("areas/{from}/");
    let files = sources.below(&old).map(|file| {
        let path = sources.path(file).replace(&old, &format!("areas/{to}/"));
        let text = sources.text(file).unwrap();
        let text = if path.ends_with("/area.yaml") {
            let rest: String =
                text.lines().filter(|line| line.starts_with("region")).map(|line| format!("{line}\n")).collect();
            format!("area: {to}\n{head}\n{rest}")
        } else {
            text.to_owned()
        };
        SourceFile { path, bytes: text.into() }
    });
    sources.with(&[old.trim_end_matches('/').to_owned()], files.collect())
}

/// What is found, each with its code and its advice.
fn found(sources: &Sources) -> Vec<String> {
    let findings = examine(sources, TODAY).findings;
    findings
        .iter()
        .map(|finding| format!("{} {}: {}", finding.rule.code, finding.message, finding.help.join("; ")))
        .collect()
}

const FORMERLY: &str = "formerly:\n  - { area: north, name: North, until: 2019-20 }";

#[test]
fn an_area_that_is_called_otherwise_now_is_the_same() {
    let book = released(&sites::sources("clean"), 0).unwrap().0;
    let renamed = moved(&book, "north", "upland", &format!("name: Upland\n{FORMERLY}"));
    assert_eq!(found(&renamed), Vec::<String>::new());
    // Its files may name it by its new key as well.
    let path = "areas/upland/2019-20/statistics.yaml";
    let text = sites::text(&renamed, path).replace("area: north", "area: upland");
    let named = renamed.with(&[], vec![SourceFile { path: path.to_owned(), bytes: text.into() }]);
    assert_eq!(found(&named), Vec::<String>::new());
    // The next release keeps the files where they are now, and from then on the old address belongs to the area.
    let again = released(&renamed, 1).unwrap().0;
    assert_eq!(found(&again), Vec::<String>::new());
    let twice = moved(
        &again,
        "upland",
        "highland",
        "name: Highland\nformerly:\n  - { area: north, name: North, until: 2019-20 }\n  - { area: upland, name: Upland, until: 2020-21 }",
    );
    assert_eq!(found(&twice), Vec::<String>::new());
}

#[test]
fn the_lines_that_keep_an_old_address_are_offered() {
    let residents = |area: &str| SourceFile {
        path: "content/populations.csv".to_owned(),
        bytes: format!("area,mid_year,basis,people\n{area},2019,total,1000\n").into(),
    };
    let book = released(&sites::sources("clean").with(&[], vec![residents("north")]), 0).unwrap().0;
    let named = |from: &Sources| {
        let files = ["report", "statistics"].map(|name| {
            let path = format!("areas/upland/2019-20/{name}.yaml");
            let text = sites::text(from, &path).replace("area: north", "area: upland");
            SourceFile { path, bytes: text.into() }
        });
        from.with(&[], files.into_iter().chain([residents("upland")]).collect())
    };
    let silent = named(&moved(&book, "north", "upland", "name: Upland"));
    let offered = found(&silent);
    assert_eq!(offered.len(), 1, "{offered:#?}");
    assert!(offered[0].starts_with("R104 the area `north` was released"), "{offered:#?}");
    assert!(offered[0].contains(&FORMERLY.replace("North", "\"North\"")), "{offered:#?}");
    // With these lines nothing is left to say.
    assert_eq!(
        found(&named(&moved(&book, "north", "upland", &format!("name: Upland\n{FORMERLY}")))),
        Vec::<String>::new()
    );
}

/// A report that was released stays public while it is written again, though its area is called otherwise by then.
#[test]
fn a_report_that_is_written_again_stays_as_it_was_under_its_new_address() {
    let base = sites::sources("clean");
    let shown = |book: &Sources, page: &str| {
        let publication = areabook::publish::publish(book, TODAY);
        let site = publication.site.as_ref().unwrap_or_else(|| panic!("{:#?}", publication.findings));
        site.get(page).map(|page| String::from_utf8(page.to_vec()).unwrap())
    };
    let with = |book: &Sources, path: &str, from: &str, to: &str| {
        let text = sites::text(book, path);
        assert!(text.contains(from), "{path} has no `{from}`");
        book.with(&[], vec![SourceFile { path: path.to_owned(), bytes: text.replace(from, to).into() }])
    };
    let [report, foreword] = ["report.yaml", "foreword.md"].map(|file| format!("areas/upland/2019-20/{file}"));
    let [now, then] = ["upland", "north"].map(|area| format!("areas/{area}/2019-20/index.html"));
    let book = released(&base, 0).unwrap().0;
    let renamed = moved(&book, "north", "upland", &format!("name: Upland\n{FORMERLY}"));
    let public = shown(&renamed, &now).unwrap();
    let draft = with(&with(&renamed, &report, "final", "draft"), &foreword, "The area", "The whole area");
    let held = with(&renamed, &report, "status: final", "status: final\nrelease: 2030-01-01T09:30");
    for waiting in [draft, held] {
        assert!(found(&waiting).iter().all(|one| one.starts_with("C107")), "{:#?}", found(&waiting));
        assert_eq!(shown(&waiting, &now).unwrap(), public);
        assert!(shown(&waiting, &then).is_some(), "the old address leads on");
        // A release keeps it under its new path, as it was.
        let (again, new) = released(&waiting, 1).unwrap();
        assert!(new.record.contains("\n- areas/north/2019-20/report.yaml\n"), "{}", new.record);
        assert!(shown(&again, &now).unwrap().contains("The area counted"));
        assert_eq!(
            sites::text(&again, "releases/2026-01-02T0000/areas/upland/2019-20/foreword.md"),
            sites::text(&base, "areas/north/2019-20/foreword.md")
        );
        assert!(released(&again, 2).is_none(), "nothing more has changed");
        // Once it is ready the change is one of what was released.
    }
    // What else is another one in the file of the area cannot wait where the file was not released under its path.
    let draft = with(&renamed, &report, "final", "draft");
    let both = found(&with(&draft, "areas/upland/area.yaml", "region: ", "region: Other "));
    assert!(both.iter().any(|one| one.starts_with("R105") && one.contains("`areas/upland/area.yaml`")), "{both:#?}");
    // One that is deleted is missed, and its files are found.
    let gone = found(&renamed.with(&["areas/upland/2019-20".to_owned()], Vec::<SourceFile>::new()));
    assert!(
        gone[0].starts_with("R104 the report of North for 2019-20 was released, and is not there any more"),
        "{gone:#?}"
    );
    assert!(
        gone[0].contains("put the folder `areas/upland/2019-20` back")
            && gone[0].contains("from `releases/2026-01-01T0000/areas/north/2019-20/`"),
        "{gone:#?}"
    );
}
