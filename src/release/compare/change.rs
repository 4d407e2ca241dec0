//! A change as a correction tells it: what was released, and what stands there now.

use std::fmt::Display;
use std::ops::Range;

use jiff::civil::Date;

use super::wording::{Wording, spaced};

/// What a correction says of a text that was not there, or is not there any more.
const NOTHING: &str = "nothing";

/// What it says where only the form of the words has changed: emphasis, a link, a picture, what a table works out.
const IN_ANOTHER_FORM: [&str; 2] = ["the same words in another form", "these words in their form now"];

/// What was released of a text and what stands there now; a text that says nothing is none.
#[derive(Clone)]
pub(super) struct Change {
    /// The words that were released.
    before: Option<String>,
    now: Option<String>,
    /// What a correction that is copied from the finding says of each.
    pub(super) was: String,
    pub(super) is: String,
    /// Whether the words are the same.
    pub(super) is_form: bool,
}

impl Change {
    /// What differs between two texts. `form` says what is another one where the words are not, if nothing else does.
    pub(super) fn new(before: Option<&Wording>, now: Option<&Wording>, form: Option<&str>) -> Change {
        let [before, now] = [before, now].map(|text| text.map(Wording::words).filter(|words| !words.is_empty()));
        let words = |text: &Option<String>| text.clone().unwrap_or_default();
        let differ = first_difference(&words(&before), &words(&now));
        let is_form = differ.is_none();
        let (was, is) = differ.unwrap_or_else(|| {
            let form = form.map(|what| (format!("{what} as it was released"), format!("{what} in another form")));
            form.unwrap_or_else(|| IN_ANOTHER_FORM.map(str::to_owned).into())
        });
        Change { before, now, was, is, is_form }
    }

    /// The values of `was` and `now` in a correction that tells of it.
    pub(super) fn lines(&self) -> [String; 2] {
        [&self.was, &self.is].map(|text| {
            let text = text.trim_matches('…').trim();
            if text.is_empty() { NOTHING.to_owned() } else { text.to_owned() }
        })
    }

    /// Whether there were no words.
    pub(super) fn is_added(&self) -> bool {
        self.before.is_none()
    }

    /// Whether there are no words any more.
    pub(super) fn is_gone(&self) -> bool {
        self.now.is_none()
    }

    /// Whether words are among those that were released.
    pub(super) fn is_said(&self, was: &str) -> bool {
        let was = spaced(was);
        was == self.lines()[0] || self.before.as_ref().is_some_and(|before| !places(before, &was).is_empty())
    }

    /// Whether a correction tells of it: its words were released, those that it gives stand there now, and one of the two shows
    /// that something changed.
    pub(super) fn is_told(&self, was: &str, is: Option<&str>) -> bool {
        let (was, is) = (spaced(was), is.map(spaced));
        let lines = self.lines();
        if was == lines[0] && is.as_ref().is_none_or(|is| *is == lines[1]) {
            return true;
        }
        let count = |text: &Option<String>, words: &str| match text {
            Some(text) => places(text, words).len(),
            None => usize::from(words == NOTHING),
        };
        let [was_then, was_now] = [&self.before, &self.now].map(|text| count(text, &was));
        let [is_then, is_now] = [&self.before, &self.now].map(|text| is.as_ref().map_or(0, |is| count(text, is)));
        let is_said = was_then > 0 && (is.is_none() || is_now > 0);
        is_said && (self.is_form || was_then > was_now || is_now > is_then)
    }

    /// What of it none of the corrections tells that are about this text: each with the words that were released, and those that it gives
    /// for them now. None where they tell all of it.
    pub(super) fn rest(self, told: &[(&str, Option<String>)]) -> Option<Change> {
        let told: Vec<_> = told.iter().filter(|(was, is)| self.is_told(was, is.as_deref())).collect();
        let (Some(before), Some(now), false) = (&self.before, &self.now, told.is_empty()) else {
            return told.is_empty().then_some(self);
        };
        let is_covered = |[then, is]: &[Range<usize>; 2]| {
            told.iter().any(|(was, given)| {
                let given = given.as_ref().map(|given| spaced(given));
                places(before, &spaced(was)).iter().any(|place| holds(place, then))
                    && given.is_none_or(|given| places(now, &given).iter().any(|place| holds(place, is)))
            })
        };
        let left: Vec<_> = differences(before, now).into_iter().filter(|one| !is_covered(one)).collect();
        let ([then, is], [last_then, last_is]) = (left.first()?, left.last()?);
        let was = excerpt(before, &(then.start..last_then.end));
        let is = excerpt(now, &(is.start..last_is.end));
        Some(Change { was, is, ..self })
    }
}

