//! *Shell.* A preview: the site from memory, anew whenever a source changes. It writes no file.

mod hosts;
mod watcher;
mod watched;
mod overlay;
pub mod pages;
mod worker;
mod changes;
mod http;

use std::net::IpAddr;
use std::path::Path;
use std::sync::{Arc, mpsc};

use anyhow::{Context, Result};

use watched::WatchedBook;
use worker::{Event, Worker};

use crate::publish::released::Occasion;
use crate::shell::drawings::DrawingCache;

/// How a preview is to be served.
#[derive(Debug, Clone)]
pub struct Preview<'a> {
    /// The folder of the book.
    pub book: &'a Path,
    /// Whether to open the browser.
    pub open: bool,
    /// The address to listen at.
    pub host: IpAddr,
    /// The port to listen at; the next one that is free if it is taken.
    pub port: u16,
    /// Images that were drawn before.
    pub drawings: DrawingCache,
}

/// Serves a preview until the person who started it ends it. `occasion` asks the clock, `say` prints a line.
///
/// # Errors
///
/// A folder that is no book or cannot be watched, an address at which the machine does not listen.
pub fn serve(preview: &Preview<'_>, occasion: Box<dyn Fn() -> Occasion + Send>, say: fn(&str)) -> Result<()> {
    let Preview { book, open, host, port, ref drawings } = *preview;
    let drawings = drawings.clone();
    let (events, inbox) = mpsc::channel();
    let folder_events = events.clone();
    // Nobody listens any more once the end has come.
    let book = WatchedBook::open(book, Arc::new(move |event| drop(folder_events.send(Event::Folder(event)))))?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().context("cannot serve")?;
    runtime.block_on(async {
        let listener = http::listen(host, port).await?;
        let address = listener.local_addr().context("cannot listen")?;
        let taken =
            if [address.port(), 0].contains(&port) { String::new() } else { format!(" (port {port} is taken)") };
        let url = format!("http://{address}/");
        say(&format!("the draft is at {url}{taken}; Ctrl-C ends it"));
        let ending = events.clone();
        let worker = std::thread::spawn(move || Worker::new(book, drawings, occasion, say, events).run(&inbox));
        if open && let Err(fault) = open::that_detached(&url) {
            say(&format!("cannot open the browser: {fault}"));
        }
        http::answer(listener, ending.clone(), end()).await?;
        drop(ending.send(Event::Stop));
        worker.join().map_err(|_| anyhow::anyhow!("the preview broke off"))
    })
}

/// Waits for Ctrl-C or the system's wish that the program ends.
async fn end() {
    #[cfg(unix)]
    if let Ok(mut terminate) = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = tokio::signal::ctrl_c() => {}
        }
        return;
    }
    // Where no signal can be heard, the system ends the program by itself.
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}
