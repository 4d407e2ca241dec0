//! Slips of typing.

use std::ops::Range;
use std::sync::LazyLock;

use super::rules::TYPING;
use crate::check::prose::passage::{self, Passage};
use crate::check::prose::reading::ends::sentences;
use crate::check::prose::reading::language::english::ENGLISH;
use crate::check::prose::reading::language::senses::Sense;
use crate::check::prose::reading::language::wording::{AFTER_A_NOUN, ELLIPSES, LEADING_ON, OPENING, TWICE};
use crate::check::prose::reading::language::words::Words;
use crate::check::prose::unfilled::near_end;
use crate::diagnostic::Diagnostic;
use crate::text::pattern::Pattern;

/// Words that are joined by no space behind the end of a sentence; those that a hyphen cuts in two.
static RUN_ON: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::new(
        r"(?:^|[\s(“])[A-Za-z’'-]*[a-z]{2}(?:(?:\.[A-Z]|[!?][A-Z])[a-z]*|[,;][a-z]{2,})(?:[\s,;:]|\.\s|\.?$)|[A-Za-z’-]*[a-z]{2}- (?P<second>[a-z]+)",
    )
});
/// A comma, semicolon or question mark where an apostrophe belongs: “the board,s work”, “the board?s work”.
static NO_APOSTROPHE: LazyLock<Pattern> =
    LazyLock::new(|| Pattern::new(r"\b[A-Za-z]*[a-z]{2}(?P<sign>[,;?´′†])(?:s|t|re|ll|ve)(?:[\s,;:)]|\.\s|[.!?]?$)"));
/// A sign of the end of a sentence or its part that is typed twice, or behind a space.
static SIGN_TWICE: LazyLock<Pattern> =
    LazyLock::new(|| Pattern::new(r"[A-Za-z)”](?P<signs>\.\.|,,|;;|,\.| [.,;]|, ,|: \.)(?:[\s”)]|$)"));
/// Endings of hosts, which begin with a capital where a name does: “Booking.Com”.
const HOSTS: [&str; 10] = ["Com", "Org", "Net", "Uk", "Js", "Info", "Gov", "Pdf", "Docx", "Csv"];

/// The finding for a quotation mark that opens in a passage and is closed nowhere in it. A quotation of several paragraphs opens in each of
/// them, and is closed in the last. A mark within a word is what a wrong encoding made.
pub(super) fn never_closed(passage: &Passage) -> Option<Diagnostic> {
    let text = passage.text.as_str();
    let opens = |before: char| before.is_whitespace() || matches!(before, '(' | '[' | '–' | '—' | '-' | '‘' | '/');
    let at = text
        .rfind('“')
        .filter(|at| !text[*at..].contains('”') && text.matches('“').count() > text.matches('”').count())
        .filter(|at| text[..*at].chars().next_back().is_none_or(opens))?;
    let finding = TYPING.at(passage.span(at..at + '“'.len_utf8())?, "this quotation mark is never closed");
    Some(finding.help(
        "write ” behind the last word that is quoted; a quotation of several paragraphs opens again in each of them",
    ))
}

/// A sentence that stands twice in a row, and a bracket that is never closed.
fn of_sentences(passage: &Passage) -> Vec<Diagnostic> {
    const FEWEST_WORDS: usize = 4;
    let text = passage.text.as_str();
    let sentences = sentences(text);
    let told = |range: &Range<usize>| text[range.clone()].trim();
    let is_whole = |words: &str| {
        // What stands for one reference need not be what stands for another.
        words.ends_with(['.', '!', '?']) && words.split(' ').count() >= FEWEST_WORDS && !words.contains(passage::FIGURE)
    };
    let twice = sentences.iter().zip(sentences.iter().skip(1)).filter_map(|(one, other)| {
        let words = told(other);
        let start = other.end - text[other.clone()].trim_start().len();
        let span = passage.span(start..start + words.len()).filter(|_| told(one) == words && is_whole(words))?;
        Some(TYPING.at(span, "this sentence stands twice in a row").help("delete it"))
    });
    let open = text.rfind('(').filter(|at| passage.is_paragraph && !text[*at..].contains(')') && !text.ends_with(':'));
    let open = open
        .filter(|at| !text[..*at].ends_with([':', ';', '-']) && text.matches('(').count() > text.matches(')').count());
    let open = open.and_then(|at| passage.span(at..at + 1)).map(|span| {
        TYPING.at(span, "this bracket is never closed").help("write `)` behind the last of the words in it")
    });
    twice.chain(open).collect()
}

