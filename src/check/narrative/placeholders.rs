//! Places that were left to be filled in, and words that were not meant for readers.

use crate::address::Address;
use crate::book::narrative::{Block, Inline};
use crate::check::context::{ReportCheck, ReportContext, excuse_draft};
use crate::check::prose::passage::{Passage, of_phrase};
use crate::check::prose::unfilled::broken::breaks_off;
use crate::check::prose::unfilled::remains::remains;
use crate::check::prose::unfilled::unfilled;
use crate::diagnostic::{Diagnostic, Severity, shown};
use crate::text::markup;
use crate::texts::Text;

rules! {
    PLACEHOLDER = "P201" "placeholder" Error:
        "A place that was left to be filled in still holds its placeholder, a sentence breaks off, or words stand in a text that were not meant for readers.";
        "It tells every reader that the report was not read before it was published.";
        "“x% this year”, “XX people”, “TBC”, “[insert name]”, “Error! Reference source not found.”, “#REF!”; “JS to check.”, “Draft 2 – not for publication”.";
        "Write what belongs there, for a figure a reference; delete notes to each other and marks of drafts."
}

pub(crate) const CHECK: ReportCheck = ReportCheck { rules: RULES, run: check };

/// Checks the texts of a report. In a draft a placeholder is a warning.
fn check(context: &ReportContext<'_>, findings: &mut Vec<Diagnostic>) {
    let before = findings.len();
    let example = context.example();
    findings.extend(context.written().flat_map(|passage| in_passage(passage, example.as_ref())));
    context.report.texts(|_, text| {
        if let Text::Document(document) = text {
            broken_off(document, findings);
        }
    });
    excuse_draft(context.report, &mut findings[before..]);
    for (section, reason, span) in &context.report.absent {
        if matches!(reason.as_slice(), [Inline::Text(text, _)] if text.trim() == "the reason") {
            let finding = PLACEHOLDER.at(*span, format!("the reason why there is no `{section}` was never filled in"));
            findings.push(finding.help("say in a sentence why the report has no such section: readers see it"));
        }
    }
}

/// Finds paragraphs of which the last sentence has no end. One that leads to a list, a table or words of others has it there.
pub(crate) fn broken_off(document: &[Block], findings: &mut Vec<Diagnostic>) {
    for (at, block) in document.iter().enumerate() {
        let line = match block {
            Block::Part { body, .. } => {
                broken_off(body, findings);
                continue;
            }
            Block::Paragraph(line) => of_phrase(line),
            _ => continue,
        };
        let goes_on = match document.get(at + 1) {
            None | Some(Block::Heading { .. } | Block::Rule | Block::Footnote { .. }) => false,
            Some(Block::Paragraph(next)) => of_phrase(next).text.starts_with('“'),
            Some(_) => true,
        };
        let Some(last) = breaks_off(&line.text).filter(|_| !goes_on && unfilled(&line.text).is_empty()) else {
            continue;
        };
        let end = line.text.trim_end().len();
        let message = format!("this sentence breaks off behind “{last}”");
        let finding = line.span(end - last.len()..end).map(|span| PLACEHOLDER.at(span, message));
        let help = "write the rest of it, or delete it";
        findings.extend(finding.map(|finding| Diagnostic { severity: Severity::Warning, ..finding.help(help) }));
    }
}

/// The placeholders of a passage. `example` is a figure that its report has.
pub(crate) fn in_passage(passage: &Passage, example: Option<&Address>) -> Vec<Diagnostic> {
    // A brace or HTML in words that are published as they are typed is a finding already.
    let is_told = |found: &str| {
        passage.is_plain && (found.starts_with(['{', '$']) || found.starts_with('<') && markup::is_html(&passage.text))
    };
    // In a table of figures they are a sign for those that are not there.
    let is_sign = passage.cell.is_some() && matches!(passage.text.as_str(), "…" | "...");
    // In words of capitals and digits alone, such as `XX THN`, they are a part of a code.
    let is_of_code = |sign: char| sign.is_ascii_uppercase() || sign.is_ascii_digit() || sign == ' ';
    let is_code = passage.is_plain && passage.text.contains(' ') && passage.text.chars().all(is_of_code);
    let mut remains = remains(passage);
    let mut places = unfilled(&passage.text);
    // What is left out for sure is no doubtful note.
    remains.retain(|(_, remain)| remain.is_sure || places.is_empty());
    places.retain(|place| {
        let next = remains.partition_point(|(remain, _)| remain.end <= place.start);
        let is_among = remains.get(next).is_some_and(|(remain, _)| remain.start < place.end);
        !is_told(&passage.text[place.clone()]) && !is_among && !is_sign && !is_code
    });
    let mut findings: Vec<_> = places
        .into_iter()
        .filter_map(|place| {
            let message = format!("`{}` was never filled in", shown(&passage.text[place.clone()]));
            let figure = example.filter(|_| !passage.is_plain);
            let figure = figure.map(|path| format!("; for a figure write a reference, as in `{{{{ {path} }}}}`"));
            let help = format!("write what belongs here{}", figure.unwrap_or_default());
            Some(PLACEHOLDER.at(passage.span(place)?, message).help(help))
        })
        .collect();
    findings.extend(remains.into_iter().filter_map(|(place, remain)| {
        let message = format!("`{}` {}", shown(&passage.text[place.clone()]), remain.is);
        let mut finding = PLACEHOLDER.at(passage.span(place)?, message).help(remain.help);
        finding.severity = if remain.is_sure { finding.severity } else { finding.severity.min(Severity::Warning) };
        Some(finding)
    }));
    findings
}
