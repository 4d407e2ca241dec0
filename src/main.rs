//! The command line: arguments, exit codes, printing. Everything else is in the library.

use std::io::Write;
use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Error, Result};
use areabook::book::Book;
use areabook::book::period::Period;
use areabook::diagnostic::{self, Diagnostic, Severity};
use areabook::findings::scope::Scope;
use areabook::findings::{html, human, json, reports, rules, sarif};
use areabook::publish::{Publication, examine, press};
use areabook::serve::Preview;
use areabook::source::Sources;
use areabook::terminal::{complain, is_closed_pipe, print, progress, red, tell, yellow};
use areabook::write::written::Written;
use areabook::{explain, parse, read, scaffold, schema, serve, write};
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
    after_help = "Examples:\n  areabook check                 find every fault in the book in this folder\n  areabook check --area dorset   only those of one area\n  areabook explain A101          what a rule finds, why it matters, what to do\n  areabook build --out site      check the book and write the site to site/\n  areabook serve --open          see the site as a draft while it is being written\n  areabook schema                schemas for an editor, in schemas/"
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
        /// The folder is replaced as a whole. It is refused if it holds a file that areabook did not write or that somebody changed.
        #[arg(long, value_name = "DIR")]
        out: Option<PathBuf>,
    },
    /// Show the site as a draft in a browser, and anew whenever a file changes
    ///
    /// Nothing is written and nothing is published: every page is marked as a draft. It is shown with errors and gaps, and each
    /// page says what was found in its files; /_findings lists all. Where a file cannot be read, the last pages stay.
    #[command(
        after_help = "Examples:\n  areabook serve --open               the book in this folder, in the browser\n  areabook serve --now 2014-10-30     as it will be on that day, with what is held until then"
    )]
    Serve(Preview),
    /// Make the files of a new period or area, to be filled in
    New {
        #[command(subcommand)]
        what: New,
    },
    /// Print the page for authors: every form of text and figures, to be copied from
    Guide,
    /// Write JSON Schema for the book's YAML files, so that an editor completes and underlines
    ///
    /// Run it again when a form, an area or a section is new or has changed.
    Schema {
        /// The folder of the book
        #[arg(default_value = ".")]
        book: PathBuf,
        /// The folder to write the schemas to; the book's `schemas/` unless you say otherwise
        ///
        /// Other files in the folder are left alone. It is refused if a file has the name of a schema and areabook did not
        /// write it.
        #[arg(long, value_name = "DIR")]
        out: Option<PathBuf>,
    },
    /// Say what a rule finds, why it matters and what to do; without a rule, list all of them
    Explain {
        /// The code or name of a rule, as in A101 or total
        rule: Option<String>,
    },
}

#[derive(Subcommand)]
enum New {
    /// A report for a period: sections, offices and contacts of the report before, figures and text blank
    Period {
        /// The period, as in 2014-15
        period: Period,
        /// Only for this area, by the name of its folder; for every area unless you say otherwise
        #[arg(long, value_name = "AREA")]
        area: Option<String>,
        /// The folder of the book
        #[arg(long, default_value = ".")]
        book: PathBuf,
    },
    /// An area
    Area {
        /// Its name, as in "North Wales"
        name: String,
        /// The region it belongs to
        #[arg(long)]
        region: String,
        /// The folder of the book
        #[arg(long, default_value = ".")]
        book: PathBuf,
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

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
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
            complain(&format!("{}: {fault:#}", red("error")));
            ExitCode::from(2)
        }
    }
}

fn run(cli: &Cli) -> Result<ExitCode> {
    match &cli.command {
        Command::Check { book, area, period } => check(book, area.as_deref(), period.as_deref()),
        Command::Build { book, out } => build(book, out.as_deref()),
        Command::Serve(preview) => serve::serve(preview, today, tell).map(|()| ExitCode::SUCCESS),
        Command::Explain { rule } => explain(rule.as_deref()),
        Command::New { what: New::Period { period, area, book } } => new_period(book, *period, area.as_deref()),
        Command::New { what: New::Area { name, region, book } } => new_area(book, name, region),
        Command::Guide => print(include_str!("../WRITING.md")).map(|()| ExitCode::SUCCESS),
        Command::Schema { book, out } => write_schemas(book, out.as_deref()),
    }
}

