//! What is public now against what was public at the last release: what changed without a correction, and corrections without a
//! change.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::chain::Chain;
use super::facts;
use super::of_book::{self, Kind, Seen};
use super::of_report::Compared;
use super::public::folder;
use super::rules::{IDLE, UNRECORDED, VANISHED};
use super::wording::{IN_ANOTHER_FORM, Wording, difference, quoted};
use crate::book::report::{Correction, Report};
use crate::book::{Book, BookCorrection};
use crate::diagnostic::{Diagnostic, shown};
use crate::source::{Sources, Span};
use crate::text::number;

/// Two states of what is public.
pub(crate) struct Comparison<'a> {
    /// As it was at the last release.
    pub(crate) before: &'a Book,
    /// As it is.
    pub(crate) now: &'a Book,
    /// The whole book, with what is not public.
    pub(crate) whole: &'a Book,
    /// The files of each. Those of both have the same ids.
    pub(crate) sources: (&'a Sources, &'a Sources),
    pub(crate) chain: &'a Chain,
    pub(crate) today: Date,
    /// The folders of reports of which something could not be read; none for a file of the whole book.
    pub(crate) unread: BTreeSet<Option<&'a str>>,
}

impl Comparison<'_> {
    /// What changed and is not recorded, and what is recorded and did not change.
    pub(crate) fn findings(&self) -> Vec<Diagnostic> {
        let mut findings = Vec::new();
        let is_read = |report: &&Report| !self.unread.contains(&Some(folder(self.before, report).as_str()));
        for before in self.before.all_reports().filter(is_read) {
            match self.now.report(&before.area.key, before.period) {
                Some(now) if std::ptr::eq(before, now) => {}
                Some(now) => self.report(before, now, &mut findings),
                None => findings.extend(self.gone(before)),
            }
        }
        let is_new = |report: &&Report| self.before.report(&report.area.key, report.period).is_none();
        findings.extend(self.now.all_reports().filter(is_new).flat_map(unreleased));
        if !self.unread.contains(&None) {
            self.book(&mut findings);
        }
        findings
    }

    fn gone(&self, report: &Report) -> Option<Diagnostic> {
        let (key, period) = (&report.area.key, report.period);
        let is_unread = self.whole.unread.contains(&(key.clone(), period)) || self.whole.unread_areas.contains(key);
        let area = self.whole.areas.iter().find(|area| area.key == *key).and_then(|area| area.span);
        let message = format!("the report of {} for {period} was released, and is not there any more", report.name());
        let finding = VANISHED.at(area.unwrap_or(self.whole.settings.span), message);
        (!is_unread).then(|| {
            finding.help(format!(
                "put the folder `{}` back, as it was released: `releases/` has its files",
                folder(self.before, report)
            ))
        })
    }

    fn report(&self, before: &Report, now: &Report, findings: &mut Vec<Diagnostic>) {
        let new = self.new_corrections(before, now, findings);
        let compared = Compared {
            today: self.today,
            report: now,
            before: facts::facts(self.before, before),
            now: facts::facts(self.now, now),
        };
        compared.findings(&new, findings);
    }

    /// The corrections of a report that were made since the last release, and findings for those that cannot be.
    fn new_corrections<'n>(
        &self,
        before: &Report,
        now: &'n Report,
        findings: &mut Vec<Diagnostic>,
    ) -> Vec<&'n Correction> {
        let mut published: Vec<_> = before.corrections.iter().map(|one| (facts::correction(one), one)).collect();
        let mut new = Vec::new();
        for one in &now.corrections {
            let print = facts::correction(one);
            match published.iter().position(|(published, _)| *published == print) {
                Some(at) => drop(published.remove(at)),
                None => new.push(one),
            }
        }
        for (_, one) in published {
            // The one that stands in its place is no correction of anything.
            let is_edited = |other: &&Correction| {
                let subject = |one: &Correction| {
                    (one.cell.as_ref().map(|(cell, _)| cell.clone()), one.section.as_ref().map(|(key, _)| key.clone()))
                };
                (subject(one), one.made) == (subject(other), other.made)
            };
            if let Some(at) = new.iter().position(|other: &&Correction| is_edited(other)) {
                new.remove(at);
            }
            let what = match (&one.cell, &one.section) {
                (Some((cell, _)), _) => format!("of `{cell}` "),
                (_, Some((section, _))) => format!("of `{section}` "),
                _ => String::new(),
            };
            let message = format!(
                "the correction {what}with “{}” was published, and is another one now or is gone",
                shown(&one.was)
            );
            let finding = IDLE.at(now.span, message);
            findings.push(finding.help("put it back as it was released; what has changed again is another correction"));
        }
        for one in &new {
            findings.extend(one.made.and_then(|(day, _)| self.day(day, one.was.span)));
        }
        new
    }

    /// The finding for a day on which nothing can have been corrected.
    fn day(&self, day: Date, place: Span) -> Option<Diagnostic> {
        let last = self.chain.releases.last()?.record.time.day();
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
        Some(
            IDLE.at(place, message)
                .help(format!("write the day on which the correction is published: `date: {}`", self.today)),
        )
    }

    /// What the book's own files say.
    fn book(&self, findings: &mut Vec<Diagnostic>) {
        let seen = Seen::new(self.before);
        let is_same = self
            .sources
            .0
            .changes(self.sources.1)
            .iter()
            .all(|path| crate::parse::parsed::report_folder(path).is_some());
        let (before, now) = match is_same {
            true => (of_book::Facts::new(), of_book::Facts::new()),
            false => (of_book::facts(self.before, &seen), of_book::facts(self.now, &seen)),
        };
        let new = self.new_of_book(findings);
        let mut changed: BTreeSet<&str> = BTreeSet::new();
        let kind = |what: &String| before.get(what).or(now.get(what)).map(|fact| fact.kind);
        // What has gone as a whole is told by itself, and not once more by what it said.
        let names: BTreeSet<_> =
            before.keys().chain(now.keys()).map(|what| (kind(what) != Some(Kind::Page), what)).collect();
        for (_, what) in names {
            let (then, is) = (before.get(what), now.get(what));
            let [said, says] = [then, is].map(|fact| fact.map(|fact| fact.says.clone()).unwrap_or_default());
            let kind = kind(what);
            let is_free = then.is_none() && kind != Some(Kind::Text);
            // What says nothing can come and go.
            let is_silent = kind == Some(Kind::Text) && said.read.is_empty() && says.read.is_empty();
            if is_free || is_silent || (then.is_some() && is.is_some() && !says.differs(&said)) || self.is_unread(what)
            {
                continue;
            }
            if is.is_none() && kind == Some(Kind::Page) {
                let message = format!("{what} was released, and is not there any more: its pages would vanish");
                let finding = VANISHED.at(self.now.settings.span, message);
                findings.push(finding.help("put it back as it was released: `releases/` has its file"));
                changed.extend(then.map(|fact| self.sources.0.path(fact.span.file)));
                continue;
            }
            let path = match (is, then) {
                (Some(fact), _) => self.sources.1.path(fact.span.file),
                (None, Some(fact)) => self.sources.0.path(fact.span.file),
                (None, None) => continue,
            };
            let is_told = new.iter().any(|one| one.file == path);
            if changed.insert(path) && !is_told {
                let place = is.map_or(self.now.settings.span, |fact| fact.span);
                findings.push(self.unrecorded(what, path, place, (&said, &says)));
            }
        }
        for one in new {
            findings.extend(self.day(one.date, one.span));
            if !changed.contains(one.file.as_str()) {
                let message =
                    format!("nothing that readers of what was released see of `{}` has changed", shown(&one.file));
                findings
                    .push(IDLE.at(one.span, message).help("delete the correction, or name the file that has changed"));
            }
        }
    }

    /// The corrections of the book's files that were made since the last release, and findings for those that are gone.
    fn new_of_book(&self, findings: &mut Vec<Diagnostic>) -> Vec<&BookCorrection> {
        let new: Vec<_> = self
            .now
            .corrections
            .iter()
            .filter(|one| !self.before.corrections.iter().any(|other| is_like(one, other)))
            .collect();
        for one in
            self.before.corrections.iter().filter(|one| !self.now.corrections.iter().any(|other| is_like(one, other)))
        {
            let message = format!(
                "the correction of `{}` with “{}” was published, and is another one now or is gone",
                one.file,
                shown(&one.was)
            );
            let finding = IDLE.at(self.now.settings.span, message);
            findings.push(finding.help("put it back into content/corrections.yaml as it was released"));
        }
        new
    }

    /// Whether something of the book could not be read, so that nobody can say whether it is gone.
    fn is_unread(&self, what: &str) -> bool {
        self.whole.unread_areas.iter().any(|area| what.contains(&format!("area `{area}`")))
            || self.whole.unread_measures && what.contains("measure")
    }

    fn unrecorded(&self, what: &str, path: &str, place: Span, (said, says): (&Wording, &Wording)) -> Diagnostic {
        let differ = difference(said, says);
        let is_form = differ.is_none();
        let (was, is) = differ.unwrap_or_else(|| IN_ANOTHER_FORM.map(str::to_owned).into());
        let message = match (said.read.is_empty(), says.read.is_empty()) {
            (_, true) if is_form => {
                format!("{what} was released, and is not there any more, and no correction says so")
            }
            _ if is_form => format!("{what} was released in another form, and no correction says so"),
            (true, _) => format!("{what}, “{is}”, was not released, and no correction says that it is there now"),
            (_, true) => format!("{what} was released, “{was}”, and is not there any more, and no correction says so"),
            _ => format!("{what} was released as “{was}” and is “{is}” now, and no correction says so"),
        };
        let named = |text: String| Some(text.trim_matches('…').to_owned()).filter(|text| !text.is_empty());
        let [was, is] = [was, is].map(|text| named(text).unwrap_or_else(|| "nothing".to_owned()));
        let today = self.today;
        UNRECORDED.at(place, message).help("put it back as it was released").help(format!(
            "or add to content/corrections.yaml, below `corrections:`\n  - file: {path}\n    was: {}\n    now: {}\n    date: {today}\n    scale: minor\n    reason: …",
            quoted(&was), quoted(&is)
        ))
    }
}

/// Findings for what a report that was never released corrects of what the site published.
pub(crate) fn unreleased(report: &Report) -> impl Iterator<Item = Diagnostic> {
    let made = report.corrections.iter().filter(|one| one.made.is_some());
    made.map(|one| {
        let message = "this report was never released: there is nothing that this site published otherwise";
        IDLE.at(one.was.span, message).help("write `printed: …` without `date` and `scale` if it was wrong in print")
    })
}

/// Whether two corrections of the book's files say the same.
fn is_like(one: &BookCorrection, other: &BookCorrection) -> bool {
    let BookCorrection { file, date, scale, was, now, reason, span: _ } = one;
    (file, date, scale, &**was, &**now, &**reason)
        == (&other.file, &other.date, &other.scale, &*other.was, &*other.now, &*other.reason)
}
