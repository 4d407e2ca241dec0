//! What a report says, part by part, as it was released and as it is: each part is equal or is another one.

use std::collections::BTreeMap;

use super::change::quoted;
use super::wording::{Subject, Wording, unspoken};
use crate::book::Book;
use crate::book::cell::{Cell, Marker};
use crate::book::path::CellPath;
use crate::book::report::{Correction, Report, Section, Signatory};
use crate::book::returns::grid::Entry;
use crate::book::returns::{Local, Return};
use crate::source::Span;
use crate::text::number;

/// A part of a report.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Part {
    /// A cell, by its address.
    Cell(String),
    /// A section, by its key.
    Section(String),
    /// A table as a whole, by its key.
    Table(String),
    /// How many figures are handed in, as the book's page of coverage tells. Where cells have changed it has with them.
    HandedIn,
    /// Something else, in words for people.
    Other(String),
}

impl Part {
    /// In words for people.
    pub(super) fn phrase(&self) -> String {
        match self {
            Part::Cell(cell) => format!("`{cell}`"),
            Part::Section(section) => format!("the section `{section}`"),
            Part::Table(table) => format!("the table `{table}`"),
            Part::HandedIn => "how many figures are handed in".to_owned(),
            Part::Other(what) => what.clone(),
        }
    }

    /// What `about` of a correction calls it: the words without marks. None of what has a key of its own.
    pub(super) fn about(&self) -> Option<String> {
        (!matches!(self, Part::Cell(_) | Part::Section(_))).then(|| self.phrase().replace('`', ""))
    }

    /// The key of a correction, with what it says.
    pub(super) fn key(&self) -> String {
        match self {
            Part::Cell(cell) => format!("cell: {cell}"),
            Part::Section(section) => format!("section: {section}"),
            _ => format!("about: {}", quoted(&self.about().unwrap_or_default())),
        }
    }
}

/// What a part says.
#[derive(Debug, Clone)]
pub(crate) struct Fact {
    pub(crate) says: Wording,
    pub(super) span: Span,
    /// Of a cell: whether it was worked out.
    pub(super) is_worked_out: bool,
    /// Of a cell: whether somebody handed it in.
    pub(super) is_handed_in: bool,
    /// Of a cell: whether its figure is held back.
    pub(super) is_held_back: bool,
    /// Of a cell: the markers that were handed in.
    pub(super) markers: Vec<Marker>,
}

impl Fact {
    /// Whether a cell is another one only because others are: also where it cannot be worked out any more.
    pub(super) fn follows(&self, before: &Fact) -> bool {
        let is_lost = before.is_worked_out && !self.is_handed_in;
        (self.is_worked_out || is_lost) && self.markers == before.markers
    }
}

/// What a report says.
pub(crate) type Facts = BTreeMap<Part, Fact>;

/// A cell as an author writes it.
pub(super) fn cell_text(cell: &Cell) -> String {
    let number = cell.value.ok().map(number::written);
    let signs = cell.signs().map(|sign| format!("[{sign}]"));
    number.into_iter().chain(signs).collect::<Vec<_>>().join(" ")
}

/// What a report of a book says. The corrections that it lists are compared by themselves.
pub(crate) fn facts(book: &Book, report: &Report) -> Facts {
    facts_without((book, report), None)
}

/// The same, where its references tell nothing that they could not tell if it held back what it does now.
pub(super) fn facts_without(of: (&Book, &Report), held: Option<(&Book, &Report)>) -> Facts {
    let mut facts = Gathered { subject: Subject { of: Some(of), held }, facts: Facts::new() };
    facts.report(of.1);
    facts.facts
}

/// Whether something is said otherwise, or is not there in one of the two.
pub(crate) fn differ(one: &Facts, other: &Facts) -> bool {
    one.len() != other.len()
        || one.iter().any(|(part, fact)| other.get(part).is_none_or(|other| other.says.differs(&fact.says)))
}

struct Gathered<'a> {
    subject: Subject<'a>,
    facts: Facts,
}

impl<'a> Gathered<'a> {
    fn add(&mut self, part: Part, says: impl Into<Wording>, span: Span) {
        let fact = Fact {
            says: says.into(),
            span,
            is_worked_out: false,
            is_handed_in: false,
            is_held_back: false,
            markers: Vec::new(),
        };
        self.facts.insert(part, fact);
    }

    fn other(&mut self, what: impl Into<String>, says: impl Into<Wording>, span: Span) {
        self.add(Part::Other(what.into()), says, span);
    }

