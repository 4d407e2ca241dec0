//! References in sentences: the figures that they print, held against what the sentence says of them.

use crate::book::form::Counts;
use crate::book::narrative::{Asks, Reading, Target};
use crate::book::path::CellPath;
use crate::book::report::Report;
use crate::check::prose::accounts::{Account, account_of, goes, on_wrong_side};
use crate::check::prose::cells::{Fit, Question, place, tables};
use crate::check::prose::closed::Said;
use crate::check::prose::faults::misfit::Misfit;
use crate::check::prose::reading::counted::Head;
use crate::check::prose::reading::language::keys::key;
use crate::check::prose::reading::language::senses::Sense;
use crate::check::prose::reading::parts::names::Meaning;
use crate::check::prose::reading::parts::numbers::Amount;
use crate::check::prose::reading::parts::places::Place;
use crate::check::prose::reading::parts::times::When;
use crate::check::prose::reading::roles::Role;
use crate::check::prose::reading::segments::Joint;
use crate::check::prose::returns::{Around, Candidate, Measured, Returns};
use crate::quantity::Quantity;
use crate::quantity::unit::Unit;
use crate::query::reference;
use crate::query::series::Before;

/// A figure as a sentence tells it.
fn of_unit(number: Quantity) -> Amount {
    match number.unit() {
        Unit::Plain => Amount::Number(number),
        Unit::Percent => Amount::Percent(number),
        Unit::Points => Amount::Points(number),
        Unit::Duration | Unit::Before(_) | Unit::After(_) => Amount::Measure(number),
    }
}

/// What a reference prints.
pub(crate) struct Given<'a> {
    pub(crate) amount: Amount,
    /// The figure; none where no table has it.
    pub(crate) figure: Option<Candidate<'a>>,
}

