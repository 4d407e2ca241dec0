//! References in text: each must stand for a figure, table or chart of its report.

use std::collections::BTreeSet;

use crate::book::Book;
use crate::book::narrative::{Asks, Block, Inline, Phrase, Reading, Reference, Seen, Target, walk, walk_phrase};
use crate::book::report::{Report, Status};
use crate::check::context::{ReportCheck, ReportContext};
use crate::diagnostic::{Diagnostic, Severity};
use crate::number;
use crate::query::reference::{self, Fault};

rules! {
    UNKNOWN = "N201" "unknown-reference" Error:
        "A reference names a cell, table or chart that the return does not have.";
        "The sentence would stand without its figure.";
        "`{{ eligible/levle_1/total }}`.";
        "Correct the path. It is the way to the cell in statistics.yaml: table/row/column."
    NO_FIGURE = "N202" "no-figure" Error:
        "A reference asks for a figure that there is none of: a cell without a number, or a change that cannot be worked out.";
        "The sentence would claim something that the figures do not say.";
        "`{{ eligible/level_1/category_3 }}`, where nobody can be counted.";
        "Write the sentence without the figure, or hand in the figure that is missing."
    OTHER_WAY = "N204" "other-way" Error:
        "A sentence asks for a rise of a figure that fell or stayed, or for a fall of one that rose or stayed.";
        "The number would be right and the word beside it wrong.";
        "“rose by {{ orders/total | rise }}” where 973 orders became 526.";
        "Turn the sentence round: `rise` with “rose by”, `fall` with “fell by”."
    FOOTNOTE = "N203" "footnote" Error:
        "A footnote is never referred to, or is there twice.";
        "Readers would look for an explanation and find none.";
        "`[^rate]: The rate uses …` that no sentence refers to.";
        "Write [^name] where the mark belongs, and `[^name]: The text.` on a line of its own."
}

pub(crate) const CHECK: ReportCheck = ReportCheck { rules: RULES, run: check };

/// Checks every reference and footnote of a report, its shared text and its form.
fn check(context: &ReportContext<'_>, findings: &mut Vec<Diagnostic>) {
    of_report(context.book, context.report, findings);
}

/// Figures that the whole book has and the part of it that is published has not: one that rests on what is held would be
/// a gap on the page.
pub(crate) fn held(book: &Book, released: &Book, findings: &mut Vec<Diagnostic>) {
    for report in released.all_reports() {
        let (mut known, mut found) = (Vec::new(), Vec::new());
        of_report(book, report, &mut known);
        of_report(released, report, &mut found);
        found.retain(|finding| {
            !known.iter().any(|known| (known.span, &known.message) == (finding.span, &finding.message))
        });
        for mut finding in found {
            finding.help = vec![
                "a report under embargo holds this figure, and the nation's of its period, until its day".to_owned(),
                "write the sentence without the figure, or give this report the same `embargo:` in report.yaml"
                    .to_owned(),
            ];
            findings.push(finding);
        }
    }
}

fn of_report(book: &Book, report: &Report, findings: &mut Vec<Diagnostic>) {
    let first = findings.len();
    let mut placed = BTreeSet::new();
    for section in book.sections(report) {
        check_blocks(book, report, &section.body, findings);
        footnotes(&section.body, findings);
        twice(&section.body, &mut placed, findings);
    }
    for note in &report.figures.notes {
        check_blocks(book, report, &note.text, findings);
        no_exhibits(&note.text, findings);
    }
    for (_, reason, _) in &report.absent {
        check_phrase(book, report, reason, findings);
    }
    for correction in &report.corrections {
        check_phrase(book, report, &correction.now, findings);
        check_phrase(book, report, &correction.reason, findings);
        if let Some((of, span)) = &correction.cell {
            let asks = Asks::Figure { of: of.clone(), reading: Reading::Number, in_words: false };
            let fault = reference::text(book, report, &asks).err();
            one(report, &Reference { asks, span: *span }, fault, findings);
        }
    }
    let before = findings.len();
    form(book, report, findings);
    for finding in &mut findings[before..] {
        finding.message = finding.message.replace(&of(report), &format!("the form `{}`", report.figures.form.key));
    }
    // A draft names figures before they are known: they show as gaps on its page.
    if report.status == Status::Draft {
        for finding in findings[first..].iter_mut().filter(|finding| finding.rule.code == NO_FIGURE.code) {
            finding.severity = finding.severity.min(Severity::Warning);
        }
    }
}

