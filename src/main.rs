//! The command line: arguments, exit codes, printing. Everything else is in the library.

use std::io::{ErrorKind, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result};
use areabook::publish::{Publication, publish};
use areabook::source::Sources;
use areabook::{read, terminal, write};
use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;

/// Checks and publishes the annual reports of many areas: figures in YAML, narrative in Markdown, one site.
///
/// A book is a folder with a `book.toml`. Each area has a folder in `areas/`, each report a folder named after its
/// period, such as `areas/dorset/2013-14/`. All faults are found in one run; nothing is published while there is one.
///
/// Exit codes: 0 all is well, 1 there are errors in the book, 2 something is wrong with the machine (a disk, a path).
#[derive(Parser)]
#[command(
    version,
    after_help = "Examples:\n  areabook check                 find every fault in the book in this folder\n  areabook build --out site      check it and write the site to site/\n  areabook check --format json   the findings for another program"
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Find every fault in a book, and write nothing
    Check(BookArgs),
    /// Check a book and write its site
    Build {
        #[command(flatten)]
        book: BookArgs,
        /// The folder to write the site to; the book's `site/` unless you say otherwise
        ///
        /// The folder is replaced as a whole. It is refused if it holds a file that areabook did not write or that somebody changed.
        #[arg(long, value_name = "DIR")]
        out: Option<PathBuf>,
    },
}

#[derive(Args)]
struct BookArgs {
    /// The folder of the book
    #[arg(default_value = ".")]
    book: PathBuf,
    /// The day that counts as today, as in 2014-10-30: waivers expire
    #[arg(long, value_name = "DATE")]
    now: Option<Date>,
    /// How to print the findings
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people: the line, the text underlined, what to do
    Human,
    /// For other programs
    Json,
}

fn main() -> ExitCode {
    match run(&Cli::parse()) {
        Ok(code) => code,
        Err(fault) if is_closed_pipe(&fault) => ExitCode::from(2),
        Err(fault) => {
            anstream::eprintln!("{}: {fault:#}", red("error"));
            ExitCode::from(2)
        }
    }
}

fn is_closed_pipe(fault: &anyhow::Error) -> bool {
    fault.downcast_ref::<std::io::Error>().is_some_and(|fault| fault.kind() == ErrorKind::BrokenPipe)
}

fn run(cli: &Cli) -> Result<ExitCode> {
    let (Command::Check(args) | Command::Build { book: args, .. }) = &cli.command;
    let progress = progress("Reading the book");
    let sources = read::book(&args.book)?;
    progress.set_message("Checking figures, drawing charts, making pages");
    let publication = publish(&sources, args.now.unwrap_or_else(today));
    progress.finish_and_clear();
    print(&sources, &publication, args.format)?;
    if publication.has_errors() {
        say(args.format, &format!("{}; nothing was written", terminal::summary(&publication)))?;
        return Ok(ExitCode::from(1));
    }
    if let Command::Build { book, out } = &cli.command {
        build(&publication, book, out.as_deref())?;
    } else {
        say(args.format, &terminal::summary(&publication))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn build(publication: &Publication, args: &BookArgs, out: Option<&Path>) -> Result<()> {
    let out = out.map_or_else(|| args.book.join("site"), Path::to_path_buf);
    let site = publication.site.as_ref().context("there is no site to write")?;
    let written = write::site(site, &out, &args.book)?;
    for warning in &written.warnings {
        anstream::eprintln!("{}: {warning}", yellow("warning"));
    }
    say(
        args.format,
        &format!(
            "{}; the site is in {} ({} files changed, {} unchanged, {} removed)\nopen {}",
            terminal::summary(publication),
            out.display(),
            written.changed,
            written.unchanged,
            written.removed,
            out.join("index.html").display()
        ),
    )
}

fn print(sources: &Sources, publication: &Publication, format: Format) -> Result<()> {
    let text = match format {
        Format::Human => terminal::human(sources, publication),
        Format::Json => terminal::json(sources, publication) + "\n",
    };
    let mut out = anstream::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()?;
    Ok(())
}

/// A closing line; on standard error where standard output is for another program.
fn say(format: Format, line: &str) -> Result<()> {
    match format {
        Format::Human => writeln!(anstream::stdout(), "{line}")?,
        Format::Json => writeln!(anstream::stderr(), "{line}")?,
    }
    Ok(())
}

fn red(text: &str) -> String {
    format!("\u{1b}[1;31m{text}\u{1b}[0m")
}

fn yellow(text: &str) -> String {
    format!("\u{1b}[1;33m{text}\u{1b}[0m")
}

#[expect(clippy::disallowed_methods, reason = "the command line may ask the clock")]
fn today() -> Date {
    jiff::Zoned::now().date()
}

/// A line that says what is being done, on a terminal only.
fn progress(message: &'static str) -> indicatif::ProgressBar {
    if !std::io::stderr().is_terminal() {
        return indicatif::ProgressBar::hidden();
    }
    let bar = indicatif::ProgressBar::new_spinner().with_message(message);
    bar.enable_steady_tick(std::time::Duration::from_millis(120));
    bar
}
