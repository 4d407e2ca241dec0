//! Words: one term for one thing, and abbreviations that are explained.

use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::LazyLock;

use crate::book::Book;
use crate::book::narrative::{Block, Phrase, Seen, walk};
use crate::book::report::{Report, Section};
use crate::check::context::{ReportCheck, ReportContext};
use crate::check::prose::passage::{self, Passage};
use crate::check::prose::reading::ends::sentences;
use crate::check::prose::reading::language::wording::{ELLIPSES, EVERYDAY, TWICE};
use crate::check::prose::unfilled::remains::remains;
use crate::check::prose::unfilled::{near_end, near_start, unfilled};
use crate::diagnostic::Diagnostic;
use crate::text::pattern::Pattern;
use crate::texts::{Text, Use};

rules! {
    TERM = "L101" "term" Warning:
        "A word is used for which the book uses another.";
        "Two words for one thing make readers look for a difference, and searches miss half of the places.";
        "“e-mail” in one report and “email” in the others.";
        "Write the word that the message names. The list stands in book.toml under [checks.terms]."
    ABBREVIATION = "L102" "abbreviation" Warning:
        "An abbreviation is used that the page explains nowhere.";
        "Readers outside the services do not know it.";
        "“reviewed by the RRB” on a page that never says Regional Review Board (RRB).";
        "Write it out where it stands first, with the abbreviation in brackets: Regional Review Board (RRB)."
    TYPING = "L106" "typing" Warning:
        "A word, a sentence or a full stop stands twice in a row, a word is cut in two by a hyphen, follows a full stop without a space, or has another sign for its apostrophe, or a quotation mark or bracket is never closed.";
        "Readers stumble, and a search does not find the word.";
        "“in the the area”, “infor- mation”, “many times.It met”, “the board,s work”.";
        "Delete the second word, write the word in one, put a space behind the full stop, or write the apostrophe."
}

pub(crate) const CHECK: ReportCheck = ReportCheck { rules: RULES, run: check };

static ABBREVIATED: LazyLock<Pattern> =
    LazyLock::new(|| Pattern::new(r"\b(?P<word>[A-Z][A-Za-z]{0,4}[A-Z])(?:['’]?s)?\b"));

/// Abbreviations that stand in English without explanation, and numbers of Rome.
static KNOWN: LazyLock<Pattern> =
    LazyLock::new(|| Pattern::new(&format!(r"^(?:{EVERYDAY}|X+L?|X{{0,3}}(?:IX|IV|V?I{{0,3}}))$")));

/// Checks the words of the texts of a report.
fn check(context: &ReportContext<'_>, findings: &mut Vec<Diagnostic>) {
    let ReportContext { book, report, passages, .. } = context;
    let mut open = None;
    for passage in context.written() {
        terms(book, passage, findings);
        typing(passage, findings);
        let first = passage.text.chars().find(|sign| matches!(sign, '“' | '”'));
        // A quotation that leads to a list goes on in its items.
        if open.is_some() && !passage.lead.is_empty() && first != Some('“') {
            open = open.filter(|_| first.is_none());
            continue;
        }
        findings.extend(open.take().filter(|_| !passage.text.starts_with('“')));
        open = never_closed(passage);
    }
    findings.extend(open);
    let beside = context.beside.iter().filter(|(its, _)| !matches!(its, Use::Name | Use::Printed | Use::Waiver));
    let said = passages.iter().chain(beside.map(|(_, passage)| passage));
    // What a reader of the page can find an explanation in besides the report's own texts: national text and tables.
    let is_own = |section: &&Section| report.sections.iter().any(|own| std::ptr::eq(own, *section));
    let sections = book.sections(report).into_iter().filter(|section| !is_own(section));
    let national: Vec<_> = sections.flat_map(|section| passage::passages(&section.body)).collect();
    let members = report.figures.form.tables.iter().flat_map(|table| &table.axes).flat_map(|axis| axis.all());
    let around = context.written().chain(&national).map(|passage| passage.text.as_str());
    let glossary = glossary(report);
    let around = around.chain(members.map(|member| member.label.as_str())).chain(glossary.iter().map(String::as_str));
    abbreviations(book, said, around, findings);
}

