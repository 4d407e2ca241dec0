//! What helps to write a book: pages for authors, what a rule or a sentence means, schemas for editors.

pub(crate) mod explain;
pub(crate) mod guide;
pub(crate) mod schema;
