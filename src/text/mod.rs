//! Text that people read: signs and numbers in it, where it may break, how it stands in markup; and patterns that are looked for in it.

pub(crate) mod signs;
pub(crate) mod normal;
pub(crate) mod columns;
pub mod number;
pub mod typography;
pub mod markup;
pub mod pattern;
