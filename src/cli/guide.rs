//! `areabook guide`

use std::process::ExitCode;

use anyhow::Result;
use areabook::shell::terminal::print;
use clap::Args;

/// Print the page for authors: every form of text and figures, to be copied from
#[derive(Args)]
pub(super) struct GuideOptions {
    /// Print what can stand in each file instead: every key, what it holds and what it means
    #[arg(long)]
    keys: bool,
}

pub(super) fn run(options: &GuideOptions) -> Result<ExitCode> {
    print(if options.keys { include_str!("../../docs/reference.md") } else { include_str!("../../WRITING.md") })?;
    Ok(ExitCode::SUCCESS)
}
