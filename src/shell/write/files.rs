//! Single files beside others: schemas for editors, and the files of a new report.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

use anyhow::{Context, Result, bail};

use super::paths::{self, output_folder};
use crate::schema;

/// Writes schemas into the folder `out`, beside what else stands there: all of them, or none where one would replace a
/// file that areabook did not write. `book` is the book's folder.
pub fn schemas(schemas: &[(String, String)], out: &Path, book: &Path) -> Result<()> {
    let out = output_folder(out, book)?;
    for (name, _) in schemas {
        let path = out.join(name);
        if paths::find(&path)?.is_some() && !fs::read_to_string(&path).is_ok_and(|text| schema::is_ours(&text)) {
            bail!(
                "{} was not written by areabook\nchoose another folder with --out, or move that file elsewhere",
                path.display()
            );
        }
    }
    fs::create_dir_all(&out).with_context(|| format!("cannot make the folder {}", out.display()))?;
    for (name, text) in schemas {
        let (path, staging) = (out.join(name), out.join(format!(".{name}.areabook-new")));
        write(File::create(&staging), &staging, text.as_bytes())?;
        fs::rename(&staging, &path).with_context(|| format!("cannot write {}", path.display()))?;
    }
    Ok(())
}

/// Writes new files into a book. Where one of them is there already nothing is written.
pub fn new_files(files: &[(String, String)], book: &Path) -> Result<()> {
    for (path, _) in files {
        if paths::find(&book.join(path))?.is_some() {
            bail!("{} is there already: nothing was written", book.join(path).display());
        }
    }
    for (path, text) in files {
        let target = book.join(path);
        if let Some(folder) = target.parent() {
            fs::create_dir_all(folder).with_context(|| format!("cannot make the folder {}", folder.display()))?;
        }
        // Somebody may make a file of that name at the same moment: theirs stands.
        write(File::create_new(&target), &target, text.as_bytes())?;
    }
    Ok(())
}

fn write(file: io::Result<File>, path: &Path, bytes: &[u8]) -> Result<()> {
    let write = || {
        let mut file = file?;
        file.write_all(bytes)?;
        file.sync_data()
    };
    write().with_context(|| format!("cannot write {}", path.display()))
}
