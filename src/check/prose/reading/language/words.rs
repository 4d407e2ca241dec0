//! A sentence as words with places, and what each word of a language can mean.

use std::ops::Range;

use super::senses::{Language, Phrases, Sense};
use super::tokens::{Kind, pieces, stem};

/// What stands between a token and the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Gap {
    None,
    Hyphen,
    Space,
}

#[derive(Debug, Clone)]
pub(crate) struct Token {
    /// Where it stands in the text.
    pub(crate) range: Range<usize>,
    pub(crate) kind: Kind,
    pub(crate) gap: Gap,
}

/// A meaning that tokens can have.
#[derive(Debug, Clone)]
struct Mark {
    tokens: Range<usize>,
    sense: Sense,
}

/// A sentence as tokens.
pub(crate) struct Words<'t> {
    /// The text in lower case; ASCII letters only, so that places stay.
    lower: &'t str,
    pub(crate) tokens: Vec<Token>,
    /// What the tokens can mean, by their first tokens.
    marks: Vec<Mark>,
    /// Of each token and of the end, the first mark that begins there or later.
    first_marks: Vec<usize>,
    /// The marks by their ends, the longest first where they end together.
    by_end: Vec<usize>,
    /// Of each token and of the end, the first of those that ends there or later.
    first_ends: Vec<usize>,
}

impl<'t> Words<'t> {
    /// The words of a part of a text in lower case.
    pub(crate) fn new(lower: &'t str, part: Range<usize>, language: &Language) -> Self {
        let mut tokens: Vec<Token> = Vec::new();
        let mut end = part.start;
        let mut is_hyphen = false;
        for (range, kind) in pieces(&lower[part.clone()]) {
            let range = part.start + range.start..part.start + range.end;
            let is_close = range.start == end;
            // A hyphen between two words joins them.
            let is_joint = kind == Kind::Sign && is_close && &lower[range.clone()] == "-";
            let goes_on = lower[range.end..part.end].starts_with(|sign: char| sign.is_alphanumeric());
            // In “(-5)” it stands before a number below zero.
            let opens = tokens.last().is_none_or(|last| &lower[last.range.clone()] == "(");
            end = range.end;
            if is_joint && goes_on && !opens {
                is_hyphen = true;
                continue;
            }
            let gap = match (is_hyphen, is_close) {
                (true, _) => Gap::Hyphen,
                (false, true) if !tokens.is_empty() => Gap::None,
                _ => Gap::Space,
            };
            is_hyphen = false;
            tokens.push(Token { range, kind, gap });
        }
        let mut words = Words {
            lower,
            tokens,
            marks: Vec::new(),
            first_marks: Vec::new(),
            by_end: Vec::new(),
            first_ends: Vec::new(),
        };
        words.mark(language.phrases());
        words
    }

    fn mark(&mut self, phrases: &Phrases) {
        for at in 0..self.tokens.len() {
            for (rest, sense) in phrases.get(self.text(at)).into_iter().flatten() {
                if rest.iter().enumerate().all(|(more, word)| self.get(at + 1 + more) == Some(word)) {
                    self.marks.push(Mark { tokens: at..at + 1 + rest.len(), sense: *sense });
                }
            }
        }
        // In “made up” there is nothing that goes up, and “apart from” tells no gap.
        let is_phrase = |mark: &&Mark| matches!(mark.sense, Sense::Verb | Sense::Narrows) && mark.tokens.len() > 1;
        let verbs: Vec<_> = self.marks.iter().filter(is_phrase).cloned().collect();
        let is_in_verb = |mark: &Mark| {
            verbs.iter().any(|verb| verb.tokens.contains(&mark.tokens.start) && verb.tokens.len() > mark.tokens.len())
        };
        self.marks.retain(|mark| !is_in_verb(mark));
        let first = |at: usize| self.marks.partition_point(|mark| mark.tokens.start < at);
        self.first_marks = (0..=self.tokens.len()).map(first).collect();
        self.by_end = (0..self.marks.len()).collect();
        self.by_end.sort_by_key(|at| (self.marks[*at].tokens.end, self.marks[*at].tokens.start));
        let first = |at: usize| self.by_end.partition_point(|mark| self.marks[*mark].tokens.end < at);
        self.first_ends = (0..=self.tokens.len()).map(first).collect();
    }

    pub(crate) fn len(&self) -> usize {
        self.tokens.len()
    }

