//! The schemas for editors: what they take, what they refuse, and that they keep up with the readers.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use areabook::diagnostic::Diagnostic;
use areabook::parse::files::kinds::kinds;
use areabook::parse::parse;
use areabook::parse::shape::describe::{Holds, Known, Shape};
use areabook::schema;
use areabook::shell::read;
use areabook::source::Sources;
use regex::Regex;
use serde_json::{Value, json};

use crate::judge::{Judge, kind};
use crate::project;
use crate::sites::{self, MiniSite};

/// The schemas of a book, by their names without ending.
fn schemas(sources: &Sources) -> BTreeMap<String, Value> {
    let book = parse(sources).0.unwrap();
    let schemas = schema::schemas(&book).into_iter();
    schemas
        .map(|(name, text)| {
            (name.strip_suffix(".schema.json").unwrap().to_owned(), serde_json::from_str(&text).unwrap())
        })
        .collect()
}

/// Judges every file of a book but those in `except`, and gives how many there were of each kind.
fn judge_book(sources: &Sources, except: &BTreeSet<String>) -> BTreeMap<&'static str, usize> {
    let judge = Judge::new(&schemas(sources));
    let (mut count, mut faults) = (BTreeMap::new(), Vec::new());
    for file in sources.below("") {
        let path = sources.path(file);
        // What a release keeps is as it was written then.
        if path.starts_with("releases/") {
            continue;
        }
        let Some((kind, text)) = sources.text(file).ok().and_then(|text| kind(path, text)) else { continue };
        if !except.contains(path) {
            *count.entry(kind).or_insert(0) += 1;
            faults.extend(judge.faults(kind, text).into_iter().map(|fault| format!("{path} {fault}")));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    count
}

fn read_file(path: &str) -> String {
    fs::read_to_string(project().join(path)).unwrap()
}

#[test]
fn the_schemas_are_schemas_and_the_same_each_time() {
    let sources = read::book(&project()).unwrap();
    for (name, schema) in schemas(&sources) {
        jsonschema::draft202012::meta::validate(&schema).unwrap_or_else(|fault| panic!("{name}: {fault}"));
        assert!(schema["$comment"].as_str().unwrap().contains("areabook schema"), "{name}");
    }
    let twice = [0, 1].map(|_| schema::schemas(&parse(&sources).0.unwrap()));
    assert_eq!(twice[0], twice[1]);
    let empty = sites::with("_base", &[("content/forms/test-2019.yaml", "nothing: here\n")]);
    for (name, schema) in schemas(&empty) {
        jsonschema::draft202012::meta::validate(&schema).unwrap_or_else(|fault| panic!("no forms, {name}: {fault}"));
    }
}

#[test]
fn every_file_of_the_sample_book_and_of_the_base_validates() {
    let count = judge_book(&read::book(&project()).unwrap(), &BTreeSet::new());
    assert_eq!(count.len(), 9, "{count:?}");
    assert!(count["return"] >= 10 && count["area"] == 42, "{count:?}");
    judge_book(&sites::sources("_base"), &BTreeSet::new());
}

/// No line under what areabook takes: a file of a mini-site that nothing was found in validates. `{ total: 44 [e] }` is
/// taken too, and is no YAML to anybody else.
#[test]
fn what_areabook_takes_validates() {
    let marker_in_braces = Regex::new(r"\d \[[a-z]\] *[,}]").unwrap();
    let mut files = 0;
    for MiniSite { sources, publication, .. } in sites::all() {
        let places = |finding: &Diagnostic| {
            let related = finding.related.iter().map(|(span, _)| *span);
            related.chain([finding.span]).collect::<Vec<_>>()
        };
        let mut found: BTreeSet<_> =
            publication.findings.iter().flat_map(places).map(|span| sources.path(span.file).to_owned()).collect();
        let marked =
            sources.below("").filter(|file| sources.text(*file).is_ok_and(|text| marker_in_braces.is_match(text)));
        found.extend(marked.map(|file| sources.path(file).to_owned()));
        if publication.book.is_some() && !found.iter().any(|path| schema::is_made_from(path)) {
            files += judge_book(sources, &found).values().sum::<usize>();
        }
    }
    assert!(files > 300, "{files}");
}

#[test]
fn broken_files_do_not_validate() {
    let judge = Judge::new(&schemas(&read::book(&project()).unwrap()));
    let (dorset, durham) = ("areas/dorset/2013-14/", "areas/county-durham/2005-06/");
    let broken = [
        (dorset, "statistics.yaml", "eligible:", "eligable:", "eligable"),
        (dorset, "statistics.yaml", "form: ew-2013\n", "", "form"),
        (dorset, "statistics.yaml", "form: ew-2013", "form: ew-2014", "/form"),
        (dorset, "statistics.yaml", "area: dorset", "area: dorsett", "/area"),
        (dorset, "statistics.yaml", "period: 2013-14", "period: 2013-15", "/period"),
        (dorset, "statistics.yaml", "category_1: 606", "category_4: 606", "category_4"),
        (dorset, "statistics.yaml", "level_2: { category_1: 6, ", "level_4: { category_1: 6, ", "level_4"),
        (dorset, "statistics.yaml", "breach_of_notification: 15", "breach_of_notification: 1,239", "/breach"),
        (dorset, "statistics.yaml", "sopos: 44", "sopos: 1,044", "/orders"),
        (dorset, "statistics.yaml", "sopos: 44", "sopos: many", "/orders/sopos"),
        (dorset, "statistics.yaml", "sopos: 44", "sopos: -44", "/orders/sopos"),
        (dorset, "statistics.yaml", "rso_rate: 90", "rso_rate: { total: 90 }", "/rso_rate"),
        (dorset, "statistics.yaml", "category_3: \"[z]\", total: 819", "category_3: 3", "/eligible/level_1/category_3"),
        (dorset, "statistics.yaml", "notes:\n  rso_rate", "notes:\n  orders/sopo", "/notes"),
        (durham, "statistics.yaml", "period: 2005-06", "period: 2008-09", "/period"),
        (durham, "statistics.yaml", "basic_command_units", "basic_comand_units", "basic_command_units"),
        (durham, "statistics.yaml", "bcu_north: 163", "bcu_north: some", "/registered/bcu_north"),
        (dorset, "report.yaml", "status: final", "status: finished", "/status"),
        (dorset, "report.yaml", "status: final\n", "", "status"),
        (dorset, "report.yaml", "authority: police", "authority: fire", "/signatories/1/authority"),
        (dorset, "report.yaml", "role: Assistant", "rôle: Assistant", "role"),
        (dorset, "report.yaml", "  - cell: eligible/total/total\n    printed", "  - printed", "/corrections/0"),
        (durham, "report.yaml", "lay-adviser:", "lay-advisor:", "lay-advisor"),
        ("areas/dorset/", "area.yaml", "region: South West\n", "", "region"),
        ("areas/dorset/", "area.yaml", "name: Dorset", "name: [Dorset]", "/name"),
        ("areas/dorset/", "area.yaml", "police_force_area:", "police_force_aera:", "police_force_aera"),
        (
            "areas/dorset/",
            "area.yaml",
            "police_force_area: Dorset",
            "police_force_area: [Dorset]",
            "/police_force_area",
        ),
        ("content/", "sections.yaml", "order: 100", "order: first", "/sections/foreword/order"),
        ("content/", "measures.yaml", "counts: flow", "counts: flows", "/counts"),
        ("content/", "measures.yaml", "ew-2005: registered/total", "ew-2005: registered/totl/x", "/cells/ew-2005"),
        ("content/", "measures.yaml", "ew-2005: registered/total", "ew-2006: registered/total", "ew-2006"),
        ("content/forms/", "ew-2013.yaml", "unit: people", "units: people", "units"),
        ("content/forms/", "ew-2013.yaml", "kind: grouped-bars", "kind: pie", "/chart/kind"),
        ("content/forms/", "ew-2013.yaml", "from: 2012-13", "from: 2012-14", "/periods/from"),
        ("", "book.toml", "theme =", "themes =", "themes"),
        ("", "book.toml", "conformance = \"partial\"", "conformance = \"mostly\"", "/accessibility/conformance"),
        ("", "book.toml", "police = \"the police force\"", "police = { called = \"it\" }", "/authorities/police"),
        ("", "book.toml", "updated = 2026-11-22", "updated = \"November 2026\"", "/book/updated"),
        ("content/shared/", "what-is-mappa.md", "valid_from: 2008-04-01", "valid_from: April 2008", "/valid_from"),
    ];
    for (folder, name, from, to, place) in broken {
        let whole = read_file(&format!("{folder}{name}"));
        let path = format!("{folder}{name}");
        assert!(whole.contains(from), "{path} holds no `{from}`");
        let broken = whole.replacen(from, to, 1);
        let (kind, text) = kind(&path, &broken).unwrap();
        let faults = judge.faults(kind, text);
        assert!(!faults.is_empty(), "{path} with `{to}` validates");
        assert!(faults.iter().any(|fault| fault.contains(place)), "{path} with `{to}`: {faults:?}");
    }
}

#[test]
fn waivers_last_year_and_relations_have_their_shapes() {
    let judge = Judge::new(&schemas(&read::book(&project()).unwrap()));
    let files =
        ["areas/dorset/2013-14/report.yaml", "areas/dorset/2013-14/statistics.yaml", "content/forms/ew-2013.yaml"];
    let waiver =
        "waivers:\n  - { code: A101, at: eligible, reason: As printed., by: Head of MAPPA, until: 2014-12-31 }\n";
    let relation = "relations:\n  - { sum: [yearly/*/*, orders/sopos], at_most: eligible/*/*, reason: It cannot. }\n";
    let last_year = "last_year: { eligible/total/total: 800, rso_rate: \"[x]\" }\n";
    for (path, more, broken) in [
        (
            files[0],
            waiver,
            [("A101", "A999"), ("reason", "why"), ("2014-12-31", "next year"), ("by: Head of MAPPA, ", "")],
        ),
        (
            files[1],
            last_year,
            [("eligible", "eligable"), ("total/total", "total"), ("800", "1,239"), ("rso_rate", "rate")],
        ),
        (
            files[2],
            relation,
            [("sum", "sums"), ("at_most", "atmost"), ("[yearly", "[[yearly]"), (", reason: It cannot.", "")],
        ),
    ] {
        let whole = read_file(path);
        let before = whole.split("\nrelations:").next().unwrap().to_owned() + "\n";
        let text = before.clone() + more;
        let kind = kind(path, &text).unwrap().0;
        assert_eq!(judge.faults(kind, &text), Vec::<String>::new(), "{path}");
        for (from, to) in broken {
            let text = before.clone() + &more.replacen(from, to, 1);
            assert!(!judge.faults(kind, &text).is_empty(), "{path} with `{to}` validates");
        }
    }
}

/// A cell is a cell to the editor where it is one to areabook.
#[test]
fn cells_are_judged_as_areabook_judges_them() {
    let cells = [
        "0",
        "1239",
        "999999999999",
        "'44'",
        "\"[z]\"",
        "'[low]'",
        "[z]",
        "[ \"x\" ]",
        "44 [p]",
        "\"44 [p] [e]\"",
        "44[r]",
        "44   [b]",
        "-1",
        "1,239",
        "'1 239'",
        "1_239",
        "1.5",
        "-0.25",
        "'1.'",
        "'.5'",
        "'-7 [e]'",
        "'00.5'",
        "1000000000000",
        "ninety",
        "'[p]'",
        "[p]",
        "[1, 472]",
        "[]",
        "'44 [z]'",
        "'44 [p][e]'",
        "'[z] [p]'",
        "'0123'",
        "n/a",
        "true",
        "~",
        "",
        "''",
        "{ a: 1 }",
        "44 p",
        "[[z]]",
        "'[Z]'",
    ];
    let judge = Judge::new(&schemas(&sites::sources("_base")));
    let path = "areas/north/2019-20/statistics.yaml";
    let base = read_file(&format!("tests/sites/_base/{path}"));
    for cell in cells {
        let of_form = base.replace("breaches: 2", &format!("breaches: {cell}"));
        let local = format!("{base}\nlocal:\n  trained:\n    value: {cell}\n    counts: people\n    source: log\n");
        for text in [of_form, local] {
            let (_, findings) = parse(&sites::with("_base", &[(path, &text)]));
            let faults = judge.faults("return", &text);
            assert_eq!(faults.is_empty(), findings.is_empty(), "`{cell}`: {faults:?} {findings:?} in {text}");
        }
    }
}

/// The keys that a reader asks for by name, wherever they stand in a file.
fn keys(shape: &Shape, found: &mut BTreeSet<String>) {
    match &shape.holds {
        Holds::List(item) => keys(item, found),
        Holds::Map(map) | Holds::TextOr(map) => {
            found.extend(map.keys.iter().map(|entry| entry.key.clone()));
            map.keys.iter().map(|entry| &entry.shape).chain(map.others.as_deref()).for_each(|shape| keys(shape, found));
        }
        _ => {}
    }
}

/// A file never silently loses a key: one that is misspelt is found.
#[test]
fn a_misspelt_key_is_never_passed_over() {
    let base = sites::sources("_base");
    let book = parse(&base).0.unwrap();
    let kinds = kinds(&Known { book: None, form: book.forms.first(), rules: &[] });
    let key_at = Regex::new(r"(?:^|\n *(?:- )?|[{,] )([a-z_]+)(?::| =)").unwrap();
    let mut count = 0;
    for file in base.below("") {
        let path = base.path(file);
        let Some((kind, text)) = base.text(file).ok().and_then(|text| kind(path, text)) else { continue };
        let mut known = BTreeSet::new();
        keys(&kinds.iter().find(|known| known.name == kind).unwrap().shape, &mut known);
        for key in
            key_at.captures_iter(text).filter_map(|found| found.get(1)).filter(|key| known.contains(key.as_str()))
        {
            let misspelt = format!("{}zzz{}", &text[..key.end()], &text[key.end()..]);
            let whole = base.text(file).unwrap().replacen(text, &misspelt, 1);
            let (_, findings) = parse(&sites::with("_base", &[(path, &whole)]));
            assert!(!findings.is_empty(), "{path}: `{}` can be misspelt", key.as_str());
            count += 1;
        }
    }
    assert!(count > 60, "{count}");
}

#[test]
fn editors_show_the_words_of_the_form() {
    let schemas = schemas(&sites::sources("_base"));
    let form = &schemas["return-test-2019"]["properties"];
    assert_eq!(form["people"]["title"], "People on the last day of the period");
    assert_eq!(form["people"]["description"], "Counts people on the last day of the period.");
    let row = &form["people"]["properties"]["step_1"];
    assert_eq!(row["properties"]["red"]["title"], "Step 1 \u{b7} Red");
    assert!(row["properties"]["total"]["description"].as_str().unwrap().starts_with("May be left out"));
    assert_eq!(form["people"]["properties"]["step_2"]["properties"]["blue"]["$ref"], "#/$defs/cell-that-cannot-apply");
    assert_eq!(schemas["return"]["properties"]["form"]["enumDescriptions"], json!(["Test return"]));
}