/// A publication that is never freed: the program ends with it, and the system takes all memory back at once, where a large
/// book piece by piece would take a tenth of the whole time.
fn kept(publication: Publication) -> ManuallyDrop<Publication> {
    ManuallyDrop::new(publication)
}

fn check(args: &BookArgs, area: Option<&str>, period: Option<&str>) -> Result<ExitCode> {
    let progress = progress("Reading the book");
    let sources = read::book(&args.book)?;
    progress.set_message("Checking figures and text");
    let mut publication = kept(examine(&sources, args.now.unwrap_or_else(today)));
    progress.finish_and_clear();
    let scope = Scope::new(&sources, publication.book.as_ref(), area, period).map_err(Error::msg)?;
    let elsewhere = scope.narrow(&sources, &mut publication);
    print(&findings(&sources, &publication, &scope, args.format)?)?;
    say(args.format, &format!("{}{}{}", human::summary(&publication), rest(&elsewhere), more(&publication)))?;
    Ok(ExitCode::from(u8::from(publication.has_errors())))
}

/// What a closing line says of findings that were not asked for: a report can be clean in a book that is not.
fn rest(elsewhere: &[Diagnostic]) -> String {
    if elsewhere.is_empty() { String::new() } else { format!("; elsewhere in the book: {}", reports::tally(elsewhere)) }
}

/// Where to read more about the first finding.
fn more(publication: &Publication) -> String {
    let first = publication.findings.first();
    first.map_or_else(String::new, |finding| {
        format!("\n`areabook explain {}` says more about a finding", finding.rule.code)
    })
}

fn build(args: &BookArgs, out: Option<&Path>) -> Result<ExitCode> {
    let out = out.map_or_else(|| inside(&args.book, "site"), Path::to_path_buf);
    let progress = progress("Reading the book");
    let sources = read::book(&args.book)?;
    let today = args.now.unwrap_or_else(today);
    progress.set_message("Checking figures and text");
    let mut warnings = Vec::new();
    let (publication, staged) = press(&sources, today, |pages| {
        write::stage(pages, &out, &args.book).map(Ok).or_else(|unstaged| unstaged.files(&mut warnings))
    });
    let publication = kept(publication);
    progress.finish_and_clear();
    warn(&warnings);
    print(&findings(&sources, &publication, &Scope::default(), args.format)?)?;
    if publication.has_errors() {
        say(args.format, &format!("{}; nothing was written{}", human::summary(&publication), more(&publication)))?;
        return Ok(ExitCode::from(1));
    }
    let written = staged.context("there is no site to write")??.publish()?;
    let Written { changed, unchanged, removed, warnings } = written;
    warn(&warnings);
    let files = format!("{changed} files changed, {unchanged} unchanged, {removed} removed");
    let (summary, out, first) = (human::summary(&publication), out.display(), out.join("index.html"));
    say(args.format, &format!("{summary}; the site is in {out} ({files})\nopen {}", first.display()))?;
    Ok(ExitCode::SUCCESS)
}

/// Says what a person should know besides what came of a command.
fn warn(warnings: &[String]) {
    for warning in warnings {
        complain(&format!("{}: {warning}", yellow("warning")));
    }
}

fn write_schemas(folder: &Path, out: Option<&Path>) -> Result<ExitCode> {
    let sources = read::book(folder)?;
    let (book, mut findings) = parse::parse(&sources);
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
    let out = out.map_or_else(|| inside(folder, "schemas"), Path::to_path_buf);
    write::plain::schemas(&schemas, &out, folder)?;
    say(Format::Human, &format!("{} schemas are in {}", schemas.len(), out.display()))?;
    Ok(ExitCode::SUCCESS)
}

