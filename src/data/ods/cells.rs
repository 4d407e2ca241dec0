//! What stands in a cell of a sheet.

use std::fmt::Write;

use crate::book::Book;
use crate::book::narrative::{Block, Document, Seen, walk};
use crate::book::report::Report;
use crate::page::outline::Outline;
use crate::page::words::Subject;
use crate::quantity::Quantity;
use crate::quantity::unit::Unit;
use crate::table::cell::Datum;
use crate::table::text::Text;
use crate::text::markup::escape;
use crate::text::number;

/// The words of a text without markup.
pub(super) fn plain(book: &Book, text: &Text<'_>) -> String {
    match text {
        Text::Plain(words) | Text::Strong(words) | Text::Link(words, _) => words.to_string(),
        Text::Phrase(phrase, report) => subject(book, report).plain(phrase),
        Text::Blocks(blocks, report) => paragraphs(book, blocks, report),
        Text::Several(parts) => parts.iter().map(|part| plain(book, part)).collect(),
    }
}

fn subject<'a>(book: &'a Book, report: &'a Report) -> Subject<'a> {
    Subject::new(book, Some(report), Outline::NONE)
}

fn paragraphs(book: &Book, blocks: &Document, report: &Report) -> String {
    let mut words = Vec::new();
    walk(blocks, &mut |seen| {
        if let Seen::Block(Block::Paragraph(phrase) | Block::Heading { text: phrase, .. }) = seen {
            words.push(subject(book, report).plain(phrase));
        }
    });
    words.join(" ")
}

/// A cell of words. None is blank.
pub(crate) fn push_words(out: &mut String, words: &str, style: &str) {
    let words = if words.is_empty() { "[z]" } else { words };
    let style = if style.is_empty() { String::new() } else { format!(" table:style-name=\"{style}\"") };
    let _ = write!(
        out,
        "<table:table-cell office:value-type=\"string\"{style}><text:p>{}</text:p></table:table-cell>",
        escape(words)
    );
}

/// A cell that somebody is to fill in.
pub(crate) fn push_input(out: &mut String, style: &str) {
    let _ = write!(out, "<table:table-cell table:style-name=\"{style}\"/>");
}

/// A cell that is worked out, with what it comes to in words as long as nobody has filled anything in.
pub(crate) fn push_formula(out: &mut String, formula: &str, result: &str, style: &str) {
    let (formula, result) = (escape(formula), escape(result));
    let _ = write!(
        out,
        "<table:table-cell table:style-name=\"{style}\" table:formula=\"of:={formula}\" office:value-type=\"string\" office:string-value=\"{result}\"><text:p>{result}</text:p></table:table-cell>"
    );
}

/// The cell of a datum: a number as one, with its decimals, and anything else as the words that readers see.
pub(super) fn push_datum(out: &mut String, book: &Book, datum: &Datum<'_>) {
    match (datum.number(), datum) {
        (Some(value), _) => {
            let _ = write!(
                out,
                "<table:table-cell table:style-name=\"{}\" office:value-type=\"float\" office:value=\"{}\"><text:p>{}</text:p></table:table-cell>",
                style(value),
                value.in_unit(Unit::Plain),
                escape(&number::written(value.in_unit(Unit::Plain))),
            );
        }
        (None, Datum::Phrase(phrase, report)) => push_words(out, &subject(book, report).plain(phrase), "wrap"),
        (None, datum) => push_words(out, &datum.text(), if matches!(datum, Datum::Words(_)) { "wrap" } else { "sign" }),
    }
}

/// The style of a number: `n2` for one with two decimals.
fn style(value: Quantity) -> String {
    format!("n{}", value.places())
}

/// In what the numbers of some cells are, where all are in the same: `£`, `%`, `seconds`.
pub(super) fn unit<'d>(mut data: impl Iterator<Item = &'d Datum<'d>>) -> Option<Unit> {
    let first = data.find_map(|datum| datum.number())?.unit();
    data.filter_map(Datum::number).all(|number| number.unit() == first).then_some(first)
}
