//! Which words of a sentence go with which of its numbers.

use std::ops::Range;

use super::language::senses::Sense;
use super::language::words::Words;
use super::parts::asides::start_of_part;
use super::parts::names::Named;
use super::sentence::{Item, Sentence};

/// How a number is joined to the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Joint {
    /// It is the first.
    First,
    /// As another clause of the sentence.
    Clause,
    /// In a list.
    List,
    /// As a part of what was counted before: “of whom”.
    Subset,
    /// It is the whole of which the one before is a part: “40 of the 44”.
    Whole,
    /// As what the one before is set against.
    Compared,
    /// As where a change leads: “from 908 to 977”.
    To,
    /// In brackets behind it, or behind “or”: the same said otherwise.
    Apposed,
}

/// A number with the words that go with it.
#[derive(Debug, Clone)]
pub(crate) struct Segment {
    /// Its position among the items of the sentence.
    pub(crate) item: usize,
    /// The number's tokens.
    pub(crate) anchor: Range<usize>,
    /// The words before and behind it.
    pub(crate) left: Range<usize>,
    pub(crate) right: Range<usize>,
    /// Words in brackets behind it that have a number of their own.
    pub(crate) without: Vec<Range<usize>>,
    pub(crate) joint: Joint,
}

impl Segment {
    /// The tokens on a side that are its own.
    pub(crate) fn own(&self, side: &Range<usize>) -> impl Iterator<Item = usize> + '_ {
        side.clone().filter(|at| !self.without.iter().any(|brackets| brackets.contains(at)))
    }

    /// Whether a phrase of a sense stands with it.
    pub(crate) fn tells(&self, words: &Words<'_>, wanted: Sense) -> bool {
        let is_told = |at: usize| words.find(at, |sense| sense == wanted).is_some();
        self.own(&self.left).chain(self.own(&self.right)).any(is_told)
    }

    /// Whether it is told as a total by a label: “all: 12”, “total: 12”.
    pub(crate) fn is_labelled_total(&self, words: &Words<'_>) -> bool {
        let label = self.left.clone().filter(|at| words.is_word(*at));
        self.left.end.checked_sub(1).is_some_and(|last| words.is_sign(last, &[":"]))
            && is_label_of_total(words, label.clone())
            && label.count() > 0
    }

    /// Where the brackets begin of which it is the first number, if it stands in some.
    pub(crate) fn brackets(&self, words: &Words<'_>) -> Option<usize> {
        let opens = self.left.start.checked_sub(1)?;
        (self.joint == Joint::Apposed && words.is_sign(opens, &["(", "["])).then_some(opens)
    }

    /// Whether the number is a whole of which parts follow, told before them: “of the 44”.
    pub(crate) fn opens_whole(&self, words: &Words<'_>) -> bool {
        let leads = |sense| matches!(sense, Sense::Article | Sense::Only | Sense::Bound(_) | Sense::Rest);
        let mut start = self.anchor.start;
        while let Some(before) = words.before(start, leads) {
            start = before;
        }
        let Some(of) = start.checked_sub(1).filter(|of| *of >= self.left.start && words.is(*of, Sense::Of)) else {
            return false;
        };
        let is_and = words.before(of, |sense| matches!(sense, Sense::And | Sense::But)).is_some();
        of == 0 || is_and || !words.is_word(of - 1) && !words.is_digits(of - 1)
    }

    /// Whether a part of the number is told without one, to which the words behind the number belong: “most of the 44 were red”, “of the
    /// 44, most were red”, “nearly all 44 were red”.
    fn is_of_some(&self, words: &Words<'_>) -> bool {
        let some = |sense| sense == Sense::Some;
        let mut start = self.anchor.start;
        if words.is(start.wrapping_sub(1), Sense::Only) && words.before(start, some).is_some() {
            return true;
        }
        while let Some(before) = words.before(start, |sense| sense == Sense::Article) {
            start = before;
        }
        let is_led = start > 1 && words.is(start - 1, Sense::Of) && words.before(start - 1, some).is_some();
        let follows = || {
            let end = end_of_whole(words, self.right.clone());
            words.is_sign(end, &[","])
                && (end + 1..self.right.end.min(end + 3)).any(|at| words.find(at, some).is_some())
        };
        is_led || (self.opens_whole(words) && follows())
    }

    pub(crate) fn holds(&self, side: &Range<usize>, tokens: &Range<usize>) -> bool {
        side.start <= tokens.start
            && tokens.end <= side.end
            && !self.without.iter().any(|without| without.contains(&tokens.start))
    }
}

