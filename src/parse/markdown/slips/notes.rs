//! Footnotes and references as other programs write them, which are published as they are typed.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::LazyLock;

use super::lines::Lines;
use crate::diagnostic::{Diagnostic, shown};
use crate::parse::rules;
use crate::text::pattern::Pattern;

/// A number in square brackets right behind a word or a full stop, or at the end of words; or one that lost its brackets behind a word.
static MARK: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::new(
        r"[A-Za-z.,;!?)”’\]](?P<mark>\[\d{1,2}(?:, ?\d{1,2})*\])|[A-Za-z.)”’] (?P<last>\[\d{1,2}(?:, ?\d{1,2})*\])(?:[.,;:!?)]|\s*$)|[a-z]{3}[.,;)]?(?P<bare>\d{1,2})(?:[\s.,;)]|$)",
    )
});
/// What can mark a note of which the foot of the text has one: in round brackets it stands close to a word, or ends a part of a sentence.
static PAIRED: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::new(
        r"[A-Za-z0-9.,;!?)”’] ?(?P<square>\[(?:[Nn]ote )?(?:\d{1,2}|[a-z]|[ivx]+)\])|[A-Za-z.,;!?)”’](?P<close>\((?:\d{1,2}|[a-z]|[ivx]+)\))(?:[\s.,;:!?]|$)|[a-z] (?P<round>\((?:\d{1,2}|[a-z]|[ivx]+)\))(?:[.,;:!?]|$)|[a-z] (?P<loose>\((?:\d{1,2}|[a-z]|[ivx]+)\)|\[\d{1,2}\])(?: [a-z]|$)",
    )
});
/// What a note begins with at the foot of a text.
static NOTE: LazyLock<Pattern> = LazyLock::new(|| Pattern::new(r"^(?P<number>\d{1,2}) [A-Z]"));
/// The same with a sign with which no sentence begins.
static HEAD: LazyLock<Pattern> = LazyLock::new(|| Pattern::new(r"^(?P<sign>[¹²³⁰⁴-⁹]+|\[\d{1,2}\]):? ?[A-Z“]"));
/// The same with what could begin an item of a list, but for its mark in the text.
static FOOT: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::new(r"^(?P<sign>\[[a-zN][a-z]*(?: \d{1,2})?\]|\[\d{1,2}\]|\((?:\d{1,2}|[a-z]|[ivx]+)\)):? ?[A-Z“]")
});
/// Such a sign behind a word or the end of a sentence; “m²” is none.
static RAISED: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::new(
        r"(?:[A-Za-z]{3}|[A-Za-z)”’][.,;!?]|[)”’])(?P<sign>[¹²³⁰⁴-⁹]+)(?:[\s.,;)”’]|$)|[A-Za-z)”’][.,;!?](?P<raised>\^\d{1,2})(?:\s|$)|[a-z]{3} (?P<apart>[¹²³⁰⁴-⁹]+)(?:[.,;)”’]|\s*$)",
    )
});
/// The braces of a reference as programs write them that take them for words.
static ESCAPED: LazyLock<Pattern> = LazyLock::new(|| Pattern::new(r"\\\{\\?\{[^{}\n]*\}\\?\}"));

