//! What is wrong with a line of TOML that cannot be read, in words for whoever typed it.

use std::ops::Range;
use std::sync::LazyLock;

use crate::diagnostic::{Diagnostic, shown};
use crate::parse::rules;
use crate::source::{FileId, Span};
use crate::text::pattern::Pattern;
use crate::text::signs::CURLY;

/// A period as people write it.
static PERIOD: LazyLock<Pattern> = LazyLock::new(|| Pattern::new(r"^(?:19|20)\d\d ?[-/–] ?(?:\d\d|\d{4}|[QH]\d)$"));

/// An entry that cannot be read: a name with its value, or the name of a part in brackets.
pub(super) struct Entry<'a> {
    pub(super) file: FileId,
    pub(super) text: &'a str,
    pub(super) range: Range<usize>,
}

impl Entry<'_> {
    fn entry(&self) -> &str {
        &self.text[self.range.clone()]
    }

    fn at(&self, range: Range<usize>, message: impl Into<String>) -> Diagnostic {
        rules::SYNTAX.at(Span::new(self.file, range), message)
    }

    fn at_sign(&self, at: usize, message: impl Into<String>) -> Diagnostic {
        let length = self.text[at..].chars().next().map_or(0, char::len_utf8);
        self.at(at..at + length, message)
    }

    /// Where the name stands, without quotation marks and brackets.
    pub(super) fn name(&self) -> Range<usize> {
        let is_mark = |sign: char| matches!(sign, '[' | ']' | '"' | '\'') || sign.is_whitespace();
        let start = self.range.end - self.entry().trim_start_matches(is_mark).len();
        let name = &self.text[start..self.range.end];
        let end = name.find(|sign: char| !(sign.is_alphanumeric() || matches!(sign, '_' | '-' | '.')));
        start..start + end.unwrap_or(name.len())
    }

    /// The finding.
    pub(super) fn slip(&self) -> Diagnostic {
        let line = self.entry().lines().next().unwrap_or_default().trim_end();
        let whole = self.range.start..self.range.start + line.len();
        if line.starts_with('[') {
            return match line.contains(']') {
                false => self.at_sign(whole.start, "this bracket is never closed").help(format!("write `{line}]`")),
                true => self
                    .at(whole, "this line cannot be read")
                    .help("the name of a part stands in brackets alone: `[book]`"),
            };
        }
        let name = self.name();
        let mark = usize::from(self.text[name.end..].starts_with(['"', '\'']));
        let behind = &self.text[name.end + mark..self.range.end];
        let sign = behind.trim_start_matches([' ', '\t']);
        let at = self.range.end - sign.len();
        let named = shown(&self.text[name.clone()]);
        match sign.chars().next() {
            Some('=') => self.value(&named, at + 1),
            _ if name.is_empty() => self
                .at(whole, "this line cannot be read")
                .help("write `name = value`; begin a line that is a comment with `#`"),
            Some(odd) if odd.is_whitespace() && !matches!(odd, '\n' | '\r') => self
                .at_sign(at, format!("a space of another kind stands here (U+{:04X})", u32::from(odd)))
                .help("delete it and type a space"),
            Some(':' | '：') => {
                let value = sign.trim_start_matches([':', '：']).lines().next().unwrap_or_default().trim();
                let is_plain = value.starts_with(['"', '\'', '[', '{']) || value == "true" || value == "false";
                let is_number = || value.starts_with(|sign: char| sign.is_ascii_digit());
                let mark = if is_plain || is_number() { "" } else { "\"" };
                let help = format!("write `{named} = {mark}{}{mark}`", shown(value));
                self.at_sign(at, "a colon stands where `=` belongs").help(help)
            }
            _ => self.at(name, format!("no `=` stands behind `{named}`")).help(format!("write `{named} = value`")),
        }
    }

    /// What is wrong with the value that begins at a byte.
    fn value(&self, name: &str, from: usize) -> Diagnostic {
        let typed = self.text[from..self.range.end].trim_start_matches([' ', '\t']);
        let (start, line) = (self.range.end - typed.len(), typed.lines().next().unwrap_or_default().trim_end());
        let range = start..start + line.len();
        let quoted = || {
            let pair = |mark: char| line.strip_prefix(mark).and_then(|line| line.strip_suffix(mark));
            let words = pair('"').or_else(|| pair('\'')).unwrap_or(line);
            let mark = match (words.contains(['"', '\\']), words.contains('\'')) {
                (false, _) => "\"",
                (true, false) => "'",
                (true, true) => "'''",
            };
            format!("write `{name} = {mark}{}{mark}`", shown(words))
        };
        let Some(first) = line.chars().next() else {
            return self
                .at_sign(from - 1, format!("nothing stands behind `{name} =`"))
                .help("write the value, or delete the line");
        };
        if CURLY.contains(&first) || matches!(first, '[' | '{') && line.contains(CURLY) {
            let at = start + line.find(CURLY).unwrap_or(0);
            let finding = self.at_sign(at, "a curly quotation mark stands here");
            return finding.help("write straight ones, \" \": word processors turn them, text editors do not");
        }
        match first {
            '"' | '\'' => self.quoted(start, typed, first, &quoted()),
            '[' | '{' => self.bracketed(start, typed),
            '0'..='9' if PERIOD.is_match(line) => {
                self.at(range, format!("the period `{line}` has to stand in quotes")).help(quoted())
            }
            '0'..='9' | '+' | '-' => self
                .at(range, format!("`{}` is neither a number nor a day", shown(line)))
                .help("write a number in digits only, and a day as in 2026-11-26")
                .help(format!("text stands in quotes: {}", quoted())),
            _ if line.eq_ignore_ascii_case("true") || line.eq_ignore_ascii_case("false") => self
                .at(range, format!("`{line}` is written small"))
                .help(format!("write `{name} = {}`", line.to_lowercase())),
            _ if ["yes", "no", "on", "off"].contains(&line.to_lowercase().as_str()) => self
                .at(range, "text has to stand in quotes, and yes and no are `true` and `false`")
                .help(format!("write `{name} = true` or `{name} = false`; for the word itself {}", quoted())),
            _ => self.at(range, "text has to stand in quotes").help(quoted()),
        }
    }

    fn quoted(&self, start: usize, typed: &str, mark: char, help: &str) -> Diagnostic {
        let Some(end) = closing(typed) else {
            let finding = self.at_sign(start, "this quotation mark is never closed");
            return finding.help(format!("write `{mark}` at the end of the text too"));
        };
        let behind = typed[end + 1..].lines().next().unwrap_or_default().trim();
        if behind.is_empty() || behind.starts_with('#') {
            if let Some(at) = typed[..end].find(char::is_control).filter(|_| !typed[..end].contains('\\')) {
                let finding =
                    self.at_sign(start + at, "this text holds a sign that nobody can see, and cannot be read");
                return finding.help("delete it and type the words around it again");
            }
            let at = start + typed.find('\\').unwrap_or(0);
            let finding = self.at_sign(at, "a backslash has a meaning of its own between `\"`");
            return finding.help("put the text between single quotation marks, `'`, in which it has none");
        }
        self.at_sign(start + end, "the text in quotation marks ends here, and more follows").help(help)
    }

    fn bracketed(&self, start: usize, typed: &str) -> Diagnostic {
        let (mut at, mut depth, mut ended) = (0, 0_usize, None);
        while let Some(sign) = typed[at..].chars().next() {
            match sign {
                '"' | '\'' => {
                    if let Some(ended) = ended {
                        let finding = self.at(start + ended..start + ended + 1, "no comma stands behind this value");
                        return finding.help("write a comma between two values: `[\"HM\", \"UK\"]`");
                    }
                    let Some(end) = closing(&typed[at..]).filter(|end| !typed[at..at + end].contains('\n')) else {
                        let finding = self.at_sign(start + at, "this quotation mark is never closed");
                        return finding.help(format!("write `{sign}` at the end of the text too"));
                    };
                    at += end;
                    ended = Some(at);
                }
                '[' | '{' => depth += 1,
                ']' | '}' => depth = depth.saturating_sub(1),
                sign if sign.is_whitespace() => {}
                _ => ended = None,
            }
            at += typed[at..].chars().next().map_or(1, char::len_utf8);
        }
        if depth > 0 {
            let close = if typed.starts_with('[') { ']' } else { '}' };
            let finding = self.at_sign(start, "this bracket is never closed");
            return finding.help(format!("write `{close}` where what it holds ends"));
        }
        let line = typed.lines().next().unwrap_or_default().trim_end();
        self.at(start..start + line.len(), "what stands in these brackets cannot be read")
            .help("values stand between commas, and text in quotes: `[\"HM\", \"UK\"]`")
    }
}

/// Where the quotation mark stands that closes the one at the head of a text.
pub(super) fn closing(text: &str) -> Option<usize> {
    let mark = text.chars().next()?;
    let mut is_escaped = false;
    text.char_indices().skip(1).find_map(|(at, sign)| {
        let is_end = sign == mark && !is_escaped;
        is_escaped = sign == '\\' && mark == '"' && !is_escaped;
        is_end.then_some(at)
    })
}
