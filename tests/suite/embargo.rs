//! While a report is under embargo nobody can work out its figures: not from a page, not from data, not by subtraction.

use std::collections::{BTreeMap, BTreeSet};

use areabook::book::plan::Now;
use areabook::publish::publish;
use areabook::publish::released::{Occasion, Readers};
use areabook::source::{SourceFile, Sources};
use scraper::{Html, Node};

/// The figures that the held report hands in or that follow from them.
const HELD: [u64; 7] = [2417, 1583, 311, 617, 2417 + 311, 2417 + 1583, 2417 + 1583 + 311];

/// What holds no figure of a return, and numbers all the same.
const ABOUT: [&str; 5] = ["404.html", "_headers", "_nginx.conf", "reading/index.html", "robots.txt"];

/// The attributes that hold words or data rather than places on a drawing.
const TOLD: [&str; 9] =
    ["alt", "aria-label", "content", "data-value", "datetime", "href", "office:value", "title", "value"];

/// What a file tells readers, screen readers and programs: the text of a page or drawing and the attributes that hold
/// words, without the places of what charts draw.
fn text(path: &str, bytes: &[u8]) -> String {
    let text = crate::told(bytes);
    if ![".html", ".svg", ".xml", ".ods"].iter().any(|ending| path.ends_with(ending)) {
        return text;
    }
    let page = Html::parse_document(&text);
    let mut told = String::new();
    for node in page.tree.nodes() {
        match node.value() {
            Node::Text(words) => told.extend([words, " "]),
            Node::Element(element) => {
                let words = element.attrs().filter(|(name, _)| TOLD.contains(name));
                told.extend(words.flat_map(|(_, value)| [value, " "]));
            }
            _ => {}
        }
    }
    told
}

/// The whole numbers of a text. A comma parts thousands where three digits follow, and nothing else.
fn whole_numbers(text: &str) -> BTreeSet<u64> {
    let is_digit = |sign: &u8| sign.is_ascii_digit();
    let bytes = text.as_bytes();
    let parts_thousands = |at: usize| {
        let behind = bytes[at + 1..].iter().take_while(|sign| is_digit(sign)).count();
        bytes[at] == b',' && at > 0 && is_digit(&bytes[at - 1]) && behind == 3
    };
    let kept: Vec<u8> = (0..bytes.len()).filter(|at| !parts_thousands(*at)).map(|at| bytes[at]).collect();
    let digits =
        kept.split(|sign| !is_digit(sign)).filter_map(|digits| std::str::from_utf8(digits).unwrap().parse().ok());
    digits.collect()
}

/// The public site at a time.
fn at(now: &str) -> Occasion {
    Occasion::new(now.parse::<Now>().unwrap(), Readers::Public)
}

/// Every whole number of every file of a book's public site at a time, with a file that holds it; numbers of style sheets and
/// scripts and of pages about the site are not figures.
fn numbers(book: &str, now: &str) -> BTreeMap<u64, String> {
    let sources = crate::sites::sources(book);
    let publication = publish(&sources, at(now));
    assert!(!publication.has_errors(), "the held report is checked and has no errors");
    let mut found = BTreeMap::new();
    for (path, bytes) in publication.site.unwrap().files() {
        if path.starts_with("assets/") || ABOUT.contains(&path) {
            continue;
        }
        for number in whole_numbers(&text(path, bytes)) {
            found.entry(number).or_insert_with(|| path.to_owned());
        }
    }
    found
}

/// The held figures that are the difference of two numbers of the site.
fn by_subtraction(numbers: &BTreeMap<u64, String>) -> BTreeSet<u64> {
    let found = |held: &u64| numbers.keys().any(|number| numbers.contains_key(&(number + held)));
    HELD.into_iter().filter(found).collect()
}

#[test]
fn a_held_figure_is_neither_there_nor_left_by_subtraction() {
    let before = numbers("an-embargo-leaves-no-trace", "2026-01-02T09:29");
    let there: Vec<_> = HELD.iter().filter_map(|held| before.get(held)).collect();
    assert!(there.is_empty(), "held figures stand in {there:?}");
    assert_eq!(by_subtraction(&before), BTreeSet::new());
    assert!(before.contains_key(&33), "the other area is published");
}

