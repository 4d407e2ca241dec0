//! When a report is released, and with whose approval.

use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};

use super::context::BookCheck;
use crate::book::Book;
use crate::book::area::Area;
use crate::book::cell::Absence;
use crate::book::path::CellPath;
use crate::book::period::Period;
use crate::book::plan::PeriodPlan;
use crate::book::report::{Approval, Authority, Report, Status};
use crate::book::returns::grid::Entry;
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::Span;
use crate::text::number;

rules! {
    APPROVAL = "C108" "not-approved" Warning:
        "A report says that it is signed, and an authority that must sign it has not approved it as it stands.";
        "Readers would take a text for approved that nobody saw. The public site does not have the report.";
        "A figure that was corrected after the report was signed.";
        "Have it approved again with `areabook sign`, or put back what was changed."
    UNSIGNED = "C109" "not-signed" Note:
        "A report is complete and not signed yet, in a book that publishes only what is signed.";
        "The public site does not have it as it stands, and whoever waits for the report should know why.";
        "`status: final`, with `sign_off = true` under `[release]` in book.toml.";
        "Have each authority that must sign approve it with `areabook sign`."
    TIME = "C110" "release-time" Error:
        "A report would be released before its period has ended, or before the others of its period; or nothing says when, as it was said of an earlier period, or in a book that recorded a release. A release years after the period is a warning.";
        "A slip in the year holds a report for ever, or publishes it at once, and so does a file that was forgotten.";
        "`release: 2104-10-30T09:30` in a report for 2013-14.";
        "Correct the time. What is to be published at once has a time that has passed."
    EXCUSED = "C111" "excused-report" Warning:
        "An area hands in a report for a period for which none is expected: it is excused, or does not exist then.";
        "Its figures would be published, and the page would say that no report is expected.";
        "`excused: { north: … }` in content/periods/2013-14.yaml, or `to: 2012-13` in areas/north/area.yaml, beside areas/north/2013-14/.";
        "Take the area out of the list, correct its time, or take the report out of the book."
    WAITS = "C112" "waits-for-others" Note:
        "A report is ready, and its text prints figures of reports that are not public yet, or its figures would tell those of one.";
        "Readers would see a gap in a sentence, or could work out what is held back.";
        "“In all areas {{ people/total/total }} people were counted” in the report of the nation, while one area is a draft.";
        "Nothing: the report becomes public together with the others."
    LACKS = "C115" "sum-without-an-area" Warning:
        "A report of the nation is public, and what it adds up is not known to readers, because the report of an area is not ready or not there.";
        "Readers see “[x]” where the nation's figures belong, and once the area is ready each of them is a change of what was published.";
        "An area that has not signed yet when the report of the nation is released.";
        "Let the report of the nation wait: write `status: draft` in it until the others are ready."
}

/// The most years from the end of a period to its release.
const MOST_YEARS: i32 = 10;

pub(crate) const CHECK: BookCheck = BookCheck { rules: RULES, run: check };

fn check(book: &Book, findings: &mut Vec<Diagnostic>) {
    for plan in book.plans.iter() {
        findings.extend(plan.release.and_then(|time| unlikely(book, time, plan.period.last_day())));
        for (area, _, span) in &plan.excused {
            let report = book.report(area, plan.period).filter(|report| report.area.exists_in(plan.period));
            findings.extend(report.map(|report| {
                let finding = EXCUSED.at(*span, format!("{} {} has a report", report.name(), plan.period));
                finding.help("delete this line, or take the folder of the report out of `areas/`")
            }));
        }
    }
    for report in book.all_reports() {
        findings.extend(report.release.and_then(|time| unlikely(book, time, report.period.last_day())));
        findings.extend(early(book, report));
        findings.extend(beyond(report));
        approvals(book, report, findings);
    }
}

/// The finding for a time that is no release of a period with this last day.
fn unlikely(book: &Book, (time, span): (Timestamp, Span), last: Date) -> Option<Diagnostic> {
    let day = book.on_clocks(time).date();
    if day <= last {
        let message = format!("this is before the period has ended, which is on {}", number::day(last));
        let help = "look whether the year is right; without the line a report is public as soon as it is ready";
        return Some(TIME.at(span, message).help(help));
    }
    let is_late = day > last.saturating_add(MOST_YEARS.years());
    is_late.then(|| {
        // A report of long ago can be published now, and is held until then in any case.
        let message =
            format!("this is more than {MOST_YEARS} years after the period, which ended on {}", number::day(last));
        let help =
            format!("look whether the year is right; if it is, the report is public from {} on", number::day(day));
        Diagnostic { severity: Severity::Warning, ..TIME.at(span, message).help(help) }
    })
}

/// Finds the reports of the nation that are public without sums, because a report of an area is not public or not there.
pub(crate) fn sums(book: &Book, released: &Book, findings: &mut Vec<Diagnostic>) {
    for public in &released.national {
        let known = book.report(&public.area.key, public.period);
        findings.extend(
            known.and_then(|known| {
                sum_that_waits(book, released, known, public).or_else(|| sum_of_unknown(book, known))
            }),
        );
    }
}