/// At how many places words are looked for in a text.
const MOST_PLACES: usize = 100;

/// Where words stand in a text, and not as a part of others. “The first … the last” names all that stands between the two.
fn places(text: &str, words: &str) -> Vec<Range<usize>> {
    let found: Vec<_> = whole(text, words).take(MOST_PLACES).collect();
    let mut parts = words.split('…').map(str::trim).filter(|part| !part.is_empty());
    let Some(first) = parts.next().filter(|_| found.is_empty() && words.contains('…')) else { return found };
    let upto = |begin: Range<usize>| {
        parts.clone().try_fold(begin, |range, part| {
            let next = whole(text, part).find(|next| next.start >= range.end)?;
            Some(range.start..next.end)
        })
    };
    whole(text, first).take(MOST_PLACES).filter_map(upto).collect()
}

fn whole<'t>(text: &'t str, words: &'t str) -> impl Iterator<Item = Range<usize>> + 't {
    let goes_on = |before: Option<char>, behind: Option<char>| {
        before.zip(behind).is_some_and(|(one, other)| one.is_alphanumeric() && other.is_alphanumeric())
    };
    let found = text.match_indices(words).map(|(at, found)| at..at + found.len()).filter(|place| !place.is_empty());
    found.filter(move |place| {
        let (before, behind) = (&text[..place.start], &text[place.end..]);
        !goes_on(before.chars().next_back(), words.chars().next())
            && !goes_on(words.chars().next_back(), behind.chars().next())
    })
}

/// A text with others in place of words, where they are not a part of others.
pub(super) fn replaced(text: &str, words: &str, by: &str) -> String {
    let (mut replaced, mut from) = (String::new(), 0);
    for place in whole(text, words) {
        replaced.push_str(&text[from..place.start]);
        replaced.push_str(by);
        from = place.end;
    }
    replaced + &text[from..]
}

/// Whether a change stands in the words that a correction names, or, where words only came or went, beside them.
fn holds(place: &Range<usize>, change: &Range<usize>) -> bool {
    let beside = usize::from(change.is_empty());
    place.start <= change.start + beside && change.end <= place.end + beside
}

/// The words and signs of a text.
fn tokens(text: &str) -> Vec<Range<usize>> {
    let mut tokens: Vec<Range<usize>> = Vec::new();
    for (at, sign) in text.char_indices().filter(|(_, sign)| *sign != ' ') {
        let end = at + sign.len_utf8();
        match tokens.last_mut() {
            Some(last) if last.end == at && sign.is_alphanumeric() && text[..at].ends_with(char::is_alphanumeric) => {
                last.end = end;
            }
            _ => tokens.push(at..end),
        }
    }
    tokens
}

fn words<'t>(text: &'t str, tokens: &[Range<usize>]) -> Vec<&'t str> {
    tokens.iter().map(|token| &text[token.clone()]).collect()
}

/// The places of two texts in which they differ, word by word.
fn differences(before: &str, now: &str) -> Vec<[Range<usize>; 2]> {
    /// Two texts that differ in more words are different as a whole: to set them against each other takes time.
    const MOST: usize = 4000;
    let [then, is] = [before, now].map(tokens);
    let [old, new] = [words(before, &then), words(now, &is)];
    let ahead = old.iter().zip(&new).take_while(|(one, other)| one == other).count();
    let behind = old[ahead..].iter().rev().zip(new[ahead..].iter().rev()).take_while(|(one, other)| one == other);
    let behind = behind.count();
    let [old, new] = [&old[ahead..old.len() - behind], &new[ahead..new.len() - behind]];
    let changes = match old.len() + new.len() {
        0 => Vec::new(),
        many if many > MOST => vec![[0..old.len(), 0..new.len()]],
        _ => {
            let changes = similar::capture_diff_slices(similar::Algorithm::Myers, old, new);
            let changes = changes.iter().filter(|change| change.tag() != similar::DiffTag::Equal);
            changes.map(|change| [change.old_range(), change.new_range()]).collect()
        }
    };
    let place = |tokens: &[Range<usize>], words: Range<usize>| {
        let end = |at: usize| at.checked_sub(1).map_or(0, |at| tokens[at].end);
        let end = end(words.end + ahead);
        tokens.get(words.start + ahead).map_or(end, |first| first.start.min(end))..end
    };
    let changes = changes.into_iter();
    changes.map(|[old, new]| alike_apart((before, place(&then, old)), (now, place(&is, new)))).collect()
}

