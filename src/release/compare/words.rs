//! The words and signs of a text, to be set against those of another, and to be found by what somebody quotes of them.

use std::collections::BTreeSet;
use std::ops::Range;

use super::wording::{MARKS, REFERENCE, Wording};
use crate::book::report::HELD_BACK;

/// What a correction says of a text that was not there, or is not there any more.
pub(super) const NO_TEXT: &str = "nothing";
/// What stands in a quotation for words that are left out.
const LEFT_OUT: &str = "…";

/// The signs that stand within a number.
const WITHIN: [char; 5] = [',', '.', ':', '/', '-'];

/// A word, a number or a sign.
#[derive(Debug, Clone)]
struct Token {
    text: String,
    /// Whether a space stands before it.
    is_apart: bool,
}

/// What is the same in two texts or is not: a word, a sign, or all that a reference stands for.
#[derive(Debug, Clone)]
struct Unit {
    /// The word; of a reference how it was written, since what it stands for follows from other changes.
    key: String,
    tokens: Range<usize>,
}

/// The words and signs of a text.
#[derive(Debug, Clone, Default)]
pub(super) struct Tokens {
    tokens: Vec<Token>,
    units: Vec<Unit>,
}

/// What stands between two signs of a text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Between {
    Nothing,
    Space,
    /// Something that is none of the words.
    Mark,
}

impl Tokens {
    /// The words and signs of a text.
    pub(super) fn new(text: &Wording) -> Tokens {
        let mut reading = Reading { read: Tokens::default(), between: Between::Mark, reference: None };
        let [open, _] = MARKS;
        let mut rest = text.marked();
        while let Some(at) = rest.find([open, REFERENCE[0]]) {
            reading.words(&rest[..at], false);
            let is_mark = rest[at..].starts_with(open);
            let end = if is_mark { MARKS[1] } else { REFERENCE[2] };
            let (inside, behind) = rest[at + open.len_utf8()..].split_once(end).unwrap_or_default();
            match inside.split_once(REFERENCE[1]).filter(|_| !is_mark) {
                Some((written, read)) => {
                    reading.reference = Some(format!("{open}{written}"));
                    reading.words(read, true);
                }
                None => reading.between = Between::Mark,
            }
            rest = behind;
        }
        reading.words(rest, false);
        reading.read
    }

    /// All of them as a line of text.
    pub(super) fn line(&self) -> String {
        self.text(0..self.len(), usize::MAX)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.tokens.is_empty()
    }

    pub(super) fn len(&self) -> usize {
        self.tokens.len()
    }

    /// The first of them.
    pub(super) fn first(&self) -> &str {
        self.tokens.first().map_or("", |first| &first.text)
    }

    /// What is the same in two texts or is not, in order.
    pub(super) fn keys(&self) -> Vec<&str> {
        self.units.iter().map(|unit| unit.key.as_str()).collect()
    }

    /// The words at a place of what [`Tokens::keys`] lists.
    pub(super) fn of_units(&self, units: &Range<usize>) -> Range<usize> {
        let begin = |at: usize| self.units.get(at).map_or(self.tokens.len(), |unit| unit.tokens.start);
        begin(units.start)..begin(units.end)
    }

    /// Whether there is a word among the signs at a place of what [`Tokens::keys`] lists.
    pub(super) fn has_word(&self, units: &Range<usize>) -> bool {
        self.tokens[self.of_units(units)].iter().any(|token| token.text.contains(char::is_alphanumeric))
    }

    /// The words at a place; of more than `most` the first and the last.
    pub(super) fn text(&self, place: Range<usize>, most: usize) -> String {
        let of = |place: Range<usize>| {
            let mut text = String::new();
            for (at, token) in self.tokens[place].iter().enumerate() {
                text += if at > 0 && token.is_apart { " " } else { "" };
                text += &token.text;
            }
            text
        };
        match place.len() > most {
            true => {
                let (first, last) = (place.start..place.start + most / 2, place.end - most / 2..place.end);
                format!("{} {LEFT_OUT} {}", of(first), of(last))
            }
            false => of(place),
        }
    }

