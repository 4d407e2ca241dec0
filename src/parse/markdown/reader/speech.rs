//! Quotations that lost their signs when a text was saved as plain text: somebody's words, and below them whose they are.

use crate::book::narrative::{Block, PartKind, Phrase};
use crate::diagnostic::{Diagnostic, Severity};
use crate::parse::markdown::anchor;
use crate::parse::markdown::slips::rows;
use crate::parse::rules;

/// More words than this are a sentence, and do not say who somebody is.
const MOST_WORDS: usize = 8;

/// Names the lines that say whose words stand above them. They begin with a dash.
pub(super) fn speech(blocks: &[Block], findings: &mut Vec<Diagnostic>) {
    for pair in blocks.windows(2) {
        let [above, Block::Paragraph(line)] = pair else { continue };
        let is_said = match above {
            Block::Paragraph(words) => is_speech(words),
            Block::Part { kind: PartKind::Quote, title, .. } => title.is_empty(),
            _ => false,
        };
        let Some((who, span)) = who(line).zip(rows::place(line)).filter(|_| is_said) else { continue };
        let help = match above {
            Block::Paragraph(_) => {
                format!("write the words as a quotation: `> [!QUOTE] {who}`, and below it what was said behind `> `")
            }
            _ => format!("delete it, and begin the quotation with the line `> [!QUOTE] {who}`"),
        };
        let finding = rules::UNREAD_MARKUP.at(span, "this line seems to say whose words stand above it");
        let mut finding = finding.help(help);
        finding.severity = Severity::Warning;
        findings.push(finding);
    }
}

/// Whether a paragraph is what somebody said, from its first word to the last.
fn is_speech(words: &Phrase) -> bool {
    let text = anchor::plain(words);
    let text = text.trim();
    text.starts_with('“') && text.ends_with('”') && text.matches('“').count() == 1
}

/// Who is named behind a dash, in a few words that no sentence ends.
fn who(line: &Phrase) -> Option<String> {
    let text = anchor::plain(line);
    let who = text.trim().strip_prefix(['—', '–', '―'])?.trim_start();
    let is_name = who.starts_with(char::is_uppercase)
        && who.ends_with(char::is_alphanumeric)
        && !who.contains('\n')
        && who.split(' ').count() <= MOST_WORDS;
    is_name.then(|| who.to_owned())
}
