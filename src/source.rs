//! The texts handed in, and where in them something stands.
//!
//! Nothing here reads a disk: [`crate::shell::read`] fills [`Sources`], tests fill them from memory.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

/// One file of the book. Ids are in the order of the paths, with gaps: a file that comes later gets one between those of
/// its neighbours, and what was made of the others still names them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(u32);

/// A stretch of one file, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The file it stands in.
    pub file: FileId,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The span of `range` in `file`; files are capped far below 4 GiB before they get here.
    pub fn new(file: FileId, range: Range<usize>) -> Self {
        let cut = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Span { file, start: cut(range.start), end: cut(range.end) }
    }

    /// The bytes that the span covers.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The same file and start, `length` bytes long.
    pub fn cut(self, from: usize, to: usize) -> Self {
        Span::new(self.file, self.start as usize + from..self.start as usize + to)
    }
}

/// A span as people read it: file, line and column, both from 1, the column in characters.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineColumn {
    /// Path inside the book, with `/`.
    pub path: String,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

impl fmt::Display for LineColumn {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}:{}:{}", self.path, self.line, self.column)
    }
}

/// One file as it was handed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// Path inside the book, with `/` on every system.
    pub path: String,
    /// The file's bytes.
    pub bytes: Vec<u8>,
}

/// Why what stands at a path was not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unread {
    /// It is a link, which may lead out of the book.
    Link,
    /// It is a socket, a pipe or a device.
    Special,
    /// It has so many bytes, more than a file of a book may have.
    TooLarge(u64),
    /// Its name is not UTF-8, or holds control characters.
    Name,
    /// The system does not let it be read.
    Denied,
    /// It stands beside what has this name in every book, and is called nearly so.
    Beside(&'static str),
}

/// What stands at a path of a book: a file, or something that was not read.
#[derive(Debug, Clone)]
pub struct Entry {
    path: String,
    content: Result<Vec<u8>, Unread>,
    /// The hash of its bytes, once it was asked for.
    hash: OnceLock<[u8; 32]>,
}

impl PartialEq for Entry {
    fn eq(&self, other: &Self) -> bool {
        (&self.path, &self.content) == (&other.path, &other.content)
    }
}

impl Eq for Entry {}

impl Entry {
    /// What stands at a path inside the book: the bytes of a file, or why they were not read.
    pub fn new(path: String, content: Result<Vec<u8>, Unread>) -> Self {
        Entry { path, content, hash: OnceLock::new() }
    }

    fn bytes(&self) -> &[u8] {
        self.content.as_deref().unwrap_or_default()
    }
}

impl From<SourceFile> for Entry {
    fn from(SourceFile { path, bytes }: SourceFile) -> Self {
        Entry::new(path, Ok(bytes))
    }
}

/// The endings of the files that authors write, among them those that a file has by mistake and is read all the same.
const TEXTS: [&str; 7] = [".csv", ".markdown", ".md", ".toml", ".txt", ".yaml", ".yml"];

/// The file with LF for every CR that stands alone, as Excel on a Mac ends lines, and a space for one before CR LF, which comes of
/// ending lines twice. Places stay, and nobody else has to know that there are more ways to end a line. Text in UTF-16 has its
/// own bytes for it and stays as it is: nobody reads it.
fn with_line_ends(entry: impl Into<Entry>) -> Entry {
    let mut entry = entry.into();
    let path = entry.path.to_ascii_lowercase();
    let Ok(bytes) = &mut entry.content else { return entry };
    let is_text = TEXTS.iter().any(|ending| path.ends_with(ending));
    if is_text && !bytes.starts_with(b"\xff\xfe") && !bytes.starts_with(b"\xfe\xff") {
        for at in 0..bytes.len() {
            match &bytes[at..] {
                [b'\r', b'\r', b'\n', ..] => bytes[at] = b' ',
                [b'\r', b'\n', ..] => {}
                [b'\r', ..] => bytes[at] = b'\n',
                _ => {}
            }
        }
    }
    entry
}

