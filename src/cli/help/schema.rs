//! `areabook schema`

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use areabook::diagnostic::{self, Severity};
use areabook::shell::terminal::{complain, red};
use areabook::shell::{read, write};
use areabook::{parse, schema};
use clap::Args;

use crate::cli::options::{Format, cache, inside};
use crate::cli::output::close;

/// Write JSON Schema for the book's YAML files, so that an editor completes and underlines
///
/// Run it again when a form, an area or a section is new or has changed.
#[derive(Args)]
pub(crate) struct SchemaOptions {
    /// The folder of the book, or one inside it
    #[arg(default_value = ".")]
    book: PathBuf,
    /// The folder to write the schemas to; the book's `schemas/` unless you say otherwise
    ///
    /// Other files in the folder are left alone. It is refused if a file has the name of a schema and areabook did not
    /// write it.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

pub(crate) fn run(options: &SchemaOptions) -> Result<ExitCode> {
    let folder = &read::root(&options.book);
    let sources = read::book(folder)?;
    let (book, mut findings) = parse::parse_knowing(&sources, cache().load(&sources));
    findings
        .retain(|finding| finding.severity == Severity::Error && schema::is_made_from(sources.path(finding.span.file)));
    let Some(book) = book.filter(|_| findings.is_empty()) else {
        diagnostic::sort(&mut findings);
        for finding in &findings {
            complain(&format!("{}: {}: {}", red("error"), sources.place(finding.span), finding.message));
        }
        complain("nothing was written: the schemas would have gaps; `areabook check` says what to do");
        return Ok(ExitCode::from(1));
    };
    let schemas = schema::schemas(&book);
    let out = options.out.clone().unwrap_or_else(|| inside(folder, "schemas"));
    write::files::schemas(&schemas, &out, folder)?;
    close(Format::Human, &format!("{} schemas are in {}", schemas.len(), out.display()))?;
    Ok(ExitCode::SUCCESS)
}