/// The marks of footnotes in a text that make none, and where the notes begin that have one of them.
pub(super) fn notes(lines: &Lines<'_>, can_have_footnotes: bool) -> (Vec<Diagnostic>, BTreeSet<usize>) {
    let first = |paragraph: usize| lines.of(paragraph).next();
    let head = |pattern: &Pattern, group: &str| {
        let found = (0..lines.paragraphs()).filter_map(first).filter_map(|line| {
            let sign = pattern.captures_at(lines.printed(&line), 0)?.name(group)?.range();
            Some(line.start + sign.start..line.start + sign.end)
        });
        found.collect::<Vec<_>>()
    };
    let plain = |range: &Range<usize>| lines.printed(range).to_ascii_lowercase();
    let (numbers, feet) = (head(&NOTE, "number"), head(&FOOT, "sign"));
    let [numbers, signs] = [&numbers, &feet].map(|heads| heads.iter().map(plain).collect::<BTreeSet<_>>());
    let found = MARK.captures_iter(&lines.printed.text).filter_map(|found| {
        let bare = || found.name("bare").filter(|bare| numbers.contains(bare.as_str()));
        let mark = found.name("mark").or_else(|| found.name("last")).or_else(bare)?;
        // What follows a bracket without a space makes a link of it, or a slip of one.
        let is_link = lines.printed.text[mark.end()..].starts_with(['(', '[']) && found.name("bare").is_none();
        (!is_link).then(|| mark.range())
    });
    let marks: Vec<_> = found.collect();
    let places: BTreeSet<_> = marks.iter().map(|mark| mark.start).collect();
    let has_footnotes = lines.masked.contains("[^");
    let is_among = |mark: &regex::Match<'_>| signs.contains(&plain(&mark.range()));
    let clauses = clauses(lines, &feet);
    let is_mark = |mark: &regex::Match<'_>| !clauses.contains(&plain(&mark.range()));
    let sure_of = |found: &regex::Captures<'_>| {
        let sure = ["square", "close", "round"].iter().find_map(|group| found.name(group)).filter(is_among);
        sure.filter(is_mark).map(|mark| mark.range())
    };
    let paired = || PAIRED.captures_iter(&lines.printed.text);
    let has_notes = !marks.is_empty() || paired().any(|found| sure_of(&found).is_some());
    let paired = paired().filter_map(|found| {
        // Within a sentence it is a note where there are others.
        let is_note = |mark: &regex::Match<'_>| match is_among(mark) {
            true => (has_notes || has_footnotes) && is_mark(mark),
            false => has_notes && mark.as_str()[1..].starts_with(|sign: char| sign.is_ascii_digit()),
        };
        let loose = || found.name("loose").or_else(|| found.name("square")).filter(is_note).map(|mark| mark.range());
        sure_of(&found).or_else(loose).filter(|mark| !places.contains(&mark.start))
    });
    let paired: Vec<_> = paired.collect();
    let raised = RAISED.captures_iter(&lines.printed.text);
    let raised = raised
        .filter_map(|found| Some(["sign", "raised", "apart"].iter().find_map(|group| found.name(group))?.range()));
    let told = marks.iter().chain(&paired).cloned().chain(raised);
    let mut findings: Vec<_> = told.map(|range| no_note(lines, range, false, can_have_footnotes)).collect();
    let heads = head(&HEAD, "sign");
    // Numbers in brackets that are marked are told where they are; several of them without marks make a list.
    let are_told = !marks.is_empty() || heads.iter().filter(|head| lines.printed(head).starts_with('[')).count() > 1;
    let heads = heads.into_iter().filter(|head| !are_told || !lines.printed(head).starts_with('['));
    findings.extend(heads.map(|head| no_note(lines, head, true, can_have_footnotes)));
    let marked: BTreeSet<_> = marks.iter().chain(&paired).map(plain).collect();
    (findings, feet.into_iter().filter(|foot| marked.contains(&plain(foot))).map(|foot| foot.start).collect())
}

/// The signs in round brackets that name the clauses of a text, which speaks of them behind them or with one word before each: “condition (a)
/// or condition (b)”. A note stands behind its mark, and each note has one.
fn clauses(lines: &Lines<'_>, feet: &[Range<usize>]) -> BTreeSet<String> {
    let feet = feet.iter().rev().map(|foot| (lines.printed(foot).to_ascii_lowercase(), foot.start));
    let feet: BTreeMap<_, _> = feet.filter(|(sign, _)| sign.starts_with('(')).collect();
    let (mut marked, mut words, mut is_behind) = (BTreeSet::new(), Vec::new(), false);
    for found in PAIRED.captures_iter(&lines.printed.text) {
        let Some(mark) = ["close", "round", "loose"].iter().find_map(|group| found.name(group)) else { continue };
        let sign = mark.as_str().to_ascii_lowercase();
        let Some(foot) = feet.get(&sign) else { continue };
        is_behind |= *foot < mark.start();
        marked.insert(sign);
        let before = lines.printed.text[..mark.start()].trim_end();
        words.push(before.rsplit(|sign: char| !sign.is_alphabetic()).next().unwrap_or_default().to_lowercase());
    }
    let is_named = words.len() > 1 && words.windows(2).all(|pair| pair.first() == pair.last());
    let is_list = words.len() < 2 && marked.len() < feet.len();
    if is_behind || is_named || is_list { feet.into_keys().collect() } else { BTreeSet::new() }
}

/// The finding for a sign that marks no footnote, or begins none.
fn no_note(lines: &Lines<'_>, range: Range<usize>, begins: bool, can_have_footnotes: bool) -> Diagnostic {
    const DIGITS: &str = "⁰¹²³⁴⁵⁶⁷⁸⁹";
    let mark = lines.masked(&range);
    let digit = |sign: char| DIGITS.chars().position(|raised| raised == sign);
    let number: String =
        mark.chars().filter_map(|sign| char::from_digit(u32::try_from(digit(sign)?).ok()?, 10)).collect();
    let name = match number.as_str() {
        "" => mark.trim_matches(['\\', '[', ']', '(', ')', '^']).replace(", ", ",").replace(' ', "-"),
        number => number.to_owned(),
    };
    let names = name.replace(',', "][^");
    let what = if begins { "begins" } else { "marks" };
    let message = format!("`{mark}` {what} no footnote, and would be published as it is typed");
    let help = match (can_have_footnotes, begins) {
        (true, false) => format!(
            "write `[^{names}]` here, and the note on a line of its own, with an empty line above it: `[^{}]: The note.`",
            name.split(',').next().unwrap_or_default()
        ),
        (true, true) => format!(
            "write `[^{name}]: ` here, with an empty line above it, and `[^{name}]` behind the word to which the note belongs"
        ),
        (false, _) => "write what the note says in brackets, or as a sentence of its own".to_owned(),
    };
    rules::UNREAD_MARKUP.at(lines.span(range), message).help(help)
}

