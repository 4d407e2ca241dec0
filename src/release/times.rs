//! When reports were released, as their pages tell it.
//!
//! It is the time of the release that published a report, whatever the file of its period says later. What the first release of all
//! recorded may have been public before: of that the time counts that its period had then, if its day is an earlier one. Where no
//! time was set nothing is told but the day of the release.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::DateTime;

use super::chain::{FOLDER, Release};
use super::record::Time;
use crate::book::Book;
use crate::book::history::ReportName;
use crate::book::period::Period;
use crate::parse::parsed::ParsedBook;
use crate::source::{FileId, SourceFile, Sources};

/// The times of reports themselves.
pub(super) type Own = BTreeMap<ReportName, Timestamp>;

/// The times of reports themselves; of the nation's the last of its period.
pub(super) fn own(book: &Book) -> Own {
    let mut own = Own::new();
    for report in book.all_reports() {
        let Some((time, _)) = report.release else { continue };
        for key in [&report.area.key, &book.nation.key] {
            let last = own.entry((key.clone(), report.period)).or_insert(time);
            *last = time.max(*last);
        }
    }
    own
}

/// When the reports of each period were to be released, as each release left it.
pub(super) fn planned(sources: &Sources, releases: &[Release]) -> Vec<BTreeMap<Period, Timestamp>> {
    let is_asked = |path: &&String| *path == "book.toml" || path.starts_with("content/periods/");
    let mut files: BTreeMap<&str, FileId> = BTreeMap::new();
    let (mut state, mut parsed, mut planned) = (Sources::default(), ParsedBook::default(), Vec::new());
    for release in releases {
        files.retain(|path, _| release.record.removed.iter().all(|removed| removed != path));
        for path in release.record.files.keys().filter(is_asked) {
            let copy = sources.find(&format!("{FOLDER}{}/{path}", release.name));
            files.extend(copy.map(|copy| (path.as_str(), copy)));
        }
        let copy = |(path, copy): (&&str, &FileId)| SourceFile {
            path: (*path).to_owned(),
            bytes: sources.bytes(*copy).to_vec(),
        };
        state = state.with(&[String::new()], files.iter().map(copy).collect());
        parsed = parsed.update(&state);
        let plans = parsed.book.iter().flat_map(|book| book.plans.iter());
        planned.push(plans.filter_map(|plan| Some((plan.period, plan.release?.0))).collect());
    }
    planned
}

/// When a report was released by the release at a place among all, as its page tells it; none where no time was set for it.
pub(super) fn told(
    (release, at): (&Release, usize),
    (planned, own): (Option<&Timestamp>, Option<&Timestamp>),
    book: &Book,
) -> Option<DateTime> {
    let Time { instant, clock: recorded, .. } = release.record.time;
    // A later one was written since: it says no more than that a time was set.
    let set = planned.into_iter().chain(own.filter(|time| **time <= instant)).max();
    let set = set.map(|time| book.on_clocks(*time).datetime()).filter(|set| at == 0 && set.date() < recorded.date());
    (planned.is_some() || own.is_some()).then_some(set.unwrap_or(recorded))
}
