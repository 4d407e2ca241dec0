//! The field's words, and the book that holds them together. No YAML, no HTML, no disk.
//! Larger than twelve files because each word has one.

pub mod period;
pub mod narrative;
pub mod area;
pub mod cell;
pub mod axis;
pub mod path;
pub mod form;
pub mod returns;
pub mod series;
pub mod plan;
pub mod publisher;
pub mod report;
pub mod history;
pub mod settings;

use std::sync::Arc;

use jiff::civil::Date;
use jiff::{Timestamp, Zoned};

use area::Area;
use form::Form;
use history::History;
use narrative::{Document, Words};
use path::CellPath;
use period::Period;
use plan::PeriodPlan;
use report::{Authority, Report, ReportKind, Scale, Section};
use series::Measure;
use settings::Settings;

use crate::source::Span;

/// A book, immutable once it is parsed: the whole of one, or those of its reports and parts that a stage may see.
///
/// Copies share their parts. What was made of a book holds for any book that is equal to it: to compare two books is quick,
/// because parts that are shared are known to be equal. (Of an `Arc<[T]>` the standard library does not know that.)
#[derive(Debug, Clone, PartialEq)]
pub struct Book {
    /// What `book.toml` says.
    pub settings: Arc<Settings>,
    /// The nation.
    pub nation: Arc<Area>,
    /// The areas by name.
    pub areas: Arc<Vec<Arc<Area>>>,
    /// The return forms by key.
    pub forms: Arc<Vec<Arc<Form>>>,
    /// The series in the order of their file.
    pub measures: Arc<Vec<Measure>>,
    /// The sections that every report has, by their place.
    pub canonical: Arc<Vec<CanonicalSection>>,
    /// Estimates of how many people live in the areas, in the order of [`Population::key`].
    pub populations: Arc<Vec<Population>>,
    /// What the home page says, if the book says more than one sentence.
    pub home: Arc<Document>,
    /// What the book adds to the page that says how to read its figures.
    pub reading: Arc<Document>,
    /// National text that stands in every report of its time.
    pub shared: Arc<Vec<SharedSection>>,
    /// What belongs to periods as a whole, in their order.
    pub plans: Arc<Vec<PeriodPlan>>,
    /// What changed in the book's own files since readers saw it.
    pub corrections: Arc<Vec<BookCorrection>>,
    /// The areas' reports, by the area's name, its key and the period.
    pub reports: Vec<Arc<Report>>,
    /// The nation's own figures and text, by period.
    pub national: Vec<Arc<Report>>,
    /// Areas that are there and could not be read: the names of their folders.
    pub unread_areas: Arc<Vec<String>>,
    /// Forms that are there and could not be read: their keys.
    pub unread_forms: Arc<Vec<String>>,
    /// Whether every report may have sections besides, whose names cannot be read.
    pub unread_sections: bool,
    /// Whether there may be measures besides, or more in one, that cannot be read.
    pub unread_measures: bool,
    /// Whether there may be estimates of populations besides, that cannot be read.
    pub unread_populations: bool,
    /// Reports that are there and could not be read: the area's key and the period.
    pub unread: Vec<(String, Period)>,
    /// What readers were shown when. A site has it; what is checked knows nothing of it.
    pub history: Arc<History>,
}

/// An estimate of how many people live in an area in the middle of a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Population {
    /// The area's key.
    pub area: String,
    /// The calendar year.
    pub mid_year: u16,
    /// Who is counted: [`Population::EVERYBODY`], or a group such as `aged_10_plus`.
    pub basis: String,
    /// The number of people.
    pub people: u64,
    /// Where the estimate stands.
    pub span: Span,
}

impl Population {
    /// The basis of estimates that count everybody.
    pub const EVERYBODY: &str = "total";

    /// What an estimate is found by: area, year and basis.
    pub fn key(&self) -> (&str, u16, &str) {
        (&self.area, self.mid_year, &self.basis)
    }
}

