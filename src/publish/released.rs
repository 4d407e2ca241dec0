//! What of a book a site may show: everything else is checked as well, and leaves no trace in it.
//!
//! A report that is not released is taken out of the book before anything is rendered, so that no page, sum, comparison or
//! download can hold its name or its numbers. While a report waits for its time the nation's figures of the period wait with it,
//! and so do those that were handed in while a single report is missing: whoever has them and the figures of all other areas has
//! those of that one by subtraction. So does the report of a year while that of a single one of its quarters is missing. A report whose
//! text prints figures of others waits until these are public.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::book::Book;
use crate::book::area::Area;
use crate::book::form::number::{National, Total};
use crate::book::form::{Counts, Table};
use crate::book::period::Period;
use crate::book::plan::Now;
use crate::book::report::{Report, Status};
use crate::book::settings::Settings;
use crate::check::narrative::references;
use crate::check::release::{self, Released, WAITS};
use crate::diagnostic::Diagnostic;
use crate::parse::parsed::ParsedBook;
use crate::release::history::KeptHistory;
use crate::release::public::folder_of;
use crate::release::standing::Standing;
use crate::source::Sources;

/// A report that is ready and waits for others: its text or its figures tell of what is not public yet.
#[derive(Debug, Clone)]
pub struct Waiting {
    /// The key of its area.
    pub area: String,
    /// Its period.
    pub period: Period,
    /// The finding that says what it waits for.
    pub(crate) finding: Diagnostic,
}

impl Waiting {
    fn new(report: &Report, finding: Diagnostic) -> Waiting {
        Waiting { area: report.area.key.clone(), period: report.period, finding }
    }

    /// Whether a report is the one that waits.
    pub fn is_of(&self, report: &Report) -> bool {
        (self.area.as_str(), self.period) == (report.area.key.as_str(), report.period)
    }
}

/// When a site is made, and for whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Occasion {
    /// The time that counts as now.
    pub now: Now,
    /// Who sees the site.
    pub readers: Readers,
}

/// Who sees a site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Readers {
    /// Everybody: drafts, and what is held until its time, are none of the site.
    Public,
    /// Those who write and publish it: everything is there, and each page says that it is not public.
    Team,
    /// Who writes it, by way of a preview that marks its pages itself: everything is there.
    Writer,
}

impl Occasion {
    /// The site for some readers.
    pub fn new(now: impl Into<Now>, readers: Readers) -> Occasion {
        Occasion { now: now.into(), readers }
    }
}

impl From<Date> for Occasion {
    /// For everybody, as that day begins.
    fn from(day: Date) -> Occasion {
        Occasion { now: day.into(), readers: Readers::Public }
    }
}

/// The book without what is not public at a time, and the reports that wait for others. `handed` are the nation's
/// reports as they were handed in, without sums over areas.
pub(crate) fn released<'b>(book: &'b Book, handed: &[Arc<Report>], now: Timestamp) -> (Cow<'b, Book>, Vec<Waiting>) {
    if book.all_reports().all(|report| is_released(book, report, now)) {
        return (Cow::Borrowed(book), Vec::new());
    }
    let mut waiting = Vec::new();
    let mut released = book.clone();
    released.reports.retain(|report| is_released(book, report, now));
    let is_free = |nation: &&Arc<Report>| is_ready(book, nation) && held_until(book, nation, now).is_none();
    let mut national: Vec<_> = handed.iter().filter(is_free).collect();
    loop {
        let before = waiting.len();
        let mut is_free = |report: &Report, finding: Option<Diagnostic>| {
            let is_free = finding.is_none();
            waiting.extend(finding.map(|finding| Waiting::new(report, finding)));
            is_free
        };
        national.retain(|nation| is_free(nation, tells_of(book, &released, nation)));
        released.national = national.iter().map(|report| released.added_up(report)).collect();
        let why = |report: &Report| gap(&released, report).or_else(|| tells_part(book, &released, report));
        let reports: Vec<_> = released.reports.iter().filter(|report| is_free(report, why(report))).cloned().collect();
        national.retain(|nation| {
            let nation = released.report(&nation.area.key, nation.period);
            nation.is_none_or(|nation| is_free(nation, why(nation)))
        });
        released.reports = reports;
        if waiting.len() == before {
            return (Cow::Owned(released), waiting);
        }
    }
}

