//! Words: one term for one thing, and abbreviations that are explained.

use std::cell::LazyCell;
use std::collections::BTreeSet;
use std::sync::LazyLock;

use super::placeholders;
use super::prose;
use super::survey::{Dossier, Survey};
use crate::book::narrative::{Block, Seen, walk};
use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::pattern::Pattern;

/// The rules of this file.
pub const RULES: &[&Rule] = &[&TERM, &ABBREVIATION, &HEADING];

/// A word for which the book uses another.
pub const TERM: Rule = Rule {
    code: "L101",
    name: "term",
    severity: Severity::Warning,
    what: "A word is used for which the book uses another.",
    why: "Two words for one thing make readers look for a difference, and searches miss half of the places.",
    example: "“lay advisor” in one report and “lay adviser” in the others.",
    fix: "Write the word that the message names. The list stands in book.toml under [checks.terms].",
};

/// An abbreviation that the page never explains.
pub const ABBREVIATION: Rule = Rule {
    code: "L102",
    name: "abbreviation",
    severity: Severity::Warning,
    what: "An abbreviation is used that the page explains nowhere.",
    why: "Readers outside the services do not know it.",
    example: "“reviewed by the SMB” on a page that never says Strategic Management Board (SMB).",
    fix: "Write it out where it stands first, with the abbreviation in brackets: Strategic Management Board (SMB).",
};

/// A heading that skips a level.
pub const HEADING: Rule = Rule {
    code: "L103",
    name: "heading-order",
    severity: Severity::Warning,
    what: "A heading is more than one level below the one before it.",
    why: "People who move from heading to heading, with a screen reader for example, look for one in between.",
    example: "`#### Members` directly below `## The board`.",
    fix: "Take away a # so that the heading is one level below the one above it.",
};

static ABBREVIATED: LazyLock<Pattern> = LazyLock::new(|| Pattern::new(r"\b([A-Z][A-Za-z]{0,4}[A-Z])s?\b"));

/// Checks the words of a report's own narrative.
pub fn check(_: &Survey<'_>, dossier: &Dossier<'_>, findings: &mut Vec<Diagnostic>) {
    terms(dossier, findings);
    abbreviations(dossier, findings);
    headings(dossier, findings);
}

fn headings(dossier: &Dossier<'_>, findings: &mut Vec<Diagnostic>) {
    for section in &dossier.report.sections {
        let mut above = 1;
        walk(&section.body, &mut |seen| {
            let Seen::Block(Block::Heading { level, span, .. }) = seen else { return };
            if *level > above + 1 {
                let signs = "#".repeat(usize::from(above) + 1);
                let finding = Diagnostic::new(&HEADING, *span, "this heading skips a level");
                findings.push(finding.help(format!("begin it with `{signs}`, one level below the heading above it")));
            }
            above = *level;
        });
    }
}

/// Finds unused words as they are listed, or with one capital at their start. With more capitals they are a name.
fn terms(dossier: &Dossier<'_>, findings: &mut Vec<Diagnostic>) {
    for passage in dossier.passages {
        for (unused, used) in &dossier.book.settings.checks.terms {
            let mut signs = unused.chars();
            let capital: String = signs.next().into_iter().flat_map(char::to_uppercase).chain(signs).collect();
            for (at, found) in passage.text.match_indices(unused.as_str()).chain(passage.text.match_indices(&capital)) {
                let (before, after) = (&passage.text[..at], &passage.text[at + found.len()..]);
                let whole = !before.ends_with(char::is_alphanumeric) && !after.starts_with(char::is_alphanumeric);
                if let (true, Some(span)) = (whole, passage.span(at..at + found.len())) {
                    let finding = Diagnostic::new(&TERM, span, format!("this book writes “{used}”"));
                    findings.push(
                        finding.label(format!("write “{used}”")).help(format!("write “{used}” instead of “{unused}”")),
                    );
                }
            }
        }
    }
}

/// All that a reader of the page can find an explanation in.
fn page(dossier: &Dossier<'_>) -> String {
    let mut page = String::new();
    for section in dossier.book.sections(dossier.report) {
        for passage in prose::passages(section) {
            page.push_str(&passage.text);
            page.push('\n');
        }
    }
    for table in &dossier.report.figures.form.tables {
        for member in table.axes.iter().flat_map(|axis| axis.all()) {
            page.push_str(&member.label);
            page.push('\n');
        }
    }
    page
}

/// An abbreviation is explained where it stands in brackets behind words, or words stand in brackets behind it.
fn abbreviations(dossier: &Dossier<'_>, findings: &mut Vec<Diagnostic>) {
    let page = LazyCell::new(|| page(dossier));
    let mut seen: BTreeSet<String> = dossier.book.settings.checks.abbreviations.iter().cloned().collect();
    for passage in dossier.passages {
        for found in ABBREVIATED.captures_iter(&passage.text) {
            let Some(word) = found.get(1) else { continue };
            let capitals = word.as_str().chars().filter(|sign| sign.is_uppercase()).count();
            // What was never filled in has a finding of its own.
            let is_placeholder = placeholders::in_passage(passage).iter().any(|finding| {
                passage
                    .span(word.range())
                    .is_some_and(|span| finding.span.start <= span.start && span.end <= finding.span.end)
            });
            let is_shouted =
                is_placeholder || shouted(&passage.text, word.range()) || word.as_str().chars().all(|sign| sign == 'X');
            if capitals < 2
                || is_shouted
                || !seen.insert(word.as_str().to_owned())
                || is_explained(&page, word.as_str())
            {
                continue;
            }
            if let Some(span) = passage.span(word.range()) {
                findings.push(
                    Diagnostic::new(
                        &ABBREVIATION,
                        span,
                        format!("`{}` is explained nowhere on the page", word.as_str()),
                    )
                    .help(format!("write it out where it stands first, with ({}) behind it", word.as_str()))
                    .help("if everybody knows it, the publishing team can add it to `abbreviations` in book.toml"),
                );
            }
        }
    }
}

/// Whether the words beside a word are in capitals too: a heading or a name, not an abbreviation.
fn shouted(text: &str, range: std::ops::Range<usize>) -> bool {
    let in_capitals =
        |word: Option<&str>| word.is_some_and(|word| word.len() > 4 && !word.contains(char::is_lowercase));
    in_capitals(text[..range.start].split_whitespace().next_back())
        || in_capitals(text[range.end..].split_whitespace().next())
}

fn is_explained(page: &str, word: &str) -> bool {
    let bracketed = [format!("({word})"), format!("({word}s)"), format!("({word},"), format!("({word};")];
    let followed = [" (", "s (", ", which ", ", the ", ", a ", " stands for "].map(|behind| format!("{word}{behind}"));
    bracketed.iter().chain(&followed).any(|text| page.contains(text.as_str()))
}
