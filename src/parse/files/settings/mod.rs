//! `book.toml`: what the publishing team sets for the whole book.

mod disclosure;
mod publisher;

use jiff::tz::TimeZone;

use self::disclosure::disclosure;
use self::publisher::{brand, contact, done, site_address, statement};
use super::areas;
use super::folders::text_of;
use super::text::{typed, words};
use crate::book::area::Area;
use crate::book::narrative::Words;
use crate::book::period::Years;
use crate::book::publisher::Publisher;
use crate::book::report::{Authority, ReportKind};
use crate::book::settings::{Checks, Settings, SignOff};
use crate::diagnostic::{Diagnostic, Rule, Severity, shown};
use crate::parse::rules;
use crate::parse::shape::describe::{Holds, Known, Map};
use crate::parse::shape::fields::{self, Fields, record};
use crate::parse::shape::kind::{
    Kind, Parsed, Text, choice, count, day, each, flag, named, period, text, text_as, text_or, text_with,
};
use crate::parse::tree::toml::document;
use crate::parse::tree::value::{Key, Notation};
use crate::source::{Sources, Span};
use crate::text::number::{self, MONTHS};

/// The time zone of a book that says none.
const ZONE: &str = "Europe/London";

/// What a rule can be set to.
const SEVERITIES: [(&str, Option<Severity>, &str); 4] = [
    ("off", None, "Nothing is found."),
    ("note", Some(Severity::Note), "Worth knowing; nothing has to be done."),
    ("warning", Some(Severity::Warning), "Should be put right; the site is built all the same."),
    ("error", Some(Severity::Error), "Must be put right before anything is published."),
];

const REPORTS: [(&str, ReportKind, &str); 2] = [
    ("areas", ReportKind::Area, "The reports of areas."),
    ("nation", ReportKind::National, "The reports of the nation, in content/national/."),
];

/// The settings and the nation.
pub(crate) fn book(sources: &Sources, findings: &mut Vec<Diagnostic>) -> Option<(Settings, Area)> {
    let file = sources.find("book.toml")?;
    let text = text_of(sources, file, findings)?;
    let tree = document::parse(file, &text, findings);
    let (mut settings, nation) = fields::read(&self::file(sources), &tree, Notation::Toml, findings)?;
    settings.span = Span::new(file, 0..text.len().min(1));
    Some((settings, nation))
}

/// `book.toml` of a book with these files.
pub(crate) fn file(sources: &Sources) -> Kind<'_, (Settings, Area)> {
    record("book.toml", move |fields| {
        let site = record("`[book]`", |fields| site(fields, sources));
        let settings = fields.need("book", site, "The site as a whole.");
        let nation = record("`[nation]`", |fields| nation(fields, sources));
        let nation = fields.need("nation", nation, "What the areas make up together.");
        let about = "Rules that matter more or less than they do by themselves, by their codes.";
        let severities = fields.may("rules", named(choice(&SEVERITIES).placed()).holding(rules), about);
        let checks = fields.may("checks", record("`[checks]`", checks), "What the checks go by.");
        let years = settings.as_ref().map(|settings| settings.years).unwrap_or_default();
        let kind = record("`[disclosure]`", move |fields| disclosure(fields, years));
        let disclosure = fields.may("disclosure", kind, "How small figures are kept from readers.");
        let brand = fields.may("brand", record("`[brand]`", brand), "How the site shows itself.");
        let contact = fields.may("contact", record("`[contact]`", contact), "Whom readers can ask.");
        let about = "What the accessibility statement says. Without this there is no such page.";
        let statement = fields.may("accessibility", record("`[accessibility]`", statement), about);
        let release = record("`[release]`", move |fields| release(fields, years));
        let release = fields.may("release", release, "When and with whose approval reports are published.");
        let authority = text_or(text_with(named_alone), record("an authority", move |fields| authority(fields, years)));
        let about = "Who signs reports: the name for readers, by the key that report.yaml names.";
        let authorities = fields.may("authorities", named(authority), about);
        let about =
            "What area.yaml says of an area beside its name: the words for readers, by the key that stands there.";
        let of_areas = fields.may("fields", named(text_with(field).attempted().placed()), about);
        let mut settings = settings?;
        settings.authorities = authorities.unwrap_or_default();
        let (zone, sign_off) = release.unwrap_or_default();
        settings.zone = zone.unwrap_or_else(|| settings.zone.clone());
        settings.sign_off = sign_off;
        // Areas can have a field of which the words for readers cannot be read.
        let unread =
            |key: Key| (!is_of_every_area(&key.text)).then(|| (key.text.clone(), Words::new(key.text, key.span)));
        let of_areas = of_areas.unwrap_or_default().into_iter();
        settings.fields_of_areas = of_areas.filter_map(|field| field.value.or_else(|| unread(field.key))).collect();
        settings.publisher.brand = brand.unwrap_or_default();
        settings.publisher.contact = contact.unwrap_or_default();
        settings.publisher.statement = statement;
        settings.checks = checks.unwrap_or_default();
        settings.disclosure = disclosure;
        let severities = severities.unwrap_or_default().into_iter();
        settings.checks.severities = severities.map(|set| (set.key.text, (set.value, set.key.span))).collect();
        Some((settings, nation?))
    })
    .described("Settings", "What the publishing team sets for the whole book.")
}

