//! Progress as a page, for the site of those who write and publish reports.

use super::value::{AreaProgress, Progress};
use crate::book::Book;
use crate::book::period::Period;
use crate::link::{Link, PageKey};
use crate::page::block::{Block, Page, Section};
use crate::table::cell::Datum;
use crate::table::model::{Column, DataTable, Row, Style};
use crate::table::text::Text;
use crate::text::number;

/// The pages of all periods. `progress` is newest first, as the periods of the book are.
pub(crate) fn pages<'a>(progress: &[Progress], book: &'a Book) -> Vec<Page<'a>> {
    let known = |one: &Progress| Some((book.period(&one.period)?, one.clone()));
    let periods: Vec<_> = progress.iter().filter_map(known).collect();
    let neighbour = |at: Option<usize>| {
        let (period, _) = periods.get(at?)?;
        Some(Link::new(period.to_string(), PageKey::Progress(*period)))
    };
    let page = |(at, (period, progress)): (usize, &(Period, Progress))| Page {
        previous: neighbour(Some(at + 1)),
        next: neighbour(at.checked_sub(1)),
        ..page(book, *period, progress)
    };
    periods.iter().enumerate().map(page).collect()
}

fn page<'a>(book: &'a Book, period: Period, progress: &Progress) -> Page<'a> {
    let title = format!("How far the reports for {period} have come");
    let sections = vec![
        Section::new("in-short", "In short", vec![Block::List(counts(progress))]),
        Section::new("areas", "Area by area", vec![Block::Table(table(book, period, progress).into())]),
    ];
    Page {
        description: format!("{title}: what is handed in, what is missing, who has signed."),
        trail: vec![Link::new(&book.settings.title, PageKey::Home)],
        lead: format!("{} to {}{}", period.start(), period.end(), progress.release_words()),
        ..Page::of_sections(PageKey::Progress(period), title, "Not public", sections)
    }
}

/// How many reports have come how far: what there is none of is left out.
fn counts<'a>(progress: &Progress) -> Vec<Text<'a>> {
    let all = progress.areas.len() - progress.count(|area| area.status == "excused");
    let mut lines = vec![
        format!("{} of {all} handed in", progress.count(AreaProgress::is_handed_in)),
        progress.states(),
        format!("{} on the public site as they stand", progress.count(|area| area.public)),
    ];
    let more = [
        (progress.count(|area| area.stands().is_some()), "on the public site as they were released before"),
        (progress.count(|area| area.held_until.is_some()), "held until their time"),
        (progress.count(|area| area.errors > 0), "with errors"),
        (progress.count(|area| area.warnings > 0), "with warnings"),
        (progress.count(|area| !area.missing.is_empty()), "without a section that every report has"),
        (progress.count(|area| area.is_handed_in() && !area.to_approve.is_empty()), "handed in and not signed by all"),
    ];
    lines.extend(more.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}")));
    lines.into_iter().map(Text::from).collect()
}

/// An area a row. Who signs is none of it where nobody has to.
fn table<'a>(book: &'a Book, period: Period, progress: &Progress) -> DataTable<'a> {
    let has_signed = |area: &AreaProgress| !area.approved.is_empty() || !area.to_approve.is_empty();
    let signs = progress.areas.iter().any(has_signed);
    let heads = ["State", "On the public site", "Findings", "Sections missing", "Signed by", "Still to sign"];
    let columns = heads.into_iter().take(if signs { 6 } else { 4 }).map(Column::words).collect::<Vec<_>>();
    let row = |area: &AreaProgress| {
        let cells = cells(area).into_iter().take(columns.len()).map(|words| Datum::words(words).into());
        let row = Row::new(area.name.clone(), cells.collect());
        match book.report(&area.area, period) {
            Some(report) => row.leading_to(PageKey::of_report(book, report)),
            None => row,
        }
    };
    DataTable {
        id: "progress".to_owned(),
        caption: format!("The reports for {period}").into(),
        corner: "Area".into(),
        bodies: vec![progress.areas.iter().map(row).collect::<Vec<_>>().into()],
        columns,
        style: Style::Words,
        ..DataTable::default()
    }
}

fn cells(area: &AreaProgress) -> [String; 6] {
    let public = match (area.public, area.released) {
        (true, Some(day)) => format!("yes, released on {}", number::day(day)),
        (true, None) => "yes".to_owned(),
        (false, _) => {
            let parts: Vec<_> = area.stands().into_iter().chain(area.held()).collect();
            if parts.is_empty() { "no".to_owned() } else { parts.join("; ") }
        }
    };
    let list = |words: &[String], nothing: &str| {
        if words.is_empty() { nothing.to_owned() } else { words.join(", ") }
    };
    let found = Some(area.found()).filter(|found| !found.is_empty());
    let is_there = !matches!(area.status, "none" | "excused");
    let nothing = |words| if is_there { words } else { "–" };
    [
        area.state(),
        public,
        found.unwrap_or_else(|| nothing("none").to_owned()),
        list(&area.missing, nothing("none")),
        list(&area.approved, nothing("nobody")),
        list(&area.to_approve, nothing("nobody")),
    ]
}
