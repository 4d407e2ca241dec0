//! Answers tables from standard input, one a line, for `tests/statistics/disclosure.py`. Not part of the product.
//!
//! `ROWS COLUMNS BELOW CELL …`: the cells row by row with a total behind each row and a row of totals at the end, each a number or
//! `c`; `BELOW` is the limit of `[disclosure]`, 0 for none. The answer is how many milliseconds the audit took, then the positions of
//! the cells that it finds.

#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "a test that measures time")]

use std::fmt::Write as _;
use std::io::{self, BufRead};
use std::time::Instant;

use areabook::disclosure::audit::audit;
use areabook::publish::examine;
use areabook::source::{SourceFile, Sources};

fn members(key: char, count: usize) -> String {
    (0..count).map(|at| format!("{key}{at}: {}{at}", key.to_uppercase())).collect::<Vec<_>>().join(", ")
}

/// A synthetic book with one table.
fn book(rows: usize, columns: usize, below: usize, cells: &[&str]) -> Sources {
    let mut settings = "[book]\ntitle = \"T\"\ndescription = \"T\"\n[nation]\nkey = \"n\"\nname = \"N\"\n".to_owned();
    if below > 0 {
        write!(settings, "[disclosure]\nbelow = {below}\n").unwrap();
    }
    let axis = |key: char, count| {
        format!("  {key}: {{ label: {key}, members: {{ {} }}, total: {{ total: Total }} }}\n", members(key, count))
    };
    let form = format!(
        "form: f\ntitle: F\nperiods: {{ from: 2020 }}\naxes:\n{}{}tables:\n  t: {{ title: T, counts: flow, unit: things, axes: [r, c] }}\n",
        axis('r', rows),
        axis('c', columns)
    );
    let mut figures = "area: a\nperiod: 2020\nform: f\nt:\n".to_owned();
    let key = |key: char, at, all| if at == all { "total".to_owned() } else { format!("{key}{at}") };
    for (row, line) in cells.chunks(columns + 1).enumerate() {
        let cell = |(at, cell): (usize, &&str)| {
            let cell = if *cell == "c" { "\"[c]\"" } else { cell };
            format!("{}: {cell}", key('c', at, columns))
        };
        let line: Vec<_> = line.iter().enumerate().map(cell).collect();
        writeln!(figures, "  {}: {{ {} }}", key('r', row, rows), line.join(", ")).unwrap();
    }
    let file = |path: &str, text: String| SourceFile { path: path.to_owned(), bytes: text.into() };
    Sources::new([
        file("book.toml", settings),
        file("content/forms/f.yaml", form),
        file("areas/a/area.yaml", "area: a\nname: A\n".to_owned()),
        file("areas/a/2020/report.yaml", "area: a\nperiod: 2020\nstatus: final\n".to_owned()),
        file("areas/a/2020/statistics.yaml", figures),
    ])
}

fn main() {
    for line in io::stdin().lock().lines() {
        let line = line.unwrap();
        let words: Vec<&str> = line.split_whitespace().collect();
        let number = |at: usize| words[at].parse::<usize>().unwrap();
        let (rows, columns) = (number(0), number(1));
        let sources = book(rows, columns, number(2), &words[3..]);
        let book = examine(&sources, jiff::civil::date(2026, 11, 26)).book.unwrap();
        let begin = Instant::now();
        let audit = audit(&book);
        let mut answer = format!("{:.1}", begin.elapsed().as_secs_f64() * 1000.0);
        for exposed in &audit.exposed {
            let at = |axis, all: usize| exposed.figure.path.position(axis).unwrap().min(all);
            write!(answer, " {}", at(0, rows) * (columns + 1) + at(1, columns)).unwrap();
        }
        anstream::println!("{answer}");
    }
}
