//! The charts that pages show, and the files beside the pages that hold them: those of one report, and those that set areas side by side.

pub(crate) mod of_report;
pub(crate) mod of_measure;
