//! `areabook export`

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Error, Result};
use areabook::book::plan::Now;
use areabook::download::DataFormat;
use areabook::publish::press;
use areabook::publish::released::Readers;
use areabook::shell::findings::human;
use areabook::shell::findings::scope::Scope;
use areabook::shell::read;
use areabook::shell::terminal::{complain, print, progress};
use clap::{Args, ValueEnum};

use crate::cli::options::{BookOptions, Format, drawings};
use crate::cli::output::{explanation, findings};

/// Print figures as the site offers them: one figure a line
///
/// The columns are those of the site's downloads; docs/figures.md says what stands in them.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  areabook export --area north --period 2013-14 > north.csv\n  areabook export --period 2013-14   all areas and the nation\n  areabook export --measure incidents --format json   with rates, intervals and changes"
)]
pub(crate) struct ExportOptions {
    /// The folder of the book, or one inside it
    #[arg(default_value = ".")]
    book: PathBuf,
    /// The time that counts as now, as in 2014-10-30T09:30: only what is public then is printed
    #[arg(long, value_name = "TIME")]
    now: Option<Now>,
    /// Only the figures of this area, by the name of its folder: north
    #[arg(long, value_name = "AREA")]
    area: Option<String>,
    /// Only the figures for this period, as in 2013-14
    #[arg(long, value_name = "PERIOD")]
    period: Option<String>,
    /// Only the figures of this measure, with their rates and changes, by its key in content/measures.yaml
    #[arg(long, value_name = "MEASURE", conflicts_with_all = ["area", "period"])]
    measure: Option<String>,
    /// How to print the figures
    #[arg(long, value_enum, default_value_t = Data::Csv)]
    format: Data,
    /// Print drafts as well, and what is held until later: never publish that
    #[arg(long)]
    drafts: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum Data {
    /// A line for each figure
    Csv,
    /// An object for each figure
    Json,
}

pub(crate) fn run(options: &ExportOptions) -> Result<ExitCode> {
    let ExportOptions { area, period, measure, .. } = options;
    let names = [area.as_deref(), period.as_deref(), measure.as_deref()];
    let format = match options.format {
        Data::Csv => DataFormat::Csv,
        Data::Json => DataFormat::Json,
    };
    let book = BookOptions { book: options.book.clone(), now: options.now, format: Format::Human };
    let occasion = book.site_for(if options.drafts { Readers::Team } else { Readers::Public });
    let waiting = progress("Reading the book");
    let sources = read::book(&read::root(&book.book))?;
    let (cache, known) = drawings(&sources);
    let (publication, figures) = press(&sources, occasion, known.clone(), |site| Ok(site.figures(names, format)));
    cache.keep(&known, &publication.drawn);
    waiting.finish_and_clear();
    if publication.has_errors() {
        complain(findings(Format::Human, &sources, &publication, &Scope::default())?.trim_end());
        let summary = human::summary(&publication);
        complain(&format!("{summary}; nothing was printed{}", explanation(&publication)));
        return Ok(ExitCode::from(1));
    }
    let bytes = figures.context("the book has no site")?.map_err(Error::msg)?;
    print(&String::from_utf8(bytes)?)?;
    Ok(ExitCode::SUCCESS)
}
