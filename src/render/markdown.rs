//! The book's text tree → HTML. Everything is escaped here; no author's HTML reaches a page.

use std::fmt::Write;

use crate::book::Book;
use crate::book::narrative::{Asks, Block, Document, Inline, PartKind, Phrase, Picture, Seen, walk};
use crate::book::report::Report;
use crate::page::words::Subject;
use crate::text::markup::{Html, escape};
use crate::text::typography;

/// What narrative is written with.
#[derive(Clone, Copy)]
pub(super) struct Context<'a> {
    /// What it refers to.
    pub(super) subject: Subject<'a>,
    /// Finished tables and charts by what asks for them.
    pub(super) exhibits: &'a [(&'a Asks, String)],
    /// The anchor of the section, with which anchors inside it begin.
    pub(super) section: &'a str,
    /// The way from the page to the site's root.
    pub(super) root: &'a str,
}

impl<'a> Context<'a> {
    /// The context of text on a page that belongs to no report.
    pub(super) fn of_page(book: &'a Book, section: &'a str, root: &'a str) -> Self {
        Context { subject: Subject::none(book), exhibits: &[], section, root }
    }

    /// The same for text whose references are about a report.
    pub(super) fn of<'s>(&'s self, report: &'s Report) -> Context<'s> {
        Context { subject: self.subject.of(report), ..*self }
    }
}

/// A text as HTML. Footnotes stand where the part under a heading ends, so that none is far from its mark.
pub(super) fn document(context: &Context<'_>, blocks: &[Block]) -> String {
    let mut html = Html::default();
    push_document(context, &mut html, blocks);
    html.finish()
}

/// Adds a text.
fn push_document(context: &Context<'_>, html: &mut Html, blocks: &[Block]) {
    let mut writer = Writer::new(context, html);
    walk(blocks, &mut |seen| {
        if let Seen::Block(Block::Footnote { label, body, .. }) = seen {
            writer.notes.push((label, body));
        }
    });
    for block in blocks {
        if matches!(block, Block::Heading { .. }) {
            writer.footnotes();
        }
        writer.block(block);
    }
    writer.footnotes();
}

/// Adds a phrase.
pub(super) fn push_phrase(context: &Context<'_>, html: &mut Html, phrase: &Phrase) {
    Writer::new(context, html).phrase(phrase);
}

/// Adds a short text that can stand inside a line: its paragraphs without their tags.
pub(super) fn push_inline(context: &Context<'_>, html: &mut Html, blocks: &Document) {
    for (at, block) in blocks.iter().enumerate() {
        if at > 0 {
            html.text(" ");
        }
        match block {
            Block::Paragraph(text) => push_phrase(context, html, text),
            other => push_document(context, html, std::slice::from_ref(other)),
        }
    }
}

/// Whether what stands on both sides of the end of a line belongs together.
fn is_held(phrase: &[Inline], at: usize) -> bool {
    let text = |at: usize| match phrase.get(at) {
        Some(Inline::Text(text, _)) => text.as_str(),
        _ => "",
    };
    typography::holds(at.checked_sub(1).map_or("", text), text(at + 1))
}

struct Writer<'a, 'h> {
    context: &'a Context<'a>,
    html: &'h mut Html,
    notes: Vec<(&'a str, &'a Document)>,
    marks: Vec<&'a str>,
    /// How many footnotes are written already.
    noted: usize,
    heading: Option<&'a str>,
    tables: usize,
}

impl<'a, 'h> Writer<'a, 'h> {
    fn new(context: &'a Context<'a>, html: &'h mut Html) -> Self {
        Writer { context, html, notes: vec![], marks: vec![], noted: 0, heading: None, tables: 0 }
    }

    fn push(&mut self, html: &str) {
        self.html.markup(html);
    }

    fn blocks(&mut self, blocks: &'a [Block]) {
        blocks.iter().for_each(|block| self.block(block));
    }

    fn block(&mut self, block: &'a Block) {
        match block {
            Block::Heading { level, id, text, .. } => {
                let level = (level + 1).min(6);
                self.heading = Some(id);
                let _ = write!(self.html, "<h{level} id=\"{}--{}\">", self.context.section, escape(id));
                self.phrase(text);
                let _ = writeln!(self.html, "</h{level}>");
            }
            Block::Paragraph(text) => self.wrapped("p", text),
            Block::List { start, items } => self.list(*start, items),
            Block::Part { kind, title, body } => self.part(*kind, title, body),
            Block::Table { figures, head, rows } => self.table(&[], figures, head, rows),
            Block::Definitions(entries) => self.definitions(entries),
            Block::Rule => self.push("<hr>\n"),
            Block::Footnote { .. } => {}
            Block::Picture(picture) => self.picture(picture),
            Block::Exhibit(reference) => {
                match self.context.exhibits.iter().find(|(asks, html)| **asks == reference.asks && !html.is_empty()) {
                    Some((_, html)) => self.push(html),
                    None => self.missing_exhibit(&reference.asks),
                }
            }
        }
    }

