//! What the files are, for programs: CSV on the Web, Frictionless Data and schema.org.

use serde_json::{Value, json};

use super::columns::{Column, Kind, columns};
use super::dictionary;
use crate::book::Book;
use crate::download::{self, DataFormat, Download, Scope};
use crate::link::PageKey;
use crate::page::block::Page;

fn bytes(value: &Value) -> Vec<u8> {
    (format!("{value:#}") + "\n").into_bytes()
}

/// What the folder of a page has, by CSV on the Web.
pub(super) fn folder(book: &Book, page: PageKey<'_>) -> Vec<u8> {
    let (folder, root) = (page.folder(), page.root());
    let schema = |download: &Download<'_>| match download.of {
        Scope::Dictionary => words(&dictionary::COLUMNS),
        _ => json!(format!("{root}{}", Download::json(Scope::WebSchema).path(book))),
    };
    let table = |download: &Download<'_>| {
        let path = download.path(book);
        json!({
            "url": path.strip_prefix(&folder).unwrap_or(&path),
            "dc:title": download.title(),
            "tableSchema": schema(download),
        })
    };
    let licence = Some(book.settings.licence_url.as_str()).filter(|url| !url.is_empty());
    let mut about = json!({
        "@context": ["http://www.w3.org/ns/csvw", { "@language": book.settings.language.as_str() }],
        "dc:title": book.settings.title.as_str(),
    });
    about["dc:license"] =
        licence.map_or(json!({ "@value": book.settings.licence.as_str() }), |url| json!({ "@id": url }));
    about["tables"] = download::beside(book, page).iter().map(table).collect();
    bytes(&about)
}

/// A schema whose columns are all words.
fn words(names: &[&str]) -> Value {
    json!({ "columns": names.iter().map(|name| json!({ "name": name, "titles": name, "datatype": "string" })).collect::<Vec<_>>() })
}

/// The columns, by CSV on the Web.
pub(super) fn web_schema(book: &Book) -> Vec<u8> {
    let column = |column: &Column| {
        let datatype = match column.kind {
            Kind::Text => "string",
            Kind::Date => "date",
            Kind::Number => "decimal",
        };
        json!({ "name": column.name, "titles": column.name, "datatype": datatype, "dc:description": column.about })
    };
    let columns: Vec<_> = columns(book).iter().map(column).collect();
    bytes(&json!({ "@context": "http://www.w3.org/ns/csvw", "columns": columns }))
}

fn fields(book: &Book) -> Value {
    let field =
        |Column { name, kind, about }: &Column| json!({ "name": name, "type": kind.name(), "description": about });
    json!({ "fields": columns(book).iter().map(field).collect::<Vec<_>>(), "missingValues": [""] })
}

/// The columns, by Frictionless Data.
pub(super) fn table_schema(book: &Book) -> Vec<u8> {
    bytes(&fields(book))
}

/// The files of the site but for those of single reports, by Frictionless Data.
pub(super) fn package(book: &Book) -> Vec<u8> {
    let schema = Download::json(Scope::TableSchema).path(book);
    let resource = |download: Download<'_>| {
        let path = download.path(book);
        let field = |name| json!({ "name": name, "type": "string" });
        let schema = match download.of {
            Scope::Dictionary => json!({ "fields": dictionary::COLUMNS.map(field) }),
            _ => json!(schema),
        };
        let name = path.trim_end_matches(".csv").replace(['/', '_'], "-").to_lowercase();
        json!({
            "name": name,
            "path": path,
            "title": download.title(),
            "profile": "tabular-data-resource",
            "format": "csv",
            "mediatype": DataFormat::Csv.media_type(),
            "encoding": "utf-8",
            "schema": schema,
        })
    };
    let pages = download::pages(book).filter(|page| !matches!(page, PageKey::Report(_)));
    let files = pages.flat_map(|page| download::beside(book, page));
    let files = files.filter(|download| !matches!(download.of, Scope::Report(_) | Scope::Table(..)));
    let settings = &book.settings;
    let mut package = json!({
        "profile": "tabular-data-package",
        "name": "figures",
        "title": settings.title.as_str(),
        "description": settings.description.as_str(),
    });
    package["homepage"] = settings.publisher.address.as_deref().into();
    package["licenses"] = json!([{ "title": settings.licence.as_str(), "path": settings.licence_url.as_str() }]);
    package["resources"] = files.map(resource).collect();
    // What is not known is not there.
    if let Value::Object(members) = &mut package {
        members.retain(|_, value| !value.is_null());
        members.retain(|key, _| key != "licenses" || !settings.licence_url.is_empty());
    }
    bytes(&package)
}

/// What a page says of its figures to search engines, by schema.org; none of a page that has no files of figures.
pub(crate) fn dataset(book: &Book, Page { key: page, title, description, .. }: &Page<'_>) -> Option<String> {
    let page = *page;
    let files = download::offered(book, page);
    let settings = &book.settings;
    let address = |path: &str| match &settings.publisher.address {
        Some(base) => format!("{base}{}", path.strip_suffix("index.html").unwrap_or(path)),
        None => format!("{}{path}", page.root()),
    };
    let (place, periods) = match page {
        PageKey::Report(report) => (report.name(), vec![report.period]),
        PageKey::Overview(period) => (&book.nation.name, vec![period]),
        _ => (&book.nation.name, book.periods()),
    };
    let (first, last) =
        (periods.iter().map(|one| one.first_day()).min(), periods.iter().map(|one| one.last_day()).max());
    let distribution = |download: &Download<'_>| {
        json!({
            "@type": "DataDownload",
            "name": download.title(),
            "encodingFormat": download.format.media_type(),
            "contentUrl": address(&download.path(book)),
        })
    };
    let publisher = settings.publisher.brand.name.as_ref().unwrap_or(&settings.title);
    let mut dataset = json!({
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "name": title,
        "description": format!("{description} {}", settings.description.as_str()),
        "url": address(&page.path()),
        "inLanguage": settings.language.as_str(),
        "isAccessibleForFree": true,
        "creator": { "@type": "Organization", "name": publisher.as_str() },
        "spatialCoverage": { "@type": "Place", "name": place.as_str() },
    });
    if !settings.licence_url.is_empty() {
        dataset["license"] = settings.licence_url.as_str().into();
    }
    if let Some((first, last)) = first.zip(last) {
        dataset["temporalCoverage"] = format!("{first}/{last}").into();
    }
    if let Some([published, updated]) = download::days(book, page) {
        dataset["datePublished"] = published.to_string().into();
        dataset["dateModified"] = updated.to_string().into();
    }
    dataset["distribution"] = files.iter().map(distribution).collect();
    // Nothing in it can end the element in which it stands.
    (!files.is_empty()).then(|| dataset.to_string().replace('<', "\\u003c"))
}
