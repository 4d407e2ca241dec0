//! Large and hostile files: a text of any shape is read in the time that its length allows, and no figure stands in
//! another's place. Files are as long as makes a loop inside a loop show.

use std::time::Duration;

use areabook::diagnostic::{Diagnostic, Severity};
use areabook::publish::publication::Publication;
use areabook::publish::publish;
use areabook::shell::findings::human;

use crate::{TODAY, sites};

/// What a file may take of a processor's time in a debug build. Each of these once took from ten seconds to minutes.
const MOST: Duration = Duration::from_secs(10);
const SECTION: &str = "areas/north/2019-20/foreword.md";
const RETURN: &str = "areas/north/2019-20/statistics.yaml";

/// The base with one file in it replaced, published and its findings printed.
fn publication(path: &str, text: &str) -> Publication {
    let sources = sites::with("clean", &[(path, text)]);
    // One thread of its own, whose processor time is counted: other tests may keep the machine busy for long.
    let threads = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    let (publication, took) = threads.install(|| {
        let start = processor_time();
        let publication = publish(&sources, TODAY);
        human::text(&sources, &publication);
        (publication, processor_time() - start)
    });
    let head: String = text.chars().take(40).collect();
    assert!(took < MOST, "{path} took {took:?}: {head:?}");
    publication
}

pub(crate) fn processor_time() -> Duration {
    rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime).try_into().unwrap()
}

/// Many findings of one rule about a text hide none of another: here words that would be lost.
#[test]
fn many_findings_hide_no_other() {
    let addresses = "Write to office@north.example today.\n\n".repeat(150);
    let publication = publication(SECTION, &format!("{addresses}<!-- a remark --> Words behind it.\n"));
    let count = |code: &str| publication.findings.iter().filter(|finding| finding.rule.code == code).count();
    assert_eq!((count("N112"), count("N107") > 0), (100, true), "{:?}", publication.findings.last());
}

/// A text with more numbers of no return than anybody corrects is not read to its end, and is not published.
#[test]
fn numbers_that_are_not_read_are_an_error() {
    let finding = |count: usize| {
        let publication = publication(SECTION, &"And 67 of 89 went. ".repeat(count / 2));
        let severe = |finding: &&Diagnostic| finding.severity == Severity::Error;
        publication.findings.iter().find(severe).map(|finding| (finding.rule.code, finding.message.clone()))
    };
    let unread = "no number from here to the end of this part was checked";
    assert_eq!(finding(1_000), None);
    assert_eq!(finding(1_002), Some(("Y110", unread.to_owned())));
    // In whatever text, and whatever the book makes of numbers in no return.
    let many = "And 67 of 89 went. ".repeat(501);
    let (home, off) = ("content/home.md", "\n[rules]\nP305 = \"off\"\n");
    let held_back = sites::text(&sites::sources("clean"), RETURN).replace("\nbreaches: 2", "\nbreaches: \"[c]\"");
    let note = return_with(&format!("notes:\n  people: \"{many}\"\n"));
    for (base, path, text, statistics) in [
        ("clean", SECTION, &many, None),
        ("clean", RETURN, &note, None),
        ("guide-for-publishing", home, &many, None),
        // Where nothing is read but what tells of held back figures.
        ("clean", home, &many, Some(&held_back)),
    ] {
        let settings = sites::text(&sites::sources(base), "book.toml") + off;
        let mut changes = vec![("book.toml", settings.as_str()), (path, text)];
        changes.extend(statistics.map(|text| (RETURN, text.as_str())));
        let findings = publish(&sites::with(base, &changes), TODAY).findings;
        let codes: Vec<_> = findings.iter().filter(|one| one.message == unread).map(|one| one.rule.code).collect();
        assert_eq!(codes, ["Y110"], "{path} {findings:?}");
    }
    let heights = publication(SECTION, &"He was 6'2\". ".repeat(10_001));
    assert!(heights.findings.iter().any(|finding| finding.message == unread), "{:?}", heights.findings);
}

fn page(publication: &Publication) -> &str {
    let site = publication.site.as_ref().unwrap();
    std::str::from_utf8(site.get("areas/north/2019-20/index.html").unwrap()).unwrap()
}

fn return_with(more: &str) -> String {
    let base = &sites::site("clean").sources;
    base.text(base.find(RETURN).unwrap()).unwrap().to_owned() + more
}

/// Lines that differ by a number.
fn numbered(count: usize, line: impl Fn(usize) -> String) -> String {
    (0..count).map(line).collect()
}

