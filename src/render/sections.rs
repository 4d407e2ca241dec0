//! The sections of a report: narrative, tables with charts and commentary, corrections.

use std::collections::BTreeMap;

use super::courses;
use super::drawings;
use super::exhibits;
use super::markdown::{self, Context};
use super::numbers::{self, Numbers};
use super::views::{BodyView, CellView, ChartView, FiledChartView, RowView, SectionView, SignatoryView, TableView};
use crate::book::Book;
use crate::book::axis::Axis;
use crate::book::form::Table;
use crate::book::narrative::{Asks, Block};
use crate::book::path::CellPath;
use crate::book::report::{Report, Status};
use crate::book::series::Measure;
use crate::chart::inline;
use crate::markup::escape;
use crate::number;
use crate::query::reference::{self, STATISTICS};
use crate::theme::Theme;

/// The section that the signatories sign.
const FOREWORD: &str = "foreword";

type Rendered<T> = Result<T, Box<tera::Error>>;

/// Every section of a report in the order of its page.
pub fn sections(book: &Book, theme: &Theme, report: &Report) -> Rendered<Vec<SectionView>> {
    let own = book.sections(report);
    let placed = numbers::placed(&own);
    let numbers = Numbers::new(book, report);
    let exhibits = exhibits(book, theme, report, (&numbers, &placed))?;
    let context = |section| Context { book, report: Some(report), exhibits: &exhibits, numbers: &numbers, section };
    let mut views: Vec<(i64, SectionView)> = Vec::new();
    for section in &own {
        let mut html = markdown::document(&context(&section.key), &section.body);
        if section.key == STATISTICS {
            html.push_str(&statistics(&context(STATISTICS), report, &placed));
        }
        if html.is_empty() {
            html.push_str("<p class=\"missing\">[not yet written]</p>\n");
        }
        let signatories = if section.key == FOREWORD { signatories(report) } else { Vec::new() };
        views.push((
            section.order,
            SectionView { id: section.key.clone(), title: numbers.title(&section.key), html, signatories },
        ));
    }
    if !own.iter().any(|section| section.key == FOREWORD) && !report.signatories.is_empty() {
        let (id, title) = ("signatories".to_owned(), "Signed by".to_owned());
        views.push((i64::MIN, SectionView { id, title, html: String::new(), signatories: signatories(report) }));
    }
    let canonical = |key: &str| book.canonical.iter().find(|section| section.key == key);
    if !own.iter().any(|section| section.key == STATISTICS) {
        let order = canonical(STATISTICS).map_or(0, |section| section.order);
        let (title, html) = (numbers.title(STATISTICS), statistics(&context(STATISTICS), report, &placed));
        views.push((order, SectionView { id: STATISTICS.to_owned(), title, html, signatories: Vec::new() }));
    }
    for (key, reason, _) in &report.absent {
        if let Some(section) = canonical(key) {
            let html = format!(
                "<p class=\"absent\">This report has no such section. {}</p>\n",
                markdown::phrase(&context(key), reason)
            );
            views.push((
                section.order,
                SectionView { id: key.clone(), title: numbers.title(key), html, signatories: Vec::new() },
            ));
        }
    }
    views.sort_by_key(|(order, _)| *order);
    let mut views: Vec<_> = views.into_iter().map(|(_, view)| view).collect();
    if let Some(table) = corrections(&context("corrections"), report) {
        let html = theme.render("table.html", &table)?;
        views.push(SectionView {
            id: "corrections".to_owned(),
            title: "Corrections".to_owned(),
            html,
            signatories: Vec::new(),
        });
    }
    Ok(views)
}

/// Every table and chart of a report as HTML, by what asks for it. A table that the narrative places takes its commentary
/// along, since nobody could tell what that is about without it.
fn exhibits(
    book: &Book,
    theme: &Theme,
    report: &Report,
    (numbers, placed): (&Numbers, &[&Asks]),
) -> Rendered<BTreeMap<String, String>> {
    let mut exhibits = BTreeMap::new();
    let none = BTreeMap::new();
    let context = Context { book, report: Some(report), exhibits: &none, numbers, section: STATISTICS };
    for (at, (table, layout)) in numbers.layouts(report).into_iter().enumerate() {
        if let Some(view) = exhibits::table(&context, table, layout, at + 1) {
            let mut html = theme.render("table.html", &view)?;
            if table.layouts.last().is_some_and(|last| last.key == layout.key) && is_placed(table, placed) {
                html.push_str(&commentary(&context, report, table));
            }
            exhibits.insert(format!("table {}", layout.key), html);
        }
        let key = format!("chart {}", table.key);
        let (false, Some(spec)) = (exhibits.contains_key(&key), &table.chart) else { continue };
        if let Some(chart) = drawings::chart(&context, report, table) {
            let view = ChartView {
                id: chart.id.clone(),
                number: numbers.chart(&table.key),
                title: markdown::phrase(&context, &spec.title),
                subtitle: markdown::phrase(&context, &spec.subtitle),
                svg: inline::svg(&chart),
                table: format!("table-{}", layout.key),
            };
            let view = FiledChartView { chart: view, file: drawings::file_name(&chart.id) };
            exhibits.insert(key, theme.render("chart.html", &view)?);
        }
    }
    for measure in reference::placed_measures(book, report) {
        exhibits.insert(format!("chart {}", measure.key), course(book, theme, report, (measure, numbers))?);
    }
    Ok(exhibits)
}

