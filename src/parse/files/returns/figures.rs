//! `statistics.yaml`: the return, cell by cell, each with its place.

use std::sync::Arc;

use super::cells;
use super::numbers::Numbers;
use super::{described, local};
use crate::address::Address;
use crate::book::Book;
use crate::book::axis::Axis;
use crate::book::form::{Form, Table};
use crate::book::narrative::Document;
use crate::book::path::CellPath;
use crate::book::period::Period;
use crate::book::returns::grid::Grid;
use crate::book::returns::{LastYear, Local, Note, Return};
use crate::diagnostic::{Diagnostic, nearest};
use crate::parse::files::areas::area_and_period;
use crate::parse::files::folders::{Folder, read};
use crate::parse::files::forms::axes::member;
use crate::parse::files::text::document;
use crate::parse::rules;
use crate::parse::shape::describe::Holds;
use crate::parse::shape::fields::{Fields, record};
use crate::parse::shape::kind::{Kind, Place, Placed, Text, named, text_with};
use crate::parse::shape::meant::{meant, unknown};
use crate::parse::tree::value::{Key, Node, Value};
use crate::source::{FileId, Sources};

/// Where a return stands.
#[derive(Clone, Copy)]
pub(crate) struct Home<'a> {
    /// The book.
    pub(crate) book: &'a Book,
    /// The folder of the report.
    pub(crate) folder: &'a Folder,
}

/// The return in a file, with its totals worked out.
pub(crate) fn figures(
    sources: &Sources,
    found: FileId,
    home: Home<'_>,
    findings: &mut Vec<Diagnostic>,
) -> Option<Return> {
    read(sources, found, &file(Some(home)), findings)
}

