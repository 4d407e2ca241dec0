//! Rules about the days and years that texts name.

pub(crate) mod period_days;
pub(crate) mod years;
pub(crate) mod of_period;
pub(crate) mod calendar;
