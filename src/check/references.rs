//! References in text: each must stand for a figure, table or chart of its report.

use std::collections::BTreeSet;

use super::survey::{Dossier, Survey};
use crate::book::Book;
use crate::book::figure::{self, Fault};
use crate::book::narrative::{Asks, Block, Inline, Phrase, Reading, Reference, Seen, walk, walk_phrase};
use crate::book::report::Report;
use crate::diagnostic::{Diagnostic, Rule, Severity};

/// The rules of this file.
pub const RULES: &[&Rule] = &[&UNKNOWN, &NO_FIGURE, &FOOTNOTE];

/// A reference to something that does not exist.
pub const UNKNOWN: Rule = Rule {
    code: "N201",
    name: "unknown-reference",
    severity: Severity::Error,
    what: "A reference names a cell, table or chart that the return does not have.",
    why: "The sentence would stand without its figure.",
    example: "`{{ eligible/levle_1/total }}`.",
    fix: "Correct the path. It is the way to the cell in statistics.yaml: table/row/column.",
};

/// A reference to a cell that has no number, or a change that cannot be worked out.
pub const NO_FIGURE: Rule = Rule {
    code: "N202",
    name: "no-figure",
    severity: Severity::Error,
    what: "A reference asks for a figure that there is none of: a cell without a number, or a change that cannot be worked out.",
    why: "The sentence would claim something that the figures do not say.",
    example: "`{{ eligible/level_1/category_3 }}`, where nobody can be counted.",
    fix: "Write the sentence without the figure, or hand in the figure that is missing.",
};

/// A footnote without a mark, or one that is there twice.
pub const FOOTNOTE: Rule = Rule {
    code: "N203",
    name: "footnote",
    severity: Severity::Error,
    what: "A footnote is never referred to, or is there twice.",
    why: "Readers would look for an explanation and find none.",
    example: "`[^rate]: The rate uses …` that no sentence refers to.",
    fix: "Write [^name] where the mark belongs, and `[^name]: The text.` on a line of its own.",
};

/// Checks every reference and footnote of a report, its shared text and its form.
pub fn check(_: &Survey<'_>, dossier: &Dossier<'_>, findings: &mut Vec<Diagnostic>) {
    let (book, report) = (dossier.book, dossier.report);
    for section in book.sections(report) {
        check_blocks(book, report, &section.body, findings);
        footnotes(&section.body, findings);
    }
    for (_, note, _) in &report.figures.notes {
        check_blocks(book, report, note, findings);
    }
    for (_, reason) in &report.absent {
        check_phrase(book, report, reason, findings);
    }
    for correction in &report.corrections {
        check_phrase(book, report, &correction.now, findings);
        check_phrase(book, report, &correction.reason, findings);
        if let Some((path, span)) = &correction.cell {
            let asks = Asks::Figure(path.clone(), Reading::Number, false);
            one(book, report, &Reference { asks, span: *span }, findings);
        }
    }
    for (table, grid) in report.figures.form.tables.iter().zip(&report.figures.tables) {
        if let (Some(_), Some(commentary)) = (grid, &table.commentary) {
            form_text(book, report, commentary, findings);
        }
        table.notes.iter().for_each(|note| form_text(book, report, note, findings));
        check_phrase(book, report, &table.title, findings);
    }
}

fn check_blocks(book: &Book, report: &Report, blocks: &[Block], findings: &mut Vec<Diagnostic>) {
    walk(blocks, &mut |seen| reference(book, report, seen, findings));
}

fn check_phrase(book: &Book, report: &Report, phrase: &Phrase, findings: &mut Vec<Diagnostic>) {
    walk_phrase(phrase, &mut |seen| reference(book, report, seen, findings));
}

/// Text of a form stands in every report of its time, so a figure that one of them lacks is no fault of the form:
/// the paragraph is left out there. Only a path that does not exist is a finding.
fn form_text(book: &Book, report: &Report, blocks: &[Block], findings: &mut Vec<Diagnostic>) {
    let before = findings.len();
    check_blocks(book, report, blocks, findings);
    let found = findings.split_off(before);
    findings.extend(found.into_iter().filter(|finding| finding.rule.code == UNKNOWN.code));
}

fn reference(book: &Book, report: &Report, seen: Seen<'_>, findings: &mut Vec<Diagnostic>) {
    if let Seen::Inline(Inline::Reference(reference)) | Seen::Block(Block::Exhibit(reference)) = seen {
        one(book, report, reference, findings);
    }
}

fn one(book: &Book, report: &Report, reference: &Reference, findings: &mut Vec<Diagnostic>) {
    let fault = match &reference.asks {
        exhibit @ (Asks::Table(_) | Asks::Chart(_)) => figure::exhibit(report, exhibit).err(),
        asks => figure::text(book, report, asks).err(),
    };
    let of = format!("{} {}", report.area.name, report.period);
    let no_figure = |message: String| Diagnostic::new(&NO_FIGURE, reference.span, message);
    findings.push(match fault {
        None | Some(Fault::Spoiled) => return,
        Some(Fault::Unknown(path, near)) => {
            let finding =
                Diagnostic::new(&UNKNOWN, reference.span, format!("there is no `{path}` in the return of {of}"));
            match near {
                Some(near) => finding
                    .label(format!("did you mean `{near}`?"))
                    .help(format!("write `{near}` if that is what you mean")),
                None => finding.help("write the way to the cell in statistics.yaml, as in `eligible/level_1/total`"),
            }
        }
        Some(Fault::NoNumber(path, why)) => no_figure(format!("`{path}` holds no number in the return of {of}: {why}"))
            .help("write the sentence without this figure"),
        Some(Fault::NothingBefore(path)) => {
            no_figure(format!("there is no `{path}` for the period before {of}, so no change can be worked out"))
                .help("write the sentence without the change, or hand in the earlier figure")
        }
        Some(Fault::AcrossBreak(reason)) => {
            no_figure(format!("this change would run across a break in the series: {reason}"))
                .help("say in words that the figures cannot be compared, and why")
        }
        Some(Fault::ZeroBase(path)) => {
            no_figure(format!("`{path}` is worked out from zero, so there is no percentage"))
                .help("write the numbers instead")
        }
        Some(Fault::NotAlone(key)) => Diagnostic::new(
            &UNKNOWN,
            reference.span,
            format!("the table or chart `{key}` stands within a line of text"),
        )
        .help("give it a line of its own, with an empty line before and after"),
    });
}

fn footnotes(blocks: &[Block], findings: &mut Vec<Diagnostic>) {
    let (mut marked, mut texts) = (BTreeSet::new(), Vec::new());
    walk(blocks, &mut |seen| match seen {
        Seen::Inline(Inline::FootnoteMark(label, _)) => {
            marked.insert(label.as_str());
        }
        Seen::Block(Block::Footnote { label, span, .. }) => texts.push((label.as_str(), *span)),
        _ => {}
    });
    let mut written = BTreeSet::new();
    for (label, span) in texts {
        if !written.insert(label) {
            let finding = Diagnostic::new(&FOOTNOTE, span, format!("the footnote `{label}` is there twice"));
            findings.push(finding.help("delete one, or give it another name"));
        } else if !marked.contains(label) {
            let finding = Diagnostic::new(&FOOTNOTE, span, format!("nothing refers to the footnote `{label}`"));
            findings.push(finding.help(format!("write `[^{label}]` where its mark belongs, or delete the footnote")));
        }
    }
}
