//! Notes of authors by their grammar: few words, all of them such as those who write a text use about it, that ask for something, or say
//! what is lacking. Who is asked or speaks can stand before them, and behind them what it is about.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

use super::words::{is, kinds_of};
use crate::text::pattern::Pattern;

/// A note has no more words, and fewer letters.
const MOST_WORDS: usize = 16;
const LONGEST: usize = 160;
/// So many words can say what a note is about.
const MOST_OF_TOPIC: usize = 4;

/// Words that can be a note: a paragraph, what stands in brackets, a sentence.
static UNIT: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::new(r"[(\[][^()\[\]]{1,160}[)\]]|[^\s.!?()\[\]](?:[^.!?()\[\]]|[.!?][^\s.!?()\[\]])*[.!?]*")
});
static WORD: LazyLock<Pattern> = LazyLock::new(|| Pattern::new(r"\w(?:[\w&]|[’'./:-]\w)*"));
/// Whom a note is for or from, before it.
static FOR: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::new(
        r"^[\[(>*/%\s-]*(?:(?P<sure>@[A-Z][a-z]+(?: [A-Z][a-z]+)?[,:–—-]?|(?:NB|N\.B\.) [A-Z][a-z]+(?: [A-Z][a-z]+)?[,:–—-]?)|(?:Hi |Hello |Hey )?(?:(?P<name>[A-Z][a-z]+)(?: [A-Z][a-z]+)?|[A-Z]{2,3}) ?[,:–—-]|(?i:(?:please )?(?:nb|note|message|query|question|comment|reminder|action|edit)s?)(?: (?i:for|from|to) (?:[A-Z][a-z]+|(?i:self|editors?|all)))? ?[,:–—-]) ",
    )
});

/// In a form: right behind the sign before it.
const NEXT: u64 = 1 << 63;
const TEXT: u64 = is::PART | is::TEXT | is::THING;
const ABOUT: u64 = TEXT | is::THIS | is::IT | is::HERE | is::BELOW | is::VAGUE;
const ACT: u64 = is::EDIT | is::SEND;
const DONE: u64 = is::EDIT | is::DONE;
/// What is edited, and no verb behind a noun: “change is here”.
const OBJECT: u64 = ABOUT | is::SMALL | is::MY | is::OUR | is::YOUR | is::OLD | is::NAME | is::NTH | is::EDIT;

/// “Anna to check”, “Anna Smith to check”, “to be confirmed”: what is to be done, in place of a sentence.
const TASKS: [&[u64]; 4] = [
    &[is::NAME, NEXT | is::TO, NEXT | ACT],
    &[is::NAME, NEXT | is::NAME, NEXT | is::TO, NEXT | ACT],
    &[is::TO, NEXT | is::BE, NEXT | is::DONE],
    &[is::TO, NEXT | is::GO],
];
/// What is asked of somebody who is named.
const CALLED: &[u64] = &[ACT, ABOUT];

/// When words of a form are a note.
#[derive(Clone, Copy, PartialEq, Eq)]
enum When {
    /// They can be one.
    May,
    /// They can be one where they are a question.
    Asked,
    /// They can be one on a line of their own.
    Line,
    /// They can be nothing else.
    Must,
}
use When::{Asked, Line, May, Must};

