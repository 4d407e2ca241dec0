//! What a report must hold: tables, cells, sections and signatories. A draft may have gaps, a final report may not.

use std::collections::BTreeSet;

use super::rates;
use crate::address::Address;
use crate::book::cell::Absence;
use crate::book::form::number::Total;
use crate::book::form::{Rate, Table};
use crate::book::narrative::Block;
use crate::book::path::CellPath;
use crate::book::report::{Authority, Report, Section, Signatory, Status};
use crate::book::returns::Return;
use crate::book::returns::grid::{Entry, Grid};
use crate::book::{Book, CanonicalSection};
use crate::check::context::{ReportCheck, ReportContext, excuse_draft};
use crate::check::prose::passage;
use crate::diagnostic::{Diagnostic, nearest};
use crate::query::reference::STATISTICS;
use crate::source::Span;

rules! {
    TABLE = "C101" "missing-table" Error:
        "A table that the form asks for is not in the return, or no figure of a partial one is filled in.";
        "A table left out looks as if there was nothing to report.";
        "A final return without the table `orders`.";
        "Add the table. Write \"[x]\" in cells that are not known. Of a partial report fill in the figures that are known."
    CELL = "C102" "missing-cell" Error:
        "A cell that the form asks for was left out.";
        "A cell left out could mean none, not known, or forgotten.";
        "`step_1: { red: 12 }` without `blue`.";
        "Write 0 for none, \"[x]\" for not known, \"[z]\" where the question cannot arise."
    SECTION = "C103" "missing-section" Error:
        "A section that every report has is missing, and the report does not say why; or a section has no text.";
        "Readers look for the same sections in each report, and a heading without text says “not yet written”.";
        "A report without a file board.md, or with one that holds nothing but a comment.";
        "Write the section, or give the reason in report.yaml under `absent:`; delete the file of a section that is not needed."
    REPLACED = "C106" "replaced-text" Error:
        "A section of an area's own stands in place of national text, or has its title.";
        "Its readers would not get what readers of all other reports do, or find two sections of one name.";
        "A file areas/north/2013-14/about-us.md, where content/shared/ has a section of that name.";
        "Delete the file, or give it another name and the section a title of its own. What areas may write themselves is listed in content/sections.yaml."
    UNKNOWN_SECTION = "C104" "absent-section" Error:
        "A section is declared absent that is there, or that no report has.";
        "The page would say that something is missing when it is not.";
        "`absent: { board: … }` in a report that has a file board.md.";
        "Delete the line under `absent:`, or correct the section's name."
    SIGNATORY = "C105" "missing-signatory" Error:
        "An authority that must sign the report has no signatory.";
        "The authorities answer for the report together, and readers see that each does.";
        "A report with two signatories, where book.toml declares three authorities.";
        "Add the signatory's office and organisation to report.yaml."
    DRAFT = "C107" "draft-report" Note:
        "A report is still a draft.";
        "The public site does not have it, and whoever waits for the report should know why.";
        "`status: draft` in report.yaml, days before the site is published.";
        "Write `status: final` once the report is complete. A book that must hold no draft sets `C107 = \"error\"` under `[rules]`."
}

pub(crate) const CHECK: ReportCheck = ReportCheck { rules: RULES, run: check };

/// Checks that a report holds what it must. Partial reports hold what could be found.
fn check(context: &ReportContext<'_>, findings: &mut Vec<Diagnostic>) {
    let (book, report) = (context.book, context.report);
    let before = findings.len();
    if report.status != Status::Unknown {
        own(book, report, findings);
    }
    if report.status == Status::Draft {
        let finding = DRAFT.at(report.status_span, "this report is a draft: what it says is not on the public site");
        findings.push(
            finding.help("write `status: final` once it is complete; `areabook build --drafts` makes a site with it"),
        );
    }
    if report.status == Status::Unknown {
        return;
    }
    if report.is_partial() {
        partial(report, findings);
        excuse_draft(report, &mut findings[before..]);
        return;
    }
    tables(book, report, findings);
    local(report, findings);
    if !context.is_of_nation() {
        if !report.unread.absent {
            sections(book, report, findings);
        }
        absent(book, report, findings);
    }
    if !report.unread.signatories {
        signatories(context, findings);
    }
    excuse_draft(report, &mut findings[before..]);
}

