//! The sample book, built once: every figure of the four published reports, the corrected ones, and the same bytes twice.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::LazyLock;

use areabook::publish::{Publication, publish};
use areabook::read;
use areabook::source::Sources;

use crate::project;

static BOOK: LazyLock<(Sources, Publication)> = LazyLock::new(|| {
    let sources = read::book(&project()).unwrap();
    let publication = publish(&sources);
    (sources, publication)
});

fn page(path: &str) -> String {
    let site = BOOK.1.site.as_ref().expect("the sample book gives a site");
    String::from_utf8(site.get(path).unwrap_or_else(|| panic!("there is no page {path}")).to_vec()).unwrap()
}

/// The cells of the table with this id, row by row, the headings of rows first.
fn table(page: &str, id: &str) -> Vec<Vec<String>> {
    let start = page.find(&format!("<table id=\"table-{id}\"")).unwrap_or_else(|| panic!("there is no table {id}"));
    let table = &page[start..start + page[start..].find("</table>").unwrap()];
    let body = &table[table.find("<tbody>").unwrap()..];
    let text = |cell: &str| {
        let cell = cell.split("<sup>").next().unwrap();
        let mut plain = String::new();
        let mut inside = false;
        for sign in cell.chars() {
            match sign {
                '<' => inside = true,
                '>' => inside = false,
                sign if !inside => plain.push(sign),
                _ => {}
            }
        }
        plain.replace('\u{a0}', " ")
    };
    let row = |row: &str| -> Vec<String> {
        let row = row.split("</tr>").next().unwrap();
        let cells = row.split("<t").skip(2);
        cells.filter_map(|cell| cell.split_once('>')).map(|(_, cell)| text(cell.split("</t").next().unwrap())).collect()
    };
    body.split("<tr").skip(1).map(|html| row(&format!("<tr{html}"))).collect()
}

fn check(page: &str, id: &str, expected: &[&str]) {
    let got: Vec<String> = table(page, id).into_iter().map(|row| row.join(" | ")).collect();
    assert_eq!(got, expected, "table {id}");
}

#[test]
fn the_sample_book_is_clean() {
    let findings: Vec<_> =
        BOOK.1.findings.iter().map(|finding| format!("{} {}", BOOK.0.place(finding.span), finding.message)).collect();
    assert!(findings.is_empty(), "{}", findings.join("\n"));
    let book = BOOK.1.book.as_ref().unwrap();
    assert_eq!(book.areas.len(), 42);
}

#[test]
fn dorset_2013_14_stands_as_published_but_for_its_wrong_total() {
    let page = page("areas/dorset/2013-14/index.html");
    check(
        &page,
        "eligible",
        &[
            "Level 1 | 606 | 213 | [z] | 819",
            "Level 2 | 6 | 12 | 5 | 23",
            "Level 3 | 0 | 1 | 1 | 2",
            "Total | 612 | 226 | 6 | 844",
        ],
    );
    check(&page, "yearly", &["Level 2 | 21 | 28 | 15 | 64", "Level 3 | 3 | 3 | 1 | 7", "Total | 24 | 31 | 16 | 71"]);
    check(&page, "breach_of_notification", &["People | 15"]);
    check(
        &page,
        "orders",
        &[
            "Sexual Offences Prevention Orders (SOPOs) | 44",
            "Notification Orders (NOs) | 2",
            "Foreign Travel Orders (FTOs) | 0",
        ],
    );
    check(
        &page,
        "returned",
        &[
            "Breach of licence",
            "Level 2 | 2 | 8 | 0 | 10",
            "Level 3 | 0 | 1 | 0 | 1",
            "Total | 2 | 9 | 0 | 11",
            "Breach of SOPO",
            "Level 2 | 0 | [z] | [z] | 0",
            "Level 3 | 0 | [z] | [z] | 0",
            "Total | 0 | [z] | [z] | 0",
        ],
    );
    check(&page, "rso_rate", &["Per 100,000 people aged 10 and over | 90"]);
    for printed in ["884", "665 this year", "31 March 2013", "1 April 2012 to 31 March 2013"] {
        assert!(page.contains(printed), "the page does not say that `{printed}` was printed");
    }
    for signatory in [
        "Head of the National Probation Service in Dorset",
        "Assistant Chief Constable",
        "Deputy Director of Custody (South West)",
    ] {
        assert!(page.contains(signatory));
    }
}