/// A section that every report has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CanonicalSection {
    /// The file's name without its ending.
    pub key: String,
    /// The title for readers.
    pub title: Words,
    /// Its place: lower stands nearer to the top.
    pub order: i64,
    /// Whether a report without it must say why.
    pub required: bool,
    /// Where it says that those who sign the report stand at its end.
    pub signed: Option<Span>,
}

/// National text with the days between which it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SharedSection {
    /// The text.
    pub section: Section,
    /// The first day.
    pub valid_from: Date,
    /// Where that is said.
    pub since: Span,
    /// The last day; none while it holds.
    pub valid_to: Option<Date>,
    /// Where the text begins.
    pub span: Span,
}

/// What changed in a file of the whole book since readers saw it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BookCorrection {
    /// The path of the file.
    pub file: String,
    /// The day on which it was corrected.
    pub date: Date,
    /// How grave the fault was.
    pub scale: Scale,
    /// What readers saw.
    pub was: Words,
    /// What they see now.
    pub now: Words,
    /// Why it was changed.
    pub reason: Words,
    /// Where the file is named.
    pub span: Span,
}

impl BookCorrection {
    /// Whether another one says the same.
    pub(crate) fn is_like(&self, other: &BookCorrection) -> bool {
        let BookCorrection { file, date, scale, was, now, reason, span: _ } = self;
        (file, date, scale, &**was, &**now, &**reason)
            == (&other.file, &other.date, &other.scale, &*other.was, &*other.now, &*other.reason)
    }
}

impl SharedSection {
    /// Whether the text holds on the last day of a period.
    pub fn holds_in(&self, period: Period) -> bool {
        let day = period.last_day();
        self.valid_from <= day && self.valid_to.is_none_or(|last| day <= last)
    }
}

impl Book {
    /// The book with other reports: those of areas and those of the nation, in the order of [`Book`]'s fields.
    pub fn with_reports(&self, reports: Vec<Arc<Report>>, national: Vec<Arc<Report>>) -> Book {
        Book {
            settings: Arc::clone(&self.settings),
            nation: Arc::clone(&self.nation),
            areas: Arc::clone(&self.areas),
            forms: Arc::clone(&self.forms),
            measures: Arc::clone(&self.measures),
            canonical: Arc::clone(&self.canonical),
            populations: Arc::clone(&self.populations),
            home: Arc::clone(&self.home),
            reading: Arc::clone(&self.reading),
            shared: Arc::clone(&self.shared),
            plans: Arc::clone(&self.plans),
            corrections: Arc::clone(&self.corrections),
            reports,
            national,
            unread_areas: Arc::clone(&self.unread_areas),
            unread_forms: Arc::clone(&self.unread_forms),
            unread_sections: self.unread_sections,
            unread_measures: self.unread_measures,
            unread_populations: self.unread_populations,
            unread: self.unread.clone(),
            history: Arc::clone(&self.history),
        }
    }

    /// Takes from `before` the parts that are equal to it: equal books are then told by their addresses in memory.
    pub fn share_equal(&mut self, before: &Book) {
        fn share<T: PartialEq + ?Sized>(now: &mut Arc<T>, before: &Arc<T>) {
            if **now == **before {
                *now = Arc::clone(before);
            }
        }
        share(&mut self.settings, &before.settings);
        share(&mut self.nation, &before.nation);
        share(&mut self.areas, &before.areas);
        share(&mut self.forms, &before.forms);
        share(&mut self.measures, &before.measures);
        share(&mut self.canonical, &before.canonical);
        share(&mut self.populations, &before.populations);
        share(&mut self.home, &before.home);
        share(&mut self.reading, &before.reading);
        share(&mut self.shared, &before.shared);
        share(&mut self.plans, &before.plans);
        share(&mut self.corrections, &before.corrections);
        share(&mut self.unread_areas, &before.unread_areas);
        share(&mut self.unread_forms, &before.unread_forms);
    }

