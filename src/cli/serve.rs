//! `areabook serve`

use std::net::{IpAddr, Ipv4Addr};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use areabook::book::plan::Now;
use areabook::publish::released::{Occasion, Readers};
use areabook::shell::read;
use areabook::shell::serve::{Preview, serve};
use areabook::shell::terminal::tell;
use clap::Args;

use super::options::{cache, now};

/// Show the site as a draft in a browser, and anew whenever a file changes
///
/// Nothing is written and nothing is published: every page is marked as a draft. It is shown with errors and gaps, and each
/// page says what was found in its files; /_findings lists all. Where a file cannot be read, the last pages stay.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  areabook serve --open               the book in this folder, in the browser\n  areabook serve --public --now 2014-10-30T09:30   what everybody will see at that time"
)]
pub(super) struct ServeOptions {
    /// The folder of the book, or one inside it
    #[arg(default_value = ".")]
    book: PathBuf,
    /// Open the browser
    #[arg(long)]
    open: bool,
    /// The port to listen at; the next one that is free if it is taken
    #[arg(long, default_value_t = 4242)]
    port: u16,
    /// The address to listen at, as a number: whoever reaches it can read the draft
    #[arg(long, value_name = "ADDRESS", default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    host: IpAddr,
    /// Show only what everybody would see: no drafts, and nothing that is held until a later time
    #[arg(long)]
    public: bool,
    /// The time that counts as now, as in 2014-10-30T09:30: reports are released, waivers expire
    #[arg(long, value_name = "TIME")]
    now: Option<Now>,
}

pub(super) fn run(options: &ServeOptions) -> Result<ExitCode> {
    let ServeOptions { book, open, port, host, public, now: time } = options;
    let (time, readers) = (*time, if *public { Readers::Public } else { Readers::Writer });
    let preview = Preview { book: &read::root(book), open: *open, host: *host, port: *port, drawings: cache() };
    serve(&preview, Box::new(move || Occasion::new(time.unwrap_or_else(now), readers)), tell)?;
    Ok(ExitCode::SUCCESS)
}
