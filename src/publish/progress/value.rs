//! The value, and how it is told from a book, its findings and its releases.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;

use jiff::civil::Date;
use jiff::{Timestamp, Zoned};
use serde::{Serialize, Serializer};

use crate::book::Book;
use crate::book::area::Area;
use crate::book::narrative::Words;
use crate::book::period::Period;
use crate::book::plan::Now;
use crate::book::report::{Report, Status};
use crate::diagnostic::{Diagnostic, Severity};
use crate::parse::files::folders::report_folder;
use crate::publish::publication::Publication;
use crate::publish::released::{self, Readers, Waiting};
use crate::release::chain::Chain;
use crate::release::public;
use crate::scaffold::Wanted;
use crate::source::Sources;

/// How far the reports of a period have come.
#[derive(Debug, Clone, Serialize)]
pub struct Progress {
    /// The name of the period.
    pub period: String,
    /// From when on its reports may be published; none where nothing is said of it.
    #[serde(serialize_with = "stamp")]
    pub release: Option<Zoned>,
    /// The areas by name, then the nation.
    pub areas: Vec<AreaProgress>,
}

/// How far the report of an area has come.
#[derive(Debug, Clone, Serialize)]
pub struct AreaProgress {
    /// The area's key.
    pub area: String,
    /// Its name.
    pub name: String,
    /// `none`, `excused`, `draft`, `final`, `signed` (by all who must) or `unread`.
    pub status: &'static str,
    /// Whether the public site has the report as it stands.
    pub public: bool,
    /// Whether it is ready and waits for others: its text or its figures tell of what is not public.
    pub waits_for_others: bool,
    /// The day of the last release that recorded the report; none where none did. A report that is not public as it stands is public as it was then.
    #[serde(serialize_with = "stamp")]
    pub released: Option<Date>,
    /// Why there is no report, where the area is excused.
    pub excused: Option<String>,
    /// From when on it may be published, if that is still to come.
    #[serde(serialize_with = "stamp")]
    pub held_until: Option<Zoned>,
    /// How many errors there are in its files.
    pub errors: usize,
    /// How many warnings there are.
    pub warnings: usize,
    /// The titles of sections that it should have and has not.
    pub missing: Vec<String>,
    /// The authorities that have approved it as it stands.
    pub approved: Vec<String>,
    /// The authorities that must sign and have not.
    pub to_approve: Vec<String>,
}

/// What the progress of reports is told from.
pub(crate) struct State<'a> {
    sources: &'a Sources,
    book: &'a Book,
    now: Timestamp,
    /// How many errors and warnings there are in each folder of a report.
    found: BTreeMap<&'a str, [usize; 2]>,
    /// The folders of the reports of which something cannot be read.
    faulty: BTreeSet<&'a str>,
    waiting: &'a [Waiting],
    /// The day of the last release that recorded each folder of a report.
    released: BTreeMap<String, Date>,
}