/// Two places without the signs at their heads and ends that are the same.
fn alike_apart((before, then): (&str, Range<usize>), (now, is): (&str, Range<usize>)) -> [Range<usize>; 2] {
    let [one, other] = [&before[then.clone()], &now[is.clone()]];
    let alike = |(one, other): &(char, char)| one == other;
    let head: usize = one.chars().zip(other.chars()).take_while(alike).map(|(sign, _)| sign.len_utf8()).sum();
    let ends = one[head..].chars().rev().zip(other[head..].chars().rev());
    let end: usize = ends.take_while(alike).map(|(sign, _)| sign.len_utf8()).sum();
    [then.start + head..then.end - end, is.start + head..is.end - end]
}

/// The words that differ between two texts, from the first to the last, each with a few around them.
fn first_difference(before: &str, now: &str) -> Option<(String, String)> {
    let [before, now] = [before, now].map(spaced);
    let changes = differences(&before, &now);
    let ([then, is], [last_then, last_is]) = (changes.first()?, changes.last()?);
    Some((excerpt(&before, &(then.start..last_then.end)), excerpt(&now, &(is.start..last_is.end))))
}

/// The words at a place of a text, with a few around them; of many the first and the last.
fn excerpt(text: &str, place: &Range<usize>) -> String {
    /// How many words stand before and behind.
    const AROUND: usize = 3;
    /// How many stand at each end.
    const EDGE: usize = 8;
    let words: Vec<_> = text.split(' ').collect();
    let before = |at: usize| text[..at.min(text.len())].matches(' ').count();
    let (first, last) = (before(place.start), before(place.end) + usize::from(!place.is_empty()));
    let (from, to) = (first.saturating_sub(AROUND), (last + AROUND).min(words.len()));
    let [start, end] = [from > 0, to < words.len()].map(|cut| if cut { "…" } else { "" });
    let said = &words[from.min(to)..to];
    let said = match said.len() > 2 * EDGE {
        true => format!("{} … {}", said[..EDGE].join(" "), said[said.len() - EDGE..].join(" ")),
        false => said.join(" "),
    };
    format!("{start}{said}{end}")
}

/// The lines of a correction that can be copied: what it is about, then what it says, with a reason to write.
pub(super) fn lines(about: impl Display, was: &str, now: Option<&str>, today: Date) -> String {
    let now = now.map(|now| format!("\n    now: {}", quoted(now))).unwrap_or_default();
    format!("  - {about}\n    was: {}{now}\n    date: {today}\n    scale: minor\n    reason: …", quoted(was))
}

/// Whether two names are the same, however they are spaced.
pub(super) fn is_like(one: &str, other: &str) -> bool {
    spaced(one) == spaced(other)
}

/// A text in quotation marks, as YAML reads it.
pub(super) fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_correction_tells_what_it_names_and_nothing_else() {
        let (before, now) =
            ("Each home is seen once a year. The crews came.", "Each home is seen twice a year. The staff came again.");
        let left = |told: &[(&str, Option<&str>)]| {
            let [before, now] = [before, now].map(Wording::from);
            let told: Vec<_> = told.iter().map(|(was, is)| (*was, is.map(str::to_owned))).collect();
            Change::new(Some(&before), Some(&now), None).rest(&told).map(|rest| (rest.was, rest.is))
        };
        let words = |before: &str, now: &str| Some((before.to_owned(), now.to_owned()));
        let all =
            words("…home is seen once a year. The crews came.", "…home is seen twice a year. The staff came again.");
        assert_eq!(left(&[]), all);
        assert_eq!(left(&[("seen once", Some("seen five times"))]), all, "it does not stand there");
        assert_eq!(
            left(&[("seen once", Some("seen twice"))]),
            words("…a year. The crews came.", "…a year. The staff came again.")
        );
        assert_eq!(
            left(&[("seen once", None), ("crews", Some("staff"))]),
            words("…year. The crews came.", "…The staff came again.")
        );
        assert_eq!(left(&[("once", Some("twice")), ("The crews came", Some("The staff came again"))]), None);
        assert_eq!(left(&[("seen once … crews came", Some("seen twice … came again"))]), None);
        assert_eq!(
            left(&[("seen once … crews came", Some("seen twice … staff"))]),
            words("…year. The crews came.", "…The staff came again.")
        );
    }

    #[test]
    fn the_words_that_differ_stand_among_those_around_them() {
        let differ = |before, now| first_difference(before, now).unwrap_or_default();
        let words = |before: &str, now: &str| (before.to_owned(), now.to_owned());
        let (before, now) = ("a b c d e f g h i j", "a b c d e x g h i j");
        assert_eq!(differ(before, now), words("…c d e f g h i…", "…c d e x g h i…"));
        assert_eq!(differ("a b", "a b c"), words("a b", "a b c"));
        assert_eq!(differ("a b", ""), words("a b", ""));
        assert_eq!(first_difference("a  b", "a b"), None);
    }
}
