//! Sections that stand in the report of an area and tell of another.

use std::ops::Range;

use crate::book::area::Area;
use crate::book::narrative::{Asks, Name};
use crate::book::report::Section;
use crate::check::context::{ReportCheck, ReportContext};
use crate::check::prose::passage::{self, Passage};
use crate::check::prose::reading::ends::sentences;
use crate::check::prose::reading::language::english::ENGLISH;
use crate::check::prose::reading::language::senses::Sense;
use crate::check::prose::reading::language::tokens::is_past;
use crate::check::prose::reading::language::words::Words;
use crate::check::prose::reading::parts::places::{Place, Places};
use crate::check::prose::unfilled::near_end;
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::Span;
use crate::texts::Text;

rules! {
    OTHER_AREA = "L202" "other-area" Warning:
        "A section tells of another area of the book as its own place, or of nothing else, and never of the area whose report it stands in; \
         or a sentence of it speaks for another. It is an error where somebody speaks for the other area (“we in South meet”, “in South we \
         visit”) and nothing tells of the own one, and a warning where it is only told of (“people in South are visited”).";
        "It was put into the wrong folder, and readers of one area are told what is true of another.";
        "“We in South meet every month” in areas/north/2019-20/foreword.md, which nowhere names North.";
        "Move the file to the other area's folder; if it tells of both, name the report's own area where it speaks of it."
}

pub(crate) const CHECK: ReportCheck = ReportCheck { rules: RULES, run: check };

fn check(context: &ReportContext<'_>, findings: &mut Vec<Diagnostic>) {
    if context.is_of_nation() || context.named.iter().all(|area| *area == context.report.area.key) {
        return;
    }
    let places = Places::new(context.book);
    findings.extend(context.report.sections.iter().filter_map(|section| of_section(context, &places, section)));
}

fn of_section(context: &ReportContext<'_>, places: &Places<'_>, section: &Section) -> Option<Diagnostic> {
    let own = context.report.area.key.as_str();
    let passages = passage::passages(&section.body);
    let is_own = |asks: &Asks| matches!(asks, Asks::Name(Name::Area));
    let mut names_own = passages.iter().flat_map(|passage| &passage.asks).any(is_own);
    let has_own_title = section.title.span.file == section.span.file;
    let title = if has_own_title { passage::of(Text::Words(&section.title)) } else { Vec::new() };
    let mut told = Told::default();
    for passage in title.iter().chain(passages.iter().filter(|passage| !passage.is_quoted)) {
        let lower = passage.text.to_ascii_lowercase();
        for part in sentences(&passage.text) {
            let words = Words::new(&lower, part, &ENGLISH);
            let sentence = Sentence { words: &words, typed: &passage.text };
            told.sentences += usize::from(passage.is_paragraph);
            let named = sentence.areas(places);
            if named.iter().any(|(_, area)| *area == own) {
                names_own = true;
            } else if !sentence.is_quoted() {
                told.add(passage, &sentence, &named);
            }
        }
    }
    let (area, manner, span) = if names_own { told.spoken_for()? } else { told.other_place()? };
    let other = context.book.areas.iter().find(|other| other.key == area)?;
    Some(if names_own { within(context, other, span) } else { finding(context, other, manner, span) })
}

/// The finding for a sentence of another area in a section that tells of its own.
fn within(context: &ReportContext<'_>, other: &Area, span: Span) -> Diagnostic {
    let (own, name) = (context.report.name(), other.name_in(context.report.period));
    let finding = OTHER_AREA.at(span, format!("this sentence speaks for {name}, in a report of {own}"));
    finding.help(format!(
        "write what holds for {own}; a text of {name} stands in its own report, in `areas/{}/`",
        other.key
    ))
}

fn finding(context: &ReportContext<'_>, other: &Area, manner: Manner, span: Span) -> Diagnostic {
    let (own, period) = (context.report.name(), context.report.period);
    let name = other.name_in(period);
    let mut finding = OTHER_AREA.at(span, format!("this section tells of {name}, and nowhere of {own}"));
    if manner == Manner::Spoken {
        finding.severity = Severity::Error;
    }
    let folder = format!("areas/{}/{}/", other.key, period.name());
    finding
        .help(format!("if it is a text of {name}, move the file to `{folder}`"))
        .help(format!("if it tells of {own} too, name {own} where it does: `{{{{ area.name }}}}`"))
}

