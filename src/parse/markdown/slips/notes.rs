//! Footnotes and references as other programs write them, which are published as they are typed.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use super::lines::Lines;
use crate::diagnostic::{Diagnostic, shown};
use crate::parse::rules;
use crate::text::pattern::Pattern;

/// A number in square brackets right behind a word or a full stop, or one that lost its brackets behind a word.
static MARK: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::new(r"[A-Za-z.,;!?)”’](?P<mark>\[\d{1,2}\])|[a-z]{3}[.,;)]?(?P<bare>\d{1,2})(?:[\s.,;)]|$)")
});
/// What a note begins with at the foot of a text.
static NOTE: LazyLock<Pattern> = LazyLock::new(|| Pattern::new(r"^(?P<number>\d{1,2}) [A-Z]"));
/// The braces of a reference as programs write them that take them for words.
static ESCAPED: LazyLock<Pattern> = LazyLock::new(|| Pattern::new(r"\\\{\\?\{[^{}\n]*\}\\?\}"));

/// The marks of footnotes in a text that make none.
pub(super) fn notes(lines: &Lines<'_>, can_have_footnotes: bool) -> Vec<Diagnostic> {
    let first = |paragraph: usize| lines.of(paragraph).next().map(|line| lines.printed(&line));
    let number = |line: &str| NOTE.captures_at(line, 0).map(|found| found["number"].to_owned());
    let heads: BTreeSet<_> = (0..lines.paragraphs()).filter_map(first).filter_map(number).collect();
    let found = MARK.captures_iter(&lines.printed.text).filter_map(|found| {
        let mark = found.name("mark").or_else(|| {
            let is_note = |bare: &regex::Match<'_>| heads.contains(bare.as_str());
            found.name("bare").filter(is_note)
        })?;
        // What follows a bracket without a space makes a link of it, or a slip of one.
        let is_link = lines.printed.text[mark.end()..].starts_with(['(', '[', ':']);
        (!is_link).then(|| mark.range())
    });
    found
        .map(|range| {
            let mark = lines.printed(&range);
            let name = mark.trim_matches(['[', ']']);
            let message = format!("`{mark}` marks no footnote, and would be published as it is typed");
            let help = match can_have_footnotes {
                true => format!(
                    "write `[^{name}]` here, and the note on a line of its own, with an empty line above it: `[^{name}]: The note.`"
                ),
                false => "write what the note says in brackets, or as a sentence of its own".to_owned(),
            };
            rules::UNREAD_MARKUP.at(lines.span(range), message).help(help)
        })
        .collect()
}

/// References whose braces are escaped.
pub(super) fn escaped<'a>(lines: &'a Lines<'_>) -> impl Iterator<Item = Diagnostic> + use<'a> {
    ESCAPED.find_iter(lines.masked).map(|found| {
        let message = "the braces of this reference are escaped, and it would be published as it is typed";
        let help = format!("delete each `\\` of it: `{}`", shown(&found.as_str().replace('\\', "")));
        rules::BAD_REFERENCE.at(lines.span(found.range()), message).help(help)
    })
}
