//! The publisher's part of `book.toml`: address, brand, contact, accessibility statement.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Deserialize;
use toml::Spanned;
use toml::value::Datetime;

use crate::book::publisher::{Brand, Conformance, Contact, Problem, Publisher, Statement, Tint};
use crate::colour::Colour;
use crate::diagnostic::{Diagnostic, nearest};
use crate::parse::markdown::address;
use crate::parse::rules;
use crate::parse::yaml::fields::choice;
use crate::source::{FileId, Span};

/// `[brand]`.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub struct BrandToml {
    name: Option<String>,
    logo: Option<Spanned<String>>,
    #[serde(default)]
    colours: BTreeMap<String, Spanned<String>>,
    #[serde(default)]
    dark_colours: BTreeMap<String, Spanned<String>>,
    #[serde(default)]
    footer: Vec<FooterToml>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FooterToml {
    text: String,
    url: Spanned<String>,
}

/// `[contact]`.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub struct ContactToml {
    #[serde(default)]
    name: String,
    email: Option<Spanned<String>>,
    #[serde(default)]
    phone: String,
}

/// `[accessibility]`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StatementToml {
    organisation: String,
    conformance: Spanned<String>,
    #[serde(default)]
    contact: ContactToml,
    reply_days: Option<u16>,
    testing: String,
    tested: Option<Spanned<Datetime>>,
    prepared: Spanned<Datetime>,
    reviewed: Option<Spanned<Datetime>>,
    #[serde(default)]
    problems: Vec<ProblemToml>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ProblemToml {
    what: String,
    criterion: String,
    plan: String,
}

/// The colours that a book can set.
const PROPERTIES: [&str; 3] = ["brand", "brand-text", "link"];

const CONFORMANCE: [(&str, Conformance); 3] =
    [("full", Conformance::Full), ("partial", Conformance::Partial), ("none", Conformance::None)];

/// What `book.toml` says of its publisher.
pub struct Parts {
    /// Where the site is published.
    pub address: Option<Spanned<String>>,
    /// The day of its last change.
    pub updated: Option<Spanned<Datetime>>,
    /// Its brand.
    pub brand: BrandToml,
    /// Whom to ask.
    pub contact: ContactToml,
    /// Its accessibility statement.
    pub statement: Option<StatementToml>,
}

/// The publisher's part of the book, with a finding for each value that cannot be published.
pub fn publisher(file: FileId, parts: Parts, findings: &mut Vec<Diagnostic>) -> Publisher {
    let address = parts.address.and_then(|address| base(file, &address, findings));
    let updated = parts.updated.and_then(|day| self::day(file, &day, findings));
    let brand = brand(file, parts.brand, findings);
    let contact = contact(file, parts.contact, findings);
    let statement = parts.statement.and_then(|toml| statement(file, toml, findings));
    Publisher { address, updated, brand, contact, statement }
}

/// Where the site is published. Everything behind the host is a folder.
fn base(file: FileId, address: &Spanned<String>, findings: &mut Vec<Diagnostic>) -> Option<String> {
    let text = address.get_ref();
    let fault = match address::fault(text) {
        None if text.to_ascii_lowercase().starts_with("https://") && !text.contains(['?', '#']) => {
            return Some(format!("{}/", text.trim_end_matches('/')));
        }
        None => format!("`{text}` is not the address of a folder that is served with encryption"),
        Some((fault, _)) => fault,
    };
    let finding = Diagnostic::new(&rules::BAD_LINK, Span::new(file, address.span()), fault);
    findings.push(finding.help("write where the site is published: https://www.example.org/reports/"));
    None
}

