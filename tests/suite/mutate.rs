//! Faults that nobody would think of: random changes to the files of a book.

use std::collections::BTreeMap;

use areabook::source::{SourceFile, Sources};

use crate::synthetic::random::Random;

/// The files of a book by path.
pub(crate) type Files = BTreeMap<String, Vec<u8>>;

pub(crate) fn files(sources: &Sources) -> Files {
    sources.below("").map(|file| (sources.path(file).to_owned(), sources.bytes(file).to_vec())).collect()
}

pub(crate) fn sources(files: &Files) -> Sources {
    Sources::new(files.iter().map(|(path, bytes)| SourceFile { path: path.clone(), bytes: bytes.clone() }))
}

/// Texts that parsers trip over.
#[rustfmt::skip]
const NASTY: [&str; 80] = [
    "", "0", "-1", "00", "1e309", "NaN", "0x7f", "1,472", "1_000", "4294967296", "999999999999", "18446744073709551616",
    "99999999999999999999999999999999999999999", "true", "null", "~", "\"", "'", "\"\"", "\"[z]\"", "[z]", "12 [p]",
    "12 [p] [e]", "[1, 2]", "{ a: b }", "{}", "[]", "[", "]", "{", "}", "(", ")", "<", ">", "{{", "}}", "{{ }}",
    "{{ | }}", "{{ people/total/total }}", "{{ people/total/total | percent change, 4 }}",
    "{{ people/step_1/red | share of people/step_2/blue, 2 }}", "{{ table people }}", "{{ chart people }}", "{{\n\n}}",
    "{% if", "{% extends \"base.html\" %}", "&a [*a]", "*a", "<<: *a", "!!binary", "|", ">-", "---\n", "...\n", "? ",
    ": ", "- ", "# ", "> [!NOTE]", "> [!", "[^1]", "[^1]: note", "[a]: <b>", "![a](b)", "[a](javascript:b)",
    "<script>", "<!--", "-->", "~~~\n", "\\", "\t", "\r", "\r\n", "\0", "\u{feff}", "\u{202e}", "\u{e000}",
    "\u{1f469}\u{200d}\u{1f52c}\u{301}", "2199-00",
];

/// Texts that are nasty because there are many of them.
#[rustfmt::skip]
const REPEATED: [&str; 36] = [
    "[", "{", "(", "<", ">", "> ", "- ", "- - ", "* ", "1. ", "{{", "}}", "{{ a }} ", "{a: ", "[a, ", "*", "**a", "_",
    "`", "``a`", "![", "[a](", "\\", "&", "|", "a|", "## a\n\n", "[^a] ", "[^a]: b\n\n", "- a\n", "a: b\n", "9",
    "\u{301}", "a", " ", "\n",
];
/// How often such a text is repeated at most, as a power of two.
const MOST_DOUBLINGS: usize = 14;

/// Places where a file can turn up.
#[rustfmt::skip]
const PATHS: [&str; 20] = [
    "book.toml", "content/home.md", "content/forms/other.yaml", "content/forms/", "content/measures.yaml",
    "content/shared/text.md", "content/national/2019-20/report.yaml", "content/national/2019-20/statistics.yaml",
    "content/national/2019-20/foreword.md", "areas/north/area.yaml", "areas/north/2019-20/own.md",
    "areas/north/2019-20/.md", "areas/north/2019-20/a/b.md", "areas/north/1990-91/report.yaml",
    "areas/North/area.yaml", "areas/\u{fc}/area.yaml", "areas//area.yaml", "areas/file",
    "themes/own/templates/base.html", "",
];

/// Folders that can take each other's place.
#[rustfmt::skip]
const FOLDERS: [&str; 8] = [
    "areas/north/", "areas/south/", "areas/north/2019-20/", "areas/north/2018-19/", "areas/south/1990-91/",
    "areas/south/2199-00/", "content/national/2019-20/", "content/forms/",
];