/// `statistics.yaml` where a return stands; nowhere to describe it.
pub(crate) fn file(home: Option<Home<'_>>) -> Kind<'_, Return> {
    record("a return", move |fields| {
        let folder = home.map(|home| home.folder);
        let names = folder.map(|folder| folder.area.keys_in(folder.period)).unwrap_or_default();
        let period = folder.map(|folder| folder.period.name()).unwrap_or_default();
        area_and_period(fields, &names, &period);
        let form = text_with(move |text, findings| form_for(home?, text, findings)).holding(described::forms);
        let read = fields.need("form", form.attempted(), "The form that the return fills in.");
        let notes = named(document().called("a note", described::NOTE).placed()).holding(described::notes);
        let about = "Footnotes: the table, row or cell that each is about, as in `people/step_1`, with its text.";
        let notes = fields.may("notes", notes, about).unwrap_or_default();
        // Which numbers can stand there the table says, which is not known yet.
        let typed = Kind::new(|value: &Value, _, _| Some(value.clone()), |_| Holds::Cell.into());
        let last_year = named(typed.placed()).holding(described::last_year);
        let about = "Figures of the period before, where the area tells them again: the way to each cell, as in `people/total/total`, with its number.";
        let last_year = fields.may("last_year", last_year, about).unwrap_or_default();
        let about = "Figures that are counted elsewhere than in the form: a name for each, which `{{ local/NAME }}` in a text prints.";
        let local = fields.may(Local::KEY, local::kind(), about).unwrap_or_default();
        let is_there = read.is_some() || fields.is_lost("form");
        let form = read.flatten().or_else(|| only_form(home.filter(|_| is_there)?));
        let Some(form) = form.or_else(|| fields.known()?.form.cloned()) else {
            fields.what = None;
            return None;
        };
        fields.what = Some(format!("the form `{}`", form.key).into());
        fields.or_else = "where nothing of the form is meant delete the line; in front of a remark write `# `";
        let mut tables: Vec<_> =
            (0..form.tables.len()).map(|at| table(fields, &form.tables, at)).collect();
        let span = fields.span()?;
        for (at, (table, grid)) in form.tables.iter().zip(&mut tables).enumerate() {
            if grid.is_none() && fields.is_lost(&table.key) {
                let grid = grid.insert(Grid::new(at, table.axes.clone(), span));
                if let Some(value) = fields.misspelt(&table.key).cloned() {
                    let _ = filled(grid.clone(), &form.tables, &value, fields.findings);
                }
                grid.spoil(CellPath::table(at));
            }
        }
        let local = local::figures(&form, local, fields);
        let mut figures = Return { form, tables, local, notes: Vec::new(), last_year: Vec::new(), span };
        figures.settle();
        let Home { book, folder } = home?;
        book.work_out_rates(&folder.area.key, folder.period, &mut figures);
        figures.last_year = last_year.into_iter().filter_map(|told| self::last_year(&figures, told, fields)).collect();
        figures.notes = notes.into_iter().filter_map(|note| self::note(&figures, note, fields)).collect();
        Some(figures)
    })
    .described("A return", "The figures that are handed in. Totals may be left out: areabook works them out.")
}

/// The one form that a return can fill in where what it says of it is wrong, so that its figures are checked all the same.
fn only_form(Home { book, folder }: Home<'_>) -> Option<Arc<Form>> {
    let is_national = folder.area.key == book.nation.key;
    let mut fits = book.forms.iter().filter(|form| form.national == is_national && form.covers(folder.period));
    let form = fits.next().filter(|_| book.unread_forms.is_empty())?;
    fits.next().is_none().then(|| Arc::clone(form))
}

/// The form that a return asks for. A form that is there and has faults has findings of its own.
fn form_for(home: Home<'_>, text: Text<'_>, findings: &mut Vec<Diagnostic>) -> Option<Arc<Form>> {
    let (Home { book, folder }, Text { text: key, span, .. }) = (home, text);
    let names = || book.forms.iter().map(|form| form.key.as_str());
    let Some(form) = book.form(key) else {
        if !book.unread_forms.iter().any(|unread| unread == key) {
            // Of two forms that it is like the one for the period is meant.
            let of_period =
                || book.forms.iter().filter(|form| form.covers(folder.period)).map(|form| form.key.as_str());
            let folder = "the folder `content/forms/`";
            findings.push(*match nearest(key, of_period()) {
                Some(_) => text.unknown(folder, of_period()),
                None => text.unknown(folder, names()),
            });
        }
        return None;
    };
    let is_national = folder.area.key == book.nation.key;
    if form.national != is_national {
        let whose = if form.national { "the nation" } else { "the areas" };
        let finding = rules::BAD_VALUE.at(span, format!("the form `{}` is one of {whose}", form.key));
        let fits = book.forms.iter().find(|form| form.national == is_national && form.covers(folder.period));
        findings.push(match fits {
            Some(fits) => finding.help(format!("write `{}`", fits.key)),
            None => finding.help("no form covers this period: add one to `content/forms/`"),
        });
        return None;
    }
    if !form.covers(folder.period) {
        let to = form.to.map_or_else(|| "on".to_owned(), |to| format!("to {}", to.name()));
        let fits = book.forms.iter().filter(|form| form.national == is_national && form.covers(folder.period));
        let fits: Vec<_> = fits.collect();
        let finding = rules::BAD_VALUE.at(span, not_of(form, folder.period));
        let finding = finding.label(format!("used from {} {to}", form.from.name()));
        findings.push(match fits.as_slice() {
            [] => finding.help("no form covers this period: add one to `content/forms/`"),
            fits => finding
                .help(format!("write {}", fits.iter().map(|form| form.key.as_str()).collect::<Vec<_>>().join(" or "))),
        });
        // What else is wrong is told of the form that is meant.
        if let [meant] = fits.as_slice() {
            return Some(Arc::clone(meant));
        }
    }
    Some(Arc::clone(form))
}

/// What is wrong with a form in a return of a period for which it does not hold.
pub(crate) fn not_of(form: &Form, period: Period) -> String {
    format!("the form `{}` is not one of {period}", form.key)
}

/// A table that is handed in.
fn table(fields: &mut Fields<'_>, tables: &[Table], at: usize) -> Option<Grid> {
    let table = &tables[at];
    let axes: Vec<_> = table.axes.iter().map(|axis| own_members(axis, fields)).collect();
    let axes: Option<Vec<_>> = axes.into_iter().collect();
    let read = |value: &Value, place: Place<'_>, findings: &mut Vec<Diagnostic>| {
        Some(filled(Grid::new(at, axes.clone()?, place.key.span), tables, value, findings))
    };
    fields.may(table.key.clone(), Kind::new(read, |known| described::table(known, table, at)), "")
}

/// The axis with the members that the return names itself, where the form says so.
fn own_members(axis: &Arc<Axis>, fields: &mut Fields<'_>) -> Option<Arc<Axis>> {
    let Some(named_by) = &axis.named_by else { return Some(Arc::clone(axis)) };
    let help = format!("name them: `{named_by}: {{ north: North, south: South }}`");
    let about = "The return's own names: a key for each, with its label.";
    let names = named(member()).described(&axis.label, "");
    let members = fields.ask(named_by.clone().into(), Some(&help), &names, about)?;
    Some(Arc::new(Axis { members, ..Axis::clone(axis) }))
}

fn filled(mut grid: Grid, tables: &[Table], value: &Value, findings: &mut Vec<Diagnostic>) -> Grid {
    let whole = CellPath::table(grid.position());
    let table = &tables[grid.position()];
    fill(&mut grid, whole, value, tables, findings);
    for path in grid.paths() {
        if table.cannot_apply(path) {
            grid.rule_out(path);
        }
    }
    grid
}

