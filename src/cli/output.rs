//! What commands print.

use std::io::Write;

use anyhow::Result;
use areabook::publish::publication::Publication;
use areabook::shell::findings::scope::Scope;
use areabook::shell::findings::{html, human, json, sarif};
use areabook::shell::terminal::{complain, yellow};
use areabook::source::Sources;

use super::options::Format;

/// The findings of the reports in `scope` in a format.
pub(super) fn findings(format: Format, sources: &Sources, publication: &Publication, scope: &Scope) -> Result<String> {
    Ok(match format {
        Format::Human => human::text(sources, publication),
        Format::Json => json::text(sources, publication)?,
        Format::Sarif => sarif::text(sources, publication)?,
        Format::Html => html::text(sources, publication, scope)?,
    })
}

/// Where to read more about the first of the gravest findings, as a line of its own.
pub(super) fn explanation(publication: &Publication) -> String {
    let gravest = publication.findings.iter().rev().max_by_key(|finding| finding.severity);
    gravest.map_or_else(String::new, |finding| {
        format!("\n`areabook explain {}` says more about a finding", finding.rule.code)
    })
}

/// Prints a closing line; on standard error where standard output is for another program.
pub(super) fn close(format: Format, line: &str) -> Result<()> {
    match format {
        Format::Human => writeln!(anstream::stdout(), "{line}")?,
        Format::Json | Format::Sarif | Format::Html => writeln!(anstream::stderr(), "{line}")?,
    }
    Ok(())
}

/// Prints what a person should know besides what came of a command.
pub(super) fn warn(warning: &str) {
    complain(&format!("{}: {warning}", yellow("warning")));
}
