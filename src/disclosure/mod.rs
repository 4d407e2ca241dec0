//! Whether figures that are held back can be worked out from what is published.
//!
//! What readers know is a system of linear relations (`relations`): totals, sums over areas and over the parts of a year, rates,
//! formulas, and that counts are not below zero. A figure that follows from the relations is found by exact elimination
//! (`system`); one that can have few values by linear programming (`ranges`). Only relations that have to do with a figure that is
//! held back are looked at: a book without any costs nothing.

mod system;
mod ranges;
pub mod figures;
pub(crate) mod relations;
mod group;
pub(crate) mod exposure;
pub(crate) mod secondary;
pub mod audit;
