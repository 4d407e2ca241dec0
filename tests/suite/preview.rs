//! `areabook serve` as it runs: real edits in a real folder, browsers good and bad, and the end.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use areabook::publish::draft::Draft;
use areabook::publish::released::{Occasion, Readers};
use areabook::shell::read;
use areabook::shell::serve::pages::{PreviewPages, Served};
use tempfile::TempDir;

use crate::synthetic::random::Random;
use crate::{TODAY, golden, sites};

/// The longest that anything may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(30);

/// A mini-site in a folder of its own, and a preview of it.
struct Preview {
    folder: TempDir,
    child: Child,
    address: SocketAddr,
    lines: Mutex<Receiver<String>>,
}

impl Preview {
    fn new(site: &str) -> Self {
        Preview::with(site, &["--port", "0"])
    }

    fn with(site: &str, arguments: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let book = folder.path().join("book");
        let sources = sites::sources(site);
        for file in sources.below("") {
            write(&book.join(sources.path(file)), sources.bytes(file));
        }
        Preview::of(folder, arguments)
    }

    fn of(folder: TempDir, arguments: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_areabook"))
            .args(["serve", "--now", &TODAY.to_string()])
            .args(arguments)
            .arg(folder.path().join("book"))
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let mut first = String::new();
        out.read_line(&mut first).unwrap();
        let address = first.split("http://").nth(1).and_then(|rest| rest.split('/').next()).unwrap().parse().unwrap();
        let (tell, lines) = mpsc::channel();
        tell.send(first).unwrap();
        std::thread::spawn(move || out.lines().map_while(Result::ok).try_for_each(|line| tell.send(line)));
        Preview { folder, child, address, lines: Mutex::new(lines) }
    }

    fn book(&self) -> PathBuf {
        self.folder.path().join("book")
    }

    /// Waits until a line is printed that holds some words.
    fn says(&self, words: &str) -> String {
        let until = Instant::now() + PATIENCE;
        loop {
            let line = self.lines.lock().unwrap().recv_timeout(until.saturating_duration_since(Instant::now()));
            let line = line.unwrap_or_else(|_| panic!("`{words}` was not said"));
            if line.contains(words) {
                return line;
            }
        }
    }

    /// The answer to a request as it was sent: its head and its body.
    fn raw(&self, request: &str) -> (String, String) {
        let mut stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        // A server that refuses a connection may close it before all was sent.
        let _ = stream.write_all(request.as_bytes());
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        let answer = String::from_utf8_lossy(&answer).into_owned();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap_or((&answer, ""));
        (head.to_owned(), body.to_owned())
    }

    fn get(&self, path: &str) -> (u16, String) {
        let request = format!("GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", self.address);
        let (head, body) = self.raw(&request);
        (status(&head), body)
    }

