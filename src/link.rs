//! Which pages a site has, where each stands, and what leads there.

use std::borrow::Cow;

use crate::book::Book;
use crate::book::area::Area;
use crate::book::history::Superseded;
use crate::book::period::Period;
use crate::book::report::Report;
use crate::book::series::Measure;

/// A page of the site.
#[derive(Debug, Clone, Copy)]
pub(crate) enum PageKey<'a> {
    /// The home page.
    Home,
    /// The page of an area.
    Area(&'a Area),
    /// The page of an area's report.
    Report(&'a Report),
    /// The page of the nation for a period.
    Overview(Period),
    /// The page of a measure.
    Measure(&'a Measure),
    /// The page of a measure for one period.
    MeasurePeriod(&'a Measure, Period),
    /// The page of an area for a period beside the nation and every other area.
    Beside(&'a Area, Period),
    /// The page on which areas are chosen to be compared.
    Compare,
    /// The page of what there is of which area and period.
    Coverage,
    /// An edition of a report that another one stands in place of.
    Edition(&'a Superseded),
    /// What was corrected.
    Corrections,
    /// Which figures can be taken away, and how they are used.
    Data,
    /// How to read the figures.
    Reading,
    /// The accessibility statement.
    Accessibility,
    /// What is served where there is no page.
    NotFound,
    /// How far the reports of a period have come, for those who write and publish them.
    Progress(Period),
}

impl<'a> PageKey<'a> {
    /// The page of a report, be it of an area or of the nation.
    pub(crate) fn of_report(book: &Book, report: &'a Report) -> Self {
        if report.area.key == book.nation.key { PageKey::Overview(report.period) } else { PageKey::Report(report) }
    }

    /// Where the page stands, from the site's root.
    pub(crate) fn path(self) -> String {
        match self {
            PageKey::Home => "index.html".to_owned(),
            PageKey::Area(area) => format!("areas/{}/index.html", area.key),
            PageKey::Report(report) => report_path(&report.area.key, report.period),
            PageKey::Overview(period) => format!("national/{}/index.html", period.name()),
            PageKey::Measure(measure) => format!("measures/{}/index.html", measure.key),
            PageKey::MeasurePeriod(measure, period) => format!("measures/{}/{}/index.html", measure.key, period.name()),
            PageKey::Beside(area, period) => format!("compare/{}/{}/index.html", area.key, period.name()),
            PageKey::Compare => "compare/index.html".to_owned(),
            PageKey::Coverage => "coverage/index.html".to_owned(),
            PageKey::Edition(edition) => {
                let current = self.canonical();
                let folder = current.strip_suffix("index.html").unwrap_or_default();
                format!("{folder}editions/{}/index.html", edition.name)
            }
            PageKey::Corrections => "corrections/index.html".to_owned(),
            PageKey::Data => "data/index.html".to_owned(),
            PageKey::Reading => "reading/index.html".to_owned(),
            PageKey::Accessibility => "accessibility/index.html".to_owned(),
            PageKey::NotFound => "404.html".to_owned(),
            PageKey::Progress(period) => format!("status/{}/index.html", period.name()),
        }
    }

    /// Where the page stood while the folder of its area had other names.
    pub(crate) fn former_paths(self) -> Vec<String> {
        let (area, period) = match self {
            PageKey::Edition(edition) => {
                let then = |key: &String| self.path().replacen(&format!("/{}/", edition.of.0), &format!("/{key}/"), 1);
                return edition.formerly.iter().map(then).collect();
            }
            PageKey::Area(area) => (area, None),
            PageKey::Report(report) => (&*report.area, Some(report.period)),
            PageKey::Beside(area, period) => (area, Some(period)),
            _ => return Vec::new(),
        };
        let was_there = |until: Period| period.is_none_or(|period| period.last_day() <= until.last_day());
        let keys = area.former_keys().filter(|(_, until)| was_there(*until)).map(|(key, _)| key);
        keys.map(|key| self.path().replacen(&format!("/{}/", area.key), &format!("/{key}/"), 1)).collect()
    }

    /// Where the page stands that those find who look for this one: of a report its current edition.
    pub(crate) fn canonical(self) -> String {
        match self {
            PageKey::Edition(Superseded { of: (_, period), is_national: true, .. }) => {
                PageKey::Overview(*period).path()
            }
            PageKey::Edition(Superseded { of: (area, period), .. }) => report_path(area, *period),
            key => key.path(),
        }
    }

    /// The folder of the page, ending in `/`; empty where it is the site's root.
    pub(crate) fn folder(self) -> String {
        let path = self.path();
        path[..path.rfind('/').map_or(0, |end| end + 1)].to_owned()
    }

    /// The way from the page to the site's root: `../../`, for example.
    pub(crate) fn root(self) -> String {
        "../".repeat(self.path().matches('/').count())
    }
}

fn report_path(area: &str, period: Period) -> String {
    format!("areas/{area}/{}/index.html", period.name())
}

/// The anchors that pages have of their own. No section of a narrative can have one as its name that stands beside it.
pub(crate) mod anchor {
    /// The list of contents.
    pub(crate) const CONTENTS: &str = "contents";
    /// Where what the page is about begins.
    pub(crate) const MAIN: &str = "main";
    /// Who signed a report without a foreword.
    pub(crate) const SIGNATORIES: &str = "signatories";
    /// A report's area beside the nation and the other areas.
    pub(crate) const BESIDE: &str = "how-this-area-compares";
    /// A report's figures that are counted elsewhere than in its form.
    pub(crate) const LOCAL_FIGURES: &str = "other-figures";
    /// What was wrong in a report as it was published first.
    pub(crate) const CORRECTIONS: &str = "corrections";
    /// The table of what changed in it since.
    pub(crate) const CHANGES: &str = "changes";
    /// What of a page can be taken away, and how it is cited.
    pub(crate) const DATA: &str = "use-these-figures";
    /// The editions of a report that others stand in place of.
    pub(crate) const EDITIONS: &str = "earlier-editions";
    /// The nation's figures of a period.
    pub(crate) const MAIN_FIGURES: &str = "main-figures";
    /// The nation's figures of all periods.
    pub(crate) const ALL_PERIODS: &str = "trends-over-all-periods";
    /// The areas of a period.
    pub(crate) const AREAS: &str = "areas-of-the-period";
    /// The table of an area beside its region and the nation.
    pub(crate) const BESIDE_TABLE: &str = "beside-others";
    /// The table of the nation's figures of a period.
    pub(crate) const MAIN_TABLE: &str = "headline-figures";
    /// The table of the nation's figures of all periods.
    pub(crate) const TRENDS_TABLE: &str = "trends";
    /// The table of areas.
    pub(crate) const AREAS_TABLE: &str = "areas";
    /// The table of areas by period.
    pub(crate) const AREAS_BY_PERIOD: &str = "areas-by-period";
    /// How the rates of areas are read.
    pub(crate) const HOW_TO_READ: &str = "how-to-read";
    /// What the anchors of the home page's own text begin with.
    pub(crate) const OF_HOME_TEXT: &str = "about";
    /// What the anchors of the text begin with that a book adds to how its figures are read.
    pub(crate) const OF_READING_TEXT: &str = "more";
    /// Those that the template of the home page has.
    pub(crate) const OF_HOME: [&str; 4] = [MAIN, AREAS_TABLE, "periods", "compare"];
    /// Those that the template of the page on how to read the figures has.
    pub(crate) const OF_READING: [&str; 10] =
        [MAIN, CONTENTS, "words", "counts", "rates", "changes", "signs", "absences", "markers", CORRECTIONS];
    /// Those of pages on which a narrative stands.
    const BESIDE_NARRATIVE: [&str; 15] = [
        DATA,
        CONTENTS,
        MAIN,
        SIGNATORIES,
        BESIDE,
        LOCAL_FIGURES,
        CORRECTIONS,
        EDITIONS,
        MAIN_FIGURES,
        ALL_PERIODS,
        AREAS,
        BESIDE_TABLE,
        MAIN_TABLE,
        TRENDS_TABLE,
        AREAS_TABLE,
    ];

    /// The anchor of a table.
    pub(crate) fn of_table(key: &str) -> String {
        format!("table-{key}")
    }

    /// The anchor of a chart.
    pub(crate) fn of_chart(key: &str) -> String {
        format!("chart-{key}")
    }

    /// The anchor of the figures that the chart of a measure draws.
    pub(crate) fn of_course(key: &str) -> String {
        format!("course-{key}")
    }

    /// Whether it is made as the anchors inside a section are: of a heading, a table in the text, a footnote or its mark.
    fn is_inside(name: &str) -> bool {
        let numbered = name.rsplit_once('-').filter(|(_, number)| number.bytes().all(|byte| byte.is_ascii_digit()));
        let is_of = |end: &str| numbered.is_some_and(|(before, _)| before.ends_with(end));
        name.contains("--") || ["-table", "-note", "-mark"].into_iter().any(is_of)
    }

    /// Whether a page can have an anchor of its own with this name.
    pub(crate) fn is_taken(name: &str) -> bool {
        let of_figures = [of_table(""), of_chart(""), of_course("")].iter().any(|start| name.starts_with(start));
        BESIDE_NARRATIVE.contains(&name) || of_figures || is_inside(name)
    }
}

/// Where a link leads: to a page, to an anchor of one, or to an anchor of the page on which it stands.
#[derive(Debug, Clone)]
pub(crate) struct Destination<'a> {
    /// The page; none where it is the one on which the link stands.
    pub(crate) page: Option<PageKey<'a>>,
    /// The anchor on it.
    pub(crate) anchor: Option<Cow<'static, str>>,
}

impl<'a> From<PageKey<'a>> for Destination<'a> {
    fn from(page: PageKey<'a>) -> Self {
        Destination { page: Some(page), anchor: None }
    }
}

impl<'a> Destination<'a> {
    /// An anchor of the page on which the link stands.
    pub(crate) fn here(anchor: impl Into<Cow<'static, str>>) -> Self {
        Destination { page: None, anchor: Some(anchor.into()) }
    }

    /// An anchor of a page.
    pub(crate) fn at(page: PageKey<'a>, anchor: &'static str) -> Self {
        Destination { page: Some(page), anchor: Some(anchor.into()) }
    }

    /// The address of the link on a page from which `root` leads to the site's root.
    pub(crate) fn href(&self, root: &str) -> String {
        let page = self.page.map_or_else(String::new, |page| format!("{root}{}", page.path()));
        match &self.anchor {
            Some(anchor) => format!("{page}#{anchor}"),
            None => page,
        }
    }
}

/// A link with what it says and what stands behind it in a few words, which may be empty.
#[derive(Debug, Clone)]
pub(crate) struct Link<'a> {
    /// The words.
    pub(crate) words: Cow<'a, str>,
    /// Where it leads.
    pub(crate) to: PageKey<'a>,
    /// What stands behind it.
    pub(crate) note: Cow<'a, str>,
}

impl<'a> Link<'a> {
    /// A link with nothing behind it.
    pub(crate) fn new(words: impl Into<Cow<'a, str>>, to: PageKey<'a>) -> Self {
        Link { words: words.into(), to, note: Cow::default() }
    }

    /// A link with a few words behind it.
    pub(crate) fn noted(words: impl Into<Cow<'a, str>>, to: PageKey<'a>, note: impl Into<Cow<'a, str>>) -> Self {
        Link { words: words.into(), to, note: note.into() }
    }
}
