//! What stands around every page: the site's name and brand, its standing pages, what search engines and hosts are told.

use jiff::civil::Date;
use serde::Serialize;

use crate::book::Book;
use crate::book::narrative::Words;
use crate::book::publisher::Contact;
use crate::link::{Link, PageKey};
use crate::page::releases::corrections;
use crate::table::wording::{self, Cycle};
use crate::text::number;
use crate::theme::Theme;

/// The name of the feed of releases and corrections.
pub(super) const FEED: &str = "feed.xml";

/// A link.
#[derive(Debug, Clone, Serialize)]
pub(super) struct LinkView {
    /// The words.
    text: String,
    /// The address from the root.
    to: String,
    /// What stands behind it, in a few words.
    note: String,
}

impl From<&Link<'_>> for LinkView {
    fn from(link: &Link<'_>) -> Self {
        LinkView { text: link.words.to_string(), to: link.to.path(), note: link.note.to_string() }
    }
}

impl LinkView {
    /// A link to a file of the site.
    pub(super) fn to_file(text: &str, to: String) -> Self {
        LinkView { text: text.to_owned(), to, note: String::new() }
    }
}

/// What every page says of the site.
#[derive(Debug, Clone, Serialize)]
pub(super) struct SiteView {
    /// The title.
    pub(super) title: String,
    /// The language of the pages.
    pub(super) language: String,
    /// The terms of use.
    pub(super) licence: String,
    /// Where these are written out.
    pub(super) licence_url: String,
    /// The style sheet, from the root.
    pub(super) style: String,
    /// The name at the head of every page.
    pub(super) name: String,
    /// The language as other services write it: `en_GB`.
    pub(super) locale: String,
    /// The icon, from the root.
    pub(super) icon: String,
    /// The logo, from the root; empty where there is none.
    pub(super) logo: String,
    /// How to read the figures.
    pub(super) reading: LinkView,
    /// The pages about the site itself, with that one.
    pub(super) pages: Vec<LinkView>,
    /// Links at the foot of every page that lead off the site.
    pub(super) footer: Vec<OutsideLink>,
    /// The periods of the book in words.
    pub(super) cycle: Cycle,
    /// The nation's name within a sentence.
    pub(super) nation: String,
    /// Whom readers can ask.
    pub(super) contact: ContactView,
    /// The feed of releases and corrections, from the root; empty where there is none.
    pub(super) feed: String,
    /// The day of the last change; empty where it is not known.
    pub(super) updated: String,
    /// Whether the site is for those who write and publish it.
    pub(super) internal: bool,
    /// How far the newest reports have come, from the root; empty where everybody sees the site.
    pub(super) progress: String,
    /// The page's own address on the web; empty where it is not known.
    pub(super) address: String,
    /// The Content-Security-Policy of a page without scripts.
    pub(super) policy: String,
    /// That of a page with scripts.
    pub(super) policy_with_scripts: String,
}

/// A link that leads off the site.
#[derive(Debug, Clone, Serialize)]
pub(super) struct OutsideLink {
    /// The words.
    text: String,
    /// The whole address.
    to: String,
}

/// How to reach somebody. What is not known is empty.
#[derive(Debug, Clone, Serialize)]
pub(super) struct ContactView {
    /// Who it is.
    pub(super) name: String,
    /// An e-mail address.
    pub(super) email: String,
    /// A telephone number.
    pub(super) phone: String,
}

