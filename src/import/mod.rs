//! Spreadsheets and CSV files → returns that are filled in with their figures.
//!
//! Nothing is imported that could be meant otherwise: it is refused, with its sheet and cell. What is wrong with a return that comes
//! of it the checks of the book say, here at the cell of the sheet.

pub mod sheets;
pub mod finding;
mod value;
pub mod target;
mod fill;
mod taken;
pub mod outcome;
mod names;
mod paper;
mod tidy;
mod checked;
pub mod template;

use finding::{Finding, Place};
use names::is_of_other_time;
use outcome::{Asked, Filled, Imported, Outcome, Read};
use sheets::sheet::Sheet;
use taken::Figures;
use target::Target;

use crate::book::Book;
use crate::book::cell::Cell;
use crate::book::path::CellPath;
use crate::diagnostic::Severity;
use crate::publish::released::Occasion;
use crate::source::Sources;

/// The returns that sheets fill in.
///
/// # Errors
///
/// What was asked for and is not there.
pub fn import(
    sheets: &[Sheet],
    sources: &Sources,
    book: &Book,
    asked: &Asked,
    occasion: Occasion,
) -> Result<Outcome, String> {
    let mut findings = Vec::new();
    let chosen = chosen(sheets, asked, &mut findings)?;
    let (tidy, paper): (Vec<&Sheet>, Vec<&Sheet>) = chosen.into_iter().partition(|sheet| tidy::is_tidy(sheet));
    let mut read = Vec::new();
    for sheet in &tidy {
        read.extend(tidy::read(sources, book, asked, sheet, &mut findings));
    }
    if tidy.is_empty() {
        read.push(of_paper(&paper, (sources, book), asked, &mut findings)?);
    } else {
        let names = paper.iter().filter(|sheet| !sheet.cells.is_empty()).map(|sheet| format!("“{}”", sheet.name));
        let names: Vec<_> = names.collect();
        if !names.is_empty() {
            let message = format!("sheets without a line for each figure were not read: {}", names.join(", "));
            findings.push(Finding::new(Severity::Note, None, message, "read them by themselves, with --sheet"));
        }
    }
    let mut returns = Vec::new();
    for Read { target, figures } in read {
        findings.extend(figures.notes());
        findings.extend(figures.empty(&target));
        returns.extend(imported(book, target, &figures, asked, &mut findings));
    }
    checked::check(sources, book, &mut returns, occasion, &mut findings);
    findings.sort_by(|one, other| (other.severity, &one.place).cmp(&(one.severity, &other.place)));
    // What stands above several tables is said of each.
    findings.dedup();
    let returns = returns.into_iter().map(|(imported, _)| imported).collect();
    Ok(Outcome { returns, findings })
}

/// The sheets that are to be read.
fn chosen<'s>(sheets: &'s [Sheet], asked: &Asked, findings: &mut Vec<Finding>) -> Result<Vec<&'s Sheet>, String> {
    for name in &asked.sheets {
        if sheets.iter().all(|sheet| sheet.name != *name) {
            let names: Vec<_> = sheets.iter().map(|sheet| format!("“{}”", sheet.name)).collect();
            return Err(format!("there is no sheet “{name}”; the file has {}", names.join(", ")));
        }
    }
    let hidden: Vec<_> = sheets
        .iter()
        .filter(|sheet| sheet.is_hidden && asked.sheets.is_empty())
        .map(|sheet| format!("“{}”", sheet.name))
        .collect();
    if !hidden.is_empty() {
        let message = format!("hidden sheets were not read: {}", hidden.join(", "));
        findings.push(Finding::new(
            Severity::Warning,
            None,
            message,
            "show those that belong to the return, or name them with --sheet",
        ));
    }
    let is_chosen =
        |sheet: &&Sheet| if asked.sheets.is_empty() { !sheet.is_hidden } else { asked.sheets.contains(&sheet.name) };
    Ok(sheets.iter().filter(is_chosen).collect())
}

