//! Numbers in the texts of the book that belong to no report: the home page, national text, what measures and forms say. They are held
//! against the figures of the nation.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use super::figures::Finder;
use super::figures::described::{Describer, References};
use super::figures::local::{self, Around, Locals};
use crate::book::Book;
use crate::book::period::Period;
use crate::check::context::ReportContext;
use crate::check::prose::accounts::{Account, Number};
use crate::check::prose::passage;
use crate::check::prose::read::Read;
use crate::check::prose::reading::claims::Claim;
use crate::check::prose::reading::counted::Head;
use crate::check::prose::reading::language::english::ENGLISH;
use crate::check::prose::reading::language::senses::Sense;
use crate::check::prose::reading::parts::places::Place;
use crate::check::prose::reading::parts::times::Time;
use crate::check::prose::returns::Returns;
use crate::diagnostic::{Diagnostic, Severity};
use crate::parse::rules::TOO_LARGE;
use crate::quantity::Quantity;
use crate::source::FileId;
use crate::texts::{Text, Use};

/// The texts, each with the last periods of which `released` has figures of the nation and the text can be about, one of each kind.
fn texts_of<'b>(book: &'b Book, released: &Book) -> Vec<(References, Text<'b>, Vec<Period>)> {
    let mut texts = Vec::new();
    let periods: Vec<_> = released.national.iter().map(|report| report.period).collect();
    book.texts(|its, text| {
        let references = match its {
            Use::National | Use::Form => References::OfNation,
            Use::Remark => References::None,
            Use::Narrative | Use::Name | Use::Correction | Use::Waiver | Use::Printed => return,
        };
        let holds = |period: &&Period| file(text).is_none_or(|file| stands_in(book, file, **period));
        let mut last: Vec<Period> = Vec::new();
        for period in periods.iter().rev().filter(holds) {
            last.extend(Some(*period).filter(|period| last.iter().all(|known| !known.is_like(*period))));
        }
        texts.push((references, text, last));
    });
    texts
}

/// Checks each text of a book of which `released` is public. Where the nation has figures for periods of several kinds a number is wrong
/// only if it is for all of them.
pub(crate) fn check(book: &Book, released: &Book, findings: &mut Vec<Diagnostic>) {
    // What cannot be read may hold the figure.
    if !ENGLISH.is(&book.settings.language) || !book.unread_forms.is_empty() || !book.unread.is_empty() {
        return;
    }
    let locals = book.national.iter().map(|report| Locals::new(&report.figures));
    let known = Known { locals: locals.collect(), numbers: OnceCell::new() };
    let mut read: BTreeMap<Period, (ReportContext<'_>, Returns<'_>)> = BTreeMap::new();
    for (references, text, periods) in texts_of(book, released) {
        let mut told: Option<Vec<Doubt>> = None;
        for report in periods.iter().filter_map(|period| book.report(&book.nation.key, *period)) {
            let (context, returns) = read
                .entry(report.period)
                .or_insert_with(|| (ReportContext::new(book, report, &[], &[]), Returns::new(book, report, &ENGLISH)));
            let mut found = in_text((context, returns), references, text, &known);
            // What is not read for one of them may be wrong there.
            for unread in found.extract_if(.., |doubt| doubt.finding.rule.code == TOO_LARGE.code) {
                let is_known =
                    |known: &Diagnostic| known.span == unread.finding.span && known.rule.code == TOO_LARGE.code;
                findings.extend((!findings.iter().any(is_known)).then_some(unread.finding));
            }
            told = Some(match told {
                Some(told) => told.iter().filter_map(|doubt| joint(doubt, &found)).collect(),
                None => found,
            });
        }
        let told = told.into_iter().flatten().filter(|doubt| !doubt.is_explanation);
        findings.extend(told.map(|doubt| doubt.finding));
    }
}

/// What is known of the book whatever the text.
struct Known<'b> {
    /// What the nation counts elsewhere.
    locals: Vec<Locals<'b>>,
    /// The numbers of all areas, once they are asked for.
    numbers: OnceCell<BTreeSet<Quantity>>,
}

/// A finding in the reading of one period, and whether its number may be no figure of the book at all.
#[derive(Clone)]
struct Doubt {
    finding: Diagnostic,
    is_explanation: bool,
}

/// What a finding and those of another reading say of a number together; none where the other reading says nothing. For one of them it
/// may be a figure, as a note says; else the gravest knows best what is meant.
fn joint(doubt: &Doubt, found: &[Doubt]) -> Option<Doubt> {
    let [finding, other] = [doubt, found.iter().find(|other| other.finding.span == doubt.finding.span)?];
    let is_note = [finding, other].iter().any(|said| said.finding.severity == Severity::Note);
    let is_other = (other.finding.severity < finding.finding.severity) == is_note;
    let is_explanation = finding.is_explanation && other.is_explanation;
    Some(Doubt { is_explanation, ..if is_other { other } else { finding }.clone() })
}

/// The file of a text.
fn file(text: Text<'_>) -> Option<FileId> {
    let passage = passage::of(text).into_iter().next()?;
    Some(passage.span(0..1)?.file)
}

/// Whether a text of a file stands in the reports of a period: other than national text and forms, none is kept to some.
fn stands_in(book: &Book, file: FileId, period: Period) -> bool {
    let shared = book.shared.iter().find(|shared| shared.span.file == file);
    let form = book.forms.iter().find(|form| form.span.file == file);
    shared.is_none_or(|shared| shared.holds_in(period)) && form.is_none_or(|form| form.covers(period))
}

