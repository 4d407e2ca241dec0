//! A report's folder: `report.yaml`, the return, and the sections.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::approvals;
use super::areas::area_and_period;
use super::folders::{Folder, read};
use super::named::{self, Named, Wanted, misplaced};
use super::narrative;
use super::returns::figures::{Home, figures};
use super::text::{address, phrase, words};
use crate::book::Book;
use crate::book::narrative::{Phrase, Words};
use crate::book::report::{
    Authority, Correction, Coverage, Report, SCALES, Section, Signatory, Status, Unread, Waiver,
};
use crate::book::returns::Return;
use crate::diagnostic::{Diagnostic, Severity};
use crate::parse::drawing::Gallery;
use crate::parse::markdown::{names, picture};
use crate::parse::rules;
use crate::parse::shape::describe::{Holds, Known, Map, Shape};
use crate::parse::shape::fields::{Fields, record};
use crate::parse::shape::kind::{
    self, Kind, Parsed, Placed, Text, choice, choice_of, day, each, moment, text, text_as, text_with,
};
use crate::query::seals;
use crate::source::{Sources, Span};

const STATUSES: [(&str, Status, &str); 3] = [
    ("draft", Status::Draft, "Still being written: gaps are warnings, and the public site does not have it."),
    ("final", Status::Final, "Complete: gaps are errors. It is published, unless the book asks for sign-off."),
    ("signed", Status::Signed, "Approved as it stands by each authority that must sign it."),
];

const COVERAGE: [(&str, Coverage, &str); 2] = [
    ("whole", Coverage::Whole, "All that the form and the book ask for. It is meant where nothing is said."),
    (
        "partial",
        Coverage::Partial,
        "Some figures only, such as those of a quarter or from elsewhere: no narrative is asked for.",
    ),
];

/// The files that every report has, and what each is for.
const OF_REPORT: [(&str, &str); 2] =
    [("report.yaml", "says how far the report has come and who signs it"), ("statistics.yaml", "holds the figures")];

/// The report in a folder; none where the return cannot be read.
pub(crate) fn report(
    sources: &Sources,
    book: &Book,
    folder: &Folder,
    gallery: &mut Gallery<'_>,
    findings: &mut Vec<Diagnostic>,
) -> Option<Report> {
    let sections: Vec<_> = book.canonical.iter().map(|section| format!("{}.md", section.key)).collect();
    let names: Vec<_> = OF_REPORT
        .iter()
        .map(|(name, _)| *name)
        .chain([seals::FILE])
        .chain(sections.iter().map(String::as_str))
        .collect();
    let help = "sections end in `.md`, figures stand in `statistics.yaml`, other files in a folder beside `areas/`, such as `papers/`";
    let files =
        named::named(sources, &folder.path, Wanted { names: &names, ending: ".md", images: true, help }, findings);
    missing(sources, folder, &files, findings);
    let found = |name| files.iter().find(|named| named.name == name && named.is_read).map(|named| named.file);
    let figures = found("statistics.yaml").and_then(|file| figures(sources, file, Home { book, folder }, findings));
    let sections = files.iter().filter(|named| named.name.ends_with(".md"));
    let sections: Vec<_> = sections.map(|named| narrative::section(sources, named, book, findings)).collect();
    narrative::alike(&sections, findings);
    let drawings = picture::drawings(sources, &folder.path, &sections, gallery, findings);
    unshown(sources, &files, &sections, findings);
    let head = found("report.yaml").and_then(|found| {
        let period = folder.period.name();
        read(
            sources,
            found,
            &file(&folder.area.keys_in(folder.period), &period, (&book.settings.authorities, &book.settings.zone)),
            findings,
        )
    });
    let head = head.unwrap_or_default();
    let approvals = found(seals::FILE).and_then(|file| approvals::approvals(sources, file, findings));
    let figures = revised(figures?, &head, Home { book, folder });
    let span = head.span.unwrap_or(figures.span);
    Some(Report {
        area: Arc::clone(&folder.area),
        period: folder.period,
        status: head.status.as_ref().map_or(Status::Unknown, |status| status.value),
        status_span: head.status.map_or(span, |status| status.span),
        coverage: head.coverage,
        release: head.release,
        source: head.source,
        signatories: head.signatories,
        approvals: approvals.unwrap_or_default(),
        absent: head.absent,
        corrections: head.corrections,
        waivers: head.waivers,
        unread: head.unread,
        figures: Arc::new(figures),
        sections,
        drawings,
        span,
    })
}