/// The number before another one that is the whole of which that one can be a part: “of the 44”, or the first one, “of the red 44”.
pub(crate) fn whole_before(words: &Words<'_>, segments: &[Segment], at: usize) -> Option<usize> {
    // “Of these, 977 were red” tells of a part.
    let is_subset = words.find(0, |sense| sense == Sense::Subset).is_some();
    let first = Some(0).filter(|_| at > 0 && words.is(0, Sense::Of) && !is_subset);
    segments[..at].iter().rposition(|before| before.opens_whole(words)).or(first)
}

/// Brackets with what stands in them, the innermost apart.
fn brackets(sentence: &Sentence<'_, '_>) -> Vec<Range<usize>> {
    let mut open = Vec::new();
    let mut found = Vec::new();
    for at in 0..sentence.words.len() {
        if sentence.words.is_sign(at, &["(", "["]) {
            open.push(at);
        } else if sentence.words.is_sign(at, &[")", "]"]) {
            found.extend(open.pop().map(|start| start..at + 1));
        }
    }
    found
}

/// The numbers and references of a sentence, each with its words.
pub(crate) fn segments(sentence: &Sentence<'_, '_>) -> Vec<Segment> {
    let anchors: Vec<_> = sentence
        .items
        .iter()
        .enumerate()
        .filter(|(_, (_, item))| !matches!(item, Item::Exempt(_)))
        .map(|(at, (tokens, _))| (at, tokens.clone()))
        .collect();
    let with_numbers: Vec<_> = brackets(sentence)
        .into_iter()
        .filter(|brackets| anchors.iter().any(|(_, tokens)| brackets.contains(&tokens.start)))
        .collect();
    let inside =
        |at: usize| with_numbers.iter().filter(|brackets| brackets.contains(&at)).min_by_key(|brackets| brackets.len());
    let all = 0..sentence.words.len();
    let mut segments: Vec<Segment> = Vec::with_capacity(anchors.len());
    let arounds: Vec<_> = anchors.iter().map(|(_, anchor)| inside(anchor.start)).collect();
    for ((item, anchor), around) in anchors.iter().zip(arounds.iter().copied()) {
        let bounds = around.map_or(all.clone(), |brackets| brackets.start + 1..brackets.end - 1);
        let before = arounds[..segments.len()].iter().rposition(|other| *other == around);
        let (start, joint) = match before {
            Some(before) => {
                let gap = segments[before].anchor.end..anchor.start;
                let (split, joint) = split(sentence, &gap, &with_numbers);
                segments[before].right.end = split;
                (split, joint)
            }
            None if around.is_some() => (bounds.start, Joint::Apposed),
            None => (bounds.start, Joint::First),
        };
        let without = with_numbers.iter().filter(|brackets| {
            Some(*brackets) != around && brackets.start >= bounds.start && brackets.end <= bounds.end
        });
        segments.push(Segment {
            item: *item,
            anchor: anchor.clone(),
            left: start..anchor.start,
            right: anchor.end..bounds.end,
            without: without.cloned().collect(),
            joint,
        });
    }
    for segment in &mut segments {
        segment.right.end = start_of_part(&sentence.words, &segment.right).unwrap_or(segment.right.end);
        if segment.is_of_some(&sentence.words) {
            let end = end_of_whole(&sentence.words, segment.right.clone());
            let behind = end..segment.right.end;
            let is_part = sentence.names.iter().any(|named| named.is_member() && behind.contains(&named.tokens.start));
            segment.right.end = if is_part { end } else { segment.right.end };
        }
    }
    end_wholes(&sentence.words, &mut segments);
    segments
}

/// Gives what is said behind wholes to their parts.
fn end_wholes(words: &Words<'_>, segments: &mut [Segment]) {
    for whole in 1..segments.len() {
        if segments[whole].joint == Joint::Whole {
            // What is said behind the whole is said of the part.
            let end = end_of_whole(words, segments[whole].right.clone());
            // What stands in brackets that are closed before the whole is the same said otherwise.
            let before = &segments[whole - 1];
            let is_aside = before.brackets(words).is_some() && words.is_sign(before.right.end, &[")", "]"]);
            let part = if is_aside && whole > 1 { whole - 2 } else { whole - 1 };
            segments[part].right = end..segments[whole].right.end;
            segments[whole].right.end = end;
        }
    }
}

