//! Files → their sheets.

pub mod sheet;
mod csv;
mod archive;
mod xlsx;
mod ods;

use archive::Archive;
use sheet::Sheet;

/// The sheets of a file of a name.
///
/// # Errors
///
/// What kind of file it is, where it is none that can be read.
pub fn sheets(name: &str, bytes: &[u8]) -> Result<Vec<Sheet>, String> {
    const HEADS: [(&[u8], &str); 3] = [
        (
            b"\xd0\xcf\x11\xe0",
            "it is an old workbook, or one with a password: save it as .xlsx or .ods, without a password",
        ),
        (b"%PDF", "it is a PDF document: copy its tables into a spreadsheet, and look whether all numbers came along"),
        (b"{\\rtf", "it is a document in Rich Text Format: copy its tables into a spreadsheet"),
    ];
    if let Some((_, why)) = HEADS.iter().find(|(head, _)| bytes.starts_with(head)) {
        return Err((*why).to_owned());
    }
    if !bytes.starts_with(b"PK\x03\x04") {
        return Ok(vec![csv::sheet(name, bytes)?]);
    }
    let mut archive = Archive::new(bytes)?;
    if xlsx::is_one(&archive) {
        xlsx::sheets(&mut archive)
    } else if ods::is_one(&archive) {
        ods::sheets(&mut archive)
    } else {
        Err("it is no workbook that can be read: save it as .xlsx or .ods".to_owned())
    }
}