/// Finds unused words as they are listed, or with one capital at their start. With more capitals they are a name.
pub(crate) fn terms(book: &Book, passage: &Passage, findings: &mut Vec<Diagnostic>) {
    for (unused, used) in &book.settings.checks.terms {
        let mut signs = unused.chars();
        let capital: String = signs.next().into_iter().flat_map(char::to_uppercase).chain(signs).collect();
        for (at, found) in passage.text.match_indices(unused.as_str()).chain(passage.text.match_indices(&capital)) {
            let (before, after) = (&passage.text[..at], &passage.text[at + found.len()..]);
            let is_whole = !before.ends_with(char::is_alphanumeric) && !after.starts_with(char::is_alphanumeric);
            let span = passage.span(at..at + found.len()).filter(|_| is_whole);
            findings.extend(span.map(|span| {
                TERM.at(span, format!("this book writes “{used}”"))
                    .label(format!("write “{used}”"))
                    .help(format!("write “{used}” instead of “{unused}”"))
            }));
        }
    }
}

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
    LazyLock::new(|| Pattern::new(r"[A-Za-z)”](?P<signs>\.\.|,,|;;|,\.| \.)(?:[\s”)]|$)"));
/// Endings of hosts, which begin with a capital where a name does: “Booking.Com”.
const HOSTS: [&str; 10] = ["Com", "Org", "Net", "Uk", "Js", "Info", "Gov", "Pdf", "Docx", "Csv"];