    fn missing_exhibit(&mut self, asks: &Asks) {
        let what = match asks {
            Asks::Table(key) => format!("table {key} "),
            Asks::Chart(key) => format!("chart {key} "),
            Asks::Name(_) | Asks::Figure { .. } | Asks::See(..) => String::new(),
        };
        self.missing(&format!("[{what}missing]"));
    }

    fn missing(&mut self, what: &str) {
        self.push("<p class=\"missing\">");
        self.html.text(what);
        self.push("</p>\n");
    }

    fn wrapped(&mut self, tag: &str, text: &'a [Inline]) {
        let _ = write!(self.html, "<{tag}>");
        self.phrase(text);
        let _ = writeln!(self.html, "</{tag}>");
    }

    fn list(&mut self, start: Option<u64>, items: &'a [Document]) {
        let tag = if start.is_some() { "ol" } else { "ul" };
        let start = start.filter(|first| *first != 1).map(|first| format!(" start=\"{first}\""));
        let _ = writeln!(self.html, "<{tag}{}>", start.unwrap_or_default());
        for item in items {
            self.push("<li>");
            match item.as_slice() {
                [Block::Paragraph(text), rest @ ..]
                    if !rest.iter().any(|block| matches!(block, Block::Paragraph(_))) =>
                {
                    self.phrase(text);
                    self.blocks(rest);
                }
                blocks => self.blocks(blocks),
            }
            self.push("</li>\n");
        }
        let _ = writeln!(self.html, "</{tag}>");
    }

    fn part(&mut self, kind: PartKind, title: &'a Phrase, body: &'a Document) {
        match kind {
            PartKind::Quote => {
                self.push("<figure class=\"quote\"><blockquote>\n");
                self.blocks(body);
                self.push("</blockquote>");
                if !title.is_empty() {
                    self.wrapped("figcaption", title);
                }
                self.push("</figure>\n");
            }
            PartKind::Account => {
                self.push("<figure class=\"account\">");
                if !title.is_empty() {
                    self.wrapped("figcaption", title);
                }
                self.push("<blockquote>\n");
                self.blocks(body);
                self.push("</blockquote></figure>\n");
            }
            PartKind::CaseStudy => self.boxed("case-study", "Case study", title, body),
            PartKind::Box => self.boxed("box", "", title, body),
            PartKind::Note => self.boxed("note", "", title, body),
            PartKind::Warning => self.boxed("warning", "Warning", title, body),
            PartKind::Agencies => self.boxed("agencies", "", title, body),
            PartKind::Plan => self.plan(title, body),
            PartKind::Contacts => self.boxed("contacts", "", title, body),
        }
    }

    fn boxed(&mut self, class: &str, lead: &str, title: &'a Phrase, body: &'a Document) {
        let _ = writeln!(self.html, "<div class=\"{class}\">");
        if !lead.is_empty() || !title.is_empty() {
            self.push("<p class=\"box-title\">");
            self.html.text(lead);
            if !lead.is_empty() && !title.is_empty() {
                self.html.text(": ");
            }
            self.phrase(title);
            self.push("</p>\n");
        }
        self.blocks(body);
        self.push("</div>\n");
    }

    /// A business plan: its tables have the plan's title as their caption.
    fn plan(&mut self, title: &'a [Inline], body: &'a [Block]) {
        self.push("<div class=\"plan\">\n");
        for block in body {
            match block {
                Block::Table { figures, head, rows } => self.table(title, figures, head, rows),
                block => self.block(block),
            }
        }
        self.push("</div>\n");
    }

    fn table(&mut self, caption: &'a [Inline], figures: &[bool], head: &'a [Phrase], rows: &'a [Vec<Phrase>]) {
        let class = |at: usize| if figures.get(at).copied().unwrap_or(false) { " class=\"figure\"" } else { "" };
        self.table_region();
        self.push("<table>\n");
        if !caption.is_empty() {
            self.wrapped("caption", caption);
        }
        self.push("<thead><tr>");
        self.html.heads_columns(true);
        for (at, cell) in head.iter().enumerate() {
            let _ = write!(self.html, "<th scope=\"col\"{}>", class(at));
            self.phrase(cell);
            self.push("</th>");
        }
        self.html.heads_columns(false);
        self.push("</tr></thead>\n<tbody>\n");
        for row in rows {
            self.push("<tr>");
            for (at, cell) in row.iter().enumerate() {
                let (open, close) = if at == 0 { ("th scope=\"row\"", "th") } else { ("td", "td") };
                let _ = write!(self.html, "<{open}{}>", class(at));
                self.phrase(cell);
                let _ = write!(self.html, "</{close}>");
            }
            self.push("</tr>\n");
        }
        self.push("</tbody></table></div>\n");
    }

