//! What stands in a sentence, each kind read apart: numbers, times, places and the names of rows and columns.

pub(crate) mod numbers;
pub(crate) mod names;
pub(crate) mod measures;
pub(super) mod mentions;
pub(crate) mod times;
pub(crate) mod kinds;
pub(crate) mod time_words;
pub(crate) mod places;
pub(crate) mod asides;
mod named;
mod ordered;