    /// The text where it is said in place of some words, everywhere or at some places, that they are held back. A reference that tells
    /// them is one word then.
    pub(super) fn hidden(&self, places: Option<&[Range<usize>]>, words: &[&Tokens]) -> Tokens {
        let mut is_hidden = vec![None; self.len()];
        for words in words {
            let is_in = |place: &Range<usize>, at: usize| place.start <= at && at + words.len() <= place.end;
            let found = self.places(&words.tokens).into_iter();
            for at in found.filter(|at| places.is_none_or(|places| places.iter().any(|place| is_in(place, *at)))) {
                (at..at + words.len()).for_each(|of| is_hidden[of] = is_hidden[of].max(Some(of == at)));
            }
        }
        let mut read = Tokens::default();
        for Unit { key, tokens } in &self.units {
            let (at, own) = (read.len(), &self.tokens[tokens.clone()]);
            let key = match is_hidden[tokens.clone()].iter().max().copied().flatten() {
                None => {
                    read.tokens.extend_from_slice(own);
                    key.clone()
                }
                Some(false) => continue,
                Some(true) => {
                    let is_apart = own.first().is_some_and(|first| first.is_apart);
                    read.tokens.push(Token { text: HELD_BACK.to_owned(), is_apart });
                    HELD_BACK.to_owned()
                }
            };
            read.units.push(Unit { key, tokens: at..read.len() });
        }
        read
    }

    /// Whether another text is this one, or says of words in it that they are held back, and the rest as it is. `words` are those
    /// that begin with a word.
    pub(super) fn is_hidden_in<'w, W>(&self, other: &Tokens, words: impl Fn(&str) -> W) -> bool
    where
        W: Iterator<Item = &'w Tokens>,
    {
        let mut upto = BTreeSet::from([0]);
        for token in &other.tokens {
            let mut behind = BTreeSet::new();
            for at in upto {
                let Some(own) = self.tokens.get(at) else { continue };
                behind.extend((own.text == token.text).then_some(at + 1));
                let hidden = words(&own.text).filter(|words| token.text == HELD_BACK && self.has_at(at, words));
                behind.extend(hidden.map(|words| at + words.len()));
            }
            upto = behind;
        }
        upto.contains(&self.len())
    }

    /// Whether words stand in the text. `words` are those that begin with a word.
    pub(super) fn has<'w, W>(&self, words: impl Fn(&str) -> W) -> bool
    where
        W: Iterator<Item = &'w Tokens>,
    {
        let mut first = self.tokens.iter().enumerate();
        first.any(|(at, token)| words(&token.text).any(|words| self.has_at(at, words)))
    }

    fn has_at(&self, at: usize, words: &Tokens) -> bool {
        let own = self.tokens[at..].iter().map(|token| &token.text);
        own.take(words.len()).eq(words.tokens.iter().map(|token| &token.text))
    }

    /// Where words stand in the text one behind the other: the first of each place.
    fn places(&self, words: &[Token]) -> Vec<usize> {
        // Knuth, Morris and Pratt: how much of the words is still met where the next is another one.
        let mut met = vec![0; words.len()];
        let follow = |met: &[usize], mut so_far: usize, token: &Token| {
            while so_far > 0 && (so_far == words.len() || words[so_far].text != token.text) {
                so_far = met[so_far - 1];
            }
            so_far + usize::from(words[so_far].text == token.text)
        };
        for at in 1..words.len() {
            met[at] = follow(&met, met[at - 1], &words[at]);
        }
        let (mut so_far, mut places) = (0, Vec::new());
        for (at, token) in self.tokens.iter().enumerate().filter(|_| !words.is_empty()) {
            so_far = follow(&met, so_far, token);
            places.extend((so_far == words.len()).then(|| at + 1 - words.len()));
        }
        places
    }
}

/// A text while it is read.
struct Reading {
    read: Tokens,
    between: Between,
    /// How the reference was written of which the first word is read next.
    reference: Option<String>,
}

impl Reading {
    fn words(&mut self, text: &str, is_reference: bool) {
        for sign in text.chars() {
            match sign {
                ' ' if self.between == Between::Nothing => self.between = Between::Space,
                ' ' => {}
                _ => self.sign(sign, is_reference),
            }
        }
    }

    /// Makes one word of a number and the sign within it, and of a bracket and the letters behind it, where the next sign goes on with
    /// them.
    fn join(&mut self, sign: char) {
        let Tokens { tokens, units } = &mut self.read;
        let [.., before, last] = &tokens[..] else { return };
        let is_number = sign.is_ascii_digit() && before.text.ends_with(|sign: char| sign.is_ascii_digit());
        let is_sign = sign == ']' && before.text == "[" && last.text.len() <= 3;
        let is_within = is_number && last.text.chars().all(|sign| WITHIN.contains(&sign));
        if last.is_apart || !is_within && !is_sign {
            return;
        }
        let (Some(last), Some(before)) = (tokens.pop(), tokens.last_mut()) else { return };
        before.text += &last.text;
        let begin = tokens.len() - 1;
        if units.last().is_some_and(|unit| unit.tokens.start > begin)
            && let Some(unit) = units.pop()
            && let Some(before) = units.last_mut()
        {
            before.key += &unit.key;
        }
        units.iter_mut().rev().take(1).for_each(|unit| unit.tokens.end = begin + 1);
    }

