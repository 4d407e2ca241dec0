//! Figures that were released and are held back now: nothing that corrects what told them tells them again.

use areabook::diagnostic::Severity;
use areabook::publish::{examine, publish};
use areabook::source::{SourceFile, Sources};

use crate::releases::{corrected, released};
use crate::stands::{REPORT, changed, found, pages, with};
use crate::{TODAY, sites};

const STATISTICS: &str = "areas/north/2019-20/statistics.yaml";
const FOREWORD: &str = "areas/north/2019-20/foreword.md";
const HIDDEN: (&str, &str, &str) = (STATISTICS, "\nbreaches: 2", "\nbreaches: \"[c]\"");

/// A released book with these changes, and the same corrected as it is advised.
fn corrected_after(base: &Sources, changes: &[(&str, &str, &str)]) -> Sources {
    let book = changed(&released(base, 0).unwrap().0, changes);
    let told = corrected(&book, &examine(&book, TODAY).findings).unwrap();
    assert_eq!(found(&told), Vec::<String>::new());
    told
}

/// The area's report as another area's.
fn of_south(book: &Sources, foreword: &str) -> Sources {
    let of =
        |name: &str| sites::text(book, &format!("areas/north/2019-20/{name}")).replace("area: north", "area: south");
    let book = ["report.yaml", "statistics.yaml"]
        .iter()
        .fold(book.clone(), |all, name| with(&all, &format!("areas/south/2019-20/{name}"), &of(name)));
    with(&book, "areas/south/2019-20/foreword.md", foreword)
}

/// Whatever text told the figure: of its own report, of another area's, the home page or a figure of the report's own.
#[test]
fn no_text_of_the_book_tells_it_again() {
    let (south, home) = ("areas/south/2019-20/foreword.md", "content/home.md");
    let clean =
        of_south(&sites::sources("clean"), "In North 2417 broke the rules, with {{ people/total/total }} people.\n");
    let base = changed(&clean, &[(STATISTICS, "\nbreaches: 2", "\nbreaches: 2417")]);
    let base = with(&base, home, "In 2019-20 North told 2,417 breaches.\n");
    let hidden = (STATISTICS, "\nbreaches: 2417", HIDDEN.2);
    let changes = [hidden, (south, "2417 broke", "some broke"), (home, "2,417 breaches", "of breaches")];
    let told = corrected_after(&base, &changes);
    assert!(pages(&publish(&told, TODAY)).values().all(|page| !crate::told(page).contains("417")));
    for path in ["content/corrections.yaml", "areas/south/2019-20/report.yaml"] {
        assert!(sites::text(&told, path).contains("was: \"[c]"), "{path}");
        let own = changed(&told, &[(path, "was: \"[c]", "was: \"2,417")]);
        assert!(found(&own).iter().any(|finding| finding.contains("R103")), "{:?}", found(&own));
    }
    // It may be taken out of what was published, and nothing else.
    let first =
        changed(&released(&base, -2).unwrap().0, &[(home, "North told 2,417 breaches", "2,418 breaches were told")]);
    let first = changed(&corrected(&first, &examine(&first, TODAY).findings).unwrap(), &[(home, "2,418", "2,417")]);
    let path = "content/corrections.yaml";
    let first = with(&first, path, &sites::text(&first, path).replace("2,418", "2,417"));
    let first = released(&first, -1).unwrap().0;
    let hidden = changed(&first, &[hidden, (south, "2417 broke", "some broke"), (home, "2,417 breaches", "Breaches")]);
    let told = corrected(&hidden, &examine(&hidden, TODAY).findings).unwrap();
    let numbers = |book: &Sources| examine(book, TODAY).findings.iter().filter(|one| one.rule.code == "R103").count();
    assert_eq!((found(&told), numbers(&told)), (Vec::new(), 1));
    let clean = with(&told, path, &sites::text(&told, path).replace("2,417", "[c]"));
    assert_eq!((found(&clean), numbers(&clean)), (Vec::new(), 0));
    let text = sites::text(&clean, path);
    let (before, behind) = text.rsplit_once("It was wrong").unwrap();
    let other = with(&clean, path, &format!("{before}It was odd{behind}"));
    assert!(found(&other).iter().any(|finding| finding.contains("R103")));
}

