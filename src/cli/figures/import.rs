//! `areabook import`

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Error, Result};
use areabook::diagnostic::Severity;
use areabook::import::outcome::{Asked, Imported, Outcome};
use areabook::import::{import, sheets};
use areabook::parse;
use areabook::publish::released::{Occasion, Readers};
use areabook::shell::terminal::{print, progress};
use areabook::shell::{read, write};
use clap::Args;

use crate::cli::options::{Format, cache, now};
use crate::cli::output::close;

/// Fill in returns with the figures of a spreadsheet: XLSX, ODS or CSV
///
/// A file is laid out like the form, with its names for rows and columns, or it has a line for each figure: area, period, path, value.
/// What was understood is printed, then what is doubtful, each with its sheet and cell. Nothing is written while there is an error.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  areabook import return.xlsx --area north --period 2013-14 --dry-run\n  areabook import all-areas.csv                 with columns area, period, path and value\n  areabook import return.ods --area north --period 2013-14 --sheet Return --replace"
)]
pub(crate) struct ImportOptions {
    /// The file
    file: PathBuf,
    /// The area, by the name of its folder; where the file does not say it, or only this one
    #[arg(long, value_name = "AREA")]
    area: Option<String>,
    /// The period, as in 2013-14; where the file does not say it, or only this one
    #[arg(long, value_name = "PERIOD")]
    period: Option<String>,
    /// The form that a new return fills in, where several hold for the period
    #[arg(long, value_name = "FORM")]
    form: Option<String>,
    /// Read only this sheet; can be given several times
    #[arg(long, value_name = "NAME")]
    sheet: Vec<String>,
    /// Write over figures that are there and differ
    #[arg(long)]
    replace: bool,
    /// Say what would be written, and write nothing
    #[arg(long)]
    dry_run: bool,
    /// The folder of the book, or one inside it
    #[arg(long, default_value = ".")]
    book: PathBuf,
}

pub(crate) fn run(options: &ImportOptions) -> Result<ExitCode> {
    let folder = &read::root(&options.book);
    let progress = progress("Reading the book");
    let sources = read::book(folder)?;
    let bytes = read::other(&options.file)?;
    let name = options.file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let (book, _) = parse::parse_knowing(&sources, cache().load(&sources));
    let book = book.context("book.toml cannot be read: `areabook check` says why")?;
    let sheets = sheets::sheets(&name, &bytes).map_err(|why| Error::msg(format!("{name}: {why}")))?;
    let ImportOptions { area, period, form, sheet, replace, .. } = options;
    let (area, period, form) = (area.clone(), period.clone(), form.clone());
    let asked = Asked { area, period, form, sheets: sheet.clone(), replaces: *replace };
    let outcome = import(&sheets, &sources, &book, &asked, Occasion::new(now(), Readers::Team)).map_err(Error::msg)?;
    progress.finish_and_clear();
    outcome.returns.iter().try_for_each(understood)?;
    outcome.findings.iter().try_for_each(|finding| print(&format!("{finding}\n\n")))?;
    if outcome.count(Severity::Error) > 0 {
        close(Format::Human, &format!("{}: nothing was written", told(&outcome)))?;
        return Ok(ExitCode::from(1));
    }
    if options.dry_run {
        close(Format::Human, &format!("{}: nothing was written, as you asked", told(&outcome)))?;
        return Ok(ExitCode::SUCCESS);
    }
    for Imported { target, text, .. } in
        outcome.returns.iter().filter(|imported| imported.text != imported.target.text || !imported.target.is_there)
    {
        if target.is_there {
            write::files::changed(&target.path, &target.text, text, folder)?;
        } else {
            let mut files = target.beside.clone();
            files.push((target.path.clone(), text.clone()));
            write::files::new_files(&files, folder)?;
        }
        close(Format::Human, &format!("wrote {}", target.path))?;
    }
    close(Format::Human, &told(&outcome))?;
    Ok(ExitCode::SUCCESS)
}

/// Prints a return as it is filled in, and what is other in it than it was.
fn understood(Imported { target, text, .. }: &Imported) -> Result<()> {
    print(&format!("{} {} ({})\n\n{}\n", target.area.name, target.period, target.path, text.trim_end()))?;
    if target.is_there && *text != target.text {
        print(&format!("\nwhat is other in it:\n{}", areabook::fix::changes(&target.path, &target.text, text)))?;
    }
    print("\n")
}

/// How many figures there are, and what was found.
fn told(outcome: &Outcome) -> String {
    let count = |number: usize, what: &str| format!("{number} {what}{}", if number == 1 { "" } else { "s" });
    let (all, new) =
        outcome.returns.iter().fold((0, 0), |(all, new), imported| (all + imported.counts.0, new + imported.counts.1));
    let (errors, warnings) = (outcome.count(Severity::Error), outcome.count(Severity::Warning));
    let found = [(errors, "error"), (warnings, "warning")].into_iter().filter(|(number, _)| *number > 0);
    let found: String = found.map(|(number, what)| format!(", {}", count(number, what))).collect();
    format!(
        "{} for {}, {new} of them new or other than before{found}",
        count(all, "figure"),
        count(outcome.returns.len(), "return")
    )
}
