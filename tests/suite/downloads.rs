//! Figures to be taken away are those of the pages, and nothing else.

use std::collections::BTreeMap;

use areabook::site::Site;
use scraper::{ElementRef, Html, Selector};

use crate::cli::{book, transcript};
use crate::sites;

/// The rows of a file of CSV, each by the names of its columns.
fn rows(csv: &[u8]) -> Vec<BTreeMap<String, String>> {
    let text = std::str::from_utf8(csv).unwrap();
    let (mut lines, mut fields, mut field, mut is_quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut signs = text.chars().peekable();
    while let Some(sign) = signs.next() {
        match sign {
            '"' if is_quoted && signs.peek() == Some(&'"') => field.push(signs.next().unwrap()),
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => fields.push(std::mem::take(&mut field)),
            '\r' if !is_quoted => {
                assert_eq!(signs.next(), Some('\n'), "lines end as RFC 4180 says");
                fields.push(std::mem::take(&mut field));
                lines.push(std::mem::take(&mut fields));
            }
            sign => field.push(sign),
        }
    }
    assert!(field.is_empty() && fields.is_empty() && !is_quoted, "the last line has an end");
    let names = lines.remove(0);
    let row = |fields: Vec<String>| {
        assert_eq!(fields.len(), names.len(), "{fields:?}");
        names.iter().cloned().zip(fields).collect()
    };
    lines.into_iter().map(row).collect()
}

fn bytes<'s>(site: &'s Site, path: &str) -> &'s [u8] {
    site.get(path).unwrap_or_else(|| panic!("there is no {path}"))
}

/// A figure as its digits and its signs: `1239 [p]`, `-7`, `542`.
fn read(cell: ElementRef<'_>) -> String {
    let mut text = String::new();
    for node in cell.children() {
        let is_note = node.value().as_element().is_some_and(|element| element.name() == "sup");
        let words = ElementRef::wrap(node).map(|element| element.text().collect::<String>());
        let words = words.or_else(|| Some(node.value().as_text()?.to_string())).unwrap_or_default();
        text += if is_note { "" } else { &words };
    }
    let (number, signs) = text.split_at(text.find('[').unwrap_or(text.len()));
    let number: String = number.chars().filter(|sign| sign.is_ascii_digit() || "\u{2212}.:".contains(*sign)).collect();
    let number = number.replace('\u{2212}', "-");
    let (minus, size) = number.strip_prefix('-').map_or(("", number.as_str()), |size| ("-", size));
    let seconds = |size: &str| size.split(':').fold(0_u64, |sum, part| sum * 60 + part.parse::<u64>().unwrap());
    let number = if size.contains(':') { format!("{minus}{}", seconds(size)) } else { number };
    format!("{number} {}", signs.replace('\u{a0}', " ")).trim().to_owned()
}

/// What stands in the table of a page with an anchor.
fn shown(page: &Html, anchor: &str) -> Vec<String> {
    let cells = Selector::parse(&format!("#{anchor} td")).unwrap();
    let mut shown: Vec<_> = page.select(&cells).map(read).collect();
    shown.sort();
    shown
}

