//! What the words of a language can mean where numbers are told.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::tokens::pieces;
use crate::text::pattern::Pattern;

/// How exact a number is meant to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Bound {
    /// As it stands.
    Exact,
    /// Rounded.
    About,
    /// Rounded up: what is meant is a little less.
    Below,
    /// What is meant is more.
    Above,
    /// Rounded down: what is meant is a little more.
    JustAbove,
    AtLeast,
    AtMost,
}

/// Which way a figure went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    Rise,
    Fall,
    /// It changed.
    Either,
    /// It did not change.
    Same,
}

/// What a word or phrase can mean where numbers are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sense {
    /// A number below a hundred.
    Number(u64),
    /// What the number before is multiplied by.
    Scale(u64),
    /// Two.
    Pair,
    /// None.
    Zero,
    /// One part of so many; the first of them is an ordinal as well.
    Part(u64),
    Percent,
    /// Percentage points.
    Points,
    /// The ending of an ordinal.
    Ordinal,
    Bound(Bound),
    /// A word before a number that leaves it as exact as it is.
    Only,
    Month(u8),
    /// What a duration is measured in.
    Span,
    /// What distances, weights and money are measured in.
    Measure,
    /// How often something happens.
    Times,
    /// A word before an age.
    Aged,
    /// A word behind an age.
    Old,
    /// A word before the name of a person.
    Title,
    /// A sign before an amount of money.
    Money,
    /// A word before a number that makes it a name.
    Label,
    /// A word before a telephone number.
    Call,
    /// A word behind the number of a house.
    Street,
    LastYear,
    /// The year that ends with the day that was told before, or else the year before.
    YearUpTo,
    /// So many years before.
    YearsAgo(u16),
    /// So many years after what was told.
    YearsOn(u16),
    /// A year, behind a number of them.
    Year,
    /// Behind a stretch of time by which something was before.
    Earlier,
    /// The same seen from now.
    Ago,
    /// The same for what was after.
    Later,
    /// The report's own period, of so many months; 0 for any.
    This(u8),
    /// On the day of the count, of a period of so many months; 0 for any.
    OnDay(u8),
    /// Over the whole year.
    OverYear,
    /// Over a period of so many months; 0 for any.
    Over(u8),
    /// The period before, of so many months; 0 for any.
    Before(u8),
    /// A part of a year: so many months, and the how many-th.
    PartOfYear(u8, u8),
    /// The last day of what follows.
    EndOf,
    /// The day before the first day of what follows.
    StartOf,
    /// The first day of a year, when figures are those of the end of the year before.
    YearOpened,
    /// The year before, or the one that has just ended.
    Lately,
    /// A word before a number below zero.
    Minus,
    /// What is told as a size and stands below zero: a deficit.
    Deficit,
    /// The opposite: a surplus.
    Surplus,
    /// Over more or less than a period.
    LongTime,
    Nation,
    /// Another area, or a region.
    Elsewhere,
    Way(Way),
    /// A noun that tells a change.
    Growth,
    /// A change by a factor.
    Factor(u64, u64),
    /// A factor where what it is told of follows: “twice as many”, “half the rate”.
    Fold(u64, u64),
    /// Behind a factor, where “as” or what it is a factor of follows.
    AsMany,
    /// Behind a factor, before what it is a factor of.
    TheNumber,
    As,
    /// Stands for the number before it.
    SameNumber,
    /// More or less, behind a number.
    More,
    Than,
    From,
    To,
    By,
    Between,
    /// Before what something is set against.
    Compared,
    Of,
    In,
    At,
    OutOf,
    Per,
    /// Before a part of what was counted just before.
    Subset,
    /// Before what is said not to be so.
    Not,
    /// Tells that a number is a mean.
    Average,
    /// Tells that a number is a median.
    Median,
    /// Everything together.
    Together,
    And,
    /// Between the parts of a number.
    Link,
    /// Behind a number that is the least or the most.
    OrMore,
    OrLess,
    /// The highest or lowest of rows or columns that are called by numbers.
    End(Way),
    /// Behind the first or last year of an age.
    OrOlder,
    /// Before or after noon.
    HalfDay,
    Weekday,
    /// Where one figure stands beside another.
    Beside,
    /// Before a number that is known.
    The,
    /// Before the time up to which something is told.
    Until,
    /// Before the day from which on something is told.
    Since,
    /// Before a period over the whole of which something is told.
    During,
    /// For a number of so many people.
    Rate,
    /// Before what a part leaves: “all but”.
    AllBut,
    /// One, before a part.
    An,
    /// Any of so many.
    Any(u8),
    /// Some of a whole, without a number.
    Some,
    /// All that a share is told of.
    Whole,
    /// Before what those before it come to.
    Sum,
    /// Before a number by which something is more than what it is set against.
    Extra,
    /// Before a verb that tells what is so at present: “we manage”.
    Subject,
    /// Those who wrote the report.
    Us,
    /// Behind a number that is told for a part of a year, of which the year has so many.
    PerSpan(u16),
    /// Beside a number that is that of each of several things.
    Alike,
    /// Begins a sentence that says what the last number of the one before counts.
    ToldOn,
    /// Behind or before how many each of what was counted has.
    Each,
    /// Before another place that is told of beside what the sentence is about.
    Aside,
    /// The largest or smallest of some figures.
    Extreme(Way),
    /// The areas of a book.
    Area,
    /// Whoever writes, and where that is.
    Speaker,
    /// Sets one thing beside another: “a similar scheme”.
    Likeness,
    /// Before those with whom something is done.
    With,
    /// Begins another clause.
    But,
    /// Begins a clause that goes on with the place or time before it.
    Relative,
    /// What ought to be rather than what is.
    Modal,
    /// Begins a sentence that tells what is not so.
    Suppose,
    /// Tells what would follow from it.
    Would,
    Verb,
    /// What something is, as said of all of its kind.
    Present,
    /// A verb before what something is.
    Copula,
    Preposition,
    Article,
    Respectively,
    /// Can narrow down what is counted, or count something beside it, in a way that no form knows.
    Narrows,
    /// Before or behind what something leaves of a whole.
    Rest,
    /// Before what is not counted.
    Apart,
    /// One person, of whom an age can be told.
    Somebody,
    /// A part of a year that has a name.
    Season,
    /// Stands for something that was said before.
    Pronoun,
    /// Says nothing of what is counted.
    Plain,
}

