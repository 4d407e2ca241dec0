//! Sentences that send readers to a table or chart in which the figures that they tell do not stand.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

use crate::book::narrative::{Asks, Target};
use crate::check::context::ReportContext;
use crate::check::narrative::leads::NOWHERE;
use crate::check::prose::accounts::{Account, Number};
use crate::check::prose::passage::{FIGURE, Passage};
use crate::check::prose::read::Read;
use crate::check::prose::reading::roles::Role;
use crate::check::prose::returns::{Candidate, Measured};
use crate::check::prose::unfilled::sentence_around;
use crate::diagnostic::{Diagnostic, Severity};
use crate::page::words::Subject;
use crate::quantity::Quantity;
use crate::query::reference;
use crate::text::pattern::Pattern;

/// A reference that its sentence names as the place of what it tells: “as Table 2 shows”, “Table 2 shows that”, “(Table 2)”, “see Table 2.”
static POINTS: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::new(
        r"(?i)\b(?:as|according to)(?: [a-z]+){0,4} \x{FFFC}|\bsee \x{FFFC}(?:[).;,]|$)|\(\x{FFFC}\)|\x{FFFC}(?: above| below)? (?:gives|lists|says|sets out|shows|tells)\b",
    )
});

/// Words that set what a table shows against what the sentence tells.
static AGAINST: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::new(
        r"(?i)\b(?:against|apart|besides?|but|compared?|differs?|excludes?|nor|not|other|though|unlike|whereas|while|yet)\b|;",
    )
});

/// A number of a sentence, as far as it says which table it can stand in.
struct Told {
    range: Range<usize>,
    /// The tables of the figures that it can be; none where that is not known.
    tables: Option<BTreeSet<usize>>,
    number: Option<Quantity>,
}

/// The numbers of a passage that sends readers to tables or charts.
pub(super) struct Pointed<'c, 'a> {
    context: &'c ReportContext<'a>,
    passage: &'c Passage,
    /// Where each reference to a table or chart stands, and the position of its table.
    seen: Vec<(usize, usize)>,
    told: Vec<Told>,
}

impl<'c, 'a> Pointed<'c, 'a> {
    pub(super) fn new(context: &'c ReportContext<'a>, passage: &'c Passage) -> Self {
        let places = passage.text.match_indices(FIGURE).map(|(at, _)| at);
        let seen = places.zip(&passage.asks).filter_map(|(at, asks)| Some((at, table(context, asks)?)));
        Pointed { context, passage, seen: seen.collect(), told: Vec::new() }
    }

    /// Keeps a number.
    pub(super) fn tell(&mut self, read: &Read<'_, '_>) {
        if self.seen.is_empty() {
            return;
        }
        let is_own = |held: &Candidate<'_>| std::ptr::eq(held.report, self.context.report);
        let positions = |held: &[Candidate<'_>]| {
            let cells = held.iter().flat_map(|held| &held.fit.cells);
            let are_levels = held
                .iter()
                .all(|held| is_own(held) && matches!(held.measured, Measured::Level(_)) && held.fit.is_specific);
            are_levels.then(|| cells.map(|cell| cell.table_position()).collect())
        };
        let (tables, number) = match &read.number {
            Number::Exempt(_) => return,
            Number::Claim(claim, Account::None) => (Some(BTreeSet::new()), claim.mention.number()),
            Number::Claim(claim, Account::Held { held, .. }) if claim.role == Role::Level => {
                (positions(held), claim.mention.number())
            }
            Number::Reference { claim, given: Some(given), .. } => {
                (positions(std::slice::from_ref(given)), claim.mention.number())
            }
            _ => (None, None),
        };
        self.told.push(Told { range: read.range.clone(), tables, number });
    }

    /// The findings for references to a table that has none of the figures of its sentence.
    pub(super) fn findings(&self) -> Vec<Diagnostic> {
        self.seen.iter().filter_map(|(at, _)| self.finding(*at)).collect()
    }

    fn finding(&self, at: usize) -> Option<Diagnostic> {
        let place = at..at + FIGURE.len_utf8();
        let text = &self.passage.text;
        let sentence = sentence_around(text, place.clone());
        let start = sentence.as_ptr() as usize - text.as_ptr() as usize;
        let within = start..start + sentence.len();
        let points = POINTS.find_iter(sentence).any(|found| {
            let found = found.range();
            (start + found.start..start + found.end).contains(&at)
        });
        if !points || AGAINST.is_match(sentence) {
            return None;
        }
        let seen = from(&self.seen, within.start, |(at, _)| *at).take_while(|(at, _)| *at < within.end);
        let seen: BTreeSet<_> = seen.map(|(_, table)| *table).collect();
        let told = from(&self.told, within.start, |told| told.range.start);
        let told: Vec<_> = told.take_while(|told| told.range.start < within.end).collect();
        let is_there = |told: &&Told| {
            let has = |table: &usize| {
                let grid = self.context.report.figures.grid(*table);
                grid.is_some_and(|grid| grid.numbers().any(|(_, number)| told.number == Some(number)))
            };
            told.tables.as_ref().is_none_or(|tables| !tables.is_disjoint(&seen)) || seen.iter().any(has)
        };
        let first = told.iter().find(|told| told.tables.as_ref().is_some_and(|tables| !tables.is_empty()))?;
        if told.iter().any(is_there) {
            return None;
        }
        let (keys, titles): (Vec<_>, Vec<_>) =
            first.tables.iter().flatten().filter_map(|table| self.shown(*table)).unzip();
        let typed = &text[first.range.clone()];
        let words = if typed.starts_with(FIGURE) { "what this sentence tells" } else { typed };
        let message =
            format!("readers are sent where they do not find {words}: it is a figure of {}", titles.join(" or "));
        let finding = NOWHERE.at(self.passage.span(place)?, message);
        let finding = finding.help(format!("write {}, if that is what is meant", keys.join(" or ")));
        (!keys.is_empty()).then_some(Diagnostic { severity: Severity::Warning, ..finding })
    }

    /// What leads readers to a table of the return, and its title; none where the page does not show it.
    fn shown(&self, table: usize) -> Option<(String, String)> {
        let ReportContext { book, report, .. } = self.context;
        let table = report.figures.form.tables.get(table)?;
        let is_shown = |key: &&String| reference::exhibit(book, report, &Asks::Table((*key).clone())).is_ok();
        let key = table.layouts.iter().map(|layout| &layout.key).find(is_shown)?;
        let title = Subject::none(book).of(report).plain(&table.title);
        Some((format!("`{{{{ see table {key} }}}}`"), format!("“{title}”")))
    }
}

/// Those of some things in the order of their places that stand at a place or behind it.
fn from<T>(all: &[T], start: usize, place: impl Fn(&T) -> usize) -> impl Iterator<Item = &T> {
    all[all.partition_point(|one| place(one) < start)..].iter()
}

/// The position of the table to which a reference sends readers, be it to the table or its chart.
fn table(context: &ReportContext<'_>, asks: &Asks) -> Option<usize> {
    let form = &context.report.figures.form;
    match asks {
        Asks::See(Target::Table, key) => {
            form.tables.iter().position(|table| table.layouts.iter().any(|layout| layout.key == *key))
        }
        Asks::See(Target::Chart, key) => form.table(key).or_else(|| {
            let measures = reference::placed_measures(context.book, context.report);
            let measure = measures.into_iter().find(|measure| measure.key == *key)?;
            Some(measure.path(&form.key)?.table_position())
        }),
        _ => None,
    }
}