#[test]
fn a_local_figure_is_told_no_more_either() {
    let local = "\nlocal:\n  trained: { value: 2417, counts: people trained, source: training log }\n";
    let base = changed(
        &sites::sources("clean"),
        &[
            (STATISTICS, "\nbreaches: 2\n", &format!("\nbreaches: 2\n{local}")),
            (FOREWORD, "The area", "Of {{ local/trained }} all came. The area"),
        ],
    );
    let hidden = [(STATISTICS, "value: 2417", "value: \"[c]\""), (FOREWORD, "Of {{ local/trained }} all", "All")];
    let told = corrected_after(&base, &hidden);
    assert!(!sites::text(&told, REPORT).contains("417") && sites::text(&told, REPORT).contains("[c]"));
}

/// A small number is told as it was where it counts something else, and not where a sentence tells the figure with it.
#[test]
fn a_small_number_is_hidden_where_it_is_the_figure() {
    let other = "areas/north/2019-20/other.md";
    let base = changed(
        &sites::sources("clean"),
        &[(FOREWORD, "The area", "Of 3 schools 2 were shut. There were two breaches. The area")],
    );
    let base = with(&base, other, "---\ntitle: Other\norder: 800\n---\nIt rained on two days.\n");
    let changes = [
        HIDDEN,
        (other, "two days", "four days"),
        (FOREWORD, "3 schools 2 were", "4 schools 2.5 were"),
        (FOREWORD, "were two breaches", "were breaches"),
    ];
    let told = corrected_after(&base, &changes);
    let lines = sites::text(&told, REPORT);
    assert!(lines.contains("was: \"3 schools 2\"") && lines.contains("now: \"4 schools 2.5\""), "{lines}");
    assert!(lines.contains("was: \"were [c]\""), "{lines}");
    assert!(lines.contains("was: \"two\"") && lines.matches("two").count() == 1, "of another section: {lines}");
    // Whoever reads it as the figure may say so.
    let own = changed(&told, &[(REPORT, "was: \"3 schools 2\"", "was: \"3 schools [c]\"")]);
    assert_eq!(found(&own), Vec::<String>::new());
    let own = changed(&told, &[(REPORT, "was: \"3 schools 2\"", "was: \"[c] schools 2\"")]);
    assert!(found(&own).iter().any(|finding| finding.contains("R103")));
}

/// A number of two digits in the report of another area counts something else, unless its sentence tells the figure; in the area's own
/// it may be the figure.
#[test]
fn a_number_of_another_area_is_told() {
    let south = "areas/south/2019-20/foreword.md";
    let base = of_south(&sites::sources("clean"), "There were 17 schools, with {{ people/total/total }} people.\n");
    let own = (FOREWORD, "The area", "There were 17 schools. The area");
    let base = changed(&base, &[(STATISTICS, "\nbreaches: 2", "\nbreaches: 17"), own]);
    let hidden = (STATISTICS, "\nbreaches: 17", HIDDEN.2);
    let told =
        corrected_after(&base, &[hidden, (south, "17 schools", "18 schools"), (FOREWORD, "17 schools", "18 schools")]);
    assert!(sites::text(&told, "areas/south/2019-20/report.yaml").contains("was: \"17\""));
    assert!(sites::text(&told, REPORT).contains("was: \"[c]\"\n    now: \"18\""), "{}", sites::text(&told, REPORT));
}

