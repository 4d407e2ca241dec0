//! Places that were left to be filled in.

use std::ops::Range;
use std::sync::LazyLock;

use crate::book::narrative::Inline;
use crate::check::context::{ReportCheck, ReportContext, excuse_draft};
use crate::check::prose::passage::Passage;
use crate::diagnostic::Diagnostic;
use crate::text::pattern::Pattern;

rules! {
    PLACEHOLDER = "P201" "placeholder" Error:
        "A place that was left to be filled in still holds its placeholder.";
        "It tells every reader that the report was not read before it was published.";
        "“x% this year”, “XX people”, “TBC”, “[insert name]”, “Area name here”.";
        "Write what belongs there; for a figure write a reference."
}

pub(crate) const CHECK: ReportCheck = ReportCheck { rules: RULES, run: check };

static PATTERN: LazyLock<Pattern> = LazyLock::new(|| {
    let placeholders = [
        r"\b[xX]{1,4}\s?(?:%|per cent)",
        r"£\s?[xX]+\b",
        r"\bX{2,}\b",
        r"\bx{2,}\b",
        r"\b(?:TBC|TBA|TBD|tbc|T\.B\.C\.)(?:\b|$)",
        r"(?i)\[\s*(?:insert|add|enter|area|name|number|date|figure|to be)\b[^\]]*\]",
        r"(?i)<\s*(?:insert|add|enter|area|name|number|date|figure)\b[^>]*>",
        r"(?i)\b(?:area|name|date|figure|number|text) (?:name )?(?:goes )?here\b",
        r"(?i)\blorem ipsum\b",
        r"\?{3,}",
        r"_{4,}",
        r"(?i)\bto be (?:confirmed|completed|inserted)\b",
    ];
    Pattern::new(&placeholders.join("|"))
});

/// Checks a report's own narrative. In a draft a placeholder is a warning.
fn check(context: &ReportContext<'_>, findings: &mut Vec<Diagnostic>) {
    let before = findings.len();
    findings.extend(context.passages.iter().flat_map(in_passage));
    excuse_draft(context.report, &mut findings[before..]);
    for (section, reason, span) in &context.report.absent {
        if matches!(reason.as_slice(), [Inline::Text(text, _)] if text.trim() == "the reason") {
            let finding = PLACEHOLDER.at(*span, format!("the reason why there is no `{section}` was never filled in"));
            findings.push(finding.help("say in a sentence why the report has no such section: readers see it"));
        }
    }
}

/// Whether words of a passage belong to a placeholder: they have a finding already.
pub(crate) fn holds(passage: &Passage, words: &Range<usize>) -> bool {
    PATTERN.find_iter(&passage.text).any(|found| found.start() <= words.start && words.end <= found.end())
}

/// The placeholders of a passage.
pub(crate) fn in_passage(passage: &Passage) -> impl Iterator<Item = Diagnostic> {
    passage.found(&PATTERN).map(|(span, found)| {
        PLACEHOLDER
            .at(span, format!("`{}` was never filled in", &found[0]))
            .help("write what belongs here; for a figure write a reference, as in `{{ people/total/total }}`")
    })
}
