//! The pages of a site: those that are made of sections, and those whose words are their template's.

use std::collections::BTreeMap;

use serde::Serialize;
use tera::Value;

use super::around::{self, ContactView, LinkView, contact};
use super::blocks;
use super::comparison_data;
use super::frame::{self, Head, Offer, PageView, Rendered};
use super::markdown::{self, Context};
use super::shown::Shown;
use super::table::Tables;
use crate::book::area::Area;
use crate::book::cell::{ABSENCES, MARKERS};
use crate::book::history::Superseded;
use crate::book::narrative::Words;
use crate::book::report::Report;
use crate::data;
use crate::link::{Link, PageKey, anchor};
use crate::page::edition;
use crate::page::releases::{self, corrections};
use crate::page::{beside, index, period, report};
use crate::query::comparisons::Comparisons;
use crate::table::{of_coverage, over_periods, wording};
use crate::text::{markup, number};
use crate::theme::Theme;

/// What pages are made of.
#[derive(Clone, Copy)]
pub(super) struct Pages<'p, 'a> {
    /// The book, and what superseded editions are made of.
    pub(super) shown: &'p Shown<'a>,
    /// The comparisons of the book.
    pub(super) comparisons: &'p Comparisons<'a>,
    /// The theme.
    pub(super) theme: &'p Theme,
    /// Where a download stands, and how large it is.
    pub(super) offer: Offer<'p>,
}

#[derive(Serialize)]
struct HomeView {
    page: PageView,
    periods: Vec<LinkView>,
    measures: Vec<LinkView>,
    compare: Vec<LinkView>,
    regions: Vec<RegionView>,
    areas: usize,
}

#[derive(Serialize)]
struct RegionView {
    name: String,
    areas: Vec<LinkView>,
}

#[derive(Serialize)]
struct AreaView<'v> {
    page: PageView,
    facts: Vec<Fact<'v>>,
    heading: String,
    reports: Vec<LinkView>,
    compared: Option<LinkView>,
    became: Vec<LinkView>,
    came_from: Vec<LinkView>,
}

#[derive(Serialize)]
struct Fact<'v> {
    name: &'v str,
    value: String,
}

#[derive(Serialize)]
struct CompareView {
    page: PageView,
    measures: Vec<LinkView>,
    regions: Vec<RegionView>,
}

#[derive(Serialize)]
struct CoverageView {
    page: PageView,
    areas: usize,
    has_drafts: bool,
}

#[derive(Serialize)]
struct ReadingView {
    page: PageView,
    absences: Vec<Sign>,
    markers: Vec<Sign>,
    /// Whether the book has rates, and estimates of residents.
    rates: bool,
    estimates: bool,
    /// Whether a series of the book breaks.
    breaks: bool,
    /// The page of all corrections, where there is one.
    corrections: Option<LinkView>,
}

#[derive(Serialize)]
struct Sign {
    sign: String,
    meaning: &'static str,
}

/// The accessibility statement. Days that are not known are empty.
#[derive(Serialize)]
struct StatementView<'v> {
    page: PageView,
    organisation: &'v str,
    /// `full`, `partial` or `none`.
    conformance: String,
    contact: ContactView,
    reply_days: Option<u16>,
    testing: &'v str,
    tested: String,
    prepared: String,
    reviewed: String,
    problems: Vec<ProblemView<'v>>,
}

#[derive(Serialize)]
struct ProblemView<'v> {
    what: &'v str,
    criterion: &'v str,
    plan: &'v str,
}

#[derive(Serialize)]
struct PlainView {
    page: PageView,
}

