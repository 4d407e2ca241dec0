//! The words of a language, and a sentence in words. What English has of them stands in [`english`], [`plain`] and [`wording`] alone.

pub(crate) mod tokens;
pub(crate) mod labels;
pub(crate) mod senses;
pub(crate) mod words;
pub(crate) mod keys;
mod plain;
pub(crate) mod english;
pub(crate) mod wording;
