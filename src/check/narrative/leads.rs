//! Words that send readers somewhere: tables, appendices and pages by number.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use crate::book::path::CellPath;
use crate::check::context::{Found, ReportCheck, ReportContext};
use crate::check::narrative::placeholders::PLACEHOLDER;
use crate::check::narrative::structure::HEADING;
use crate::check::prose::passage::Passage;
use crate::check::prose::reading::language::english::ENGLISH;
use crate::check::prose::reading::language::words::Words;
use crate::check::prose::unfilled::sentence_around;
use crate::diagnostic::{Diagnostic, Severity};
use crate::page::words::Subject;
use crate::query::reference;
use crate::source::Span;
use crate::text::pattern::Pattern;
use crate::text::signs;

rules! {
    NOWHERE = "P501" "leads-nowhere" Error:
        "The text sends readers to a table, chart, appendix or page that the report does not have, gives one a number that another has, or names one that does not have the figures of its sentence.";
        "Readers look for it in vain, and what it should have shown is missing.";
        "“see table 9” in a report of six tables; “see appendix 2” where no section is called Appendix 2.";
        "Name the section or table in words, or add what is missing. A web page has no page numbers."
}

pub(crate) const CHECK: ReportCheck = ReportCheck { rules: RULES, run: check };

/// What a document is called that is not this one.
macro_rules! documents {
    () => {
        "charter|circular|code|constitution|convention|framework|guidance|guidelines|handbook|instruction|manual|memorandum|policy|protocol|regulation|standard|statute|strategy|terms of reference|toolkit"
    };
}

static LEAD: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::new(
        r"(?i)\b(?P<kind>table|chart|figure|fig\.?|appendix|annex|page)(?:\s+(?P<number>\d{1,3}|[B-H]|(?-i:A))\b|(?P<many>s)\s+(?P<first>\d{1,3})(?:, | and | to | ?[–-] ?)(?P<last>\d{1,3})\b)",
    )
});

/// Words that lead to another page of something printed.
static LEAF: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::new(
        r"(?i)\b(?:see|given|set out|shown|listed|continued|table|figures?|chart) overleaf\b|\boverleaf[.,;)]|\b(?:on|see|from|over) (?:the )?(?:next|previous|following|preceding|opposite|facing) pages?\b|\b(?:continued|cont(?:['’]?d)?\.?) (?:on|over|from)\b(?: [a-z]+){0,3} page\b|\bsee pp?\. ?\d{1,3}\b|\bp\.?t\.?o\.?(?:$|\))|\bplease turn over[.!)]?$",
    )
});

/// A section by its number, and what shows that it is one of a law or of another document.
static NUMBERED: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::new(
        r"(?i)\b(?:(?:see|in|at|and) (?:also )?(?:section|chapter|paragraph|para)\s+(?P<parts>\d{1,2}(?:\.\d{1,2})+)|see (?:also )?(?:section|chapter|part)\s+(?P<whole>\d{1,2}))\b",
    )
});
static OTHER: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::new(concat!(
        r"(?P<none>\b[Ii]n order (?:to|that)\b|\b[Tt]his report\b|\b(?:[Ww]e|[Tt]hey|you|who|to|must|can|will|should|not) (?:order|report)\b)|\b(?:Act|Agreement|Bill|Contract|Plan|Review|Rule|Schedule|Scheme)s?\b|\b(?:[Tt]he|[Tt]hat|[Aa]n) acts?\b|\b(?i:",
        documents!(),
        r"|order|report)s?\b|\b(?i:section|chapter|paragraph|para|part)\s+[\d.]+\d of (?:the|that|its|their|an?|[A-Z]\w+’s)\b"
    ))
});
static OURS: LazyLock<Pattern> = LazyLock::new(|| Pattern::new(r"^(?:of this report|above|below)\b"));

/// Words behind a number that say in which other document it is: “of the Example Report”, “in that body’s annual review”, “of the guidance”.
static ELSEWHERE: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::new(concat!(
        r"^(?:\s*\([^()]{0,80}\))?,?\s+(?:of|in|from|to)\s+(?:the|that|their|its|a|an)\s+(?:[a-z’'-]+\s+){0,3}(?:[A-Z]|(?:",
        documents!(),
        r")s?\b|[a-z-]+[’'](?:s )?(?:order|report)s?\b)"
    ))
});