/// A correction that was published and names the figure by a reference can say that it is held back, and nothing else.
#[test]
fn a_reference_of_a_published_correction_can_be_taken_out() {
    let line = "corrections:\n  - { about: Words, printed: 4 people, now: \"{{ people/total/total }} and {{ breaches }} people\", reason: It was 2. }\n";
    let base = sites::sources("clean");
    let base = with(&base, REPORT, &(sites::text(&base, REPORT) + line));
    let hidden = changed(&released(&base, 0).unwrap().0, &[HIDDEN]);
    assert!(found(&hidden).iter().any(|finding| finding.contains("N202")), "{:?}", found(&hidden));
    let hidden = changed(&hidden, &[(REPORT, "{{ breaches }} people", "[c] people")]);
    let told = corrected(&hidden, &examine(&hidden, TODAY).findings).unwrap();
    assert_eq!(found(&told), Vec::<String>::new());
    for (from, to) in [("[c] people", "no people"), ("total/total }} and", "total/red }} and")] {
        let found = found(&changed(&told, &[(REPORT, from, to)]));
        assert!(found.iter().any(|finding| finding.contains("R103")), "{found:?}");
    }
    // Of its own small numbers one may be the figure.
    let named = |book: &Sources| examine(book, TODAY).findings.iter().filter(|one| one.rule.code == "R103").count();
    assert_eq!((named(&told), named(&changed(&told, &[(REPORT, "It was 2.", "It was [c].")]))), (1, 0));
}

/// A report that is written again stands as it was released: its team is told that readers still see the figure.
#[test]
fn a_figure_that_is_still_shown_is_named() {
    let book = released(&sites::sources("clean"), 0).unwrap().0;
    let draft = changed(&book, &[(REPORT, "status: final", "status: draft"), HIDDEN]);
    let shown = |book: &Sources| {
        let findings = examine(book, TODAY).findings;
        findings.iter().filter(|one| one.rule.code == "A113" && one.message.contains("readers still see it")).count()
    };
    assert_eq!((shown(&draft), shown(&changed(&draft, &[(REPORT, "status: draft", "status: final")]))), (1, 0));
    assert_eq!(shown(&changed(&sites::sources("clean"), &[HIDDEN])), 0);
}

/// A change that a text has twice is told once.
#[test]
fn a_correction_of_a_text_is_made_once() {
    let base = changed(
        &sites::sources("clean"),
        &[(FOREWORD, "The area", "Crews came once, and the board met once. The area")],
    );
    let told = corrected_after(
        &base,
        &[(FOREWORD, "came once, and the board met once", "came twice, and the board met twice")],
    );
    let text = sites::text(&told, REPORT);
    let (_, lines) = text.split_once("corrections:\n").unwrap();
    assert_eq!(lines.matches("was:").count(), 1, "{text}");
    let again = found(&with(&told, REPORT, &format!("{text}{lines}")));
    assert!(again.len() == 1 && again[0].contains("R103 a correction above this one says the same"), "{again:?}");
}

/// A total that falls with a figure that is held back is told no more; one that falls with a figure that is not known is.
#[test]
fn a_total_is_held_back_with_its_parts() {
    const FORM: &str = "content/forms/test-2019.yaml";
    let commentary = "    commentary: On {{ period.end }} there were {{ people/total/total }} people.\n";
    let changes = [
        (STATISTICS, ", total: 30 }", " }"),
        (STATISTICS, ", total: 3 }", " }"),
        (STATISTICS, "  total: { red: 13, blue: 20, total: 33 }\n", ""),
        (FOREWORD, "The area counted {{ people/total/total }}", "In step 1 the area counted {{ people/step_1/total }}"),
        (FORM, commentary, ""),
    ];
    let base = changed(&sites::sources("clean"), &changes);
    for (sign, told) in [("\"[c]\"", "[c] people"), ("\"[x]\"", "30 people")] {
        let changes = [
            (STATISTICS, "step_1: { red: 10", &*format!("step_1: {{ red: {sign}")),
            (FOREWORD, "{{ people/step_1/total }} people", "some people"),
        ];
        let lines = sites::text(&corrected_after(&base, &changes), REPORT);
        assert!(lines.contains(&format!("was: \"{}\"", told.trim_end_matches(" people"))), "{lines}");
    }
}

/// What is not known any more is no figure that is held back.
#[test]
fn what_is_not_known_any_more_is_told() {
    let base =
        changed(&sites::sources("clean"), &[(FOREWORD, "The area", "Of {{ people/step_1/red }} some came. The area")]);
    let changes = [
        HIDDEN,
        (STATISTICS, "{ red: 10, blue: 20, total: 30 }", "{ red: \"[x]\", blue: 20, total: 30 }"),
        (FOREWORD, "Of {{ people/step_1/red }} some", "Some"),
    ];
    let lines = sites::text(&corrected_after(&base, &changes), REPORT);
    assert!(lines.contains("was: \"Of 10 some"), "{lines}");
}

