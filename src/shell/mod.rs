//! *Shell.* Disk, network and terminal, and the formats in which findings leave the program. Everything above works on values.

pub mod terminal;
pub mod read;
pub mod drawings;
pub mod write;
pub mod findings;
pub mod serve;
