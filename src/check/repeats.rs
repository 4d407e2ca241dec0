//! The same words or figures in two reports.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::prose::passage::Passage;
use crate::book::form::Counts;
use crate::book::period::Period;
use crate::book::report::Report;
use crate::diagnostic::Diagnostic;
use crate::source::Span;

rules! {
    REPEATED = "L201" "repeated-narrative" Warning:
        "A paragraph stands word for word in an earlier report of the area or in another area's, or twice in one report.";
        "A report that repeats last year's words says nothing about this year; what is true everywhere belongs to the national text.";
        "The chair's account of 2012-13 once more in the report of 2013-14.";
        "Write what happened in this period. Text that every area shares belongs in content/shared/. Delete what was pasted twice."
    SAME_RETURN = "P601" "same-return" Error:
        "Two returns hold the same figures throughout.";
        "One of them is a copy: one area's figures under another's name, or last year's handed in again.";
        "areas/north/2013-14 with every figure of areas/north/2012-13.";
        "Find out which of the two is right, and hand in the other one's own figures."
}

/// What of a report can be found again in another.
pub(crate) struct Fingerprint {
    /// Its long paragraphs, in reading order.
    paragraphs: Vec<Paragraph>,
    /// A hash of the figures that its return hands in; none where there are too few to tell returns apart.
    figures: Option<[u8; 32]>,
}

/// A paragraph that is long enough to be told from another.
struct Paragraph {
    /// The hash of its plain words.
    words: [u8; 32],
    span: Span,
}

/// Where a paragraph or a return stands.
struct Occurrence<'a> {
    report: &'a Report,
    span: Span,
}

/// The fewest numbers other than zero by which a return can be told from another.
const FEWEST_NUMBERS: usize = 8;
/// The fewest digits, but for zeros at the end, of what it counts over its period by which one with fewer numbers can: what is there on
/// a last day can stay the same.
const FEWEST_DIGITS: usize = 9;

impl Fingerprint {
    /// The fingerprint of a report with the passages of its narrative. Long paragraphs have `fewest` words or more.
    pub(crate) fn new(report: &Report, passages: &[Passage], fewest: usize) -> Self {
        let is_long = |passage: &&Passage| passage.is_paragraph && passage.length >= fewest;
        let paragraph = |passage: &Passage| {
            passage.span(0..passage.text.len()).map(|span| Paragraph { words: passage.words, span })
        };
        let paragraphs = passages.iter().filter(is_long).filter_map(paragraph).collect();
        Fingerprint { paragraphs, figures: figures(report) }
    }
}

fn figures(report: &Report) -> Option<[u8; 32]> {
    let mut text = report.figures.form.key.clone();
    let (mut numbers, mut digits) = (0, 0);
    let cells = report.figures.grids().flat_map(|(table, grid)| grid.cells().map(move |cell| (table.counts, cell)));
    for (counts, (path, entry)) in cells {
        let Some((cell, _)) = &entry.handed else { continue };
        if let Some(number) = cell.value.ok().filter(|number| number.is_positive()) {
            numbers += 1;
            let is_counted_anew = counts == Counts::Flow && !path.is_total();
            digits += if is_counted_anew { number.digits().to_string().trim_end_matches('0').len() } else { 0 };
        }
        let _ = write!(text, " {path:?} {:?}", cell.value);
    }
    (numbers >= FEWEST_NUMBERS || digits >= FEWEST_DIGITS).then(|| *blake3::hash(text.as_bytes()).as_bytes())
}

