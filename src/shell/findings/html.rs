//! Findings as pages of HTML to send to the people who put them right, one for all or one for each area: no script, nothing to load.

use std::borrow::Cow;

use serde::Serialize;
use tera::Tera;

use super::excerpt::{Excerpt, excerpt};
use super::reports::{by_report, tally};
use super::scope::Scope;
use crate::book::Book;
use crate::diagnostic::{Diagnostic, Severity};
use crate::publish::publication::Publication;
use crate::site::{self, Kind, Site};
use crate::source::{Sources, Span};

const TEMPLATE: &str = include_str!("page.html");

#[derive(Serialize)]
struct FindingsPage<'a> {
    version: &'static str,
    title: String,
    book: &'a str,
    tally: String,
    severities: Vec<Count>,
    waived: usize,
    /// The pages beside this one, each about an area.
    areas: Vec<AreaLink<'a>>,
    files: Vec<File<'a>>,
}

/// What a list of pages says of an area.
#[derive(Serialize)]
struct AreaLink<'a> {
    name: &'a str,
    /// The name of its page; none where it has nothing to check.
    page: Option<String>,
    tally: String,
}

#[derive(Serialize)]
struct Count {
    word: &'static str,
    count: usize,
    meaning: &'static str,
}

#[derive(Serialize)]
struct File<'a> {
    path: String,
    /// Its name in the folder of its report.
    name: String,
    /// The report, where the page is about several.
    report: Option<String>,
    tally: String,
    findings: Vec<FindingView<'a>>,
}

/// A finding as a template sees it.
#[derive(Serialize)]
pub(crate) struct FindingView<'a> {
    severity: &'static str,
    code: &'static str,
    name: &'static str,
    message: Vec<TextRun<'a>>,
    place: SourceExcerpt<'a>,
    help: Vec<Vec<TextRun<'a>>>,
    why: Vec<TextRun<'a>>,
    related: Vec<SourceExcerpt<'a>>,
}

#[derive(Serialize)]
struct SourceExcerpt<'a> {
    path: String,
    line: usize,
    column: usize,
    label: Vec<TextRun<'a>>,
    #[serde(flatten)]
    excerpt: Excerpt,
}

/// A stretch of a sentence, as words or as text to type.
#[derive(Serialize)]
struct TextRun<'a> {
    text: Cow<'a, str>,
    code: bool,
}

/// The findings of the reports in `scope` as one page, by file.
///
/// # Errors
///
/// A fault of the page's template, which is part of the program.
pub fn text(sources: &Sources, publication: &Publication, scope: &Scope) -> Result<String, Box<tera::Error>> {
    let findings: Vec<_> = publication.findings.iter().collect();
    let page = FindingsPage::new(sources, publication.book.as_ref(), scope, &findings);
    FindingsPage { waived: publication.waived, ..page }.html(&writer()?)
}

/// A page for each area with its findings, and `index.html`, which leads to them and has the findings of all other files. `scope` is a period,
/// or the whole book.
///
/// # Errors
///
/// Those of [`text`].
pub fn folder(sources: &Sources, publication: &Publication, scope: &Scope) -> Result<Site, Box<tera::Error>> {
    const INDEX: &str = "index.html";
    let book = publication.book.as_ref();
    let writer = writer()?;
    let (mut site, mut areas) = (Site::of(Kind::Findings), Vec::new());
    let mut rest: Vec<_> = publication.findings.iter().collect();
    let mut taken = vec![INDEX.to_owned()];
    for area in book.into_iter().flat_map(|book| book.areas.iter().chain([&book.nation])) {
        let own = scope.of_area(&area.key);
        let nation = book.map_or("", |book| &book.nation.key);
        let (inside, others): (Vec<_>, _) =
            rest.iter().copied().partition(|finding| own.holds(sources.path(finding.span.file), nation));
        let has_report = !inside.is_empty() || own.has_report(sources, nation);
        let page = format!("{}.html", area.key);
        let is_free = !taken.iter().any(|taken| taken.eq_ignore_ascii_case(&page));
        let name = &area.name;
        let mut link = AreaLink { name, page: None, tally: "no report".to_owned() };
        // What cannot be the name of a file stays on the list itself.
        if has_report && is_free && site::is_safe(&page) {
            site.insert(&page, FindingsPage::new(sources, book, &own, &inside).html(&writer)?.into_bytes());
            taken.push(page.clone());
            link = AreaLink { tally: tally(inside), page: Some(page), ..link };
            rest = others;
        } else if has_report {
            link.tally = format!("{}, below", tally(inside));
        }
        areas.push(link);
    }
    let page = FindingsPage::new(sources, book, scope, &rest);
    let all = tally(&publication.findings);
    let index = FindingsPage { waived: publication.waived, areas, tally: all, ..page }.html(&writer)?;
    site.insert(INDEX, index.into_bytes());
    Ok(site)
}