/// The finding for a quotation mark that opens in a passage and is closed nowhere in it. A quotation of several paragraphs opens in each of
/// them, and is closed in the last. A mark within a word is what a wrong encoding made.
fn never_closed(passage: &Passage) -> Option<Diagnostic> {
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

/// Finds slips of typing: a word twice, a word cut in two, two words without a space between.
pub(crate) fn typing(passage: &Passage, findings: &mut Vec<Diagnostic>) {
    if passage.has_columns {
        return;
    }
    findings.extend(of_sentences(passage));
    let mut found = |range: Range<usize>, message: &str, help: String| {
        findings.extend(passage.span(range).map(|span| TYPING.at(span, message).help(help)));
    };
    let text = passage.text.as_str();
    let mut before: Option<(usize, &str)> = None;
    for word in text.split(' ') {
        let at = word.as_ptr().addr() - text.as_ptr().addr();
        let plain = word.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', '”']);
        let is_plain = plain.len() > 1 && plain.bytes().all(|byte| byte.is_ascii_lowercase());
        let is_twice = |same: &str| is_plain && same.eq_ignore_ascii_case(plain) && !TWICE.contains(&plain);
        if let Some((first, same)) = before.filter(|(_, same)| is_twice(same)) {
            let help = format!("write “{same}” once");
            found(first..at + plain.len(), "a word stands twice in a row", help);
        }
        before = Some((at, word));
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
    for signs in SIGN_TWICE.captures_iter(text).filter_map(|place| place.name("signs")) {
        // Signs with spaces between them leave something out.
        if text[signs.end()..].starts_with(" .") || text[..signs.start()].ends_with(" .") {
            continue;
        }
        // What stands between the words may be no more than what could not be read.
        if passage.span(signs.range()).is_none_or(|span| span.range().len() != signs.len()) {
            continue;
        }
        let help = format!("write `{}`", signs.as_str().trim().chars().next_back().unwrap_or('.'));
        found(signs.range(), "two signs stand where one belongs, or a space before one", help);
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

/// Finds the first place of each abbreviation that `texts` explain nowhere.
pub(crate) fn abbreviations<'a>(
    book: &Book,
    passages: impl Iterator<Item = &'a Passage>,
    texts: impl Iterator<Item = &'a str>,
    findings: &mut Vec<Diagnostic>,
) {
    let mut known: BTreeSet<&str> = book.settings.checks.abbreviations.iter().map(String::as_str).collect();
    let mut places = Vec::new();
    for passage in passages {
        let left = LazyCell::new(|| {
            let remains = remains(passage).into_iter().map(|(range, _)| range);
            let mut left: Vec<_> = unfilled(&passage.text).into_iter().chain(remains).collect();
            left.sort_by_key(|left| left.end);
            left
        });
        let is_left = |whole: &Range<usize>| {
            left.get(left.partition_point(|left| left.end < whole.end)).is_some_and(|left| left.start <= whole.start)
        };
        let is_heading = passage.is_paragraph && !passage.text.contains(char::is_lowercase);
        places.extend(abbreviated(&passage.text).filter_map(|(word, whole)| {
            let is_known = is_heading
                || known.contains(word)
                || KNOWN.is_match(word)
                || is_shouted(&passage.text, &whole)
                || is_left(&whole);
            (!is_known && known.insert(word)).then_some((word, whole, passage))
        }));
    }
    if places.is_empty() {
        return;
    }
    let texts: Vec<&str> = texts.collect();
    let explained: BTreeSet<&str> = texts
        .iter()
        .flat_map(|text| abbreviated(text).filter(|(_, whole)| explains(text, whole)).map(|(word, _)| word))
        .collect();
    places.retain(|(word, ..)| !explained.contains(word));
    let wanted: BTreeSet<&str> = places.iter().map(|(word, ..)| *word).collect();
    let mut in_full: BTreeMap<String, &str> = BTreeMap::new();
    for text in texts {
        for (letters, words) in names_in_full(text) {
            if wanted.contains(letters.as_str()) {
                in_full.entry(letters).or_insert(words);
            }
        }
    }
    for (word, whole, passage) in places {
        findings.extend(passage.span(whole.start..whole.start + word.len()).map(|span| {
            let finding = ABBREVIATION.at(span, format!("`{word}` is explained nowhere on the page"));
            let finding = finding.help(match in_full.get(word) {
                Some(words) => {
                    format!("if it stands for “{words}”, write “{words} ({word})” where these words stand first")
                }
                None => format!("write it out where it stands first, with ({word}) behind it"),
            });
            finding.help("if everybody knows it, the publishing team can add it to `abbreviations` in book.toml")
        }));
    }
}

/// Signs of other programs that are left in a text.
const MARKUP: [char; 8] = ['[', ']', '{', '}', '<', '>', '\\', '|'];

/// Words with capitals that stand together in a text, as a name does, each row of two to six with its first letters: LNH and LH for
/// “Late-Night Hub”.
fn names_in_full(text: &str) -> impl Iterator<Item = (String, &str)> {
    const MOST: usize = 6;
    const SMALL: [&str; 6] = ["of", "and", "the", "for", "in", "to"];
    let words: Vec<_> = text.split(' ').collect();
    (0..words.len()).flat_map(move |first| {
        let (mut letters, mut of_parts, mut found) = (String::new(), String::new(), Vec::new());
        for word in &words[first..] {
            let bare = word.trim_end_matches([',', '.', ';', ':', ')']);
            match bare.chars().next() {
                Some(letter) if letter.is_uppercase() && bare.len() > 1 && !bare.contains(MARKUP) => {
                    letters.push(letter);
                    let parts = bare.split('-').filter_map(|part| part.chars().next());
                    of_parts.extend(parts.filter(|letter| letter.is_uppercase()));
                }
                _ if !letters.is_empty() && SMALL.contains(&bare) => continue,
                _ => break,
            }
            let start = words[first].as_ptr().addr() - text.as_ptr().addr();
            let end = bare.as_ptr().addr() + bare.len() - text.as_ptr().addr();
            if of_parts != letters {
                found.push((of_parts.clone(), &text[start..end]));
            }
            if letters.chars().count() > 1 {
                found.push((letters.clone(), &text[start..end]));
            }
            if bare.len() < word.len() || letters.chars().count() == MOST {
                break;
            }
        }
        found
    })
}

/// The abbreviations of a text, each with its place and with the ending that makes several of one.
fn abbreviated(text: &str) -> impl Iterator<Item = (&str, Range<usize>)> {
    ABBREVIATED.captures_iter(text).filter_map(|found| {
        let (word, whole) = (found.name("word")?.as_str(), found.get_match().range());
        // What other signs join to it makes a name of it: “AT&T”, “.NET”, “CO~2~”.
        let is_joined = |sign: char| sign.is_alphanumeric() || matches!(sign, '&' | '~' | '^' | '@' | '#');
        let is_part = text[..whole.start].ends_with(|sign: char| is_joined(sign) || sign == '.')
            || text[whole.end..].trim_start_matches('.').starts_with(is_joined);
        let capitals = word.bytes().filter(u8::is_ascii_uppercase).count();
        (capitals > 1 && !is_part).then_some((word, whole))
    })
}

/// Whether the words beside a word are in capitals too: a heading or a name, not an abbreviation.
fn is_shouted(text: &str, whole: &Range<usize>) -> bool {
    let in_capitals =
        |word: Option<&str>| word.is_some_and(|word| word.len() > 4 && !word.contains(char::is_lowercase));
    in_capitals(near_end(&text[..whole.start]).split_whitespace().next_back())
        || in_capitals(near_start(&text[whole.end..]).split_whitespace().next())
}

/// Words right before an abbreviation that say what it stands for, and words right behind it.
static NAMING: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::new(
        r"(?:(?P<bracket>\()(?:(?:also|hereafter|now|or|the) )*|\b(?:abbreviated (?:as|to)|called|known as) (?:the )?)$",
    )
});
static NAMED: LazyLock<Pattern> =
    LazyLock::new(|| Pattern::new(r"^(?: \(| = | – the |, (?:a|the|which) | (?:is short for|means|stands for) )"));

/// Whether a text explains the abbreviation in a place: where it stands in brackets behind words, or words stand behind it.
fn explains(text: &str, whole: &Range<usize>) -> bool {
    const QUOTES: [char; 5] = ['“', '”', '"', '‘', '’'];
    let before = near_end(&text[..whole.start]).trim_end_matches(QUOTES);
    let behind = near_start(&text[whole.end..]).trim_start_matches(QUOTES);
    let naming = NAMING.captures_at(before, 0);
    let is_named =
        naming.is_some_and(|found| found.name("bracket").is_none() || behind.starts_with([')', ',', ';', '/']));
    is_named || NAMED.is_match(behind) || stands_beside(&text[whole.clone()], before, behind)
}

/// What stands between a name in full and its abbreviation: “Regional Review Board – RRB”, “RRB: Regional Review Board”.
const BESIDE: [&str; 9] = [", or the ", ", or ", " or ", " – ", " - ", " — ", ": ", "/", ", "];

/// Whether the name that an abbreviation stands for stands right beside it.
fn stands_beside(word: &str, before: &str, behind: &str) -> bool {
    let is_name = |name: &str| {
        let mut signs = name.chars();
        signs.next() == word.chars().next() && signs.next().is_some_and(char::is_lowercase)
    };
    let word = word.trim_end_matches('s').trim_end_matches(['’', '\'']);
    let follows = BESIDE.iter().find_map(|joint| behind.strip_prefix(joint)).filter(|name| is_name(name));
    let leads = BESIDE.iter().find_map(|joint| before.strip_suffix(joint));
    let leads = leads.filter(|name| name.ends_with(char::is_lowercase));
    follows.is_some_and(|name| names_in_full(name).any(|(letters, words)| letters == word && name.starts_with(words)))
        || leads
            .is_some_and(|name| names_in_full(name).any(|(letters, words)| letters == word && name.ends_with(words)))
}

/// What lists of terms and tables of two columns say, an entry a line: `LSO (Local service officer)`.
fn glossary(report: &Report) -> Vec<String> {
    let words = |phrase: &Phrase| passage::of_phrase(phrase).text;
    let mut entries = Vec::new();
    report.texts(|_, text| {
        let Text::Document(document) = text else { return };
        walk(document, &mut |seen| match seen {
            Seen::Block(Block::Definitions(terms)) => {
                entries.extend(terms.iter().map(|(term, _)| format!("{} (a term of the list)", words(term).trim())));
            }
            Seen::Block(Block::Table { rows, .. }) => {
                entries.extend(rows.iter().filter_map(|row| match row.as_slice() {
                    [term, meaning] if !words(meaning).contains(|sign: char| sign.is_ascii_digit()) => {
                        Some(format!("{} ({})", words(term).trim(), words(meaning)))
                    }
                    _ => None,
                }))
            }
            _ => {}
        });
    });
    entries
}
