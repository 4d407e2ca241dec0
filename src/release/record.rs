//! The record of one release. It is YAML for whoever reads it elsewhere; areabook reads the lines that it writes and no others, so
//! that a record that somebody has changed is none.

use std::collections::BTreeMap;

use blake3::Hash;
use jiff::civil::{Date, DateTime};
use jiff::fmt::temporal::Pieces;
use jiff::{Timestamp, Zoned};

const HEAD: &str =
    "# Written by `areabook release`. Each record holds the digest of the one before: change nothing here.\n";
/// What stands for the record before that of the first release.
const NONE: &str = "none";

/// When a release was. What a record says of it holds whatever is known of time zones where it is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Time {
    text: String,
    /// On the clocks of the publisher.
    pub(crate) clock: DateTime,
    /// The instant.
    pub(crate) instant: Timestamp,
}

impl Time {
    fn parse(text: &str) -> Option<Time> {
        let pieces = Pieces::parse(text).ok()?;
        let clock = pieces.time()?.on(pieces.date().year(), pieces.date().month(), pieces.date().day());
        let instant = pieces.to_numeric_offset()?.to_timestamp(clock).ok()?;
        Some(Time { text: text.to_owned(), clock, instant })
    }

    /// The name of a release at this time: that of its record without the ending, and of its folder.
    pub(crate) fn name(&self) -> String {
        self.clock.strftime("%Y-%m-%dT%H%M").to_string()
    }

    /// The day.
    pub(crate) fn day(&self) -> Date {
        self.clock.date()
    }
}

impl From<Zoned> for Time {
    fn from(time: Zoned) -> Time {
        Time { text: time.to_string(), clock: time.datetime(), instant: time.timestamp() }
    }
}

/// What is recorded of a release.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Record {
    /// When it was.
    pub(crate) time: Time,
    /// The program that wrote it, with its version.
    pub(crate) program: String,
    /// The digest of the record before; none for the first.
    pub(crate) before: Option<Hash>,
    /// The folders of the reports that it published for the first time, or changed.
    pub(crate) reports: Vec<String>,
    /// The paths of files that were there at the release before and are not any more, in order.
    pub(crate) removed: Vec<String>,
    /// The files that are new or other ones than at the release before, each with its digest.
    pub(crate) files: BTreeMap<String, Hash>,
}

impl Record {
    /// The lines of the record.
    pub(crate) fn text(&self) -> String {
        let Record { time: Time { text: time, .. }, program, before, reports, removed, files } = self;
        let before = before.map_or_else(|| NONE.to_owned(), |before| before.to_hex().to_string());
        let mut text = format!("{HEAD}time: {time}\nprogram: {program}\nbefore: {before}\n");
        let files: Vec<_> = files.iter().map(|(path, digest)| format!("{digest} {path}")).collect();
        for (key, items) in [("reports", reports), ("removed", removed), ("files", &files)] {
            text += key;
            text += if items.is_empty() { ": []\n" } else { ":\n" };
            items.iter().for_each(|item| text.extend(["- ", item, "\n"]));
        }
        text
    }

    /// Reads a record; where it is none, what is wrong and the byte at which it is.
    pub(crate) fn parse(text: &str) -> Result<Record, (usize, &'static str)> {
        let mut lines = Lines { rest: text, at: 0 };
        if lines.next_if(HEAD.trim_end()).is_none() {
            return Err((0, "this is no record of a release"));
        }
        let time = lines.value("time: ")?;
        let time = Time::parse(time).ok_or((lines.at, "the line before this one holds no time with its time zone"))?;
        let program = lines.value("program: ")?.to_owned();
        let before = match lines.value("before: ")? {
            NONE => None,
            before => Some(lines.digest(before)?),
        };
        let [reports, removed] = [lines.list("reports")?, lines.list("removed")?];
        let mut files = BTreeMap::new();
        for file in lines.list("files")? {
            let (digest, path) = file.split_once(' ').ok_or((lines.at, "a file has no digest"))?;
            files.insert(path.to_owned(), lines.digest(digest)?);
        }
        if !lines.rest.is_empty() {
            return Err((lines.at, "more stands here than areabook writes"));
        }
        let owned = |items: Vec<&str>| items.into_iter().map(str::to_owned).collect();
        let record = Record { time, program, before, reports: owned(reports), removed: owned(removed), files };
        if record.text() == text { Ok(record) } else { Err((0, "this is not as areabook wrote it")) }
    }
}

/// The lines of a record that are not read yet.
struct Lines<'a> {
    rest: &'a str,
    /// How many bytes are read.
    at: usize,
}

impl<'a> Lines<'a> {
    /// What follows `start` in the next line, if it begins so.
    fn next_if(&mut self, start: &str) -> Option<&'a str> {
        let (line, rest) = self.rest.split_once('\n')?;
        let value = line.strip_prefix(start)?;
        self.at += line.len() + 1;
        self.rest = rest;
        Some(value)
    }

    fn value(&mut self, key: &str) -> Result<&'a str, (usize, &'static str)> {
        self.next_if(key).ok_or((self.at, "this is not the line that areabook writes here"))
    }

    fn list(&mut self, key: &str) -> Result<Vec<&'a str>, (usize, &'static str)> {
        match self.value(&format!("{key}:"))? {
            " []" => Ok(Vec::new()),
            _ => Ok(std::iter::from_fn(|| self.next_if("- ")).collect()),
        }
    }

    fn digest(&self, text: &str) -> Result<Hash, (usize, &'static str)> {
        Hash::from_hex(text).map_err(|_| (self.at, "what stands here is no digest"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_reads_as_it_was_written_and_no_other_way() {
        let digest = blake3::hash(b"1");
        let mut record = Record {
            time: Zoned::default().into(),
            program: "areabook 0.1.0".to_owned(),
            before: Some(digest),
            reports: vec!["areas/north/2013-14".to_owned()],
            removed: Vec::new(),
            files: [("areas/north/2013-14/a: b #1.md".to_owned(), digest)].into(),
        };
        record.time = Time::parse("2014-10-30T09:30:00+01:00[Europe/Paris]").unwrap_or(record.time);
        let text = record.text();
        assert_eq!(Record::parse(&text), Ok(record.clone()));
        assert_eq!(record.time.name(), "2014-10-30T0930");
        let others = [
            text.replace("09:30", "09.30"),
            text.replace("reports:", "report:"),
            format!("{text}\n"),
            text.replace("removed: []\n", ""),
        ];
        for other in others {
            assert!(Record::parse(&other).is_err(), "{other}");
        }
    }
}
