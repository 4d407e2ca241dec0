//! The chart that a table of a form asks for.

use std::sync::Arc;

use crate::book::axis::Axis;
use crate::book::form::{CHART_KINDS, CHART_PERIODS, ChartKind, ChartSpec, MOST_SERIES};
use crate::diagnostic::Diagnostic;
use crate::parse::files::text::phrase;
use crate::parse::rules;
use crate::parse::yaml::fields::{Fields, Text, parsed, unknown};
use crate::parse::yaml::tree::{Key, Yaml};
use crate::source::{Sources, Span};

/// The keys that name axes.
const AXES: [&str; 5] = ["bars", "groups", "parts", "lines", "panels"];

/// The keys by which a kind names the axis that is drawn and the axis of groups, and whether it can do without the first.
fn axes_of(kind: ChartKind) -> (&'static str, Option<&'static str>, bool) {
    match kind {
        ChartKind::Bars | ChartKind::GroupedBars => ("bars", Some("groups"), false),
        ChartKind::StackedBars => ("parts", Some("bars"), false),
        ChartKind::Lines => ("lines", None, true),
        ChartKind::SmallMultiples => ("panels", None, false),
    }
}

/// A chart of a table with these axes.
pub fn chart(sources: &Sources, value: &Yaml, axes: &[Arc<Axis>], findings: &mut Vec<Diagnostic>) -> Option<ChartSpec> {
    let mut fields = Fields::new(value, "`chart`", findings)?;
    let kind = fields.need_text("kind", findings).and_then(|(kind, span)| {
        let known = || CHART_KINDS.iter().map(|row| row.0);
        let found = CHART_KINDS.iter().find(|row| row.0 == kind).map(|row| row.1);
        if found.is_none() {
            let key = Key { text: kind.to_owned(), span };
            findings.push(unknown(&rules::BAD_VALUE, &key, "the list of charts", known()));
        }
        found
    });
    let shown = match kind {
        Some(kind) => shown(kind, &mut fields, axes, value.span.cut(0, 1), findings),
        None => {
            for key in AXES {
                let _ = fields.get(key);
            }
            None
        }
    };
    let periods = fields.text("periods", findings).and_then(|found| periods(found, findings));
    let title = fields.need_text("title", findings).map(|text| phrase(sources, text, findings));
    let subtitle = fields.need_text("subtitle", findings).map(|text| phrase(sources, text, findings));
    fields.finish("`chart`", findings);
    let (drawn, groups) = shown?;
    Some(ChartSpec {
        kind: kind?,
        drawn,
        groups,
        periods: periods.unwrap_or(CHART_PERIODS),
        title: title?,
        subtitle: subtitle?,
    })
}

/// The axis that is drawn and the axis of groups. None where one that is needed is missing or is no axis of the table.
fn shown(
    kind: ChartKind,
    fields: &mut Fields<'_>,
    axes: &[Arc<Axis>],
    place: Span,
    findings: &mut Vec<Diagnostic>,
) -> Option<(Option<String>, Option<String>)> {
    let (drawn, groups, is_optional) = axes_of(kind);
    let asked = if is_optional { fields.text(drawn, findings) } else { fields.need_text(drawn, findings) };
    if asked.is_none() && !is_optional {
        return None;
    }
    let drawn = asked.map(|found| axis(found, axes, findings));
    let groups = groups.and_then(|key| fields.text(key, findings)).map(|found| axis(found, axes, findings));
    if [drawn, groups].contains(&Some(None)) {
        return None;
    }
    let (drawn, groups) = (drawn.flatten(), groups.flatten());
    let is_shown = |axis: &Axis| [drawn, groups].iter().flatten().any(|shown| shown.key == axis.key);
    for axis in axes.iter().filter(|axis| !is_shown(axis) && axis.total.is_none()) {
        let message = format!("the chart leaves out the axis `{}`, which has no total", axis.key);
        let finding = Diagnostic::new(&rules::BAD_VALUE, place, message);
        findings.push(
            finding.help(
                "name the axis in the chart, or give it a total: the chart would show one part as if it were all",
            ),
        );
    }
    let is_told_apart = matches!(kind, ChartKind::StackedBars | ChartKind::Lines);
    if let Some(axis) = drawn.filter(|axis| is_told_apart && axis.members.len() > MOST_SERIES) {
        let (key, count) = (&axis.key, axis.members.len());
        let message = format!("the axis `{key}` has {count} members, more than readers can tell apart in one chart");
        let finding = Diagnostic::new(&rules::BAD_VALUE, place, message);
        findings.push(
            finding.help("write `kind: bars` or `kind: small-multiples`, which name each member where it is drawn"),
        );
    }
    Some((drawn.map(|axis| axis.key.clone()), groups.map(|axis| axis.key.clone())))
}

fn axis<'a>((name, span): Text<'_>, axes: &'a [Arc<Axis>], findings: &mut Vec<Diagnostic>) -> Option<&'a Arc<Axis>> {
    let found = axes.iter().find(|axis| axis.key == name);
    if found.is_none() {
        let key = Key { text: name.to_owned(), span };
        let known = axes.iter().map(|axis| axis.key.as_str());
        findings.push(unknown(&rules::BAD_VALUE, &key, "the table's list of axes", known));
    }
    found
}

fn periods((text, span): Text<'_>, findings: &mut Vec<Diagnostic>) -> Option<usize> {
    let number = parsed(text, span, "a whole number", findings)?;
    if !(2..=40).contains(&number) {
        let finding = Diagnostic::new(&rules::BAD_VALUE, span, "lines cannot run over so many periods");
        findings.push(finding.help("write a number from 2 to 40"));
        return None;
    }
    Some(number)
}
