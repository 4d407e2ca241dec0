//! Which numbers can stand in a cell, and how one is read.

use crate::book::form::Table;
use crate::book::form::number::{Number, NumberKind};
use crate::parse::files::forms::number as typed_number;
use crate::quantity::Quantity;
use crate::quantity::unit::{Sign, Unit};
use crate::text::number;

/// Which numbers can stand in a cell.
#[derive(Clone, Copy)]
pub(crate) enum Numbers<'a> {
    /// Those of a table of a form.
    Of(&'a Table),
    /// Decimals, numbers below zero, money, percentages and durations too.
    Any,
}

impl Numbers<'_> {
    /// The number that a text is; what is wrong with it, where that is all.
    pub(super) fn read(self, text: &str) -> Result<Quantity, Option<String>> {
        let Numbers::Of(table) = self else { return typed_number::with_sign(text).ok_or(None) };
        let Number { kind, at_least, at_most, unit, .. } = table.number;
        let value = typed_number::typed(text, kind).ok_or(None)?;
        if table.number.has_hours && text.matches(':').count() == 1 {
            let minutes = number::written(value.size().with_hours(true));
            let (minus, hours) = (if value < Quantity::ZERO { "-" } else { "" }, format!("{text}:00"));
            return Err(Some(format!(
                "durations of this table have hours: write `{hours}` if these are hours and minutes, `{minus}{minutes}` if minutes and seconds"
            )));
        }
        let (places, written) = (table.number.places(), |limit: Quantity| number::written(limit.in_unit(unit)));
        if value.places() > places && kind != NumberKind::Count {
            let less = value.to_places(places);
            let is_part = kind == NumberKind::Percentage && value.size() < Quantity::from(1_u64);
            let instead = match value.times(100.into()).filter(|_| is_part) {
                Some(percent) => format!("write `{}` if it is a part of 1", percent.to_places(places)),
                None if less == value => format!("write `{less}`"),
                None => format!("round it to `{less}`"),
            };
            return Err(Some(format!("a figure of this table has {}: {instead}", decimals(places))));
        }
        if value < at_least && (kind != NumberKind::Count || at_least.is_positive()) {
            let below = format!("no figure of this table is below {}", written(at_least));
            return Err(Some(if value.digits() < 0 && at_least.digits() >= 0 {
                format!("{below}: write `{}` if the minus is a slip", value.size())
            } else {
                format!("{below}: look for a slip")
            }));
        }
        if let Some(most) = at_most.filter(|most| value > *most) {
            return Err(Some(format!("no figure of this table is above {}: look for a slip", written(most))));
        }
        let is_whole = value.places() <= places && value >= at_least;
        is_whole.then(|| table.figure(value)).ok_or(None)
    }

    /// The sign that figures are written with.
    pub(super) fn sign(self) -> Option<Sign> {
        let Numbers::Of(table) = self else { return None };
        match table.number.unit {
            Unit::Before(sign) | Unit::After(sign) => Some(sign),
            _ => None,
        }
    }

    /// What kind of figure stands there, and with how many decimals; none where any number can.
    pub(super) fn of_form(self) -> Option<(NumberKind, u8)> {
        if let Numbers::Of(table) = self { Some((table.number.kind, table.number.places())) } else { None }
    }
}

/// `no decimals`, `one decimal`, `2 decimals`
pub(super) fn decimals(places: u8) -> String {
    match places {
        0 => "no decimals".to_owned(),
        1 => "one decimal".to_owned(),
        places => format!("{places} decimals at most"),
    }
}
