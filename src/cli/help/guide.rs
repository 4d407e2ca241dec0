//! `areabook guide`

use std::path::Path;
use std::process::ExitCode;

use anyhow::Result;
use areabook::explain::guide;
use areabook::shell::read;
use areabook::shell::terminal::print;
use clap::Args;

/// Print the page for authors: every form of text and figures, to be copied from
#[derive(Args)]
pub(crate) struct GuideOptions {
    /// Print what can stand in each file instead: every key, what it holds and what it means
    #[arg(long)]
    keys: bool,
}

pub(crate) fn run(options: &GuideOptions) -> Result<ExitCode> {
    if options.keys {
        print(include_str!("../../../docs/reference.md"))?;
        return Ok(ExitCode::SUCCESS);
    }
    // The guide is there without a book, too.
    let own = read::book(&read::root(Path::new("."))).ok().and_then(|sources| guide::of_book(&sources));
    print(&[own.as_deref().unwrap_or_default(), include_str!("../../../WRITING.md")].concat())?;
    Ok(ExitCode::SUCCESS)
}
