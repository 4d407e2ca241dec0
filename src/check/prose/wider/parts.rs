//! Whether a number is told as a part of what was counted before it, or as what others leave.

use crate::book::path::CellPath;
use crate::book::report::Report;
use crate::check::prose::accounts::holds;
use crate::check::prose::cells::{Fit, place, tables};
use crate::check::prose::closed::Said;
use crate::check::prose::reading::language::senses::Sense;
use crate::check::prose::reading::parts::names::Meaning;
use crate::check::prose::reading::parts::numbers::Amount;
use crate::check::prose::reading::roles::Role;
use crate::check::prose::reading::segments::Joint;
use crate::check::prose::reading::sentence::Item;
use crate::check::prose::returns::{Around, Candidate, Measured, Returns};
use crate::quantity::Quantity;

impl<'a> Said<'_, '_, 'a> {
    /// Whether the number is told of some of what was counted before it: “two of them”.
    pub(crate) fn is_of_them(&self) -> bool {
        let segment = &self.segments[self.claim.segment];
        let is_subset = |at: usize| self.sentence.words.find(at, |sense| sense == Sense::Subset).is_some();
        segment.joint == Joint::Subset || is_subset(segment.right.start)
    }

    /// Whether a share is told of what was counted before it: “the 12 are 1.9% of them”.
    pub(crate) fn is_share_of_them(&self, around: &Around<'a>) -> bool {
        let is_share = matches!(self.claim.mention.amount, Amount::Percent(_) | Amount::Share(..));
        // “Two of the seven came back. That is more than a quarter.”
        let is_told = self.is_of_them() || self.claim.is_part_of_before;
        is_share && is_told && !(around.told.is_empty() && around.scopes.is_empty())
    }

    /// Whether the cell of a table says no more than that a total is a hundred per cent of itself.
    pub(crate) fn is_all_of_total(&self, around: &Around<'a>) -> bool {
        let mention = self.claim.mention;
        let mut means = around.scopes.iter().flat_map(|scope| &scope.members).flat_map(|member| &*member.means);
        mention.percentage() == Some(100.into())
            && mention.tokens == (0..self.sentence.words.len())
            && !means.any(|meaning| matches!(meaning, Meaning::Member(..)))
    }

    /// The number at a position among those of the sentence, where it is told exactly.
    pub(super) fn number(&self, at: usize) -> Option<Quantity> {
        match &self.sentence.items[self.segments.get(at)?.item].1 {
            Item::Mention(mention) => mention.number().filter(|_| mention.is_exact()),
            Item::Exempt(_) => None,
        }
    }

    /// Whether the number is told as a part of so many, and no total over a figure is as many: “17 of these 25”.
    pub(crate) fn is_of_other_whole(&self, figure: &Candidate<'a>) -> bool {
        let whole = self.number(self.claim.segment + 1).filter(|_| self.claim.is_of_whole);
        let figures = &figure.report.figures;
        whole.zip(figure.cell()).is_some_and(|(whole, cell)| {
            let paths = figures.grid(cell.table_position()).map(|grid| grid.paths()).unwrap_or_default();
            !paths.into_iter().any(|total| total.covers(cell) && figures.number(total) == Some(whole))
        })
    }

    /// Whether the number is one of a list of parts of what was counted before it: “seven came back: four reds, three blues”.
    pub(crate) fn is_read_out(&self) -> bool {
        let before = self.segments[..=self.claim.segment].iter().rev();
        let mut before = before.skip_while(|segment| segment.joint == Joint::List);
        before.next().is_some_and(|first| first.joint == Joint::Subset)
    }

