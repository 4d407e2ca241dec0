//! What is wrong with an entry that cannot be read, in words for whoever typed it: which sign, where, and what to write.

use std::ops::Range;

use super::names::{Named, closing, name, named, names};
use crate::diagnostic::{Diagnostic, shown};
use crate::parse::tree::yaml::events::Piece;
use crate::parse::tree::yaml::signs::{is_odd_colon, is_odd_space, too_close};
use crate::parse::{conflict, rules, strange};
use crate::text::signs::CURLY;

/// An entry that cannot be read: a name with its value, an item of a list, or what stands between two commas in brackets.
pub(super) struct Entry<'a> {
    /// The text of the file.
    pub(super) piece: Piece<'a>,
    /// The entry, from its first sign to its last.
    pub(super) range: Range<usize>,
    /// Whether it stands in brackets.
    pub(super) in_brackets: bool,
    /// Whether the entry above it ends in text without quotes.
    pub(super) follows_text: bool,
}

/// The text in quotation marks that it does not hold itself.
pub(super) fn quoted(text: &str) -> String {
    let text = shown(text.trim());
    if text.contains(['"', '\\']) { format!("'{}'", text.replace('\'', "''")) } else { format!("\"{text}\"") }
}

impl<'a> Entry<'a> {
    /// The finding.
    pub(super) fn slip(&self) -> Diagnostic {
        let checks: [fn(&Entry<'a>) -> Option<Diagnostic>; 13] = [
            Entry::line_of_its_own,
            Entry::no_name,
            Entry::odd_space,
            Entry::colon,
            Entry::tab,
            Entry::no_figure,
            Entry::quotation_mark,
            Entry::bracket,
            Entry::first_sign,
            Entry::separator,
            Entry::comment,
            Entry::second_colon,
            Entry::no_colon,
        ];
        checks.iter().find_map(|check| check(self)).unwrap_or_else(|| {
            let finding = self.at(self.range.start..self.range.start + self.line().len(), "this cannot be read");
            finding.help("an entry is a name, a colon, a space and a value: `name: value`; other text stands in quotes")
        })
    }

    fn at(&self, range: Range<usize>, message: impl Into<String>) -> Diagnostic {
        rules::SYNTAX.at(self.piece.span(range), message)
    }

    /// The finding about the sign at a byte.
    fn at_sign(&self, at: usize, message: impl Into<String>) -> Diagnostic {
        let length = self.piece.text[at..].chars().next().map_or(0, char::len_utf8);
        self.at(at..at + length, message)
    }

    fn text(&self) -> &str {
        &self.piece.text[self.range.clone()]
    }

    fn line(&self) -> &str {
        self.text().lines().next().unwrap_or_default()
    }

    fn named(&self) -> Option<Named> {
        named(self.piece.text, &self.range)
    }

    /// Where the value begins, or the whole entry where it has no name.
    fn value_start(&self) -> usize {
        self.named().map_or(self.range.start, |named| named.value).min(self.range.end)
    }

    fn value(&self) -> &str {
        &self.piece.text[self.value_start()..self.range.end]
    }

    /// The name with a value behind it, for advice.
    fn with_name(&self, value: &str) -> String {
        let name = self.named().map(|named| &self.piece.text[named.name]);
        name.map_or_else(|| value.to_owned(), |name| format!("{}: {value}", shown(name)))
    }

    fn line_of_its_own(&self) -> Option<Diagnostic> {
        let line = self.line().trim_end();
        let range = self.range.start..self.range.start + line.len();
        if conflict::is_marker(line) {
            return Some(conflict::finding(self.piece.span(range), line));
        }
        match line {
            "---" => Some(self.at(range, "a second document begins here").help(
                "a file holds one document: delete this line if what follows belongs here, or move that to a file of its own",
            )),
            "..." => Some(self.at(range, "`...` on a line of its own would end the file here").help("delete this line")),
            _ if line.starts_with("```") => Some(
                self.at(range, "this line is the edge of a block of code, and no part of the file").help("delete the line"),
            ),
            _ if line.len() > 2 && line.bytes().all(|byte| b"*=-_~#+ ".contains(&byte)) => Some(
                self.at(range, "this row of signs says nothing here").help("delete the line; a line that is a comment begins with `# `"),
            ),
            _ => None,
        }
    }

    /// A space that is none, beside the name or in front of the value.
    fn odd_space(&self) -> Option<Diagnostic> {
        let text = self.text();
        let plain = |sign: char| sign.is_ascii_alphanumeric() || matches!(sign, '_' | '-' | '/' | '.' | ':');
        let at = text.find(|sign| !plain(sign))?;
        let sign = text[at..].chars().next().filter(|sign| is_odd_space(*sign))?;
        let is_beside = self.named().is_some()
            || at == 0
            || text[..at].contains(':')
            || name(self.piece.text, &self.range).is_some();
        is_beside.then(|| odd_space(self, self.range.start + at, sign))
    }

    /// What stands in place of a colon and a space.
    fn colon(&self) -> Option<Diagnostic> {
        let text = self.text();
        let line = self.line();
        let advice = |name: &str, behind: &str| {
            let behind = behind.trim_start_matches(|sign: char| {
                sign.is_whitespace()
                    || matches!(sign, '=' | ';' | ':')
                    || is_odd_colon(sign)
                    || strange::is_hidden(sign)
            });
            format!("`{name}: {}`", shown(behind.lines().next().unwrap_or_default().trim_end()))
        };
        if let Some(colon) = too_close(text) {
            let write = format!("write {}", advice(&text[..colon], &line[colon..]));
            let at = self.range.start + colon;
            return Some(match text[colon..].chars().next() {
                Some(':') if text[colon + 1..].starts_with(strange::is_hidden) => self
                    .at_sign(at + 1, "a sign that nobody sees stands behind this colon, where a space belongs")
                    .help(write),
                Some(':') => {
                    self.at_sign(at, "no space stands behind this colon").label("a space is missing").help(write)
                }
                sign => {
                    let what =
                        if sign == Some('：') { "a full-width colon" } else { "a sign that only looks like a colon" };
                    self.at_sign(at, format!("{what} stands here (U+{:04X})", sign.map_or(0, u32::from))).help(write)
                }
            });
        }
        if self.named().is_some() {
            return None;
        }
        let name = name(self.piece.text, &self.range)?;
        let behind = &self.piece.text[name.end..self.range.start + line.len()];
        let write = format!("write {}", advice(&self.piece.text[name.clone()], behind));
        let sign = behind.trim_start();
        if sign.starts_with(['=', ';']) {
            let at = name.end + behind.len() - sign.len();
            return Some(self.at_sign(at, format!("`{}` stands where a colon belongs", &sign[..1])).help(write));
        }
        let message = format!("no colon stands behind `{}`", shown(&self.piece.text[name.clone()]));
        (!self.in_brackets && !self.follows_text || !sign.is_empty()).then(|| self.at(name, message).help(write))
    }

    fn tab(&self) -> Option<Diagnostic> {
        let line = self.text().find('\t').filter(|at| self.text()[..*at].trim_end_matches(' ').ends_with('\n'))?;
        Some(tab(self, self.range.start + line, false))
    }

    /// A sign that stands for a figure on paper.
    fn no_figure(&self) -> Option<Diagnostic> {
        let value = self.value().trim_end();
        let is_sign =
            !value.is_empty() && value.bytes().all(|byte| matches!(byte, b'-' | b'*' | b'%' | b'!' | b'?' | b'.'));
        let range = self.value_start()..self.value_start() + value.len();
        let what = if value == "-" { "a dash".to_owned() } else { format!("`{}`", shown(value)) };
        is_sign.then(|| self.at(range, format!("{what} is not a figure")).help(
            "write 0 if there were none, \"[x]\" if the figure is not known, \"[z]\" only if the form says that the question cannot arise",
        ))
    }

    fn quotation_mark(&self) -> Option<Diagnostic> {
        let (start, value) = (self.value_start(), self.value());
        if let Some(at) = value.find(CURLY).filter(|at| *at == 0 || self.in_brackets && value[..*at].trim().is_empty())
        {
            let finding = self.at_sign(start + at, "a curly quotation mark stands here");
            return Some(
                finding.help("write straight ones, as in \"[z]\": word processors turn them, text editors do not"),
            );
        }
        let mark = value.chars().next().filter(|sign| matches!(sign, '"' | '\''))?;
        let Some(end) = closing(value) else {
            let finding = self.at_sign(start, "this quotation mark is never closed");
            let curly = value.chars().skip(1).find(|sign| matches!(sign, '“' | '”' | '„')).filter(|_| mark == '"');
            return Some(finding.help(match curly {
                Some(curly) => format!("write `{mark}` in place of `{curly}`: word processors turn them"),
                None => format!("write `{mark}` at the end of the text too, or delete this one"),
            }));
        };
        let behind = value[end + 1..].trim_start();
        if let Some(next) =
            name(self.piece.text, &(self.range.end - behind.len()..self.range.end)).filter(|_| self.in_brackets)
        {
            return Some(self.missing_comma(&next));
        }
        if behind.is_empty() || behind.starts_with('#') {
            let escape = value.find('\\').filter(|_| mark == '"')?;
            let finding = self.at_sign(start + escape, "a backslash has a meaning of its own between `\"`");
            return Some(finding.help("put the text between single quotation marks, `'`, in which it has none"));
        }
        let whole = value.lines().next().unwrap_or_default().trim_end();
        // A mark inside a word is an apostrophe, and the one at the head belongs to no other.
        let is_apostrophe = value[end + 1..].starts_with(|sign: char| sign.is_alphanumeric());
        let is_pair = whole.len() > 1 && whole.ends_with(mark);
        let inner = if is_apostrophe || is_pair { whole.trim_matches(mark) } else { whole };
        let finding = self.at_sign(start + end, "the text in quotation marks ends here, and more follows");
        Some(finding.help(format!(
            "put the whole in quotation marks that it does not hold: `{}`",
            self.with_name(&quoted(inner))
        )))
    }

    fn bracket(&self) -> Option<Diagnostic> {
        let (start, value) = (self.value_start(), self.value().trim_end());
        if let (Some(open), None) = (value.find(['{', '[']).filter(|at| *at == 0), value.find(['}', ']'])) {
            let close = if value.starts_with('{') { '}' } else { ']' };
            let finding = self.at_sign(start + open, "this bracket is never closed");
            return Some(finding.help(format!("write `{close}` where what it holds ends")));
        }
        let holds_entries = names(self.piece.text, &(start..self.range.end)).next();
        let first = holds_entries.filter(|_| value.ends_with('}') && !value.contains('{'))?;
        let what = format!("no bracket `{{` stands in front of `{}`", shown(&self.piece.text[first.clone()]));
        Some(self.at(first, what).help(format!("write `{}`", self.with_name(&format!("{{ {}", shown(value))))))
    }

    /// A sign with a meaning of its own at the head of a text.
    fn first_sign(&self) -> Option<Diagnostic> {
        let (start, value) = (self.value_start(), self.value().lines().next().unwrap_or_default().trim_end());
        let sign = value.chars().next()?;
        let word = value.split(' ').next().unwrap_or_default();
        let behind = value[word.len()..].trim_start();
        let is_word = word.len() > 1
            && word[sign.len_utf8()..].bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-!".contains(&byte));
        if matches!(sign, '&' | '*' | '!') && is_word && !behind.starts_with(|sign: char| sign.is_alphabetic()) {
            let range = start..start + word.len();
            let finding = rules::YAML_FEATURE
                .at(self.piece.span(range), "anchors (`&`), aliases (`*`) and tags (`!`) are not used in these files");
            return Some(finding.help("write the value out; put text that begins with one of these signs in quotes"));
        }
        let is_special = matches!(
            sign,
            '*' | '&' | '!' | '%' | '@' | '`' | '|' | '>' | '?' | ',' | '[' | '{' | ']' | '}' | ':' | '#'
        );
        if let Some(words) = value.strip_prefix("- ").filter(|words| !words.contains(": ") && self.named().is_some()) {
            let finding = self.at_sign(start, "a dash in front of a text begins a list");
            return Some(finding.help(format!("write `{}`, without it", self.with_name(&shown(words.trim())))));
        }
        (is_special || value.starts_with("- ")).then(|| {
            let finding = self.at_sign(start, format!("text that begins with `{sign}` has to stand in quotes"));
            let bare = value.trim_matches(sign).trim();
            let is_marked =
                matches!(sign, '*' | '`') && value.ends_with(sign) && !bare.is_empty() && !bare.contains(": ");
            if is_marked {
                let help = format!("a title or a name has no such signs: write `{}`", self.with_name(bare));
                return finding.help(help);
            }
            finding.help(match value.strip_prefix("- ") {
                Some(words) => format!("write `{}`, without the dash", self.with_name(&quoted(words.trim_start()))),
                None => format!("write `{}`", self.with_name(&quoted(value))),
            })
        })
    }

    /// A sign that stands where a comma belongs, or none.
    fn separator(&self) -> Option<Diagnostic> {
        let (start, value) = (self.value_start(), self.value());
        if !self.in_brackets {
            return None;
        }
        if let Some(at) = value.find([';', '，', '、', '；']) {
            let finding = self.at_sign(start + at, "this sign stands where a comma belongs");
            return Some(finding.help("write a comma and a space between the entries: `{ level_1: 6, level_2: 12 }`"));
        }
        let next = names(self.piece.text, &(start..self.range.end)).find(|name| name.start > start)?;
        Some(self.missing_comma(&next))
    }

    /// The finding for two entries in brackets between which nothing stands.
    fn missing_comma(&self, next: &Range<usize>) -> Diagnostic {
        let name = shown(&self.piece.text[next.clone()]);
        let before = self.piece.text[self.range.start..next.start].trim_end();
        // A full stop in place of the comma.
        let figure = before.strip_suffix('.').filter(|figure| figure.ends_with(|sign: char| sign.is_ascii_digit()));
        let before = shown(figure.unwrap_or(before));
        let finding = self.at(next.clone(), format!("a comma is missing in front of `{name}`"));
        let apart = format!("`{before}, {name}: …`");
        // Words in front of a name can be one text with it, of which a comma would make two.
        let text = &self.piece.text[self.value_start()..next.start];
        if self.named().is_some() && text.starts_with(char::is_alphabetic) {
            let whole = self.with_name(&quoted(self.value().lines().next().unwrap_or_default()));
            let finding = self.at(next.clone(), format!("`{name}:` goes on with a text that has no quotes"));
            return finding
                .help(format!("if the colon belongs to the text, put the whole in quotes: `{whole}`"))
                .help(format!("if `{name}` begins an entry of its own, a comma is missing: write {apart}"));
        }
        finding.help(format!("write {apart}; text that holds a colon stands in quotes"))
    }

    /// What stands behind ` #` is a comment, even where a bracket should close.
    fn comment(&self) -> Option<Diagnostic> {
        let at = self.text().find(" #").filter(|_| self.in_brackets)?;
        let value = self.value();
        let finding = self.at(
            self.range.start + at + 1..self.range.end,
            "what stands behind ` #` is a comment here, with the bracket",
        );
        Some(finding.help(format!("put the text in quotes: `{}`", self.with_name(&quoted(value)))))
    }

    fn second_colon(&self) -> Option<Diagnostic> {
        let (start, value) = (self.value_start(), self.value());
        self.named()?;
        let is_colon = |at: &usize| value[at + 1..].is_empty() || value[at + 1..].starts_with([' ', '\n', '\r', '\t']);
        let at = value.match_indices(':').map(|(at, _)| at).find(is_colon)?;
        if let Some(values) = value.trim().strip_prefix('(').and_then(|values| values.strip_suffix(')')) {
            let help = format!("write `{}`", self.with_name(&format!("{{ {} }}", shown(values.trim()))));
            return Some(self.at_sign(start, "round brackets hold no values: braces do").help(help));
        }
        let finding = self.at_sign(start + at, "a second colon stands in this entry");
        let text = quoted(value.lines().next().unwrap_or_default());
        let help = format!("text that holds a colon stands in quotes: `{}`", self.with_name(&text));
        let first = names(self.piece.text, &(start..self.range.end)).next();
        Some(match first.filter(|name| name.start == start && value.contains(',')) {
            Some(_) => finding
                .help(format!(
                    "several values stand in brackets: `{}`",
                    self.with_name(&format!("{{ {} }}", shown(value.trim())))
                ))
                .help(help),
            None => finding.help(help),
        })
    }

    fn no_name(&self) -> Option<Diagnostic> {
        let value = self.text().strip_prefix(':').filter(|value| value.is_empty() || value.starts_with(' '))?;
        let finding = self.at_sign(self.range.start, "no name stands in front of this colon");
        Some(finding.help(format!("write what it is in front: `name: {}`", shown(value.trim()))))
    }

    fn no_colon(&self) -> Option<Diagnostic> {
        if self.named().is_some() || self.in_brackets {
            return None;
        }
        let finding =
            self.at(self.range.start..self.range.start + self.line().trim_end().len(), "no colon stands in this line");
        Some(if self.follows_text {
            finding
                .help(
                    "if the text above goes on here, begin this line two columns further in than the name of that text",
                )
                .help("if it is an entry of its own, write `name: value`")
        } else {
            finding.help("write `name: value`; begin a line that is a comment with `#`")
        })
    }
}

/// The finding for a tab that stands where spaces belong, in front of the first of what an entry holds or of another line.
pub(super) fn tab(entry: &Entry<'_>, at: usize, opens: bool) -> Diagnostic {
    let finding = entry.at_sign(at, "a tab stands here");
    if opens {
        return finding.help("write two spaces in its place: this line belongs to the one above it");
    }
    finding
        .help("delete it: a line of this kind begins at the left edge, or in the same column as the lines that belong with it")
        .help("where a line has to stand further in, use spaces, two for each step")
}

/// The finding for a sign that only looks like a space.
pub(super) fn odd_space(entry: &Entry<'_>, at: usize, sign: char) -> Diagnostic {
    let what =
        if matches!(sign, '\u{a0}' | '\u{202f}' | '\u{2007}') { "a no-break space" } else { "a space of another kind" };
    let finding = entry.at_sign(at, format!("{what} stands here (U+{:04X})", u32::from(sign)));
    finding.help("delete it and type a space: word processors and web pages put such spaces in")
}