/// Fills in the table, a row or a cell of it; it is one of these tables of a form.
fn fill(grid: &mut Grid, part: CellPath, value: &Value, tables: &[Table], findings: &mut Vec<Diagnostic>) {
    let table = &tables[part.table_position()];
    let Some(axis) = grid.axes.get(part.length()).cloned() else {
        // Nothing behind the colon: a form that is being filled in.
        if cells::is_empty(value) {
            return grid.leave_blank(part, value.span);
        }
        match cells::cell(value, Numbers::Of(table), findings) {
            Some(cell) => grid.hand_in(part, cell, value.span),
            None => grid.spoil(part),
        }
        return;
    };
    let Node::Map(entries) = &value.node else {
        grid.spoil(part);
        if !value.is_whole() {
            return;
        }
        let names: Vec<_> = axis.all().map(|member| format!("{}: …", member.key)).collect();
        let finding = rules::WRONG_TYPE
            .at(value.span, format!("`{}` needs one value for each {}", table.key, axis.label.to_lowercase()));
        findings.push(finding.help(format!("write {{ {} }}", names.join(", "))));
        return;
    };
    let members = || axis.all().map(|member| member.key.as_str());
    let is_there = |member: &&str| entries.iter().any(|(key, _)| key.text == *member);
    let absent: Vec<_> = members().filter(|member| !is_there(member)).collect();
    let lacking: Vec<_> = axis.members.iter().map(|member| member.key.as_str()).filter(|key| !is_there(key)).collect();
    let strange = entries.iter().filter(|(key, _)| axis.position(&key.text).is_none()).count();
    for (key, value) in entries {
        if let Some(at) = axis.position(&key.text) {
            fill(grid, part.with(at), value, tables, findings);
            continue;
        }
        // A finding says what is wrong here: what it may have been meant for is not missing.
        let is_unread = matches!(value.node, Node::Unread);
        let near = meant(&key.text, members()).map(|(near, _)| near);
        // Where one name is too many and one is missing, the one stands for the other.
        let only = [lacking.as_slice()].into_iter().find_map(|lacking| match lacking {
            [only] if strange == 1 && near.is_none() => Some(*only),
            _ => None,
        });
        if tables.iter().any(|table| table.key == key.text) {
            let finding = rules::UNKNOWN_KEY
                .at(key.span, format!("`{}` is a table of its own, and stands here within `{}`", key.text, table.key));
            findings.push(finding.help("begin its line at the left edge, without a space in front"));
        } else if !is_unread {
            let finding = unknown(&rules::UNKNOWN_KEY, key, format!("`{}`", table.key), members());
            findings.push(
                only.into_iter()
                    .fold(finding, |finding, only| finding.label(format!("did you mean `{only}`, which is missing?"))),
            );
        }
        let near = near.or(only);
        if let Some(at) = near.filter(|near| absent.contains(near)).and_then(|near| axis.position(near)) {
            // What else is wrong there is told in the same run.
            fill(&mut grid.clone(), part.with(at), value, tables, findings);
        }
        let lost = absent.iter().filter(|member| is_unread || near == Some(**member));
        lost.filter_map(|member| axis.position(member)).for_each(|at| grid.spoil(part.with(at)));
    }
}

/// A figure of the period before as this return tells it.
fn last_year(figures: &Return, told: Placed<Value>, fields: &mut Fields<'_>) -> Option<LastYear> {
    let Placed { key, span, value } = told;
    let axes = |at: usize| figures.grid(at).map_or(&figures.form.tables[at].axes, |grid| &grid.axes).as_slice();
    let cell = CellPath::resolve(&Address::new(&key.text), |key| figures.form.table(key).map(|at| (at, axes(at))));
    let cell = cell.filter(|cell| cell.length() == axes(cell.table_position()).len());
    if cell.is_none() {
        let cells: Vec<_> = figures.grids().flat_map(|(table, grid)| addresses(table, grid)).collect();
        let example = cells.last().map_or("people/total/total", Address::as_str);
        let help = format!("write the way to one cell, as in `{example}: 1140`");
        fields.findings.push(nowhere(&key, "cell", cells.iter().map(Address::as_str), &help));
    }
    let cell = cell?;
    let told = cells::cell(&value, Numbers::Of(&figures.form.tables[cell.table_position()]), fields.findings)?;
    Some(LastYear { cell, number: told.value.ok()?, span })
}

/// The finding for a key that is the address of no `what` of the form, with the nearest that is, or with what to do.
fn nowhere<'n>(key: &Key, what: &str, known: impl Iterator<Item = &'n str>, help: &str) -> Diagnostic {
    let finding = rules::BAD_VALUE.at(key.span, format!("`{}` is no {what} of the form", key.text));
    match nearest(&key.text, known) {
        Some(near) => finding.meant(&key.text, near).help(format!("did you mean `{near}`?")),
        None => finding.help(help),
    }
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

fn note(figures: &Return, note: Placed<Document>, fields: &mut Fields<'_>) -> Option<Note> {
    let Placed { key, value: text, .. } = note;
    let about = figures.part(&Address::new(&key.text)).filter(|part| part.table_position() != CellPath::LOCAL);
    if about.is_none() {
        let parts = parts(figures);
        let example = parts.iter().find(|part| part.contains('/')).map_or("people/step_1", String::as_str);
        let help = format!("name a table, or a row or cell of one as in `{example}`");
        fields.findings.push(nowhere(&key, "table or cell", parts.iter().map(String::as_str), &help));
    }
    Some(Note { about: about?, text, span: key.span })
}
