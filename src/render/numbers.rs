//! Numbers of tables, charts and appendices, in the order in which a reader meets them, and where each stands.

use std::collections::BTreeMap;

use super::frame;
use crate::book::Book;
use crate::book::form::{Layout, Table};
use crate::book::narrative::{Asks, Block, Seen, Target, walk};
use crate::book::report::{Report, Section};
use crate::query::reference::{self, STATISTICS};

/// What the narrative places itself, and which therefore does not stand in the statistics once more.
pub fn placed<'a>(sections: &[&'a Section]) -> Vec<&'a Asks> {
    let mut placed = Vec::new();
    for section in sections {
        walk(&section.body, &mut |seen| {
            if let Seen::Block(Block::Exhibit(reference)) = seen {
                placed.push(&reference.asks);
            }
        });
    }
    placed
}

/// How many sections stand above the tables that the narrative does not place.
fn above_statistics(book: &Book, sections: &[&Section]) -> usize {
    let own = sections.iter().position(|section| section.key == STATISTICS).map(|at| at + 1);
    let order = book.canonical.iter().find(|section| section.key == STATISTICS).map_or(0, |section| section.order);
    own.unwrap_or_else(|| sections.iter().take_while(|section| section.order <= order).count())
}

/// What `all` holds, in the order of the page: what the narrative places where it places it, the rest in the statistics.
fn in_order(all: &[Asks], sections: &[&Section], above: usize) -> Vec<Asks> {
    let everywhere = placed(sections);
    let (before, after) = sections.split_at(above);
    let rest = all.iter().filter(|asks| !everywhere.contains(asks));
    let order = placed(before).into_iter().chain(rest).chain(placed(after)).filter(|asks| all.contains(asks));
    let mut once: Vec<Asks> = Vec::new();
    for asks in order {
        if !once.contains(asks) {
            once.push(asks.clone());
        }
    }
    once
}

/// Where everything stands to which a reader can be sent.
#[derive(Debug, Default)]
pub struct Numbers {
    tables: Vec<String>,
    charts: Vec<String>,
    /// Titles by keys, in the order of the page; those of appendices with their numbers in front.
    sections: BTreeMap<String, String>,
    /// What links to appendices say.
    appendices: BTreeMap<String, String>,
    /// What a link to the nation's report says, and where that report stands.
    nation: Option<(String, String)>,
}

impl Numbers {
    /// Those of a page that numbers nothing.
    pub const NONE: &'static Self = &Numbers {
        tables: Vec::new(),
        charts: Vec::new(),
        sections: BTreeMap::new(),
        appendices: BTreeMap::new(),
        nation: None,
    };

    /// The numbers of a report's page.
    pub fn new(book: &Book, report: &Report) -> Self {
        let sections = book.sections(report);
        let tables = report.figures.form.tables.iter().zip(&report.figures.tables);
        let shown: Vec<_> = tables.filter(|(_, grid)| grid.is_some()).map(|(table, _)| table).collect();
        let layouts = shown.iter().flat_map(|table| &table.layouts).map(|layout| Asks::Table(layout.key.clone()));
        let charted = shown.iter().filter(|table| table.chart.is_some()).map(|table| &table.key);
        let measures = reference::placed_measures(book, report);
        let charted = charted.chain(measures.iter().map(|measure| &measure.key)).map(|key| Asks::Chart(key.clone()));
        let key = |asks| match asks {
            Asks::Table(key) | Asks::Chart(key) => Some(key),
            Asks::Name(_) | Asks::Figure { .. } | Asks::See(..) => None,
        };
        let above = above_statistics(book, &sections);
        let keys = |all: Vec<Asks>| in_order(&all, &sections, above).into_iter().filter_map(key).collect();
        let mut numbers =
            Numbers { tables: keys(layouts.collect()), charts: keys(charted.collect()), ..Numbers::default() };
        let canonical = book.canonical.iter().map(|section| (section.key.clone(), section.title.clone()));
        numbers.sections.extend(canonical);
        numbers.sections.entry(STATISTICS.to_owned()).or_insert_with(|| "Statistics".to_owned());
        if book.national.iter().any(|nation| nation.period == report.period) {
            let page = frame::root(&frame::report_path(report)) + &frame::overview_path(report.period);
            numbers.nation = Some((format!("{} {}", book.nation.name, report.period), page));
        }
        for section in sections {
            let title = if section.is_appendix {
                let number = format!("Appendix\u{a0}{}", numbers.appendices.len() + 1);
                let title = format!("{number}: {}", section.title);
                numbers.appendices.insert(section.key.clone(), number);
                title
            } else {
                section.title.clone()
            };
            numbers.sections.insert(section.key.clone(), title);
        }
        numbers
    }

    /// The layouts of a report's tables in the order of their numbers.
    pub fn layouts<'a>(&self, report: &'a Report) -> Vec<(&'a Table, &'a Layout)> {
        let all =
            || report.figures.form.tables.iter().flat_map(|table| table.layouts.iter().map(move |one| (table, one)));
        self.tables.iter().filter_map(|key| all().find(|(_, layout)| layout.key == *key)).collect()
    }

    /// The title of a section, with its number if it is an appendix.
    pub fn title(&self, key: &str) -> String {
        self.sections.get(key).cloned().unwrap_or_else(|| key.to_owned())
    }

    /// `Table 3`, `Chart 1`, `Appendix 2`, a section's title or the name of the nation, and the address of it.
    pub fn see(&self, target: Target, key: &str) -> Option<(String, String)> {
        let at = |keys: &[String]| keys.iter().position(|known| known == key).map(|at| at + 1);
        match target {
            Target::Table => Some((format!("Table\u{a0}{}", at(&self.tables)?), format!("#table-{key}"))),
            Target::Chart => Some((format!("Chart\u{a0}{}", at(&self.charts)?), format!("#chart-{key}"))),
            Target::Section => {
                let title = || self.sections.get(key).map(|title| format!("“{title}”"));
                Some((self.appendices.get(key).cloned().or_else(title)?, format!("#{key}")))
            }
            Target::Nation => self.nation.clone(),
        }
    }

    /// `Chart 1`.
    pub fn chart(&self, key: &str) -> Option<String> {
        self.see(Target::Chart, key).map(|(number, _)| number)
    }
}