/// The nation's total less the published area is the held area's total: without holding the nation too the test above
/// would fail, and after the embargo all of it is there.
#[test]
fn at_its_time_the_report_and_the_nation_are_published() {
    let after = numbers("an-embargo-leaves-no-trace", "2026-01-02T09:30");
    let total = 2417 + 1583 + 311;
    assert!(after.contains_key(&total) && after.contains_key(&(33 + total)));
    assert!(by_subtraction(&after).contains(&total));
}

#[test]
fn the_nation_can_be_held_by_itself() {
    let [before, after] =
        ["2026-01-02T09:29:59", "2026-01-02T09:30"].map(|now| numbers("the-nation-is-held-by-itself", now));
    assert!(!before.contains_key(&4344) && before.contains_key(&33), "the area alone is published");
    assert!(after.contains_key(&4344));
}

#[test]
fn the_name_of_a_held_report_is_nowhere() {
    let sources = crate::sites::sources("an-embargo-leaves-no-trace");
    let site = publish(&sources, at("2026-01-02T09:29")).site.unwrap();
    for (path, bytes) in site.files() {
        let text = crate::told(bytes);
        assert!(!path.contains("south/2019-20") && !text.contains("south/2019-20"), "{path}");
    }
}

/// The files of the public site of some sources, by their paths.
fn files(sources: &Sources, now: &str) -> BTreeMap<String, Vec<u8>> {
    let publication = publish(sources, at(now));
    assert!(!publication.has_errors(), "{:?}", publication.findings);
    let site = publication.site.unwrap();
    site.files().map(|(path, bytes)| (path.to_owned(), bytes.to_vec())).collect()
}

/// The sources without a folder.
fn without(sources: &Sources, folder: &str) -> Sources {
    let gone: Vec<_> = sources.below(folder).map(|file| sources.path(file).to_owned()).collect();
    assert!(!gone.is_empty(), "there is no {folder}");
    sources.with(&gone, Vec::<SourceFile>::new())
}

fn with(sources: &Sources, path: &str, text: String) -> Sources {
    sources.with(&[], vec![SourceFile { path: path.to_owned(), bytes: text.into() }])
}

/// The public site with a draft, with a report that waits for its time, and with one that nobody has signed is byte for byte that of a
/// book without the report: what the nation adds up over its areas among it. Where it is the only one that is missing, and sums were
/// handed in, the nation's report waits with it.
#[test]
fn what_is_not_released_is_in_no_byte() {
    const FOLDER: &str = "areas/south/2019-20/";
    let all = crate::sites::sources("the-nation-is-added-up");
    let (path, settings) = (format!("{FOLDER}report.yaml"), crate::sites::text(&all, "book.toml"));
    let report = crate::sites::text(&all, &path);
    let national = "content/national/2019-20/";
    let nobody = files(&without(&all, FOLDER), "2021-01-01");
    assert_ne!(files(&all, "2021-01-01"), nobody, "the report shows somewhere");
    let draft = with(&all, &path, report.replace("status: final", "status: draft"));
    assert_eq!(files(&draft, "2021-01-01"), nobody, "a draft");
    let nothing = files(&without(&without(&all, FOLDER), national), "2021-01-01");
    let path_of_nation = format!("{national}statistics.yaml");
    let told = crate::sites::text(&all, &path_of_nation) + "incidents: { red: 950, blue: \"[x]\" }\n";
    let told = with(&draft, &path_of_nation, told);
    assert_eq!(files(&told, "2021-01-01"), nothing, "figures of the nation that would tell those of the draft");
    let area = "area: east\nname: East\nregion: Nowhere\n".to_owned();
    let excused = |book: &Sources| {
        let book = with(book, "areas/east/area.yaml", area.clone());
        with(&book, "content/periods/2019-20.yaml", "excused: { east: Its office was closed. }\n".to_owned())
    };
    let left = excused(&without(&without(&all, FOLDER), national));
    assert_eq!(files(&excused(&told), "2021-01-01"), files(&left, "2021-01-01"), "beside an area that is excused");
    let held = with(&all, &path, format!("{report}release: 2021-06-01T09:30\n"));
    assert_eq!(files(&held, "2021-06-01T09:29"), nothing, "a report that waits for its time");
    let [now, always] = [(&held, "2021-06-01T09:30"), (&all, "2021-01-01")].map(|(sources, now)| files(sources, now));
    assert_eq!(now.keys().collect::<Vec<_>>(), always.keys().collect::<Vec<_>>(), "its time has come");
    let period = "release: 2021-06-01T09:30\n".to_owned();
    let of_period = with(&all, "content/periods/2019-20.yaml", period);
    let earlier =
        ["areas/north/2019-20/", FOLDER, national].iter().fold(all.clone(), |left, folder| without(&left, folder));
    assert_eq!(
        files(&of_period, "2021-06-01T09:29"),
        files(&earlier, "2021-01-01"),
        "a period that waits for its time"
    );
    let unsigned = with(&all, "book.toml", format!("{settings}\n[release]\nsign_off = true\n"));
    let none = files(&unsigned, "2021-01-01");
    assert!(none.keys().all(|path| !path.contains("h/2019-20")), "nobody has signed anything");
    let later =
        with(&all, "book.toml", format!("{settings}\n[release]\nsign_off = true\nsign_off_from = \"2019-20\"\n"));
    let [later, earlier] = [&later, &earlier].map(|sources| files(sources, "2021-01-01"));
    let reports = |files: &BTreeMap<String, Vec<u8>>| -> Vec<String> {
        files.keys().filter(|path| path.starts_with("areas/")).cloned().collect()
    };
    assert_eq!(reports(&later), reports(&earlier), "reports of earlier years need no signature");
}