fn site(fields: &mut Fields<'_>, sources: &Sources) -> Option<Settings> {
    let title = fields.need("title", words(), "The name of the site.");
    let description = fields.may("description", words(), "One sentence on what the site is.");
    let language = fields.may(
        "language",
        text_as(language),
        "The language of the pages, such as en-GB, which is meant if it is left out.",
    );
    let theme = text_as(|text| theme(text, sources));
    let theme = fields.may("theme", theme, "The folder in themes/; the default theme if it is left out.");
    let licence = fields.may("licence", words(), "The terms on which the figures may be used.");
    let licence_url = fields.may("licence_url", text_as(licence_url), "Where these terms are written out.");
    let about = "Where the site is published: makes sitemap.xml, feed.xml and canonical addresses.";
    let address = fields.may("address", text_as(site_address), about);
    let updated = fields.may("updated", day().placed(), "The day on which the site was last changed.");
    let about = "The month with which years begin. Left out, it is January of a period such as 2023 and April of one such as 2013-14.";
    let begin = fields.may("years_begin", text_as(month).holding(|_| Some(Holds::Choice(months()))), about);
    let about = "Whether each report lists, at its end, its figures under `local:` with their sources.";
    let lists_local_figures = fields.may("local_figures", flag(), about).unwrap_or_default();
    let span = fields.span()?;
    let nothing = || Words::new("", span);
    Some(Settings {
        title: title.unwrap_or_else(nothing),
        description: description.unwrap_or_else(nothing),
        language: language.unwrap_or_else(|| "en-GB".to_owned()),
        theme: theme.unwrap_or_else(|| "default".to_owned()),
        licence: licence.unwrap_or_else(nothing),
        licence_url: licence_url.unwrap_or_default(),
        lists_local_figures,
        years: Years { begin },
        zone: TimeZone::get(ZONE).unwrap_or(TimeZone::UTC),
        sign_off: None,
        is_internal: false,
        publisher: Publisher { address, updated: updated.map(done), ..Publisher::default() },
        authorities: Vec::new(),
        fields_of_areas: Vec::new(),
        checks: Checks::default(),
        disclosure: None,
        span,
    })
}

/// The time zone, if it is said, and which reports are published only once they are signed.
fn release(fields: &mut Fields<'_>, years: Years) -> Option<(Option<TimeZone>, Option<SignOff>)> {
    let about = "The time zone of release times, by its name in the tz database; Europe/London if it is left out.";
    let zone = fields.may("time_zone", text_as(zone), about);
    let about =
        "Whether a report is published only once each authority that must sign it has approved it as it stands.";
    let asks = fields.may("sign_off", flag(), about).unwrap_or_default();
    let about = "The first period whose reports must be signed to be published; all if this is left out.";
    let from = fields.may("sign_off_from", period(years), about);
    Some((zone, asks.then_some(SignOff { from })))
}

fn zone(text: Text<'_>) -> Parsed<TimeZone> {
    TimeZone::get(text.text).map_err(|_| {
        let message = format!("`{}` is not the name of a time zone", shown(text.text));
        text.refuse(message, "write a name of the tz database, such as Europe/London")
    })
}

/// An authority of which the name alone is told.
fn named_alone(text: Text<'_>, findings: &mut Vec<Diagnostic>) -> Option<Authority> {
    let (key, name) = (text.key.text.clone(), typed(text, findings));
    Some(Authority { key, name, must_sign: vec![ReportKind::Area], from: None })
}

fn authority(fields: &mut Fields<'_>, years: Years) -> Option<Authority> {
    let name = fields.need("name", words(), "The name for readers.");
    let about = "Which reports it must sign, those of areas if this is left out. It can sign others.";
    let must_sign = fields.may("must_sign", each(choice(&REPORTS)), about);
    let about = "The first period whose reports it must sign, for one that is new.";
    let from = fields.may("from", period(years), about);
    let Key { text: key, span } = fields.name()?;
    // Reports can name it, whatever is wrong with what is said of it.
    let name = name.unwrap_or_else(|| Words::new(key.clone(), span));
    Some(Authority { key, name, must_sign: must_sign.unwrap_or_else(|| vec![ReportKind::Area]), from })
}

/// A key that area.yaml can have in this book, with the words that stand beside its value.
fn field(text: Text<'_>, findings: &mut Vec<Diagnostic>) -> Option<(String, Words)> {
    if is_of_every_area(&text.key.text) {
        let finding = rules::BAD_VALUE.at(text.key.span, format!("area.yaml has a key `{}` already", text.key.text));
        findings.push(finding.help("choose another key, or delete the line"));
        return None;
    }
    Some((text.key.text.clone(), typed(text, findings)))
}

