//! A table of a report's form in one of its layouts: periods side by side, with changes and shares.

use super::cell::{DataCell, Datum};
use super::model::{Body, Column, DataTable, Group, Row, Style};
use super::text::Text;
use super::wording::{self, Statistic};
use crate::address::Address;
use crate::book::Book;
use crate::book::axis::{Axis, Member};
use crate::book::cell::{Absence, Cell, all_markers};
use crate::book::form::number::{National, Total};
use crate::book::form::{Layout, ShareOf, Table};
use crate::book::path::CellPath;
use crate::book::report::Report;
use crate::book::returns::grid::{self, Entry, Grid};
use crate::download::{Download, Scope};
use crate::link::anchor;
use crate::quantity::Quantity;
use crate::query::reference::can_be_told;
use crate::text::number;

/// A table of a report's form, in a layout.
#[derive(Clone, Copy)]
pub(crate) struct FormTable<'a> {
    /// The book.
    pub(crate) book: &'a Book,
    /// The report.
    pub(crate) report: &'a Report,
    /// The table.
    pub(crate) table: &'a Table,
    /// The layout.
    pub(crate) layout: &'a Layout,
}

/// What stands in a cell of a table of a form.
pub(crate) struct Placed<'a> {
    /// The report that it tells of.
    pub(crate) report: &'a Report,
    /// The cell of its form; none where it has no such figure.
    pub(crate) path: Option<CellPath>,
    /// What it says of the figure.
    pub(crate) statistic: Statistic,
    /// What readers see.
    pub(crate) cell: DataCell<'a>,
}

impl<'a> FormTable<'a> {
    fn tabulation(self) -> Option<Tabulation<'a>> {
        let grid = self.report.figures.grid_of(&self.table.key)?;
        let row_axes = if grid.axes.len() < 2 { grid.axes.len() } else { grid.axes.len() - 1 };
        Some(Tabulation { asked: self, grid, row_axes, reports: self.reports(grid) })
    }

    /// What stands in its cells, in the order of the page; nothing where the return has nothing for it.
    pub(crate) fn cells(self) -> impl Iterator<Item = Placed<'a>> {
        let tabulation = self.tabulation();
        tabulation.into_iter().flat_map(|tabulation| {
            tabulation.grid.paths().into_iter().flat_map(move |path| tabulation.side_by_side(path))
        })
    }

    /// The table under its number on the page; none where the return has nothing for it.
    pub(crate) fn tabulate(self, number: usize) -> Option<DataTable<'a>> {
        let tabulation = self.tabulation()?;
        let (groups, columns) = tabulation.columns();
        let is_one = tabulation.reports.len() == 1;
        let corner = tabulation.row_axes.checked_sub(1).and_then(|axis| tabulation.grid.axes.get(axis));
        let corner = corner.map_or("Figure", |axis| axis.label.as_str());
        Some(DataTable {
            id: anchor::of_table(&self.layout.key),
            number: Some(number),
            caption: Text::Phrase(self.layout.title.as_ref().unwrap_or(&self.table.title), self.report),
            counts: wording::Counted::of(self.table).when(self.report.period, is_one),
            corner: corner.into(),
            groups,
            columns,
            bodies: tabulation.bodies(),
            remarks: tabulation.remarks(),
            style: Style::Form,
            download: Some(Download::csv(Scope::Table(self.report, self.layout))),
        })
    }

    /// The reports whose figures stand side by side, oldest first: back to one that has none of the table's figures.
    fn reports(&self, grid: &Grid) -> Vec<&'a Report> {
        let is_same = |earlier: &Report| earlier.figures.form.key == self.report.figures.form.key;
        let has_any = |earlier: &Report| {
            grid.paths().into_iter().any(|path| self.book.same_figure(self.report, path, earlier).is_some())
        };
        let mut reports = vec![self.report];
        let mut period = self.report.period;
        while reports.len() < self.layout.periods {
            period = period.previous();
            let Some(earlier) = self.book.report(&self.report.area.key, period) else { break };
            if !is_same(earlier) && !has_any(earlier) {
                break;
            }
            reports.push(earlier);
        }
        reports.reverse();
        reports
    }
}

