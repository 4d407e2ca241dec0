//! Words that send readers somewhere: tables, appendices and pages by number.

use std::sync::LazyLock;

use crate::check::context::{ReportCheck, ReportContext};
use crate::diagnostic::Diagnostic;
use crate::query::reference;
use crate::text::pattern::Pattern;

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

/// Words behind a number that say in which other document it is: “of the Example Report”, “in that body’s Annual Review”.
static ELSEWHERE: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::new(
        r"^(?:\s*\([^()]{0,80}\))?,?\s+(?:of|in|from|to)\s+(?:the|that|their|its|a|an)\s+(?:[a-z’'-]+\s+){0,3}[A-Z]",
    )
});

/// Checks where a report's own narrative leads.
fn check(context: &ReportContext<'_>, findings: &mut Vec<Diagnostic>) {
    let report = context.report;
    let (mut shown, mut charts) = (0, reference::placed_measures(context.book, report).len());
    for (table, _) in report.figures.grids() {
        shown += table.layouts.len();
        charts += usize::from(table.chart.is_some());
    }
    let sections = context.book.sections(report);
    let titled = |words: &str| sections.iter().any(|section| section.title.to_lowercase().starts_with(words));
    let appendices = sections.iter().filter(|section| section.is_appendix).count();
    for passage in context.passages {
        for (span, found) in passage.found(&LEAD) {
            let (words, kind, number) = (&found[0], found[1].to_lowercase(), &found[2]);
            let up_to = |most: usize| number.parse::<usize>().is_ok_and(|number| (1..=most).contains(&number));
            let is_there = match kind.as_str() {
                "table" => up_to(shown),
                "chart" | "figure" => up_to(charts),
                "page" => false,
                "appendix" | "annex" if up_to(appendices) => true,
                _ => titled(&words.to_lowercase()),
            };
            let behind = &passage.text[found.get_match().end()..];
            let is_elsewhere = ELSEWHERE.find_iter(behind).next().is_some_and(|document| {
                let name = document.end() - 1;
                !behind[name..].starts_with(report.area.name.as_str())
            });
            if is_there || is_elsewhere {
                continue;
            }
            let numbered = |what: &str, most: usize| {
                format!(
                    "this report has {what}s 1 to {most}; better than a number is the {what}'s title, since numbers can change"
                )
            };
            let finding = NOWHERE.at(span, format!("this report has no {}", words.to_lowercase()));
            findings.push(finding.help(match kind.as_str() {
                "page" => "a web page has no page numbers: name the section".to_owned(),
                "table" => numbered("table", shown),
                "chart" | "figure" => numbered("chart", charts),
                _ if appendices > 0 => format!("the last appendix of this report is Appendix {appendices}; better than a number is `{{{{ see section KEY }}}}`, with the name of the appendix's file"),
                _ => format!("add a section with the title “{words}”, or take the words out"),
            }));
        }
    }
}