/// Checks that a partial report holds something, and nothing that waits to be filled in. What it leaves out could not be found.
fn partial(report: &Report, findings: &mut Vec<Diagnostic>) {
    let figures = &report.figures;
    let cannot_apply = |entry: &Entry| entry.cell.value == Err(Absence::NotApplicable);
    let is_read = |entry: &Entry| entry.spoiled || (entry.handed.is_some() && !cannot_apply(entry));
    let mut handed = figures.grids().flat_map(|(_, grid)| grid.cells());
    let mut local = figures.local_figures();
    let is_of_areas = figures.form.tables.iter().any(Table::is_from_areas);
    if is_of_areas
        || !report.sections.is_empty()
        || handed.any(|(_, entry)| is_read(entry))
        || local.any(|figure| is_read(figure.entry))
    {
        figures.grids().for_each(|(table, grid)| cells(report, table, grid, findings));
        self::local(report, findings);
    } else {
        let finding = TABLE.at(figures.span.cut(0, 1), "no figure of the return is filled in");
        findings.push(
            finding
                .help("fill in the figures that are known and delete the other cells, or delete the report's folder"),
        );
    }
}

fn tables(book: &Book, report: &Report, findings: &mut Vec<Diagnostic>) {
    for (at, (table, grid)) in report.figures.form.tables.iter().zip(&report.figures.tables).enumerate() {
        let key = &table.key;
        match grid {
            Some(grid) => cells(report, table, grid, findings),
            None if is_missing(report, table, at) => {
                let finding = TABLE.at(report.figures.span.cut(0, 1), format!("the return has no table `{key}`"));
                let help = format!("add `{key}:` with its cells; write \"[x]\" where a figure is not known");
                let finding = table.rate.iter().fold(finding, |finding, rate| {
                    no_estimate(book, report, rate).into_iter().fold(finding, Diagnostic::help)
                });
                findings.push(finding.help(help));
            }
            None => {}
        }
    }
}

/// Whether a return lacks a table of which it has nothing.
fn is_missing(report: &Report, table: &Table, at: usize) -> bool {
    table.computed.is_empty() && !rests_on_areas(report, table) && !report.figures.is_spoiled(CellPath::table(at))
}

/// Why a rate is not worked out, where the estimate that it asks for is not there.
fn no_estimate(book: &Book, report: &Report, rate: &Rate) -> Option<String> {
    let (area, year, basis) = (&report.area.key, report.period.mid_year(), &rate.population);
    if report.figures.number(rate.of).is_none() || book.population(area, year, basis).is_some() {
        return None;
    }
    let others = book.populations_of(area).iter().filter(|other| other.mid_year == year);
    let others: BTreeSet<_> = others.map(|other| format!("`{}`", other.basis)).collect();
    let none = format!(
        "the rate would be worked out if content/populations.csv had an estimate of `{area}` for {year} on the basis `{basis}`"
    );
    if others.is_empty() {
        return Some(none);
    }
    let others = others.into_iter().collect::<Vec<_>>().join(", ");
    Some(format!(
        "{none}; it has {others}: where the same people are meant, write one word in that file and behind `population:` in the form"
    ))
}

/// Whether what is not there of a table of the nation is not known of its areas, whose reports say so: its figures, or the count of
/// its rate.
fn rests_on_areas(report: &Report, table: &Table) -> bool {
    let figures = &report.figures;
    let is_unknown =
        |rate: &Rate| figures.table(rate.of).is_some_and(Table::is_from_areas) && figures.number(rate.of).is_none();
    table.is_from_areas() || table.rate.as_ref().is_some_and(is_unknown)
}

