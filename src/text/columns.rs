//! What parts the columns of a line that stands in no table.

/// What parts the columns of a line, and how often; 0 pipes where it begins with one: rows of a table are all alike.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Columns {
    Pipes(usize),
    /// Tabs, or so many spaces that a column was meant.
    Gaps(usize),
    /// The line between two rows of a table that is drawn with signs.
    Rule,
    /// A sign that spreadsheets write between cells, without a space beside it.
    Signs(char, usize),
    /// So many numbers behind its words.
    Numbers(usize),
}

/// The fewest spaces that part two columns: sentences are parted by one or two.
pub(crate) const GAP: &str = "   ";

impl Columns {
    /// Whether a line by itself was meant for a row.
    pub(crate) fn is_row(self) -> bool {
        matches!(self, Columns::Gaps(2..) | Columns::Rule)
    }
}

/// How a line is parted into columns, if it is.
pub(crate) fn columns(line: &str) -> Option<Columns> {
    let is_rule = (line.starts_with("+-") || line.starts_with("+=")) && line.trim_end().ends_with('+');
    match line.matches('|').count() {
        0 if is_rule => Some(Columns::Rule),
        0 => gaps(line).or_else(|| signs(line)).or_else(|| numbers(line)),
        _ if line.starts_with('|') => Some(Columns::Pipes(0)),
        pipes => Some(Columns::Pipes(pipes)),
    }
}

/// The same of a line without pipes.
pub(crate) fn gaps(line: &str) -> Option<Columns> {
    let line = line.trim();
    // Nearly every line is a sentence, in which there is none.
    if !line.contains('\t') && !line.contains(GAP) {
        return None;
    }
    let gaps = line.split(|sign| !matches!(sign, ' ' | '\t'));
    let gaps = gaps.filter(|gap| gap.contains('\t') || gap.len() >= GAP.len()).count();
    (gaps > 0).then_some(Columns::Gaps(gaps))
}

/// Whether a word is a number as tables have it: no part of a telephone number, which begins with 0 or is longer.
pub(crate) fn is_number(word: &str) -> bool {
    const LONGEST: usize = 7;
    let digits = word.trim_end_matches([',', '%']);
    let is_of_number = |byte: u8| byte.is_ascii_digit() || matches!(byte, b',' | b'.');
    (digits == "0" || digits.starts_with(|sign: char| matches!(sign, '1'..='9')))
        && digits.len() <= LONGEST
        && digits.bytes().all(is_of_number)
}

/// The same of a short line that ends with several numbers, as a table does of which the spaces were lost.
fn numbers(line: &str) -> Option<Columns> {
    const LONGEST: usize = 60;
    const FEWEST: usize = 2;
    let line = Some(line.trim()).filter(|line| line.len() <= LONGEST && line.starts_with(char::is_alphabetic))?;
    let count = line.split(' ').rev().take_while(|word| is_number(word)).count();
    // A telephone number goes on in front of them: “0300 123 1234”.
    let goes_on =
        line.split(' ').rev().nth(count).is_some_and(|word| word.contains(|sign: char| sign.is_ascii_digit()));
    (count >= FEWEST && !goes_on && !line.contains(['.', ':', ';', '@'])).then_some(Columns::Numbers(count))
}

/// The same of a line as spreadsheets save it. Thousands can be set off by commas.
fn signs(line: &str) -> Option<Columns> {
    let line = line.trim();
    [';', ','].into_iter().find_map(|sign| {
        let is_bare = |cell: &str| !cell.starts_with(char::is_whitespace) && !cell.ends_with(char::is_whitespace);
        // Nearly every line is a sentence, with a space behind its first sign.
        if !line.split(sign).all(is_bare) {
            return None;
        }
        let cells: Vec<_> = line.split(sign).collect();
        // In a sentence commas set off thousands, or are typed without a space.
        let digits = |cell: &&str| cell.bytes().take_while(u8::is_ascii_digit).count();
        let is_number =
            || cells.iter().skip(1).all(|cell| digits(cell) == 3) && cells.last().is_some_and(|cell| cell.len() > 3);
        let is_sentence = || sign == ',' && (is_number() || line.starts_with(char::is_lowercase));
        let is_row = cells.len() > 2 && !is_sentence();
        is_row.then_some(Columns::Signs(sign, cells.len()))
    })
}