/// Compares reports with those that stand before them: earlier periods first, then areas by name.
pub(crate) fn check(reports: &[(&Report, &Fingerprint)], findings: &mut Vec<Diagnostic>) {
    let repeated = repeated_paragraphs(reports);
    let mut texts = BTreeMap::<_, Vec<_>>::new();
    for (first, copy) in repeated.values().flat_map(|places| copies(places)) {
        texts.entry((copy.span.file, rank(first.report))).or_default().push((first, copy));
    }
    let mut lengths = BTreeMap::new();
    for found in reports.iter().flat_map(|(_, print)| &print.paragraphs) {
        *lengths.entry(found.span.file).or_insert(0) += 1;
    }
    for ((file, _), mut pairs) in texts {
        pairs.sort_by_key(|(_, copy)| copy.span);
        pairs.dedup_by_key(|(_, copy)| copy.span);
        let is_whole = pairs.len() > 1 && lengths.get(&file) == Some(&pairs.len());
        pairs.truncate(if is_whole { 1 } else { pairs.len() });
        findings.extend(pairs.into_iter().map(|(first, copy)| repeated_words(first, copy, is_whole)));
    }
    let mut returns = BTreeMap::<_, Vec<_>>::new();
    for (report, fingerprint) in reports {
        if let Some(figures) = fingerprint.figures {
            let span = report.figures.span.cut(0, 1);
            returns.entry(figures).or_default().push(Occurrence { report, span });
        }
    }
    findings.extend(returns.values().flat_map(|places| copies(places)).map(|(first, copy)| {
        let Report { area, period, .. } = first.report;
        SAME_RETURN
            .at(copy.span, format!("every figure of this return is that of {} {period}", area.name))
            .related(first.span, "the same figures")
            .help("find out whose figures these are, and hand in the other return's own")
    }));
}

/// The finding for a paragraph that stands in another report, or for a text of which each long paragraph does.
fn repeated_words(first: &Occurrence<'_>, copy: &Occurrence<'_>, is_whole: bool) -> Diagnostic {
    let Report { area, period, .. } = first.report;
    let what = if is_whole { "each longer paragraph of this text" } else { "this paragraph" };
    let message = format!("{what} stands word for word in the report of {} {period}", area.name);
    let mut finding = REPEATED.at(copy.span, message).related(first.span, "the same words");
    if is_whole && area.key != copy.report.area.key {
        let own = &copy.report.area.name;
        finding = finding.help(format!("if it was written for {} and not for {own}, delete this file here", area.name));
    }
    finding.help("write what happened in this period; text that every area shares belongs in content/shared/")
}

/// The first of some places, with each that stands in another report. Of two areas' reports of one period either can be the copy, so each
/// is told of the other.
fn copies<'a>(places: &'a [Occurrence<'a>]) -> impl Iterator<Item = (&'a Occurrence<'a>, &'a Occurrence<'a>)> {
    let first = places.iter().min_by_key(|place| rank(place.report));
    let copies = |first| places.iter().filter(move |place| rank(first) < rank(place.report));
    let pairs = first.into_iter().flat_map(move |first| copies(first.report).map(move |copy| (first, copy)));
    pairs.flat_map(|(first, copy)| {
        let is_of_one_period = first.report.period == copy.report.period;
        [Some((first, copy)), is_of_one_period.then_some((copy, first))].into_iter().flatten()
    })
}

/// The paragraphs that stand more than once, by the hashes of their words.
fn repeated_paragraphs<'a>(reports: &[(&'a Report, &'a Fingerprint)]) -> BTreeMap<[u8; 32], Vec<Occurrence<'a>>> {
    let all = || reports.iter().flat_map(|(report, print)| print.paragraphs.iter().map(move |found| (*report, found)));
    // Nearly all paragraphs stand once: they are told from the others by the first bytes of their hashes.
    let mut starts: Vec<_> = all().map(|(_, found)| start(&found.words)).collect();
    starts.sort_unstable();
    let again: Vec<_> = starts.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0]).collect();
    let mut paragraphs = BTreeMap::<_, Vec<_>>::new();
    for (report, found) in all().filter(|(_, found)| again.binary_search(&start(&found.words)).is_ok()) {
        paragraphs.entry(found.words).or_default().push(Occurrence { report, span: found.span });
    }
    paragraphs
}

fn start(hash: &[u8; 32]) -> u64 {
    hash.first_chunk().map_or(0, |first| u64::from_le_bytes(*first))
}

fn rank(report: &Report) -> (Period, &str) {
    (report.period, &report.area.key)
}