/// The same of a book of which other reports were released and corrected, in its editions, its feed and its lists of changes too.
#[test]
fn what_is_not_released_is_in_no_byte_of_what_tells_of_releases() {
    const FOLDER: &str = "areas/south/2019-20/";
    let all = crate::sites::sources("released-and-corrected");
    let later = ["releases/2020-11-03T1500", "releases/2020-11-10T0930"];
    let later = later
        .iter()
        .fold(all.clone(), |left, name| without(&without(&left, &format!("{name}/")), &format!("{name}.yaml")));
    let path = format!("{FOLDER}report.yaml");
    let report = crate::sites::text(&all, &path);
    let now = "2020-11-03T12:00";
    // As it was before the report was released: with a draft of it, and with it ahead of its time.
    let first = without(&without(&later, "releases/2020-11-03T0930/"), "releases/2020-11-03T0930.yaml");
    let first = ["areas/north/2018-19", "content"].iter().fold(first, |left, folder| {
        let then = format!("releases/2020-10-30T0930/{folder}/");
        let inside = |path: &str| path.strip_prefix("releases/2020-10-30T0930/").unwrap().to_owned();
        let copies: Vec<_> =
            left.listed(&then).map(|(file, path)| (inside(path), left.text(file).unwrap().to_owned())).collect();
        let left = left.with(&["content/corrections.yaml".to_owned()], Vec::<SourceFile>::new());
        copies.into_iter().fold(left, |left, (path, text)| with(&left, &path, text))
    });
    let nobody = files(&without(&first, FOLDER), now);
    assert!(nobody["changes.json"].len() > 100 && nobody.contains_key("feed.xml"));
    let draft = with(&first, &path, report.replace("status: final", "status: draft"));
    assert_eq!(files(&draft, now), nobody, "a draft");
    let held = with(&first, &path, format!("{report}release: 2021-06-01T09:30\n"));
    assert_eq!(files(&held, now), nobody, "a report that waits for its time");
    // What a later release publishes is in no byte before.
    let ready = with(&first, &path, format!("{report}release: 2020-10-01T09:30\n"));
    let ahead = files(&ready.with(&[], releases(&all)), "2020-11-02");
    let before = files(&ready, "2020-11-02");
    assert_eq!(ahead, before, "releases that were recorded ahead of their time");
}

/// The files of the releases of a book.
fn releases(sources: &Sources) -> Vec<SourceFile> {
    let copy = |(file, path): (_, &str)| SourceFile { path: path.to_owned(), bytes: sources.bytes(file).to_vec() };
    sources.listed("releases/").map(copy).collect()
}