impl<'a> FindingsPage<'a> {
    /// The page of some findings of a book.
    fn new(sources: &'a Sources, book: Option<&'a Book>, scope: &Scope, findings: &[&'a Diagnostic]) -> Self {
        FindingsPage {
            version: env!("CARGO_PKG_VERSION"),
            title: scope.name(book),
            book: book.map_or("", |book| book.settings.title.as_str()),
            tally: tally(findings.iter().copied()),
            severities: severities(findings),
            waived: 0,
            areas: Vec::new(),
            files: files(sources, book, findings),
        }
    }

    fn html(&self, writer: &Tera) -> Result<String, Box<tera::Error>> {
        let context = tera::Context::from_serialize(self).map_err(Box::new)?;
        writer.render("page.html", &context).map_err(Box::new)
    }
}

/// What writes pages.
fn writer() -> Result<Tera, Box<tera::Error>> {
    let mut tera = Tera::default();
    tera.autoescape_on([".html"]);
    tera.add_raw_template("page.html", TEMPLATE).map_err(Box::new)?;
    Ok(tera)
}

fn severities(findings: &[&Diagnostic]) -> Vec<Count> {
    let meanings = [
        (Severity::Error, "must be put right before anything is published"),
        (Severity::Warning, "should be put right; does not hold up publication"),
        (Severity::Note, "worth knowing; nothing has to be done"),
    ];
    let counts = meanings.map(|(severity, meaning)| Count {
        word: severity.word(),
        count: findings.iter().filter(|finding| finding.severity == severity).count(),
        meaning,
    });
    counts.into_iter().filter(|count| count.count > 0).collect()
}

/// The findings by file, in the order in which a person works through them.
fn files<'a>(sources: &Sources, book: Option<&Book>, findings: &[&'a Diagnostic]) -> Vec<File<'a>> {
    let reports = by_report(sources, book, findings.iter().copied());
    let several = reports.iter().filter(|report| report.folder.is_some()).count() > 1;
    let mut files = Vec::new();
    for report in reports {
        for findings in report.findings.chunk_by(|a, b| a.span.file == b.span.file) {
            let path = sources.path(findings[0].span.file).to_owned();
            let own = report.folder.as_ref().and_then(|folder| path.strip_prefix(folder)?.strip_prefix('/'));
            files.push(File {
                name: own.unwrap_or(&path).to_owned(),
                report: (several && report.folder.is_some()).then(|| report.name.clone()),
                tally: tally(findings.iter().copied()),
                findings: findings.iter().map(|found| finding(sources, found)).collect(),
                path,
            });
        }
    }
    files
}

/// A finding for a template.
pub(crate) fn finding<'a>(sources: &Sources, finding: &'a Diagnostic) -> FindingView<'a> {
    let mut help: Vec<_> = finding.advice().map(words).collect();
    if help.is_empty() {
        help.push(words(finding.rule.fix));
    }
    FindingView {
        severity: finding.severity.word(),
        code: finding.rule.code,
        name: finding.rule.name,
        message: words(&finding.message),
        place: place(sources, finding.span, &finding.label),
        help,
        why: words(finding.rule.why),
        related: finding.related.iter().map(|(span, label)| place(sources, *span, label)).collect(),
    }
}

fn place<'a>(sources: &Sources, span: Span, label: &'a str) -> SourceExcerpt<'a> {
    let at = sources.place(span);
    SourceExcerpt {
        path: at.path,
        line: at.line,
        column: at.column,
        label: words(label),
        excerpt: excerpt(sources, span),
    }
}

/// A sentence in pieces: what stands between backticks is text to type. A backtick without its partner stays as it is.
/// The first word gets a capital, which a line in a terminal does without.
fn words(text: &str) -> Vec<TextRun<'_>> {
    let pieces = if text.matches('`').count().is_multiple_of(2) { text.split('`').collect() } else { vec![text] };
    let piece = |(at, text): (usize, _)| TextRun {
        text: if at == 0 { capitalised(text) } else { Cow::Borrowed(text) },
        code: at % 2 == 1,
    };
    pieces.into_iter().enumerate().map(piece).filter(|piece| !piece.text.is_empty()).collect()
}

fn capitalised(text: &str) -> Cow<'_, str> {
    match text.chars().next() {
        Some(first) if first.is_lowercase() => {
            Cow::Owned(first.to_uppercase().chain(text[first.len_utf8()..].chars()).collect())
        }
        _ => Cow::Borrowed(text),
    }
}