/// Every file of a book, in the order of their paths, whatever the disk's order was. Lines of texts end with LF or CR LF here.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sources {
    files: Vec<(FileId, Arc<Entry>)>,
}

impl Sources {
    /// Orders `files` by path. Of two files with one path the first stands.
    pub fn new(files: impl IntoIterator<Item: Into<Entry>>) -> Self {
        let mut files: Vec<_> = files.into_iter().map(|file| (None, Arc::new(with_line_ends(file)))).collect();
        files.sort_by(|a, b| a.1.path.cmp(&b.1.path));
        files.dedup_by(|later, first| later.1.path == first.1.path);
        Sources { files: numbered(files) }
    }

    /// The sources with `files` in place of everything at and below `paths`; an empty path stands for the whole book. A file
    /// that was there before keeps its id.
    pub fn with(&self, paths: &[String], files: Vec<impl Into<Entry>>) -> Sources {
        let mut fresh: BTreeMap<String, Entry> = BTreeMap::new();
        for file in files.into_iter().map(with_line_ends) {
            fresh.entry(file.path.clone()).or_insert(file);
        }
        let mut files = Vec::with_capacity(self.files.len() + fresh.len());
        for (id, file) in &self.files {
            match fresh.remove(&file.path) {
                Some(now) if now == **file => files.push((Some(*id), Arc::clone(file))),
                Some(now) => files.push((Some(*id), Arc::new(now))),
                None if paths.iter().any(|path| is_at_or_below(&file.path, path)) => {}
                None => files.push((Some(*id), Arc::clone(file))),
            }
        }
        if !fresh.is_empty() {
            files.extend(fresh.into_values().map(|file| (None, Arc::new(file))));
            files.sort_by(|a, b| a.1.path.cmp(&b.1.path));
        }
        Sources { files: numbered(files) }
    }

    /// The sources with other files in place of those at their paths. Each has an id that no file has here, so that places in it
    /// are told from places in the one that was there.
    pub(crate) fn in_place(&self, files: Vec<SourceFile>) -> Sources {
        let mut placed = self.with(&[], files);
        for at in 0..placed.files.len() {
            let (id, file) = &placed.files[at];
            let is_other = self.holds(*id) && !Arc::ptr_eq(file, self.file(*id));
            let next = placed.files.get(at + 1).map_or(u32::MAX, |(next, _)| next.0);
            if is_other && id.0 + 1 < next {
                placed.files[at].0 = FileId(id.0 + 1);
            }
        }
        placed
    }

    /// Whether one of these files has the id.
    pub(crate) fn holds(&self, file: FileId) -> bool {
        self.files.binary_search_by_key(&file, |(id, _)| *id).is_ok()
    }

    /// The paths of the files that are other ones here than in `before`: added, removed, with other bytes or with another id.
    pub fn changes<'a>(&'a self, before: &'a Sources) -> Vec<&'a str> {
        let (mut now, mut then) = (self.files.iter().peekable(), before.files.iter().peekable());
        let mut changes = Vec::new();
        loop {
            let is_kept = |one: &(FileId, Arc<Entry>), other: &(FileId, Arc<Entry>)| {
                one.0 == other.0 && Arc::ptr_eq(&one.1, &other.1)
            };
            if now.peek().zip(then.peek()).is_some_and(|(one, other)| is_kept(one, other)) {
                now.next();
                then.next();
                continue;
            }
            let path = match (now.peek(), then.peek()) {
                (None, None) => return changes,
                (Some((_, file)), None) | (None, Some((_, file))) => file.path.as_str(),
                (Some((_, one)), Some((_, other))) => one.path.as_str().min(&other.path),
            };
            let one = now.next_if(|(_, file)| file.path == path);
            let other = then.next_if(|(_, file)| file.path == path);
            let is_same = one.zip(other).is_some_and(|((id, one), (other_id, other))| {
                id == other_id && (Arc::ptr_eq(one, other) || one.content == other.content)
            });
            if !is_same {
                changes.push(path);
            }
        }
    }

