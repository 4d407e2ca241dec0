//! The files of a new report or area: structure carried over, figures and narrative blank. They pass as a draft.

use std::fmt::Write;

use crate::book::Book;
use crate::book::area::Area;
use crate::book::axis::{Axis, Member};
use crate::book::form::number::{Number, NumberKind, Total};
use crate::book::form::{Form, Table};
use crate::book::narrative::Words;
use crate::book::path::CellPath;
use crate::book::period::Period;
use crate::book::report::{Authority, Report, ReportKind, Section, Signatory};
use crate::book::returns::{LocalFigure, Return};
use crate::check::forms::form_periods;
use crate::parse::files::forms::number::example;
use crate::quantity::Quantity;
use crate::quantity::unit::Unit;
use crate::source::Sources;

/// A file to be written: its path inside the book, and its text.
pub type NewFile = (String, String);

/// Local sections that say how to reach somebody hold true until somebody moves, and are carried over as they are.
const CARRIED_OVER: &str = "contacts";

/// A report that is to be begun.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'w> {
    /// Whose it is: an area's, or the nation's.
    pub area: &'w Area,
    /// For which period.
    pub period: Period,
    /// Whether it holds some figures only, and no narrative.
    pub partial: bool,
}

impl Wanted<'_> {
    fn is_of_nation(&self, book: &Book) -> bool {
        self.area.key == book.nation.key
    }

    /// The folder of the report, with `/` at its end.
    pub fn folder(&self, book: &Book) -> String {
        let Wanted { area, period, .. } = self;
        if self.is_of_nation(book) {
            format!("content/national/{}/", period.name())
        } else {
            format!("areas/{}/{}/", area.key, period.name())
        }
    }

    /// The form that it is filled in on. The error says why there is none, and what to do.
    fn form<'b>(&self, sources: &Sources, book: &'b Book) -> Result<&'b Form, String> {
        let Wanted { period, partial, .. } = *self;
        let national = self.is_of_nation(book);
        match book.forms_for(period, national, partial).as_slice() {
            [form] => Ok(form),
            [first, second, ..] => {
                Err(format!("both `{}` and `{}` hold for {period}: {}", first.key, second.key, form_periods::ONE_FORM))
            }
            [] => {
                let before = book.forms.iter().filter(|form| form.national == national && form.from < period);
                let near = before.max_by_key(|form| form.from);
                Err(match near {
                    Some(form) => format!(
                        "no form holds for {period}: if the questions are still those of `{}`, write a later year behind `to:` in {}; \
                         otherwise add a form to content/forms/",
                        form.key,
                        sources.path(form.span.file)
                    ),
                    None => format!("no form holds for {period}: add one to content/forms/"),
                })
            }
        }
    }
}

/// The files of a report, after the newest earlier one of the area for such a period, or else for any, if there is one. On a form for
/// partial reports it is partial. The error says why no form can be used.
pub fn report(sources: &Sources, book: &Book, wanted: Wanted<'_>) -> Result<Vec<NewFile>, String> {
    let form = wanted.form(sources, book)?;
    let wanted = Wanted { partial: wanted.partial || form.partial, ..wanted };
    let Wanted { area, period, partial } = wanted;
    let has_narrative = !partial && !wanted.is_of_nation(book);
    let earlier = book.reports_of(&area.key).filter(|report| report.period < period);
    let earlier = earlier.filter(|report| !has_narrative || !report.sections.is_empty());
    let before = earlier.max_by_key(|report| (report.period.is_like(period), report.period));
    let folder = wanted.folder(book);
    let mut files = vec![
        (format!("{folder}report.yaml"), report_yaml(sources, book, wanted, before)),
        (format!("{folder}statistics.yaml"), return_yaml(area, period, form, before)),
    ];
    for section in book.canonical.iter().filter(|section| section.required && has_narrative) {
        files.push((
            format!("{folder}{}.md", section.key),
            format!("<!-- {}: write the section below this line. -->\n", section.title),
        ));
    }
    files.extend(
        before.filter(|_| !partial).into_iter().flat_map(|before| own_sections(sources, book, before, &folder)),
    );
    Ok(files)
}

/// The sections that the report before had of its own: those that hold true until somebody moves, and the heads of the others.
fn own_sections(sources: &Sources, book: &Book, before: &Report, folder: &str) -> Vec<NewFile> {
    let canonical = |key: &str| book.canonical.iter().any(|section| section.key == key);
    let own = before.sections.iter().filter(|section| !canonical(&section.key));
    let text = |section: &Section| {
        if section.key == CARRIED_OVER {
            return sources.text(section.span.file).unwrap_or_default().to_owned();
        }
        format!(
            "---\ntitle: {}\norder: {}\n---\n<!-- Write the section below this line, or delete the file. -->\n",
            quoted(&section.title),
            section.order
        )
    };
    own.map(|section| (format!("{folder}{}.md", section.key), text(section))).collect()
}

