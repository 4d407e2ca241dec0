//! `areabook new period` and `areabook new area`

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Error, Result, bail};
use areabook::book::Book;
use areabook::book::period::Period;
use areabook::book::report::Report;
use areabook::scaffold::{self, Wanted};
use areabook::shell::{read, write};
use areabook::source::Sources;
use areabook::{diagnostic, parse};
use clap::{Args, Subcommand};

use super::options::{Format, cache};
use super::output::{close, warn};

#[derive(Subcommand)]
pub(super) enum What {
    Period(PeriodOptions),
    Area(AreaOptions),
}

/// A report for a period: sections, offices and contacts of the report before, figures and text blank
#[derive(Args)]
pub(super) struct PeriodOptions {
    /// The period, as in 2014-15
    period: String,
    /// Only for this area, by the name of its folder; for every area and the nation unless you say otherwise
    #[arg(long, value_name = "AREA")]
    area: Option<String>,
    /// Reports that hold some figures only, and no narrative
    #[arg(long)]
    partial: bool,
    /// The folder of the book, or one inside it
    #[arg(long, default_value = ".")]
    book: PathBuf,
}

/// An area
#[derive(Args)]
pub(super) struct AreaOptions {
    /// Its name, as in "North West"
    name: String,
    /// The region it belongs to
    #[arg(long)]
    region: String,
    /// The first period for which it reports, as in 2014-15; the next of the book unless you say otherwise
    #[arg(long, value_name = "PERIOD")]
    from: Option<String>,
    /// The folder of the book, or one inside it
    #[arg(long, default_value = ".")]
    book: PathBuf,
}

pub(super) fn run(what: &What) -> Result<ExitCode> {
    match what {
        What::Period(options) => period(options)?,
        What::Area(options) => area(options)?,
    }
    Ok(ExitCode::SUCCESS)
}

fn period(options: &PeriodOptions) -> Result<()> {
    let PeriodOptions { period, area: only, partial, book } = options;
    let folder = &read::root(book);
    let (sources, book) = book_in(folder)?;
    let period = book.period(period).with_context(|| no_period(&book, period))?;
    let wanted = |area| Wanted { area, period, partial: *partial };
    if let Some(only) = only {
        let area = book.area_called(only).with_context(|| no_area(&book, only))?;
        if !area.exists_in(period) {
            bail!("{} did not exist in {period}, as `from:` and `to:` in its area.yaml say", area.name);
        }
        let mut files = scaffold::report(&sources, &book, wanted(area)).map_err(Error::msg)?;
        keep_missing_files(&sources, &mut files);
        return make(folder, &files);
    }
    // Once the nation's form has ended the areas go on without it.
    let has_national = book.forms.iter().any(|form| form.national && form.covers(period));
    let (mut files, mut begun) = (Vec::new(), Vec::new());
    for area in book.areas_in(period).chain(Some(&*book.nation).filter(|_| has_national)) {
        if let Some(reason) = book.excuse(&area.key, period) {
            close(Format::Human, &format!("left out {}, which is excused: {reason}", area.name))?;
            continue;
        }
        let place = wanted(area).folder(&book);
        if sources.below(&place).next().is_some() {
            begun.push(place);
            continue;
        }
        files.extend(scaffold::report(&sources, &book, wanted(area)).map_err(Error::msg)?);
    }
    for place in &begun {
        close(Format::Human, &format!("left {place} as it is: somebody has begun it"))?;
    }
    if files.is_empty() { Ok(()) } else { make(folder, &files) }
}

/// Leaves what a report that somebody has begun cannot do without, where it lacks some of it.
fn keep_missing_files(sources: &Sources, files: &mut Vec<scaffold::NewFile>) {
    let is_there = |path: &str| sources.find(path).is_some();
    let is_lacking =
        |path: &str| !is_there(path) && ["/report.yaml", "/statistics.yaml"].iter().any(|name| path.ends_with(name));
    if files.iter().any(|(path, _)| is_there(path)) && files.iter().any(|(path, _)| is_lacking(path)) {
        files.retain(|(path, _)| is_lacking(path));
    }
}

fn no_period(book: &Book, wanted: &str) -> String {
    let example = book.example_period();
    let name = example.name();
    format!(
        "`{wanted}` is not the name of a period of this book; write it as in `{name}`, which is {} to {}",
        example.start(),
        example.end()
    )
}

fn no_area(book: &Book, wanted: &str) -> String {
    let near = diagnostic::nearest(wanted, book.areas.iter().map(|area| area.key.as_str()));
    let hint = near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
    format!("there is no area `{wanted}`{hint}; `areabook new area` makes one")
}

fn area(options: &AreaOptions) -> Result<()> {
    let AreaOptions { name, region, from, book } = options;
    let folder = &read::root(book);
    let key: Vec<_> = name.split(|sign: char| !sign.is_ascii_alphanumeric()).filter(|part| !part.is_empty()).collect();
    let key = key.join("-").to_ascii_lowercase();
    if key.is_empty() {
        bail!("`{name}` holds no letter a to z, so no address can be made of it");
    }
    let (_, book) = book_in(folder)?;
    let regions: Vec<_> = book.areas.iter().filter_map(|area| area.region.as_deref()).collect();
    let from = match from {
        Some(from) => Some(book.period(from).with_context(|| no_period(&book, from))?),
        None => next_period(&book),
    };
    make(folder, &[scaffold::area(&key, name, region, from)])?;
    if let Some(from) = from {
        let other = "write another period, or delete the line, if it reported before";
        close(Format::Human, &format!("`from: {}` stands in area.yaml: {other}", from.name()))?;
    }
    // “South” is another region than “North”, though only two of its letters differ.
    let is_slip = |near: &&str| strsim::damerau_levenshtein(region, near) * 4 < region.len();
    let near = diagnostic::nearest(region, regions.iter().copied()).filter(is_slip);
    if let Some(near) = near.filter(|_| !regions.contains(&region.as_str())) {
        warn(&format!("no other area is in the region `{region}`; if `{near}` is meant, correct it in area.yaml"));
    }
    Ok(())
}

/// The year that the book's reports come to next: the newest, as long as all of its reports are drafts, or the one after it.
fn next_period(book: &Book) -> Option<Period> {
    let newest = book.all_reports().map(|report| report.period.year()).max()?;
    let mut reports = book.all_reports().filter(|report| report.period.year() == newest);
    if reports.all(Report::is_draft) { Some(newest) } else { newest.of_year(newest.start_year() + 1) }
}

/// The book in a folder, for new files: it may have faults, only not in `book.toml`.
fn book_in(folder: &Path) -> Result<(Sources, Book)> {
    let sources = read::book(folder)?;
    let (book, _) = parse::parse_knowing(&sources, cache().load(&sources));
    let book = book.context("book.toml cannot be read: `areabook check` says why")?;
    Ok((sources, book))
}

fn make(folder: &Path, files: &[scaffold::NewFile]) -> Result<()> {
    write::files::new_files(files, folder)?;
    for (path, _) in files {
        close(Format::Human, &format!("made {path}"))?;
    }
    close(Format::Human, "fill in the files, then run `areabook check`")
}
