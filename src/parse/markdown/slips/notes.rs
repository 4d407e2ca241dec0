//! Footnotes and references as other programs write them, which are published as they are typed.

use std::collections::BTreeSet;
use std::ops::Range;
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
/// The same with a sign with which no sentence begins.
static HEAD: LazyLock<Pattern> = LazyLock::new(|| Pattern::new(r"^(?P<sign>[¹²³⁰⁴-⁹]+|\[\d{1,2}\]) ?[A-Z“]"));
/// Such a sign behind a word or the end of a sentence; “m²” is none.
static RAISED: LazyLock<Pattern> =
    LazyLock::new(|| Pattern::new(r"(?:[A-Za-z]{3}|[A-Za-z)”’][.,;!?]|[)”’])(?P<sign>[¹²³⁰⁴-⁹]+)(?:[\s.,;)”’]|$)"));
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
        let is_link = lines.printed.text[mark.end()..].starts_with(['(', '[']);
        (!is_link).then(|| mark.range())
    });
    let marks: Vec<_> = found.collect();
    let raised = RAISED.captures_iter(&lines.printed.text).filter_map(|found| Some(found.name("sign")?.range()));
    let mut findings: Vec<_> =
        marks.iter().cloned().chain(raised).map(|range| no_note(lines, range, false, can_have_footnotes)).collect();
    let heads = (0..lines.paragraphs()).filter_map(|paragraph| {
        let line = lines.of(paragraph).next()?;
        let sign = HEAD.captures_at(lines.printed(&line), 0)?.name("sign")?.range();
        Some(line.start + sign.start..line.start + sign.end)
    });
    let heads: Vec<_> = heads.collect();
    // Numbers in brackets that are marked are told where they are; several of them without marks make a list.
    let are_told = !marks.is_empty() || heads.iter().filter(|head| lines.printed(head).starts_with('[')).count() > 1;
    let heads = heads.into_iter().filter(|head| !are_told || !lines.printed(head).starts_with('['));
    findings.extend(heads.map(|head| no_note(lines, head, true, can_have_footnotes)));
    findings
}

/// The finding for a sign that marks no footnote, or begins none.
fn no_note(lines: &Lines<'_>, range: Range<usize>, begins: bool, can_have_footnotes: bool) -> Diagnostic {
    const DIGITS: &str = "⁰¹²³⁴⁵⁶⁷⁸⁹";
    let mark = lines.printed(&range);
    let digit = |sign: char| DIGITS.chars().position(|raised| raised == sign);
    let number: String =
        mark.chars().filter_map(|sign| char::from_digit(u32::try_from(digit(sign)?).ok()?, 10)).collect();
    let name = match number.as_str() {
        "" => mark.trim_matches(['[', ']']),
        number => number,
    };
    let what = if begins { "begins" } else { "marks" };
    let message = format!("`{mark}` {what} no footnote, and would be published as it is typed");
    let help = match (can_have_footnotes, begins) {
        (true, false) => format!(
            "write `[^{name}]` here, and the note on a line of its own, with an empty line above it: `[^{name}]: The note.`"
        ),
        (true, true) => format!(
            "write `[^{name}]: ` here, with an empty line above it, and `[^{name}]` behind the word to which the note belongs"
        ),
        (false, _) => "write what the note says in brackets, or as a sentence of its own".to_owned(),
    };
    rules::UNREAD_MARKUP.at(lines.span(range), message).help(help)
}

/// References whose braces are escaped.
pub(super) fn escaped<'a>(lines: &'a Lines<'_>) -> impl Iterator<Item = Diagnostic> + use<'a> {
    ESCAPED.find_iter(lines.masked).map(|found| {
        let message = "the braces of this reference are escaped, and it would be published as it is typed";
        let help = format!("delete each `\\` of it: `{}`", shown(&found.as_str().replace('\\', "")));
        rules::BAD_REFERENCE.at(lines.span(found.range()), message).help(help)
    })
}