    /// The parts, by the row or column that the number names, of what was counted before it, where it is told of some of that: “13 came,
    /// ten of them reds”.
    pub(crate) fn parts(&self, returns: &Returns<'a>, told: &[(Fit, &'a Report)]) -> Vec<Candidate<'a>> {
        let own = &self.claim.own;
        let is_part =
            self.claim.role == Role::Level && !self.claim.is_rest && own.times.is_empty() && !own.members.is_empty();
        if !is_part || !(self.is_of_them() || self.is_read_out()) {
            return Vec::new();
        }
        let part = |(fit, report): &(Fit, &'a Report)| {
            let ([whole], names) = (fit.cells.as_slice(), returns.names(report)) else { return None };
            let axes = names.axes(whole.table_position());
            let cell = own.members.iter().try_fold(*whole, |cell, member| {
                let (axis, position) = member.means.iter().find_map(|meaning| place(axes, *meaning))?;
                Some(cell.at(axis, position))
            })?;
            (cell != *whole).then(|| Candidate::level(report, cell))
        };
        told.iter().filter_map(part).filter(|part| holds(self.claim, Role::Level, part)).collect()
    }

    /// Whether it is one of such a list behind a colon.
    pub(crate) fn is_behind_colon(&self) -> bool {
        let mut before = self.segments[..=self.claim.segment].iter().rev();
        let first = before.find(|segment| segment.joint != Joint::List).map(|first| first.left.start);
        let is_colon = |at: usize| self.sentence.words.is_sign(at, &[":"]);
        self.is_read_out() && first.is_some_and(|first| is_colon(first) || first > 0 && is_colon(first - 1))
    }

    /// Whether a part of what was counted before is told by its row or column in that table, and a figure is one of another table.
    pub(crate) fn is_off_list(&self, returns: &Returns<'a>, around: &Around<'a>, figure: &Candidate<'a>) -> bool {
        let own = &self.claim.own;
        let has = |(fit, report): &(Fit, &'a Report)| {
            let Some(cell) = fit.cells.first() else { return false };
            let names = returns.names(report);
            let axes = names.axes(cell.table_position());
            own.members.iter().all(|member| member.means.iter().any(|meaning| place(axes, *meaning).is_some()))
        };
        // “78 at Step 2: 49 reds, 18 blues” are those at Step 2.
        let first = self.segments[..=self.claim.segment].iter().rposition(|segment| segment.joint != Joint::List);
        let whole = first.and_then(|first| self.number(first.checked_sub(1)?));
        let is_whole = |(fit, report): &&(Fit, &'a Report)| whole.is_some() && fit.value(&report.figures) == whole;
        let is_in = |told: &CellPath| figure.fit.cells.iter().all(|cell| told == cell || told.covers(*cell));
        let mut wholes = around.told.iter().filter(is_whole).peekable();
        let is_listed = self.is_of_them() || self.is_behind_colon();
        let is_outside = is_listed && wholes.peek().is_some() && !wholes.any(|(fit, _)| fit.cells.iter().any(is_in));
        let told = || around.told.iter().filter_map(|(fit, _)| fit.cells.first()).map(|told| told.table_position());
        let table = figure.fit.cells.first().map(|cell| cell.table_position());
        matches!(figure.measured, Measured::Level(_))
            && self.claim.role == Role::Level
            && (self.is_of_them() || self.is_read_out())
            && own.times.is_empty()
            && !own.members.is_empty()
            && around.told.iter().any(has)
            && tables(&returns.names(figure.report), own).is_empty()
            && (is_outside || told().all(|told| Some(told) != table))
    }

    /// Whether what is left is told behind a part: “eleven of these were red and nine were others”.
    pub(crate) fn is_rest_of_part(&self) -> bool {
        let is_subset = |at: usize| self.sentence.words.find(at, |sense| sense == Sense::Subset).is_some();
        let before = self.claim.segment.checked_sub(1).map(|before| &self.segments[before]);
        self.tells_rest() && before.is_some_and(|before| is_subset(before.right.start))
    }

    /// Whether the number is told as what is left of others: “the other 12”, “and 12 were not”.
    pub(crate) fn tells_rest(&self) -> bool {
        let (segment, words) = (&self.segments[self.claim.segment], &self.sentence.words);
        let is_last = |at: usize| words.is(at, Sense::Not) && !words.is_word(at + 1);
        let before = self.claim.segment.checked_sub(1).map(|before| &self.segments[before]);
        let is_apart = |at: usize| words.find(at, |sense| sense == Sense::Apart).is_some();
        let is_left = before.is_some_and(|before| before.own(&before.left).any(is_apart));
        let mut own = segment.own(&segment.left).chain(segment.own(&segment.right));
        let is_other = own.any(|at| words.is(at, Sense::Rest) && !self.sentence.is_within_name(at));
        // “The rest of the 1,261, 284, were blue.”
        let is_rest = |at: usize| words.is(at, Sense::Rest) && words.is(at + 1, Sense::Of);
        let is_other = is_other || before.is_some_and(|before| before.own(&before.left).any(is_rest));
        is_left || is_other || segment.own(&segment.right).any(is_last)
    }
}
