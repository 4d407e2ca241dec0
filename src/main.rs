//! The program `areabook`: see `cli` for its commands, the library for what they do.

mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::run()
}