/// Signs that stand twice, behind a space, or where words were never filled in: “the number was .”, “our chair, , writes”.
fn of_signs(passage: &Passage) -> Vec<Diagnostic> {
    let text = passage.text.as_str();
    let found = SIGN_TWICE.captures_iter(text).filter_map(|place| {
        let signs = place.name("signs")?;
        // Signs with spaces between them leave something out.
        if text[signs.end()..].starts_with(" .") || text[..signs.start()].ends_with(" .") {
            return None;
        }
        // What stands between the words may be no more than what could not be read.
        let span = passage.span(signs.range()).filter(|span| span.range().len() == signs.len())?;
        let word =
            near_end(&text[..signs.start()]).rsplit(|sign: char| !sign.is_alphabetic()).next().unwrap_or_default();
        let leads = || {
            let is_preposition = Words::new(word, 0..word.len(), &ENGLISH).is(0, Sense::Preposition);
            is_preposition || LEADING_ON.contains(&word) || AFTER_A_NOUN.contains(&word)
        };
        if matches!(signs.as_str(), ", ," | ": .") || signs.as_str().starts_with(' ') && leads() {
            return Some(TYPING.at(span, "words are missing in front of this sign").help("write what belongs there"));
        }
        let sign = signs.as_str().trim().chars().next_back().unwrap_or('.');
        let finding = TYPING.at(span, "two signs stand where one belongs, or a space before one");
        Some(finding.help(format!("write `{sign}`")))
    });
    found.collect()
}

/// Finds slips of typing: a word twice, a word cut in two, two words without a space between.
pub(crate) fn typing(passage: &Passage, findings: &mut Vec<Diagnostic>) {
    if passage.has_columns {
        return;
    }
    findings.extend(of_sentences(passage));
    findings.extend(of_signs(passage));
    let mut found = |range: Range<usize>, message: &str, help: String| {
        findings.extend(passage.span(range).map(|span| TYPING.at(span, message).help(help)));
    };
    let text = passage.text.as_str();
    let (mut before, mut is_open): (Option<(usize, &str)>, bool) = (None, false);
    for word in text.split(' ') {
        let at = word.as_ptr().addr() - text.as_ptr().addr();
        let plain = word.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', '”']);
        let is_plain = (plain.len() > 1 || plain == "a") && plain.bytes().all(|byte| byte.is_ascii_lowercase());
        let ends_clause = is_open && matches!(plain, "is" | "was" | "does" | "did");
        let is_twice =
            |same: &str| is_plain && same.eq_ignore_ascii_case(plain) && !TWICE.contains(&plain) && !ends_clause;
        if let Some((first, same)) = before.filter(|(_, same)| is_twice(same)) {
            let help = format!("write “{same}” once");
            found(first..at + plain.len(), "a word stands twice in a row", help);
        }
        before = Some((at, word));
        is_open = !word.ends_with(['.', '!', '?'])
            && (is_open || OPENING.iter().any(|word| word.eq_ignore_ascii_case(plain)));
    }
    for place in NO_APOSTROPHE.captures_iter(text) {
        let (Some(sign), start) = (place.name("sign"), place.get_match().start()) else { continue };
        // A sign of HTML that was written twice is a finding by itself.
        if text[..start].ends_with('&') {
            continue;
        }
        let end =
            sign.end() + text[sign.end()..].find(|sign: char| !sign.is_alphabetic()).unwrap_or(text.len() - sign.end());
        let help = format!("write `{}’{}`", &text[start..sign.start()], &text[sign.end()..end]);
        found(start..end, "an apostrophe seems to be meant here", help);
    }
    for place in RUN_ON.captures_iter(text) {
        let (words, range) = (place[0].trim_matches([' ', '(', '“', ',', ';', ':', '.']), place.get_match().range());
        let start = range.start + place[0].find(words).unwrap_or(0);
        let range = start..start + words.len();
        match place.name("second") {
            Some(second) if !ELLIPSES.contains(&second.as_str()) => {
                let (one, joined) = (words.replace("- ", ""), words.replace("- ", "-"));
                let help = format!("if it is one word write `{one}`, or `{joined}`; for a dash write –");
                found(range, "a hyphen cuts this word in two", help);
            }
            Some(_) => {}
            None if NO_APOSTROPHE.is_match(words) => {}
            None if words.rsplit('.').next().is_some_and(|last| HOSTS.contains(&last)) => {}
            None => {
                let at = words.rfind(['.', '!', '?', ',', ';']).map_or(0, |at| at + 1);
                let help = format!("write `{} {}`", &words[..at], &words[at..]);
                found(range, "a space is missing between these words", help);
            }
        }
    }
}
