//! What is known of numbers besides their sentence: what references print, and what heads the cells of tables.

pub(crate) mod given;
mod tables;
pub(crate) mod expanded;