    /// Only the files below `folder`, which ends in `/`.
    pub(crate) fn within(&self, folder: &str) -> Sources {
        Sources { files: self.range(folder).to_vec() }
    }

    /// Only the files whose paths are wanted.
    pub(crate) fn filtered(&self, is_wanted: impl Fn(&str) -> bool) -> Sources {
        Sources { files: self.files.iter().filter(|(_, file)| is_wanted(&file.path)).cloned().collect() }
    }

    /// The file at `path`, if it was handed in.
    pub fn find(&self, path: &str) -> Option<FileId> {
        let at = self.files.binary_search_by(|(_, file)| file.path.as_str().cmp(path)).ok()?;
        self.files.get(at).map(|(id, _)| *id)
    }

    /// The files below `folder` (which ends in `/`), in the order of their paths.
    pub fn below<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = FileId> + 'a {
        self.listed(folder).map(|(id, _)| id)
    }

    /// The same with the paths.
    pub fn listed<'a>(&'a self, folder: &str) -> impl Iterator<Item = (FileId, &'a str)> {
        self.range(folder).iter().map(|(id, file)| (*id, file.path.as_str()))
    }

    fn range(&self, folder: &str) -> &[(FileId, Arc<Entry>)] {
        let from = &self.files[self.files.partition_point(|(_, file)| file.path.as_str() < folder)..];
        &from[..from.partition_point(|(_, file)| file.path.starts_with(folder))]
    }

    fn file(&self, file: FileId) -> &Arc<Entry> {
        let at = self.files.partition_point(|(id, _)| *id < file);
        debug_assert_eq!(self.files[at].0, file, "an id of other sources");
        &self.files[at].1
    }

    /// The path of a file inside the book.
    pub fn path(&self, file: FileId) -> &str {
        &self.file(file).path
    }

    /// The bytes of a file; none where it was not read.
    pub fn bytes(&self, file: FileId) -> &[u8] {
        self.file(file).bytes()
    }

    /// The hash of the bytes of a file.
    pub fn hash(&self, file: FileId) -> [u8; 32] {
        let entry = self.file(file);
        *entry.hash.get_or_init(|| *blake3::hash(entry.bytes()).as_bytes())
    }

    /// Why a file was not read, if it was not.
    pub fn why_unread(&self, file: FileId) -> Option<Unread> {
        self.file(file).content.as_ref().err().copied()
    }

    /// The text of a file; where it is not UTF-8, the number of bytes before the fault.
    pub fn text(&self, file: FileId) -> Result<&str, usize> {
        std::str::from_utf8(self.bytes(file)).map_err(|fault| fault.valid_up_to())
    }

    /// The text that a span covers; empty where its bytes are not UTF-8.
    pub fn slice(&self, span: Span) -> &str {
        let bytes = self.bytes(span.file).get(span.range()).unwrap_or_default();
        std::str::from_utf8(bytes).unwrap_or_default()
    }

    /// Where a span begins, for people.
    pub fn place(&self, span: Span) -> LineColumn {
        let bytes = self.bytes(span.file);
        let before = &bytes[..(span.start as usize).min(bytes.len())];
        let line_start = before.iter().rposition(|&byte| byte == b'\n').map_or(0, |at| at + 1);
        LineColumn {
            path: self.path(span.file).to_owned(),
            line: before.iter().filter(|&&byte| byte == b'\n').count() + 1,
            column: String::from_utf8_lossy(&before[line_start..]).chars().count() + 1,
        }
    }
}