    /// A token's text in lower case.
    pub(crate) fn text(&self, at: usize) -> &'t str {
        &self.lower[self.tokens[at].range.clone()]
    }

    /// The same where there is such a token.
    pub(crate) fn get(&self, at: usize) -> Option<&'t str> {
        (at < self.len()).then(|| self.text(at))
    }

    /// Where tokens stand in the text.
    pub(crate) fn place(&self, tokens: &Range<usize>) -> Range<usize> {
        match (self.tokens.get(tokens.start), tokens.end.checked_sub(1).and_then(|last| self.tokens.get(last))) {
            (Some(first), Some(last)) => first.range.start..last.range.end.max(first.range.start),
            _ => 0..0,
        }
    }

    /// What was typed there, in lower case.
    pub(crate) fn typed(&self, tokens: &Range<usize>) -> &'t str {
        &self.lower[self.place(tokens)]
    }

    fn marks_at(&self, at: usize) -> impl Iterator<Item = &Mark> {
        let first = self.first_marks.get(at).copied().unwrap_or(self.marks.len());
        self.marks[first..].iter().take_while(move |mark| mark.tokens.start == at)
    }

    /// The senses of the words that begin at a token, each with how many tokens it takes.
    pub(crate) fn senses(&self, at: usize) -> impl Iterator<Item = (usize, Sense)> {
        self.marks_at(at).map(|mark| (mark.tokens.len(), mark.sense))
    }

    /// How many tokens from this one on have a sense: the longest phrase; none where there is none.
    pub(crate) fn find(&self, at: usize, is: impl Fn(Sense) -> bool) -> Option<usize> {
        self.senses(at).filter(|(_, sense)| is(*sense)).map(|(length, _)| length).max()
    }

    /// How many tokens a sign of per cent takes. Two letters are one right behind the number: “12pc”, but not “a team of 12 PC”.
    pub(crate) fn percent(&self, at: usize) -> Option<usize> {
        let is_sign = !self.is_word(at) || self.text(at).len() > 2 || self.is_joined(at);
        self.find(at, |sense| sense == Sense::Percent).filter(|_| is_sign)
    }

    /// Whether the language knows something that begins with a token.
    pub(crate) fn is_known(&self, at: usize) -> bool {
        self.marks_at(at).next().is_some()
    }

    /// Whether a token by itself has a sense.
    pub(crate) fn is(&self, at: usize, sense: Sense) -> bool {
        self.senses(at).any(|(length, found)| length == 1 && found == sense)
    }

    /// Whether a phrase of a sense ends right before a token; where the longest begins.
    pub(crate) fn before(&self, at: usize, is: impl Fn(Sense) -> bool) -> Option<usize> {
        let first = self.first_ends.get(at).copied().unwrap_or(self.by_end.len());
        let marks = self.by_end[first..].iter().map(|mark| &self.marks[*mark]);
        marks.take_while(|mark| mark.tokens.end == at).find(|mark| is(mark.sense)).map(|mark| mark.tokens.start)
    }

    /// Whether a sign stands at a token.
    pub(crate) fn is_sign(&self, at: usize, signs: &[&str]) -> bool {
        self.tokens.get(at).is_some_and(|token| token.kind == Kind::Sign) && signs.contains(&self.text(at))
    }

    pub(crate) fn is_word(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.kind == Kind::Word)
    }

    /// How many tokens join a number to the one behind it: “12 to 16”, “12–16”, “12 and 16”.
    pub(crate) fn joint(&self, at: usize) -> Option<usize> {
        let word = self.find(at, |sense| matches!(sense, Sense::To | Sense::And));
        let sign = || self.is_sign(at, &["–", "—", "-", "/"]).then_some(1);
        let hyphen = || self.tokens.get(at).is_some_and(|token| token.gap == Gap::Hyphen).then_some(0);
        word.or_else(sign).or_else(hyphen)
    }

    /// Whether a word has an ending that makes it a participle.
    pub(crate) fn is_participle(&self, at: usize) -> bool {
        let word = self.text(at);
        stem(word) != word && !word.ends_with('s')
    }

    pub(crate) fn is_digits(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.kind == Kind::Digits)
    }

    /// Whether a token is joined to the one before by nothing or a hyphen.
    pub(crate) fn is_joined(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.gap != Gap::Space)
    }
}
