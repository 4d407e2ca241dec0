//! The sections of a report: narrative, tables with charts and commentary, corrections.

use std::collections::BTreeMap;

use super::drawings;
use super::markdown::{self, Context};
use super::numbers::{self, Numbers};
use super::table::Tables;
use super::views::{ChartView, FiledChartView, SectionView, SignatoryView};
use crate::book::Book;
use crate::book::form::Table;
use crate::book::narrative::{Asks, Block};
use crate::book::report::{Report, Status};
use crate::book::series::Measure;
use crate::chart::inline;
use crate::markup::escape;
use crate::query::reference::{self, STATISTICS, can_be_told};
use crate::table::of_form::FormTable;
use crate::table::{of_corrections, over_periods};
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
    if let Some(table) = of_corrections::table(report) {
        let html = Tables { theme, context: context("corrections"), root: "" }.html(&table)?;
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
    let tables = Tables { theme, context, root: "" };
    for (at, (table, layout)) in numbers.layouts(report).into_iter().enumerate() {
        if let Some(view) = (FormTable { book, report, table, layout }).tabulate(at + 1) {
            let mut html = tables.html(&view)?;
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
        exhibits.insert(format!("chart {}", measure.key), course(&tables, report, measure)?);
    }
    Ok(exhibits)
}

/// The chart of a measure, with its figures in a table.
fn course(tables: &Tables<'_>, report: &Report, measure: &Measure) -> Rendered<String> {
    let Context { book, numbers, .. } = tables.context;
    let (chart, table) = (drawings::course(book, report, measure), over_periods::of_report(book, report, measure));
    let view = ChartView {
        id: chart.id.clone(),
        number: numbers.chart(&measure.key),
        title: escape(&chart.title),
        subtitle: escape(&chart.subtitle),
        svg: inline::svg(&chart),
        table: table.id.clone(),
    };
    let view = FiledChartView { chart: view, file: drawings::file_name(&chart.id) };
    let table = tables.html(&table)?;
    let figures = format!("<details class=\"exhibit\">\n<summary>Figures of the chart</summary>\n{table}</details>\n");
    Ok(tables.theme.render("chart.html", &view)? + &figures)
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
    let told = |block: &&Block| can_be_told(context.book, report, std::slice::from_ref(*block));
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