/// What stands behind the number of a table in its caption: nothing, or its name, which is no sentence.
static NAMES: LazyLock<Pattern> = LazyLock::new(|| Pattern::new(r"^(?: ?[:.–—-] ?[A-Z](?s:.*)[^.!?]|[:.]?)$"));

/// A table or chart of the return.
struct Numbered<'a> {
    key: &'a str,
    title: String,
    /// The position of the table whose figures it shows.
    table: Option<usize>,
}

/// What a report has that has a number: its tables and charts, and its sections.
struct Shown<'a> {
    tables: Vec<Numbered<'a>>,
    charts: Vec<Numbered<'a>>,
    titles: Vec<String>,
    appendices: usize,
}

impl<'a> Shown<'a> {
    fn of(context: &'a ReportContext<'_>) -> Self {
        let (mut tables, mut charts) = (Vec::new(), Vec::new());
        let (subject, form) = (Subject::none(context.book), &context.report.figures.form);
        let title = |title| subject.of(context.report).plain(title);
        for (table, _) in context.report.figures.grids() {
            let at = form.table(&table.key);
            let of_table = |key, phrase| Numbered { key, title: title(phrase), table: at };
            let layouts = table.layouts.iter();
            tables.extend(layouts.map(|layout| of_table(&layout.key, layout.title.as_ref().unwrap_or(&table.title))));
            charts.extend(table.chart.as_ref().map(|chart| of_table(&table.key, &chart.title)));
        }
        charts.extend(reference::placed_measures(context.book, context.report).into_iter().map(|measure| Numbered {
            key: &measure.key,
            title: measure.title.to_string(),
            table: measure.path(&form.key).map(CellPath::table_position),
        }));
        let sections = context.book.sections(context.report);
        let titles = sections.iter().map(|section| section.title.to_lowercase()).collect();
        Shown { tables, charts, titles, appendices: sections.iter().filter(|section| section.is_appendix).count() }
    }

    /// What is numbered that goes by a name, and all of it.
    fn numbered(&self, name: &str) -> Option<(&'static str, &[Numbered<'a>])> {
        match name {
            "table" => Some(("table", &self.tables)),
            "chart" | "figure" | "fig" | "fig." => Some(("chart", &self.charts)),
            _ => None,
        }
    }

    fn has_title(&self, words: &str) -> bool {
        self.titles.iter().any(|title| title.starts_with(words))
    }
}

/// Checks where a report's own narrative leads.
fn check(context: &ReportContext<'_>, findings: &mut Vec<Diagnostic>) {
    contents(context, findings);
    let shown = Shown::of(context);
    let is_heading = |number: &str| {
        let begins = |text: &str| text.strip_prefix(number).is_some_and(|rest| rest.starts_with([' ', '.', ':']));
        context.passages.iter().any(|passage| !passage.is_paragraph && begins(&passage.text)) || shown.has_title(number)
    };
    // To make a heading or a caption of a line, or to delete it, puts right what a number in it says, too.
    let lines = Found::new(findings, &[&HEADING, &PLACEHOLDER]);
    let mut captions = BTreeSet::new();
    for passage in context.passages {
        to_other_pages(passage, &is_heading, findings);
        for (span, found) in passage.found(&LEAD) {
            let (range, name) = (found.get_match().range(), found["kind"].to_lowercase());
            // “The figures 12 and 15” are numbers.
            if found.name("many").is_some() && name.starts_with("fig") {
                continue;
            }
            let behind = &passage.text[range.end..];
            let is_elsewhere = ELSEWHERE.find_iter(behind).next().is_some_and(|document| {
                let name = document.end() - 1;
                !behind[name..].starts_with(context.report.name().as_str())
            });
            if is_elsewhere || passage.is_paragraph && lines.is_around(span) {
                continue;
            }
            let numbers: Vec<_> = ["number", "first", "last"].iter().filter_map(|name| found.name(name)).collect();
            let numbers: Option<Vec<_>> = numbers.iter().map(|number| number.as_str().parse().ok()).collect();
            let is_line = passage.is_paragraph || !behind.is_empty() && passage.cell.is_none();
            let is_named = NAMES.is_match(behind) && !passage.text[..range.start].contains(char::is_alphanumeric);
            let is_caption = is_line && range.start == 0 && is_named;
            let count = if found.name("many").is_some() { 2 } else { 1 };
            let Some((what, all)) = nowhere(&shown, &name, &found[0], numbers, span, findings) else { continue };
            let sentence = sentence_around(&passage.text, range);
            // A caption that stands above its table and below it is a finding by itself.
            if is_caption && captions.insert(&passage.text) {
                findings.push(numbered_twice(span, &found[0], !behind.trim_matches(':').is_empty()));
            } else if !is_named && !names_another(sentence) {
                findings.push(typed_number(span, &found[0], &meant(context, sentence, what, all, count)));
            }
        }
    }
}