    fn sign(&mut self, sign: char, is_reference: bool) {
        if self.between == Between::Nothing {
            self.join(sign);
        }
        let Tokens { tokens, units } = &mut self.read;
        let is_part = self.between == Between::Nothing && (sign.is_alphanumeric() || sign == ']');
        let at = tokens.len();
        let goes_on = |last: &&mut Token| match sign {
            ']' => last.text.starts_with('['),
            _ => last.text.ends_with(char::is_alphanumeric) || last.text.ends_with(WITHIN) && last.text.len() > 1,
        };
        match tokens.last_mut().filter(|last| is_part && goes_on(last)) {
            Some(last) => last.text.push(sign),
            None => {
                // A mark that ends before a sign leaves no space between the two.
                let is_behind = matches!(sign, ',' | '.' | ';' | ':' | '?' | '!' | ')' | '”');
                let is_apart = self.between == Between::Space || self.between == Between::Mark && !is_behind;
                tokens.push(Token { text: sign.to_string(), is_apart });
                match units.last_mut().filter(|_| is_reference && self.reference.is_none()) {
                    Some(last) => last.tokens.end = at + 1,
                    None => units.push(Unit { key: String::new(), tokens: at..at + 1 }),
                }
            }
        }
        let key = units.last_mut().map(|last| &mut last.key);
        match (self.reference.take(), key) {
            (Some(reference), Some(key)) => *key += &reference,
            (None, Some(key)) if !is_reference => key.push(sign),
            _ => {}
        }
        self.between = Between::Nothing;
    }
}

/// Words that a correction quotes of a text. “The first words … the last words” leaves out what stands between the two.
pub(super) struct Quoted {
    /// The words on both sides of what is left out, each with the places at which they stand.
    parts: Vec<(usize, Vec<usize>)>,
}

impl Quoted {
    /// All of a text.
    pub(super) fn whole(text: &Tokens) -> Quoted {
        Quoted { parts: vec![(text.len(), vec![0])] }
    }

    /// What is quoted of a text; none where it does not stand there.
    pub(super) fn of(text: &Tokens, words: &str) -> Option<Quoted> {
        let words = Tokens::new(&words.into()).tokens;
        let whole = match text.is_empty() {
            true => Vec::from_iter(matches!(&words[..], [one] if one.text == NO_TEXT).then_some(0)),
            false => text.places(&words),
        };
        if !whole.is_empty() {
            return Some(Quoted { parts: vec![(if text.is_empty() { 0 } else { words.len() }, whole)] });
        }
        let is_left_out = |at: &usize| words.get(*at).is_none_or(|token| token.text == LEFT_OUT);
        let mut parts: Vec<Range<usize>> = Vec::new();
        for at in (0..words.len()).filter(|at| !is_left_out(at)) {
            match parts.last_mut().filter(|part| part.end == at) {
                Some(part) => part.end = at + 1,
                None => parts.push(at..at + 1),
            }
        }
        let (first, last) = (parts.first().map(|part| part.start), parts.last().map(|part| part.end));
        let places = |part: Range<usize>| {
            // A text can have an ellipsis of its own, where the quotation begins or ends.
            let whole = if Some(part.start) == first { 0 } else { part.start };
            let whole = whole..if Some(part.end) == last { words.len() } else { part.end };
            let found = [whole, part].map(|part| (part.len(), text.places(&words[part])));
            found.into_iter().find(|(_, places)| !places.is_empty())
        };
        let parts: Option<Vec<_>> = parts.into_iter().map(places).collect();
        parts.filter(|parts| !parts.is_empty()).map(|parts| Quoted { parts })
    }

    /// Whether it tells all words at a place. What it leaves out stands in one change.
    pub(super) fn tells(&self, place: &Range<usize>, change: &Range<usize>) -> bool {
        // The last place that begins no later, and the first that ends no earlier.
        let from = |(length, places): &(usize, Vec<usize>)| {
            let at = places.partition_point(|begin| *begin <= place.start).checked_sub(1)?;
            Some(places[at]..places[at] + length)
        };
        let upto = |(length, places): &(usize, Vec<usize>)| {
            let at = places.partition_point(|begin| begin + length < place.end);
            places.get(at).map(|begin| *begin..begin + length)
        };
        let begun = self.parts.iter().filter_map(from).map(|said| said.end).max();
        let ended = self.parts.iter().filter_map(upto).map(|said| said.start).min();
        let leaves_out_no_more = |(from, to): (usize, usize)| change.start <= from && to <= change.end;
        begun.is_some_and(|end| end >= place.end)
            || self.parts.len() > 1 && begun.zip(ended).is_some_and(leaves_out_no_more)
    }
}
