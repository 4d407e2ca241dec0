//! Synthetic books of any length, for tests and measurements: 42 areas that do not exist, with a report for each period.
//!
//! The same number of periods gives the same bytes on every machine. The returns fill in the real forms of
//! `content/forms/` where these cover the period, and a copy under another key for the years between them; they add
//! up, and change from year to year no more than chance would. The narrative of a report has about 3,000 words.
//! Everything that is made here says that it is synthetic.

pub(crate) mod random;
mod figures;
mod narrative;
mod report;

use std::ops::Range;

use areabook::source::{SourceFile, Sources};
use figures::Figures;
use random::Random;
use report::Report;

const AREAS: usize = 42;
const SEED: u64 = 20_060_331;
const FIRST_PARTS: [&str; 7] = ["Ald", "Brim", "Corv", "Dusk", "Esk", "Fenn", "Gorl"];
const LAST_PARTS: [&str; 6] = ["mark", "vale", "mere", "holt", "shore", "reach"];
const TOWNS: [&str; 8] = ["ton", "by", "wick", "stead", "minster", "bury", "haven", "cross"];

/// Forms that the real measures name and no synthetic report fills in.
const OTHERS: [(&str, &str); 4] = [
    ("ew-2001", include_str!("../../content/forms/ew-2001.yaml")),
    ("ew-2008", include_str!("../../content/forms/ew-2008.yaml")),
    ("ew-2015", include_str!("../../content/forms/ew-2015.yaml")),
    ("national-2008", include_str!("../../content/forms/national-2008.yaml")),
];
const EW_2005: &str = include_str!("../../content/forms/ew-2005.yaml");
const EW_2013: &str = include_str!("../../content/forms/ew-2013.yaml");
const NATIONAL_2005: &str = include_str!("../../content/forms/national-2005.yaml");
const MEASURES: &str = include_str!("../../content/measures.yaml");
const SECTIONS: &str = include_str!("../../content/sections.yaml");

const BOOK: &str = r#"# Synthetic: made by tests/synthetic. No figure, area or report in this book is real.
[book]
title = "Synthetic annual reports"
description = "A synthetic book, made to test and measure areabook. No figure in it is real."

[nation]
key = "synthland"
name = "Synthland (synthetic)"

[authorities]
police = "police"
probation = "probation"
prisons = "prisons"
"#;
const HOME: &str = "This book is **synthetic**. It was made by a program to test and measure areabook.\n";
const SHARED: &str = "---
section: about-this-book
title: About this synthetic book
order: 200
valid_from: 1990-04-01
---
The report of {{ area.name }} for {{ period.name }} is synthetic, like every other in this book.

- **The figures** add up, and mean nothing.
- **The narrative** was put together from sentences in tests/synthetic/grammar.txt.
- **The areas** do not exist.
";

/// The version of the return that an area fills in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    /// `ew-2005`, up to 2007-08.
    Old,
    /// A copy of `ew-2013` for 2008-09 to 2011-12, of which the real form has the main figures only.
    Between,
    /// `ew-2013`.
    New,
}

impl Form {
    fn of(year: u64) -> Self {
        match year {
            ..=2007 => Form::Old,
            2008..=2011 => Form::Between,
            _ => Form::New,
        }
    }

    fn key(self) -> &'static str {
        match self {
            Form::Old => "ew-2005",
            Form::Between => "synthetic-2008",
            Form::New => "ew-2013",
        }
    }
}

/// A book of 42 areas with a report for each of `periods` periods, at most 190.
///
/// A long book begins in 2003-04 with the old form. A short one begins later, so that a book of five periods has both
/// forms and a book of one has the newest.
pub(crate) fn sources(periods: usize) -> Sources {
    let first = 2003 + 10 / periods as u64;
    let years = first..first + periods as u64;
    let mut files = vec![
        file("book.toml", BOOK),
        file("content/home.md", HOME),
        file("content/shared/about-this-book.md", SHARED),
        file("content/sections.yaml", SECTIONS),
        file("content/measures.yaml", measures()),
        file("content/forms/ew-2005.yaml", EW_2005),
        file("content/forms/ew-2013.yaml", held(EW_2013, "from: 2012-13")),
        file("content/forms/national-2005.yaml", NATIONAL_2005),
        file(&format!("content/forms/{}.yaml", Form::Between.key()), form_between()),
    ];
    files.extend(OTHERS.map(|(key, text)| file(&format!("content/forms/{key}.yaml"), unused(text))));
    for at in 0..AREAS {
        area(at, years.clone(), &mut files);
    }
    Sources::new(files)
}

fn file(path: &str, text: impl Into<String>) -> SourceFile {
    SourceFile { path: path.to_owned(), bytes: text.into().into_bytes() }
}

/// The form of 2013-14 under another key, for the years before it.
fn form_between() -> String {
    let text = EW_2013.replace("form: ew-2013", &format!("form: {}", Form::Between.key()));
    let text = text.replace("title: Annual return 2013-14", "title: Annual return 2008-09 (synthetic)");
    held(&text, "from: 2008-09, to: 2011-12")
}

/// A form with other periods.
fn held(form: &str, periods: &str) -> String {
    form.replace("periods: { from: 2012-13, to: 2014-15 }", &format!("periods: {{ {periods} }}"))
}

/// A form that measures name and no report of the book uses.
fn unused(form: &str) -> String {
    let is_plain = !form.contains("partial: true") && !form.contains("national: true");
    if is_plain { form.replacen("\nperiods:", "\npartial: true\nperiods:", 1) } else { form.to_owned() }
}

/// The real measures, which find in the copied form what they find in its original.
fn measures() -> String {
    let mut text = String::new();
    for line in MEASURES.lines() {
        text += &format!("{line}\n");
        if line.trim_start().starts_with("ew-2013: ") {
            text += &format!("{}\n", line.replace("ew-2013", Form::Between.key()));
        }
    }
    text
}

/// An area with its reports.
fn area(at: usize, years: Range<u64>, files: &mut Vec<SourceFile>) {
    let name = format!("{}{}", FIRST_PARTS[at % 7], LAST_PARTS[at % 6]);
    let key = name.to_lowercase();
    let region = ["North", "Middle", "South"][at % 3];
    let about = format!("# Synthetic\narea: {key}\nname: {name}\nregion: Synthetic {region}\n");
    files.push(file(&format!("areas/{key}/area.yaml"), about));
    let mut random = Random::new(&[SEED, at as u64]);
    let mut towns = TOWNS;
    random.shuffle(&mut towns);
    let places = towns.iter().zip(FIRST_PARTS.iter().cycle().skip(at)).take(5);
    let places: Vec<_> = places.map(|(town, part)| format!("{part}{town}")).collect();
    let mut before: Option<Figures> = None;
    for year in years {
        let figures = match &before {
            None => Figures::first(&mut random),
            Some(before) => before.next(&mut random),
        };
        let report = Report { at, year, key: &key, name: &name, form: Form::of(year) };
        report.write(&figures, before.as_ref(), &places, files);
        before = Some(figures);
    }
}
