//! Files for those who serve or search the site: security headers in the forms that hosts read, robots.txt, sitemap.xml.

use super::around;
use crate::book::Book;
use crate::link::PageKey;
use crate::text::markup::escape;
use crate::theme::Theme;

const NETLIFY: &str = "_headers";
const NGINX: &str = "_nginx.conf";
const SITEMAP: &str = "sitemap.xml";
const ROBOTS: &str = "robots.txt";

/// The names of the files.
pub(super) fn names(book: &Book) -> impl Iterator<Item = &'static str> {
    let sitemap = book.settings.publisher.address.as_ref().filter(|_| !book.settings.is_internal).map(|_| SITEMAP);
    [NETLIFY, NGINX].into_iter().chain(sitemap).chain([ROBOTS])
}

/// The file with a name, if there is one. `pages` are the paths of all pages.
pub(super) fn file(book: &Book, theme: &Theme, name: &str, pages: &[&str]) -> Option<String> {
    let base = book.settings.publisher.address.as_deref();
    match name {
        NETLIFY => Some(netlify(book, &headers_of(book, theme))),
        NGINX => Some(nginx(book, &headers_of(book, theme))),
        SITEMAP => base.map(|base| sitemap(base, pages)),
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

/// Lines for the `server` block of nginx. `expires` keeps the headers above it; `add_header` in a location would drop them.
fn nginx(book: &Book, headers: &[(&str, String)]) -> String {
    let root = around::root(book);
    let lines: String =
        headers.iter().map(|(name, value)| format!("add_header {name} \"{value}\" always;\n")).collect();
    format!(
        "# For the server block of nginx: include this file there.\n{lines}error_page 404 {root}{};\n\
         location {root}assets/ {{ expires max; }}\nlocation ~ ^{root}(_headers|_nginx\\.conf)$ {{ return 404; }}\n",
        PageKey::NotFound.path()
    )
}

fn sitemap(base: &str, pages: &[&str]) -> String {
    let pages = pages.iter().filter(|page| **page != PageKey::NotFound.path());
    let urls: String =
        pages.map(|page| format!("<url><loc>{}</loc></url>\n", escape(&around::address(base, page)))).collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n{urls}</urlset>\n"
    )
}
