//! Names that are declared otherwise than all that uses them says: one slip, where it stands, in place of a finding for each use.

use std::collections::{BTreeMap, BTreeSet};

use super::files::folders::{mismatch, no_area, report_folder};
use super::files::returns::figures::not_of;
use super::rules;
use crate::book::Book;
use crate::book::form::Form;
use crate::book::period::Period;
use crate::diagnostic::Diagnostic;
use crate::source::{FileId, Sources, Span};

/// Puts one finding in place of those that name a thing otherwise than it is declared, where nothing else names it as it is. Where one
/// report alone does, the slip may be there.
pub(crate) fn gather(sources: &Sources, findings: &mut Vec<Diagnostic>) {
    let mut uses: BTreeMap<(String, String), BTreeSet<Span>> = BTreeMap::new();
    // The folder of an area is named for the files in it; that of the nation is not.
    let is_of_area = |finding: &Diagnostic| {
        finding.rule == &rules::MISMATCH && sources.path(finding.span.file).starts_with("areas/")
    };
    let known = findings.iter().filter(|finding| !is_of_area(finding));
    for (finding, (typed, near)) in known.filter_map(|finding| Some((finding, pair(finding)?))) {
        uses.entry((typed.to_owned(), near.to_owned())).or_default().insert(finding.span);
    }
    uses.retain(|_, places| {
        let whose: BTreeSet<_> = places.iter().map(|place| whose(sources.path(place.file))).collect();
        whose.len() > 1 || places.len() > 1 && whose.iter().all(|path| is_declaration(path))
    });
    for ((typed, declared), places) in &uses {
        let (Some(place), Some(first)) = (only_place(sources, declared), places.first()) else { continue };
        let is_of_pair = |finding: &Diagnostic| pair(finding) == Some((typed.as_str(), declared.as_str()));
        let Some(rule) = findings.iter().find(|finding| is_of_pair(finding)).map(|finding| finding.rule) else {
            continue;
        };
        findings.retain(|finding| !is_of_pair(finding));
        let message = format!(
            "nothing names `{declared}`, and {} places name `{typed}`, which is declared nowhere",
            places.len()
        );
        let finding = rule.at(place, message).related(*first, "the first of them");
        findings.push(finding.help(format!("write `{typed}` here if they are right, or `{declared}` in each of them")));
    }
}

/// Puts one finding, at a form, in place of those of returns of a period for which no form holds, where several fill in the same.
pub(crate) fn out_of_period(book: &Book, findings: &mut Vec<Diagnostic>) {
    let mut forms: BTreeMap<_, (&Form, Period, usize)> = BTreeMap::new();
    for report in book.all_reports() {
        let (form, period) = (&*report.figures.form, report.period);
        if !form.covers(period) && book.forms_for(period, form.national, true).is_empty() {
            forms.entry(not_of(form, period)).or_insert((form, period, 0)).2 += 1;
        }
    }
    for (message, (form, period, count)) in forms.into_iter().filter(|(_, (.., count))| *count > 1) {
        findings.retain(|finding| finding.message != message);
        let finding = rules::BAD_VALUE
            .at(form.periods, format!("{count} returns of {period} fill in `{}`, which does not hold then", form.key));
        findings.push(
            finding.help(format!("write here that it was used in {}, or add a form for that period", period.name())),
        );
    }
}

/// What was typed and the name that it is near to, where nothing else is other in their addresses.
fn pair(finding: &Diagnostic) -> Option<(&str, &str)> {
    let [typed, near] = finding.meant.as_ref()?;
    let (typed, near): (Vec<_>, Vec<_>) = (typed.split('/').collect(), near.split('/').collect());
    let mut other = typed.iter().zip(&near).filter(|(typed, near)| typed != near);
    let (typed_step, near_step) = other.next().filter(|_| typed.len() == near.len())?;
    other.next().is_none().then_some((typed_step, near_step))
}

/// The report to which a file belongs, or the file itself.
fn whose(path: &str) -> &str {
    report_folder(path).unwrap_or(path)
}

/// Whether a file says what reports can name.
fn is_declaration(path: &str) -> bool {
    report_folder(path).is_none() && !path.starts_with("releases/") && (path.ends_with(".yaml") || path == "book.toml")
}

