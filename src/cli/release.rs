//! `areabook release` and `areabook verify`

use std::process::ExitCode;

use anyhow::{Result, bail};
use areabook::publish::examine_knowing;
use areabook::publish::publication::Publication;
use areabook::publish::release::{self, NewRelease, Recorded, Release, Waiting};
use areabook::shell::findings::human;
use areabook::shell::findings::scope::Scope;
use areabook::shell::terminal::{print, progress};
use areabook::shell::{read, write};
use clap::Args;

use super::options::{BookOptions, drawings};
use super::output::{close, explanation, findings, warn};

/// Record what is public now, in releases/: from then on a build refuses what changed without a correction
///
/// Run it before the build that goes out, with the same files: the site says when each report was published and changed. Keep
/// what it writes: it holds the sources of everything that was published, each file once as long as it stays as it is.
#[derive(Args)]
pub(super) struct ReleaseOptions {
    #[command(flatten)]
    book: BookOptions,
}

/// Say of each release whether its record and its files are as they were written
#[derive(Args)]
pub(super) struct VerifyOptions {
    #[command(flatten)]
    book: BookOptions,
}

pub(super) fn release(ReleaseOptions { book: options }: &ReleaseOptions) -> Result<ExitCode> {
    let format = options.format;
    let book = &read::root(&options.book);
    let progress = progress("Reading the book");
    let sources = read::book(book)?;
    progress.set_message("Checking figures and text");
    let (cache, known) = drawings(&sources);
    let publication = examine_knowing(&sources, options.public(), known.clone());
    let (release, waiting) = release::release(&sources, &publication, options.time());
    cache.keep(&known, &publication.drawn);
    progress.finish_and_clear();
    print(&findings(format, &sources, &publication, &Scope::default())?)?;
    let summary = human::summary(&publication);
    match release {
        Release::Refused => {
            close(format, &format!("{summary}; nothing was released{}", explanation(&publication)))?;
            return Ok(ExitCode::from(1));
        }
        Release::Unchanged => {
            close(format, &format!("{summary}; nothing has changed since the last release: nothing was written"))?
        }
        Release::Late(last) => bail!(
            "the last release was at {last}, and each needs a later time than the one before: nothing was written\n\
            wait a minute, or look whether the clock of this machine and `--now` are right"
        ),
        Release::New(new) => {
            write::files::release(&new.name, &new.record, &sources, &new.files, book)?;
            let NewRelease { name, files, .. } = &new;
            let kept = format!("releases/{name}.yaml and {} beside it", count(files.len(), "file"));
            close(format, &format!("{summary}; {}: {kept}", recorded(&new)))?;
            if publication.book.as_ref().is_some_and(|book| options.is_ahead(book)) {
                warn(&format!(
                    "the time behind `--now` is still to come, and what is recorded counts as released from then on: \
                     if that is a slip, delete releases/{name}.yaml and what is in releases/{name}/"
                ));
            }
        }
    }
    if let Some(Waiting { files, report }) = waiting {
        close(
            format,
            &format!("not released, because {report} shows it and is not ready again: {}", files.join(", ")),
        )?;
    }
    Ok(ExitCode::SUCCESS)
}

pub(super) fn verify(VerifyOptions { book: options }: &VerifyOptions) -> Result<ExitCode> {
    let format = options.format;
    let sources = read::book(&read::root(&options.book))?;
    let (releases, found) = release::verify(&sources);
    let publication = Publication { findings: found, ..Publication::default() };
    print(&findings(format, &sources, &publication, &Scope::default())?)?;
    for Recorded { name, reports, files, holds } in &releases {
        let [reports, files] = [count(*reports, "report"), count(*files, "file")];
        let holds = if *holds { "holds" } else { "does not hold" };
        close(format, &format!("{name}  {reports}, {files}: {holds}"))?;
    }
    let releases = if releases.is_empty() { "no releases".to_owned() } else { count(releases.len(), "release") };
    close(format, &format!("{releases}, {}{}", human::summary(&publication), explanation(&publication)))?;
    Ok(ExitCode::from(u8::from(publication.has_errors())))
}

/// What a release records, in words.
fn recorded(NewRelease { files, reports, .. }: &NewRelease) -> String {
    const MOST: usize = 3;
    if !reports.is_empty() {
        return format!("released {}", count(reports.len(), "report"));
    }
    let mut paths: Vec<_> = files.iter().take(MOST).map(|(path, _)| path.clone()).collect();
    paths.extend((files.len() > MOST).then(|| format!("and {} more", files.len() - MOST)));
    let paths = if paths.is_empty() { "that some are gone".to_owned() } else { paths.join(", ") };
    format!("released no report, and recorded of the files of the whole book: {paths}")
}

fn count(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}
