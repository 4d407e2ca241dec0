//! A page as a value: its address, what stands around it, and its sections with their blocks, in order.

use std::borrow::Cow;

use jiff::civil::Date;

use super::headlines::Headline;
use super::outline::Outline;
use crate::book::Book;
use crate::book::history::Superseded;
use crate::book::narrative::{self, Asks, Document, Phrase, Seen, walk};
use crate::book::period::Period;
use crate::book::report::{Report, Scale, Signatory};
use crate::chart::inline::Chart;
use crate::download::Download;
use crate::link::{Link, PageKey, anchor};
use crate::table::model::DataTable;
use crate::table::text::Text;

/// A page that is made of sections.
#[derive(Debug)]
pub(crate) struct Page<'a> {
    /// Which page it is.
    pub(crate) key: PageKey<'a>,
    /// The report that its narrative is about.
    pub(crate) report: Option<&'a Report>,
    /// The book of the report, where that is not the one of the site.
    pub(crate) earlier: Option<&'a Book>,
    /// What was wrong in the report, or whose place another one takes.
    pub(crate) notice: Notice<'a>,
    /// Where what its narrative refers to stands; nothing where it has none.
    pub(crate) outline: Outline,
    /// Its title.
    pub(crate) title: String,
    /// One sentence about it, for search engines.
    pub(crate) description: String,
    /// The pages above it.
    pub(crate) trail: Vec<Link<'a>>,
    /// What its heading says above the title.
    pub(crate) caption: &'static str,
    /// What stands below the heading.
    pub(crate) lead: String,
    /// The page of its area, where that is called otherwise now.
    pub(crate) renamed: Option<Link<'a>>,
    /// How far the report has come; empty for one that is complete, and on other pages.
    pub(crate) status: &'static str,
    /// Where the figures were first published; empty where nobody says so.
    pub(crate) source: &'a str,
    /// What kind of statistics it holds, when they were released and when the next are; empty where nobody says so.
    pub(crate) release: String,
    /// The figures at its head.
    pub(crate) headlines: Vec<Headline<'a>>,
    /// Its sections.
    pub(crate) sections: Vec<Section<'a>>,
    /// Tables and charts that its narrative places, by what asks for them.
    pub(crate) exhibits: Vec<Exhibit<'a>>,
    /// The page of the period before.
    pub(crate) previous: Option<Link<'a>>,
    /// The page of the period after.
    pub(crate) next: Option<Link<'a>>,
    /// The pages of periods that hold its own, or are parts of it.
    pub(crate) around: Vec<Link<'a>>,
}

/// Whether one of two periods is a part of the other.
pub(crate) fn are_nested(one: Period, other: Period) -> bool {
    let holds = |one: Period, other: Period| one.first_day() <= other.first_day() && other.last_day() <= one.last_day();
    one.months() != other.months() && (holds(one, other) || holds(other, one))
}

/// What readers of a report have to know before they read it.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Notice<'a> {
    /// Nothing.
    None,
    /// It differs from the printed one.
    Printed,
    /// It was corrected: the last day, and how grave the gravest fault was.
    Corrected(Date, Scale),
    /// Another edition stands in its place.
    Superseded(&'a Superseded),
}

/// A section of a page.
#[derive(Debug)]
pub(crate) struct Section<'a> {
    /// Its anchor, with which the anchors of its narrative begin.
    pub(crate) anchor: Cow<'a, str>,
    /// Its title.
    pub(crate) title: String,
    /// What stands in it.
    pub(crate) blocks: Vec<Block<'a>>,
}

impl<'a> Section<'a> {
    /// A section of a page.
    pub(crate) fn new(anchor: impl Into<Cow<'a, str>>, title: impl Into<String>, blocks: Vec<Block<'a>>) -> Self {
        Section { anchor: anchor.into(), title: title.into(), blocks }
    }
}

/// What a reference on a line of its own puts into narrative.
#[derive(Debug)]
pub(crate) struct Exhibit<'a> {
    /// The reference.
    pub(crate) asks: Asks,
    /// What stands there.
    pub(crate) blocks: Vec<Block<'a>>,
}