/// Marks of other programs as pandoc escapes them, where somebody had typed or pasted them into a document as words.
static ESCAPED_MARK: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::new(
        r"\\\[[^\[\]\n]*\\\]\\?\{[^{}\n]*\}|\\\^\\?[^\s^\\]{1,20}\\\^|(?:\\~){1,2}[^~\n]{1,200}?(?:\\~){1,2}|\\\[\\?@[^\[\]\n]*\\\]",
    )
});

/// The mark of a footnote in brackets that are escaped, behind a word or at the head of a line.
static ESCAPED_NOTE: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::new(r"[A-Za-z.,;!?)”’](?P<mark>\\\[\d{1,2}\\\])|(?m:^ *(?P<head>\\\[\d{1,2}\\\]) ?[A-Z“])")
});

/// Footnotes whose brackets are escaped, as converters of documents write them.
pub(super) fn escaped_notes<'a>(
    lines: &'a Lines<'_>,
    can_have_footnotes: bool,
) -> impl Iterator<Item = Diagnostic> + use<'a> {
    let marks = ESCAPED_NOTE.captures_iter(lines.masked);
    let found = marks
        .filter_map(|found| Some((found.name("mark").or(found.name("head"))?.range(), found.name("head").is_some())));
    let found: Vec<_> = found.collect();
    // One by itself can be a number that somebody set into words of others.
    let is_pair = found.iter().any(|(_, begins)| *begins) && found.iter().any(|(_, begins)| !begins);
    found
        .into_iter()
        .filter(move |_| is_pair)
        .map(move |(range, begins)| no_note(lines, range, begins, can_have_footnotes))
}

/// A line break as LaTeX has it: two `\` at the end of a line, of which one is printed.
static BREAK: LazyLock<Pattern> = LazyLock::new(|| Pattern::new(r"(?m:[^\\\s](?P<signs>\\\\) *$)"));

/// Line breaks of LaTeX.
pub(super) fn breaks<'a>(lines: &'a Lines<'_>) -> impl Iterator<Item = Diagnostic> + use<'a> {
    let found = BREAK.captures_iter(lines.masked).filter_map(|found| Some(found.name("signs")?.range()));
    found.map(|range| {
        let message = "`\\\\` is a line break of LaTeX, and one `\\` of it would be published";
        let help = "delete it; to end the line here write one `\\`, with the next line right below";
        rules::UNREAD_MARKUP.at(lines.span(range), message).help(help)
    })
}

/// Paths of files whose signs are escaped.
static ESCAPED_PATH: LazyLock<Pattern> =
    LazyLock::new(|| Pattern::new(r"(?:\b[A-Za-z]:\\\\|(?:\\\\){2}[A-Za-z][\w.-]*\\\\)[^\s()\[\]<>|,;]*"));

/// Paths of somebody's computer as pandoc escapes them.
pub(super) fn escaped_paths<'a>(lines: &'a Lines<'_>) -> impl Iterator<Item = Diagnostic> + use<'a> {
    ESCAPED_PATH.find_iter(lines.masked).map(|found| {
        let message = format!("`{}` is the path of a file on somebody's own computer", shown(found.as_str()));
        let help = "delete it, and name the document in words; if everybody can read it on the web, write `[words](https://the.address)`";
        rules::UNREAD_MARKUP.at(lines.span(found.range()), message).help(help)
    })
}

/// Marks whose signs are escaped.
pub(super) fn escaped_marks<'a>(lines: &'a Lines<'_>) -> impl Iterator<Item = Diagnostic> + use<'a> {
    ESCAPED_MARK.find_iter(lines.masked).map(|found| {
        let message =
            format!("`{}` is a mark of another program, and is published without the `\\`", shown(found.as_str()));
        let help = "delete it, or write what it stands for: a note is `[^1]`, **weight** stands between two `**`";
        rules::UNREAD_MARKUP.at(lines.span(found.range()), message).help(help)
    })
}

/// References whose braces are escaped.
pub(super) fn escaped<'a>(lines: &'a Lines<'_>) -> impl Iterator<Item = Diagnostic> + use<'a> {
    ESCAPED.find_iter(lines.masked).map(|found| {
        let message = "the braces of this reference are escaped, and it would be published as it is typed";
        let help = format!("delete each `\\` of it: `{}`", shown(&found.as_str().replace('\\', "")));
        rules::BAD_REFERENCE.at(lines.span(found.range()), message).help(help)
    })
}
