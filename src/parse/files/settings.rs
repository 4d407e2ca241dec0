//! `book.toml`, `content/sections.yaml` and `content/measures.yaml`: what the publishing team sets for the whole book.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Deserialize;
use toml::Spanned;
use toml::value::Datetime;

use super::folders::{load, text_of};
use super::forms::tables;
use super::publisher::{BrandToml, ContactToml, Parts, StatementToml, publisher};
use crate::address::Address;
use crate::book::area::Area;
use crate::book::form::Form;
use crate::book::period::Period;
use crate::book::series::{Break, Measure, MeasureCell};
use crate::book::{CanonicalSection, Checks, Settings};
use crate::diagnostic::{Diagnostic, Severity};
use crate::parse::rules;
use crate::parse::yaml::fields::{Fields, choice, text};
use crate::parse::yaml::tree::Yaml;
use crate::source::{FileId, Sources, Span};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Toml {
    book: BookToml,
    nation: NationToml,
    #[serde(default)]
    rules: BTreeMap<Spanned<String>, Spanned<String>>,
    #[serde(default)]
    checks: ChecksToml,
    #[serde(default)]
    brand: BrandToml,
    #[serde(default)]
    contact: ContactToml,
    accessibility: Option<StatementToml>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct ChecksToml {
    change_probability: Option<Spanned<f64>>,
    percent_from: Option<u64>,
    repeated_words: Option<usize>,
    typed_from: Option<u64>,
    #[serde(default)]
    terms: BTreeMap<String, String>,
    #[serde(default)]
    abbreviations: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BookToml {
    title: String,
    #[serde(default)]
    description: String,
    #[serde(default = "english")]
    language: String,
    #[serde(default = "default_theme")]
    theme: Spanned<String>,
    #[serde(default)]
    licence: String,
    #[serde(default)]
    licence_url: String,
    address: Option<Spanned<String>>,
    updated: Option<Spanned<Datetime>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NationToml {
    key: String,
    name: String,
}

/// What a rule can be set to.
const SEVERITIES: [(&str, Option<Severity>); 4] = [
    ("off", None),
    ("note", Some(Severity::Note)),
    ("warning", Some(Severity::Warning)),
    ("error", Some(Severity::Error)),
];

/// Two counts that differ by more than chance would make them with this probability differ notably: 99.8% limits.
const DEFAULT_PROBABILITY: f64 = 0.002;

fn english() -> String {
    "en-GB".to_owned()
}

fn default_theme() -> Spanned<String> {
    Spanned::new(0..0, "default".to_owned())
}

/// The settings and the nation.
pub fn book(sources: &Sources, findings: &mut Vec<Diagnostic>) -> Option<(Settings, Area)> {
    let file = sources.find("book.toml")?;
    let text = text_of(sources, file, findings)?;
    let toml: Toml = match toml::from_str(text) {
        Ok(toml) => toml,
        Err(fault) => {
            let range = fault.span().unwrap_or(0..text.len().min(1));
            let finding = Diagnostic::new(
                &rules::SYNTAX,
                Span::new(file, range),
                format!("book.toml cannot be read: {}", fault.message()),
            );
            findings.push(finding.help("the settings it can hold are described in the README"));
            return None;
        }
    };
    faults(sources, file, &toml, findings);
    let parts = Parts {
        address: toml.book.address,
        updated: toml.book.updated,
        brand: toml.brand,
        contact: toml.contact,
        statement: toml.accessibility,
    };
    let settings = Settings {
        title: toml.book.title,
        description: toml.book.description,
        language: toml.book.language,
        theme: toml.book.theme.into_inner(),
        licence: toml.book.licence,
        licence_url: toml.book.licence_url,
        publisher: publisher(file, parts, findings),
        checks: checks(file, toml.rules, toml.checks, findings),
        span: Span::new(file, 0..text.len().min(1)),
    };
    let nation = Area {
        key: toml.nation.key,
        name: toml.nation.name,
        region: None,
        police_force_area: None,
        codes: Vec::new(),
        welsh_name: None,
        other_names: Vec::new(),
        map: None,
        span: None,
    };
    Some((settings, nation))
}

/// What is well written and still cannot be: a theme that is not there, a key that is taken, an unsafe address.
fn faults(sources: &Sources, file: FileId, toml: &Toml, findings: &mut Vec<Diagnostic>) {
    let theme = &toml.book.theme;
    let plain = |sign: char| sign.is_ascii_alphanumeric() || sign == '-' || sign == '_';
    if theme.get_ref() != "default"
        && (!theme.get_ref().chars().all(plain)
            || sources.below(&format!("themes/{}/", theme.get_ref())).next().is_none())
    {
        let finding = Diagnostic::new(
            &rules::BAD_VALUE,
            Span::new(file, theme.span()),
            format!("there is no theme `{}`", theme.get_ref()),
        );
        findings.push(finding.help("name a folder of `themes/`, or delete the line to use the default theme"));
    }
    if !toml.book.licence_url.is_empty() && !toml.book.licence_url.starts_with("https://") {
        let finding = Diagnostic::new(
            &rules::BAD_LINK,
            Span::new(file, 0..1),
            "`licence_url` is not an address that can be published",
        );
        findings.push(finding.help("write the whole address, beginning with https://"));
    }
    if sources.below(&format!("areas/{}/", toml.nation.key)).next().is_some() {
        let finding = Diagnostic::new(
            &rules::BAD_VALUE,
            Span::new(file, 0..1),
            format!("the nation's key `{}` is that of an area", toml.nation.key),
        );
        findings.push(finding.help("give the nation a key of its own under [nation]"));
    }
}

fn checks(
    file: FileId,
    rules: BTreeMap<Spanned<String>, Spanned<String>>,
    toml: ChecksToml,
    findings: &mut Vec<Diagnostic>,
) -> Checks {
    let mut severities = BTreeMap::new();
    for (code, word) in rules {
        let (key, span) = (Span::new(file, code.span()), Span::new(file, word.span()));
        if let Some(severity) = choice((word.get_ref(), span), &SEVERITIES, findings) {
            severities.insert(code.into_inner(), (severity, key));
        }
    }
    let change_probability = toml.change_probability.map_or(DEFAULT_PROBABILITY, |probability| {
        let span = Span::new(file, probability.span());
        let probability = probability.into_inner();
        if !(probability > 0.0 && probability < 1.0) {
            let finding = Diagnostic::new(&rules::BAD_VALUE, span, format!("{probability} is no probability"));
            findings.push(finding.help("write a number between 0 and 1, such as 0.002"));
        }
        probability
    });
    Checks {
        severities,
        change_probability,
        percent_from: toml.percent_from.unwrap_or(10),
        repeated_words: toml.repeated_words.unwrap_or(25),
        typed_from: toml.typed_from.unwrap_or(10),
        terms: toml.terms.into_iter().collect(),
        abbreviations: toml.abbreviations,
    }
}

/// The sections that every report has, by their place.
pub fn sections(sources: &Sources, findings: &mut Vec<Diagnostic>) -> Vec<CanonicalSection> {
    let Some(yaml) = load(sources, "content/sections.yaml", findings) else { return Vec::new() };
    let Some(mut fields) = Fields::new(&yaml, "this file", findings) else { return Vec::new() };
    let mut sections = Vec::new();
    for (key, value) in fields.map("sections", findings) {
        let Some(mut fields) = Fields::new(value, "a section", findings) else { continue };
        let title = fields.need_text("title", findings);
        fields.need("order", findings);
        let order = fields.number("order", findings);
        let required = fields.flag("required", findings);
        fields.finish("a section", findings);
        if let (Some((title, _)), Some(order)) = (title, order) {
            sections.push(CanonicalSection { key: key.text.clone(), title: title.to_owned(), order, required });
        }
    }
    fields.finish("`content/sections.yaml`", findings);
    sections.sort_by_key(|section| section.order);
    sections
}

/// The series that live across forms.
pub fn measures(sources: &Sources, forms: &[Arc<Form>], findings: &mut Vec<Diagnostic>) -> Vec<Measure> {
    let Some(yaml) = load(sources, "content/measures.yaml", findings) else { return Vec::new() };
    let Some(mut fields) = Fields::new(&yaml, "this file", findings) else { return Vec::new() };
    let mut measures = Vec::new();
    for (key, value) in fields.map("measures", findings) {
        let Some(mut fields) = Fields::new(value, "a measure", findings) else { continue };
        let title = fields.need_text("title", findings);
        let short = fields.text("short", findings);
        let about = fields.need_text("about", findings);
        let counts = fields.need_text("counts", findings).and_then(|text| choice(text, &tables::COUNTS, findings));
        let unit = fields.need_text("unit", findings);
        let headline = fields.flag("headline", findings);
        let mut cells = Vec::new();
        for (form, value) in fields.map("cells", findings) {
            if let Some((text, span)) = text(value, "a cell", findings) {
                let (form, address) = (form.text.clone(), Address::new(text));
                let path = forms.iter().find(|known| known.key == form).and_then(|known| known.cell(&address));
                cells.push(MeasureCell { form, address, path, span });
            }
        }
        let breaks = fields.list("breaks", findings).iter().filter_map(|value| series_break(value, findings)).collect();
        fields.finish("a measure", findings);
        if let (Some((title, _)), Some((about, _)), Some(counts), Some((unit, _))) = (title, about, counts, unit) {
            let short = short.map_or(title, |(short, _)| short);
            let [key, title, short, about, unit] = [&key.text, title, short, about, unit].map(str::to_owned);
            measures.push(Measure { key, title, short, about, counts, unit, headline, cells, breaks });
        }
    }
    fields.finish("`content/measures.yaml`", findings);
    measures
}

fn series_break(value: &Yaml, findings: &mut Vec<Diagnostic>) -> Option<Break> {
    let mut fields = Fields::new(value, "a break", findings)?;
    fields.need("at", findings);
    let at: Option<(Period, Span)> = fields.period("at", findings);
    let reason = fields.need_text("reason", findings);
    fields.finish("a break", findings);
    Some(Break { at: at?.0, reason: reason?.0.to_owned() })
}
