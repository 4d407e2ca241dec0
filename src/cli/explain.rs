//! `areabook explain`

use std::process::ExitCode;

use anyhow::{Error, Result};
use areabook::explain;
use areabook::shell::findings::rules;
use areabook::shell::terminal::print;
use clap::Args;

#[derive(Args)]
pub(super) struct ExplainOptions {
    /// The code or name of a rule, as in A101 or total
    rule: Option<String>,
}

pub(super) fn run(options: &ExplainOptions) -> Result<ExitCode> {
    print(&match &options.rule {
        Some(word) => rules::page(explain::rule(word).map_err(Error::msg)?),
        None => rules::table(),
    })?;
    Ok(ExitCode::SUCCESS)
}
