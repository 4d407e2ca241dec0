//! What a report must hold: tables, cells, sections and signatories. A draft may have gaps, a final report may not.

use crate::address::Address;
use crate::book::Book;
use crate::book::report::{Report, Status};
use crate::check::survey::Dossier;
use crate::diagnostic::{Diagnostic, Severity, nearest};
use crate::source::Span;

rules! {
    TABLE = "C101" "missing-table" Error:
        "A table that the form asks for is not in the return.";
        "A table left out looks as if there was nothing to report.";
        "A final return without the table `orders`.";
        "Add the table. Write \"[x]\" in cells that are not known."
    CELL = "C102" "missing-cell" Error:
        "A cell that the form asks for was left out.";
        "A cell left out could mean none, not known, or forgotten.";
        "`level_3: { category_1: 0, category_3: 1 }` without `category_2`.";
        "Write 0 for none, \"[x]\" for not known, \"[z]\" where the question cannot arise."
    SECTION = "C103" "missing-section" Error:
        "A section that every report has is missing, and the report does not say why.";
        "Readers who compare areas look for the same sections in each report.";
        "A report without a file lay-adviser.md.";
        "Add the section's file, or give the reason in report.yaml under `absent:`."
    UNKNOWN_SECTION = "C104" "absent-section" Error:
        "A section is declared absent that is there, or that no report has.";
        "The page would say that something is missing when it is not.";
        "`absent: { smb: … }` in a report that has a file smb.md.";
        "Delete the line under `absent:`, or correct the section's name."
    SIGNATORY = "C105" "missing-signatory" Error:
        "One of the three responsible authorities has no signatory.";
        "Police, probation and prisons answer for the report together.";
        "A foreword signed for police and probation only.";
        "Add the signatory's office and organisation to report.yaml."
}

/// Checks that a report holds what it must. Partial reports are gathered from elsewhere and hold what could be found.
pub fn check(dossier: &Dossier<'_>, findings: &mut Vec<Diagnostic>) {
    let (book, report) = (dossier.book, dossier.report);
    if matches!(report.status, Status::Partial | Status::Unknown) {
        return;
    }
    let before = findings.len();
    tables(report, findings);
    if report.area.key != book.nation.key {
        sections(book, report, findings);
        signatories(report, findings);
    }
    if report.status == Status::Draft {
        for finding in &mut findings[before..] {
            finding.severity = finding.severity.min(Severity::Warning);
        }
    }
}

fn first_line(report: &Report) -> Span {
    let start = report.figures.span.range().start;
    Span::new(report.figures.span.file, start..start + 1)
}

fn tables(report: &Report, findings: &mut Vec<Diagnostic>) {
    for (table, grid) in report.figures.form.tables.iter().zip(&report.figures.tables) {
        let Some(grid) = grid else {
            if table.computed.is_empty() {
                let finding = TABLE.at(first_line(report), format!("the return has no table `{}`", table.key));
                findings.push(
                    finding.help(format!(
                        "add `{}:` with its cells; write \"[x]\" where a figure is not known",
                        table.key
                    )),
                );
            }
            continue;
        };
        let mut missing = Vec::new();
        for (path, entry) in grid.cells().filter(|(path, _)| !path.is_total()) {
            let is_left_out = entry.handed.is_none() && entry.computed.is_none() && !entry.spoiled;
            if !is_left_out {
                continue;
            }
            let excused = table.not_applicable.iter().chain(&table.optional).any(|pattern| pattern.covers(path));
            let blank = entry.blank.filter(|_| report.status != Status::Draft);
            if let Some(span) = blank {
                findings.push(empty(&grid.address(&table.key, path), span, excused));
            } else if !excused {
                missing.push(path.keys(&grid.axes).collect::<Vec<_>>().join("/"));
            }
        }
        if let Some(first) = missing.first() {
            let others = if missing.len() > 1 { format!(" and {} more", missing.len() - 1) } else { String::new() };
            let message = if first.is_empty() {
                format!("`{}` has no number", table.key)
            } else {
                format!("`{}` lacks the cell `{first}`{others}", table.key)
            };
            let finding = CELL.at(grid.span, message);
            let finding = if missing.len() > 1 {
                finding.help(format!("cells that are missing: {}", missing.join(", ")))
            } else {
                finding
            };
            findings
                .push(finding.help("write 0 for none, \"[x]\" for not known, \"[z]\" where the question cannot arise"));
        }
    }
}

/// The finding for a cell that stands in a finished return with nothing in it.
fn empty(path: &Address, span: Span, is_excused: bool) -> Diagnostic {
    let finding = CELL.at(span, format!("`{path}` is empty"));
    if is_excused {
        return finding.help("write \"[z]\" if the question cannot arise, or delete the cell with its name");
    }
    finding.help("look it up on your form: write \"[z]\" if the question cannot arise (a dash on the form), \"[x]\" if the figure is not known, 0 only if there were none")
}

fn sections(book: &Book, report: &Report, findings: &mut Vec<Diagnostic>) {
    let has = |key: &str| report.sections.iter().any(|section| section.key == key && !section.body.is_empty());
    let absent = |key: &str| report.absent.iter().any(|(absent, ..)| absent == key);
    let first = Span::new(report.span.file, report.span.range().start..report.span.range().start + 1);
    for section in
        book.canonical.iter().filter(|section| section.required && !has(&section.key) && !absent(&section.key))
    {
        let is_empty = report.sections.iter().find(|found| found.key == section.key);
        findings.push(match is_empty {
            Some(found) => SECTION
                .at(found.span, format!("the section “{}” has no text", section.title))
                .help("write it in this file, below the comment if there is one"),
            None => SECTION
                .at(first, format!("the report has no section “{}”", section.title))
                .help(format!(
                    "add a file `{}.md` beside report.yaml: paragraphs are enough, it needs no heading",
                    section.key
                ))
                .help(format!("or say why there is none: `absent: {{ {}: the reason }}` in report.yaml", section.key)),
        });
    }
    for (key, _, span) in &report.absent {
        let known = || book.canonical.iter().map(|section| section.key.as_str());
        if has(key) {
            let finding = UNKNOWN_SECTION.at(*span, format!("`{key}` is declared absent, and `{key}.md` is there"));
            findings.push(finding.help(format!("delete the line `{key}:` under `absent:`, or the file")));
        } else if !known().any(|section| section == key) {
            let near = nearest(key, known()).map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
            let finding =
                UNKNOWN_SECTION.at(*span, format!("`{key}` is declared absent, and no report has such a section"));
            findings.push(finding.help(format!("delete the line, or correct the name{near}")));
        }
    }
}

fn signatories(report: &Report, findings: &mut Vec<Diagnostic>) {
    for authority in ["police", "probation", "prisons"] {
        if !report.signatories.iter().any(|signatory| signatory.authority == authority) {
            let first = Span::new(report.span.file, report.span.range().start..report.span.range().start + 1);
            let finding = SIGNATORY.at(first, format!("nobody signs for {authority}"));
            findings.push(finding.help(format!(
                "add under `signatories:` a line `- {{ authority: {authority}, role: …, organisation: … }}`"
            )));
        }
    }
}
