//! The synthetic books on which speed is measured are books like any other.

use std::collections::BTreeSet;

use areabook::publish::{examine, publish};
use areabook::source::Sources;

use crate::{TODAY, synthetic};

/// The texts of every Markdown file of the areas.
fn narrative(sources: &Sources) -> impl Iterator<Item = &str> {
    let files = sources.below("areas/").filter(|file| sources.path(*file).ends_with(".md"));
    files.map(|file| sources.text(file).unwrap())
}

#[test]
fn a_synthetic_book_publishes_like_any_other() {
    for periods in [1, 5] {
        let sources = synthetic::sources(periods);
        let publication = if periods == 1 { publish(&sources, TODAY) } else { examine(&sources, TODAY) };
        // A long book repeats itself now and then, as real ones do.
        let grave =
            publication.findings.iter().filter(|finding| periods == 1 || finding.rule.name != "repeated-narrative");
        let findings: Vec<_> =
            grave.map(|finding| format!("{} {}", sources.place(finding.span), finding.message)).collect();
        assert!(findings.is_empty(), "{} findings:\n{}", findings.len(), findings[..20.min(findings.len())].join("\n"));
        let book = publication.book.unwrap();
        assert_eq!((book.areas.len(), book.reports.len()), (42, 42 * periods));
        let forms: BTreeSet<_> = book.reports.iter().map(|report| report.figures.form.key.as_str()).collect();
        assert_eq!(forms.len(), if periods == 1 { 1 } else { 2 });
        for (path, html) in
            publication.site.iter().flat_map(|site| site.files()).filter(|(path, _)| path.ends_with(".html"))
        {
            let html = String::from_utf8_lossy(html).to_lowercase();
            assert!(html.contains("synthetic"), "{path} does not say that it is synthetic");
        }
    }
}

#[test]
fn a_synthetic_report_has_the_words_of_a_real_one() {
    let sources = synthetic::sources(5);
    let words: usize = narrative(&sources).map(|text| text.split_whitespace().count()).sum();
    let words = words / (42 * 5);
    assert!((2_700..3_600).contains(&words), "{words} words a report");
    let all = narrative(&sources).count();
    let different: BTreeSet<_> = narrative(&sources).collect();
    assert_eq!(all, 42 * 5 * 6);
    assert_eq!(different.len(), all, "two sections have the same words");
}

#[test]
fn the_same_length_gives_the_same_book() {
    let [first, second] = [synthetic::sources(1), synthetic::sources(1)];
    let files = |sources: &Sources| {
        let file = |file| (sources.path(file).to_owned(), sources.bytes(file).to_vec());
        sources.below("").map(file).collect::<Vec<_>>()
    };
    assert!(files(&first) == files(&second));
}
