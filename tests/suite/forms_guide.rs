//! The worked form of `docs/forms.md`: the files that it gives are a book without findings, with the page that it tells of.

use std::fs;

use areabook::publish::publish;
use areabook::shell::findings::human;
use areabook::source::{SourceFile, Sources};

use crate::{TODAY, loose, project};

/// The files of a page: each a path alone on a line, and behind it the text between two fences.
fn files(page: &str) -> Vec<SourceFile> {
    let blocks = page.split("\n```");
    let mut files = Vec::new();
    let mut path: Option<&str> = None;
    for block in blocks {
        let (_, text) = block.split_once('\n').unwrap_or_default();
        if let Some(path) = path.take() {
            // What is said later of a file is what stands in it in the end.
            files.retain(|file: &SourceFile| file.path != path);
            files.push(SourceFile { path: path.to_owned(), bytes: format!("{text}\n").into_bytes() });
            continue;
        }
        let last = block.trim_end().rsplit('\n').next().unwrap_or_default();
        path = last.strip_prefix('`').and_then(|line| line.strip_suffix('`')).filter(|path| path.contains('.'));
    }
    files
}

#[test]
fn the_worked_form_is_a_book_without_findings() {
    let page = fs::read_to_string(project().join("docs/forms.md")).unwrap();
    let files = files(&page);
    assert!(files.len() > 8, "{} files", files.len());
    let sources = Sources::new(files);
    let publication = publish(&sources, TODAY);
    assert!(publication.findings.is_empty(), "{}", human::text(&sources, &publication));
    let report = loose(publication.site.as_ref().unwrap().get("areas/east/2023/index.html").unwrap());
    for told in ["had 74,441 visits, 34.3%", "Books cost £105,198.45", "after 5.2 days", "154.4"] {
        assert!(report.contains(told), "{told}");
    }
}