/// Where the words between two numbers part, and how the second is joined to the first.
fn split(sentence: &Sentence<'_, '_>, gap: &Range<usize>, brackets: &[Range<usize>]) -> (usize, Joint) {
    let words = &sentence.words;
    let is_filler = |at: usize| {
        words.senses(at).any(|(_, sense)| matches!(sense, Sense::Article | Sense::Only | Sense::Bound(_)))
            || words.is_sign(at, &[","])
    };
    // “of Northshire’s 524”.
    let is_place = |at: usize| sentence.places.iter().any(|(place, _)| place.contains(&at));
    // “three quarters (75%) of the 44”.
    let aside = brackets.iter().find(|brackets| brackets.start == gap.start && brackets.end <= gap.end);
    let first = aside.map_or(gap.start, |brackets| brackets.end);
    let of = words.find(first, |sense| matches!(sense, Sense::Of | Sense::OutOf)).map(|length| first + length);
    if let Some(behind) = of.filter(|of| *of <= gap.end && (*of..gap.end).all(|at| is_filler(at) || is_place(at))) {
        return (behind, Joint::Whole);
    }
    let is_inside = |at: usize| {
        brackets.iter().any(|brackets| brackets.contains(&at) && brackets.start >= gap.start && brackets.end <= gap.end)
    };
    let mut best: Option<(u8, usize, Joint)> = None;
    let mut clause: Option<(u8, usize, Joint)> = None;
    let mut at = gap.start;
    while at < gap.end {
        if is_inside(at) || sentence.is_within_name(at) || joins(sentence, at) {
            at += 1;
            continue;
        }
        if let Some((rank, joint, length)) = boundary(sentence, at, gap) {
            if joint == Joint::Clause && rank > COMMA {
                clause = clause.or(Some((rank, at, joint)));
            }
            // “12 against 15, but more of them for every thousand: 3 against 4”: the words before the colon tell of what follows.
            if words.is_sign(at, &[":"]) && clause.is_some() {
                best = clause;
                break;
            }
            let is_better = best.is_none_or(|(known, start, _)| {
                // “Step 2: 64, Step 3: 7”, but “at Steps 2 and 3: seven more than …”.
                let is_next = start == gap.start || start == gap.start + 1 && words.is_sign(gap.start, &[","]);
                let is_labelled = || is_next && words.is_sign(at, &[":"]) && is_label(sentence, start + 1..at);
                let joins = is_labelled() || rank == CLAUSE && known == CLAUSE || words.is(at, Sense::Preposition);
                rank >= known && !(joins && at + length == gap.end)
            });
            // “reds – 12; blues – 15”, “… and Step 3 with 12”: what stands right before a number joins it to the words before.
            if is_better {
                best = Some((rank, at, joint));
            }
            at += length;
        } else {
            at += 1;
        }
    }
    match best {
        Some((rank, at, joint)) => (later_comma(sentence, gap, at, rank), joint),
        None => (unmarked(sentence, gap, is_filler), Joint::List),
    }
}

/// Whether words say no more than that all is meant: “and all”, “the total”.
fn is_label_of_total(words: &Words<'_>, mut tokens: impl Iterator<Item = usize>) -> bool {
    tokens.all(|at| words.senses(at).any(|(_, sense)| matches!(sense, Sense::Article | Sense::Whole | Sense::And)))
}

/// Whether words are the label of the number behind their colon: “Step 2: 64, Step 3: 7, total: 71”.
fn is_label(sentence: &Sentence<'_, '_>, tokens: Range<usize>) -> bool {
    let mut words = tokens.clone().filter(|at| sentence.words.is_word(*at) && !sentence.is_within_name(*at));
    !tokens.is_empty() && is_label_of_total(&sentence.words, &mut words)
}

/// Where the words between two numbers part that no sign and no word parts.
fn unmarked(sentence: &Sentence<'_, '_>, gap: &Range<usize>, is_filler: impl Fn(usize) -> bool) -> usize {
    let words = &sentence.words;
    // “At 147 the rate was down from 145”: the way goes with the number behind it, unless it stands right behind the first.
    let is_way =
        |at: usize| !sentence.is_within_name(at) && words.find(at, |sense| matches!(sense, Sense::Way(_))).is_some();
    // “the 12 there by more than 20”: how exact the second is meant to be says nothing of a way.
    let mut at = words.before(gap.end, |sense| matches!(sense, Sense::Bound(_))).unwrap_or(gap.end).max(gap.start);
    if let Some(way) = (gap.start..at).find(|at| is_way(*at)) {
        return way + usize::from(way == sentence.behind_per(gap.start));
    }
    while at > gap.start
        && (is_filler(at - 1)
            || words.senses(at - 1).any(|(_, sense)| {
                matches!(sense, Sense::Preposition | Sense::In | Sense::Of | Sense::From | Sense::To | Sense::By)
            }))
    {
        at -= 1;
    }
    at
}

/// Whether a word joins two places, or two numbers of rows or columns: “those of Northshire and Southshire”, “at Steps 2 and 3”.
fn joins(sentence: &Sentence<'_, '_>, at: usize) -> bool {
    let next = at + sentence.words.find(at, |sense| sense == Sense::And).unwrap_or_default();
    let is_place = |is: &dyn Fn(&Range<usize>) -> bool| sentence.places.iter().any(|(place, _)| is(place));
    let is_number = |named: &Named<'_>| named.tokens == (next..next + 1) && sentence.words.is_digits(next);
    let is_of_names = || at > 0 && sentence.is_within_name(at - 1) && sentence.names.iter().any(is_number);
    next > at && (is_place(&|place| place.end == at) && is_place(&|place| place.start == next) || is_of_names())
}