/// What messages call a report's return.
fn of(report: &Report) -> String {
    format!("the return of {} {}", report.area.name, report.period)
}

/// The texts of the form, as far as this report shows them.
fn form(book: &Book, report: &Report, findings: &mut Vec<Diagnostic>) {
    for (table, grid) in report.figures.form.tables.iter().zip(&report.figures.tables) {
        if grid.is_none() {
            continue;
        }
        for text in table.commentary.iter().chain(&table.notes) {
            form_text(book, report, text, findings);
            no_exhibits(text, findings);
        }
        check_phrase(book, report, &table.title, findings);
        table
            .layouts
            .iter()
            .filter_map(|layout| layout.title.as_ref())
            .for_each(|title| check_phrase(book, report, title, findings));
        if let Some(spec) = &table.chart {
            check_phrase(book, report, &spec.title, findings);
            check_phrase(book, report, &spec.subtitle, findings);
        }
    }
}

/// Finds tables and charts that are placed a second time.
fn twice<'a>(blocks: &'a [Block], placed: &mut BTreeSet<String>, findings: &mut Vec<Diagnostic>) {
    walk(blocks, &mut |seen: Seen<'a>| {
        if let Seen::Block(Block::Exhibit(reference)) = seen
            && !placed.insert(format!("{:?}", reference.asks))
        {
            let finding = UNKNOWN.at(reference.span, "this table or chart stands on the page already");
            findings.push(finding.help("keep it where it is needed most, and name it in words elsewhere"));
        }
    });
}

/// Finds tables and charts where a few words belong.
fn no_exhibits(blocks: &[Block], findings: &mut Vec<Diagnostic>) {
    walk(blocks, &mut |seen| {
        if let Seen::Block(Block::Exhibit(reference)) = seen {
            let finding =
                UNKNOWN.at(reference.span, "a table or chart cannot stand in a note or in the form's commentary");
            findings.push(finding.help("place it in a section of the report"));
        }
    });
}

fn check_blocks(book: &Book, report: &Report, blocks: &[Block], findings: &mut Vec<Diagnostic>) {
    walk(blocks, &mut |seen| reference(book, report, seen, findings));
}

fn check_phrase(book: &Book, report: &Report, phrase: &Phrase, findings: &mut Vec<Diagnostic>) {
    walk_phrase(phrase, &mut |seen| reference(book, report, seen, findings));
}

/// Text of a form stands in every report of its time, so a figure that one of them lacks is no fault of the form:
/// the paragraph is left out there. Only a path that does not exist is a finding.
fn form_text(book: &Book, report: &Report, blocks: &[Block], findings: &mut Vec<Diagnostic>) {
    let before = findings.len();
    check_blocks(book, report, blocks, findings);
    let found = findings.split_off(before);
    findings.extend(found.into_iter().filter(|finding| finding.rule.code == UNKNOWN.code));
}

fn reference(book: &Book, report: &Report, seen: Seen<'_>, findings: &mut Vec<Diagnostic>) {
    match seen {
        Seen::Block(Block::Exhibit(reference)) => {
            one(report, reference, reference::exhibit(book, report, &reference.asks).err(), findings);
        }
        Seen::Inline(Inline::Reference(reference)) => {
            one(report, reference, reference::text(book, report, &reference.asks).err(), findings);
        }
        _ => {}
    }
}

