//! The thread that makes pages: it takes in changes, makes the next draft, answers requests, and tells browsers what is new.
//!
//! All of it happens in one place and in order, so that no page is ever made of two states of the book.

use std::mem;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};

use tokio::sync::{mpsc, oneshot};

use super::pages::{self, Answer, EarlierPages, PreviewPages, Served};
use super::watched::{FolderEvent, WatchedBook};
use crate::diagnostic::{Diagnostic, Severity};
use crate::publish::draft::Draft;
use crate::publish::released::Occasion;
use crate::render::addresses::Addresses;
use crate::shell::drawings::DrawingCache;
use crate::shell::findings::reports;

/// What the thread reacts to.
pub(super) enum Event {
    /// The folder of the book may have changed.
    Folder(FolderEvent),
    /// A browser asks for a page.
    Request {
        /// The path of the page.
        path: String,
        /// Where the answer goes.
        reply: oneshot::Sender<Answer>,
    },
    /// A browser wants to know when a page changes.
    Subscribe(Subscriber),
    /// Every page of a draft was made.
    Examined {
        /// The draft.
        draft: Arc<Draft>,
        /// All its findings.
        findings: Vec<Diagnostic>,
    },
    /// The end.
    Stop,
}

/// A browser in which a page is open.
pub(super) struct Subscriber {
    /// The path of the page.
    pub(super) path: String,
    /// What the browser shows of it.
    pub(super) version: String,
    /// Where to say which version there is now.
    pub(super) notify: mpsc::UnboundedSender<String>,
}

/// Everything that outlasts a draft.
pub(super) struct Worker {
    book: WatchedBook,
    drawings: DrawingCache,
    occasion: Box<dyn Fn() -> Occasion + Send>,
    say: fn(&str),
    events: Sender<Event>,
    latest: Arc<Draft>,
    shown: Arc<Draft>,
    older: Option<Arc<Draft>>,
    /// The addresses of the draft that is shown.
    addresses: Arc<Addresses>,
    /// The draft that was shown before, until it is known which of its pages the new one lacks.
    before: Option<Arc<Draft>>,
    earlier: Vec<EarlierPages>,
    subscribers: Vec<Subscriber>,
    /// The newest draft, until its pages are looked through for findings.
    unexamined: Option<Arc<Draft>>,
    /// Whether the findings of the newest draft are still being looked for; false ends it.
    examining: Arc<AtomicBool>,
}

impl Worker {
    /// Makes the first draft of a folder. `say` prints a line for the person who started this.
    pub(super) fn new(
        book: WatchedBook,
        drawings: DrawingCache,
        occasion: Box<dyn Fn() -> Occasion + Send>,
        say: fn(&str),
        events: Sender<Event>,
    ) -> Self {
        let known = drawings.load(&book.sources);
        let first = Arc::new(Draft::knowing(known.clone()).update(book.sources.clone(), occasion()));
        drawings.keep(&known, &first.publication.drawn);
        let worker = Worker {
            book,
            drawings,
            occasion,
            say,
            events,
            latest: Arc::clone(&first),
            unexamined: Some(Arc::clone(&first)),
            shown: first,
            older: None,
            addresses: Arc::default(),
            before: None,
            earlier: Vec::new(),
            subscribers: Vec::new(),
            examining: Arc::default(),
        };
        worker.announce("");
        worker
    }

    /// Handles events until the end.
    pub(super) fn run(mut self, inbox: &Receiver<Event>) {
        let mut goes_on = true;
        while goes_on {
            let (latest, shown, older) = (Arc::clone(&self.latest), Arc::clone(&self.shown), self.older.clone());
            let edition = shown.edition(&self.addresses);
            let addresses = edition.as_ref().map(|edition| Arc::clone(&edition.addresses)).unwrap_or_default();
            self.keep(addresses);
            let (earlier, fault) = (mem::take(&mut self.earlier), self.book.fault.clone());
            let served = Served {
                latest: &latest,
                shown: &shown,
                older: older.as_deref(),
                earlier: &earlier,
                fault: fault.as_deref(),
            };
            let pages = PreviewPages::new(served, edition);
            self.notify_subscribers(&pages);
            self.examine();
            goes_on = self.handle(&pages, inbox);
            drop(pages);
            self.earlier = earlier;
            if goes_on {
                self.update();
            }
        }
        self.examining.store(false, Ordering::Relaxed);
    }

