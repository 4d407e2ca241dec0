//! `areabook template`

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Error, Result};
use areabook::import::template::{Wanted, template};
use areabook::parse;
use areabook::shell::terminal::progress;
use areabook::shell::{read, write};
use clap::Args;

use crate::cli::options::{Format, cache};
use crate::cli::output::{close, warn};

/// Make the workbook in which an area fills in a form
///
/// It has a sheet for each table, in the words of the form: cells to type into, sums, and a line that says what is empty and what
/// does not add up. `areabook import` reads it back.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  areabook template --form ew-2015 --out return.ods                         for every area and period\n  areabook template --area north --period 2013-14 --out north-2013-14.ods   on the form of that period"
)]
pub(crate) struct TemplateOptions {
    /// The form, by its key; where several hold for the period, or none is named
    #[arg(long, value_name = "FORM")]
    form: Option<String>,
    /// The area, by the name of its folder; its cell stays empty unless you say it
    #[arg(long, value_name = "AREA")]
    area: Option<String>,
    /// The period, as in 2013-14; its cell stays empty unless you say it
    #[arg(long, value_name = "PERIOD")]
    period: Option<String>,
    /// Where to write the workbook: a file that is not there yet
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// The folder of the book, or one inside it
    #[arg(long, default_value = ".")]
    book: PathBuf,
}

pub(crate) fn run(options: &TemplateOptions) -> Result<ExitCode> {
    let TemplateOptions { form, area, period, out, book } = options;
    let waiting = progress("Reading the book");
    let sources = read::book(&read::root(book))?;
    let (book, _) = parse::parse_knowing(&sources, cache().load(&sources));
    let book = book.context("book.toml cannot be read: `areabook check` says why")?;
    let wanted = Wanted { form: form.as_deref(), area: area.as_deref(), period: period.as_deref() };
    let made = template(&sources, &book, wanted).map_err(Error::msg)?;
    waiting.finish_and_clear();
    write::files::new_file(out, &made.bytes)?;
    if !made.left_out.is_empty() {
        let tables = made.left_out.join(", ");
        warn(&format!(
            "not in it, because each area names its rows itself: {tables}; say --area and --period to have them in it"
        ));
    }
    close(Format::Human, &format!("wrote {}: the form {}", out.display(), made.form))?;
    Ok(ExitCode::SUCCESS)
}
