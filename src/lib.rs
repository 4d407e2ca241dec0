//! areabook checks and publishes the annual reports of many areas.
//!
//! Three values, each immutable once made, and functions between them:
//! [`source::Sources`] → [`book::Book`] → [`site::Site`]. [`publish`] is the module on which to read the whole program; [`publish::draft`] is
//! the same for a book that changes. Modules stand in reading order: one uses only what stands above it. `docs/architecture.md`
//! says what each of them may know.
//!
//! ```
//! use areabook::publish::examine;
//! use areabook::source::{SourceFile, Sources};
//!
//! let text = "[book]\ntitle = \"Reports\"\ndescription = \"All of them.\"\n\n[nation]\nkey = \"nation\"\nname = \"The nation\"\n";
//! let sources = Sources::new([SourceFile { path: "book.toml".to_owned(), bytes: text.into() }]);
//! let publication = examine(&sources, jiff::civil::date(2026, 11, 26));
//! assert_eq!(publication.findings[0].message, "the book has no areas");
//! ```

pub mod source;
pub mod address;
pub mod quantity;
#[macro_use]
pub mod diagnostic;
pub mod fix;
pub mod text;
pub mod colour;
pub mod book;
mod texts;
pub mod statistics;
pub mod query;
pub mod disclosure;
mod link;
pub mod download;
mod table;
pub mod chart;
mod page;
mod data;
pub mod site;
pub mod parse;
mod release;
pub mod check;
pub mod theme;
pub mod render;
pub mod scaffold;
pub mod explain;
pub mod schema;
pub mod publish;
pub mod import;
pub mod shell;
