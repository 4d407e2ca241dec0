//! From when to when there is an area, what it was called before, and what became of it.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::book::Book;
use crate::book::area::{Area, Former, Successor, called};
use crate::book::period::{Period, Years};
use crate::diagnostic::Diagnostic;
use crate::parse::files::text::words;
use crate::parse::rules;
use crate::parse::shape::describe::{Holds, Known};
use crate::parse::shape::fields::{Fields, record};
use crate::parse::shape::kind::{Kind, Parsed, Text, each, flag, period, text_as, text_or};
use crate::parse::shape::meant::unknown;
use crate::parse::tree::value::Key;
use crate::site;
use crate::source::Span;

/// What `area.yaml` says of the time of an area.
#[derive(Default)]
pub(super) struct Lineage {
    pub(super) formerly: Vec<Former>,
    pub(super) from: Option<Period>,
    pub(super) to: Option<Period>,
    pub(super) became: Vec<Successor>,
}

/// Reads the time of an area in a book whose years begin so.
pub(super) fn lineage(fields: &mut Fields<'_>, years: Years) -> Lineage {
    let about = "What the area or its folder was called before. Old addresses lead to the new ones, and reports stand under the name of their time.";
    let former = record("an earlier name", move |fields| former(fields, years));
    let mut formerly = fields.may("formerly", each(former), about).unwrap_or_default();
    let from = fields.may("from", period(years).placed(), "The first period in which the area exists.");
    let to = fields.may("to", period(years).placed(), "The last period in which the area exists.");
    let about = "The areas that took over when it ended: their folders.";
    let became = fields.may("became", each(successor()).placed(), about);
    formerly.sort_by_key(|former| former.until.last_day());
    for (earlier, later) in formerly.iter().zip(formerly.iter().skip(1)) {
        let is_same = earlier.until == later.until
            && (earlier.key.is_some() && later.key.is_some() || earlier.name.is_some() && later.name.is_some());
        if is_same {
            let message = format!("two earlier names were in use up to {}", later.until);
            let finding = rules::BAD_VALUE.at(later.span, message).related(earlier.span, "the other one");
            fields.findings.push(finding.help("write behind each `until:` the last period in which it was in use"));
        }
    }
    for former in &formerly {
        let until = former.until;
        let early = from.as_ref().filter(|from| until.last_day() < from.value.first_day());
        let late = to.as_ref().filter(|to| to.value.last_day() < until.last_day());
        let outside = early.map(|from| ("begins", from)).or(late.map(|to| ("ends", to)));
        fields.findings.extend(outside.map(|(happens, other)| {
            let message = format!("the area was called so up to {until}, and it {happens} with {}", other.value);
            let finding = rules::BAD_VALUE.at(former.span, message).related(other.span, format!("it {happens}"));
            finding.help("correct one of the two: an earlier name is one of a period in which the area exists")
        }));
    }
    if let (Some(from), Some(to)) = (&from, &to)
        && to.value.last_day() < from.value.first_day()
    {
        let message = format!("the area ends with {} and begins with {}, which is later", to.value, from.value);
        let finding = rules::BAD_VALUE.at(to.span, message).related(from.span, "its first period");
        fields.findings.push(finding.help("write its first period behind `from:` and its last behind `to:`"));
    }
    if let Some(became) = became.as_ref().filter(|_| to.is_none() && !fields.is_lost("to")) {
        let message = "what became of the area is said, and not when it ended";
        let finding = rules::MISSING_KEY.at(became.key.span, message);
        fields.findings.push(finding.help("add a line `to: …` with the last period in which it exists"));
    }
    Lineage {
        formerly,
        from: from.map(|from| from.value),
        to: to.map(|to| to.value),
        became: became.map(|became| became.value).unwrap_or_default(),
    }
}

