//! Whole books of other publishers, in `tests/books/`: what is built of them has no findings, and none of their pages speaks of
//! what the sample book is about.

use std::fs;

use areabook::publish::publish;
use areabook::shell::findings::human;
use areabook::shell::read;

use crate::{TODAY, project, subject};

#[test]
fn books_of_other_publishers_are_built() {
    let of_sample = subject::words_of_sample();
    let mut books = 0;
    for folder in fs::read_dir(project().join("tests/books")).unwrap() {
        let sources = read::book(&folder.unwrap().path()).unwrap();
        let own: Vec<_> = sources.listed("").map(|(file, _)| sources.text(file).unwrap_or_default()).collect();
        let own: std::collections::BTreeSet<_> = own.iter().flat_map(|text| subject::words(text)).collect();
        let publication = publish(&sources, TODAY);
        assert!(publication.findings.is_empty(), "{}", human::text(&sources, &publication));
        let site = publication.site.as_ref().unwrap();
        for (path, bytes) in site.files().filter(|(path, _)| path.ends_with(".html")) {
            let page = std::str::from_utf8(bytes).unwrap();
            let body = page.split_once("<body").unwrap().1;
            let strange: Vec<_> =
                subject::words(body).filter(|word| of_sample.contains(word) && !own.contains(word)).collect();
            assert!(strange.is_empty(), "{path} says {strange:?}");
        }
        books += 1;
    }
    assert!(books > 0);
}
