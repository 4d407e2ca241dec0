//! Areas that come and go: what pages, files for hosts and commands say of them.

use areabook::site::Files;
use regex::Regex;

use crate::sites;

/// What a reader sees of a page.
fn words(site: &str, page: &str) -> String {
    let site = sites::site(site).publication.site.as_ref().unwrap();
    let html = String::from_utf8(site.bytes(page).unwrap().unwrap().into_owned()).unwrap();
    let main = html.split_once("<main").unwrap().1.split_once("</main>").unwrap().0;
    let main = Regex::new("(?s)<svg.*?</svg>").unwrap().replace_all(main, "");
    let text = Regex::new("<[^>]*>").unwrap().replace_all(&main, " ").replace(['\u{a0}', '\u{2060}'], " ");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn says(site: &str, page: &str, sentences: &[&str]) {
    let words = words(site, page);
    for sentence in sentences {
        assert!(words.contains(sentence), "{page}: `{sentence}`: {words}");
    }
}

#[test]
fn pages_count_the_areas_that_there_were() {
    let site = "areas-come-and-go";
    says(
        site,
        "national/2019-20/index.html",
        &[
            "reports of 1 and some figures of 2 of 5 areas",
            "Nothing here (1 of 5): South.",
            "No report is expected (1 of 5): West (It was being dissolved).",
            "Areas in the sum 3 of 5",
        ],
    );
    says(
        site,
        "national/2020-21/index.html",
        &["some figures of 2 of 4 areas", "Nothing here (2 of 4): North, South.", "Areas in the sum 2 of 4"],
    );
    says(
        site,
        "coverage/index.html",
        &["Areas, of 4 to 5, as there were in the period", "Coast Some [z]", "East [z] Some", "South – –"],
    );
    says(site, "measures/all_people/index.html", &["2 of 4 areas have a figure for 2020-21", "2019-20 3 of 5 areas"]);
}

#[test]
fn a_report_stands_under_the_name_of_its_time() {
    let site = "areas-come-and-go";
    says(site, "areas/dale/2019-20/index.html", &["Annual report Vale 2019-20", "The area is called Dale now."]);
    says(site, "national/2019-20/index.html", &["Some figures (2 of 5): East , Vale ."]);
    says(site, "measures/all_people/index.html", &["Dale 36 37"]);
    let now = words(site, "areas/dale/2020-21/index.html");
    assert!(now.contains("Annual report Dale 2020-21") && !now.contains("Vale"), "{now}");
}

#[test]
fn old_addresses_lead_to_the_new_ones() {
    let site = sites::site("areas-come-and-go").publication.site.as_ref().unwrap();
    let text = |path: &str| String::from_utf8(site.get(path).unwrap().to_vec()).unwrap();
    assert_eq!(text("_redirects"), "/areas/vale/* /areas/dale/:splat 301\n/compare/vale/* /compare/dale/:splat 301\n");
    assert!(text("_nginx.conf").contains("\nrewrite ^/areas/vale(/.*)?$ /areas/dale$1 permanent;\n"));
    let mut old: Vec<_> = site.paths().into_iter().filter(|path| path.contains("/vale/")).collect();
    old.sort_unstable();
    assert_eq!(old, ["areas/vale/2019-20/index.html", "areas/vale/index.html"]);
    let page = text(old[0]);
    let to = "../../../areas/dale/2019-20/index.html";
    for tag in [
        format!("<link rel=\"canonical\" href=\"{to}\">"),
        format!("<meta http-equiv=\"refresh\" content=\"0; url={to}\">"),
        format!("<a href=\"{to}\">Vale"),
        "<meta name=\"robots\" content=\"noindex\">".to_owned(),
    ] {
        assert!(page.contains(&tag), "{tag}: {page}");
    }
    let still = sites::site("clean").publication.site.as_ref().unwrap();
    assert!(still.get("_redirects").is_none() && still.get("_nginx.conf").is_some_and(|text| !text.is_empty()));
}
