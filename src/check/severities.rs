//! What the book's settings make of the findings.

use crate::book::Book;
use crate::diagnostic::{Diagnostic, nearest};

rules! {
    SETTING = "W103" "rule-setting" Error:
        "The settings name a rule that does not exist, or one that cannot be set.";
        "Whoever wrote the setting believes that a check is on or off, and it is not.";
        "`P999 = \"off\"`, or `Y106 = \"off\"`, which would let unreadable figures vanish.";
        "Correct the code, or delete the line. Findings of files that cannot be read are always errors."
}

/// Findings that show a file to be unreadable, or that are about releases, waivers and settings, are what they are.
const FIXED: [char; 5] = ['F', 'R', 'Y', 'T', 'W'];

/// Whether a rule can be neither set nor waived.
pub fn is_fixed(code: &str) -> bool {
    FIXED.iter().any(|group| code.starts_with(*group))
}

/// Sets severities, drops findings of rules that are turned off, and adds findings about the settings.
pub(crate) fn apply(book: &Book, known: &[&str], mut findings: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let severities = &book.settings.checks.severities;
    findings.retain_mut(|finding| match severities.get(finding.rule.code) {
        Some((severity, _)) if !is_fixed(finding.rule.code) => {
            finding.severity = severity.unwrap_or(finding.severity);
            severity.is_some()
        }
        _ => true,
    });
    for (code, (_, span)) in severities {
        if is_fixed(code) {
            let finding = SETTING.at(*span, format!("the severity of `{code}` cannot be set"));
            findings.push(finding.help("delete the line: a file that cannot be read is always an error"));
        } else if !known.contains(&code.as_str()) {
            let help = nearest(code, known.iter().copied()).map_or_else(
                || "delete the line, or write the code that stands in brackets at the head of a finding".to_owned(),
                |near| format!("did you mean `{near}`?"),
            );
            findings.push(SETTING.at(*span, format!("there is no rule `{code}`")).help(help));
        }
    }
    findings
}
