//! Two states of what is public, and what findings about their differences have in common.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::book::Book;
use crate::diagnostic::Diagnostic;
use crate::release::chain::{Chain, Release};
use crate::release::public::path_now;
use crate::release::rules::IDLE;
use crate::source::{Sources, Span};
use crate::text::number;

/// What is done with a figure that is not known any more.
pub(super) const NOT_KNOWN: &str = "that is not known any more write `\"[x]\"`, and a correction";

/// The places at which texts of a book tell what it holds back.
pub(crate) type Telling<'a> = &'a dyn Fn(&Book) -> Vec<Span>;

/// Two states of what is public.
pub(crate) struct Comparison<'a> {
    /// As it was at the last release.
    pub(crate) before: &'a Book,
    /// As it is.
    pub(crate) now: &'a Book,
    /// The whole book, with what is not public.
    pub(crate) whole: &'a Book,
    /// All files that there are, among them the copies of those that were released.
    pub(crate) sources: &'a Sources,
    /// The files of each state. Those of both have the same ids.
    pub(crate) then: &'a Sources,
    pub(crate) public: &'a Sources,
    pub(crate) chain: &'a Chain,
    pub(crate) today: Date,
    /// The folders of reports of which something could not be read; none for a file of the whole book.
    pub(crate) unread: BTreeSet<Option<&'a str>>,
    pub(crate) telling: Telling<'a>,
    /// The folders of the reports that stand as they were released, and the files of the book that stand so with them.
    pub(crate) stands: &'a BTreeSet<String>,
}

impl Comparison<'_> {
    /// The last release that some are; where none is, the last of all.
    pub(super) fn last(&self, is_wanted: impl Fn(&Release) -> bool) -> Option<&Release> {
        let mut releases = self.chain.releases.iter().rev();
        releases.clone().find(|release| is_wanted(release)).or_else(|| releases.next())
    }

    /// The finding for a day on which nothing of what `release` published can have been corrected.
    pub(super) fn day(&self, day: Date, place: Span, release: &Release) -> Option<Diagnostic> {
        let last = release.record.time.day();
        let message = if day > self.today {
            format!("this was corrected on {}, which has not come yet", number::day(day))
        } else if day < last {
            format!(
                "this was corrected on {}, and what it corrects was released on {}",
                number::day(day),
                number::day(last)
            )
        } else {
            return None;
        };
        let finding = IDLE.at(place, message);
        Some(match self.chain.later.last() {
            Some(later) => finding.help(format!(
                "the release of {later} is recorded, and today is {}: look whether the clock of this machine and `--now` are right",
                number::day(self.today)
            )),
            None => finding.help(format!("write the day on which the correction is published: `date: {}`", self.today)),
        })
    }

    /// What is done about something that was released and is another one; about something that was not there if there is no place of it.
    pub(super) fn back(&self, released: Option<Span>) -> String {
        let Some(span) = released else { return "take it out again".to_owned() };
        let path = self.then.path(span.file);
        let copy = self.chain.files.get(path);
        match copy.map(|kept| self.sources.path(kept.copy)) {
            Some(copy) if self.is_gone(path) => format!("the file `{path}` is gone: copy it back from `{copy}`"),
            Some(copy) => {
                let line = self.then.place(span).line;
                format!("put it back as it was released: it stands in `{copy}`, line {line}")
            }
            None => "put it back as it was released".to_owned(),
        }
    }

    /// Whether a file that was released is not there any more.
    pub(super) fn is_gone(&self, path: &str) -> bool {
        self.public.find(&path_now(self.now, path)).is_none()
    }

    /// What is done about a correction that tells of nothing where a record was lost.
    pub(super) fn lost(&self) -> String {
        let last = self.chain.releases.last().map(|last| last.name.as_str()).unwrap_or_default();
        format!(
            "if there was a release after `{last}`, its record is lost: bring it and its folder back into `releases/`, from the history of the book, and change nothing else"
        )
    }

    /// Where the files stand that were released below a folder, in words.
    pub(super) fn copies(&self, folder: &str) -> String {
        let files = self.chain.files.range(folder.to_owned()..).take_while(|(path, _)| path.starts_with(folder));
        let mut copies: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (path, kept) in files {
            let (copy, file) = (self.sources.path(kept.copy), &path[folder.len()..]);
            copies.entry(&copy[..copy.len() - file.len()]).or_default().push(file);
        }
        let copies: Vec<_> = copies.iter().map(|(of, files)| format!("{} from `{of}`", files.join(", "))).collect();
        format!("copy {}", copies.join(", "))
    }
}
