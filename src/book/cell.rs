//! A cell of a return: a number, or a reason for there being none.

use crate::quantity::Quantity;

/// Why there is no number. Missing is not zero, and neither is not applicable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Absence {
    /// `[z]`: the question cannot arise.
    NotApplicable,
    /// `[x]`: there is a figure, or could be, but not here.
    NotAvailable,
    /// `[c]`: held back to protect people.
    Confidential,
    /// `[low]`: more than nothing, but rounds to zero.
    Low,
    /// `[u]`: too unreliable to print.
    Unreliable,
}

/// What stands beside a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Marker {
    /// `[p]`: may still change.
    Provisional,
    /// `[r]`: differs from what was published first.
    Revised,
    /// `[e]`: estimated or derived.
    Estimated,
    /// `[b]`: not comparable with the figures before it.
    Break,
}

/// The shorthand of the Government Statistical Service, with what each sign means to a reader.
pub const ABSENCES: [(&str, Absence, &str); 5] = [
    ("z", Absence::NotApplicable, "not applicable"),
    ("x", Absence::NotAvailable, "not available"),
    ("c", Absence::Confidential, "confidential: held back to protect people"),
    ("low", Absence::Low, "more than zero, but rounds to zero"),
    ("u", Absence::Unreliable, "too unreliable to print"),
];

/// The signs that stand beside a number, with what each means to a reader.
pub const MARKERS: [(&str, Marker, &str); 4] = [
    ("p", Marker::Provisional, "provisional: may still change"),
    ("r", Marker::Revised, "revised since it was first published"),
    ("e", Marker::Estimated, "estimated or derived, not published as such"),
    ("b", Marker::Break, "break in the series: not comparable with the figures before it"),
];

/// The sign of an absence, without brackets.
pub fn absence_sign(absence: Absence) -> &'static str {
    ABSENCES.iter().find(|row| row.1 == absence).map_or("", |row| row.0)
}

/// The sign of a marker, without brackets.
pub fn marker_sign(marker: Marker) -> &'static str {
    MARKERS.iter().find(|row| row.1 == marker).map_or("", |row| row.0)
}

/// What a sign means to a reader.
pub fn meaning(sign: &str) -> Option<&'static str> {
    let absence = ABSENCES.iter().find(|row| row.0 == sign).map(|row| row.2);
    absence.or_else(|| MARKERS.iter().find(|row| row.0 == sign).map(|row| row.2))
}

/// The content of a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// A number (people, orders, a rate), or why there is none.
    pub value: Result<Quantity, Absence>,
    /// What stands beside it, in the order of [`MARKERS`], each once.
    pub markers: Vec<Marker>,
}

impl Cell {
    /// Whether the figure is held back.
    pub fn is_held_back(&self) -> bool {
        self.value == Err(Absence::Confidential)
    }

    /// A number by itself.
    pub fn number(value: impl Into<Quantity>) -> Self {
        Cell { value: Ok(value.into()), markers: Vec::new() }
    }

    /// No number, for this reason.
    pub fn absent(reason: Absence) -> Self {
        Cell { value: Err(reason), markers: Vec::new() }
    }

    /// The signs that a reader sees in this cell, without brackets.
    pub fn signs(&self) -> impl Iterator<Item = &'static str> + '_ {
        let absence = self.value.err().map(absence_sign);
        absence.into_iter().chain(self.markers.iter().map(|&marker| marker_sign(marker)))
    }
}

/// The markers of several figures, in order, each once: what is made of figures has those of all of them.
pub fn all_markers<'a>(markers: impl IntoIterator<Item = &'a Vec<Marker>>) -> Vec<Marker> {
    let mut all: Vec<_> = markers.into_iter().flatten().copied().collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// The sum of cells: what cannot apply counts for nothing, and one unknown makes the sum unknown.
///
/// `None` is "unknown"; the sum of cells of which none can apply is `[z]`.
pub fn sum<'a>(cells: impl IntoIterator<Item = &'a Cell>) -> Option<Cell> {
    let (mut total, mut known) = (Quantity::ZERO, Vec::new());
    for cell in cells {
        match cell.value {
            Ok(number) => {
                total = total.plus(number)?;
                known.push(&cell.markers);
            }
            Err(Absence::NotApplicable) => {}
            Err(_) => return None,
        }
    }
    Some(match known.is_empty() {
        true => Cell::absent(Absence::NotApplicable),
        false => Cell { value: Ok(total), markers: all_markers(known) },
    })
}
