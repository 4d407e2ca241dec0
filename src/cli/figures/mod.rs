//! Commands by which figures leave a book and come into it.

pub(super) mod export;
pub(super) mod import;
pub(super) mod template;