/// A report whose text prints what is not public yet waits with it: no page has a gap in a sentence.
#[test]
fn a_text_that_prints_what_is_not_public_waits() {
    let all = crate::sites::sources("the-nation-is-added-up");
    let path = "areas/south/2019-20/report.yaml";
    let words = "In all there were {{ incidents/red }} red incidents.\n";
    let told =
        with(&all, "content/national/2019-20/summary.md", format!("---\ntitle: Summary\norder: 10\n---\n{words}"));
    let draft = with(&told, path, crate::sites::text(&all, path).replace("status: final", "status: draft"));
    let publication = publish(&draft, at("2021-01-01"));
    let waits: Vec<_> = publication.findings.iter().filter(|finding| finding.rule.code == "C112").collect();
    assert_eq!(waits.len(), 1, "{:?}", publication.findings);
    assert_eq!(publication.waiting.len(), 1);
    for (path, bytes) in files(&draft, "2021-01-01") {
        let text = crate::told(&bytes);
        assert!(!text.contains("figure missing") && !text.contains("In all there were"), "{path}");
    }
    assert!(of_nation(&told).contains("In all there were"));
    // What was released stays, and its finding says so.
    let released = crate::releases::released(&told, 0).unwrap().0;
    let draft = with(&released, path, crate::sites::text(&all, path).replace("status: final", "status: draft"));
    let publication = publish(&draft, at("2026-02-01"));
    let mut waits = publication.findings.iter().filter(|finding| finding.rule.code == "C112");
    assert_eq!(waits.next().unwrap().help, ["nothing has to be done: until then the report stays as it was released"]);
    assert_eq!(files(&draft, "2026-02-01"), files(&released, "2026-02-01"));
}

/// How far the reports have come is for those who write them: on the site with drafts it has a page, and on the public site nothing.
#[test]
fn how_far_reports_have_come_is_on_no_public_page() {
    const PAGE: &str = "status/2019-20/index.html";
    let all = crate::sites::sources("the-nation-is-added-up");
    let path = "areas/south/2019-20/report.yaml";
    let report = crate::sites::text(&all, path);
    let draft = with(&all, path, report.replace("status: final", "status: draft"));
    for (path, bytes) in files(&draft, "2021-01-01") {
        let text = crate::told(&bytes).to_lowercase();
        assert!(!path.starts_with("status") && !text.contains("status/") && !text.contains("have come"), "{path}");
    }
    let site = publish(&draft, Occasion::new("2021-01-01".parse::<Now>().unwrap(), Readers::Team)).site.unwrap();
    let text = |path: &str| crate::loose(site.get(path).unwrap());
    let page = text(PAGE);
    let link = "<a href=\"../../areas/south/2019-20/index.html\">South</a>";
    assert!(page.contains(link) && page.contains("2 final, 1 draft") && page.contains("noindex"), "{page}");
    assert!(text("areas/south/2019-20/index.html").contains("href=\"../../../status/2019-20/index.html\""));
    assert!(site.get("sitemap.xml").is_none());
    let held = with(&all, path, format!("{report}release: 2021-06-01T09:30\n"));
    let occasion = Occasion::new("2021-01-01".parse::<Now>().unwrap(), Readers::Team);
    let page = crate::loose(publish(&held, occasion).site.unwrap().get(PAGE).unwrap());
    assert_eq!(page.matches("held until 1 June 2021, 09:30").count(), 2, "the nation waits with it: {page}");
}

/// Whether a site holds the text in the page of the nation for 2019-20.
fn of_nation(sources: &Sources) -> String {
    let files = files(sources, "2021-01-01");
    String::from_utf8(files["national/2019-20/index.html"].clone()).unwrap()
}

/// An area that is excused exists, and what the others add up to is not the nation's; one that does not exist in the period is missing
/// from nothing.
#[test]
fn a_sum_without_an_excused_area_is_not_the_nations() {
    let all = without(&crate::sites::sources("the-nation-is-added-up"), "areas/south/2019-20/");
    let excused = "excused: { south: The records were lost in a flood. }\n".to_owned();
    let excused = with(&all, "content/periods/2019-20.yaml", excused);
    let path = "areas/south/area.yaml";
    let ended = with(&all, path, crate::sites::text(&all, path) + "to: 2018-19\n");
    let [missing, excused, ended] = [&all, &excused, &ended].map(of_nation);
    assert!(excused.contains("No report is expected") && excused.contains("The records were lost"));
    let gaps = |page: &str| page.matches("[x]").count();
    assert_eq!(gaps(&excused), gaps(&missing));
    assert!(gaps(&ended) < gaps(&missing), "{} and {}", gaps(&ended), gaps(&missing));
}