impl<'a> Returns<'a> {
    /// What a reference prints; none where it prints no number.
    pub(crate) fn given(&self, asks: &Asks) -> Option<Given<'a>> {
        let Asks::Figure { of, reading, .. } = asks else { return None };
        reference::text(self.book, self.report, asks).ok()?;
        let cell = self.report.figures.cell(of)?;
        let now = self.report.figures.number(cell)?;
        if *reading == Reading::Size {
            return Some(Given { amount: of_unit(now.size()), figure: None });
        }
        let figure = self.figure(cell, reading)?;
        let amount = match (reading, figure.ratio()) {
            (
                Reading::PercentChange(_, _, places) | Reading::Share(_, places) | Reading::ShareOfNation(places),
                ratio,
            ) => {
                let (part, whole) = ratio?;
                Amount::Percent(Quantity::percent(part, whole, *places)?)
            }
            (Reading::Change(..), Some((change, _))) => Amount::Number(change),
            _ => match figure.measured {
                Measured::Level(Some(number)) => of_unit(number),
                _ => of_unit(now),
            },
        };
        Some(Given { amount, figure: Some(figure) })
    }

    fn figure(&self, cell: CellPath, reading: &Reading) -> Option<Candidate<'a>> {
        let report = self.report;
        let level = |report: &'a Report, cell| {
            let measured = Measured::Level(report.figures.number(cell));
            Candidate { report, fit: Fit::of(cell), measured }
        };
        let share = |of_report: &'a Report, of: CellPath| {
            let (part, whole) = (report.figures.number(cell)?, of_report.figures.number(of)?);
            let measured = Measured::Share { part, whole, of: Fit::of(of), report: of_report };
            Some(Candidate { report, fit: Fit::of(cell), measured })
        };
        let nation = || {
            let nation = self.book.national.iter().find(|nation| nation.period == report.period)?;
            let there = match self.book.measure_at(&report.figures.form.key, cell) {
                Some(measure) => measure.path(&nation.figures.form.key),
                None => nation.figures.alike(&report.figures, cell),
            };
            Some((nation, there?))
        };
        match reading {
            Reading::Number | Reading::Size => Some(level(report, cell)),
            Reading::Before(since) => match self.book.earlier(report, cell, since.of(report.period)) {
                Before::Number { report, path, .. } => Some(level(report, path)),
                _ => None,
            },
            Reading::Nation => nation().map(|(nation, cell)| level(nation, cell)),
            Reading::ShareOfNation(_) => nation().and_then(|(nation, of)| share(nation, of)),
            Reading::Share(of, _) => share(report, report.figures.cell(of)?),
            Reading::Change(_, since) | Reading::PercentChange(_, since, _) => {
                match self.book.earlier(report, cell, since.of(report.period)) {
                    Before::Number { report: since, .. } => self.change(report, &Fit::of(cell), since),
                    _ => None,
                }
            }
        }
    }

    /// Keeps what the references of a sentence name for its numbers: cells, and tables to which they send readers.
    pub(crate) fn refer(
        &self,
        around: &mut Around<'a>,
        asked: &[&Asks],
        printed: &[Option<Amount>],
        given: &[Option<Candidate<'a>>],
    ) {
        let levels = given.iter().flatten().filter(|given| matches!(given.measured, Measured::Level(_)));
        let own = levels.filter(|given| std::ptr::eq(given.report, self.report));
        around.given = own.filter_map(Candidate::cell).collect();
        let table = |key: &String| self.report.figures.form.tables.iter().position(|table| table.key == *key);
        let links = asked.iter().zip(printed).filter(|(_, printed)| printed.is_none());
        around.links = links
            .filter_map(|(asks, _)| match asks {
                Asks::See(Target::Section, _) => None,
                Asks::See(Target::Table | Target::Chart, key) => Some(table(key)),
                _ => Some(None),
            })
            .collect();
    }

    /// What becomes of a reference by what its sentence says.
    pub(crate) fn of_reference(
        &self,
        said: &Said<'_, '_, 'a>,
        around: &Around<'a>,
        given: Option<&Candidate<'a>>,
    ) -> Account<'a> {
        let Some(given) = given.filter(|_| !said.claim.is_negated) else { return Account::None };
        let misfit = Misfit::of(self, said, given);
        let told = |misfit: Misfit| Account::Misfit { candidate: given.clone(), misfit, is_sure: misfit.is_sure() };
        if let Some(misfit) = misfit.filter(|misfit| *misfit != Misfit::Noun) {
            return told(misfit);
        }
        let wrong = wrong_way(said, given)
            .or_else(|| wrong_course(said, around, given))
            .or_else(|| on_wrong_side(said.claim, given, around));
        let account = wrong.map_or_else(|| account_of(self, said, around), Account::WrongWay);
        // Where the figure that the noun counts is known, it says more.
        let is_known = matches!(account, Account::Contradicts(_) | Account::WrongWay(_));
        misfit.filter(|_| !is_known).map_or(account, told)
    }
}

/// Tells of a reference that its sentence says something else, where the words are understood and none of what they can mean is what
/// the reference prints.
pub(crate) fn settle<'a>(
    returns: &Returns<'a>,
    said: &Said<'_, '_, 'a>,
    around: &Around<'a>,
    given: Option<&Candidate<'a>>,
    account: &mut Account<'a>,
) {
    // What “all but 4” tells is no figure of the rows and columns beside it.
    let Some(given) = given.filter(|_| !said.claim.is_negated && !said.claim.is_rest) else { return };
    // What a local figure counts is said in words that no form has.
    let is_local = given.cell().is_some_and(|cell| cell.table_position() == CellPath::LOCAL);
    let is_excluded = || !is_local && is_excluded(returns, said, given);
    let other = match account {
        Account::WrongWay(_) | Account::Misfit { .. } => return,
        Account::Contradicts(other)
            if !other.is_same(given) && (is_excluded() || !is_named(returns, said, given, other)) =>
        {
            Some(other.clone())
        }
        _ => attached(said, around, given),
    };
    let other = other.or_else(|| match account {
        Account::Unaccounted(considered) if is_understood(said) && is_excluded() => nearest(considered, given).cloned(),
        _ => None,
    });
    *account = other.map_or(Account::None, Account::Contradicts);
}