/// Something that stands in a section.
#[derive(Debug)]
pub(crate) enum Block<'a> {
    /// Narrative.
    Prose(&'a Document),
    /// What the form says of a table.
    Commentary(Vec<narrative::Block>),
    /// A paragraph.
    Paragraph(Text<'a>),
    /// A heading below that of the section.
    Heading {
        /// Its anchor.
        anchor: &'static str,
        /// The words.
        words: &'static str,
    },
    /// A list.
    List(Vec<Text<'a>>),
    /// A table.
    Table(Box<DataTable<'a>>),
    /// A table that readers fold out.
    Folded {
        /// What stands there while it is folded.
        summary: &'static str,
        /// The table.
        table: Box<DataTable<'a>>,
    },
    /// Files to be taken away, each with the words of its link.
    Downloads(Vec<(String, Download<'a>)>),
    /// Lines of a program.
    Code(String),
    /// A chart.
    Chart(Box<ChartBlock<'a>>),
    /// Links, each with a few words behind it.
    Cards(Vec<Link<'a>>),
    /// Links to the same page for each period, with the one on which they stand.
    Periods {
        /// The links.
        links: Vec<Link<'a>>,
        /// The position of the page on which they stand.
        current: Option<usize>,
    },
    /// Who signs the section.
    Signatories(&'a [Signatory]),
    /// The section is not written yet.
    Missing,
    /// The report has no such section, for this reason.
    Absent(&'a Phrase),
    /// The figures are a part of what a report would hold.
    Partial,
}

/// A chart on a page.
#[derive(Debug)]
pub(crate) struct ChartBlock<'a> {
    /// The chart. Its title and subtitle are plain words.
    pub(crate) chart: Chart,
    /// Its number on the page, where it has one.
    pub(crate) number: Option<usize>,
    /// The headline.
    pub(crate) title: Text<'a>,
    /// What is counted, when and where.
    pub(crate) subtitle: Text<'a>,
    /// The anchor of the table with the same figures.
    pub(crate) table: Cow<'static, str>,
    /// The address of its file, from the page.
    pub(crate) file: String,
}

impl Block<'_> {
    /// The name of its kind, by which a theme tells it.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Block::Prose(_) => "prose",
            Block::Commentary(_) => "commentary",
            Block::Paragraph(_) => "paragraph",
            Block::Heading { .. } => "heading",
            Block::List(_) => "list",
            Block::Table(_) => "table",
            Block::Folded { .. } => "folded",
            Block::Downloads(_) => "downloads",
            Block::Code(_) => "code",
            Block::Chart(_) => "chart",
            Block::Cards(_) => "cards",
            Block::Periods { .. } => "periods",
            Block::Signatories(_) => "signatories",
            Block::Missing => "missing",
            Block::Absent(_) => "absent",
            Block::Partial => "partial",
        }
    }

    fn anchors(&self, section: &str, anchors: &mut Vec<String>) {
        match self {
            Block::Prose(text) => headings(text, section, anchors),
            Block::Commentary(text) => headings(text, section, anchors),
            Block::Heading { anchor, .. } => anchors.push((*anchor).to_owned()),
            Block::Table(table) | Block::Folded { table, .. } => anchors.push(table.id.clone()),
            Block::Chart(chart) => anchors.push(chart.chart.id.clone()),
            _ => {}
        }
    }
}

/// Adds the anchors of the headings of a text.
pub(super) fn headings(text: &[narrative::Block], section: &str, anchors: &mut Vec<String>) {
    walk(text, &mut |seen| {
        if let Seen::Block(narrative::Block::Heading { id, .. }) = seen {
            anchors.push(format!("{section}--{id}"));
        }
    });
}

/// Anchors of every page with sections: the list of contents, and where the content begins.
const EVERYWHERE: [&str; 2] = [anchor::CONTENTS, anchor::MAIN];

impl<'a> Page<'a> {
    /// A page with nothing above its title and below its sections.
    pub(crate) fn of_sections(
        key: PageKey<'a>,
        title: String,
        caption: &'static str,
        sections: Vec<Section<'a>>,
    ) -> Self {
        Page {
            key,
            report: None,
            earlier: None,
            notice: Notice::None,
            outline: Outline::default(),
            title,
            description: String::new(),
            trail: Vec::new(),
            caption,
            lead: String::new(),
            status: "",
            source: "",
            release: String::new(),
            renamed: None,
            headlines: Vec::new(),
            sections,
            exhibits: Vec::new(),
            previous: None,
            next: None,
            around: Vec::new(),
        }
    }

    /// The anchors to which a link on the page can lead.
    pub(crate) fn anchors(&self) -> Vec<String> {
        let mut anchors: Vec<_> = EVERYWHERE.map(str::to_owned).into();
        for section in &self.sections {
            anchors.push(section.anchor.clone().into_owned());
            section.blocks.iter().for_each(|block| block.anchors(&section.anchor, &mut anchors));
        }
        self.exhibits.iter().flat_map(|exhibit| &exhibit.blocks).for_each(|block| block.anchors("", &mut anchors));
        anchors
    }
}
