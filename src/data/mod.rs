//! Book → figures that can be taken away: one figure a row, the same columns in every file. [`figures`] is the one answer to what the
//! figures of a scope are; writers ([`write`]) know nothing of a book; [`files`] says which files there are.

pub(crate) mod columns;
pub(crate) mod figures;
pub(crate) mod write;
pub(crate) mod dictionary;
pub(crate) mod describe;
pub(crate) mod ods;
pub(crate) mod page;
pub(crate) mod files;
