//! Form → the workbook in which areas fill it in. [`super::import`] reads it back.

mod formulas;
mod sheets;

use std::sync::Arc;

use sheets::{Asked, Grid, cover, singles, table};

use super::target::{self, Target};
use crate::book::Book;
use crate::book::area::Area;
use crate::book::form::Form;
use crate::book::period::Period;
use crate::data::ods::file;
use crate::data::ods::sheets::Workbook;
use crate::diagnostic::nearest;
use crate::source::Sources;

/// What is asked for.
#[derive(Debug, Clone, Copy, Default)]
pub struct Wanted<'w> {
    /// The key of the form; that of the period where there is only one.
    pub form: Option<&'w str>,
    /// The area, which can be left to those who fill it in.
    pub area: Option<&'w str>,
    /// The period, which can be left to them as well.
    pub period: Option<&'w str>,
}

/// A workbook that is to be filled in.
#[derive(Debug, Clone)]
pub struct Template {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// The key of its form.
    pub form: String,
    /// The keys of tables that are not in it, because each area names their rows or columns itself.
    pub left_out: Vec<String>,
}

/// The workbook for a form.
///
/// # Errors
///
/// What was asked for and is not there.
pub fn template(sources: &Sources, book: &Book, wanted: Wanted<'_>) -> Result<Template, String> {
    let area = wanted.area.map(|name| target::area(book, name)).transpose()?;
    let period = wanted.period.map(|name| target::period_called(book, name)).transpose()?;
    let target = match area.zip(period) {
        Some(of) => Some(Target::open(sources, book, of, wanted.form)?),
        None => None,
    };
    let form = match &target {
        Some(target) => target.form(),
        None => form(book, wanted.form, (area, period))?,
    };
    let asked = Asked { book, area: area.map(AsRef::as_ref), period };
    let all: Vec<Grid<'_>> = match &target {
        Some(target) => target.tables().map(|(at, table, axes)| (at, table, axes.to_vec())).collect(),
        None => form.tables.iter().enumerate().map(|(at, table)| (at, table, table.axes.clone())).collect(),
    };
    let all = all.into_iter().filter(|(_, table, _)| table.computed.is_empty() && !table.is_from_areas());
    let (grids, left_out): (Vec<_>, Vec<_>) =
        all.partition(|(.., axes)| axes.iter().all(|axis| !axis.members.is_empty()));
    let mut notes = asked.notes();
    let (single, grids): (Vec<_>, Vec<_>) = grids.into_iter().partition(|(.., axes)| axes.is_empty());
    let mut tables = Vec::new();
    for grid in &grids {
        let name = format!("Table {}", tables.len() + 1);
        notes.extend(asked.footnotes(grid.1).into_iter().map(|note| [name.clone(), note]));
        tables.push(table(&asked, &name, grid));
    }
    if !single.is_empty() {
        let name = format!("Table {}", tables.len() + 1);
        let footnotes = single.iter().flat_map(|(_, table, _)| asked.footnotes(table));
        notes.extend(footnotes.map(|note| [name.clone(), note]));
        tables.push(singles(&asked, &name, &single));
    }
    let title = form.title.to_string();
    let made = period.map(Period::last_day);
    let workbook = Workbook { book, title: &title, cover: cover(&asked, form), tables, notes, made, is_form: true };
    let bytes = file::pack(&workbook).map_err(|fault| fault.to_string())?;
    let left_out = left_out.into_iter().map(|(_, table, _)| table.key.clone()).collect();
    Ok(Template { bytes, form: form.key.clone(), left_out })
}

/// The form of a key, or the only one that holds.
fn form<'b>(
    book: &'b Book,
    key: Option<&str>,
    (area, period): (Option<&Arc<Area>>, Option<Period>),
) -> Result<&'b Form, String> {
    let keys = || book.forms.iter().map(|form| form.key.as_str());
    if let Some(key) = key {
        let near = || nearest(key, keys()).map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
        let form = book.form(key).ok_or_else(|| format!("there is no form `{key}`{}", near()))?;
        let Some(other) = period.filter(|period| !form.covers(*period)) else { return Ok(form) };
        return Err(format!("the form `{key}` does not hold for {other}"));
    }
    let national = area.is_some_and(|area| area.key == book.nation.key);
    let found = period.map_or_else(Vec::new, |period| book.forms_for(period, national, false));
    match found.as_slice() {
        [only] => Ok(only),
        _ => Err(format!("say with --form which form it is: {}", keys().collect::<Vec<_>>().join(", "))),
    }
}
