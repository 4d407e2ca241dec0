//! A whole year of a synthetic book of 42 areas, with a clock in its hand: at each step the program is run, and what readers see is
//! what was released and nothing else, in every byte. Whatever they saw can be made again from the releases.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use areabook::book::narrative::Words;
use areabook::book::plan::Now;
use areabook::book::report::Approval;
use areabook::parse;
use areabook::publish::publish;
use areabook::publish::released::{Occasion, Readers};
use areabook::query::seals;
use areabook::shell::read;
use areabook::source::{SourceFile, Sources};
use tempfile::TempDir;

use crate::{cli, disk, loose, sites};

type Files = BTreeMap<String, Vec<u8>>;

const PERIOD: &str = "2020-21";
const RELEASE: &str = "2021-10-28T09:30";
const LATER: &str = "2021-11-11T09:30";

/// What becomes of the areas, by their numbers: two stay drafts, the next one is final and not signed, the last is released later.
const DRAFTS: usize = 2;
const UNSIGNED: usize = 2;
const LAST: usize = 41;
/// Those in which something is corrected.
const MINOR: usize = 5;
const MAJOR: usize = 6;
/// The one that gets another name.
const RENAMED: usize = 7;

fn key(area: usize) -> String {
    format!("area-{area:02}")
}

fn folder(area: usize) -> String {
    format!("areas/{}/{PERIOD}", key(area))
}

fn national() -> String {
    format!("content/national/{PERIOD}")
}

/// The page of the nation.
fn overview() -> String {
    format!("national/{PERIOD}/index.html")
}

/// The page of a report.
fn page(area: usize) -> String {
    format!("{}/index.html", folder(area))
}

/// All breaches of the areas that are published.
fn breaches() -> usize {
    (UNSIGNED + 1..=LAST).map(|area| 100 + area).sum()
}

fn people(area: usize) -> [usize; 2] {
    [10_000 + 173 * area, 20_000 + 291 * area]
}

fn statistics(area: usize, breaches: usize) -> String {
    let [red, blue] = people(area);
    let head = format!("# Synthetic\narea: {}\nperiod: {PERIOD}\nform: test-2019\n", key(area));
    format!("{head}\npeople: {{ red: {red}, blue: {blue} }}\nbreaches: {breaches}\n")
}

/// A book on the disk, and what readers saw of it at each release.
struct Year {
    folder: TempDir,
    seen: Vec<(String, Files)>,
}