struct Tabulation<'a> {
    asked: FormTable<'a>,
    grid: &'a Grid,
    /// How many of the axes, from the first, have their members in rows.
    row_axes: usize,
    reports: Vec<&'a Report>,
}

impl<'a> Tabulation<'a> {
    /// The columns: for each member of the last axis the figure of each period, its change and its share.
    fn columns(&self) -> (Vec<Group<'a>>, Vec<Column<'a>>) {
        let heads = self.heads();
        let Some(axis) = self.grid.axes.get(self.row_axes) else {
            return (Vec::new(), heads.into_iter().map(Column::figures).collect());
        };
        let members = axis.all().zip(axis.positions());
        if heads.len() == 1 {
            let has_short = axis.all().any(|member| short(member) < member.label.len());
            let column = |(member, at): (&'a Member, usize)| Column {
                short: has_short.then(|| short(member)),
                total: at == Axis::TOTAL,
                ..Column::figures(&member.label)
            };
            return (Vec::new(), members.map(column).collect());
        }
        let groups = axis.all().map(|member| Group { head: (&member.short).into(), columns: heads.len() });
        let under = |total: bool| heads.iter().map(move |head| Column { total, ..Column::figures(head.clone()) });
        (groups.collect(), members.flat_map(|(_, at)| under(at == Axis::TOTAL)).collect())
    }

    /// The heads of what stands side by side for each cell of the form: periods, changes, shares.
    fn heads(&self) -> Vec<String> {
        let layout = self.asked.layout;
        let mut heads = Vec::new();
        for (at, report) in self.reports.iter().enumerate() {
            // A single figure is headed by its period: there is no other heading.
            heads.push(if layout.periods > 1 || self.grid.axes.is_empty() {
                report.period.to_string()
            } else {
                if self.asked.table.is_counted() { "Number" } else { "Figure" }.to_owned()
            });
            heads.extend((at > 0 && layout.change.is_some()).then(|| "Change".to_owned()));
            heads.extend(layout.share.is_some().then(|| "Share".to_owned()));
        }
        heads
    }

