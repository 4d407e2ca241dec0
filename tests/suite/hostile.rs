//! Hostile text. Each input of `tests/hostile/inputs.md` is the foreword of a synthetic report; the page that would come of
//! it is read by a real HTML parser, whatever findings forbid to publish it.

use std::collections::BTreeSet;
use std::fs;

use areabook::publish::publish;
use scraper::{Html, Node};

use crate::sites::{self, MiniSite};
use crate::{TODAY, project};

const FOREWORD: &str = "areas/north/2019-20/foreword.md";
const PAGE: &str = "areas/north/2019-20/index.html";
/// What stands between two inputs.
const BETWEEN: &str = "\n~~~~~~~~\n";
/// Where an address may lead, by its beginning. What has no scheme stays within the site.
const SCHEMES: [&str; 4] = ["https", "http", "mailto", "tel"];
/// Elements that a page of narrative never needs.
const FORBIDDEN: [&str; 15] = [
    "iframe", "object", "embed", "form", "input", "base", "style", "math", "template", "video", "audio", "noscript",
    "textarea", "button", "frameset",
];

fn page(foreword: &str) -> String {
    let publication = publish(&sites::with("clean", &[(FOREWORD, foreword)]), TODAY);
    String::from_utf8(publication.site.unwrap().get(PAGE).unwrap().to_vec()).unwrap()
}

/// What is wrong with a page, and how many scripts, links and the like it has, which no text of an author may change.
fn faults(html: &str) -> (Vec<String>, usize) {
    let page = Html::parse_document(html);
    let mut faults: Vec<_> = page.errors.iter().map(|error| format!("not well formed: {error}")).collect();
    let mut machinery = 0;
    for node in page.tree.nodes() {
        let Node::Element(element) = node.value() else { continue };
        let name = element.name();
        if FORBIDDEN.contains(&name) {
            faults.push(format!("an element <{name}>"));
        }
        machinery += usize::from(["script", "link", "meta", "title", "main", "body", "section"].contains(&name));
        for (attribute, value) in element.attrs() {
            if attribute.starts_with("on") || ["style", "srcdoc", "formaction", "ping"].contains(&attribute) {
                faults.push(format!("an attribute {attribute} on <{name}>"));
            }
            let leads = name != "link" && ["href", "src", "action", "data", "xlink:href"].contains(&attribute);
            let scheme = value.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase());
            if leads && scheme.is_some_and(|scheme| !SCHEMES.contains(&scheme.as_str())) {
                faults.push(format!("an address {value} on <{name}>"));
            }
            if name == "img" && (value.contains("//") || value.starts_with("data:")) {
                faults.push(format!("an image from elsewhere: {value}"));
            }
        }
    }
    (faults, machinery)
}

#[test]
fn no_text_of_an_author_becomes_markup_of_the_page() {
    let (plain_faults, machinery) = faults(&page("Plain words.\n"));
    assert_eq!(plain_faults, Vec::<String>::new());
    let inputs = fs::read_to_string(project().join("tests/hostile/inputs.md")).unwrap();
    let inputs: BTreeSet<&str> = inputs.split(BETWEEN).collect();
    assert!(inputs.len() >= 60, "{} inputs", inputs.len());
    let mut found = Vec::new();
    for input in inputs {
        let (faults, there) = faults(&page(input));
        found.extend(faults.into_iter().map(|fault| format!("{input:?}: {fault}")));
        if there != machinery {
            found.push(format!("{input:?}: {there} elements of the page's own instead of {machinery}"));
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn the_parser_sees_what_is_wrong() {
    let bad = "<!DOCTYPE html><html lang=en><head><title>a</title></head><body><p onclick=a>b<a href='javascript:a'>c</body></html>";
    let (faults, _) = faults(bad);
    assert!(faults.iter().any(|fault| fault.contains("onclick")), "{faults:?}");
    assert!(faults.iter().any(|fault| fault.contains("javascript")), "{faults:?}");
    assert!(faults.iter().any(|fault| fault.contains("not well formed")), "{faults:?}");
}

#[test]
fn an_image_keeps_nothing_but_what_it_shows() {
    let MiniSite { sources, publication, .. } = sites::site("image-ok");
    let file = sources.find("areas/north/2019-20/court.png").unwrap();
    let secret = b"synthetic secret".as_slice();
    let has = |bytes: &[u8]| bytes.windows(secret.len()).any(|window| window == secret);
    assert!(has(sources.bytes(file)));
    let site = publication.site.as_ref().unwrap();
    let drawn: Vec<_> = site.files().filter(|(path, _)| path.ends_with(".png")).collect();
    assert_eq!(drawn.len(), 1);
    assert!(!has(drawn[0].1));
}
