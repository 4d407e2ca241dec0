//! Figures in text: what a reference stands for in a report, or why it stands for nothing.

use super::series::Before;
use crate::address::Address;
use crate::book::Book;
use crate::book::cell::{Absence, Marker, absence_sign, meaning};
use crate::book::form::Table;
use crate::book::narrative::{Asks, Block, Direction, Inline, Name, Reading, Seen, Since, Target, walk};
use crate::book::path::CellPath;
use crate::book::period::Period;
use crate::book::report::Report;
use crate::book::returns::grid::Grid;
use crate::book::series::Measure;
use crate::diagnostic::nearest;
use crate::quantity::{Quantity, Ratio};
use crate::text::number;

/// The key of the section in which tables stand that the narrative does not place. Every report has it.
pub const STATISTICS: &str = "statistics";
/// Where that section stands in a book that does not say: behind a foreword, before what is told of single subjects.
const STATISTICS_ORDER: i64 = 500;

impl Book {
    /// The place of the section of tables among those of a report.
    pub fn statistics_order(&self) -> i64 {
        let declared = self.canonical.iter().find(|section| section.key == STATISTICS);
        declared.map_or(STATISTICS_ORDER, |section| section.order)
    }
}

/// Why a cell or a table of the form has no number where the return does not hold the table.
const NO_TABLE: &str = "the return has nothing for this table";

/// Why a reference stands for nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// No cell, table or chart of that path; the nearest one that exists, if any is near.
    Unknown(String, Option<String>),
    /// The cell is there and holds no number, for this reason.
    NoNumber(String, &'static str),
    /// What was handed in for the cell could not be read.
    Spoiled,
    /// There is no report of the nation for the period, beside this one.
    NoOverview,
    /// There is no national figure of the same measure for the period.
    NoNation(String),
    /// There is no figure for this earlier period.
    NothingBefore(String, Period),
    /// The series breaks between the two periods, for this reason.
    AcrossBreak(String),
    /// The sentence says that the figure rose or fell, and it did not: the numbers before and now.
    OtherWay(String, Quantity, Quantity),
    /// What is to be a part of something is larger than that: each with the number that it has.
    NoPart((String, Quantity), (String, Quantity)),
    /// The base is zero.
    ZeroBase(String),
    /// A change in per cent of a figure that can be below zero.
    BelowZero(String),
    /// A share in or of figures that cannot be added up.
    NeverAdded(String),
    /// A chart of a measure that has figures of fewer than two periods.
    NoCourse(String),
    /// A table or chart asked for within a line of text.
    NotAlone(String),
}

/// The text for a reference in a report: a name, a date or a figure.
pub fn text(book: &Book, report: &Report, asks: &Asks) -> Result<String, Fault> {
    match asks {
        Asks::Name(name) => Ok(named(book, (report.name(), report.period), *name)),
        Asks::Figure { of, reading, in_words } => figure(book, report, of, reading, *in_words),
        Asks::Table(key) | Asks::Chart(key) => Err(Fault::NotAlone(key.clone())),
        Asks::See(target, key) => seen(book, report, *target, key).map(|()| String::new()),
    }
}

/// Whether a report has every figure that a text of its form names. What cannot be told is left out.
pub fn can_be_told(book: &Book, report: &Report, blocks: &[Block]) -> bool {
    let mut told = true;
    walk(blocks, &mut |seen| {
        if let Seen::Inline(Inline::Reference(found)) = seen {
            told &= text(book, report, &found.asks).is_ok();
        }
    });
    told
}

/// Whether there is on the report's page what a reader is sent to. Its number is the page's to give.
fn seen(book: &Book, report: &Report, target: Target, key: &str) -> Result<(), Fault> {
    match target {
        Target::Table => exhibit(book, report, &Asks::Table(key.to_owned())),
        // A measure is drawn only where the narrative asks for it.
        Target::Chart if placed_measures(book, report).iter().any(|measure| measure.key == key) => Ok(()),
        Target::Chart => exhibit_of_form(report, &Asks::Chart(key.to_owned())),
        Target::Nation => {
            let has_overview = book.national.iter().any(|nation| nation.period == report.period);
            let none = if is_unread(book, report.period) { Fault::Spoiled } else { Fault::NoOverview };
            (has_overview && report.area.key != book.nation.key).then_some(()).ok_or(none)
        }
        Target::Section => {
            let sections = book.sections(report);
            let absent = report.absent.iter().map(|(key, ..)| key.as_str());
            let keys: Vec<_> =
                sections.iter().map(|section| section.key.as_str()).chain(absent).chain([STATISTICS]).collect();
            if keys.contains(&key) {
                return Ok(());
            }
            Err(Fault::Unknown(key.to_owned(), nearest(key, keys).map(str::to_owned)))
        }
    }
}

/// Whether a table or chart that stands on a line of its own is there.
pub fn exhibit(book: &Book, report: &Report, asks: &Asks) -> Result<(), Fault> {
    match asks {
        Asks::Chart(key) => match drawn_measure(book, report, key) {
            Some(measure) if book.series(measure, &report.area.key, report.period).is_empty() => {
                Err(Fault::NoCourse(key.clone()))
            }
            Some(_) => Ok(()),
            None => exhibit_of_form(report, asks),
        },
        _ => exhibit_of_form(report, asks),
    }
}

