//! Rules about what areas hand in: figures that contradict each other, the form or other reports, and what is missing.

pub mod wrong_cell;
pub mod arithmetic;
pub mod relations;
pub mod rates;
pub mod completeness;
pub mod years;
pub mod national;
pub mod form;