    fn bodies(&self) -> Vec<Body<'a>> {
        let axes = &self.grid.axes[..self.row_axes];
        let mut bodies: Vec<Body<'a>> = Vec::new();
        for path in grid::rows(self.whole(), axes) {
            let members = axes.iter().enumerate().filter_map(|(at, axis)| axis.member(path.position(at)?));
            let mut labels: Vec<&'a str> = members.map(|member| member.label.as_str()).collect();
            let head = labels.pop().map_or_else(|| wording::capital(&self.asked.table.unit).into(), Text::from);
            let label = (!labels.is_empty()).then(|| labels.join(", "));
            let mut cells = Vec::new();
            for path in grid::rows(path, &self.grid.axes) {
                cells.extend(self.side_by_side(path).into_iter().map(|placed| placed.cell));
            }
            let row = Row { total: path.is_total(), ..Row::new(head, cells) };
            match bodies.last_mut() {
                Some(body) if body.label == label => body.rows.push(row),
                _ => bodies.push(Body { label, ..Body::from(vec![row]) }),
            }
        }
        bodies
    }

    /// The table as a whole.
    fn whole(&self) -> CellPath {
        CellPath::table(self.grid.position())
    }

    /// What stands side by side for one cell of the form: each period's figure, with its change and share.
    fn side_by_side(&self, path: CellPath) -> Vec<Placed<'a>> {
        let mut cells = Vec::with_capacity(self.reports.len());
        let FormTable { book, report: asked, layout, .. } = self.asked;
        let mut before: Option<(&Report, Option<Quantity>)> = None;
        for &report in &self.reports {
            let there = book.same_figure(asked, path, report);
            let cell = there.and_then(|path| report.figures.entry(path)).map(|entry| &entry.cell);
            let number = cell.and_then(|cell| cell.value.ok());
            let mut push = |statistic, cell| cells.push(Placed { report, path: there, statistic, cell });
            let note = there.and_then(|path| note(report, path));
            push(Statistic::Figure, DataCell { datum: Datum::figure(cell), note });
            if let (Some((earlier, old)), Some(decimals)) = (before, layout.change) {
                let change = there
                    .zip(old.zip(number))
                    .map(|(path, known)| CellChange { path, from: earlier, to: report, decimals }.cell(book, known));
                push(Statistic::PercentChange, change.unwrap_or_else(|| Datum::UNKNOWN.into()));
            }
            if let Some(ShareOf { cell: of, decimals }) = layout.share {
                let exact = |path| book.exact(report, path?);
                let of = book.same_figure(asked, of, report);
                let share = exact(there).zip(exact(of)).and_then(|(part, whole)| part.over(whole)?.percent(decimals));
                // The whole of itself is a hundred per cent, whatever it is.
                let parts = [there, of].into_iter().flatten().filter(|_| there != of);
                let parts = parts.filter_map(|path| report.figures.entry(path));
                let markers = all_markers(parts.map(|entry| &entry.cell.markers));
                let share = share.map_or(Datum::UNKNOWN, |share| Datum::Figure(Cell { value: Ok(share), markers }));
                push(Statistic::Share, share.into());
            }
            before = Some((report, number));
        }
        cells
    }

    /// What stands below the table: the notes of its form, then those of the return about the whole table.
    fn remarks(&self) -> Vec<Text<'a>> {
        let FormTable { book, report, table, .. } = self.asked;
        let told = table.notes.iter().filter(|note| can_be_told(book, report, note));
        let mut remarks: Vec<_> = told.map(|note| Text::Blocks(note, report)).collect();
        remarks.extend(self.unchecked_rate().or_else(|| self.of_areas()).map(Text::from));
        remarks.extend(self.weights());
        for report in self.reports.iter().filter(|other| other.figures.form.key == report.figures.form.key) {
            for note in report.figures.notes.iter().filter(|note| note.about == self.whole()) {
                let period = (self.reports.len() > 1).then(|| format!("{}: ", report.period).into());
                remarks.push(Text::Several(period.into_iter().chain([Text::Blocks(&note.text, report)]).collect()));
            }
        }
        remarks
    }

    /// Says of a table of the nation that its figures are those of its areas together, or of how many there are any.
    fn of_areas(&self) -> Option<String> {
        let FormTable { book, report, table, .. } = self.asked;
        let (one, several) = match table.national {
            National::HandedIn => return None,
            National::Sum => ("the sum", "sums"),
            National::Weighted => ("the weighted mean", "weighted means"),
        };
        let all = wording::areas(book.areas_in(report.period).count());
        let has_published = self.grid.cells().any(|(_, entry)| entry.handed.is_some());
        let mut text = match has_published {
            true => format!("Figures that were not handed in are {several} of those of all {all}."),
            false => format!("Each figure is {one} of those of all {all}."),
        };
        let is_missing = |entry: &Entry| {
            let can_apply = entry.cell.value != Err(Absence::NotApplicable);
            can_apply && entry.handed.is_none() && entry.computed.is_none()
        };
        let missing = self.grid.cells().filter(|(_, entry)| is_missing(entry));
        let known: Vec<_> = missing.map(|(path, _)| book.of_areas(report, path).known).collect();
        match (known.iter().min(), known.iter().max()) {
            (Some(_), Some(0)) => text += " No area has a figure where none is given.",
            (Some(fewest), _) => {
                text +=
                    &format!(" Where not all of them have a figure none is given; the fewest are {fewest} of {all}.");
            }
            (None, _) => {}
        }
        Some(text)
    }

    /// Says by what means of the table are weighted.
    fn weights(&self) -> Option<Text<'a>> {
        let FormTable { report, table, .. } = self.asked;
        let is_mean = table.national == National::Weighted
            || table.total == Total::Weighted && self.grid.axes.iter().any(|axis| axis.total.is_some());
        let weights = table.weighted_by.as_ref().filter(|_| is_mean)?;
        let title = &report.figures.form.tables.get(weights.table_position())?.title;
        Some(Text::Several(vec![
            "Means are weighted by the figures of “".into(),
            Text::Phrase(title, report),
            "”.".into(),
        ]))
    }

    /// Says of a rate that was handed in that it could not be worked out again.
    fn unchecked_rate(&self) -> Option<String> {
        let FormTable { book, report, table, .. } = self.asked;
        let entry = report.figures.entry(self.whole())?;
        let year = report.period.mid_year();
        let known = book.population(&report.area.key, year, &table.rate.as_ref()?.population);
        let unchecked = known.is_none() && entry.computed.is_none() && entry.cell.value.is_ok();
        unchecked.then(|| {
            format!(
                "Published as handed in and not checked: no estimate of the population in the middle of {year} is held."
            )
        })
    }
}

