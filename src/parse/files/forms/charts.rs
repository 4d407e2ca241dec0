//! The chart that a table of a form asks for.

use std::sync::Arc;

use crate::book::axis::Axis;
use crate::book::form::{CHART_KINDS, CHART_PERIODS, ChartKind, ChartSpec, MOST_SERIES};
use crate::diagnostic::{Diagnostic, Severity};
use crate::parse::files::text::phrase;
use crate::parse::rules;
use crate::parse::shape::fields::Fields;
use crate::parse::shape::kind::{Kind, choice, text_with, whole};

/// The keys that name axes.
const AXES: [(&str, &str); 5] = [
    ("bars", "The axis whose members are bars."),
    ("groups", "The axis whose members are groups of bars."),
    ("parts", "The axis whose members are the parts of stacked bars."),
    ("lines", "The axis whose members are lines; the total alone unless you say so."),
    ("panels", "The axis whose members have a small chart each."),
];

/// The keys by which a kind names the axis that is drawn and the axis of groups, and whether it can do without the first.
fn axes_of(kind: ChartKind) -> (&'static str, Option<&'static str>, bool) {
    match kind {
        ChartKind::Bars | ChartKind::GroupedBars => ("bars", Some("groups"), false),
        ChartKind::StackedBars => ("parts", Some("bars"), false),
        ChartKind::Lines => ("lines", None, true),
        ChartKind::SmallMultiples => ("panels", None, false),
    }
}

/// The axis that is drawn and the axis of groups.
struct Shown {
    drawn: Option<Arc<Axis>>,
    groups: Option<Arc<Axis>>,
}

/// A chart of a table with these axes.
pub(crate) fn chart(fields: &mut Fields<'_>, axes: &[Arc<Axis>]) -> Option<ChartSpec> {
    let kind = fields.need("kind", choice(&CHART_KINDS), "The kind of chart.");
    let shown = match kind {
        Some(kind) => shown(kind, fields, axes),
        None => {
            for (key, about) in AXES {
                fields.may(key, axis(axes), about);
            }
            None
        }
    };
    let about = "Over how many periods lines run at most: 10 unless you say otherwise.";
    let periods = fields.may("periods", whole(2..=40, "lines cannot run over so many periods"), about);
    let title = fields.need("title", phrase(), "The headline.");
    let subtitle = fields.need("subtitle", phrase(), "What is counted, when and where.");
    let Shown { drawn, groups } = shown?;
    Some(ChartSpec {
        kind: kind?,
        drawn: drawn.map(|axis| axis.key.clone()),
        groups: groups.map(|axis| axis.key.clone()),
        periods: periods.unwrap_or(CHART_PERIODS),
        title: title?,
        subtitle: subtitle?,
    })
}

/// None where an axis that is needed is missing or is no axis of the table.
fn shown(kind: ChartKind, fields: &mut Fields<'_>, axes: &[Arc<Axis>]) -> Option<Shown> {
    let (drawn, groups, is_optional) = axes_of(kind);
    let drawn = if is_optional { fields.may(drawn, axis(axes), "") } else { fields.need(drawn, axis(axes), "") };
    let groups = groups.and_then(|key| fields.may(key, axis(axes), ""));
    if drawn.is_none() && !is_optional || [&drawn, &groups].contains(&&Some(None)) {
        return None;
    }
    let shown = Shown { drawn: drawn.flatten(), groups: groups.flatten() };
    let place = fields.span()?.cut(0, 1);
    let mut find = |message, help| fields.findings.push(rules::BAD_VALUE.at(place, message).help(help));
    let is_shown = |axis: &Axis| [&shown.drawn, &shown.groups].into_iter().flatten().any(|shown| shown.key == axis.key);
    for axis in axes.iter().filter(|axis| !is_shown(axis) && axis.total.is_none()) {
        find(
            format!("the chart leaves out the axis `{}`, which has no total", axis.key),
            "name the axis in the chart, or give it a total: the chart would show one part as if it were all",
        );
    }
    let is_told_apart = matches!(kind, ChartKind::StackedBars | ChartKind::Lines);
    if let Some(axis) = shown.drawn.as_ref().filter(|axis| is_told_apart && axis.members.len() > MOST_SERIES) {
        let (key, count) = (&axis.key, axis.members.len());
        let (drawn, other) = match kind {
            ChartKind::Lines => ("a small chart for each of them", "small-multiples"),
            _ => ("bars side by side", "grouped-bars"),
        };
        let message = format!("the axis `{key}` has {count} members, more than readers can tell apart in one chart");
        let help = format!("nothing is lost: the chart is drawn as {drawn}; write `kind: {other}` to say so");
        let finding = rules::BAD_VALUE.at(place, message).help(help);
        fields.findings.push(Diagnostic { severity: Severity::Warning, ..finding });
    }
    Some(shown)
}

/// The name of an axis of the table; a finding, and none, where it is no such name.
fn axis(axes: &[Arc<Axis>]) -> Kind<'_, Option<Arc<Axis>>> {
    text_with(|text, findings| {
        let found = axes.iter().find(|axis| axis.key == text.text).cloned();
        let known = axes.iter().map(|axis| axis.key.as_str());
        let unknown = found.is_none().then(|| *text.unknown("the table's list of axes", known));
        findings.extend(unknown);
        Some(found)
    })
}