    /// Every report: those of areas, then those of the nation.
    pub fn all_reports(&self) -> impl Iterator<Item = &Report> {
        self.reports.iter().chain(&self.national).map(Arc::as_ref)
    }

    /// The reports of areas for a period.
    pub fn reports_for(&self, period: Period) -> impl Iterator<Item = &Report> {
        self.reports.iter().filter(move |report| report.period == period).map(Arc::as_ref)
    }

    /// The report of an area (or of the nation) for a period.
    pub fn report(&self, area: &str, period: Period) -> Option<&Report> {
        let reports = self.shelf(area);
        let at = reports.binary_search_by_key(&period, |report| report.period).ok()?;
        reports.get(at).map(Arc::as_ref)
    }

    /// The reports of one area (or of the nation), oldest first.
    pub fn reports_of(&self, area: &str) -> impl Iterator<Item = &Report> {
        self.shelf(area).iter().map(Arc::as_ref)
    }

    /// The same to be shared.
    pub(crate) fn shelf(&self, area: &str) -> &[Arc<Report>] {
        if area == self.nation.key {
            return &self.national;
        }
        let Some(found) = self.areas.iter().find(|found| found.key == area) else { return &[] };
        let sought = (found.name.as_str(), &found.key);
        let first = self.reports.partition_point(|report| (report.area.name.as_str(), &report.area.key) < sought);
        let last = self.reports.partition_point(|report| (report.area.name.as_str(), &report.area.key) <= sought);
        &self.reports[first..last]
    }

    /// The periods for which there is anything, newest first.
    pub fn periods(&self) -> Vec<Period> {
        let mut periods: Vec<_> = self.reports.iter().chain(&self.national).map(|report| report.period).collect();
        periods.sort_unstable();
        periods.dedup();
        periods.reverse();
        periods
    }

    /// The measure that a cell of a form belongs to.
    pub fn measure_at(&self, form: &str, path: CellPath) -> Option<&Measure> {
        self.measures_at(form, path).next()
    }

