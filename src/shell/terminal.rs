//! *Shell.* What is printed for people.

use std::io::{ErrorKind, IsTerminal, Write};

use anyhow::Result;

/// Prints a text.
///
/// # Errors
///
/// A closed pipe among others.
pub fn print(text: &str) -> Result<()> {
    let mut out = anstream::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()?;
    Ok(())
}

/// A line on standard error. Where nobody can hear it the exit code still tells.
pub fn complain(line: &str) {
    drop(writeln!(anstream::stderr(), "{line}"));
}

/// A line of a command that goes on: whoever started it may have closed the terminal.
pub fn tell(line: &str) {
    drop(print(&format!("{line}\n")));
}

/// Whether a fault is that nobody reads any more what is printed.
pub fn is_closed_pipe(fault: &anyhow::Error) -> bool {
    fault.downcast_ref::<std::io::Error>().is_some_and(|fault| fault.kind() == ErrorKind::BrokenPipe)
}

/// A text in red, where the terminal has colours.
pub fn red(text: &str) -> String {
    format!("\u{1b}[1;31m{text}\u{1b}[0m")
}

/// A text in yellow, where the terminal has colours.
pub fn yellow(text: &str) -> String {
    format!("\u{1b}[1;33m{text}\u{1b}[0m")
}

/// A line that says what is being done, on a terminal only.
pub fn progress(message: &'static str) -> indicatif::ProgressBar {
    if !std::io::stderr().is_terminal() {
        return indicatif::ProgressBar::hidden();
    }
    let bar = indicatif::ProgressBar::new_spinner().with_message(message);
    bar.enable_steady_tick(std::time::Duration::from_millis(120));
    bar
}
