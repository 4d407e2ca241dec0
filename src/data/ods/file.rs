//! A workbook as the file that office programs open: XML in a ZIP archive, without a clock in it.

use std::fmt::Write as _;
use std::io::{Cursor, Write};

use zip::result::ZipResult;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::sheets::{Workbook, element};
use crate::quantity::MOST_PLACES;

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
const TYPE: &str = "application/vnd.oasis.opendocument.spreadsheet";
const SPACES: &str = "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\" xmlns:number=\"urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0\" xmlns:meta=\"urn:oasis:names:tc:opendocument:xmlns:meta:1.0\" xmlns:config=\"urn:oasis:names:tc:opendocument:xmlns:config:1.0\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" office:version=\"1.3\"";

/// How cells look that are to be filled in, and those in whose place nothing is asked: a number, what is kept as it is typed, a sum.
const INPUTS: &str = concat!(
    "<number:text-style style:name=\"typed\"><number:text-content/></number:text-style>",
    "<style:style style:name=\"input\" style:family=\"table-cell\" style:parent-style-name=\"Default\"><style:table-cell-properties fo:background-color=\"#fff7bf\" fo:border=\"1pt solid #0b0c0c\"/></style:style>",
    "<style:style style:name=\"text\" style:family=\"table-cell\" style:parent-style-name=\"Default\" style:data-style-name=\"typed\"><style:table-cell-properties fo:background-color=\"#fff7bf\" fo:border=\"1pt solid #0b0c0c\"/></style:style>",
    "<style:style style:name=\"sum\" style:family=\"table-cell\" style:parent-style-name=\"Default\"><style:table-cell-properties fo:background-color=\"#f3f2f1\" fo:border=\"1pt solid #0b0c0c\"/></style:style>",
);

/// The workbook as an archive.
pub(crate) fn pack(workbook: &Workbook<'_>) -> ZipResult<Vec<u8>> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let plain = SimpleFileOptions::default().last_modified_time(DateTime::default());
    // The type stands first and as it is, so that programs that look at the first bytes find it.
    archive.start_file("mimetype", plain.compression_method(CompressionMethod::Stored))?;
    archive.write_all(TYPE.as_bytes())?;
    let packed = plain.compression_method(CompressionMethod::Deflated);
    for (name, text) in [
        ("content.xml", content(workbook)),
        ("styles.xml", styles(workbook)),
        ("meta.xml", meta(workbook)),
        ("settings.xml", settings(workbook)),
        ("META-INF/manifest.xml", manifest()),
    ] {
        archive.start_file(name, packed)?;
        archive.write_all(text.as_bytes())?;
    }
    Ok(archive.finish()?.into_inner())
}

fn content(workbook: &Workbook<'_>) -> String {
    let formulas = if workbook.is_form { " xmlns:of=\"urn:oasis:names:tc:opendocument:xmlns:of:1.2\"" } else { "" };
    let mut out = format!("{HEAD}<office:document-content {SPACES}{formulas}><office:automatic-styles>");
    for (name, width) in [("first", "7cm"), ("other", "4cm")] {
        let _ = write!(
            out,
            "<style:style style:name=\"{name}\" style:family=\"table-column\"><style:table-column-properties style:column-width=\"{width}\"/></style:style>"
        );
    }
    for places in 0..=MOST_PLACES {
        let _ = write!(
            out,
            "<number:number-style style:name=\"d{places}\"><number:number number:decimal-places=\"{places}\" number:min-decimal-places=\"{places}\" number:min-integer-digits=\"1\" number:grouping=\"true\"/></number:number-style><style:style style:name=\"n{places}\" style:family=\"table-cell\" style:parent-style-name=\"Default\" style:data-style-name=\"d{places}\"/>"
        );
    }
    let bold = "<style:text-properties fo:font-weight=\"bold\"/>";
    let wraps = "<style:table-cell-properties fo:wrap-option=\"wrap\"/>";
    let right = "<style:paragraph-properties fo:text-align=\"end\"/>";
    for (name, properties) in
        [("head", format!("{wraps}{bold}")), ("wrap", wraps.to_owned()), ("sign", format!("{wraps}{right}"))]
    {
        let _ = write!(
            out,
            "<style:style style:name=\"{name}\" style:family=\"table-cell\" style:parent-style-name=\"Default\">{properties}</style:style>"
        );
    }
    if workbook.is_form {
        out.push_str(INPUTS);
    }
    out + "</office:automatic-styles><office:body><office:spreadsheet>"
        + &workbook.content()
        + "</office:spreadsheet></office:body></office:document-content>"
}

