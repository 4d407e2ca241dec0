//! A report: one area's account of one period.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;

use super::area::Area;
use super::narrative::{Block, Document, Inline, Phrase, Words};
use super::period::Period;
use super::returns::Return;
use crate::address::Address;
use crate::source::Span;

/// How far a report has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// Still being written: gaps are warnings, and the public site does not have it.
    Draft,
    /// Complete: gaps are errors. It is published, unless the book asks for sign-off.
    Final,
    /// Approved by each authority that must sign it, as it stands.
    Signed,
    /// Its report.yaml cannot be read, which is a finding of its own.
    Unknown,
}

/// How much of a report there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Coverage {
    /// All that its form and the book ask for.
    #[default]
    Whole,
    /// Some figures only, such as those of a quarter or from elsewhere; no narrative is asked for, and pages say that it is partial.
    Partial,
}

/// One report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// Whose it is.
    pub area: Arc<Area>,
    /// For which period.
    pub period: Period,
    /// How far it has come.
    pub status: Status,
    /// Where this is said; where `report.yaml` begins if it is not.
    pub status_span: Span,
    /// How much of it there is.
    pub coverage: Coverage,
    /// From when on it may be published, where that is later than the time of its period, and where this is said.
    pub release: Option<(Timestamp, Span)>,
    /// Where its figures were first published.
    pub source: Option<Words>,
    /// Who signs it.
    pub signatories: Vec<Signatory>,
    /// Who has approved it, and what of it.
    pub approvals: Vec<Approval>,
    /// Sections that the report does not have, each with the reason and the place where this is said.
    pub absent: Vec<(String, Phrase, Span)>,
    /// What was printed wrongly before.
    pub corrections: Vec<Correction>,
    /// Findings that somebody answers for.
    pub waivers: Vec<Waiver>,
    /// What of these could not be read as a whole.
    pub unread: Unread,
    /// The figures.
    pub figures: Arc<Return>,
    /// The area's own sections, in the order of the page.
    pub sections: Vec<Section>,
    /// The images that sections show, by the names of their files.
    pub drawings: BTreeMap<String, Arc<Drawing>>,
    /// Where `report.yaml` begins.
    pub span: Span,
}

impl Report {
    /// Whether a correction since a release is of a figure that was handed in with markers, of which what was published had none.
    pub fn is_marked_anew(&self, correction: &Correction) -> bool {
        let cell = correction.cell.as_ref().filter(|_| correction.made.is_some());
        let entry = cell.and_then(|(cell, _)| self.figures.entry(self.figures.cell(cell)?));
        let handed = entry.and_then(|entry| entry.handed.as_ref());
        handed.is_some_and(|(cell, _)| !cell.markers.is_empty()) && !correction.was.contains('[')
    }

    /// The correction of the same cell that came after this one: by its day, and of one day by its place.
    pub fn corrected_again(&self, one: &Correction) -> Option<&Correction> {
        let (address, _) = one.cell.as_ref()?;
        let is_same = |other: &Correction| other.cell.as_ref().is_some_and(|(of, _)| of == address);
        let order = |at: usize, one: &Correction| (one.made.map(|(day, _)| day), at);
        let all = || self.corrections.iter().enumerate().filter(|(_, other)| is_same(other));
        let this = all().find(|(_, other)| *other == one).map(|(at, other)| order(at, other))?;
        let later = all().filter(|(at, other)| order(*at, other) > this);
        later.min_by_key(|(at, other)| order(*at, other)).map(|(_, other)| other)
    }

    /// What the reports of areas are in the order of: the area's name, its key, the period.
    pub(crate) fn order(&self) -> (&str, &str, Period) {
        (&self.area.name, &self.area.key, self.period)
    }

    /// What its area is called in its period.
    pub fn name(&self) -> &Words {
        self.area.name_in(self.period)
    }

    /// Whether some figures are all there is of it.
    pub fn is_partial(&self) -> bool {
        self.coverage == Coverage::Partial
    }

    /// Whether it is still being written.
    pub fn is_draft(&self) -> bool {
        matches!(self.status, Status::Draft | Status::Unknown)
    }

    /// The approval of an authority that holds.
    pub fn approval(&self, authority: &str) -> Option<&Approval> {
        self.approvals.iter().find(|approval| approval.authority == authority && approval.void.is_none())
    }

    /// The report without its narrative: what its YAML files say.
    pub fn without_narrative(&self) -> Report {
        Report {
            area: Arc::clone(&self.area),
            source: self.source.clone(),
            signatories: self.signatories.clone(),
            approvals: self.approvals.clone(),
            absent: self.absent.clone(),
            corrections: self.corrections.clone(),
            waivers: self.waivers.clone(),
            figures: Arc::clone(&self.figures),
            sections: Vec::new(),
            drawings: BTreeMap::new(),
            ..*self
        }
    }
}

/// The lists of `report.yaml` of which something could not be read, as a finding says: nobody can tell what they lack.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Unread {
    /// `signatories:`.
    pub signatories: bool,
    /// `absent:`.
    pub absent: bool,
}

/// An authority that signs reports, as the book declares it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Authority {
    /// The name by which reports name it.
    pub key: String,
    /// The name for readers.
    pub name: Words,
    /// Which reports it must sign. It can sign others.
    pub must_sign: Vec<ReportKind>,
    /// The first period whose reports it must sign; none where it signs all.
    pub from: Option<Period>,
}

