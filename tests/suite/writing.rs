//! The page for authors: every example on it is built, every command is run.

use std::fs;
use std::sync::LazyLock;

use areabook::diagnostic::{Diagnostic, Severity};
use areabook::publish::{examine, publish};
use areabook::source::{SourceFile, Sources};
use scraper::{Html, Selector};

use crate::sample::{BOOK, copy_of_the_book};
use crate::{TODAY, project};

/// The report in which the examples stand, as the page says.
const REPORT: &str = "areas/dorset/2013-14/";

const PAGE: &str = "WRITING.md";

/// The kind of the example that declares local figures.
const LOCAL: &str = "yaml local";

/// An example: the line above it and what follows the sign there, and its text.
pub(crate) struct Example {
    pub(crate) line: usize,
    pub(crate) kind: String,
    pub(crate) text: String,
}

/// The examples of a page.
pub(crate) fn examples(page: &str) -> Vec<Example> {
    let page = fs::read_to_string(project().join(page)).unwrap();
    let mut examples = Vec::new();
    let mut lines = page.lines().enumerate();
    while let Some((at, line)) = lines.next() {
        if let Some(kind) = line.strip_prefix("```") {
            let text = lines.by_ref().map(|(_, line)| line).take_while(|line| *line != "```");
            let text = text.flat_map(|line| [line, "\n"]).collect();
            examples.push(Example { line: at + 1, kind: kind.to_owned(), text });
        }
    }
    examples
}

/// The sample book with every area, and the reports of the two areas in which examples stand.
static FEW_REPORTS: LazyLock<Sources> = LazyLock::new(|| {
    let is_left_out = |path: &str| {
        path.starts_with("areas/")
            && !path.ends_with("/area.yaml")
            && !["areas/dorset/", "areas/county-durham/"].iter().any(|area| path.starts_with(area))
    };
    let paths: Vec<_> = BOOK.0.below("").map(|file| BOOK.0.path(file).to_owned()).collect();
    BOOK.0.with(&paths.into_iter().filter(|path| is_left_out(path)).collect::<Vec<_>>(), Vec::<SourceFile>::new())
});

/// That book with files added or replaced, and without those in `without`.
fn book(files: &[(String, Vec<u8>)], without: Option<&str>) -> Sources {
    let gone = without.map(|name| format!("{REPORT}{name}"));
    let paths: Vec<_> = files.iter().map(|(path, _)| path.clone()).chain(gone).collect();
    let file = |(path, bytes): &(String, Vec<u8>)| SourceFile { path: path.clone(), bytes: bytes.clone() };
    FEW_REPORTS.with(&paths, files.iter().map(file).collect())
}

/// The foreword of a report with a text added at its end.
fn foreword(report: &str, text: &str) -> (String, Vec<u8>) {
    let path = format!("{report}foreword.md");
    let old = fs::read_to_string(project().join(&path)).unwrap();
    (path, format!("{old}\n\n{text}").into_bytes())
}

/// The return of the report with the example of local figures in it.
fn return_with_local(text: &str) -> (String, Vec<u8>) {
    let path = format!("{REPORT}statistics.yaml");
    let old = fs::read_to_string(project().join(&path)).unwrap();
    // The report's own stand at the end of its file.
    let (figures, own) = old.split_once("\nlocal:\n").unwrap();
    (path, format!("{figures}\n{text}{own}").into_bytes())
}

/// Errors and warnings: what a draft lacks is a note.
fn said(findings: &[Diagnostic]) -> Vec<String> {
    findings
        .iter()
        .filter(|finding| finding.severity > Severity::Note)
        .map(|finding| format!("{} {}", finding.rule.code, finding.message))
        .collect()
}

/// What readers see for each line of an example of figures.
fn figures_are_as_told(example: &Example, report: &str) {
    let lines: Vec<_> = example.text.lines().map(|line| line.split_once('→').unwrap()).collect();
    let text = lines.iter().map(|(typed, _)| format!("Begin:{}:end\n\n", typed.trim())).collect::<String>();
    let report = format!("{report}/");
    let local = examples(PAGE).into_iter().filter(|_| text.contains("local/")).find(|example| example.kind == LOCAL);
    let files: Vec<_> =
        local.map(|local| return_with_local(&local.text)).into_iter().chain([foreword(&report, &text)]).collect();
    let publication = publish(&book(&files, None), TODAY);
    assert_eq!(said(&publication.findings), Vec::<String>::new(), "WRITING.md:{}", example.line);
    let html = publication.site.as_ref().unwrap().get(&format!("{report}index.html")).unwrap().to_vec();
    let page = Html::parse_document(&String::from_utf8(html).unwrap());
    let all = Selector::parse("p").unwrap();
    let paragraphs = page.select(&all).map(|p| p.text().collect::<String>());
    let seen: Vec<_> = paragraphs
        .filter_map(|text| Some(text.strip_prefix("Begin:")?.strip_suffix(":end")?.replace('\u{a0}', " ")))
        .collect();
    let told: Vec<_> = lines.iter().map(|(_, told)| told.trim().to_owned()).collect();
    assert_eq!(seen, told, "WRITING.md:{}", example.line);
}

