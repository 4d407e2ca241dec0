//! A change as a correction tells it: what was released, and what stands there now.

use std::fmt::Display;

use jiff::civil::Date;

use super::wording::{Wording, spaced};

/// What a correction says of a text that was not there, or is not there any more.
const NOTHING: &str = "nothing";

/// What it says where only the form of the words has changed: emphasis, a link, a picture, what a table works out.
const IN_ANOTHER_FORM: [&str; 2] = ["the same words in another form", "these words in their form now"];

/// What was released of a text and what stands there now; a text that says nothing is none.
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
        was == self.lines()[0] || self.before.as_ref().is_some_and(|before| before.contains(&was))
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
            Some(text) => whole(text, words),
            None => usize::from(words == NOTHING),
        };
        let [was_then, was_now] = [&self.before, &self.now].map(|text| count(text, &was));
        let [is_then, is_now] = [&self.before, &self.now].map(|text| is.as_ref().map_or(0, |is| count(text, is)));
        let is_said = was_then > 0 && (is.is_none() || is_now > 0);
        is_said && (self.is_form || was_then > was_now || is_now > is_then)
    }
}

/// How often words stand in a text, and not as a part of others.
fn whole(text: &str, words: &str) -> usize {
    let goes_on = |before: Option<char>, behind: Option<char>| {
        before.zip(behind).is_some_and(|(one, other)| one.is_alphanumeric() && other.is_alphanumeric())
    };
    let found = text.match_indices(words).filter(|(at, _)| {
        let (before, behind) = (&text[..*at], &text[at + words.len()..]);
        !goes_on(before.chars().next_back(), words.chars().next())
            && !goes_on(words.chars().next_back(), behind.chars().next())
    });
    if words.is_empty() { 0 } else { found.count() }
}

/// The first words that differ between two texts, each with a few around them.
fn first_difference(before: &str, now: &str) -> Option<(String, String)> {
    /// How many words stand before and behind.
    const AROUND: usize = 3;
    const MOST: usize = 8;
    let [before, now] = [before, now].map(|text| text.split_whitespace().collect::<Vec<_>>());
    let alike = before.iter().zip(&now).take_while(|(one, other)| one == other).count();
    if alike == before.len() && alike == now.len() {
        return None;
    }
    let behind = before[alike..].iter().rev().zip(now[alike..].iter().rev()).take_while(|(one, other)| one == other);
    let behind = behind.count();
    let around = |words: &[&str]| {
        let (from, to) = (alike.saturating_sub(AROUND), (words.len() - behind + AROUND).min(words.len()));
        let to = to.min(from + AROUND + MOST);
        let [start, end] = [from > 0, to < words.len()].map(|cut| if cut { "…" } else { "" });
        format!("{start}{}{end}", words[from..to].join(" "))
    };
    Some((around(&before), around(&now)))
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
