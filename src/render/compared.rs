//! Tables that set areas side by side.

use super::comparison_views::{ColumnView, ComparedCell, ComparedRow, ComparedView};
use super::{frame, measures, wording};
use crate::book::Book;
use crate::book::area::Area;
use crate::book::form::Counts;
use crate::compare::rate::Measured;
use crate::compare::standing::{Comparison, Standing};
use crate::markup::escape;
use crate::number;

/// A column of figures.
pub fn figures(text: &str) -> ColumnView {
    ColumnView { text: text.to_owned(), figure: true }
}

/// A column of words.
pub fn words(text: &str) -> ColumnView {
    ColumnView { text: text.to_owned(), figure: false }
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
        for sign in ["z", "x", "e", "b"] {
            if text.contains(&format!("[{sign}]")) && !self.signs.contains(&sign) {
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
    columns.push(figures("Change"));
    if !is_rate {
        columns.push(figures("Change in %"));
    }
    if with_rates {
        columns.push(words("Funnel"));
    }
    let row = |standing: &Standing<'_>, gathered: &mut Gathered| {
        let area = &standing.report.area;
        let mut cells = vec![cell(area.region.clone().unwrap_or_default())];
        cells.extend(numbers(standing, is_rate, with_rates || is_rate));
        let (difference, percent, broken) = wording::change(standing.change.as_ref(), from);
        let note = broken.map(|reason| gathered.note(escape(&reason)));
        cells.push(ComparedCell { text: difference, note, ..ComparedCell::default() });
        cells.extend((!is_rate).then(|| cell(percent)));
        if with_rates {
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
        if let Some(last) = row.cells.last_mut().filter(|_| with_rates) {
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

/// The number of a standing, and where the table has rates its residents, rate and interval.
fn numbers(standing: &Standing<'_>, is_rate: bool, with_rates: bool) -> Vec<ComparedCell> {
    let missing = || "[x]".to_owned();
    let rate = standing.rate.as_ref();
    let count = if is_rate { rate.and_then(|rate| rate.count) } else { standing.cell.value.ok() };
    let signs: String =
        standing.cell.signs().filter(|_| count.is_some()).map(|sign| format!("\u{a0}[{sign}]")).collect();
    let mut cells = vec![cell(count.map_or_else(missing, |count| number::count(count) + &signs))];
    if with_rates {
        cells.push(cell(rate.and_then(wording::people).unwrap_or_else(missing)));
        cells.push(cell(rate.map_or_else(missing, wording::rate)));
        cells.push(cell(rate.and_then(wording::interval).unwrap_or_else(missing)));
    }
    cells
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
        let Some((rate, areas)) = comparison.of_region(region) else { continue };
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
        below: Vec::new(),
        notes: Vec::new(),
        remarks: vec!["A region goes over those of its areas whose count and residents are known here.".to_owned()],
        shorthand: measures::shorthand(&gathered.signs),
        sortable: false,
    })
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
    let mut gathered = Gathered::default();
    let mut rows = Vec::new();
    for comparison in comparisons {
        let Some(standing) = comparison.of_area(&area.key) else { continue };
        let Some(rate) = standing.rate.as_ref().filter(|rate| rate.interval.is_some()) else { continue };
        let region = area.region.as_deref().and_then(|region| Some((region, comparison.of_region(region)?)));
        let region = region.map(|(region, (rate, areas))| {
            let all = book.areas.iter().filter(|area| area.region.as_deref() == Some(region)).count();
            format!("{} ({areas} of {all} areas)", wording::rate(&rate))
        });
        let nation = comparison.benchmark.as_ref().map(|benchmark| match benchmark.areas {
            None => wording::rate(&benchmark.rate),
            Some(areas) => format!("{} ({areas} areas here)", wording::rate(&benchmark.rate)),
        });
        let missing = || "[x]".to_owned();
        let cells = [
            rate.count.map_or_else(missing, number::count),
            wording::rate(rate),
            wording::interval(rate).unwrap_or_else(missing),
            region.unwrap_or_else(missing),
            nation.unwrap_or_else(missing),
            standing.place.map_or_else(missing, |(_, place)| wording::place(place).to_owned()),
        ];
        cells.iter().for_each(|text| gathered.read(text));
        rows.push(ComparedRow {
            head: comparison.measure.title.clone(),
            to: String::new(),
            cells: cells.map(cell).to_vec(),
        });
    }
    let first = comparisons.first().filter(|_| !rows.is_empty())?;
    let unit = first.benchmark.as_ref().map_or_else(String::new, |benchmark| wording::capital(&benchmark.rate.unit));
    Some(ComparedView {
        id: "beside-others".to_owned(),
        caption: format!("{} beside its region and {}, {}", area.name, book.nation.name, first.period),
        counts: unit,
        corner: "Measure".to_owned(),
        columns: vec![
            figures("Count"),
            figures("Rate"),
            figures("95% interval"),
            figures(area.region.as_deref().unwrap_or("Region")),
            figures(&book.nation.name),
            words("Funnel"),
        ],
        rows,
        below: Vec::new(),
        notes: Vec::new(),
        remarks: Vec::new(),
        shorthand: measures::shorthand(&gathered.signs),
        sortable: false,
    })
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
        below: Vec::new(),
        notes: Vec::new(),
        remarks: vec![
            wording::verdicts(),
            "A difference is worked out before rounding, so that it can differ by one from that of the rates as they stand here.".to_owned(),
        ],
        shorthand: measures::shorthand(&gathered.signs),
        sortable: true,
    })
}
