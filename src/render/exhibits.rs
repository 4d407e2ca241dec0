//! Tables of a return as readers see them: periods side by side, changes, shares, notes and shorthand.

use super::markdown::{self, Context};
use super::views::{BodyView, CellView, NoteView, RowView, TableView};
use crate::address::Address;
use crate::book::axis::{Axis, Member};
use crate::book::cell::{Absence, Cell, meaning};
use crate::book::form::{Counts, Layout, ShareOf, Table};
use crate::book::path::CellPath;
use crate::book::report::Report;
use crate::book::returns::{self, Grid};
use crate::markup::escape;
use crate::number;

/// A table of a report in one of its layouts.
pub fn table(context: &Context<'_>, table: &Table, layout: &Layout, number: usize) -> Option<TableView> {
    let report = context.report?;
    let grid = report.figures.grid_of(&table.key)?;
    let reports = periods(context, report, layout);
    let builder = Builder { context, report, table, layout, grid, reports };
    Some(builder.view(number))
}

/// The reports whose figures stand side by side, oldest first, each with the same form.
fn periods<'a>(context: &Context<'a>, report: &'a Report, layout: &Layout) -> Vec<&'a Report> {
    let mut reports = vec![report];
    let mut period = report.period;
    while reports.len() < layout.periods {
        period = period.previous();
        let Some(earlier) = context.book.report(&report.area.key, period) else { break };
        if earlier.figures.form.key != report.figures.form.key {
            break;
        }
        reports.push(earlier);
    }
    reports.reverse();
    reports
}

struct Builder<'a> {
    context: &'a Context<'a>,
    report: &'a Report,
    table: &'a Table,
    layout: &'a Layout,
    grid: &'a Grid,
    reports: Vec<&'a Report>,
}

/// Notes while a table is made.
#[derive(Default)]
struct Notes {
    numbered: Vec<String>,
    signs: Vec<&'static str>,
}

impl Notes {
    fn number(&mut self, html: String) -> usize {
        let at = self.numbered.iter().position(|note| *note == html).unwrap_or_else(|| {
            self.numbered.push(html);
            self.numbered.len() - 1
        });
        at + 1
    }
}

