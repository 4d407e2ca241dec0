//! Progress in words: the lines of a terminal, and what a page says in the same words.

use jiff::Zoned;

use super::value::{AreaProgress, Progress};
use crate::text::number;

impl AreaProgress {
    /// How far it has come, in words.
    pub(super) fn state(&self) -> String {
        match (self.status, &self.excused) {
            ("none", _) => "not begun".to_owned(),
            ("excused", Some(reason)) => format!("excused: {reason}"),
            ("unread", _) => "cannot be read".to_owned(),
            (status, _) => status.to_owned(),
        }
    }

    /// The state that the public site has of it while that is not the one that there is now.
    pub(super) fn stands(&self) -> Option<String> {
        let day = self.released.filter(|_| !self.public)?;
        Some(format!("as released on {}", number::day(day)))
    }

    /// What it waits for though it is ready, in words.
    pub(super) fn held(&self) -> Option<String> {
        match &self.held_until {
            Some(time) => Some(format!("held until {}", shown(time))),
            None => self.waits_for_others.then(|| "waits until what it tells of is public".to_owned()),
        }
    }

    /// How many errors and warnings there are; empty where there are none.
    pub(super) fn found(&self) -> String {
        let found = [(self.errors, "error"), (self.warnings, "warning")];
        let found: Vec<_> =
            found.iter().filter(|(number, _)| *number > 0).map(|(number, what)| counted(*number, what)).collect();
        found.join(", ")
    }

    /// Whether somebody has said that it is complete.
    pub(super) fn is_handed_in(&self) -> bool {
        matches!(self.status, "final" | "signed")
    }

    /// The state in words, with what it waits for.
    fn words(&self) -> String {
        let mut parts = vec![self.state()];
        parts.extend(self.held());
        parts.extend(self.stands().map(|stands| format!("public {stands}")));
        parts.extend(Some(self.found()).filter(|found| !found.is_empty()));
        parts.extend((!self.missing.is_empty()).then(|| format!("lacks {}", self.missing.join(", "))));
        let waits = self.is_handed_in() && !self.to_approve.is_empty();
        parts.extend(waits.then(|| format!("to be approved by {}", self.to_approve.join(", "))));
        parts.join("; ")
    }
}

impl Progress {
    /// When the reports are released, to stand behind the period; empty where nothing is said of it.
    pub(super) fn release_words(&self) -> String {
        self.release.as_ref().map_or_else(String::new, |time| format!(", released on {}", shown(time)))
    }

    /// How many have come how far.
    pub(super) fn states(&self) -> String {
        let states = [
            ("signed", "signed"),
            ("final", "final"),
            ("draft", "draft"),
            ("excused", "excused"),
            ("unread", "unread"),
            ("none", "not begun"),
        ];
        let counts = states.iter().map(|(status, words)| (self.count(|area| area.status == *status), words));
        let counts: Vec<_> =
            counts.filter(|(count, _)| *count > 0).map(|(count, words)| format!("{count} {words}")).collect();
        counts.join(", ")
    }

    /// How many reports are such as `is_so` says.
    pub(super) fn count(&self, is_so: impl Fn(&AreaProgress) -> bool) -> usize {
        self.areas.iter().filter(|area| is_so(area)).count()
    }

    /// Lines for people: an area each, and how many have come how far.
    pub fn text(&self) -> String {
        let width = self.areas.iter().map(|area| area.name.chars().count()).max().unwrap_or_default();
        let mut text = format!("{}{}\n\n", self.period, self.release_words());
        text.extend(self.areas.iter().map(|area| {
            let mark = if area.public { "public" } else { "" };
            format!("{:width$}  {mark:6}  {}\n", area.name, area.words())
        }));
        text + &format!("\n{}\n", self.states())
    }
}

/// A time as people of the team read it.
fn shown(time: &Zoned) -> String {
    format!("{}, {}", number::day(time.date()), time.strftime("%H:%M"))
}

fn counted(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}
