//! What the figures of a table are, and where its totals and the nation's figures come from.

use std::sync::Arc;

use super::number::number;
use crate::address::Address;
use crate::book::axis::Axis;
use crate::book::form::number::{NATIONALS, National, Number, NumberKind, TOTALS, Total};
use crate::book::form::{Counts, Table};
use crate::book::path::CellPattern;
use crate::parse::rules;
use crate::parse::shape::fields::Fields;
use crate::parse::shape::kind::{Parsed, Placed, Text, choice, text_as};

/// What is wrong where a form of areas says how the nation's figures come about. It is one slip, in the head of the form.
const NOT_OF_NATION: &str = "this form is not one of the nation";

/// What the figures of a table are, and where its totals and the nation's figures come from.
pub(crate) struct Figures {
    pub(crate) number: Number,
    pub(crate) total: Total,
    pub(crate) national: National,
    pub(crate) weighted_by: Option<CellPattern>,
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
    let number = fields.may("number", number(counts).attempted(), about);
    let total = fields.may("total", choice(&TOTALS).attempted().placed(), "Where the table's totals come from.");
    let about = "In a form of the nation: where the table's figures come from.";
    let national = fields.may("national", choice(&NATIONALS).attempted().placed(), about);
    let weights = text_as(|text| weights(text, axes, above)).attempted().placed();
    let about = "The table above this one whose figures weight those of this table, each under the same headings; its total along a heading that this \
                 table has not. Or the way to the cells that do, as in `people/*/red`.";
    let weighted_by = fields.may("weighted_by", weights, about);
    // Of what one of these says that cannot be read, the others say nothing.
    let is_unread = counts.is_none()
        || number.as_ref().is_some_and(Option::is_none)
        || total.as_ref().is_some_and(|total| total.value.is_none())
        || national.as_ref().is_some_and(|national| national.value.is_none())
        || fields.has_like(&["number", "total", "national", "weighted_by", "counts"]);
    let number = number.flatten().unwrap_or_default();
    let total = total.and_then(read);
    let national = national.and_then(read);
    let is_never_added = counts == Some(Counts::Rate) || number.kind == NumberKind::Percentage;
    let is_added = !is_never_added && matches!(number.kind, NumberKind::Count | NumberKind::Money);
    let said = total.as_ref().map_or(if is_added { Total::Sum } else { Total::None }, |total| total.value);
    let is_told = fields.findings.iter().any(|finding| finding.message == NOT_OF_NATION);
    let mut find = |span, message: &str, help: &str| {
        fields.findings.extend((!is_unread).then(|| rules::BAD_VALUE.at(span, message).help(help)))
    };
    if let Some(total) = total.as_ref().filter(|total| is_never_added && total.value == Total::Sum) {
        let help = "write `handed_in`, `weighted` or `none`";
        find(total.span, "rates and percentages are never added up", help);
    }
    if let Some(national) = &national {
        if !is_national && !is_told {
            let help = "write `national: true` at the head of the form if it is one; if not, say this in the nation's form, and delete it in each table here";
            find(national.span, NOT_OF_NATION, help);
        } else if is_national && national.value == National::Sum && said != Total::Sum {
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
    let weights = weighted_by.and_then(|weights| Some((weights.span, weights.value?)));
    let is_same = |axis: &Axis| {
        let stands = |weights: CellPattern| {
            weights.stars().any(|star| above[weights.table_position()].axes[star].key == axis.key)
        };
        axis.total.is_some() && weights.as_ref().is_some_and(|(_, weights)| !stands(*weights))
    };
    if let (Some((span, _)), Some(axis)) = (&weights, axes.iter().find(|axis| said == Total::Weighted && is_same(axis)))
    {
        let message = format!("along `{}` each figure has the same weight, so no total is weighted", axis.key);
        find(*span, &message, "name cells with a figure for each member of that heading");
    }
    if said == Total::None {
        axes.iter_mut().filter(|axis| axis.total.is_some()).for_each(|axis| Arc::make_mut(axis).total = None);
    }
    let national = national.map_or(National::HandedIn, |national| national.value);
    Figures { number, total: said, national, weighted_by: weights.map(|(_, weights)| weights) }
}

/// A value with its place, where it could be read.
fn read<T>(placed: Placed<Option<T>>) -> Option<Placed<T>> {
    let Placed { key, span, value } = placed;
    value.map(|value| Placed { key, span, value })
}

/// The cells of a table above that weight those of a table with these axes.
fn weights(text: Text<'_>, axes: &[Arc<Axis>], above: &[Table]) -> Parsed<CellPattern> {
    let address = Address::new(text.text);
    let mut keys = address.parts();
    let sought = keys.next();
    let unknown = || text.unknown("what stands above in the form", above.iter().map(|table| table.key.as_str()));
    let at = above.iter().position(|table| Some(table.key.as_str()) == sought).ok_or_else(unknown)?;
    let Table { key: table, axes: there, .. } = &above[at];
    let own = |axis: &Axis| axes.iter().find(|own| own.key == axis.key);
    let steps = there.iter().filter(|_| address.as_str() == table).map_while(|axis| match own(axis) {
        Some(_) => Some("*"),
        None => axis.total.as_ref().map(|total| total.key.as_str()),
    });
    let cells = CellPattern::resolve(at, there, steps.chain(keys));
    let names = || there.iter().map(|axis| format!("/{}", axis.key.to_uppercase())).collect::<String>();
    let help = || format!("write `{table}{}`, with `*` where the heading is one of this table", names());
    let cells =
        cells.ok_or_else(|| text.refuse(format!("`{}` names no cells that can weight these", text.text), help()))?;
    for axis in cells.stars().map(|star| &there[star]) {
        let known = |key: &str| axis.members.iter().any(|member| member.key == key);
        let has_all = own(axis).is_some_and(|own| own.members.iter().all(|member| known(&member.key)));
        if !has_all {
            let message =
                format!("`{}` has no figure for each member that this table has along `{}`", text.text, axis.key);
            return Err(text.refuse(message, help()));
        }
    }
    Ok(cells)
}
