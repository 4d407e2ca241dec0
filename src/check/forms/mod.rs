//! Rules about the forms themselves, for the publishing team.

pub(crate) mod form;
pub(crate) mod form_periods;
pub(crate) mod members;
