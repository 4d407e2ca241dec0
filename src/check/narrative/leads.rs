//! Words that send readers somewhere: tables, appendices and pages by number.

use std::sync::LazyLock;

use crate::check::context::{ReportCheck, ReportContext};
use crate::diagnostic::Diagnostic;
use crate::pattern::Pattern;
use crate::query::reference;

rules! {
    NOWHERE = "P501" "leads-nowhere" Error:
        "The text sends readers to a table, chart, appendix or page that the report does not have.";
        "Readers look for it in vain, and what it should have shown is missing.";
        "“see table 9” in a report of six tables; “see appendix 2” where no section is called Appendix 2.";
        "Name the section or table in words, or add what is missing. A web page has no page numbers."
}

pub(crate) const CHECK: ReportCheck = ReportCheck { rules: RULES, run: check };

static LEAD: LazyLock<Pattern> =
    LazyLock::new(|| Pattern::new(r"(?i)\b(table|chart|figure|appendix|annex|page)\s+(\d{1,3}|[A-H])\b"));

/// Checks where a report's own narrative leads.
fn check(context: &ReportContext<'_>, findings: &mut Vec<Diagnostic>) {
    let report = context.report;
    let tables = report.figures.form.tables.iter().zip(&report.figures.tables).filter(|(_, grid)| grid.is_some());
    let (mut shown, mut charts) = (0, reference::placed_measures(context.book, report).len());
    for (table, _) in tables {
        shown += table.layouts.len();
        charts += usize::from(table.chart.is_some());
    }
    let sections = context.book.sections(report);
    let titled = |words: &str| sections.iter().any(|section| section.title.to_lowercase().starts_with(words));
    let appendices = sections.iter().filter(|section| section.is_appendix).count();
    for passage in context.passages {
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
                let finding = NOWHERE.at(span, format!("this report has no {}", whole.as_str().to_lowercase()));
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
}