/// The measure of which the narrative asks for a chart; none where the form has a chart of this key.
fn drawn_measure<'a>(book: &'a Book, report: &Report, key: &str) -> Option<&'a Measure> {
    let is_charted = report.figures.form.tables.iter().any(|table| table.key == key && table.chart.is_some());
    book.measures.iter().find(|measure| !is_charted && measure.key == key)
}

/// The measures of which a report's narrative asks for a chart, in the order of its page.
pub fn placed_measures<'a>(book: &'a Book, report: &Report) -> Vec<&'a Measure> {
    let mut placed: Vec<&Measure> = Vec::new();
    for key in book.sections(report).into_iter().flat_map(|section| &section.charts) {
        placed.extend(
            drawn_measure(book, report, key)
                .filter(|measure| !book.series(measure, &report.area.key, report.period).is_empty()),
        );
    }
    placed
}

fn exhibit_of_form(report: &Report, asks: &Asks) -> Result<(), Fault> {
    let tables = &report.figures.form.tables;
    let has = |at: usize| report.figures.tables.get(at).is_some_and(Option::is_some);
    let (key, found, names): (_, _, Vec<&str>) = match asks {
        Asks::Table(key) => {
            let found = tables.iter().position(|table| table.layouts.iter().any(|layout| layout.key == *key));
            (key, found, tables.iter().flat_map(|table| &table.layouts).map(|layout| layout.key.as_str()).collect())
        }
        Asks::Chart(key) => {
            let charted = || tables.iter().filter(|table| table.chart.is_some());
            let found = tables.iter().position(|table| table.key == *key && table.chart.is_some());
            (key, found, charted().map(|table| table.key.as_str()).collect())
        }
        Asks::Name(_) | Asks::Figure { .. } | Asks::See(..) => return Ok(()),
    };
    match found {
        Some(at) if has(at) => Ok(()),
        Some(_) => Err(Fault::NoNumber(key.clone(), NO_TABLE)),
        None => Err(Fault::Unknown(key.clone(), nearest(key, names).map(str::to_owned))),
    }
}

/// A name or date that texts of an area ask for.
pub fn named(book: &Book, (area, period): (&str, Period), name: Name) -> String {
    match name {
        Name::Area => area.to_owned(),
        Name::Nation => book.nation.name.to_string(),
        Name::Period => period.to_string(),
        Name::PeriodStart => period.start(),
        Name::PeriodEnd => period.end(),
        Name::StartYear => period.start_year().to_string(),
        Name::EndYear => period.end_year().to_string(),
        Name::Previous => period.previous().to_string(),
        Name::PreviousStart => period.previous().start(),
        Name::PreviousEnd => period.previous().end(),
        Name::YearBefore => period.year_before().to_string(),
        Name::YearBeforeStart => period.year_before().start(),
        Name::YearBeforeEnd => period.year_before().end(),
    }
}

fn figure(book: &Book, report: &Report, of: &Address, reading: &Reading, words: bool) -> Result<String, Fault> {
    let now @ Figure { number, .. } = value(report, of)?;
    let write = |value| if words { number::words(value) } else { number::written(value) };
    match reading {
        Reading::Number => Ok(write(number)),
        Reading::Size => Ok(write(number.size())),
        Reading::Share(whole, decimals) => share(book, (of, now), (whole, value(report, whole)?), *decimals),
        Reading::Nation => Ok(write(nation(book, now, of)?.number)),
        Reading::ShareOfNation(decimals) => share(book, (of, now), (of, nation(book, now, of)?), *decimals),
        Reading::Before(since) => Ok(write(before(book, now, of, *since)?.number)),
        Reading::Change(direction, since) => {
            let before = before(book, now, of, *since)?;
            directed(of, before.number, number, *direction)?;
            Ok(number.distance(before.number).map(write).unwrap_or_default())
        }
        Reading::PercentChange(direction, since, decimals) => {
            let before = before(book, now, of, *since)?;
            directed(of, before.number, number, *direction)?;
            if report.figures.can_be_below_zero(now.path) {
                return Err(Fault::BelowZero(of.to_string()));
            }
            let relative = book.relative_change(report, now.path, before.report);
            let percent = relative.and_then(|relative| relative.percent(*decimals));
            percent.map(|percent| number::written(percent.size())).ok_or_else(|| Fault::ZeroBase(of.to_string()))
        }
    }
}

/// What stands beside the figure that a reference names, or beside that of the period before where it asks for it alone.
pub fn markers<'a>(book: &'a Book, report: &'a Report, asks: &Asks) -> &'a [Marker] {
    let Asks::Figure { of, reading, .. } = asks else { return &[] };
    let now = value(report, of).ok();
    let figure = match reading {
        Reading::Before(since) => now.and_then(|now| before(book, now, of, *since).ok()),
        Reading::Nation => now.and_then(|now| nation(book, now, of).ok()),
        _ => now,
    };
    let entry = figure.and_then(|figure| figure.report.figures.entry(figure.path));
    entry.map_or(&[], |entry| &entry.cell.markers)
}

