//! *Shell.* A preview: the site from memory, anew whenever a source changes. It writes no file.

pub mod door;
pub mod watch;
pub mod folder;
pub mod overlay;
pub mod desk;
pub mod press;
pub mod wire;

use std::net::{IpAddr, Ipv4Addr};
use std::path::PathBuf;
use std::sync::{Arc, mpsc};

use anyhow::{Context, Result};
use clap::Args;
use jiff::civil::Date;

use folder::Folder;
use press::{Message, Press};

/// How a preview is to be served.
#[derive(Args)]
pub struct Preview {
    /// The folder of the book
    #[arg(default_value = ".")]
    book: PathBuf,
    /// Open the browser
    #[arg(long)]
    open: bool,
    /// The port to listen at; the next one that is free if it is taken
    #[arg(long, default_value_t = 4242)]
    port: u16,
    /// The address to listen at, as a number: whoever reaches it can read the draft
    #[arg(long, value_name = "ADDRESS", default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    host: IpAddr,
    /// The day that counts as today, as in 2014-10-30: waivers expire, and what is held until that day is shown
    #[arg(long, value_name = "DATE")]
    now: Option<Date>,
}

/// Serves a preview until the person who started it ends it. `today` asks the clock, `say` prints a line.
///
/// # Errors
///
/// A folder that is no book or cannot be watched, an address at which the machine does not listen.
pub fn serve(preview: &Preview, today: fn() -> Date, say: fn(&str)) -> Result<()> {
    let Preview { book, open, port, host, now } = preview;
    let (host, port, now) = (*host, *port, *now);
    let today = Box::new(move || now.unwrap_or_else(today));
    let (tell, inbox) = mpsc::channel();
    let news = tell.clone();
    // Nobody listens any more once the end has come.
    let folder = Folder::open(book, Arc::new(move |heard| drop(news.send(Message::News(heard)))))?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().context("cannot serve")?;
    runtime.block_on(async {
        let listener = wire::listen(host, port).await?;
        let address = listener.local_addr().context("cannot listen")?;
        let taken =
            if [address.port(), 0].contains(&port) { String::new() } else { format!(" (port {port} is taken)") };
        let url = format!("http://{address}/");
        say(&format!("the draft is at {url}{taken}; Ctrl-C ends it"));
        let ending = tell.clone();
        let press = std::thread::spawn(move || Press::new(folder, today, say, tell).run(&inbox));
        if *open && let Err(fault) = open::that_detached(&url) {
            say(&format!("cannot open the browser: {fault}"));
        }
        wire::answer(listener, ending.clone(), end()).await?;
        drop(ending.send(Message::Stop));
        press.join().map_err(|_| anyhow::anyhow!("the preview broke off"))
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
