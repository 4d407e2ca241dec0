//! Ctrl-C, and the system's wish that the program ends, while there is something to take back.

use std::ffi::c_int;
use std::fs;
use std::sync::Once;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use anyhow::{Result, bail};
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::{flag, low_level};

/// How many sites are being written.
static WRITING: AtomicUsize = AtomicUsize::new(0);
/// Whether none is: a signal then ends the program at once.
static IDLE: AtomicBool = AtomicBool::new(true);
/// Whether a signal came while one was: the next one ends the program at once, whatever is left then.
static CAME: AtomicBool = AtomicBool::new(false);
/// Which signal it was.
static SIGNAL: AtomicUsize = AtomicUsize::new(0);

/// A site is being written: as long as this value lives a signal ends nothing by itself. Dropped once everything is taken back,
/// it lets the program end as the signal would have ended it.
#[derive(Debug)]
pub(super) struct Interruption;

impl Interruption {
    pub(super) fn hold() -> Self {
        static ONCE: Once = Once::new();
        // Where a signal cannot be heard it ends the program as ever, and the next build clears away what that leaves.
        ONCE.call_once(|| [SIGINT, SIGTERM, SIGHUP].into_iter().for_each(|signal| drop(listen(signal))));
        WRITING.fetch_add(1, Ordering::SeqCst);
        IDLE.store(false, Ordering::SeqCst);
        Interruption
    }

    /// Whether to go on.
    pub(super) fn check(&self) -> Result<()> {
        if CAME.load(Ordering::SeqCst) {
            bail!("the build was interrupted, and nothing was published");
        }
        Ok(())
    }
}

impl Drop for Interruption {
    fn drop(&mut self) {
        if WRITING.fetch_sub(1, Ordering::SeqCst) == 1 {
            IDLE.store(true, Ordering::SeqCst);
            if let Ok(signal @ 1..) = c_int::try_from(SIGNAL.load(Ordering::SeqCst)) {
                drop(low_level::emulate_default_handler(signal));
            }
        }
    }
}

fn listen(signal: c_int) -> std::io::Result<()> {
    if is_ignored(signal) {
        return Ok(());
    }
    flag::register_conditional_default(signal, &IDLE)?;
    flag::register_conditional_default(signal, &CAME)?;
    flag::register_usize(signal, &SIGNAL, usize::try_from(signal).unwrap_or_default())?;
    flag::register(signal, &CAME)?;
    Ok(())
}

/// Whether who started the program wants it to go on in spite of a signal, as `nohup` does. Only Linux says so without unsafe code.
fn is_ignored(signal: c_int) -> bool {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| u64::from_str_radix(line.strip_prefix("SigIgn:")?.trim(), 16).ok());
    mask.unwrap_or_default() >> (signal - 1) & 1 == 1
}
