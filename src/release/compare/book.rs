//! What the book's own files said when it was released against what they say.

use std::collections::BTreeSet;

use super::change::{self, Change};
use super::fact::{Fact, Facts, Kind, Of};
use super::of_book::{self, Seen};
use super::states::Comparison;
use super::withdrawn::{self, Withdrawn, parts};
use super::words::Tokens;
use crate::book::area::Area;
use crate::book::period::Period;
use crate::book::report::HELD_BACK;
use crate::book::{Book, BookCorrection};
use crate::diagnostic::{Diagnostic, shown};
use crate::parse::files::folders::report_folder;
use crate::release::rules::{IDLE, UNRECORDED, VANISHED};

/// Something that changed and that is told by a correction, or should be.
struct Changed<'f> {
    what: &'f str,
    then: Option<&'f Fact>,
    is: Option<&'f Fact>,
    /// The file that says it.
    path: &'f str,
    change: Change,
}

impl Comparison<'_> {
    /// What the book's own files say.
    pub(super) fn book(&self, withdrawn: Option<&Withdrawn>, findings: &mut Vec<Diagnostic>) {
        let seen = Seen::new(self.before);
        let is_same = self.then.changes(self.public).iter().all(|path| report_folder(path).is_some());
        let (before, now) = match is_same {
            true => (Facts::new(), Facts::new()),
            false => (of_book::facts(self.before, &seen, self.now), of_book::facts(self.now, &seen, self.now)),
        };
        let changed = self.changed((&before, &now), withdrawn, findings);
        let new = self.new_of_book(withdrawn, findings);
        let told = |path: &str| {
            let of_file = new.iter().filter(|by| by.file == path);
            of_file.map(|by| (by.was.as_str(), Some(by.now.to_string()))).collect::<Vec<_>>()
        };
        for by in &new {
            let release = self.last(|release| release.record.files.contains_key(&by.file));
            findings.extend(release.and_then(|release| self.day(by.date, by.span, release)));
            let mut of_file = changed.iter().filter(|changed| changed.path == by.file);
            if !of_file.clone().any(|changed| changed.change.is_told(&by.was, Some(&by.now))) {
                findings.push(idle(by, of_file.next(), self.lost()));
            }
        }
        let untold = changed.into_iter().filter_map(|one| {
            let change = one.change.rest(&told(one.path))?;
            Some(Changed { change, ..one })
        });
        let (mut gone, others): (Vec<_>, Vec<_>) =
            untold.partition(|changed| changed.is.is_none() && self.is_gone(changed.path));
        findings.extend(others.iter().map(|one| self.unrecorded(one)));
        gone.sort_by_key(|changed| changed.path);
        // A file that is gone is one finding, with all that it said.
        for of_file in gone.chunk_by(|one, other| one.path == other.path) {
            let [first, others @ ..] = of_file else { continue };
            let mut finding = self.unrecorded(first);
            if !others.is_empty() {
                finding.message = format!("{}; the file said {} more", finding.message, others.len());
            }
            for other in others {
                let lines = self.lines(other);
                finding.help.iter_mut().rev().take(1).for_each(|help| *help = format!("{help}\n{lines}"));
            }
            findings.push(finding);
        }
    }

    /// What changed for readers of what was released. Findings for what has an address and is gone.
    fn changed<'f>(
        &'f self,
        (before, now): (&'f Facts, &'f Facts),
        withdrawn: Option<&Withdrawn>,
        findings: &mut Vec<Diagnostic>,
    ) -> Vec<Changed<'f>> {
        let (mut changed, mut known) = (Vec::new(), BTreeSet::new());
        // What is gone as a whole. A table is told with the reports that have it.
        let of = |facts: &'f Facts| facts.values().map(|fact| &fact.of).collect::<BTreeSet<_>>();
        let there = of(now);
        let mut gone: BTreeSet<_> =
            of(before).into_iter().filter(|of| matches!(of, Of::Table(_)) && !there.contains(of)).collect();
        let kind = |what: &String| before.get(what).or(now.get(what)).map(|fact| fact.kind);
        // What has gone as a whole is told by itself, and not once more by what it said.
        let names: BTreeSet<_> =
            before.keys().chain(now.keys()).map(|what| (kind(what) != Some(Kind::Page), what)).collect();
        for (_, what) in names {
            let (then, is) = (before.get(what), now.get(what));
            let [said, says] = [then, is].map(|fact| fact.map(|fact| fact.says.clone()).unwrap_or_default());
            let Some(fact) = is.or(then) else { continue };
            let is_free = then.is_none() && (fact.kind != Kind::Text || self.is_new(&fact.of));
            // What says nothing can come and go.
            let is_silent = fact.kind != Kind::Page && said.marked().is_empty() && says.marked().is_empty();
            let is_alike = then.zip(is).is_some_and(|(then, is)| !is.differs(then));
            if is_free || is_silent || is_alike || self.is_unread(&fact.of) || gone.contains(&fact.of) {
                continue;
            }
            if is.is_none() && fact.kind == Kind::Page {
                gone.insert(&fact.of);
                findings.push(self.page_is_gone(what, fact));
                continue;
            }
            let path = if is.is_some() { self.public.path(fact.span.file) } else { self.then.path(fact.span.file) };
            let change = Change::new(then.map(|_| &said), is.map(|_| &says), Some(&what.replace('`', "")));
            let change = match withdrawn.zip(then) {
                Some((withdrawn, then)) => {
                    change.hiding(&withdrawn.telling(then.span.file, None), &withdrawn.numbers())
                }
                None => change,
            };
            // What forms have from another is told once.
            if known.insert((path, fact.span, change.lines())) {
                changed.push(Changed { what, then, is, path, change });
            }
        }
        changed
    }

    fn page_is_gone(&self, what: &str, fact: &Fact) -> Diagnostic {
        let message = format!("{what} was released, and is not there any more: its pages would vanish");
        let finding = VANISHED.at(self.now.settings.span, message);
        match &fact.of {
            Of::Area(own) => {
                let key = what.strip_prefix("the area `").and_then(|rest| rest.strip_suffix('`')).unwrap_or(own);
                let area = self.before.area_called(key);
                let former = area.and_then(|area| area.former_keys().find(|(former, _)| *former == key));
                let last = self.before.reports_of(own).map(|report| report.period).last();
                let until = former.map(|(_, until)| until).or(last).or_else(|| self.before.periods().first().copied());
                let until = until.map(Period::name).unwrap_or_default();
                let name = change::quoted(area.map_or(key, |area| &area.name));
                finding
                    .help(format!("if the area is called otherwise now, add to area.yaml in its new folder\nformerly:\n  - {{ area: {key}, name: {name}, until: {until} }}"))
                    .help(format!("or put the folder `areas/{key}` back: {}", self.copies(&format!("areas/{key}/"))))
            }
            _ => finding.help(self.back(Some(fact.span))),
        }
    }

    /// The corrections of the book's files that were made since the last release, and findings for those that are gone. What is held
    /// back now may be taken out of those that were published, and nothing else.
    fn new_of_book(&self, withdrawn: Option<&Withdrawn>, findings: &mut Vec<Diagnostic>) -> Vec<&BookCorrection> {
        let before = printed(self.before, withdrawn);
        let now = printed(self.now, withdrawn);
        let is_same = |(then, said): &Printed<'_>, (is, says): &Printed<'_>| {
            let is_about = (&then.file, then.date, then.scale) == (&is.file, is.date, is.scale);
            let is_left = |then: &str, is: &str| is == HELD_BACK || then == is;
            let is_taken_out =
                is.was.is_held_back() && is_left(&then.now, &is.now) && is_left(&then.reason, &is.reason);
            let is_published = || withdrawn.is_some_and(|withdrawn| withdrawn.is_published(said, says));
            then.is_like(is) || is_about && (is_taken_out || is_published())
        };
        for (one, _) in before.iter().filter(|then| !now.iter().any(|is| is_same(then, is))) {
            let (file, was) = (&one.file, shown(&one.was));
            let message =
                format!("the correction of `{file}` with “{was}” was published, and is another one now or is gone");
            findings.push(IDLE.at(self.now.settings.span, message).help(self.back(Some(one.span))));
        }
        let (old, new): (Vec<_>, Vec<_>) = now.into_iter().partition(|is| before.iter().any(|then| is_same(then, is)));
        let tells = |(one, _): &&(&BookCorrection, _)| {
            let texts = [&one.was, &one.now, &one.reason];
            texts.iter().any(|text| withdrawn.is_some_and(|withdrawn| withdrawn.has_number(text, None)))
        };
        findings.extend(old.iter().filter(tells).map(|(one, _)| withdrawn::has_number(one.was.span)));
        new.into_iter().map(|(one, _)| one).collect()
    }

    /// Whether something is of an area that nobody has read of.
    fn is_new(&self, of: &Of) -> bool {
        let Of::Area(key) = of else { return false };
        let former = self.now.area_called(key).into_iter().flat_map(Area::former_keys).map(|(former, _)| former);
        former.chain([key.as_str()]).all(|key| self.before.area_called(key).is_none())
    }

    /// Whether something of the book could not be read, so that nobody can say whether it is gone.
    fn is_unread(&self, of: &Of) -> bool {
        match of {
            Of::Area(key) => self.whole.unread_areas.contains(key),
            Of::Measure(_) => self.whole.unread_measures,
            Of::Table(_) | Of::Reports | Of::Site => false,
        }
    }

    fn unrecorded(&self, one: &Changed<'_>) -> Diagnostic {
        let Changed { what, then, is, path: _, change } = one;
        let [was, now] = change.words();
        let message = match (change.is_added(), change.is_gone()) {
            _ if change.is_form() && is.is_none() => {
                format!("{what} was released, and is not there any more, and no correction says so")
            }
            _ if change.is_form() => format!("{what} was released in another form, and no correction says so"),
            (true, _) => format!("{what}, “{now}”, was not released, and no correction says that it is there now"),
            (_, true) => format!("{what} was released, “{was}”, and is not there any more, and no correction says so"),
            _ => format!("{what} was released as “{was}” and is “{now}” now, and no correction says so"),
        };
        let mut finding = UNRECORDED.at(is.map_or(self.now.settings.span, |fact| fact.span), message);
        finding.help.extend(then.zip(*is).and_then(|(fact, _)| self.renamed(what, fact)));
        finding
            .help(self.back(then.map(|fact| fact.span)))
            .help(format!("or add to content/corrections.yaml, below `corrections:`\n{}", self.lines(one)))
    }

    /// The lines of a correction that tells of a change.
    fn lines(&self, Changed { path, change, .. }: &Changed<'_>) -> String {
        let lines = change.lines().into_iter();
        let lines = lines.map(|[was, now]| change::lines(format_args!("file: {path}"), &was, Some(&now), self.today));
        lines.collect::<Vec<_>>().join("\n")
    }
}