/// Whether the sentence names, wherever it does, in what a figure is another than the one that the words of its number tell: its table, its
/// row or column, its place, its year, or the whole of which it is a share.
fn is_named<'a>(returns: &Returns<'a>, said: &Said<'_, '_, 'a>, given: &Candidate<'a>, other: &Candidate<'a>) -> bool {
    let (Some(cell), Some(told)) = (given.cell(), other.cell()) else { return true };
    let sentence = said.sentence;
    let names = returns.names(given.report);
    if cell.table_position() != told.table_position() {
        let mut stems = (0..sentence.words.len()).filter(|at| sentence.known[*at]).map(|at| key(&sentence.words, at));
        let own = names.tables.get(cell.table_position());
        return stems.any(|stem| own.is_some_and(|own| own.own.contains(stem)));
    }
    if !std::ptr::eq(given.report, other.report) {
        let is_time = |period| sentence.times.iter().any(|told| told.time.when(said.period).periods.contains(&period));
        return given.report.period != other.report.period && is_time(given.report.period);
    }
    let axes = names.axes(cell.table_position());
    let is_member = |at: usize, position: usize| {
        let mut means = sentence.names.iter().flat_map(|named| &named.means);
        means.any(|meaning| place(axes, *meaning) == Some((at, position)))
    };
    let mut apart = (0..axes.len()).filter(|at| cell.position(*at) != told.position(*at));
    match apart.next() {
        Some(first) => {
            let is_told = |at: usize| cell.position(at).is_some_and(|position| is_member(at, position));
            is_told(first) || apart.any(is_told)
        }
        // A share of something else, which the words of the whole alone can tell.
        None => matches!((&given.measured, &other.measured), (Measured::Share { .. }, Measured::Share { .. })),
    }
}

/// Of some figures one of the table of another, if there is one.
fn nearest<'c, 'a>(figures: &'c [Candidate<'a>], given: &Candidate<'a>) -> Option<&'c Candidate<'a>> {
    let table = |of: &Candidate<'a>| of.fit.cells.first().map(|cell| cell.table_position());
    let figures = || {
        figures.iter().filter(|other| other.fit.unexplained == 0 && !matches!(other.measured, Measured::Level(None)))
    };
    figures().find(|other| table(other) == table(given)).or(figures().next())
}

/// The figure that a reference should print where the names that stand with it are those of another row or column.
fn attached<'a>(said: &Said<'_, '_, 'a>, around: &Around<'a>, given: &Candidate<'a>) -> Option<Candidate<'a>> {
    let (Measured::Level(Some(value)), Some(cell)) = (&given.measured, given.cell()) else { return None };
    let axes = given.report.figures.grid(cell.table_position()).map(|grid| grid.axes.as_slice())?;
    // “Steps 2 and 3 ({{ … }} and 46 respectively)”: each has its own of the names before.
    let words = &said.sentence.words;
    if (0..words.len()).any(|at| words.find(at, |sense| sense == Sense::Respectively).is_some()) {
        return None;
    }
    let named = said.sentence.attached(&said.segments[said.claim.segment]);
    let mut means: Vec<_> = named.iter().map(|named| named.means.as_slice()).collect();
    if said.claim.head == Head::None {
        means.extend(around.members.iter().map(|member| &*member.means));
    }
    let places = |means: &[Meaning<'a>]| means.iter().filter_map(|meaning| place(axes, *meaning)).collect();
    let named: Vec<Vec<(usize, usize)>> = means.into_iter().map(places).collect();
    let mut right = cell;
    for places in &named {
        let is_this = places.iter().any(|(axis, position)| cell.position(*axis) == Some(*position));
        // “Steps 2 and 3” are told together.
        let is_other = |(axis, position): &(usize, usize)| {
            named.iter().flatten().any(|(other, at)| other == axis && at != position)
        };
        if let ([told @ (axis, position)], false) = (places.as_slice(), is_this)
            && !is_other(told)
        {
            right = right.at(*axis, *position);
        }
    }
    let number = given.report.figures.number(right).filter(|number| number != value)?;
    let fit = Fit { cells: vec![right], ..given.fit.clone() };
    Some(Candidate { fit, measured: Measured::Level(Some(number)), ..given.clone() })
}

/// Whether each of the number's own words is understood, and none of them is said of another number.
fn is_understood(said: &Said<'_, '_, '_>) -> bool {
    let claim = said.claim;
    said.sentence.is_read_with(&said.segments[claim.segment])
        && claim.head != Head::Unknown
        && !claim.own.is_torn
        && claim.role == Role::Level
        && claim.joint != Joint::Whole
        && claim.mention.is_exact()
}