/// Of a figure that is held back now no line that a finding gives tells what it was: not that of a text which printed it, and none of
/// what was worked out from it.
#[test]
fn what_is_held_back_is_told_by_no_advice() {
    let statistics = "areas/north/2019-20/statistics.yaml";
    let base = changed(
        &sites::sources("clean"),
        &[
            (statistics, "\nbreaches: 2", "\nbreaches: 2417"),
            ("areas/north/2019-20/foreword.md", "The area", "Of {{ breaches }} breaches all were told. The area"),
        ],
    );
    let book = released(&base, 0).unwrap().0;
    let hidden = changed(
        &book,
        &[
            (statistics, "\nbreaches: 2417", "\nbreaches: \"[c]\""),
            ("areas/north/2019-20/foreword.md", "Of {{ breaches }} breaches all", "All breaches"),
        ],
    );
    let findings = examine(&hidden, TODAY).findings;
    let told = corrected(&hidden, &findings).unwrap();
    let lines = sites::text(&told, REPORT);
    assert!(lines.contains("was: \"Of [c] breaches all") && !lines.contains("417"), "{lines}");
    assert_eq!(found(&told), Vec::<String>::new());
    let tells = |files: &[u8]| crate::told(files).contains("417");
    assert!(pages(&publish(&told, TODAY)).values().all(|page| !tells(page)));
    let own = changed(&told, &[(REPORT, "was: \"Of [c] breaches", "was: \"Of 2,417 breaches")]);
    assert!(found(&own).iter().any(|finding| finding.contains("R103")), "{:?}", found(&own));
}

/// However a text printed it, as a number, in words, as a share or as a part of a sum of the nation, and though the report was corrected before.
#[test]
fn what_is_held_back_is_told_by_no_reference() {
    let (national, statistics) = ("content/national/2019-20/foreword.md", "areas/north/2019-20/statistics.yaml");
    let foreword = "areas/north/2019-20/foreword.md";
    let said = "{{ breaches }} broke the rules, {{ breaches | words }}, {{ breaches | share of people/total }}";
    let base = changed(
        &sites::sources("guide-for-publishing"),
        &[(statistics, "\nbreaches: 2", "\nbreaches: 17"), (foreword, "{{ breaches }} broke the rules", said)],
    );
    let base = with(&base, national, "In all areas {{ breaches }} broke the rules.\n");
    assert_eq!(found(&base), Vec::<String>::new());
    let book = released(&base, 0).unwrap().0;
    let hidden = changed(
        &book,
        &[
            (statistics, "\nbreaches: 17", "\nbreaches: \"[c]\""),
            (foreword, &format!("and {said}"), "all told"),
            (national, "In all areas {{ breaches }} broke", "Some broke"),
        ],
    );
    let told = corrected(&hidden, &examine(&hidden, TODAY).findings).unwrap();
    let lines = sites::text(&told, REPORT) + &sites::text(&told, "content/national/2019-20/report.yaml");
    assert!(lines.contains("and [c] broke the rules, [c], [c]"), "{lines}");
    assert!(lines.contains("In all areas [c]"), "{lines}");
    assert!(!lines.contains("17") && !lines.contains("seventeen") && !lines.contains("22"), "{lines}");
    assert_eq!(found(&told), Vec::<String>::new());
}