/// The book in a folder, for new files: it may have faults, only not in `book.toml`.
fn book_in(folder: &Path) -> Result<(Sources, Book)> {
    let sources = read::book(folder)?;
    let (book, _) = parse::parse(&sources);
    let book = book.context("book.toml cannot be read: `areabook check` says why")?;
    Ok((sources, book))
}

fn new_period(folder: &Path, period: Period, area: Option<&str>) -> Result<ExitCode> {
    let (sources, book) = book_in(folder)?;
    let mut files = Vec::new();
    let wanted = |key: &str| area.is_none_or(|area| area == key);
    for area in book.areas.iter().filter(|found| wanted(&found.key)) {
        let made = scaffold::period(&sources, &book, area, period);
        files.extend(made.with_context(|| format!("no form covers {period}: add one to content/forms/"))?);
    }
    if let Some(area) = area.filter(|_| files.is_empty()) {
        let near = diagnostic::nearest(area, book.areas.iter().map(|area| area.key.as_str()));
        let hint = near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
        let make = "; `areabook new area` makes one";
        return Err(Error::msg(format!("there is no area `{area}`{hint}{make}")));
    }
    make(folder, &files)
}

fn new_area(folder: &Path, name: &str, region: &str) -> Result<ExitCode> {
    let key: Vec<_> = name.split(|sign: char| !sign.is_ascii_alphanumeric()).filter(|part| !part.is_empty()).collect();
    let key = key.join("-").to_ascii_lowercase();
    if key.is_empty() {
        return Err(Error::msg(format!("`{name}` holds no letter a to z, so no address can be made of it")));
    }
    let (_, book) = book_in(folder)?;
    let regions: Vec<_> = book.areas.iter().filter_map(|area| area.region.as_deref()).collect();
    make(folder, &[scaffold::area(&key, name, region)])?;
    if let Some(near) = diagnostic::nearest(region, regions.iter().copied()).filter(|_| !regions.contains(&region)) {
        let line = format!("no other area is in the region `{region}`; if `{near}` is meant, correct it in area.yaml");
        complain(&format!("{}: {line}", yellow("warning")));
    }
    Ok(ExitCode::SUCCESS)
}

fn make(folder: &Path, files: &[scaffold::NewFile]) -> Result<ExitCode> {
    write::plain::new_files(files, folder)?;
    for (path, _) in files {
        say(Format::Human, &format!("made {path}"))?;
    }
    say(Format::Human, "fill in the files, then run `areabook check`")?;
    Ok(ExitCode::SUCCESS)
}

fn explain(word: Option<&str>) -> Result<ExitCode> {
    print(&match word {
        Some(word) => rules::page(explain::rule(word).map_err(Error::msg)?),
        None => rules::table(),
    })?;
    Ok(ExitCode::SUCCESS)
}

fn findings(sources: &Sources, publication: &Publication, scope: &Scope, format: Format) -> Result<String> {
    Ok(match format {
        Format::Human => human::text(sources, publication),
        Format::Json => json::text(sources, publication)?,
        Format::Sarif => sarif::text(sources, publication)?,
        Format::Html => html::text(sources, publication, scope)?,
    })
}

/// A closing line; on standard error where standard output is for another program.
fn say(format: Format, line: &str) -> Result<()> {
    match format {
        Format::Human => writeln!(anstream::stdout(), "{line}")?,
        Format::Json | Format::Sarif | Format::Html => writeln!(anstream::stderr(), "{line}")?,
    }
    Ok(())
}

/// A folder inside the book, without a leading `./`.
fn inside(book: &Path, name: &str) -> PathBuf {
    if book == Path::new(".") { PathBuf::from(name) } else { book.join(name) }
}

#[expect(clippy::disallowed_methods, reason = "the command line may ask the clock")]
fn today() -> Date {
    jiff::Zoned::now().date()
}
