//! `areabook check`

use std::mem::ManuallyDrop;
use std::process::ExitCode;

use anyhow::{Error, Result};
use areabook::diagnostic::Diagnostic;
use areabook::publish::examine;
use areabook::shell::findings::scope::Scope;
use areabook::shell::findings::{human, reports};
use areabook::shell::read;
use areabook::shell::terminal::{print, progress};
use clap::Args;

use super::options::BookOptions;
use super::output::{close, explanation, findings};

/// Find every fault in a book, and write nothing
#[derive(Args)]
#[command(
    after_help = "Examples:\n  areabook check --area dorset --period 2013-14\n  areabook check --area dorset --format html > dorset.html   a page to send to the co-ordinator"
)]
pub(super) struct CheckOptions {
    #[command(flatten)]
    book: BookOptions,
    /// Only what stands in the reports of this area, by the name of its folder: dorset
    #[arg(long, value_name = "AREA")]
    area: Option<String>,
    /// Only what stands in the reports for this period, as in 2013-14
    #[arg(long, value_name = "PERIOD")]
    period: Option<String>,
}

pub(super) fn run(options: &CheckOptions) -> Result<ExitCode> {
    let CheckOptions { book, area, period } = options;
    let progress = progress("Reading the book");
    let sources = read::book(&read::root(&book.book))?;
    progress.set_message("Checking figures and text");
    // Never freed: the system takes all memory back at once, where a large book piece by piece takes a tenth of the time.
    let mut publication = ManuallyDrop::new(examine(&sources, book.today()));
    progress.finish_and_clear();
    let scope = Scope::new(&sources, publication.book.as_ref(), area.as_deref(), period.as_deref());
    let scope = scope.map_err(Error::msg)?;
    let elsewhere = scope.narrow(&sources, &mut publication);
    print(&findings(book.format, &sources, &publication, &scope)?)?;
    let (summary, more) = (human::summary(&publication), explanation(&publication));
    close(book.format, &format!("{summary}{}{more}", rest(&elsewhere)))?;
    Ok(ExitCode::from(u8::from(publication.has_errors())))
}

/// What a closing line says of findings that were not asked for: a report can be clean in a book that is not.
fn rest(elsewhere: &[Diagnostic]) -> String {
    if elsewhere.is_empty() { String::new() } else { format!("; elsewhere in the book: {}", reports::tally(elsewhere)) }
}
