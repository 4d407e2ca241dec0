//! The sections of the national overview that are worked out: headline figures, trends, coverage of areas by name.

use super::compared::{Gathered, cell, figures};
use super::comparison_views::{ComparedCell, ComparedRow, ComparedView};
use super::{courses, frame, measures, wording};
use crate::book::Book;
use crate::book::period::Period;
use crate::book::report::Status;
use crate::markup::escape;
use crate::query::comparisons::Comparisons;

/// The nation's main figures of a period with their changes. None where there are none.
pub fn headlines(book: &Book, comparisons: &Comparisons<'_>, period: Period, root: &str) -> Option<ComparedView> {
    let mut gathered = Gathered::default();
    let mut rows = Vec::new();
    for comparison in comparisons.of_period(period) {
        let Some(nation) = &comparison.nation else { continue };
        let (difference, percent, broken) = wording::change(nation.change.as_ref(), book.settings.checks.percent_from);
        let note = broken.map(|reason| gathered.note(escape(&reason)));
        let cells = vec![
            cell(measures::text(nation.cell)),
            ComparedCell { text: difference, note, ..ComparedCell::default() },
            cell(percent),
            cell(format!("{} of {}", comparison.areas.len(), book.areas.len())),
        ];
        cells.iter().for_each(|cell| gathered.read(&cell.text));
        let to = format!("{root}{}", frame::measure_path(comparison.measure));
        rows.push(ComparedRow { head: comparison.measure.title.clone(), to, cells });
    }
    (!rows.is_empty()).then(|| ComparedView {
        id: "headline-figures".to_owned(),
        caption: format!("Main figures of {}, {period}", book.nation.name),
        counts: format!("Published figures of the nation, with the change since {}", period.previous()),
        corner: "Measure".to_owned(),
        columns: ["Figure", "Change", "Change in %", "Areas with a figure here"].map(figures).to_vec(),
        rows,
        notes: gathered.notes,
        shorthand: measures::shorthand(&gathered.signs),
        ..ComparedView::default()
    })
}

/// The nation's figures over all periods, a row a period, with the breaks marked. None where there are none.
pub fn trends(book: &Book, current: Period, root: &str) -> Option<ComparedView> {
    let has_nation = |measure: &&crate::book::series::Measure| {
        book.national.iter().any(|report| measure.cell(report).is_some_and(|cell| cell.value.is_ok()))
    };
    let shown: Vec<_> = book.measures.iter().filter(has_nation).collect();
    let mut periods: Vec<_> = book.national.iter().map(|report| report.period).collect();
    periods.sort_unstable();
    let mut gathered = Gathered::default();
    let mut rows = Vec::new();
    for period in periods {
        let mut cells = Vec::new();
        for measure in &shown {
            let nation = courses::of_nation(book, measure, period);
            cells.push(courses::figure(measure, period, nation, Some(&measure.title), &mut gathered));
        }
        let to = if period == current { String::new() } else { format!("{root}{}", frame::overview_path(period)) };
        rows.push(ComparedRow { head: period.to_string(), to, cells });
    }
    (!rows.is_empty() && !shown.is_empty()).then(|| ComparedView {
        id: "trends".to_owned(),
        caption: format!("{} over all periods", book.nation.name),
        counts: "Published figures of the nation. A figure marked [b] does not compare with those above it".to_owned(),
        corner: "Period".to_owned(),
        columns: shown.iter().map(|measure| figures(&measure.short)).collect(),
        rows,
        notes: gathered.notes,
        shorthand: measures::shorthand(&gathered.signs),
        ..ComparedView::default()
    })
}

/// The areas of a period by name: with a whole report, with some figures, with nothing.
pub fn areas_by_name(book: &Book, period: Period, root: &str) -> String {
    let mut html = String::new();
    let mut list = |title: &str, statuses: &[Status]| {
        let reports = book.reports_for(period).filter(|report| statuses.contains(&report.status));
        let link = |report: &crate::book::report::Report| {
            format!("<a href=\"{root}{}\">{}</a>", frame::report_path(report), escape(&report.area.name))
        };
        let links: Vec<_> = reports.map(link).collect();
        if !links.is_empty() {
            html.push_str(&format!(
                "<p><strong>{title} ({} of {}):</strong> {}.</p>\n",
                links.len(),
                book.areas.len(),
                links.join(", ")
            ));
        }
    };
    list("Whole report", &[Status::Final]);
    list("Draft", &[Status::Draft, Status::Unknown]);
    list("Some figures", &[Status::Partial]);
    let is_missing = |area: &&std::sync::Arc<crate::book::area::Area>| book.report(&area.key, period).is_none();
    let missing: Vec<_> = book.areas.iter().filter(is_missing).map(|area| escape(&area.name)).collect();
    if !missing.is_empty() {
        html.push_str(&format!(
            "<p><strong>Nothing here ({} of {}):</strong> {}.</p>\n",
            missing.len(),
            book.areas.len(),
            missing.join(", ")
        ));
    }
    html
}
