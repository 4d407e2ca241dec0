//! `areas/NAME/area.yaml`: who an area is.

mod lineage;

use std::collections::BTreeMap;
use std::sync::Arc;

use self::lineage::{Lineage, folders, lineage};
use super::folders::{OF_AREA, mismatch, read};
use super::text::words;
use crate::book::area::{Area, Tile, called};
use crate::book::narrative::Words;
use crate::book::period::Years;
use crate::diagnostic::{Diagnostic, Severity};
use crate::parse::rules;
use crate::parse::shape::describe::{Holds, Known};
use crate::parse::shape::fields::{Fields, record};
use crate::parse::shape::kind::{Kind, Parsed, Placed, Text, each, text, text_as, text_with};
use crate::source::{FileId, Sources, Span};
use crate::text::signs;

/// An area with what no other area can have as well.
pub(crate) struct DeclaredArea {
    /// The area.
    pub(crate) area: Arc<Area>,
    own: Vec<Own>,
}

/// Something that an area has for itself: its name, a code, its place on the map.
struct Own {
    /// What two areas would do that have the same.
    both: String,
    help: &'static str,
    severity: Severity,
    /// Whether only maps show it.
    on_map: bool,
    span: Span,
}

/// The area in the folder `areas/KEY/`. One that does not say who it is is there all the same, so that its reports are checked.
pub(crate) fn area(
    sources: &Sources,
    key: &str,
    first: FileId,
    (declared, years): (&[(String, Words)], Years),
    findings: &mut Vec<Diagnostic>,
) -> DeclaredArea {
    let folder = format!("areas/{key}/");
    let name = Words::new(key, Span::new(first, 0..0));
    let nameless = || DeclaredArea { area: Arc::new(Area::named(key, name)), own: Vec::new() };
    let Some(file) = OF_AREA.find(sources, &folder, "area.yaml") else {
        let finding = rules::MISSING_FILE.at(Span::new(first, 0..0), format!("the area `{key}` has no area.yaml"));
        findings.push(
            finding.help(format!("add `{folder}area.yaml` with the lines `area: {key}`, `name: …` and `region: …`")),
        );
        return nameless();
    };
    read(sources, file, &self::file(key, declared, years), findings).unwrap_or_else(nameless)
}

/// `area.yaml` in the folder of the area with this key, in a book that declares these fields and whose years begin so.
pub(crate) fn file<'k>(key: &'k str, declared: &'k [(String, Words)], years: Years) -> Kind<'k, DeclaredArea> {
    record("an area", move |fields| {
        fields.or_else = "a key of the book's own is declared in book.toml, under `[fields]`";
        fields.need("area", folder_name(&[key]), "The name of the area's folder.");
        let name = fields.need("name", words(), "The name for readers.");
        let region = fields.need("region", words(), "The region that the area belongs to.");
        let country = fields.may("country", words(), "The country that the region is part of.");
        let code = text().called("a code", "").placed();
        let codes = fields.may("codes", each(code), "Codes that official statistics know it by.").unwrap_or_default();
        let other_names =
            fields.may("other_names", each(words().called("a name", "")), "Names in use before or beside this one.");
        let Lineage { formerly, from, to, became } = lineage(fields, years);
        let map = record("a place on the map", tile).placed();
        let map = fields.may("map", map, "Where the area stands on maps of tiles.");
        let of_book = |(key, name): &(String, Words)| Some((name.clone(), fields.may(key.clone(), words(), name)?));
        let of_book = declared.iter().filter_map(of_book).collect();
        let span = fields.span()?;
        Some(DeclaredArea {
            own: own(name.as_ref(), &codes, map.as_ref()),
            area: Arc::new(Area {
                key: key.to_owned(),
                name: name.unwrap_or_else(|| Words::new(key, span)),
                region,
                country,
                fields: of_book,
                codes: codes.into_iter().map(|code| code.value).collect(),
                other_names: other_names.unwrap_or_default(),
                formerly,
                from,
                to,
                became,
                map: map.map(|map| map.value),
                span: Some(span),
            }),
        })
    })
    .described("An area", "Who an area is.")
}

const NAME_OF_ITS_OWN: &str = "give each area a name of its own";