/// The return that sheets like the paper form fill in.
fn of_paper(
    sheets: &[&Sheet],
    (sources, book): (&Sources, &Book),
    asked: &Asked,
    findings: &mut Vec<Finding>,
) -> Result<Read, String> {
    let said = paper::said(book, sheets);
    let own = |said: &Option<(Place, String)>| said.as_ref().map(|(_, name)| name.clone());
    let area = asked.area.clone().or_else(|| own(&said.area));
    let name = asked.period.clone().or_else(|| own(&said.period));
    let lacking = [("area", &area), ("period", &name)].into_iter().filter(|(_, name)| name.is_none());
    let lacking: Vec<_> = lacking.map(|(what, _)| what).collect();
    let (Some(area), Some(name)) = (area, name) else {
        let options: Vec<_> = lacking.iter().map(|what| format!("--{what}")).collect();
        let (what, options) = (lacking.join(" and "), options.join(" and "));
        return Err(format!("the file does not say of which {what} its figures are: say it with {options}"));
    };
    let area = target::area(book, &area)?;
    let period = target::period_called(book, &name)?;
    let other_area = said.area.filter(|(_, said)| target::area(book, said).is_ok_and(|said| said.key != area.key));
    let other_period = said.period.filter(|(_, said)| target::period(book, said).is_some_and(|said| said != period));
    for (place, said) in other_area.into_iter().chain(other_period) {
        let message = format!("the sheet says `{said}`, and {} {} is asked for", area.name, period.name());
        findings.push(Finding::error(place, message, "correct the sheet, or what you ask for"));
    }
    let target = Target::open(sources, book, (area, period), asked.form.as_deref().or(said.form.as_deref()))?;
    let sheets = &of_target(book, &target, sheets, findings);
    let figures = paper::read(&target, book, sheets, findings);
    Ok(Read { target, figures })
}

/// The sheets that are not named after another area or period.
fn of_target<'s>(book: &Book, target: &Target, sheets: &[&'s Sheet], findings: &mut Vec<Finding>) -> Vec<&'s Sheet> {
    let is_other = |sheet: &&Sheet| {
        is_of_other_time(&sheet.name, target.period)
            || target::area(book, &sheet.name).is_ok_and(|area| area.key != target.area.key)
    };
    let (others, own): (Vec<&Sheet>, Vec<&Sheet>) = sheets.iter().copied().partition(|sheet| is_other(sheet));
    let names: Vec<_> = others.iter().map(|sheet| format!("“{}”", sheet.name)).collect();
    if !names.is_empty() {
        let severity = if own.is_empty() { Severity::Error } else { Severity::Note };
        let message = format!("sheets named after another area or period were not read: {}", names.join(", "));
        findings.push(Finding::new(severity, None, message, ""));
    }
    own
}

fn imported(
    book: &Book,
    target: Target,
    figures: &Figures,
    asked: &Asked,
    findings: &mut Vec<Finding>,
) -> Option<Filled> {
    let mut changes: Vec<(CellPath, Cell)> = Vec::new();
    let mut places = Vec::new();
    for (path, taken) in &figures.taken {
        places.push((*path, taken.place.clone()));
        let handed = target.figures.entry(*path).and_then(|entry| entry.handed.as_ref()).map(|(cell, _)| cell);
        match handed {
            Some(handed) if *handed == taken.cell => continue,
            Some(handed) if !asked.replaces => {
                let (name, is, new) = (target.address(*path), fill::written(handed), fill::written(&taken.cell));
                let message = format!("`{name}` is {is} in {}, and {new} here", target.path);
                findings.push(Finding::error(
                    taken.place.clone(),
                    message,
                    "write --replace if the figures of this file are to stand",
                ));
            }
            _ => {}
        }
        changes.push((*path, taken.cell.clone()));
    }
    let counts = (figures.taken.len(), changes.len());
    match fill::fill(&target, book, &changes) {
        Ok(text) => Some((Imported { target, text, counts }, places)),
        Err(fault) => {
            findings.push(Finding::new(Severity::Error, None, fault, ""));
            None
        }
    }
}
