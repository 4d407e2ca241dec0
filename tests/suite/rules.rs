//! Every rule explains itself and has a mini-site of its name.

use std::collections::BTreeSet;
use std::fs;

use areabook::check::severities;
use areabook::explain;
use areabook::publish::publish;

use crate::{TODAY, golden, project, sites};

fn findings(name: &str) -> Option<String> {
    fs::read_to_string(project().join("tests/sites").join(name).join("expected/findings.txt")).ok()
}

#[test]
fn every_rule_explains_itself() {
    let mut codes = BTreeSet::new();
    let mut names = BTreeSet::new();
    for rule in explain::rules() {
        assert!(codes.insert(rule.code), "{} stands twice", rule.code);
        assert!(names.insert(rule.name), "{} stands twice", rule.name);
        for text in [rule.what, rule.why, rule.example, rule.fix] {
            assert!(text.len() > 12 && text.ends_with(['.', '”']), "{}: `{text}` is no explanation", rule.code);
        }
    }
    assert!(codes.len() > 20);
}

#[test]
fn every_rule_has_a_mini_site_that_breaks_it() {
    let mut missing = Vec::new();
    for rule in explain::rules() {
        match findings(rule.name) {
            Some(findings) if findings.contains(&format!("[{}]", rule.code)) => {}
            Some(_) => missing.push(format!("tests/sites/{} does not give {}", rule.name, rule.code)),
            None => missing.push(format!("{} has no tests/sites/{}", rule.code, rule.name)),
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

/// A rule that is turned off finds nothing, so the test of its mini-site would fail: the finding comes from this rule.
#[test]
fn without_its_rule_no_mini_site_gives_what_it_must() {
    let mut faults = Vec::new();
    for rule in explain::rules() {
        let sources = &sites::site(rule.name).sources;
        let mut settings = sources.text(sources.find("book.toml").unwrap()).unwrap().to_owned();
        if !settings.contains("[rules]") {
            settings.push_str("\n[rules]\n");
        }
        let settings = settings.replace("[rules]\n", &format!("[rules]\n{} = \"off\"\n", rule.code));
        let publication = publish(&sites::with(rule.name, &[("book.toml", &settings)]), TODAY);
        assert!(publication.book.is_some(), "{}: book.toml cannot be read", rule.name);
        let is_found = |code| publication.findings.iter().any(|finding| finding.rule.code == code);
        let is_fixed = severities::is_fixed(rule.code);
        assert!(!is_fixed || is_found("W103"), "{}: a rule that cannot be turned off must say so", rule.code);
        if is_fixed != is_found(rule.code) {
            faults.push(rule.code);
        }
    }
    assert!(faults.is_empty(), "turned off and still found, or not to be turned off and gone: {faults:?}");
}

/// The list of rules in the README, between its two markers.
#[test]
fn the_readme_lists_every_rule() {
    const MARKERS: (&str, &str) =
        ("<!-- rules: made by UPDATE=1 cargo test from the rules themselves -->\n", "<!-- end of rules -->\n");
    let readme = fs::read_to_string(project().join("README.md")).unwrap();
    let (before, rest) = readme.split_once(MARKERS.0).unwrap();
    let (_, after) = rest.split_once(MARKERS.1).unwrap();
    assert!(before.ends_with("## Rules\n\n"));
    let mut table = "\n| code | name | severity | what it finds |\n| --- | --- | --- | --- |\n".to_owned();
    for rule in explain::rules() {
        let what = rule.what.replace('|', "\\|");
        table.push_str(&format!("| {} | {} | {} | {what} |\n", rule.code, rule.name, rule.severity.word()));
    }
    table.push('\n');
    golden::same("README.md", &[before, MARKERS.0, &table, MARKERS.1, after].concat());
}

/// The base is clean, so a finding of a mini-site comes from what the site adds to it.
#[test]
fn near_misses_pass() {
    assert_eq!(findings("clean").as_deref(), Some("no findings\n"));
    let own: Vec<_> =
        explain::rules().into_iter().filter(|rule| findings(&format!("{}-ok", rule.name)).is_some()).collect();
    assert!(!own.is_empty());
    for rule in own {
        let text = findings(&format!("{}-ok", rule.name)).unwrap();
        assert!(!text.contains(&format!("[{}]", rule.code)), "tests/sites/{}-ok breaks {}", rule.name, rule.code);
    }
}
