//! The files of a book, one module a kind of file.

pub mod folders;
pub mod text;
pub mod areas;
pub mod sections;
pub mod narrative;
pub mod forms;
pub mod measures;
pub mod populations;
pub mod publisher;
pub mod settings;
pub mod returns;
pub mod reports;
pub mod kinds;
