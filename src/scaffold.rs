//! The files of a new report or area: structure carried over, figures and narrative blank. They pass as a draft.

use std::fmt::Write;

use crate::book::Book;
use crate::book::area::Area;
use crate::book::axis::{Axis, Member};
use crate::book::form::{Form, Table};
use crate::book::narrative::Words;
use crate::book::path::CellPath;
use crate::book::period::Period;
use crate::book::report::{Authority, Report, ReportKind, Signatory};
use crate::book::returns::{LocalFigure, Return};
use crate::source::Sources;

/// A file to be written: its path inside the book, and its text.
pub type NewFile = (String, String);

/// Local sections that say how to reach somebody hold true until somebody moves, and are carried over as they are.
const CARRIED_OVER: &str = "contacts";

/// The files of a report of `area` for `period`, after the newest earlier one of the area if there is any.
/// Nothing where no form of the areas covers the period.
pub fn period(sources: &Sources, book: &Book, area: &Area, period: Period) -> Option<Vec<NewFile>> {
    let before =
        book.reports_of(&area.key).filter(|report| report.period < period && !report.sections.is_empty()).last();
    let fits = |form: &&std::sync::Arc<Form>| !form.national && form.covers(period);
    let same = before.map(|report| &report.figures.form).filter(|form| form.covers(period));
    let form = same.or_else(|| book.forms.iter().filter(fits).max_by_key(|form| form.from))?;
    let folder = format!("areas/{}/{period}/", area.key);
    let mut files = vec![
        (format!("{folder}report.yaml"), report_yaml(sources, book, area, period, before)),
        (format!("{folder}statistics.yaml"), return_yaml(area, period, form, before)),
    ];
    for section in book.canonical.iter().filter(|section| section.required) {
        files.push((
            format!("{folder}{}.md", section.key),
            format!("<!-- {}: write the section below this line. -->\n", section.title),
        ));
    }
    let canonical = |key: &str| book.canonical.iter().any(|section| section.key == key);
    for section in before.iter().flat_map(|report| &report.sections).filter(|section| !canonical(&section.key)) {
        let path = format!("{folder}{}.md", section.key);
        let text = if section.key == CARRIED_OVER {
            sources.text(section.span.file).unwrap_or_default().to_owned()
        } else {
            let title = section.title.replace('"', "'");
            format!(
                "---\ntitle: \"{title}\"\norder: {}\n---\n<!-- Write the section below this line, or delete the file. -->\n",
                section.order
            )
        };
        files.push((path, text));
    }
    Some(files)
}

/// The file of a new area.
pub fn area(key: &str, name: &str, region: &str) -> NewFile {
    let text = format!(
        "# The folder's name, which is also the address of the area's pages.\narea: {key}\n\
         name: {}\nregion: {}\n\
         # Codes that official statistics know it by, if there are any: codes: […]\n",
        quoted(name),
        quoted(region)
    );
    (format!("areas/{key}/area.yaml"), text)
}

fn quoted(text: &str) -> String {
    // What JSON holds in quotes YAML holds alike.
    serde_json::Value::from(text).to_string()
}

fn report_yaml(sources: &Sources, book: &Book, area: &Area, period: Period, before: Option<&Report>) -> String {
    let mut text = format!(
        "area: {}\nperiod: {period}\n# draft while it is being written; final once it is complete and signed.\nstatus: draft\n{}",
        area.key,
        signatories(&book.settings.authorities, before),
    );
    if let Some(report) = before.filter(|report| !report.absent.is_empty()) {
        text.push_str(
            "\n# Sections that the report before did not have, and why. Delete a line once there is such a section.\n",
        );
        for (key, _, span) in &report.absent {
            let _ = writeln!(text, "# {key}: see {}", sources.place(*span));
        }
    }
    text
}