/// The finding for a report of the nation that would tell the figures of an area: of the only one of which the report is not public,
/// where figures of the nation were handed in that are sums of those of its areas or means of them.
fn tells_of(book: &Book, released: &Book, nation: &Report) -> Option<Diagnostic> {
    let figures = &nation.figures;
    let adds_up = figures.grids().filter(|(table, _)| table.is_added() || table.national == National::Weighted);
    let mut handed = adds_up.flat_map(|(_, grid)| grid.cells()).filter(|(_, entry)| entry.handed.is_some());
    // Of one that is excused there is nothing in a sum.
    let is_expected = |area: &&Area| book.excuse(&area.key, nation.period).is_none();
    let is_hidden = |area: &&Area| released.report(&area.key, nation.period).is_none();
    let mut hidden = book.areas_in(nation.period).filter(is_expected).filter(is_hidden);
    let (only, others) = (hidden.next()?, hidden.next());
    let is_there = book.report(&only.key, nation.period).is_some();
    (others.is_none() && is_there && handed.next().is_some()).then(|| {
        let area = &only.name;
        let message = format!(
            "the figures of {area}, which are not public, could be worked out from these and those of all other areas"
        );
        let help = format!("nothing has to be done: this report becomes public together with that of {area}");
        WAITS.at(nation.status_span, message).help(help)
    })
}

/// The finding for a report that would tell the figures of a part of its period: of the only one of which the report is not public, as
/// the rest of a sum or of a mean, or of the last one, as what is counted on its last day.
fn tells_part(book: &Book, released: &Book, report: &Report) -> Option<Diagnostic> {
    let figures = &report.figures;
    let area = report.area.key.as_str();
    let all = book.kinds_of_period();
    let parts = || all.iter().flat_map(|kind| report.period.parts(kind.months()));
    let public: Vec<_> = parts().filter(|part| released.report(area, *part).is_some()).collect();
    let told = parts().filter(|part| !public.contains(part)).find_map(|part| {
        let hidden = book.report(area, part)?;
        let is_rest = is_rest(report.period, part, &public);
        let is_told = |table: &Table| match table.counts {
            Counts::Flow => is_rest && matches!(table.total, Total::Sum | Total::Weighted),
            Counts::Snapshot => part.last_day() == report.period.last_day(),
            _ => false,
        };
        let is_there =
            |path| book.figure_of_part(report, path, hidden).is_some_and(|path| hidden.figures.number(path).is_some());
        let told = figures.grids().filter(|(table, _)| is_told(table)).flat_map(|(_, grid)| grid.numbers());
        let mut told = told.map(|(path, _)| path).filter(|path| !figures.was_worked_out(*path));
        told.any(is_there).then_some(part)
    })?;
    let message = format!("figures for {told}, which are not public, could be worked out from these");
    let help = format!("nothing has to be done: this report becomes public together with that for {told}");
    Some(WAITS.at(report.status_span, message).help(help))
}

/// Whether a period is made up of a part of it and of some of these others, each for itself: a year of a quarter, the other one of its half
/// and the other half.
fn is_rest(whole: Period, part: Period, others: &[Period]) -> bool {
    let mut at = whole.first_day();
    while at <= whole.last_day() {
        let apart =
            others.iter().filter(|other| other.last_day() < part.first_day() || other.first_day() > part.last_day());
        let next = apart.chain([&part]).filter(|next| next.first_day() == at && next.last_day() <= whole.last_day());
        match next.map(|next| next.last_day()).max().and_then(|last| last.tomorrow().ok()) {
            Some(behind) => at = behind,
            None => return false,
        }
    }
    true
}

/// The first place at which a report would have a gap, because what it names is of reports that are not public.
fn gap(released: &Book, report: &Report) -> Option<Diagnostic> {
    let missing = references::missing(released, report).into_iter().next()?;
    let finding = WAITS.at(missing.span, format!("{} among what is public so far", missing.message));
    let finding = finding.help("nothing has to be done: this report becomes public when the figure does");
    Some(finding.help("it becomes public at once if the sentence is written without the figure"))
}