    /// Handles events until there is something new to show. Gives whether to go on.
    fn handle(&mut self, pages: &PreviewPages<'_>, inbox: &Receiver<Event>) -> bool {
        loop {
            let event = match self.book.wait() {
                Some(wait) => inbox.recv_timeout(wait),
                None => inbox.recv().map_err(|_| RecvTimeoutError::Disconnected),
            };
            let is_new = match event {
                Ok(Event::Folder(event)) => self.book.receive(event),
                Ok(Event::Request { path, reply }) => {
                    // A browser that went away needs no answer.
                    drop(reply.send(pages.answer(&path)));
                    false
                }
                Ok(Event::Subscribe(subscriber)) => {
                    self.subscribers.retain(|subscriber| !subscriber.notify.is_closed());
                    self.subscribers.push(subscriber);
                    self.notify_subscribers(pages);
                    false
                }
                Ok(Event::Examined { draft, findings }) => self.examined(&draft, findings),
                Ok(Event::Stop) | Err(RecvTimeoutError::Disconnected) => return false,
                Err(RecvTimeoutError::Timeout) => self.book.read_changes(),
            };
            if is_new {
                return true;
            }
        }
    }

    /// Makes the next draft, and keeps what it lacks.
    fn update(&mut self) {
        let changed: Vec<_> = self.book.sources.changes(&self.latest.sources);
        let what = match changed.as_slice() {
            [] => String::new(),
            [one] => format!("{one}: "),
            [one, rest @ ..] => format!("{one} and {} more: ", rest.len()),
        };
        if !changed.is_empty() {
            let next = Arc::new(self.latest.update(self.book.sources.clone(), (self.occasion)()));
            self.drawings.keep(&self.latest.publication.drawn, &next.publication.drawn);
            self.before = Some(Arc::clone(&self.shown));
            self.unexamined = Some(Arc::clone(&next));
            self.latest = next;
            if self.latest.theme().is_some() {
                if !self.latest.has_same_theme(&self.shown) && self.shown.theme().is_some() {
                    self.older = Some(Arc::clone(&self.shown));
                }
                self.shown = Arc::clone(&self.latest);
            }
        }
        self.announce(&what);
    }

    /// Keeps the draft that was shown before for the pages that the new one lacks because something is broken.
    fn keep(&mut self, addresses: Arc<Addresses>) {
        let earlier = mem::replace(&mut self.addresses, addresses);
        let Some(before) = self.before.take() else { return };
        for pages in &mut self.earlier {
            let before = pages.addresses.iter().map(|(address, topic)| (address.as_str(), topic));
            pages.addresses = pages::missing(before, &self.shown, &self.addresses);
        }
        let addresses = pages::missing(earlier.with_topics(), &self.shown, &self.addresses);
        self.earlier.push(EarlierPages { draft: before, addresses });
        self.earlier.retain(|pages| !pages.addresses.is_empty());
    }

    /// Makes every page of a theme of the book's own, beside everything else: its faults show nowhere else. Addresses that
    /// cannot be published are looked at with them.
    fn examine(&mut self) {
        let Some(draft) = self.unexamined.take() else { return };
        self.examining.store(false, Ordering::Relaxed);
        self.examining = Arc::new(AtomicBool::new(true));
        if draft.has_own_theme() || self.addresses.has_refused() {
            let (events, examining) = (self.events.clone(), Arc::clone(&self.examining));
            std::thread::spawn(move || {
                if let Some(findings) = draft.all_findings(&|| examining.load(Ordering::Relaxed)) {
                    // Nobody listens any more once the end has come.
                    drop(events.send(Event::Examined { draft, findings }));
                }
            });
        }
    }

    fn examined(&mut self, draft: &Arc<Draft>, findings: Vec<Diagnostic>) -> bool {
        let is_new = Arc::ptr_eq(draft, &self.latest) && findings.len() != draft.publication.findings.len();
        if is_new {
            let is_shown = Arc::ptr_eq(&self.latest, &self.shown);
            self.latest = Arc::new(self.latest.with_findings(findings));
            if is_shown {
                self.shown = Arc::clone(&self.latest);
            }
        }
        is_new
    }

    fn notify_subscribers(&mut self, pages: &PreviewPages<'_>) {
        for subscriber in &mut self.subscribers {
            let version = pages.answer(&subscriber.path).version;
            if version != subscriber.version {
                subscriber.version = version;
                // One that went away is left out when the next one comes.
                drop(subscriber.notify.send(subscriber.version.clone()));
            }
        }
    }

    /// Says in the terminal how the book stands.
    fn announce(&self, what: &str) {
        if let Some(fault) = &self.book.fault {
            (self.say)(&format!("{fault}; the last pages stay"));
            return;
        }
        let findings = &self.latest.publication.findings;
        (self.say)(&format!("{what}{}", reports::tally(findings)));
        let errors = findings.iter().filter(|finding| finding.severity == Severity::Error);
        for finding in errors.clone().take(MOST_LINES) {
            let place = self.latest.sources.place(finding.span);
            (self.say)(&format!("  {place}: {}", finding.message));
        }
        if let Some(more) = errors.count().checked_sub(MOST_LINES).filter(|more| *more > 0) {
            (self.say)(&format!("  and {more} more errors"));
        }
    }
}

/// The most errors that are printed after a change.
const MOST_LINES: usize = 5;
