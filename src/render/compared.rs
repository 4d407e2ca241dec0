//! Tables that set areas side by side.

use super::comparison_views::{ColumnView, ComparedCell, ComparedRow, ComparedView};
use super::{frame, measures, wording};
use crate::book::Book;
use crate::book::area::Area;
use crate::book::cell::{ABSENCES, Cell, MARKERS};
use crate::book::form::Counts;
use crate::book::series::Measure;
use crate::markup::escape;
use crate::number;
use crate::query::comparison::{Comparison, Standing};
use crate::query::rate::Measured;

/// A column of figures.
pub fn figures(text: &str) -> ColumnView {
    ColumnView { text: text.to_owned(), figure: true, drawing: false }
}

/// A column of words.
pub fn words(text: &str) -> ColumnView {
    ColumnView { text: text.to_owned(), figure: false, drawing: false }
}

/// A column of small charts.
pub fn drawings(text: &str) -> ColumnView {
    ColumnView { text: text.to_owned(), figure: false, drawing: true }
}

/// The heading above changes of a measure: a rate changes by what it is given in, anything else by its count.
pub fn change_heading(measure: &Measure) -> &'static str {
    if measure.counts == Counts::Rate { "Change in the rate" } else { "Change" }
}

/// A cell without a note.
pub fn cell(text: impl Into<String>) -> ComparedCell {
    ComparedCell { text: text.into(), ..ComparedCell::default() }
}

/// What a table gathers while it is made: signs that are used, and notes that cells refer to.
#[derive(Default)]
pub struct Gathered {
    /// The signs, without brackets.
    pub signs: Vec<&'static str>,
    /// The notes as HTML, numbered from 1.
    pub notes: Vec<String>,
}

impl Gathered {
    /// The number of a note, which is added where it is new.
    pub fn note(&mut self, html: String) -> usize {
        let at = self.notes.iter().position(|note| *note == html).unwrap_or_else(|| {
            self.notes.push(html);
            self.notes.len() - 1
        });
        at + 1
    }

    /// Remembers the signs that stand in a text.
    pub fn read(&mut self, text: &str) {
        let in_brackets = text.split('[').skip(1).filter_map(|rest| rest.split_once(']')).map(|(inside, _)| inside);
        let found: Vec<_> = in_brackets.collect();
        let known = ABSENCES.iter().map(|row| row.0).chain(MARKERS.iter().map(|row| row.0));
        for sign in known.filter(|sign| found.contains(sign)) {
            if !self.signs.contains(&sign) {
                self.signs.push(sign);
            }
        }
    }
}

/// All areas of a comparison in one table, by name. `root` leads from the page to the site's root.
pub fn all_areas(book: &Book, comparison: &Comparison<'_>, root: &str) -> ComparedView {
    let with_rates = comparison.has_rates();
    let is_rate = comparison.measure.counts == Counts::Rate;
    let from = book.settings.checks.percent_from;
    let mut gathered = Gathered::default();
    let mut columns = vec![words("Region"), figures(if is_rate { "Count" } else { "Number" })];
    if with_rates || is_rate {
        columns.extend([figures("Residents"), figures("Rate"), figures("95% interval")]);
    }
    columns.push(figures(change_heading(comparison.measure)));
    if !is_rate {
        columns.push(figures("Change in %"));
    }
    let has_funnel = comparison.areas.iter().any(|standing| standing.place.is_some());
    if has_funnel {
        columns.push(words("Funnel"));
    }
    let row = |standing: &Standing<'_>, gathered: &mut Gathered| {
        let area = &standing.report.area;
        let mut cells = vec![cell(area.region.clone().unwrap_or_default())];
        cells.extend(numbers(comparison, standing, with_rates || is_rate, gathered));
        let (difference, percent, broken) = wording::change(standing.change.as_ref(), from);
        let note = broken.map(|reason| gathered.note(escape(&reason)));
        cells.push(ComparedCell { text: difference, note, ..ComparedCell::default() });
        cells.extend((!is_rate).then(|| cell(percent)));
        if has_funnel {
            cells.push(cell(standing.place.map_or("[x]", |(_, place)| wording::place(place))));
        }
        cells.iter().for_each(|cell| gathered.read(&cell.text));
        let to = format!("{root}{}", frame::report_path(standing.report));
        ComparedRow { head: area.name.clone(), to, cells }
    };
    let rows: Vec<_> = comparison.areas.iter().map(|standing| row(standing, &mut gathered)).collect();
    let mut below: Vec<_> = comparison.nation.iter().map(|nation| row(nation, &mut gathered)).collect();
    for row in &mut below {
        row.head = format!("{}, as published", book.nation.name);
        row.to = format!("{root}{}", frame::overview_path(comparison.period));
        if let Some(last) = row.cells.last_mut().filter(|_| has_funnel) {
            last.text = String::new();
        }
    }
    ComparedView {
        id: "areas".to_owned(),
        caption: format!("{}, {}, by area", comparison.measure.title, comparison.period),
        counts: wording::counts(comparison),
        corner: "Area".to_owned(),
        columns,
        rows,
        below,
        notes: gathered.notes,
        remarks: remarks(comparison),
        shorthand: measures::shorthand(&gathered.signs),
        sortable: comparison.areas.len() > 1,
    }
}

