//! Every rule that a book can break, of every stage, and how a sentence is read.

pub mod guide;

use crate::book::Book;
use crate::check::narrative::figures::sentences;
use crate::diagnostic::{Rule, nearest};
use crate::render::edition;
use crate::source::{SourceFile, Sources};
use crate::theme::{faults, palette};
use crate::{check, parse, release, theme};

/// The rules in the order of their codes.
pub fn rules() -> Vec<&'static Rule> {
    let stages =
        [parse::rules::RULES, theme::RULES, faults::RULES, palette::RULES, edition::RULES, release::rules::RULES];
    let mut rules: Vec<_> = stages.into_iter().flatten().copied().chain(check::checks::rules()).collect();
    rules.sort_by_key(|rule| rule.code);
    rules
}

/// The rule with this code or name, in capitals or not.
///
/// # Errors
///
/// A word that is neither, as a sentence that says which is nearest.
pub fn rule(word: &str) -> Result<&'static Rule, String> {
    let rules = rules();
    let known = |rule: &&&Rule| [rule.code, rule.name].iter().any(|known| known.eq_ignore_ascii_case(word));
    if let Some(rule) = rules.iter().find(known) {
        return Ok(rule);
    }
    let codes = nearest(&word.to_uppercase(), rules.iter().map(|rule| rule.code));
    let near = codes.or_else(|| nearest(&word.to_lowercase(), rules.iter().map(|rule| rule.name)));
    let hint = near.map_or_else(
        || "`areabook explain` lists all of them".to_owned(),
        |near| format!("did you mean `{near}`? `areabook explain` lists all of them"),
    );
    Err(format!("there is no rule `{word}`\n{hint}"))
}

/// The key under which a sentence stands among the sections of a report while it is explained.
const SENTENCE: &str = "sentence-to-explain";

/// How the numbers of a sentence are read in a report of a book: what each is taken for, the figures that it was compared with, and
/// what became of it.
///
/// # Errors
///
/// A book that cannot be read, an area or period without a report: as a sentence.
pub fn sentence(sources: &Sources, sentence: &str, area: &str, period: &str) -> Result<String, String> {
    let folders = [format!("areas/{area}"), "content/national".to_owned()];
    let texts = folders.map(|folder| SourceFile {
        path: format!("{folder}/{period}/{SENTENCE}.md"),
        bytes: format!("---\ntitle: Sentence\norder: 1\n---\n{sentence}\n").into_bytes(),
    });
    let (Some(book), _) = parse::parse(&sources.with(&[], texts.into())) else {
        return Err("the book cannot be read: `areabook check` says why".to_owned());
    };
    let report = book.period(period).and_then(|period| book.report(area, period));
    let section = report.and_then(|report| report.sections.iter().find(|section| section.key == SENTENCE));
    match report.zip(section) {
        Some((report, section)) => Ok(sentences::explained(&book, report, section)),
        None => Err(format!("there is no report of `{area}` for {period}{}", hint(&book, area))),
    }
}

fn hint(book: &Book, area: &str) -> String {
    let areas = book.areas.iter().chain([&book.nation]).map(|area| area.key.as_str());
    let near = nearest(area, areas).filter(|near| *near != area);
    near.map(|near| format!("\ndid you mean `{near}`?")).unwrap_or_default()
}
