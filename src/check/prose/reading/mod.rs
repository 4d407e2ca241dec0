//! A sentence with the numbers in it: words, what they can mean, which of them go with which number, and what is said of it.

pub(crate) mod language;
pub(crate) mod ends;
pub(crate) mod parts;
pub(crate) mod sentence;
mod percentages;
pub(crate) mod segments;
pub(crate) mod scopes;
pub(crate) mod roles;
pub(crate) mod wholes;
pub(crate) mod counted;
mod attached;
pub(crate) mod claims;
pub(crate) mod headings;
