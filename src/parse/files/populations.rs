//! `content/populations.csv`: how many people live in each area, for rates.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::folders::{OF_CONTENT, text_of};
use crate::book::Population;
use crate::book::area::Area;
use crate::diagnostic::{Diagnostic, nearest};
use crate::parse::rules;
use crate::source::{FileId, Sources, Span};

const COLUMNS: [&str; 4] = ["area", "mid_year", "basis", "people"];

/// The estimates, in the order of the file. Columns beyond the four that are needed say where a number comes from.
pub(crate) fn populations(sources: &Sources, findings: &mut Vec<Diagnostic>) -> Vec<Population> {
    let Some(file) = OF_CONTENT.find(sources, "content/", "populations.csv") else { return Vec::new() };
    let Some(text) = text_of(sources, file, findings) else { return Vec::new() };
    let text = text.as_ref();
    let mut reader = csv::ReaderBuilder::new().from_reader(text.as_bytes());
    let headers = reader.headers().cloned().unwrap_or_default();
    let columns = COLUMNS.map(|name| headers.iter().position(|header| header == name));
    let [Some(area), Some(year), Some(basis), Some(people)] = columns else {
        let finding = rules::MISSING_KEY.at(line(file, text, 0), "a column of this table is missing");
        findings.push(finding.help(format!("the first line names the columns: {}", COLUMNS.join(","))));
        return Vec::new();
    };
    let mut populations = Vec::new();
    for record in reader.records() {
        let record = match record {
            Ok(record) => record,
            Err(fault) => {
                let at = fault.position().map_or(0, |position| position.byte());
                let finding =
                    rules::SYNTAX.at(line(file, text, at), "this line has more or fewer cells than the first");
                findings.push(
                    finding.help("give each line as many cells as the first; put text that holds a comma in quotes"),
                );
                continue;
            }
        };
        let span = line(file, text, record.position().map_or(0, csv::Position::byte));
        match (record[year].parse(), record[people].parse()) {
            (Ok(mid_year), Ok(people)) if people > 0 => {
                populations.push(Population {
                    area: record[area].to_owned(),
                    mid_year,
                    basis: record[basis].to_owned(),
                    people,
                    span,
                });
            }
            _ => {
                let finding = rules::BAD_VALUE.at(span, "the year or the number of people is not a whole number");
                findings.push(finding.help("write digits only: `2013` and `753733`"));
            }
        }
    }
    populations
}

/// Names estimates that nothing would use: of no area of the book, or given a second time.
pub(crate) fn unused(areas: &[Arc<Area>], nation: &Area, populations: &[Population], findings: &mut Vec<Diagnostic>) {
    let keys = || areas.iter().map(|area| area.key.as_str()).chain([nation.key.as_str()]);
    let mut first: BTreeMap<(&str, u16, &str), Span> = BTreeMap::new();
    for Population { area, mid_year, basis, span, .. } in populations {
        if !keys().any(|key| key == area) {
            let finding = rules::BAD_VALUE.at(*span, format!("there is no area `{area}`"));
            let near = nearest(area, keys()).map(|near| format!("did you mean `{near}`?"));
            findings.push(finding.help(near.unwrap_or_else(|| "write the name of a folder in `areas/`".to_owned())));
        } else if let Some(other) = first.insert((area, *mid_year, basis), *span) {
            let message = format!("the residents of `{area}` in {mid_year} are given a second time");
            let finding = rules::BAD_VALUE.at(*span, message).related(other, "the first time");
            findings.push(finding.help("find out which of the two is right, and delete the other line"));
        }
    }
}

/// The estimates of the nation: sums over all areas, for the years and bases that every area has. A nation that is in the file
/// itself stays as it is.
pub(crate) fn of_nation(areas: &[Arc<Area>], nation: &Area, populations: &[Population]) -> Vec<Population> {
    let mut sums: BTreeMap<(u16, &str), (BTreeSet<&str>, u64, Span)> = BTreeMap::new();
    for population in populations.iter().filter(|population| areas.iter().any(|area| area.key == population.area)) {
        let sum = sums.entry((population.mid_year, &population.basis)).or_insert((BTreeSet::new(), 0, population.span));
        if sum.0.insert(&population.area) {
            sum.1 = sum.1.saturating_add(population.people);
        }
    }
    let is_whole = |sum: &BTreeSet<&str>| !areas.is_empty() && sum.len() == areas.len();
    sums.into_iter()
        .filter(|(_, (counted, ..))| is_whole(counted))
        .map(|((mid_year, basis), (_, people, span))| Population {
            area: nation.key.clone(),
            mid_year,
            basis: basis.to_owned(),
            people,
            span,
        })
        .collect()
}

/// The line that begins at a byte, without its end.
fn line(file: FileId, text: &str, at: u64) -> Span {
    let start = usize::try_from(at).unwrap_or(0).min(text.len());
    let start = start + text.get(start..).map_or(0, |rest| rest.len() - rest.trim_start_matches(['\r', '\n']).len());
    let length = text.get(start..).and_then(|rest| rest.lines().next()).map_or(0, str::len);
    Span::new(file, start..start + length)
}