/// Whether a number's own words name another row, column, day, year or place than that of a figure.
fn is_excluded<'a>(returns: &Returns<'a>, said: &Said<'_, '_, 'a>, given: &Candidate<'a>) -> bool {
    let Some(cell) = given.cell() else { return false };
    let own = &said.claim.own;
    let names = returns.names(given.report);
    let sentence = said.sentence;
    let stems = (0..sentence.words.len()).filter(|at| sentence.known[*at]).map(|at| key(&sentence.words, at));
    // “In the towns 12 homes were visited”: the table of visits, whether it tells towns apart or not.
    let is_of_table = |stem| names.tables.get(cell.table_position()).is_some_and(|table| table.own.contains(stem));
    let is_named = stems.into_iter().any(is_of_table);
    let told = tables(&names, own);
    let is_other_table = !is_named && !told.is_empty() && !told.contains(&cell.table_position());
    let is_place = |place: &Place<'_>| match place {
        Place::Area(area) => *area == given.report.area.key,
        Place::Nation => given.report.area.key == returns.book.nation.key,
        Place::Region(_) | Place::Elsewhere => true,
    };
    let is_other_place = !own.places.is_empty() && !own.places.iter().any(is_place);
    let is_other_row = (Question { names: &names, scope: own, is_rate: false, counts: None }).excludes(cell, !is_named);
    let counts = given.report.figures.table(cell).map(|table| table.counts);
    let times = || said.sentence.times.iter().map(|told| told.time.when(said.period));
    let is_of_period = |when: &When| when.periods.is_empty() || when.periods.contains(&given.report.period);
    let told: Vec<_> = times().filter_map(|when| when.counts).collect();
    let is_other_count = matches!(counts, Some(Counts::Snapshot | Counts::Flow))
        && !told.is_empty()
        && counts.is_some_and(|counts| !told.contains(&counts));
    is_other_row
        || is_other_table
        || is_other_place
        || is_other_count
        || is_other_whole(returns, said, given)
        || (times().next().is_some() && !times().any(|when| is_of_period(&when)))
}

/// Whether a share is one in something else than its sentence names as the whole.
fn is_other_whole<'a>(returns: &Returns<'a>, said: &Said<'_, '_, 'a>, given: &Candidate<'a>) -> bool {
    let (Measured::Share { of, report, .. }, Some(whole)) = (&given.measured, &said.claim.whole) else { return false };
    let names = returns.names(report);
    let told = tables(&names, &whole.of);
    let is_part = |cell: &CellPath| (0..cell.length()).any(|axis| !cell.is_total_along(axis));
    let is_all = whole.of.members.is_empty() && of.cells.iter().any(is_part);
    !told.is_empty() && (is_all || of.cells.iter().all(|cell| !told.contains(&cell.table_position())))
}

/// The course “from … to …” that ends with a reference, where a word before it says that the figure went the other way.
fn wrong_course<'a>(said: &Said<'_, '_, 'a>, around: &Around<'a>, given: &Candidate<'a>) -> Option<Candidate<'a>> {
    let (Role::To(way), Joint::To, Measured::Level(Some(now))) = (said.claim.role, said.claim.joint, &given.measured)
    else {
        return None;
    };
    let (fit, since) = around.told.last()?;
    let before = fit.value(&since.figures).filter(|before| !goes(way, *before, *now))?;
    let measured = Measured::Change { before, now: *now, since, than: None };
    Some(Candidate { measured, ..given.clone() })
}

/// The change that a reference prints, where a word before it says that the figure went the other way.
fn wrong_way<'a>(said: &Said<'_, '_, 'a>, given: &Candidate<'a>) -> Option<Candidate<'a>> {
    let (Role::Change(way), Measured::Change { before, now, .. }) = (said.claim.role, &given.measured) else {
        return None;
    };
    let is_open = said.tells(Sense::Not) || said.tells(Sense::Modal);
    (!goes(way, *before, *now) && before != now && !is_open).then(|| given.clone())
}
