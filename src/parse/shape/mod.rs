//! One declaration for each kind of file: what reads it says what can stand in it.
//!
//! A reader asks its fields (`fields.rs`) for each key, with the kind of value that stands there (`kind.rs`) and its words for
//! people. The same reader runs on a file, and without one to give a [`describe::Shape`], which the JSON Schema and
//! `docs/reference.md` are written from. So a key stands in one place only.

pub mod describe;
pub(crate) mod paths;
pub(crate) mod meant;
pub(crate) mod kind;
pub(crate) mod fields;
