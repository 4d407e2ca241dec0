//! The thread that makes pages: it hears of changes, makes the next draft, answers requests, and tells browsers what is new.
//!
//! All of it happens in one place and in order, so that no page is ever made of two states of the book.

use std::mem;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};

use jiff::civil::Date;
use tokio::sync::{mpsc, oneshot};

use super::desk::{self, Answer, Desk, Lost, Stock};
use super::folder::{Folder, News};
use crate::diagnostic::{Diagnostic, Severity};
use crate::draft::Draft;
use crate::render::edition::Addresses;
use crate::shell::findings::reports;

/// What the thread is told.
pub enum Message {
    /// News of the folder.
    News(News),
    /// A browser asks for a path.
    Ask(String, oneshot::Sender<Answer>),
    /// A browser wants to know when a page changes.
    Follow(Follower),
    /// All findings of a draft whose pages have been made one and all.
    Examined(Arc<Draft>, Vec<Diagnostic>),
    /// The end.
    Stop,
}

/// A browser in which a page is open.
pub struct Follower {
    /// The path of the page.
    pub path: String,
    /// What the browser shows of it.
    pub version: String,
    /// Where to say which version there is now.
    pub tell: mpsc::UnboundedSender<String>,
}

/// Everything that outlasts a draft.
pub struct Press {
    folder: Folder,
    today: Box<dyn Fn() -> Date + Send>,
    say: fn(&str),
    tell: Sender<Message>,
    latest: Arc<Draft>,
    shown: Arc<Draft>,
    older: Option<Arc<Draft>>,
    /// The addresses of the draft that is shown.
    addresses: Arc<Addresses>,
    /// The draft that was shown before, until it is known which of its pages the new one lacks.
    before: Option<Arc<Draft>>,
    lost: Vec<Lost>,
    followers: Vec<Follower>,
    /// The newest draft, until its pages are looked through for findings.
    unexamined: Option<Arc<Draft>>,
    /// Whether the findings of the newest draft are still being looked for; false ends it.
    examining: Arc<AtomicBool>,
}

impl Press {
    /// Makes the first draft of a folder. `say` prints a line for the person who started this.
    pub fn new(folder: Folder, today: Box<dyn Fn() -> Date + Send>, say: fn(&str), tell: Sender<Message>) -> Self {
        let first = Arc::new(Draft::default().update(folder.sources.clone(), today()));
        let press = Press {
            folder,
            today,
            say,
            tell,
            latest: Arc::clone(&first),
            unexamined: Some(Arc::clone(&first)),
            shown: first,
            older: None,
            addresses: Arc::default(),
            before: None,
            lost: Vec::new(),
            followers: Vec::new(),
            examining: Arc::default(),
        };
        press.announce("");
        press
    }

    /// Does what it is told until the end.
    pub fn run(mut self, inbox: &Receiver<Message>) {
        let mut goes_on = true;
        while goes_on {
            let (latest, shown, older) = (Arc::clone(&self.latest), Arc::clone(&self.shown), self.older.clone());
            let edition = shown.edition(&self.addresses);
            let addresses = edition.as_ref().map(|edition| Arc::clone(&edition.addresses)).unwrap_or_default();
            self.keep(addresses);
            let (lost, fault) = (mem::take(&mut self.lost), self.folder.fault.clone());
            let stock =
                Stock { latest: &latest, shown: &shown, older: older.as_deref(), lost: &lost, fault: fault.as_deref() };
            let desk = Desk::new(stock, edition);
            self.tell_followers(&desk);
            self.examine();
            goes_on = self.attend(&desk, inbox);
            drop(desk);
            self.lost = lost;
            if goes_on {
                self.renew();
            }
        }
        self.examining.store(false, Ordering::Relaxed);
    }

    /// Answers until something is new. Gives whether to go on.
    fn attend(&mut self, desk: &Desk<'_>, inbox: &Receiver<Message>) -> bool {
        loop {
            let message = match self.folder.wait() {
                Some(wait) => inbox.recv_timeout(wait),
                None => inbox.recv().map_err(|_| RecvTimeoutError::Disconnected),
            };
            let is_new = match message {
                Ok(Message::News(news)) => self.folder.hear(news),
                Ok(Message::Ask(path, reply)) => {
                    // A browser that went away needs no answer.
                    drop(reply.send(desk.answer(&path)));
                    false
                }
                Ok(Message::Follow(follower)) => {
                    self.followers.retain(|follower| !follower.tell.is_closed());
                    self.followers.push(follower);
                    self.tell_followers(desk);
                    false
                }
                Ok(Message::Examined(draft, findings)) => self.examined(&draft, findings),
                Ok(Message::Stop) | Err(RecvTimeoutError::Disconnected) => return false,
                Err(RecvTimeoutError::Timeout) => self.folder.read(),
            };
            if is_new {
                return true;
            }
        }
    }

    /// Makes the next draft, and keeps what it lacks.
    fn renew(&mut self) {
        let changed: Vec<_> = self.folder.sources.changes(&self.latest.sources);
        let what = match changed.as_slice() {
            [] => String::new(),
            [one] => format!("{one}: "),
            [one, rest @ ..] => format!("{one} and {} more: ", rest.len()),
        };
        if !changed.is_empty() {
            let next = Arc::new(self.latest.update(self.folder.sources.clone(), (self.today)()));
            self.before = Some(Arc::clone(&self.shown));
            self.unexamined = Some(Arc::clone(&next));
            self.latest = next;
            if self.latest.theme().is_some() {
                if !self.latest.wears_the_same(&self.shown) && self.shown.theme().is_some() {
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
        for lost in &mut self.lost {
            lost.addresses = desk::lost(lost.addresses.iter().map(String::as_str), &self.shown, &self.addresses);
        }
        let addresses = desk::lost(earlier.iter(), &self.shown, &self.addresses);
        self.lost.push(Lost { draft: before, addresses });
        self.lost.retain(|lost| !lost.addresses.is_empty());
    }

    /// Makes every page of a theme of the book's own, beside everything else: its faults show nowhere else. Addresses that
    /// cannot be published are looked at with them.
    fn examine(&mut self) {
        let Some(draft) = self.unexamined.take() else { return };
        self.examining.store(false, Ordering::Relaxed);
        self.examining = Arc::new(AtomicBool::new(true));
        if draft.has_own_theme() || !self.addresses.refused.is_empty() {
            let (tell, examining) = (self.tell.clone(), Arc::clone(&self.examining));
            std::thread::spawn(move || {
                if let Some(findings) = draft.all_findings(&|| examining.load(Ordering::Relaxed)) {
                    // Nobody listens any more once the end has come.
                    drop(tell.send(Message::Examined(draft, findings)));
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

    fn tell_followers(&mut self, desk: &Desk<'_>) {
        for follower in &mut self.followers {
            let version = desk.answer(&follower.path).version;
            if version != follower.version {
                follower.version = version;
                // One that went away is left out when the next one comes.
                drop(follower.tell.send(follower.version.clone()));
            }
        }
    }

    /// Says in the terminal how the book stands.
    fn announce(&self, what: &str) {
        if let Some(fault) = &self.folder.fault {
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
