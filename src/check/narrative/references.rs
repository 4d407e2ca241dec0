//! References in text: each must stand for a figure, table or chart of its report.

use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet};

use crate::address::Address;
use crate::book::Book;
use crate::book::narrative::{Asks, Block, Inline, Phrase, Reading, Reference, Seen, Target, walk, walk_phrase};
use crate::book::period::Period;
use crate::book::report::Report;
use crate::book::returns::Local;
use crate::check::context::{ReportCheck, ReportContext, excuse_draft};
use crate::check::prose::passage;
use crate::check::returns::completeness::{asks_for, lacks_text};
use crate::diagnostic::Diagnostic;
use crate::query::reference::{self, Fault};
use crate::source::Span;
use crate::text::number;

rules! {
    UNKNOWN = "N201" "unknown-reference" Error:
        "A reference names a cell, table or chart that the return does not have.";
        "The sentence would stand without its figure.";
        "`{{ people/setp_1/total }}`.";
        "Correct the path. It is the way to the cell in statistics.yaml: table/row/column."
    NO_FIGURE = "N202" "no-figure" Error:
        "A reference asks for a figure that there is none of: a cell without a number, or a change that cannot be worked out.";
        "The sentence would claim something that the figures do not say.";
        "`{{ people/step_2/blue }}`, where nobody can be counted.";
        "Write the sentence without the figure, or hand in the figure that is missing."
    OTHER_WAY = "N204" "other-way" Error:
        "A sentence asks for a rise of a figure that fell or stayed, or for a fall of one that rose or stayed.";
        "The number would be right and the word beside it wrong.";
        "“rose by {{ orders/total | rise }}” where 973 orders became 526.";
        "Turn the sentence round: `rise` with “rose by”, `fall` with “fell by”."
    FOOTNOTE = "N203" "footnote" Error:
        "A footnote is never referred to, is there twice, or has no text.";
        "Readers would look for an explanation and find none.";
        "`[^rate]: The rate uses …` that no sentence refers to.";
        "Write [^name] where the mark belongs, and `[^name]: The text.` on a line of its own."
    UNUSED = "N205" "unused-figure" Warning:
        "Nothing in the report speaks of a figure that is declared under `local:`.";
        "Readers never see it, and next year somebody counts it again for nobody.";
        "`people_trained` under `local:`, and a foreword without {{ local/people_trained }}.";
        "Write the reference where a sentence gives the figure, or delete the figure."
    NO_CORRECTION = "N207" "correction-of-nothing" Error:
        "A correction says that something was printed which stands there now.";
        "Readers would look for a fault and find none.";
        "`{ cell: people/total/total, printed: 33, reason: … }`, where the cell is 33.";
        "Write what was printed, or delete the correction."
}

pub(crate) const CHECK: ReportCheck = ReportCheck { rules: RULES, run: check };

/// Checks every reference and footnote of a report, its shared text and its form.
fn check(context: &ReportContext<'_>, findings: &mut Vec<Diagnostic>) {
    findings.extend(of_report(context.book, context.report));
}

/// The references of a report that a part of its book has nothing for.
pub(crate) fn missing(book: &Book, report: &Report) -> Vec<Diagnostic> {
    let mut findings = of_report(book, report);
    findings.retain(|finding| [UNKNOWN.code, NO_FIGURE.code].contains(&finding.rule.code));
    findings
}