/// The finding for a report of the nation that readers see without sums that are known to those who write it.
fn sum_that_waits(book: &Book, released: &Book, known: &Report, public: &Report) -> Option<Diagnostic> {
    let mut numbers = known.figures.grids().flat_map(|(_, grid)| grid.numbers()).map(|(path, _)| path);
    let is_lost = |path: &CellPath| {
        let figures = &public.figures;
        figures.cell(&known.figures.address(*path)).is_some_and(|cell| figures.number(cell).is_none())
    };
    let sum = numbers.find(is_lost)?;
    let areas = book.areas_in(known.period).filter(|area| released.report(&area.key, known.period).is_none());
    let areas: Vec<_> = areas.filter(|area| book.report(&area.key, known.period).is_some()).collect();
    let finding = sum_without(known, sum, &areas, |names| format!("figures of {names}, which are not public"))?;
    Some(finding.help("to let this report wait for them write `status: draft` until they are ready"))
}

/// The finding for a report of the nation without sums of which nobody knows a part: an area that is expected to has no report.
fn sum_of_unknown(book: &Book, known: &Report) -> Option<Diagnostic> {
    let (figures, period) = (&known.figures, known.period);
    let cells = figures.grids().filter(|(table, _)| table.is_from_areas()).flat_map(|(_, grid)| grid.cells());
    let is_unknown = |(path, entry): &(CellPath, &Entry)| {
        entry.handed.is_none()
            && !entry.spoiled
            && entry.cell.value == Err(Absence::NotAvailable)
            && book.of_areas(known, *path).known > 0
    };
    let (sum, _) = cells.into_iter().find(is_unknown)?;
    let is_expected = |area: &&Area| book.excuse(&area.key, period).is_none();
    let areas: Vec<_> =
        book.areas_in(period).filter(is_expected).filter(|area| book.report(&area.key, period).is_none()).collect();
    let finding =
        sum_without(known, sum, &areas, |names| format!("figures of all areas, and there is no report of {names}"))?;
    let (area, period) = (&areas.first()?.key, period.name());
    Some(finding.help("to let this report wait for it write `status: draft` until it is there").help(format!(
        "if none is expected, say why in content/periods/{period}.yaml: `excused: {{ {area}: the reason }}`"
    )))
}

/// The finding for a sum that readers do not get, because of these areas.
fn sum_without(known: &Report, sum: CellPath, areas: &[&Area], why: impl Fn(&str) -> String) -> Option<Diagnostic> {
    let (first, others) = areas.split_first()?;
    let more = if others.is_empty() { String::new() } else { format!(" and {} more", others.len()) };
    let (sum, why) = (known.figures.address(sum), why(&format!("{}{more}", first.name)));
    Some(LACKS.at(known.status_span, format!("`{sum}` adds up {why}: readers see “[x]”")))
}

/// What is known of a report by those who know of releases.
pub(crate) struct Released<'a> {
    /// Whether a release of the book has been recorded.
    pub(crate) has_releases: bool,
    /// Whether a report was released.
    pub(crate) was_released: &'a dyn Fn(&Report) -> bool,
    /// Whether a report is published as soon as its time has come.
    pub(crate) is_ready: &'a dyn Fn(&Report) -> bool,
}

/// Findings for the first report of each period that waits for no time, in a book in which an earlier period had one or of which a release
/// has been recorded. What is ready is not published by the way in a book that records what it publishes.
pub(crate) fn untimed(book: &Book, of: &Released<'_>) -> Vec<Diagnostic> {
    book.periods().into_iter().filter_map(|period| untimed_in(book, period, of)).collect()
}

fn untimed_in(book: &Book, period: Period, of: &Released<'_>) -> Option<Diagnostic> {
    let is_earlier = |plan: &&PeriodPlan| plan.period.is_like(period) && plan.period < period;
    let timed = book.plans.iter().rev().filter(is_earlier);
    let earlier = timed.filter_map(|plan| Some((plan.period, plan.release?))).next();
    let is_untimed =
        |report: &&Report| report.period == period && book.release_of(report).is_none() && !(of.was_released)(report);
    let reports = book.all_reports().filter(is_untimed).filter(|_| earlier.is_some() || of.has_releases);
    let report = reports.min_by_key(|report| (!(of.is_ready)(report), report.is_draft()))?;
    let is_stopped = of.has_releases && (of.is_ready)(report);
    let what_follows = match of.has_releases {
        true if is_stopped => "nothing is published until it is said",
        true => "once one of them is ready nothing is published until it is said",
        false => "each is public as soon as it is ready",
    };
    let message = format!("nothing says when the reports for {period} are released: {what_follows}");
    let mut finding = TIME.at(report.status_span, message);
    let time = match earlier {
        Some((earlier, (time, place))) => {
            finding = finding.related(place, format!("the time of {earlier}"));
            let years = i32::from(period.first_day().year()) - i32::from(earlier.first_day().year());
            book.on_clocks(time).datetime().saturating_add(years.years())
        }
        None => period.last_day().saturating_add(7.months()).at(9, 30, 0, 0),
    };
    let finding = finding.help(format!(
        "write the time into content/periods/{}.yaml, as in `release: {}`; to publish at once write one that has passed",
        period.name(),
        time.strftime("%Y-%m-%dT%H:%M")
    ));
    let severity = match is_stopped {
        true => Severity::Error,
        false if report.is_draft() => Severity::Note,
        false => Severity::Warning,
    };
    Some(Diagnostic { severity, ..finding })
}

