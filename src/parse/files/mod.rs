//! The files of a book, one module a kind of file.

pub mod folders;
pub mod text;
pub mod areas;
pub mod narrative;
pub mod forms;
pub mod populations;
pub mod publisher;
pub mod settings;
pub mod cells;
pub mod returns;
pub mod reports;
