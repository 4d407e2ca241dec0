//! A change as a correction tells it: what was released, and what stands there now.

use std::collections::BTreeSet;
use std::fmt::Display;
use std::ops::Range;

use jiff::civil::Date;

use super::wording::{Wording, spaced};
use super::words::{NO_TEXT, Quoted, Tokens};
use crate::book::report::HELD_BACK;

/// What it says where only the form of the words has changed: emphasis, a link, a picture, what a table works out.
const IN_ANOTHER_FORM: [&str; 2] = ["the same words in another form", "these words in their form now"];

/// The most words that are quoted one behind the other.
const MOST_QUOTED: usize = 24;

/// What was released of a text and what stands there now; a text that says nothing is none.
#[derive(Clone)]
pub(super) struct Change {
    before: Tokens,
    /// The same without numbers that are held back now, for authors who do not write them again.
    without_numbers: Option<Tokens>,
    now: Tokens,
    /// The changes, each with the words that differ: the places of these in the two texts.
    changes: Vec<Vec<Differ>>,
    /// What is another one where the words are not.
    form: [String; 2],
}

type Differ = [Range<usize>; 2];

impl Change {
    /// What differs between two texts. `form` says what is another one where the words are not, if nothing else does.
    pub(super) fn new(before: Option<&Wording>, now: Option<&Wording>, form: Option<&str>) -> Change {
        let [before, now] = [before, now].map(|text| text.map(Tokens::new).unwrap_or_default());
        let form = form.map(|what| [format!("{what} as it was released"), format!("{what} in another form")]);
        Change::between(before, now, form.unwrap_or_else(|| IN_ANOTHER_FORM.map(str::to_owned)))
    }

    fn between(before: Tokens, now: Tokens, form: [String; 2]) -> Change {
        let changes = changes(differences(&before.keys(), &now.keys()));
        Change { before, without_numbers: None, now, changes, form }
    }

    /// The same where it is said of words that are among those that changed that they are held back, and where it may be said of some
    /// numbers.
    pub(super) fn hiding(self, words: &[&Tokens], numbers: &[&Tokens]) -> Change {
        let places = self.changes.iter().filter_map(|change| Change::bounds(change.iter()));
        let places: Vec<_> = places.map(|[then, _]| self.before.of_units(&then)).collect();
        let before = self.before.hidden(Some(&places), words);
        let change =
            if before.line() == self.before.line() { self } else { Change::between(before, self.now, self.form) };
        let other = change.before.hidden(None, numbers);
        // Where a reference stands for several words the places are other ones.
        let without_numbers = Some(other).filter(|other| other.len() == change.before.len());
        Change { without_numbers, ..change }
    }

    /// What is quoted of what was released.
    fn quoted(&self, was: &str) -> Option<Quoted> {
        Quoted::of(&self.before, was).or_else(|| Quoted::of(self.without_numbers.as_ref()?, was))
    }

    /// Whether the words are the same.
    pub(super) fn is_form(&self) -> bool {
        self.changes.is_empty()
    }

    /// Whether there were no words.
    pub(super) fn is_added(&self) -> bool {
        self.before.is_empty()
    }

    /// Whether there are no words any more.
    pub(super) fn is_gone(&self) -> bool {
        self.now.is_empty()
    }