    /// All measures that a cell of a form belongs to.
    pub fn measures_at<'a>(&'a self, form: &str, path: CellPath) -> impl Iterator<Item = &'a Measure> {
        self.measures.iter().filter(move |measure| measure.path(form) == Some(path))
    }

    /// How many people lived in an area in the middle of a year.
    pub fn population(&self, area: &str, mid_year: u16, basis: &str) -> Option<&Population> {
        let sought = (area, mid_year, basis);
        let at = self.populations.partition_point(|found| found.key() < sought);
        self.populations.get(at).filter(|found| found.key() == sought)
    }

    /// The estimates of an area, of all years and groups.
    pub fn populations_of(&self, area: &str) -> &[Population] {
        let first = self.populations.partition_point(|found| found.area.as_str() < area);
        let last = self.populations.partition_point(|found| found.area.as_str() <= area);
        &self.populations[first..last]
    }

    /// The period of this name, if it is one of those that the book's forms are of. Where a form cannot be read, or there is none,
    /// it can be any.
    pub fn period(&self, name: &str) -> Option<Period> {
        let kinds = self.kinds_of_period();
        let is_any = kinds.is_empty() || !self.unread_forms.is_empty();
        self.settings.years.period(name).filter(|period| is_any || kinds.iter().any(|kind| kind.is_like(*period)))
    }

    /// A period of each kind that the book's forms are of.
    pub fn kinds_of_period(&self) -> Vec<Period> {
        let mut kinds: Vec<Period> = Vec::new();
        for from in self.forms.iter().map(|form| form.from) {
            kinds.extend(Some(from).filter(|from| kinds.iter().all(|known| !known.is_like(*from))));
        }
        kinds
    }

    /// The name of a period that the book can have, as an example: the first of its newest form.
    pub fn example_period(&self) -> Period {
        let newest = self.forms.iter().map(|form| form.from).max_by_key(|from| (from.length(), *from));
        newest.unwrap_or_else(|| self.settings.years.example())
    }

    /// Why an area hands in no report for a period, where it is excused.
    pub fn excuse(&self, area: &str, period: Period) -> Option<&Words> {
        let excused = &self.plan(period)?.excused;
        excused.iter().find(|(key, ..)| key == area).map(|(_, reason, _)| reason)
    }

    /// What belongs to a period as a whole, if the book says so.
    pub fn plan(&self, period: Period) -> Option<&PeriodPlan> {
        self.plans.iter().find(|plan| plan.period == period)
    }

    /// From when on a report may be published: its own time or that of its period, the later of the two; none where it may be at
    /// once. The nation's waits for the last of its period.
    pub fn release_of(&self, report: &Report) -> Option<Timestamp> {
        let of_period = self.plan(report.period).and_then(|plan| plan.release);
        let others = (report.area.key == self.nation.key).then(|| self.reports_for(report.period));
        let times = others.into_iter().flatten().chain([report]).filter_map(|report| report.release).chain(of_period);
        times.map(|(time, _)| time).max()
    }

    /// A time on the clocks of the book's time zone.
    pub fn on_clocks(&self, time: Timestamp) -> Zoned {
        time.to_zoned(self.settings.zone.clone())
    }

    /// The authorities that must sign a report.
    pub fn signing<'a>(&'a self, report: &Report) -> impl Iterator<Item = &'a Authority> {
        let kind = if report.area.key == self.nation.key { ReportKind::National } else { ReportKind::Area };
        let period = report.period;
        self.settings.authorities.iter().filter(move |authority| authority.signs(kind, period))
    }

    /// The authorities that must sign a report and have not approved it as it stands.
    pub fn unsigned<'a>(&'a self, report: &'a Report) -> impl Iterator<Item = &'a Authority> {
        self.signing(report).filter(|authority| report.approval(&authority.key).is_none())
    }

    /// Whether a report is published only once it is signed. One that nobody has to sign waits for nobody.
    pub fn asks_for_sign_off(&self, report: &Report) -> bool {
        let is_of_time =
            |settings::SignOff { from }| from.is_none_or(|from| from.first_day() <= report.period.first_day());
        self.settings.sign_off.is_some_and(is_of_time) && self.signing(report).next().is_some()
    }

    /// The form with this key.
    pub fn form(&self, key: &str) -> Option<&Arc<Form>> {
        self.forms.iter().find(|form| form.key == key)
    }

    /// The forms that reports of areas, or of the nation, use for a period: those for whole reports, and where there are none those
    /// for partial ones. With `partial` the other way round. A book that is in order has one.
    pub fn forms_for(&self, period: Period, national: bool, partial: bool) -> Vec<&Arc<Form>> {
        let of = |partial: bool| {
            let forms = self.forms.iter().filter(move |form| form.national == national && form.covers(period));
            forms.filter(move |form| form.partial == partial).collect::<Vec<_>>()
        };
        Some(of(partial)).filter(|forms| !forms.is_empty()).unwrap_or_else(|| of(!partial))
    }

    /// The national text of the time of an area's report. One that is partial has none.
    pub fn national_text<'a>(&'a self, report: &'a Report) -> impl Iterator<Item = &'a SharedSection> {
        let has_any = report.area.key != self.nation.key && !report.is_partial();
        self.shared.iter().filter(move |shared| has_any && shared.holds_in(report.period))
    }

    /// The text of a report in the order of its page: its own sections and the national text of its time.
    /// A section of the report's own stands in place of national text with the same key.
    pub fn sections<'a>(&'a self, report: &'a Report) -> Vec<&'a Section> {
        let is_own = |shared: &&Section| report.sections.iter().any(|section| section.key == shared.key);
        let shared = self.national_text(report).map(|shared| &shared.section).filter(|shared| !is_own(shared));
        let mut sections: Vec<_> = report.sections.iter().chain(shared).collect();
        sections.sort_by(|a, b| (a.order, &a.key).cmp(&(b.order, &b.key)));
        sections
    }
}
