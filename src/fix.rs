//! What areabook can put right itself: the edits that findings carry.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Diagnostic, Edit};
use crate::source::{FileId, Sources, Span};

/// The sentences of a file, each cut where its lines end, and how many findings without a fix each of them has.
struct Sentences {
    starts: Vec<usize>,
    /// By how much the number of these findings is larger than in the sentence before.
    steps: Vec<isize>,
}

/// Whether a sentence ends before a space: nothing but closing marks stands behind its full stop, and no small letter follows.
fn is_end(bytes: &[u8], space: usize) -> bool {
    let closes = |byte: &&u8| !byte.is_ascii() || matches!(byte, b')' | b'"' | b'\'' | b'*' | b'_');
    let last = bytes[..space].iter().rev().find(|byte| !closes(byte));
    let is_small = |next: &u8| next.is_ascii_lowercase();
    matches!(last, Some(b'.' | b'!' | b'?')) && !bytes.get(space + 1).is_some_and(is_small)
}

impl Sentences {
    fn new(bytes: &[u8]) -> Self {
        let places = bytes.iter().enumerate();
        let ends = places.filter(|(at, byte)| **byte == b'\n' || **byte == b' ' && is_end(bytes, *at));
        let starts: Vec<_> = std::iter::once(0).chain(ends.map(|(at, _)| at + 1)).collect();
        Sentences { steps: vec![0; starts.len() + 1], starts }
    }

    /// The sentence of a place, from 0.
    fn at(&self, place: usize) -> usize {
        self.starts.partition_point(|start| *start <= place) - 1
    }

    fn count(&mut self, span: Span) {
        let range = span.range();
        let (first, last) = (self.at(range.start), self.at(range.end.saturating_sub(1).max(range.start)));
        self.steps[first] += 1;
        self.steps[last + 1] -= 1;
    }

    /// Whether each sentence has such a finding.
    fn have_others(&self) -> Vec<bool> {
        let counts = self.steps.iter().scan(0, |count, step| {
            *count += step;
            Some(*count)
        });
        counts.map(|count| count > 0).collect()
    }
}

/// Takes the fixes from the findings that are not put right by themselves: where the file has another text, where two fixes meet,
/// and in sentences that have a finding without a fix, whose author is to look at all of it.
pub(crate) fn keep_safe(sources: &Sources, findings: &mut [Diagnostic]) {
    let mut edits: Vec<_> = findings.iter().filter_map(|finding| finding.fix.clone()).collect();
    edits.sort_by(|one, other| (one.span, &one.text).cmp(&(other.span, &other.text)));
    edits.dedup();
    let meet =
        edits.windows(2).filter(|pair| pair[0].span.file == pair[1].span.file && pair[0].span.end > pair[1].span.start);
    let meet: BTreeSet<_> = meet.flat_map(|pair| [pair[0].span, pair[1].span]).collect();
    let files: BTreeSet<_> = edits.iter().map(|edit| edit.span.file).collect();
    let sentences = files.into_iter().map(|file| (file, Sentences::new(sources.bytes(file))));
    let mut sentences: BTreeMap<_, _> = sentences.collect();
    for finding in findings.iter_mut() {
        let fits = |edit: &Edit| sources.slice(edit.span) == edit.typed && !edit.typed.contains('\n');
        finding.fix = finding.fix.take().filter(|edit| fits(edit) && !meet.contains(&edit.span));
        if let Some(sentences) = sentences.get_mut(&finding.span.file).filter(|_| finding.fix.is_none()) {
            sentences.count(finding.span);
        }
    }
    let others: BTreeMap<_, _> = sentences.iter().map(|(file, sentences)| (file, sentences.have_others())).collect();
    for finding in findings {
        let is_alone = |edit: &Edit| {
            let (file, start) = (edit.span.file, edit.span.range().start);
            let of_file = sentences.get(&file).zip(others.get(&file));
            of_file.is_some_and(|(sentences, others)| !others[sentences.at(start)])
        };
        finding.fix = finding.fix.take().filter(is_alone);
    }
}

/// The edits of findings, by file and place.
pub fn edits(findings: &[Diagnostic]) -> BTreeMap<FileId, Vec<&Edit>> {
    let mut files: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for edit in findings.iter().filter_map(|finding| finding.fix.as_ref()) {
        files.entry(edit.span.file).or_default().push(edit);
    }
    files.values_mut().for_each(|edits| edits.sort_by_key(|edit| edit.span));
    files
}

/// A file with its edits, which are in the order of their places; every other byte is as it was.
pub fn edited(bytes: &[u8], edits: &[&Edit]) -> Vec<u8> {
    let (mut edited, mut from) = (Vec::with_capacity(bytes.len()), 0);
    for edit in edits {
        let range = edit.span.range();
        edited.extend_from_slice(&bytes[from..range.start]);
        edited.extend_from_slice(edit.text.as_bytes());
        from = range.end;
    }
    edited.extend_from_slice(&bytes[from..]);
    edited
}

/// What edits change in a file, line by line, as a unified diff.
pub fn diff(sources: &Sources, file: FileId, edits: &[&Edit]) -> String {
    let path = sources.path(file);
    let before = String::from_utf8_lossy(sources.bytes(file));
    let after = edited(sources.bytes(file), edits);
    let after = String::from_utf8_lossy(&after);
    let mut diff = format!("--- {path}\n+++ {path}\n");
    for (at, (old, new)) in before.lines().zip(after.lines()).enumerate().filter(|(_, (old, new))| old != new) {
        let line = at + 1;
        diff.push_str(&format!("@@ -{line} +{line} @@\n\u{1b}[31m-{old}\u{1b}[0m\n\u{1b}[32m+{new}\u{1b}[0m\n"));
    }
    diff
}

/// What is other in a text than it was, as a unified diff.
pub fn changes(path: &str, before: &str, after: &str) -> String {
    similar::TextDiff::from_lines(before, after).unified_diff().context_radius(0).header(path, path).to_string()
}
