//! The page of findings: by what readers need, in any browser and by day and night.

use areabook::publish::publication::Publication;
use areabook::shell::findings::scope::Scope;
use areabook::shell::findings::{excerpt, html};
use areabook::source::{SourceFile, Sources, Span};

use crate::contrast::contrast;
use crate::findings::published;
use crate::sites::{self, MiniSite};

fn page_of(sources: &Sources) -> String {
    html::text(sources, &published(sources), &Scope::default()).unwrap()
}

/// The levels of the headings of a page, in order.
fn levels(page: &str) -> Vec<u32> {
    let tags = page.split("<h").skip(1).filter_map(|rest| rest.chars().next()?.to_digit(10));
    tags.collect()
}

#[test]
fn the_page_is_whole_and_loads_nothing() {
    for MiniSite { name, sources, publication } in sites::all() {
        let page = html::text(sources, publication, &Scope::default()).unwrap();
        assert!(page.starts_with("<!DOCTYPE html>\n<html lang=\"en-GB\">"), "{name}");
        for word in ["<script", "url(", "@import", "\u{202e}"] {
            assert!(!page.contains(word), "{name}: the page has {word}");
        }
        let mut tags = page.split('<').skip(1).filter_map(|rest| rest.split('>').next());
        let loads = |tag: &str| [" src=", " srcset=", " style="].iter().any(|attribute| tag.contains(attribute));
        assert_eq!(tags.find(|tag| loads(tag)), None, "{name}");
        let links: Vec<_> = page.split("href=\"").skip(1).collect();
        assert!(links.iter().all(|link| link.starts_with('#') || link.starts_with("data:,\"")), "{name}");
        assert_eq!(page.matches("<article").count(), publication.findings.len(), "{name}");
        let levels = levels(&page);
        assert_eq!(levels[0], 1, "{name}");
        assert!(levels.windows(2).all(|pair| pair[1] > 1 && pair[1] <= pair[0] + 1), "{name}: {levels:?}");
        assert_eq!(publication.findings.is_empty(), page.contains("There is nothing to do"), "{name}");
    }
}

#[test]
fn the_page_marks_what_is_wrong_and_says_what_to_do() {
    let page = page_of(&sites::sources("total"));
    for part in [
        "<h3>The total is 884, and its cells add up to 33</h3>",
        "blue: 20, total: <mark>884</mark> }",
        "<p class=\"label\">Adds up to 33</p>",
        "Added up by step: 30 + 3 = 33",
        "<dt>Why it matters</dt>\n<dd>Either the total or one of the cells is wrong",
        "blue: 20, total: <mark>30</mark> }",
    ] {
        assert!(page.contains(part), "the page lacks {part}:\n{page}");
    }
}

#[test]
fn what_was_waived_is_on_the_page() {
    let sources = sites::sources("clean");
    let mut publication = published(&sources);
    publication.waived = 2;
    let page = html::text(&sources, &publication, &Scope::default()).unwrap();
    assert!(page.contains("2 findings were waived"));
}

#[test]
fn nothing_that_an_author_wrote_is_markup_on_the_page() {
    let area = "area: north\nname: \"<script>alert(1)</script>\"\nregion: Top\nnmae: \"`<b>`\"\n";
    let text = "A <img src=x onerror=alert(1)> `{{ nmae }}` & \"'<\n";
    let sources = sites::with("clean", &[("areas/north/area.yaml", area), ("areas/north/2019-20/foreword.md", text)]);
    let publication = published(&sources);
    let scope = Scope::new(&sources, publication.book.as_ref(), Some("north"), Some("2019-20")).unwrap();
    let page = html::text(&sources, &publication, &scope).unwrap();
    assert!(page.contains("&lt;script&gt;") && page.contains("&lt;img src=x"), "{page}");
    for word in ["<script", "<img", "<b>"] {
        assert!(!page.contains(word), "the page has {word}");
    }
}

/// Of pages for areas each finding stands on one, and an area's page is the one that is made for it alone.
#[test]
fn pages_for_areas_hold_every_finding_once() {
    let all = Scope::default();
    for MiniSite { name, sources, publication } in sites::all() {
        let pages = html::folder(sources, publication, &all).unwrap();
        let text = |path: &str| String::from_utf8(pages.get(path).unwrap().to_vec()).unwrap();
        let found: usize = pages.files().map(|(path, _)| text(path).matches("<article").count()).sum();
        assert_eq!(found, publication.findings.len(), "{name}");
        let index = text("index.html");
        for (path, _) in pages.files().filter(|(path, _)| *path != "index.html") {
            let area = path.strip_suffix(".html").unwrap();
            let areas = &publication.book.as_ref().unwrap().areas;
            if areas.iter().any(|other| other.key != area && other.name.eq_ignore_ascii_case(area)) {
                continue; // One area is called as the folder of another.
            }
            let mut own = Publication { waived: 0, ..publication.clone() };
            let scope = Scope::new(sources, publication.book.as_ref(), Some(area), None).unwrap();
            scope.narrow(sources, &mut own);
            assert!(text(path) == html::text(sources, &own, &scope).unwrap(), "{name}: {path}");
            assert!(index.contains(&format!("<a href=\"{path}\">")), "{name}: {path}");
        }
    }
}

#[test]
fn the_page_can_be_read_by_day_and_by_night() {
    let page = page_of(&sites::sources("clean"));
    let schemes: Vec<_> = page.split(":root {").skip(1).map(|rest| rest.split('}').next().unwrap()).collect();
    assert_eq!(schemes.len(), 2);
    for scheme in schemes {
        let colour = |name: &str| {
            let (_, rest) = scheme.split_once(&format!("--{name}: ")).unwrap();
            rest.split(';').next().unwrap()
        };
        for (text, under) in [
            ("ink", "paper"),
            ("ink", "wash"),
            ("quiet", "paper"),
            ("quiet", "wash"),
            ("link", "paper"),
            ("error", "paper"),
            ("warning", "paper"),
            ("note", "paper"),
            ("marked", "mark"),
        ] {
            let contrast = contrast(colour(text), colour(under));
            assert!(contrast >= 4.5, "{text} on {under}: {contrast:.2}");
        }
    }
}

#[test]
fn excerpts_fit_on_a_page() {
    let long = format!("{} wrong {}", "é".repeat(500), "ü".repeat(500));
    let many = (1..=9).map(|number| format!("line {number}\r\n")).collect::<String>();
    let files = [("long.md", long.as_str()), ("many.md", many.as_str())];
    let files = files.map(|(path, text)| SourceFile { path: path.to_owned(), bytes: text.as_bytes().to_vec() });
    let sources = Sources::new(files);
    let cut = |path: &str, range| excerpt::excerpt(&sources, Span::new(sources.find(path).unwrap(), range));
    let line = &cut("long.md", 1001..1006).lines[0];
    assert_eq!((line.number, line.marked.as_str()), (1, "wrong"));
    assert_eq!((line.before.chars().count(), line.after.chars().count()), (121, 81));
    assert!(line.before.starts_with('…') && line.after.ends_with('…'));
    let lines = cut("many.md", 8..many.len());
    assert_eq!((lines.lines.len(), lines.more), (5, 3));
    assert_eq!((lines.lines[0].number, lines.lines[0].marked.as_str()), (2, "line 2"));
    assert!(cut("many.md", 0..1).lines.is_empty() && cut("many.md", 0..0).lines.is_empty());
}
