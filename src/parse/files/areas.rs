//! `areas/NAME/area.yaml`: who an area is.

use super::folders::load;
use crate::book::area::{Area, Tile};
use crate::diagnostic::Diagnostic;
use crate::parse::rules;
use crate::parse::yaml::fields::{Fields, text};
use crate::parse::yaml::tree::Yaml;
use crate::source::{FileId, Sources, Span};

/// The area in the folder `areas/KEY/`.
pub fn area(sources: &Sources, key: &str, first: FileId, findings: &mut Vec<Diagnostic>) -> Option<Area> {
    let path = format!("areas/{key}/area.yaml");
    if sources.find(&path).is_none() {
        let finding =
            Diagnostic::new(&rules::MISSING_FILE, Span::new(first, 0..0), format!("the area `{key}` has no area.yaml"));
        findings.push(finding.help(format!("add `{path}` with the lines `area: {key}`, `name: …` and `region: …`")));
        return None;
    }
    let yaml = load(sources, &path, findings)?;
    let mut fields = Fields::new(&yaml, "an area", findings)?;
    same_as_folder(&mut fields, "area", key, findings);
    let name = fields.need_text("name", findings);
    let region = fields.need_text("region", findings);
    fields.text("country", findings);
    let police_force_area = fields.text("police_force_area", findings).map(|(text, _)| text.to_owned());
    let welsh_name = fields.text("welsh_name", findings).map(|(text, _)| text.to_owned());
    let mut texts = |key, what: &str, fields: &mut Fields<'_>| {
        let items = fields.list(key, findings).iter();
        items.filter_map(|item| text(item, what, findings)).map(|(text, _)| text.to_owned()).collect()
    };
    let codes = texts("codes", "a code", &mut fields);
    let other_names = texts("other_names", "a name", &mut fields);
    let map = fields.get("map").and_then(|value| tile(value, findings));
    fields.finish("an area", findings);
    Some(Area {
        key: key.to_owned(),
        name: name?.0.to_owned(),
        region: Some(region?.0.to_owned()),
        police_force_area,
        codes,
        welsh_name,
        other_names,
        map,
        span: Some(yaml.span),
    })
}

/// The most tiles beside or above each other: more would have no room on a page.
const MOST_TILES: usize = 40;

fn tile(value: &Yaml, findings: &mut Vec<Diagnostic>) -> Option<Tile> {
    let mut fields = Fields::new(value, "a place on the map", findings)?;
    let mut place = |key, findings: &mut Vec<Diagnostic>| {
        let value = fields.need(key, findings)?;
        let number: usize = fields.number(key, findings)?;
        if number >= MOST_TILES {
            let finding =
                Diagnostic::new(&rules::BAD_VALUE, value.span, format!("there is no {key} {number} on the map"));
            findings.push(finding.help(format!("count from 0 at the top left, up to {}", MOST_TILES - 1)));
            return None;
        }
        Some(number)
    };
    let (column, row) = (place("column", findings), place("row", findings));
    let short = fields.need_text("short", findings);
    fields.finish("a place on the map", findings);
    Some(Tile { column: column?, row: row?, short: short?.0.to_owned() })
}

/// Checks that a file names the area or period of the folder that it stands in.
pub fn same_as_folder(fields: &mut Fields<'_>, key: &'static str, folder: &str, findings: &mut Vec<Diagnostic>) {
    if let Some((text, span)) = fields.need_text(key, findings)
        && text != folder
    {
        findings.push(
            Diagnostic::new(
                &rules::MISMATCH,
                span,
                format!("this file says `{text}` and stands in the folder of `{folder}`"),
            )
            .help(format!(
                "if the file belongs here, write `{key}: {folder}`; if not, move it to the folder of `{text}`"
            )),
        );
    }
}