fn former(fields: &mut Fields<'_>, years: Years) -> Option<Former> {
    let about = "The name that its folder had, and with it the address of its pages.";
    let key = fields.may("area", text_as(address), about);
    let name = fields.may("name", words(), "The name for readers.");
    let until = fields.need("until", period(years), "The last period in which it was called so.");
    fields.any_of(&[&["area"], &["name"]], |span, _| {
        let message = "an earlier name says what the folder was called, or the area";
        let finding = rules::MISSING_KEY.at(span, message);
        finding.help("add a line `area: …` with the name of the folder, or `name: …` with the name for readers")
    });
    Some(Former { key, name, until: until?, span: fields.span()? })
}

/// A name that a folder can have had, so that an address can be made of it.
fn address(text: Text<'_>) -> Parsed<String> {
    let is_name = !text.text.contains('/') && site::is_safe(text.text);
    let refuse = || {
        let message = format!("`{}` cannot have been the name of a folder", crate::diagnostic::shown(text.text));
        text.refuse(message, "write the name that the folder in `areas/` had: letters a to z, digits and hyphens")
    };
    is_name.then(|| text.text.to_owned()).ok_or_else(refuse)
}

fn successor() -> Kind<'static, Successor> {
    let plain =
        text_as(|text| Ok(Successor { key: text.text.to_owned(), compares: false, span: text.span })).holding(areas);
    let whole = record("an area that took over", |fields| {
        let area =
            fields.need("area", text_as(|text| Ok((text.text.to_owned(), text.span))).holding(areas), "Its folder.");
        let about = "Whether its figures compare with those of the area that ended, so that series go on from one to the other.";
        let compares = fields.may("compares", flag(), about).unwrap_or_default();
        let (key, span) = area?;
        Some(Successor { key, compares, span })
    });
    text_or(plain, whole)
}

/// The folders of the areas as they are called and were.
fn areas(known: &Known<'_>) -> Option<Holds> {
    choice(known.book?, None)
}

/// The folders of the areas as they are called and were, and the nation's key.
pub(super) fn folders(known: &Known<'_>) -> Option<Holds> {
    let book = known.book?;
    choice(book, Some(&book.nation))
}

fn choice(book: &Book, nation: Option<&Arc<Area>>) -> Option<Holds> {
    let mut areas: Vec<_> = book.areas.iter().chain(nation).map(|area| (area.key.as_str(), area)).collect();
    areas.extend(book.areas.iter().flat_map(|area| area.former_keys().map(move |(key, _)| (key, area))));
    Some(Holds::Choice(areas.into_iter().map(|(key, area)| (key.to_owned(), area.name.to_string())).collect()))
}

/// Finds what areas say of each other that cannot be: `unread` are the folders of areas that could not be read.
pub(super) fn check(areas: &[Arc<Area>], unread: &[String], findings: &mut Vec<Diagnostic>) {
    addresses(areas, findings);
    successors(areas, unread, findings);
}

/// Finds earlier names of folders whose addresses cannot lead to an area, because something stands there or because they lead to
/// another one.
fn addresses(areas: &[Arc<Area>], findings: &mut Vec<Diagnostic>) {
    let by_key: BTreeMap<_, _> = areas.iter().map(|area| (area.key.to_ascii_lowercase(), area)).collect();
    let mut claimed: BTreeMap<String, (&Area, Span)> = BTreeMap::new();
    for area in areas {
        for (key, span) in area.formerly.iter().filter_map(|former| Some((former.key.as_deref()?, former.span))) {
            let lower = key.to_ascii_lowercase();
            let taken = if let Some(other) = by_key.get(&lower) {
                let finding = rules::BAD_VALUE.at(span, format!("`{key}` is the name of a folder that is there"));
                Some(match other.key == area.key {
                    true => finding.help("the address is the same as before: write `name: …` only, or delete the entry"),
                    false => finding.help(format!(
                        "its address is in use and cannot lead elsewhere: correct the name, or move the folder `areas/{}`",
                        other.key
                    )),
                })
            } else if let Some((other, first)) = claimed.get(&lower) {
                let who = if other.key == area.key { "this area" } else { &other.name };
                let message = format!("`{key}` was the name of {who} already, and an address leads to one place");
                let finding = rules::BAD_VALUE.at(span, message).related(*first, "the other one");
                Some(
                    finding
                        .help("delete one of the two; of areas that were joined say `became:` in the one that ended"),
                )
            } else {
                None
            };
            findings.extend(taken);
            claimed.entry(lower).or_insert((area, span));
        }
    }
}

