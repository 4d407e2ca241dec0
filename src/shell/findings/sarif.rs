//! Findings for code hosts and editors, as SARIF 2.1.0 (an OASIS standard).

use std::collections::BTreeMap;

use serde::Serialize;

use super::extent::extent;
use crate::address::Address;
use crate::diagnostic::{Diagnostic, Edit, Rule};
use crate::explain;
use crate::publish::publication::Publication;
use crate::source::{Sources, Span};

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
/// The name of our way to make fingerprints; another way gets another number.
const FINGERPRINT: &str = "areabook/v1";

#[derive(Serialize)]
struct Log<'a> {
    version: &'static str,
    #[serde(rename = "$schema")]
    schema: &'static str,
    runs: [Run<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a> {
    tool: Tool,
    language: &'static str,
    column_kind: &'static str,
    results: Vec<SarifResult<'a>>,
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver {
    name: &'static str,
    semantic_version: &'static str,
    rules: Vec<Descriptor>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Descriptor {
    id: &'static str,
    name: &'static str,
    short_description: Message,
    full_description: Message,
    help: Message,
    default_configuration: Configuration,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

#[derive(Serialize)]
struct Message {
    text: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SarifResult<'a> {
    rule_id: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule_index: Option<usize>,
    level: &'static str,
    message: Message,
    locations: [Location<'a>; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location<'a>>,
    partial_fingerprints: BTreeMap<&'static str, String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fixes: Option<[Fix<'a>; 1]>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Fix<'a> {
    artifact_changes: [Change<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Change<'a> {
    artifact_location: Artifact,
    replacements: [Replacement<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Replacement<'a> {
    deleted_region: Region<'a>,
    inserted_content: Snippet<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location<'a> {
    id: usize,
    physical_location: Physical<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    logical_locations: Vec<Logical<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Message>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Logical<'a> {
    fully_qualified_name: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Physical<'a> {
    artifact_location: Artifact,
    region: Region<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Artifact {
    uri: String,
    uri_base_id: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region<'a> {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
    snippet: Snippet<'a>,
}

#[derive(Serialize)]
struct Snippet<'a> {
    text: &'a str,
}

/// Every finding as a result of one run, with the rules and their explanations. Paths are relative to the book.
///
/// # Errors
///
/// None that is known of: texts and numbers can always be written as JSON.
pub fn text(sources: &Sources, publication: &Publication) -> serde_json::Result<String> {
    let rules = explain::rules();
    let mut seen = BTreeMap::new();
    let results = publication.findings.iter().map(|finding| result(sources, &rules, finding, &mut seen)).collect();
    let driver = Driver {
        name: env!("CARGO_PKG_NAME"),
        semantic_version: env!("CARGO_PKG_VERSION"),
        rules: rules.iter().map(|rule| descriptor(rule)).collect(),
    };
    let run = Run { tool: Tool { driver }, language: "en-GB", column_kind: "unicodeCodePoints", results };
    Ok(serde_json::to_string_pretty(&Log { version: "2.1.0", schema: SCHEMA, runs: [run] })? + "\n")
}

fn descriptor(rule: &Rule) -> Descriptor {
    let Rule { what, why, example, fix, .. } = rule;
    Descriptor {
        id: rule.code,
        name: rule.name,
        short_description: message(what),
        full_description: message(&format!("{what} {why}")),
        help: message(&format!("Why it matters: {why}\n\nAn example: {example}\n\nWhat to do: {fix}")),
        default_configuration: Configuration { level: rule.severity.word() },
    }
}

fn result<'a>(
    sources: &'a Sources,
    rules: &[&Rule],
    finding: &'a Diagnostic,
    seen: &mut BTreeMap<String, usize>,
) -> SarifResult<'a> {
    let mut words = finding.message.clone();
    for help in finding.advice() {
        words.push_str("\n- ");
        words.push_str(help);
    }
    let mut place = location(sources, 0, finding.span, &finding.label);
    place
        .logical_locations
        .extend(finding.subject.as_ref().map(Address::as_str).map(|name| Logical { fully_qualified_name: name }));
    let related = finding.related.iter().enumerate();
    SarifResult {
        rule_id: finding.rule.code,
        rule_index: rules.iter().position(|rule| rule.code == finding.rule.code),
        level: finding.severity.word(),
        message: message(&words),
        locations: [place],
        related_locations: related.map(|(at, (span, label))| location(sources, at + 1, *span, label)).collect(),
        partial_fingerprints: BTreeMap::from([(FINGERPRINT, fingerprint(sources, finding, seen))]),
        fixes: finding.fix.as_ref().map(|edit| [fix(sources, edit)]),
    }
}

fn fix<'a>(sources: &'a Sources, edit: &'a Edit) -> Fix<'a> {
    let Physical { artifact_location, region } = physical(sources, edit.span);
    let replacement = Replacement { deleted_region: region, inserted_content: Snippet { text: &edit.text } };
    Fix { artifact_changes: [Change { artifact_location, replacements: [replacement] }] }
}

fn location<'a>(sources: &'a Sources, id: usize, span: Span, label: &str) -> Location<'a> {
    let logical_locations = Vec::new();
    let message = (!label.is_empty()).then(|| message(label));
    Location { id, physical_location: physical(sources, span), logical_locations, message }
}

fn physical(sources: &Sources, span: Span) -> Physical<'_> {
    let extent = extent(sources, span);
    Physical {
        artifact_location: Artifact { uri: uri(&extent.file), uri_base_id: "%SRCROOT%" },
        region: Region {
            start_line: extent.line,
            start_column: extent.column,
            end_line: extent.end_line,
            end_column: extent.end_column,
            snippet: Snippet { text: sources.slice(span) },
        },
    }
}

/// What makes a finding the same finding in the next run: rule, file and cell, or else the words of its line. No line
/// number, so that a line added above changes nothing; of several that are alike, which one in the file.
fn fingerprint(sources: &Sources, finding: &Diagnostic, seen: &mut BTreeMap<String, usize>) -> String {
    let words = format!("{}\0{}", line(sources, finding.span).trim(), sources.slice(finding.span));
    let about = finding.subject.as_ref().map(Address::as_str).unwrap_or(&words);
    let parts = [finding.rule.code, sources.path(finding.span.file), about];
    let hash = blake3::hash(parts.join("\0").as_bytes()).to_hex()[..16].to_owned();
    let count = seen.entry(hash.clone()).or_default();
    *count += 1;
    format!("{hash}:{count}")
}

/// The line in which a span begins; empty where the file is not UTF-8.
fn line(sources: &Sources, span: Span) -> &str {
    let text = sources.text(span.file).unwrap_or_default();
    let at = text.floor_char_boundary(span.range().start);
    let start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    text[start..].lines().next().unwrap_or_default()
}

/// A message as SARIF writes it (§ 3.11.5, 3.11.6): braces are doubled, and brackets make no link.
fn message(text: &str) -> Message {
    Message { text: text.replace('{', "{{").replace('}', "}}").replace("](", "\\](") }
}

/// A path as a relative URI: what is neither letter, digit nor one of `-._~/` is percent-encoded.
fn uri(path: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte);
    path.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}