impl<'a> Pages<'_, 'a> {
    /// A page's HTML.
    pub(super) fn page(&self, key: PageKey<'a>) -> Rendered {
        let Pages { shown: &Shown { book, .. }, comparisons, theme, offer } = *self;
        match key {
            PageKey::Home => self.home(),
            PageKey::Area(area) => self.area(area),
            PageKey::Compare => self.compare(),
            PageKey::Coverage => self.coverage(),
            PageKey::Reading => self.reading(),
            PageKey::Accessibility => self.accessibility(),
            PageKey::NotFound => self.not_found(),
            PageKey::Edition(edition) => self.edition(edition),
            PageKey::Data => blocks::page(book, theme, &data::page::page(book), Some(offer)),
            key => {
                let Some(mut page) = index::page(book, comparisons, key) else { return Ok(String::new()) };
                page.sections.extend(data::page::section(book, &page));
                blocks::page(book, theme, &page, Some(offer))
            }
        }
    }

    /// An edition that another one stands in place of, from the book as it was.
    fn edition(&self, edition: &'a Superseded) -> Rendered {
        let Pages { shown, theme, .. } = *self;
        blocks::page(shown.book, theme, &edition::page(shown.book, edition, shown.earlier(edition)), None)
    }

    fn around(&self, head: &Head<'_>) -> PageView {
        frame::around(self.shown.book, self.theme, head)
    }

    fn home_link(&self) -> Link<'a> {
        Link::new(&self.shown.book.settings.title, PageKey::Home)
    }

    /// A page below the home page.
    fn below_home(&self, key: PageKey<'_>, title: &str, description: &str) -> PageView {
        self.around(&Head { key, title, description, trail: &[self.home_link()], script: "" })
    }

    /// Links to areas by region.
    fn regions(links: impl Iterator<Item = (&'a Area, LinkView)>) -> Vec<RegionView> {
        let mut regions: BTreeMap<&str, Vec<LinkView>> = BTreeMap::new();
        for (area, link) in links {
            regions.entry(area.region.as_deref().unwrap_or_default()).or_default().push(link);
        }
        regions.into_iter().map(|(name, areas)| RegionView { name: name.to_owned(), areas }).collect()
    }

    fn home(&self) -> Rendered {
        let Pages { shown: &Shown { book, .. }, comparisons, theme, .. } = *self;
        let about = match book.home.is_empty() {
            true => format!("<p>{}</p>", markup::text(&book.settings.description)),
            false => markdown::document(&Context::of_page(book, anchor::OF_HOME_TEXT, ""), &book.home),
        };
        let overview = |period| {
            let reports = book.reports_for(period).chain(book.report(&book.nation.key, period));
            let note = [Some(period::coverage(book, period)), book.history.of_all(reports).map(releases::words)];
            let note = note.into_iter().flatten().collect::<Vec<_>>().join("; ");
            Link::noted(format!("{period}"), PageKey::Overview(period), note)
        };
        let area = |area: &'a Area| {
            let periods: Vec<_> = book.reports_of(&area.key).map(|report| report.period).collect();
            let note = match periods.as_slice() {
                [] => "no figures here".to_owned(),
                [period] => period.to_string(),
                [.., last] => {
                    let word = if periods.iter().all(|period| period.is_like(*last)) { last.word() } else { "period" };
                    format!("{} {word}s, the last {last}", periods.len())
                }
            };
            (area, LinkView::from(&Link::noted(&area.name, PageKey::Area(area), note)))
        };
        let mut compare = Vec::new();
        if book.reports.iter().any(|report| beside::has_page(book, comparisons, report)) {
            compare.push(Link::noted("Compare areas", PageKey::Compare, "two to four side by side, or one beside all"));
        }
        compare.push(Link::noted("Coverage", PageKey::Coverage, "which areas have what, for which period"));
        let measures = book.measures.iter().filter(|measure| comparisons.periods(measure).next().is_some());
        let measures = measures.map(|measure| Link::new(&measure.title, PageKey::Measure(measure)));
        let (title, description) = (&book.settings.title, &book.settings.description);
        let view = HomeView {
            page: self.around(&Head { key: PageKey::Home, title, description, trail: &[], script: "" }),
            periods: book.periods().into_iter().map(|period| LinkView::from(&overview(period))).collect(),
            measures: measures.map(|link| LinkView::from(&link)).collect(),
            compare: compare.iter().map(LinkView::from).collect(),
            regions: Self::regions(book.areas_so_far().map(area)),
            areas: book.areas_so_far().count(),
        };
        theme.render("home.html", &view, [("about", Value::safe_string(&about))])
    }

    fn area(&self, area: &'a Area) -> Rendered {
        let Pages { shown: &Shown { book, .. }, comparisons, theme, .. } = *self;
        let reports: Vec<_> = book.reports_of(&area.key).collect();
        let fact = |name, value: &str| Fact { name, value: value.to_owned() };
        let of_area = |name, value: &'a Option<Words>| fact(name, value.as_deref().unwrap_or_default());
        // What is called as the area is says nothing new.
        let of_book = area.fields.iter().filter(|(_, value)| **value != *area.name);
        let other_names: Vec<_> = area.other_names.iter().map(Words::as_str).collect();
        let facts = [of_area("Region", &area.region), of_area("Country", &area.country)]
            .into_iter()
            .chain(of_book.map(|(name, value)| fact(name, value)))
            .chain([fact("Also known as", &other_names.join("; ")), fact("Code", &area.codes.join(", "))])
            .chain([fact("Formerly", &wording::former_names(area)), fact("Reports", &wording::time(area))]);
        let link_to = |other: &'a Area| LinkView::from(&Link::new(&other.name, PageKey::Area(other)));
        let came_from = book.areas.iter().filter(|before| book.successors(before).any(|next| next.key == area.key));
        let link = |report: &&'a Report| {
            let status = Some(report::status(report)).filter(|status| !status.is_empty()).unwrap_or("whole report");
            let corrected = Some("corrected").filter(|_| !report.corrections.is_empty());
            let days = book.history.of_all([*report]).map(releases::words);
            let note = [Some(status), corrected, days.as_deref()];
            let note = note.into_iter().flatten().collect::<Vec<_>>().join(", ");
            LinkView::from(&Link::noted(report.period.to_string(), PageKey::Report(report), note))
        };
        let compared = reports.iter().rev().find(|report| beside::has_page(book, comparisons, report));
        let compared = compared.map(|report| {
            let words = format!("Compare {} with each other area, {}", area.name, report.period);
            LinkView::from(&Link::new(words, PageKey::Beside(area, report.period)))
        });
        let key = PageKey::Area(area);
        let root = key.root();
        let tables = Tables { theme, offer: None, context: Context::of_page(book, "measures", &root) };
        let mut measures = String::new();
        for table in over_periods::area(book, &reports) {
            measures += &tables.html(&table)?;
        }
        let files = data::page::offered(book, key);
        let files = Some(files).filter(|files| !files.is_empty() && !reports.is_empty());
        let files = files.map(|files| blocks::downloads(Some(self.offer), &root, &files)).unwrap_or_default();
        let kinds = book.kinds_of_period();
        let kinds: Vec<_> = kinds
            .iter()
            .filter(|kind| reports.is_empty() || reports.iter().any(|report| report.period.is_like(**kind)))
            .collect();
        let heading = if let [kind] = *kinds { format!("{}s", kind.report()) } else { "Reports".to_owned() };
        let description = format!("{heading} of {} and its main figures by period.", area.name);
        let view = AreaView {
            page: self.below_home(key, &area.name, &description),
            facts: facts.filter(|fact| !fact.value.is_empty()).collect(),
            heading,
            reports: reports.iter().rev().map(link).collect(),
            compared,
            became: book.successors(area).map(link_to).collect(),
            came_from: came_from.map(|before| link_to(before)).collect(),
        };
        let html = [("measures", measures), ("downloads", files)];
        theme.render("area.html", &view, html.map(|(name, html)| (name, Value::safe_string(&html))))
    }

    /// The page on which areas are chosen to be compared. Without script it leads to a page of each area beside the nation and
    /// every other area.
    fn compare(&self) -> Rendered {
        let Pages { shown: &Shown { book, .. }, comparisons, theme, .. } = *self;
        let link = |area: &'a Area| {
            let reports = book.reports_of(&area.key);
            let newest = reports.filter(|report| beside::has_page(book, comparisons, report)).last()?;
            let to = PageKey::Beside(area, newest.period);
            Some((area, LinkView::from(&Link::noted(&area.name, to, newest.period.to_string()))))
        };
        let description = format!("Set areas of {} beside each other.", wording::nation(book));
        let head = Head {
            key: PageKey::Compare,
            title: "Compare areas",
            description: &description,
            trail: &[self.home_link()],
            script: "compare.js",
        };
        let measures = comparison_data::measures(book, comparisons).into_iter();
        let view = CompareView {
            page: self.around(&head),
            measures: measures.map(|one| LinkView::to_file(&one.title, comparison_data::path(one))).collect(),
            regions: Self::regions(book.areas_so_far().filter_map(link)),
        };
        theme.render("compare.html", &view, [])
    }

    fn coverage(&self) -> Rendered {
        let Pages { shown: &Shown { book, .. }, theme, .. } = *self;
        let root = PageKey::Coverage.root();
        let tables = Tables { theme, offer: None, context: Context::of_page(book, "coverage", &root) };
        let by_period = Value::safe_string(&tables.html(&of_coverage::periods(book))?);
        let by_area = Value::safe_string(&tables.html(&of_coverage::areas(book))?);
        let description = format!("Which areas of {} have figures for which period.", wording::nation(book));
        let page = self.below_home(PageKey::Coverage, "Coverage", &description);
        let view = CoverageView { page, areas: book.areas_so_far().count(), has_drafts: of_coverage::has_drafts(book) };
        theme.render("coverage.html", &view, [("by_period", by_period), ("by_area", by_area)])
    }

    /// How to read the figures: shorthand, days and years, rates, and whatever the book adds.
    fn reading(&self) -> Rendered {
        let book = self.shown.book;
        let sign = |sign: &str, meaning| Sign { sign: format!("[{sign}]"), meaning };
        let description = "What the signs in the tables mean, and what is counted when.";
        let view = ReadingView {
            page: self.below_home(PageKey::Reading, "How to read these figures", description),
            absences: ABSENCES.iter().map(|row| sign(row.0, row.2)).collect(),
            markers: MARKERS.iter().map(|row| sign(row.0, row.2)).collect(),
            rates: book.all_reports().flat_map(|report| &report.figures.form.tables).any(|table| table.rate.is_some()),
            estimates: !book.populations.is_empty(),
            breaks: book.measures.iter().any(|measure| measure.breaks.iter().any(|one| book.reaches(one.at))),
            corrections: corrections::has_page(book)
                .then(|| LinkView::from(&Link::new("Corrections", PageKey::Corrections))),
        };
        let more = markdown::document(
            &Context::of_page(book, anchor::OF_READING_TEXT, &PageKey::Reading.root()),
            &book.reading,
        );
        self.theme.render("reading.html", &view, [("more", Value::safe_string(&more))])
    }

    fn accessibility(&self) -> Rendered {
        let Some(statement) = &self.shown.book.settings.publisher.statement else { return Ok(String::new()) };
        let description = "How far this site can be used by everybody, and whom to tell.";
        let problems = statement.problems.iter();
        let view = StatementView {
            page: self.below_home(PageKey::Accessibility, "Accessibility statement", description),
            organisation: &statement.organisation,
            conformance: format!("{:?}", statement.conformance).to_lowercase(),
            contact: contact(&statement.contact),
            reply_days: statement.reply_days,
            testing: &statement.testing,
            tested: statement.tested.map(|day| number::day(day.on)).unwrap_or_default(),
            prepared: number::day(statement.prepared.on),
            reviewed: statement.reviewed.map(|day| number::day(day.on)).unwrap_or_default(),
            problems: problems
                .map(|one| ProblemView { what: &one.what, criterion: &one.criterion, plan: &one.plan })
                .collect(),
        };
        self.theme.render("accessibility.html", &view, [])
    }

    /// What stands where a page stood before its area had another name.
    pub(super) fn moved(&self, to: PageKey<'a>) -> Rendered {
        let (area, what) = match to {
            PageKey::Report(report) => (&*report.area, format!("{} {}", report.name(), report.period)),
            PageKey::Beside(area, period) => (area, format!("{} beside others, {period}", area.name_in(period))),
            PageKey::Area(area) => (area, area.name.to_string()),
            PageKey::Edition(edition) => {
                let ((key, period), words) = (&edition.of, releases::published(edition));
                let Some(area) = self.shown.book.area_called(key) else { return Ok(String::new()) };
                (area, format!("{} {period}, {}", area.name_in(*period), words.replacen("Edition", "edition", 1)))
            }
            _ => return Ok(String::new()),
        };
        let page = self.below_home(to, "This page has moved", &format!("This page is now at {what}."));
        let texts = [("to", to.path()), ("what", what), ("area", area.name.to_string())];
        self.theme.render("moved.html", &PlainView { page }, texts.map(|(name, text)| (name, text.into())))
    }

    /// The page for an address at which there is none. It is served from anywhere, so its links begin at the host.
    fn not_found(&self) -> Rendered {
        let mut page = self.below_home(PageKey::NotFound, "Page not found", "There is no page at this address.");
        page.root = around::root(self.shown.book);
        page.site.address = String::new();
        self.theme.render("404.html", &PlainView { page }, [])
    }
}