/// In “in Category 1, 612, in Category 2, 226” a number belongs to the words before it: it parts at the first of two commas, and so does
/// what opens a sentence: “At 54, the town was below the shire, 63”.
fn later_comma(sentence: &Sentence<'_, '_>, gap: &Range<usize>, at: usize, rank: u8) -> usize {
    let words = &sentence.words;
    if rank != COMMA || at + 1 != gap.end {
        return at;
    }
    let first = gap.clone().find(|at| words.is_sign(*at, &[","]));
    let leads = |sense| matches!(sense, Sense::Preposition | Sense::In | Sense::And);
    let opens = words.is(0, Sense::At) && sentence.items.first().is_some_and(|(tokens, _)| tokens.end == gap.start);
    first.filter(|first| *first < at && (opens || words.find(first + 1, leads).is_some())).unwrap_or(at)
}

const COMMA: u8 = 3;
const CLAUSE: u8 = 6;

/// Whether words part at a token: how strongly, and what follows; how many tokens that takes.
fn boundary(sentence: &Sentence<'_, '_>, at: usize, gap: &Range<usize>) -> Option<(u8, Joint, usize)> {
    let words = &sentence.words;
    if words.is_sign(at, &[";", "—", "–", ":"]) {
        // “12 people came back – eight reds and four blues”.
        let is_dash = words.is_sign(at, &["—", "–"]);
        let opens = is_dash && at > gap.start && at + 1 == gap.end;
        let joint = if opens || words.is_sign(at, &[":"]) { Joint::Subset } else { Joint::Clause };
        return Some((CLAUSE, joint, 1));
    }
    // “12 of them” tells of the 12 itself.
    if let Some(length) = words.find(at, |sense| sense == Sense::Subset).filter(|_| at > gap.start) {
        return Some((5, Joint::Subset, length));
    }
    if let Some(length) = words.find(at, |sense| sense == Sense::Compared) {
        return Some((5, Joint::Compared, length));
    }
    let has_comma = at > gap.start && words.is_sign(at - 1, &[","]);
    let is_and = words.find(at, |sense| sense == Sense::And);
    if let Some(length) = is_and {
        let mut start = gap.end;
        while let Some(passed) = words
            .before(start, |sense| matches!(sense, Sense::Bound(_) | Sense::Article | Sense::Only))
            .filter(|passed| start > at + length && *passed >= at + length)
        {
            start = passed;
        }
        let is_or = words.text(at) == "or" && start == at + length;
        let is_apposed = is_or && (has_comma || at == gap.start);
        return Some((if has_comma { 4 } else { 2 }, if is_apposed { Joint::Apposed } else { Joint::List }, length));
    }
    if let Some(length) = words.find(at, |sense| sense == Sense::But) {
        return Some((if has_comma { 4 } else { 3 }, Joint::Clause, length));
    }
    if words.is_sign(at, &[","]) {
        return Some((COMMA, Joint::List, 1));
    }
    (words.is(at, Sense::To) && at + 1 == gap.end).then_some((2, Joint::To, 1))
}

/// Where the words of a whole end: at a verb, a sign or another clause.
pub(crate) fn end_of_whole(words: &Words<'_>, tokens: Range<usize>) -> usize {
    let ends = |at: &usize| {
        words.is(*at, Sense::Verb)
            || words.is_sign(*at, &[",", "–", "—", "(", ";", ":", "."])
            || words.senses(*at).any(|(_, sense)| sense == Sense::But)
    };
    tokens.clone().find(ends).unwrap_or(tokens.end)
}

/// The nouns behind a number: up to a verb, a preposition, a sign or a time.
pub(crate) fn nouns(sentence: &Sentence<'_, '_>, segment: &Segment) -> Range<usize> {
    let words = &sentence.words;
    let ends = |sense: Sense| {
        matches!(
            sense,
            Sense::Verb
                | Sense::Preposition
                | Sense::And
                | Sense::But
                | Sense::Than
                | Sense::Subset
                | Sense::Of
                | Sense::Compared
                | Sense::Modal
                | Sense::LastYear
                | Sense::Before(_)
                | Sense::Respectively
        )
    };
    let is_end = |at: &usize| {
        let is_word = words.is_word(*at) && !sentence.is_timed(*at);
        (!is_word || words.senses(*at).any(|(_, sense)| ends(sense))) && !sentence.is_within_name(*at)
    };
    let first = segment.right.start;
    first..(first..segment.right.end).find(is_end).unwrap_or(segment.right.end)
}
