//! `areabook build`

use std::mem::ManuallyDrop;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result};
use areabook::publish::press;
use areabook::shell::findings::human;
use areabook::shell::findings::scope::Scope;
use areabook::shell::terminal::{print, progress};
use areabook::shell::write::written::Written;
use areabook::shell::{read, write};
use clap::Args;

use super::options::{BookOptions, drawings, inside};
use super::output::{close, explanation, findings, warn};

/// Check a book and write its site
#[derive(Args)]
pub(super) struct BuildOptions {
    #[command(flatten)]
    book: BookOptions,
    /// The folder to write the site to; the book's `site/` unless you say otherwise
    ///
    /// The folder is replaced as a whole. It is refused if it holds a file that areabook did not write or that somebody changed.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

pub(super) fn run(options: &BuildOptions) -> Result<ExitCode> {
    let BookOptions { book, format, .. } = &options.book;
    let book = &read::root(book);
    let out = options.out.clone().unwrap_or_else(|| inside(book, "site"));
    let progress = progress("Reading the book");
    let sources = read::book(book)?;
    progress.set_message("Checking figures and text");
    let mut warnings = Vec::new();
    let (cache, known) = drawings(&sources);
    let (publication, staged) = press(&sources, options.book.today(), known.clone(), |pages| {
        write::stage(pages, &out, book).map(Ok).or_else(|unstaged| unstaged.files(&mut warnings))
    });
    cache.keep(&known, &publication.drawn);
    // Never freed: the system takes all memory back at once, where a large book piece by piece takes a tenth of the time.
    let publication = ManuallyDrop::new(publication);
    progress.finish_and_clear();
    warnings.iter().for_each(|warning| warn(warning));
    print(&findings(*format, &sources, &publication, &Scope::default())?)?;
    let summary = human::summary(&publication);
    if publication.has_errors() {
        close(*format, &format!("{summary}; nothing was written{}", explanation(&publication)))?;
        return Ok(ExitCode::from(1));
    }
    let Written { changed, unchanged, removed, warnings } = staged.context("there is no site to write")??.publish()?;
    warnings.iter().for_each(|warning| warn(warning));
    let files = format!("{changed} files changed, {unchanged} unchanged, {removed} removed");
    let (out, first) = (out.display(), out.join("index.html"));
    close(*format, &format!("{summary}; the site is in {out} ({files})\nopen {}", first.display()))?;
    Ok(ExitCode::SUCCESS)
}
