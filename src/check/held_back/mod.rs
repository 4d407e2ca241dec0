//! Figures that are held back: whether they can be worked out, whether a sentence tells them, and which should be.

mod rules;
mod small;
pub(super) mod exposed;
pub(crate) mod told;

use super::context::{ReportCheck, ReportContext};
use crate::diagnostic::Diagnostic;

pub(crate) const CHECK: ReportCheck = ReportCheck { rules: rules::RULES, run: check };

/// Checks one report. What can be worked out from several is looked at for the whole book, by [`exposed::check`].
fn check(context: &ReportContext<'_>, findings: &mut Vec<Diagnostic>) {
    small::check(context, findings);
    told::check(context, findings);
}
