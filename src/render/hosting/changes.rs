//! What was released and corrected, for programs: `changes.json`.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Serialize, Serializer};

use crate::book::Book;
use crate::book::history::ReportName;
use crate::book::narrative::Block;
use crate::book::report as corrected;
use crate::link::PageKey;
use crate::page::releases::corrections::{self, Corrected};
use crate::page::words::Subject;
use crate::table::cell::Datum;
use crate::table::of_report;
use crate::table::text::Text;

/// What was released and corrected, the last first.
#[derive(Debug, Serialize)]
pub(super) struct Changes<'a> {
    /// The title of the site.
    pub(super) title: &'a str,
    /// Its address; none where it is not known.
    site: Option<&'a str>,
    pub(super) releases: Vec<Release<'a>>,
    pub(super) corrections: Vec<Correction>,
}

/// A release that published something or changed what readers saw.
#[derive(Debug, Serialize)]
pub(super) struct Release<'a> {
    pub(super) name: &'a str,
    #[serde(serialize_with = "written")]
    pub(super) time: Timestamp,
    /// The reports that it published for the first time.
    pub(super) published: Vec<Released>,
    /// The reports of which readers saw something else from then on.
    pub(super) changed: Vec<Released>,
}

/// A report that was released.
#[derive(Debug, Serialize)]
pub(super) struct Released {
    /// The key of its area, or of the nation.
    area: String,
    pub(super) period: String,
    /// Its title.
    pub(super) title: String,
    /// The address of its page, from the site's.
    pub(super) page: String,
}

/// Something that was corrected since it was published.
#[derive(Debug, Serialize)]
pub(super) struct Correction {
    /// What no other correction has, and this one keeps.
    pub(super) id: String,
    #[serde(serialize_with = "written")]
    pub(super) date: Date,
    /// `minor` or `major`.
    pub(super) scale: &'static str,
    /// The report; none where a file of the whole book was corrected.
    pub(super) report: Option<Released>,
    /// What it is about, in words.
    pub(super) about: String,
    /// The cell, where it is about one.
    cell: Option<String>,
    /// The section, where it is about one.
    section: Option<String>,
    pub(super) was: String,
    pub(super) now: String,
    pub(super) reason: String,
}

/// The file.
pub(super) fn file(book: &Book) -> String {
    serde_json::to_string_pretty(&Changes::new(book)).map(|text| text + "\n").unwrap_or_default()
}

impl<'a> Changes<'a> {
    /// What was released and corrected of what a site shows.
    pub(super) fn new(book: &'a Book) -> Self {
        let releases = book.history.releases.iter().rev().map(|release| Release {
            name: &release.name,
            time: release.time,
            published: release.published.iter().filter_map(|name| released(book, name)).collect(),
            changed: release.changed.iter().filter_map(|name| released(book, name)).collect(),
        });
        Changes {
            title: &book.settings.title,
            site: book.settings.publisher.address.as_deref(),
            releases: releases.filter(|release| !release.published.is_empty() || !release.changed.is_empty()).collect(),
            corrections: corrections::all(book).into_iter().filter_map(|one| correction(book, one)).collect(),
        }
    }
}

fn released(book: &Book, (area, period): &ReportName) -> Option<Released> {
    let report = book.report(area, *period)?;
    Some(Released {
        area: area.clone(),
        period: period.name(),
        title: format!("{} {period}", report.name()),
        page: PageKey::of_report(book, report).folder(),
    })
}

fn correction(book: &Book, corrected: Corrected<'_>) -> Option<Correction> {
    let subject = Subject::none(book);
    match corrected {
        Corrected::OfReport(report, one) => {
            let row = of_report::change(report, one)?;
            let mut cells = row.cells.iter().map(|cell| datum(subject, &cell.datum));
            let (was, now, reason) = (cells.nth(1)?, cells.next()?, cells.nth(1)?);
            let (date, scale) = one.made?;
            let cell = one.cell.as_ref().map(|(cell, _)| cell.to_string());
            let section = one.section.as_ref().map(|(section, _)| section.clone());
            let (key, period) = (&report.area.key, report.period.name());
            // An area keeps its corrections under every name.
            let first = report.area.former_keys().min_by_key(|(_, until)| *until).map_or(key.as_str(), |(key, _)| key);
            let part = |one: &corrected::Correction| {
                let cell = one.cell.as_ref().map(|(cell, _)| cell.to_string());
                cell.or_else(|| one.section.as_ref().map(|(section, _)| section.clone()))
                    .or_else(|| one.about.as_ref().map(ToString::to_string))
            };
            let before = report.corrections.iter().take_while(|other| !std::ptr::eq(*other, one));
            let again = before.filter(|other| part(other) == part(one)).count();
            Some(Correction {
                id: id(date, [first, &period, &part(one).unwrap_or_default()], again),
                date,
                scale: scale.word(),
                report: released(book, &(report.area.key.clone(), report.period)),
                about: spaced(&words(subject, &row.head)),
                cell,
                section,
                was,
                now,
                reason,
            })
        }
        Corrected::OfBook(one) => Some(Correction {
            id: id(one.date, ["", "", &one.file], {
                let before = book.corrections.iter().take_while(|other| !std::ptr::eq(*other, one));
                before.filter(|other| other.file == one.file).count()
            }),
            date: one.date,
            scale: one.scale.word(),
            report: None,
            about: corrections::place(book, &one.file),
            cell: None,
            section: None,
            was: of_report::told(&one.was).to_owned(),
            now: one.now.to_string(),
            reason: one.reason.to_string(),
        }),
    }
}

/// What names a correction: the area, period and part that it is of, and how many there were of that part before. What was published
/// is none of it: a figure that is held back now could be found from it by trying.
fn id(day: Date, of: [&str; 3], again: usize) -> String {
    blake3::hash(format!("{day}\n{}\n{again}", of.join("\n")).as_bytes()).to_hex()[..16].to_owned()
}

fn written<S: Serializer>(time: &impl std::fmt::Display, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(time)
}

fn datum(subject: Subject<'_>, datum: &Datum<'_>) -> String {
    spaced(&match datum {
        Datum::Phrase(phrase, report) => subject.of(report).plain(phrase),
        datum => datum.text().into_owned(),
    })
}

fn words(subject: Subject<'_>, text: &Text<'_>) -> String {
    match text {
        Text::Plain(words) | Text::Strong(words) | Text::Link(words, _) => words.to_string(),
        Text::Phrase(phrase, report) => subject.of(report).plain(phrase),
        Text::Blocks(blocks, report) => {
            let of = subject.of(report);
            let paragraphs = blocks.iter().filter_map(|block| match block {
                Block::Paragraph(text) => Some(of.plain(text)),
                _ => None,
            });
            paragraphs.collect::<Vec<_>>().join(" ")
        }
        Text::Several(parts) => parts.iter().map(|part| words(subject, part)).collect(),
    }
}

/// A text in which spaces that keep words together are spaces.
fn spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