/// Whether nothing stands in a cell.
fn is_left_out(figures: &Return, path: CellPath, entry: &Entry) -> bool {
    entry.handed.is_none() && entry.computed.is_none() && !figures.is_spoiled(path) && !entry.spoiled
}

/// Whether a cell can be left out.
fn is_excused(table: &Table, path: CellPath) -> bool {
    table.not_applicable.iter().chain(&table.optional).any(|pattern| pattern.covers(path))
}

/// Finds the cells of a table that were left out: each that stands in a finished return with nothing in it, and the others together
/// where the report is whole.
fn cells(report: &Report, table: &Table, grid: &Grid, findings: &mut Vec<Diagnostic>) {
    let mut missing = Vec::new();
    let is_rate = table.rate.is_some();
    // What areas lack is found in their reports, and a total that no other cell says is asked for like any cell.
    let rests_on_areas = rests_on_areas(report, table);
    let is_asked = |path: CellPath| !rests_on_areas && (!path.is_total() || table.total == Total::HandedIn);
    for (path, entry) in
        grid.cells().filter(|(path, entry)| is_asked(*path) && is_left_out(&report.figures, *path, entry))
    {
        let is_excused = is_excused(table, path);
        if let Some(span) = entry.blank.filter(|_| report.status != Status::Draft) {
            let finding = CELL.at(span, format!("`{}` is empty", grid.address(&table.key, path)));
            let none = if table.is_counted() { "0 if there were none, " } else { "" };
            findings.push(finding.help(match is_excused {
                true => "write \"[z]\" if the question cannot arise, or delete the cell with its name".to_owned(),
                false if report.is_partial() => "write the figure, or delete the cell with its name".to_owned(),
                false if is_rate => rates::WRITE.to_owned(),
                false => format!(
                    "look it up on your form: write {none}\"[x]\" if the figure is not known, \"[z]\" only if the form says that the question cannot arise"
                ),
            }));
        } else if !is_excused && !report.is_partial() {
            missing.push(path.keys(&grid.axes).collect::<Vec<_>>().join("/"));
        }
    }
    let key = &table.key;
    let mut finding = match missing.as_slice() {
        [] => return,
        [only] if only.is_empty() => CELL.at(grid.span, format!("`{key}` has no number")),
        [only] => CELL.at(grid.span, format!("`{key}` lacks the cell `{only}`")),
        [first, others @ ..] => CELL
            .at(grid.span, format!("`{key}` lacks the cell `{first}` and {} more", others.len()))
            .help(format!("cells that are missing: {}", missing.join(", "))),
    };
    finding = finding.help(match is_rate {
        true => rates::WRITE,
        false if table.is_counted() => {
            "write 0 for none, \"[x]\" for not known, \"[z]\" where the question cannot arise"
        }
        false => "write the figure, \"[x]\" where it is not known, \"[z]\" where the question cannot arise",
    });
    findings.push(finding);
}

/// Whether a finding says that a finished return lacks a cell, or the whole of its table.
pub(crate) fn asks_for(report: &Report, address: &str) -> bool {
    let (figures, address) = (&report.figures, Address::new(address));
    let Some(at) = address.parts().next().and_then(|key| figures.form.table(key)) else { return false };
    let (table, is_whole) = (&figures.form.tables[at], !report.is_partial());
    let Some(grid) = figures.grid(at) else {
        return is_whole && !report.is_draft() && is_missing(report, table, at);
    };
    let Some((path, entry)) = figures.cell(&address).and_then(|path| Some((path, grid.entry(path)?))) else {
        return false;
    };
    let is_told = entry.blank.is_some() || is_whole && !path.is_total() && !is_excused(table, path);
    is_told && !report.is_draft() && !rests_on_areas(report, table) && is_left_out(figures, path, entry)
}

