//! Abbreviations that a page explains nowhere.

use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::LazyLock;

use super::rules::ABBREVIATION;
use crate::book::Book;
use crate::book::narrative::{Block, Phrase, Seen, walk};
use crate::book::report::Report;
use crate::check::prose::passage::{self, Passage};
use crate::check::prose::reading::language::english::ENGLISH;
use crate::check::prose::reading::language::wording::EVERYDAY;
use crate::check::prose::unfilled::remains::remains;
use crate::check::prose::unfilled::{near_end, near_start, unfilled};
use crate::diagnostic::Diagnostic;
use crate::text::pattern::Pattern;
use crate::texts::Text;

static ABBREVIATED: LazyLock<Pattern> =
    LazyLock::new(|| Pattern::new(r"\b(?P<word>[A-Z][A-Za-z]{0,4}[A-Z])(?:['’]?s)?\b"));

/// Abbreviations that stand in English without explanation, and numbers of Rome.
static KNOWN: LazyLock<Pattern> =
    LazyLock::new(|| Pattern::new(&format!(r"^(?:{EVERYDAY}|X+L?|X{{0,3}}(?:IX|IV|V?I{{0,3}}))$")));

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
    let spoken = spoken(&texts, &places.iter().map(|(word, ..)| word.to_lowercase()).collect());
    // “It must NOT be late”: a word in capitals that is written small elsewhere. “The SO” is an abbreviation all the same.
    let is_stressed = |(word, whole, passage): &(&str, Range<usize>, &Passage)| {
        let before = near_end(&passage.text[..whole.start]).trim_end().rsplit(' ').next().unwrap_or_default();
        let lower = word.to_lowercase();
        let is_known = ENGLISH.knows(&lower) && !["a", "an", "the"].contains(&before.to_lowercase().as_str());
        whole.len() == word.len() && (is_known || !ENGLISH.knows(&lower) && spoken.contains(lower.as_str()))
    };
    places.retain(|place| !is_stressed(place));
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

/// Those of some words that texts have in small letters.
fn spoken<'t>(texts: &[&'t str], wanted: &BTreeSet<String>) -> BTreeSet<&'t str> {
    let words = texts.iter().flat_map(|text| text.split(|sign: char| !sign.is_alphanumeric()));
    words.filter(|word| wanted.contains(*word)).collect()
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
pub(super) fn glossary(report: &Report) -> Vec<String> {
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
