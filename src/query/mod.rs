//! Book → answers: one place for each question about figures. Checks, references, tables and charts all ask here, so that they
//! cannot disagree.
//!
//! A question about one figure is a method of [`crate::book::Book`], in the file of its subject; comparisons over all areas
//! are worked out once and kept in [`comparisons::Comparisons`].

pub mod areas;
pub mod seals;
pub mod series;
pub mod people;
pub mod rate;
pub mod nation;
pub mod change;
pub mod pair;
pub mod comparison;
pub mod comparisons;
pub mod reference;
