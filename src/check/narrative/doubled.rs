//! Text that stands twice in one report: pasted twice, or both versions of it kept.

use std::collections::BTreeMap;

use crate::check::context::{ReportCheck, ReportContext};
use crate::check::prose::passage::Passage;
use crate::check::repeats::REPEATED;
use crate::diagnostic::Diagnostic;
use crate::source::FileId;

pub(crate) const CHECK: ReportCheck = ReportCheck { rules: &[], run: check };

/// Paragraphs of fewer words are looked at by none: “Yes.” stands in many places.
const FEWEST: usize = 4;
/// The fewest words of what stands twice.
const FEWEST_IN_ALL: usize = 12;
/// The fewest words of a paragraph of which another version is looked for, and of these by how many both begin.
const FEWEST_OF_VERSION: usize = 20;
const HEAD: usize = 5;

/// Paragraphs, one below the other, that stand in the same order further up.
struct Run {
    /// The first of them, and the one that is the same as it.
    copy: usize,
    first: usize,
    /// How many there are, and how many words they have.
    length: usize,
    words: usize,
    is_exact: bool,
}

/// Finds what stands twice in a report's own narrative.
fn check(context: &ReportContext<'_>, findings: &mut Vec<Diagnostic>) {
    let is_long = |passage: &&Passage| passage.is_paragraph && passage.length >= FEWEST;
    let long: Vec<_> = context.passages.iter().filter(is_long).collect();
    let (mut known, mut heads) = (BTreeMap::new(), BTreeMap::new());
    let mut run: Option<Run> = None;
    for (at, passage) in long.iter().enumerate() {
        let same = known.get(&passage.words).copied().filter(|first: &usize| long[*first].asks == passage.asks);
        let is_version = |first: &usize| same.is_none() && is_version(long[*first], passage);
        let twin = same.or_else(|| heads.get(&head(passage)).copied().filter(is_version));
        match (twin, &mut run) {
            (Some(first), Some(run)) if run.first + run.length == first => {
                run.length += 1;
                run.words += passage.length;
                run.is_exact &= same.is_some();
            }
            (twin, _) => {
                let next = twin.map(|first| Run {
                    copy: at,
                    first,
                    length: 1,
                    words: passage.length,
                    is_exact: same.is_some(),
                });
                findings.extend(std::mem::replace(&mut run, next).and_then(|run| finding(&long, &run)));
            }
        }
        if same.is_none() {
            known.entry(passage.words).or_insert(at);
            heads.insert(head(passage), at);
        }
    }
    findings.extend(run.and_then(|run| finding(&long, &run)));
}

fn finding(long: &[&Passage], run: &Run) -> Option<Diagnostic> {
    let place = |at: usize| long.get(at).and_then(|passage| passage.span(0..passage.text.len()));
    let (copy, first) = (place(run.copy)?, place(run.first)?);
    if run.words < FEWEST_IN_ALL {
        return None;
    }
    let below = run.length - 1;
    let what = if below == 0 {
        "this paragraph stands".to_owned()
    } else {
        format!("this paragraph and {below} below it stand")
    };
    let (how, help) = match run.is_exact {
        true => ("word for word", "delete one of the two"),
        false => (
            "almost word for word",
            "if they are two versions of one text, keep the right one; if both are meant, say in the first words of each what it is about",
        ),
    };
    let finding = REPEATED.at(copy, format!("{what} {how} further up in the report")).related(first, "the same words");
    Some(finding.help(help))
}

/// The file of a passage and the words with which it begins.
fn head(passage: &Passage) -> (Option<FileId>, Vec<&str>) {
    (passage.span(0..1).map(|span| span.file), passage.text.split_ascii_whitespace().take(HEAD).collect())
}

/// Whether two paragraphs that begin alike are versions of one: a few words in one place make the difference.
fn is_version(one: &Passage, other: &Passage) -> bool {
    let words = |passage: &Passage| passage.length;
    let longer = words(one).max(words(other));
    let alike = |one: &mut dyn Iterator<Item = &str>, other: &mut dyn Iterator<Item = &str>| {
        one.zip(other).take_while(|(one, other)| one == other).count()
    };
    let [one_words, other_words] = [one, other].map(|passage| passage.text.split_ascii_whitespace());
    let before = alike(&mut one_words.clone(), &mut other_words.clone());
    let behind = alike(&mut one_words.rev(), &mut other_words.rev());
    let alike = (before + behind).min(words(one).min(words(other)));
    longer >= FEWEST_OF_VERSION && one.asks == other.asks && alike * 5 >= longer * 4
}