fn own(name: Option<&Words>, codes: &[Placed<String>], map: Option<&Placed<Tile>>) -> Vec<Own> {
    let own = |both, help, span| Own { both, help, severity: Severity::Error, on_map: false, span };
    let code = |code: &Placed<String>| {
        let help = "a code stands for one area: correct the one that is wrong";
        // Pages do not tell areas by their codes, others do.
        Own { severity: Severity::Warning, ..own(format!("have the code {}", code.value), help, code.span) }
    };
    let on_map = |map: &Placed<Tile>| {
        let Tile { column, row, short } = &map.value;
        let place = format!("stand in column {column} and row {row} of the map");
        let help = "give each area a tile of its own: on every map one would lie on the other";
        let of_map =
            [own(place, help, map.span), own(format!("are called {short} on the map"), NAME_OF_ITS_OWN, map.span)];
        of_map.map(|own| Own { on_map: true, ..own })
    };
    let name = name.map(|name| own(format!("are called {name}"), NAME_OF_ITS_OWN, name.span));
    name.into_iter().chain(codes.iter().map(code)).chain(map.into_iter().flat_map(on_map)).collect()
}

/// The key that an area has now whose folder is called so, or was.
pub(crate) fn now<'k>(areas: &'k [Arc<Area>], key: &'k str) -> &'k str {
    called(areas.iter().map(AsRef::as_ref), key).map_or(key, |area| &area.key)
}

/// Finds regions and countries of one area alone whose name is that of another but for a letter, capitals or spaces.
pub(crate) fn regions(areas: &[Arc<Area>], findings: &mut Vec<Diagnostic>) {
    alike("a region", areas.iter().filter_map(|area| area.region.as_ref()), findings);
    alike("a country", areas.iter().filter_map(|area| area.country.as_ref()), findings);
}

fn alike<'a>(what: &str, named: impl Iterator<Item = &'a Words>, findings: &mut Vec<Diagnostic>) {
    let mut regions: BTreeMap<&str, Vec<&Words>> = BTreeMap::new();
    for region in named {
        regions.entry(region.as_str()).or_default().push(region);
    }
    let is_slip = |one: &str, other: &str| {
        let is_numbered = |name: &str| name.contains(|sign: char| sign.is_ascii_digit());
        let is_near = || !is_numbered(one) && strsim::damerau_levenshtein(one, other) == 1;
        one != other && (compared(one) == compared(other) || one.len().min(other.len()) > 3 && is_near())
    };
    for (name, of_areas) in &regions {
        let [own] = of_areas.as_slice() else { continue };
        // Of two that differ in nothing but capitals or spaces one is a slip, be each of one area alone.
        let is_other = |known: &str, count: usize| {
            is_slip(name, known) && (count > 1 || compared(name) == compared(known) && known < *name)
        };
        if let Some((known, _)) = regions.iter().find(|(known, others)| is_other(known, others.len())) {
            let finding = rules::BAD_VALUE.at(own.span, format!("no other area belongs to {what} called `{name}`"));
            let finding = finding
                .label(format!("did you mean `{known}`?"))
                .help(format!("write `{known}` if that is what you mean"));
            findings.push(Diagnostic { severity: Severity::Warning, ..finding });
        }
    }
}

/// Finds what areas say of the time of each other that cannot be. `unread` are the folders of areas that could not be read.
pub(crate) fn follow(areas: &[Arc<Area>], unread: &[String], findings: &mut Vec<Diagnostic>) {
    lineage::check(areas, unread, findings);
}

/// Finds what two areas have that only one can have, and names that are the nation's: tables set areas, their regions and the
/// nation beside each other under their names. Where there are no regions the nation is that of every area.
pub(crate) fn tell_apart(areas: &[DeclaredArea], nation: &Area, findings: &mut Vec<Diagnostic>) {
    let mut first: BTreeMap<String, (&Area, Span)> = BTreeMap::new();
    let is_nation = |name: &Words| compared(name) == compared(&nation.name);
    let has_regions = areas.iter().any(|declared| declared.area.region.as_ref().is_some_and(|name| !is_nation(name)));
    for DeclaredArea { area, own } in areas {
        for Own { both, help, severity, on_map, span } in own {
            let other = first.insert(compared(both), (area, *span));
            // Maps are of one period.
            let Some((_, other)) = other.filter(|(other, _)| !on_map || area.meets(other)) else { continue };
            let (message, help) = match other.file == span.file {
                true => ("this stands in the list already".to_owned(), "delete one of the two"),
                false => (format!("two areas {both}"), *help),
            };
            let finding = rules::BAD_VALUE.at(*span, message).related(other, "the other one").help(help);
            findings.push(Diagnostic { severity: *severity, ..finding });
        }
        let names = [
            ("area", Some(&area.name).filter(|_| areas.len() > 1)),
            ("region", area.region.as_ref().filter(|_| has_regions)),
        ];
        for (what, name) in names {
            if let Some(name) = name.filter(|name| is_nation(name)) {
                let message = format!("the {what} is called {}, as the nation is", nation.name);
                let help =
                    format!("give the {what} another name: nobody could tell its figures from those of the nation");
                findings.push(rules::BAD_VALUE.at(name.span, message).help(help));
            }
        }
    }
}

