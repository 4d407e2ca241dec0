//! How far the reports of a period have come, area by area.

use jiff::{Timestamp, Zoned};
use serde::{Serialize, Serializer};

use super::released;
use crate::book::Book;
use crate::book::area::Area;
use crate::book::period::Period;
use crate::book::plan::Now;
use crate::book::report::{Report, Status};
use crate::diagnostic::{Diagnostic, Severity};
use crate::scaffold::Wanted;
use crate::source::Sources;
use crate::text::number;

/// How far the reports of a period have come.
#[derive(Debug, Serialize)]
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
#[derive(Debug, Serialize)]
pub struct AreaProgress {
    /// The area's key.
    pub area: String,
    /// Its name.
    pub name: String,
    /// `none`, `excused`, `draft`, `final`, `signed` or `unread`.
    pub status: &'static str,
    /// Whether the public site has the report as it stands.
    pub public: bool,
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

impl Progress {
    /// How far the reports of a period have come at a time. `findings` are those of the book.
    pub fn new(sources: &Sources, findings: &[Diagnostic], book: &Book, (period, now): (Period, Now)) -> Progress {
        let now = now.instant(&book.settings.zone);
        let has_national = book.forms.iter().any(|form| form.national && form.covers(period));
        let areas = book.areas.iter().chain(Some(&book.nation).filter(|_| has_national));
        let of_area = |area: &Area| AreaProgress::new(sources, findings, book, (area, period, now));
        let release = book.plan(period).and_then(|plan| plan.release).map(|(time, _)| book.on_clocks(time));
        Progress { period: period.name(), release, areas: areas.map(|area| of_area(area)).collect() }
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

impl AreaProgress {
    fn new(
        sources: &Sources,
        findings: &[Diagnostic],
        book: &Book,
        (area, period, now): (&Area, Period, Timestamp),
    ) -> AreaProgress {
        let report = book.report(&area.key, period);
        let excused = book.plan(period).into_iter().flat_map(|plan| &plan.excused).find(|(key, ..)| *key == area.key);
        let folder = Wanted { area, period, partial: false }.folder(book);
        let own = findings.iter().filter(|finding| sources.path(finding.span.file).starts_with(&folder));
        let count = |severity| own.clone().filter(|finding| finding.severity == severity).count();
        let is_begun = sources.below(&folder).next().is_some();
        let (approved, to_approve) = report.map(|report| approvals(book, report)).unwrap_or_default();
        AreaProgress {
            area: area.key.clone(),
            name: area.name.to_string(),
            status: match report.map(|report| report.status) {
                Some(Status::Draft) => "draft",
                Some(Status::Final) => "final",
                Some(Status::Signed) => "signed",
                Some(Status::Unknown) => "unread",
                None if is_begun => "unread",
                None if excused.is_some() => "excused",
                None => "none",
            },
            public: report.is_some_and(|report| released::is_released(book, report, now)),
            excused: excused.map(|(_, reason, _)| reason.to_string()),
            held_until: report
                .filter(|report| released::is_held(book, report, now))
                .and_then(|report| Some(book.on_clocks(book.release_of(report)?))),
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            missing: report.map(|report| missing(book, report)).unwrap_or_default(),
            approved,
            to_approve,
        }
    }

    /// The state in words, with what it waits for.
    fn words(&self) -> String {
        let mut parts = vec![match (self.status, &self.excused) {
            ("none", _) => "not begun".to_owned(),
            ("excused", Some(reason)) => format!("excused: {reason}"),
            ("unread", _) => "cannot be read".to_owned(),
            (status, _) => status.to_owned(),
        }];
        parts.extend(self.held_until.iter().map(|time| format!("held until {}", shown(time))));
        let count = |number: usize, what: &str| format!("{number} {what}{}", if number == 1 { "" } else { "s" });
        parts.extend((self.errors > 0).then(|| count(self.errors, "error")));
        parts.extend((self.warnings > 0).then(|| count(self.warnings, "warning")));
        parts.extend((!self.missing.is_empty()).then(|| format!("lacks {}", self.missing.join(", "))));
        let waits = matches!(self.status, "final" | "signed") && !self.to_approve.is_empty();
        parts.extend(waits.then(|| format!("to be approved by {}", self.to_approve.join(", "))));
        parts.join("; ")
    }
}

/// The authorities that have approved a report as it stands, and those that must and have not. A book that asks for no sign-off waits
/// for nobody.
fn approvals(book: &Book, report: &Report) -> (Vec<String>, Vec<String>) {
    let approved = book.settings.authorities.iter().filter(|authority| report.approval(&authority.key).is_some());
    let asks = book.settings.sign_off || report.status == Status::Signed;
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

/// A time as people of the team read it.
fn shown(time: &Zoned) -> String {
    format!("{}, {}", number::day(time.date()), time.strftime("%H:%M"))
}

/// A time as programs read it: `2014-10-30T09:30:00+00:00[Europe/London]`.
#[expect(clippy::ref_option, reason = "serde hands over the field")]
fn stamp<S: Serializer>(time: &Option<Zoned>, serializer: S) -> Result<S::Ok, S::Error> {
    match time {
        Some(time) => serializer.collect_str(time),
        None => serializer.serialize_none(),
    }
}

/// Lines for people: an area each, and how many have come how far.
pub fn text(progress: &Progress) -> String {
    let Progress { period, release, areas } = progress;
    let width = areas.iter().map(|area| area.name.chars().count()).max().unwrap_or_default();
    let release = release.as_ref().map_or_else(String::new, |time| format!(", released on {}", shown(time)));
    let mut text = format!("{period}{release}\n\n");
    text.extend(areas.iter().map(|area| {
        let mark = if area.public { "public" } else { "" };
        format!("{:width$}  {mark:6}  {}\n", area.name, area.words())
    }));
    let states = [
        ("signed", "signed"),
        ("final", "final"),
        ("draft", "draft"),
        ("excused", "excused"),
        ("unread", "unread"),
        ("none", "not begun"),
    ];
    let count = |status: &str| areas.iter().filter(|area| area.status == status).count();
    let counts = states.iter().map(|(status, words)| (count(status), words)).filter(|(count, _)| *count > 0);
    let counts: Vec<_> = counts.map(|(count, words)| format!("{count} {words}")).collect();
    text + &format!("\n{}\n", counts.join(", "))
}