/// Changes a book in one to four ways, half of them in the files of its areas.
pub(crate) fn mutate(files: &mut Files, random: &mut Random) {
    for _ in 0..1 + random.below(4).min(random.below(4)) {
        let mut paths: Vec<_> = files.keys().cloned().collect();
        if random.below(2) == 0 && paths.iter().any(|path| path.starts_with("areas/")) {
            paths.retain(|path| path.starts_with("areas/"));
        }
        if paths.is_empty() {
            return;
        }
        let [path, other] = [random.below(paths.len()), random.below(paths.len())].map(|at| &paths[at]);
        match random.below(12) {
            0 => whole_files(files, path, other, random),
            1..=7 => {
                let text = String::from_utf8_lossy(&files[path]).into_owned();
                files.insert(path.clone(), lines(&text, random).into_bytes());
            }
            _ => {
                let bytes = bytes(files[path].clone(), &files[other], random);
                files.insert(path.clone(), bytes);
            }
        }
    }
}

/// Files that are gone, elsewhere, or another's.
fn whole_files(files: &mut Files, path: &str, other: &str, random: &mut Random) {
    let bytes = files[path].clone();
    let place = PATHS[random.below(PATHS.len())].to_owned();
    match random.below(6) {
        0 => drop(files.remove(path)),
        1 => {
            files.remove(path);
            files.insert(place, bytes);
        }
        2 => {
            let theirs = files[other].clone();
            files.insert(path.to_owned(), theirs);
            files.insert(other.to_owned(), bytes);
        }
        3 => drop(files.insert(place, bytes)),
        4 => drop(files.insert(path.to_owned(), Vec::new())),
        _ => {
            let [from, to] = [random.below(FOLDERS.len()), random.below(FOLDERS.len())].map(|at| FOLDERS[at]);
            let inside = files.iter().filter(|(path, _)| path.starts_with(from));
            let copies: Files = inside.map(|(path, bytes)| (path.replacen(from, to, 1), bytes.clone())).collect();
            files.extend(copies);
        }
    }
}

/// Lines that are gone, double, in another's place or indented; words that are others.
fn lines(text: &str, random: &mut Random) -> String {
    let mut lines: Vec<String> = text.split('\n').map(str::to_owned).collect();
    let [first, second] = [random.below(lines.len()), random.below(lines.len())];
    match random.below(12) {
        0 => drop(lines.remove(first)),
        1 => lines.insert(second, lines[first].clone()),
        2 => lines.swap(first, second),
        3 => lines[first].insert_str(0, ["  ", "\t", "    ", "> ", "- ", "#"][random.below(6)]),
        4 => lines[first] = lines[first].trim_start().to_owned(),
        _ => lines[first] = token(&lines[first], random),
    }
    lines.join("\n")
}

/// A line with one of its words replaced.
fn token(line: &str, random: &mut Random) -> String {
    let is_word = |sign: char| sign.is_alphanumeric() || sign == '_';
    let words: Vec<_> = line.split(|sign| !is_word(sign)).filter(|word| !word.is_empty()).collect();
    if words.is_empty() {
        return nasty(random);
    }
    let word = words[random.below(words.len())];
    let at = word.as_ptr() as usize - line.as_ptr() as usize;
    format!("{}{}{}", &line[..at], nasty(random), &line[at + word.len()..])
}

fn nasty(random: &mut Random) -> String {
    match random.below(4) {
        0 => REPEATED[random.below(REPEATED.len())].repeat(1 << random.below(MOST_DOUBLINGS + 1)),
        _ => NASTY[random.below(NASTY.len())].to_owned(),
    }
}

/// Bytes that are flipped, gone, double or another file's.
fn bytes(mut bytes: Vec<u8>, other: &[u8], random: &mut Random) -> Vec<u8> {
    let from = random.below(bytes.len() + 1);
    let to = (from + 1 + random.below(200)).min(bytes.len());
    match random.below(8) {
        0 if from < bytes.len() => bytes[from] ^= 1 << random.below(8),
        1 if from < bytes.len() => bytes[from] = random.below(256) as u8,
        2 => drop(bytes.drain(from..to)),
        3 => {
            let part = bytes[from..to].to_vec();
            let times = 1 + random.below(3) * random.below(40);
            bytes.splice(from..from, part.repeat(times));
        }
        4 => bytes.truncate(from),
        5 => {
            let [one, two] = [random.below(other.len() + 1), random.below(other.len() + 1)];
            bytes.splice(from..to, other[one.min(two)..one.max(two)].iter().copied());
        }
        _ => drop(bytes.splice(from..from, nasty(random).into_bytes())),
    }
    bytes
}