/// The change of a cell from one report to another.
struct CellChange<'a> {
    path: CellPath,
    from: &'a Report,
    to: &'a Report,
    decimals: u8,
}

impl CellChange<'_> {
    /// The change in per cent; across a break none, and the numbers before it and after it in a note.
    fn cell<'a>(&self, book: &Book, (old, new): (Quantity, Quantity)) -> DataCell<'a> {
        let relative = book.relative_change(self.to, self.path, self.from);
        let Some(reason) = book.break_at(self.from, self.to, self.path) else {
            return Datum::percent_change(relative, self.decimals).into();
        };
        let percent = relative.and_then(|relative| relative.percent(self.decimals)).map(number::written);
        let percent = percent.map(|percent| format!(", {percent} if the two were compared")).unwrap_or_default();
        let (old, new) = (number::written(old), number::written(new));
        let note = format!(
            "The series breaks here, so no change is shown. {reason} The figures are {old} before the break and {new} after it{percent}."
        );
        DataCell { datum: Datum::Broken, note: Some(note.into()) }
    }
}

/// The notes of a return about one cell, and corrections of it.
fn note<'a>(report: &'a Report, path: CellPath) -> Option<Text<'a>> {
    let is_about = |about: CellPath| about.length() > 0 && path.is_within(about);
    let written = report.figures.notes.iter().filter(|note| is_about(note.about));
    let is_corrected = |cell: &Option<(Address, _)>| {
        cell.as_ref().is_some_and(|(address, _)| report.figures.cell(address) == Some(path))
    };
    let corrections = report.corrections.iter().filter(|correction| is_corrected(&correction.cell));
    let is_held_back = report.figures.entry(path).is_some_and(|entry| entry.cell.is_held_back());
    let corrected = corrections.map(|correction| {
        let was = &correction.was;
        let printed = match correction.made {
            // What it was is held back with it.
            None if is_held_back => String::new(),
            Some((day, _)) if is_held_back => format!("Corrected on {}. ", number::day(day)),
            None => format!("First printed as {was}. "),
            Some((day, _)) => format!("Published as {was} until {}. ", number::day(day)),
        };
        Text::Several(vec![printed.into(), Text::Phrase(&correction.reason, report)])
    });
    let mut parts = Vec::new();
    for text in written.map(|note| Text::Blocks(&note.text, report)).chain(corrected) {
        parts.extend((!parts.is_empty()).then(|| " ".into()));
        parts.push(text);
    }
    (!parts.is_empty()).then_some(Text::Several(parts))
}

/// How much of a member's label says enough where there is little room: its short label, if the label begins with it.
fn short(member: &Member) -> usize {
    let rest = member.label.strip_prefix(&*member.short).filter(|rest| !rest.starts_with(char::is_alphanumeric));
    rest.map_or(member.label.len(), |_| member.short.len())
}
