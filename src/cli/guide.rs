//! `areabook guide`

use std::process::ExitCode;

use anyhow::Result;
use areabook::shell::terminal::print;

pub(super) fn run() -> Result<ExitCode> {
    print(include_str!("../../WRITING.md"))?;
    Ok(ExitCode::SUCCESS)
}
