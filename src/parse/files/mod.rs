//! The files of a book, one module a kind of file.

pub(crate) mod named;
pub(crate) mod folders;
pub(crate) mod text;
pub(crate) mod areas;
pub(crate) mod sections;
pub(crate) mod corrections;
pub(crate) mod narrative;
pub(crate) mod forms;
pub(crate) mod measures;
pub(crate) mod populations;
pub(crate) mod plans;
pub(crate) mod settings;
pub(crate) mod returns;
pub(crate) mod approvals;
pub(crate) mod reports;
pub mod kinds;