/// Finds what cannot have become of areas.
fn successors(areas: &[Arc<Area>], unread: &[String], findings: &mut Vec<Diagnostic>) {
    let mut carried: BTreeMap<&str, Span> = BTreeMap::new();
    for area in areas {
        let mut own = None;
        for successor in &area.became {
            let Some(next) = called(areas.iter().map(AsRef::as_ref), &successor.key) else {
                let key = Key { text: successor.key.clone(), span: successor.span };
                let known = areas.iter().map(|area| area.key.as_str());
                let is_unread = unread.contains(&successor.key);
                findings.extend((!is_unread).then(|| unknown(&rules::BAD_VALUE, &key, "this book", known)));
                continue;
            };
            if let Some(way) = way_back(areas, next, area) {
                // Of a circle one area tells.
                if way.iter().all(|other| area.key <= other.key) {
                    let names: Vec<_> = way.iter().map(|area| area.name.as_str()).collect();
                    let message = format!(
                        "{} became {}: nobody could tell which is there now",
                        area.name,
                        names.join(", which became ")
                    );
                    let message = if next.key == area.key { "no area becomes itself".to_owned() } else { message };
                    let finding = rules::BAD_VALUE.at(successor.span, message);
                    let help = "name the areas that took over; one that is only called otherwise now has `formerly:`";
                    findings.push(finding.help(help));
                }
                continue;
            }
            let fault = ended(area, next, successor);
            let is_sound = fault.is_none();
            findings.extend(fault);
            if successor.compares && is_sound {
                let first = own.replace(successor.span).or_else(|| carried.insert(&next.key, successor.span));
                findings.extend(first.map(|first| {
                    let message = "a series goes on from one area to one other, and this is the second that compares";
                    let finding = rules::BAD_VALUE.at(successor.span, message).related(first, "the first one");
                    finding.help("leave `compares: true` with the one whose figures go on")
                }));
            }
        }
    }
}

/// What is wrong with the time of an area that took over.
fn ended(area: &Area, next: &Area, successor: &Successor) -> Option<Diagnostic> {
    let to = area.to?;
    if next.to.is_some_and(|its| its.last_day() <= to.last_day()) {
        let message = format!("{} ended with {to}, and {} had ended by then", area.name, next.name);
        let finding = rules::BAD_VALUE.at(successor.span, message);
        return Some(finding.help("name the area that took over, or correct the `to:` of one of the two"));
    }
    let overlaps = successor.compares && next.from.is_none_or(|from| from.first_day() <= to.first_day());
    overlaps.then(|| {
        let message = format!("{} has figures of its own for {to}, which nothing can stand in for", next.name);
        let finding = rules::BAD_VALUE.at(successor.span, message);
        finding.help(format!("delete `compares: true`; if {} is new, add `from: …` to its area.yaml", next.name))
    })
}

/// The areas by way of which one leads to another, which is the last of them; none where it does not.
fn way_back<'a>(areas: &'a [Arc<Area>], from: &'a Area, to: &Area) -> Option<Vec<&'a Area>> {
    let mut seen: Vec<&str> = Vec::new();
    let mut ways = vec![vec![from]];
    while let Some(way) = ways.pop() {
        let area = *way.last()?;
        if area.key == to.key {
            return Some(way);
        }
        if !seen.contains(&area.key.as_str()) {
            seen.push(&area.key);
            let next = area.became.iter().filter_map(|one| called(areas.iter().map(AsRef::as_ref), &one.key));
            ways.extend(next.map(|next| way.iter().copied().chain([next]).collect()));
        }
    }
    None
}