fn styles(workbook: &Workbook<'_>) -> String {
    let language = &workbook.book.settings.language;
    let (language, country) = language.split_once('-').unwrap_or((language, "none"));
    format!(
        "{HEAD}<office:document-styles {SPACES}><office:styles><style:default-style style:family=\"table-cell\"><style:text-properties fo:language=\"{language}\" fo:country=\"{country}\" style:font-name=\"Arial\" fo:font-family=\"Arial\" fo:font-size=\"12pt\"/></style:default-style><style:style style:name=\"Default\" style:family=\"table-cell\"/><style:style style:name=\"Heading_20_1\" style:display-name=\"Heading 1\" style:family=\"table-cell\" style:parent-style-name=\"Default\"><style:text-properties fo:font-weight=\"bold\" fo:font-size=\"14pt\"/></style:style></office:styles></office:document-styles>"
    )
}

fn meta(workbook: &Workbook<'_>) -> String {
    let settings = &workbook.book.settings;
    let publisher = settings.publisher.brand.name.as_ref().unwrap_or(&settings.title);
    let made = workbook.made.map(|day| format!("<meta:creation-date>{day}T00:00:00</meta:creation-date>"));
    format!(
        "{HEAD}<office:document-meta {SPACES}><office:meta>{}{}{}{}{}</office:meta></office:document-meta>",
        element("dc:title", workbook.title),
        element("dc:description", &settings.description),
        element("meta:initial-creator", publisher),
        made.unwrap_or_default(),
        element("dc:language", &settings.language),
    )
}

/// The cursor stands in the first cell of each sheet, and the cover is open.
fn settings(workbook: &Workbook<'_>) -> String {
    let sheets = workbook.names().map(|name| {
        format!(
            "<config:config-item-map-entry config:name=\"{name}\"><config:config-item config:name=\"CursorPositionX\" config:type=\"int\">0</config:config-item><config:config-item config:name=\"CursorPositionY\" config:type=\"int\">0</config:config-item></config:config-item-map-entry>"
        )
    });
    format!(
        "{HEAD}<office:document-settings {SPACES}><office:settings><config:config-item-set config:name=\"ooo:view-settings\"><config:config-item-map-indexed config:name=\"Views\"><config:config-item-map-entry><config:config-item config:name=\"ViewId\" config:type=\"string\">view1</config:config-item><config:config-item-map-named config:name=\"Tables\">{}</config:config-item-map-named><config:config-item config:name=\"ActiveTable\" config:type=\"string\">Cover</config:config-item></config:config-item-map-entry></config:config-item-map-indexed></config:config-item-set></office:settings></office:document-settings>",
        sheets.collect::<String>()
    )
}

fn manifest() -> String {
    let parts = ["content.xml", "styles.xml", "meta.xml", "settings.xml"]
        .map(|name| format!("<manifest:file-entry manifest:full-path=\"{name}\" manifest:media-type=\"text/xml\"/>"));
    format!(
        "{HEAD}<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\" manifest:version=\"1.3\"><manifest:file-entry manifest:full-path=\"/\" manifest:media-type=\"{TYPE}\"/>{}</manifest:manifest>",
        parts.concat()
    )
}