/// In what manner a sentence tells of an area.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Manner {
    /// Somebody speaks for it: “we in South”.
    Spoken,
    /// It is told of: “people in South are visited”.
    Plain,
    /// It is set apart from where the text is written: “South has a similar scheme”, “we thank South”.
    Apart,
}

/// What a section tells of other areas.
#[derive(Default)]
struct Told<'a> {
    sentences: usize,
    /// The areas of sentences that name one, with how it is told of, and the word behind it, by which the names of organisations differ.
    named: Vec<(&'a str, Manner, String, Span)>,
}

impl<'a> Told<'a> {
    fn add(&mut self, passage: &Passage, sentence: &Sentence<'_>, named: &[(Range<usize>, &'a str)]) {
        let Some((first, area)) = named.first() else { return };
        let manners = named.iter().map(|(tokens, _)| sentence.manner(tokens));
        let is_of_one = named.iter().all(|(_, other)| other == area);
        let manner = manners.min_by_key(|manner| *manner != Manner::Spoken).filter(|_| is_of_one);
        let behind = sentence.words.get(first.end).filter(|_| sentence.is_capital(first.end)).unwrap_or_default();
        if let Some(span) = passage.span(sentence.words.place(first)) {
            self.named.push((area, manner.unwrap_or(Manner::Apart), behind.to_owned(), span));
        }
    }

    /// The area for which somebody speaks in a section that is the report's own, and where: somebody of two areas speaks for neither.
    fn spoken_for(&self) -> Option<(&'a str, Manner, Span)> {
        let spoken = self.named.iter().find(|named| named.1 == Manner::Spoken);
        spoken.map(|(area, manner, _, span)| (*area, *manner, *span))
    }

    /// The other area whose text the section is, and where that shows.
    fn other_place(self) -> Option<(&'a str, Manner, Span)> {
        /// In so few sentences one that tells of another area is what the section is about.
        const FEW: usize = 2;
        let of = |manner| self.named.iter().filter(move |named| named.1 == manner);
        let (area, ..) = *self.named.first()?;
        let apart = of(Manner::Apart).count();
        let mut behind: Vec<_> = of(Manner::Plain).map(|named| &named.2).filter(|behind| !behind.is_empty()).collect();
        behind.sort_unstable();
        behind.dedup();
        let plain = of(Manner::Plain).filter(|named| named.2.is_empty()).count() + behind.len();
        let is_of_one = self.named.iter().all(|named| named.0 == area);
        let is_told = plain > apart && if plain == 1 { apart == 0 && self.sentences <= FEW } else { is_of_one };
        let spoken = of(Manner::Spoken).next().filter(|_| of(Manner::Spoken).count() + plain > apart);
        let (area, manner, _, span) = spoken.or(of(Manner::Plain).next().filter(|_| is_told))?;
        Some((area, *manner, *span))
    }
}

struct Sentence<'t> {
    words: &'t Words<'t>,
    /// The text that it is a part of, as it was typed.
    typed: &'t str,
}

