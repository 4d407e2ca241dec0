//! `areabook build`

use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, bail, ensure};
use areabook::book::Book;
use areabook::publish::press;
use areabook::publish::publication::Releases;
use areabook::publish::released::{Occasion, Readers, Waiting, is_held, is_ready, next_release};
use areabook::shell::findings::human;
use areabook::shell::findings::scope::Scope;
use areabook::shell::terminal::{print, progress};
use areabook::shell::write::written::Written;
use areabook::shell::{read, write};
use clap::Args;

use super::options::{BookOptions, drawings, inside};
use super::output::{close, explanation, findings, warn};

/// Check a book and write its site
#[derive(Args)]
pub(super) struct BuildOptions {
    #[command(flatten)]
    book: BookOptions,
    /// The folder to write the site to; the book's `site/` unless you say otherwise
    ///
    /// The folder is replaced as a whole. It is refused if it holds a file that areabook did not write or that somebody changed.
    /// In a book that records its releases it has to be another one where the time behind `--now` is still to come: that site is not
    /// to be published.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Make the site for those who write it: with drafts and with what is held until later, each page marked
    ///
    /// It is written to the book's `site-drafts/` unless you say otherwise. Never publish it.
    #[arg(long)]
    drafts: bool,
}

pub(super) fn run(options: &BuildOptions) -> Result<ExitCode> {
    let BookOptions { book, format, .. } = &options.book;
    let book = &read::root(book);
    let (readers, folder) = if options.drafts { (Readers::Team, "site-drafts") } else { (Readers::Public, "site") };
    let occasion = options.book.site_for(readers);
    let out = options.out.clone().unwrap_or_else(|| inside(book, folder));
    let progress = progress("Reading the book");
    let sources = read::book(book)?;
    progress.set_message("Checking figures and text");
    let (mut warnings, mut withheld) = (Vec::new(), Vec::new());
    let (cache, known) = drawings(&sources);
    let (publication, staged) = press(&sources, occasion, known.clone(), |pages| {
        withheld = pages.withheld();
        write::stage(pages, &out, book).map(Ok).or_else(|unstaged| unstaged.files(&mut warnings))
    });
    cache.keep(&known, &publication.drawn);
    // Never freed: the system takes all memory back at once, where a large book piece by piece takes a tenth of the time.
    let publication = ManuallyDrop::new(publication);
    progress.finish_and_clear();
    warnings.iter().for_each(|warning| warn(warning));
    print(&findings(*format, &sources, &publication, &Scope::default())?)?;
    let summary = human::summary(&publication);
    if publication.has_errors() {
        close(*format, &format!("{summary}; nothing was written{}", explanation(&publication)))?;
        return Ok(ExitCode::from(1));
    }
    let is_public = !options.drafts && place(&out) == place(&inside(book, "site"));
    if let Some(book) = publication.book.as_ref().filter(|_| is_public) {
        refuse_out_of_time(options, book, &publication.releases, &out)?;
    }
    let Written { changed, unchanged, removed, warnings } = staged.context("there is no site to write")??.publish()?;
    warnings.iter().for_each(|warning| warn(warning));
    let files = format!("{changed} files changed, {unchanged} unchanged, {removed} removed");
    let (out, first) = (out.display(), out.join("index.html"));
    let mut left_out =
        publication.book.as_ref().map_or_else(String::new, |book| left_out(book, &publication.waiting, occasion));
    if !withheld.is_empty() {
        left_out += &format!(
            "earlier editions that are not shown, because they, or areas beside them, have what is held back or withdrawn now: {}\n",
            withheld.join(", ")
        );
    }
    if publication.set_aside > 0 {
        left_out +=
            "the errors are in reports that are not public as they stand: the site has nothing of what they say now\n";
    }
    if is_public {
        left_out += &unrecorded(&publication.releases);
    }
    close(*format, &format!("{summary}; the site is in {out} ({files})\n{left_out}open {}", first.display()))?;
    Ok(ExitCode::SUCCESS)
}