fn told(rows: &[BTreeMap<String, String>]) -> Vec<String> {
    let told = |row: &BTreeMap<String, String>| {
        format!("{} {} {}", row["value"], row["sign"], row["markers"]).split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let mut told: Vec<_> = rows.iter().map(told).collect();
    told.sort();
    told
}

/// Decimals, money, durations, figures below zero, signs and markers, in every table of every report of some mini-sites.
#[test]
fn a_table_is_taken_away_as_it_stands_on_its_page() {
    let mut compared = 0;
    let of_every_kind = ["figures-of-every-kind", "the-nation-is-added-up"].map(sites::site);
    for mini in sites::all().step_by(12).chain(of_every_kind).filter(|mini| !mini.publication.has_errors()) {
        let Some(site) = &mini.publication.site else { continue };
        let mut page = (String::new(), Html::new_document());
        for (path, csv) in site.files() {
            let Some((folder, name)) = path.strip_suffix(".csv").and_then(|path| path.rsplit_once("/table-")) else {
                continue;
            };
            if page.0 != folder {
                let text = std::str::from_utf8(bytes(site, &format!("{folder}/index.html"))).unwrap();
                page = (folder.to_owned(), Html::parse_document(text));
            }
            let mut shown = shown(&page.1, &format!("table-{}", name.replace('-', "_")));
            let told = told(&rows(csv));
            // A period whose form had no such figure has no row.
            while shown.len() > told.len() {
                let gap = shown.iter().position(|cell| cell == "[x]");
                shown.remove(gap.unwrap_or_else(|| panic!("{}: {path}: {shown:?} {told:?}", mini.name)));
            }
            assert_eq!(shown, told, "{}: {path}", mini.name);
            compared += told.len();
        }
    }
    assert!(compared > 400, "{compared} figures were compared");
}

/// What one file holds the others hold as well: the same row, field by field.
#[test]
fn a_figure_is_the_same_in_every_file() {
    for name in ["figures-of-every-kind", "the-nation-is-added-up"] {
        let site = sites::site(name).publication.site.as_ref().unwrap();
        let all = rows(bytes(site, "data/figures.csv"));
        let mut counted = [0; 3];
        for (path, csv) in site.files().filter(|(path, _)| path.ends_with("figures.csv")) {
            let part = rows(csv);
            let kind = ["areas/", "national/", "measures/"].iter().position(|shelf| path.starts_with(shelf));
            for row in part.iter().filter(|row| row["statistic"] == "figure") {
                assert!(all.contains(row), "{name}: {path} has a figure that the whole site has not: {row:?}");
            }
            kind.into_iter().for_each(|kind| counted[kind] += part.len());
        }
        let of_nation = site.files().filter(|(path, _)| path.ends_with("/nation.csv"));
        let of_areas = all.len() - of_nation.map(|(_, csv)| rows(csv).len()).sum::<usize>();
        assert_eq!(
            counted[0],
            2 * of_areas,
            "{name}: each figure is in the file of its report and in that of its area"
        );
        assert_eq!(counted[1], all.len(), "{name}: each figure is in the file of its period");
        assert!(counted[2] > 0, "{name}");
    }
}

/// Numbers stay numbers, and what is not there has no key.
#[test]
fn the_figures_of_a_measure_are_data() {
    let site = sites::site("figures-of-every-kind").publication.site.as_ref().unwrap();
    for (path, json) in
        site.files().filter(|(path, _)| path.starts_with("measures/") && path.ends_with("/figures.json"))
    {
        let data: serde_json::Value = serde_json::from_slice(json).unwrap();
        let csv = rows(bytes(site, &path.replace(".json", ".csv")));
        let figures = data["figures"].as_array().unwrap();
        assert_eq!(figures.len(), csv.len(), "{path}");
        for (figure, row) in figures.iter().zip(&csv) {
            assert!(figure["value"].is_number() || figure["value"].is_null(), "{figure}");
            for (name, field) in row {
                let same = match figure.get(name) {
                    None | Some(serde_json::Value::Null) => field.is_empty(),
                    Some(serde_json::Value::String(text)) => text == field,
                    // As it is written: with its decimals.
                    Some(number) => number.as_f64() == field.parse().ok(),
                };
                assert!(same, "{path}: {name} is {field} and {:?}", figure.get(name));
            }
        }
    }
}

/// The numbers by which areas are compared are those that the file of the measure has, and docs/figures.md names their keys.
#[test]
fn areas_are_compared_by_the_figures_of_their_measure() {
    let site = sites::site("figures-of-every-kind").publication.site.as_ref().unwrap();
    let guide = std::fs::read_to_string(crate::project().join("docs/figures.md")).unwrap();
    let mut compared = 0;
    for (path, json) in site.files().filter(|(path, _)| path.starts_with("compare/") && path.ends_with(".json")) {
        let csv = rows(bytes(site, &path.replace("compare/", "measures/").replace(".json", "/figures.csv")));
        let data: serde_json::Value = serde_json::from_slice(json).unwrap();
        for period in data["periods"].as_array().unwrap() {
            for area in period["areas"].as_array().unwrap() {
                for (key, number) in area["numbers"].as_object().unwrap() {
                    assert!(guide.contains(&format!("`{key}`")), "{key}");
                    let is_its = |row: &&BTreeMap<String, String>| {
                        row["area"] == area["area"] && row["period"] == period["period"]
                    };
                    let of = |statistic: &str| csv.iter().filter(is_its).find(|row| row["statistic"] == statistic);
                    // A count that is the measure's own figure is told once.
                    let row = of(key).or_else(|| of("figure").filter(|_| key == "count")).unwrap();
                    assert_eq!(number.as_f64(), row["value"].parse().ok(), "{path}: {area}: {key}");
                    compared += 1;
                }
            }
        }
    }
    assert!(compared > 40, "{compared} numbers were compared");
}

#[test]
fn figures_are_printed_as_the_site_offers_them() {
    let book = book("figures-of-every-kind");
    let site = sites::site("figures-of-every-kind").publication.site.as_ref().unwrap();
    for (arguments, path) in [
        (["--area", "north", "--period", "2019-20"].as_slice(), "areas/north/2019-20/figures.csv"),
        (&["--area", "North"], "areas/north/figures.csv"),
        (&["--period", "2019-20"], "national/2019-20/figures.csv"),
        (&["--measure", "response", "--format", "json"], "measures/response/figures.json"),
        (&[], "data/figures.csv"),
    ] {
        let mut export = crate::areabook();
        let printed = export.arg("export").args(arguments).current_dir(book.path()).output().unwrap();
        assert!(printed.status.success() && printed.stderr.is_empty());
        assert!(printed.stdout == bytes(site, path), "{arguments:?}");
    }
    let refused = [["--area", "nort"], ["--period", "2091-92"], ["--measure", "respnse"]];
    let refused = refused.map(|[option, name]| transcript(book.path(), &["export", option, name]));
    let help = transcript(book.path(), &["export", "--help"]);
    crate::golden::same("tests/transcripts/export.txt", &[help, refused.join("\n")].join("\n"));
}

/// docs/figures.md has every column.
#[test]
fn every_column_is_described() {
    let site = sites::site("figures-of-every-kind").publication.site.as_ref().unwrap();
    let guide = std::fs::read_to_string(crate::project().join("docs/figures.md")).unwrap();
    let columns = rows(bytes(site, "data/dictionary.csv")).into_iter().filter(|row| row["what"] == "column");
    for row in columns.filter(|row| !row["name"].starts_with("heading_") && !row["name"].starts_with("label_")) {
        assert!(guide.contains(&format!("| `{}` |", row["name"])), "{}", row["name"]);
    }
}

/// What programs are told of the files: by CSV on the Web, by Frictionless Data and by schema.org. What they say is validated by
/// `tests/data/run`; here every file that they name is there, and every file is named.
#[test]
fn every_file_is_described() {
    let site = sites::site("figures-of-every-kind").publication.site.as_ref().unwrap();
    let json = |path: &str| serde_json::from_slice::<serde_json::Value>(bytes(site, path)).unwrap();
    let mut described = Vec::new();
    for (path, _) in site.files().filter(|(path, _)| path.ends_with("csv-metadata.json")) {
        let folder = path.trim_end_matches("csv-metadata.json");
        for table in json(path)["tables"].as_array().unwrap() {
            described.push(format!("{folder}{}", table["url"].as_str().unwrap()));
        }
    }
    described.sort();
    let files: Vec<_> = site.files().map(|(path, _)| path).filter(|path| path.ends_with(".csv")).collect();
    assert_eq!(described, files);
    let resources = json("datapackage.json")["resources"].clone();
    let resources: Vec<_> =
        resources.as_array().unwrap().iter().map(|one| one["path"].as_str().unwrap().to_owned()).collect();
    assert!(
        resources.contains(&"areas/north/figures.csv".to_owned())
            && resources.iter().all(|path| described.contains(path))
    );
    let named: std::collections::BTreeSet<_> = resources.iter().collect();
    assert_eq!(named.len(), resources.len());
    for page in
        ["areas/north/2019-20/index.html", "national/2019-20/index.html", "measures/cost/index.html", "data/index.html"]
    {
        let html = std::str::from_utf8(bytes(site, page)).unwrap();
        let (_, data) = html.split_once("<script type=\"application/ld+json\">").unwrap();
        let data: serde_json::Value = serde_json::from_str(data.split_once("</script>").unwrap().0).unwrap();
        assert_eq!(data["@type"], "Dataset", "{page}");
        assert!((50..5000).contains(&data["description"].as_str().unwrap().len()), "{page}");
        let files = data["distribution"].as_array().unwrap();
        assert!(
            !files.is_empty()
                && files.iter().all(|file| file["contentUrl"].is_string() && file["encodingFormat"].is_string())
        );
    }
}

/// A link says how large the file is that it leads to.
#[test]
fn links_lead_to_the_files_and_say_what_they_are() {
    let mini = sites::site("figures-of-every-kind");
    let site = mini.publication.site.as_ref().unwrap();
    let (link, mut found) = (Selector::parse("a[href$='.csv'], a[href$='.json'], a[href$='.ods']").unwrap(), 0);
    for (path, html) in site.files().filter(|(path, _)| path.ends_with(".html")) {
        for link in Html::parse_document(std::str::from_utf8(html).unwrap()).select(&link) {
            let to = link.value().attr("href").unwrap().trim_start_matches("../");
            let Some(file) = site.get(to).filter(|_| path != "compare/index.html") else { continue };
            let words: String = link.text().collect();
            let size = file.len().div_ceil(1000);
            assert!(words.contains(&format!(", {size} KB")), "{path}: {to} has {} bytes: {words}", file.len());
            found += 1;
        }
    }
    assert!(found > 80, "{found} links");
    let data = mini.page("data/index.html");
    for (path, csv) in site.files().filter(|(path, _)| path.ends_with("figures.csv")) {
        let rows = rows(csv).len();
        let rows = format!("{rows} row{})", if rows == 1 { "" } else { "s" });
        let (_, link) =
            data.split_once(&format!("href=\"../{path}\">")).unwrap_or_else(|| panic!("{path} has no link"));
        assert!(link.split_once("</a>").unwrap().0.ends_with(&rows), "{path}");
    }
}

/// The sheets of a workbook, each with the words or numbers of its cells, row by row.
pub(crate) fn sheets(ods: &[u8]) -> Vec<(String, Vec<Vec<String>>)> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(ods)).unwrap();
    let mut content = String::new();
    std::io::Read::read_to_string(&mut archive.by_name("content.xml").unwrap(), &mut content).unwrap();
    let content = roxmltree::Document::parse(&content).unwrap();
    let attribute = |node: roxmltree::Node<'_, '_>, name: &str| {
        node.attributes().find(|attribute| attribute.name() == name).map(|attribute| attribute.value().to_owned())
    };
    let cell = |cell: roxmltree::Node<'_, '_>| {
        assert_eq!(cell.tag_name().name(), "table-cell", "no cell is covered by another");
        assert!(
            attribute(cell, "number-columns-spanned").is_none() && attribute(cell, "number-rows-spanned").is_none()
        );
        let words: String = cell.descendants().filter_map(|node| node.text().filter(|_| node.is_text())).collect();
        let text = attribute(cell, "value").unwrap_or(words);
        assert!(!text.trim().is_empty(), "no cell is blank");
        text
    };
    let row = |row: roxmltree::Node<'_, '_>| row.children().map(cell).collect::<Vec<_>>();
    let tables = content.descendants().filter(|node| node.tag_name().name() == "table");
    let ranges = content.descendants().filter(|node| node.tag_name().name() == "database-range");
    let ranges: Vec<_> = ranges.map(|range| attribute(range, "target-range-address").unwrap()).collect();
    let read = tables.map(|table| {
        let name = attribute(table, "name").unwrap();
        let rows: Vec<_> = table.children().filter(|node| node.tag_name().name() == "table-row").map(row).collect();
        if name != "Cover" {
            let (head, width) = (rows.iter().position(|row| row.len() > 1).unwrap(), rows.last().unwrap().len());
            assert!(
                rows[..head].iter().all(|row| row.len() == 1) && rows[head..].iter().all(|row| row.len() == width),
                "{name}"
            );
            let last = char::from(b'A' + u8::try_from(width - 1).unwrap());
            let range = format!("'{name}'.A{}:'{name}'.{last}{}", head + 1, rows.len());
            assert!(ranges.contains(&range), "{range} is none of {ranges:?}");
            let heads: std::collections::BTreeSet<_> = rows[head].iter().collect();
            assert_eq!(heads.len(), width, "{name}: each column has a head of its own: {heads:?}");
        }
        (name, rows)
    });
    read.collect()
}