/// Names the images that no section shows; one that looks like a copy of another is not to be shown beside it.
fn unshown(sources: &Sources, files: &[Named], sections: &[Section], findings: &mut Vec<Diagnostic>) {
    let images = || files.iter().filter(|named| names::is_image(&named.name));
    let stem = |name: &'_ str| name.rsplit_once('.').map_or(name.len(), |(stem, _)| stem.len());
    for Named { name, file, .. } in images() {
        if sources.why_unread(*file).is_some() || picture::is_shown(name, sections) {
            continue;
        }
        let others = images().filter(|other| other.name != *name);
        let original = named::original(&name[..stem(name)], others.map(|other| &other.name[..stem(&other.name)]));
        let original = images().find(|other| Some(&other.name[..stem(&other.name)]) == original);
        let plain = names::plain(name);
        let (message, help) = if let Some(original) = original {
            let other = &original.name;
            match sources.bytes(original.file) == sources.bytes(*file) {
                true => {
                    (format!("this is a copy of `{other}`, and the same throughout"), "delete this file".to_owned())
                }
                false => (
                    format!("this looks like a copy of `{other}`, and no section shows it"),
                    format!("look at the two, keep the right one as `{other}`, and delete this file"),
                ),
            }
        } else {
            let message = "no section shows this image".to_owned();
            let help = if plain == *name {
                format!("write `![What it shows]({name})` in a section, or move the file to a folder beside `areas/`")
            } else {
                format!("rename it to `{plain}`, and write `![What it shows]({plain})` in a section")
            };
            (message, help)
        };
        findings.push(misplaced(*file, &message, &help));
    }
}

/// The figures, with a sign beside each that this site published otherwise.
fn revised(mut figures: Return, head: &Head, Home { book, folder }: Home<'_>) -> Return {
    let corrected = head.corrections.iter().filter(|correction| correction.made.is_some());
    let cells: Vec<_> = corrected.filter_map(|one| figures.cell(&one.cell.as_ref()?.0)).collect();
    if !cells.is_empty() {
        figures.revise(&cells);
        book.work_out_rates(&folder.area.key, folder.period, &mut figures);
    }
    figures
}

/// Names the files that every report has and this one lacks.
fn missing(sources: &Sources, folder: &Folder, files: &[Named], findings: &mut Vec<Diagnostic>) {
    let is_of_report = |named: &&Named| OF_REPORT.iter().any(|(name, _)| named.name == *name);
    let beside = files.iter().find(is_of_report).map(|named| named.file);
    let Some(first) = beside.or_else(|| sources.below(&folder.path).next()) else { return };
    for (name, what) in OF_REPORT.iter().filter(|(name, _)| files.iter().all(|named| named.name != *name)) {
        let message = format!("`{}` has no {name}", folder.path);
        let finding = rules::MISSING_FILE.at(Span::new(first, 0..0), message);
        let (area, period) = (&folder.area.key, folder.period.name());
        findings.push(finding.help(format!(
            "add `{}{name}`: it {what}; `areabook new period {period} --area {area}` writes one to be filled in",
            folder.path
        )));
    }
}

/// What `report.yaml` says. Where it cannot be read the rest of the report is checked all the same, as one from which
/// nothing more is asked: the file's own findings keep it from being published.
#[derive(Default)]
pub(crate) struct Head {
    status: Option<Placed<Status>>,
    coverage: Coverage,
    release: Option<(Timestamp, Span)>,
    source: Option<Words>,
    signatories: Vec<Signatory>,
    absent: Vec<(String, Phrase, Span)>,
    corrections: Vec<Correction>,
    waivers: Vec<Waiver>,
    unread: Unread,
    span: Option<Span>,
}

/// How far a report has come; with how much there is of it in books of before, where one key said both.
fn status(text: Text<'_>, findings: &mut Vec<Diagnostic>) -> Option<(Status, Option<Coverage>)> {
    if text.text == "partial" {
        let finding =
            rules::BAD_VALUE.at(text.span, "`partial` says how much there is of a report, not how far it has come");
        let finding = finding.help("write `status: final` here, and below it a line `coverage: partial`");
        findings.push(Diagnostic { severity: Severity::Note, ..finding });
        return Some((Status::Final, Some(Coverage::Partial)));
    }
    choice_of(text, &STATUSES).map(|status| (status, None)).map_err(|finding| findings.push(*finding)).ok()
}

/// The words that say how far a report has come.
fn statuses(_: &Known<'_>) -> Option<Holds> {
    Some(Holds::Choice(STATUSES.iter().map(|row| (row.0.to_owned(), row.2.to_owned())).collect()))
}