/// Refuses a site for everybody that is not to be that of this time: it is still to come, or before that of what readers see. A warning
/// where somebody should know.
fn refuse_out_of_time(options: &BuildOptions, book: &Book, releases: &Releases, out: &Path) -> Result<()> {
    let Releases { past, later, unrecorded: _ } = releases;
    if options.book.is_ahead(book) {
        ensure!(
            past.is_empty() && later.is_empty(),
            "the time behind `--now` is still to come: name another folder with `--out`, as in `--out rehearsal`, so that nobody publishes this site before its time; nothing was written"
        );
        warn("the time behind `--now` is still to come: publish this site no earlier");
    }
    let shown = read::releases_of_site(out);
    if let Some(last) = shown.iter().rev().find(|name| !past.contains(name)) {
        let (why, look) = match later.contains(last) {
            true => (
                "and the time of this build is before it",
                "look whether the clock of this machine and `--now` are right",
            ),
            false => (
                "of which `releases/` has no record",
                "look whether this copy of the book is the newest, and bring the record back",
            ),
        };
        bail!(
            "{} shows the release of {last}, {why}: {look}, or name another folder with `--out`; nothing was written",
            out.display()
        );
    }
    if let Some(last) = later.last() {
        warn(&format!("the release of {last} is recorded, and that is still to come: this site has nothing of it"));
    }
    Ok(())
}

/// The line about what a site has that no release has recorded; none where there is nothing.
fn unrecorded(releases: &Releases) -> String {
    let (folders, files) = releases.unrecorded();
    let reports = (!folders.is_empty()).then(|| reports(folders.len()));
    let files: Vec<_> = files.into_iter().map(str::to_owned).collect();
    match [reports, first_of(&files)].into_iter().flatten().collect::<Vec<_>>().join(", ").as_str() {
        "" => String::new(),
        what => format!("not recorded yet: {what}; run `areabook release` and build again before this site goes out\n"),
    }
}

/// Where a folder stands, whether it is there or not.
fn place(folder: &Path) -> PathBuf {
    let there = folder.canonicalize().or_else(|_| std::path::absolute(folder));
    there.unwrap_or_else(|_| folder.to_owned())
}

/// What of a book a site leaves out, in lines: the reports that are not ready, those that wait for others, how many wait for their
/// time, and when the next of these is released, so that a scheduler can build again.
fn left_out(book: &Book, waiting: &[Waiting], occasion: Occasion) -> String {
    if occasion.readers != Readers::Public {
        return "this site holds drafts and what is held until later: do not publish it\n".to_owned();
    }
    let now = occasion.now.instant(&book.settings.zone);
    let unready: Vec<_> = book.all_reports().filter(|report| !is_ready(book, report)).collect();
    let held = book.all_reports().filter(|report| is_ready(book, report) && is_held(book, report, now)).count();
    let mut lines = String::new();
    let drafts = if book.settings.sign_off.is_some() { "they are drafts or not signed" } else { "they are drafts" };
    let waiting: Vec<_> =
        book.all_reports().filter(|report| waiting.iter().any(|waiting| waiting.is_of(report))).collect();
    for (why, reports) in [(drafts, unready), ("what they tell of is not public", waiting)] {
        let names: Vec<_> = reports.iter().map(|report| format!("{} {}", report.name(), report.period)).collect();
        lines.extend(first_of(&names).map(|some| format!("not public as they stand, because {why}: {some}\n")));
    }
    if let Some(time) = next_release(book, now) {
        lines += &format!("held until their time: {}\nnext release: {}\n", reports(held), book.on_clocks(time));
    }
    lines
}

/// The first of some names, and how many more there are; none where there are none.
fn first_of(names: &[String]) -> Option<String> {
    let [first, others @ ..] = names else { return None };
    Some(if others.is_empty() { first.clone() } else { format!("{first} and {} more", others.len()) })
}

fn reports(number: usize) -> String {
    if number == 1 { "1 report".to_owned() } else { format!("{number} reports") }
}