/// Those who signed the report before, and a line for each authority that must sign and for which none of them did.
fn signatories(authorities: &[Authority], before: Option<&Report>) -> String {
    let (mut text, mut is_signed) = (String::new(), false);
    for Authority { key, must_sign, .. } in authorities {
        let is_plain = key.chars().all(|sign| sign.is_ascii_alphanumeric() || sign == '-' || sign == '_');
        let authority = if is_plain { key.clone() } else { quoted(key) };
        let signed = before.into_iter().flat_map(|report| &report.signatories);
        let mut signed = signed.filter(|signatory| signatory.authority == *key).peekable();
        if signed.peek().is_none() && must_sign.contains(&ReportKind::Area) {
            let _ = writeln!(text, "#   - {{ authority: {authority}, role: …, organisation: … }}");
        }
        for Signatory { role, organisation, .. } in signed {
            let (role, organisation) = (quoted(role), quoted(organisation));
            let _ = writeln!(text, "  - {{ authority: {authority}, role: {role}, organisation: {organisation} }}");
            is_signed = true;
        }
    }
    match (text.as_str(), is_signed) {
        ("", _) => text,
        (_, true) => format!("\n# The offices that sign, one for each authority.\nsignatories:\n{text}"),
        (_, false) => format!("\n# The offices that sign, one for each authority.\n# signatories:\n{text}"),
    }
}

fn return_yaml(area: &Area, period: Period, form: &Form, before: Option<&Report>) -> String {
    let mut text = format!(
        "area: {}\nperiod: {period}\nform: {}\n\n\
         # Write a whole number without separators behind each colon, as in 1239. Write \"[x]\" where a figure cannot be\n\
         # had; \"[z]\" stands where the question cannot arise. Totals may be left out: they are worked out.\n",
        area.key, form.key
    );
    let mut named: Vec<&str> = Vec::new();
    for (position, table) in form.tables.iter().enumerate() {
        for (at, axis) in table.axes.iter().enumerate() {
            let Some(key) = axis.named_by.as_deref().filter(|key| !named.contains(key)) else { continue };
            named.push(key);
            let members =
                before.and_then(|report| report.figures.grid_of(&table.key)).map(|grid| members(&grid.axes[at]));
            let members = members.unwrap_or_else(|| "first: The first, second: The second".to_owned());
            let _ = writeln!(text, "\n# {}: what there is in the area.\n{key}: {{ {members} }}", axis.label);
        }
        if table.computed.is_empty() {
            let axes = own_axes(table, before);
            let _ = writeln!(text, "\n{}:{}", table.key, cells(table, &axes, CellPath::table(position), 1));
        }
    }
    before.into_iter().for_each(|report| text.push_str(&local(&report.figures)));
    text
}

/// The figures that are counted elsewhere, without their numbers.
fn local(before: &Return) -> String {
    let mut text = String::new();
    for LocalFigure { key, counts, source, .. } in before.local_figures() {
        if text.is_empty() {
            text.push_str("\n# Counted elsewhere: write the number behind `value:`, or delete the figure with its name.\nlocal:\n");
        }
        let _ = writeln!(text, "  {key}: {{ value: , counts: {}, source: {} }}", quoted(counts), quoted(source));
    }
    text
}

fn members(axis: &Axis) -> String {
    let members = axis.members.iter().map(|member| format!("{}: {}", member.key, quoted(&member.label)));
    members.collect::<Vec<_>>().join(", ")
}

/// The axes of a table, with the members that the area named itself the year before.
fn own_axes(table: &Table, before: Option<&Report>) -> Vec<Axis> {
    let grid = before.and_then(|report| report.figures.grid_of(&table.key));
    let axis = |(at, axis): (usize, &std::sync::Arc<Axis>)| {
        let mut axis = Axis::clone(axis);
        if axis.named_by.is_some() {
            let known = grid.map(|grid| grid.axes[at].members.clone());
            axis.members = known
                .unwrap_or_else(|| ["first", "second"].map(|key| Member::new(key, Words::new(key, table.span))).into());
        }
        axis
    };
    table.axes.iter().enumerate().map(axis).collect()
}

/// The blank cells of a table: the last axis on one line, the others nested.
fn cells(table: &Table, axes: &[Axis], part: CellPath, depth: usize) -> String {
    let Some(axis) = axes.get(part.length()) else {
        let ruled_out = table.not_applicable.iter().any(|pattern| pattern.covers(part));
        return if ruled_out { " \"[z]\"".to_owned() } else { String::new() };
    };
    let last = part.length() + 1 == axes.len();
    let mut parts = Vec::new();
    for (at, member) in axis.members.iter().enumerate() {
        let inner = cells(table, axes, part.with(at), depth + 1);
        // In braces a number needs a space before it, which is there already.
        let inner = if last && inner.is_empty() { " ".to_owned() } else { inner };
        parts.push(if last {
            format!("{}:{inner}", member.key)
        } else {
            format!("\n{}{}:{inner}", "  ".repeat(depth), member.key)
        });
    }
    if last { format!(" {{ {} }}", parts.join(", ").trim_end()) } else { parts.concat() }
}
