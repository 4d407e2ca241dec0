//! A report's folder: `report.yaml`, the return, and the sections.

use std::sync::Arc;

use jiff::civil::Date;

use super::areas::same_as_folder;
use super::folders::{Folder, load};
use super::text::phrase;
use super::{narrative, returns};
use crate::address::Address;
use crate::book::Book;
use crate::book::narrative::Phrase;
use crate::book::report::{Correction, Report, Signatory, Status, Waiver};
use crate::diagnostic::Diagnostic;
use crate::parse::markdown::{names, picture};
use crate::parse::rules;
use crate::parse::yaml::fields::{Fields, choice, text};
use crate::parse::yaml::tree::Yaml;
use crate::source::{Sources, Span};

const STATUSES: [(&str, Status); 3] =
    [("draft", Status::Draft), ("final", Status::Final), ("partial", Status::Partial)];
const AUTHORITIES: [(&str, &str); 3] = [("police", "police"), ("probation", "probation"), ("prisons", "prisons")];

/// The report in a folder; none where the return cannot be read.
pub fn report(sources: &Sources, book: &Book, folder: &Folder, findings: &mut Vec<Diagnostic>) -> Option<Report> {
    missing(sources, folder, findings);
    let figures = returns::figures(sources, book, folder, findings);
    let (mut sections, mut images) = (Vec::new(), Vec::new());
    for file in sources.below(&folder.path) {
        let path = sources.path(file);
        if path.ends_with(".md") {
            sections.push(narrative::section(sources, file, &book.canonical, findings));
        } else if names::is_image(path) {
            images.push(file);
        } else if !path.ends_with("/report.yaml") && !path.ends_with("/statistics.yaml") {
            let finding = Diagnostic::new(&rules::MISPLACED, Span::new(file, 0..0), "nothing reads this file");
            findings.push(finding.help(
                "sections end in `.md`; figures stand in `statistics.yaml`; delete the file if it is not needed",
            ));
        }
    }
    let drawings = picture::drawings(sources, &folder.path, &sections, findings);
    for file in images {
        let name = &sources.path(file)[folder.path.len()..];
        if !picture::is_shown(name, &sections) {
            let finding = Diagnostic::new(&rules::MISPLACED, Span::new(file, 0..0), "no section shows this image");
            let plain = names::plain(name);
            findings.push(if plain == name {
                finding.help(format!("write `![What it shows]({name})` in a section, or delete the file"))
            } else {
                finding.help(format!("rename it to `{plain}`, and write `![What it shows]({plain})` in a section"))
            });
        }
    }
    let head = head(sources, folder, findings);
    let figures = figures?;
    let span = head.span.unwrap_or(figures.span);
    Some(Report {
        area: Arc::clone(&folder.area),
        period: folder.period,
        status: head.status.unwrap_or(Status::Unknown),
        embargo: head.embargo,
        source: head.source,
        signatories: head.signatories,
        absent: head.absent,
        corrections: head.corrections,
        waivers: head.waivers,
        figures,
        sections,
        drawings,
        span,
        data: data(sources, folder),
    })
}

/// Names the files that every report has and this one lacks.
fn missing(sources: &Sources, folder: &Folder, findings: &mut Vec<Diagnostic>) {
    for (name, what) in
        [("report.yaml", "says how far the report has come and who signs it"), ("statistics.yaml", "holds the figures")]
    {
        if sources.find(&format!("{}{name}", folder.path)).is_none()
            && let Some(first) = sources.below(&folder.path).next()
        {
            let finding = Diagnostic::new(
                &rules::MISSING_FILE,
                Span::new(first, 0..0),
                format!("`{}` has no {name}", folder.path),
            );
            findings.push(finding.help(format!("add `{}{name}`: it {what}", folder.path)));
        }
    }
}

/// What [`Report::data`] holds.
fn data(sources: &Sources, folder: &Folder) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new();
    for name in ["report.yaml", "statistics.yaml"] {
        let Some(file) = sources.find(&format!("{}{name}", folder.path)) else { continue };
        hasher.update(format!("{file:?} ").as_bytes()).update(blake3::hash(sources.bytes(file)).as_bytes());
    }
    *hasher.finalize().as_bytes()
}