/// Where a name is declared, if that is the only place in the book that has it.
fn only_place(sources: &Sources, name: &str) -> Option<Span> {
    let paths =
        || sources.below("").map(|file| (file, sources.path(file))).filter(|(_, path)| !path.starts_with("releases/"));
    if paths().any(|(_, path)| path.split('/').any(|step| step.split('.').next() == Some(name))) {
        return None;
    }
    let is_read =
        |path: &str| path.rsplit_once('.').is_some_and(|(_, ending)| ["yaml", "toml", "csv", "md"].contains(&ending));
    let mut places = paths().filter(|(_, path)| is_read(path)).flat_map(|(file, _)| places(sources, file, name));
    let only = places.next()?;
    (places.next().is_none() && is_declaration(sources.path(only.file))).then_some(only)
}

/// Where a file has a name as a key, a value or a step of an address: words in a sentence are none.
fn places(sources: &Sources, file: FileId, name: &str) -> Vec<Span> {
    let text = sources.text(file).unwrap_or_default();
    let is_sentence = sources.path(file).ends_with(".md");
    let is_there = |at: usize| {
        let (before, after) = (text[..at].chars().next_back(), text[at + name.len()..].chars().next());
        let is_step = before == Some('/') || after == Some('/');
        let is_word = |sign: Option<char>| sign.is_some_and(|sign| sign.is_alphanumeric() || matches!(sign, '_' | '-'));
        let is_bare = || {
            let (head, rest) = (text[..at].trim_end_matches(' '), text[at + name.len()..].trim_start_matches(' '));
            (head.is_empty() || head.ends_with(['\n', '{', '[', '"', '\'', ':', ',', '-', '=', '(']))
                && (rest.is_empty() || rest.starts_with([':', ',', '}', ']', '\n', '\r', '"', '\'', '=', '|', '#']))
        };
        !is_word(before)
            && !is_word(after)
            && (is_step || is_bare() && (!is_sentence || text[..at].trim_end().ends_with("{{")))
    };
    let found = text.match_indices(name).map(|(at, _)| at).filter(|at| is_there(*at));
    found.map(|at| Span::new(file, at..at + name.len())).collect()
}

/// Makes one finding of many where the files of an area all name another: its folder was given a new name.
pub(crate) fn renamed(sources: &Sources, findings: &mut Vec<Diagnostic>) {
    let area = |finding: &Diagnostic| {
        if finding.rule != &rules::MISMATCH {
            return None;
        }
        let folder = sources.path(finding.span.file).strip_prefix("areas/")?.split_once('/')?.0;
        let said = sources.slice(finding.span).trim_matches(['"', '\'']);
        (finding.message == mismatch(said, folder)).then(|| (folder.to_owned(), said.to_owned()))
    };
    let mut named = BTreeMap::<_, Vec<Span>>::new();
    for (area, span) in findings.iter().filter_map(|finding| Some((area(finding)?, finding.span))) {
        named.entry(area).or_default().push(span);
    }
    named.retain(|(folder, _), places| {
        let is_report = |path: &str| path.ends_with("/report.yaml") || path.ends_with("/statistics.yaml");
        let shelf = format!("areas/{folder}/");
        // That area.yaml says it as well makes no difference.
        let reports = places.iter().filter(|place| is_report(sources.path(place.file))).count();
        reports > 0
            && places.len() > 1
            && reports == sources.below(&shelf).filter(|file| is_report(sources.path(*file))).count()
    });
    let mut told = BTreeSet::new();
    findings.retain_mut(|finding| {
        let Some((folder, said)) = area(finding) else { return true };
        let Some(places) = named.get(&(folder.clone(), said.clone())) else { return true };
        finding.related = places.iter().skip(1).take(1).map(|place| (*place, "another of them".to_owned())).collect();
        finding.message = format!("every file of this folder says `{said}`, and the folder is called `{folder}`");
        let is_taken = sources.below(&format!("areas/{said}/")).next().is_some();
        finding.help = vec![match is_taken {
            true => format!("write `area: {folder}` in each of them; if the folder is a copy of `{said}`, delete it"),
            false => format!("name the folder `{said}`, as its files say"),
        }];
        let shelf = format!("areas/{folder}/");
        let periods = sources.listed(&shelf).filter_map(|(_, path)| path[shelf.len()..].split_once('/'));
        if let Some(until) = periods.map(|(period, _)| period).max().filter(|_| !is_taken) {
            finding.help.push(format!(
                "or, if the area is called otherwise now, write in its area.yaml `area: {folder}`, and below it\nformerly:\n  - {{ area: {said}, until: {until} }}"
            ));
        }
        told.insert(folder)
    });
    // What else names the area as its files do follows from that.
    let is_said = |message: &str| named.keys().any(|(_, said)| message == no_area(said));
    findings.retain(|finding| !is_said(&finding.message));
}