    /// Waits until a page is as it should be.
    fn shows(&self, path: &str, is_right: impl Fn(u16, &str) -> bool) {
        let until = Instant::now() + PATIENCE;
        loop {
            let (status, body) = self.get(path);
            if is_right(status, &body) {
                return;
            }
            assert!(Instant::now() < until, "{path} is not as it should be: {status}\n{body}");
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Waits until some pages are those that a preview shows which began after the last edit, byte for byte.
    fn is_like_a_new_one(&self, case: &str) {
        let draft = Draft::default().update(read::book(&self.book()).unwrap(), Occasion::new(TODAY, Readers::Writer));
        let edition = draft.edition(&Arc::default());
        let known = edition.as_ref().map(|edition| Arc::clone(&edition.addresses)).unwrap_or_default();
        let served = Served { latest: &draft, shown: &draft, older: None, earlier: &[], fault: None };
        let pages = PreviewPages::new(served, edition);
        let addresses: Vec<_> = known.iter().map(|address| format!("/{address}")).collect();
        for path in addresses.iter().map(String::as_str).chain(["/_findings"]) {
            let expected = pages.answer(path);
            let expected = (expected.status, String::from_utf8_lossy(&expected.body).into_owned());
            let until = Instant::now() + PATIENCE;
            loop {
                let found = self.get(path);
                if found == expected {
                    break;
                }
                let difference = || golden::difference(path, &expected.1, &found.1);
                assert!(Instant::now() < until, "{case}, status {}:\n{}", found.0, difference());
                std::thread::sleep(Duration::from_millis(10));
            }
        }
    }

    /// Ends it as Ctrl-C does. Gives the exit code.
    fn end(&mut self) -> Option<i32> {
        let pid = rustix::process::Pid::from_child(&self.child);
        rustix::process::kill_process(pid, rustix::process::Signal::INT).unwrap();
        let until = Instant::now() + PATIENCE;
        while Instant::now() < until {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.code();
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        panic!("it goes on after Ctrl-C");
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn status(head: &str) -> u16 {
    head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or_default()
}

fn write(path: &Path, bytes: &[u8]) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}

const RETURN: &str = "areas/north/2019-20/statistics.yaml";
const PAGE: &str = "/areas/north/2019-20/";

#[test]
fn a_page_follows_its_files_and_stays_while_they_are_broken() {
    let preview = Preview::new("clean");
    let book = preview.book();
    let good = fs::read_to_string(book.join(RETURN)).unwrap();
    let (code, before) = preview.get(PAGE);
    assert!(code == 200 && before.contains("DRAFT") && !before.contains("areabook-findings"), "{code}\n{before}");
    write(&book.join(RETURN), b"people: [");
    preview.shows(PAGE, |code, page| {
        code == 200
            && page.contains("This is the last page that could be made")
            && page.contains("statistics.yaml, line 1")
    });
    let (_, list) = preview.get("/_findings");
    assert!(list.contains("statistics.yaml"), "{list}");
    write(&book.join(RETURN), good.as_bytes());
    preview.shows(PAGE, |_, page| page == before);
    let title = fs::read_to_string(book.join("book.toml")).unwrap();
    write(&book.join("book.toml"), b"title = ");
    preview.shows(PAGE, |code, page| code == 200 && page.contains("The book cannot be read as it is now"));
    write(&book.join("book.toml"), title.as_bytes());
    preview.shows(PAGE, |_, page| page == before);
    fs::remove_dir_all(book.join("areas/north/2019-20")).unwrap();
    preview.shows(PAGE, |code, _| code == 404);
}

/// Saves as editors make them, folders that come, go and are renamed, and what git does when it checks out a branch.
#[test]
fn after_any_edits_the_pages_are_those_of_a_new_preview() {
    for (seed, site) in ["clean", "template-ok", "last-year-ok"].into_iter().enumerate() {
        let preview = Preview::new(site);
        let book = preview.book();
        let whole = sites::sources(site);
        let mut random = Random::new(&[seed as u64, 5]);
        for edit in 0..12 {
            for _ in 0..=random.below(4) {
                let files: Vec<_> = whole.below("").map(|file| (whole.path(file), whole.bytes(file))).collect();
                let (path, bytes) = files[random.below(files.len())];
                let (file, aside) = (book.join(path), book.join(format!("{path}~")));
                match random.below(6) {
                    0 => {
                        let _ = fs::remove_file(&file);
                    }
                    1 => write(&file, &[bytes, b"\n# more\n"].concat()),
                    2 => {
                        // An editor that keeps the old file until the new one is there.
                        write(&aside, bytes);
                        let _ = fs::rename(&aside, &file);
                    }
                    3 => {
                        let _ = fs::rename(book.join("areas/north"), book.join("areas/elsewhere"));
                    }
                    4 => {
                        let _ = fs::rename(book.join("areas/elsewhere"), book.join("areas/north"));
                    }
                    _ => check_out(&whole, &book),
                }
            }
            if book.join("book.toml").is_file() {
                preview.is_like_a_new_one(&format!("{site}, edit {edit}"));
            }
        }
        check_out(&whole, &book);
        preview.is_like_a_new_one(site);
    }
}

/// Makes a folder hold these files and no others, one after the other, as git does.
fn check_out(sources: &areabook::source::Sources, book: &Path) {
    for name in read::FOLDERS {
        let _ = fs::remove_dir_all(book.join(name));
    }
    for file in sources.below("") {
        write(&book.join(sources.path(file)), sources.bytes(file));
    }
}

#[test]
fn five_hundred_saves_in_a_row_end_with_the_last_one() {
    let preview = Preview::new("clean");
    let file = preview.book().join("areas/north/2019-20/foreword.md");
    let text = fs::read_to_string(&file).unwrap();
    for save in 0..500 {
        fs::write(&file, format!("{text}\nThis is save number {save}.\n")).unwrap();
        std::thread::sleep(Duration::from_millis(random_pause(save)));
    }
    preview.shows(PAGE, |_, page| page.contains("This is save number 499."));
    preview.is_like_a_new_one("500 saves");
}

/// Most saves follow each other at once; now and then there is time for a page in between.
fn random_pause(save: u64) -> u64 {
    if save.is_multiple_of(25) { 60 } else { save % 5 }
}

#[test]
fn the_book_may_go_and_come_back() {
    let preview = Preview::new("clean");
    let (book, away) = (preview.book(), preview.folder.path().join("away"));
    let before = preview.get(PAGE);
    fs::rename(&book, &away).unwrap();
    preview.says("is gone; the last pages stay");
    preview.shows(PAGE, |code, page| code == 200 && page.contains("is gone"));
    fs::rename(&away, &book).unwrap();
    preview.shows(PAGE, |code, page| (code, page.to_owned()) == before);
    let sources = sites::sources("clean");
    fs::remove_dir_all(&book).unwrap();
    preview.says("is gone; the last pages stay");
    check_out(&sources, &book);
    preview.is_like_a_new_one("the book is back");
    // Whatever looked back at the folder has done so: what is seen now is seen because it is watched again.
    std::thread::sleep(Duration::from_secs(1));
    write(&book.join("areas/north/2019-20/smb.md"), b"Words of after.\n");
    preview.shows(PAGE, |_, page| page.contains("Words of after."));
}

#[test]
fn a_link_is_refused_and_nothing_is_lost() {
    let preview = Preview::new("clean");
    let before = preview.get(PAGE);
    let link = preview.book().join("areas/north/2019-20/own.md");
    std::os::unix::fs::symlink("/etc/hostname", &link).unwrap();
    preview.shows(PAGE, |code, page| code == 200 && page.contains("is a link"));
    fs::remove_file(&link).unwrap();
    preview.shows(PAGE, |code, page| (code, page.to_owned()) == before);
}

#[test]
fn nothing_but_the_site_is_served_and_to_nobody_else() {
    let preview = Preview::new("clean");
    let host = preview.address;
    #[rustfmt::skip]
    let paths = [
        "/book.toml", "/areas/north/2019-20/statistics.yaml", "/areas/north/area.yaml", "/../book.toml", "/..%2fbook.toml",
        "/%2e%2e/%2e%2e/etc/passwd", "/../../../../etc/passwd", "//etc/passwd", "/areas/../book.toml", "/./book.toml",
        "/assets/../../book.toml", "/areas/north/2019-20/..\\..\\book.toml", "/\u{2025}/book.toml", "/%00", "/file:///etc/passwd",
        "/_areabook/", "/_areabook/../book.toml", "/.git/config", "/areas/north/2019-20/index.html%00.yaml",
    ];
    for path in paths {
        let (head, body) = preview.raw(&format!("GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"));
        assert!([400, 404].contains(&status(&head)), "{path}: {head}");
        assert!(!body.contains("root:") && !body.contains("title =") && !body.contains("people:"), "{path}: {body}");
    }
    let port = host.port();
    for foreign in ["example.org", &format!("example.org:{port}"), "localhost", &format!("127.0.0.1.nip.io:{port}"), ""]
    {
        let (head, body) = preview.raw(&format!("GET / HTTP/1.1\r\nHost: {foreign}\r\nConnection: close\r\n\r\n"));
        assert!([400, 403].contains(&status(&head)) && !body.contains("<html"), "{foreign}: {head}");
    }
    let (head, _) = preview.raw("GET / HTTP/1.1\r\nConnection: close\r\n\r\n");
    assert_eq!(status(&head), 403, "no host: {head}");
    let (head, _) =
        preview.raw(&format!("GET http://example.org/ HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"));
    assert_eq!(status(&head), 403, "a host in the address: {head}");
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH", "CONNECT"] {
        let (head, body) = preview.raw(&format!("{method} / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"));
        assert!([400, 403, 405].contains(&status(&head)) && !body.contains("<html"), "{method}: {head}");
    }
    let events = |origin: &str| {
        format!("GET /_areabook/events?version=x&page=/ HTTP/1.1\r\nHost: {host}\r\n{origin}Connection: close\r\n\r\n")
    };
    for elsewhere in ["Origin: http://example.org", "Sec-Fetch-Site: cross-site", "Sec-Fetch-Site: same-site"] {
        let (head, _) = preview.raw(&events(&format!("{elsewhere}\r\n")));
        assert_eq!(status(&head), 403, "another site listens: {head}");
    }
    let (head, _) = preview.raw(&format!("GET / HTTP/1.1\r\nHost: {host}\r\nX: {}\r\n\r\n", "x".repeat(100_000)));
    assert!([0, 431].contains(&status(&head)), "a head of 100 kB: {head}");
    let (head, body) = preview.raw(&format!("HEAD / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"));
    assert!(status(&head) == 200 && body.is_empty() && !head.to_lowercase().contains("access-control"), "{head}");
    assert!(head.contains("script-src 'self'") && head.contains("frame-ancestors 'none'"), "{head}");
}

#[test]
fn two_hundred_clients_are_answered_at_once() {
    let preview = Preview::new("clean");
    let expected = preview.get(PAGE);
    let request = format!("GET {PAGE} HTTP/1.1\r\nHost: {}\r\n\r\n", preview.address);
    let mut clients: Vec<_> = (0..200).map(|_| TcpStream::connect(preview.address).unwrap()).collect();
    clients.iter_mut().for_each(|client| client.write_all(request.as_bytes()).unwrap());
    // No one goes before all have had their page.
    for client in &mut clients {
        client.set_read_timeout(Some(PATIENCE)).unwrap();
        let mut answer = vec![0; expected.1.len()];
        client.read_exact(&mut answer).unwrap();
        assert!(answer.starts_with(b"HTTP/1.1 200"), "{}", String::from_utf8_lossy(&answer));
    }
}

#[test]
fn a_full_table_of_connections_says_so_and_empties_again() {
    let preview = Preview::new("clean");
    let expected = preview.get(PAGE);
    let mut idle = Vec::new();
    let refused = loop {
        assert!(idle.len() < 1000, "there is no limit");
        let mut stream = TcpStream::connect(preview.address).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream.write_all(format!("GET {PAGE} HTTP/1.1\r\nHost: {}\r\n\r\n", preview.address).as_bytes()).unwrap();
        let mut answer = [0; 64];
        let length = stream.read(&mut answer).unwrap();
        let head = String::from_utf8_lossy(&answer[..length]).into_owned();
        if status(&head) != 200 {
            break head;
        }
        idle.push(stream);
    };
    assert!(refused.starts_with("HTTP/1.1 503"), "{refused}");
    assert!(idle.len() >= 200, "{} connections are too few", idle.len());
    drop(idle);
    preview.shows(PAGE, |code, page| (code, page.to_owned()) == expected);
}

/// A request that never ends and a connection without one are closed.
#[test]
fn who_says_nothing_is_shown_out() {
    let preview = Preview::new("clean");
    for begun in ["", "GET / HTTP/1.1\r\nHost: "] {
        let mut stream = TcpStream::connect(preview.address).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream.write_all(begun.as_bytes()).unwrap();
        let mut rest = Vec::new();
        assert!(stream.read_to_end(&mut rest).is_ok(), "the connection stays open");
    }
}

/// A browser that closes a page makes room for another at once, not when it is next told something.
#[test]
fn who_waits_for_changes_and_goes_leaves_no_gap() {
    let preview = Preview::new("clean");
    let request = |head: &str| {
        format!("GET /_areabook/events?version=x&page=/none HTTP/1.1\r\nHost: {}\r\n{head}\r\n", preview.address)
    };
    let wait = || {
        let mut stream = TcpStream::connect(preview.address).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream.write_all(request("Sec-Fetch-Site: same-origin\r\n").as_bytes()).unwrap();
        let mut answer = [0; 12];
        stream.read_exact(&mut answer).unwrap();
        (status(&String::from_utf8_lossy(&answer)), stream)
    };
    let mut places = 0;
    for round in 0..5 {
        let start = Instant::now();
        let mut waiting = Vec::new();
        while waiting.len() < places.max(1) || round == 0 {
            match wait() {
                (200, stream) => waiting.push(stream),
                (status, _) => {
                    assert_eq!(status, 503);
                    if round == 0 {
                        break;
                    }
                    assert!(start.elapsed() < Duration::from_secs(5), "a place is not given back");
                }
            }
        }
        places = waiting.len();
        assert!(places >= 32, "{places} places are too few");
    }
}

#[test]
fn a_port_that_is_taken_is_left_to_its_owner() {
    let owner = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = owner.local_addr().unwrap().port();
    let preview = Preview::with("clean", &["--port", &port.to_string()]);
    let line = preview.says(&format!("(port {port} is taken)"));
    assert!(line.contains("http://127.0.0.1:") && preview.address.port() > port, "{line}");
    assert_eq!(preview.get(PAGE).0, 200);
}

#[test]
fn it_ends_at_once_though_browsers_are_waiting() {
    let mut preview = Preview::new("clean");
    let mut events = TcpStream::connect(preview.address).unwrap();
    let request = format!("GET /_areabook/events?version=x&page={PAGE} HTTP/1.1\r\nHost: {}\r\n\r\n", preview.address);
    events.write_all(request.as_bytes()).unwrap();
    let mut told = BufReader::new(events).lines().map_while(Result::ok);
    assert!(told.any(|line| line.starts_with("data: ")), "a page that is another one is told so");
    let start = Instant::now();
    assert_eq!(preview.end(), Some(0));
    assert!(start.elapsed() < Duration::from_secs(5), "{:?}", start.elapsed());
    assert!(TcpStream::connect(preview.address).is_err());
}

#[test]
fn a_folder_that_is_no_book_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let done = Command::new(env!("CARGO_BIN_EXE_areabook")).arg("serve").arg(folder.path()).output().unwrap();
    assert_eq!(done.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&done.stderr).contains("no book"), "{done:?}");
}

/// What a preview adds is in its answers only: it writes nothing, and the site stays as it is without it.
#[test]
fn nothing_of_the_preview_is_in_the_site_or_on_the_disk() {
    let preview = Preview::new("clean");
    let book = preview.book();
    let before = read::book(&book).unwrap();
    assert!(preview.get(PAGE).1.contains("/_areabook/reload.js"));
    assert!(read::book(&book).unwrap().changes(&before).is_empty());
    let names: Vec<_> = fs::read_dir(&book).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(!names.iter().any(|name| name == "site"), "{names:?}");
    let site = areabook::publish::publish(&before, TODAY).site.unwrap();
    for (path, bytes) in site.files() {
        let text = crate::told(bytes);
        assert!(!text.contains("_areabook") && !text.contains("DRAFT"), "{path}");
    }
}
