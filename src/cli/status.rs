//! `areabook status`

use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use areabook::publish::examine_knowing;
use areabook::publish::progress::value::Progress;
use areabook::shell::terminal::print;
use areabook::shell::{read, terminal};
use clap::Args;

use super::options::{BookOptions, Format, drawings};

/// Say of a period how far the report of each area has come, and what it waits for
#[derive(Args)]
#[command(after_help = "Examples:\n  areabook status --period 2013-14")]
pub(super) struct StatusOptions {
    #[command(flatten)]
    book: BookOptions,
    /// The period, as in 2013-14; the newest that has reports unless you say otherwise
    #[arg(long, value_name = "PERIOD")]
    period: Option<String>,
}

pub(super) fn run(StatusOptions { book: options, period }: &StatusOptions) -> Result<ExitCode> {
    let waiting = terminal::progress("Reading the book");
    let sources = read::book(&read::root(&options.book))?;
    let (cache, known) = drawings(&sources);
    let publication = examine_knowing(&sources, options.public(), known.clone());
    cache.keep(&known, &publication.drawn);
    waiting.finish_and_clear();
    let book = publication.book.as_ref().context("book.toml cannot be read: `areabook check` says why")?;
    let named =
        |name: &String| book.period(name).with_context(|| format!("`{name}` is not the name of a period of this book"));
    let newest = || book.periods().first().copied().context("the book has no reports yet");
    let period = period.as_ref().map_or_else(newest, named)?;
    let progress = Progress::new(&sources, &publication, book, (period, options.time()));
    print(&match options.format {
        Format::Json => progress.json()?,
        Format::Human => progress.text(),
        Format::Sarif | Format::Html => {
            bail!(
                "`status` is printed as human or json\n`areabook build --drafts` makes a page of it, in site-drafts/status/"
            )
        }
    })?;
    Ok(ExitCode::SUCCESS)
}
