//! One declaration for each kind of file: what reads it says what can stand in it.
//!
//! A reader asks [`fields::Fields`] for its keys, one after another, each with a [`kind::Kind`] and its words for people. The same
//! reader runs on a file, and without one to give a [`describe::Shape`], which the JSON Schema and the reference page are written
//! from. So a key stands in one place only.

pub mod describe;
pub mod paths;
pub mod kind;
pub mod fields;