/// A number of a report.
#[derive(Clone, Copy)]
struct Figure<'a> {
    report: &'a Report,
    path: CellPath,
    number: Quantity,
}

/// The share of a figure in another, each with the address that is named for it. No part is larger than the whole.
fn share(
    book: &Book,
    (part, figure): (&Address, Figure<'_>),
    (whole, of): (&Address, Figure<'_>),
    decimals: u8,
) -> Result<String, Fault> {
    for (address, Figure { report, path, .. }) in [(part, figure), (whole, of)] {
        let has_parts = |table: &Table| table.is_added() || table.is_counted();
        if report.figures.table(path).is_some_and(|table| !has_parts(table)) {
            return Err(Fault::NeverAdded(address.to_string()));
        }
    }
    let exact = |figure: Figure<'_>| book.exact(figure.report, figure.path);
    let share = exact(figure).zip(exact(of)).and_then(|(part, whole)| part.over(whole));
    if share.is_some_and(Ratio::is_above_one) {
        return Err(Fault::NoPart((part.to_string(), figure.number), (whole.to_string(), of.number)));
    }
    let percent = share.and_then(|share| share.percent(decimals));
    percent.map(number::written).ok_or_else(|| Fault::ZeroBase(whole.to_string()))
}

/// A sentence that says “rose” must be about a rise.
fn directed(of: &Address, before: Quantity, now: Quantity, direction: Direction) -> Result<(), Fault> {
    let fits = match direction {
        Direction::Either => true,
        Direction::Rise => now > before,
        Direction::Fall => now < before,
    };
    if fits { Ok(()) } else { Err(Fault::OtherWay(of.to_string(), before, now)) }
}

fn value<'a>(report: &'a Report, of: &Address) -> Result<Figure<'a>, Fault> {
    let found = report.figures.cell(of).and_then(|path| Some((path, report.figures.entry(path)?)));
    let Some((path, entry)) = found else {
        if let Some(path) = report.figures.form.cell(of) {
            let is_spoiled = report.figures.is_spoiled(path);
            let none = Fault::NoNumber(of.to_string(), NO_TABLE);
            return Err(if is_spoiled { Fault::Spoiled } else { none });
        }
        let near = nearest(of.as_str(), addresses(report).iter().map(Address::as_str)).map(str::to_owned);
        return Err(Fault::Unknown(of.to_string(), near));
    };
    if entry.spoiled || report.figures.is_spoiled(path) {
        return Err(Fault::Spoiled);
    }
    entry.cell.value.map(|number| Figure { report, path, number }).map_err(|absence| {
        let sign = absence_sign(absence);
        Fault::NoNumber(of.to_string(), meaning(sign).unwrap_or_default())
    })
}

/// The published national figure of the measure that a figure belongs to, in the same period; of what no measure names that of the same
/// name. A sum over areas stands for none: it would be a figure of those that handed in.
fn nation<'a>(book: &'a Book, Figure { report, path, .. }: Figure<'_>, of: &Address) -> Result<Figure<'a>, Fault> {
    let nation = book.national.iter().find(|nation| nation.period == report.period);
    let figure = nation.and_then(|nation| {
        let path = match book.measure_at(&report.figures.form.key, path) {
            Some(measure) => measure.path(&nation.figures.form.key),
            None => nation.figures.alike(&report.figures, path),
        }?;
        Some((nation, path))
    });
    let is_unread = is_unread(book, report.period);
    let none = |is_spoiled| if is_spoiled { Fault::Spoiled } else { Fault::NoNation(of.to_string()) };
    let (report, path) = figure.ok_or_else(|| none(is_unread))?;
    let missing = || none(report.figures.is_spoiled(path));
    report.figures.number(path).map(|number| Figure { report, path, number }).ok_or_else(missing)
}

/// Whether the nation's report of a period is there and could not be read.
fn is_unread(book: &Book, period: Period) -> bool {
    book.unread.iter().any(|(area, unread)| (area, *unread) == (&book.nation.key, period))
}

/// The figure of an earlier period, or why there is none that compares.
fn before<'a>(
    book: &'a Book,
    Figure { report, path, .. }: Figure<'_>,
    of: &Address,
    since: Since,
) -> Result<Figure<'a>, Fault> {
    match book.earlier(report, path, since.of(report.period)) {
        Before::Number { report, path, number } => Ok(Figure { report, path, number }),
        Before::Broken(reason) => Err(Fault::AcrossBreak(reason)),
        Before::Unread => Err(Fault::Spoiled),
        Before::Missing => Err(Fault::NothingBefore(of.to_string(), since.of(report.period))),
    }
}

/// Every cell that a reference in this report can name.
fn addresses(report: &Report) -> Vec<Address> {
    let local = report.figures.local.iter().map(|local| &local.grid);
    let cells = report.figures.grids().map(|(_, grid)| grid).chain(local).flat_map(Grid::cells);
    let named = cells.filter(|(_, entry)| entry.cell.value != Err(Absence::NotApplicable));
    named.map(|(path, _)| report.figures.address(path)).collect()
}