#[test]
fn sections_are_read_in_time() {
    for (piece, count) in [
        ("## a\n\n", 3_000),
        ("{{ ", 200_000),
        ("{{ a\n", 20_000),
        ("{{ breaches }} ", 6_402),
        ("[a]: b\n", 100_000),
        ("[^a] ", 20_000),
        ("](", 50_000),
        ("> [!X] a\n\n", 5_000),
        (">", 100_000),
        ("*a **b ", 20_000),
        ("<!-- ", 100_000),
        ("|a|b|\n", 20_000),
        ("- [ ] a\n", 10_000),
    ] {
        publication(SECTION, &piece.repeat(count));
    }
    for text in [
        numbered(10_000, |n| format!("[a{n}]: https://b.org\n")),
        numbered(5_000, |n| format!("[^a{n}]: b\n\nc[^a{n}]\n\n")),
        numbered(5_000, |n| format!("## a-{n}\n\n## a\n\n")),
        format!("> [!{}] a\n", "K".repeat(400_000)),
        format!("{{{{ breaches/{} }}}}\n", "K".repeat(400_000)),
    ] {
        publication(SECTION, &text);
    }
}

#[test]
fn returns_are_read_in_time() {
    for more in [
        numbered(8_000, |n| format!("k{n}: 1\n")),
        numbered(49_000, |n| format!("k{n}: 1\n")),
        format!("more: {{ {} }}\n", numbered(10_000, |n| format!("k{n}: 1 [e], "))),
        "a: 1\n".repeat(10_000),
        format!("? {}\n: 1\n", "k".repeat(400_000)),
        format!("more: {{ a: {}\n", "1 [".repeat(100_000)),
        format!("more: {{ a: 1{} }}\n", ",239".repeat(40_000)),
        format!("notes:\n  people: \"{}\"\n", "\\u202E".repeat(50_000)),
    ] {
        publication(RETURN, &return_with(&more));
    }
    publication(RETURN, &format!("area: north\nperiod: 2019-20\nform: {}\n", "k".repeat(900_000)));
}

#[test]
fn what_is_too_large_is_said_once() {
    for (path, text) in [
        (SECTION, "words ".repeat(200_000)),
        (SECTION, "{{ breaches }} ".repeat(6_402)),
        (RETURN, return_with(&"# words\n".repeat(150_000))),
        (RETURN, return_with(&"- words\n".repeat(3_000))),
        ("book.toml", "# words\n".repeat(150_000)),
        ("book.toml", "words\n".repeat(3_000)),
    ] {
        let found = publication(path, &text).findings;
        assert_eq!(found.iter().filter(|finding| finding.rule.code == "Y110").count(), 1, "{found:?}");
    }
    let many = publication(RETURN, &return_with(&numbered(500, |n| format!("k{n}: 1\n")))).findings;
    assert_eq!(many.iter().filter(|finding| finding.rule.code == "Y103").count(), 100);
    let last = many.iter().rfind(|finding| finding.rule.code == "Y103").unwrap();
    assert_eq!(last.help.last().unwrap(), "400 more findings of this kind in this file are left out");
}

/// The sign that stands for a reference while a text is parsed can be brought in by an author, and means nothing then.
#[test]
fn no_figure_stands_in_anothers_place() {
    for brought_in in ["&#xE000;", "&#xE000;000000000000", "&#xE000;éééééééééé"] {
        let text =
            format!("One {brought_in} two {{{{ breaches }}}} three {brought_in} four {{{{ people/total/total }}}}.");
        let publication = publication(SECTION, &text);
        assert!(publication.findings.iter().any(|finding| finding.rule.code == "N106"));
        let page = page(&publication);
        assert!(page.contains("two 2 three ") && page.contains("four 33.") && !page.contains("two 33"), "{brought_in}");
    }
    let note = "notes:\n  breaches: \"\\uE000 ééé {{ breaches }} ééé \\uE000\"\n";
    let publication_of_note = publication(RETURN, &return_with(note));
    assert!(page(&publication_of_note).contains("ééé 2 ééé"));
    for hidden in [
        "## A {#{{ breaches }}}",
        "[y](#{{ breaches }})",
        "[y](https://a.org/{{ breaches }})",
        "`{{ breaches }}`",
        "    {{ breaches }}",
    ] {
        let publication = publication(SECTION, &format!("Words.\n\n{hidden}\n"));
        assert!(publication.has_errors(), "{hidden}");
        assert!(!page(&publication).contains('\u{e000}'), "{hidden}");
    }
}