impl Authority {
    /// Whether it must sign the reports of a kind for a period.
    pub fn signs(&self, kind: ReportKind, period: Period) -> bool {
        self.must_sign.contains(&kind) && self.from.is_none_or(|from| from.first_day() <= period.first_day())
    }
}

/// A kind of report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReportKind {
    /// That of an area.
    Area,
    /// That of the nation.
    National,
}

/// Somebody who signs for an authority.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signatory {
    /// The key of the authority.
    pub authority: String,
    /// A name, where the area publishes it.
    pub name: Option<Words>,
    /// The office.
    pub role: Words,
    /// The organisation.
    pub organisation: Words,
}

/// The approval of an authority, as `areabook sign` wrote it down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Approval {
    /// The key of the authority.
    pub authority: String,
    /// The office that approved.
    pub office: Words,
    /// When.
    pub date: Date,
    /// The files that were approved by their paths, each with its seal.
    pub files: BTreeMap<String, String>,
    /// Why it holds no more; none while everything is as it was approved.
    pub void: Option<Void>,
    /// Where it stands.
    pub span: Span,
}

/// Why an approval holds no more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Void {
    /// What is another one now, in words.
    pub what: String,
    /// Where, if it is there.
    pub place: Option<Span>,
}

/// Something that an earlier publication of the report got wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// The cell, where the fault was in one, and where it is named.
    pub cell: Option<(Address, Span)>,
    /// The key of the section, where the fault was in its text, and where it is named.
    pub section: Option<(String, Span)>,
    /// What it is about, where it was elsewhere.
    pub about: Option<Words>,
    /// What was published.
    pub was: Words,
    /// When this site corrected it, and how grave it was; none of what was wrong before the site had the report.
    pub made: Option<(Date, Scale)>,
    /// What stands there now; for a cell, its value.
    pub now: Phrase,
    /// Why it was wrong.
    pub reason: Phrase,
}

/// What stands in a correction for what was published and is not told again.
pub const HELD_BACK: &str = "[c]";

impl Words {
    /// Whether they say only that what was published is not told again.
    pub fn is_held_back(&self) -> bool {
        self.as_str() == HELD_BACK
    }
}

impl Correction {
    /// Whether it takes back words that are not told again.
    pub fn is_withdrawal(&self) -> bool {
        self.cell.is_none() && self.was.is_held_back()
    }
}

/// How grave a fault was that was corrected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scale {
    /// Nobody will have been misled.
    Minor,
    /// Somebody may have been misled.
    Major,
}

/// Their names in a report, with what each means.
pub const SCALES: [(&str, Scale, &str); 2] = [
    ("minor", Scale::Minor, "A slip that changes nothing of what readers took from the report."),
    ("major", Scale::Major, "Readers may have drawn other conclusions: those who use the figures should be told."),
];

impl Scale {
    /// The word for it.
    pub fn word(self) -> &'static str {
        SCALES.iter().find(|row| row.1 == self).map_or("", |row| row.0)
    }
}

/// A section of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// The file's name without its ending, or the key that shared text gives itself.
    pub key: String,
    /// The title for readers.
    pub title: Words,
    /// Its place: lower stands nearer to the top.
    pub order: i64,
    /// Whether it is an appendix, which the build numbers.
    pub is_appendix: bool,
    /// The text.
    pub body: Document,
    /// The keys of the charts that the text asks for, in its order.
    pub charts: Vec<String>,
    /// Whether something in its file could not be read, which is a finding of its own.
    pub spoiled: bool,
    /// Where it begins.
    pub span: Span,
}

impl Section {
    /// Whether it says anything: headings alone do not, nor signs without a word.
    pub fn has_text(&self) -> bool {
        let is_sign = |inline: &Inline| match inline {
            Inline::Text(text, _) => !text.contains(char::is_alphanumeric),
            Inline::Break => true,
            _ => false,
        };
        self.body.iter().any(|block| match block {
            Block::Heading { .. } | Block::Rule => false,
            Block::Paragraph(phrase) => !phrase.iter().all(is_sign),
            _ => true,
        })
    }
}

/// An image, ready to be published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawing {
    /// The name under which it is published: a hash of its bytes, and the ending of its format.
    pub name: String,
    /// The file.
    pub bytes: Vec<u8>,
    /// How wide it is, in pixels.
    pub width: u32,
    /// How high it is, in pixels.
    pub height: u32,
}

/// Images by the hashes of the files that they were drawn from.
pub type Drawings = BTreeMap<[u8; 32], Arc<Drawing>>;

impl Drawing {
    /// An image of a width and a height, in a format with this ending.
    pub(crate) fn new(bytes: Vec<u8>, ending: &str, (width, height): (u32, u32)) -> Self {
        let name = format!("{}.{ending}", &blake3::hash(&bytes).to_hex()[..16]);
        Drawing { name, bytes, width, height }
    }
}

/// A finding that is accepted as it is, with the reason and the office that answers for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiver {
    /// The rule's code.
    pub code: String,
    /// The cell, table or section that it is about; the whole report where it names none.
    pub at: Option<Address>,
    /// Why the finding is accepted.
    pub reason: Words,
    /// The office that answers for it.
    pub by: Words,
    /// The last day on which it holds.
    pub until: Date,
    /// Where it stands.
    pub span: Span,
}
