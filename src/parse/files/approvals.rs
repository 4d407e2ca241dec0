//! `areas/AREA/PERIOD/approvals.yaml`: who has approved a report. `areabook sign` writes it.

use super::folders::read;
use super::text::words;
use crate::book::report::Approval;
use crate::diagnostic::Diagnostic;
use crate::parse::rules;
use crate::parse::shape::fields::{Fields, record};
use crate::parse::shape::kind::{Kind, day, each, named, text};
use crate::source::{FileId, Sources};

/// The approvals of a report that stand in a file. Of two versions one has to be taken whole: the lines of both are none of an approval.
pub(super) fn approvals(sources: &Sources, file: FileId, findings: &mut Vec<Diagnostic>) -> Option<Vec<Approval>> {
    let (known, path) = (findings.len(), sources.path(file));
    let approvals = read(sources, file, &self::file(), findings);
    for finding in findings[known..].iter_mut().filter(|finding| finding.rule.code == rules::CONFLICT.code) {
        finding.help = vec![format!(
            "take the file of one side whole, with `git checkout --ours {path}` or `--theirs`, and have those sign again whose approvals the other side has"
        )];
    }
    approvals
}

/// The approvals of a report. What is sealed is compared once the book is read.
pub(crate) fn file() -> Kind<'static, Vec<Approval>> {
    record("the approvals of a report", |fields| {
        fields.need("approvals", each(record("an approval", approval)), "The approvals, one for each authority.")
    })
    .described("Approvals", "Who has approved a report, and exactly what. `areabook sign` writes this file.")
}

fn approval(fields: &mut Fields<'_>) -> Option<Approval> {
    let authority = fields.need("authority", text(), "The authority, by its key in book.toml.");
    let office = fields.need("office", words(), "The office that approved.");
    let date = fields.need("date", day(), "The day of the approval.");
    let files = fields.need("files", named(text().placed()), "The files that were approved, each with its seal.");
    let span = fields.span()?;
    let files = files?.into_iter().map(|seal| (seal.key.text, seal.value)).collect();
    Some(Approval { authority: authority?, office: office?, date: date?, files, void: None, span })
}