/// Words as readers tell them apart: letters may be small or not, and nobody sees where a space ends.
fn compared(words: &str) -> String {
    signs::compared(words).trim().to_lowercase()
}

fn tile(fields: &mut Fields<'_>) -> Option<Tile> {
    let tiles = || text_as(self::tiles).holding(|_| Some(Holds::Whole(0, LAST_TILE)));
    let column = fields.need("column", tiles(), "How many tiles lie to the left of it.");
    let row = fields.need("row", tiles(), "How many tiles lie above it.");
    let short = fields.need("short", words(), "The name in five letters or so.");
    Some(Tile { column: column?, row: row?, short: short? })
}

/// The last of the tiles beside or above each other, counted from 0: more would have no room on a page.
const LAST_TILE: i64 = 39;

fn tiles(text: Text<'_>) -> Parsed<usize> {
    let number: usize = text.parse("a whole number")?;
    let is_on_map = i64::try_from(number).is_ok_and(|number| number <= LAST_TILE);
    let message = || format!("there is no {} {number} on the map", text.key.text);
    let refuse = || text.refuse(message(), format!("count from 0 at the top left, up to {LAST_TILE}"));
    is_on_map.then_some(number).ok_or_else(refuse)
}

/// The area and the period of a report or a return, which are those of its folder.
/// The first of the `names` of the area is that of its folder, others are those that it had in the period.
pub(crate) fn area_and_period(fields: &mut Fields<'_>, names: &[&str], period: &str) {
    fields.need("area", folder_name(names).holding(folders), "The area, as its folder is named.");
    let names = [period];
    let period = folder_name(&names).holding(periods);
    fields.need("period", period, "The period, as the folder is named.");
}

/// The name of the folder that a file stands in, or one that it had before.
pub(crate) fn folder_name<'k>(names: &'k [&str]) -> Kind<'k, ()> {
    let (name, former) = names.split_first().map_or(("", names), |(name, former)| (*name, former));
    text_with(move |Text { text, span, key, .. }, findings| {
        if former.contains(&text) {
            return Some(());
        }
        let is_dash = |sign: char| matches!(sign, '\u{2010}'..='\u{2015}' | '−');
        if text != name && text.replace(is_dash, "-") == name {
            let finding = rules::MISMATCH.at(span, "a dash stands here, and the folder is named with a hyphen");
            findings
                .push(finding.help(format!("write `{}: {name}`: word processors turn a hyphen into a dash", key.text)));
        } else if text != name {
            let letters = |name: &str| name.replace(|sign: char| !sign.is_alphanumeric(), "").to_lowercase();
            let (right, is_same) = (format!("write `{}: {name}`", key.text), letters(text) == letters(name));
            let finding = rules::MISMATCH.at(span, mismatch(text, name)).meant(text, name);
            findings.push(finding.help(match is_same {
                true => right,
                false => format!("find out whose this is: a file of `{text}` goes to its own folder, and what stood here is put back; if the line alone is wrong, {right}"),
            }));
        }
        Some(())
    })
}

/// The periods of a form that is no longer in use, or any period.
fn periods(known: &Known<'_>) -> Option<Holds> {
    let Some((from, to)) = known.form.and_then(|form| Some((form.from, form.to?))) else { return Some(Holds::Period) };
    let mut periods: Vec<_> = to.and_before().take_while(|period| *period >= from).collect();
    periods.reverse();
    Some(Holds::Choice(periods.iter().map(|period| (period.name(), String::new())).collect()))
}