/// The finding of a book that declares no authorities and whose reports are signed for some.
pub(crate) fn undeclared_authorities(book: &Book) -> Option<Diagnostic> {
    let signatories = book.all_reports().flat_map(|report| &report.signatories);
    let keys: BTreeSet<_> = signatories.map(|signatory| signatory.authority.as_str()).collect();
    let first = keys.first().filter(|_| book.settings.authorities.is_empty())?;
    let named = keys.iter().map(|key| format!("`{key}`")).collect::<Vec<_>>().join(", ");
    let message = format!("reports are signed for {named}, and the book does not say who these authorities are");
    let finding = rules::MISSING_KEY.at(book.settings.span, message);
    Some(finding.help(format!(
        "add a line `[authorities]`, and below it for each its name for readers, as in `{first} = \"…\"`"
    )))
}

/// `report.yaml` in the folder of an area and a period, in a book with these authorities and this time zone.
pub(crate) fn file<'k>(
    area: &'k [&str],
    period: &'k str,
    (authorities, zone): (&'k [Authority], &'k TimeZone),
) -> Kind<'k, Head> {
    record("a report", move |fields| {
        area_and_period(fields, area, period);
        let status = fields.need("status", text_with(status).holding(statuses).placed(), "How far the report has come.");
        let coverage = fields.may("coverage", choice(&COVERAGE), "How much of the report there is.");
        let about = "From when on the report may be published, where that is later than the time of its period in content/periods/: the hour of the clocks in the book's time zone. Until then it is checked only.";
        let release = fields.may("release", moment(zone).placed(), about);
        let source = fields.may("source", words(), "Where the figures were first published.");
        let about = "Who signs the report: one for each authority that must.";
        let signatory = record("a signatory", move |fields| signatory(fields, authorities));
        let signatories = fields.may("signatories", each(signatory.attempted()).attempted(), about);
        let reason = phrase().called("a reason", "Why the report has no such section.").attempted().placed();
        let about = "Sections that the report does not have, each with the reason.";
        let absent = fields.may("absent", kind::named(reason).holding(sections).attempted(), about);
        let about = "What an earlier publication of the report got wrong.";
        let corrections = fields.may("corrections", each(record("a correction", correction)), about);
        let about = "Findings that are accepted as they are, each with the office that answers for it.";
        let waivers = fields.may("waivers", each(record("a waiver", waiver)), about);
        let unread = Unread {
            signatories: fields.may_lack("signatories", signatories.as_ref(), Option::is_none),
            absent: fields.may_lack("absent", absent.as_ref(), |reason| reason.key.text.is_empty()),
        };
        let absent = absent.flatten().unwrap_or_default().into_iter();
        let absent = absent.map(|reason| (reason.key.text, reason.value.unwrap_or_default(), reason.key.span));
        Some(Head {
            coverage: coverage.or(status.as_ref().and_then(|status| status.value.1)).unwrap_or_default(),
            status: status.map(|Placed { key, value: (status, _), span }| Placed { key, value: status, span }),
            release: release.map(|release| (release.value, release.span)),
            source,
            signatories: signatories.flatten().unwrap_or_default().into_iter().flatten().collect(),
            absent: absent.filter(|(key, ..)| !key.is_empty()).collect(),
            corrections: corrections.unwrap_or_default(),
            waivers: waivers.unwrap_or_default(),
            unread,
            span: fields.span(),
        })
    })
    .described("A report", "How far a report has come, who signs it and what it does without.")
}

/// The sections that every report has.
fn sections(known: &Known<'_>) -> Option<Holds> {
    let reason = |title| Shape::new(Holds::Text, title, "Why the report has no such section.");
    let sections = known.book?.canonical.iter();
    Some(Holds::Map(Map::of(sections.map(|section| (section.key.as_str(), reason(&section.title))))))
}

fn signatory(fields: &mut Fields<'_>, authorities: &[Authority]) -> Option<Signatory> {
    let known = authorities.iter().map(|authority| (authority.key.clone(), authority.name.to_string()));
    let known = || Some(Holds::Choice(known.clone().collect())).filter(|_| !authorities.is_empty());
    let key = text_as(|text| authority(text, authorities)).holding(|_| known());
    let authority = fields.need("authority", key, "The authority that is signed for, by its key in book.toml.");
    let name = fields.may("name", words(), "A name, where the area publishes it.");
    let role = fields.need("role", words(), "The office, such as Chief Executive.");
    let organisation = fields.need("organisation", words(), "The organisation, such as North Council.");
    // Somebody signs for an authority as soon as it is known.
    let nothing = Words::new("", fields.span()?);
    let (role, organisation) = (role.unwrap_or_else(|| nothing.clone()), organisation.unwrap_or(nothing));
    Some(Signatory { authority: authority?, name, role, organisation })
}

