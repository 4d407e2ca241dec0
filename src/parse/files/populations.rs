//! `content/populations.csv`: how many people live in each area, for rates.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::folders::{OF_CONTENT, no_area, text_of};
use crate::book::Population;
use crate::book::area::Area;
use crate::book::form::Form;
use crate::diagnostic::{Diagnostic, nearest, shown};
use crate::parse::tree::csv::{self, Cell, Row, SEPARATORS};
use crate::parse::tree::limits;
use crate::parse::{rules, strange};
use crate::source::{Sources, Span};

const COLUMNS: [&str; 4] = ["area", "mid_year", "basis", "people"];

/// An estimate with the places of its parts.
pub(crate) struct Estimate {
    /// The estimate.
    pub(crate) population: Population,
    area: Span,
    basis: Span,
}

/// Which column stands where.
struct Columns {
    at: [usize; 4],
    count: usize,
}

/// The estimates, in the order of the file. Columns beyond the four that are needed say where a number comes from.
pub(crate) fn populations(sources: &Sources, findings: &mut Vec<Diagnostic>) -> Vec<Estimate> {
    let Some(file) = OF_CONTENT.find(sources, "content/", "populations.csv") else { return Vec::new() };
    let Some(text) = text_of(sources, file, findings) else { return Vec::new() };
    if let Some(finding) = limits::too_large(file, &text, 0) {
        findings.push(finding);
        return Vec::new();
    }
    let declared = csv::declared_separator(&text);
    let rows = |separator| csv::rows(file, &text, separator).skip(usize::from(declared.is_some()));
    let heads = SEPARATORS.into_iter().filter(|separator| declared.is_none_or(|declared| *separator == declared));
    let heads = heads.filter_map(|separator| {
        let known = rows(separator).take(MOST_ABOVE).map(|row| known(&row)).enumerate();
        let (head, known) = known.max_by_key(|(at, known)| (*known, Reverse(*at)))?;
        Some((separator, head, known))
    });
    let best = heads.reduce(|best, other| if other.2 > best.2 { other } else { best });
    let Some((separator, head, _)) = best else {
        let start = Span::new(file, 0..text.ceil_char_boundary(1));
        findings.push(rules::EMPTY_FILE.at(start, "this file holds nothing").help(first_line()));
        return Vec::new();
    };
    let mut rows = rows(separator);
    let above: Vec<_> = rows.by_ref().take(head).collect();
    let Some(head) = rows.next() else { return Vec::new() };
    let Some(columns) = columns(&head, findings) else { return Vec::new() };
    for above in above {
        let finding = rules::SYNTAX.at(above.span, "this line stands above the one that names the columns");
        findings.push(finding.help("delete it, or write its words into a column `note` of the estimates"));
    }
    let mut below = rows.peekable();
    if below.peek().is_none() {
        let finding = rules::EMPTY_FILE.at(head.span, "this file holds no estimate");
        findings.push(finding.help("write the estimates below this line, one a line, or delete the file"));
    }
    let (mut before, mut estimates, mut faults) = (None, Vec::new(), Faults::default());
    for row in below {
        let is_rest = before.replace(row.open).flatten().is_some() && row.cells.len() < columns.count;
        if !is_rest {
            estimates.extend(estimate(&row, &columns, &mut faults));
        }
    }
    findings.extend(faults.findings());
    estimates
}

/// In how many rows the names of the columns are looked for.
const MOST_ABOVE: usize = 20;

/// How many names of columns stand in a row.
fn known(row: &Row) -> usize {
    COLUMNS.iter().filter(|name| row.cells.iter().any(|cell| column(cell) == **name)).count()
}

