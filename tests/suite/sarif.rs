//! SARIF by its official schema, and by what the findings say.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use areabook::publish::publication::Publication;
use areabook::shell::findings::sarif;
use areabook::source::Sources;
use serde_json::Value;

use crate::findings::published;
use crate::project;
use crate::sites::{self, MiniSite};

fn log(sources: &Sources, publication: &Publication) -> Value {
    serde_json::from_str(&sarif::text(sources, publication).unwrap()).unwrap()
}

fn log_of(sources: &Sources) -> Value {
    log(sources, &published(sources))
}

fn results(log: &Value) -> &Vec<Value> {
    log["runs"][0]["results"].as_array().unwrap()
}

/// The official schema, out of a package that ships it and that is never built.
fn schema() -> Value {
    let mut cargo = Command::new(env!("CARGO"));
    let output = cargo.args(["metadata", "--format-version=1", "--locked"]).current_dir(project()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let mut packages = metadata["packages"].as_array().unwrap().iter();
    let package = packages.find(|package| package["name"] == "serde-sarif").unwrap();
    let folder = Path::new(package["manifest_path"].as_str().unwrap()).parent().unwrap();
    let schema = fs::read_to_string(folder.join("src/schema.json")).unwrap();
    // The pattern of a language has a bracket too many, which strict regular expressions refuse.
    let schema: Value = serde_json::from_str(&schema.replace("-[a-zA-Z]{2}]?$", "-[a-zA-Z]{2}$")).unwrap();
    assert!(schema["$id"].as_str().unwrap().contains("oasis-tcs/sarif-spec"));
    schema
}

#[test]
fn sarif_is_valid_by_its_official_schema() {
    let schema = schema();
    let validator = jsonschema::options().should_validate_formats(true).build(&schema).unwrap();
    let mut faults = Vec::new();
    for MiniSite { name, sources, publication } in sites::all() {
        let log = log(sources, publication);
        faults.extend(validator.iter_errors(&log).map(|fault| format!("{name}: {}: {fault}", fault.instance_path())));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    let mut log = log_of(&sites::sources("total"));
    assert!(!results(&log).is_empty());
    log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]["startLine"] = 0.into();
    assert!(!validator.is_valid(&log), "the validator takes a line 0");
    let mut log = log_of(&sites::sources("total"));
    log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] = "a b".into();
    assert!(!validator.is_valid(&log), "the validator takes a path that is no URI");
}

#[test]
fn sarif_says_what_the_findings_say() {
    for MiniSite { name, sources, publication } in sites::all() {
        let log = log(sources, publication);
        assert_eq!(results(&log).len(), publication.findings.len(), "{name}");
        for (result, finding) in results(&log).iter().zip(&publication.findings) {
            let rule = &log["runs"][0]["tool"]["driver"]["rules"][result["ruleIndex"].as_u64().unwrap() as usize];
            assert_eq!((&rule["id"], &result["ruleId"]), (&finding.rule.code.into(), &finding.rule.code.into()));
            let text = result["message"]["text"].as_str().unwrap();
            let read = text.replace("{{", "{").replace("}}", "}").replace("\\](", "](");
            assert!(read.starts_with(&finding.message), "{name}: {read}");
            let region = &result["locations"][0]["physicalLocation"]["region"];
            let place = sources.place(finding.span);
            assert_eq!((&region["startLine"], &region["startColumn"]), (&place.line.into(), &place.column.into()));
            let related = result["relatedLocations"].as_array().map_or(0, Vec::len);
            assert_eq!(related, finding.related.len(), "{name}");
        }
    }
}

#[test]
fn sarif_doubles_braces_and_makes_no_links() {
    let sources =
        sites::with("clean", &[("areas/north/2019-20/foreword.md", "Counted {{ peple/total }}; [us](example.org).\n")]);
    let texts: Vec<_> = results(&log_of(&sources)).iter().map(|result| result["message"]["text"].to_string()).collect();
    assert!(texts.len() > 1 && texts.iter().all(|text| !text.contains("](") || text.contains("\\\\](")), "{texts:?}");
    let rules = log_of(&sources)["runs"][0]["tool"]["driver"]["rules"].to_string();
    assert!(rules.contains("What stands between {{{{ and }}}} cannot be understood"));
    assert!(rules.contains("[our site\\\\](www.example.org)"));
}

#[test]
fn sarif_paths_are_uris() {
    let path = "areas/north/2019-20/Lay adviser's notes für 50%.docx";
    let log = log_of(&sites::with("clean", &[(path, "x")]));
    let uri = &results(&log)[0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
    assert_eq!(uri, "areas/north/2019-20/Lay%20adviser%27s%20notes%20f%C3%BCr%2050%25.docx");
}

#[test]
fn fingerprints_stay_when_lines_move() {
    let fingerprints = |log: Value| -> Vec<String> {
        results(&log).iter().map(|result| result["partialFingerprints"]["areabook/v1"].to_string()).collect()
    };
    for MiniSite { name, sources, publication } in sites::all() {
        let found = fingerprints(log(sources, publication));
        assert_eq!(found.iter().collect::<BTreeSet<_>>().len(), found.len(), "{name} has one fingerprint twice");
    }
    let path = "areas/north/2019-20/statistics.yaml";
    let before = sites::sources("total");
    let text = String::from_utf8(before.bytes(before.find(path).unwrap()).to_vec()).unwrap();
    let moved = sites::with("total", &[(path, &format!("# Moved\n\n{text}"))]);
    assert_eq!(fingerprints(log_of(&before)).len(), 1);
    assert_eq!(fingerprints(log_of(&before)), fingerprints(log_of(&moved)));
    let other =
        sites::with("total", &[(path, &text.replace("total: 884", "total: 33").replace("total: 30", "total: 31"))]);
    assert_ne!(fingerprints(log_of(&before)), fingerprints(log_of(&other)));
}