    /// The places of the two texts from the first word to the last that differs.
    fn bounds<'d>(mut differ: impl DoubleEndedIterator<Item = &'d Differ>) -> Option<Differ> {
        let [then, is] = differ.next()?;
        let [last_then, last_is] = differ.next_back().unwrap_or(&[then.clone(), is.clone()]).clone();
        Some([then.start..last_then.end, is.start..last_is.end])
    }

    /// The words that differ, from the first to the last, with a few around them.
    pub(super) fn words(&self) -> [String; 2] {
        /// How many words stand before and behind.
        const AROUND: usize = 3;
        let Some([then, is]) = Change::bounds(self.changes.iter().flatten()) else { return self.form.clone() };
        [(&self.before, then), (&self.now, is)].map(|(text, place)| {
            let words = text.of_units(&(place.start.saturating_sub(AROUND)..place.end + AROUND));
            let [start, end] = [words.start > 0, words.end < text.len()].map(|cut| if cut { "…" } else { "" });
            format!("{start}{}{end}", text.text(words, MOST_QUOTED))
        })
    }

    /// The values of `was` and `now` in the corrections that tell of it: one for each change, with the words that differ and no others.
    pub(super) fn lines(&self) -> Vec<[String; 2]> {
        let lines = self.changes.iter().filter_map(|change| {
            let [mut then, mut is] = Change::bounds(change.iter())?;
            // Where words only came or went they are told with the word beside them.
            let mut has_words = self.before.has_word(&then) && self.now.has_word(&is);
            while !has_words && then.start > 0 && is.start > 0 {
                (then.start, is.start) = (then.start - 1, is.start - 1);
                has_words = self.before.has_word(&(then.start..then.start + 1));
            }
            if then.is_empty() || is.is_empty() {
                (then.end, is.end) = (then.end + 1, is.end + 1);
            }
            Some([(&self.before, then), (&self.now, is)].map(|(text, place)| {
                let said = text.text(text.of_units(&place), MOST_QUOTED);
                if said.is_empty() { NO_TEXT.to_owned() } else { said }
            }))
        });
        let mut lines: Vec<_> = lines.collect();
        let mut known = BTreeSet::new();
        lines.retain(|line| known.insert(line.clone()));
        if lines.is_empty() { vec![self.form.clone()] } else { lines }
    }

    /// The first of them.
    pub(super) fn first_line(&self) -> [String; 2] {
        self.lines().into_iter().next().unwrap_or_default()
    }

    /// Whether words are among those that were released.
    pub(super) fn is_said(&self, was: &str) -> bool {
        self.quoted(was).is_some() || self.is_of_form(was, None)
    }

    fn is_of_form(&self, was: &str, is: Option<&str>) -> bool {
        let is_like = |one: &str, at: usize| spaced(one) == self.form[at];
        let is_now = is.map_or(was != HELD_BACK, |is| is_like(is, 1));
        self.is_form() && (was == HELD_BACK || is_like(was, 0)) && is_now
    }

    /// Whether a correction tells of it: its words were released, those that it gives stand there now, and something of them has changed.
    pub(super) fn is_told(&self, was: &str, is: Option<&str>) -> bool {
        self.told(was, is).is_some_and(|told| self.is_form() || told.tells_any(self)) || self.is_of_form(was, is)
    }

    fn told(&self, was: &str, is: Option<&str>) -> Option<Told> {
        let is = match is {
            Some(is) => Some(Quoted::of(&self.now, is)?),
            None => None,
        };
        // Whatever is not told again, in place of what is given.
        let withdrawn = || (was == HELD_BACK && is.is_some()).then(|| Quoted::whole(&self.before));
        Some(Told { was: self.quoted(was).or_else(withdrawn)?, is })
    }

    /// What of it none of the corrections tells that are about this text: each with the words that were released, and those that it gives
    /// for them now. None where they tell all of it.
    pub(super) fn rest(&self, told: &[(&str, Option<String>)]) -> Option<Change> {
        let mut changes = self.changes.clone();
        if self.is_form() {
            let is_told = told.iter().any(|(was, is)| self.is_told(was, is.as_deref()));
            return (!is_told).then(|| self.with(changes));
        }
        let told: Vec<_> = told.iter().filter_map(|(was, is)| self.told(was, is.as_deref())).collect();
        for change in &mut changes {
            let Some(whole) = Change::bounds(change.iter()) else { continue };
            change.retain(|differ| !told.iter().any(|told| told.tells(self, differ, &whole)));
        }
        changes.retain(|change| !change.is_empty());
        (!changes.is_empty()).then(|| self.with(changes))
    }

    /// The same two texts with other changes.
    fn with(&self, changes: Vec<Vec<Differ>>) -> Change {
        Change { changes, ..self.clone() }
    }
}

/// What a correction says of two texts.
struct Told {
    was: Quoted,
    is: Option<Quoted>,
}