#[test]
fn kent_2013_14_stands_as_published() {
    let page = page("areas/kent/2013-14/index.html");
    check(
        &page,
        "eligible",
        &[
            "Level 1 | 1,472 | 777 | [z] | 2,249",
            "Level 2 | 15 | 3 | 5 | 23",
            "Level 3 | 2 | 0 | 0 | 2",
            "Total | 1,489 | 780 | 5 | 2,274",
        ],
    );
    check(&page, "yearly", &["Level 2 | 49 | 18 | 11 | 78", "Level 3 | 5 | 6 | 0 | 11", "Total | 54 | 24 | 11 | 89"]);
    check(&page, "breach_of_notification", &["People | 25"]);
    check(
        &page,
        "orders",
        &[
            "Sexual Offences Prevention Orders (SOPOs) | 156",
            "Notification Orders (NOs) | 1",
            "Foreign Travel Orders (FTOs) | 1",
        ],
    );
    check(
        &page,
        "returned",
        &[
            "Breach of licence",
            "Level 2 | 3 | 8 | 1 | 12",
            "Level 3 | 0 | 0 | 0 | 0",
            "Total | 3 | 8 | 1 | 12",
            "Breach of SOPO",
            "Level 2 | 3 | [z] | [z] | 3",
            "Level 3 | 1 | [z] | [z] | 1",
            "Total | 4 | [z] | [z] | 4",
        ],
    );
    check(&page, "rso_rate", &["Per 100,000 people aged 10 and over | 96"]);
    assert!(
        page.contains("x% this year") && page.contains("98.9%"),
        "the filled placeholder stands beside what was printed"
    );
}

#[test]
fn derbyshire_2013_14_stands_as_published_with_its_changes_worked_out() {
    let page = page("areas/derbyshire/2013-14/index.html");
    check(
        &page,
        "eligible",
        &[
            "Level 1 | 968 | 271 | [z] | 1,239",
            "Level 2 | 9 | 4 | 9 | 22",
            "Level 3 | 0 | 0 | 0 | 0",
            "Total | 977 | 275 | 9 | 1,261",
        ],
    );
    check(&page, "yearly", &["Level 2 | 19 | 15 | 16 | 50", "Level 3 | 8 | 3 | 2 | 13", "Total | 27 | 18 | 18 | 63"]);
    check(&page, "breach_of_notification", &["People | 21"]);
    check(
        &page,
        "orders",
        &[
            "Sexual Offences Prevention Orders (SOPOs) | 31",
            "Notification Orders (NOs) | 0",
            "Foreign Travel Orders (FTOs) | 0",
        ],
    );
    check(
        &page,
        "returned",
        &[
            "Breach of licence",
            "Level 2 | 1 | 2 | 2 | 5",
            "Level 3 | 1 | 0 | 1 | 2",
            "Total | 2 | 2 | 3 | 7",
            "Breach of SOPO",
            "Level 2 | 0 | [z] | [z] | 0",
            "Level 3 | 0 | [z] | [z] | 0",
            "Total | 0 | [z] | [z] | 0",
        ],
    );
    check(&page, "rso_rate", &["Per 100,000 people aged 10 and over | 107"]);
    for change in ["10.6%", "7.6%", "23.3%", "rise of 7 per 100,000"] {
        assert!(page.contains(change), "the page does not say {change}");
    }
}

#[test]
fn durham_2005_06_stands_as_published() {
    let page = page("areas/county-durham/2005-06/index.html");
    check(&page, "registered", &["BCU North | 163", "BCU South | 164", "Whole area | 327"]);
    check(&page, "rso_rate", &["Per 100,000 people of all ages | 54"]);
    check(&page, "breach_of_notification", &["People | 4"]);
    check(
        &page,
        "orders",
        &[
            "Sexual Offences Prevention Orders (SOPOs) | 39 | 4 | 1 | [x]",
            "Notification Orders (NOs) | 0 | [z] | 0 | 0",
            "Foreign Travel Orders (FTOs) | 0 | [z] | [z] | 0",
        ],
    );
    check(
        &page,
        "living_in_area",
        &["Category 2: violent and other sexual offenders | 104", "Category 3: other offenders | 93"],
    );
    check(
        &page,
        "managed",
        &[
            "Category 1: registered sexual offenders | 14 | 10 | 24",
            "Category 2: violent and other sexual offenders | 35 | 1 | 36",
            "Category 3: other offenders | 45 | 2 | 47",
            "Total | 94 | 13 | 107",
        ],
    );
    check(
        &page,
        "outcomes",
        &[
            "Returned to custody for a breach of licence | 6 | 2 | 8",
            "Returned to custody for a breach of a restraining order or SOPO | 0 | 0 | 0",
            "Charged with a serious sexual or violent offence | 0 | 0 | 0",
        ],
    );
    assert!(page.contains("306"), "the figure of the year before stands in the text");
}

