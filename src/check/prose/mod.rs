//! English text as plain passages, what its numbers say, and whether the returns hold it.
//!
//! A sentence is read once ([`reading`]); what it says of each number is a claim, for which [`candidates`] looks up the figures that can
//! be meant and [`accounts`] tells what becomes of it.

pub(crate) mod passage;
pub(crate) mod reading;
pub(crate) mod cells;
pub(crate) mod returns;
mod closed;
pub(crate) mod candidates;
mod shares;
mod relations;
mod near;
pub(crate) mod faults;
pub(crate) mod accounts;
mod agree;
mod siblings;
mod wider;
mod context;
pub(crate) mod read;
pub(crate) mod unfilled;
