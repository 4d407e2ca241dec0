//! One report as it was released against what it is now, part by part.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::facts::{Fact, Facts, HANDED_IN, Part};
use super::rules::{IDLE, UNRECORDED, VANISHED};
use super::wording::{IN_ANOTHER_FORM, Wording, difference, quoted, spaced};
use crate::book::report::{Correction, Report};
use crate::diagnostic::{Diagnostic, shown};

/// A report as it was and as it is.
pub(crate) struct Compared<'a> {
    pub(crate) report: &'a Report,
    pub(crate) before: Facts,
    pub(crate) now: Facts,
    pub(crate) today: Date,
}

/// A cell in which nothing stood.
const NOTHING: &str = "[x]";

impl Compared<'_> {
    /// What changed and no correction names, and what is wrong with those that were made since the last release.
    pub(crate) fn findings(&self, corrections: &[&Correction], findings: &mut Vec<Diagnostic>) {
        let mut borne_out = vec![false; corrections.len()];
        let parts: BTreeSet<_> = self.before.keys().chain(self.now.keys()).collect();
        let changed: Vec<_> =
            parts.into_iter().filter(|part| self.is_changed(part, self.before.get(part), self.now.get(part))).collect();
        let is_of_cells = |part: &&&Part| matches!(part, Part::Cell(_)) || self.is_table(part);
        let has_cell = changed.iter().any(|part| is_of_cells(&part));
        for part in changed {
            let (before, now) = (self.before.get(part), self.now.get(part));
            if has_cell && *part == Part::Other(HANDED_IN.to_owned()) {
                continue;
            }
            let named = corrections.iter().position(|one| names(one, part, before));
            if let Some(at) = named {
                borne_out[at] = true;
            }
            let is_gone = now.is_none() && (matches!(part, Part::Cell(_)) || self.is_table(part));
            let follows = before.zip(now).is_some_and(|(before, now)| now.follows(before));
            if is_gone {
                findings.push(self.vanished(part));
            } else if named.is_none() && !follows {
                findings.push(self.unrecorded(part, before, now));
            }
        }
        for (one, borne_out) in corrections.iter().zip(borne_out) {
            findings.extend(self.fault(one, borne_out));
        }
    }

    fn is_changed(&self, part: &Part, before: Option<&Fact>, now: Option<&Fact>) -> bool {
        match (before, now) {
            (Some(before), Some(now)) => now.says.differs(&before.says),
            // The cells of a table that came or went as a whole are told with it.
            _ => {
                !matches!(part, Part::Cell(cell) if self.has_table(&self.before, cell) != self.has_table(&self.now, cell))
            }
        }
    }

    fn has_table(&self, facts: &Facts, cell: &str) -> bool {
        let table = cell.split('/').next().unwrap_or_default();
        facts.contains_key(&Part::Other(format!("the table `{table}`")))
    }

    fn is_table(&self, part: &Part) -> bool {
        matches!(part, Part::Other(what) if what.starts_with("the table `"))
    }

    fn vanished(&self, part: &Part) -> Diagnostic {
        let what = match part {
            Part::Cell(what) | Part::Section(what) => format!("`{what}`"),
            Part::Other(what) => what.clone(),
        };
        let finding = VANISHED.at(self.report.figures.span, format!("{what} was released, and is not there any more"));
        finding.help("put it back; of a figure that is not known any more write \"[x]\", and a correction")
    }

    fn unrecorded(&self, part: &Part, before: Option<&Fact>, now: Option<&Fact>) -> Diagnostic {
        let none = Wording::default();
        let [said, says] = [before, now].map(|fact| fact.map_or(&none, |fact| &fact.says));
        let place = now.map_or(self.report.span, |fact| fact.span);
        let (was, is) = match part {
            Part::Cell(_) => (said.read.clone(), says.read.clone()),
            _ => difference(said, says).unwrap_or_else(|| IN_ANOTHER_FORM.map(str::to_owned).into()),
        };
        let is_form = was == IN_ANOTHER_FORM[0];
        let (key, what) = match part {
            Part::Cell(cell) => (format!("cell: {cell}"), format!("`{cell}`")),
            Part::Section(section) => (format!("section: {section}"), format!("the section `{section}`")),
            Part::Other(what) => (format!("about: {}", quoted(&what.replace('`', ""))), what.clone()),
        };
        let message = match (before.is_some(), now.is_some()) {
            (false, _) => {
                format!("{what} was not there when this report was released, and no correction says that it is now")
            }
            (_, false) => format!("{what} was released, “{was}”, and is not there any more, and no correction says so"),
            _ if is_form => format!("{what} was released in another form, and no correction says so"),
            _ => format!("{what} was released as “{was}” and is “{is}” now, and no correction says so"),
        };
        let nothing = if matches!(part, Part::Cell(_)) { NOTHING } else { "nothing" };
        let was = if before.is_none() { nothing.to_owned() } else { was.trim_matches('…').to_owned() };
        let now = match part {
            Part::Cell(_) => String::new(),
            _ => format!("\n    now: {}", quoted(if now.is_none() { "nothing" } else { is.trim_matches('…') })),
        };
        let today = self.today;
        let lines =
            format!("  - {key}\n    was: {}{now}\n    date: {today}\n    scale: minor\n    reason: …", quoted(&was));
        UNRECORDED
            .at(place, message)
            .help("put it back as it was released")
            .help(format!("or add to report.yaml, below `corrections:`\n{lines}"))
    }

    /// What is wrong with a correction that was made since the last release.
    fn fault(&self, one: &Correction, borne_out: bool) -> Option<Diagnostic> {
        let part = match (&one.cell, &one.section) {
            _ if one.made.is_none() => return None,
            (Some((cell, _)), _) => Some(Part::Cell(cell.to_string())),
            (_, Some((section, _))) => Some(Part::Section(section.clone())),
            _ => None,
        };
        let place = one.cell.as_ref().map(|(_, span)| *span).or(one.section.as_ref().map(|(_, span)| *span));
        let place = place.unwrap_or(one.was.span);
        let before = part.as_ref().and_then(|part| self.before.get(part));
        if !borne_out {
            let what = match &part {
                Some(Part::Cell(cell)) if !self.now.contains_key(&Part::Cell(cell.clone())) => return None,
                Some(Part::Cell(cell)) => format!("`{cell}` is what was released"),
                Some(Part::Section(section)) => format!("the section `{section}` says what was released"),
                _ => format!(
                    "nothing that is in no cell and no section was released as “{}” and is another now",
                    shown(&one.was)
                ),
            };
            let finding = IDLE.at(place, format!("{what}: there is nothing to correct"));
            return Some(finding.help(
                "delete the correction; of what was wrong in print write `printed: …` without `date` and `scale`",
            ));
        }
        let said = before.map(|fact| fact.says.words()).unwrap_or_default();
        let is_said = match &part {
            Some(Part::Cell(_)) => is_figure(&one.was, if before.is_some() { &said } else { NOTHING }),
            Some(Part::Section(_)) => before.is_none() || was_said(&said, &one.was),
            _ => true,
        };
        let finding = || {
            let said = match &part {
                Some(Part::Cell(_)) => format!("what was released is “{said}”"),
                _ => "these words are not among those that were released".to_owned(),
            };
            let finding = IDLE.at(one.was.span, format!("“{}” was not released: {said}", shown(&one.was)));
            finding.help("write what was released")
        };
        (!is_said).then(finding)
    }
}

/// Whether a correction is about a part that was released so.
fn names(one: &Correction, part: &Part, before: Option<&Fact>) -> bool {
    let is_made = one.made.is_some();
    is_made
        && match part {
            Part::Cell(cell) => one.cell.as_ref().is_some_and(|(its, _)| its.as_str() == cell),
            Part::Section(section) => one.section.as_ref().is_some_and(|(its, _)| its == section),
            Part::Other(_) => {
                one.about.is_some() && before.is_none_or(|before| was_said(&before.says.words(), &one.was))
            }
        }
}

/// Whether a text says what a correction says that was released, however it is spaced.
fn was_said(text: &str, was: &str) -> bool {
    was == IN_ANOTHER_FORM[0] || text.contains(&spaced(was))
}

/// Whether what somebody writes for a cell is what stood in it; signs behind the number may be left out.
fn is_figure(written: &str, said: &str) -> bool {
    let plain = |text: &str| text.chars().filter(|sign| !matches!(sign, ',' | ' ' | '\u{a0}')).collect::<String>();
    let (written, said) = (plain(written), plain(said));
    written == said || (!written.is_empty() && said.split('[').next() == Some(written.as_str()))
}
