//! The page of the nation for a period: its report, its figures over all periods, and those of the areas.

use super::block::{Block, Notice, Page, Section, are_nested};
use super::releases;
use super::report::{self, Content};
use crate::book::Book;
use crate::book::period::Period;
use crate::book::report::Report;
use crate::link::{Link, PageKey, anchor};
use crate::query::comparisons::Comparisons;
use crate::table::text::Text;
use crate::table::wording;
use crate::table::{of_period, over_periods};

/// The page of the nation for a period.
pub(crate) fn page<'a>(book: &'a Book, comparisons: &'a Comparisons<'_>, period: Period) -> Page<'a> {
    let nation = &book.nation;
    let national = book.report(&nation.key, period);
    let content = national.map(|report| report::content(book, report));
    let Content { outline, mut sections, mut exhibits } = content.unwrap_or_default();
    if let Some(table) = of_period::nation(book, comparisons, period) {
        sections.insert(0, Section::new(anchor::MAIN_FIGURES, "Main figures", vec![Block::Table(table.into())]));
    }
    sections.push(Section::new(anchor::AREAS, "Areas", areas(book, comparisons, period)));
    let blocks = sections.iter_mut().map(|section| &mut section.blocks);
    let blocks = blocks.chain(exhibits.iter_mut().map(|exhibit| &mut exhibit.blocks));
    blocks.for_each(|blocks| releases::lead_to_areas(book, period, blocks));
    if let Some(table) = over_periods::nation(book, period) {
        let section = Section::new(anchor::ALL_PERIODS, "All periods", vec![Block::Table(table.into())]);
        sections.insert(sections.len() - 1, section);
    }
    let periods: Vec<_> = book.periods().into_iter().filter(|other| other.is_like(period)).collect();
    let at = periods.iter().position(|other| *other == period).unwrap_or_default();
    let neighbour = |other: Option<&Period>| other.map(|other| Link::new(other.to_string(), PageKey::Overview(*other)));
    let (start, end) = (period.start(), period.end());
    let mut around: Vec<_> = book.periods().into_iter().filter(|other| are_nested(*other, period)).collect();
    around.sort_unstable();
    Page {
        report: national,
        notice: national.map_or(Notice::None, releases::notice),
        outline,
        description: format!("{} for {start} to {end}: {}.", nation.name, coverage(book, period)),
        trail: vec![Link::new(&book.settings.title, PageKey::Home)],
        lead: format!("{start} to {end}"),
        status: national.map(report::status).unwrap_or_default(),
        source: national.and_then(|report| report.source.as_deref()).unwrap_or_default(),
        release: report::release(book, period, national),
        exhibits,
        previous: neighbour(periods.get(at + 1)),
        next: neighbour(at.checked_sub(1).and_then(|at| periods.get(at))),
        around: around.into_iter().map(|other| Link::new(other.to_string(), PageKey::Overview(other))).collect(),
        ..Page::of_sections(PageKey::Overview(period), format!("{} {period}", nation.name), "Overview", sections)
    }
}

/// What there is for a period, in words that do not hide what is partial.
pub(crate) fn coverage(book: &Book, period: Period) -> String {
    let of_period = |partial: bool| {
        let reports = book.reports_for(period);
        reports.filter(|report| report.is_partial() == partial).count()
    };
    let mut parts = Vec::new();
    if book.report(&book.nation.key, period).is_some() {
        parts.push(format!("figures of {}", wording::nation(book)));
    }
    let all = wording::areas(book.areas_in(period).count());
    match (of_period(false), of_period(true)) {
        (0, 0) => {}
        (0, some) => parts.push(format!("some figures of {some} of {all}")),
        (whole, 0) => parts.push(format!("reports of {whole} of {all}")),
        (whole, some) => parts.push(format!("reports of {whole} and some figures of {some} of {all}")),
    }
    parts.join(", ")
}

/// The areas of a period: by name, then with their figures.
fn areas<'a>(book: &'a Book, comparisons: &'a Comparisons<'_>, period: Period) -> Vec<Block<'a>> {
    let held = format!("What this page holds for {period}: {}.", coverage(book, period));
    let mut blocks = vec![Block::Paragraph(held.into())];
    blocks.extend(by_name(book, period));
    blocks.push(match of_period::areas(book, comparisons, period) {
        Some(table) => Block::Table(table.into()),
        None => Block::Paragraph("No area has figures for this period here.".into()),
    });
    blocks
}

/// The areas of a period by name: with a whole report, with some figures, with nothing.
fn by_name(book: &Book, period: Period) -> Vec<Block<'_>> {
    let excused = |key: &str| book.excuse(key, period);
    let missing = || book.areas_in(period).filter(|area| book.report(&area.key, period).is_none());
    let without = |is_excused: bool| missing().filter(move |area| excused(&area.key).is_some() == is_excused);
    let lists = [
        ("Whole report", of(book, period, |report| !report.is_draft() && !report.is_partial())),
        ("Draft", of(book, period, Report::is_draft)),
        ("Some figures", of(book, period, |report| !report.is_draft() && report.is_partial())),
        ("Nothing here", without(false).map(|area| area.name_in(period).as_str().into()).collect()),
        (
            "No report is expected",
            without(true)
                .filter_map(|area| {
                    Some(format!("{} ({})", area.name_in(period), excused(&area.key)?.trim_end_matches('.')).into())
                })
                .collect(),
        ),
    ];
    let mut blocks = Vec::new();
    for (title, names) in lists.into_iter().filter(|(_, names)| !names.is_empty()) {
        let head = format!("{title} ({} of {}):", names.len(), book.areas_in(period).count());
        let mut parts = vec![Text::Strong(head.into()), " ".into()];
        for (at, name) in names.into_iter().enumerate() {
            parts.extend((at > 0).then(|| ", ".into()));
            parts.push(name);
        }
        parts.push(".".into());
        blocks.push(Block::Paragraph(Text::Several(parts)));
    }
    blocks
}

/// Links to the reports of a period of one kind.
fn of<'a>(book: &'a Book, period: Period, is_of_kind: fn(&Report) -> bool) -> Vec<Text<'a>> {
    let mut reports: Vec<_> = book.reports_for(period).filter(|report| is_of_kind(report)).collect();
    reports.sort_by(|one, other| one.name().as_str().cmp(other.name()));
    reports.into_iter().map(|report| Text::link(report.name(), PageKey::Report(report))).collect()
}