/// The key of an authority. A book that declares none and has reports that name some is a finding of its own.
fn authority(text: Text<'_>, authorities: &[Authority]) -> Parsed<String> {
    let known = authorities.iter().map(|authority| authority.key.as_str());
    let is_known = authorities.is_empty() || known.clone().any(|key| key == text.text);
    is_known.then(|| text.text.to_owned()).ok_or_else(|| text.unknown("`[authorities]` in book.toml", known))
}

/// A correction of a cell, of a section, or of something else with what stands there now.
fn correction(fields: &mut Fields<'_>) -> Option<Correction> {
    let cell = fields.may("cell", address().placed(), "The way to the cell, as in `people/total/total`.");
    let section = fields.may("section", text().placed(), "The key of the section, as in `foreword`.");
    let about = fields.may("about", words(), "What it is about, where it is in no cell and no section.");
    let printed = fields.may("printed", words(), "What was printed before this site had the report.");
    let was = fields.may("was", words(), "What this site published: of a section the words that were wrong.");
    let date = fields.may("date", day(), "The day on which this site corrected it. It stands beside `was`.");
    let scale = fields.may("scale", choice(&SCALES), "How grave it was. It stands beside `was`.");
    let now = fields.may("now", phrase(), "What stands there now. A cell says it by itself.");
    let reason = fields.need("reason", phrase(), "Why it was wrong.");
    let (is_text, is_dated) = (about.is_some(), was.is_some() || date.is_some() || scale.is_some());
    let subject = cell.is_some() || section.is_some() || is_text && now.is_some();
    fields.any_of(
        &[
            &["cell", "printed"],
            &["about", "now", "printed"],
            &["cell", "was", "date", "scale"],
            &["section", "was", "date", "scale"],
            &["about", "now", "was", "date", "scale"],
        ],
        |span, _| {
            let (message, help) = match () {
                () if !subject && is_text => {
                    ("a correction of a text says what stands there now", "add `now: …` below `about: …`")
                }
                () if !subject => (
                    "a correction needs the cell that it is about",
                    "write `cell: people/total/total`; for a fault in a text write `about: …` and `now: …`",
                ),
                () if is_dated => (
                    "a correction of what this site published says what it was, on which day it was corrected and how grave it was",
                    "write `was: …`, `date: 2014-11-03` and `scale: minor` or `scale: major`",
                ),
                () => ("`printed` is missing here", "add a line `printed: …`; of what this site published write `was: …`"),
            };
            rules::MISSING_KEY.at(span, message).help(help)
        },
    );
    if is_dated && let Some(printed) = &printed {
        let finding =
            rules::BAD_VALUE.at(printed.span, "a correction is of what was printed, or of what this site published");
        let help = "delete `was`, `date` and `scale` if it was wrong before this site had it, else delete `printed`";
        fields.findings.push(finding.help(help));
    }
    let place = |value: Placed<String>| (value.value, value.span);
    Some(Correction {
        cell: cell.map(|cell| (cell.value, cell.span)),
        section: section.map(place),
        about,
        made: date.zip(scale),
        was: was.or(printed)?,
        now: now.unwrap_or_default(),
        reason: reason?,
    })
}

fn waiver(fields: &mut Fields<'_>) -> Option<Waiver> {
    let code = fields.need("code", text().holding(codes).placed(), "The code of the finding, as in `error[A101]`.");
    let about = "The cell, table or section that it is about; the whole report where this is left out.";
    let at = fields.may("at", address(), about);
    let reason = fields.need("reason", words(), "Why the finding is accepted.");
    let by = fields.need("by", words(), "The office that answers for it.");
    let until = fields.need("until", day(), "The last day on which the waiver holds.");
    let code = code?;
    Some(Waiver { code: code.value, at, reason: reason?, by: by?, until: until?, span: code.span })
}

/// The codes of all rules.
fn codes(known: &Known<'_>) -> Option<Holds> {
    let codes = known.rules.iter().map(|rule| (rule.code.to_owned(), rule.what.to_owned()));
    (!known.rules.is_empty()).then(|| Holds::Choice(codes.collect()))
}