/// What every page says of the site; `path` is the page's own.
pub(super) fn site(book: &Book, theme: &Theme, path: &str) -> SiteView {
    let settings = &book.settings;
    let publisher = &settings.publisher;
    let asset = |name: &str| theme.assets.get(name).cloned().unwrap_or_default();
    let reading = LinkView::from(&Link::new("How to read these figures", PageKey::Reading));
    let mut pages = vec![reading.clone(), LinkView::from(&Link::new("Data", PageKey::Data))];
    if corrections::has_page(book) {
        pages.push(LinkView::from(&Link::new("Corrections", PageKey::Corrections)));
    }
    if publisher.statement.is_some() {
        pages.push(LinkView::from(&Link::new("Accessibility", PageKey::Accessibility)));
    }
    let periods = if settings.is_internal { book.periods() } else { Vec::new() };
    let newest = periods.first();
    SiteView {
        title: settings.title.to_string(),
        name: publisher.brand.name.as_ref().unwrap_or(&settings.title).to_string(),
        language: settings.language.clone(),
        locale: settings.language.replace('-', "_"),
        licence: settings.licence.to_string(),
        licence_url: settings.licence_url.clone(),
        style: asset("style.css"),
        icon: asset("favicon.svg"),
        logo: publisher.brand.logo.as_ref().map(|(logo, _)| asset(logo)).unwrap_or_default(),
        pages,
        footer: publisher
            .brand
            .footer
            .iter()
            .map(|link| OutsideLink { text: link.text.to_string(), to: link.address.clone() })
            .collect(),
        reading,
        cycle: wording::cycle(book),
        nation: wording::nation(book),
        contact: contact(&publisher.contact),
        feed: feed(book).unwrap_or_default().to_owned(),
        updated: updated(book).map(number::day).unwrap_or_default(),
        internal: book.settings.is_internal,
        progress: newest.map(|period| PageKey::Progress(*period).path()).unwrap_or_default(),
        address: publisher.address.as_deref().map(|base| address(base, path)).unwrap_or_default(),
        policy: policy(theme, false),
        policy_with_scripts: policy(theme, true),
    }
}

/// Where the feed of a site stands, from the root. One that was never released has none, and neither has one whose address is not known:
/// what a feed holds is named by it.
pub(super) fn feed(book: &Book) -> Option<&'static str> {
    let has_address = book.settings.publisher.address.is_some() && !book.settings.is_internal;
    Some(FEED).filter(|_| has_address && !book.history.releases.is_empty())
}

/// The day of the last change: the one that the book names, or that of the last release if it was later.
fn updated(book: &Book) -> Option<Date> {
    let named = book.settings.publisher.updated.map(|day| day.on);
    named.max(book.history.releases.last().map(|release| release.clock.date()))
}

/// How to reach somebody, for a template.
pub(super) fn contact(contact: &Contact) -> ContactView {
    let words = |words: &Option<Words>| words.as_ref().map_or(String::new(), Words::to_string);
    ContactView { name: words(&contact.name), email: contact.email.clone(), phone: words(&contact.phone) }
}

/// The address of a page for search engines: without the `index.html` that a link within the site names.
pub(super) fn address(base: &str, path: &str) -> String {
    format!("{base}{}", path.strip_suffix("index.html").unwrap_or(path))
}

/// The way to the site's root for a page that is served at any address: the folder in which the site is published.
pub(crate) fn root(book: &Book) -> String {
    let base = book.settings.publisher.address.as_deref().unwrap_or_default();
    let behind_host = base.split_once("://").and_then(|(_, rest)| rest.split_once('/'));
    behind_host.map_or_else(|| "/".to_owned(), |(_, folder)| format!("/{folder}"))
}

/// Whether the theme has scripts, which a page may or may not use.
pub(crate) fn has_scripts(theme: &Theme) -> bool {
    theme.assets.keys().any(|name| name.ends_with(".js"))
}

/// The Content-Security-Policy: nothing but the site's own styles and pictures, scripts where there are some, and letters
/// where the theme has some.
pub(crate) fn policy(theme: &Theme, scripts: bool) -> String {
    let has = |ending: &str| theme.assets.keys().any(|name| name.ends_with(ending));
    let mut policy = "default-src 'none'; style-src 'self'; img-src 'self' data:".to_owned();
    if scripts {
        policy.push_str("; script-src 'self'; connect-src 'self'");
    }
    if has(".woff2") || has(".woff") {
        policy.push_str("; font-src 'self'");
    }
    policy + "; base-uri 'none'; form-action 'none'"
}