fn brand(file: FileId, toml: BrandToml, findings: &mut Vec<Diagnostic>) -> Brand {
    let mut colours = Vec::new();
    let light = toml.colours.into_iter().map(|colour| (false, colour));
    for (dark, (property, colour)) in light.chain(toml.dark_colours.into_iter().map(|colour| (true, colour))) {
        let span = Span::new(file, colour.span());
        let property = property.replace('_', "-");
        let (message, help) = if !PROPERTIES.contains(&property.as_str()) {
            let near = nearest(&property, PROPERTIES);
            let mut help = near.map(|near| format!("did you mean `{near}`? ")).unwrap_or_default();
            help.push_str("a book sets `brand`, `brand-text` and `link`; a theme's style sheet sets the other colours");
            (format!("a book cannot set the colour `{property}`"), help)
        } else if colour.get_ref().parse::<Colour>().is_err() {
            (format!("`{}` is not a colour", colour.get_ref()), "write it as # and six digits: #12436d".to_owned())
        } else {
            colours.push(Tint { property, dark, colour: colour.into_inner(), span });
            continue;
        };
        findings.push(Diagnostic::new(&rules::BAD_VALUE, span, message).help(help));
    }
    let footer = toml.footer.into_iter().filter_map(|FooterToml { text, url }| {
        let Some((fault, help)) = address::fault(url.get_ref()) else { return Some((text, url.into_inner())) };
        findings.push(Diagnostic::new(&rules::BAD_LINK, Span::new(file, url.span()), fault).help(help));
        None
    });
    let footer = footer.collect();
    let logo = toml.logo.map(|logo| {
        let span = Span::new(file, logo.span());
        (logo.into_inner(), span)
    });
    Brand { name: toml.name, logo, colours, footer }
}

fn contact(file: FileId, toml: ContactToml, findings: &mut Vec<Diagnostic>) -> Contact {
    let email = toml.email.map(|email| {
        let span = Span::new(file, email.span());
        let email = email.into_inner();
        if !email.contains('@') || address::fault(&format!("mailto:{email}")).is_some() {
            let finding = Diagnostic::new(&rules::BAD_LINK, span, format!("`{email}` is not an e-mail address"));
            findings.push(finding.help("write it as in figures@example.org"));
        }
        email
    });
    Contact { name: toml.name, email: email.unwrap_or_default(), phone: toml.phone }
}

fn statement(file: FileId, toml: StatementToml, findings: &mut Vec<Diagnostic>) -> Option<Statement> {
    let span = Span::new(file, toml.conformance.span());
    let conformance = choice((toml.conformance.get_ref(), span), &CONFORMANCE, findings);
    let mut contradiction = |message, help| findings.push(Diagnostic::new(&rules::BAD_VALUE, span, message).help(help));
    match (conformance, toml.problems.is_empty()) {
        (Some(Conformance::Partial), true) => contradiction(
            "a site that conforms in part has something that does not",
            "say under [[accessibility.problems]] what it is: what, criterion, plan",
        ),
        (Some(Conformance::Full), false) => contradiction(
            "a site that conforms in full has nothing that does not",
            "write conformance = \"partial\", or delete the problems that are mended",
        ),
        _ => {}
    }
    if toml.contact.email.is_none() && toml.contact.phone.is_empty() {
        contradiction(
            "an accessibility statement says whom people can ask",
            "write contact = { email = \"…\" } or contact = { phone = \"…\" } under [accessibility]",
        );
    }
    let problems = toml.problems.into_iter();
    Some(Statement {
        organisation: toml.organisation,
        contact: contact(file, toml.contact, findings),
        reply_days: toml.reply_days,
        testing: toml.testing,
        tested: toml.tested.and_then(|day| self::day(file, &day, findings)),
        reviewed: toml.reviewed.and_then(|day| self::day(file, &day, findings)),
        problems: problems.map(|ProblemToml { what, criterion, plan }| Problem { what, criterion, plan }).collect(),
        prepared: day(file, &toml.prepared, findings)?,
        conformance: conformance?,
    })
}

/// A day of TOML, which is written without quotation marks.
fn day(file: FileId, day: &Spanned<Datetime>, findings: &mut Vec<Diagnostic>) -> Option<Date> {
    let date = day.get_ref().date.filter(|_| day.get_ref().time.is_none());
    let date = date.and_then(|date| {
        let year = i16::try_from(date.year).ok()?;
        Date::new(year, i8::try_from(date.month).ok()?, i8::try_from(date.day).ok()?).ok()
    });
    if date.is_none() {
        let finding = Diagnostic::new(&rules::BAD_VALUE, Span::new(file, day.span()), "this is not a day");
        findings.push(finding.help("write year, month and day, without a time: 2026-11-20"));
    }
    date
}
