//! The parts of a workbook, which is a ZIP archive of XML.

use std::io::{Cursor, Read};

use roxmltree::{Document, Node};
use zip::ZipArchive;

/// The most bytes of a part of a workbook.
const MOST: u64 = 64 * 1024 * 1024;

/// A workbook as an archive.
pub(super) struct Archive<'b>(ZipArchive<Cursor<&'b [u8]>>);

impl<'b> Archive<'b> {
    /// The archive of these bytes.
    pub(super) fn new(bytes: &'b [u8]) -> Result<Self, String> {
        let archive = ZipArchive::new(Cursor::new(bytes));
        archive
            .map(Archive)
            .map_err(|_| "it is damaged: open it in the program that wrote it and save it again".to_owned())
    }

    /// Whether there is a part of this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.0.index_for_name(name).is_some()
    }

    /// The text of a part; none where there is no such part.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<String>, String> {
        let damaged = || format!("its part {name} is damaged: open it in the program that wrote it and save it again");
        if !self.has(name) {
            return Ok(None);
        }
        let part = self.0.by_name(name).map_err(|_| damaged())?;
        let mut bytes = Vec::new();
        part.take(MOST + 1).read_to_end(&mut bytes).map_err(|_| damaged())?;
        if bytes.len() as u64 > MOST {
            return Err(format!("its part {name} is larger than 64 MiB: a return has a few thousand figures at most"));
        }
        String::from_utf8(bytes).map(Some).map_err(|_| damaged())
    }
}

/// The XML of a part.
pub(super) fn xml<'t>(name: &str, text: &'t str) -> Result<Document<'t>, String> {
    Document::parse(text).map_err(|fault| format!("its part {name} cannot be read: {fault}"))
}

/// The elements of a name right below another.
pub(super) fn below<'a, 'i: 'a>(node: Node<'a, 'i>, name: &'a str) -> impl Iterator<Item = Node<'a, 'i>> + 'a {
    node.children().filter(move |child| child.tag_name().name() == name)
}

/// The attribute of a local name, whatever its namespace.
pub(super) fn attribute<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    node.attributes().find(|attribute| attribute.name() == name).map(|attribute| attribute.value())
}
