//! `areabook check`

use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Error, Result, bail};
use areabook::diagnostic::{Diagnostic, Severity};
use areabook::fix;
use areabook::publish::examine_knowing;
use areabook::publish::publication::Publication;
use areabook::shell::findings::scope::Scope;
use areabook::shell::findings::{html, human, reports};
use areabook::shell::terminal::{print, progress};
use areabook::shell::write::written::Written;
use areabook::shell::{read, write};
use areabook::source::Sources;
use clap::Args;

use super::options::{BookOptions, Format, drawings};
use super::output::{close, explanation, findings, warn};

/// Find every fault in a book; nothing is written without --fix
#[derive(Args)]
#[command(
    after_help = "Examples:\n  areabook check --area north --period 2013-14\n  areabook check --area north --format html > north.html   a page to send to the author\n  areabook check --period 2013-14 --format html --out findings   such a page for each area\n  areabook check --area north --fix --dry-run   the references that areabook can write for you"
)]
pub(super) struct CheckOptions {
    #[command(flatten)]
    book: BookOptions,
    /// Only what stands in the reports of this area, by the name of its folder: north
    #[arg(long, value_name = "AREA")]
    area: Option<String>,
    /// Only what stands in the reports for this period, as in 2013-14
    #[arg(long, value_name = "PERIOD")]
    period: Option<String>,
    /// With --format html: write a page for each area, and a list of them, into this folder
    ///
    /// The folder is replaced as a whole. It is refused if it holds a file that areabook did not write or that somebody changed.
    #[arg(long, value_name = "DIR", conflicts_with_all = ["area", "fix"])]
    out: Option<PathBuf>,
    /// Write the references that findings name into the texts, where their sentence has no other finding, and show what was changed
    #[arg(long, conflicts_with = "format")]
    fix: bool,
    /// Only show what --fix would change
    #[arg(long, requires = "fix")]
    dry_run: bool,
}

pub(super) fn run(options: &CheckOptions) -> Result<ExitCode> {
    let CheckOptions { book, fix, dry_run, out, .. } = options;
    if out.is_some() && !matches!(book.format, Format::Html) {
        bail!("--out is for pages to send: write `--format html` as well");
    }
    let mut checked = Checked::new(options)?;
    if *fix {
        let is_written = checked.fix(options)?;
        if *dry_run {
            return Ok(ExitCode::SUCCESS);
        }
        if is_written {
            checked = Checked::new(options)?;
        }
    }
    if let Some(out) = &options.out {
        return checked.write(out, options);
    }
    let Checked { sources, publication, scope, elsewhere } = checked;
    print(&findings(book.format, &sources, &publication, &scope)?)?;
    let (summary, more) = (human::summary(&publication), explanation(&publication));
    close(book.format, &format!("{summary}{}{more}", rest(&elsewhere)))?;
    Ok(ExitCode::from(u8::from(publication.count(Severity::Error) > 0)))
}

/// A book with the findings that were asked for.
struct Checked {
    sources: Sources,
    /// Never freed: the system takes all memory back at once, where a large book piece by piece takes a tenth of the time.
    publication: ManuallyDrop<Publication>,
    scope: Scope,
    /// The findings that were not asked for.
    elsewhere: Vec<Diagnostic>,
}

impl Checked {
    fn new(CheckOptions { book, area, period, .. }: &CheckOptions) -> Result<Self> {
        let progress = progress("Reading the book");
        let sources = read::book(&read::root(&book.book))?;
        progress.set_message("Checking figures and text");
        let (cache, known) = drawings(&sources);
        let mut publication = ManuallyDrop::new(examine_knowing(&sources, book.public(), known.clone()));
        cache.keep(&known, &publication.drawn);
        progress.finish_and_clear();
        let scope = Scope::new(&sources, publication.book.as_ref(), area.as_deref(), period.as_deref());
        let scope = scope.map_err(Error::msg)?;
        let elsewhere = scope.narrow(&sources, &mut publication);
        Ok(Checked { sources, publication, scope, elsewhere })
    }

    /// Writes a page for each area into a folder.
    fn write(&self, out: &Path, CheckOptions { book, .. }: &CheckOptions) -> Result<ExitCode> {
        let Checked { sources, publication, scope, elsewhere } = self;
        let pages = html::folder(sources, publication, scope)?;
        let Written { changed, unchanged, removed, warnings } = write::site(&pages, out, &read::root(&book.book))?;
        warnings.iter().for_each(|warning| warn(warning));
        let (summary, rest) = (human::summary(publication), rest(elsewhere));
        let files = format!("{changed} files changed, {unchanged} unchanged, {removed} removed");
        let (out, first) = (out.display(), out.join("index.html"));
        let line = format!("{summary}{rest}; a page for each area is in {out} ({files})\nopen {}", first.display());
        close(Format::Human, &line)?;
        Ok(ExitCode::from(u8::from(publication.count(Severity::Error) > 0)))
    }

    /// Shows what can be put right, and writes it unless it is only to be shown. Whether anything was written.
    fn fix(&self, CheckOptions { book, dry_run, .. }: &CheckOptions) -> Result<bool> {
        let edits = fix::edits(&self.publication.findings);
        for (file, edits) in &edits {
            print(&fix::diff(&self.sources, *file, edits))?;
        }
        let count = |number: usize, what: &str| format!("{number} {what}{}", if number == 1 { "" } else { "s" });
        let number = edits.values().map(Vec::len).sum();
        let what = format!("{} in {}", count(number, "reference"), count(edits.len(), "file"));
        if !dry_run {
            write::files::edit(&edits, &self.sources, &read::root(&book.book))?;
        }
        let close = |line: &str| close(book.format, line);
        match (number, dry_run) {
            (0, _) => close("no reference can be written safely: nothing was changed")?,
            (_, true) => close(&format!("would write {what}: nothing was changed"))?,
            (_, false) => close(&format!("wrote {what}\n"))?,
        }
        Ok(number > 0 && !dry_run)
    }
}

/// What a closing line says of findings that were not asked for: a report can be clean in a book that is not.
fn rest(elsewhere: &[Diagnostic]) -> String {
    if elsewhere.is_empty() { String::new() } else { format!("; elsewhere in the book: {}", reports::tally(elsewhere)) }
}