/// Whether area.yaml can have a key in every book.
fn is_of_every_area(key: &str) -> bool {
    let of_every_book = areas::file("", &[], Years::default()).shape(&Known::default()).holds;
    matches!(of_every_book, Holds::Map(map) if map.keys.iter().any(|entry| entry.key == key))
}

fn nation(fields: &mut Fields<'_>, sources: &Sources) -> Option<Area> {
    let key = text_with(|text, findings| {
        if sources.below(&format!("areas/{}/", text.text)).next().is_some() {
            let message = format!("the nation's key `{}` is that of an area", text.text);
            findings.push(*text.refuse(message, "give the nation a key of its own under [nation]"));
        }
        Some(text.text.to_owned())
    });
    let key =
        fields.need("key", key, "The name by which its returns and populations name it; no area can have the same.");
    let name = fields.need("name", words(), "The name for readers.");
    let (key, span) = (key?, fields.span()?);
    let name = name.unwrap_or_else(|| Words::new(&key, span));
    Some(Area::named(key, name))
}

/// A month, from 0.
fn month(text: Text<'_>) -> Parsed<u8> {
    let refuse = || text.refuse(format!("`{}` is no month", shown(text.text)), "write its name, as in `April`");
    number::month(text.text).map(|month| month - 1).ok_or_else(refuse)
}

fn months() -> Vec<(String, String)> {
    MONTHS.iter().map(|month| ((*month).to_owned(), String::new())).collect()
}

/// A kind of English: the words that areabook itself writes on every page are of no other language.
fn language(text: Text<'_>) -> Parsed<String> {
    let mut parts = text.text.split('-');
    let is_english = parts.next().is_some_and(|first| first.eq_ignore_ascii_case("en"));
    let is_plain = |part: &str| (2..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
    // The code of the United Kingdom is GB; UK is none.
    let is_code = |part: &str| is_plain(part) && !part.eq_ignore_ascii_case("uk");
    if is_english && parts.all(is_code) {
        return Ok(text.text.to_owned());
    }
    let message = format!("`{}` is no kind of English, in which areabook writes", shown(text.text));
    Err(text.refuse(message, "write `en-GB`, or delete the line: screen readers speak the pages in this language"))
}

fn theme(text: Text<'_>, sources: &Sources) -> Parsed<String> {
    let name = text.text;
    let is_plain = name.chars().all(|sign| sign.is_ascii_alphanumeric() || sign == '-' || sign == '_');
    if name == "default" || is_plain && sources.below(&format!("themes/{name}/")).next().is_some() {
        return Ok(name.to_owned());
    }
    let help = "name a folder of `themes/`, or delete the line to use the default theme";
    Err(text.refuse(format!("there is no theme `{name}`"), help))
}

fn licence_url(Text { text, span, .. }: Text<'_>) -> Parsed<String> {
    let message = "`licence_url` is not an address that can be published";
    let refuse = || rules::BAD_LINK.at(span, message).help("write the whole address, beginning with https://");
    text.starts_with("https://").then(|| text.to_owned()).ok_or_else(|| Box::new(refuse()))
}

fn checks(fields: &mut Fields<'_>) -> Option<Checks> {
    let about = "A change is notable where chance alone would make one as large with less than this probability.";
    let change_probability =
        fields.may("change_probability", text_as(probability).holding(|_| Some(Holds::Number)), about);
    let about = "The smallest number of which a change is given in per cent.";
    let percent_from = fields.may("percent_from", count(), about);
    let about = "From how many words on a paragraph that stands elsewhere too is found.";
    let repeated_words = fields.may("repeated_words", count(), about);
    let about = "From which number on a typed figure is compared with the return.";
    let typed_from = fields.may("typed_from", count(), about);
    let terms = fields.may("terms", named(text().placed()), "Words that are not used, each with the one that is.");
    let about = "Abbreviations that need no explanation.";
    let abbreviations = fields.may("abbreviations", each(text().called("an abbreviation", "")), about);
    let defaults = Checks::default();
    Some(Checks {
        severities: defaults.severities,
        change_probability: change_probability.unwrap_or(defaults.change_probability),
        percent_from: percent_from.unwrap_or(defaults.percent_from),
        repeated_words: repeated_words.unwrap_or(defaults.repeated_words),
        typed_from: typed_from.unwrap_or(defaults.typed_from),
        terms: terms.unwrap_or_default().into_iter().map(|term| (term.key.text, term.value)).collect(),
        abbreviations: abbreviations.unwrap_or_default(),
    })
}

fn probability(text: Text<'_>) -> Parsed<f64> {
    let number: f64 = text.parse("a number")?;
    let is_probability = number > 0.0 && number < 1.0;
    let refuse = || text.refuse(format!("{number} is no probability"), "write a number between 0 and 1, such as 0.002");
    is_probability.then_some(number).ok_or_else(refuse)
}

/// The codes of all rules, each with what it can be set to.
fn rules(known: &Known<'_>) -> Option<Holds> {
    let rule = |rule: &&'static Rule| (rule.code, choice(&SEVERITIES).shape(known).about(rule.what));
    (!known.rules.is_empty()).then(|| Holds::Map(Map::of(known.rules.iter().map(rule))))
}