/// Finds the figures that are counted elsewhere and not filled in.
fn local(report: &Report, findings: &mut Vec<Diagnostic>) {
    findings.extend(report.figures.local_figures().filter_map(|figure| {
        let name = report.figures.address(figure.path);
        let finding = CELL.at(figure.entry.blank?, format!("`{name}` has no value")).about(name);
        Some(finding.help("write the number; \"[x]\" if it cannot be had; or delete the figure with its name"))
    }));
}

fn section<'a>(report: &'a Report, key: &str) -> Option<&'a Section> {
    report.sections.iter().find(|section| section.key == key)
}

/// The sections that every report has and this one lacks. One of which `absent:` has nearly the name is told there.
fn lacking<'a>(book: &'a Book, report: &'a Report) -> impl Iterator<Item = &'a CanonicalSection> {
    let keys = || book.canonical.iter().map(|section| section.key.as_str());
    let is_absent = move |key: &str| {
        let mut absent = report.absent.iter().map(|(absent, ..)| absent.as_str());
        absent.any(|absent| absent == key || nearest(absent, keys()).is_some_and(|near| near == key))
    };
    let required = book.canonical.iter().filter(|section| section.required);
    required.filter(move |section| !is_absent(&section.key) && self::section(report, &section.key).is_none())
}

/// Whether a text of a report could not be read or is still to be written: nobody knows what it will say.
pub(crate) fn lacks_text(book: &Book, report: &Report) -> bool {
    let mut sections = report.sections.iter().filter(|section| section.key != STATISTICS);
    lacking(book, report).next().is_some() || sections.any(|section| !section.has_text())
}

/// Finds the sections that every report has and this one lacks.
fn sections(book: &Book, report: &Report, findings: &mut Vec<Diagnostic>) {
    for CanonicalSection { key, title, .. } in lacking(book, report) {
        let file = format!("{key}.md");
        let is_title = |other: &str| other.trim().eq_ignore_ascii_case(title);
        let named = report.sections.iter().find(|section| is_title(&section.title));
        let heading = || report.sections.iter().find_map(|section| heading(section, is_title));
        let finding = SECTION.at(report.span.cut(0, 1), format!("the report has no section “{title}”"));
        findings.push(if let Some(other) = named {
            SECTION
                .at(other.span, format!("the book looks for the section “{title}” in a file `{file}`"))
                .help(format!("rename this file to `{file}`, and delete `title:` and `order:` at its head"))
        } else if let Some(span) = heading() {
            finding
                .related(span, "a heading of that name")
                .help(format!(
                    "move the text below the heading into a file `{file}` beside report.yaml, without the heading"
                ))
                .help(format!("or say where it is: `absent: {{ {key}: the reason }}` in report.yaml"))
        } else {
            finding
                .help(format!("add a file `{file}` beside report.yaml: paragraphs are enough, it needs no heading"))
                .help(format!("or say why there is none: `absent: {{ {key}: the reason }}` in report.yaml"))
        });
    }
}

/// Where a section has a heading of a name.
fn heading(section: &Section, is_title: impl Fn(&str) -> bool) -> Option<Span> {
    section.body.iter().find_map(|block| match block {
        Block::Heading { text, span, .. } if is_title(&passage::of_phrase(text).text) => Some(*span),
        _ => None,
    })
}

