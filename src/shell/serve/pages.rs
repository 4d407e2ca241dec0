//! What a browser gets for an address: a page of the draft, an older one where its sources are broken, or the findings.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use bytes::Bytes;

use super::overlay::{self, Remarks};
use crate::diagnostic::{Diagnostic, Severity};
use crate::link::PageKey;
use crate::publish::draft::Draft;
use crate::render::addresses::Addresses;
use crate::render::around;
use crate::render::edition::Edition;
use crate::render::topic::Topic;
use crate::shell::findings::html;
use crate::shell::findings::scope::Scope;
use crate::site::Files;

/// The address of the list of all findings.
const FINDINGS: &str = "_findings";

/// An answer.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// The media type; of a redirection the address that it leads to.
    pub kind: String,
    /// The bytes.
    pub body: Bytes,
    /// The Content-Security-Policy.
    pub policy: Arc<str>,
    /// What two pages have in common that look and read the same.
    pub version: String,
}

/// Pages that a draft had and the one after it lacks, although their sources are still there.
pub struct EarlierPages {
    /// The draft that had them last.
    pub draft: Arc<Draft>,
    /// Their addresses, with what they are about.
    pub addresses: BTreeMap<String, Topic>,
}

/// The drafts that are served at one time.
pub struct Served<'a> {
    /// The newest draft: its findings are shown.
    pub latest: &'a Draft,
    /// The draft whose pages are shown: the newest that has any.
    pub shown: &'a Draft,
    /// The draft before the theme changed last, for pages that the new theme cannot make.
    pub older: Option<&'a Draft>,
    /// Pages that only older drafts have.
    pub earlier: &'a [EarlierPages],
    /// Why the files cannot be read now.
    pub fault: Option<&'a str>,
}

/// The answers to requests, each made once.
pub struct PreviewPages<'a> {
    served: Served<'a>,
    edition: Option<Edition<'a>>,
    policy: Arc<str>,
    answers: RefCell<BTreeMap<String, Answer>>,
}

const FAULTY: &str = "This is an older page. The theme has a fault, so that the page cannot be made as it is now.";
const BROKEN: &str = "This is the last page that could be made. A file that it is made of cannot be read.";
const ALL_BROKEN: &str = "These are the last pages that could be made. The book cannot be read as it is now.";
const NO_PAGES: &str = "There are no pages yet: the book cannot be read as it is now. They come once it can.";
/// The list of findings holds its own styles.
const LIST_POLICY: &str = "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src data:; script-src 'self'; \
connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

impl<'a> PreviewPages<'a> {
    /// The pages of drafts; `edition` is that of the draft which is shown.
    pub fn new(served: Served<'a>, edition: Option<Edition<'a>>) -> Self {
        let policy =
            served.shown.theme().map(|theme| format!("{}; frame-ancestors 'none'", around::policy(theme, true)));
        let policy = policy.unwrap_or_else(|| LIST_POLICY.to_owned()).into();
        PreviewPages { served, edition, policy, answers: RefCell::default() }
    }

    /// The answer to a request for `path`, which begins with `/`.
    pub fn answer(&self, path: &str) -> Answer {
        if let Some(made) = self.answers.borrow().get(path) {
            return made.clone();
        }
        let answer = self.make(path).unwrap_or_else(|fault| self.plain(500, &format!("{fault}")));
        self.answers.borrow_mut().insert(path.to_owned(), answer.clone());
        answer
    }

    fn plain(&self, status: u16, text: &str) -> Answer {
        let kind = "text/plain; charset=utf-8".to_owned();
        let body = Bytes::from(format!("{text}\n"));
        Answer { status, kind, body, policy: Arc::clone(&self.policy), version: String::new() }
    }

    fn make(&self, path: &str) -> Result<Answer, Box<tera::Error>> {
        let asked = path.trim_start_matches('/');
        if asked == FINDINGS {
            return self.list(200, path, Vec::new());
        }
        let Some(edition) = &self.edition else { return self.list(503, path, vec![NO_PAGES.to_owned()]) };
        // A book that is published in a folder names that folder on the page for wrong addresses.
        let folder = self.served.shown.publication.book.as_ref().map_or_else(String::new, around::root);
        let inside = path.strip_prefix(&folder).filter(|_| folder.len() > 1);
        for asked in std::iter::once(asked).chain(inside) {
            let address =
                if asked.is_empty() || asked.ends_with('/') { format!("{asked}index.html") } else { asked.to_owned() };
            if let Some(found) = self.find(edition, &address, path)? {
                return Ok(found);
            }
            let is_folder =
                !asked.is_empty() && !asked.ends_with('/') && self.knows(edition, &format!("{asked}/index.html"));
            if is_folder {
                return Ok(Answer { kind: format!("/{asked}/"), ..self.plain(308, "") });
            }
        }
        let missing = self.find(edition, &PageKey::NotFound.path(), path)?;
        Ok(missing.map_or_else(
            || self.plain(404, "There is no page at this address."),
            |page| Answer { status: 404, ..page },
        ))
    }

    fn knows(&self, edition: &Edition<'_>, address: &str) -> bool {
        edition.addresses.topic(address).is_some()
            || self.served.earlier.iter().any(|pages| pages.addresses.contains_key(address))
    }

    /// The file at an address: as it is now, or as it was when it could be made.
    fn find(&self, edition: &Edition<'_>, address: &str, path: &str) -> Result<Option<Answer>, Box<tera::Error>> {
        let mut notes = Vec::new();
        if self.served.latest.theme().is_none() {
            notes.push(ALL_BROKEN.to_owned());
        }
        match edition.bytes(address) {
            Ok(Some(bytes)) => return self.file(address, path, &bytes, notes, None).map(Some),
            Ok(None) => {}
            Err(fault) => return self.as_it_was(address, path, &fault).map(Some),
        }
        let Some(pages) = self.served.earlier.iter().rev().find(|pages| pages.addresses.contains_key(address)) else {
            return Ok(None);
        };
        notes.push(BROKEN.to_owned());
        let Some(bytes) = made_of(&pages.draft, address) else { return Ok(None) };
        self.file(address, path, &bytes, notes, None).map(Some)
    }

