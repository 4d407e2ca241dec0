//! Options that several commands have.

use std::path::{Path, PathBuf};

use areabook::book::report::Drawings;
use areabook::shell::drawings::DrawingCache;
use areabook::source::Sources;
use clap::{Args, ValueEnum};
use jiff::Zoned;
use jiff::civil::Date;
use jiff::tz::TimeZone;

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
    /// The time that counts as now.
    #[expect(clippy::disallowed_methods, reason = "the command line may ask the clock")]
    pub(super) fn time(&self) -> Zoned {
        let begun = self.now.and_then(|day| day.to_zoned(TimeZone::UTC).ok());
        begun.unwrap_or_else(Zoned::now)
    }

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

/// The cache of the person who runs areabook, and what it has of the images of a book.
pub(super) fn drawings(sources: &Sources) -> (DrawingCache, Drawings) {
    let cache = cache();
    let known = cache.load(sources);
    (cache, known)
}

/// The cache of drawn images, where systems keep such things.
#[expect(clippy::disallowed_methods, reason = "the command line may ask the environment")]
pub(super) fn cache() -> DrawingCache {
    let home = |below: &str| Some(std::env::home_dir()?.join(below));
    let folder = std::env::var_os("XDG_CACHE_HOME").map(PathBuf::from).filter(|folder| folder.is_absolute());
    let folder = folder.or_else(|| home(if cfg!(target_os = "macos") { "Library/Caches" } else { ".cache" }));
    DrawingCache::new(folder.map(|folder| folder.join("areabook")))
}
