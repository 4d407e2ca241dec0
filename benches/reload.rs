//! Times from a save to the changed page in `areabook serve`, as a browser has them: `cargo bench --bench reload`.
//!
//! A browser waits for changes; a file is saved; the browser hears of it and asks for the page. What counts is the time from
//! the save until the whole page with the new words or figure is there. Saves are 300 ms apart, as from a hurried writer.
//! CPU is the mean of what the preview had of the processors a save: on a busy machine it says more than the clock.
//! `-- 1 20 100` takes synthetic books of so many periods in place of the sample book and 20 periods.
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout, reason = "a benchmark that panics has failed")]
#![allow(clippy::disallowed_methods, reason = "a benchmark saves files and measures time")]

#[path = "../tests/synthetic/mod.rs"]
mod synthetic;

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use areabook::shell::read;
use areabook::source::Sources;

/// How many saves are timed of each kind, after one that is not.
const SAVES: usize = 40;
const PAUSE: Duration = Duration::from_millis(300);

/// An edit: what is edited, the file, the page that shows it, and the text of the file with a mark that a page then shows.
struct Edit {
    what: &'static str,
    file: PathBuf,
    page: String,
    text: Box<dyn Fn(u64) -> (String, String)>,
}

struct Preview {
    child: Child,
    address: String,
}

impl Preview {
    fn new(book: &Path) -> Self {
        let mut serve = Command::new(env!("CARGO_BIN_EXE_areabook"));
        let mut child = serve.args(["serve", "--port", "0"]).arg(book).stdout(Stdio::piped()).spawn().unwrap();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let mut first = String::new();
        out.read_line(&mut first).unwrap();
        std::thread::spawn(move || out.lines().for_each(drop));
        let address = first.split("http://").nth(1).unwrap().split('/').next().unwrap().to_owned();
        Preview { child, address }
    }

    /// The milliseconds of processor time that it has had; none where the system does not say.
    fn cpu(&self) -> f64 {
        let threads = fs::read_dir(format!("/proc/{}/task", self.child.id())).into_iter().flatten().flatten();
        let spent = threads.filter_map(|thread| fs::read_to_string(thread.path().join("schedstat")).ok());
        spent.filter_map(|spent| spent.split(' ').next()?.parse::<f64>().ok()).sum::<f64>() / 1e6
    }

    fn get(&self, path: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", self.address).unwrap();
        let mut page = String::new();
        stream.read_to_string(&mut page).unwrap();
        page
    }

    /// The milliseconds from a save to the changed page.
    fn save(&self, edit: &Edit, number: u64) -> f64 {
        let page = self.get(&edit.page);
        let version = page.split("data-version=\"").nth(1).unwrap().split('"').next().unwrap();
        let mut events = TcpStream::connect(&self.address).unwrap();
        events.set_nodelay(true).unwrap();
        write!(
            events,
            "GET /_areabook/events?version={version}&page={} HTTP/1.1\r\nHost: {}\r\n\r\n",
            edit.page, self.address
        )
        .unwrap();
        let mut events = BufReader::new(events).lines().map_while(Result::ok);
        assert!(events.any(|line| line == ": here"));
        let (text, mark) = (edit.text)(number);
        std::thread::sleep(PAUSE);
        let start = Instant::now();
        fs::write(&edit.file, text).unwrap();
        assert!(events.any(|line| line.starts_with("data: ")));
        let page = self.get(&edit.page);
        let time = start.elapsed().as_secs_f64() * 1000.0;
        assert!(page.contains(&mark), "{} does not show `{mark}` after the edit of {}", edit.page, edit.what);
        time
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

/// The edits of a report: its words, a figure on its own page, on the nation's page and on the page of a measure.
fn edits(book: &Path, area: &str, period: &str) -> Vec<Edit> {
    let folder = book.join("areas").join(area).join(period);
    let (words, figures) = (folder.join("foreword.md"), folder.join("statistics.yaml"));
    let (text, table) = (fs::read_to_string(&words).unwrap(), fs::read_to_string(&figures).unwrap());
    let at = table.find("breach_of_notification: ").unwrap() + "breach_of_notification: ".len();
    let end = at + table[at..].find(|sign: char| !sign.is_ascii_digit()).unwrap_or(table.len() - at);
    let (head, rest) = (table[..at].to_owned(), table[end..].to_owned());
    let figure = move |number: u64| {
        let figure = 500 + number;
        (format!("{head}{figure}{rest}"), format!(">{figure}<"))
    };
    let page = format!("/areas/{area}/{period}/");
    let on = |what, page: String, figure: Box<dyn Fn(u64) -> (String, String)>| Edit {
        what,
        file: figures.clone(),
        page,
        text: figure,
    };
    vec![
        Edit {
            what: "narrative",
            file: words,
            page: page.clone(),
            text: Box::new(move |number| {
                let words = format!("This is the edit with the number {number}.");
                (format!("{text}\n{words}\n"), words)
            }),
        },
        on("a figure, on its report", page, Box::new(figure.clone())),
        on("a figure, on the nation's page", format!("/national/{period}/"), Box::new(figure.clone())),
        on("a figure, on its measure's page", format!("/measures/breach_of_notification/{period}/"), Box::new(figure)),
    ]
}

fn lay(sources: &Sources, book: &Path) {
    for file in sources.below("").filter(|file| !sources.path(*file).starts_with("themes/")) {
        let path = book.join(sources.path(file));
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, sources.bytes(file)).unwrap();
    }
}

fn measure(name: &str, sources: &Sources, (area, period): (&str, &str)) {
    let folder = tempfile::tempdir().unwrap();
    lay(sources, folder.path());
    let preview = Preview::new(folder.path());
    preview.get("/");
    for edit in edits(folder.path(), area, period) {
        preview.save(&edit, 0);
        let before = preview.cpu();
        let mut times: Vec<_> = (1..=SAVES as u64).map(|number| preview.save(&edit, number)).collect();
        let cpu = (preview.cpu() - before) / times.len() as f64;
        times.sort_by(f64::total_cmp);
        let (least, middle, most) = (times[0], times[times.len() / 2], times[times.len() - 1]);
        println!("{name:<16} {:<34} {least:>8.1} {middle:>8.1} {most:>8.1} {cpu:>8.1}", edit.what);
    }
}

fn main() {
    println!("{:<16} {:<34} {:>8} {:>8} {:>8} {:>8}", "book", "saved", "min ms", "median", "max", "CPU ms");
    let asked: Vec<usize> = std::env::args().filter_map(|argument| argument.parse().ok()).collect();
    if asked.is_empty() {
        let sample = read::book(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap();
        measure("the sample book", &sample, ("dorset", "2013-14"));
    }
    for periods in if asked.is_empty() { vec![20] } else { asked } {
        let sources = synthetic::sources(periods);
        let mut returns: Vec<_> = sources.below("areas/").map(|file| sources.path(file)).collect();
        returns.retain(|path| path.ends_with("/foreword.md"));
        let parts: Vec<_> = returns[returns.len() / 2].split('/').collect();
        measure(&format!("42 × {periods}"), &sources, (parts[1], parts[2]));
    }
}
