//! The texts handed in, and where in them something stands.
//!
//! Nothing here reads a disk: [`crate::read`] fills [`Sources`], tests fill them from memory.

use std::fmt;
use std::ops::Range;

/// One file of the book, by its place in [`Sources`].
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
pub struct Place {
    /// Path inside the book, with `/`.
    pub path: String,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

impl fmt::Display for Place {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}:{}:{}", self.path, self.line, self.column)
    }
}

/// One file as it was handed in.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// Path inside the book, with `/` on every system.
    pub path: String,
    /// The file's bytes.
    pub bytes: Vec<u8>,
}

/// Every file of a book, in the order of their paths, whatever the disk's order was.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    files: Vec<SourceFile>,
}

impl Sources {
    /// Orders `files` by path. Of two files with one path the first stands.
    pub fn new(files: impl IntoIterator<Item = SourceFile>) -> Self {
        let mut files: Vec<_> = files.into_iter().collect();
        files.sort_by(|a, b| a.path.cmp(&b.path));
        files.dedup_by(|later, first| later.path == first.path);
        Sources { files }
    }

    /// The file at `path`, if it was handed in.
    pub fn find(&self, path: &str) -> Option<FileId> {
        let at = self.files.binary_search_by(|file| file.path.as_str().cmp(path)).ok()?;
        u32::try_from(at).ok().map(FileId)
    }

    /// The files below `folder` (which ends in `/`), in the order of their paths.
    pub fn below<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = FileId> + 'a {
        let from = self.files.partition_point(|file| file.path.as_str() < folder);
        let files = self.files.iter().enumerate().skip(from);
        files
            .take_while(move |(_, file)| file.path.starts_with(folder))
            .filter_map(|(at, _)| u32::try_from(at).ok().map(FileId))
    }

    /// The path of a file inside the book.
    pub fn path(&self, file: FileId) -> &str {
        &self.files[file.0 as usize].path
    }

    /// The bytes of a file.
    pub fn bytes(&self, file: FileId) -> &[u8] {
        &self.files[file.0 as usize].bytes
    }

    /// The text of a file; where it is not UTF-8, the number of bytes before the fault.
    pub fn text(&self, file: FileId) -> Result<&str, usize> {
        std::str::from_utf8(self.bytes(file)).map_err(|fault| fault.valid_up_to())
    }

    /// The text that a span covers; empty where the file is not UTF-8.
    pub fn slice(&self, span: Span) -> &str {
        self.text(span.file).ok().and_then(|text| text.get(span.range())).unwrap_or_default()
    }

    /// Where a span begins, for people.
    pub fn place(&self, span: Span) -> Place {
        let bytes = self.bytes(span.file);
        let before = &bytes[..(span.start as usize).min(bytes.len())];
        let line_start = before.iter().rposition(|&byte| byte == b'\n').map_or(0, |at| at + 1);
        Place {
            path: self.path(span.file).to_owned(),
            line: before.iter().filter(|&&byte| byte == b'\n').count() + 1,
            column: String::from_utf8_lossy(&before[line_start..]).chars().count() + 1,
        }
    }
}