/// A correction that was published tells a figure that is held back now: it is taken out of it, and nothing else.
#[test]
fn what_is_held_back_is_taken_out_of_corrections() {
    let (statistics, foreword) = ("areas/north/2019-20/statistics.yaml", "areas/north/2019-20/foreword.md");
    let correct = |book: &Sources| corrected(book, &examine(book, TODAY).findings).unwrap();
    let text = "Of 2,417 breaches all were told. The area";
    let base = changed(
        &sites::sources("clean"),
        &[(statistics, "\nbreaches: 2", "\nbreaches: 2417"), (foreword, "The area", text)],
    );
    let book = released(&base, -2).unwrap().0;
    let first =
        changed(&book, &[(statistics, "2417", "2419"), (foreword, "Of 2,417 breaches all", "All of 2,419 breaches")]);
    let book = released(&correct(&first), -1).unwrap().0;
    let hidden = changed(&book, &[(statistics, "2419", "\"[c]\""), (foreword, "All of 2,419 breaches", "All")]);
    let told = correct(&hidden);
    let numbers = examine(&told, TODAY).findings.into_iter().filter(|one| one.rule.code == "R103");
    let numbers: Vec<_> = numbers.map(|one| (one.severity, one.help.join(" "))).collect();
    assert!(numbers.len() > 1 && numbers.iter().all(|(_, help)| help.contains("[c]")), "{numbers:?}");
    assert!(numbers.iter().any(|(severity, _)| *severity == Severity::Error), "{numbers:?}");
    let text = sites::text(&told, REPORT).replace("2,417", "[c]").replace("2,419", "[c]");
    let clean = with(&told, REPORT, &text);
    assert!(examine(&clean, TODAY).findings.iter().all(|one| one.rule.code != "R103"), "{text} {:?}", found(&clean));
    let section = text.rfind("section: foreword").unwrap();
    let other = format!("{}{}", &text[..section], text[section..].replacen("It was wrong", "It was odd", 1));
    assert!(found(&with(&clean, REPORT, &other)).iter().any(|finding| finding.contains("R103")), "{other}");
}

/// A number of a correction that was published may be taken out of it where it is held back. None takes its place, whichever is.
#[test]
fn no_number_of_a_published_correction_is_replaced() {
    let (home, reports) = (
        "content/home.md",
        "corrections:\n  - { about: Words, printed: 4 people, now: \"17 and 23\", reason: \"A slip of 17.\" }\n",
    );
    let local = "\nlocal:\n  trained: { value: 23, counts: people trained, source: training log }\n";
    let base = changed(
        &sites::sources("clean"),
        &[
            (STATISTICS, "\nbreaches: 2\n", &format!("\nbreaches: 17\n{local}")),
            (FOREWORD, "The area", "Of {{ local/trained }} all came. The area"),
        ],
    );
    let base = with(&base, REPORT, &(sites::text(&base, REPORT) + reports));
    let first = changed(&released(&with(&base, home, "17 boats.\n"), -2).unwrap().0, &[(home, "17 boats", "18 boats")]);
    let first = corrected(&first, &examine(&first, TODAY).findings).unwrap();
    let first = changed(&first, &[("content/corrections.yaml", "was: \"17\"", "was: \"17 boats\"")]);
    let changes = [
        (STATISTICS, "\nbreaches: 17", HIDDEN.2),
        (STATISTICS, "value: 23", "value: \"[c]\""),
        (FOREWORD, "Of {{ local/trained }} all", "All"),
    ];
    let hidden = changed(&released(&first, -1).unwrap().0, &changes);
    let told = corrected(&hidden, &examine(&hidden, TODAY).findings).unwrap();
    assert_eq!(found(&told), Vec::<String>::new());
    let stops = |from: &str, to: &str| {
        let path = if from.contains("boats") { "content/corrections.yaml" } else { REPORT };
        let found = found(&changed(&told, &[(path, from, to)]));
        assert!(found.iter().all(|one| one.contains("R103")), "{found:?}");
        !found.is_empty()
    };
    for to in ["[c] and 23", "17 and [c]", "[c] and [c]"] {
        assert!(!stops("17 and 23", to), "{to}");
    }
    for to in ["23 and 23", "17 and 17", "[c] and 17", "[c] and", "[c] and 23 more", "[c] [c] 23"] {
        assert!(stops("17 and 23", to), "{to}");
    }
    assert!(!stops("slip of 17", "slip of [c]") && stops("slip of 17", "slip of 23"));
    assert!(!stops("17 boats", "[c] boats") && stops("17 boats", "23 boats"));
}