/// Reports what is wrong with a reference, if anything is.
fn one(report: &Report, reference: &Reference, fault: Option<Fault>, findings: &mut Vec<Diagnostic>) {
    let of = of(report);
    let no_figure = |message: String| NO_FIGURE.at(reference.span, message);
    findings.push(match fault {
        None | Some(Fault::Spoiled) => return,
        Some(Fault::Unknown(path, near)) => {
            let is_section = matches!(reference.asks, Asks::See(Target::Section, _));
            let message =
                if is_section { format!("this report has no section `{path}`") } else { format!("there is no `{path}` in {of}") };
            let finding = UNKNOWN.at(reference.span, message);
            match near {
                Some(near) => finding
                    .label(format!("did you mean `{near}`?"))
                    .help(format!("write `{near}` if that is what you mean")),
                None if is_section => finding.help("write the name of the section's file without `.md`, as in `see section vlo`"),
                None if matches!(reference.asks, Asks::Figure { .. }) => {
                    finding.help("write the way to the cell in statistics.yaml, as in `eligible/level_1/total`")
                }
                None if has_no_chart(report, &reference.asks) => finding.help("this table has no chart: place the table"),
                None => finding.help(keys(report, &reference.asks)),
            }
        }
        Some(Fault::NoNumber(path, why)) => no_figure(format!("`{path}` holds no number in {of}: {why}"))
            .help("write the figure into statistics.yaml, or the sentence without it"),
        Some(Fault::NoCourse(key)) => no_figure(format!(
            "there is nothing to draw of the measure `{key}` in {of}: a line needs figures of two periods"
        ))
        .help("take the line out, or hand in the earlier figures"),
        Some(Fault::NothingBefore(path)) => {
            no_figure(format!("there is no `{path}` for the period before that of {of}, so no change can be worked out"))
                .help("write the sentence without the change, or hand in the earlier figure")
        }
        Some(Fault::NoOverview) => {
            no_figure(format!("there is no other page with the nation's report of {}", report.period))
                .help("write the sentence without it")
        }
        Some(Fault::NoNation(path)) => {
            no_figure(format!("there is no national figure for `{path}` in {}", report.period))
                .help("write the sentence without the nation; content/measures.yaml says which figures have a national one")
        }
        Some(Fault::AcrossBreak(reason)) => {
            no_figure(format!("this change would run across a break in the series: {reason}"))
                .help("say in words that the figures cannot be compared, and why")
        }
        Some(Fault::OtherWay(path, before, now)) => {
            let (from, to) = (number::written(before), number::written(now));
            OTHER_WAY.at(reference.span, format!("`{path}` went from {from} to {to}, and the sentence says otherwise"))
                .label(format!("from {from} to {to}"))
                .help("write the sentence the other way round: `rise` with “rose by”, `fall` with “fell by”; if nothing changed, say so")
        }
        Some(Fault::ZeroBase(path)) => {
            no_figure(format!("`{path}` is worked out from zero, so there is no percentage"))
                .help("write the numbers instead")
        }
        Some(Fault::NotAlone(key)) => UNKNOWN.at(reference.span,
            format!("the table or chart `{key}` stands within a line of text"),
        )
        .help("give it a line of its own, with an empty line before and after"),
    });
}

/// Whether the chart of a table is asked for that has none.
fn has_no_chart(report: &Report, asks: &Asks) -> bool {
    let (Asks::Chart(key) | Asks::See(Target::Chart, key)) = asks else { return false };
    report.figures.form.tables.iter().any(|table| table.key == *key && table.chart.is_none())
}

/// The tables or charts that can be asked for.
fn keys(report: &Report, asks: &Asks) -> String {
    let form = &report.figures.form;
    let (what, keys): (_, Vec<_>) = if matches!(asks, Asks::Chart(_) | Asks::See(Target::Chart, _)) {
        let charted = form.tables.iter().filter(|table| table.chart.is_some());
        ("charts", charted.map(|table| table.key.as_str()).collect())
    } else {
        let layouts = form.tables.iter().flat_map(|table| &table.layouts);
        ("tables", layouts.map(|layout| layout.key.as_str()).collect())
    };
    let has = match keys.as_slice() {
        [] => format!("the form `{}` has no {what}", form.key),
        keys => format!("{what} that the form `{}` has: {}", form.key, keys.join(", ")),
    };
    if matches!(asks, Asks::Chart(_)) { has + "; a measure of content/measures.yaml can be drawn too" } else { has }
}

fn footnotes(blocks: &[Block], findings: &mut Vec<Diagnostic>) {
    let (mut marked, mut texts) = (BTreeSet::new(), Vec::new());
    walk(blocks, &mut |seen| match seen {
        Seen::Inline(Inline::FootnoteMark(label, _)) => {
            marked.insert(label.as_str());
        }
        Seen::Block(Block::Footnote { label, span, .. }) => texts.push((label.as_str(), *span)),
        _ => {}
    });
    let mut written = BTreeSet::new();
    for (label, span) in texts {
        if !written.insert(label) {
            let finding = FOOTNOTE.at(span, format!("the footnote `{label}` is there twice"));
            findings.push(finding.help("delete one, or give it another name"));
        } else if !marked.contains(label) {
            let finding = FOOTNOTE.at(span, format!("nothing refers to the footnote `{label}`"));
            findings.push(finding.help(format!("write `[^{label}]` where its mark belongs, or delete the footnote")));
        }
    }
}
