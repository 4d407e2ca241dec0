//! The page of a report: narrative, tables with charts and commentary, how the area compares, corrections.

use jiff::civil::DateTime;

use super::beside;
use super::block::{Block, ChartBlock, Exhibit, Page, Section, are_nested};
use super::charts::{self, of_report::file_name};
use super::headlines;
use super::outline::{self, Outline};
use super::releases;
use super::words::Subject;
use crate::book::Book;
use crate::book::form::Table;
use crate::book::narrative::Asks;
use crate::book::period::Period;
use crate::book::plan::Statistics;
use crate::book::report::{Coverage, Report};
use crate::book::series::Measure;
use crate::link::{Link, PageKey, anchor};
use crate::query::comparisons::Comparisons;
use crate::query::reference::{self, STATISTICS};
use crate::table::of_form::FormTable;
use crate::table::text::Text;
use crate::table::{of_report, over_periods};
use crate::text::number;

/// The page of an area's report.
pub(crate) fn page<'a>(book: &'a Book, comparisons: &'a Comparisons<'_>, report: &'a Report) -> Page<'a> {
    let (area, period) = (&report.area, report.period);
    let reports: Vec<_> = book.reports_of(&area.key).filter(|other| other.period.is_like(period)).collect();
    let at = reports.iter().position(|other| other.period == period).unwrap_or_default();
    let neighbour =
        |other: Option<&&'a Report>| other.map(|other| Link::new(other.period.to_string(), PageKey::Report(other)));
    let Content { outline, mut sections, exhibits } = content(book, report);
    if let Some(section) = beside::section(book, comparisons, report) {
        let statistics = sections.iter().position(|section| section.anchor == STATISTICS);
        sections.insert(statistics.map_or(sections.len(), |at| at + 1), section);
    }
    Page {
        key: PageKey::Report(report),
        report: Some(report),
        earlier: None,
        notice: releases::notice(report),
        outline,
        title: format!("{} {period}", report.name()),
        description: format!("{} of {} for {} to {}.", period.report(), report.name(), period.start(), period.end()),
        trail: vec![Link::new(&book.settings.title, PageKey::Home), Link::new(&area.name, PageKey::Area(area))],
        caption: period.report(),
        lead: format!("{} to {}", period.start(), period.end()),
        renamed: (report.name().as_str() != area.name.as_str()).then(|| Link::new(&area.name, PageKey::Area(area))),
        status: status(report),
        source: report.source.as_deref().unwrap_or_default(),
        release: release(book, period, Some(report)),
        headlines: headlines::headlines(book, report),
        sections,
        exhibits,
        previous: neighbour(at.checked_sub(1).and_then(|at| reports.get(at))),
        next: neighbour(reports.get(at + 1)),
        around: book
            .reports_of(&area.key)
            .filter(|other| are_nested(other.period, period))
            .map(|other| Link::new(other.period.to_string(), PageKey::Report(other)))
            .collect(),
    }
}

/// How far a report has come, in words; nothing for one that is complete.
pub(crate) fn status(report: &Report) -> &'static str {
    match (report.is_draft(), report.coverage) {
        (true, _) => "draft",
        (false, Coverage::Partial) => "some figures only",
        (false, Coverage::Whole) => "",
    }
}

/// What kind of statistics the figures of a period are, when they were released, when they changed last and when the next are, in
/// sentences; nothing where nobody says so.
pub(crate) fn release(book: &Book, period: Period, report: Option<&Report>) -> String {
    let plan = book.plan(period);
    let reports = || report.into_iter().chain(book.reports_for(period).filter(|_| report.is_none()));
    let mut known = reports().filter_map(|report| book.history.of(report)).peekable();
    let time = match known.peek() {
        // What was released stays so, whatever its period says now.
        Some(_) => known.filter_map(|known| known.released).min(),
        None => {
            let set = report.map_or_else(|| plan?.release.map(|(time, _)| time), |report| book.release_of(report));
            set.map(|time| book.on_clocks(time).datetime())
        }
    };
    let day = time.map(DateTime::date);
    let time = time.map(|time| format!("{} at {}", number::day(time.date()), number::hour(time.time())));
    let kind = plan.and_then(|plan| plan.statistics).map(Statistics::words);
    let mut sentences = Vec::new();
    sentences.extend(match (kind, time) {
        (Some(kind), Some(time)) => Some(format!("{kind}, released on {time}.")),
        (Some(kind), None) => Some(format!("{kind}.")),
        (None, time) => time.map(|time| format!("Released on {time}.")),
    });
    sentences.extend(book.history.of_all(reports()).and_then(|days| releases::sentence(days, day)));
    let next = plan.and_then(|plan| plan.next_release).map(number::day);
    sentences.extend(next.map(|day| format!("The next release is on {day}.")));
    sentences.join(" ")
}