    /// Opens a region that scrolls. Its name is that of the heading above it and its number among the tables of the text, so that
    /// no two are named alike and none is taken for one of the numbered tables of figures.
    fn table_region(&mut self) {
        self.tables += 1;
        let (section, number) = (self.context.section, self.tables);
        let above = match &self.heading {
            Some(id) => format!("{section}--{} ", escape(id)),
            None if self.context.subject.report.is_some() => format!("{section} "),
            None => String::new(),
        };
        let id = format!("{section}-table-{number}");
        let _ = write!(
            self.html,
            "<div class=\"scroll words\" id=\"{id}\" tabindex=\"0\" role=\"region\" aria-label=\"table in the text, {number}\" \
             aria-labelledby=\"{above}{id}\">"
        );
    }

    /// An image; one that cannot be published is a finding, and a visible gap in a draft.
    fn picture(&mut self, picture: &'a Picture) {
        let words = self.context.subject.plain(&picture.alternative);
        let Some(drawing) = self.context.subject.report.and_then(|report| report.drawings.get(&picture.file)) else {
            self.missing(&format!("[image missing: {words}]"));
            return;
        };
        let (name, width, height) = (&drawing.name, drawing.width, drawing.height);
        let _ = writeln!(
            self.html,
            "<figure class=\"picture\"><img src=\"{name}\" alt=\"{}\" width=\"{width}\" height=\"{height}\" loading=\"lazy\">",
            escape(&words)
        );
        if !picture.caption.is_empty() {
            self.wrapped("figcaption", &picture.caption);
        }
        self.push("</figure>\n");
    }

    fn definitions(&mut self, entries: &'a [(Phrase, Vec<Document>)]) {
        self.push("<dl>\n");
        for (term, meanings) in entries {
            self.wrapped("dt", term);
            for meaning in meanings {
                self.push("<dd>");
                match meaning.as_slice() {
                    [Block::Paragraph(text)] => self.phrase(text),
                    blocks => self.blocks(blocks),
                }
                self.push("</dd>\n");
            }
        }
        self.push("</dl>\n");
    }

    fn phrase(&mut self, phrase: &'a [Inline]) {
        for (at, inline) in phrase.iter().enumerate() {
            match inline {
                Inline::Text(text, _) if text == "\n" && is_held(phrase, at) => self.html.text(typography::JOINT),
                Inline::Text(text, _) => self.html.text(text),
                Inline::Emphasis(inner) => self.tagged("em", inner),
                Inline::Strong(inner) => self.tagged("strong", inner),
                Inline::Link { to, text, .. } => {
                    let _ = write!(self.html, "<a href=\"{}\">", escape(to));
                    self.phrase(text);
                    self.push("</a>");
                }
                Inline::Picture(picture) => self.html.text(&self.context.subject.plain(&picture.alternative)),
                Inline::Break => self.push("<br>\n"),
                Inline::FootnoteMark(label, _) => self.mark(label),
                Inline::Reference(reference) => match &reference.asks {
                    Asks::See(target, key) => {
                        let sent = self.context.subject.outline.see(*target, key);
                        let href = sent.to.map(|to| to.href(self.context.root)).unwrap_or_default();
                        let _ = write!(self.html, "<a href=\"{}\">", escape(&href));
                        self.html.text(&sent.words);
                        self.push("</a>");
                    }
                    asks => self.html.text(&self.context.subject.resolved(asks)),
                },
            }
        }
    }

    fn tagged(&mut self, tag: &str, inner: &'a Phrase) {
        let _ = write!(self.html, "<{tag}>");
        self.phrase(inner);
        let _ = write!(self.html, "</{tag}>");
    }

    fn mark(&mut self, label: &'a str) {
        let (section, first) = (self.context.section, !self.marks.contains(&label));
        if first {
            self.marks.push(label);
        }
        let number = self.marks.iter().position(|mark| *mark == label).unwrap_or_default() + 1;
        let id = if first { format!(" id=\"{section}-mark-{number}\"") } else { String::new() };
        let _ = write!(
            self.html,
            "<sup><a{id} href=\"#{section}-note-{number}\" aria-label=\"Footnote {number}\">{number}</a></sup>"
        );
    }

    fn footnotes(&mut self) {
        if self.noted == self.marks.len() {
            return;
        }
        let section = self.context.section;
        let _ = writeln!(self.html, "<ol class=\"footnotes\" start=\"{}\">", self.noted + 1);
        while let Some(label) = self.marks.get(self.noted).copied() {
            self.noted += 1;
            let at = self.noted;
            let _ = write!(self.html, "<li id=\"{section}-note-{at}\">");
            let body = self.notes.iter().find(|(note, _)| *note == label).map(|(_, body)| *body);
            match body.map(Vec::as_slice) {
                Some([Block::Paragraph(text)]) => self.phrase(text),
                blocks => self.blocks(blocks.unwrap_or_default()),
            }
            let _ = writeln!(self.html, " <a href=\"#{section}-mark-{at}\" aria-label=\"Back to the text\">↩</a></li>");
        }
        self.push("</ol>\n");
    }
}