/// The chart of a measure, with its figures in a table.
fn course(book: &Book, theme: &Theme, report: &Report, (measure, numbers): (&Measure, &Numbers)) -> Rendered<String> {
    let (chart, table) = (drawings::course(book, report, measure), courses::of_report(book, report, measure));
    let view = ChartView {
        id: chart.id.clone(),
        number: numbers.chart(&measure.key),
        title: escape(&chart.title),
        subtitle: escape(&chart.subtitle),
        svg: inline::svg(&chart),
        table: table.id.clone(),
    };
    let view = FiledChartView { chart: view, file: drawings::file_name(&chart.id) };
    let table = theme.render("compared.html", &table)?;
    let figures = format!("<details class=\"exhibit\">\n<summary>Figures of the chart</summary>\n{table}</details>\n");
    Ok(theme.render("chart.html", &view)? + &figures)
}

/// The tables that the narrative does not place itself, each with its chart and commentary, in the order of the form.
fn statistics(context: &Context<'_>, report: &Report, placed: &[&Asks]) -> String {
    let mut html = String::new();
    for table in &report.figures.form.tables {
        let mut add = |key: String| {
            if let Some(exhibit) = context.exhibits.get(&key) {
                html.push_str(exhibit);
            }
        };
        for layout in table.layouts.iter().filter(|layout| !placed.contains(&&Asks::Table(layout.key.clone()))) {
            add(format!("table {}", layout.key));
        }
        if !placed.contains(&&Asks::Chart(table.key.clone())) {
            add(format!("chart {}", table.key));
        }
        if !is_placed(table, placed) {
            html.push_str(&commentary(context, report, table));
        }
    }
    html
}

/// Whether the narrative places a table in all of its layouts.
fn is_placed(table: &Table, placed: &[&Asks]) -> bool {
    table.layouts.iter().all(|layout| placed.contains(&&Asks::Table(layout.key.clone())))
}

/// What the form says of a table, as far as the report has the figures that it names.
fn commentary(context: &Context<'_>, report: &Report, table: &Table) -> String {
    let (Some(commentary), Some(_), false) =
        (&table.commentary, report.figures.grid_of(&table.key), report.status == Status::Partial)
    else {
        return String::new();
    };
    let told = |block: &&Block| markdown::can_be_told(context, std::slice::from_ref(*block));
    match commentary.iter().filter(told).cloned().collect::<Vec<_>>() {
        told if told.is_empty() => String::new(),
        told => format!("<div class=\"commentary\">\n{}</div>\n", markdown::document(context, &told)),
    }
}

fn signatories(report: &Report) -> Vec<SignatoryView> {
    let view = |signatory: &crate::book::report::Signatory| SignatoryView {
        name: signatory.name.clone(),
        role: signatory.role.clone(),
        organisation: signatory.organisation.clone(),
    };
    report.signatories.iter().map(view).collect()
}

/// What an earlier publication got wrong: printed, now, why.
fn corrections(context: &Context<'_>, report: &Report) -> Option<TableView> {
    if report.corrections.is_empty() {
        return None;
    }
    let cell = |text: String| CellView { text, total: false, note: None };
    let rows = report.corrections.iter().map(|correction| {
        let (about, now) = match &correction.cell {
            Some((address, _)) => {
                let path = report.figures.cell(address);
                let number = path.and_then(|path| report.figures.number(path));
                let name = path.map_or_else(|| address.to_string(), |path| cell_name(context, report, path));
                (name, number.map_or_else(String::new, number::count))
            }
            None => (correction.about.clone().unwrap_or_default(), markdown::plain(context, &correction.now)),
        };
        let cells =
            vec![cell(correction.printed.clone()), cell(now), cell(markdown::plain(context, &correction.reason))];
        RowView { head: escape(&about), total: false, cells }
    });
    Some(TableView {
        id: "table-corrections".to_owned(),
        number: None,
        caption: "What the printed report got wrong".to_owned(),
        counts: String::new(),
        corner: "Where".to_owned(),
        groups: Vec::new(),
        columns: ["Printed", "Correct", "Why"].map(str::to_owned).to_vec(),
        shortened: Vec::new(),
        by_row: true,
        bodies: vec![BodyView { label: None, rows: rows.collect() }],
        notes: Vec::new(),
        shorthand: Vec::new(),
    })
}

/// A cell in words: its table and its headings.
fn cell_name(context: &Context<'_>, report: &Report, path: CellPath) -> String {
    let at = path.table_position();
    let (Some(table), Some(grid)) = (report.figures.form.tables.get(at), report.figures.grid(at)) else {
        return String::new();
    };
    let member = |(at, axis): (usize, &std::sync::Arc<Axis>)| Some(axis.member(path.position(at)?)?.short.clone());
    let mut headings: Vec<_> = grid.axes.iter().enumerate().filter_map(member).collect();
    // The total of all rows and columns is named once.
    headings.dedup();
    format!("{}: {}", markdown::plain(context, &table.title), headings.join(", "))
}
