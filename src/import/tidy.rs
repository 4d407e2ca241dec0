//! Sheets with a line for each figure → the figures in them, of one area or of many.

use std::collections::{BTreeMap, BTreeSet};

use super::finding::Finding;
use super::names::{Names, normal};
use super::outcome::{Asked, Read};
use super::sheets::sheet::{At, Content, Kind, Sheet};
use super::taken::Figures;
use super::target::{self, Target};
use crate::address::Address;
use crate::book::Book;
use crate::book::path::CellPath;
use crate::book::period::Period;
use crate::book::returns::Local;
use crate::diagnostic::{Severity, nearest};
use crate::quantity::Quantity;
use crate::quantity::unit::Unit;
use crate::source::Sources;

/// What a column says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Role {
    Area,
    Period,
    Form,
    Path,
    Measure,
    Table,
    Value,
    Signs,
    Markers,
    Statistic,
    Symbol,
    Source,
}

/// The heads of columns, with what the columns say.
const HEADS: [(&str, Role); 22] = [
    ("area", Role::Area),
    ("area code", Role::Area),
    ("area name", Role::Area),
    ("period", Role::Period),
    ("year", Role::Period),
    ("form", Role::Form),
    ("path", Role::Path),
    ("cell", Role::Path),
    ("address", Role::Path),
    ("measure", Role::Measure),
    ("table", Role::Table),
    ("value", Role::Value),
    ("figure", Role::Value),
    ("number", Role::Value),
    ("sign", Role::Signs),
    ("signs", Role::Signs),
    ("marker", Role::Markers),
    ("markers", Role::Markers),
    ("statistic", Role::Statistic),
    ("symbol", Role::Symbol),
    ("source", Role::Source),
    ("sources", Role::Source),
];

/// The row of a sheet that names its columns, where it has a line for each figure.
struct Heads {
    row: usize,
    columns: BTreeMap<Role, usize>,
    /// The columns that say something else, with their heads.
    others: Vec<(usize, String)>,
}

/// In how many rows the names of the columns are looked for.
const MOST_ABOVE: usize = 20;

/// What a column with this head says.
fn role(head: &str) -> Option<Role> {
    HEADS.iter().find(|(name, _)| *name == head).map(|(_, role)| *role)
}

fn heads(sheet: &Sheet) -> Option<Heads> {
    (0..sheet.rows().min(MOST_ABOVE)).find_map(|row| {
        let (mut columns, mut others) = (BTreeMap::new(), Vec::new());
        for (at, content) in sheet.row(row) {
            let head = normal(&content.text);
            match role(&head) {
                Some(role) if !columns.contains_key(&role) => {
                    columns.insert(role, at.column);
                }
                _ => others.push((at.column, head)),
            }
        }
        let names_cells = [Role::Path, Role::Measure, Role::Table].iter().any(|role| columns.contains_key(role));
        (columns.contains_key(&Role::Value) && names_cells).then_some(Heads { row, columns, others })
    })
}

/// Whether a sheet has a line for each figure.
pub(super) fn is_tidy(sheet: &Sheet) -> bool {
    heads(sheet).is_some()
}

/// The figures of a sheet, for each report one return.
pub(super) fn read(
    sources: &Sources,
    book: &Book,
    asked: &Asked,
    sheet: &Sheet,
    findings: &mut Vec<Finding>,
) -> Vec<Read> {
    let Some(heads) = heads(sheet) else { return Vec::new() };
    let sheet = &with_durations(sheet, &heads);
    let mut reports: BTreeMap<(String, Period), Vec<usize>> = BTreeMap::new();
    for row in heads.row + 1..sheet.rows() {
        if sheet.row(row).next().is_none() {
            continue;
        }
        match whose(book, asked, sheet, &heads, row) {
            Ok(Some(report)) => reports.entry(report).or_default().push(row),
            Ok(None) => {}
            Err(finding) => findings.push(*finding),
        }
    }
    if let Some((column, name)) = heads.others.iter().find(|(_, name)| role(name) == Some(Role::Value)) {
        let place = sheet.place(At::new(heads.row, *column));
        let message = format!("“{name}” is a second column of figures");
        findings.push(Finding::error(place, message, "delete the one that is not to be read, or give it another name"));
    }
    let mut used = BTreeSet::new();
    let mut read = Vec::new();
    for ((key, period), rows) in reports {
        let Ok(area) = target::area(book, &key) else { continue };
        let form = heads.columns.get(&Role::Form).map(|column| sheet.text(At::new(rows[0], *column)));
        let form = asked.form.as_deref().or(form.filter(|form| !form.is_empty()));
        match Target::open(sources, book, (area, period), form) {
            Ok(target) => {
                let figures = report(book, &target, (sheet, &heads), &rows, &mut used, findings);
                read.push(Read { target, figures });
            }
            Err(fault) => {
                let (what, help) = fault.split_once('\n').unwrap_or((&fault, ""));
                let message = format!("{} {period}: {what}", area.name);
                findings.push(Finding::error(sheet.place(At::new(rows[0], 0)), message, help));
            }
        }
    }
    if let Some(column) = heads.columns.get(&Role::Source) {
        let message = "sources are not written into returns: `source:` in report.yaml and notes tell readers of them";
        findings.push(Finding::note(sheet.place(At::new(heads.row, *column)), message));
    }
    let unused: Vec<_> = heads.others.iter().filter(|(column, _)| !used.contains(column)).collect();
    if let Some((column, _)) = unused.first() {
        let names: Vec<_> = unused.iter().map(|(_, name)| format!("“{name}”")).collect();
        findings.push(Finding::note(
            sheet.place(At::new(heads.row, *column)),
            format!("columns that are not read: {}", names.join(", ")),
        ));
    }
    read
}

