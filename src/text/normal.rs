//! One form of a text for everything that reads its structure. Word processors write many kinds of space and of line end: what a
//! reader sees as one is one.

use std::borrow::Cow;
use std::ops::Range;

use super::signs::is_line_end;

/// The lines of a text, each without its end, with where it starts and where the next one does.
pub(crate) fn lines(text: &str) -> impl Iterator<Item = (Range<usize>, usize)> {
    let mut from = 0;
    std::iter::from_fn(move || {
        let rest = text.get(from..).filter(|rest| !rest.is_empty())?;
        let length = rest.find(is_line_end).unwrap_or(rest.len());
        let end = rest[length..].chars().next().map_or(0, char::len_utf8);
        let end = if rest[length..].starts_with("\r\n") { 2 } else { end };
        let line = from..from + length;
        from = line.end + end;
        Some((line, from))
    })
}

/// A text with plain spaces wherever they make its structure, plain line ends, and quotation marks and apostrophes without the `\` that
/// converters of documents put before them, with the place of every byte in the text that it was made from. Spaces between words stay:
/// one that does not break was perhaps meant.
#[derive(Debug)]
pub(crate) struct Normal<'t> {
    /// The text.
    pub(crate) text: Cow<'t, str>,
    /// What it was put together from, in its order; nothing where it is the text that was typed.
    runs: Vec<Run>,
}

/// Marks as they are typed where a program means them to stay straight.
const ESCAPED: [&str; 2] = [r"\'", r#"\""#];

/// A stretch of the text: as it was typed where it is as long, and otherwise in place of what was typed.
#[derive(Debug)]
struct Run {
    start: usize,
    typed: Range<usize>,
}

impl<'t> Normal<'t> {
    /// The normal form of a text with blocks.
    pub(crate) fn new(typed: &'t str) -> Self {
        // Nearly every text is of plain letters: what is no end of a line or no space in ASCII is one of the control signs.
        let is_plain = |byte: u8| byte.is_ascii() && !matches!(byte, b'\r' | b'\x0b' | b'\x0c');
        if typed.bytes().all(is_plain) && !ESCAPED.iter().any(|mark| typed.contains(mark)) {
            return Normal { text: Cow::Borrowed(typed), runs: Vec::new() };
        }
        let mut writer = Writer { typed, text: String::with_capacity(typed.len()), runs: Vec::new() };
        for (line, next) in lines(typed) {
            let end = line.end;
            writer.line(line);
            match &typed[end..next] {
                "" => {}
                "\u{2029}" => writer.put("\n\n", end..next),
                _ => writer.put("\n", end..next),
            }
        }
        Normal { text: Cow::Owned(writer.text), runs: writer.runs }
    }

    /// Where a range of the text was typed.
    pub(crate) fn typed(&self, range: Range<usize>) -> Range<usize> {
        let start = self.run(|run| run.start <= range.start).map_or(range.start, |(run, is_typed)| {
            run.typed.start + if is_typed { range.start - run.start } else { 0 }
        });
        let end = self.run(|run| run.start < range.end).map_or(range.end, |(run, is_typed)| {
            if is_typed { run.typed.start + range.end - run.start } else { run.typed.end }
        });
        start..end.max(start)
    }

    /// The last of the runs that are so, and whether it stands as it was typed.
    fn run(&self, is_before: impl Fn(&Run) -> bool) -> Option<(&Run, bool)> {
        let at = self.runs.partition_point(is_before).checked_sub(1)?;
        let run = self.runs.get(at)?;
        let end = self.runs.get(at + 1).map_or(self.text.len(), |next| next.start);
        Some((run, end - run.start == run.typed.len()))
    }
}

/// A normal form that is being written.
struct Writer<'t> {
    typed: &'t str,
    text: String,
    runs: Vec<Run>,
}

