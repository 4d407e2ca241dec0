//! Where a sentence names rows, columns, tables and measures.

use std::collections::BTreeSet;
use std::ops::Range;

use super::names::{Meaning, Name, Named, Names, TableWords};
use crate::book::axis::Axis;
use crate::check::prose::reading::language::keys::{NUMERALS, key};
use crate::check::prose::reading::language::senses::Sense;
use crate::check::prose::reading::language::tokens::stem;
use crate::check::prose::reading::language::words::{Gap, Words};

impl<'a> Names<'a> {
    /// The tables that words name as no other: by a word of their own, or by a row or column of theirs.
    pub(crate) fn tables_named(&self, words: &Words<'_>) -> BTreeSet<usize> {
        // One word that other texts have as well, such as “returns”, is not yet the name of a table of several.
        let stems: BTreeSet<_> = (0..words.len()).map(|at| key(words, at)).collect();
        let is_told = |table: &TableWords<'_>| {
            let told = stems.iter().filter(|stem| table.own.contains(**stem)).count();
            told > 0 && told >= table.own.len().min(2)
        };
        let told = self.tables.iter().enumerate().filter(|(_, table)| is_told(table));
        let mut tables: BTreeSet<_> = told.map(|(at, _)| at).collect();
        for named in self.find(words) {
            let has = |table: &usize| named.means.iter().any(|meaning| self.is_of(meaning, *table));
            let mut of = (0..self.tables.len()).filter(has);
            tables.extend(of.next().filter(|_| of.next().is_none()));
        }
        tables
    }

    /// Whether a table has what a name stands for.
    fn is_of(&self, meaning: &Meaning<'_>, table: usize) -> bool {
        match meaning {
            Meaning::Member(axis, member) => {
                let has = |known: &Axis| known.key == *axis && known.members.iter().any(|its| its.key == *member);
                self.axes(table).iter().any(|known| has(known))
            }
            Meaning::Whole(axis) => self.axes(table).iter().any(|known| known.key == *axis),
            Meaning::Table(at) => *at == table,
            Meaning::Cell(path) => path.table_position() == table,
        }
    }

    /// The names in a sentence, the longest at each place; those of members apart from the others, which can overlap them.
    pub(crate) fn find(&self, words: &Words<'_>) -> Vec<Named<'a>> {
        let mut found = Vec::new();
        let (mut members, mut others) = (0, 0);
        for at in 0..words.len() {
            let Some(names) = self.names.get(key(words, at)) else { continue };
            if at >= members
                && let Some(named) =
                    self.by_order(words, at, found.last()).filter(|named| named.tokens.start >= members)
            {
                members = named.tokens.end;
                found.push(named);
                continue;
            }
            let matched = names.iter().filter_map(|name| Some((end(words, at, &name.stems)?, name)));
            let matched = matched.filter(|(end, _)| !self.is_adjunct(words, &(at..*end)));
            let matched = matched.chain(names.iter().filter_map(|name| Some((self.shared(words, at, name)?, name))));
            let (mut of_axis, mut of_table): (Option<Named<'a>>, Option<Named<'a>>) = (None, None);
            for (end, name) in matched {
                for (slot, is_of_axis, from) in [(&mut of_axis, true, members), (&mut of_table, false, others)] {
                    let means: Vec<_> =
                        name.means.iter().filter(|meaning| meaning.is_of_axis() == is_of_axis).copied().collect();
                    let is_longer = slot.as_ref().is_none_or(|slot| slot.tokens.end < end);
                    if !means.is_empty() && is_longer && at >= from {
                        *slot = Some(Named { tokens: at..end, means });
                    }
                }
            }
            if let Some(mut named) = of_axis {
                if let Some((tokens, means)) = self.beyond(words, &named.tokens) {
                    named = Named { tokens, means };
                }
                members = named.tokens.end;
                let listed = self.listed(words, &named);
                found.push(named);
                members = listed.last().map_or(members, |named| named.tokens.end);
                found.extend(listed);
            }
            if let Some(named) = of_table {
                others = named.tokens.end;
                found.push(named);
            }
        }
        found
    }

    /// Where a name ends whose last word stands behind another name alone: “red or other blue people”.
    fn shared(&self, words: &Words<'_>, at: usize, name: &Name<'a>) -> Option<usize> {
        let (last, first) = name.stems.split_last().filter(|(_, first)| !first.is_empty())?;
        let end = end(words, at, first)?;
        let next = end + words.find(end, |sense| sense == Sense::And)?;
        let is_of_axis = |other: &Name<'a>| {
            other.means.iter().any(|other| name.means.iter().any(|meaning| meaning.is_of_same_axis(other)))
        };
        let others = self.names.get(words.get(next).map(|_| key(words, next))?)?;
        let is_other = |other: &&Name<'a>| {
            other.stems.len() > 1
                && other.stems.last() == Some(last)
                && is_of_axis(other)
                && self::end(words, next, &other.stems).is_some()
        };
        others.iter().any(|other| is_other(&other)).then_some(end)
    }

    /// Whether a name of one word says of what kind the thing behind it is, and that is nothing of the return: “register office”.
    fn is_adjunct(&self, words: &Words<'_>, name: &Range<usize>) -> bool {
        let (word, behind) = (name.start, name.end);
        name.len() == 1
            && words.is_word(behind)
            && words.is_word(word)
            && stem(words.text(word)) == words.text(word)
            && words.tokens[behind].gap == Gap::Space
            // “Paper cost £12”.
            && !(words.is_digits(behind + 1) || words.is(behind + 1, Sense::Money))
            && !words.senses(behind).any(|_| true)
            && !self.knows(key(words, behind))
    }

    /// The further numbers of a list such as “Levels 2 and 3” or “Categories 1, 2 and 3”.
    fn listed(&self, words: &Words<'_>, first: &Named<'a>) -> Vec<Named<'a>> {
        let Range { start, end } = first.tokens;
        let Some(number) = end.checked_sub(1).filter(|number| *number > start) else { return Vec::new() };
        if !NUMERALS.contains(&key(words, number)) {
            return Vec::new();
        }
        let head: Vec<_> = (start..number).map(|at| key(words, at)).collect();
        let is_plural = stem(words.text(number - 1)) != words.text(number - 1) && words.text(number - 1).ends_with('s');
        let mut found = Vec::new();
        let (mut at, mut is_list) = (end, is_plural);
        loop {
            let comma = usize::from(words.is_sign(at, &[",", "/"]));
            let and = usize::from(words.find(at + comma, |sense| matches!(sense, Sense::And | Sense::To)).is_some());
            let next = at + comma + and;
            // “Steps 2 and 3, one in four”: a list goes on as it began, in digits or in words.
            let is_other = words.is_digits(number) != words.is_digits(next);
            // “Level 1, 2 and 3”.
            let goes_on = || {
                words.is_sign(at, &[","])
                    && words.is(next + 1, Sense::And)
                    && NUMERALS.contains(&words.get(next + 2).unwrap_or_default())
            };
            is_list |= goes_on() || words.get(at + comma) == Some("or");
            if comma + and == 0 || (and == 0 && !is_plural && !goes_on()) || next >= words.len() || is_other {
                return found;
            }
            let numeral = key(words, next);
            // “31 at Level 2 and three at Level 3”: a number of its own.
            let is_own = !is_list
                && (!words.is_digits(next)
                    || words.senses(next + 1).any(|(_, sense)| {
                        matches!(sense, Sense::At | Sense::In | Sense::Preposition | Sense::Verb | Sense::Of)
                    }));
            if is_own {
                return found;
            }
            let stems: Vec<_> = head.iter().copied().chain([numeral]).collect();
            let names = self.names.get(head[0]).into_iter().flatten();
            let Some(name) = names.into_iter().find(|name| name.stems == stems) else { return found };
            let means = name.means.iter().filter(|meaning| meaning.is_of_axis()).copied().collect();
            found.push(Named { tokens: next..next + 1, means });
            at = next + 1;
        }
    }
}

/// Where a name ends that begins at a token. Articles may stand within it, as in “loss of their licence”.
fn end(words: &Words<'_>, start: usize, stems: &[String]) -> Option<usize> {
    let mut at = start;
    for (nth, stem) in stems.iter().enumerate() {
        while nth > 0 && at < words.len() && words.is(at, Sense::Article) && key(words, at) != stem {
            at += 1;
        }
        if at >= words.len() || key(words, at) != stem {
            return None;
        }
        at += 1;
    }
    Some(at)
}
