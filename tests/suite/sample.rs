//! The sample book, built once: every figure of the four published reports, the corrected ones, and the same bytes twice.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use areabook::book::path::CellPath;
use areabook::publish::publication::Publication;
use areabook::publish::publish;
use areabook::shell::read;
use areabook::source::Sources;

use crate::{TODAY, loose, project};

/// The sample book and what is published of it, made once for all tests.
pub(crate) static BOOK: LazyLock<(Sources, Publication)> = LazyLock::new(|| {
    let sources = read::book(&project()).unwrap();
    let publication = publish(&sources, TODAY);
    (sources, publication)
});

fn page(path: &str) -> String {
    let site = BOOK.1.site.as_ref().expect("the sample book gives a site");
    loose(site.get(path).unwrap_or_else(|| panic!("there is no page {path}")))
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
        plain
    };
    let row = |row: &str| -> Vec<String> {
        let row = row.split("</tr>").next().unwrap();
        let cells = row.split("<t").skip(2);
        cells.filter_map(|cell| cell.split_once('>')).map(|(_, cell)| text(cell.split("</t").next().unwrap())).collect()
    };
    body.split("<tr").skip(1).map(|html| row(&format!("<tr{html}"))).collect()
}

/// Compares the tables of a page with `tests/published/NAME.csv`, in which a row is a table's id and a row of the table.
fn check(page: &str, name: &str) {
    let published = fs::read_to_string(project().join("tests/published").join(name).with_extension("csv")).unwrap();
    let mut expected: BTreeMap<String, Vec<Vec<String>>> = BTreeMap::new();
    for line in published.lines() {
        let mut cells = cells(line);
        let id = cells.remove(0);
        expected.entry(id).or_default().push(cells);
    }
    assert!(expected.len() > 4, "tests/published/{name}.csv holds too little");
    for (id, rows) in expected {
        assert_eq!(table(page, &id), rows, "table {id} of {name}");
    }
}

/// The cells of a line of CSV; quotes stand around cells with commas only.
fn cells(line: &str) -> Vec<String> {
    let parts = line.split('"').enumerate();
    let masked: String =
        parts.map(|(at, part)| if at % 2 == 1 { part.replace(',', "\u{1}") } else { part.to_owned() }).collect();
    masked.split(',').map(|cell| cell.replace('\u{1}', ",")).collect()
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
    check(&page, "dorset-2013-14");
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
    check(&page, "kent-2013-14");
    assert!(
        page.contains("x% this year") && page.contains("98.9%"),
        "the filled placeholder stands beside what was printed"
    );
}

#[test]
fn derbyshire_2013_14_stands_as_published_with_its_changes_worked_out() {
    let page = page("areas/derbyshire/2013-14/index.html");
    check(&page, "derbyshire-2013-14");
    for change in ["10.6%", "7.6%", "23.3%", "rise of 7 per 100,000"] {
        assert!(page.contains(change), "the page does not say {change}");
    }
}

#[test]
fn durham_2005_06_stands_as_published() {
    let page = page("areas/county-durham/2005-06/index.html");
    check(&page, "county-durham-2005-06");
    assert!(page.contains("306"), "the figure of the year before stands in the text");
}

#[test]
fn every_percentage_of_the_national_overview_is_worked_out() {
    let page = page("national/2005-06/index.html").replace('\u{2212}', "-");
    check(&page, "national-2005-06");
    assert!(page.contains("-56.90% if the two were compared") && page.contains("-25.36% if the two were compared"));
    assert!(page.contains("447"), "the increase in orders is 447, not 446");
    assert!(page.contains("36") && page.contains("81"), "the range of rates stands in the text");
    assert!(page.contains("reports of 1 and some figures of 4 of 42 areas"));
}