impl Sentence<'_> {
    /// The areas that it names.
    fn areas<'a>(&self, places: &Places<'a>) -> Vec<(Range<usize>, &'a str)> {
        let mut named = Vec::new();
        let mut at = 0;
        while at < self.words.len() {
            let Some((length, place)) = places.at(self.words, at, self.typed) else {
                at += 1;
                continue;
            };
            let tokens = at..at + length;
            at = tokens.end;
            if let Place::Area(area) = place
                && !self.is_in_longer_name(&tokens)
            {
                named.push((tokens, area));
            }
        }
        named
    }

    /// Whether a name is a part of one that is not the area's: “South-facing”, “the University of South”.
    fn is_in_longer_name(&self, name: &Range<usize>) -> bool {
        let is_joined = |at: usize| self.words.is_word(at) && self.words.is_joined(at);
        let is_of_name = name.start > 2 && self.words.is(name.start - 1, Sense::Of) && self.is_capital(name.start - 2);
        is_joined(name.start) || is_joined(name.end) || is_of_name && !self.is_of_speaker(name)
    }

    /// Whether a name is that of the place for which somebody who speaks holds an office: “As Chief Warden of South I am glad”.
    fn is_of_speaker(&self, name: &Range<usize>) -> bool {
        let words = self.words;
        let start = (0..name.start).rev().take_while(|at| words.is_word(*at)).last().unwrap_or(name.start);
        let behind = name.end + usize::from(words.is_sign(name.end, &[","]));
        let speaks = words.get(behind) == Some("i") || words.is(behind, Sense::Us);
        let is_office = name.start > 2 && words.is(name.start - 1, Sense::Of) && self.is_capital(name.start - 2);
        words.get(start) == Some("as") && is_office && speaks
    }

    /// Whether it stands within the words of somebody who is quoted.
    fn is_quoted(&self) -> bool {
        let place = self.words.place(&(0..self.words.len()));
        let before = near_end(&self.typed[..place.start]);
        self.typed[place].contains('“') || before.rfind('“').is_some_and(|mark| !before[mark..].contains('”'))
    }

    fn is_capital(&self, at: usize) -> bool {
        let place = self.words.place(&(at..at + 1));
        self.words.is_word(at) && self.typed[place].starts_with(char::is_uppercase)
    }

    fn manner(&self, name: &Range<usize>) -> Manner {
        let words = self.words;
        let is_sign = |at: &usize| words.is_sign(*at, &[",", ";", ":", "(", ")", "–", "—"]);
        let start = (0..name.start).rev().find(is_sign).map_or(0, |sign| sign + 1);
        let end = (name.end..words.len()).find(is_sign).unwrap_or(words.len());
        let speaks = |at: usize| words.is(at, Sense::Speaker);
        // “We in South”, “our area, South,”; “they joined us in South” speaks for another.
        let before = |back: usize| name.start.checked_sub(back);
        let joins = |at: usize| words.is(at, Sense::In) || words.is(at, Sense::During);
        let begins = |at: usize| at == start || words.is(at - 1, Sense::And);
        if before(2).is_some_and(|at| speaks(at) && joins(at + 1) && begins(at)) {
            return Manner::Spoken;
        }
        // “In South we meet every month”, “across South our officers visit”; “in South we visited a hostel” tells of a journey.
        let subject = name.end + usize::from(words.is_sign(name.end, &[","]));
        let is_told = words.is(subject, Sense::Us) && words.get(subject + 1).is_some_and(|word| !is_past(word));
        if is_told && before(1).is_some_and(|at| at == start && joins(at)) {
            return Manner::Spoken;
        }
        // “This is the report of South”.
        let is_report = || {
            let of = before(2)
                .is_some_and(|at| at > 0 && words.text(at) == "report" && ["of", "for"].contains(&words.text(at + 1)));
            of && words.text(start) == "this" && words.is(start + 1, Sense::Copula)
        };
        if start < name.start && (self.is_of_speaker(name) || is_report()) {
            return Manner::Spoken;
        }
        let is_apposed = |at: usize| {
            speaks(at)
                && words.is(at + 1, Sense::Area)
                && (words.is_sign(at + 2, &[","]) || words.is(at + 2, Sense::Of))
        };
        if before(3).is_some_and(is_apposed) {
            return Manner::Spoken;
        }
        let tells_apart = |sense| {
            use Sense::{Aside, Compared, Elsewhere, Likeness, Relative, Than};
            matches!(sense, Aside | Compared | Elsewhere | Likeness | Relative | Than)
        };
        // “We thank South”, “South lent us a room”; “South is the place that we look after”.
        let is_described = name.start == start && words.is(name.end, Sense::Copula);
        let is_met = !is_described && (start..end).any(speaks);
        let comes_from = |sense| matches!(sense, Sense::From | Sense::To | Sense::With);
        let is_near = name.start.saturating_sub(2)..name.start;
        // “South and West”.
        let is_listed = words.is(name.end, Sense::And) && self.is_capital(name.end + 1)
            || before(2).is_some_and(|at| self.is_capital(at) && words.is(at + 1, Sense::And));
        let is_apart = is_listed
            || is_met
            || (start..end).any(|at| words.find(at, tells_apart).is_some())
            || is_near.into_iter().any(|at| words.find(at, comes_from).is_some());
        if is_apart { Manner::Apart } else { Manner::Plain }
    }
}