fn of_report(book: &Book, report: &Report) -> Vec<Diagnostic> {
    let mut checked = References { book, report, named: BTreeSet::new(), findings: Vec::new() };
    let mut placed = BTreeSet::new();
    let unread = LazyCell::new(|| unread_marks(book, report));
    for section in book.sections(report) {
        checked.blocks(&section.body);
        footnotes(&section.body, |label| unread.get(label).copied(), &mut checked.findings);
        placed_twice(&section.body, &mut placed, &mut checked.findings);
    }
    for note in &report.figures.notes {
        checked.blocks(&note.text);
        no_exhibits(&note.text, &mut checked.findings);
    }
    for (_, reason, _) in &report.absent {
        checked.phrase(reason);
    }
    for correction in &report.corrections {
        checked.phrase(&correction.now);
        checked.phrase(&correction.reason);
        let mut now = passage::of_phrase(&correction.now).text;
        if let Some((of, span)) = &correction.cell {
            let asks = Asks::Figure { of: of.clone(), reading: Reading::Number, in_words: false };
            let stands = reference::text(checked.book, report, &asks);
            let reference = Reference { asks, span: *span };
            checked.named.insert(of.clone());
            // A figure can be corrected to none: it is not known any more, or is held back.
            let fault = stands.as_ref().err().filter(|fault| !matches!(fault, Fault::NoNumber(..)));
            checked.fault(&reference, fault.cloned());
            now = stands.unwrap_or_default();
        }
        // A figure that was corrected again may be what it was before the first. One of which only a marker is another has changed.
        let is_other = report.corrected_again(correction).is_some() || report.is_marked_anew(correction);
        if !is_other && !now.is_empty() && without_separators(&now) == without_separators(&correction.was) {
            let message = "nothing is corrected: what was published is what stands there now";
            let finding = NO_CORRECTION.at(correction.was.span, message);
            checked.findings.push(finding.help("write what was published before, or delete the correction"));
        }
    }
    checked.unused();
    let before = checked.findings.len();
    checked.form();
    let mut findings = checked.findings;
    for finding in &mut findings[before..] {
        finding.message = finding.message.replace(&of(report), &format!("the form `{}`", report.figures.form.key));
    }
    // A draft names figures before they are known: they show as gaps on its page.
    excuse_draft(report, findings.iter_mut().filter(|finding| finding.rule.code == NO_FIGURE.code));
    findings
}

/// What messages call a report's return.
fn of(report: &Report) -> String {
    format!("the return of {} {}", report.name(), report.period)
}

/// The references of a report and what is wrong with them.
struct References<'a> {
    book: &'a Book,
    report: &'a Report,
    /// The cells that are named in the report.
    named: BTreeSet<Address>,
    findings: Vec<Diagnostic>,
}

impl References<'_> {
    fn blocks(&mut self, blocks: &[Block]) {
        walk(blocks, &mut |seen| self.seen(seen));
    }

    fn phrase(&mut self, phrase: &Phrase) {
        walk_phrase(phrase, &mut |seen| self.seen(seen));
    }

    fn seen(&mut self, seen: Seen<'_>) {
        match seen {
            Seen::Block(Block::Exhibit(reference)) => {
                self.fault(reference, reference::exhibit(self.book, self.report, &reference.asks).err());
            }
            Seen::Inline(Inline::Reference(reference)) => self.text(reference),
            _ => {}
        }
    }

    fn text(&mut self, reference: &Reference) {
        if let Asks::Figure { of, reading, .. } = &reference.asks {
            self.named.insert(of.clone());
            self.named.extend(if let Reading::Share(whole, _) = reading { Some(whole.clone()) } else { None });
        }
        self.fault(reference, reference::text(self.book, self.report, &reference.asks).err());
    }

    /// Adds the finding for what is wrong with a reference. Where measures cannot be read, what they say is not missing.
    fn fault(&mut self, reference: &Reference, fault: Option<Fault>) {
        let rests_on_measures = |fault: &Fault| match fault {
            Fault::NoNation(_) | Fault::NothingBefore(..) | Fault::NoCourse(_) => true,
            Fault::Unknown(..) => matches!(reference.asks, Asks::Chart(_) | Asks::See(Target::Chart, _)),
            _ => false,
        };
        let fault = fault.filter(|fault| !(self.book.unread_measures && rests_on_measures(fault)));
        self.findings.extend(fault.and_then(|fault| finding(self.book, self.report, reference, fault)));
    }

    /// Local figures that no reference names, unless the page lists them, nobody has to tell them here, or a text that may is not there yet.
    fn unused(&mut self) {
        let (book, report, figures) = (self.book, self.report, &self.report.figures);
        let is_told_elsewhere = report.is_partial() || report.area.key == book.nation.key;
        if book.settings.lists_local_figures || is_told_elsewhere || lacks_text(book, report) {
            return;
        }
        for figure in figures.local_figures().filter(|figure| figure.entry.cell.value.is_ok()) {
            let name = figures.address(figure.path);
            if !self.named.contains(&name) {
                let message = format!("nothing in the report speaks of `{name}`");
                let help = format!("write `{{{{ {name} }}}}` in the sentence that gives the figure, or delete it here");
                self.findings.push(UNUSED.at(figures.place(figure.path), message).help(help).about(name));
            }
        }
    }

    /// The texts of the form, as far as the report shows them.
    fn form(&mut self) {
        for (table, _) in self.report.figures.grids() {
            for text in table.commentary.iter().chain(&table.notes) {
                // A figure that one report lacks is no fault of the form, whose paragraph is left out there: only a path
                // that does not exist is.
                let known = self.findings.len();
                self.blocks(text);
                let found = self.findings.split_off(known);
                self.findings.extend(found.into_iter().filter(|finding| finding.rule.code == UNKNOWN.code));
                no_exhibits(text, &mut self.findings);
            }
            let layouts = table.layouts.iter().filter_map(|layout| layout.title.as_ref());
            let charts = table.chart.iter().flat_map(|chart| [&chart.title, &chart.subtitle]);
            [&table.title].into_iter().chain(layouts).chain(charts).for_each(|phrase| self.phrase(phrase));
        }
    }
}

