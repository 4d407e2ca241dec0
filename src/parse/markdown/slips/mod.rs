//! What authors know from word processors and other programs, and Markdown publishes as it is typed.

pub mod printed;
pub mod lines;
pub(super) mod html;
pub mod addresses;
mod emphasis;
mod lists;
mod layout;
mod breaks;
mod notes;
mod dialects;
pub mod rows;

use std::collections::BTreeMap;
use std::ops::Range;

use self::lines::{Lines, MOST_FINDINGS};
use self::printed::Printed;
use super::place::Text;
use crate::diagnostic::{Diagnostic, shown};
use crate::parse::rules;

/// Leaves so many findings of each rule, from the `before`th on.
pub fn cap(findings: &mut Vec<Diagnostic>, before: usize) {
    let mut counts = BTreeMap::<&str, usize>::new();
    let mut at = 0;
    findings.retain(|finding| {
        at += 1;
        let count = counts.entry(finding.rule.code).or_default();
        *count += usize::from(at > before);
        *count <= MOST_FINDINGS
    });
}

/// The slips of a text, in what of it is printed as words. `footnotes` says whether there can be any in it.
pub fn slips(text: &Text<'_>, masked: &str, mut printed: Printed, footnotes: bool, findings: &mut Vec<Diagnostic>) {
    let mut rows = std::mem::take(&mut printed.emphasis);
    printed.close(masked);
    let lines = Lines { text, masked, printed: &printed };
    findings.extend(dialects::dialects(&lines, &mut rows));
    let (notes, feet) = notes::notes(&lines, footnotes);
    findings.extend(lists::lists(&lines, &mut rows, &feet));
    findings.extend(notes);
    findings.extend(notes::escaped(&lines).chain(notes::escaped_marks(&lines)).chain(notes::escaped_paths(&lines)));
    findings.extend(notes::escaped_notes(&lines, footnotes).chain(notes::breaks(&lines)).take(MOST_FINDINGS));
    findings.extend(layout::layout(&lines));
    findings.extend(breaks::breaks(&lines));
    findings.extend(breaks::set_in(&lines));
    // Every sign of a text can be one of these.
    findings.extend(emphasis::emphasis(&lines, &rows).take(MOST_FINDINGS));
}

/// The finding for a term that follows a meaning without an empty line, and so belongs to that meaning. It is told by what
/// stands behind it: another meaning. `meaning` is the last paragraph of the one above.
pub fn swallowed(typed: &Text<'_>, masked: &str, meaning: Range<usize>) -> Option<Diagnostic> {
    let words = masked.get(meaning.clone())?.trim_end();
    let start = meaning.start + words.rfind('\n')? + 1;
    let line = &masked[start..meaning.start + words.len()];
    // Further in, the line was meant to go on with the meaning.
    let term = line.trim_start_matches(['>', ' ', '\t']);
    let indent = &line[..line.len() - term.len()];
    if indent.trim_start_matches('>').len() > 1 {
        return None;
    }
    let message = format!("“{}” belongs to the line above it", shown(term));
    let help = "put an empty line before each term; indent the line if it goes on with the meaning above it";
    let range = start + indent.len()..start + line.len();
    Some(rules::UNREAD_MARKUP.at(typed.span(range), message).help(help))
}
