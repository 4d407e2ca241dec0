//! What is added to a page on its way to the browser: the mark of a draft, its findings, and the script that loads it anew.
//!
//! Nothing of this is in the site: it is put into the response.

use std::sync::LazyLock;

use serde::Serialize;
use tera::Tera;

use crate::diagnostic::Diagnostic;
use crate::shell::findings::html::{self, FindingView};
use crate::shell::findings::reports;
use crate::source::Sources;
use crate::text::markup::escape;
use crate::text::pattern::Pattern;

const TEMPLATE: &str = include_str!("overlay.html");

/// The policy that a page holds itself. The header of the response says the same and allows the script as well.
static POLICY: LazyLock<Pattern> =
    LazyLock::new(|| Pattern::new(r#"(?i)<meta\s[^>]*http-equiv\s*=\s*["']?content-security-policy[^>]*>\n?"#));
/// The head of the body with the link over everything to the content, which has to stay the first thing on the page.
static BODY: LazyLock<Pattern> =
    LazyLock::new(|| Pattern::new(r##"(?i)<body(?:\s[^>]*)?>(?:\s*<a\s[^>]*href="#[^>]*>[^<]*</a>)?"##));
static TITLE: LazyLock<Pattern> = LazyLock::new(|| Pattern::new(r"(?i)<title(?:\s[^>]*)?>"));

/// The most findings that stand on a page itself.
const MOST: usize = 20;

/// What is remarks on a page beside what it says itself.
#[derive(Debug, Default)]
pub(super) struct Remarks<'a> {
    /// What the reader has to know of the page: that it is an older one, for example.
    pub(super) notes: Vec<String>,
    /// The findings in the files that the page is made of.
    pub(super) findings: Vec<&'a Diagnostic>,
    /// Where the page stands that says how far each report has come; empty where there is none.
    pub(super) progress: String,
}

#[derive(Serialize)]
struct OverlayView<'a> {
    progress: &'a str,
    notes: &'a [String],
    tally: String,
    findings: Vec<FindingView<'a>>,
    more: usize,
    /// By this a browser tells whether its reader has closed these findings already.
    mark: String,
}

/// A page with all that is remarks on it, and a hash of both: two pages that look and read the same have the same.
/// `address` is what the browser asked for.
///
/// # Errors
///
/// A fault of the overlay's template, which is part of the program.
pub(super) fn page(
    html: &str,
    address: &str,
    sources: &Sources,
    remarks: &Remarks<'_>,
) -> Result<(String, String), Box<tera::Error>> {
    let findings: Vec<_> = remarks.findings.iter().take(MOST).map(|found| html::finding(sources, found)).collect();
    let view = OverlayView {
        progress: &remarks.progress,
        notes: &remarks.notes,
        tally: reports::tally(remarks.findings.iter().copied()),
        mark: short_hash(remarks.findings.iter().map(|finding| finding.message.as_str())),
        more: remarks.findings.len() - findings.len(),
        findings,
    };
    let mut tera = Tera::default();
    tera.autoescape_on([".html"]);
    tera.add_raw_template("overlay.html", TEMPLATE).map_err(Box::new)?;
    let context = tera::Context::from_serialize(&view).map_err(Box::new)?;
    let overlay = tera.render("overlay.html", &context).map_err(Box::new)?;
    let version = short_hash([html, &overlay].into_iter());
    let (banner, panel) = overlay.split_once("<!-- panel -->").unwrap_or((&overlay, ""));
    let script = format!(
        "<link rel=\"stylesheet\" href=\"/_areabook/preview.css\">\n\
         <script src=\"/_areabook/reload.js\" data-page=\"{}\" data-version=\"{version}\" defer></script>\n",
        escape(address)
    );
    let page = POLICY.replace_all(html, "");
    let page = behind(&page, &TITLE, "DRAFT: ", false);
    let page = before(&page, "</head>", &script);
    let page = behind(&page, &BODY, &format!("\n{}", banner.trim()), true);
    Ok((before(&page, "</body>", panel.trim_start()), version))
}

fn short_hash<'t>(texts: impl Iterator<Item = &'t str>) -> String {
    let mut hasher = blake3::Hasher::new();
    for text in texts {
        hasher.update(text.as_bytes()).update(&[0]);
    }
    hasher.finalize().to_hex()[..16].to_owned()
}

/// The page with a text behind the first tag of a kind; where there is none, at its head if it must not be lost.
fn behind(page: &str, tag: &Pattern, text: &str, is_needed: bool) -> String {
    match tag.find_iter(page).next() {
        Some(found) => format!("{}{text}{}", &page[..found.end()], &page[found.end()..]),
        None if is_needed => format!("{text}{page}"),
        None => page.to_owned(),
    }
}

fn before(page: &str, tag: &str, text: &str) -> String {
    match page.rfind(tag) {
        Some(at) => format!("{}{text}{}", &page[..at], &page[at..]),
        None => format!("{page}{text}"),
    }
}
