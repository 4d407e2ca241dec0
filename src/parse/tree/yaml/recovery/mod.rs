//! A text that YAML cannot read, read piece by piece: an entry that is not written as it should be is named, and takes no other
//! with it.
//!
//! What cannot be read as a whole is split into its entries, by their indentation or at the commas between brackets, and each is
//! read by itself, down to those that hold no others. A text is so read at most once for each level of its entries.

mod names;
mod slip;
mod lines;
mod pieces;
mod reader;
mod brackets;
pub(super) mod blocks;
