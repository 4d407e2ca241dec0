//! Links within a page: what they lead to has to be on it.

use crate::book::Book;
use crate::book::narrative::{Inline, Seen, walk};
use crate::book::report::Report;
use crate::diagnostic::{Diagnostic, nearest};
use crate::link::PageKey;
use crate::page::index;
use crate::query::comparisons::Comparisons;
use crate::source::Span;

rules! {
    LINK = "P502" "broken-link" Error:
        "A link within the page leads to an anchor that the page does not have.";
        "Readers who follow it stay where they are and do not know why.";
        "`[the board](#bord)` where the section's file is called board.md.";
        "Write the name of the section's file behind #, or the anchor of a heading."
}

/// A link of a narrative within its own page.
pub(crate) struct PageLink {
    anchor: String,
    span: Span,
}

/// Checks where the links of reports within their pages lead. Only its page knows which anchors it has, and that sets the report
/// beside others; so this takes the whole book.
pub(crate) fn check(book: &Book, reports: &[(&Report, &[PageLink])], findings: &mut Vec<Diagnostic>) {
    if reports.is_empty() {
        return;
    }
    let comparisons = Comparisons::new(book);
    for (report, links) in reports {
        let page = index::page(book, &comparisons, PageKey::of_report(book, report));
        let anchors = page.map(|page| page.anchors()).unwrap_or_default();
        for PageLink { anchor, span } in links.iter().filter(|link| !anchors.contains(&link.anchor)) {
            let help = match nearest(anchor, anchors.iter().map(String::as_str)) {
                Some(near) => format!("did you mean `#{near}`?"),
                None => "write the name of a section's file behind #".to_owned(),
            };
            findings.push(LINK.at(*span, format!("nothing on the page has the anchor `{anchor}`")).help(help));
        }
    }
}

/// The links of a report's narrative within its own page.
pub(crate) fn within_page(report: &Report) -> Vec<PageLink> {
    let mut links = Vec::new();
    for section in &report.sections {
        walk(&section.body, &mut |seen| {
            if let Seen::Inline(Inline::Link { to, span, .. }) = seen {
                links.extend(to.strip_prefix('#').map(|anchor| PageLink { anchor: anchor.to_owned(), span: *span }));
            }
        });
    }
    links
}
