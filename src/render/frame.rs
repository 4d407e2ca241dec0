//! What every page has around it.

use serde::Serialize;

use super::around::{self, LinkView, SiteView};
use crate::book::Book;
use crate::data::files::Size;
use crate::download::Download;
use crate::link::{Link, PageKey};
use crate::page::block::Page;
use crate::theme::Theme;

/// A page's HTML, or the fault of its template.
pub(super) type Rendered = Result<String, Box<tera::Error>>;

/// Where a download stands, from the root, and how large it is.
pub(super) type Offer<'o> = &'o dyn Fn(Download<'_>) -> (String, Size);

/// A page around its content.
#[derive(Debug, Serialize)]
pub(super) struct PageView {
    /// The site.
    pub(super) site: SiteView,
    /// The page's own title.
    title: String,
    /// One sentence about the page, for search engines.
    description: String,
    /// The way to the site's root, `../../` for example.
    pub(super) root: String,
    /// The pages above this one.
    trail: Vec<LinkView>,
    /// Where those should be led who find the page, from the root; empty where that is the page itself.
    canonical: String,
    /// The scripts that add to the page what it also does without them, from the root.
    scripts: Vec<String>,
}

/// What a page says of itself.
pub(super) struct Head<'a> {
    /// Which page it is.
    pub(super) key: PageKey<'a>,
    /// Its title.
    pub(super) title: &'a str,
    /// One sentence about it.
    pub(super) description: &'a str,
    /// The pages above it.
    pub(super) trail: &'a [Link<'a>],
    /// The script that adds to it; empty where none does.
    pub(super) script: &'a str,
}

/// What stands around a page.
pub(super) fn around(book: &Book, theme: &Theme, head: &Head<'_>) -> PageView {
    let canonical = head.key.canonical();
    PageView {
        site: around::site(book, theme, &canonical),
        canonical: Some(canonical).filter(|canonical| *canonical != head.key.path()).unwrap_or_default(),
        title: head.title.to_owned(),
        description: head.description.to_owned(),
        root: head.key.root(),
        trail: head.trail.iter().map(LinkView::from).collect(),
        scripts: theme.assets.get(head.script).cloned().into_iter().collect(),
    }
}

/// What stands around a page that is made of sections.
pub(super) fn of(book: &Book, theme: &Theme, page: &Page<'_>) -> PageView {
    let sorts = matches!(page.key, PageKey::Measure(_) | PageKey::MeasurePeriod(..) | PageKey::Beside(..));
    let head = Head {
        key: page.key,
        title: &page.title,
        description: &page.description,
        trail: &page.trail,
        script: if sorts { "sort.js" } else { "" },
    };
    around(book, theme, &head)
}
