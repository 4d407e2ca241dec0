//! What was corrected of everything that the site published, on one page.

use std::cmp::Reverse;

use crate::book::area::{self, Area};
use crate::book::report::{Correction, Report};
use crate::book::{Book, BookCorrection};
use crate::link::{Destination, Link, PageKey, anchor};
use crate::page::block::{Block, Page, Section};
use crate::table::cell::Datum;
use crate::table::model::{Body, Column, DataTable, Row, Style};
use crate::table::of_report;
use crate::table::text::Text;
use crate::text::number;

/// Whether a book has the page: it was released.
pub(crate) fn has_page(book: &Book) -> bool {
    !book.history.releases.is_empty()
}

/// The page.
pub(crate) fn page(book: &Book) -> Page<'_> {
    let mut sections = vec![Section::new(anchor::CHANGES, "Since publication", made(book))];
    let printed = printed(book).map(|table| vec![Block::Table(table.into())]);
    sections.extend(printed.map(|blocks| Section::new(anchor::CORRECTIONS, "Differences from print", blocks)));
    Page {
        description: format!("What was corrected in {}, when and why.", book.settings.title),
        trail: vec![Link::new(&book.settings.title, PageKey::Home)],
        lead: "What was corrected on this site, the last correction first".to_owned(),
        ..Page::of_sections(PageKey::Corrections, "Corrections".to_owned(), "About this site", sections)
    }
}

/// Something that was corrected since it was published.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Corrected<'a> {
    /// In a report.
    OfReport(&'a Report, &'a Correction),
    /// In a file of the whole book.
    OfBook(&'a BookCorrection),
}

/// What was corrected since it was published, the last first: within a day what stands last in its file.
pub(crate) fn all(book: &Book) -> Vec<Corrected<'_>> {
    let of_reports = book.all_reports().flat_map(|report| {
        let made = report.corrections.iter().rev().filter_map(|one| Some((one.made?.0, one)));
        made.map(move |(day, one)| (day, Corrected::OfReport(report, one)))
    });
    let of_book = book.corrections.iter().rev().map(|one| (one.date, Corrected::OfBook(one)));
    let mut all: Vec<_> = of_book.chain(of_reports).collect();
    all.sort_by_key(|(day, _)| Reverse(*day));
    all.into_iter().map(|(_, corrected)| corrected).collect()
}

fn made(book: &Book) -> Vec<Block<'_>> {
    let rows: Vec<_> = all(book)
        .into_iter()
        .filter_map(|corrected| match corrected {
            Corrected::OfReport(report, one) => {
                let row = of_report::change(report, one)?;
                Some(Row { head: headed(book, report, anchor::CHANGES, row.head), ..row })
            }
            Corrected::OfBook(one) => Some(of_book(book, one)),
        })
        .collect();
    if rows.is_empty() {
        return vec![Block::Paragraph("Nothing that was published here has been corrected.".into())];
    }
    let about = "A major correction is one without which readers may have drawn other conclusions; a minor one is a slip. \
                 Each report says at its head whether it was corrected, and at its end what it was before.";
    let table = DataTable {
        id: anchor::of_table(anchor::CHANGES),
        caption: "What was corrected since it was published here".into(),
        corner: "Where".into(),
        columns: of_report::CHANGED.map(Column::words).into(),
        bodies: vec![Body::from(rows)],
        style: Style::Words,
        ..DataTable::default()
    };
    vec![Block::Paragraph(about.into()), Block::Table(table.into())]
}

/// What was wrong in print, over all reports.
fn printed(book: &Book) -> Option<DataTable<'_>> {
    let of_report = |report| {
        let table = of_report::corrections(report);
        let rows = table.into_iter().flat_map(|table| table.bodies).flat_map(|body| body.rows);
        rows.map(move |row| Row { head: headed(book, report, anchor::CORRECTIONS, row.head), ..row })
    };
    let rows: Vec<_> = book.all_reports().flat_map(of_report).collect();
    (!rows.is_empty()).then(|| DataTable {
        id: anchor::of_table(anchor::CORRECTIONS),
        caption: "What printed reports got wrong".into(),
        corner: "Where".into(),
        columns: of_report::PRINTED.map(Column::words).into(),
        bodies: vec![Body::from(rows)],
        style: Style::Words,
        ..DataTable::default()
    })
}

/// A head with the report, which leads to its table of corrections.
fn headed<'a>(book: &'a Book, report: &'a Report, table: &str, head: Text<'a>) -> Text<'a> {
    let to = Destination { page: Some(PageKey::of_report(book, report)), anchor: Some(anchor::of_table(table).into()) };
    let link = Text::link(format!("{} {}", report.name(), report.period), to);
    Text::Several(vec![link, ": ".into(), head])
}

fn of_book<'a>(book: &'a Book, one: &'a BookCorrection) -> Row<'a> {
    let BookCorrection { file, date, scale, was, now, reason, span: _ } = one;
    let was = of_report::told(was).to_owned();
    let cells = [number::day(*date), was, now.to_string(), scale.word().to_owned(), reason.to_string()];
    let row = Row::new(place(book, file), cells.map(Datum::words).map(Into::into).into());
    match (file.as_str(), area(book, file)) {
        ("content/home.md", _) => row.leading_to(PageKey::Home),
        ("content/reading.md", _) => row.leading_to(PageKey::Reading),
        (_, Some(area)) => row.leading_to(PageKey::Area(area)),
        _ => row,
    }
}

/// The area of whose file this is the path, or was before the area had another name.
fn area<'b>(book: &'b Book, file: &str) -> Option<&'b Area> {
    let key = file.strip_prefix("areas/")?.split('/').next()?;
    area::called(book.areas.iter().map(AsRef::as_ref), key)
}

/// What a file of the whole book holds, in words for readers.
pub(crate) fn place(book: &Book, file: &str) -> String {
    let of_area = || Some(area(book, file)?.name.to_string());
    let of_form = || {
        let key = file.strip_prefix("content/forms/")?.strip_suffix(".yaml")?;
        Some(format!("All reports: {}", book.form(key)?.title))
    };
    let words = match file {
        "book.toml" => "The whole site",
        "content/home.md" => "The home page",
        "content/reading.md" => "How to read these figures",
        "content/measures.yaml" => "What the measures are",
        "content/populations.csv" => "How many people live in the areas",
        "content/sections.yaml" => "The sections of reports",
        _ if file.starts_with("content/periods/") => "What reports there are",
        _ => "All reports",
    };
    of_area().or_else(of_form).unwrap_or_else(|| words.to_owned())
}