impl Builder<'_> {
    fn view(&self, number: usize) -> TableView {
        let axes = &self.grid.axes;
        let column_axis = (axes.len() >= 2).then(|| axes.len() - 1);
        let row_axes = column_axis.unwrap_or(axes.len());
        let subs = self.sub_columns();
        let subs_stand_alone = subs.len() == 1;
        let (groups, columns) = match column_axis.map(|axis| &axes[axis]) {
            Some(axis) if subs.len() > 1 => (
                axis.all().map(|member| (member.short.clone(), subs.len())).collect(),
                axis.all().flat_map(|_| subs.clone()).collect(),
            ),
            Some(axis) => (Vec::new(), axis.all().map(|member| member.label.clone()).collect()),
            None => (Vec::new(), subs),
        };
        let shortened = column_axis.filter(|_| subs_stand_alone).map_or_else(Vec::new, |axis| shortened(&axes[axis]));
        let mut notes = Notes::default();
        let bodies = self.bodies(row_axes, &mut notes);
        let title = self.layout.title.as_ref().unwrap_or(&self.table.title);
        TableView {
            id: format!("table-{}", self.layout.key),
            number: Some(format!("Table {number}")),
            caption: markdown::phrase(self.context, title),
            counts: self.counts(),
            corner: match row_axes.checked_sub(1).and_then(|axis| axes.get(axis)) {
                Some(axis) => axis.label.clone(),
                None => "Figure".to_owned(),
            },
            groups,
            columns,
            shortened,
            by_row: false,
            bodies,
            notes: self.notes(&notes),
            shorthand: notes
                .signs
                .iter()
                .map(|sign| (format!("[{sign}]"), meaning(sign).unwrap_or_default().to_owned()))
                .collect(),
        }
    }

    fn counts(&self) -> String {
        let period = self.report.period;
        let unit = capital(&self.table.unit);
        let several = self.reports.len() > 1;
        match self.table.counts {
            Counts::Snapshot if several => format!("{unit} on one day, 31 March of each year (snapshot)"),
            Counts::Flow if several => format!("{unit} over each year, 1 April to 31 March"),
            Counts::Snapshot => format!("{unit} on one day, {} (snapshot)", period.end()),
            Counts::Flow => format!("{unit} over the year, {} to {}", period.start(), period.end()),
            Counts::Mixed => format!("{unit}; some counted on one day, some over the year: see the notes"),
            Counts::Rate => unit,
        }
    }

    /// What stands in each column of a group: periods, changes, shares.
    fn sub_columns(&self) -> Vec<String> {
        let mut columns = Vec::new();
        for (at, report) in self.reports.iter().enumerate() {
            let period = report.period.to_string();
            columns.push(if self.layout.periods > 1 { period } else { "Number".to_owned() });
            if at > 0 && self.layout.change.is_some() {
                columns.push("Change".to_owned());
            }
            if self.layout.share.is_some() {
                columns.push("Share".to_owned());
            }
        }
        columns
    }

    fn bodies(&self, row_axes: usize, notes: &mut Notes) -> Vec<BodyView> {
        let mut bodies: Vec<BodyView> = Vec::new();
        for row in returns::rows(CellPath::table(self.grid.position()), &self.grid.axes[..row_axes]) {
            let axes = self.grid.axes.iter().enumerate().take(row_axes);
            let labels: Vec<_> =
                axes.filter_map(|(at, axis)| Some(axis.member(row.position(at)?)?.label.clone())).collect();
            let head = labels.last().cloned().unwrap_or_else(|| capital(&self.table.unit));
            let group = (labels.len() > 1).then(|| labels[..labels.len() - 1].join(", "));
            let row_view = RowView { head: escape(&head), total: row.is_total(), cells: self.row(row, notes) };
            match bodies.last_mut() {
                Some(body) if body.label == group => body.rows.push(row_view),
                _ => bodies.push(BodyView { label: group, rows: vec![row_view] }),
            }
        }
        bodies
    }

    fn row(&self, row: CellPath, notes: &mut Notes) -> Vec<CellView> {
        returns::rows(row, &self.grid.axes).into_iter().flat_map(|path| self.cells(path, notes)).collect()
    }

    /// The cells of one place of the table: each period's, with its change and share.
    fn cells(&self, path: CellPath, notes: &mut Notes) -> Vec<CellView> {
        let total = path.is_total();
        let mut cells = Vec::new();
        let mut before: Option<(&Report, Cell)> = None;
        for report in &self.reports {
            let there = report.figures.same_cell(&self.report.figures, path);
            let entry = there.and_then(|path| report.figures.entry(path));
            let cell = entry.map_or_else(|| Cell::absent(Absence::NotAvailable), |entry| entry.cell.clone());
            let note = there.and_then(|path| self.cell_note(report, path, notes));
            cells.push(CellView { text: written(&cell, notes), total, note });
            if let (Some((earlier, earlier_cell)), Some(decimals)) = (&before, self.layout.change) {
                cells.push(self.change(path, (earlier, earlier_cell), (report, &cell), decimals, notes));
            }
            if let Some(ShareOf { cell: of, decimals }) = self.layout.share {
                let share = cell
                    .value
                    .ok()
                    .zip(report.figures.number(of))
                    .and_then(|(part, whole)| number::percent(signed(part), whole, decimals));
                cells.push(CellView { text: share.unwrap_or_else(|| sign("x", notes)), total, note: None });
            }
            before = Some((report, cell));
        }
        cells.iter_mut().for_each(|cell| cell.total = total);
        cells
    }

    fn change(
        &self,
        path: CellPath,
        from: (&Report, &Cell),
        to: (&Report, &Cell),
        decimals: u32,
        notes: &mut Notes,
    ) -> CellView {
        let cell = |text, note| CellView { text, total: false, note };
        let (Ok(old), Ok(new)) = (from.1.value, to.1.value) else { return cell(sign("x", notes), None) };
        let difference = signed(new) - signed(old);
        let percent = number::percent(difference, old, decimals);
        match self.context.book.break_at(from.0, to.0, path) {
            Some(reason) => {
                let note = notes.number(across_break(&reason, (old, new), percent.as_deref()));
                cell(sign("b", notes), Some(note))
            }
            None => {
                let signed = |percent: String| if difference > 0 { format!("+{percent}") } else { percent };
                cell(percent.map_or_else(|| sign("z", notes), signed), None)
            }
        }
    }

    /// The notes of the return about this one cell, and a correction of it.
    fn cell_note(&self, report: &Report, path: CellPath, notes: &mut Notes) -> Option<usize> {
        let context = Context { report: Some(report), ..*self.context };
        let is_about = |about: CellPath| about.length() > 0 && path.is_within(about);
        let written = report.figures.notes.iter().filter(|note| is_about(note.about));
        let mut html: Vec<_> = written.map(|note| markdown::inline_blocks(&context, &note.text)).collect();
        let is_corrected = |cell: &Option<(Address, _)>| {
            cell.as_ref().is_some_and(|(address, _)| report.figures.cell(address) == Some(path))
        };
        for correction in report.corrections.iter().filter(|correction| is_corrected(&correction.cell)) {
            let (printed, reason) = (escape(&correction.printed), markdown::phrase(&context, &correction.reason));
            html.push(format!("First printed as {printed}. {reason}"));
        }
        if html.is_empty() { None } else { Some(notes.number(html.join(" "))) }
    }

    /// Says of a rate that was handed in that it could not be worked out again.
    fn unchecked_rate(&self) -> Option<String> {
        let rate = self.table.rate.as_ref()?;
        let entry = self.report.figures.entry(CellPath::table(self.grid.position()))?;
        let year = self.report.period.start_year();
        let known = self.context.book.population(&self.report.area.key, year, &rate.population);
        let unchecked = known.is_none() && entry.computed.is_none() && entry.cell.value.is_ok();
        unchecked.then(|| {
            format!(
                "Published as handed in and not checked: no estimate of the population in the middle of {year} is held."
            )
        })
    }

    fn notes(&self, notes: &Notes) -> Vec<NoteView> {
        let mut views: Vec<_> = notes
            .numbered
            .iter()
            .enumerate()
            .map(|(at, html)| NoteView { number: Some(at + 1), html: html.clone() })
            .collect();
        let told = self.table.notes.iter().filter(|note| markdown::can_be_told(self.context, note));
        views.extend(told.map(|note| NoteView { number: None, html: markdown::inline_blocks(self.context, note) }));
        views.extend(self.unchecked_rate().map(|html| NoteView { number: None, html }));
        for report in &self.reports {
            let context = Context { report: Some(report), ..*self.context };
            let whole = CellPath::table(self.grid.position());
            for note in report.figures.notes.iter().filter(|note| note.about == whole) {
                let prefix = if self.reports.len() > 1 { format!("{}: ", report.period) } else { String::new() };
                views.push(NoteView { number: None, html: prefix + &markdown::inline_blocks(&context, &note.text) });
            }
        }
        views
    }
}