/// The findings of the sample book with an example in it.
fn findings_with(example: &Example, rest: &str) -> Vec<String> {
    let text = example.text.as_bytes().to_vec();
    let picture = || fs::read(project().join("tests/sites/image-ok/areas/north/2019-20/court.png")).unwrap();
    let head = || {
        let path = format!("{REPORT}report.yaml");
        let old = fs::read_to_string(project().join(&path)).unwrap();
        (path, format!("{old}\n{}", example.text).into_bytes())
    };
    let sources = match rest.split(' ').collect::<Vec<_>>().as_slice() {
        [""] | ["refused", _] => book(&[foreword(REPORT, &example.text)], None),
        ["image"] => book(&[foreword(REPORT, &example.text), (format!("{REPORT}hostel.png"), picture())], None),
        ["correction"] => {
            let (path, bytes) = head();
            let old = String::from_utf8(bytes).unwrap();
            let (first, own) = old.split_once("\ncorrections:\n").unwrap();
            let kept = own.find("\ncorrections:\n").map_or("", |at| &own[at..]);
            book(&[(path, format!("{first}\n{kept}").into_bytes())], None)
        }
        ["local"] => {
            let text = "We trained {{ local/people_trained }} people; a referral waited {{ local/waiting }} days.";
            book(&[return_with_local(&example.text), foreword(REPORT, text)], None)
        }
        [file] => book(&[(format!("{REPORT}{file}"), text)], None),
        ["added", "without", without] => book(&[head()], Some(without)),
        ["added", "to", "a", "later", "date"] => {
            book(&[head(), foreword(REPORT, "The new hostel opens in May 2019.\n")], None)
        }
        other => panic!("WRITING.md:{}: what is {other:?}?", example.line),
    };
    said(&examine(&sources, TODAY).findings)
}

#[test]
fn every_example_of_the_page_for_authors_does_what_it_says() {
    let examples = examples(PAGE);
    assert!(examples.len() > 30, "only {} examples were found", examples.len());
    for example in &examples {
        let (language, rest) = example.kind.split_once(' ').unwrap_or((&example.kind, ""));
        match (language, rest.strip_prefix("refused ")) {
            // Run by the tests below.
            ("console", _) => {}
            ("figures", _) => figures_are_as_told(example, rest),
            (_, Some(code)) => {
                let found = findings_with(example, rest);
                assert!(
                    !found.is_empty() && found.iter().all(|finding| finding.starts_with(code)),
                    "WRITING.md:{}: {found:?}",
                    example.line
                );
            }
            ("markdown" | "yaml", None) => {
                assert_eq!(findings_with(example, rest), Vec::<String>::new(), "WRITING.md:{}", example.line);
            }
            _ => panic!("WRITING.md:{}: `{}` is no kind of example", example.line, example.kind),
        }
    }
}

/// The words of a command as a shell would part them.
pub(crate) fn words(command: &str) -> Vec<String> {
    let parts = command.split('"').enumerate();
    let part = |(at, part): (usize, &str)| match at % 2 {
        0 => part.split_whitespace().map(str::to_owned).collect(),
        _ => vec![part.to_owned()],
    };
    parts.flat_map(part).collect()
}

#[test]
fn every_command_of_the_page_for_authors_runs() {
    let folder = tempfile::tempdir().unwrap();
    copy_of_the_book(folder.path());
    let commands = examples(PAGE).into_iter().filter(|example| example.kind == "console");
    let commands: Vec<_> =
        commands.flat_map(|example| example.text.lines().map(str::to_owned).collect::<Vec<_>>()).collect();
    assert!(commands.len() > 3);
    for command in commands {
        let arguments = words(command.strip_prefix("$ areabook ").unwrap());
        let output = crate::areabook().args(&arguments).current_dir(folder.path()).output().unwrap();
        assert!(output.status.success(), "{command}: {}", String::from_utf8_lossy(&output.stdout));
    }
}

#[test]
fn every_reading_of_the_page_for_authors_is_what_the_program_says() {
    let folder = tempfile::tempdir().unwrap();
    copy_of_the_book(folder.path());
    let readings: Vec<_> = examples(PAGE).into_iter().filter(|example| example.kind == "console explained").collect();
    assert!(readings.len() >= 5);
    for Example { line, text, .. } in readings {
        let (command, told) = text.split_once('\n').unwrap();
        let arguments = words(command.strip_prefix("$ areabook ").unwrap());
        let output = crate::areabook().args(&arguments).current_dir(folder.path()).output().unwrap();
        let said = String::from_utf8(output.stdout).unwrap();
        assert_eq!(said.trim_end(), told.trim_end(), "WRITING.md:{line}");
    }
}