/// The number of a standing, and where the table has rates its residents, rate and interval. A rate among other people
/// than the rate that areas are set against says so in a note.
fn numbers(
    comparison: &Comparison<'_>,
    standing: &Standing<'_>,
    with_rates: bool,
    gathered: &mut Gathered,
) -> Vec<ComparedCell> {
    let missing = || "[x]".to_owned();
    let rate = standing.rate.as_ref();
    let mut cells = vec![cell(counted(comparison.measure, standing).map_or_else(missing, measures::text))];
    if with_rates {
        let signs =
            if comparison.measure.counts == Counts::Rate { wording::signs(standing.cell) } else { String::new() };
        cells.push(cell(rate.and_then(wording::people).unwrap_or_else(missing)));
        let other = rate.zip(comparison.benchmark.as_ref()).filter(|(rate, against)| !rate.compares(&against.rate));
        let note = other.map(|(rate, against)| {
            let units = (escape(&rate.unit), escape(&against.rate.unit));
            gathered.note(format!("This rate is {}, those of the others {}: they do not compare.", units.0, units.1))
        });
        let text = rate.map_or_else(missing, |rate| wording::rate(rate) + &signs);
        cells.push(ComparedCell { text, note, ..ComparedCell::default() });
        cells.push(cell(rate.and_then(wording::interval).unwrap_or_else(missing)));
    }
    cells
}

/// The count behind a figure: of a rate the cell from which it is made, of anything else its own.
pub fn counted<'a>(measure: &Measure, standing: &Standing<'a>) -> Option<&'a Cell> {
    if measure.counts != Counts::Rate {
        return Some(standing.cell);
    }
    let form = &standing.report.figures.form;
    let table = form.tables.get(measure.path(&form.key)?.table_position())?;
    Some(&standing.report.figures.entry(table.rate.as_ref()?.of)?.cell)
}

/// What stands below a table of areas.
fn remarks(comparison: &Comparison<'_>) -> Vec<String> {
    let mut remarks = Vec::new();
    if comparison
        .areas
        .iter()
        .any(|standing| standing.rate.as_ref().is_some_and(|rate| !rate.has_residents && rate.people.is_some()))
    {
        remarks.push(
            "Residents marked [e] are not known here. They are what the count and the published rate imply, to the nearest thousand, and the \
             rate could not be checked."
                .to_owned(),
        );
    }
    if comparison.areas.iter().any(wording::is_small) {
        remarks.push(
            "Some numbers are below 10. Such small numbers change much from year to year by chance alone.".to_owned(),
        );
    }
    let mut forms: Vec<_> =
        comparison.areas.iter().map(|standing| standing.report.figures.form.title.as_str()).collect();
    forms.sort_unstable();
    forms.dedup();
    if forms.len() > 1 {
        remarks.push(format!(
            "The figures come from different forms, whose questions may differ: {}.",
            escape(&forms.join("; "))
        ));
    }
    remarks
}

