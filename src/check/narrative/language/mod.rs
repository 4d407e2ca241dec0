//! Words: one term for one thing, and abbreviations that are explained.

pub(crate) mod rules;
pub(crate) mod abbreviations;
pub(crate) mod typing;

use self::abbreviations::{abbreviations, glossary};
use self::rules::TERM;
use self::typing::{never_closed, typing};
use crate::book::Book;
use crate::book::report::Section;
use crate::check::context::{ReportCheck, ReportContext};
use crate::check::prose::passage::{self, Passage};
use crate::diagnostic::Diagnostic;
use crate::texts::Use;

pub(crate) const CHECK: ReportCheck = ReportCheck { rules: rules::RULES, run: check };

/// Checks the words of the texts of a report.
fn check(context: &ReportContext<'_>, findings: &mut Vec<Diagnostic>) {
    let ReportContext { book, report, passages, .. } = context;
    let mut open = None;
    for passage in context.written() {
        terms(book, passage, findings);
        typing(passage, findings);
        let first = passage.text.chars().find(|sign| matches!(sign, '“' | '”'));
        // A quotation that leads to a list goes on in its items.
        if open.is_some() && !passage.lead.is_empty() && first != Some('“') {
            open = open.filter(|_| first.is_none());
            continue;
        }
        findings.extend(open.take().filter(|_| !passage.text.starts_with('“')));
        open = never_closed(passage);
    }
    findings.extend(open);
    let beside = context.beside.iter().filter(|(its, _)| !matches!(its, Use::Name | Use::Printed | Use::Waiver));
    let said = passages.iter().chain(beside.map(|(_, passage)| passage));
    // What a reader of the page can find an explanation in besides the report's own texts: national text and tables.
    let is_own = |section: &&Section| report.sections.iter().any(|own| std::ptr::eq(own, *section));
    let sections = book.sections(report).into_iter().filter(|section| !is_own(section));
    let national: Vec<_> = sections.flat_map(|section| passage::passages(&section.body)).collect();
    let members = report.figures.form.tables.iter().flat_map(|table| &table.axes).flat_map(|axis| axis.all());
    let around = context.written().chain(&national).map(|passage| passage.text.as_str());
    let glossary = glossary(report);
    let around = around.chain(members.map(|member| member.label.as_str())).chain(glossary.iter().map(String::as_str));
    abbreviations(book, said, around, findings);
}

/// Finds unused words as they are listed, or with one capital at their start. With more capitals they are a name.
pub(crate) fn terms(book: &Book, passage: &Passage, findings: &mut Vec<Diagnostic>) {
    for (unused, used) in &book.settings.checks.terms {
        let mut signs = unused.chars();
        let capital: String = signs.next().into_iter().flat_map(char::to_uppercase).chain(signs).collect();
        for (at, found) in passage.text.match_indices(unused.as_str()).chain(passage.text.match_indices(&capital)) {
            let (before, after) = (&passage.text[..at], &passage.text[at + found.len()..]);
            let is_whole = !before.ends_with(char::is_alphanumeric) && !after.starts_with(char::is_alphanumeric);
            let span = passage.span(at..at + found.len()).filter(|_| is_whole);
            findings.extend(span.map(|span| {
                TERM.at(span, format!("this book writes “{used}”"))
                    .label(format!("write “{used}”"))
                    .help(format!("write “{used}” instead of “{unused}”"))
            }));
        }
    }
}
