//! Pages that are made of sections → HTML. Tables, charts and the other kinds of block that a theme may want to change have a
//! template each; the theme's `page.html` sets their order.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde::Serialize;
use tera::Value;

use super::around::LinkView;
use super::frame::{self, Offer, Rendered};
use super::markdown::{self, Context};
use super::table::Tables;
use crate::book::Book;
use crate::book::narrative::Asks;
use crate::book::report::Signatory;
use crate::chart::inline;
use crate::data::describe;
use crate::download::Download;
use crate::link::{Link, anchor};
use crate::page::block::{Block, ChartBlock, Notice, Page, Section};
use crate::page::headlines::Headline;
use crate::page::words::Subject;
use crate::text::markup::{Html, escape, text};
use crate::text::number;
use crate::theme::Theme;

/// What the template of a page sees besides its sections.
#[derive(Serialize)]
struct View<'v> {
    page: frame::PageView,
    /// Whether it is the page of a report, of an area or of the nation.
    is_report: bool,
    caption: &'v str,
    lead: &'v str,
    renamed: Option<LinkView>,
    status: &'v str,
    notice: Option<NoticeView>,
    source: &'v str,
    release: &'v str,
    headlines: &'v [Headline<'v>],
    previous: Option<LinkView>,
    next: Option<LinkView>,
    around: Vec<LinkView>,
}

/// What readers of a report have to know before they read it. Days that are not known are empty.
#[derive(Serialize)]
struct NoticeView {
    /// `printed`, `corrected` or `superseded`.
    kind: &'static str,
    /// The day on which it was corrected last, or replaced.
    day: String,
    /// How grave the gravest fault was: `minor` or `major`; empty where it is not known.
    scale: &'static str,
    /// Where to read more, from the root or on the page.
    to: String,
}

fn notice(page: &Page<'_>) -> Option<NoticeView> {
    Some(match page.notice {
        Notice::None => return None,
        Notice::Printed => {
            NoticeView { kind: "printed", day: String::new(), scale: "", to: format!("#{}", anchor::CORRECTIONS) }
        }
        Notice::Corrected(day, scale) => NoticeView {
            kind: "corrected",
            day: number::day(day),
            scale: scale.word(),
            to: format!("#{}", anchor::of_table(anchor::CHANGES)),
        },
        Notice::Superseded(edition) => {
            NoticeView { kind: "superseded", day: number::day(edition.replaced), scale: "", to: page.key.canonical() }
        }
    })
}

/// A page that is made of sections. `offer` tells of its downloads; without it, it has none.
pub(super) fn page(book: &Book, theme: &Theme, page: &Page<'_>, offer: Option<Offer<'_>>) -> Rendered {
    let subject = Subject::new(page.earlier.unwrap_or(book), page.report, &page.outline);
    let root = page.key.root();
    let exhibits = {
        let writer = Blocks { theme, subject, offer, exhibits: &[], root: &root, section: "" };
        let written = |exhibit: &'_ crate::page::block::Exhibit<'_>| writer.all(&exhibit.blocks);
        page.exhibits
            .iter()
            .map(|exhibit| Ok((&exhibit.asks, written(exhibit)?)))
            .collect::<Result<Vec<_>, Box<tera::Error>>>()?
    };
    let section = |section: &Section<'_>| {
        let writer = Blocks { theme, subject, offer, exhibits: &exhibits, root: &root, section: &section.anchor };
        writer.section(section)
    };
    let sections = page.sections.iter().map(section).collect::<Result<Vec<_>, _>>()?;
    let view = View {
        page: frame::of(book, theme, page),
        is_report: page.report.is_some() || matches!(page.key, crate::link::PageKey::Overview(_)),
        caption: page.caption,
        lead: &page.lead,
        renamed: page.renamed.as_ref().map(LinkView::from),
        status: page.status,
        notice: notice(page),
        source: page.source,
        release: &page.release,
        headlines: &page.headlines,
        previous: page.previous.as_ref().map(LinkView::from),
        next: page.next.as_ref().map(LinkView::from),
        around: page.around.iter().map(LinkView::from).collect(),
    };
    let is_found = offer.is_some() && !book.settings.is_internal;
    let dataset = is_found.then(|| describe::dataset(book, page)).flatten().unwrap_or_default();
    theme.render("page.html", &view, [("sections", sections.into()), ("dataset", Value::safe_string(&dataset))])
}

/// Links to files, each with its format, its size and how many rows it has.
pub(super) fn downloads(offer: Option<Offer<'_>>, root: &str, files: &[(String, Download<'_>)]) -> String {
    let mut html = "<ul class=\"downloads\">\n".to_owned();
    for ((words, download), offer) in files.iter().zip(std::iter::repeat(offer).flatten()) {
        let (to, size) = offer(*download);
        let size = size.words(download.format, true);
        let _ = writeln!(html, "<li><a href=\"{root}{to}\">{} ({size})</a></li>", text(words));
    }
    html + "</ul>\n"
}

/// What the blocks of a section are written with.
struct Blocks<'a> {
    theme: &'a Theme,
    subject: Subject<'a>,
    offer: Option<Offer<'a>>,
    exhibits: &'a [(&'a Asks, String)],
    root: &'a str,
    section: &'a str,
}

#[derive(Serialize)]
struct ChartView<'v> {
    id: &'v str,
    number: Option<usize>,
    table: &'v str,
    file: &'v str,
}

