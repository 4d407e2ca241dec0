//! Files for those who serve, search or follow the site: security headers and redirects in the forms that hosts read, robots.txt, sitemap.xml,
//! and what was released and corrected.

mod changes;
mod feed;

use std::sync::Arc;

use jiff::civil::Date;

use super::around::{self, FEED};
use crate::book::Book;
use crate::book::area::Area;
use crate::link::PageKey;
use crate::text::markup::escape;
use crate::theme::Theme;

const NETLIFY: &str = "_headers";
const REDIRECTS: &str = "_redirects";
const NGINX: &str = "_nginx.conf";
const SITEMAP: &str = "sitemap.xml";
const ROBOTS: &str = "robots.txt";
pub(crate) const CHANGES: &str = "changes.json";

/// The names of the files.
pub(super) fn names(book: &Book) -> impl Iterator<Item = &'static str> {
    let is_found = book.settings.publisher.address.is_some() && !book.settings.is_internal;
    let changes = Some(CHANGES).filter(|_| !book.history.releases.is_empty() && !book.settings.is_internal);
    let redirects = moved(book).next().map(|_| REDIRECTS);
    [NETLIFY, NGINX]
        .into_iter()
        .chain(redirects)
        .chain(is_found.then_some(SITEMAP))
        .chain([ROBOTS])
        .chain(around::feed(book))
        .chain(changes)
}

/// The file with a name, if there is one.
pub(super) fn file(book: &Book, theme: &Theme, name: &str, pages: &[PageKey<'_>]) -> Option<String> {
    let base = book.settings.publisher.address.as_deref();
    match name {
        NETLIFY => Some(netlify(book, &headers_of(book, theme))),
        NGINX => Some(nginx(book, &headers_of(book, theme))),
        REDIRECTS => Some(redirects(book)),
        SITEMAP => base.map(|base| sitemap(book, base, pages)),
        FEED => base.map(|base| feed::file(book, base)),
        CHANGES => Some(changes::file(book)),
        ROBOTS if book.settings.is_internal => Some("User-agent: *\nDisallow: /\n".to_owned()),
        ROBOTS => {
            let sitemap = base.map(|base| format!("Sitemap: {base}{SITEMAP}\n"));
            Some(format!("User-agent: *\nAllow: /\n{}", sitemap.unwrap_or_default()))
        }
        _ => None,
    }
}

/// The headers of every response of a site. One that is internal is in no search engine.
fn headers_of(book: &Book, theme: &Theme) -> Vec<(&'static str, String)> {
    let hidden = book.settings.is_internal.then(|| ("X-Robots-Tag", "noindex".to_owned()));
    headers(theme).into_iter().chain(hidden).collect()
}

/// The headers of every response. A policy about frames counts only here, not in a page.
pub(crate) fn headers(theme: &Theme) -> [(&'static str, String); 5] {
    [
        (
            "Content-Security-Policy",
            format!("{}; frame-ancestors 'none'", around::policy(theme, around::has_scripts(theme))),
        ),
        ("Cross-Origin-Opener-Policy", "same-origin".to_owned()),
        ("Permissions-Policy", "camera=(), geolocation=(), microphone=()".to_owned()),
        ("Referrer-Policy", "strict-origin-when-cross-origin".to_owned()),
        ("X-Content-Type-Options", "nosniff".to_owned()),
    ]
}

/// `_headers`, as Netlify, Cloudflare Pages and others read it. Names of assets hold a hash: they may be kept for ever.
fn netlify(book: &Book, headers: &[(&str, String)]) -> String {
    let root = around::root(book);
    let lines: String = headers.iter().map(|(name, value)| format!("  {name}: {value}\n")).collect();
    format!("{root}*\n{lines}{root}assets/*\n  Cache-Control: public, max-age=31536000, immutable\n")
}

/// The folders of pages that have moved, each with the one in which they stand now: without slashes at their ends.
fn moved(book: &Book) -> impl Iterator<Item = (String, String)> {
    let keys = |area: &Arc<Area>| area.former_keys().map(|(key, _)| key.to_owned()).collect::<Vec<_>>();
    let moved = book.areas.iter().flat_map(move |area| keys(area).into_iter().map(|key| (key, area.key.clone())));
    moved
        .flat_map(|(then, now)| ["areas", "compare"].map(|shelf| (format!("{shelf}/{then}"), format!("{shelf}/{now}"))))
}

/// `_redirects`, as Netlify, Cloudflare Pages and others read it. A host that serves what is there first, as Netlify does, has a page
/// at each old address that leads on; the lines are for charts and images then.
fn redirects(book: &Book) -> String {
    let root = around::root(book);
    moved(book).map(|(then, now)| format!("{root}{then}/* {root}{now}/:splat 301\n")).collect()
}

/// Lines for the `server` block of nginx. `expires` keeps the headers above it; `add_header` in a location would drop them.
fn nginx(book: &Book, headers: &[(&str, String)]) -> String {
    let root = around::root(book);
    let lines: String =
        headers.iter().map(|(name, value)| format!("add_header {name} \"{value}\" always;\n")).collect();
    let moved = moved(book)
        .map(|(then, now)| format!("rewrite ^{root}{}(/.*)?$ {root}{now}$1 permanent;\n", then.replace('.', "\\.")));
    let moved: String = moved.collect();
    format!(
        "# For the server block of nginx: include this file there.\n{lines}{moved}error_page 404 {root}{};\n\
         location {root}assets/ {{ expires max; }}\nlocation ~ ^{root}(_headers|_redirects|_nginx\\.conf)$ {{ return 404; }}\n",
        PageKey::NotFound.path()
    )
}

/// The pages for search engines, those of reports with the day on which readers saw them change last.
fn sitemap(book: &Book, base: &str, pages: &[PageKey<'_>]) -> String {
    let pages = pages.iter().filter(|page| !matches!(page, PageKey::NotFound | PageKey::Edition(_)));
    let url = |page: &PageKey<'_>| {
        let changed = changed(book, *page).map_or(String::new(), |day| format!("<lastmod>{day}</lastmod>"));
        format!("<url><loc>{}</loc>{changed}</url>\n", escape(&around::address(base, &page.path())))
    };
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n{}</urlset>\n",
        pages.map(url).collect::<String>()
    )
}

/// The day on which readers saw a page change last, where the releases tell it.
fn changed(book: &Book, page: PageKey<'_>) -> Option<Date> {
    let days = match page {
        PageKey::Report(report) => book.history.of_all([report]),
        PageKey::Overview(period) => {
            book.history.of_all(book.reports_for(period).chain(book.report(&book.nation.key, period)))
        }
        PageKey::Area(area) => book.history.of_all(book.reports_of(&area.key)),
        _ => None,
    };
    days.map(|(_, updated)| updated)
}