/// What stands in a text, read in the report of one period.
fn in_text<'a>(
    (context, returns): (&ReportContext<'a>, &Returns<'a>),
    references: References,
    text: Text<'_>,
    known: &Known<'_>,
) -> Vec<Doubt> {
    let mut findings = Vec::new();
    let describer = Describer { book: context.book, report: context.report, references };
    let finder = Finder { context, describer, sums: OnceCell::new(), locals: OnceCell::new() };
    for passage in passage::of(text).iter().filter(|passage| !passage.is_contact) {
        let mut time = About::Nothing;
        for lead in &passage.lead {
            returns.read(lead, &mut |read| time = About::of(context, read, time));
        }
        returns.read(passage, &mut |read| {
            time = About::of(context, read, time);
            let (claim, account) = match &read.number {
                Number::Claim(claim, account) => (claim, account),
                Number::Unread => {
                    let finding = finder.finding(passage, read);
                    return findings.extend(finding.map(|finding| Doubt { finding, is_explanation: false }));
                }
                _ => return,
            };
            let around = Around::new(passage, read.range.clone());
            let is_declared = |number| local::is_declared(&known.locals, &around, number);
            if !matches!(account, Account::Held { .. }) && local::amount(claim).is_some_and(is_declared) {
                return;
            }
            let said = Said { time, read, claim, account };
            let is_explanation = said.is_explanation(context, known);
            findings.extend(finder.finding(passage, read).map(|finding| Doubt { finding, is_explanation }));
        });
    }
    findings
}

/// Whether what is told is of the years of the book.
#[derive(Clone, Copy, PartialEq)]
enum About {
    Nothing,
    Book,
    Others,
}

impl About {
    /// What the times of the sentence of a number say; one without a time is about that of the sentence before.
    fn of(context: &ReportContext<'_>, read: &Read<'_, '_>, before: About) -> About {
        About::times(context, read.sentence.times.iter().map(|told| told.time)).unwrap_or(before)
    }

    /// What some times say; none where they name no year.
    fn times(context: &ReportContext<'_>, times: impl Iterator<Item = Time>) -> Option<About> {
        let book = context.book;
        let has = |period: &Period| book.reports_for(*period).next().is_some();
        let reports = book.reports.iter().chain(&book.national);
        let has_year = |year| {
            reports.clone().any(|report| (report.period.start_year()..=report.period.end_year()).contains(&year))
        };
        let about = times.filter_map(|time| match time {
            Time::Day { year: Some(year), .. } | Time::Month { year, .. } | Time::Year(year) => Some(has_year(year)),
            // “12 visits a year” are of any.
            Time::OverYear | Time::OverPart => None,
            _ => {
                let periods = time.when(context.report.period).periods;
                (!periods.is_empty()).then(|| periods.iter().any(has))
            }
        });
        about.reduce(|one, other| one || other).map(|is_of_book| if is_of_book { About::Book } else { About::Others })
    }
}

/// A number in a text of the book. It has no figures of its own, which could be declared.
struct Said<'r, 's, 'a> {
    /// What its sentence is about.
    time: About,
    read: &'r Read<'s, 'a>,
    claim: &'r Claim<'s, 'a>,
    account: &'r Account<'a>,
}

impl Said<'_, '_, '_> {
    /// Whether a number belongs to what is told about the subject and not about figures of the book: “half of all”, “the Act has 14 parts”,
    /// “before the reform of 2004”.
    fn is_explanation(&self, context: &ReportContext<'_>, known: &Known<'_>) -> bool {
        let scopes = &self.claim.scopes;
        let own = About::times(context, scopes.iter().flat_map(|scope| &scope.times).copied());
        let time = own.unwrap_or(self.time);
        if time == About::Others {
            return true;
        }
        let is_named = time == About::Book || scopes.iter().any(|scope| !scope.places.is_empty());
        match self.account {
            Account::Unaccounted(considered) => {
                let is_placed = self.claim.head == Head::Known && !self.claim.own.places.is_empty();
                let is_counted =
                    is_placed || self.claim.is_counted || considered.iter().any(|candidate| candidate.fit.is_specific);
                let of_area = || self.tells_area() && self.is_of_some_area(context, known);
                self.claim.mention.is_in_words || !is_counted || !is_named || of_area()
            }
            // What stands before it in its sentence may say that it is of another time.
            Account::Contradicts(_) | Account::WrongWay(_) => !is_named && self.claim.segment > 0,
            _ => false,
        }
    }

    /// Whether the words say that one of the areas is meant, and not the nation: “the largest library”, “one area”.
    fn tells_area(&self) -> bool {
        let words = &self.read.sentence.words;
        let is_area = |sense| matches!(sense, Sense::Area | Sense::Extreme(_));
        (0..words.len()).any(|at| words.find(at, is_area).is_some()) && !self.claim.own.places.contains(&Place::Nation)
    }

    /// Whether it is a figure of some area: “the largest library lent 1,371 books”. Smaller numbers are figures of any return.
    fn is_of_some_area(&self, context: &ReportContext<'_>, known: &Known<'_>) -> bool {
        const FEWEST: u64 = 100;
        let all = || {
            let grids = context.book.reports.iter().flat_map(|report| report.figures.grids());
            grids.flat_map(|(_, grid)| grid.numbers()).map(|(_, number)| number).collect()
        };
        let number = self.claim.mention.number().filter(|number| *number >= FEWEST);
        number.is_some_and(|number| known.numbers.get_or_init(all).contains(&number))
    }
}
