//! `statistics.yaml`: the return, cell by cell, each with its place.

use std::sync::Arc;

use super::cells;
use crate::address::Address;
use crate::book::Book;
use crate::book::axis::Axis;
use crate::book::form::{Form, Rate, Table};
use crate::book::path::CellPath;
use crate::book::returns::{Grid, LastYear, Note, Return};
use crate::diagnostic::{Diagnostic, nearest};
use crate::parse::files::areas::same_as_folder;
use crate::parse::files::folders::{Folder, load};
use crate::parse::files::forms::axes;
use crate::parse::files::text::document;
use crate::parse::rules;
use crate::parse::yaml::fields::{Fields, map, text, unknown};
use crate::parse::yaml::tree::{Key, Node, Yaml};
use crate::quantity::Quantity;
use crate::source::{Sources, Span};

/// The return in a report's folder, with its totals worked out.
pub fn figures(sources: &Sources, book: &Book, folder: &Folder, findings: &mut Vec<Diagnostic>) -> Option<Return> {
    let file = format!("{}statistics.yaml", folder.path);
    let yaml = load(sources, &file, findings)?;
    let mut fields = Fields::new(&yaml, "a return", findings)?;
    same_as_folder(&mut fields, "area", &folder.area.key, findings);
    same_as_folder(&mut fields, "period", &folder.period.to_string(), findings);
    let form = fields.need_text("form", findings).and_then(|text| form_for(book, folder, text, findings))?;
    let notes_at = fields.get("notes");
    let last_year = fields.map("last_year", findings);
    let mut named = Vec::new();
    let mut figures = Return {
        form: Arc::clone(&form),
        tables: Vec::new(),
        notes: Vec::new(),
        last_year: Vec::new(),
        span: yaml.span,
    };
    let mut known = vec!["area", "period", "form", "notes", "last_year"];
    for table in &form.tables {
        let axes = table.axes.iter().map(|axis| own_members(axis, &fields, findings)).collect::<Option<Vec<_>>>();
        named.extend(table.axes.iter().filter_map(|axis| axis.named_by.as_deref()));
        known.push(&table.key);
        let value = fields.rest().find(|(key, _)| key.text == table.key);
        let grid = match (value, axes) {
            (Some((key, value)), Some(axes)) => {
                let grid = Grid::new(figures.tables.len(), axes, key.span);
                Some(filled(grid, table, value, findings))
            }
            _ => None,
        };
        figures.tables.push(grid);
    }
    for (key, _) in
        fields.rest().filter(|(key, _)| !known.contains(&key.text.as_str()) && !named.contains(&key.text.as_str()))
    {
        let names = known.iter().chain(&named).copied();
        findings.push(unknown(&rules::UNKNOWN_KEY, key, &format!("the form `{}`", form.key), names));
    }
    figures.settle();
    rates(book, folder, &mut figures);
    figures.last_year = last_year.iter().filter_map(|(key, value)| told(&figures, key, value, findings)).collect();
    figures.notes = notes_at.map(|value| notes(sources, &figures, value, findings)).unwrap_or_default();
    Some(figures)
}

/// Works out the rates for which count and population are known.
fn rates(book: &Book, folder: &Folder, figures: &mut Return) {
    let form = Arc::clone(&figures.form);
    for (at, table) in form.tables.iter().enumerate() {
        let Some(rate) = table.rate.as_ref().filter(|_| table.axes.is_empty()) else { continue };
        let population = book.population(&folder.area.key, folder.period.start_year(), &rate.population);
        let known = population.zip(figures.number(rate.of).and_then(Quantity::count));
        if let Some(value) = known
            .and_then(|(population, count)| rate.ratio(count, population.people))
            .and_then(|rate| rate.to_places(Rate::places(rate)))
        {
            let markers = figures.entry(rate.of).map(|entry| entry.cell.markers.clone()).unwrap_or_default();
            figures.set_rate(at, value, markers);
        }
    }
}

/// The form that a return asks for. A form that is there and has faults has findings of its own.
fn form_for(
    book: &Book,
    folder: &Folder,
    (key, span): (&str, Span),
    findings: &mut Vec<Diagnostic>,
) -> Option<Arc<Form>> {
    let names = || book.forms.iter().map(|form| form.key.as_str());
    let Some(form) = book.form(key) else {
        if book.unread_forms.iter().any(|unread| unread == key) {
            return None;
        }
        let key = Key { text: key.to_owned(), span };
        findings.push(unknown(&rules::BAD_VALUE, &key, "the folder `content/forms/`", names()));
        return None;
    };
    let is_national = folder.area.key == book.nation.key;
    if form.national != is_national {
        let whose = if form.national { "the nation" } else { "the areas" };
        let finding = Diagnostic::new(&rules::BAD_VALUE, span, format!("the form `{}` is one of {whose}", form.key));
        let fits = book.forms.iter().find(|form| form.national == is_national && form.covers(folder.period));
        findings.push(match fits {
            Some(fits) => finding.help(format!("write `{}`", fits.key)),
            None => finding.help("no form covers this period: add one to `content/forms/`"),
        });
        return None;
    }
    if !form.covers(folder.period) {
        let to = form.to.map_or_else(|| "on".to_owned(), |to| format!("to {to}"));
        let fits: Vec<_> = book
            .forms
            .iter()
            .filter(|form| form.national == is_national && form.covers(folder.period))
            .map(|form| form.key.as_str())
            .collect();
        let finding =
            Diagnostic::new(&rules::BAD_VALUE, span, format!("the form `{key}` is not one of {}", folder.period));
        let finding = finding.label(format!("used from {} {to}", form.from));
        findings.push(if fits.is_empty() {
            finding.help("no form covers this period: add one to `content/forms/`")
        } else {
            finding.help(format!("write {}", fits.join(" or ")))
        });
    }
    Some(Arc::clone(form))
}

