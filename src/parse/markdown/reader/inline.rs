//! What stands in a line: words, emphasis, links.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use super::state::{DEEPEST, Reader, label};
use crate::book::narrative::{Inline, Phrase};
use crate::diagnostic::shown;
use crate::parse::markdown::slips::html;
use crate::parse::markdown::{address, picture};
use crate::parse::rules;

impl<'a> Reader<'a, '_> {
    pub(super) fn phrase(&mut self, until: TagEnd) -> Phrase {
        let mut phrase = Vec::new();
        self.depth += 1;
        while let Some((event, range)) = self.next() {
            match event {
                Event::End(end) if end == until => break,
                event => self.inline(event, range, &mut phrase),
            }
        }
        self.depth -= 1;
        // A book keeps all of its text until the end: what a list has grown beyond its need adds up.
        phrase.shrink_to_fit();
        phrase
    }

    pub(super) fn inline(&mut self, event: Event<'a>, range: Range<usize>, phrase: &mut Phrase) {
        match event {
            Event::Text(text) => self.words.add(&text, range, phrase, self.findings),
            Event::SoftBreak => phrase.push(Inline::Text("\n".to_owned(), self.words.typed.span(range))),
            Event::HardBreak => phrase.push(Inline::Break),
            Event::Code(_) => self.code(range, phrase),
            Event::FootnoteReference(typed) => {
                self.count_footnote(&range);
                phrase.push(Inline::FootnoteMark(label(&typed), self.words.typed.span(range)));
            }
            Event::InlineHtml(html) | Event::Html(html) => {
                let from = self.html(&html, range, Some(phrase.len()));
                phrase.truncate(from.unwrap_or(phrase.len()));
                phrase.extend((html::name(&html) == "br").then_some(Inline::Break));
            }
            Event::TaskListMarker(_) => {
                let help = "delete the box, and say in words what is done; to print brackets write \\[ \\]";
                self.finding(&rules::UNREAD_MARKUP, range, "boxes to tick cannot be published", help);
            }
            Event::Start(tag) if self.depth > DEEPEST => self.too_deep(tag.to_end(), range),
            Event::Start(Tag::Emphasis) => {
                self.times(&range);
                phrase.push(Inline::Emphasis(self.phrase(TagEnd::Emphasis)));
            }
            Event::Start(Tag::Strong) => {
                self.run_in(&range);
                phrase.push(Inline::Strong(self.phrase(TagEnd::Strong)));
            }
            Event::Start(Tag::Strikethrough) => {
                let help = "delete them; to print a ~ write \\~";
                self.finding(&rules::UNREAD_MARKUP, range, "crossed-out words cannot be published", help);
                phrase.extend(self.phrase(TagEnd::Strikethrough));
            }
            Event::Start(Tag::Link { link_type, dest_url, title, .. }) => {
                let text = self.phrase(TagEnd::Link);
                let to =
                    if link_type == LinkType::Email { format!("mailto:{dest_url}") } else { dest_url.into_string() };
                phrase.extend(self.link(to, &title, text, range));
            }
            Event::Start(Tag::Image { dest_url, title, .. }) => {
                let alternative = self.phrase(TagEnd::Image);
                self.ledger.pass(range.end);
                phrase.push(picture::inline(&self.words, (&dest_url, &title), alternative, range, self.findings));
            }
            Event::Start(tag) => phrase.extend(self.phrase(tag.to_end())),
            _ => {}
        }
    }

    fn link(&mut self, to: String, title: &str, text: Phrase, range: Range<usize>) -> Phrase {
        self.ledger.pass(range.end);
        let span = self.words.typed.span(range.clone());
        match address::fault(&to) {
            Some((message, help)) => {
                self.finding(&rules::BAD_LINK, range, &message, &help);
                return text;
            }
            None if text.is_empty() => {
                let help = "write what it leads to between [ and ]";
                self.finding(&rules::BAD_LINK, range, "this link has no words", help);
            }
            None if !title.is_empty() => {
                let help = "delete the words in quotes behind the address, or write them as text";
                self.finding(&rules::LOST_TEXT, range, "the title of this link would not be published", help);
            }
            None => {}
        }
        vec![Inline::Link { to, text, span }]
    }

    /// Names emphasis between digits, where `*` was meant as times.
    fn times(&mut self, range: &Range<usize>) {
        let masked = self.words.masked;
        let is_between = masked[..range.start].ends_with(|sign: char| sign.is_ascii_digit())
            && masked[range.end..].starts_with(|sign: char| sign.is_ascii_digit());
        if is_between {
            let help = "write × for times; to print a * write \\*";
            self.finding(&rules::UNREAD_MARKUP, range.clone(), "these `*` make emphasis, and are not printed", help);
        }
    }

    /// Names a heading in bold type that runs into the words behind it, as it lost the end of its line. A name of which a part stands in
    /// bold type is one word.
    fn run_in(&mut self, range: &Range<usize>) {
        const LONGEST_LITTLE: usize = 4;
        let masked = self.words.masked;
        let title = masked[range.clone()].trim_matches(['*', '_']);
        let behind = masked[range.end..].split(|sign: char| !sign.is_alphabetic()).next().unwrap_or_default();
        let begins = behind.starts_with(char::is_uppercase) && !behind.chars().skip(1).any(char::is_uppercase);
        let is_at_head =
            masked[..range.start].trim_end_matches([' ', '>']).chars().next_back().is_none_or(|sign| sign == '\n');
        if begins
            && is_at_head
            && title.ends_with(char::is_lowercase)
            && (title.contains(' ') || behind.len() <= LONGEST_LITTLE)
        {
            let help = format!("write it on a line of its own, with an empty line below it: `## {}`", shown(title));
            let message = "this heading runs into the words behind it";
            self.finding(&rules::UNREAD_MARKUP, range.clone(), message, &help);
        }
    }

    /// Words between ` signs: a report has no code.
    fn code(&mut self, range: Range<usize>, phrase: &mut Phrase) {
        let signs = self.words.masked[range.clone()].bytes().take_while(|byte| *byte == b'`').count();
        let help = "delete the ` signs; words of somebody else stand in quotation marks, and to print a ` write \\`";
        self.finding(&rules::UNREAD_MARKUP, range.clone(), "these ` signs make code of the words between them", help);
        self.words.pieces(range.start + signs..range.end - signs, phrase);
    }

    /// Names what is wrong with HTML, once for a command and the one that closes it. `at` is how much of the phrase stands before it;
    /// what comes back is how much of it stands before words that are told to be deleted, and are read no further.
    pub(super) fn html(&mut self, html: &str, range: Range<usize>, at: Option<usize>) -> Option<usize> {
        let name = html::name(html);
        if html.starts_with("</")
            && let Some(open) = self.open_html.get_mut(&name).and_then(Vec::pop)
        {
            return open.filter(|(depth, _)| *depth == self.depth).map(|(_, at)| at);
        }
        let is_end = html.contains("\"comment-end\"") && self.open_html.contains_key(&name);
        if let Some((rule, message, help)) = html::fault(html).filter(|_| !is_end) {
            self.finding(rule, range, message, &help);
        }
        if html.starts_with('<') && !name.is_empty() && !html.contains("</") {
            let words = at.filter(|_| html::is_dropped(html)).map(|at| (self.depth, at));
            self.open_html.entry(name).or_default().push(words);
        }
        None
    }

    pub(super) fn count_footnote(&mut self, range: &Range<usize>) {
        if self.footnotes == 0 {
            self.findings.push(self.words.no_footnote(range.clone()));
        }
        self.footnotes = self.footnotes.saturating_sub(1);
    }
}