impl Writer<'_> {
    /// Adds a line without its end.
    fn line(&mut self, line: Range<usize>) {
        let text = &self.typed[line.clone()];
        if text.is_ascii() {
            return self.marks(line);
        }
        let words = text.trim_end().len();
        // A space of another kind at the end is one that nobody sees: it asks for no line break as two plain ones do.
        let end = if text[words..].is_ascii() { text.len() } else { words };
        // A line of signs, such as the one below the head of a table, is structure throughout.
        let signs = if text.contains(char::is_alphanumeric) { prefix(text).min(end) } else { end };
        self.spaces(line.start..line.start + signs);
        self.marks(line.start + signs..line.start + end);
    }

    /// Adds a stretch with its marks as they are printed.
    fn marks(&mut self, range: Range<usize>) {
        let (text, mut from) = (&self.typed[range.clone()], range.start);
        let marks = ESCAPED.iter().flat_map(|mark| text.match_indices(mark));
        let is_escaped = |at: &usize| text[..*at].bytes().rev().take_while(|byte| *byte == b'\\').count() % 2 == 1;
        let mut places: Vec<_> = marks.map(|(at, _)| at).filter(|at| !is_escaped(at)).collect();
        places.sort_unstable();
        for at in places.into_iter().map(|at| range.start + at) {
            self.copy(from..at);
            from = at + 2;
            self.put(&self.typed[at + 1..from], at..from);
        }
        self.copy(from..range.end);
    }

    /// Adds a stretch with plain spaces.
    fn spaces(&mut self, range: Range<usize>) {
        let mut from = range.start;
        let is_other = |(_, sign): &(usize, char)| !sign.is_ascii() && sign.is_whitespace();
        for (at, sign) in self.typed[range.clone()].char_indices().filter(is_other) {
            let space = range.start + at..range.start + at + sign.len_utf8();
            self.copy(from..space.start);
            from = space.end;
            self.put(" ", space);
        }
        self.copy(from..range.end);
    }

    /// Adds a stretch as it was typed.
    fn copy(&mut self, range: Range<usize>) {
        let text = &self.typed[range.clone()];
        if !text.is_empty() {
            self.put(text, range);
        }
    }

    fn put(&mut self, text: &str, typed: Range<usize>) {
        let start = self.text.len();
        self.text.push_str(text);
        match self.runs.last_mut() {
            Some(run)
                if run.typed.end == typed.start
                    && run.typed.len() == start - run.start
                    && text.len() == typed.len() =>
            {
                run.typed.end = typed.end
            }
            _ => self.runs.push(Run { start, typed }),
        }
    }
}

/// How much of a line makes its structure: spaces, and the signs of quotations, lists, headings and meanings with the spaces
/// behind them.
fn prefix(line: &str) -> usize {
    let spaces = |at: usize| line[at..].len() - line[at..].trim_start().len();
    let mut at = spaces(0);
    loop {
        let rest = &line[at..];
        let count = |is_part: fn(&u8) -> bool| rest.bytes().take_while(is_part).count();
        let (signs, needs_space) = match rest.bytes().next() {
            Some(b'>') => (1, false),
            Some(b'-' | b'*' | b'+' | b':') => (1, true),
            Some(b'#') => (count(|byte| *byte == b'#'), true),
            Some(b'0'..=b'9') => {
                let digits = count(u8::is_ascii_digit);
                if !rest[digits..].starts_with(['.', ')']) {
                    return at;
                }
                (digits + 1, true)
            }
            _ => return at,
        };
        let behind = spaces(at + signs);
        if needs_space && behind == 0 {
            return at;
        }
        at += signs + behind;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn normal(typed: &str) -> String {
        Normal::new(typed).text.into_owned()
    }

    #[test]
    fn spaces_that_make_structure_are_plain_ones() {
        assert_eq!(
            normal("-\u{a0}one\n 12.\u{2009}two\n>\u{a0}##\u{202f}Aims\n:\u{3000}x"),
            "- one\n 12. two\n> ## Aims\n: x"
        );
        assert_eq!(normal("a\n\u{a0} \u{a0}\nb\u{a0} \n|\u{a0}---\u{a0}|"), "a\n\nb\n| --- |");
    }

    #[test]
    fn spaces_between_words_stay() {
        for text in ["£5\u{a0}million ", "-5\u{a0}degrees", "1\u{202f}000 of them", "#5\u{a0}in a row", "1.5\u{a0}m"] {
            assert_eq!(normal(text), text);
        }
    }

    #[test]
    fn marks_stand_without_what_escapes_them() {
        assert_eq!(normal(r#"The board\'s \"plan\""#), r#"The board's "plan""#);
        assert_eq!(normal(r"a \\' b \\\' c"), r"a \\' b \\' c");
    }

    #[test]
    fn lines_end_in_one_way() {
        assert_eq!(normal("a\rb\r\nc\u{2028}d\u{b}e\u{85}f\u{2029}g\r\r"), "a\nb\nc\nd\ne\nf\n\ng\n\n");
        let found: Vec<_> = lines("a\r\n\u{2028}b").collect();
        assert_eq!(found, [(0..1, 3), (3..3, 6), (6..7, 7)]);
    }

    #[test]
    fn every_place_is_known() {
        let typed = "é\r\n-\u{a0}\u{a0}one £\u{a0}\u{2029}\u{a0}\n\tend";
        let normal = Normal::new(typed);
        assert_eq!(normal.text, "é\n-  one £\n\n\n\tend");
        let words =
            [("é", "é"), ("\n", "\r\n"), ("- ", "-\u{a0}"), ("one £", "one £"), ("\n\n", "\u{2029}"), ("end", "end")];
        for (word, place) in words {
            let at = normal.text.find(word).unwrap_or_default();
            assert_eq!(&typed[normal.typed(at..at + word.len())], place, "{word:?}");
        }
        assert_eq!(normal.typed(3..6), 4..9);
        assert_eq!(normal.typed(0..normal.text.len()), 0..typed.len());
    }
}