/// What `report.yaml` says. Where it cannot be read the rest of the report is checked all the same, as one from which
/// nothing more is asked: the file's own findings keep it from being published.
#[derive(Default)]
struct Head {
    status: Option<Status>,
    embargo: Option<Date>,
    source: Option<String>,
    signatories: Vec<Signatory>,
    absent: Vec<(String, Phrase, Span)>,
    corrections: Vec<Correction>,
    waivers: Vec<Waiver>,
    span: Option<Span>,
}

fn head(sources: &Sources, folder: &Folder, findings: &mut Vec<Diagnostic>) -> Head {
    let Some(yaml) = load(sources, &format!("{}report.yaml", folder.path), findings) else { return Head::default() };
    let Some(mut fields) = Fields::new(&yaml, "a report", findings) else { return Head::default() };
    same_as_folder(&mut fields, "area", &folder.area.key, findings);
    same_as_folder(&mut fields, "period", &folder.period.to_string(), findings);
    let mut head = Head { span: Some(yaml.span), ..Head::default() };
    head.status = fields.need_text("status", findings).and_then(|text| choice(text, &STATUSES, findings));
    head.embargo = fields.text("embargo", findings).and_then(|text| narrative::day(text, findings));
    head.source = fields.text("source", findings).map(|(text, _)| text.to_owned());
    head.signatories =
        fields.list("signatories", findings).iter().filter_map(|item| signatory(item, findings)).collect();
    for (key, value) in fields.map("absent", findings) {
        if let Some(reason) = text(value, "a reason", findings) {
            head.absent.push((key.text.clone(), phrase(sources, reason, findings), key.span));
        }
    }
    head.corrections =
        fields.list("corrections", findings).iter().filter_map(|item| correction(sources, item, findings)).collect();
    head.waivers = fields.list("waivers", findings).iter().filter_map(|item| waiver(item, findings)).collect();
    fields.finish("a report", findings);
    head
}

fn signatory(item: &Yaml, findings: &mut Vec<Diagnostic>) -> Option<Signatory> {
    let mut fields = Fields::new(item, "a signatory", findings)?;
    let authority = fields.need_text("authority", findings).and_then(|text| choice(text, &AUTHORITIES, findings));
    let name = fields.text("name", findings).map(|(text, _)| text.to_owned());
    let role = fields.need_text("role", findings);
    let organisation = fields.need_text("organisation", findings);
    fields.finish("a signatory", findings);
    Some(Signatory {
        authority: authority?.to_owned(),
        name,
        role: role?.0.to_owned(),
        organisation: organisation?.0.to_owned(),
    })
}

fn correction(sources: &Sources, item: &Yaml, findings: &mut Vec<Diagnostic>) -> Option<Correction> {
    let mut fields = Fields::new(item, "a correction", findings)?;
    let cell = fields.text("cell", findings).map(|(text, span)| (Address::new(text), span));
    let about = fields.text("about", findings).map(|(text, _)| text.to_owned());
    let printed = fields.need_text("printed", findings);
    let now = fields.text("now", findings).map(|text| phrase(sources, text, findings));
    let reason = fields.need_text("reason", findings).map(|text| phrase(sources, text, findings));
    if cell.is_none() && (about.is_none() || now.is_none()) {
        let first = Span::new(item.span.file, item.span.range().start..item.span.range().start + 1);
        let (message, help) = match about {
            Some(_) => ("a correction of a text says what stands there now", "add `now: …` below `about: …`"),
            None => (
                "a correction needs the cell that it is about",
                "write `cell: eligible/total/total`; for a fault in a text write `about: …` and `now: …`",
            ),
        };
        findings.push(Diagnostic::new(&rules::MISSING_KEY, first, message).help(help));
    }
    fields.finish("a correction", findings);
    Some(Correction { cell, about, printed: printed?.0.to_owned(), now: now.unwrap_or_default(), reason: reason? })
}

fn waiver(item: &Yaml, findings: &mut Vec<Diagnostic>) -> Option<Waiver> {
    let mut fields = Fields::new(item, "a waiver", findings)?;
    let code = fields.need_text("code", findings);
    let at = fields.text("at", findings).map(|(text, _)| Address::new(text));
    let reason = fields.need_text("reason", findings);
    let by = fields.need_text("by", findings);
    let until = fields.need_text("until", findings).and_then(|text| narrative::day(text, findings));
    fields.finish("a waiver", findings);
    let (code, span) = code?;
    Some(Waiver { code: code.to_owned(), at, reason: reason?.0.to_owned(), by: by?.0.to_owned(), until: until?, span })
}
