//! Figures that were released and are held back now, and what told them: no correction tells them again.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::states::Comparison;
use super::wording::MARKS;
use super::words::Tokens;
use crate::book::Book;
use crate::book::cell::{Absence, Cell};
use crate::book::path::CellPath;
use crate::book::report::{Correction, HELD_BACK, Report};
use crate::diagnostic::{Diagnostic, Severity};
use crate::release::rules::IDLE;
use crate::source::{FileId, Span};
use crate::text::number;

/// A report as it was released, and as it is.
pub(super) type Pair<'a> = (&'a Report, &'a Report);

/// The figures that were released and are held back now.
pub(super) struct Withdrawn {
    /// The book as it was released, with these figures held back.
    held: Book,
    /// Their numbers as texts have them, by their first word, each with the key of its area.
    numbers: BTreeMap<String, Vec<(String, Tokens)>>,
    /// The words that tell one, each with the file of the text.
    told: Vec<(FileId, Tokens)>,
}

impl Withdrawn {
    /// Those of some reports; none where there are none.
    pub(super) fn new(of: &Comparison<'_>, pairs: &[Pair<'_>]) -> Option<Withdrawn> {
        let hidden: Vec<_> =
            pairs.iter().map(|pair| (*pair, cells(*pair, pairs, pair.1.area.key == of.now.nation.key))).collect();
        let hidden: Vec<_> = hidden.into_iter().filter(|(_, cells)| !cells.is_empty()).collect();
        if hidden.is_empty() {
            return None;
        }
        let hold = |report: &Arc<Report>| {
            let Some((_, cells)) = hidden.iter().find(|((before, _), _)| std::ptr::eq(*before, &**report)) else {
                return Arc::clone(report);
            };
            let mut figures = report.figures.as_ref().clone();
            cells.iter().for_each(|path| figures.put(*path, &Cell::absent(Absence::Confidential)));
            Arc::new(Report { figures: Arc::new(figures), ..Report::clone(report) })
        };
        let all = |reports: &[Arc<Report>]| reports.iter().map(hold).collect();
        let held = of.before.with_reports(all(&of.before.reports), all(&of.before.national));
        let typed = |number: &str| {
            let number = number.trim_matches(|sign: char| !sign.is_ascii_digit());
            [number.replace(',', ""), number.to_owned()]
        };
        let mut known = BTreeSet::new();
        for ((before, now), cells) in &hidden {
            let written = cells.iter().filter_map(|path| before.figures.number(*path)).map(number::written);
            // So are those that it was corrected from.
            let earlier = before.corrections.iter().filter(|one| is_of_hidden(one, now));
            let written = written.chain(earlier.map(|one| one.was.to_string()));
            known.extend(written.flat_map(|number| typed(&number)).map(|number| (now.area.key.clone(), number)));
        }
        let mut numbers = BTreeMap::<_, Vec<_>>::new();
        for (area, number) in known {
            let number = Tokens::new(&number.into());
            numbers.entry(number.first().to_owned()).or_default().push((area, number));
        }
        let told = (of.telling)(&held).into_iter().filter_map(|span| {
            let text = of.then.text(span.file).ok()?;
            Some((span.file, Tokens::new(&text.get(span.start as usize..span.end as usize)?.into())))
        });
        let told = told.collect();
        Some(Withdrawn { held, numbers, told })
    }

    /// A report that was released, as it would have been with these figures held back.
    pub(super) fn of(&self, before: &Report) -> Option<(&Book, &Report)> {
        Some((&self.held, self.held.report(&before.area.key, before.period)?))
    }

    /// The words that tell such a figure, wherever they stand in a text of a file, which is one of an area or of the book: what is read
    /// so, and numbers that are hardly those of something else.
    pub(super) fn telling(&self, file: FileId, area: Option<&str>) -> Vec<&Tokens> {
        let told = self.told.iter().filter(|(of, _)| *of == file).map(|(_, words)| words);
        told.chain(self.rare(area)).collect()
    }

    /// Their numbers that are hardly those of something else. Small ones are everywhere.
    fn rare(&self, area: Option<&str>) -> impl Iterator<Item = &Tokens> {
        self.numbers.values().flatten().filter(move |one| is_rare(one, area)).map(|(_, number)| number)
    }

    /// All of their numbers, in place of which an author may write that they are held back.
    pub(super) fn numbers(&self) -> Vec<&Tokens> {
        self.numbers.values().flatten().map(|(_, number)| number).collect()
    }

    /// Whether what a correction says was published, or is that with [`HELD_BACK`] in place of some of their numbers.
    pub(super) fn is_published(&self, published: &[Tokens], says: &[Tokens]) -> bool {
        let numbers = |first: &str| self.beginning(first).iter().map(|(_, number)| number);
        published.len() == says.len() && published.iter().zip(says).all(|(then, is)| then.is_hidden_in(is, numbers))
    }

    /// Their numbers that begin with a word.
    fn beginning(&self, word: &str) -> &[(String, Tokens)] {
        self.numbers.get(word).map_or(&[], Vec::as_slice)
    }

    /// Whether a text of a correction has a number of theirs: any of the area's own, or one that is hardly one of something else.
    pub(super) fn has_number(&self, text: &str, area: Option<&str>) -> bool {
        let text = Tokens::new(&text.into());
        let is_theirs = |one: &&(String, Tokens)| area == Some(one.0.as_str()) || is_rare(one, area);
        text.has(|first| self.beginning(first).iter().filter(is_theirs).map(|(_, number)| number))
    }
}

