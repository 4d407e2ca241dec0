//! The command line: a file a command, with its options. What a command does is in the library.

mod options;
mod output;
mod check;
mod build;
mod serve;
mod new;
mod figures;
mod help;
mod release;
mod sign;
mod status;

use std::process::ExitCode;

use anyhow::Result;
use areabook::shell::terminal::{complain, is_closed_pipe, red};
use clap::{Parser, Subcommand};

/// Checks and publishes the annual reports of many areas: figures in YAML, narrative in Markdown, one site.
///
/// A book is a folder with a `book.toml`. Each area has a folder in `areas/`, each report a folder named after its
/// period, such as `areas/north/2013-14/`. All faults are found in one run; nothing is published while there is one.
///
/// Exit codes: 0 all is well, 1 there are errors in the book, 2 what was asked for could not be done (a disk, a path,
/// a name that is not there).
#[derive(Parser)]
#[command(
    version,
    after_help = "Examples:\n  areabook check                 find every fault in the book in this folder\n  areabook check --area north    only those of one area\n  areabook explain A101          what a rule finds, why it matters, what to do\n  areabook build --out site      check the book and write the site to site/\n  areabook serve --open          see the site as a draft while it is being written\n  areabook schema                schemas for an editor, in schemas/"
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Check(check::CheckOptions),
    Build(build::BuildOptions),
    Status(status::StatusOptions),
    Export(figures::export::ExportOptions),
    Sign(sign::SignOptions),
    Release(release::ReleaseOptions),
    Verify(release::VerifyOptions),
    Serve(serve::ServeOptions),
    /// Make the files of a new period or area, to be filled in
    #[command(subcommand)]
    New(new::What),
    Import(figures::import::ImportOptions),
    Template(figures::template::TemplateOptions),
    Guide(help::guide::GuideOptions),
    Schema(help::schema::SchemaOptions),
    /// Say what a rule finds, why it matters and what to do; without a rule, list all of them
    Explain(help::explain::ExplainOptions),
}

/// Runs the command that the arguments name, and gives the exit code of the program.
pub(crate) fn run() -> ExitCode {
    let fault = match Cli::parse().command.run() {
        Ok(code) => return code,
        Err(fault) => fault,
    };
    // Where nobody reads on there is nobody to complain to.
    if !is_closed_pipe(&fault) {
        complain(&format!("{}: {fault:#}", red("error")));
    }
    ExitCode::from(2)
}

impl Command {
    fn run(&self) -> Result<ExitCode> {
        match self {
            Command::Check(options) => check::run(options),
            Command::Build(options) => build::run(options),
            Command::Status(options) => status::run(options),
            Command::Export(options) => figures::export::run(options),
            Command::Sign(options) => sign::run(options),
            Command::Release(options) => release::release(options),
            Command::Verify(options) => release::verify(options),
            Command::Serve(options) => serve::run(options),
            Command::New(what) => new::run(what),
            Command::Import(options) => figures::import::run(options),
            Command::Template(options) => figures::template::run(options),
            Command::Guide(options) => help::guide::run(options),
            Command::Schema(options) => help::schema::run(options),
            Command::Explain(options) => help::explain::run(options),
        }
    }
}