/// The finding for a report whose own time is before that of its period, which is the one that counts.
fn early(book: &Book, report: &Report) -> Option<Diagnostic> {
    let (own, span) = report.release?;
    let (of_period, place) = book.plan(report.period)?.release?;
    (own < of_period).then(|| {
        let finding = TIME.at(span, "this is before the time of the period, and a report is not released before it");
        let finding = finding.related(place, "the time of the period");
        let finding = finding.help("delete the line, or write a time after that of the period");
        Diagnostic { severity: Severity::Warning, ..finding }
    })
}

/// The finding for a report of a period in which its area does not exist.
fn beyond(report: &Report) -> Option<Diagnostic> {
    let (area, period) = (&report.area, report.period);
    let (says, line) = match (area.from, area.to) {
        _ if area.exists_in(period) => return None,
        (Some(from), _) if period.last_day() < from.first_day() => (format!("begins with {from}"), "from"),
        (_, to) => (format!("ended with {}", to?), "to"),
    };
    let finding = EXCUSED.at(report.span.cut(0, 1), format!("{} {says}, and this is a report for {period}", area.name));
    let finding = finding
        .help(format!("correct `{line}:` in areas/{}/area.yaml, or move the report to the area whose it is", area.key));
    Some(Diagnostic { severity: Severity::Error, ..finding })
}

fn approvals(book: &Book, report: &Report, findings: &mut Vec<Diagnostic>) {
    let missing: Vec<_> = book.unsigned(report).collect();
    if report.status == Status::Final && book.asks_for_sign_off(report) {
        let names = missing.iter().map(|authority| authority.name.as_str()).collect::<Vec<_>>().join(", ");
        let waits = if names.is_empty() { String::new() } else { format!(": it waits for {names}") };
        let finding = UNSIGNED.at(report.status_span, format!("this report is not public as it stands{waits}"));
        findings.push(match missing.first() {
            Some(_) => missing.iter().fold(finding, |finding, authority| finding.help(sign(report, &authority.key))),
            None => finding.help("all have approved it: write `status: signed`"),
        });
    }
    if report.status == Status::Signed {
        findings.extend(not_approved(report, &missing));
    }
}

/// An approval that an authority gave.
type Given<'a> = (&'a Authority, &'a Approval);

/// What is wrong with a signed report that some have not approved as it stands: a finding for those who never did, and one for each
/// place at which others approved something else.
fn not_approved(report: &Report, missing: &[&Authority]) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    let mut changed: BTreeMap<(&str, Option<Span>), Vec<Given<'_>>> = BTreeMap::new();
    let mut never = Vec::new();
    for authority in missing {
        let approval = report.approvals.iter().find(|approval| approval.authority == authority.key);
        match approval.and_then(|approval| Some((approval, approval.void.as_ref()?))) {
            Some((approval, void)) => {
                changed.entry((&void.what, void.place)).or_default().push((authority, approval));
            }
            None => never.push(*authority),
        }
    }
    let signs = |finding: Diagnostic, authorities: &mut dyn Iterator<Item = &Authority>| {
        authorities.fold(finding, |finding, authority| finding.help(sign(report, &authority.key)))
    };
    if !never.is_empty() {
        let names: Vec<_> = never.iter().map(|authority| authority.name.as_str()).collect();
        let finding = APPROVAL.at(report.status_span, format!("not approved yet for {}", names.join(", ")));
        findings.push(signs(finding, &mut never.iter().copied()));
    }
    for ((what, place), approvals) in changed {
        let who = approvals.iter().map(|(authority, Approval { office, date, .. })| {
            format!("{office} for {} on {}", authority.name, number::day(*date))
        });
        let message = format!("{what} than what was approved by {}", who.collect::<Vec<_>>().join(", "));
        let finding = APPROVAL.at(place.unwrap_or(report.status_span), message);
        let finding = finding.help(
            "put back what was changed, or have the report approved again; if it was released, it needs a correction of what was changed first, which `areabook sign` names",
        );
        findings.push(signs(finding, &mut approvals.iter().map(|(authority, _)| *authority)));
    }
    findings
}

/// The command by which an authority approves a report.
fn sign(report: &Report, authority: &str) -> String {
    let has_office = report.signatories.iter().any(|signatory| signatory.authority == authority);
    let office = if has_office { "" } else { " --office \"…\"" };
    let (area, period) = (&report.area.key, report.period.name());
    format!("`areabook sign {area} {period} --for {authority}{office}` writes down who approves it")
}
