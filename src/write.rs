//! *Shell.* Site → disk, all or nothing.
//!
//! The site is written whole into a staging folder beside its place and then exchanged with the old one in one step,
//! so that a reader, or a machine that loses power, sees the old site or the new one and never a mixture. Files whose
//! bytes did not change are linked from the old site. On Linux the step is `renameat2(RENAME_EXCHANGE)`; where a file
//! system has no exchange the old site is moved aside first, and a later run puts it back if the machine stops between.
//!
//! A folder that holds anything areabook did not write is refused: nobody's file is ever deleted.
#![expect(clippy::disallowed_methods, reason = "this is the one place that writes and removes")]

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use rustix::fs::{CWD, RenameFlags, renameat_with};
use walkdir::WalkDir;

use crate::schema;
use crate::site::Site;

/// The list of what areabook wrote, which marks a folder as its own.
const MANIFEST: &str = ".areabook";
const MANIFEST_HEAD: &str = "This folder is written by areabook. It lists its files with their BLAKE3 hashes.";

/// What a run wrote.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Written {
    /// Files whose bytes are new.
    pub changed: usize,
    /// Files that stand as they stood.
    pub unchanged: usize,
    /// Files that are no longer published.
    pub removed: usize,
}

/// Puts `site` in place of what areabook wrote to `out` before. `book` is the book's folder, which `out` must not endanger.
pub fn site(site: &Site, out: &Path, book: &Path) -> Result<Written> {
    let out = place(out, book)?;
    let parent = out.parent().context("the root of the disk cannot be the output folder")?;
    fs::create_dir_all(parent).with_context(|| format!("cannot make the folder {}", parent.display()))?;
    let lock = File::open(parent).with_context(|| format!("cannot open the folder {}", parent.display()))?;
    lock.lock().with_context(|| format!("cannot lock the folder {}", parent.display()))?;
    let staging = beside(&out, "new");
    let aside = beside(&out, "old");
    recover(&out, &aside, &staging)?;
    let old = manifest_of(&out)?;
    let written = stage(site, &staging, &out, &old).inspect_err(|_| {
        let _ = fs::remove_dir_all(&staging);
    })?;
    exchange(&staging, &out, &aside)?;
    lock.sync_all().with_context(|| format!("cannot write the folder {} to disk", parent.display()))?;
    for left in [&staging, &aside] {
        discard(left)?;
    }
    Ok(written)
}

/// Writes schemas into the folder `out`, beside what else stands there: all of them, or none where one would replace a
/// file that areabook did not write. `book` is the book's folder.
pub fn schemas(schemas: &[(String, String)], out: &Path, book: &Path) -> Result<()> {
    let out = place(out, book)?;
    for (name, _) in schemas {
        let path = out.join(name);
        if fs::symlink_metadata(&path).is_ok() && !fs::read_to_string(&path).is_ok_and(|text| schema::is_ours(&text)) {
            bail!(
                "{} was not written by areabook\nchoose another folder with --out, or move that file elsewhere",
                path.display()
            );
        }
    }
    fs::create_dir_all(&out).with_context(|| format!("cannot make the folder {}", out.display()))?;
    for (name, text) in schemas {
        let (path, staging) = (out.join(name), out.join(format!(".{name}.areabook-new")));
        write_file(&staging, text.as_bytes())?;
        fs::rename(&staging, &path).with_context(|| format!("cannot write {}", path.display()))?;
    }
    Ok(())
}

/// The absolute path of the output folder, refused where writing there could cost somebody a file.
fn place(out: &Path, book: &Path) -> Result<PathBuf> {
    let absolute = std::path::absolute(out).with_context(|| format!("{} is no path", out.display()))?;
    if fs::symlink_metadata(&absolute).is_ok_and(|found| found.is_symlink()) {
        bail!("{} is a link; name the folder that it leads to", out.display());
    }
    let known = absolute.ancestors().find(|path| path.exists()).unwrap_or(Path::new("/"));
    let rest = absolute.strip_prefix(known).unwrap_or(Path::new("")).to_path_buf();
    let known = known.canonicalize().with_context(|| format!("cannot read {}", known.display()))?;
    let absolute = if rest.as_os_str().is_empty() { known } else { known.join(rest) };
    let book = book.canonicalize().with_context(|| format!("cannot read {}", book.display()))?;
    if book.starts_with(&absolute) {
        bail!("{} holds the book itself: choose another output folder", out.display());
    }
    for source in ["areas", "content", "themes", "src", "tests"] {
        if absolute.starts_with(book.join(source)) {
            bail!("{} is inside the book's folder `{source}`: choose another output folder", out.display());
        }
    }
    Ok(absolute)
}

fn beside(out: &Path, what: &str) -> PathBuf {
    let name = out.file_name().unwrap_or_default().to_string_lossy();
    out.with_file_name(format!(".{name}.areabook-{what}"))
}

/// Clears what a run left that was stopped before its end.
fn recover(out: &Path, aside: &Path, staging: &Path) -> Result<()> {
    if aside.exists() && !out.exists() {
        fs::rename(aside, out).with_context(|| format!("cannot put {} back", out.display()))?;
    }
    discard(aside)?;
    discard(staging)
}

/// Removes a folder of areabook's own, its mark last, so that one half removed is still known as its own.
fn discard(folder: &Path) -> Result<()> {
    if !folder.exists() {
        return Ok(());
    }
    if !folder.join(MANIFEST).is_file() && fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some()) {
        bail!("{} is in the way and was not written by areabook: move it elsewhere", folder.display());
    }
    let fault = || format!("cannot remove {}", folder.display());
    for entry in fs::read_dir(folder).with_context(fault)? {
        let entry = entry.with_context(fault)?;
        if entry.file_name() == MANIFEST {
            continue;
        }
        let is_dir = entry.file_type().with_context(fault)?.is_dir();
        if is_dir { fs::remove_dir_all(entry.path()) } else { fs::remove_file(entry.path()) }.with_context(fault)?;
    }
    fs::remove_dir_all(folder).with_context(fault)
}

