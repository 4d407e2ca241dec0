//! A text that is being read.

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{Event, OffsetIter, Options, Parser, Tag, TagEnd};

use crate::diagnostic::{Diagnostic, Rule};
use crate::parse::markdown::anchor::Anchors;
use crate::parse::markdown::ledger::Ledger;
use crate::parse::markdown::mask::Masks;
use crate::parse::markdown::place::Text;
use crate::parse::markdown::slips;
use crate::parse::markdown::slips::printed::Printed;
use crate::parse::markdown::words::Words;
use crate::parse::rules;

/// How deep lists, quotations and emphasis may stand in one another.
pub(super) const DEEPEST: usize = 24;
/// Task lists and crossed-out words are read in order to be refused: as plain text their signs would be published.
const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_HEADING_ATTRIBUTES)
    .union(Options::ENABLE_DEFINITION_LIST)
    .union(Options::ENABLE_SMART_PUNCTUATION)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS);
/// What stands before a phrase while it is parsed, so that its first signs cannot begin a list or a heading.
pub(super) const GUARD: char = '(';

/// The events of a text, and what is known of them so far.
pub(super) struct Reader<'a, 'f> {
    events: OffsetIter<'a>,
    /// How much stands before the text in what is parsed.
    guard: usize,
    pub(super) words: Words<'a>,
    pub(super) ledger: Ledger<'a>,
    /// How many more footnotes the text may have.
    pub(super) footnotes: usize,
    pub(super) depth: usize,
    /// Whether lines of dashes were found that rule a table of another program, and nothing but its rows since.
    pub(super) is_in_ruled_table: bool,
    /// The commands of HTML that are open, by their names; with those whose words are left out how deep they stand and how much of the
    /// phrase stands before them.
    pub(super) open_html: BTreeMap<String, Vec<Option<(usize, usize)>>>,
    pub(super) anchors: Anchors,
    pub(super) findings: &'f mut Vec<Diagnostic>,
}

impl<'a, 'f> Reader<'a, 'f> {
    /// A reader of `line`: the text `typed` with masks, and perhaps with a guard in front.
    pub(super) fn new(
        typed: &'a Text<'a>,
        line: &'a str,
        masks: Masks,
        footnotes: usize,
        findings: &'f mut Vec<Diagnostic>,
    ) -> Self {
        let guard = line.len() - typed.as_str().len();
        let masked = &line[guard..];
        Reader {
            events: Parser::new_ext(line, OPTIONS).into_offset_iter(),
            guard,
            words: Words { typed, masked, masks, printed: Printed::default(), footnotes: footnotes > 0 },
            ledger: Ledger::new(masked),
            footnotes,
            depth: 0,
            is_in_ruled_table: false,
            open_html: BTreeMap::new(),
            anchors: Anchors::default(),
            findings,
        }
    }

    pub(super) fn close(self) {
        let Words { typed, masked, printed, footnotes, .. } = self.words;
        self.ledger.close(typed, self.findings);
        slips::slips(typed, masked, printed, footnotes, self.findings);
    }

    pub(super) fn finding(&mut self, rule: &'static Rule, range: Range<usize>, message: &str, help: &str) {
        self.findings.push(self.words.finding(rule, range, message, help));
    }

    /// How many spaces a range of the text begins with.
    pub(super) fn spaces(&self, range: &Range<usize>) -> usize {
        let text = &self.words.masked[range.clone()];
        text.len() - text.trim_start_matches(' ').len()
    }

    /// The next event with its range of the text; the guard is left out.
    pub(super) fn next(&mut self) -> Option<(Event<'a>, Range<usize>)> {
        let (mut event, range) = self.events.next()?;
        if let Event::Text(text) = &mut event
            && range.start < self.guard
        {
            *text = text.strip_prefix(GUARD).unwrap_or(text).to_owned().into();
        }
        let range = range.start.saturating_sub(self.guard)..range.end.saturating_sub(self.guard);
        match &event {
            Event::Start(Tag::Item) => {
                let start = range.start + self.spaces(&range);
                let number = self.words.masked[start..].bytes().take_while(u8::is_ascii_digit).count();
                self.ledger.read(&(start..start + number));
            }
            Event::Start(Tag::FootnoteDefinition(_)) => {
                let label = self.words.masked[range.clone()].find("]:").map_or(0, |end| end + 2);
                self.ledger.read(&(range.start..range.start + label));
            }
            Event::Start(Tag::Link { id, .. } | Tag::Image { id, .. }) => {
                if let Some(address) = self.events.reference_definitions().get(id) {
                    self.ledger.address(address.span.clone());
                }
            }
            Event::Start(_) | Event::End(_) | Event::SoftBreak | Event::HardBreak => {}
            _ => self.ledger.read(&range),
        }
        Some((event, range))
    }

    pub(super) fn too_deep(&mut self, end: TagEnd, range: Range<usize>) {
        let help = "use fewer `>`, lists inside lists and `*` inside `*`";
        self.finding(&rules::TOO_LARGE, range, "text is nested too deeply here", help);
        self.skip(end);
    }

    pub(super) fn raw(&mut self, until: TagEnd) -> String {
        let mut text = String::new();
        while let Some((event, range)) = self.next() {
            match event {
                Event::End(end) if end == until => break,
                _ => text.push_str(&self.words.typed.as_str()[range]),
            }
        }
        text
    }

    pub(super) fn skip(&mut self, until: TagEnd) {
        let mut open = 1;
        while let Some((event, _)) = self.next() {
            match event {
                Event::Start(tag) if tag.to_end() == until => open += 1,
                Event::End(end) if end == until => open -= 1,
                _ => {}
            }
            if open == 0 {
                break;
            }
        }
    }
}

/// A footnote's label as the parser compares it: whatever its capitals.
pub(super) fn label(typed: &str) -> String {
    typed.to_lowercase()
}
