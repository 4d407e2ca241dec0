//! The shapes that templates see.

use serde::Serialize;

/// A page around its content.
#[derive(Debug, Clone, Serialize)]
pub struct PageView {
    /// The site.
    pub site: SiteView,
    /// The page's own title.
    pub title: String,
    /// One sentence about the page, for search engines.
    pub description: String,
    /// The way to the site's root, `../../` for example.
    pub root: String,
    /// The pages above this one: title and address from the root.
    pub trail: Vec<LinkView>,
    /// The scripts that add to the page what it also does without them, from the root.
    pub scripts: Vec<String>,
}

/// What every page says of the site.
#[derive(Debug, Clone, Serialize)]
pub struct SiteView {
    /// The title.
    pub title: String,
    /// The language of the pages.
    pub language: String,
    /// The terms of use.
    pub licence: String,
    /// Where these are written out.
    pub licence_url: String,
    /// The style sheet, from the root.
    pub style: String,
    /// The name at the head of every page.
    pub name: String,
    /// The language as other services write it: `en_GB`.
    pub locale: String,
    /// The icon, from the root.
    pub icon: String,
    /// The logo, from the root; empty where there is none.
    pub logo: String,
    /// The pages about the site itself.
    pub pages: Vec<LinkView>,
    /// Links at the foot of every page: words and address.
    pub footer: Vec<(String, String)>,
    /// Whom readers can ask.
    pub contact: ContactView,
    /// The day of the last change; empty where it is not known.
    pub updated: String,
    /// The page's own address on the web; empty where it is not known.
    pub address: String,
    /// The Content-Security-Policy of a page without scripts.
    pub policy: String,
    /// That of a page with scripts.
    pub policy_with_scripts: String,
}

/// How to reach somebody. What is not known is empty.
#[derive(Debug, Clone, Serialize)]
pub struct ContactView {
    /// Who it is.
    pub name: String,
    /// An e-mail address.
    pub email: String,
    /// A telephone number.
    pub phone: String,
}

/// A page that has nothing but its frame.
#[derive(Debug, Serialize)]
pub struct PlainView {
    /// The page.
    pub page: PageView,
}

/// How to read the figures.
#[derive(Debug, Serialize)]
pub struct ReadingView {
    /// The page.
    pub page: PageView,
    /// What stands in place of a number: sign and meaning.
    pub absences: Vec<(String, String)>,
    /// What stands beside a number: sign and meaning.
    pub markers: Vec<(String, String)>,
    /// Whether the book has rates.
    pub rates: bool,
    /// Whether a series of the book breaks.
    pub breaks: bool,
    /// What the book adds, as HTML.
    pub more: String,
}

/// The accessibility statement. Days that are not known are empty.
#[derive(Debug, Serialize)]
pub struct StatementView {
    /// The page.
    pub page: PageView,
    /// Who runs the site.
    pub organisation: String,
    /// `full`, `partial` or `none`.
    pub conformance: String,
    /// Whom to tell about a problem.
    pub contact: ContactView,
    /// Within how many working days an answer comes.
    pub reply_days: Option<u16>,
    /// How it was tested.
    pub testing: String,
    /// The day of the last test.
    pub tested: String,
    /// The day on which the statement was written.
    pub prepared: String,
    /// The day on which it was last looked at.
    pub reviewed: String,
    /// What does not conform: what, criterion, plan.
    pub problems: Vec<[String; 3]>,
}

/// A link.
#[derive(Debug, Clone, Serialize)]
pub struct LinkView {
    /// The words.
    pub text: String,
    /// The address from the root.
    pub to: String,
    /// What stands behind it, in a few words.
    pub note: String,
}

/// The home page.
#[derive(Debug, Serialize)]
pub struct HomeView {
    /// The page.
    pub page: PageView,
    /// What the site is, as HTML.
    pub about: String,
    /// The periods, newest first.
    pub periods: Vec<LinkView>,
    /// The measures.
    pub measures: Vec<LinkView>,
    /// Pages that set areas side by side.
    pub compare: Vec<LinkView>,
    /// The regions by name, each with its areas.
    pub regions: Vec<RegionView>,
    /// How many areas there are.
    pub areas: usize,
}

/// A region.
#[derive(Debug, Serialize)]
pub struct RegionView {
    /// Its name.
    pub name: String,
    /// Its areas.
    pub areas: Vec<LinkView>,
}

/// The page of an area.
#[derive(Debug, Serialize)]
pub struct AreaView {
    /// The page.
    pub page: PageView,
    /// Facts about the area: name and value.
    pub facts: Vec<(String, String)>,
    /// Its reports, newest first.
    pub reports: Vec<LinkView>,
    /// The newest page that sets it beside every other area.
    pub compared: Option<LinkView>,
    /// Its measures over the periods, as HTML.
    pub measures: Option<String>,
}

/// The page of a report, or of the nation for a period.
#[derive(Debug, Serialize)]
pub struct ReportView {
    /// The page.
    pub page: PageView,
    /// What the heading says above the title.
    pub caption: String,
    /// The headline.
    pub heading: String,
    /// From when to when.
    pub span: String,
    /// `draft`, `partial`, or nothing for a final report.
    pub status: String,
    /// Where the figures were first published.
    pub source: String,
    /// The figures at the head of the report.
    pub headlines: Vec<HeadlineView>,
    /// The sections in order.
    pub sections: Vec<SectionView>,
    /// The report of the period before.
    pub previous: Option<LinkView>,
    /// The report of the period after.
    pub next: Option<LinkView>,
}

/// A figure at the head of a report.
#[derive(Debug, Serialize)]
pub struct HeadlineView {
    /// What is counted.
    pub label: String,
    /// The figure.
    pub value: String,
    /// The day or the period.
    pub when: String,
    /// What became of it since the year before; empty where that is not known.
    pub change: String,
}

/// A section of a page.
#[derive(Debug, Serialize)]
pub struct SectionView {
    /// Its anchor.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its content as HTML.
    pub html: String,
    /// Who signs it.
    pub signatories: Vec<SignatoryView>,
}

/// Who signs a foreword.
#[derive(Debug, Serialize)]
pub struct SignatoryView {
    /// A name, where the area publishes it.
    pub name: Option<String>,
    /// The office.
    pub role: String,
    /// The organisation.
    pub organisation: String,
}

/// A chart.
#[derive(Debug, Serialize)]
pub struct ChartView {
    /// Its anchor.
    pub id: String,
    /// `Chart 1`.
    pub number: Option<String>,
    /// The headline as HTML.
    pub title: String,
    /// What is counted, when and where, as HTML.
    pub subtitle: String,
    /// The drawing.
    pub svg: String,
    /// The anchor of the table with the same figures.
    pub table: String,
}

/// A chart that can be had as a file.
#[derive(Debug, Serialize)]
pub struct FiledChartView {
    /// The chart.
    #[serde(flatten)]
    pub chart: ChartView,
    /// The address of the file.
    pub file: String,
}
