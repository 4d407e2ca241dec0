//! Book and comparisons → pages as values: what stands on each, in which order, under which anchor. No HTML and no template:
//! a writer of pages (`render/` is the one of the site) reads [`block::Page`] and needs nothing else.

pub(crate) mod outline;
pub(crate) mod words;
pub(crate) mod headlines;
pub(crate) mod block;
pub(crate) mod charts;
pub(crate) mod beside;
pub(crate) mod releases;
pub(crate) mod report;
pub(crate) mod measure;
pub(crate) mod period;
pub(crate) mod edition;
pub(crate) mod index;