/// Regions side by side: their areas taken together, each with how many it goes over. None where there are no rates.
pub fn regions(book: &Book, comparison: &Comparison<'_>) -> Option<ComparedView> {
    let mut regions: Vec<_> = book.areas.iter().filter_map(|area| area.region.clone()).collect();
    regions.sort();
    regions.dedup();
    let mut gathered = Gathered::default();
    let mut rows = Vec::new();
    for region in regions.iter().filter(|_| regions.len() > 1) {
        let Some((rate, areas)) = comparison.of_region(region).filter(|(rate, _)| compares(comparison, rate)) else {
            continue;
        };
        let all = book.areas.iter().filter(|area| area.region.as_ref() == Some(region)).count();
        let mut cells = vec![cell(format!("{areas} of {all}"))];
        cells.extend(rate_cells(&rate));
        cells.iter().for_each(|cell| gathered.read(&cell.text));
        rows.push(ComparedRow { head: region.clone(), to: String::new(), cells });
    }
    let columns = ["Areas in the sum", "Count", "Residents", "Rate", "95% interval"].map(figures).to_vec();
    (!rows.is_empty()).then(|| ComparedView {
        id: "regions".to_owned(),
        caption: format!("{}, {}, by region", comparison.measure.title, comparison.period),
        counts: wording::counts(comparison),
        corner: "Region".to_owned(),
        columns,
        rows,
        remarks: vec!["A region goes over those of its areas whose count and residents are known here. A region without any is left out.".to_owned()],
        shorthand: measures::shorthand(&gathered.signs),
        ..ComparedView::default()
    })
}

/// Whether a rate is among the same people as the one that areas are set against.
fn compares(comparison: &Comparison<'_>, rate: &Measured) -> bool {
    comparison.benchmark.as_ref().is_none_or(|benchmark| rate.compares(&benchmark.rate))
}

fn rate_cells(rate: &Measured) -> [ComparedCell; 4] {
    let missing = || "[x]".to_owned();
    [
        rate.count.map_or_else(missing, number::count),
        wording::people(rate).unwrap_or_else(missing),
        wording::rate(rate),
        wording::interval(rate).unwrap_or_else(missing),
    ]
    .map(cell)
}

