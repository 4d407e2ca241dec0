//! Random mutations of valid files end in findings or success: never a panic, never a long wait.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use areabook::source::{SourceFile, Sources};
use areabook::{check, parse};
use rayon::prelude::*;

use crate::synthetic::random::Random;
use crate::{TODAY, sites};

const MUTATIONS: u64 = 10_000;
const LONGEST: Duration = Duration::from_secs(1);

/// Pieces of text that parsers stumble over.
const NASTY: [&str; 34] = [
    "{{",
    "}}",
    "{{ people/total/total }}",
    "[",
    "]",
    "{",
    "}",
    "\"",
    "'",
    "\t",
    "\0",
    "\u{feff}",
    "\u{202e}",
    "é",
    "\u{e000}",
    "🙂",
    "99999999999999999999",
    "-",
    "- ",
    "---\n",
    ": ",
    "#",
    "&a ",
    "*a",
    "!tag ",
    "|",
    ">",
    "[z]",
    "[^a]",
    "[^a]: x\n",
    "> [!BOX] ",
    "<b>",
    "\r\n",
    "{{ {{ | share of",
];

/// Changes one file in one way.
fn mutate(random: &mut Random, files: &mut Vec<SourceFile>) {
    let at = random.below(files.len());
    let other = random.below(files.len());
    let bytes = &mut files[at].bytes;
    let place = random.below(bytes.len() + 1);
    let lines: Vec<Vec<u8>> = bytes.split_inclusive(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect();
    let line = random.below(lines.len().max(1));
    match random.below(9) {
        0 if place < bytes.len() => bytes[place] = u8::try_from(random.below(256)).unwrap(),
        1 => drop(bytes.splice(place..place, NASTY[random.below(NASTY.len())].bytes())),
        2 => bytes.truncate(place),
        3 if !lines.is_empty() => *bytes = [&lines[..line], &lines[line + 1..]].concat().concat(),
        4 if !lines.is_empty() => *bytes = [&lines[..line], &lines[line..=line], &lines[line..]].concat().concat(),
        5 => drop(bytes.splice(place..place, NASTY[random.below(NASTY.len())].repeat(60).bytes())),
        6 => drop(files.remove(at)),
        7 => {
            let bytes = files[other].bytes.clone();
            files[at].bytes = bytes;
        }
        _ => {
            files[at].path =
                files[at].path.replacen(["a", "/", "2", "."][random.below(4)], ["b", "-", "3", ""][random.below(4)], 1)
        }
    }
}

#[test]
fn no_mutation_of_a_valid_book_panics_or_hangs() {
    let names = [
        "clean",
        "parts-of-documents",
        "no-figure-ok",
        "notes-of-a-cell",
        "typed-figure-ok",
        "a-rate-left-out-is-worked-out",
    ];
    let books: Vec<Vec<SourceFile>> = names
        .iter()
        .map(|name| {
            let sources = sites::sources(name);
            sources
                .below("")
                .map(|file| SourceFile { path: sources.path(file).to_owned(), bytes: sources.bytes(file).to_vec() })
                .collect()
        })
        .collect();
    let faults: Vec<String> = (0..MUTATIONS).into_par_iter().filter_map(|seed| fault(seed, &books)).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// What goes wrong with the mutation of a seed, if anything does.
fn fault(seed: u64, books: &[Vec<SourceFile>]) -> Option<String> {
    let mut random = Random::new(&[seed]);
    let mut files = books[random.below(books.len())].clone();
    for _ in 0..=random.below(3) {
        if !files.is_empty() {
            mutate(&mut random, &mut files);
        }
    }
    let sources = Sources::new(files);
    let start = Instant::now();
    let run = || {
        if let (Some(book), findings) = parse::parse(&sources) {
            check::check(&book, TODAY, findings);
        }
    };
    let panics = catch_unwind(AssertUnwindSafe(run)).is_err();
    let slow = start.elapsed() > LONGEST;
    (panics || slow).then(|| format!("seed {seed}: panics {panics}, takes {:?}", start.elapsed()))
}
