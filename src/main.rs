//! The command line: arguments, exit codes, printing. Everything else is in the library.

use std::io::{ErrorKind, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Error, Result};
use areabook::diagnostic::Diagnostic;
use areabook::findings::scope::Scope;
use areabook::findings::{html, human, json, reports, rules, sarif};
use areabook::publish::{Publication, publish};
use areabook::source::Sources;
use areabook::{explain, read, write};
use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;

/// Checks and publishes the annual reports of many areas: figures in YAML, narrative in Markdown, one site.
///
/// A book is a folder with a `book.toml`. Each area has a folder in `areas/`, each report a folder named after its
/// period, such as `areas/dorset/2013-14/`. All faults are found in one run; nothing is published while there is one.
///
/// Exit codes: 0 all is well, 1 there are errors in the book, 2 what was asked for could not be done (a disk, a path,
/// a name that is not there).
#[derive(Parser)]
#[command(
    version,
    after_help = "Examples:\n  areabook check                 find every fault in the book in this folder\n  areabook check --area dorset   only those of one area\n  areabook explain A101          what a rule finds, why it matters, what to do\n  areabook build --out site      check the book and write the site to site/"
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Find every fault in a book, and write nothing
    #[command(
        after_help = "Examples:\n  areabook check --area dorset --period 2013-14\n  areabook check --area dorset --format html > dorset.html   a page to send to the co-ordinator"
    )]
    Check {
        #[command(flatten)]
        book: BookArgs,
        /// Only what stands in the reports of this area, by the name of its folder: dorset
        #[arg(long, value_name = "AREA")]
        area: Option<String>,
        /// Only what stands in the reports for this period, as in 2013-14
        #[arg(long, value_name = "PERIOD")]
        period: Option<String>,
    },
    /// Check a book and write its site
    Build {
        #[command(flatten)]
        book: BookArgs,
        /// The folder to write the site to; the book's `site/` unless you say otherwise
        ///
        /// The folder is replaced as a whole. It is refused if it holds a file that areabook did not write.
        #[arg(long, value_name = "DIR")]
        out: Option<PathBuf>,
    },
    /// Say what a rule finds, why it matters and what to do; without a rule, list all of them
    Explain {
        /// The code or name of a rule, as in A101 or total
        rule: Option<String>,
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
    /// For other programs: the keys are in the README
    Json,
    /// For code hosts and editors: SARIF 2.1.0
    Sarif,
    /// One page to send to the people who put things right
    Html,
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
    match &cli.command {
        Command::Check { book, area, period } => check(book, area.as_deref(), period.as_deref()),
        Command::Build { book, out } => build(book, out.as_deref()),
        Command::Explain { rule } => explain(rule.as_deref()),
    }
}

/// What comes of the book that the arguments name.
fn publication(args: &BookArgs) -> Result<(Sources, Publication)> {
    let progress = progress("Reading the book");
    let sources = read::book(&args.book)?;
    progress.set_message("Checking figures, drawing charts, making pages");
    let publication = publish(&sources, args.now.unwrap_or_else(today));
    progress.finish_and_clear();
    Ok((sources, publication))
}

fn check(args: &BookArgs, area: Option<&str>, period: Option<&str>) -> Result<ExitCode> {
    let (sources, mut publication) = publication(args)?;
    let scope = Scope::new(&sources, publication.book.as_ref(), area, period).map_err(Error::msg)?;
    let elsewhere = scope.narrow(&sources, &mut publication);
    print_findings(&sources, &publication, &scope, args.format)?;
    say(args.format, &format!("{}{}", human::summary(&publication), rest(&elsewhere)))?;
    Ok(ExitCode::from(u8::from(publication.has_errors())))
}

/// What a closing line says of findings that were not asked for: a report can be clean in a book that is not.
fn rest(elsewhere: &[Diagnostic]) -> String {
    if elsewhere.is_empty() { String::new() } else { format!("; elsewhere in the book: {}", reports::tally(elsewhere)) }
}

fn build(args: &BookArgs, out: Option<&Path>) -> Result<ExitCode> {
    let (sources, publication) = publication(args)?;
    print_findings(&sources, &publication, &Scope::default(), args.format)?;
    if publication.has_errors() {
        say(args.format, &format!("{}; nothing was written", human::summary(&publication)))?;
        return Ok(ExitCode::from(1));
    }
    let out = out.map_or_else(|| args.book.join("site"), Path::to_path_buf);
    let site = publication.site.as_ref().context("there is no site to write")?;
    let written = write::site(site, &out, &args.book)?;
    say(
        args.format,
        &format!(
            "{}; the site is in {} ({} files changed, {} unchanged, {} removed)\nopen {}",
            human::summary(&publication),
            out.display(),
            written.changed,
            written.unchanged,
            written.removed,
            out.join("index.html").display()
        ),
    )?;
    Ok(ExitCode::SUCCESS)
}

fn explain(word: Option<&str>) -> Result<ExitCode> {
    print(&match word {
        Some(word) => rules::page(explain::rule(word).map_err(Error::msg)?),
        None => rules::table(),
    })?;
    Ok(ExitCode::SUCCESS)
}

fn print_findings(sources: &Sources, publication: &Publication, scope: &Scope, format: Format) -> Result<()> {
    print(&match format {
        Format::Human => human::text(sources, publication),
        Format::Json => json::text(sources, publication)?,
        Format::Sarif => sarif::text(sources, publication)?,
        Format::Html => html::text(sources, publication, scope)?,
    })
}

fn print(text: &str) -> Result<()> {
    let mut out = anstream::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()?;
    Ok(())
}

/// A closing line; on standard error where standard output is for another program.
fn say(format: Format, line: &str) -> Result<()> {
    match format {
        Format::Human => writeln!(anstream::stdout(), "{line}")?,
        Format::Json | Format::Sarif | Format::Html => writeln!(anstream::stderr(), "{line}")?,
    }
    Ok(())
}

fn red(text: &str) -> String {
    format!("\u{1b}[1;31m{text}\u{1b}[0m")
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