#[derive(Serialize)]
struct CardsView {
    root: String,
    links: Vec<LinkView>,
}

#[derive(Serialize)]
struct PeriodsView {
    root: String,
    links: Vec<LinkView>,
    current: Option<usize>,
}

#[derive(Serialize)]
struct SignatoriesView<'v> {
    has_lead: bool,
    signatories: Vec<SignatoryView<'v>>,
}

#[derive(Serialize)]
struct SignatoryView<'v> {
    name: Option<&'v str>,
    role: &'v str,
    organisation: &'v str,
}

impl Blocks<'_> {
    /// A section as the template of its page sees it.
    fn section(&self, section: &Section<'_>) -> Result<Value, Box<tera::Error>> {
        let mut blocks = Vec::with_capacity(section.blocks.len());
        for block in &section.blocks {
            let html = Value::safe_string(&self.block(block)?);
            blocks.push(Value::from(BTreeMap::from([("kind", Value::from(block.kind())), ("html", html)])));
        }
        Ok(Value::from(BTreeMap::from([
            ("id", Value::from(&*section.anchor)),
            ("title", Value::from(section.title.as_str())),
            ("blocks", Value::from(blocks)),
        ])))
    }

    fn all(&self, blocks: &[Block<'_>]) -> Rendered {
        blocks.iter().map(|block| self.block(block)).collect()
    }

    fn context(&self) -> Context<'_> {
        Context { subject: self.subject, exhibits: self.exhibits, section: self.section, root: self.root }
    }

    fn tables(&self) -> Tables<'_> {
        Tables { theme: self.theme, offer: self.offer, context: self.context() }
    }

    fn links(&self, links: &[Link<'_>]) -> Vec<LinkView> {
        links.iter().map(LinkView::from).collect()
    }

    fn block(&self, block: &Block<'_>) -> Rendered {
        Ok(match block {
            Block::Prose(text) => markdown::document(&self.context(), text),
            Block::Commentary(text) => {
                let context = self.context();
                let subject = Subject { has_signs: true, ..context.subject };
                let text = markdown::document(&Context { subject, ..context }, text);
                format!("<div class=\"commentary\">\n{text}</div>\n")
            }
            Block::Paragraph(text) => format!("<p>{}</p>\n", self.tables().text(text)),
            Block::Heading { anchor, words } => format!("<h3 id=\"{anchor}\">{}</h3>\n", text(words)),
            Block::List(items) => {
                let mut html = "<ul>\n".to_owned();
                for item in items {
                    let _ = writeln!(html, "<li>{}</li>", self.tables().text(item));
                }
                html + "</ul>\n"
            }
            Block::Table(table) => self.tables().html(table)?,
            Block::Folded { summary, table } => {
                let table = self.tables().html(table)?;
                format!("<details class=\"exhibit\">\n<summary>{}</summary>\n{table}</details>\n", text(summary))
            }
            Block::Downloads(files) => downloads(self.offer, self.root, files),
            Block::Code(lines) => code(lines),
            Block::Chart(chart) => self.chart(chart)?,
            Block::Cards(links) => {
                let view = CardsView { root: self.root.to_owned(), links: self.links(links) };
                self.theme.render("cards.html", &view, [])?
            }
            Block::Periods { links, current } => {
                let view = PeriodsView { root: self.root.to_owned(), links: self.links(links), current: *current };
                self.theme.render("periods.html", &view, [])?
            }
            Block::Signatories(signatories) => self.signatories(signatories)?,
            Block::Missing => "<p class=\"missing\">[not yet written]</p>\n".to_owned(),
            Block::Absent(reason) => {
                let mut html = Html::default();
                html.markup("<p class=\"absent\">");
                html.text("This report has no such section. ");
                markdown::push_phrase(&self.context(), &mut html, reason);
                html.markup("</p>\n");
                html.finish()
            }
            Block::Partial => self.theme.render("partial.html", &BTreeMap::<&str, &str>::new(), [])?,
        })
    }

    fn chart(&self, block: &ChartBlock<'_>) -> Rendered {
        let safe = |html: String| Value::safe_string(&html);
        let view = ChartView { id: &block.chart.id, number: block.number, table: &block.table, file: &block.file };
        let html = [
            ("title", safe(self.tables().text(&block.title))),
            ("subtitle", safe(self.tables().text(&block.subtitle))),
            ("svg", safe(inline::svg(&block.chart))),
        ];
        self.theme.render("chart.html", &view, html)
    }

    fn signatories(&self, signatories: &[Signatory]) -> Rendered {
        let signatories = signatories.iter().map(|one| SignatoryView {
            name: one.name.as_deref(),
            role: &one.role,
            organisation: &one.organisation,
        });
        let signatories = signatories.collect();
        // A section of signatories alone is called so.
        let view = SignatoriesView { has_lead: self.section != anchor::SIGNATORIES, signatories };
        self.theme.render("signatories.html", &view, [])
    }
}

/// The lines of a program. They may break behind the signs that words have in them, in a theme that knows of no programs as well.
fn code(lines: &str) -> String {
    let pieces = |line: &str| line.split_inclusive(['/', '(', '[']).map(escape).collect::<Vec<_>>().join("<wbr>");
    let lines: Vec<_> = lines.lines().map(pieces).collect();
    format!("<p><code>{}</code></p>\n", lines.join("<br>\n"))
}
