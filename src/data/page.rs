//! The page of all downloads, and what other pages say of theirs.

use super::columns::columns;
use crate::book::Book;
use crate::book::cell::{ABSENCES, MARKERS};
use crate::download::{self, Download, Scope, days};
use crate::link::{Link, PageKey, anchor};
use crate::page::block::{Block, Page, Section};
use crate::table::cell::{DataCell, Datum};
use crate::table::model::{Body, Column, DataTable, Row, Style};
use crate::table::text::Text;
use crate::table::wording::{self, STATISTICS};
use crate::text::number;

/// The files that a page offers, each with the words of its link.
pub(crate) fn offered<'a>(book: &'a Book, page: PageKey<'a>) -> Vec<(String, Download<'a>)> {
    let offered = download::offered(book, page).into_iter();
    offered.map(|one| (format!("Figures: {}", one.title()), one)).collect()
}

/// What of a page can be taken away, and how it is cited; none of a page that has nothing.
pub(crate) fn section<'a>(book: &'a Book, page: &Page<'a>) -> Option<Section<'a>> {
    let offered = offered(book, page.key);
    let offers = !offered.is_empty();
    let has_tables = download::beside(book, page.key).len() > 1;
    let each = if has_tables { "Each table can be downloaded by itself, below it. " } else { "" };
    let settings = &book.settings;
    let mut cite = format!("{}: {}.", settings.title, page.title);
    if let Some([published, updated]) = days(book, page.key) {
        cite += &format!(" Published on {}", number::day(published));
        cite +=
            &if updated > published { format!(", last updated on {}.", number::day(updated)) } else { ".".to_owned() };
    }
    if let Some(base) = &settings.publisher.address {
        cite += &format!(" {base}{}", page.key.folder());
    }
    let mut blocks = vec![
        Block::Downloads(offered),
        Block::Paragraph(Text::Several(vec![
            each.into(),
            Text::link("What stands in the files, and how to use them", PageKey::Data),
        ])),
        Block::Paragraph(Text::Several(vec![Text::Strong("How to cite: ".into()), cite.into()])),
    ];
    if !settings.licence.is_empty() {
        let licence = vec![Text::Strong("Licence: ".into()), settings.licence.as_str().into()];
        blocks.push(Block::Paragraph(Text::Several(licence)));
    }
    offers.then(|| Section::new(anchor::DATA, "Use these figures", blocks))
}

/// The page of all downloads.
pub(crate) fn page(book: &Book) -> Page<'_> {
    let word = wording::cycle(book).word;
    let mut of = [(); 4].map(|()| Vec::new());
    for download in download::all(book) {
        let shelf = match download.of {
            Scope::Measure(_) => 0,
            Scope::Period(_) => 1,
            Scope::Area(_) => 2,
            Scope::Report(_) => 3,
            _ => continue,
        };
        of[shelf].push((download.title(), download));
    }
    let [mut measures, periods, areas, reports] = of;
    measures.sort_by(|(one, _), (other, _)| one.cmp(other));
    let all = [Scope::Site, Scope::Dictionary].map(Download::csv).map(|one| (one.title(), one));
    let intro = "Everything that stands in a table of this site can be taken away: one figure a row, the same columns in every file.";
    let shelves = [
        ("measures", "By measure".to_owned(), measures),
        ("periods", format!("By {word}"), periods),
        ("areas", "By area".to_owned(), areas),
        ("reports", "By report".to_owned(), reports),
    ];
    let mut sections =
        vec![Section::new("all", "All figures", vec![Block::Paragraph(intro.into()), Block::Downloads(all.into())])];
    sections.extend([
        Section::new("columns", "What stands in the files", contents(book)),
        Section::new("use", "How to use them", uses(book)),
    ]);
    let shelves = shelves.into_iter().filter(|(.., files)| !files.is_empty());
    sections.extend(shelves.map(|(anchor, title, files)| Section::new(anchor, title, vec![Block::Downloads(files)])));
    Page {
        description: format!("The figures of {} as files, with what stands in them.", book.settings.title),
        trail: vec![Link::new(&book.settings.title, PageKey::Home)],
        lead: "Figures to be used again".to_owned(),
        ..Page::of_sections(PageKey::Data, "Data".to_owned(), "Downloads", sections)
    }
}