/// The axis with the members that the return names itself, where the form says so.
fn own_members(axis: &Arc<Axis>, fields: &Fields<'_>, findings: &mut Vec<Diagnostic>) -> Option<Arc<Axis>> {
    let Some(named_by) = &axis.named_by else { return Some(Arc::clone(axis)) };
    let Some((_, value)) = fields.rest().find(|(key, _)| key.text == *named_by) else {
        let first = Span::new(fields.span.file, fields.span.range().start..fields.span.range().start + 1);
        let finding = Diagnostic::new(&rules::MISSING_KEY, first, format!("`{named_by}` is missing here"));
        findings.push(finding.help(format!("name them: `{named_by}: {{ north: North, south: South }}`")));
        return None;
    };
    let members = map(value, &format!("`{named_by}`"), findings)
        .iter()
        .filter_map(|(key, value)| axes::member(key, value, findings));
    Some(Arc::new(Axis { members: members.collect(), ..Axis::clone(axis) }))
}

fn filled(mut grid: Grid, table: &Table, value: &Yaml, findings: &mut Vec<Diagnostic>) -> Grid {
    let whole = CellPath::table(grid.position());
    fill(&mut grid, whole, value, table, findings);
    for path in grid.paths() {
        if table.not_applicable.iter().any(|pattern| pattern.covers(path)) {
            grid.rule_out(path);
        }
    }
    grid
}

/// Fills in the table, a row or a cell of it.
fn fill(grid: &mut Grid, part: CellPath, value: &Yaml, table: &Table, findings: &mut Vec<Diagnostic>) {
    let Some(axis) = grid.axes.get(part.length()).cloned() else {
        // Nothing behind the colon: a form that is being filled in.
        if cells::is_empty(value) {
            return grid.leave_blank(part, value.span);
        }
        match cells::cell(value, findings) {
            Some(cell) => grid.hand_in(part, cell, value.span),
            None => grid.spoil(part),
        }
        return;
    };
    let Node::Map(entries) = &value.node else {
        let names: Vec<_> = axis.all().map(|member| format!("{}: …", member.key)).collect();
        let finding = Diagnostic::new(
            &rules::WRONG_TYPE,
            value.span,
            format!("`{}` needs one value for each {}", table.key, axis.label.to_lowercase()),
        );
        findings.push(finding.help(format!("write {{ {} }}", names.join(", "))));
        grid.spoil(part);
        return;
    };
    for (key, value) in entries {
        match axis.position(&key.text) {
            Some(at) => fill(grid, part.with(at), value, table, findings),
            None => findings.push(unknown(
                &rules::UNKNOWN_KEY,
                key,
                &format!("`{}`", table.key),
                axis.all().map(|member| member.key.as_str()),
            )),
        }
    }
}

/// A figure of the period before as this return tells it.
fn told(figures: &Return, key: &Key, value: &Yaml, findings: &mut Vec<Diagnostic>) -> Option<LastYear> {
    let address = Address::new(&key.text);
    let axes = |at: usize| figures.grid(at).map_or(&figures.form.tables[at].axes, |grid| &grid.axes).as_slice();
    let cell = CellPath::resolve(&address, |key| figures.form.table(key).map(|at| (at, axes(at))));
    let Some(cell) = cell.filter(|cell| cell.length() == axes(cell.table_position()).len()) else {
        let finding = Diagnostic::new(&rules::BAD_VALUE, key.span, format!("`{}` is no cell of the form", key.text));
        let cells: Vec<_> = figures.grids().flat_map(|(table, grid)| addresses(table, grid)).collect();
        let near = nearest(&key.text, cells.iter().map(Address::as_str));
        findings.push(finding.help(near.map_or_else(
            || "write the way to one cell, as in `eligible/total/total: 1140`".to_owned(),
            |near| format!("did you mean `{near}`?"),
        )));
        return None;
    };
    let number = cells::cell(value, findings)?.value.ok()?;
    Some(LastYear { cell, number, span: value.span })
}

fn addresses<'a>(table: &'a Table, grid: &'a Grid) -> impl Iterator<Item = Address> {
    grid.paths().into_iter().map(|path| path.address(&table.key, &grid.axes))
}

/// All that a note can be about: tables, rows and cells.
fn parts(figures: &Return) -> Vec<String> {
    let mut parts = Vec::new();
    for cell in figures.grids().flat_map(|(table, grid)| addresses(table, grid)) {
        let cell = cell.to_string();
        parts.extend(cell.match_indices('/').map(|(end, _)| cell[..end].to_owned()));
        parts.push(cell);
    }
    parts.sort_unstable();
    parts.dedup();
    parts
}

fn notes(sources: &Sources, figures: &Return, value: &Yaml, findings: &mut Vec<Diagnostic>) -> Vec<Note> {
    let mut notes = Vec::new();
    for (key, value) in map(value, "`notes`", findings) {
        let Some(about) = figures.part(&Address::new(&key.text)) else {
            let finding =
                Diagnostic::new(&rules::BAD_VALUE, key.span, format!("`{}` is no table or cell of the form", key.text));
            let near = nearest(&key.text, parts(figures).iter().map(String::as_str)).map(str::to_owned);
            findings.push(finding.help(near.map_or_else(
                || "name a table, or a row or cell of one as in `orders/sopos`".to_owned(),
                |near| format!("did you mean `{near}`?"),
            )));
            continue;
        };
        if let Some(text) = text(value, "a note", findings) {
            notes.push(Note { about, text: document(sources, text, findings), span: key.span });
        }
    }
    notes
}
