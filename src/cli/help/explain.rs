//! `areabook explain`

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Error, Result};
use areabook::explain;
use areabook::shell::findings::rules;
use areabook::shell::read;
use areabook::shell::terminal::print;
use clap::Args;

#[derive(Args)]
pub(crate) struct ExplainOptions {
    /// The code or name of a rule, as in A101 or total
    #[arg(conflicts_with = "sentence")]
    rule: Option<String>,
    /// Say how the numbers of this sentence are read, and what the returns hold
    #[arg(long, value_name = "TEXT", requires = "area", requires = "period")]
    sentence: Option<String>,
    /// The area in whose report the sentence stands, by the name of its folder; or the key of the nation
    #[arg(long, value_name = "AREA", requires = "sentence")]
    area: Option<String>,
    /// The period of that report, as in 2013-14
    #[arg(long, value_name = "PERIOD", requires = "sentence")]
    period: Option<String>,
    /// The folder of the book, or one inside it
    #[arg(long, value_name = "FOLDER", default_value = ".", requires = "sentence")]
    book: PathBuf,
}

pub(crate) fn run(options: &ExplainOptions) -> Result<ExitCode> {
    print(&match options {
        ExplainOptions { sentence: Some(sentence), area: Some(area), period: Some(period), book, .. } => {
            let sources = read::book(&read::root(book))?;
            explain::sentence(&sources, sentence, area, period).map_err(Error::msg)?
        }
        ExplainOptions { rule: Some(word), .. } => rules::page(explain::rule(word).map_err(Error::msg)?),
        _ => rules::table(),
    })?;
    Ok(ExitCode::SUCCESS)
}
