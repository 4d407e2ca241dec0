//! Answers cases from standard input, one a line, for `tests/statistics/compare.py`. Not part of the product.
//!
//! `interval COUNT`, `limits EXPECTED`, `change COUNT PEOPLE COUNT PEOPLE`, `spread OBSERVED EXPECTED …`; the answer is a
//! line of numbers, or `none`.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a case that cannot be read is a fault of the test")]

use std::io::{self, BufRead};

use areabook::statistics::{change, funnel, interval, spread};

fn line(numbers: &[f64]) -> String {
    numbers.iter().map(|number| format!("{number:e}")).collect::<Vec<_>>().join(" ")
}

fn answer(case: &str) -> String {
    let mut words = case.split_whitespace();
    let kind = words.next().unwrap_or_default();
    let words: Vec<&str> = words.collect();
    let whole = |at: usize| words[at].parse::<u64>().unwrap();
    let real = |at: usize| words[at].parse::<f64>().unwrap();
    match kind {
        "interval" => {
            let interval = interval::of_count(whole(0));
            line(&[interval.lower, interval.upper])
        }
        "limits" => line(&funnel::TAILS.map(|tail| funnel::limit(real(0), tail))),
        "change" => line(&[change::of_difference((whole(0), whole(1)), (whole(2), whole(3)))]),
        "spread" => {
            let areas: Vec<_> = (0..words.len() / 2).map(|at| (whole(2 * at), real(2 * at + 1))).collect();
            match spread::spread(&areas) {
                None => "none".to_owned(),
                Some(found) => {
                    let wide = funnel::limits(areas[0].1, Some(&found)).unwrap().0;
                    line(&[found.ratio, found.between, wide[0], wide[1], wide[2], wide[3]])
                }
            }
        }
        other => panic!("`{other}` is no kind of case"),
    }
}

fn main() {
    for case in io::stdin().lock().lines() {
        let answer = answer(&case.unwrap());
        anstream::println!("{answer}");
    }
}