/// The tables or charts of which words name some by their numbers. A finding where the report has no such thing; nothing where it has
/// something that is not numbered here.
fn nowhere<'s, 'a>(
    shown: &'s Shown<'a>,
    name: &str,
    words: &str,
    numbers: Option<Vec<usize>>,
    span: Span,
    findings: &mut Vec<Diagnostic>,
) -> Option<(&'static str, &'s [Numbered<'a>])> {
    let finding = NOWHERE.at(span, format!("this report has no {words}"));
    let help = if let Some((what, all)) = shown.numbered(name) {
        let most = all.len();
        if numbers.is_some_and(|numbers| numbers.iter().all(|number| (1..=most).contains(number))) {
            return Some((what, all));
        }
        format!(
            "this report has {what}s 1 to {most}; better than a number is the {what}'s title, since numbers can change"
        )
    } else if name == "page" {
        "a web page has no page numbers: name the section".to_owned()
    } else {
        let appendices = shown.appendices;
        let is_up_to = |number: &usize| (1..=appendices).contains(number);
        if numbers.is_some_and(|numbers| numbers.iter().all(is_up_to)) || shown.has_title(&words.to_lowercase()) {
            return None;
        }
        match appendices {
            0 => format!("add a section with the title “{words}”, or take the words out"),
            _ => format!(
                "the last appendix of this report is Appendix {appendices}; better than a number is `{{{{ see section KEY }}}}`, with the name of the appendix's file"
            ),
        }
    };
    findings.push(finding.help(help));
    None
}

/// The finding for a title that gives a table the number of another.
fn numbered_twice(span: Span, words: &str, has_title: bool) -> Diagnostic {
    let finding = NOWHERE.at(span, format!("this report has another {words}"));
    let help = "tables and charts of the return are numbered by themselves, and a line above one of your own says in words what it shows";
    let joint = if has_title { " and what parts it from the title" } else { "" };
    let finding = finding.help(format!("delete `{words}`{joint}: {help}"));
    Diagnostic { severity: Severity::Warning, ..finding }
}

/// What to write in place of so many numbers of tables or charts: the number says nothing of what was meant, which may have had it in
/// another document; the words of its sentence do, where they are those of no other.
fn meant(context: &ReportContext<'_>, sentence: &str, what: &str, all: &[Numbered<'_>], count: usize) -> String {
    let tables = tables_named(context, sentence);
    let is_named = |one: &&Numbered<'_>| one.table.is_some_and(|table| tables.contains(&table));
    let named: Vec<_> = all.iter().filter(is_named).collect();
    for offered in [named, all.iter().collect()] {
        if offered.len() == count {
            let see: Vec<_> = offered.iter().map(|one| format!("`{{{{ see {what} {} }}}}`", one.key)).collect();
            return format!("write {}, if that is what is meant", see.join(" and "));
        }
    }
    let keys: Vec<_> = all.iter().map(|one| format!("`{}` “{}”", one.key, one.title)).collect();
    format!("write `{{{{ see {what} KEY }}}}` with the key of the {what} that is meant, of {}", keys.join(", "))
}

/// The tables of the return that a sentence names by words that no other table has.
fn tables_named(context: &ReportContext<'_>, sentence: &str) -> BTreeSet<usize> {
    if !ENGLISH.is(&context.book.settings.language) {
        return BTreeSet::new();
    }
    let lower = signs::compared(sentence).to_ascii_lowercase();
    let words = Words::new(&lower, 0..lower.len(), &ENGLISH);
    context.returns(&ENGLISH).names(context.report).tables_named(&words)
}

/// The finding for the number of a table of the return that stands in a sentence: it is another when the return has one more.
fn typed_number(span: Span, words: &str, meant: &str) -> Diagnostic {
    let finding =
        NOWHERE.at(span, format!("the number of “{words}” is typed, and can be that of another table or chart"));
    let help = format!("{meant}: the number is found; a table of your own has none, so name it in words");
    Diagnostic { severity: Severity::Warning, ..finding.help(help) }
}

