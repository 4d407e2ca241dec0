//! One binary for every test: house rules, mini-sites, findings, the command line, the disk, the sample book.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that panics has failed")]
#![allow(clippy::disallowed_methods, reason = "tests look at real files")]

#[path = "../synthetic/mod.rs"]
mod synthetic;
#[path = "../charts/samples.rs"]
mod samples;
mod synthetic_books;
mod drafts;
mod preview;
mod preview_pages;
mod floors;
mod subject;
mod golden;
mod sites;
mod rules;
mod findings;
mod sarif;
mod page;
mod pictures;
mod cli;
mod fixes;
mod limits;
mod disk;
#[cfg(target_os = "linux")]
mod faults;
mod stops;
mod real_files;
mod sample;
mod books;
mod forms_guide;
mod changes;
mod withdrawn;
mod writing;
mod publishing;
mod year;
mod hostile;
mod embargo;
mod releases;
mod editions;
mod signing;
mod areas;
mod released_edits;
mod stands;
mod statistics;
mod mutate;
mod mutations;
mod judge;
mod prose;
mod schema;
mod reference;
mod charts;
mod texts;
mod contrast;
mod held_back;
mod comparison;
mod downloads;
mod import;

use std::path::PathBuf;

/// The program.
fn areabook() -> std::process::Command {
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_areabook"));
    command.env("XDG_CACHE_HOME", concat!(env!("CARGO_TARGET_TMPDIR"), "/cache"));
    command
}

/// The day on which every test takes place.
const TODAY: jiff::civil::Date = jiff::civil::date(2026, 1, 1);

/// What a file of a site says to those who open it: a text as it is, of a workbook the texts that are packed in it.
fn told(bytes: &[u8]) -> String {
    let Ok(mut packed) = zip::ZipArchive::new(std::io::Cursor::new(bytes)) else {
        return String::from_utf8_lossy(bytes).into_owned();
    };
    let mut text = Vec::new();
    for at in 0..packed.len() {
        std::io::Read::read_to_end(&mut packed.by_index(at).unwrap(), &mut text).unwrap();
    }
    String::from_utf8(text).unwrap()
}

/// A page's HTML without what only keeps words on one line.
fn loose(page: &[u8]) -> String {
    let page = String::from_utf8_lossy(page).replace('\u{a0}', " ");
    let mut parts = page.split("<span class=\"y\">");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |page, part| page + &part.replacen("</span>", "", 1))
}

/// The folder of the project.
fn project() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}
