//! How numbers of a sentence contradict each other.

use crate::quantity::Quantity;
use crate::text::number::written;

/// How numbers of a sentence contradict each other.
#[derive(Clone, Copy)]
pub(crate) enum Disagreement {
    /// A part is larger than its whole.
    Part { part: Quantity, whole: Quantity },
    /// A share is another one.
    Share { part: Quantity, whole: Quantity },
    /// A change is another one, or went the other way.
    Course { before: Quantity, now: Quantity },
    /// What is said to be more than another is less, or the other way round.
    Order { one: Quantity, other: Quantity },
    /// What is told as before and after a change, or as a figure and its change, is of different figures.
    Series,
    /// What is told as a sum is a figure of one of its parts.
    Sum,
}

impl Disagreement {
    /// What the numbers give, in words.
    pub(crate) fn told(self) -> String {
        let percent = |part, whole| Quantity::percent(part, whole, 1).map(written).unwrap_or_default();
        match self {
            Disagreement::Part { part, whole } => format!("{} is more than {}", written(part), written(whole)),
            Disagreement::Share { part, whole } => {
                format!("{} of {} is {}", written(part), written(whole), percent(part, whole))
            }
            Disagreement::Course { before, now } => {
                let apart = before.distance(now).unwrap_or_default();
                let way = if now < before { "fall" } else { "rise" };
                format!(
                    "from {} to {} is a {way} of {}, {}",
                    written(before),
                    written(now),
                    written(apart),
                    percent(apart, before)
                )
            }
            Disagreement::Order { one, other } => {
                let side = if one < other { "less" } else { "more" };
                format!("{} is {side} than {}", written(one), written(other))
            }
            Disagreement::Series => "no figure changed like this".to_owned(),
            Disagreement::Sum => "they do not add up".to_owned(),
        }
    }
}