/// The file of a new area, which exists from a period on if one is given.
pub fn area(key: &str, name: &str, region: &str, from: Option<Period>) -> NewFile {
    let mut text = format!(
        "# The folder's name, which is also the address of the area's pages.\narea: {key}\n\
         name: {}\nregion: {}\n\
         # Codes that official statistics know it by, if there are any: codes: […]\n",
        quoted(name),
        quoted(region)
    );
    if let Some(from) = from {
        let _ = write!(
            text,
            "# The first period for which it reports; without the line it has been there all along.\nfrom: {}\n",
            from.name()
        );
    }
    (format!("areas/{key}/area.yaml"), text)
}

fn quoted(text: &str) -> String {
    // What JSON holds in quotes YAML holds alike.
    serde_json::Value::from(text).to_string()
}

fn report_yaml(sources: &Sources, book: &Book, wanted: Wanted<'_>, before: Option<&Report>) -> String {
    let Wanted { area, period, partial } = wanted;
    let mut text = format!(
        "area: {}\nperiod: {}\n\
         # draft while it is being written; final once it is complete: only then it is published.\nstatus: draft\n",
        area.key,
        period.name()
    );
    if partial {
        text.push_str("coverage: partial\n# Where the figures were published.\n# source: …\n");
    }
    let kind = if wanted.is_of_nation(book) { ReportKind::National } else { ReportKind::Area };
    let is_asked = |authority: &Authority| !partial && authority.signs(kind, period);
    text.push_str(&signatories(&book.settings.authorities, is_asked, before));
    if let Some(report) = before.filter(|report| !partial && !report.absent.is_empty()) {
        text.push_str(
            "\n# Sections that the report before did not have, and why. Delete a line once there is such a section.\n",
        );
        for (key, _, span) in &report.absent {
            let _ = writeln!(text, "# {key}: see {}", sources.place(*span));
        }
    }
    text
}

/// Those who signed the report before, and a line for each authority that is asked to sign and for which none of them did.
fn signatories(authorities: &[Authority], is_asked: impl Fn(&Authority) -> bool, before: Option<&Report>) -> String {
    let (mut text, mut is_signed) = (String::new(), false);
    for authority in authorities {
        let key = &authority.key;
        let is_plain = key.chars().all(|sign| sign.is_ascii_alphanumeric() || sign == '-' || sign == '_');
        let written = if is_plain { key.clone() } else { quoted(key) };
        let signed = before.into_iter().flat_map(|report| &report.signatories);
        let mut signed = signed.filter(|signatory| signatory.authority == *key).peekable();
        if signed.peek().is_none() && is_asked(authority) {
            let _ = writeln!(text, "#   - {{ authority: {written}, role: …, organisation: … }}");
        }
        for Signatory { role, organisation, .. } in signed {
            let (role, organisation) = (quoted(role), quoted(organisation));
            let _ = writeln!(text, "  - {{ authority: {written}, role: {role}, organisation: {organisation} }}");
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
        "area: {}\nperiod: {}\nform: {}\n\n\
         # Write a whole number without separators behind each colon, as in 1239. Write \"[x]\" where a figure cannot be\n\
         # had; \"[z]\" stands where the question cannot arise. Totals may be left out: they are worked out.\n",
        area.key,
        period.name(),
        form.key
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
        if table.computed.is_empty() && !table.is_from_areas() {
            let axes = own_axes(table, before);
            let _ =
                writeln!(text, "\n{}{}:{}", how(table), table.key, cells(table, &axes, CellPath::table(position), 1));
        }
    }
    before.into_iter().for_each(|report| text.push_str(&local(&report.figures)));
    text
}

/// How the figures of a table are written that are no counts: a remark of YAML.
pub(crate) fn how(table: &Table) -> String {
    let Number { kind, unit, at_least, has_hours, .. } = table.number;
    let below_zero = if at_least < Quantity::ZERO && kind != NumberKind::Duration { ", or -7 below zero" } else { "" };
    let example = example(kind, table.number.places()) + below_zero;
    match (kind, unit) {
        (NumberKind::Count, _) => String::new(),
        (NumberKind::Duration, _) if has_hours => {
            "# Hours, minutes and seconds, as in 1:09:02 or 0:09:02.\n".to_owned()
        }
        (NumberKind::Duration, _) => {
            format!("# Minutes and seconds, as in {example}, or hours before them, as in 1:09:02.\n")
        }
        (NumberKind::Percentage, _) => format!("# In per cent, without the sign, as in {example}.\n"),
        (_, Unit::Before(sign) | Unit::After(sign)) => format!("# Without the {}, as in {example}.\n", sign.as_str()),
        (NumberKind::Decimal | NumberKind::Money, _) => format!("# As in {example}.\n"),
    }
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
        let ruled_out = table.cannot_apply(part);
        return if ruled_out { " \"[z]\"".to_owned() } else { String::new() };
    };
    let last = part.length() + 1 == axes.len();
    let mut parts = Vec::new();
    let is_asked = |at: &usize| *at != Axis::TOTAL || table.total == Total::HandedIn;
    let members = axis.positions().filter(is_asked).filter_map(|at| Some((at, axis.member(at)?)));
    for (at, member) in members {
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
