//! Words: one term for one thing, and abbreviations that are explained.

use std::cell::LazyCell;
use std::collections::BTreeSet;
use std::sync::LazyLock;

use super::placeholders;
use crate::book::narrative::{Block, Seen, walk};
use crate::book::report::Section;
use crate::check::context::{ReportCheck, ReportContext};
use crate::check::prose::passage;
use crate::diagnostic::Diagnostic;
use crate::text::pattern::Pattern;

rules! {
    TERM = "L101" "term" Warning:
        "A word is used for which the book uses another.";
        "Two words for one thing make readers look for a difference, and searches miss half of the places.";
        "“e-mail” in one report and “email” in the others.";
        "Write the word that the message names. The list stands in book.toml under [checks.terms]."
    ABBREVIATION = "L102" "abbreviation" Warning:
        "An abbreviation is used that the page explains nowhere.";
        "Readers outside the services do not know it.";
        "“reviewed by the RRB” on a page that never says Regional Review Board (RRB).";
        "Write it out where it stands first, with the abbreviation in brackets: Regional Review Board (RRB)."
    HEADING = "L103" "heading-order" Warning:
        "A heading is more than one level below the one before it.";
        "People who move from heading to heading, with a screen reader for example, look for one in between.";
        "`#### Members` directly below `## The board`.";
        "Take away a # so that the heading is one level below the one above it."
}

pub(crate) const CHECK: ReportCheck = ReportCheck { rules: RULES, run: check };

static ABBREVIATED: LazyLock<Pattern> = LazyLock::new(|| Pattern::new(r"\b([A-Z][A-Za-z]{0,4}[A-Z])s?\b"));

/// Checks the words of a report's own narrative.
fn check(context: &ReportContext<'_>, findings: &mut Vec<Diagnostic>) {
    terms(context, findings);
    abbreviations(context, findings);
    headings(context, findings);
}

fn headings(context: &ReportContext<'_>, findings: &mut Vec<Diagnostic>) {
    for section in &context.report.sections {
        let mut above = 1;
        walk(&section.body, &mut |seen| {
            let Seen::Block(Block::Heading { level, span, .. }) = seen else { return };
            if *level > above + 1 {
                let signs = "#".repeat(usize::from(above) + 1);
                let finding = HEADING.at(*span, "this heading skips a level");
                findings.push(finding.help(format!("begin it with `{signs}`, one level below the heading above it")));
            }
            above = *level;
        });
    }
}

/// Finds unused words as they are listed, or with one capital at their start. With more capitals they are a name.
fn terms(context: &ReportContext<'_>, findings: &mut Vec<Diagnostic>) {
    for passage in context.passages {
        for (unused, used) in &context.book.settings.checks.terms {
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
}

/// What a reader of the page can find an explanation in besides the report's own narrative: national text and tables.
fn around(context: &ReportContext<'_>) -> Vec<String> {
    let report = context.report;
    let is_own = |section: &&Section| report.sections.iter().any(|own| std::ptr::eq(own, *section));
    let sections = context.book.sections(report).into_iter().filter(|section| !is_own(section));
    let members = report.figures.form.tables.iter().flat_map(|table| &table.axes).flat_map(|axis| axis.all());
    let texts = sections.flat_map(passage::passages).map(|passage| passage.text);
    texts.chain(members.map(|member| member.label.to_string())).collect()
}

/// An abbreviation is explained where it stands in brackets behind words, or words stand in brackets behind it.
fn abbreviations(context: &ReportContext<'_>, findings: &mut Vec<Diagnostic>) {
    let around = LazyCell::new(|| around(context));
    let is_explained = |word: &str| {
        let own = context.passages.iter().map(|passage| passage.text.as_str());
        own.chain(around.iter().map(String::as_str)).any(|text| explains(text, word))
    };
    let mut seen: BTreeSet<String> = context.book.settings.checks.abbreviations.iter().cloned().collect();
    for passage in context.passages {
        for found in ABBREVIATED.captures_iter(&passage.text).filter_map(|found| found.get(1)) {
            let word = found.as_str();
            if word.chars().filter(|sign| sign.is_uppercase()).count() < 2
                || word.chars().all(|sign| sign == 'X')
                || is_shouted(&passage.text, found.range())
                || !seen.insert(word.to_owned())
                || is_explained(word)
                || placeholders::holds(passage, &found.range())
            {
                continue;
            }
            findings.extend(passage.span(found.range()).map(|span| {
                ABBREVIATION
                    .at(span, format!("`{word}` is explained nowhere on the page"))
                    .help(format!("write it out where it stands first, with ({word}) behind it"))
                    .help("if everybody knows it, the publishing team can add it to `abbreviations` in book.toml")
            }));
        }
    }
}

/// Whether the words beside a word are in capitals too: a heading or a name, not an abbreviation.
fn is_shouted(text: &str, range: std::ops::Range<usize>) -> bool {
    // No word is longer than this; a text without spaces would be looked through anew for each of its words.
    const LONGEST: usize = 100;
    let around =
        text.ceil_char_boundary(range.start.saturating_sub(LONGEST))..text.floor_char_boundary(range.end + LONGEST);
    let in_capitals =
        |word: Option<&str>| word.is_some_and(|word| word.len() > 4 && !word.contains(char::is_lowercase));
    in_capitals(text[around.start..range.start].split_whitespace().next_back())
        || in_capitals(text[range.end..around.end].split_whitespace().next())
}

/// Whether a text explains an abbreviation, wherever it stands in it.
fn explains(text: &str, word: &str) -> bool {
    const BEHIND: [&str; 6] = [" (", "s (", ", which ", ", the ", ", a ", " stands for "];
    const CLOSING: [&str; 4] = [")", "s)", ",", ";"];
    text.match_indices(word).any(|(at, _)| {
        let behind = &text[at + word.len()..];
        BEHIND.iter().any(|words| behind.starts_with(words))
            || (text[..at].ends_with('(') && CLOSING.iter().any(|sign| behind.starts_with(sign)))
    })
}