/// In summer the clocks are an hour ahead; of an hour that comes twice the second is meant, and `--now` can name an instant.
#[test]
fn times_are_those_of_the_clocks() {
    let all = crate::sites::sources("clean");
    let is_there = |release: &str, now: &str| {
        let sources = with(&all, "content/periods/2019-20.yaml", format!("release: {release}\n"));
        files(&sources, now).contains_key("areas/north/2019-20/index.html")
    };
    let summer = "2020-07-01T09:30";
    for (now, is_public) in [
        ("2020-07-01T08:29:59Z", false),
        ("2020-07-01T08:30Z", true),
        ("2020-07-01T09:30", true),
        ("2020-07-01T09:29", false),
        ("2020-07-01T10:30+02:00", true),
        ("2020-07-01T04:30[America/New_York]", true),
        ("2020-07-01", false),
        ("2020-07-02", true),
    ] {
        assert_eq!(is_there(summer, now), is_public, "{now}");
    }
    let twice = "2020-10-25T01:30";
    for (now, is_public) in [
        ("2020-10-25T00:30Z", false),
        ("2020-10-25T01:29:59Z", false),
        ("2020-10-25T01:30Z", true),
        ("2020-10-25T01:30", false),
        ("2020-10-25T02:00", true),
    ] {
        assert_eq!(is_there(twice, now), is_public, "{now}");
    }
    for text in ["2020-07-01T09", "2020-07-01 09:30", "tomorrow", "2020-07-01T25:00", "2020-13-01", "20200701", "09:30"]
    {
        assert!(text.parse::<Now>().is_err(), "{text} is no time");
    }
}

/// While the report of one quarter waits, so do those that would tell its figures: of its year, and of the nation for that year.
#[test]
fn a_year_waits_for_its_only_quarter_that_is_not_public() {
    let all = crate::sites::sources("quarters-and-years");
    let waits = |sources: &Sources| -> Vec<String> {
        let waiting = publish(sources, at("2026-01-01")).waiting;
        waiting.iter().map(|waiting| format!("{} {}", waiting.area, waiting.period.name())).collect()
    };
    assert_eq!(waits(&all), Vec::<String>::new());
    let edited = |book: &Sources, period: &str, edit: &dyn Fn(&str) -> String| {
        let path = format!("areas/north/{period}/report.yaml");
        with(book, &path, edit(&crate::sites::text(book, &path)))
    };
    let draft = |book: &Sources, period| edited(book, period, &|text| text.replace("status: final", "status: draft"));
    let held = |book: &Sources, period| edited(book, period, &|text| format!("{text}release: 2026-06-01T09:30\n"));
    for book in [draft(&all, "2022-Q2"), held(&all, "2022-Q2"), draft(&all, "2022-Q4")] {
        assert!(waits(&book).contains(&"north 2022".to_owned()), "{:?}", waits(&book));
        let files = files(&book, "2026-01-01");
        assert!(files.contains_key("areas/north/2022-Q1/index.html"));
        for (path, bytes) in files {
            let numbers = whole_numbers(&text(&path, &bytes));
            assert!(!path.starts_with("areas/north/2022/") && !numbers.contains(&1710), "{path}");
        }
    }
    // Of two that are missing nothing follows but what is counted on the last day; of 2023 the other quarters have no report.
    let two = draft(&draft(&all, "2022-Q2"), "2022-Q3");
    assert!(!waits(&two).contains(&"north 2022".to_owned()), "{:?}", waits(&two));
    assert!(waits(&draft(&two, "2022-Q4")).contains(&"north 2022".to_owned()));
    assert!(!waits(&draft(&all, "2023-Q1")).contains(&"north 2023".to_owned()));
    // The quarters have the figure under another name, and a measure says which it is.
    let other = all.listed("").filter(|(_, path)| path.contains("quarter-2022") || path.contains("/2022-Q")).fold(
        all.clone(),
        |book, (file, path)| {
            with(&book, path, all.text(file).unwrap().replace("calls:", "answered:").replace("{ calls/", "{ answered/"))
        },
    );
    let measures =
        crate::sites::text(&all, "content/measures.yaml").replace("quarter-2022: calls/", "quarter-2022: answered/");
    let other = draft(&with(&other, "content/measures.yaml", measures), "2022-Q2");
    assert!(waits(&other).contains(&"north 2022".to_owned()), "{:?}", publish(&other, at("2026-01-01")).findings);
}

