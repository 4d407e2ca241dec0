//! Options that several commands have.

use std::path::{Path, PathBuf};

use areabook::book::Book;
use areabook::book::plan::Now;
use areabook::book::report::Drawings;
use areabook::publish::released::{Occasion, Readers};
use areabook::shell::drawings::DrawingCache;
use areabook::source::Sources;
use clap::{Args, ValueEnum};

// No documentation of the type: clap would print it as that of the command.
#[derive(Args)]
pub(super) struct BookOptions {
    /// The folder of the book, or one inside it
    #[arg(default_value = ".")]
    pub(super) book: PathBuf,
    /// The time that counts as now, as in 2014-10-30T09:30: reports are released, waivers expire
    ///
    /// The hour is that of the clocks in the book's time zone. A day alone is meant as it begins.
    #[arg(long, value_name = "TIME")]
    pub(super) now: Option<Now>,
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
    /// The site for everybody.
    pub(super) fn public(&self) -> Occasion {
        self.site_for(Readers::Public)
    }

    /// The time that counts as now.
    pub(super) fn time(&self) -> Now {
        self.now.unwrap_or_else(now)
    }

    /// Whether the time that counts as now is still to come.
    pub(super) fn is_ahead(&self, book: &Book) -> bool {
        let zone = &book.settings.zone;
        self.time().instant(zone) > now().instant(zone)
    }

    /// The site for some readers.
    pub(super) fn site_for(&self, readers: Readers) -> Occasion {
        Occasion::new(self.time(), readers)
    }
}

/// The time at which the command runs.
#[expect(clippy::disallowed_methods, reason = "the command line may ask the clock")]
pub(super) fn now() -> Now {
    Now::Instant(jiff::Timestamp::now())
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
