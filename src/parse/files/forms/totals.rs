//! What the figures of a table are, and where its totals and the nation's figures come from.

use std::sync::Arc;

use super::number::number;
use crate::book::axis::Axis;
use crate::book::form::number::{NATIONALS, National, Number, NumberKind, TOTALS, Total};
use crate::book::form::{Counts, Table};
use crate::parse::rules;
use crate::parse::shape::fields::Fields;
use crate::parse::shape::kind::{Parsed, Text, choice, text_as};

/// What the figures of a table are, and where its totals and the nation's figures come from.
pub(crate) struct Figures {
    pub(crate) number: Number,
    pub(crate) total: Total,
    pub(crate) national: National,
    pub(crate) weighted_by: Option<usize>,
}

/// What a table with these axes, below others, says of its figures. Totals that it has not are taken from its axes.
pub(crate) fn figures(
    fields: &mut Fields<'_>,
    counts: Option<Counts>,
    (axes, above): (&mut [Arc<Axis>], &[Table]),
    is_national: bool,
) -> Figures {
    let about = "What the table's figures are: a kind, or a kind with what else there is to say. Left out, they are counts; those of a rate are then \
                 whole where they are handed in.";
    let number = fields.may("number", number(counts), about).unwrap_or_default();
    let total = fields.may("total", choice(&TOTALS).placed(), "Where the table's totals come from.");
    let about = "In a form of the nation: where the table's figures come from.";
    let national = fields.may("national", choice(&NATIONALS).placed(), about);
    let weights = text_as(|text| weights(text, axes, above)).attempted().placed();
    let about = "The table, above this one and with the same axes, whose figures weight those of this table.";
    let weighted_by = fields.may("weighted_by", weights, about);
    let is_never_added = counts == Some(Counts::Rate) || number.kind == NumberKind::Percentage;
    let is_added = !is_never_added && matches!(number.kind, NumberKind::Count | NumberKind::Money);
    let said = total.as_ref().map_or(if is_added { Total::Sum } else { Total::None }, |total| total.value);
    let mut find =
        |span, message: &str, help: &str| fields.findings.push(rules::BAD_VALUE.at(span, message).help(help));
    if let Some(total) = total.as_ref().filter(|total| is_never_added && total.value == Total::Sum) {
        let help = "write `handed_in`, `weighted` or `none`";
        find(total.span, "rates and percentages are never added up", help);
    }
    if let Some(national) = &national {
        if !is_national {
            find(
                national.span,
                "this form is not one of the nation",
                "say this in the nation's form, and delete it here",
            );
        } else if national.value == National::Sum && said != Total::Sum {
            let help = match is_never_added {
                true => "write `handed_in` or `weighted`",
                false => "write `handed_in` or `weighted`; where the figures can be added up say so with `total: sum`",
            };
            find(national.span, "the figures of this table are not added up", help);
        }
    }
    let of_total = total.filter(|total| total.value == Total::Weighted).map(|total| total.span);
    let of_nation =
        national.as_ref().filter(|national| national.value == National::Weighted).map(|national| national.span);
    match (of_total.or(of_nation), &weighted_by) {
        (Some(span), None) => {
            let help = "add a line `weighted_by:` with the key of a table above";
            find(span, "nothing says what the figures are weighted by", help);
        }
        (None, Some(weights)) => find(weights.span, "no total is weighted", "write `total: weighted`, or delete it"),
        _ => {}
    }
    if said == Total::None {
        axes.iter_mut().filter(|axis| axis.total.is_some()).for_each(|axis| Arc::make_mut(axis).total = None);
    }
    let national = national.map_or(National::HandedIn, |national| national.value);
    Figures { number, total: said, national, weighted_by: weighted_by.and_then(|table| table.value) }
}

/// The table above, with the same axes, that a text names.
fn weights(text: Text<'_>, axes: &[Arc<Axis>], above: &[Table]) -> Parsed<usize> {
    let unknown = || text.unknown("what stands above in the form", above.iter().map(|table| table.key.as_str()));
    let at = above.iter().position(|table| table.key == text.text).ok_or_else(unknown)?;
    let members = |axes: &[Arc<Axis>]| {
        axes.iter()
            .map(|axis| axis.members.iter().map(|member| member.key.clone()).collect::<Vec<_>>())
            .collect::<Vec<_>>()
    };
    let is_same = members(&above[at].axes) == members(axes);
    let refuse = || {
        text.refuse(
            format!("`{}` has other axes than this table", text.text),
            "name a table with a figure for each cell of this one",
        )
    };
    is_same.then_some(at).ok_or_else(refuse)
}
