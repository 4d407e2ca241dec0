//! Tables of pages → a workbook in OpenDocument format, by the checklist of the Analysis Function for accessible spreadsheets: a cover,
//! contents, notes and one table a sheet, with one row of heads, nothing merged, hidden or blank. The same tables give the same bytes.

pub(crate) mod cells;
pub(crate) mod sheets;
mod tables;
pub(crate) mod file;

use self::sheets::{Sheet, Workbook};
use self::tables::of_tables;
use crate::book::Book;
use crate::download::{Scope, days};
use crate::link::PageKey;
use crate::page::period;
use crate::query::comparisons::Comparisons;
use crate::table::model::DataTable;
use crate::table::of_form::FormTable;
use crate::table::{of_areas, of_report};
use crate::text::number;

/// The workbook of a report or of a period. One that cannot be packed is empty, which no memory is too small for.
pub(super) fn workbook(book: &Book, comparisons: &Comparisons<'_>, scope: Scope<'_>) -> Vec<u8> {
    let (page, tables) = match scope {
        Scope::Report(report) => (PageKey::of_report(book, report), of_a_report(book, report)),
        Scope::Period(period) => {
            let mut tables =
                book.report(&book.nation.key, period).map(|report| of_a_report(book, report)).unwrap_or_default();
            let compared = comparisons.of_period(period).filter(|comparison| !comparison.areas.is_empty());
            tables.extend(compared.map(|comparison| of_areas::areas(book, comparison, &[])));
            (PageKey::Overview(period), tables)
        }
        _ => (PageKey::Data, Vec::new()),
    };
    let (title, span) = match scope {
        Scope::Report(report) => (format!("{} {}", report.name(), report.period), Some(report.period)),
        Scope::Period(period) => (format!("{} {period}", book.nation.name), Some(period)),
        _ => (book.settings.title.to_string(), None),
    };
    let settings = &book.settings;
    let mut front = Sheet::new("Cover", &format!("{}: {title}", settings.title));
    let mut cover = vec![settings.description.to_string()];
    cover.extend(span.map(|period| format!("Period: {} to {}", period.start(), period.end())));
    cover.extend(span.map(|period| period::coverage(book, period)).filter(|_| matches!(scope, Scope::Period(_))));
    let dates = days(book, page);
    cover.extend(dates.map(|[published, _]| format!("Published on {}", number::day(published))));
    let updated = dates.filter(|[published, updated]| updated > published);
    cover.extend(updated.map(|[_, updated]| format!("Last updated on {}", number::day(updated))));
    if let Scope::Report(report) = scope {
        cover.extend(report.source.as_ref().map(|source| format!("Source of the figures: {source}")));
    }
    cover.push(settings.licence.to_string());
    let address = settings.publisher.address.as_ref();
    cover.extend(address.map(|base| format!("This workbook belongs to {base}{}", page.folder())));
    let email = Some(settings.publisher.contact.email.as_str()).filter(|email| !email.is_empty());
    cover.extend(email.map(|email| format!("Questions: {email}")));
    cover.retain(|line| !line.is_empty());
    let made = dates.map(|[_, updated]| updated).or_else(|| Some(span?.last_day()));
    cover.iter().for_each(|line| front.words(&[line], "wrap"));
    let (tables, notes) = of_tables(book, &tables);
    let workbook = Workbook { book, title: &title, cover: front, tables, notes, made, is_form: false };
    file::pack(&workbook).unwrap_or_default()
}

/// The tables of a report's form, as its page shows them, and the figures that are counted elsewhere.
fn of_a_report<'a>(book: &'a Book, report: &'a crate::book::report::Report) -> Vec<DataTable<'a>> {
    let tables = report.figures.form.tables.iter();
    let asked =
        tables.flat_map(|table| table.layouts.iter().map(move |layout| FormTable { book, report, table, layout }));
    let mut tables: Vec<_> = asked.filter_map(|asked| asked.tabulate(0)).collect();
    tables.extend(of_report::local_figures(report).filter(|_| book.settings.lists_local_figures));
    tables
}