impl<'a> State<'a> {
    /// The state of a book at a time. `released` are the days of [`Chain::days`].
    pub(crate) fn new(
        sources: &'a Sources,
        (findings, waiting): (&[Diagnostic], &'a [Waiting]),
        book: &'a Book,
        (released, now): (BTreeMap<String, Date>, Timestamp),
    ) -> Self {
        let (mut found, mut faulty) = (BTreeMap::<_, [usize; 2]>::new(), BTreeSet::new());
        for finding in findings.iter().filter(|finding| finding.severity > Severity::Note) {
            if let Some(folder) = report_folder(sources.path(finding.span.file)) {
                found.entry(folder).or_default()[usize::from(finding.severity == Severity::Warning)] += 1;
                faulty.extend(finding.is_unread().then_some(folder));
            }
        }
        State { sources, book, now, found, faulty, waiting, released }
    }

    /// How far the reports of each period of a book have come, newest first, for those who see drafts; nothing for everybody else.
    pub(crate) fn all(&self, readers: Readers) -> Vec<Progress> {
        let periods = if readers == Readers::Public { Vec::new() } else { self.book.periods() };
        periods.into_iter().map(|period| self.of_period(period)).collect()
    }

    fn of_period(&self, period: Period) -> Progress {
        let book = self.book;
        let has_national = book.forms.iter().any(|form| form.national && form.covers(period));
        let areas = book.areas_in(period).chain(Some(&*book.nation).filter(|_| has_national));
        let release = book.plan(period).and_then(|plan| plan.release).map(|(time, _)| book.on_clocks(time));
        Progress { period: period.name(), release, areas: areas.map(|area| self.of_area(area, period)).collect() }
    }

    /// The day of the last release that recorded a report, whatever its folder was called then.
    fn released_on(&self, area: &Area, period: Period) -> Option<Date> {
        let folder = |key: &str| public::folder_of(self.book, key, period);
        area.keys_in(period).into_iter().filter_map(|key| self.released.get(&folder(key)).copied()).max()
    }

    fn of_area(&self, area: &Area, period: Period) -> AreaProgress {
        let State { sources, book, now, waiting, .. } = *self;
        let report = book.report(&area.key, period);
        let excused = book.excuse(&area.key, period);
        let folder = Wanted { area, period, partial: false }.folder(book);
        let is_begun = sources.below(&folder).next().is_some();
        let folder = folder.trim_end_matches('/');
        let [errors, warnings] = self.found.get(folder).copied().unwrap_or_default();
        let held_until = report.and_then(|report| released::held_until(book, report, now));
        let (approved, to_approve) = report.map(|report| approvals(book, report)).unwrap_or_default();
        let released = self.released_on(area, period);
        let waits = |report: &Report| waiting.iter().any(|waiting| waiting.is_of(report));
        AreaProgress {
            area: area.key.clone(),
            name: area.name_in(period).to_string(),
            status: match report.map(|report| report.status) {
                Some(Status::Draft) => "draft",
                Some(Status::Final) => "final",
                // Somebody has written so by hand.
                Some(Status::Signed) if !to_approve.is_empty() => "final",
                Some(Status::Signed) => "signed",
                Some(Status::Unknown) => "unread",
                None if is_begun => "unread",
                None if excused.is_some() => "excused",
                None => "none",
            },
            public: report.is_some_and(|report| released::is_ready(book, report) && !waits(report))
                && held_until.is_none()
                && !(released.is_some() && self.faulty.contains(folder)),
            waits_for_others: report.is_some_and(waits),
            released,
            excused: excused.map(Words::to_string),
            held_until: held_until.map(|time| book.on_clocks(time)),
            errors,
            warnings,
            missing: report.map(|report| missing(book, report)).unwrap_or_default(),
            approved,
            to_approve,
        }
    }
}

impl Progress {
    /// How far the reports of a period have come at a time. `publication` is what comes of the book.
    pub fn new(sources: &Sources, publication: &Publication, book: &Book, (period, now): (Period, Now)) -> Progress {
        let now = now.instant(&book.settings.zone);
        let (chain, _) = Chain::until(sources, now);
        State::new(sources, (&publication.findings, &publication.waiting), book, (chain.days(), now)).of_period(period)
    }

    /// As JSON.
    ///
    /// # Errors
    ///
    /// Those of the writer of JSON.
    pub fn json(&self) -> serde_json::Result<String> {
        Ok(serde_json::to_string_pretty(self)? + "\n")
    }
}

/// The authorities that have approved a report as it stands, and those that must and have not. A book that asks for no sign-off waits
/// for nobody.
fn approvals(book: &Book, report: &Report) -> (Vec<String>, Vec<String>) {
    let approved = book.settings.authorities.iter().filter(|authority| report.approval(&authority.key).is_some());
    let asks = book.asks_for_sign_off(report) || report.status == Status::Signed;
    let to_approve = book.unsigned(report).filter(|_| asks);
    (
        approved.map(|authority| authority.name.to_string()).collect(),
        to_approve.map(|authority| authority.name.to_string()).collect(),
    )
}

/// The titles of the sections that a whole report should have and has not.
fn missing(book: &Book, report: &Report) -> Vec<String> {
    let is_asked = !report.is_partial() && report.area.key != book.nation.key;
    let required = book.canonical.iter().filter(|section| section.required && is_asked);
    let has = |key: &str| {
        report.sections.iter().any(|section| section.key == key && !section.body.is_empty())
            || report.absent.iter().any(|(absent, ..)| absent == key)
    };
    required.filter(|section| !has(&section.key)).map(|section| section.title.to_string()).collect()
}

/// A day or a time as programs read it: `2014-10-30`, `2014-10-30T09:30:00+00:00[Europe/London]`.
#[expect(clippy::ref_option, reason = "serde hands over the field")]
fn stamp<S: Serializer>(time: &Option<impl Display>, serializer: S) -> Result<S::Ok, S::Error> {
    match time {
        Some(time) => serializer.collect_str(time),
        None => serializer.serialize_none(),
    }
}
