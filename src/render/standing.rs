//! The pages that are about the site itself: how to read the figures, the accessibility statement, the page for wrong addresses.

use super::around::{self, contact};
use super::markdown::{self, Context};
use super::views::{PageView, ReadingView, StatementView};
use crate::book::Book;
use crate::book::cell::{ABSENCES, MARKERS};
use crate::book::publisher::Statement;
use crate::number;
use crate::theme::Theme;

type Rendered = Result<String, Box<tera::Error>>;

/// How to read the figures: shorthand, days and years, rates, and whatever the book adds.
pub fn reading(book: &Book, theme: &Theme, page: PageView) -> Rendered {
    let context = Context::of_page(book, "more");
    let sign = |sign: &str, meaning: &str| (format!("[{sign}]"), meaning.to_owned());
    let bases = book.forms.iter().flat_map(|form| form.tables.iter().filter_map(|table| table.rate.as_ref()));
    let view = ReadingView {
        page,
        absences: ABSENCES.iter().map(|row| sign(row.0, row.2)).collect(),
        markers: MARKERS.iter().map(|row| sign(row.0, row.2)).collect(),
        rates: bases.count() > 0,
        breaks: book.measures.iter().any(|measure| !measure.breaks.is_empty()),
        more: markdown::document(&context, &book.reading),
    };
    theme.render("reading.html", &view)
}

/// The accessibility statement.
pub fn accessibility(theme: &Theme, page: PageView, statement: &Statement) -> Rendered {
    let view = StatementView {
        page,
        organisation: statement.organisation.clone(),
        conformance: format!("{:?}", statement.conformance).to_lowercase(),
        contact: contact(&statement.contact),
        reply_days: statement.reply_days,
        testing: statement.testing.clone(),
        tested: statement.tested.map(number::day).unwrap_or_default(),
        prepared: number::day(statement.prepared),
        reviewed: statement.reviewed.map(number::day).unwrap_or_default(),
        problems: statement
            .problems
            .iter()
            .map(|problem| [&problem.what, &problem.criterion, &problem.plan].map(Clone::clone))
            .collect(),
    };
    theme.render("accessibility.html", &view)
}

/// The page for an address at which there is none. It is served from anywhere, so its links begin at the host.
pub fn not_found(book: &Book, theme: &Theme, mut page: PageView) -> Rendered {
    page.root = around::root(book);
    page.site.address = String::new();
    theme.render("404.html", &super::views::PlainView { page })
}