/// What words have one behind the other that ask for something to be done to a text, or say what it lacks.
const FORMS: &[(&[u64], When)] = &[
    // “add a photo here”, “update after the meeting”, “remember to check this”, “use my wording here”
    (&[is::EDIT, TEXT, is::HERE], Must),
    (&[is::EDIT, NEXT | ABOUT], May),
    (&[is::EDIT, NEXT | OBJECT, ABOUT], May),
    (&[is::EDIT, NEXT | is::WHEN], May),
    (&[is::EDIT], Asked),
    (&[is::EDIT, NEXT | is::WITH], Line),
    (&[ACT, NEXT | is::LAST, NEXT | is::YEAR, TEXT], Line),
    (&[is::SEND, is::TO, NEXT | is::EDIT, ABOUT], May),
    (&[is::SEND, is::PART | is::TEXT, is::HERE | is::BELOW], May),
    // “can you check this”, “should this be moved”, “will update when figures are in”
    (&[is::MODAL, NEXT | is::WHO | is::WE | is::I | is::NAME, ACT, ABOUT], May),
    (&[is::MODAL, NEXT | is::THIS | is::IT, DONE | is::SAY], Asked),
    (&[is::MODAL, NEXT | is::EDIT, ABOUT], May),
    (&[is::WHO, NEXT | is::MODAL, ACT, is::PART], May),
    // “I’ve moved this”, “we should cut that paragraph”, “suggest we keep it”, “we need to check the spelling”
    (&[is::I, DONE, is::THIS | is::PART | is::TEXT], May),
    (&[is::I, NEXT | is::MODAL, ACT, ABOUT], May),
    (&[is::WE, NEXT | is::MODAL, ACT, is::PART], May),
    (&[is::I | is::WE, NEXT | is::NEED, NEXT | is::TO, NEXT | is::EDIT, TEXT], May),
    (&[is::SUGGEST, DONE, ABOUT], May),
    // “is this still right?”, “do we need this paragraph?”, “where did this figure come from?”, “OK to use?”, “source?”
    (&[is::BE, NEXT | is::THIS, is::HOLDS | is::LACKING | is::DONE], Asked),
    (&[is::BE, NEXT | is::IT, NEXT | is::STILL, is::HOLDS | is::LACKING], Asked),
    (&[is::BE, NEXT | is::WE | is::I, is::NEED | is::EDIT | is::BE, ABOUT], Asked),
    (&[is::ASK, NEXT | is::BE, NEXT | is::THIS, NEXT | TEXT], Asked),
    (&[is::ASK, NEXT | is::DONE, NEXT | is::THIS | is::IT], Asked),
    (&[is::HOLDS, NEXT | is::TO, NEXT | ACT], Asked),
    (&[is::THING], Asked),
    // “need a better quote”, “needs checking”, “this needs checking”, “could do with an example here”
    (&[is::NEED, is::VAGUE, TEXT], Must),
    (&[is::NEED, is::TO, is::EDIT, is::HERE], Must),
    (&[is::NEED, is::DONE | TEXT | is::VAGUE], May),
    (&[is::THIS | TEXT, is::NEED, NEXT | is::DONE], May),
    (&[is::THIS | TEXT, is::NEED, NEXT | is::TO, NEXT | is::BE, is::DONE], May),
    (&[is::MODAL, NEXT | is::BE, NEXT | is::WITH, TEXT], May),
    // “more detail needed”, “photo missing”, “figures to be checked”, “logo to go here”, “space for photo”, “Anna to check figures”
    (&[is::VAGUE, NEXT | TEXT, NEXT | is::LACKING], May),
    (&[TEXT, NEXT | TEXT | is::LACKING, NEXT | is::LACKING], Must),
    (&[TEXT, NEXT | is::LACKING], Must),
    (&[is::VAGUE, NEXT | is::LACKING, is::ON], Line),
    (&[TEXT, is::TO, NEXT | is::BE, is::DONE], May),
    (&[TEXT, is::TO, NEXT | is::GO], May),
    (&[is::TO, NEXT | is::BE, NEXT | is::DONE, NEXT | is::WHEN], Must),
    (&[TEXT | is::NAME, is::GO, is::HERE], May),
    (&[is::SPOT, NEXT | is::AT, TEXT], May),
    (&[is::NAME, NEXT | is::TO, NEXT | ACT, ABOUT], May),
    // “not sure about this”, “any thoughts?”, “this paragraph is too long”
    (&[is::VAGUE, NEXT | is::DOUBT], Asked),
    (&[is::SMALL, NEXT | is::DOUBT, ABOUT], May),
    (&[is::THIS, NEXT | is::PART, is::JUDGE], May),
    (&[is::THIS, NEXT | TEXT, is::BE, is::GUESS], May),
    // “old wording below”, “copied from last year, change names”, “text as last year”, “see my comments”, “see Anna’s e-mail”
    (&[is::OLD, is::PART | is::TEXT, is::HERE | is::BELOW], May),
    (&[is::DONE, NEXT | is::ON, is::EDIT], Must),
    (&[is::TEXT, is::LAST, is::EDIT], Must),
    (&[is::OLD | is::DONE | is::TEXT, is::LAST, NEXT | is::YEAR], Line),
    (&[is::THIS, NEXT | TEXT, is::OLD, is::LAST], Must),
    (&[is::AS, NEXT | is::LAST | is::WHEN], Line),
    (&[is::SEE, NEXT | is::MY, TEXT | is::DOUBT], May),
    (&[is::SEE, is::MAIL], Must),
];