    fn report(&mut self, report: &'a Report) {
        let place = report.status_span;
        self.other("how much of the report there is", page_status(report), place);
        if let Some(source) = &report.source {
            self.other("the source of the figures", source.as_str(), source.span);
        }
        let signed = |Signatory { authority, name, role, organisation }: &Signatory| {
            let words = [name.as_deref().unwrap_or_default(), role, organisation];
            let words: Vec<_> = words.into_iter().filter(|words| !words.is_empty()).collect();
            format!("{}{}", words.join(", "), unspoken(authority))
        };
        let signed: Vec<_> = report.signatories.iter().map(signed).collect();
        if let Some(first) = report.signatories.first() {
            self.other("who signs", signed.join("; "), first.role.span);
        }
        for (key, reason, span) in &report.absent {
            let reason = self.subject.phrase(reason);
            self.other(format!("why there is no section `{key}`"), reason, *span);
        }
        for section in &report.sections {
            self.section(section);
        }
        self.figures(&report.figures);
    }

    fn section(&mut self, section: &'a Section) {
        let Section { key, title, order, is_appendix, body, charts: _, spoiled: _, span } = section;
        let text = self.subject.document(body);
        // The title and the place of a section that every report has are the book's.
        let own = if title.span.file == span.file {
            format!("{title}\u{1}{order} {is_appendix}\u{2} ")
        } else {
            String::new()
        };
        self.add(Part::Section(key.clone()), format!("{own}{text}"), *span);
    }

    fn figures(&mut self, figures: &'a Return) {
        let Return { form, tables: _, local, notes, last_year: _, span } = figures;
        self.other("the form that the report fills in", form.key.as_str(), *span);
        let grids = figures.grids().map(|(_, grid)| grid).chain(local.as_ref().map(|local| &local.grid));
        let mut handed = 0;
        for grid in grids {
            handed += grid
                .cells()
                .filter(|(_, entry)| entry.handed.as_ref().is_some_and(|(cell, _)| cell.value.is_ok()))
                .count();
            let table = figures.address(CellPath::table(grid.position()));
            self.add(Part::Table(table.to_string()), "there", grid.span);
            for path in grid.paths() {
                if let Some(entry) = grid.entry(path) {
                    self.cell(figures, path, entry);
                }
            }
            for axis in grid.axes.iter().filter(|axis| axis.named_by.is_some()) {
                for (at, member) in axis.all().enumerate() {
                    let says = format!("{}\u{1}{at}\u{2}{}", member.label, member.short);
                    self.other(format!("what `{}` stands for in `{table}`", member.key), says, member.label.span);
                }
            }
        }
        self.add(Part::HandedIn, handed.to_string(), *span);
        if let Some(Local { grid, sources }) = local {
            let keys = grid.axes.iter().flat_map(|axis| &axis.members);
            for (member, source) in keys.zip(sources) {
                self.other(format!("the source of `{}/{}`", Local::KEY, member.key), source.as_str(), source.span);
            }
        }
        let mut counts = BTreeMap::new();
        for note in notes {
            let about = figures.address(note.about);
            let count = counts.entry(about.to_string()).or_insert(0);
            *count += 1;
            let nth = if *count > 1 { format!("note {count}") } else { "the note".to_owned() };
            let text = self.subject.document(&note.text);
            self.other(format!("{nth} about `{about}`"), text, note.span);
        }
    }

    fn cell(&mut self, figures: &Return, path: CellPath, entry: &Entry) {
        let markers = entry.handed.iter().flat_map(|(cell, _)| cell.markers.iter().copied()).collect();
        let (says, is_worked_out) = (cell_text(&entry.cell).into(), entry.computed.is_some());
        let is_held_back = entry.cell.is_held_back();
        let is_handed_in = entry.handed.is_some();
        let fact = Fact { says, span: figures.place(path), is_worked_out, is_handed_in, is_held_back, markers };
        self.facts.insert(Part::Cell(figures.address(path).to_string()), fact);
    }
}

fn page_status(report: &Report) -> &'static str {
    crate::page::report::status(report)
}

/// What tells a correction from others: everything but its place.
pub(crate) fn correction(correction: &Correction) -> String {
    correction_of(correction, &correction.was, Subject::default())
}

/// The same, with something else in place of what was released, and without what its references tell of a subject that is held back.
pub(super) fn correction_of(correction: &Correction, was: &str, subject: Subject<'_>) -> String {
    let Correction { cell, section, about, was: _, made, now, reason } = correction;
    let [now, reason] = [now, reason].map(|phrase| subject.phrase(phrase).held_back().into_owned());
    let (cell, section) = (cell.as_ref().map(|(cell, _)| cell), section.as_ref().map(|(key, _)| key));
    format!("{cell:?} {section:?} {:?} {was}\n{made:?}\n{now}\n{reason}", about.as_deref())
}