/// The labels of columns, cut where the short label ends if they begin with it.
fn shortened(axis: &Axis) -> Vec<(String, String)> {
    let cut = |member: &Member| {
        let rest = member.label.strip_prefix(&member.short).filter(|rest| !rest.starts_with(char::is_alphanumeric));
        rest.map_or_else(|| (member.label.clone(), String::new()), |rest| (member.short.clone(), rest.to_owned()))
    };
    let labels: Vec<_> = axis.all().map(cut).collect();
    if labels.iter().all(|(_, rest)| rest.is_empty()) { Vec::new() } else { labels }
}

fn across_break(reason: &str, (old, new): (u64, u64), percent: Option<&str>) -> String {
    let percent = percent.map(|percent| format!(", {percent} if the two were compared")).unwrap_or_default();
    format!(
        "The series breaks here, so no change is shown. {} The figures are {} before the break and {} after it{percent}.",
        escape(reason),
        number::count(old),
        number::count(new),
    )
}

/// A cell as readers see it, with its signs noted for the list under the table.
fn written(cell: &Cell, notes: &mut Notes) -> String {
    let signs: Vec<_> = cell.signs().collect();
    for sign in &signs {
        if !notes.signs.contains(sign) {
            notes.signs.push(sign);
        }
    }
    let number = cell.value.ok().map(number::count);
    let signs = signs.into_iter().map(|sign| format!("[{sign}]"));
    number.into_iter().chain(signs).collect::<Vec<_>>().join("\u{a0}")
}

fn sign(sign: &'static str, notes: &mut Notes) -> String {
    if !notes.signs.contains(&sign) {
        notes.signs.push(sign);
    }
    format!("[{sign}]")
}

fn signed(value: u64) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX)
}

fn capital(text: &str) -> String {
    let mut signs = text.chars();
    signs.next().map_or_else(String::new, |first| first.to_uppercase().chain(signs).collect())
}
