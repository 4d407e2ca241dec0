//! How small and how large unknown numbers can be: linear programming.

use microlp::{ComparisonOp, OptimizationDirection, Problem, Variable};

use super::system::{Exact, Row};

/// What an unknown number can be at least and at most by itself; none of the two where nothing is known.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Limits {
    pub(super) least: Option<Exact>,
    pub(super) most: Option<Exact>,
    pub(super) is_whole: bool,
}

/// Between which numbers an unknown lies.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Range {
    pub(super) least: f64,
    pub(super) most: f64,
}

/// By how much what comes out can be off: figures are far smaller than what it is a millionth of.
const OFF: f64 = 1e-5;

impl Range {
    /// Whether it leaves a number fewer than so many values, two at least; one that is not whole has one value or any number of them.
    #[expect(clippy::cast_precision_loss, reason = "limits of books have few digits")]
    fn is_narrow(self, values: u64, is_whole: bool) -> bool {
        let width = self.most - self.least;
        if is_whole { width + 1.0 < values as f64 - OFF } else { width < OFF }
    }

    /// Without what cannot be where a number is whole.
    fn of_whole(self) -> Range {
        Range { least: (self.least - OFF).ceil(), most: (self.most + OFF).floor() }
    }

    pub(super) fn is_one(self) -> bool {
        self.most - self.least < OFF
    }
}

/// Unknown numbers with their relations, and the values that they were seen to have: whoever is seen with enough needs no more
/// looking at.
pub(super) struct Ranges<'a> {
    limits: &'a [Limits],
    rows: &'a [Row],
    seen: Vec<Option<Range>>,
}

impl<'a> Ranges<'a> {
    pub(super) fn new(limits: &'a [Limits], rows: &'a [Row]) -> Self {
        Ranges { limits, rows, seen: vec![None; limits.len()] }
    }

    /// Between which numbers an unknown lies, where that leaves it fewer than so many values. None too where the relations
    /// contradict each other.
    pub(super) fn narrow(&mut self, unknown: usize, values: u64) -> Option<Range> {
        let is_whole = self.limits[unknown].is_whole;
        let whole = |range: Range| if is_whole { range.of_whole() } else { range };
        for direction in [OptimizationDirection::Minimize, OptimizationDirection::Maximize] {
            if self.seen[unknown].is_some_and(|seen| !whole(seen).is_narrow(values, is_whole)) {
                return None;
            }
            self.solve(unknown, direction)?;
        }
        self.seen[unknown].map(whole).filter(|range| range.is_narrow(values, is_whole))
    }

    /// Sees values where an unknown is as small or as large as it can be. None where there are none.
    fn solve(&mut self, unknown: usize, direction: OptimizationDirection) -> Option<()> {
        let end = if direction == OptimizationDirection::Minimize { f64::NEG_INFINITY } else { f64::INFINITY };
        let (problem, variables) = problem(self.limits, self.rows, unknown, direction);
        match problem.solve() {
            Ok(outcome) => {
                let solution = outcome.solution()?;
                for (seen, variable) in self.seen.iter_mut().zip(variables) {
                    see(seen, solution.var_value(variable));
                }
            }
            Err(microlp::Error::Unbounded) => see(&mut self.seen[unknown], end),
            Err(_) => return None,
        }
        Some(())
    }
}

fn see(seen: &mut Option<Range>, value: f64) {
    let range = seen.get_or_insert(Range { least: value, most: value });
    *range = Range { least: range.least.min(value), most: range.most.max(value) };
}

#[expect(clippy::cast_precision_loss, reason = "figures have fewer digits than a float holds")]
fn float(number: Exact) -> f64 {
    *number.numer() as f64 / *number.denom() as f64
}

fn problem(
    limits: &[Limits],
    rows: &[Row],
    unknown: usize,
    direction: OptimizationDirection,
) -> (Problem, Vec<Variable>) {
    let mut problem = Problem::new(direction);
    let variables: Vec<_> = limits
        .iter()
        .enumerate()
        .map(|(at, limits)| {
            let ends = (limits.least.map_or(f64::NEG_INFINITY, float), limits.most.map_or(f64::INFINITY, float));
            problem.add_var(if at == unknown { 1.0 } else { 0.0 }, ends)
        })
        .collect();
    for row in rows.iter().filter(|row| !row.terms.is_empty()) {
        let terms: Vec<_> = row.terms.iter().map(|(at, factor)| (variables[*at], float(*factor))).collect();
        match (row.least, row.most) {
            (Some(least), Some(most)) if least == most => {
                problem.add_constraint(&terms, ComparisonOp::Eq, float(least));
            }
            (least, most) => {
                let least = least.map(|least| (ComparisonOp::Ge, least));
                for (operator, end) in least.into_iter().chain(most.map(|most| (ComparisonOp::Le, most))) {
                    problem.add_constraint(&terms, operator, float(end));
                }
            }
        }
    }
    (problem, variables)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole(number: i128) -> Option<Exact> {
        Some(Exact::from_integer(number))
    }

    fn counts(number: usize) -> Vec<Limits> {
        vec![Limits { least: whole(0), most: None, is_whole: true }; number]
    }

    fn sum(terms: &[usize], least: Option<Exact>, most: Option<Exact>) -> Row {
        Row { terms: terms.iter().map(|at| (*at, Exact::from_integer(1))).collect(), least, most }
    }

    #[test]
    fn parts_of_a_small_sum_have_few_values() {
        let (limits, rows) = (counts(3), [sum(&[0, 1], whole(3), whole(3)), sum(&[2], whole(7), None)]);
        let mut ranges = Ranges::new(&limits, &rows);
        assert_eq!(ranges.narrow(0, 5), Some(Range { least: 0.0, most: 3.0 }));
        assert_eq!([ranges.narrow(0, 4), ranges.narrow(1, 2), ranges.narrow(2, 100)], [None; 3]);
    }

    #[test]
    fn a_whole_number_between_two_ends_can_be_the_only_one() {
        let half = |number| Some(Exact::new(number, 2));
        let (limits, rows) = (counts(1), [sum(&[0], half(5), half(7))]);
        assert!(Ranges::new(&limits, &rows).narrow(0, 2).is_some_and(Range::is_one));
        assert_eq!(Ranges::new(&limits, &[sum(&[0], half(5), half(8))]).narrow(0, 2), None);
    }

    #[test]
    fn relations_that_contradict_each_other_say_nothing() {
        let (limits, rows) = (counts(1), [sum(&[0], whole(3), whole(3)), sum(&[0], whole(4), whole(4))]);
        assert_eq!(Ranges::new(&limits, &rows).narrow(0, 5), None);
    }
}
