//! A sentence with the numbers in it: words, what they can mean, which of them go with which number, and what is said of it.
//!
//! Larger than twelve files because each kind of thing that a sentence holds is read apart: numbers, names, times, places, wholes.

pub(crate) mod language;
pub(crate) mod numbers;
mod measures;
mod mentions;
pub(crate) mod kinds;
pub(crate) mod times;
mod time_words;
pub(crate) mod places;
pub(crate) mod names;
mod named;
pub(crate) mod sentence;
mod percentages;
pub(crate) mod segments;
mod attached;
pub(crate) mod scopes;
pub(crate) mod roles;
pub(crate) mod wholes;
pub(crate) mod claims;
pub(crate) mod headings;
