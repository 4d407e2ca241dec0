//! Words that send readers somewhere: tables, appendices and pages by number, links within the page.

use std::sync::LazyLock;

use super::survey::Dossier;
use crate::book::narrative::{Block, Inline, Seen, walk};
use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::pattern::Pattern;
use crate::query::reference;

/// The rules of this file.
pub const RULES: &[&Rule] = &[&NOWHERE, &LINK];

/// A table, appendix or page that the report does not have.
pub const NOWHERE: Rule = Rule {
    code: "P501",
    name: "leads-nowhere",
    severity: Severity::Error,
    what: "The text sends readers to a table, chart, appendix or page that the report does not have.",
    why: "Readers look for it in vain, and what it should have shown is missing.",
    example: "“see table 9” in a report of six tables; “see appendix 2” where no section is called Appendix 2.",
    fix: "Name the section or table in words, or add what is missing. A web page has no page numbers.",
};

/// A link within the page that leads to no anchor.
pub const LINK: Rule = Rule {
    code: "P502",
    name: "broken-link",
    severity: Severity::Error,
    what: "A link within the page leads to an anchor that the page does not have.",
    why: "Readers who follow it stay where they are and do not know why.",
    example: "`[the board](#bord)` where the section's file is called board.md.",
    fix: "Write the name of the section's file behind #, or the anchor of a heading.",
};

static LEAD: LazyLock<Pattern> =
    LazyLock::new(|| Pattern::new(r"(?i)\b(table|chart|figure|appendix|annex|page)\s+(\d{1,3}|[A-H])\b"));

/// Checks where a report's own narrative leads.
pub fn check(dossier: &Dossier<'_>, findings: &mut Vec<Diagnostic>) {
    let report = dossier.report;
    let tables = report.figures.form.tables.iter().zip(&report.figures.tables).filter(|(_, grid)| grid.is_some());
    let (mut shown, mut charts) = (0, reference::placed_measures(dossier.book, report).len());
    for (table, _) in tables {
        shown += table.layouts.len();
        charts += usize::from(table.chart.is_some());
    }
    let sections = dossier.book.sections(report);
    let titled = |words: &str| sections.iter().any(|section| section.title.to_lowercase().starts_with(words));
    let appendices = sections.iter().filter(|section| section.is_appendix).count();
    for passage in dossier.passages {
        for found in LEAD.captures_iter(&passage.text) {
            let (Some(whole), kind, number) = (found.get(0), found[1].to_lowercase(), &found[2]) else { continue };
            let up_to = |most: usize| number.parse::<usize>().is_ok_and(|number| (1..=most).contains(&number));
            let leads = match kind.as_str() {
                "table" => up_to(shown),
                "chart" | "figure" => up_to(charts),
                "page" => false,
                "appendix" | "annex" if up_to(appendices) => true,
                _ => titled(&whole.as_str().to_lowercase()),
            };
            if let (false, Some(span)) = (leads, passage.span(whole.range())) {
                let finding =
                    Diagnostic::new(&NOWHERE, span, format!("this report has no {}", whole.as_str().to_lowercase()));
                findings.push(match kind.as_str() {
                    "page" => finding.help("a web page has no page numbers: name the section"),
                    "table" => finding.help(format!("this report has tables 1 to {shown}; better than a number is the table's title, since numbers can change")),
                    "chart" | "figure" => {
                        finding.help(format!("this report has charts 1 to {charts}; better than a number is the chart's title, since numbers can change"))
                    }
                    _ if appendices > 0 => finding
                        .help(format!("the last appendix of this report is Appendix {appendices}; better than a number is `{{{{ see section KEY }}}}`, with the name of the appendix's file")),
                    _ => finding
                        .help(format!("add a section with the title “{}”, or take the words out", whole.as_str())),
                });
            }
        }
    }
    links(dossier, findings);
}

fn links(dossier: &Dossier<'_>, findings: &mut Vec<Diagnostic>) {
    let mut anchors = vec!["statistics".to_owned(), "corrections".to_owned(), "contents".to_owned(), "main".to_owned()];
    let sections = dossier.book.sections(dossier.report);
    for section in &sections {
        anchors.push(section.key.clone());
        walk(&section.body, &mut |seen| {
            if let Seen::Block(Block::Heading { id, .. }) = seen {
                anchors.push(format!("{}--{id}", section.key));
            }
        });
    }
    for table in &dossier.report.figures.form.tables {
        anchors.extend(table.layouts.iter().map(|layout| format!("table-{}", layout.key)));
    }
    for section in &dossier.report.sections {
        walk(&section.body, &mut |seen| {
            let Seen::Inline(Inline::Link { to, span, .. }) = seen else { return };
            let Some(anchor) = to.strip_prefix('#') else { return };
            if !anchors.iter().any(|known| known == anchor) {
                let near = crate::diagnostic::nearest(anchor, anchors.iter().map(String::as_str));
                let finding = Diagnostic::new(&LINK, *span, format!("nothing on the page has the anchor `{anchor}`"));
                findings.push(finding.help(near.map_or_else(
                    || "write the name of a section's file behind #".to_owned(),
                    |near| format!("did you mean `#{near}`?"),
                )));
            }
        });
    }
}