/// The report to which a line belongs; none where another was asked for.
fn whose(
    book: &Book,
    asked: &Asked,
    sheet: &Sheet,
    heads: &Heads,
    row: usize,
) -> Result<Option<(String, Period)>, Box<Finding>> {
    let said = |role: Role, asked: Option<&str>, what: &str| -> Result<(At, String), Box<Finding>> {
        let at = At::new(row, heads.columns.get(&role).copied().unwrap_or_default());
        let text = heads.columns.get(&role).map(|_| sheet.text(at)).filter(|text| !text.is_empty());
        let text = text.or(asked).ok_or_else(|| {
            Box::new(Finding::error(
                sheet.place(at),
                format!("nothing says the {what} of this line"),
                format!("add a column `{what}`, or say it with --{what}"),
            ))
        })?;
        Ok((at, text.to_owned()))
    };
    let (at, name) = said(Role::Area, asked.area.as_deref(), "area")?;
    let area = target::area(book, &name).map_err(|fault| {
        Box::new(Finding::error(sheet.place(at), fault, "write the key, the name or the code of the area"))
    })?;
    let (at, name) = said(Role::Period, asked.period.as_deref(), "period")?;
    let period = target::period(book, &name).ok_or_else(|| {
        let help = format!("write it as in `{}`", book.example_period().name());
        Box::new(Finding::error(sheet.place(at), format!("`{name}` is not the name of a period"), help))
    })?;
    let is_asked = |asked: Option<&String>, is: &dyn Fn(&str) -> bool| asked.is_none_or(|asked| is(asked));
    let is_area =
        is_asked(asked.area.as_ref(), &|asked| target::area(book, asked).is_ok_and(|asked| asked.key == area.key));
    let is_period = is_asked(asked.period.as_ref(), &|asked| target::period(book, asked) == Some(period));
    Ok((is_area && is_period).then(|| (area.key.clone(), period)))
}

/// The figures of one report.
fn report(
    book: &Book,
    target: &Target,
    (sheet, heads): (&Sheet, &Heads),
    rows: &[usize],
    used: &mut BTreeSet<usize>,
    findings: &mut Vec<Finding>,
) -> Figures {
    let mut figures = Figures::default();
    let names = Names::new(target);
    let mut skipped = Vec::new();
    for row in rows {
        let text = |role: Role| heads.columns.get(&role).map_or("", |column| sheet.text(At::new(*row, *column)));
        let at = |role: Role| At::new(*row, heads.columns.get(&role).copied().unwrap_or_default());
        let is_local = text(Role::Table) == Local::KEY || text(Role::Path).split('/').next() == Some(Local::KEY);
        if is_local || !["", "figure"].contains(&text(Role::Statistic)) {
            skipped.push(at(Role::Value));
            continue;
        }
        let path = if !text(Role::Path).is_empty() {
            of_address(target, text(Role::Path)).map_err(|fault| (at(Role::Path), fault))
        } else if !text(Role::Measure).is_empty() {
            of_measure(book, target, text(Role::Measure)).map_err(|fault| (at(Role::Measure), fault))
        } else {
            of_axes(target, &names, (sheet, heads, *row), text(Role::Table), used)
                .map_err(|(column, fault)| (column.unwrap_or_else(|| at(Role::Table)), fault))
        };
        let path = path.and_then(|path| match of_symbol(target, path, text(Role::Symbol)) {
            Ok(()) => Ok(path),
            Err(fault) => Err((at(Role::Symbol), fault)),
        });
        match path {
            Ok(path) if target.works_out(path) => skipped.push(at(Role::Value)),
            Ok(path) => {
                let signs = format!("{} {}", text(Role::Signs), text(Role::Markers));
                figures.take(target, sheet, (at(Role::Value), signs.trim()), path, findings);
            }
            Err((at, (message, help))) => {
                findings.push(Finding::new(Severity::Error, Some(sheet.place(at)), message, help))
            }
        }
    }
    if let Some(first) = skipped.first() {
        let message = format!(
            "figures that are worked out, or counted elsewhere than in the form, are not written: {} lines",
            skipped.len()
        );
        findings.push(Finding::note(sheet.place(*first), message));
    }
    figures
}