/// The notes in a text, each with whether it can be nothing else. `is_alone` says whether a sentence of it can be one by its words alone.
pub(super) fn notes(text: &str, is_alone: bool) -> impl Iterator<Item = (Range<usize>, bool)> {
    UNIT.find_iter(text).filter(|unit| unit.len() <= LONGEST).filter_map(move |unit| {
        let (words, range) = (unit.as_str(), unit.range());
        let is_bracket = words.starts_with(['(', '[']);
        let is_whole = is_bracket || is_alone && unit.len() == text.len();
        // What is said of the words before it stands behind a dash, and what is done with those behind it before a colon.
        let tail = [" – ", " — ", " - "].iter().filter_map(|dash| Some(words.rfind(dash)? + dash.len())).max();
        let tail = tail.map(|at| range.start + at..range.end);
        let head = words
            .find(": ")
            .filter(|at| is_whole && words[..*at].contains(" this "))
            .map(|at| range.start..range.start + at);
        [Some(range), tail, head]
            .into_iter()
            .flatten()
            .find_map(|range| note(&text[range.clone()], is_whole, is_bracket).map(|is_sure| (range, is_sure)))
    })
}

/// Whether words are a note, and whether they can be nothing else.
fn note(text: &str, is_whole: bool, is_bracket: bool) -> Option<bool> {
    let text = text.trim_matches(['(', ')', '[', ']', ' ']);
    let is_name = |name: &str| !name.ends_with("ly") && kinds(name) & is::LINK == 0;
    let addressed =
        FOR.captures_at(text, 0).filter(|found| found.name("name").is_none_or(|name| is_name(name.as_str())));
    let is_called = addressed.as_ref().is_some_and(|found| found.name("sure").is_some());
    let words = kinds_of_words(addressed.as_ref().map_or(text, |found| &text[found.get_match().end()..]))?;
    let is_shouted = words.iter().any(|word| word & is::EDIT != 0) && !text.contains(char::is_lowercase);
    let is_question = is_shouted || text.trim_end_matches(['?', '!']).len() < text.len() && text.contains('?');
    let (is_of_part, is_task) = (
        is_of_part(&words),
        TASKS.iter().any(|task| has_form(&words, task)) && (is_bracket || text.ends_with(['.', '?', '!'])),
    );
    let words = of_drafting(words)?;
    let is_of_text = words.iter().any(|word| word & (is::THIS | TEXT | is::EDIT) != 0);
    let is_asked = is_task || addressed.is_some() && has_form(&words, CALLED);
    let is_sure = asks(&words, is_question, is_called, is_whole && !is_bracket).or(is_asked.then_some(false))?;
    let is_for_here = is_sure && words.iter().any(|word| word & is::HERE != 0);
    (is_whole || addressed.is_some() || is_of_part || is_task || is_for_here)
        .then_some(is_sure || is_called || is_of_part || is_bracket && is_question && is_of_text)
}

/// Words that lead to what a note is about.
const LEADS: u64 = is::ON | is::WITH | is::OF | is::WHEN;

/// What each word of a text can be; none where a note has fewer words, or where one that no note needs cannot be what it is about.
fn kinds_of_words(text: &str) -> Option<Vec<u64>> {
    let (mut words, mut has_topic) = (Vec::new(), false);
    for word in WORD.find_iter(text) {
        let kinds = kinds(word.as_str());
        if words.len() == MOST_WORDS || kinds == 0 && !has_topic {
            return None;
        }
        has_topic |= !words.is_empty() && kinds & LEADS != 0;
        words.push(kinds);
    }
    Some(words)
}

