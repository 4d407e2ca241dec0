//! English text as plain passages, and what can be told from them: numbers that were typed, and the cells that a sentence names.

pub(crate) mod passage;
pub(crate) mod typed;
pub(crate) mod named;
pub(crate) mod unfilled;
