//! What stands around every page: the site's name and brand, its standing pages, what search engines and hosts are told.

use super::views::{ContactView, LinkView, SiteView};
use crate::book::Book;
use crate::book::publisher::Contact;
use crate::number;
use crate::theme::Theme;

/// The page that says how to read the figures.
pub const READING: &str = "reading/index.html";
/// The accessibility statement.
pub const ACCESSIBILITY: &str = "accessibility/index.html";
/// The page for an address at which there is none.
pub const NOT_FOUND: &str = "404.html";

/// What every page says of the site; `path` is the page's own.
pub fn site(book: &Book, theme: &Theme, path: &str) -> SiteView {
    let settings = &book.settings;
    let publisher = &settings.publisher;
    let asset = |name: &str| theme.assets.get(name).cloned().unwrap_or_default();
    let standing = |text: &str, to: &str| LinkView { text: text.to_owned(), to: to.to_owned(), note: String::new() };
    let mut pages = vec![standing("How to read these figures", READING)];
    if publisher.statement.is_some() {
        pages.push(standing("Accessibility", ACCESSIBILITY));
    }
    SiteView {
        title: settings.title.clone(),
        name: publisher.brand.name.clone().unwrap_or_else(|| settings.title.clone()),
        language: settings.language.clone(),
        locale: settings.language.replace('-', "_"),
        licence: settings.licence.clone(),
        licence_url: settings.licence_url.clone(),
        style: asset("style.css"),
        icon: asset("favicon.svg"),
        logo: publisher.brand.logo.as_ref().map(|(logo, _)| asset(logo)).unwrap_or_default(),
        pages,
        footer: publisher.brand.footer.clone(),
        contact: contact(&publisher.contact),
        updated: publisher.updated.map(number::day).unwrap_or_default(),
        address: publisher.address.as_deref().map(|base| address(base, path)).unwrap_or_default(),
        policy: policy(theme, false),
        policy_with_scripts: policy(theme, true),
    }
}

/// How to reach somebody, for a template.
pub fn contact(contact: &Contact) -> ContactView {
    ContactView { name: contact.name.clone(), email: contact.email.clone(), phone: contact.phone.clone() }
}

/// The address of a page for search engines: without the `index.html` that a link within the site names.
pub fn address(base: &str, path: &str) -> String {
    format!("{base}{}", path.strip_suffix("index.html").unwrap_or(path))
}

/// The way to the site's root for a page that is served at any address: the folder in which the site is published.
pub fn root(book: &Book) -> String {
    let base = book.settings.publisher.address.as_deref().unwrap_or_default();
    let behind_host = base.split_once("://").and_then(|(_, rest)| rest.split_once('/'));
    behind_host.map_or_else(|| "/".to_owned(), |(_, folder)| format!("/{folder}"))
}

/// Whether the theme has scripts, which a page may or may not use.
pub fn has_scripts(theme: &Theme) -> bool {
    theme.assets.keys().any(|name| name.ends_with(".js"))
}

/// The Content-Security-Policy: nothing but the site's own styles and pictures, scripts where there are some, and letters
/// where the theme has some.
pub fn policy(theme: &Theme, scripts: bool) -> String {
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