/// What a report itself puts on its page.
#[derive(Default)]
pub(crate) struct Content<'a> {
    /// Where what its narrative refers to stands.
    pub(crate) outline: Outline,
    /// The sections, in order.
    pub(crate) sections: Vec<Section<'a>>,
    /// What the narrative places.
    pub(crate) exhibits: Vec<Exhibit<'a>>,
}

/// What a report, of an area or of the nation, puts on its page.
pub(crate) fn content<'a>(book: &'a Book, report: &'a Report) -> Content<'a> {
    let own = book.sections(report);
    let outline = Outline::new(book, report);
    let exhibits = Exhibits { book, report, outline: &outline, placed: outline::placed(&own) };
    let mut statistics = Some(exhibits.statistics());
    let signed = book.canonical.iter().find(|section| section.signed.is_some());
    let mut signatories = Some(Block::Signatories(&report.signatories)).filter(|_| !report.signatories.is_empty());
    let mut sections: Vec<(i64, Section<'a>)> = Vec::new();
    for section in &own {
        let mut blocks: Vec<_> =
            (!section.body.is_empty()).then_some(Block::Prose(&section.body)).into_iter().collect();
        if section.key == STATISTICS {
            blocks.extend(statistics.take().into_iter().flatten());
        }
        if blocks.is_empty() {
            blocks.push(Block::Missing);
        }
        if signed.is_some_and(|signed| signed.key == section.key) {
            blocks.extend(signatories.take());
        }
        sections.push((section.order, Section::new(&section.key, outline.title(&section.key), blocks)));
    }
    if let Some(signatories) = signatories {
        let order = signed.map_or(i64::MIN, |section| section.order);
        sections.push((order, Section::new(anchor::SIGNATORIES, "Signed by", vec![signatories])));
    }
    let canonical = |key: &str| book.canonical.iter().find(|section| section.key == key);
    if let Some(blocks) = statistics {
        sections.push((book.statistics_order(), Section::new(STATISTICS, outline.title(STATISTICS), blocks)));
    }
    for (key, reason, _) in &report.absent {
        let absent = || Section::new(key, outline.title(key), vec![Block::Absent(reason)]);
        sections.extend(canonical(key).map(|section| (section.order, absent())));
    }
    sections.sort_by_key(|(order, _)| *order);
    let mut sections: Vec<_> = sections.into_iter().map(|(_, section)| section).collect();
    if report.is_partial()
        && let Some(statistics) = sections.iter_mut().find(|section| section.anchor == STATISTICS)
    {
        statistics.blocks.insert(0, Block::Partial);
    }
    let local = of_report::local_figures(report).filter(|_| book.settings.lists_local_figures);
    let corrections = [of_report::changes(report), of_report::corrections(report)];
    for (tables, anchor, title) in [
        (vec![local], anchor::LOCAL_FIGURES, "Other figures"),
        (corrections.into(), anchor::CORRECTIONS, "Corrections"),
    ] {
        let blocks: Vec<_> = tables.into_iter().flatten().map(|table| Block::Table(table.into())).collect();
        sections.extend((!blocks.is_empty()).then(|| Section::new(anchor, title, blocks)));
    }
    sections.extend(releases::editions(book, report));
    let exhibits = exhibits.in_narrative();
    Content { outline, sections, exhibits }
}

/// The tables and charts of a report.
struct Exhibits<'a, 's> {
    book: &'a Book,
    report: &'a Report,
    outline: &'s Outline,
    /// What the narrative places itself.
    placed: Vec<&'a Asks>,
}

impl<'a> Exhibits<'a, '_> {
    /// What the narrative places, each once. A table takes its commentary along, since nobody could tell what that is about
    /// without it.
    fn in_narrative(&self) -> Vec<Exhibit<'a>> {
        let mut exhibits: Vec<Exhibit<'a>> = Vec::new();
        for asks in &self.placed {
            if !exhibits.iter().any(|exhibit| exhibit.asks == **asks) {
                exhibits.push(Exhibit { asks: (*asks).clone(), blocks: self.blocks(asks) });
            }
        }
        exhibits
    }

    /// The tables that the narrative does not place itself, each with its chart and commentary, in the order of the form.
    fn statistics(&self) -> Vec<Block<'a>> {
        let mut blocks = Vec::new();
        for table in &self.report.figures.form.tables {
            let layouts = table.layouts.iter().map(|layout| Asks::Table(layout.key.clone()));
            let unplaced = layouts.chain([Asks::Chart(table.key.clone())]).filter(|asks| !self.placed.contains(&asks));
            unplaced.for_each(|asks| blocks.extend(self.blocks_of_form(table, &asks)));
            if !self.is_placed(table) {
                blocks.extend(self.commentary(table));
            }
        }
        blocks
    }

    /// What a reference on a line of its own stands for; nothing where there is nothing to show.
    fn blocks(&self, asks: &Asks) -> Vec<Block<'a>> {
        let tables = &self.report.figures.form.tables;
        let is_of = |table: &&'a Table| match asks {
            Asks::Table(key) => table.layouts.iter().any(|layout| layout.key == *key),
            Asks::Chart(key) => table.key == *key && table.chart.is_some(),
            Asks::Name(_) | Asks::Figure { .. } | Asks::See(..) => false,
        };
        let (table, measures) = (tables.iter().find(is_of), reference::placed_measures(self.book, self.report));
        match (table, asks) {
            (Some(table), _) => {
                let mut blocks = self.blocks_of_form(table, asks);
                let is_last = table.layouts.last().is_some_and(|last| *asks == Asks::Table(last.key.clone()));
                blocks.extend(self.commentary(table).filter(|_| is_last && self.is_placed(table)));
                blocks
            }
            (None, Asks::Chart(key)) => {
                let measure = measures.into_iter().find(|measure| measure.key == *key);
                measure.map(|measure| self.course(measure)).unwrap_or_default()
            }
            (None, _) => Vec::new(),
        }
    }

    fn blocks_of_form(&self, table: &'a Table, asks: &Asks) -> Vec<Block<'a>> {
        let block = match asks {
            Asks::Table(key) => self.table(table, key),
            _ => self.chart(table),
        };
        block.into_iter().collect()
    }

    fn table(&self, table: &'a Table, key: &str) -> Option<Block<'a>> {
        let layout = table.layouts.iter().find(|layout| layout.key == key)?;
        let table = FormTable { book: self.book, report: self.report, table, layout };
        Some(Block::Table(table.tabulate(self.outline.table(key)?)?.into()))
    }

    fn chart(&self, table: &'a Table) -> Option<Block<'a>> {
        let subject = Subject::new(self.book, Some(self.report), self.outline);
        let spec = table.chart.as_ref()?;
        let chart = charts::of_report::of_table(subject, self.report, table)?;
        // The figures stand in the first of the table's layouts that a reader meets.
        let first = table.layouts.iter().min_by_key(|layout| self.outline.table(&layout.key))?;
        Some(Block::Chart(Box::new(ChartBlock {
            number: self.outline.chart(&table.key),
            title: Text::Phrase(&spec.title, self.report),
            subtitle: Text::Phrase(&spec.subtitle, self.report),
            table: anchor::of_table(&first.key).into(),
            file: file_name(&chart.id),
            chart,
        })))
    }

    /// The chart of a measure, with its figures in a table.
    fn course(&self, measure: &'a Measure) -> Vec<Block<'a>> {
        let chart = charts::of_report::of_measure(self.book, self.report, measure);
        let table = over_periods::of_report(self.book, self.report, measure);
        let block = ChartBlock {
            number: self.outline.chart(&measure.key),
            title: chart.title.clone().into(),
            subtitle: chart.subtitle.clone().into(),
            table: table.id.clone().into(),
            file: file_name(&chart.id),
            chart,
        };
        vec![Block::Chart(block.into()), Block::Folded { summary: "Figures of the chart", table: table.into() }]
    }

    /// Whether the narrative places a table in all of its layouts.
    fn is_placed(&self, table: &Table) -> bool {
        table.layouts.iter().all(|layout| self.placed.contains(&&Asks::Table(layout.key.clone())))
    }

    /// What the form says of a table, as far as the report has the figures that it names.
    fn commentary(&self, table: &Table) -> Option<Block<'a>> {
        let is_shown = self.report.figures.grid_of(&table.key).is_some() && !self.report.is_partial();
        let told = |block: &&_| reference::can_be_told(self.book, self.report, std::slice::from_ref(*block));
        let told: Vec<_> = table.commentary.iter().flatten().filter(|_| is_shown).filter(told).cloned().collect();
        (!told.is_empty()).then_some(Block::Commentary(told))
    }
}
