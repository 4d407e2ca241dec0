//! Estimates of the residents that no report can need, or that others show to be wrong.

use std::collections::{BTreeMap, BTreeSet};

use crate::book::{Book, Population};
use crate::check::context::BookCheck;
use crate::diagnostic::Diagnostic;
use crate::query::people::go_together;
use crate::source::Span;
use crate::text::number;

rules! {
    ESTIMATE = "A109" "unused-estimate" Warning:
        "An estimate of how many people live somewhere is of a year far from every report.";
        "It is most likely a year that was typed wrongly, and a rate lacks the estimate that was meant.";
        "`north,2031,total,753733` in a book whose last report is that of 2020-21.";
        "Correct the year, or delete the line if no report needs it."
    IMPLAUSIBLE = "A112" "implausible-estimate" Warning:
        "An estimate of how many people live somewhere does not go with the others of the area, or that of the nation with those of all areas.";
        "A digit too many or too few makes every rate that is worked out from it wrong.";
        "`north,2019,total,7537330` between 749,011 in 2018 and 757,200 in 2020; or more people aged 10 and over than people.";
        "Look the number up in its source and correct it."
}

pub(crate) const CHECK: BookCheck = BookCheck { rules: RULES, run: check };

/// How many years an estimate may be older or younger than every report.
const FAR: u16 = 5;

/// Finds the years of which estimates are and near which no report is, each where it stands first.
fn check(book: &Book, findings: &mut Vec<Diagnostic>) {
    let doubtful = doubtful(book, |_| true);
    implausible(&doubtful, findings);
    let doubtful: BTreeSet<_> = doubtful.iter().map(|(estimate, _)| estimate.span).collect();
    let national = book.populations_of(&book.nation.key).iter();
    findings.extend(national.filter_map(|estimate| of_nation(book, estimate, &doubtful)));
    let years = || book.all_reports().map(|report| report.period.mid_year());
    let (Some(first), Some(last)) = (years().min(), years().max()) else { return };
    let mut far: BTreeMap<u16, BTreeSet<Span>> = BTreeMap::new();
    let is_far = |year: u16| year < first.saturating_sub(FAR) || year > last.saturating_add(FAR);
    for estimate in book.populations.iter().filter(|estimate| is_far(estimate.mid_year)) {
        far.entry(estimate.mid_year).or_default().insert(estimate.span);
    }
    for (year, lines) in far {
        let Some(line) = lines.first() else { continue };
        let message = format!("no report is of a year near {year}: the reports begin in {first} and end with {last}");
        let finding = ESTIMATE.at(*line, message).help("correct the year, or delete the line if no report needs it");
        findings.push(match lines.len() {
            1 => finding,
            count => finding.help(format!("{count} lines are of this year")),
        });
    }
}

fn implausible(doubtful: &[(&Population, &Population)], findings: &mut Vec<Diagnostic>) {
    for (estimate, other) in doubtful {
        let words = |estimate: &Population| {
            format!("{} (`{}`) in {}", number::count(estimate.people), estimate.basis, estimate.mid_year)
        };
        let message = format!("of `{}` {} do not go with {}", estimate.area, words(estimate), words(other));
        let finding = IMPLAUSIBLE.at(estimate.span, message).related(other.span, "the other estimate");
        findings.push(finding.help("look both up in their source, and correct the one that has a wrong digit"));
    }
}

/// Whether an estimate is one of those that do not go with others: a rate that differs for it is no fault of its own.
pub(super) fn is_doubtful(book: &Book, estimate: &Population) -> bool {
    doubtful(book, |area| area == estimate.area).iter().any(|(doubtful, _)| doubtful.span == estimate.span)
}

/// The estimates of some areas that do not go with those of the years beside them, and groups with more people than there are, each
/// with one that shows it.
fn doubtful<'a>(book: &'a Book, is_wanted: impl Fn(&str) -> bool) -> Vec<(&'a Population, &'a Population)> {
    let mut series: BTreeMap<(&str, &str), BTreeMap<u16, &'a Population>> = BTreeMap::new();
    // Those of the nation are most often sums, and as wrong as the areas'.
    let wanted = |estimate: &&Population| estimate.area != book.nation.key && is_wanted(&estimate.area);
    for estimate in book.populations.iter().filter(wanted) {
        series.entry((&estimate.basis, &estimate.area)).or_default().insert(estimate.mid_year, estimate);
    }
    let (everybody, groups): (Vec<_>, Vec<_>) =
        series.iter().partition(|((basis, _), _)| *basis == Population::EVERYBODY);
    let larger = groups.iter().flat_map(|((_, area), years)| {
        let all = series.get(&(Population::EVERYBODY, *area));
        years.values().filter_map(move |part| Some((*part, *all?.get(&part.mid_year)?)))
    });
    // Who is on the list of one place can live elsewhere, so a group can be a little larger than all who live there.
    let larger = larger.filter(|(part, all)| part.people.saturating_sub(all.people) > all.people / 10);
    let pairs = everybody.iter().flat_map(|(_, years)| strange(years)).chain(larger);
    let pairs = pairs.chain(groups.iter().flat_map(|(_, years)| strange(years)));
    let mut told = BTreeSet::new();
    // What follows from one that is told of is no fault of its own.
    pairs
        .filter(|(estimate, other)| {
            !told.contains(&estimate.span) && !told.contains(&other.span) && told.insert(estimate.span)
        })
        .collect()
}