/// Whether a number of an area is hardly one of something else in a text, which is one of an area or of the book.
fn is_rare((of, number): &(String, Tokens), area: Option<&str>) -> bool {
    let digits = number.line().chars().filter(char::is_ascii_digit).count();
    digits >= if area == Some(of) { 2 } else { 4 }
}

/// The cells of a report as it was released that have no number now because figures are held back.
fn cells((before, now): Pair<'_>, all: &[Pair<'_>], is_of_nation: bool) -> Vec<CellPath> {
    let holds_back = |report: &Report| report.figures.entries().any(|(_, entry)| entry.cell.is_held_back());
    let of_areas = || all.iter().filter(|(_, other)| is_of_nation && other.period == now.period);
    let rests_on_held_back = || holds_back(now) || of_areas().any(|(_, area)| holds_back(area));
    let lost = now.figures.entries().filter_map(|(path, entry)| {
        let then =
            before.figures.cell(&now.figures.address(path)).filter(|then| before.figures.number(*then).is_some())?;
        let is_worked_out = || before.figures.entry(then).is_some_and(|then| then.computed.is_some());
        let is_lost = entry.cell.is_held_back() || entry.cell.value.is_err() && is_worked_out() && rests_on_held_back();
        is_lost.then_some(then)
    });
    lost.collect()
}

/// The words of the lines of a correction, and its references as they are.
pub(super) fn parts(text: &str) -> Vec<Tokens> {
    text.replace(MARKS, " ").split('\n').map(|line| Tokens::new(&line.into())).collect()
}

/// Whether a correction is one of a cell that is held back now.
pub(super) fn is_of_hidden(one: &Correction, now: &Report) -> bool {
    let cell = one.cell.as_ref().and_then(|(cell, _)| now.figures.entry(now.figures.cell(cell)?));
    cell.is_some_and(|entry| entry.cell.is_held_back()) && !one.was.starts_with('[')
}

/// The finding for a correction that was published, with a number in it that is held back now. In a text it can be that of something else.
pub(super) fn has_number(place: Span) -> Diagnostic {
    let finding = IDLE.at(place, "this correction was published, and has a number in it that is held back now");
    let help = format!("if it is that figure write `{HELD_BACK}` in place of it, and leave the rest as it is");
    Diagnostic { severity: Severity::Warning, ..finding.help(help) }
}