#[test]
fn every_percentage_of_the_national_overview_is_worked_out() {
    let page = page("national/2005-06/index.html").replace('\u{2212}', "-");
    check(
        &page,
        "community",
        &[
            "1. Registered sexual offenders | 21,513 | 24,572 | +14.22% | 28,994 | +18.00% | 29,973 | +3.38%",
            "2. Violent and other sexual offenders | 29,594 | 12,754 | [b] | 12,662 | -0.72% | 14,317 | +13.07%",
            "3. Other offenders | 1,802 | 2,166 | +20.20% | 2,936 | +35.55% | 3,363 | +14.54%",
            "Total | 52,909 | 39,492 | [b] | 44,592 | +12.91% | 47,653 | +6.86%",
        ],
    );
    assert!(page.contains("-56.90% if the two were compared") && page.contains("-25.36% if the two were compared"));
    check(
        &page,
        "managed_share",
        &[
            "1. Registered sexual offenders | 6,014 | 12.62% | 580 | 1.22% | 6,594 | 13.84%",
            "2. Violent and other sexual offenders | 4,280 | 8.98% | 506 | 1.06% | 4,786 | 10.04%",
            "3. Other offenders | 2,211 | 4.64% | 192 | 0.40% | 2,403 | 5.04%",
            "Total | 12,505 | 26.24% | 1,278 | 2.68% | 13,783 | 28.92%",
        ],
    );
    check(
        &page,
        "managed_change",
        &[
            "1. Registered sexual offenders | 5,381 | 6,014 | +11.76% | 626 | 580 | -7.35% | 6,007 | 6,594 | +9.77%",
            "2. Violent and other sexual offenders | 3,615 | 4,280 | +18.40% | 547 | 506 | -7.50% | 4,162 | 4,786 | +14.99%",
            "3. Other offenders | 2,292 | 2,211 | -3.53% | 305 | 192 | -37.05% | 2,597 | 2,403 | -7.47%",
            "Total | 11,288 | 12,505 | +10.78% | 1,478 | 1,278 | -13.53% | 12,766 | 13,783 | +7.97%",
        ],
    );
    check(
        &page,
        "by_level",
        &[
            "Level 1 | 33,870 | 71.08%",
            "Level 2 | 12,505 | 26.24%",
            "Level 3 | 1,278 | 2.68%",
            "Total | 47,653 | 100.00%",
        ],
    );
    check(&page, "serious_further_offences", &["People | 79 | 0.62% | 61 | 0.44%"]);
    check(&page, "enforcement", &["People | 993 | 1,295 | +30.41%"]);
    check(
        &page,
        "orders",
        &[
            "Sexual Offences Prevention Orders granted | 503 | 933 | +85.49%",
            "Notification Orders granted | 22 | 39 | +77.27%",
            "Foreign Travel Orders granted | 1 | 1 | 0.00%",
            "Total orders | 526 | 973 | +84.98%",
        ],
    );
    assert!(page.contains("447"), "the increase in orders is 447, not 446");
    assert!(page.contains("36") && page.contains("81"), "the range of rates stands in the text");
    assert!(page.contains("reports of 1 of 42 areas"));
}

/// A book in a folder of its own, with Dorset's grand total as it was printed.
fn copy_of_the_book(folder: &Path) {
    let sources = &BOOK.0;
    for file in sources.below("") {
        let path = folder.join(sources.path(file));
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, sources.bytes(file)).unwrap();
    }
}

#[test]
fn the_printed_total_of_dorset_stops_the_build_and_leaves_the_old_site() {
    let folder = tempfile::tempdir().unwrap();
    copy_of_the_book(folder.path());
    let run = |arguments: &[&str]| {
        Command::new(env!("CARGO_BIN_EXE_areabook")).args(arguments).current_dir(folder.path()).output().unwrap()
    };
    assert_eq!(run(&["build"]).status.code(), Some(0));
    let index = folder.path().join("site/areas/dorset/2013-14/index.html");
    let before = fs::read(&index).unwrap();
    let statistics = folder.path().join("areas/dorset/2013-14/statistics.yaml");
    let text = fs::read_to_string(&statistics).unwrap();
    fs::write(&statistics, text.replace("total: 844", "total: 884")).unwrap();
    let check = run(&["check"]);
    let printed = String::from_utf8(check.stdout).unwrap();
    assert_eq!(check.status.code(), Some(1));
    assert!(printed.contains("areas/dorset/2013-14/statistics.yaml:9:74"), "{printed}");
    assert!(printed.contains("884") && printed.contains("adds up to 844") && printed.contains("^^^"), "{printed}");
    assert_eq!(run(&["build"]).status.code(), Some(1));
    assert_eq!(fs::read(&index).unwrap(), before);
}

#[test]
fn the_same_book_gives_the_same_bytes_anywhere() {
    let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    let settings = [("UTC", "C", "1"), ("Pacific/Auckland", "cy_GB.UTF-8", "2")];
    let mut sites = Vec::new();
    for (folder, (zone, language, threads)) in folders.iter().zip(settings) {
        copy_of_the_book(folder.path());
        let status = Command::new(env!("CARGO_BIN_EXE_areabook"))
            .args(["build", ".", "--out", "out"])
            .current_dir(folder.path())
            .envs([("TZ", zone), ("LANG", language), ("LC_ALL", language), ("RAYON_NUM_THREADS", threads)])
            .status()
            .unwrap();
        assert!(status.success());
        let files: Vec<_> = walkdir::WalkDir::new(folder.path().join("out"))
            .sort_by_file_name()
            .into_iter()
            .map(|entry| entry.unwrap())
            .filter(|entry| entry.file_type().is_file())
            .map(|entry| {
                (entry.path().strip_prefix(folder.path()).unwrap().to_path_buf(), fs::read(entry.path()).unwrap())
            })
            .collect();
        sites.push(files);
    }
    assert!(sites[0].len() > 50);
    assert!(sites[0] == sites[1], "two builds differ");
}