/// One area beside its region and the nation, a row a measure that can be compared. None where nothing can.
pub fn against_nation(book: &Book, comparisons: &[&Comparison<'_>], area: &Area) -> Option<ComparedView> {
    let known: Vec<_> = comparisons
        .iter()
        .filter_map(|comparison| {
            let standing = comparison.of_area(&area.key)?;
            let rate = standing.rate.as_ref().filter(|rate| rate.interval.is_some())?;
            Some((*comparison, standing, rate))
        })
        .collect();
    let (first, _, own) = known.first()?;
    let has_funnel = known.iter().any(|(_, standing, _)| standing.place.is_some());
    let is_same = known.iter().all(|(.., rate)| rate.compares(own) && rate.unit == own.unit);
    let mut gathered = Gathered::default();
    let mut rows = Vec::new();
    for (comparison, standing, rate) in &known {
        let missing = || "[x]".to_owned();
        let mut cells = vec![
            counted(comparison.measure, standing).map_or_else(missing, measures::text),
            wording::rate(rate),
            wording::interval(rate).unwrap_or_else(missing),
            of_region(book, comparison, area, rate),
            of_benchmark(comparison, rate),
        ];
        if has_funnel {
            cells.push(standing.place.map_or_else(missing, |(_, place)| wording::place(place).to_owned()));
        }
        cells.iter().for_each(|text| gathered.read(text));
        let title = &comparison.measure.title;
        let head = if is_same { title.clone() } else { format!("{title}, {}", rate.unit) };
        rows.push(ComparedRow { head, to: String::new(), cells: cells.into_iter().map(cell).collect() });
    }
    let mut columns = ["Count", "Rate", "95% interval"].map(figures).to_vec();
    columns.extend([figures(area.region.as_deref().unwrap_or("Region")), figures(&book.nation.name)]);
    columns.extend(has_funnel.then(|| words("Funnel")));
    Some(ComparedView {
        id: "beside-others".to_owned(),
        caption: format!("{} beside its region and {}, {}", area.name, book.nation.name, first.period),
        counts: if is_same { wording::capital(&own.unit) } else { String::new() },
        corner: "Measure".to_owned(),
        columns,
        rows,
        shorthand: measures::shorthand(&gathered.signs),
        ..ComparedView::default()
    })
}

/// The rate of an area's region, and over how many areas it goes; `[z]` where it is among other people than the area's.
fn of_region(book: &Book, comparison: &Comparison<'_>, area: &Area, own: &Measured) -> String {
    let region = area.region.as_deref();
    // A region of which only the area itself is known says nothing more of it.
    match region.and_then(|region| comparison.of_region(region)).filter(|(_, areas)| *areas > 1) {
        None => "[x]".to_owned(),
        Some((rate, _)) if !rate.compares(own) => "[z]".to_owned(),
        Some((rate, areas)) => {
            let all = book.areas.iter().filter(|area| area.region.as_deref() == region).count();
            format!("{} ({areas} of {all} areas)", wording::rate(&rate))
        }
    }
}

/// The rate that areas are set against, and over how many areas it goes where it is not the nation's own.
fn of_benchmark(comparison: &Comparison<'_>, own: &Measured) -> String {
    match &comparison.benchmark {
        None => "[x]".to_owned(),
        Some(benchmark) if !benchmark.rate.compares(own) => "[z]".to_owned(),
        Some(benchmark) => match benchmark.areas {
            None => wording::rate(&benchmark.rate),
            Some(areas) => format!("{} ({areas} areas here)", wording::rate(&benchmark.rate)),
        },
    }
}

/// One area beside each other area of a comparison, with what the figures say of the difference.
pub fn against_areas(comparison: &Comparison<'_>, area: &Area) -> Option<ComparedView> {
    let own_at = comparison.areas.iter().position(|standing| standing.report.area.key == area.key)?;
    let own = comparison.areas[own_at].rate.as_ref()?;
    let others = comparison.areas.iter().enumerate().filter(|(at, _)| *at != own_at);
    let mut gathered = Gathered::default();
    let row = |(at, standing): (usize, &Standing<'_>)| {
        let rate = standing.rate.as_ref()?;
        let interval = wording::interval(rate).unwrap_or_else(|| "[x]".to_owned());
        let difference = wording::rate_difference(own, rate);
        let verdict = wording::short_verdict(comparison.verdict(own_at, at));
        let cells = vec![cell(wording::rate(rate)), cell(interval), cell(difference), cell(verdict)];
        Some(ComparedRow { head: standing.report.area.name.clone(), to: String::new(), cells })
    };
    let rows: Vec<_> = others.filter_map(row).collect();
    rows.iter().flat_map(|row| &row.cells).for_each(|cell| gathered.read(&cell.text));
    let interval = wording::interval(own).map_or_else(String::new, |interval| format!(" (95% interval {interval})"));
    (!rows.is_empty()).then(|| ComparedView {
        id: "beside-areas".to_owned(),
        caption: format!("{} beside each other area, {}: {}", area.name, comparison.period, comparison.measure.title),
        counts: format!("{} has {}{interval}, {}", area.name, wording::rate(own), own.unit),
        corner: "Area".to_owned(),
        columns: vec![
            figures("Rate"),
            figures("95% interval"),
            figures(&format!("Difference: {} minus the other area", area.name)),
            words("What the figures say"),
        ],
        rows,
        remarks: vec![
            wording::verdicts(),
            "A difference is worked out before rounding, so that it can differ by one from that of the rates as they stand here.".to_owned(),
        ],
        shorthand: measures::shorthand(&gathered.signs),
        sortable: true,
        ..ComparedView::default()
    })
}