/// The words of a language.
pub(crate) struct Language {
    /// The first part of its BCP 47 tag.
    tag: &'static str,
    rows: &'static [(Sense, &'static str)],
    phrases: OnceLock<Phrases>,
    /// What stands in every text with a number.
    numbers: OnceLock<Pattern>,
}

/// Phrases by their first words.
pub(super) type Phrases = HashMap<&'static str, Vec<(Vec<&'static str>, Sense)>>;

impl Language {
    pub(crate) const fn new(tag: &'static str, rows: &'static [(Sense, &'static str)]) -> Self {
        Language { tag, rows, phrases: OnceLock::new(), numbers: OnceLock::new() }
    }

    /// Whether a BCP 47 tag asks for this language.
    pub(crate) fn is(&self, tag: &str) -> bool {
        tag.split('-').next().is_some_and(|first| first.eq_ignore_ascii_case(self.tag))
    }

    /// Whether a word in lower case begins one of its phrases: it is no name.
    pub(crate) fn knows(&self, word: &str) -> bool {
        self.phrases().contains_key(word)
    }

    /// Whether a text in lower case says what the number before it counts: “that is how many”.
    pub(crate) fn tells_on(&self, text: &str) -> bool {
        let rows = self.rows.iter().filter(|(sense, _)| *sense == Sense::ToldOn);
        rows.flat_map(|(_, row)| row.split('|')).any(|phrase| text.starts_with(phrase))
    }

    /// Whether a number may stand in a text.
    pub(crate) fn tells(&self, text: &str) -> bool {
        let numbers = self.numbers.get_or_init(|| {
            let tells = |sense: &Sense| {
                matches!(
                    sense,
                    Sense::Number(_)
                        | Sense::Zero
                        | Sense::Part(_)
                        | Sense::Factor(..)
                        | Sense::Fold(..)
                        | Sense::Scale(_)
                        | Sense::Pair
                )
            };
            let words = self.rows.iter().filter(|(sense, _)| tells(sense)).flat_map(|(_, row)| row.split('|'));
            let words: Vec<_> = words.filter(|word| word.len() > 1).collect();
            Pattern::new(&format!(r"(?i)\d|\b(?:{})\b", words.join("|")))
        });
        numbers.is_match(text)
    }

    pub(super) fn phrases(&self) -> &Phrases {
        self.phrases.get_or_init(|| {
            let mut phrases = Phrases::new();
            let all = self.rows.iter().flat_map(|(sense, row)| row.split('|').map(move |phrase| (*sense, phrase)));
            for (sense, phrase) in all {
                let mut words = pieces(phrase).map(|(range, _)| &phrase[range]);
                if let Some(first) = words.next() {
                    phrases.entry(first).or_default().push((words.collect(), sense));
                }
            }
            phrases
        })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use crate::check::prose::reading::language::english::ENGLISH;

    #[test]
    fn no_row_holds_a_phrase_twice() {
        for (sense, phrases) in ENGLISH.rows {
            let mut known = BTreeSet::new();
            let twice: Vec<_> = phrases.split('|').map(str::trim).filter(|phrase| !known.insert(*phrase)).collect();
            assert!(twice.is_empty(), "{sense:?}: {twice:?}");
        }
    }
}