/// Finds tables and charts that are placed a second time.
fn placed_twice(blocks: &[Block], placed: &mut BTreeSet<String>, findings: &mut Vec<Diagnostic>) {
    walk(blocks, &mut |seen| {
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
            let message = "a table or chart cannot stand in a note or in the form's commentary";
            findings.push(UNKNOWN.at(reference.span, message).help("place it in a section of the report"));
        }
    });
}

/// The finding for a reference that stands for nothing; none where the figure could not be read, which is a finding already.
fn finding(book: &Book, report: &Report, reference: &Reference, fault: Fault) -> Option<Diagnostic> {
    let of = of(report);
    let no_figure = |message: String| NO_FIGURE.at(reference.span, message);
    Some(match fault {
        Fault::Spoiled => return None,
        Fault::NoNumber(path, _) if asks_for(report, &path) => return None,
        Fault::Unknown(path, near) => unknown(report, reference, &path, near),
        Fault::NoNumber(path, why) => no_figure(format!("`{path}` holds no number in {of}: {why}"))
            .help("write the figure into statistics.yaml, or the sentence without it"),
        Fault::NoCourse(key) => no_figure(format!(
            "there is nothing to draw of the measure `{key}` in {of}: a line needs figures of two periods"
        ))
        .help("take the line out, or hand in the earlier figures"),
        Fault::NothingBefore(path, period) => nothing_before(book, report, reference, (&path, period)),
        Fault::NoOverview => {
            no_figure(format!("there is no other page with the nation's report of {}", report.period)).help("write the sentence without it")
        }
        Fault::NoNation(path) => no_figure(format!("there is no national figure for `{path}` in {}", report.period))
            .help(
                "write the sentence without the nation; a figure of the nation is found under the same name, or by a measure of content/measures.yaml",
            ),
        Fault::AcrossBreak(reason) => {
            no_figure(format!("this change would run across a break in the series: {reason}"))
                .help("say in words that the figures cannot be compared, and why")
        }
        Fault::OtherWay(path, before, now) => {
            let (from, to) = (number::written(before), number::written(now));
            OTHER_WAY.at(reference.span, format!("`{path}` went from {from} to {to}, and the sentence says otherwise"))
                .label(format!("from {from} to {to}"))
                .help("write the sentence the other way round: `rise` with “rose by”, `fall` with “fell by”; if nothing changed, say so")
        }
        Fault::NoPart((part, number), (whole, of)) => {
            let (number, of) = (number::written(number), number::written(of));
            no_figure(format!("`{part}` is {number}, which is no share of the {of} of `{whole}`"))
                .label("a share is at most 100%")
                .help("name the cell that holds the whole, or write the two numbers instead")
        }
        Fault::ZeroBase(path) => {
            no_figure(format!("`{path}` is worked out from zero or less, so there is no percentage"))
                .help("write the numbers instead")
        }
        Fault::BelowZero(path) => {
            let message = format!("figures of `{path}` can be below zero, so no percentage says how one changed");
            no_figure(message).help("write how much it changed: `rise`, `fall` or `change` without `percent`")
        }
        Fault::NeverAdded(path) => no_figure(format!(
            "figures of `{path}` cannot be added up, such as a mean, a median, a percentage or a rate, so none is a share of another"
        ))
        .help("write the two numbers instead; if figures of this table do add up, its form must say `total: sum`"),
        Fault::NotAlone(key) => UNKNOWN
            .at(reference.span, format!("the table or chart `{key}` stands within a line of text"))
            .help("give it a line of its own, with an empty line before and after"),
    })
}

/// The finding for a reference to an earlier period that has no such figure, or none that is known to be the same.
fn nothing_before(book: &Book, report: &Report, reference: &Reference, (path, period): (&str, Period)) -> Diagnostic {
    let finding = NO_FIGURE.at(reference.span, format!("there is no `{path}` of {} for {period}", report.name()));
    let form = book.report(&report.area.key, period).map(|earlier| &earlier.figures.form.key);
    let finding = match form.filter(|form| **form != report.figures.form.key) {
        Some(form) => finding.help(format!(
            "the return of {period} fills in the form `{form}`: where that holds the same figure, the publishing team names both in a measure of content/measures.yaml"
        )),
        None => finding,
    };
    finding.help("write the sentence without it, or hand in the earlier figure")
}