/// What is a mean over the quarters tells the last of them as a sum does; what is neither tells nothing.
#[test]
fn a_year_waits_for_a_quarter_that_is_the_rest_of_a_mean() {
    let all = crate::sites::sources("quarters-and-years");
    let mean = "  wait: { title: Wait, counts: flow, unit: days, number: { decimals: 1 }, total: weighted, weighted_by: open, axes: [] }\n";
    let book = |form: &str, of_quarter: &str| {
        all.listed("").fold(all.clone(), |book, (file, path)| match path {
            _ if path.starts_with("content/forms/") => {
                let text = all.text(file).unwrap().replace("    unit: calls\n", "    unit: calls\n    total: none\n");
                with(&book, path, text.replace("    total: sum\n", "    total: none\n") + form)
            }
            _ if path.ends_with("statistics.yaml") && !form.is_empty() => {
                let of_quarter = if path.contains("2022-Q2") { of_quarter } else { "2.0" };
                with(&book, path, format!("{}wait: {of_quarter}\n", all.text(file).unwrap()))
            }
            // No sentence prints what there is no total of.
            _ if path.ends_with("foreword.md") => with(&book, path, "Calls were answered.\n".to_owned()),
            "areas/north/2022-Q2/report.yaml" => {
                with(&book, path, all.text(file).unwrap().replace("status: final", "status: draft"))
            }
            _ => book,
        })
    };
    for (form, of_quarter, has_to_wait) in [(mean, "2.0", true), (mean, "\"[x]\"", false), ("", "", false)] {
        let publication = publish(&book(form, of_quarter), at("2026-01-01"));
        let waits =
            publication.waiting.iter().any(|waiting| waiting.area == "north" && waiting.period.name() == "2022");
        assert_eq!(waits, has_to_wait, "{form} {of_quarter} {:?}", publication.findings);
    }
}

/// What is added up over areas that are public is known to everybody.
#[test]
fn a_year_of_the_nation_waits_for_no_quarter_that_is_added_up() {
    let all = crate::sites::sources("quarters-and-years");
    let mut nation = all.clone();
    for (kind, periods) in [("quarter", vec!["2022-Q1", "2022-Q2", "2022-Q3", "2022-Q4"]), ("year", vec!["2022"])] {
        let form = crate::sites::text(&all, &format!("content/forms/{kind}-2022.yaml"));
        let form = form
            .replace("form: ", "national: true\nform: nation-")
            .replace("    unit: calls\n", "    unit: calls\n    national: sum\n");
        nation = with(&nation, &format!("content/forms/nation-{kind}-2022.yaml"), form);
        for period in periods {
            let status = if period == "2022-Q2" { "draft" } else { "final" };
            let files = [
                ("report.yaml", format!("area: testland\nperiod: {period}\nstatus: {status}\n")),
                ("statistics.yaml", format!("area: testland\nperiod: {period}\nform: nation-{kind}-2022\nopen: 1\n")),
            ];
            for (name, text) in files {
                nation = with(&nation, &format!("content/national/{period}/{name}"), text);
            }
        }
    }
    let path = "areas/south/area.yaml";
    let nation = with(&nation, path, crate::sites::text(&nation, path) + "to: 2021\n");
    let publication = publish(&nation, at("2026-01-01"));
    let waiting: Vec<_> = publication.waiting.iter().map(|waiting| (&waiting.area, waiting.period.name())).collect();
    let of_nation = |period: &str| {
        publication
            .book
            .as_ref()
            .unwrap()
            .all_reports()
            .find(|report| report.area.key == "testland" && report.period.name() == period)
            .and_then(|report| {
                report.figures.number(report.figures.cell(&areabook::address::Address::new("calls/total"))?)
            })
    };
    assert_eq!((waiting, of_nation("2022")), (Vec::new(), Some(1710.into())), "{:?}", publication.findings);
}

