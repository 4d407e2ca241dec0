//! Writes a synthetic book to a folder, for `benches/measure`.
#![allow(clippy::disallowed_methods, reason = "nothing but this writes a book: the library writes sites")]

#[path = "mod.rs"]
mod synthetic;

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};

fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let periods =
        arguments.next().and_then(|periods| periods.parse().ok()).filter(|periods| (1..=190).contains(periods));
    let (Some(periods), Some(folder)) = (periods, arguments.next()) else {
        anyhow::bail!("usage: cargo run --release --example synthetic -- PERIODS FOLDER, with 1 to 190 periods");
    };
    let sources = synthetic::sources(periods);
    for file in sources.below("") {
        let path = PathBuf::from(&folder).join(sources.path(file));
        let parent = path.parent().unwrap_or(&path);
        fs::create_dir_all(parent).with_context(|| format!("cannot make {}", parent.display()))?;
        fs::write(&path, sources.bytes(file)).with_context(|| format!("cannot write {}", path.display()))?;
    }
    Ok(())
}