/// The checklist of the Analysis Function for accessible spreadsheets, as far as a program can tell.
#[test]
fn workbooks_can_be_read_by_everybody() {
    for name in ["figures-of-every-kind", "the-nation-is-added-up"] {
        let site = sites::site(name).publication.site.as_ref().unwrap();
        let mut found = 0;
        for (path, ods) in site.files().filter(|(path, _)| path.ends_with(".ods")) {
            assert!(
                ods.starts_with(b"PK")
                    && ods[30..].starts_with(b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet")
            );
            let sheets = sheets(ods);
            let names: Vec<_> = sheets.iter().map(|(name, _)| name.as_str()).collect();
            assert_eq!(names[..3], ["Cover", "Contents", "Notes"], "{path}");
            let listed: Vec<_> = sheets[1].1[2..].iter().map(|row| row[0].as_str()).collect();
            assert_eq!(listed, names[2..], "{path}: each sheet is in the contents");
            // The tables of a report are those of its page, to the digit.
            let folder = path.trim_end_matches("figures.ods");
            let tables =
                site.files().filter(|(path, _)| path.starts_with(&format!("{folder}table-")) && path.ends_with(".csv"));
            let mut told: Vec<_> = tables.flat_map(|(_, csv)| rows(csv)).map(|row| row["value"].clone()).collect();
            let is_number = |cell: &String| cell.parse::<f64>().is_ok();
            let cells = sheets[3..].iter().flat_map(|(_, rows)| rows).flatten();
            let mut shown: Vec<_> = cells.filter(|cell| is_number(cell)).cloned().collect();
            told.retain(is_number);
            told.sort();
            shown.sort();
            if folder.starts_with("areas/") {
                assert_eq!(shown, told, "{name}: {path}");
            }
            assert!(told.iter().all(|number| shown.contains(number)), "{name}: {path}");
            found += 1;
        }
        assert!(found > 2, "{name}: {found}");
    }
}