/// The files of the site that stands in `out`, with their hashes. Anything else in there is a reason to refuse.
fn manifest_of(out: &Path) -> Result<BTreeMap<String, String>> {
    let mut files = BTreeMap::new();
    if !out.exists() {
        return Ok(files);
    }
    let manifest = match fs::read_to_string(out.join(MANIFEST)) {
        Ok(text) => text,
        Err(fault) if fault.kind() == ErrorKind::NotFound => String::new(),
        Err(fault) => return Err(fault).with_context(|| format!("cannot read {}", out.join(MANIFEST).display())),
    };
    for line in manifest.lines().skip(1) {
        if let Some((hash, path)) = line.split_once("  ") {
            files.insert(path.to_owned(), hash.to_owned());
        }
    }
    for entry in WalkDir::new(out).min_depth(1) {
        let entry = entry.with_context(|| format!("cannot read the folder {}", out.display()))?;
        let inside = entry.path().strip_prefix(out).unwrap_or(entry.path());
        let path = inside.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/");
        if !entry.file_type().is_dir() && path != MANIFEST && !files.contains_key(&path) {
            bail!(
                "{} holds `{path}`, which areabook did not write\nchoose another folder with --out, or move that file elsewhere",
                out.display()
            );
        }
    }
    Ok(files)
}

/// Writes the whole site into the staging folder.
fn stage(site: &Site, staging: &Path, out: &Path, old: &BTreeMap<String, String>) -> Result<Written> {
    let mut written = Written::default();
    let mut manifest = format!("{MANIFEST_HEAD}\n");
    fs::create_dir_all(staging).with_context(|| format!("cannot make the folder {}", staging.display()))?;
    write_file(&staging.join(MANIFEST), manifest.as_bytes())?;
    let mut folders = std::collections::BTreeSet::from([staging.to_path_buf()]);
    for (path, bytes) in site.files() {
        let hash = blake3::hash(bytes).to_hex().to_string();
        let target = staging.join(path);
        if let Some(folder) = target.parent()
            && folders.insert(folder.to_path_buf())
        {
            fs::create_dir_all(folder).with_context(|| format!("cannot make the folder {}", folder.display()))?;
        }
        let same = old.get(path) == Some(&hash) && is_file_with(&out.join(path), bytes);
        if same && fs::hard_link(out.join(path), &target).is_ok() {
            written.unchanged += 1;
        } else {
            write_file(&target, bytes)?;
            written.changed += 1;
        }
        manifest.push_str(&format!("{hash}  {path}\n"));
    }
    written.removed = old.keys().filter(|path| site.get(path).is_none()).count();
    write_file(&staging.join(MANIFEST), manifest.as_bytes())?;
    for folder in folders.iter().rev() {
        let sync = File::open(folder).and_then(|folder| folder.sync_all());
        sync.with_context(|| format!("cannot write the folder {} to disk", folder.display()))?;
    }
    readable(&folders)?;
    Ok(written)
}

/// Whether a file holds these bytes still, whatever the manifest says.
fn is_file_with(path: &Path, bytes: &[u8]) -> bool {
    fs::symlink_metadata(path).is_ok_and(|found| found.is_file() && found.len() == bytes.len() as u64)
        && fs::read(path).is_ok_and(|found| found == bytes)
}

fn write_file(path: &Path, bytes: &[u8]) -> Result<()> {
    let write = || {
        let mut file = File::create(path)?;
        file.write_all(bytes)?;
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            file.set_permissions(fs::Permissions::from_mode(0o644))?;
        }
        file.sync_data()
    };
    write().with_context(|| format!("cannot write {}", path.display()))
}

/// Lets a web server read the folders whatever the umask of the person who builds.
fn readable(folders: &std::collections::BTreeSet<PathBuf>) -> Result<()> {
    #[cfg(unix)]
    for folder in folders {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(folder, fs::Permissions::from_mode(0o755))
            .with_context(|| format!("cannot make {} readable", folder.display()))?;
    }
    Ok(())
}

/// The one step that makes the new site the site.
fn exchange(staging: &Path, out: &Path, aside: &Path) -> Result<()> {
    let fault = || format!("cannot put the new site in place of {}", out.display());
    if !out.exists() {
        return fs::rename(staging, out).with_context(fault);
    }
    match renameat_with(CWD, staging, CWD, out, RenameFlags::EXCHANGE) {
        Ok(()) => Ok(()),
        Err(rustix::io::Errno::INVAL | rustix::io::Errno::NOSYS | rustix::io::Errno::NOTSUP) => {
            fs::rename(out, aside).with_context(fault)?;
            fs::rename(staging, out).with_context(fault)
        }
        Err(errno) => Err(std::io::Error::from(errno)).with_context(fault),
    }
}

/// Writes the files of a scaffold into a book. Where one of them is there already nothing is written.
pub fn new_files(files: &[(String, String)], book: &Path) -> Result<()> {
    for (path, _) in files {
        if book.join(path).exists() {
            bail!("{} is there already: nothing was written", book.join(path).display());
        }
    }
    for (path, text) in files {
        let target = book.join(path);
        if let Some(folder) = target.parent() {
            fs::create_dir_all(folder).with_context(|| format!("cannot make the folder {}", folder.display()))?;
        }
        write_file(&target, text.as_bytes())?;
    }
    Ok(())
}
