//! What changed between two states without a correction, and corrections without a change.

use super::facts;
use super::of_report::Compared;
use super::states::Comparison;
use super::withdrawn::{self, Withdrawn, is_of_hidden, parts};
use super::wording::Subject;
use super::words::Tokens;
use crate::book::narrative::Phrase;
use crate::book::report::{Correction, HELD_BACK, Report};
use crate::diagnostic::{Diagnostic, shown};
use crate::release::public::{folder, folder_of};
use crate::release::rules::{IDLE, VANISHED};

impl Comparison<'_> {
    /// What changed and is not recorded, and what is recorded and did not change.
    pub(crate) fn findings(&self) -> Vec<Diagnostic> {
        let mut findings = Vec::new();
        let is_compared = |report: &&Report| {
            let folder = folder(self.before, report);
            !self.unread.contains(&Some(folder.as_str())) && !self.stands.contains(&folder)
        };
        // An area that is called otherwise now is the same.
        let now = |report: &Report| self.now.report(&self.now.area_called(&report.area.key)?.key, report.period);
        let (still, gone): (Vec<_>, Vec<_>) =
            self.before.all_reports().filter(is_compared).partition(|report| now(report).is_some());
        let still = still.into_iter().filter_map(|before| Some((before, now(before)?)));
        let still: Vec<_> = still.filter(|(before, now)| !std::ptr::eq(*before, *now)).collect();
        let withdrawn = Withdrawn::new(self, &still);
        let withdrawn = withdrawn.as_ref();
        for (before, now) in still {
            let new = self.new_corrections((before, now), withdrawn, &mut findings);
            let held = withdrawn.and_then(|withdrawn| withdrawn.of(before));
            let compared = Compared {
                of: self,
                report: now,
                before: facts::facts_without((self.before, before), held),
                now: facts::facts(self.now, now),
                lacks_reports: !gone.is_empty(),
                withdrawn,
            };
            compared.findings(&new, &mut findings);
        }
        findings.extend(gone.into_iter().filter_map(|report| self.gone(report)));
        let was_there = |key: &str, report: &Report| self.before.report(key, report.period).is_some();
        let is_new = |report: &&Report| !report.area.keys_in(report.period).iter().any(|key| was_there(key, report));
        let unreleased = self.now.all_reports().filter(is_new).flat_map(unreleased);
        findings.extend(unreleased.map(|finding| finding.help(self.lost())));
        if !self.unread.contains(&None) {
            self.book(withdrawn, &mut findings);
        }
        findings
    }

    /// The finding for a report that is not there any more; none where its area is gone, which is told by itself.
    fn gone(&self, report: &Report) -> Option<Diagnostic> {
        let (key, period) = (&report.area.key, report.period);
        let area = self.whole.area_called(key)?;
        let is_unread =
            self.whole.unread.contains(&(area.key.clone(), period)) || self.whole.unread_areas.contains(&area.key);
        let message = format!("the report of {} for {period} was released, and is not there any more", report.name());
        let finding = VANISHED.at(area.span.unwrap_or(self.whole.settings.span), message);
        let (now, then) = (folder_of(self.whole, &area.key, period), folder(self.before, report));
        (!is_unread).then(|| {
            finding
                .help(format!("put the folder `{now}` back, as it was released: {}", self.copies(&format!("{then}/"))))
        })
    }

    /// The corrections of a report that were made since the last release, and findings for those that cannot be. What is held back now
    /// may be taken out of those that were published, and nothing else.
    fn new_corrections<'n>(
        &self,
        (before, now): (&'n Report, &'n Report),
        withdrawn: Option<&Withdrawn>,
        findings: &mut Vec<Diagnostic>,
    ) -> Vec<&'n Correction> {
        let held = withdrawn.and_then(|withdrawn| withdrawn.of(before));
        let subject = Subject { of: held.map(|_| (self.before, before)), held };
        let printed = |one: &'n Correction| {
            let was = if is_of_hidden(one, now) { HELD_BACK } else { &one.was };
            let print = facts::correction_of(one, was, subject);
            (withdrawn.map(|_| parts(&print)).unwrap_or_default(), print, one)
        };
        let mut published: Vec<Printed<'_>> = before.corrections.iter().map(printed).collect();
        let mut new: Vec<_> = now.corrections.iter().map(printed).collect();
        let mut old = pairs(&mut published, &mut new, |then, is| then.1 == is.1);
        if let Some(withdrawn) = withdrawn {
            old.extend(pairs(&mut published, &mut new, |then, is| withdrawn.is_published(&then.0, &is.0)));
        }
        old.extend(pairs(&mut published, &mut new, |(.., then), (.., is)| is_withdrawn(then, is)));
        let mut new: Vec<_> = new.into_iter().map(|(.., one)| one).collect();
        let tells = |one: &&Correction| {
            withdrawn.is_some_and(|withdrawn| withdrawn.has_number(&facts::correction(one), Some(&now.area.key)))
        };
        findings.extend(old.into_iter().filter(tells).map(|one| tells_hidden(one, now)));
        for (.., one) in published {
            // The one that stands in its place is no correction of anything.
            let subject = |one: &Correction| {
                let cell = one.cell.as_ref().map(|(cell, _)| cell.clone());
                let section = one.section.as_ref().map(|(key, _)| key.clone());
                (cell, section, one.about.as_deref().map(str::to_owned), one.made)
            };
            if let Some(at) = new.iter().position(|other: &&Correction| subject(one) == subject(other)) {
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
            let help = format!("{}; what has changed again is another correction", self.back(Some(one.was.span)));
            let mut finding = IDLE.at(now.span, message).help(help);
            if withdrawn.is_some() {
                finding = finding.help(format!("where it tells a figure that is held back now write `{HELD_BACK}` in place of that, and leave the rest as it is"));
            }
            findings.push(finding);
        }
        let folder = folder(self.before, before);
        let release = self.last(|release| release.record.reports.contains(&folder));
        for one in &new {
            findings.extend(one.made.and_then(|(day, _)| self.day(day, one.was.span, release?)));
        }
        new
    }
}