impl Year {
    /// A book of 42 areas in which no report is begun.
    fn new() -> Year {
        let book = sites::sources("guide-for-publishing");
        let shared = book.below("").map(|file| (book.path(file), book.bytes(file)));
        let shared = shared.filter(|(path, _)| !path.starts_with("areas/") && !path.starts_with("content/national/"));
        let year = Year { folder: tempfile::tempdir().unwrap(), seen: Vec::new() };
        shared.for_each(|(path, bytes)| year.write(path, bytes));
        let settings = sites::text(&book, "book.toml").replace("service = \"the service\"\n", "");
        year.write("book.toml", format!("{settings}\n[release]\nsign_off = true\n"));
        for area in 0..=LAST {
            let about = format!("# Synthetic\narea: {}\nname: Synthia {area:02}\nregion: Top\n", key(area));
            year.write(&format!("areas/{}/area.yaml", key(area)), about);
        }
        year
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn write(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let path: PathBuf = self.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    fn edit(&self, path: &str, from: &str, to: &str) {
        let text = fs::read_to_string(self.path().join(path)).unwrap();
        assert!(text.contains(from), "{path} has no `{from}`: {text}");
        self.write(path, text.replacen(from, to, 1));
    }

    /// Adds lines to the head of a report.
    fn add(&self, area: usize, lines: &str) {
        let path = format!("{}/report.yaml", folder(area));
        let text = fs::read_to_string(self.path().join(&path)).unwrap();
        self.write(&path, text + lines);
    }

    fn run(&self, arguments: &[&str]) -> String {
        cli::transcript(self.path(), arguments)
    }

    /// Runs a command that is to end well.
    fn done(&self, arguments: &[&str]) -> String {
        let said = self.run(arguments);
        assert!(said.ends_with("exit code 0\n"), "{said}");
        said
    }

    fn sources(&self) -> Sources {
        read::book(self.path()).unwrap()
    }

    /// The site on the disk.
    fn site(&self) -> Files {
        let mut files = disk::files(&self.path().join("site"));
        files.remove(".areabook");
        files
    }

    /// What readers see once the site of a time is built.
    fn build(&self, now: &str) -> Files {
        self.done(&["build", "--now", now]);
        self.site()
    }

    /// The same, where the build says that the next release is at another time.
    fn waits(&self, now: &str, next: &str) -> Files {
        let said = self.done(&["build", "--now", now]);
        assert!(said.contains(&format!("next release: {next}")), "{said}");
        self.site()
    }

    /// Records what is public at a time, and builds the site that goes out.
    fn release(&mut self, now: &str) -> Files {
        self.done(&["release", "--now", now]);
        let site = self.build(now);
        self.seen.push((now.to_owned(), site.clone()));
        site
    }

    /// Writes down that the council approves reports as they are.
    fn sign(&self, areas: impl Iterator<Item = usize>) {
        let sources = self.sources();
        let book = parse::parse(&sources).0.unwrap();
        for area in areas {
            let report = book.report(&key(area), book.period(PERIOD).unwrap()).unwrap();
            let approval = Approval {
                authority: "council".to_owned(),
                office: Words::new("Chief Executive", report.span),
                date: jiff::civil::date(2021, 9, 30),
                files: seals::seals(&sources, &book, report),
                void: None,
                span: report.span,
            };
            self.write(&format!("{}/{}", folder(area), seals::FILE), seals::text(&[approval]));
        }
    }
}

/// The public site of some sources.
fn published(sources: &Sources, now: &str) -> Files {
    let publication = publish(sources, Occasion::new(now.parse::<Now>().unwrap(), Readers::Public));
    assert!(!publication.has_errors(), "{now}: {:?}", publication.findings);
    publication.site.unwrap().files().map(|(path, bytes)| (path.to_owned(), bytes.to_vec())).collect()
}

fn without(sources: &Sources, folders: impl Iterator<Item = String>) -> Sources {
    let gone = folders.flat_map(|folder| {
        let files: Vec<_> = sources.below(&format!("{folder}/")).map(|file| sources.path(file).to_owned()).collect();
        assert!(!files.is_empty(), "there is no {folder}");
        files
    });
    sources.with(&gone.collect::<Vec<_>>(), Vec::<SourceFile>::new())
}

/// The sources of an edition: the releases up to it, and what they have kept, over each other.
fn edition(book: &Sources, at: usize) -> Sources {
    let is_record = |path: &str| path.matches('/').count() == 1 && path.ends_with(".yaml");
    let records = book.listed("releases/").filter(|(_, path)| is_record(path));
    let mut files: Files = Files::new();
    for (file, path) in records.take(at + 1) {
        let (record, name) = (book.text(file).unwrap(), path.trim_end_matches(".yaml"));
        let removed = record.split_once("removed:\n").map_or("", |(_, rest)| rest.split_once("files:").unwrap().0);
        removed.lines().for_each(|line| drop(files.remove(line.trim_start_matches("- "))));
        files.insert(path.to_owned(), record.into());
        for (file, path) in book.listed(&format!("{name}/")) {
            let bytes = book.bytes(file);
            files.extend([path, &path[name.len() + 1..]].map(|path| (path.to_owned(), bytes.to_vec())));
        }
    }
    Sources::new(files.into_iter().map(|(path, bytes)| SourceFile { path, bytes }))
}

fn text(files: &Files, path: &str) -> String {
    loose(files.get(path).unwrap_or_else(|| panic!("there is no {path}")))
}

/// 42 drafts, 40 final, 39 signed: until half past nine nothing of it is public.
fn up_to_the_release(year: &Year) {
    let plan = format!("release: {RELEASE}\nnext_release: 2022-10-27\nstatistics: official\n");
    year.write(&format!("content/periods/{PERIOD}.yaml"), plan);
    let nobody = published(&year.sources(), "2021-05-01");
    year.done(&["new", "period", PERIOD]);
    for area in 0..=LAST {
        year.write(&format!("{}/statistics.yaml", folder(area)), statistics(area, 100 + area));
        let foreword = "In {{ area.name }} {{ people/total }} people were counted on {{ period.end }}.\n";
        year.write(&format!("{}/foreword.md", folder(area)), foreword);
        let council = format!("authority: council, role: Chief Executive, organisation: Council {area:02}");
        year.add(area, &format!("signatories:\n  - {{ {council} }}\n"));
    }
    assert!(year.build("2021-06-01") == nobody, "drafts");

    let complete = |path: &str| year.edit(&format!("{path}/report.yaml"), "status: draft", "status: final");
    (DRAFTS..=LAST).for_each(|area| complete(&folder(area)));
    complete(&national());
    assert!(year.build("2021-09-01") == nobody, "nobody has signed");

    year.add(LAST, &format!("release: {LATER}\n"));
    year.sign(UNSIGNED + 1..=LAST);
    for area in UNSIGNED + 1..=LAST {
        year.edit(&format!("{}/report.yaml", folder(area)), "status: final", "status: signed");
    }
    let status = year.run(&["status", "--now", "2021-10-27"]);
    assert!(status.contains("39 signed, 2 final, 2 draft\n"), "{status}");
    assert!(year.waits("2021-10-28T09:29", "2021-10-28T09:30:00+01:00") == nobody, "a minute before");
}

/// What is public is what is released, and the book without everything else has the same site, byte for byte.
fn releases(year: &mut Year) {
    let first = year.release(RELEASE);
    let unready = (0..=UNSIGNED).map(folder);
    let public = without(&year.sources(), unready.clone().chain([folder(LAST), national()]));
    assert!(first == published(&public, RELEASE), "38 reports, and nothing of the others");
    assert!(text(&first, &page(8)).contains("The next release is on 27 October 2022"));
    assert!(year.waits("2021-11-11T09:29", "2021-11-11T09:30:00+00:00") == first, "a minute before");
    assert!(!text(&first, &overview()).contains(&written(breaches())), "the nation waits for the last");

    let second = year.release(LATER);
    assert!(second == published(&without(&year.sources(), unready), LATER), "39 reports");
    let sums = text(&second, &overview());
    assert!(sums.contains(&written(breaches())) && sums.contains("39 of 42"), "{sums}");
}

fn correction(of: &str, was: &str, day: &str, scale: &str) -> String {
    format!("corrections:\n  - {{ {of}, was: {was}, date: {day}, scale: {scale}, reason: It was counted twice. }}\n")
}

/// A minor correction of a figure: not without a word, and not without a signature.
fn minor_correction(year: &mut Year) {
    let before = year.site();
    year.write(&format!("{}/statistics.yaml", folder(MINOR)), statistics(MINOR, 99));
    assert!(year.build("2021-11-20T09:00") == before, "it is signed no longer, and stands as it was released");
    let sign = ["sign", &key(MINOR), PERIOD, "--for", "council", "--now", "2021-11-20T09:00"];
    let is_refused = |said: &str| said.ends_with("exit code 1\n") && said.contains("R102");
    assert!(is_refused(&year.run(&sign)), "nobody can sign it without a correction");
    year.sign([MINOR].into_iter());
    assert!(is_refused(&year.run(&["build", "--now", "2021-11-20T09:00"])) && year.site() == before);
    year.add(MINOR, &correction("cell: breaches", "\"105\"", "2021-11-20", "minor"));
    year.done(&sign);
    let after = year.release("2021-11-20T09:30");
    let corrected = text(&after, &page(MINOR));
    let earlier = text(&after, &format!("{}/editions/2021-10-28/index.html", folder(MINOR)));
    assert!(earlier.contains("105") && earlier.contains("noindex") && !earlier.contains("[r]"), "{earlier}");
    assert!(["99 [r]", "It was counted twice", "minor"].iter().all(|words| corrected.contains(words)), "{corrected}");
    assert!(text(&after, &overview()).contains(&written(breaches() - 6)), "the sum follows");
}

/// A major correction of a text.
fn major_correction(year: &mut Year) {
    year.edit(&format!("{}/foreword.md", folder(MAJOR)), "people were counted", "people were known to us");
    let section = "section: foreword, now: people were known to us";
    year.add(MAJOR, &correction(section, "people were counted", "2021-12-01", "major"));
    year.sign([MAJOR].into_iter());
    let after = year.release("2021-12-01T09:30");
    let corrected = text(&after, &page(MAJOR));
    assert!(
        ["were known to us", "It was counted twice", "major"].iter().all(|words| corrected.contains(words)),
        "{corrected}"
    );
}

/// An area gets another name and another folder: its report stays what it was, under the name of its time, and old addresses lead to
/// the new ones. Nobody has to sign anything again.
fn renaming(year: &mut Year) {
    let before = year.site();
    let areas = year.path().join("areas");
    fs::rename(areas.join(key(RENAMED)), areas.join("newland")).unwrap();
    let silent = year.run(&["build", "--now", "2022-04-04T09:00"]);
    assert!(
        silent.ends_with("exit code 1\n")
            && silent.contains(&format!("- {{ area: {}, until: {PERIOD} }}", key(RENAMED)))
            && year.site() == before,
        "{silent}"
    );
    let former = format!("formerly:\n  - {{ area: {}, name: Synthia 07, until: {PERIOD} }}\n", key(RENAMED));
    year.write("areas/newland/area.yaml", format!("# Synthetic\narea: newland\nname: Newland\nregion: Top\n{former}"));
    let after = year.release("2022-04-04T09:30");
    let report = text(&after, &format!("areas/newland/{PERIOD}/index.html"));
    assert!(report.contains("Synthia 07") && report.contains("Newland") && report.contains("107"), "{report}");
    for path in before.keys().filter(|path| path.contains(&key(RENAMED)) && path.ends_with(".html")) {
        assert!(text(&after, path).contains("areas/newland/"), "{path} leads nowhere");
    }
}

/// What pages of areas say in which nothing was corrected or renamed: the list of corrections at their foot is new to all.
fn of_others(files: &Files) -> BTreeMap<&String, String> {
    let own =
        |path: &str| path.contains("newland") || [MINOR, MAJOR, RENAMED].iter().any(|area| path.contains(&key(*area)));
    let others = files.iter().filter(|(path, _)| path.starts_with("areas/") && !own(path));
    let content = |text: String| {
        text.split("<footer").next().unwrap_or_default().split_once("<main").map(|(_, main)| main.to_owned())
    };
    others.map(|(path, bytes)| (path, content(loose(bytes)).unwrap_or_default())).collect()
}

#[test]
fn a_year_from_drafts_to_another_name() {
    let mut year = Year::new();
    up_to_the_release(&year);
    releases(&mut year);
    minor_correction(&mut year);
    major_correction(&mut year);
    renaming(&mut year);
    let [_, (_, whole), .., (_, last)] = year.seen.as_slice() else { panic!("there are five releases") };
    let [now, then] = [last, whole].map(of_others);
    let changed: Vec<_> = now.iter().filter(|(path, page)| then.get(*path) != Some(page)).collect();
    assert!(now.len() == then.len() && changed.is_empty(), "pages of other areas are others: {changed:?}");

    // Whatever readers saw is in an edition, and can be made again from it.
    year.done(&["verify"]);
    let book = year.sources();
    for (at, (time, seen)) in year.seen.iter().enumerate() {
        assert!(published(&edition(&book, at), time) == *seen, "the edition of {time} is not what readers saw");
    }
}

/// A number as readers see it.
fn written(number: usize) -> String {
    let text = number.to_string();
    if text.len() < 4 { text } else { format!("{},{}", &text[..text.len() - 3], &text[text.len() - 3..]) }
}