/// The columns, and the words and signs that stand in some of them.
fn contents(book: &Book) -> Vec<Block<'_>> {
    let table = |id: &str, caption: &'static str, corner: &'static str, rows: Vec<(String, String)>| {
        let row = |(name, about): (String, String)| Row::new(name, vec![DataCell::from(Datum::words(about))]);
        let rows: Vec<_> = rows.into_iter().map(row).collect();
        Block::Table(Box::new(DataTable {
            id: anchor::of_table(id),
            caption: caption.into(),
            corner: corner.into(),
            columns: vec![Column::words("What stands in it")],
            bodies: vec![Body::from(rows)],
            style: Style::Words,
            ..DataTable::default()
        }))
    };
    let columns = columns(book).into_iter().map(|column| (column.name.into_owned(), wording::capital(&column.about)));
    let statistics = STATISTICS.iter().map(|(key, _, about)| ((*key).to_owned(), wording::capital(about)));
    let signs = ABSENCES
        .iter()
        .map(|(sign, _, about)| (sign, about))
        .chain(MARKERS.iter().map(|(sign, _, about)| (sign, about)));
    let signs = signs.map(|(sign, about)| (format!("[{sign}]"), wording::capital(about)));
    let texts = "A text that begins with =, +, - or @ has an apostrophe in front of it, so that no spreadsheet takes it for a formula. \
                 Numbers below zero are numbers: they begin with -.";
    vec![
        Block::Paragraph(
            "The files are UTF-8 text, with commas between fields and a point before decimals. Nothing stands between thousands.".into(),
        ),
        Block::Paragraph(texts.into()),
        table("columns", "The columns", "Column", columns.collect()),
        table("statistics", "What a value says of a figure", "statistic", statistics.collect()),
        table("signs", "Signs in the place of a number and beside one", "sign, markers", signs.collect()),
    ]
}

/// How the files are read.
fn uses(book: &Book) -> Vec<Block<'_>> {
    let path = Download::csv(Scope::Site).path(book);
    let file = format!("{}{path}", book.settings.publisher.address.as_deref().unwrap_or_default());
    let report = book.reports.last().map(AsRef::as_ref).or_else(|| book.all_reports().next());
    let (area, period) =
        report.map_or_else(Default::default, |report| (report.area.key.as_str(), report.period.name()));
    let r = format!(
        "figures <- read.csv(\"{file}\", encoding = \"UTF-8\")\n\
         report <- subset(figures, area == \"{area}\" & period == \"{period}\")\n\
         print(report[c(\"table\", \"cell\", \"value\", \"sign\", \"unit\")])\n"
    );
    let python = format!(
        "import pandas\n\
         figures = pandas.read_csv(\"{file}\")\n\
         report = figures[(figures.area == \"{area}\") & (figures.period == \"{period}\")]\n\
         print(report[[\"table\", \"cell\", \"value\", \"sign\", \"unit\"]].to_string(index=False))\n"
    );
    let steps = [
        "Do not open the file by a double click: a spreadsheet takes a period such as 2011-12 for a month.",
        "In Excel choose Data, Get Data, From Text/CSV, and the file. Set File Origin to 65001: Unicode (UTF-8).",
        "Choose Transform Data, and give the columns with periods and labels the type Text. Then choose Close & Load.",
        "In LibreOffice open the file, choose Unicode (UTF-8) and commas, and give the same columns the type Text.",
    ];
    vec![
        Block::Heading { anchor: "use-r", words: "R" },
        Block::Code(r),
        Block::Heading { anchor: "use-python", words: "Python" },
        Block::Code(python),
        Block::Heading { anchor: "use-spreadsheets", words: "Excel and LibreOffice" },
        Block::List(steps.map(Text::from).into()),
    ]
}
