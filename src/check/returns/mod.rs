//! Rules about what areas hand in: figures that contradict each other, the form or other reports, and what is missing.

pub(crate) mod wrong_cell;
pub(crate) mod relations;
pub(crate) mod estimates;
pub(crate) mod rates;
pub(crate) mod completeness;
pub(crate) mod outside;
pub(crate) mod years;
pub(crate) mod arithmetic;
pub(crate) mod national;
pub(crate) mod parts_of_year;
