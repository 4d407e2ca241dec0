//! Numbers of tables, charts and appendices, in the order in which a reader meets them, and where each stands.

use std::collections::BTreeMap;

use crate::book::Book;
use crate::book::narrative::{Asks, Block, Seen, Target, walk};
use crate::book::report::{Report, Section};
use crate::link::{Destination, PageKey, anchor};
use crate::query::reference::{self, STATISTICS};

/// What the narrative places itself, and which therefore does not stand in the statistics once more.
pub(crate) fn placed<'a>(sections: &[&'a Section]) -> Vec<&'a Asks> {
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
    let order = book.statistics_order();
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

/// Where a reader is sent.
#[derive(Debug, Clone)]
pub(crate) struct Sent {
    /// The words of the link.
    pub(crate) words: String,
    /// Where it leads; nowhere where what it names is not there.
    pub(crate) to: Option<Destination<'static>>,
}

/// Where everything stands to which a reader can be sent.
#[derive(Debug, Default)]
pub(crate) struct Outline {
    tables: Vec<String>,
    charts: Vec<String>,
    /// Titles by keys, in the order of the page; those of appendices with their outline in front.
    sections: BTreeMap<String, String>,
    /// What links to appendices say.
    appendices: BTreeMap<String, String>,
    /// What a link to the nation's report says, and where that report stands.
    nation: Option<Sent>,
}

impl Outline {
    /// Those of a page that outline nothing.
    pub(crate) const NONE: &'static Self = &Outline {
        tables: Vec::new(),
        charts: Vec::new(),
        sections: BTreeMap::new(),
        appendices: BTreeMap::new(),
        nation: None,
    };

    /// The outline of a report's page.
    pub(crate) fn new(book: &Book, report: &Report) -> Self {
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
        let mut outline =
            Outline { tables: keys(layouts.collect()), charts: keys(charted.collect()), ..Outline::default() };
        let canonical = book.canonical.iter().map(|section| (section.key.clone(), section.title.to_string()));
        outline.sections.extend(canonical);
        outline.sections.entry(STATISTICS.to_owned()).or_insert_with(|| "Statistics".to_owned());
        if book.national.iter().any(|nation| nation.period == report.period) {
            let to = Some(PageKey::Overview(report.period).into());
            outline.nation = Some(Sent { words: format!("{} {}", book.nation.name, report.period), to });
        }
        for section in sections {
            let title = if section.is_appendix {
                let number = format!("Appendix\u{a0}{}", outline.appendices.len() + 1);
                let title = format!("{number}: {}", section.title);
                outline.appendices.insert(section.key.clone(), number);
                title
            } else {
                section.title.to_string()
            };
            outline.sections.insert(section.key.clone(), title);
        }
        outline
    }

    /// The title of a section, with its number if it is an appendix.
    pub(crate) fn title(&self, key: &str) -> String {
        self.sections.get(key).cloned().unwrap_or_else(|| key.to_owned())
    }

    /// `Table 3`, `Chart 1`, `Appendix 2`, a section's title or the name of the nation, and where it leads. What is not there is a
    /// finding; on a draft's page it is a visible gap.
    pub(crate) fn see(&self, target: Target, key: &str) -> Sent {
        let sent = |words, anchor: String| Sent { words, to: Some(Destination::here(anchor)) };
        let number = |keys, what| Some(format!("{what}\u{a0}{}", number_of(keys, key)?));
        let found = match target {
            Target::Table => number(&self.tables, "Table").map(|words| sent(words, anchor::of_table(key))),
            Target::Chart => number(&self.charts, "Chart").map(|words| sent(words, anchor::of_chart(key))),
            Target::Section => {
                let title = || self.sections.get(key).map(|title| format!("“{title}”"));
                let words = self.appendices.get(key).cloned().or_else(title);
                words.map(|words| sent(words, key.to_owned()))
            }
            Target::Nation => self.nation.clone(),
        };
        found.unwrap_or_else(|| Sent { words: "[reference missing]".to_owned(), to: None })
    }

    /// The number of a table, by the key of its layout.
    pub(crate) fn table(&self, key: &str) -> Option<usize> {
        number_of(&self.tables, key)
    }

    /// The number of a chart.
    pub(crate) fn chart(&self, key: &str) -> Option<usize> {
        number_of(&self.charts, key)
    }
}

fn number_of(keys: &[String], key: &str) -> Option<usize> {
    keys.iter().position(|known| known == key).map(|at| at + 1)
}
