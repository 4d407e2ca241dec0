//! Options that several commands have.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use jiff::civil::Date;

// No documentation of the type: clap would print it as that of the command.
#[derive(Args)]
pub(super) struct BookOptions {
    /// The folder of the book, or one inside it
    #[arg(default_value = ".")]
    pub(super) book: PathBuf,
    /// The day that counts as today, as in 2014-10-30: waivers expire
    #[arg(long, value_name = "DATE")]
    now: Option<Date>,
    /// How to print the findings
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub(super) format: Format,
}

#[derive(Clone, Copy, ValueEnum)]
pub(super) enum Format {
    /// For people: the line, the text underlined, what to do
    Human,
    /// For other programs: the keys are in the README
    Json,
    /// For code hosts and editors: SARIF 2.1.0
    Sarif,
    /// One page to send to the people who put things right
    Html,
}

impl BookOptions {
    /// The day that counts as today.
    pub(super) fn today(&self) -> Date {
        self.now.unwrap_or_else(today)
    }
}

/// The day on which the command runs.
#[expect(clippy::disallowed_methods, reason = "the command line may ask the clock")]
pub(super) fn today() -> Date {
    jiff::Zoned::now().date()
}

/// A folder inside the book, without a leading `./`.
pub(super) fn inside(book: &Path, name: &str) -> PathBuf {
    if book == Path::new(".") { PathBuf::from(name) } else { book.join(name) }
}