/// What names somebody in a section, a picture, a signature and on the home page.
const NAMED: [(&str, &str, &str); 2] = [
    (FOREWORD, "The area", "Mx Elm of the hostel told us so.\n\n![The house of Mx Elm](elm.png)\n\nThe area"),
    (REPORT, "role: Chief", "name: R. Elm, role: Chief"),
];
const HOME: &str = "content/home.md";
const OF_BOOK: &str = "content/corrections.yaml";

/// A released book that names somebody, and the same without.
fn named() -> [Sources; 2] {
    let path = "areas/north/2019-20/elm.png".to_owned();
    let bytes = crate::pictures::encoded(40, 30, image::ImageFormat::Png);
    let picture = SourceFile { path: path.clone(), bytes };
    let base = changed(&sites::sources("clean").with(&[], vec![picture]), &NAMED);
    let book = released(&with(&base, HOME, "Mx Elm writes here.\n"), -2).unwrap().0;
    let gone = book.with(&[path], Vec::<SourceFile>::new());
    let gone = NAMED.iter().fold(gone, |book, (path, from, to)| changed(&book, &[(path, to, from)]));
    [book, with(&gone, HOME, "Somebody writes here.\n")]
}

/// Whether a site names somebody, or has a picture.
fn names(book: &Sources) -> bool {
    let site = pages(&publish(book, TODAY));
    site.iter().any(|(path, bytes)| path.ends_with(".png") || crate::told(bytes).contains("Elm"))
}

/// A name, a sentence or a picture that should not have been public goes without being told again: no page, edition or file has it.
#[test]
fn words_and_pictures_are_withdrawn() {
    let [book, gone] = named();
    assert!(names(&book));
    let line = |of: &str, now: &str| {
        format!(
            "  - {of}\n    was: \"[c]\"\n{now}    date: 2026-01-01\n    scale: major\n    reason: It was not for readers.\n"
        )
    };
    let lines =
        line("section: foreword", "    now: The area counted\n") + &line("about: who signs", "    now: Chief\n");
    let text = format!("{}corrections:\n{lines}", sites::text(&gone, REPORT));
    let of_book = format!("corrections:\n{}", line("file: content/home.md", "    now: Somebody\n"));
    let told = with(&with(&gone, REPORT, &text), OF_BOOK, &of_book);
    assert_eq!(found(&told), Vec::<String>::new());
    let told = released(&told, 0).unwrap().0;
    assert!(!names(&told));
    let edition = &pages(&publish(&told, TODAY))["areas/north/2019-20/editions/2025-12-30/index.html"];
    assert!(String::from_utf8_lossy(edition).contains("cannot be shown here any more"));
    // What stands there now is told.
    for (said, other) in [("    now: The area counted\n", ""), ("The area counted", "The board met")] {
        let found = found(&with(&gone, REPORT, &text.replace(said, other)));
        assert!(found.iter().any(|one| one.contains("R103") && one.contains("what stands there now")), "{found:?}");
    }
}

/// So are they where a correction that was published told them, and nothing else of it changes.
#[test]
fn what_a_published_correction_quotes_is_withdrawn() {
    let [_, gone] = named();
    let quoted = released(&corrected(&gone, &examine(&gone, TODAY).findings).unwrap(), 0).unwrap().0;
    assert!(names(&quoted));
    let without = |text: &str| {
        let lines = text.lines().map(|line| match line.trim_start().starts_with("was:") && line.contains("Elm") {
            true => "    was: \"[c]\"\n".to_owned(),
            false => format!("{line}\n"),
        });
        lines.collect::<String>()
    };
    let paths = [REPORT, OF_BOOK];
    let clean = paths.iter().fold(quoted, |book, path| with(&book, path, &without(&sites::text(&book, path))));
    assert_eq!((found(&clean), names(&clean)), (Vec::new(), false));
    for (path, word) in [(REPORT, "[c]"), (REPORT, "It was wrong"), (OF_BOOK, "It was wrong")] {
        let found = found(&changed(&clean, &[(path, word, "It was odd")]));
        assert!(found.iter().any(|one| one.contains("R103")), "{found:?}");
    }
}