/// Whether a sentence names another document, of which it can tell the number.
fn names_another(sentence: &str) -> bool {
    OTHER.captures_iter(sentence).any(|found| found.name("none").is_none())
}

/// Finds where a passage leads to another page of something printed, or to a section by a number that no heading has.
fn to_other_pages(passage: &Passage, is_heading: &impl Fn(&str) -> bool, findings: &mut Vec<Diagnostic>) {
    // “on the next page of the form”.
    let leaves = passage.found(&LEAF).filter(|(_, found)| !passage.text[found.get_match().end()..].starts_with(" of "));
    findings.extend(leaves.map(|(span, found)| {
        let message = format!("a web page has no other pages: “{}” leads nowhere", &found[0]);
        NOWHERE.at(span, message).help("name the section or table, or delete the words: what follows stands below")
    }));
    for (span, found) in passage.found(&NUMBERED) {
        let number = found.name("parts").or(found.name("whole")).map_or("", |number| number.as_str());
        let sentence = sentence_around(&passage.text, found.get_match().range());
        let behind = passage.text[found.get_match().end()..].trim_start();
        // “section 3.1 of the paper”, “paragraph 4.2 of its terms of reference”.
        let is_of_another = behind.starts_with("of ") || names_another(sentence);
        if !is_heading(number) && (OURS.is_match(behind) || !is_of_another) {
            let finding = NOWHERE.at(span, format!("no section of this report has the number {number}"));
            findings
                .push(finding.help("write `{{ see section KEY }}`, with the name of the section's file, or its title"));
        }
    }
}

/// A line of a list of contents: words, and perhaps the number of a page.
static ENTRY: LazyLock<Pattern> =
    LazyLock::new(|| Pattern::new(r"^(?P<title>[^.!?:;]+?)(?:[ .…]+(?P<page>\d{1,3}))?$"));
/// Several such lines in one paragraph.
static ENTRIES: LazyLock<Pattern> = LazyLock::new(|| Pattern::new(r"^(?:[^.!?:;0-9]+[ .…]+\d{1,3}(?: |$)){3,}$"));
/// How many such lines make a list of contents.
const FEWEST: usize = 3;

/// Finds lists of contents that were typed, by the titles of sections in them or by what stands above them.
fn contents(context: &ReportContext<'_>, findings: &mut Vec<Diagnostic>) {
    let titles: BTreeSet<_> =
        context.book.sections(context.report).iter().map(|section| section.title.to_lowercase()).collect();
    let is_heading = |passage: &Passage| {
        matches!(passage.text.to_lowercase().trim_end_matches(':'), "contents" | "table of contents")
    };
    let mut passages = context.passages.iter().peekable();
    let mut is_headed = false;
    while let Some(first) = passages.next() {
        let (mut lines, mut named, mut pages) = (0, 0, Vec::new());
        let mut line = Some(first);
        while let Some(entry) = line.and_then(|line| ENTRY.captures_at(&line.text, 0)) {
            let page = entry.name("page").map(|page| page.as_str());
            // The number of a page can stand in a cell of its own.
            let is_number = |text: &str| text.len() < 4 && text.bytes().all(|sign| sign.is_ascii_digit());
            let beside =
                passages.next_if(|next| page.is_none() && is_number(&next.text)).map(|next| next.text.as_str());
            let is_named = titles.contains(&entry["title"].trim().to_lowercase());
            let page = page.or(beside).and_then(|page| page.parse::<u32>().ok());
            // Below the list the text begins, often with the heading of its first section.
            if page.is_none() && (!is_named || pages.len() == lines && lines > 0) {
                break;
            }
            lines += 1;
            named += usize::from(is_named);
            pages.extend(page);
            line = passages.next_if(|next| ENTRY.is_match(&next.text));
        }
        let are_pages = lines > 0 && pages.len() == lines && pages.is_sorted();
        let is_list = match is_headed {
            true => lines > 1 && (are_pages || named == lines && lines >= FEWEST) || ENTRIES.is_match(&first.text),
            false => lines >= FEWEST && (named == lines || are_pages && named > 1),
        };
        if is_list {
            let finding =
                first.span(0..first.text.len()).map(|span| NOWHERE.at(span, "a list of contents is typed here"));
            let help = "delete it: every page has one, made of its headings, and no page of the web has a number";
            findings.extend(finding.map(|finding| finding.help(help)));
        }
        is_headed = line.is_some_and(is_heading);
    }
}
