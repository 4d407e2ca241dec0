//! What parts the columns of a line that stands in no table.

/// What parts the columns of a line, and how often; 0 pipes where it begins with one: rows of a table are all alike.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Columns {
    Pipes(usize),
    /// Tabs, or so many spaces that a column was meant.
    Gaps(usize),
}

/// The fewest spaces that part two columns: sentences are parted by one or two.
pub(crate) const GAP: &str = "   ";

impl Columns {
    /// Whether a line by itself was meant for a row.
    pub(crate) fn is_row(self) -> bool {
        matches!(self, Columns::Gaps(2..))
    }
}

/// How a line is parted into columns, if it is.
pub(crate) fn columns(line: &str) -> Option<Columns> {
    match line.matches('|').count() {
        0 => gaps(line),
        _ if line.starts_with('|') => Some(Columns::Pipes(0)),
        pipes => Some(Columns::Pipes(pipes)),
    }
}

/// The same of a line without pipes.
pub(crate) fn gaps(line: &str) -> Option<Columns> {
    let gaps = line.trim().split(|sign| !matches!(sign, ' ' | '\t'));
    let gaps = gaps.filter(|gap| gap.contains('\t') || gap.len() >= GAP.len()).count();
    (gaps > 0).then_some(Columns::Gaps(gaps))
}
