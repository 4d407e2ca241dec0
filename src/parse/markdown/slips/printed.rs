//! What readers see of a text.

use std::ops::Range;

/// The words of a text where they were typed, with spaces in place of its markup, its addresses and its comments. What stands in
/// it as a sign of another program is published as it was typed.
#[derive(Default)]
pub struct Printed {
    /// As long as the text; its lines end where those of the text do.
    pub text: String,
    /// Its paragraphs, in their order.
    pub paragraphs: Vec<Range<usize>>,
    /// Rows of `*`, `_` or ` that were not read as markup.
    pub emphasis: Vec<Range<usize>>,
}

impl Printed {
    /// Adds words of the text `masked` that are printed.
    pub fn add(&mut self, masked: &str, range: &Range<usize>) {
        // A sign that escapes another is the one that is not printed.
        let is_escaped = masked.get(self.text.len()..range.start).is_some_and(|gap| gap.ends_with('\\'));
        self.blank(masked, range.start);
        let words = masked.get(self.text.len()..range.end).unwrap_or_default();
        let signs = if is_escaped { words.chars().next().map_or(0, char::len_utf8) } else { 0 };
        self.blank(masked, range.start + signs);
        match words {
            // What follows it may be a sign of HTML that was written twice.
            "&amp;" => self.text.push_str("&    "),
            words if words.starts_with('&') && words.ends_with(';') => self.blank(masked, range.end),
            words => {
                let start = self.text.len();
                self.text.push_str(&words[signs..]);
                self.rows(start);
            }
        }
    }

    /// The rest of the text is not printed.
    pub fn close(&mut self, masked: &str) {
        self.blank(masked, masked.len());
    }

    /// Goes on to a place of the text with spaces. Colons stay: a row of them is a sign of pandoc, though the first of it begins the
    /// meaning of a term.
    fn blank(&mut self, masked: &str, to: usize) {
        let gap = masked.as_bytes().get(self.text.len()..to).unwrap_or_default();
        self.text.extend(gap.iter().map(|byte| if matches!(byte, b'\n' | b':') { char::from(*byte) } else { ' ' }));
    }

    /// Notes the rows of signs of emphasis and code from a place on.
    fn rows(&mut self, start: usize) {
        let printed = self.text.as_bytes();
        for at in (start..printed.len()).filter(|at| matches!(printed[*at], b'*' | b'_' | b'`')) {
            match self.emphasis.last_mut() {
                Some(row) if row.end == at && printed[row.start] == printed[at] => row.end += 1,
                _ => self.emphasis.push(at..at + 1),
            }
        }
    }
}