    /// A page that the theme cannot make, as it was before the theme changed; or nothing but what is wrong.
    fn as_it_was(&self, address: &str, path: &str, fault: &tera::Error) -> Result<Answer, Box<tera::Error>> {
        let finding = self.served.shown.fault(fault);
        match self.served.older.and_then(|older| made_of(older, address)) {
            Some(bytes) => self.file(address, path, &bytes, vec![FAULTY.to_owned()], finding.as_ref()),
            None => {
                let message = finding.map_or_else(|| fault.to_string(), |finding| finding.message);
                self.list(500, path, vec![format!("This page cannot be made: {message}.")])
            }
        }
    }

    fn file(
        &self,
        address: &str,
        path: &str,
        bytes: &[u8],
        mut notes: Vec<String>,
        fault: Option<&Diagnostic>,
    ) -> Result<Answer, Box<tera::Error>> {
        let policy = Arc::clone(&self.policy);
        let kind = kind(address).to_owned();
        if !address.ends_with(".html") {
            let version = blake3::hash(bytes).to_hex()[..16].to_owned();
            return Ok(Answer { status: 200, kind, body: Bytes::copy_from_slice(bytes), policy, version });
        }
        notes.extend(self.served.fault.map(|fault| format!("The files cannot be read now: {fault}")));
        let mut findings = self.findings_of(address);
        findings.splice(0..0, fault);
        let html = String::from_utf8_lossy(bytes);
        let (html, version) = overlay::page(
            &html,
            path,
            &self.served.latest.sources,
            &Remarks { notes, findings, progress: self.progress() },
        )?;
        Ok(Answer { status: 200, kind, body: html.into(), policy, version })
    }

    /// All findings as a page.
    fn list(&self, status: u16, path: &str, mut notes: Vec<String>) -> Result<Answer, Box<tera::Error>> {
        let latest = self.served.latest;
        notes.extend(self.served.fault.map(|fault| format!("The files cannot be read now: {fault}")));
        let html = html::text(&latest.sources, &latest.publication, &Scope::default())?;
        let remarks = Remarks { notes, findings: Vec::new(), progress: self.progress() };
        let (html, version) = overlay::page(&html, path, &latest.sources, &remarks)?;
        Ok(Answer { status, kind: kind(".html").to_owned(), body: html.into(), policy: LIST_POLICY.into(), version })
    }

    /// Where the page stands that says how far the newest reports have come.
    fn progress(&self) -> String {
        self.edition.as_ref().and_then(|edition| edition.internal().next()).unwrap_or_default()
    }

    /// The findings in the files that a page is made of, the graver first.
    fn findings_of(&self, address: &str) -> Vec<&'a Diagnostic> {
        let latest = self.served.latest;
        let edition = self.edition.as_ref().and_then(|edition| edition.addresses.topic(address));
        let earlier = || self.served.earlier.iter().rev().find_map(|pages| pages.addresses.get(address));
        let sources = edition.or_else(earlier).unwrap_or(&Topic::Settings).all();
        let is_about = |finding: &&Diagnostic| {
            let path = latest.sources.path(finding.span.file);
            sources.iter().any(|source| path.starts_with(source.as_str()))
        };
        let mut findings: Vec<_> = latest.publication.findings.iter().filter(is_about).collect();
        findings.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
        findings
    }
}

/// The file of a draft at an address, if it has one and can make it.
fn made_of(draft: &Draft, address: &str) -> Option<Vec<u8>> {
    draft.edition(&Arc::default())?.bytes(address).ok()?.map(Cow::into_owned)
}

/// Of the pages of an earlier draft those that a later one lacks because what they stand or fall by is broken in it.
pub fn missing<'d>(
    before: impl Iterator<Item = (&'d str, &'d Topic)>,
    now: &Draft,
    addresses: &Addresses,
) -> BTreeMap<String, Topic> {
    let errors = now.publication.findings.iter().filter(|finding| finding.severity == Severity::Error);
    let broken: BTreeSet<_> = errors.map(|finding| now.sources.path(finding.span.file)).collect();
    before
        .filter(|_| !broken.is_empty())
        .filter(|(address, _)| addresses.topic(address).is_none())
        .filter(|(_, topic)| is_broken(topic, &broken) && !is_read(topic, now))
        .map(|(address, topic)| (address.to_owned(), topic.clone()))
        .collect()
}

/// Whether an error stands in what a page stands or falls by.
fn is_broken(topic: &Topic, broken: &BTreeSet<&str>) -> bool {
    let begins = |start: &String| broken.range(start.as_str()..).next().is_some_and(|path| path.starts_with(start));
    topic.own().iter().any(begins)
}

/// Whether the report of a page could be read: the page is then missing on purpose, held until its day for example.
fn is_read(topic: &Topic, draft: &Draft) -> bool {
    let Some(book) = &draft.publication.book else { return false };
    let report = match topic {
        Topic::Report(of) | Topic::Beside(of) => book.report(&of.area, of.period),
        Topic::Nation(period) => book.report(&book.nation.key, *period),
        _ => None,
    };
    report.is_some()
}

fn kind(address: &str) -> &'static str {
    match address.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "csv" => "text/csv; charset=utf-8",
        "svg" => "image/svg+xml",
        "xml" => "application/xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "woff" => "font/woff",
        "txt" | "conf" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