/// What a word can be; 0 for one that no note needs.
fn kinds(word: &str) -> u64 {
    let is_name = word.starts_with(|sign: char| sign.is_uppercase() || sign.is_ascii_digit()) || word.ends_with("’s");
    let is_plain = word.bytes().all(|sign| sign.is_ascii_lowercase());
    let lower = if is_plain { Cow::Borrowed(word) } else { Cow::Owned(word.to_lowercase().replace('\'', "’")) };
    match kinds_of(&lower) {
        0 if is_name => is::NAME,
        kinds => kinds,
    }
}

/// The words of a note without its topic, where every one of them can stand in one.
fn of_drafting(mut words: Vec<u64>) -> Option<Vec<u64>> {
    let is = |word: u64, kinds: u64| word & kinds != 0;
    let of_readers = |pair: &[u64]| is(pair[0], is::YOUR) && !is(pair[1], is::PART);
    // What is done again and again is what a report tells.
    if words.windows(2).any(of_readers) || words.iter().any(|word| is(*word, is::OFTEN)) {
        return None;
    }
    // “This year” is a time, “this” or “this text” a part of the text.
    for at in 1..words.len() {
        if is(words[at], is::YEAR) && is(words[at - 1], is::THIS) {
            words[at - 1] = is::SMALL;
        }
    }
    if let Some(strange) = words.iter().position(|word| *word == 0) {
        let is_of_this = |at: usize| words[..at].iter().any(|word| is(*word, is::THIS | is::PART | is::TO));
        let on = (1..strange).rev().find(|at| {
            is(words[*at], is::ON | is::WITH)
                || is(words[*at], is::OF) && is(words[at - 1], TEXT)
                || is(words[*at], is::WHEN) && is_of_this(*at)
        })?;
        // “a picture of the new house to go here”
        let end = (strange..words.len()).find(|at| is(words[*at], is::TO | is::HERE)).unwrap_or(words.len());
        let is_told = words[on..end].iter().any(|word| is(*word, is::WHO)) || words[end..].contains(&0);
        if strange - on > 3 || end - on > MOST_OF_TOPIC + 1 || is_told {
            return None;
        }
        words.drain(on + 1..end);
    }
    Some(words)
}

/// Whether words name a part of the text that stands in sight: “this paragraph”, “my wording”.
fn is_of_part(words: &[u64]) -> bool {
    const SHOWN: u64 = is::THIS | is::MY | is::YOUR | is::NTH;
    words.windows(2).any(|pair| {
        pair[0] & SHOWN != 0 && pair[1] & is::PART != 0
            || pair[0] & is::PART != 0 && pair[1] & (is::HERE | is::BELOW) != 0
    })
}

/// Whether words ask for something to be done to a text, or say what it lacks, and whether they can mean nothing else.
fn asks(words: &[u64], is_question: bool, is_called: bool, is_line: bool) -> Option<bool> {
    let first = words.iter().position(|word| word & is::POLITE == 0)?;
    let forms = FORMS.iter().filter(|(form, when)| {
        (is_question || *when != Asked) && (is_line || *when != Line) && has_form(&words[first..], form)
    });
    let strongest = forms.map(|(_, when)| *when == Must).max();
    strongest.or((is_called && words.iter().any(|word| word & ACT != 0)).then_some(true))
}

/// Whether words have the signs of a form one behind the other, the first of them at their head.
fn has_form(words: &[u64], form: &[u64]) -> bool {
    let mut from = 0;
    form.iter().enumerate().all(|(nth, signs)| {
        let most = if nth == 0 || signs & NEXT != 0 { from + 1 } else { words.len() };
        let found = words.iter().take(most).skip(from).position(|word| word & signs & !NEXT != 0);
        from += found.map_or(0, |at| at + 1);
        found.is_some()
    })
}