impl Told {
    /// Whether it tells words that differ, as a part of one change. Where there were none before, it has to give those that came.
    fn tells(&self, of: &Change, [then, is]: &Differ, whole: &Differ) -> bool {
        let tells = |quoted: &Quoted, text: &Tokens, differ: &Range<usize>, whole: &Range<usize>| {
            quoted.tells(&text.of_units(differ), &text.of_units(whole))
        };
        tells(&self.was, &of.before, then, &whole[0])
            && match &self.is {
                Some(given) => tells(given, &of.now, is, &whole[1]),
                None => !then.is_empty(),
            }
    }

    fn tells_any(&self, of: &Change) -> bool {
        let mut changes = of.changes.iter().filter_map(|change| Some((change, Change::bounds(change.iter())?)));
        changes.any(|(change, whole)| change.iter().any(|differ| self.tells(of, differ, &whole)))
    }
}

/// The places of two texts in which they differ, word by word.
fn differences(old: &[&str], new: &[&str]) -> Vec<Differ> {
    let changes = similar::capture_diff_slices(similar::Algorithm::Myers, old, new);
    let changes = changes.iter().filter(|change| change.tag() != similar::DiffTag::Equal);
    changes.map(|change| [change.old_range(), change.new_range()]).collect()
}

/// The words that differ by the changes that they are part of: what stands between those of one is less than they are, or a word or two.
fn changes(differ: Vec<Differ>) -> Vec<Vec<Differ>> {
    /// How many words are always too few to stand between two changes.
    const FEW: usize = 2;
    let size = |[then, is]: &Differ| then.len().max(is.len());
    let mut changes: Vec<Vec<Differ>> = Vec::new();
    for one in differ {
        let last = changes.last_mut().and_then(|change| Some((Change::bounds(change.iter())?, change)));
        match last {
            Some((whole, change)) if one[0].start - whole[0].end <= size(&whole).min(size(&one)).max(FEW) => {
                change.push(one);
            }
            _ => changes.push(vec![one]),
        }
    }
    changes
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

    const BEFORE: &str = "Each home is seen once a year. The crews came.";
    const NOW: &str = "Each home is seen twice a year. The staff came again.";

    fn left(before: &str, now: &str, told: &[(&str, Option<&str>)]) -> Vec<[String; 2]> {
        let [before, now] = [before, now].map(Wording::from);
        let told: Vec<_> = told.iter().map(|(was, is)| (*was, is.map(str::to_owned))).collect();
        Change::new(Some(&before), Some(&now), None).rest(&told).map(|rest| rest.lines()).unwrap_or_default()
    }

    #[test]
    fn a_correction_tells_what_it_names_and_nothing_else() {
        let left = |told: &[(&str, Option<&str>)]| left(BEFORE, NOW, told);
        let (first, second) = (["once", "twice"], ["crews came", "staff came again"]);
        assert_eq!(left(&[]), [first, second]);
        assert_eq!(left(&[("seen once", Some("seen five times"))]), [first, second], "it does not stand there");
        assert_eq!(left(&[("seen once", Some("seen twice"))]), [second]);
        assert_eq!(left(&[("seen once", None), ("crews", Some("staff"))]), [["came", "came again"]]);
        assert_eq!(left(&[("once", Some("twice")), ("The crews came", Some("The staff came again"))]), [[""; 2]; 0]);
        assert_eq!(left(&[(BEFORE, Some(NOW))]), [[""; 2]; 0]);
    }

    /// What stands between “the first … the last” is told only where it is one change.
    #[test]
    fn what_is_left_out_of_a_quotation_is_one_change() {
        let told = [("seen once … crews came", Some("seen twice … staff came again"))];
        assert_eq!(left(BEFORE, NOW, &told), [[""; 2]; 0], "each is quoted");
        let told = [("home is … crews came", Some("home is … staff came again"))];
        assert_eq!(left(BEFORE, NOW, &told), [["once", "twice"]], "of the first nothing is");
        let one = |from: usize, to: usize| (from..to).map(|at| format!("w{at}")).collect::<Vec<_>>().join(" ");
        let (before, now) = (format!("a {} z", one(0, 40)), format!("a {} z", one(50, 95)));
        let lines = left(&before, &now, &[]);
        assert_eq!(lines[0][0], format!("{} … {}", one(0, 12), one(28, 40)));
        let told: Vec<_> = lines.iter().map(|[was, is]| (was.as_str(), Some(is.as_str()))).collect();
        assert_eq!(left(&before, &now, &told), [[""; 2]; 0]);
    }

    /// Whatever the texts are, who copies the lines has told all.
    #[test]
    fn the_lines_tell_what_they_are_of() {
        let long = |word: &str| vec![word; 60].join(" ");
        let texts = [
            String::new(),
            "A.".to_owned(),
            "… and so on …".to_owned(),
            "A. B".to_owned(),
            long("word"),
            format!("… {} …", long("other")),
            format!("… {} … end", long("more")),
            "A … B".to_owned(),
            "Nothing".to_owned(),
        ];
        for before in &texts {
            for now in texts.iter().filter(|now| *now != before) {
                let lines = left(before, now, &[]);
                assert!(lines.iter().flatten().all(|line| !line.is_empty()), "{before} / {now}");
                let told: Vec<_> = lines.iter().map(|[was, is]| (was.as_str(), Some(is.as_str()))).collect();
                assert_eq!(left(before, now, &told), [[""; 2]; 0], "{before} / {now}: {told:?}");
            }
        }
    }

    /// However long two texts are, what they have in common is set against each other; of those that have little nothing is.
    #[test]
    fn of_long_texts_only_the_words_that_differ_are_told() {
        let text = |every: usize| {
            let word = |at: usize| if at.is_multiple_of(every) { format!("new{at}") } else { format!("w{}", at % 997) };
            (0..60_000).map(word).collect::<Vec<_>>().join(" ")
        };
        let lines = left(&text(usize::MAX), &text(100), &[]);
        assert_eq!(lines.len(), 599);
        assert_eq!(lines[0], ["w100", "new100"]);
        assert_eq!(left(&text(usize::MAX), &text(2), &[]).len(), 1);
        let told = [("w100", Some("new100")), ("w200", Some("new200"))];
        assert_eq!(left(&text(usize::MAX), &text(100), &told).len(), 597);
    }

    /// A number is one word, whatever stands within it.
    #[test]
    fn a_number_is_told_whole() {
        let before = "It cost £3.50 and 12,417 people came at 9:02, 94.4% of 2013-14.";
        let now = "It cost £3.75 and 12,419 people came at 9:12, 94.6% of 2014-15.";
        let numbers =
            [["3.50", "3.75"], ["12,417", "12,419"], ["9:02", "9:12"], ["94.4", "94.6"], ["2013-14", "2014-15"]];
        let lines = left(before, now, &[]);
        for [was, is] in numbers {
            assert!(lines.iter().any(|line| line[0].contains(was) && line[1].contains(is)), "{lines:?}");
        }
        assert_eq!(left("At 1, 2 or 3.", "At 1, 4 or 3.", &[]), [["2", "4"]]);
        assert_eq!(left("a 12,417", "a 12,419", &[("417", Some("419"))]), [["12,417", "12,419"]]);
    }

    /// What changed in the same way at several places is told once.
    #[test]
    fn a_change_that_comes_again_is_told_once() {
        let lines = left("once a b c d crews e f g h once", "twice a b c d staff e f g h twice", &[]);
        assert_eq!(lines, [["once", "twice"], ["crews", "staff"]]);
    }

    #[test]
    fn only_the_words_that_differ_are_told() {
        assert_eq!(left("a b c d e f g", "a b c x e f g", &[]), [["d", "x"]]);
        assert_eq!(left("a b", "a b c", &[]), [["b", "b c"]]);
        assert_eq!(left("b.", "a b.", &[]), [["b", "a b"]]);
        assert_eq!(left("", "a b", &[]), [["nothing", "a b"]]);
        assert_eq!(left("a b", "", &[]), [["a b", "nothing"]]);
        assert_eq!(left("a b c", "a x b c", &[("b", Some("x b"))]), [[""; 2]; 0]);
        assert_eq!(left("a b c", "a x b c", &[("b", None)]), [["a", "a x"]], "what came is not given");
    }
}
