//! How texts are built: what readers who cannot see a page find their way by.

use crate::book::narrative::{Block, Seen, walk};
use crate::check::context::{ReportCheck, ReportContext};
use crate::diagnostic::Diagnostic;
use crate::texts::Text;

rules! {
    HEADING = "L103" "heading-order" Warning:
        "A heading is more than one level below the one before it.";
        "People who move from heading to heading, with a screen reader for example, look for one in between.";
        "`#### Members` directly below `## The board`.";
        "Take away a # so that the heading is one level below the one above it."
}

pub(crate) const CHECK: ReportCheck = ReportCheck { rules: RULES, run: of_report };

fn of_report(context: &ReportContext<'_>, findings: &mut Vec<Diagnostic>) {
    context.report.texts(|_, text| {
        if let Text::Document(document) = text {
            check(document, findings);
        }
    });
}

/// Checks how a text is built.
pub(crate) fn check(document: &[Block], findings: &mut Vec<Diagnostic>) {
    let mut above = 1;
    walk(document, &mut |seen| {
        if let Seen::Block(Block::Heading { level, span, .. }) = seen {
            if *level > above + 1 {
                let signs = "#".repeat(usize::from(above) + 1);
                let finding = HEADING.at(*span, "this heading skips a level");
                findings.push(finding.help(format!("begin it with `{signs}`, one level below the heading above it")));
            }
            above = *level;
        }
    });
}