/// A book in a folder of its own, with Dorset's grand total as it was printed.
pub(crate) fn copy_of_the_book(folder: &Path) {
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
    let run = |arguments: &[&str]| crate::areabook().args(arguments).current_dir(folder.path()).output().unwrap();
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
        let status = crate::areabook()
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

/// Every published rate of 2019-20 and 2020-21 for which count and population are known, the nation's among them, equals the
/// one that is worked out from them.
#[test]
fn every_published_rate_that_can_be_worked_out_is_as_published() {
    let book = BOOK.1.book.as_ref().unwrap();
    let mut checked = Vec::new();
    for report in book.reports.iter().chain(&book.national) {
        let year = report.period.start_year();
        for (at, table) in report.figures.form.tables.iter().enumerate().filter(|_| year >= 2019) {
            let Some(rate) = &table.rate else { continue };
            let entry = report.figures.entry(CellPath::table(at));
            let handed = entry.and_then(|entry| entry.handed.as_ref()?.0.value.ok());
            let count = report.figures.number(rate.of);
            let population = book.population(&report.area.key, year, &rate.population);
            if let (Some(handed), Some(count), Some(population)) = (handed, count, population) {
                let computed = rate.ratio(count, population.people).unwrap();
                assert_eq!(computed.to_places(handed.places()), Some(handed), "{} {}", report.area.name, report.period);
                checked.push((report.area.key.as_str(), report.period.to_string()));
            }
        }
    }
    assert_eq!(checked.len(), 25, "{checked:?}");
    for period in ["2019-20", "2020-21"] {
        assert!(checked.contains(&("england-and-wales", period.to_owned())));
    }
}

/// What newspapers quoted says on its page that it is partial and where each figure comes from.
#[test]
fn partial_figures_say_what_they_are_and_where_they_come_from() {
    let page = page("areas/bedfordshire/2019-20/index.html");
    assert!(page.contains("some figures only") && page.contains("bedfordtoday.co.uk"));
    assert!(page.contains("href=\"https://www.bedfordtoday.co.uk/news/people/hundreds-of-sex-offenders"));
}

/// Whoever asks whether Kent's rate is really lower than Derbyshire's finds the answer on the page of either: a test of the
/// two, not a comparison of the two numbers. 96 (91.2 to 101.0) and 107 (100.4 to 113.9) overlap, and still differ by more
/// than chance makes in 19 of 20 cases, though not in 499 of 500.
#[test]
fn two_areas_are_compared_by_a_test_and_not_by_their_order() {
    let kent = page("compare/kent/2013-14/index.html");
    for text in ["96", "91.2 to 101.0", "107", "100.4 to 113.9", "This is within the range expected by chance."] {
        assert!(kent.contains(text), "the page of Kent does not say {text}");
    }
    let row = |page: &str, area: &str| {
        let row = page.split("<tr>").find(|row| row.contains(&format!("<th scope=\"row\">{area}</th>"))).unwrap();
        row.split("</tr>").next().unwrap().to_owned()
    };
    assert!(row(&kent, "Derbyshire").contains("Perhaps different"));
    assert!(row(&kent, "Dorset").contains("No difference shown"));
    assert!(row(&kent, "Lancashire").contains(">Different<"));
    assert!(row(&kent, "Cheshire").contains("Cannot be told"));
    assert!(row(&page("compare/derbyshire/2013-14/index.html"), "Kent").contains("Perhaps different"));
}

/// The nation's series stands on every overview, each break is marked, and no change runs across one.
#[test]
fn trends_of_the_nation_are_broken_where_the_series_breaks() {
    let page = page("national/2005-06/index.html");
    let rows = page.split("id=\"trends\"").nth(1).unwrap().split("</table>").next().unwrap().to_owned();
    assert!(rows.contains("12,754 [b]") && rows.contains("39,492 [b]") && rows.contains("29,594"));
    for broken in ["breaks at 2003-04", "breaks at 2008-09", "breaks at 2009-10", "breaks at 2015-16"] {
        assert!(page.contains(broken), "the page does not say that the series {broken}");
    }
    let old = self::page("national/2003-04/index.html");
    let head = old.split("id=\"headline-figures\"").nth(1).unwrap().split("</table>").next().unwrap().to_owned();
    let violent = head.split("<tr>").find(|row| row.contains("Violent offenders")).unwrap();
    assert!(violent.contains("[b]") && !violent.contains('%'), "{violent}");
}

/// Sums never stand for the nation in silence: each says over how many areas it goes.
#[test]
fn coverage_is_said_wherever_areas_are_put_together() {
    let measure = page("measures/rso_rate/2019-20/index.html");
    assert!(measure.contains("24 of 42 areas have a figure"));
    assert!(measure.contains("4 of 6") && measure.contains("by region"));
    let coverage = page("coverage/index.html");
    assert!(coverage.contains("Whole report") && coverage.contains("County Durham 2019-20"));
}
