//! English text as plain passages, and what can be told from them: numbers that were typed, and the cells that a sentence names.

pub mod passage;
pub mod typed;
pub mod named;