/// The sheet with durations that are told in seconds as they are typed.
fn with_durations(sheet: &Sheet, heads: &Heads) -> Sheet {
    let mut sheet = sheet.clone();
    let (Some(value), Some(symbol)) = (heads.columns.get(&Role::Value), heads.columns.get(&Role::Symbol)) else {
        return sheet;
    };
    for row in heads.row + 1..sheet.rows() {
        let at = At::new(row, *value);
        let is_seconds = sheet.text(At::new(row, *symbol)) == Unit::Duration.symbol();
        let Some(seconds) = sheet.text(at).parse().ok().filter(|_| is_seconds) else { continue };
        let text = Quantity::new(seconds, 0).in_unit(Unit::Duration).with_hours(true).to_string();
        sheet.cells.insert(at, Content { text, kind: Kind::Text });
    }
    sheet
}

type Fault = (String, String);

/// The cell of an address.
fn of_address(target: &Target, written: &str) -> Result<CellPath, Fault> {
    let address = Address::new(written);
    let found = target.figures.cell(&address).or_else(|| target.form().cell(&address));
    found.filter(|path| path.table_position() != CellPath::LOCAL).ok_or_else(|| {
        let cells: Vec<_> = target.cells().collect();
        let near = nearest(written, cells.iter().map(String::as_str));
        let help = near.map_or_else(
            || "name a cell as the form does, as in `table/row/column`".to_owned(),
            |near| format!("did you mean `{near}`?"),
        );
        (format!("`{written}` is no cell of the form `{}`", target.form().key), help)
    })
}

/// Says that a figure is told in what its table is in.
fn of_symbol(target: &Target, path: CellPath, symbol: &str) -> Result<(), Fault> {
    let table = target.figures.table(path).filter(|table| !["", table.number.unit.symbol()].contains(&symbol));
    let Some(table) = table else { return Ok(()) };
    let (key, own) = (&table.key, table.number.unit.symbol());
    let own = if own.is_empty() { "without a symbol".to_owned() } else { format!("in `{own}`") };
    let help = "type all digits of the figure as the form asks for it, and correct the symbol or leave it out";
    Err((format!("this figure is in `{symbol}`, and those of `{key}` are {own}"), help.to_owned()))
}

/// The cell of a measure in the form.
fn of_measure(book: &Book, target: &Target, key: &str) -> Result<CellPath, Fault> {
    let measure = book.measures.iter().find(|measure| measure.key == key || measure.title.eq_ignore_ascii_case(key));
    let Some(measure) = measure else {
        let near = nearest(key, book.measures.iter().map(|measure| measure.key.as_str()));
        return Err((
            format!("there is no measure `{key}`"),
            near.map_or_else(String::new, |near| format!("did you mean `{near}`?")),
        ));
    };
    let form = &target.form().key;
    measure.path(form).ok_or_else(|| {
        (format!("the form `{form}` has no cell for the measure `{}`", measure.key), "leave the line out".to_owned())
    })
}

/// The cell of a table that columns for its axes name.
fn of_axes(
    target: &Target,
    names: &Names<'_>,
    (sheet, heads, row): (&Sheet, &Heads, usize),
    key: &str,
    used: &mut BTreeSet<usize>,
) -> Result<CellPath, (Option<At>, Fault)> {
    let found = target.tables().find(|(_, table, _)| table.key == key).or_else(|| {
        let at = names.table(key)?;
        target.tables().find(|(own, ..)| *own == at)
    });
    let Some((at, table, axes)) = found else {
        let near = nearest(key, target.form().tables.iter().map(|table| table.key.as_str()));
        let message = if key.is_empty() {
            "nothing says which figure this is".to_owned()
        } else {
            format!("the form `{}` has no table `{key}`", target.form().key)
        };
        return Err((None, (message, near.map_or_else(String::new, |near| format!("did you mean `{near}`?")))));
    };
    axes.iter().try_fold(CellPath::table(at), |path, axis| {
        let is_axis = |head: &str| head == normal(&axis.key) || head == normal(&axis.label);
        let Some((column, _)) = heads.others.iter().find(|(_, head)| is_axis(head)) else {
            return Err((
                None,
                (
                    format!("`{}` needs a column `{}`", table.key, axis.key),
                    "add it, or name the whole cell in a column `path`".to_owned(),
                ),
            ));
        };
        used.insert(*column);
        let place = At::new(row, *column);
        let mark = names.marks(sheet.text(place)).iter().find(|mark| mark.0 == axis.key);
        mark.and_then(|mark| axis.position(mark.1)).map(|position| path.with(position)).ok_or_else(|| {
            let near = nearest(sheet.text(place), axis.all().map(|member| member.key.as_str()));
            let known: Vec<_> = axis.all().map(|member| format!("`{}`", member.key)).collect();
            let help = near
                .map_or_else(|| format!("it can be {}", known.join(", ")), |near| format!("did you mean `{near}`?"));
            (
                Some(place),
                (format!("“{}” is no {} of `{}`", sheet.text(place), axis.label.to_lowercase(), table.key), help),
            )
        })
    })
}
