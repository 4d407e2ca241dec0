//! What the cells of a workbook work out: sums, and words that say what is empty or does not add up. In OpenFormula.

use crate::import::sheets::sheet::At;

/// References to cells, as few as rectangles cover them: `[.B5:.D6]`.
fn ranges(cells: &[At]) -> Vec<String> {
    let mut cells = cells.to_vec();
    cells.sort_unstable();
    let mut runs: Vec<(At, At)> = Vec::new();
    for at in cells {
        match runs.last_mut().filter(|(_, last)| last.row == at.row && last.column + 1 == at.column) {
            Some((_, last)) => *last = at,
            None => runs.push((at, at)),
        }
    }
    let mut boxes: Vec<(At, At)> = Vec::new();
    for (first, last) in runs {
        let is_above = |(top, end): &&mut (At, At)| {
            end.row + 1 == first.row && top.column == first.column && end.column == last.column
        };
        match boxes.iter_mut().find(is_above) {
            Some((_, end)) => *end = last,
            None => boxes.push((first, last)),
        }
    }
    let name = |(first, last)| if first == last { format!("[.{first}]") } else { format!("[.{first}:.{last}]") };
    boxes.into_iter().map(name).collect()
}

/// Whether all parts of a sum are numbers, or cells for which the question cannot arise.
fn is_known(parts: &[At]) -> String {
    let ranges = ranges(parts);
    let without: String = ranges.iter().map(|range| format!("+SUMPRODUCT(({range}=\"[z]\")*1)")).collect();
    format!("COUNT({}){without}={}", ranges.join(";"), parts.len())
}

fn rounded_sum(parts: &[At], places: u8) -> String {
    let sum = format!("SUM({})", ranges(parts).join(";"));
    if places == 0 { sum } else { format!("ROUND({sum};{places})") }
}

/// The sum of cells once all are known; nothing before.
pub(super) fn sum(parts: &[At], places: u8) -> String {
    let counted = ranges(parts).join(";");
    format!("IF(AND(COUNT({counted})>0;{});{};\"\")", is_known(parts), rounded_sum(parts, places))
}

/// How many of some cells are empty, in words.
pub(super) fn empty(cells: &[At]) -> (String, String) {
    let counts: Vec<_> = ranges(cells).iter().map(|range| format!("COUNTBLANK({range})")).collect();
    (format!("\"Empty cells: \"&({})", counts.join("+")), format!("Empty cells: {}", cells.len()))
}

/// A total that stands in a cell, with what it is called and the cells that should add up to it.
pub(super) struct Total {
    pub(super) at: At,
    pub(super) called: String,
    pub(super) parts: Vec<Vec<At>>,
}

/// Which totals are not the sums of their cells, in words.
pub(super) fn faults(totals: &[Total], places: u8) -> (String, String) {
    const HEAD: &str = "Totals that are not the sum of their cells: ";
    let is_wrong = |total: &Total| {
        let own = format!("SUM([.{}])", total.at);
        let wrong = |parts: &Vec<At>| {
            let difference = format!("ROUND(SUM({})-{own};{places})", ranges(parts).join(";"));
            format!("AND(ISNUMBER([.{}]);{};{difference}<>0)", total.at, is_known(parts))
        };
        let wrong: Vec<_> = total.parts.iter().map(wrong).collect();
        format!("OR({})", wrong.join(";"))
    };
    let named = |total: &Total| format!("IF({};\"{}; \";\"\")", is_wrong(total), total.called.replace('"', "\"\""));
    let any: Vec<_> = totals.iter().map(is_wrong).collect();
    let named: Vec<_> = totals.iter().map(named).collect();
    (format!("\"{HEAD}\"&IF(OR({});{};\"none\")", any.join(";"), named.join("&")), format!("{HEAD}none"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_named_by_rectangles() {
        let cells = |names: &[&str]| names.iter().filter_map(|name| At::read(name)).collect::<Vec<_>>();
        assert_eq!(ranges(&cells(&["B5", "C5", "B6", "C6", "E6", "B9"])), ["[.B5:.C6]", "[.E6]", "[.B9]"]);
        assert_eq!(
            sum(&cells(&["B5", "B6"]), 1),
            "IF(AND(COUNT([.B5:.B6])>0;COUNT([.B5:.B6])+SUMPRODUCT(([.B5:.B6]=\"[z]\")*1)=2);ROUND(SUM([.B5:.B6]);1);\"\")"
        );
        assert_eq!(empty(&cells(&["B5", "D5"])).0, "\"Empty cells: \"&(COUNTBLANK([.B5])+COUNTBLANK([.D5]))");
    }
}
