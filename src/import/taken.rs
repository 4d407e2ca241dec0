//! What was read from sheets: a cell of a return for each figure, with its place.

use std::collections::BTreeMap;

use super::fill::written;
use super::finding::{Finding, Place};
use super::sheets::sheet::{At, Content, Kind, Sheet};
use super::target::Target;
use super::value::{self, Value};
use crate::book::cell::{Absence, Cell};
use crate::book::form::Table;
use crate::book::path::CellPath;

/// A figure with its place.
#[derive(Debug, Clone)]
pub(super) struct Taken {
    pub(super) cell: Cell,
    pub(super) place: Place,
}

/// The figures of a return.
#[derive(Default)]
pub(super) struct Figures {
    pub(super) taken: BTreeMap<CellPath, Taken>,
    /// What was read otherwise than it stands there: where first, and how often.
    read_as: BTreeMap<&'static str, (Place, String, usize)>,
    /// The cells that are empty.
    empty: Vec<(CellPath, Place)>,
}

impl Figures {
    /// Takes the figure that stands in a cell of a sheet, with the signs that stand beside it in a cell of their own.
    pub(super) fn take(
        &mut self,
        target: &Target,
        sheet: &Sheet,
        (at, signs): (At, &str),
        path: CellPath,
        findings: &mut Vec<Finding>,
    ) {
        let content = sheet.cells.get(&at).filter(|content| !content.is_blank());
        let Some(table) = target.figures.table(path) else { return };
        if content.is_none() && signs.trim().is_empty() {
            let may_be = path.is_total() || table.cannot_apply(path);
            return self.empty.extend((!may_be).then(|| (path, sheet.place(at))));
        }
        let Value { cell, read_as } = match read(target, sheet, (at, content, signs), (path, table)) {
            Ok(value) => value,
            Err(finding) => return findings.push(*finding),
        };
        let place = sheet.place(at);
        if let Some(how) = read_as {
            let text = content.map_or("", |content| content.text.trim());
            let example = || (place.clone(), format!("“{text}” was read as {}", written(&cell)), 0);
            self.read_as.entry(how).or_insert_with(example).2 += 1;
        }
        match self.taken.get(&path) {
            Some(other) if other.cell != cell => {
                let message = format!("`{}` has another figure here than in {}", target.address(path), other.place);
                let help = "correct one of them, or name the sheet that is to be read with --sheet";
                findings.push(Finding::error(place, message, help));
            }
            Some(_) => {}
            None => {
                self.taken.insert(path, Taken { cell, place });
            }
        }
    }

    /// Says of each table which of its cells are empty.
    pub(super) fn empty(&self, target: &Target) -> Vec<Finding> {
        let help =
            "type the figure, or [x] if it cannot be had, [z] if the question cannot arise, 0 only if there were none";
        let mut tables: BTreeMap<usize, Vec<&Place>> = BTreeMap::new();
        self.empty.iter().for_each(|(path, place)| tables.entry(path.table_position()).or_default().push(place));
        let finding = |(at, places): (usize, Vec<&Place>)| {
            let told: Vec<_> = places.iter().take(TOLD).map(|place| place.at.to_string()).collect();
            let more = places.len() - told.len();
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            let (key, told) = (&target.form().tables[at].key, told.join(", "));
            let message = format!("nothing is written for cells of `{key}` that are empty: {told}{more}");
            Finding::warning(places[0].clone(), message, help)
        };
        tables.into_iter().map(finding).collect()
    }

    /// Says how figures were read that stand there otherwise.
    pub(super) fn notes(&self) -> impl Iterator<Item = Finding> {
        self.read_as.iter().map(|(how, (place, example, count))| {
            let more = match count {
                1 => String::new(),
                2 => "; one more like it".to_owned(),
                count => format!("; {} more like it", count - 1),
            };
            Finding::note(place.clone(), format!("{example}, {how}{more}"))
        })
    }
}

/// How many places a finding names.
const TOLD: usize = 8;

/// What a cell of a sheet comes to that is not empty.
fn read(
    target: &Target,
    sheet: &Sheet,
    (at, content, signs): (At, Option<&Content>, &str),
    (path, table): (CellPath, &Table),
) -> Result<Value, Box<Finding>> {
    const EMPTY: Content = Content { text: String::new(), kind: Kind::Text };
    let (place, name) = (sheet.place(at), target.address(path));
    if sheet.hides(at) {
        let help = "show the rows and columns that are hidden, so that you see what is imported, or delete them";
        let message = format!("the figure for `{name}` stands in a hidden row or column");
        return Err(Box::new(Finding::error(place, message, help)));
    }
    if table.cannot_apply(path) {
        if content.map_or_else(|| value::is_dash(signs), |content| value::is_dash(&content.text)) {
            return Ok(Value { cell: Cell::absent(Absence::NotApplicable), read_as: None });
        }
        let message = format!("the question cannot arise for `{name}`, and a figure stands here");
        return Err(Box::new(Finding::error(place, message, "leave the cell empty, or write [z] in it")));
    }
    let value = value::value(content.unwrap_or(&EMPTY), signs, table, sheet.has_decimal_comma);
    value.map_err(|(what, help)| Box::new(Finding::error(place, format!("`{name}`: {what}"), help)))
}