/// What is wrong with the lines of the file: a whole column often has the same, and the first of such lines tells of all.
#[derive(Default)]
struct Faults(BTreeMap<(&'static str, String), (Diagnostic, usize)>);

impl Faults {
    /// Adds a fault of a kind in signs that were typed.
    fn add(&mut self, kind: &'static str, typed: &str, finding: Diagnostic) {
        let mut shape = String::new();
        for sign in typed.chars() {
            let sign = if sign.is_ascii_digit() { '0' } else { sign };
            shape.extend((!shape.ends_with(sign)).then_some(sign));
        }
        self.0.entry((kind, shape)).or_insert((finding, 0)).1 += 1;
    }

    fn findings(self) -> impl Iterator<Item = Diagnostic> {
        self.0.into_values().map(|(finding, count)| with_more(finding, count))
    }
}

/// A finding that is about so many lines.
fn with_more(finding: Diagnostic, count: usize) -> Diagnostic {
    match count {
        1 => finding,
        2 => finding.help("one more line has the same"),
        _ => finding.help(format!("{} more lines have the same", count - 1)),
    }
}

fn first_line() -> String {
    format!("the first line names the columns: `{}`", COLUMNS.join(","))
}

/// What the name of a column comes to, whatever its letters and the spaces in it.
fn column(cell: &Cell) -> String {
    strange::seen(&cell.text).to_lowercase().replace(|sign: char| sign.is_whitespace() || sign == '-', "_")
}

/// Which columns a line names; a finding for each that it lacks, and for a name that stands there twice.
fn columns(row: &Row, findings: &mut Vec<Diagnostic>) -> Option<Columns> {
    let names: Vec<_> = row.cells.iter().map(column).collect();
    let missing: Vec<_> = COLUMNS.iter().filter(|name| !names.iter().any(|named| named == *name)).collect();
    if missing.len() == COLUMNS.len() {
        findings.push(rules::MISSING_KEY.at(row.span, "this line does not name the columns").help(first_line()));
        return None;
    }
    for name in &missing {
        let near = nearest(name, names.iter().map(String::as_str).filter(|named| !COLUMNS.contains(named)));
        let found = near.and_then(|near| names.iter().position(|named| named == near));
        let message = format!("no column is called `{name}`");
        findings.push(match found {
            Some(at) => rules::MISSING_KEY
                .at(row.cells[at].span, message)
                .label(format!("did you mean `{name}`?"))
                .help(format!("write `{name}` in place of `{}`", shown(&row.cells[at].text))),
            None => rules::MISSING_KEY.at(row.span, message).help(first_line()),
        });
    }
    for (at, name) in names.iter().enumerate().filter(|(_, name)| COLUMNS.contains(&name.as_str())) {
        if names[..at].contains(name) {
            let finding = rules::DUPLICATE_KEY.at(row.cells[at].span, format!("two columns are called `{name}`"));
            findings.push(finding.help("give the other one the name that it should have, or delete it"));
        }
    }
    let at = |name: &str| names.iter().position(|named| named == name);
    let [Some(area), Some(year), Some(basis), Some(people)] = COLUMNS.map(at) else { return None };
    Some(Columns { at: [area, year, basis, people], count: names.len() })
}

fn estimate(row: &Row, columns: &Columns, faults: &mut Faults) -> Option<Estimate> {
    if known(row) == COLUMNS.len() {
        let finding = rules::SYNTAX.at(row.span, "this line names the columns again, as the first line does");
        faults.add("again", "", finding.help("delete it"));
        return None;
    }
    row.fault().into_iter().for_each(|fault| faults.add("open", "", fault));
    if let Some(cell) = row.cells.iter().skip(columns.count).find(|cell| !cell.text.is_empty()) {
        let finding = rules::SYNTAX.at(cell.span, "this line has more cells than there are columns");
        let help = "put text that holds the separating sign in quotes, and write numbers without such signs";
        faults.add("beyond", "", finding.help(help));
        return None;
    }
    let [area, year, basis, people] = columns.at.map(|at| row.cells.get(at).filter(|cell| !cell.text.is_empty()));
    let cells = [area, year, basis, people].into_iter().zip(COLUMNS);
    let empty: Vec<_> = cells.filter(|(cell, _)| cell.is_none()).map(|(_, name)| format!("`{name}`")).collect();
    if !empty.is_empty() {
        let message = format!("nothing stands in {} here", empty.join(" and "));
        let finding = rules::BAD_VALUE.at(row.span, message);
        let help =
            "write what belongs there; delete a line that is no estimate, or write its words into a column `note`";
        faults.add("empty", &empty.concat(), finding.help(help));
    }
    let (mid_year, count) =
        (year.and_then(|cell| self::year(cell, faults)), people.and_then(|cell| self::people(cell, faults)));
    let (area, basis) = (area?, basis?);
    let population = Population {
        area: area.text.clone(),
        mid_year: mid_year?,
        basis: basis.text.clone(),
        people: count?,
        span: row.span,
    };
    Some(Estimate { population, area: area.span, basis: basis.span })
}

fn year(cell: &Cell, faults: &mut Faults) -> Option<u16> {
    let year = strange::seen(&cell.text).parse().ok().filter(|year| (1900..2100).contains(year));
    if year.is_none() {
        let finding = rules::BAD_VALUE.at(cell.span, format!("`{}` is no year", shown(&cell.text)));
        let is_day = cell.text.matches(['/', '.', '-']).count() == 2;
        let finding = finding.help(match is_day {
            true => "a spreadsheet has made a day of the year: look the year up in the source",
            false => "write the calendar year in four digits, as in `2013`",
        });
        faults.add("year", &cell.text, finding);
    }
    year
}

/// A number of people. Programs set off thousands; where each group has three digits only one number can be meant. A single dot may be
/// a decimal sign.
fn people(cell: &Cell, faults: &mut Faults) -> Option<u64> {
    let typed = strange::seen(&cell.text);
    let is_sign = |sign: char| sign.is_whitespace() || matches!(sign, ',' | '.' | '\'' | '’');
    let mut signs = typed.chars().filter(|sign| !sign.is_ascii_digit());
    let sign = signs.next().filter(|sign| is_sign(*sign) && signs.all(|other| other == *sign));
    let mut groups = typed.split(|other| Some(other) == sign);
    let first = groups.next().unwrap_or_default();
    let is_grouped = sign.is_none() || (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3);
    let is_one = is_grouped && (sign != Some('.') || typed.matches('.').count() > 1);
    let digits = typed.replace(|other| Some(other) == sign, "");
    let number: Option<u64> = digits.parse().ok().filter(|_| digits.bytes().all(|byte| byte.is_ascii_digit()));
    let people = number.filter(|people| is_one && *people > 0);
    if people.is_none() {
        let finding = rules::BAD_VALUE.at(cell.span, format!("`{}` is no number of residents", shown(&cell.text)));
        let decimals = typed.rsplit_once(['.', ',']).filter(|(_, decimals)| decimals.trim_matches('0').is_empty());
        let whole = decimals.map(|(whole, _)| whole).filter(|whole| number.is_some() && *whole != "0");
        let help = match (whole, number.filter(|_| is_grouped && sign.is_some())) {
            _ if typed.contains(['E', 'e']) && typed.starts_with(|sign: char| sign.is_ascii_digit()) => {
                "a spreadsheet has shortened the number, and its last digits are lost: copy it from the source"
                    .to_owned()
            }
            (Some(whole), None) => format!("write `{whole}` if what stands behind the sign are decimals"),
            (_, Some(number)) => format!("write `{number}` if the sign sets off thousands"),
            _ => "write a whole number in digits only, as in `753733`".to_owned(),
        };
        faults.add("people", &format!("{help} {typed}"), finding.help(help));
    }
    people
}

/// Names estimates that nothing would use: of no area of the book, of people whom no form asks for, or given a second time; and forms
/// that ask for people of whom there are none.
pub(crate) fn unused(
    areas: &[Arc<Area>],
    nation: &Area,
    forms: Option<&[Arc<Form>]>,
    estimates: &[Estimate],
    findings: &mut Vec<Diagnostic>,
) {
    let keys = || areas.iter().map(|area| area.key.as_str()).chain([nation.key.as_str()]);
    let is_of_area = |estimate: &&Estimate| keys().any(|key| key == estimate.population.area);
    let strange = estimates.iter().filter(|estimate| !is_of_area(estimate));
    each_once(
        strange.map(|estimate| (estimate.population.area.as_str(), estimate.area)),
        |area, span| {
            let finding = rules::BAD_VALUE.at(span, no_area(area));
            match nearest(area, keys()) {
                Some(near) => finding.meant(area, near).help(format!("did you mean `{near}`?")),
                None => finding.help("write the name of a folder in `areas/`"),
            }
        },
        findings,
    );
    forms.into_iter().for_each(|forms| unasked(forms, estimates, findings));
    let mut faults = Faults::default();
    let mut first: BTreeMap<(&str, u16, &str), Span> = BTreeMap::new();
    for Estimate { population, .. } in estimates.iter().filter(is_of_area) {
        let (area, year) = (&population.area, population.mid_year);
        if let Some(other) = first.insert(population.key(), population.span) {
            let message = format!("the residents of `{area}` in {year} are given a second time");
            let finding = rules::BAD_VALUE.at(population.span, message).related(other, "the first time");
            faults.add("twice", "", finding.help("find out which of the two is right, and delete the other line"));
        }
    }
    findings.extend(faults.findings());
}

/// Names people whom no form asks for. Where a form asks for others, of whom there is no estimate, the same are meant: it is told in the
/// form, which says the word once.
fn unasked(forms: &[Arc<Form>], estimates: &[Estimate], findings: &mut Vec<Diagnostic>) {
    let rates = || forms.iter().flat_map(|form| &form.tables).filter_map(|table| table.rate.as_ref());
    let bases: BTreeSet<_> = estimates.iter().map(|estimate| estimate.population.basis.as_str()).collect();
    let mut asked: BTreeSet<_> = rates().map(|rate| rate.population.as_str()).collect();
    asked.insert(Population::EVERYBODY);
    let is_near = |basis: &str| nearest(basis, asked.intersection(&bases).copied()).is_some();
    let in_vain = || estimates.iter().filter(|estimate| !asked.contains(estimate.population.basis.as_str()));
    let lacking: BTreeMap<_, _> = rates().filter_map(|rate| Some((rate.population.as_str(), rate.span?))).collect();
    let mut lacking = lacking.into_iter().filter(|(basis, _)| !bases.contains(basis)).peekable();
    let meant = in_vain().find(|estimate| !is_near(&estimate.population.basis));
    if let Some(Estimate { population: Population { basis, .. }, basis: span, .. }) =
        meant.filter(|_| lacking.peek().is_some())
    {
        findings.extend(lacking.map(|(asked, place)| {
            let finding = rules::BAD_VALUE.at(place, format!("no estimate is of the people `{asked}`"));
            let finding = finding.related(*span, "of whom there are estimates");
            finding
                .help(format!("write `{basis}` if the same people are meant, or `{asked}` in content/populations.csv"))
        }));
        return;
    }
    each_once(
        in_vain().map(|estimate| (estimate.population.basis.as_str(), estimate.basis)),
        |basis, span| {
            let finding = rules::BAD_VALUE.at(span, format!("no form works out a rate from the people `{basis}`"));
            match nearest(basis, asked.iter().copied()) {
                Some(near) => finding
                    .label(format!("did you mean `{near}`?"))
                    .help(format!("write `{near}` if that is what you mean")),
                None => finding.help(format!(
                    "what forms ask for: {}",
                    asked.iter().map(|basis| format!("`{basis}`")).collect::<Vec<_>>().join(", ")
                )),
            }
        },
        findings,
    );
}

/// A finding for each of these words, where it stands first.
fn each_once<'a>(
    words: impl Iterator<Item = (&'a str, Span)>,
    finding: impl Fn(&str, Span) -> Diagnostic,
    findings: &mut Vec<Diagnostic>,
) {
    let mut found: BTreeMap<&str, (Span, usize)> = BTreeMap::new();
    for (word, span) in words {
        found.entry(word).or_insert((span, 0)).1 += 1;
    }
    findings.extend(found.into_iter().map(|(word, (span, count))| with_more(finding(word, span), count)));
}

/// The estimates of the nation: sums over all areas of the year, for the years and bases that every one of them has. A nation that is in the file
/// itself stays as it is.
pub(crate) fn of_nation(areas: &[Arc<Area>], nation: &Area, populations: &[Population]) -> Vec<Population> {
    let mut sums: BTreeMap<(u16, &str), (BTreeSet<&str>, u64, Span)> = BTreeMap::new();
    let is_there = |population: &&Population| {
        areas.iter().any(|area| area.key == population.area && area.has_residents_in(population.mid_year))
    };
    for population in populations.iter().filter(is_there) {
        let sum = sums.entry((population.mid_year, &population.basis)).or_insert((BTreeSet::new(), 0, population.span));
        if sum.0.insert(&population.area) {
            sum.1 = sum.1.saturating_add(population.people);
        }
    }
    let is_whole = |mid_year, counted: &BTreeSet<&str>| {
        let all = areas.iter().filter(|area| area.has_residents_in(mid_year)).count();
        all > 0 && counted.len() == all
    };
    sums.into_iter()
        .filter(|((mid_year, _), (counted, ..))| is_whole(*mid_year, counted))
        .map(|((mid_year, basis), (_, people, span))| Population {
            area: nation.key.clone(),
            mid_year,
            basis: basis.to_owned(),
            people,
            span,
        })
        .collect()
}