/// A correction, with what it says, whole and in words.
type Printed<'c> = (Vec<Tokens>, String, &'c Correction);

/// Takes the corrections that were published, and those that say the same, out of both.
fn pairs<'n>(
    published: &mut Vec<Printed<'_>>,
    new: &mut Vec<Printed<'n>>,
    is_same: impl Fn(&Printed<'_>, &Printed<'_>) -> bool,
) -> Vec<&'n Correction> {
    let old = new.extract_if(.., |is| {
        let at = published.iter().position(|then| is_same(then, is));
        at.map(|at| published.remove(at)).is_some()
    });
    old.map(|(.., one)| one).collect()
}

/// Whether a correction that was published is one now that tells no more what stood there.
fn is_withdrawn(then: &Correction, is: &Correction) -> bool {
    let taken_out = Correction { was: is.was.clone(), now: is.now.clone(), reason: is.reason.clone(), ..then.clone() };
    let says = |phrase: &Phrase| Subject::default().phrase(phrase).written().into_owned();
    let is_left = |then: &Phrase, is: &Phrase| says(is) == HELD_BACK || says(then) == says(is);
    let is_same = facts::correction(&taken_out) == facts::correction(is);
    is.is_withdrawal() && is_same && is_left(&then.now, &is.now) && is_left(&then.reason, &is.reason)
}

/// The finding for a correction that was published and tells a figure that is held back now.
fn tells_hidden(one: &Correction, now: &Report) -> Diagnostic {
    if is_of_hidden(one, now) {
        let message = "this correction was published, and tells what the figure was that is held back now";
        return IDLE.at(one.was.span, message).help(format!("write `was: \"{HELD_BACK}\"`"));
    }
    withdrawn::has_number(one.was.span)
}

/// Findings for what a report that was never released corrects of what the site published.
pub(crate) fn unreleased(report: &Report) -> impl Iterator<Item = Diagnostic> {
    let made = report.corrections.iter().filter(|one| one.made.is_some());
    made.map(|one| {
        let message = "this report was never released: there is nothing that this site published otherwise";
        IDLE.at(one.was.span, message).help("write `printed: …` without `date` and `scale` if it was wrong in print")
    })
}
