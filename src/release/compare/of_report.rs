//! One report as it was released against what it is now, part by part.

use std::cell::LazyCell;
use std::collections::BTreeSet;

use super::change::{self, Change};
use super::facts::{Fact, Facts, Part};
use super::states::{Comparison, NOT_KNOWN};
use super::withdrawn::Withdrawn;
use super::wording::Subject;
use super::words::Tokens;
use crate::address::Address;
use crate::book::Book;
use crate::book::report::{Correction, HELD_BACK, Report};
use crate::diagnostic::{Diagnostic, shown};
use crate::release::rules::{IDLE, UNRECORDED, VANISHED};

/// A cell in which nothing stood.
const NO_FIGURE: &str = "[x]";

/// A report as it was and as it is.
pub(super) struct Compared<'a> {
    pub(super) of: &'a Comparison<'a>,
    pub(super) report: &'a Report,
    pub(super) before: Facts,
    pub(super) now: Facts,
    /// Whether reports that were released are gone: what was worked out from them is told with that.
    pub(super) lacks_reports: bool,
    /// What is held back now, and its text may have told.
    pub(super) withdrawn: Option<&'a Withdrawn>,
}

impl Compared<'_> {
    /// What changed and no correction names, and what is wrong with those that were made since the last release.
    pub(super) fn findings(&self, corrections: &[&Correction], findings: &mut Vec<Diagnostic>) {
        let parts: BTreeSet<_> = self.before.keys().chain(self.now.keys()).collect();
        let changed: Vec<_> = parts.into_iter().filter(|part| self.is_changed(part)).collect();
        let has_cell = changed.iter().any(|part| matches!(part, Part::Cell(_) | Part::Table(_)));
        // To set two texts against each other takes time: once for each part, however many corrections it has.
        let changes: Vec<_> = changed.iter().map(|part| LazyCell::new(|| self.change(part))).collect();
        for (part, change) in changed.iter().zip(&changes) {
            let (before, now) = (self.before.get(part), self.now.get(part));
            let follows = before.zip(now).is_some_and(|(before, now)| now.follows(before));
            let follows = follows && !self.has_other_estimate(part);
            let rests_on_gone = self.lacks_reports && before.is_some_and(|before| before.is_worked_out);
            let is_gone = now.is_none() && matches!(part, Part::Cell(_) | Part::Table(_));
            match part {
                Part::HandedIn if has_cell => {}
                _ if is_gone => findings.push(self.vanished(part)),
                _ if follows || rests_on_gone => {}
                Part::Cell(_) if corrections.iter().any(|one| names(one, part)) => {}
                _ => findings.extend(self.untold(corrections, part, change).map(|rest| self.unrecorded(part, &rest))),
            }
        }
        for (at, one) in corrections.iter().enumerate().filter(|(_, one)| one.made.is_some()) {
            let found = changed.iter().zip(&changes).find(|(part, _)| names(one, part));
            let is_twice = |part| corrections[..at].iter().any(|other| names(other, part));
            findings.extend(match found {
                Some((part @ Part::Cell(cell), _)) if is_twice(part) => Some(twice(one, cell, self.of.lost())),
                Some((part @ Part::Cell(cell), _)) => self.untrue_cell(one, part, cell),
                Some((part, _))
                    if corrections[..at].iter().any(|other| names(other, part) && self.is_same(other, one)) =>
                {
                    let finding = IDLE
                        .at(one.was.span, "a correction above this one says the same, and readers would see it twice");
                    Some(finding.help("delete one of the two"))
                }
                Some((_, change)) => self.untrue(one, change),
                None => self.idle(one, &changed),
            });
        }
    }

    fn is_changed(&self, part: &Part) -> bool {
        match (self.before.get(part), self.now.get(part), part) {
            (Some(before), Some(now), _) => now.says.differs(&before.says),
            // The cells of a table that came or went as a whole are told with it.
            (.., Part::Cell(cell)) => has_table(&self.before, cell) == has_table(&self.now, cell),
            _ => true,
        }
    }

    /// Whether a cell is a rate among people of whom another number was known when it was released.
    fn has_other_estimate(&self, part: &Part) -> bool {
        let Part::Cell(cell) = part else { return false };
        let Report { figures, area, period, .. } = self.report;
        let path = figures.cell(&Address::new(cell));
        path.and_then(|path| figures.table(path)?.rate.as_ref()).is_some_and(|rate| {
            let people = |book: &Book, key: &str| {
                book.population(key, period.mid_year(), &rate.population).map(|found| found.people)
            };
            let then = self.of.before.area_called(&area.key).map_or(&area.key, |area| &area.key);
            people(self.of.before, then) != people(self.of.now, &area.key)
        })
    }

    fn vanished(&self, part: &Part) -> Diagnostic {
        let message = format!("{} was released, and is not there any more", part.phrase());
        let finding = VANISHED.at(self.report.figures.span, message);
        finding.help(format!("{}; of a figure {NOT_KNOWN}", self.of.back(self.before.get(part).map(|fact| fact.span))))
    }

    /// The change of a part. What is held back now is told by no correction again.
    fn change(&self, part: &Part) -> Change {
        let [before, now] = [&self.before, &self.now].map(|facts| facts.get(part));
        let change = Change::new(before.map(|fact| &fact.says), now.map(|fact| &fact.says), None);
        match self.withdrawn.zip(before) {
            Some((withdrawn, before)) => {
                change.hiding(&withdrawn.telling(before.span.file, Some(&self.report.area.key)), &withdrawn.numbers())
            }
            None => change,
        }
    }

    /// What of a change the corrections do not tell.
    fn untold(&self, corrections: &[&Correction], part: &Part, change: &Change) -> Option<Change> {
        let of_part = corrections.iter().filter(|one| names(one, part));
        let said: Vec<_> = of_part.map(|one| (one.was.as_str(), self.given(one))).collect();
        // A correction that tells nothing of it is found itself.
        let is_told = said.is_empty() || said.iter().any(|(was, is)| change.is_told(was, is.as_deref()));
        is_told.then(|| change.rest(&said)).flatten()
    }

    /// Whether two corrections of a part give the same words for the same words.
    fn is_same(&self, one: &Correction, other: &Correction) -> bool {
        change::is_like(&one.was, &other.was) && self.given(one) == self.given(other)
    }

    /// The words that a correction gives for a text now.
    fn given(&self, one: &Correction) -> Option<String> {
        let words = Subject { of: Some((self.of.now, self.report)), held: None }.phrase(&one.now);
        Some(Tokens::new(&words).line()).filter(|words| !words.is_empty())
    }

    fn unrecorded(&self, part: &Part, change: &Change) -> Diagnostic {
        let (before, now) = (self.before.get(part), self.now.get(part));
        let what = part.phrase();
        let cell_text = |fact: Option<&Fact>| fact.map(|fact| fact.says.to_string()).unwrap_or_default();
        let [was, is] = match part {
            Part::Cell(_) => [before, now].map(cell_text),
            _ => change.words(),
        };
        let message = match (before.is_some(), now.is_some()) {
            (false, _) => {
                format!("{what} was not there when this report was released, and no correction says that it was added")
            }
            (_, false) => format!("{what} was released, “{was}”, and is not there any more, and no correction says so"),
            _ if change.is_form() && !matches!(part, Part::Cell(_)) => {
                format!("{what} was released in another form, and no correction says so")
            }
            _ => format!("{what} was released as “{was}” and is “{is}” now, and no correction says so"),
        };
        let lines = match part {
            Part::Cell(_) => change::lines(part.key(), self.cell_was(part), None, self.of.today),
            _ => {
                let lines = change.lines().into_iter();
                let lines = lines.map(|[was, is]| change::lines(part.key(), &was, Some(&is), self.of.today));
                lines.collect::<Vec<_>>().join("\n")
            }
        };
        let finding = UNRECORDED.at(now.map_or(self.report.span, |fact| fact.span), message);
        if self.has_other_estimate(part) {
            return finding
                .help("an estimate in `content/populations.csv`, of which the rate is worked out, is another one: put it back as it was released")
                .help(format!("or add to report.yaml, below `corrections:`\n{lines}"));
        }
        finding
            .help(self.of.back(before.map(|fact| fact.span)))
            .help(format!("or add to report.yaml, below `corrections:`\n{lines}"))
    }

    /// What a correction says that a cell was: of a figure that is held back now not the figure.
    fn cell_was(&self, part: &Part) -> &str {
        match self.before.get(part) {
            Some(before) if self.hides(part, before) => HELD_BACK,
            Some(before) => before.says.marked(),
            None => NO_FIGURE,
        }
    }

    /// Whether a figure that was released is held back now.
    fn hides(&self, part: &Part, before: &Fact) -> bool {
        !before.says.marked().starts_with('[') && self.now.get(part).is_some_and(|now| now.is_held_back)
    }

    /// What is wrong with a correction of a cell that changed.
    fn untrue_cell(&self, one: &Correction, part: &Part, cell: &str) -> Option<Diagnostic> {
        let said = self.cell_was(part);
        if is_figure(&one.was, said) {
            return None;
        }
        let was = shown(&one.was);
        let is_hidden = self.before.get(part).is_some_and(|before| self.hides(part, before));
        let (message, help) = match is_hidden {
            true => (
                format!("`{cell}` is held back now, and readers would find “{was}” in the table of changes"),
                format!("write `was: \"{HELD_BACK}\"`"),
            ),
            false => (
                format!("“{was}” was not released: what was released is “{said}”"),
                "write what was released".to_owned(),
            ),
        };
        Some(IDLE.at(one.was.span, message).help(help))
    }

    /// What is wrong with a correction of words that changed.
    fn untrue(&self, one: &Correction, change: &Change) -> Option<Diagnostic> {
        if change.is_told(&one.was, self.given(one).as_deref()) {
            return None;
        }
        let was = shown(&one.was);
        let [was_then, is_now] = change.first_line();
        if one.is_withdrawal() {
            let message = "readers are not told what stood there, so this correction has to say what stands there now";
            return Some(IDLE.at(one.was.span, message).help(format!("write `now: {}`", change::quoted(&is_now))));
        }
        let message = match change.is_said(&one.was) {
            false => format!("“{was}” was not released: these words are not among those that were released"),
            true => format!("this correction does not tell what has changed: “{was_then}” is “{is_now}” now"),
        };
        let help = format!("write what was released, as in `was: {}`", change::quoted(&was_then));
        Some(IDLE.at(one.was.span, message).help(help))
    }

    /// The finding for a correction of what is as it was released.
    fn idle(&self, one: &Correction, changed: &[&Part]) -> Option<Diagnostic> {
        let (what, place) = match (&one.cell, &one.section, &one.about) {
            // That there is no such cell is a finding of its own.
            (Some((cell, _)), ..) if !self.now.contains_key(&Part::Cell(cell.to_string())) => return None,
            (Some((cell, span)), ..) => (format!("`{cell}` is what was released"), *span),
            (_, Some((section, span)), _) => (format!("the section `{section}` says what was released"), *span),
            (.., about) => {
                let about = about.as_ref()?;
                (format!("“{}” is the name of no part of the report that has changed", shown(about)), about.span)
            }
        };
        let others = changed.iter().filter(|_| one.about.is_some() && one.cell.is_none() && one.section.is_none());
        let others: Vec<_> = others.filter_map(|part| part.about()).map(|name| format!("`about: {name}`")).collect();
        let finding = IDLE.at(place, format!("{what}: there is nothing to correct"));
        let finding = finding.help(self.of.lost());
        Some(if others.is_empty() {
            finding
                .help("delete the correction; of what was wrong in print write `printed: …` without `date` and `scale`")
        } else {
            finding.help(format!("write what has changed, as in {}, or delete the correction", others.join(" or ")))
        })
    }
}