/// Finds sections of a report that say nothing, and those that stand in place of national text.
fn own(book: &Book, report: &Report, findings: &mut Vec<Diagnostic>) {
    let canonical = |key: &str| book.canonical.iter().find(|section| section.key == key);
    let is_absent = |key: &str| report.absent.iter().any(|(absent, ..)| absent == key);
    for section in report.sections.iter().filter(|section| !is_absent(&section.key)) {
        let (key, canonical) = (&section.key, canonical(&section.key));
        let national = book.national_text(report).find(|shared| shared.section.key == *key);
        let is_title = |title: &str| title.trim().eq_ignore_ascii_case(section.title.trim());
        let is_named = |name: &str| name.eq_ignore_ascii_case(key);
        let titled =
            book.national_text(report).find(|shared| is_title(&shared.section.title) || is_named(&shared.section.key));
        if let Some(national) = national.filter(|_| canonical.is_none()) {
            let message = format!("this section stands in place of the national text “{}”", national.section.title);
            let finding = REPLACED.at(section.span, message).related(national.span, "what readers would not see");
            findings.push(
                finding
                    .help("give the file another name, and the section a title of its own: both texts then stand in the report")
                    .help("or delete the file, if the national text says it all")
                    .help(format!("where areas may write it themselves the publishing team lists `{key}` in content/sections.yaml")),
            );
        } else if let Some(national) = titled.filter(|_| canonical.is_none()) {
            let (what, span) = match is_named(&national.section.key) {
                true => ("file name", section.span),
                false => ("title", section.title.span),
            };
            let help = "give it another: readers find two of one name, and one says what all reports do";
            let message = format!("this section has the {what} of the national text “{}”", national.section.title);
            findings.push(REPLACED.at(span, message).related(national.span, "the national text").help(help));
        } else {
            findings.extend(without_text(section, canonical.is_none_or(|section| !section.required)));
        }
    }
}

/// The finding for a section that says nothing, and may be left out or not. The tables stand in that of the statistics.
pub(crate) fn without_text(section: &Section, may_go: bool) -> Option<Diagnostic> {
    let is_empty = !section.spoiled && section.key != STATISTICS && !section.has_text();
    let finding = || SECTION.at(section.span, format!("the section “{}” has no text", section.title));
    is_empty.then(|| {
        finding().help(match may_go {
            true => "write it in this file, below the comment if there is one; or delete the file",
            false => "write it in this file, below the comment if there is one",
        })
    })
}

/// Checks the sections that are declared absent.
fn absent(book: &Book, report: &Report, findings: &mut Vec<Diagnostic>) {
    let known = || book.canonical.iter().map(|section| section.key.as_str());
    let before = findings.len();
    for (key, _, span) in &report.absent {
        let fault = |what: String| UNKNOWN_SECTION.at(*span, format!("`{key}` is declared absent, and {what}"));
        if section(report, key).is_some() {
            let help = format!("delete the line `{key}:` under `absent:`, or the file");
            findings.push(fault(format!("`{key}.md` is there")).help(help));
        } else if !book.unread_sections && !known().any(|section| section == key) {
            let near = nearest(key, known()).map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
            findings.push(
                fault("no report has such a section".to_owned())
                    .help(format!("delete the line, or correct the name{near}")),
            );
        }
    }
    if findings.len() - before == report.absent.len() {
        let help = "where no line is left under `absent:`, delete `absent:` as well";
        findings[before..].iter_mut().for_each(|finding| finding.help.push(help.to_owned()));
    }
}

fn signatories(context: &ReportContext<'_>, findings: &mut Vec<Diagnostic>) {
    let report = context.report;
    let has_signed = |authority: &str| report.signatories.iter().any(|signatory| signatory.authority == authority);
    for Authority { key, name, .. } in context.book.signing(report) {
        if !has_signed(key) {
            // Of two offices that sign for one authority the second may be meant for this one.
            let again = report.signatories.iter().enumerate().find_map(|(at, signatory)| {
                let is_same = |other: &Signatory| other.authority == signatory.authority;
                report.signatories[..at].iter().any(is_same).then_some(signatory)
            });
            let place = again.map_or(report.span.cut(0, 1), |again| again.role.span);
            let finding = SIGNATORY.at(place, format!("nobody signs for {name}"));
            let finding = again.into_iter().fold(finding, |finding, Signatory { authority, .. }| {
                finding.help(format!(
                    "two offices sign for `{authority}`: if this one signs for {name}, write `authority: {key}`"
                ))
            });
            let line = format!("- {{ authority: {key}, role: …, organisation: … }}");
            findings.push(finding.help(format!("add under `signatories:` a line `{line}`")));
        }
    }
}
