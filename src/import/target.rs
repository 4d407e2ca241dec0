//! The return that a file fills in: the one that is there, or a blank one.

use std::sync::Arc;

use crate::book::Book;
use crate::book::area::{Area, called};
use crate::book::axis::Axis;
use crate::book::form::{Form, Table};
use crate::book::path::CellPath;
use crate::book::period::Period;
use crate::book::returns::Return;
use crate::book::returns::grid::Grid;
use crate::diagnostic::{Severity, nearest};
use crate::parse::files::folders::Folder;
use crate::parse::files::returns::figures::{self, Home};
use crate::scaffold::{self, NewFile, Wanted};
use crate::source::{SourceFile, Sources};

/// The return of an area for a period.
#[derive(Debug, Clone)]
pub struct Target {
    /// Whose it is.
    pub area: Arc<Area>,
    /// For which period.
    pub period: Period,
    /// The path of the file, inside the book.
    pub path: String,
    /// Its text; that of a blank return where there is none.
    pub text: String,
    /// Whether the file is there.
    pub is_there: bool,
    /// What it holds.
    pub figures: Return,
    /// The other files of a report that is begun with it.
    pub beside: Vec<NewFile>,
}

impl Target {
    /// The return of an area for a period, on a form if one is named. The error says why there is none.
    pub(super) fn open(
        sources: &Sources,
        book: &Book,
        (area, period): (&Arc<Area>, Period),
        form: Option<&str>,
    ) -> Result<Target, String> {
        let wanted = Wanted { area, period, partial: false };
        let folder = wanted.folder(book);
        let path = format!("{folder}statistics.yaml");
        if !area.exists_in(period) {
            return Err(format!("{} did not exist in {period}, as `from:` and `to:` in its area.yaml say", area.name));
        }
        let there = sources.find(&path);
        let (text, beside) = match there {
            Some(file) => (sources.text(file).unwrap_or_default().to_owned(), Vec::new()),
            None => blank(sources, book, wanted, form)?,
        };
        let beside =
            beside.into_iter().filter(|(other, _)| *other != path && is_lacking(sources, &folder, other)).collect();
        let figures = parsed(book, (area, period, &path), &text)?;
        if let Some(key) = form.filter(|key| figures.form.key != *key) {
            return Err(format!("{path} fills in the form `{}`, not `{key}`", figures.form.key));
        }
        Ok(Target { area: Arc::clone(area), period, path, text, is_there: there.is_some(), figures, beside })
    }

    /// The form.
    pub fn form(&self) -> &Form {
        &self.figures.form
    }

    /// The tables of the form that can be filled in, each with its position and its axes as the return has them.
    pub(super) fn tables(&self) -> impl Iterator<Item = (usize, &Table, &[Arc<Axis>])> {
        let tables = self.form().tables.iter().enumerate().filter(|(_, table)| table.computed.is_empty());
        tables.map(|(at, table)| (at, table, self.figures.grid(at).map_or(&*table.axes, |grid| &grid.axes)))
    }

    /// Whether nobody hands in a cell: the build works it out.
    pub(super) fn works_out(&self, path: CellPath) -> bool {
        let is_so =
            |table: &Table| table.is_from_areas() || table.computed.iter().any(|computed| computed.cell == path);
        self.figures.table(path).is_some_and(is_so)
    }

    /// The addresses of all cells that can be filled in.
    pub(super) fn cells(&self) -> impl Iterator<Item = String> {
        let paths = self.tables().flat_map(|(at, _, axes)| Grid::new(at, axes.to_vec(), self.figures.span).paths());
        paths.map(|path| self.address(path))
    }

    /// What an author writes for a cell.
    pub(super) fn address(&self, path: CellPath) -> String {
        self.figures.address(path).as_str().to_owned()
    }

    /// What a text in place of its own holds. The error says what is wrong with it.
    pub(super) fn with(&self, book: &Book, text: &str) -> Result<Return, String> {
        parsed(book, (&self.area, self.period, &self.path), text)
    }
}

/// Whether a file of a new report is to be written beside the return: all of them where nobody has begun it.
fn is_lacking(sources: &Sources, folder: &str, path: &str) -> bool {
    sources.find(path).is_none() && (sources.below(folder).next().is_none() || path.ends_with("/report.yaml"))
}

/// The text of a blank return, with all files of its report.
fn blank(
    sources: &Sources,
    book: &Book,
    wanted: Wanted<'_>,
    form: Option<&str>,
) -> Result<(String, Vec<NewFile>), String> {
    let partial = match form {
        Some(key) => book.form(key).map(|form| form.partial).ok_or_else(|| {
            let near = nearest(key, book.forms.iter().map(|form| form.key.as_str()));
            format!(
                "there is no form `{key}`{}",
                near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"))
            )
        })?,
        None => false,
    };
    let files = scaffold::report(sources, book, Wanted { partial, ..wanted })?;
    let text = files.iter().find(|(path, _)| path.ends_with("/statistics.yaml")).map(|(_, text)| text.clone());
    Ok((text.unwrap_or_default(), files))
}

fn parsed(book: &Book, (area, period, path): (&Arc<Area>, Period, &str), text: &str) -> Result<Return, String> {
    let sources = Sources::new([SourceFile { path: path.to_owned(), bytes: text.as_bytes().to_vec() }]);
    let folder = path.strip_suffix("statistics.yaml").unwrap_or(path).to_owned();
    let folder = Folder { path: folder, area: Arc::clone(area), period };
    let mut findings = Vec::new();
    let figures = sources
        .find(path)
        .and_then(|file| figures::figures(&sources, file, Home { book, folder: &folder }, &mut findings));
    match findings.into_iter().find(|finding| finding.severity == Severity::Error) {
        Some(fault) => Err(format!(
            "{}: {}\nput this right first: `areabook check --area {} --period {}` says more",
            sources.place(fault.span),
            fault.message,
            area.key,
            period.name()
        )),
        None => figures.ok_or_else(|| format!("{path} cannot be read: `areabook check` says why")),
    }
}

/// The area that somebody calls so: by its key, a name or a code.
pub(super) fn area<'b>(book: &'b Book, name: &str) -> Result<&'b Arc<Area>, String> {
    let all = || book.areas.iter().chain([&book.nation]);
    let same = |other: &str| other.eq_ignore_ascii_case(name);
    let is_called = |area: &&Arc<Area>| {
        same(&area.key)
            || same(&area.name)
            || area.other_names.iter().any(|other| same(other))
            || area.codes.iter().any(|code| same(code))
    };
    let mut found = all().filter(is_called);
    if let Some(area) = found.next().filter(|_| found.next().is_none()) {
        return Ok(area);
    }
    let former =
        called(book.areas.iter().map(AsRef::as_ref), name).and_then(|area| all().find(|other| other.key == area.key));
    former.ok_or_else(|| {
        let near = nearest(name, all().flat_map(|area| [area.key.as_str(), area.name.as_str()]));
        format!(
            "there is no area `{name}`{}",
            near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"))
        )
    })
}

/// The period of a name. The error says how one is written.
pub(super) fn period_called(book: &Book, name: &str) -> Result<Period, String> {
    let example = || book.example_period().name();
    period(book, name)
        .ok_or_else(|| format!("`{name}` is not the name of a period of this book; write it as in `{}`", example()))
}

/// The period of a name, also where a sign of another kind parts its years.
pub(super) fn period(book: &Book, name: &str) -> Option<Period> {
    book.period(&name.trim().replace(['/', '–', '\u{2011}', '\u{2010}'], "-"))
}