/// The finding for a reference that names nothing; `near` is the nearest name that there is.
fn unknown(report: &Report, reference: &Reference, path: &str, near: Option<String>) -> Diagnostic {
    let is_section = matches!(reference.asks, Asks::See(Target::Section, _));
    let message = match is_section {
        true => format!("this report has no section `{path}`"),
        false => format!("there is no `{path}` in {}", of(report)),
    };
    let finding = UNKNOWN.at(reference.span, message);
    match near {
        Some(near) => {
            let finding = finding.meant(path, &near).label(format!("did you mean `{near}`?"));
            finding.help(format!("write `{near}` if that is what you mean"))
        }
        None if is_section => {
            finding.help("write the name of the section's file without `.md`, as in `see section board`")
        }
        None if matches!(&reference.asks, Asks::Figure { of, .. } if of.parts().next() == Some(Local::KEY)) => {
            finding.help("declare it in statistics.yaml: `local: { NAME: { value: …, counts: …, source: … } }`")
        }
        None if matches!(reference.asks, Asks::Figure { .. }) => {
            let example = report.figures.example().map_or_else(String::new, |cell| format!(", as in `{cell}`"));
            finding.help(format!("write the way to the cell in statistics.yaml{example}"))
        }
        None if has_no_chart(report, &reference.asks) => finding.help("this table has no chart: place the table"),
        None => finding.help(keys(report, &reference.asks)),
    }
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

/// The marks of footnotes that have no text in their section, by what they are called.
fn unread_marks<'a>(book: &'a Book, report: &'a Report) -> BTreeMap<&'a str, Span> {
    let mut marks = BTreeMap::new();
    for section in book.sections(report) {
        walk(&section.body, &mut |seen| {
            let Seen::Inline(Inline::Text(text, span)) = seen else { return };
            for (at, _) in text.match_indices("[^") {
                let label = &text[at + 2..];
                let end = label.find(['[', ']', ' ']).filter(|end| label[*end..].starts_with(']'));
                marks.extend(end.map(|end| (&label[..end], span.cut(at, at + end + 3))));
            }
        });
    }
    marks
}

fn footnotes(blocks: &[Block], unread: impl Fn(&str) -> Option<Span>, findings: &mut Vec<Diagnostic>) {
    let (mut marked, mut texts) = (BTreeSet::new(), Vec::new());
    walk(blocks, &mut |seen| match seen {
        Seen::Inline(Inline::FootnoteMark(label, _)) => {
            marked.insert(label.as_str());
        }
        Seen::Block(Block::Footnote { label, body, span }) => texts.push((label.as_str(), body.is_empty(), *span)),
        _ => {}
    });
    let mut written = BTreeSet::new();
    findings.extend(texts.into_iter().filter_map(|(label, is_empty, span)| {
        if !written.insert(label) {
            let finding = FOOTNOTE.at(span, format!("the footnote `{label}` is there twice"));
            return Some(finding.help("delete one, or give it another name"));
        }
        if is_empty {
            let finding = FOOTNOTE.at(span, format!("the footnote `{label}` has no text"));
            let help = format!("write it behind `[^{label}]:`, its further lines indented by four spaces");
            return Some(finding.help(help));
        }
        (!marked.contains(label)).then(|| {
            let finding = FOOTNOTE.at(span, format!("nothing refers to the footnote `{label}`"));
            match unread(label) {
                Some(mark) => finding.related(mark, "its mark").help("move it below the paragraph with its mark"),
                None => finding.help(format!("write `[^{label}]` where its mark belongs, or delete the footnote")),
            }
        })
    }));
}

/// A text without the commas and spaces between the digits of its numbers.
fn without_separators(text: &str) -> String {
    let signs: Vec<char> = text.chars().collect();
    let is_digit = |at: Option<usize>| at.and_then(|at| signs.get(at)).is_some_and(char::is_ascii_digit);
    let is_between =
        |at: usize| matches!(signs[at], ',' | ' ') && is_digit(at.checked_sub(1)) && is_digit(Some(at + 1));
    (0..signs.len()).filter(|at| !is_between(*at)).map(|at| signs[at]).collect()
}