/// The residents of all areas together in the year of an estimate of the nation; none where that of one is not known, or doubtful.
fn together(book: &Book, estimate: &Population, doubtful: &BTreeSet<Span>) -> Option<u64> {
    let Population { mid_year, ref basis, .. } = *estimate;
    let areas = book.areas.iter().filter(|area| area.has_residents_in(mid_year));
    let residents = areas.map(|area| {
        let found = book.population(&area.key, mid_year, basis).filter(|found| !doubtful.contains(&found.span));
        found.map(|found| found.people)
    });
    residents.sum::<Option<u64>>().filter(|together| *together > 0)
}

/// The finding for an estimate of the nation that is not about as large as those of all areas together, or not exactly where those of
/// all other years are.
fn of_nation(book: &Book, estimate: &Population, doubtful: &BTreeSet<Span>) -> Option<Diagnostic> {
    let Population { mid_year, ref basis, people, span, .. } = *estimate;
    let areas = together(book, estimate, doubtful).filter(|together| *together != people)?;
    let others = book.populations_of(&book.nation.key).iter();
    let others = others.filter(|other| other.basis == *basis && other.mid_year != mid_year);
    let mut others = others.filter_map(|other| Some(together(book, other, doubtful)? == other.people)).peekable();
    let is_near = people.abs_diff(areas) <= people.max(areas) / 10;
    let are_sums = others.peek().is_some() && others.all(|is_sum| is_sum);
    let rounded_to = (0..6).map(|power| 10_u64.pow(power)).take_while(|unit| people % unit == 0).last().unwrap_or(1);
    if is_near && (!are_sums || people.abs_diff(areas) <= rounded_to / 2) {
        return None;
    }
    let [nation, areas] = [people, areas].map(number::count);
    let name = &book.nation.name;
    let otherwise = if are_sums { "; in the other years both are the same" } else { "" };
    let message =
        format!("{name} has {nation} (`{basis}`) in {mid_year}, and all areas together have {areas}{otherwise}");
    let help = "look it up in its source, and correct it, or the area that has a wrong digit";
    Some(IMPLAUSIBLE.at(span, message).help(help))
}

/// The estimates of a series that do not go with their neighbours, each with one of these.
fn strange<'a>(years: &BTreeMap<u16, &'a Population>) -> Vec<(&'a Population, &'a Population)> {
    let years: Vec<_> = years.values().copied().collect();
    (0..years.len()).filter_map(|at| Some((years[at], out_of_line(&years, at)?))).collect()
}

/// The estimate beside one that shows it to be wrong. Areas are put together and taken apart: a step from one year to the next is
/// none, unless it is so high that it has to be a slip.
fn out_of_line<'a>(years: &[&'a Population], at: usize) -> Option<&'a Population> {
    let beside = |away: isize| years.get(at.checked_add_signed(away)?).copied();
    let is_far = |other: &Population| {
        let (least, most) = (other.people.min(years[at].people), other.people.max(years[at].people));
        most / LARGEST_STEP > least
    };
    let (before, after) = (beside(-1), beside(1));
    if let (Some(before), Some(after)) = (before, after) {
        let is_alone = !go_together(years[at], before) && !go_together(years[at], after);
        return (is_alone && go_together(before, after)).then_some(before);
    }
    // The first and the last have a neighbour on one side, which has to go with its own.
    let (near, next) = if let Some(before) = before { (before, beside(-2)) } else { (after?, beside(2)) };
    let is_first_of_two = next.is_none() && before.is_none();
    (!is_first_of_two
        && is_far(near)
        && !go_together(years[at], near)
        && next.is_none_or(|next| go_together(near, next)))
    .then_some(near)
}

/// By how many times the residents of an area can become more or fewer where its boundaries change.
const LARGEST_STEP: u64 = 3;
