//! The reference language, `{{ … }}`: a path or a name, and a few readings. It is no program: no loops, no files.

use crate::address::Address;
use crate::book::narrative::{Asks, Direction, NAMES, Reading, Since, TARGETS, Target};
use crate::diagnostic::{Diagnostic, nearest, shown};
use crate::parse::rules;
use crate::source::Span;

/// What follows `see` where the nation's report is meant.
const NATION: &str = "nation";
/// The most decimals that a share or change can be asked for with.
const MOST_DECIMALS: u8 = 4;

/// Reads what stands between the braces.
pub fn parse(text: &str, span: Span) -> Result<Asks, Box<Diagnostic>> {
    let mut parts = text.split('|').map(str::trim);
    let subject = parts.next().unwrap_or_default();
    let filters: Vec<_> = parts.collect();
    let fault = |message: String, help: &str| Box::new(rules::BAD_REFERENCE.at(span, message).help(help));
    if text.contains('\\') {
        let help = format!("delete it: `{{{{ {} }}}}`", shown(&text.replace('\\', "")));
        return Err(fault("a `\\` stands in this reference".to_owned(), &help));
    }
    if let Some((message, help)) = no_subject(subject) {
        return Err(fault(message, help));
    }
    let word =
        |word: &str| subject.strip_prefix(word).filter(|rest| rest.starts_with(char::is_whitespace)).map(str::trim);
    if let Some(rest) = word("see") {
        return see(rest, &filters).map_err(|(message, help)| fault(message, help));
    }
    let exhibit = word("table")
        .map(|key| Asks::Table(key.to_owned()))
        .or_else(|| word("chart").map(|key| Asks::Chart(key.to_owned())));
    if let Some(asks) = exhibit.or_else(|| NAMES.iter().find(|row| row.0 == subject).map(|row| Asks::Name(row.1))) {
        let Some(filter) = filters.first() else { return Ok(asks) };
        return Err(fault(format!("`{filter}` cannot be made of `{subject}`"), "delete the `|` and what follows it"));
    }
    if subject.contains('.') {
        let names = NAMES.map(|row| row.0);
        let help = match nearest(subject, names) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("names that exist: {}", names.join(", ")),
        };
        return Err(fault(format!("there is no name `{subject}`"), &help));
    }
    if subject.contains(char::is_whitespace) {
        return Err(fault(
            format!("`{subject}` is not a path"),
            "write a cell's path without spaces, as in `people/step_1/total`",
        ));
    }
    let (mut reading, mut words) = (Reading::Number, false);
    for filter in filters {
        match self::reading(filter) {
            Some(Filter::Words) => words = true,
            Some(Filter::Reading(read)) if reading == Reading::Number => reading = read,
            Some(Filter::Reading(_)) => {
                return Err(fault(
                    "a figure can be read in one way only".to_owned(),
                    "keep one of `before`, `rise`, `fall`, `change`, `nation`, `share of …`, `size`",
                ));
            }
            None => {
                return Err(fault(
                    format!("`{filter}` is not something that can be made of a figure"),
                    "write `before`, `rise`, `fall`, `change`, `percent rise`, `percent fall`, `percent change`, `share of PATH`, `nation`, `share of nation`, `size`, which leaves out a minus, or `words`; for the year before and not the period before write `in a year` behind one of the first seven; decimals follow a comma: `share of PATH, 2`",
                ));
            }
        }
    }
    Ok(Asks::Figure { of: Address::new(subject), reading, in_words: words })
}

/// What is wrong with something that no reference begins with.
fn no_subject(subject: &str) -> Option<(String, &'static str)> {
    if subject.is_empty() {
        let help = "write a cell's path, as in `{{ people/step_1/total }}`";
        return Some(("nothing stands between the braces".to_owned(), help));
    }
    let help = "delete it with its braces; an image is written `![What it shows](photo.jpg)`";
    subject.starts_with(['<', '%']).then(|| (format!("`{subject}` is a command of Hugo"), help))
}

/// `see table people`: what stands behind `see`.
fn see(rest: &str, filters: &[&str]) -> Result<Asks, (String, &'static str)> {
    if let Some(filter) = filters.first() {
        return Err((format!("`{filter}` cannot be made of `see`"), "delete the `|` and what follows it"));
    }
    if rest == NATION {
        return Ok(Asks::See(Target::Nation, String::new()));
    }
    let target = rest.split_once(char::is_whitespace).and_then(|(kind, key)| {
        let row = TARGETS.iter().find(|row| row.0 == kind)?;
        let key = key.trim();
        (!key.contains(char::is_whitespace)).then(|| Asks::See(row.1, key.to_owned()))
    });
    let help = "write `see table KEY`, `see chart KEY`, `see section KEY` or `see nation`; the key of a section is the name of its file";
    target.ok_or_else(|| (format!("`see {rest}` leads nowhere"), help))
}

enum Filter {
    Reading(Reading),
    Words,
}

fn reading(filter: &str) -> Option<Filter> {
    let (name, decimals) = match filter.rsplit_once(',') {
        Some((name, decimals)) => {
            (name.trim(), decimals.trim().parse().ok().filter(|&decimals| decimals <= MOST_DECIMALS)?)
        }
        None => (filter, 1),
    };
    let name = name.split_whitespace().collect::<Vec<_>>();
    let (name, since) = match name.as_slice() {
        [name @ .., "in", "a", "year"] => (name, Since::YearBefore),
        name => (name, Since::PeriodBefore),
    };
    Some(Filter::Reading(match name {
        ["percent", "change"] => Reading::PercentChange(Direction::Either, since, decimals),
        ["percent", "rise"] => Reading::PercentChange(Direction::Rise, since, decimals),
        ["percent", "fall"] => Reading::PercentChange(Direction::Fall, since, decimals),
        ["rise"] => Reading::Change(Direction::Rise, since),
        ["fall"] => Reading::Change(Direction::Fall, since),
        ["change"] => Reading::Change(Direction::Either, since),
        ["before"] => Reading::Before(since),
        _ if since == Since::YearBefore => return None,
        ["size"] => Reading::Size,
        ["nation"] => Reading::Nation,
        ["share", "of", "nation"] => Reading::ShareOfNation(decimals),
        ["share", "of", of] => Reading::Share(Address::new(of), decimals),
        ["words"] => return Some(Filter::Words),
        _ => return None,
    }))
}