/// What is public on an occasion, with the reports that were released and are being written again; and the reports that wait for
/// others.
pub(crate) fn standing<'b>(
    sources: &Sources,
    parsed: &ParsedBook,
    book: &'b Book,
    occasion: Occasion,
) -> (Standing<'b>, Vec<Waiting>) {
    let now = occasion.now.instant(&book.settings.zone);
    let (public, mut waiting) = released(book, &parsed.handed, now);
    let standing = Standing::new((sources, now), parsed, book, public);
    for Waiting { area, period, finding } in &mut waiting {
        if standing.has_left(&folder_of(book, area, *period)) {
            finding.help = vec!["nothing has to be done: until then the report stays as it was released".to_owned()];
        }
    }
    (standing, waiting)
}

/// Findings about what waits for others, and about what would be published without a time.
pub(crate) fn found(book: &Book, standing: &Standing<'_>, waiting: &[Waiting]) -> Vec<Diagnostic> {
    let released = Released {
        has_releases: !standing.chain.releases.is_empty(),
        was_released: &|report| standing.was_released(book, report),
        is_ready: &|report| is_ready(book, report),
    };
    let waiting = waiting.iter().map(|waiting| waiting.finding.clone());
    waiting.chain(release::untimed(book, &released)).collect()
}

/// The folders of the reports of which a site shows nothing as it is now; none where everything is shown.
pub(crate) fn aside(book: &Book, standing: &Standing<'_>, readers: Readers) -> BTreeSet<String> {
    if readers == Readers::Public { standing.aside(book) } else { BTreeSet::new() }
}

/// What of a book is shown on an occasion, with what readers were shown before.
pub(crate) fn shown<'b>(
    book: &'b Book,
    standing: &Standing<'b>,
    history: Option<&KeptHistory>,
    readers: Readers,
) -> Cow<'b, Book> {
    let mut shown = match readers {
        Readers::Team => {
            let settings = Settings { is_internal: true, ..Settings::clone(&book.settings) };
            Cow::Owned(Book { settings: Arc::new(settings), ..book.clone() })
        }
        Readers::Writer => Cow::Borrowed(book),
        Readers::Public => standing.book.clone(),
    };
    if let Some(kept) = history.filter(|kept| !kept.history.releases.is_empty()) {
        shown.to_mut().history = Arc::clone(&kept.history);
    }
    shown
}

/// Whether a report may be published: it is ready, and its time has come.
pub fn is_released(book: &Book, report: &Report, now: Timestamp) -> bool {
    is_ready(book, report) && !is_held(book, report, now)
}

/// Whether a report has come so far that it is published when its time comes.
pub fn is_ready(book: &Book, report: &Report) -> bool {
    match report.status {
        Status::Draft | Status::Unknown => false,
        Status::Final => !book.asks_for_sign_off(report),
        Status::Signed => book.unsigned(report).next().is_none(),
    }
}

/// Whether the time of a report has not come.
pub fn is_held(book: &Book, report: &Report, now: Timestamp) -> bool {
    held_until(book, report, now).is_some()
}

/// Until when a report is held; none where it is not.
pub(crate) fn held_until(book: &Book, report: &Report, now: Timestamp) -> Option<Timestamp> {
    book.release_of(report).filter(|time| now < *time)
}

/// When the next report that is ready and waits for its time is released; none where none waits.
pub fn next_release(book: &Book, now: Timestamp) -> Option<Timestamp> {
    let waiting = book.all_reports().filter(|report| is_ready(book, report) && is_held(book, report, now));
    waiting.filter_map(|report| book.release_of(report)).min()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::book::period::Years;

    /// A quarter is the rest of a half as it is one of four quarters.
    #[test]
    fn a_part_is_the_rest_of_whatever_makes_up_the_whole() {
        let years = Years::default();
        let period = |name: &str| years.period(name).unwrap_or_else(|| years.example());
        let is_told = |part: &str, others: &[&str]| {
            let others: Vec<_> = others.iter().map(|name| period(name)).collect();
            is_rest(period("2022"), period(part), &others)
        };
        assert!(is_told("2022-Q1", &["2022-Q2", "2022-H2"]) && is_told("2022-Q1", &["2022-Q2", "2022-Q3", "2022-Q4"]));
        assert!(is_told("2022-Q1", &["2022-M04", "2022-M05", "2022-M06", "2022-H1", "2022-H2"]));
        assert!(is_told("2022-H1", &["2022-H2", "2022-Q1"]) && !is_told("2022-Q1", &["2022-H1", "2022-H2"]));
        assert!(!is_told("2022-Q1", &["2022-Q2", "2022-Q3"]) && !is_told("2022-M01", &["2022-Q2", "2022-H2"]));
    }
}