/// The finding for the second of two corrections of a cell.
fn twice(one: &Correction, cell: &str, lost: String) -> Diagnostic {
    let place = one.cell.as_ref().map_or(one.was.span, |(_, span)| *span);
    let message = format!("there is a correction of `{cell}` since the last release already");
    IDLE.at(place, message)
        .help(lost)
        .help("keep one of the two, with what was released as `was`: readers saw nothing in between")
}

fn has_table(facts: &Facts, cell: &str) -> bool {
    let table = cell.split('/').next().unwrap_or_default();
    facts.contains_key(&Part::Table(table.to_owned()))
}

/// Whether a correction is about a part.
fn names(one: &Correction, part: &Part) -> bool {
    one.made.is_some()
        && match part {
            Part::Cell(cell) => one.cell.as_ref().is_some_and(|(its, _)| its.as_str() == cell),
            Part::Section(section) => one.section.as_ref().is_some_and(|(its, _)| its == section),
            Part::Table(_) | Part::HandedIn | Part::Other(_) => {
                one.about.as_deref().zip(part.about()).is_some_and(|(about, name)| change::is_like(about, &name))
            }
        }
}

/// Whether what somebody writes for a cell is what stood in it; signs behind the number may be left out.
fn is_figure(written: &str, said: &str) -> bool {
    let plain = |text: &str| text.chars().filter(|sign| !matches!(sign, ',' | ' ' | '\u{a0}')).collect::<String>();
    let (written, said) = (plain(written), plain(said));
    written == said || (!written.is_empty() && said.split('[').next() == Some(written.as_str()))
}