/// Whoever types a figure of a report that is not public publishes it; what another report says of its own is none of it.
#[test]
fn what_others_type_of_a_report_that_is_not_public_is_found() {
    let all = crate::sites::sources("the-nation-is-added-up");
    let (report, home) = ("areas/south/2019-20/report.yaml", "content/home.md");
    let said = "In 2019-20 there were 300 red incidents in South.\n";
    let text = with(&all, home, said.to_owned());
    let text = with(
        &text,
        "areas/north/2019-20/aside.md",
        format!(
            "---\ntitle: Aside\norder: 800\n---\n{said}\nIn 2019-20 there were 650 red incidents here, unlike in South.\n"
        ),
    );
    let own = "---\ntitle: Later\norder: 810\n---\nIn 2019-20 there were 300 red incidents.\n";
    let text = with(&text, "areas/south/2018-19/later.md", own.to_owned());
    let tells = |book: &Sources| -> Vec<String> {
        let findings = publish(book, at("2021-01-01")).findings;
        let found = findings.iter().filter(|finding| finding.rule.code == "A113");
        found.map(|finding| format!("{} {}", book.path(finding.span.file), finding.message)).collect()
    };
    assert_eq!(tells(&text), Vec::<String>::new());
    let head = crate::sites::text(&all, report);
    let held = with(&text, report, format!("{head}release: 2021-06-01T09:30\n"));
    for book in [with(&text, report, head.replace("status: final", "status: draft")), held] {
        let found = tells(&book);
        assert_eq!(found.len(), 3, "{found:?}");
        assert!(
            found.iter().all(|one| one.contains("`incidents/red` of South") && one.contains("not public yet")),
            "{found:?}"
        );
    }
}

/// What the book says of a period that is held, of its form, of breaks of series and of an area that begins with it, is in no byte.
#[test]
fn what_is_said_of_a_held_period_waits_with_it() {
    let all = crate::sites::sources("quarters-and-years");
    let (south, form, measures) = ("areas/south/area.yaml", "content/forms/year-2022.yaml", "content/measures.yaml");
    let text = |path: &str| crate::sites::text(&all, path);
    let all = with(&all, form, text(form).replace("{ from: 2022 }", "{ from: 2022, to: 2022 }"));
    let all = with(&all, south, text(south) + "to: 2022\n");
    let later =
        ["2023", "2023-Q1"].iter().fold(all.clone(), |left, period| without(&left, &format!("areas/north/{period}/")));
    let next = "form: year-2023\ntitle: Return of the closure\nbased_on: year-2022\nperiods: { from: 2023 }\n";
    let breaks = "staff, year-2023: staff }\n    breaks: [{ at: 2023, reason: Calls at the gate are left out. }]";
    let series = text(measures).replacen("{ year-2022: calls", "{ year-2023: calls/total, year-2022: calls", 1);
    let path = "areas/north/2023/statistics.yaml";
    let book = [
        (path, text(path).replace("form: year-2022", "form: year-2023")),
        (measures, series.replacen("staff }", breaks, 1)),
        ("content/forms/year-2023.yaml", next.to_owned()),
        ("areas/eastvale/area.yaml", "area: eastvale\nname: Eastvale\nregion: Nowhere\nfrom: 2023\n".to_owned()),
        (south, text(south) + "to: 2022\nbecame: [{ area: eastvale }]\n"),
    ];
    let book = book.into_iter().fold(all, |book, (path, text)| with(&book, path, text));
    let site = files(&book, "2024-06-01");
    for words in ["Calls at the gate", "Return of the closure", "Eastvale"] {
        assert!(site.values().any(|bytes| crate::told(bytes).contains(words)), "{words}");
    }
    let held = ["2023", "2023-Q1"].iter().fold(book, |book, period| {
        with(&book, &format!("content/periods/{period}.yaml"), "release: 2024-09-01T09:30\n".to_owned())
    });
    let (held, later) = (files(&held, "2024-06-01"), files(&later, "2024-06-01"));
    let differs = |path: &&String| held.get(*path) != later.get(*path);
    let differs: BTreeSet<_> = held.keys().chain(later.keys()).filter(differs).collect();
    assert!(differs.is_empty(), "{differs:?}");
}