/// A correction, and what it says in words.
type Printed<'c> = (&'c BookCorrection, Vec<Tokens>);

/// The corrections of a book; without words where nothing is held back that was released.
fn printed<'b>(book: &'b Book, withdrawn: Option<&Withdrawn>) -> Vec<Printed<'b>> {
    let says = |one: &BookCorrection| parts(&[&*one.was, &*one.now, &*one.reason].join("\n"));
    book.corrections.iter().map(|one| (one, withdrawn.map(|_| says(one)).unwrap_or_default())).collect()
}

impl Comparison<'_> {
    /// What is done about the name of an area that is another one; none of what else is said.
    fn renamed(&self, what: &str, then: &Fact) -> Option<String> {
        let Of::Area(key) = &then.of else { return None };
        let area = self.before.areas.iter().find(|area| area.key == *key && what.starts_with("the name of "))?;
        let now = self.now.area_called(key)?;
        let last = *self.before.periods().iter().max_by_key(|period| (period.last_day(), period.length()))?;
        let (until, name) = (last.name(), area.name_in(last));
        let place = format!("areas/{}/area.yaml", now.key);
        let is_there =
            now.formerly.iter().any(|former| former.name.as_ref().is_some_and(|own| own.as_str() == name.as_str()));
        Some(match is_there {
            true => format!(
                "reports up to {last} were released under the earlier name: write `until: {until}` behind it in {place}"
            ),
            false => format!(
                "if it is called otherwise now, add to {place}, and no correction is needed\nformerly:\n  - {{ name: {}, until: {until} }}",
                change::quoted(name)
            ),
        })
    }
}

/// The finding for a correction that tells of no change; `other` changed in its file.
fn idle(by: &BookCorrection, other: Option<&Changed<'_>>, lost: String) -> Diagnostic {
    let (file, was, now) = (shown(&by.file), shown(&by.was), shown(&by.now));
    match other {
        Some(other) => {
            let [was_then, is_now] = other.change.first_line().map(|text| change::quoted(&text));
            let message = format!("nothing that readers see of `{file}` was released as “{was}” and is “{now}” now");
            let help = format!("write what has changed, such as {}: `was: {was_then}` and `now: {is_now}`", other.what);
            IDLE.at(by.was.span, message).help(help)
        }
        None => {
            let message = format!("nothing that readers of what was released see of `{file}` has changed");
            IDLE.at(by.span, message).help(lost).help("delete the correction, or name the file that has changed")
        }
    }
}