/// Whether a file is the one at `path`, or lies in the folder at it.
fn is_at_or_below(file: &str, path: &str) -> bool {
    path.is_empty() || file.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Gives ids to files that have none, in the order of the paths. Where no number is left between two ids, all get new ones.
fn numbered(files: Vec<(Option<FileId>, Arc<Entry>)>) -> Vec<(FileId, Arc<Entry>)> {
    let mut numbered: Vec<(FileId, Arc<Entry>)> = Vec::with_capacity(files.len());
    for run in files.chunk_by(|(one, _), (other, _)| one.is_none() && other.is_none()) {
        let before = numbered.last().map_or(0, |(id, _)| id.0);
        if let [(Some(id), file)] = run {
            numbered.push((*id, Arc::clone(file)));
            continue;
        }
        let behind = files.get(numbered.len() + run.len()).and_then(|(id, _)| *id).map_or(u32::MAX, |id| id.0);
        let step = u32::try_from(run.len()).map_or(0, |length| (behind - before) / length.saturating_add(1));
        if step == 0 {
            return self::numbered(files.iter().map(|(_, file)| (None, Arc::clone(file))).collect());
        }
        let mut id = before;
        numbered.extend(run.iter().map(|(_, file)| {
            id += step;
            (FileId(id), Arc::clone(file))
        }));
    }
    numbered
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, text: &str) -> SourceFile {
        SourceFile { path: path.to_owned(), bytes: text.as_bytes().to_vec() }
    }

    fn paths(sources: &Sources) -> Vec<&str> {
        sources.below("").map(|file| sources.path(file)).collect()
    }

    #[test]
    fn a_file_that_comes_later_leaves_the_ids_of_the_others() {
        let before = Sources::new([file("a", "1"), file("c", "3")]);
        let after = before.with(&["b".to_owned()], vec![file("b", "2")]);
        assert_eq!(paths(&after), ["a", "b", "c"]);
        assert_eq!((before.find("a"), before.find("c")), (after.find("a"), after.find("c")));
        assert!(after.find("a") < after.find("b") && after.find("b") < after.find("c"));
        assert_eq!(after.changes(&before), ["b"]);
        assert_eq!(before.changes(&after), ["b"]);
    }

    #[test]
    fn a_folder_is_replaced_as_a_whole_and_nothing_that_is_named_alike() {
        let before = Sources::new([file("a/b", "1"), file("a/c", "2"), file("ab", "3"), file("a.b", "4")]);
        let after = before.with(&["a".to_owned()], vec![file("a/c", "2"), file("a/d", "5")]);
        assert_eq!(paths(&after), ["a.b", "a/c", "a/d", "ab"]);
        assert_eq!(after.changes(&before), ["a/b", "a/d"]);
        assert!(after.with(&[String::new()], Vec::<SourceFile>::new()).find("ab").is_none());
    }

    #[test]
    fn lines_end_with_cr_lf_or_both() {
        let texts = ["a\rb\rc", "a\nb\nc", "a\r\nb\r\nc", "a\r\r\nb\r\r\nc", "a\r\rc"];
        for text in texts {
            let sources = Sources::new([file("a.md", text)]);
            let last = |file| sources.place(Span::new(file, text.len() - 1..text.len()));
            let places: Vec<_> = sources.below("").map(last).map(|place| (place.line, place.column)).collect();
            assert_eq!(places, [(3, 1)], "{text:?}");
            assert!(sources.with(&[], vec![file("a.md", text)]).changes(&sources).is_empty(), "{text:?}");
        }
        assert_eq!(Sources::new([file("a.png", "a\rb")]).bytes(FileId(u32::MAX / 2)), b"a\rb");
    }

    /// Files that come one by one at the same place use up the numbers there; then all files get new ones, and count as changed.
    #[test]
    fn numbers_do_not_run_out() {
        let mut sources = Sources::new([file("a", ""), file("z", "")]);
        for at in 0..200 {
            let path = format!("b{:03}", 500 - at);
            sources = sources.with(std::slice::from_ref(&path), vec![file(&path, &path)]);
            let ids: Vec<_> = sources.below("").collect();
            assert!(ids.windows(2).all(|pair| pair[0] < pair[1]), "{ids:?}");
            assert!(sources.below("b").all(|file| sources.bytes(file) == sources.path(file).as_bytes()));
        }
    }
}
