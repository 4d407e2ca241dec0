//! Links within a page: what they lead to has to be on it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock};

use crate::book::form::{Form, Table};
use crate::book::narrative::{Block, Inline, Seen, walk, walk_phrase};
use crate::book::report::Report;
use crate::book::{Book, SharedSection};
use crate::diagnostic::{Diagnostic, nearest};
use crate::link::PageKey;
use crate::page::index;
use crate::query::comparisons::Comparisons;
use crate::source::Span;
use crate::text::pattern::Pattern;
use crate::texts::Text;

rules! {
    LINK = "P502" "broken-link" Error:
        "A link within the page leads to an anchor that the page does not have.";
        "Readers who follow it stay where they are and do not know why.";
        "`[the board](#bord)` where the section's file is called board.md.";
        "Write the name of the section's file behind #, or the anchor of a heading."
}

/// What word processors and converters call a footnote and its mark.
static NOTE_OF_OTHERS: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::new(r"^(?:_?(?:ftn|edn)(?:ref)?|(?:user-content-)?fn(?:ref)?[:-]?|(?:cite|foot)(?:_?note)?[_-]?)\d+$")
});

/// A link of a text within the page on which it stands.
#[derive(Clone)]
pub(crate) struct PageLink {
    anchor: String,
    span: Span,
}

/// Checks where links within pages lead: those of reports, of the national text and of the words of forms on their pages, and those
/// of the home page and the page on how to read the figures. Only a page knows which anchors it has, and that of a report sets it
/// beside others; so this takes the whole book.
pub(crate) fn check(book: &Book, reports: &[(&Report, &[PageLink])], findings: &mut Vec<Diagnostic>) {
    for (key, text) in [(PageKey::Home, &book.home), (PageKey::Reading, &book.reading)] {
        let anchors = index::anchors_of_template(key, text);
        let page =
            Place { name: "this page", anchors: &anchors, help: &format!("write one of: {}", anchors.join(", ")) };
        findings.extend(of_text(text.iter()).iter().filter_map(|link| page.fault(link)));
    }
    let (comparisons, shared) = (Comparisons::new(book), Shared::new(book));
    let mut known = BTreeSet::new();
    for (report, own) in reports {
        let shared = shared.links(book, report);
        if own.is_empty() && shared.is_empty() {
            continue;
        }
        let page = index::page(book, &comparisons, PageKey::of_report(book, report));
        let anchors = page.map(|page| page.anchors()).unwrap_or_default();
        let help = "write the name of a section's file behind #, or `#FILE--HEADING` for a heading in it";
        let page = Place { name: "the page", anchors: &anchors, help };
        findings.extend(own.iter().filter_map(|link| page.fault(link)));
        // What stands on many pages is found once.
        let page = Place { name: &format!("the page of {} {}", report.name(), report.period), ..page };
        let faults = shared.into_iter().filter_map(|link| page.fault(link));
        findings.extend(faults.filter(|fault| known.insert(fault.span)));
    }
}

/// A page on which links stand.
#[derive(Clone, Copy)]
struct Place<'a> {
    name: &'a str,
    anchors: &'a [String],
    /// What to do about a link to an anchor that is like none of these.
    help: &'a str,
}

impl Place<'_> {
    /// The finding for a link to an anchor that the page does not have.
    fn fault(self, PageLink { anchor, span }: &PageLink) -> Option<Diagnostic> {
        // Browsers know the head of every page by this name.
        if anchor == "top" || self.anchors.contains(anchor) {
            return None;
        }
        if anchor.starts_with("_Toc") {
            let finding = LINK.at(*span, "this link leads to a mark that Word made, which no page has");
            return Some(finding.help("in a sentence write the words without the link; a list of contents delete as a whole: every page has one, made of its headings"));
        }
        if NOTE_OF_OTHERS.is_match(anchor) {
            let finding = LINK.at(*span, "this link leads to a footnote as another program makes them");
            return Some(finding.help("write `[^1]` in place of the link, and `[^1]: The note.` in place of the one that leads back from the note"));
        }
        let all = || self.anchors.iter().map(String::as_str);
        let of_heading = |name: &str| all().find(|anchor| heading(anchor) == Some(name));
        let near_heading = || of_heading(nearest(anchor, all().filter_map(heading))?);
        // What belongs to a table or chart, such as its title, has no name that links can rely on.
        let is_part = |whole: &&str| anchor.strip_prefix(whole).is_some_and(|part| part.starts_with('-'));
        let of_whole = || all().filter(is_part).max_by_key(|whole| whole.len());
        let near = of_heading(anchor).or_else(of_whole).or_else(|| nearest(anchor, all())).or_else(near_heading);
        let help = near.map_or_else(|| self.help.to_owned(), |near| format!("did you mean `#{near}`?"));
        Some(LINK.at(*span, format!("nothing on {} has the anchor `{anchor}`", self.name)).help(help))
    }
}

/// What a heading calls itself, whose anchor begins with the name of its section.
fn heading(anchor: &str) -> Option<&str> {
    anchor.rsplit_once("--").map(|(_, heading)| heading)
}

/// The links of text that stands on the pages of many reports.
struct Shared {
    /// For each national text of the book its links.
    national: Vec<Vec<PageLink>>,
    /// For each form of the book, and each of its tables, the links of its commentary and its notes.
    forms: BTreeMap<String, Vec<[Vec<PageLink>; 2]>>,
}

impl Shared {
    fn new(book: &Book) -> Self {
        let of_table =
            |table: &Table| [of_text(table.commentary.iter().flatten()), of_text(table.notes.iter().flatten())];
        let of_form = |form: &Arc<Form>| (form.key.clone(), form.tables.iter().map(of_table).collect());
        Shared {
            national: book.shared.iter().map(|shared| of_text(&shared.section.body)).collect(),
            forms: book.forms.iter().map(of_form).collect(),
        }
    }

    /// The links of what stands on the page of a report.
    fn links<'s>(&'s self, book: &Book, report: &Report) -> Vec<&'s PageLink> {
        let is_shown =
            |shared: &SharedSection| book.sections(report).iter().any(|section| section.span == shared.section.span);
        let national =
            book.shared.iter().zip(&self.national).filter(|(shared, links)| !links.is_empty() && is_shown(shared));
        let tables = self.forms.get(&report.figures.form.key).into_iter().flatten().zip(&report.figures.tables);
        let told = tables.filter(|(_, grid)| grid.is_some()).flat_map(|(links, _)| {
            let commentary = links[0].iter().filter(|_| !report.is_partial());
            commentary.chain(&links[1])
        });
        national.flat_map(|(_, links)| links).chain(told).collect()
    }
}

fn of_text<'b>(blocks: impl IntoIterator<Item = &'b Block>) -> Vec<PageLink> {
    let mut links = Vec::new();
    blocks.into_iter().for_each(|block| walk(std::slice::from_ref(block), &mut |seen| links.extend(link(seen))));
    links
}

fn link(seen: Seen<'_>) -> Option<PageLink> {
    let Seen::Inline(Inline::Link { to, span, .. }) = seen else { return None };
    Some(PageLink { anchor: to.strip_prefix('#')?.to_owned(), span: *span })
}

/// The links of a report's own texts within its page.
pub(crate) fn within_page(report: &Report) -> Vec<PageLink> {
    let mut links = Vec::new();
    report.texts(|_, text| match text {
        Text::Document(document) => walk(document, &mut |seen| links.extend(link(seen))),
        Text::Phrase(phrase) => walk_phrase(phrase, &mut |seen| links.extend(link(seen))),
        Text::Words(_) => {}
    });
    links
}
