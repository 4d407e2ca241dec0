//! How texts are built: what readers who cannot see a page find their way by.

use std::sync::LazyLock;

use crate::book::narrative::{Block, Inline, PartKind, Phrase, Seen, walk};
use crate::check::context::{ReportCheck, ReportContext};
use crate::check::prose::passage;
use crate::check::prose::unfilled::broken::breaks_off;
use crate::check::prose::unfilled::remains::remains;
use crate::check::prose::unfilled::unfilled;
use crate::diagnostic::Diagnostic;
use crate::source::Span;
use crate::text::pattern::Pattern;
use crate::texts::Text;

rules! {
    HEADING = "L103" "heading-order" Warning:
        "A heading is more than one level below the one before it, or is only a line that looks like one.";
        "People who move from heading to heading, with a screen reader for example, look for one in between, or miss one.";
        "`#### Members` directly below `## The board`; `**Members**` on a line of its own.";
        "Take away a # so that the heading is one level below the one above it; write `## Members` where words are a heading."
    LINK_WORDS = "L104" "link-words" Warning:
        "The words of a link do not say where it leads.";
        "People who move from link to link hear the words of the link alone: “here, here, more”.";
        "`[click here](https://www.example.org)`, or the address itself as the words, or that of another website.";
        "Make the link of the words that name what it leads to: `[the guidance on training](https://www.example.org)`."
    TABLE_HEADS = "L105" "table-headings" Warning:
        "A column of a table has no heading.";
        "Screen readers read the heading of a column with each of its cells; without one a number stands alone.";
        "`|  |  |` above the line of dashes.";
        "Write into the first line of the table what stands in each column. Only the first may stay empty."
}

pub(crate) const CHECK: ReportCheck = ReportCheck { rules: RULES, run: of_report };

/// More words than this are a sentence, and no heading.
const LONGEST_HEADING: usize = 10;

/// Words of so many letters, such as “and” and “with”, stand within names.
const MOST_OF_SMALL: usize = 4;

/// What the caption of a table begins with.
static CAPTION: LazyLock<Pattern> =
    LazyLock::new(|| Pattern::new(r"(?i)^(?:table|chart|figure|fig\.?|tab\.?|graph) ?(?:\d+|[a-z]\b|[ivx]+\b)"));

/// Words that could stand in a link to anything: one of nothing but these does not say where it leads. Those that name a page by
/// themselves, such as “press” or “links”, are not among them.
const EMPTY_WORDS: &str = "a all an and at attachment available be by can click details document \
    download file find follow following for found from full further get go here in info information is it its learn link \
    more now of on online open our out page pages pdf please read see site tap that the their there these this \
    to url via view visit web webpage website websites you your";

fn of_report(context: &ReportContext<'_>, findings: &mut Vec<Diagnostic>) {
    context.report.texts(|_, text| {
        if let Text::Document(document) = text {
            check(document, findings);
        }
    });
    for section in &context.report.sections {
        let Some(Block::Paragraph(line)) = section.body.first() else { continue };
        let (text, span) = words(line);
        let is_title = text.trim_end_matches(['.', ':']).to_lowercase() == section.title.trim().to_lowercase();
        let is_here = |finding: &&mut Diagnostic| finding.rule.code == HEADING.code && Some(finding.span) == span;
        for finding in findings.iter_mut().filter(|finding| is_title && is_here(finding)) {
            "this line says the title of the section again".clone_into(&mut finding.message);
            finding.help = vec!["delete the line: the title stands above the section already".to_owned()];
        }
    }
}

/// Checks how a text is built.
pub(crate) fn check(document: &[Block], findings: &mut Vec<Diagnostic>) {
    let mut above = 1;
    walk(document, &mut |seen| match seen {
        Seen::Block(Block::Heading { level, span, .. }) => {
            if *level > above + 1 {
                let signs = "#".repeat(usize::from(above) + 1);
                let finding = HEADING.at(*span, "this heading skips a level");
                findings.push(finding.help(format!("begin it with `{signs}`, one level below the heading above it")));
            }
            above = *level;
        }
        Seen::Block(Block::Table { head, rows, .. }) => findings.extend(without_heads(head, rows)),
        Seen::Inline(Inline::Link { to, text, span }) => findings.extend(says_nothing(to, text, *span)),
        _ => {}
    });
    for pair in document.windows(2) {
        if let [Block::Paragraph(line), next] = pair
            && is_body(next)
        {
            findings.extend(looks_like_heading(line, matches!(next, Block::Table { .. } | Block::Exhibit(_))));
        }
    }
    findings.extend(plain_headings(document));
}

/// The words of a phrase with their place; no place where it holds none.
fn words(phrase: &Phrase) -> (String, Option<Span>) {
    let passage = passage::of_phrase(phrase);
    let span = passage.span(0..passage.text.len()).filter(|_| !passage.text.is_empty());
    (passage.text.trim().to_owned(), span)
}

/// Whether a block is what stands below a heading: no further line of a name or an address.
fn is_body(block: &Block) -> bool {
    match block {
        Block::Paragraph(phrase) => {
            let (text, _) = words(phrase);
            text.ends_with(['.', '!', '?', ':', '”']) || text.split(' ').count() > LONGEST_HEADING
        }
        Block::List { .. } | Block::Table { .. } | Block::Definitions(_) | Block::Exhibit(_) => true,
        _ => false,
    }
}

/// The finding for a paragraph that readers who see it take for a heading: a short line in bold type or in capitals.
/// Above a table, a line that gives it a number or is one of several words says what the table shows.
fn looks_like_heading(line: &Phrase, is_above_table: bool) -> Option<Diagnostic> {
    let (text, span) = words(line);
    let title = text.trim_end_matches(':');
    let is_short = title.split(' ').count() <= LONGEST_HEADING && !title.ends_with(['.', '!', '?', ';', ',', '”', ')']);
    let is_shouted = title.chars().filter(|sign| sign.is_alphabetic()).count() > 3
        && !title.contains(|sign: char| {
            sign.is_lowercase() || sign.is_ascii_digit() || matches!(sign, '_' | passage::FIGURE)
        });
    let is_caption = is_above_table && CAPTION.is_match(title);
    if !(is_shouted || is_bold(line)) || !is_short && !is_caption || is_left(line, true) {
        return None;
    }
    let how = if is_shouted { "write its words in small letters but for names" } else { "take its `**` away" };
    let finding = HEADING.at(span?, "this line looks like a heading, and is none to a screen reader");
    if is_above_table {
        let number = if is_caption { ", and its number, which can change" } else { "" };
        let finding = finding.help(format!("if it says what the table shows, {how}{number}"));
        return Some(finding.help(format!("if it is a heading, begin the line with `## `, and {how}")));
    }
    Some(finding.help(format!("begin the line with `## `, or with `### ` below a heading that begins so, and {how}")))
}

/// Whether words were left to be filled in, or not meant for readers, which is a finding by itself.
fn is_left(line: &Phrase, is_paragraph: bool) -> bool {
    let mut passage = passage::of_phrase(line);
    passage.is_paragraph = is_paragraph;
    !remains(&passage).is_empty() || !unfilled(&passage.text).is_empty() || breaks_off(&passage.text).is_some()
}

/// What numbers a heading, and the years in one.
static LABEL: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::new(
        r"^(?:(?P<sure>(?:[A-Z][a-z]+ )?\d{1,2}(?:(?:\.\d{1,2})+[.:)]?|[.:)]| [–—-])|[IVX]{2,}[.)])|\((?:\d{1,2}|[a-z]|[ivx]+)\)|(?:[A-Z]|[a-z]|[ivx]+)[.)]|(?:[A-Z][a-z]+ )?\d{1,2}) ",
    )
});
static YEAR: LazyLock<Pattern> = LazyLock::new(|| Pattern::new(r"\b(?:19|20)\d\d(?:[-–/](?:\d\d){1,2})?\b"));

/// How sure it is that a line was meant to be a heading.
#[derive(Clone, Copy, PartialEq)]
enum Sure {
    /// It is one by itself: nothing else stands there, or it has a number that no list goes on with.
    Alone,
    /// One such line can be anything, and two of them are headings.
    WithOthers,
}

/// A few words alone that no sentence ends, as a heading is written.
struct Line {
    span: Span,
    /// Whether it is an item of a list now.
    is_item: bool,
    is_numbered: bool,
    is_question: bool,
    /// Whether it can be somebody's name or office, each word of which begins with a capital, or an item of a list.
    is_name: bool,
}

/// The findings for headings that lost their signs when a text was saved as plain text.
fn plain_headings(document: &[Block]) -> Vec<Diagnostic> {
    let lines: Vec<_> = document.iter().map(Line::of).collect();
    let found = lines.iter().enumerate().filter_map(|(at, line)| {
        let line = line.as_ref()?;
        Some((line.is_heading(at, document, &lines)?, line))
    });
    let found: Vec<_> = found.collect();
    let are_sure = found.len() > 1;
    let sure = found.into_iter().filter(|(sure, _)| are_sure || *sure == Sure::Alone);
    let findings = sure.map(|(_, line)| {
        let finding = HEADING.at(line.span, "this line seems to be a heading, and is none to a screen reader");
        finding.help(match line {
            Line { is_item: true, .. } => "write `## ` in place of its number; if it is an item of a list, put three spaces before each line below it",
            Line { is_question: true, .. } => "begin the line with `## `; if it is no heading, write the answer behind it, in the same paragraph",
            _ => "begin the line with `## `; if it is no heading, end it with a full stop, or with a colon if it leads to what follows",
        })
    });
    findings.collect()
}

/// Whether a block is a paragraph of so many words or more that ends as a sentence does.
fn sentences(block: &Block, fewest: usize) -> bool {
    matches!(block, Block::Paragraph(phrase) if {
        let (text, _) = words(phrase);
        text.ends_with(['.', '!', '?', '”']) && text.split(' ').count() >= fewest
    })
}

/// Whether a paragraph is what somebody said: whose words they are stands below it.
fn is_speech(block: &Block) -> bool {
    matches!(block, Block::Paragraph(phrase) if {
        let (text, _) = words(phrase);
        text.starts_with('“') && text.ends_with('”')
    })
}

impl Line {
    fn of(block: &Block) -> Option<Line> {
        let (line, is_item) = match block {
            Block::Paragraph(line) => (line, false),
            Block::List { start: Some(_), items } => match items.as_slice() {
                [item] => match item.as_slice() {
                    [Block::Paragraph(line)] => (line, true),
                    _ => return None,
                },
                _ => return None,
            },
            _ => return None,
        };
        let (text, span) = words(line);
        let label = LABEL.captures_at(&text, 0);
        let title = &text[label.as_ref().map_or(0, |label| label.get_match().end())..];
        let is_question = title.ends_with('?');
        let is_plain = |inline: &Inline| matches!(inline, Inline::Text(..));
        let is_title = title.starts_with(char::is_uppercase)
            && title.chars().nth(1).is_some_and(|second| second != ' ' || title.starts_with('A'))
            && !CAPTION.is_match(&text)
            && title.contains(char::is_lowercase)
            && title.ends_with(|sign: char| sign.is_alphanumeric() || sign == '?')
            && title.split(' ').count() <= LONGEST_HEADING
            // Whoever asks stands in front of a question.
            && !(is_question && title.split(' ').next().is_some_and(|first| first.ends_with(':')))
            && !YEAR
                .replace_all(title, "")
                .contains(|sign: char| matches!(sign, ';' | '@' | '–' | passage::FIGURE) || sign.is_ascii_digit())
            // Parts of an address or an office begin with capitals.
            && title.split(',').skip(1).all(|part| part.trim_start().starts_with(char::is_lowercase))
            && (line.iter().all(is_plain) || matches!(line.as_slice(), [Inline::Emphasis(_)]));
        let is_numbered = is_item || label.as_ref().is_some_and(|label| label.name("sure").is_some());
        let mut long = title.split(' ').filter(|word| word.len() > MOST_OF_SMALL);
        let is_name = label.is_some() && !is_numbered
            || title.contains(' ') && long.all(|word| word.starts_with(char::is_uppercase));
        (is_title && !is_left(line, !is_item)).then_some(Line {
            span: span?,
            is_item,
            is_numbered,
            is_question,
            is_name,
        })
    }

    /// How sure it is that the line is a heading, by what stands around it; nothing where it is none.
    fn is_heading(&self, at: usize, document: &[Block], lines: &[Option<Line>]) -> Option<Sure> {
        const FEWEST: usize = 2;
        const FEWEST_OF_ONE: usize = 15;
        let line = |at: usize| lines.get(at).and_then(Option::as_ref);
        let (above, below) = (at.checked_sub(1).and_then(|above| document.get(above)), document.get(at + 1));
        // The item below a list that was not set in far enough.
        let is_below_list = matches!(above, Some(Block::List { .. }));
        if self.is_item && is_below_list && !below.is_some_and(|below| sentences(below, FEWEST)) {
            return None;
        }
        // Two lines can be a heading and the one below it; more of them are a list or an address, and names are somebody's.
        let above_line = at.checked_sub(1).and_then(line);
        let is_pair = |first: usize, pair: [&Line; 2]| {
            pair.iter().any(|line| !line.is_name)
                && first.checked_sub(1).and_then(line).is_none()
                && line(first + 2).is_none()
        };
        let is_second = above_line.is_some_and(|above| is_pair(at - 1, [above, self]));
        let is_first = line(at + 1).is_some_and(|below| is_pair(at, [self, below]));
        let leads = |block: &Block| matches!(block, Block::Paragraph(phrase) if words(phrase).0.ends_with(':'));
        let is_quote = |block: &Block| matches!(block, Block::Part { kind: PartKind::Quote, .. });
        let is_below = below.is_none_or(|below| {
            let is_list = matches!(below, Block::List { .. }) && !self.is_item;
            is_first
                || leads(below)
                || is_list
                || is_quote(below)
                || sentences(below, FEWEST)
                || matches!(below, Block::Picture(_) | Block::Heading { .. }) && !self.is_item
        });
        // Below a quotation, an image or a table stands whose it is.
        let is_apart = above.is_none_or(|above| {
            is_second
                || sentences(above, FEWEST) && !is_speech(above)
                || matches!(above, Block::Heading { .. } | Block::List { .. } | Block::Rule | Block::Footnote { .. })
        });
        // At the head of a text it can also be said to all of it.
        let is_led = match above {
            Some(_) => true,
            None => below.is_some_and(|below| sentences(below, FEWEST_OF_ONE)),
        };
        let is_sure = is_led
            && below.is_some_and(|below| !matches!(below, Block::Picture(_)))
            && !self.is_name
            && !self.is_question;
        let sure = if is_sure || self.is_numbered { Sure::Alone } else { Sure::WithOthers };
        (is_below && (is_apart || self.is_numbered && below.is_some())).then_some(sure)
    }
}

/// Whether all words of a phrase stand in bold type, but for signs around them.
fn is_bold(phrase: &Phrase) -> bool {
    let is_around = |inline: &&Inline| matches!(inline, Inline::Text(text, _) if !text.contains(char::is_alphanumeric));
    let mut words = phrase.iter().filter(|inline| !is_around(inline));
    match (words.next(), words.next()) {
        (Some(Inline::Strong(_)), None) => true,
        (Some(Inline::Emphasis(inner)), None) => is_bold(inner),
        _ => false,
    }
}

/// What an address says behind `https://` or `www.`.
fn address(words: &str) -> Option<&str> {
    if words.contains(' ') {
        return None;
    }
    words.split_once("://").map(|(_, address)| address).or_else(|| words.strip_prefix("www."))
}

/// The website that a word or an address begins with, without its `www.`.
fn host(address: &str) -> Option<String> {
    let address = address.trim().to_lowercase();
    let name = address.split_once("://").map_or(address.as_str(), |(_, rest)| rest);
    let name = name.split(['/', '?', '#', ':']).next()?;
    let name = name.strip_prefix("www.").unwrap_or(name);
    let (_, end) = name.rsplit_once('.')?;
    let is_host = name.bytes().all(|sign| sign.is_ascii_alphanumeric() || matches!(sign, b'.' | b'-'))
        && end.len() > 1
        && end.bytes().all(|sign| sign.is_ascii_alphabetic())
        && name.split('.').all(|label| !label.is_empty());
    is_host.then(|| name.to_owned())
}

/// The finding for a link whose words lead readers nowhere by themselves.
fn says_nothing(to: &str, text: &Phrase, span: Span) -> Option<Diagnostic> {
    let (words, _) = words(text);
    if let (Some(said), Some(host)) = (host(&words), to.split_once("://").and_then(|(_, to)| host(to)))
        && said != host
        && !to.to_lowercase().contains(&said)
        && !said.ends_with(&format!(".{host}"))
        && !host.ends_with(&format!(".{said}"))
    {
        let finding = LINK_WORDS.at(span, format!("the words of this link name `{said}`, and it leads to `{host}`"));
        return Some(finding.help("correct the one that is wrong"));
    }
    let plain = words.trim_matches(|sign: char| !sign.is_alphanumeric()).to_lowercase();
    let is_address = address(&plain).is_some_and(|address| address.contains('/'));
    let is_empty = |word: &str| EMPTY_WORDS.split(' ').any(|empty| empty == word);
    // What advice of this program shows in their place.
    let is_example = matches!(plain.as_str(), "words" | "the words" | "words for readers");
    if !is_address && !is_example && (plain.is_empty() || !plain.split_whitespace().all(is_empty)) {
        return None;
    }
    let message = match is_address {
        true => "the words of this link are its address, which screen readers spell out".to_owned(),
        false => format!("“{words}” does not say where the link leads"),
    };
    Some(
        LINK_WORDS
            .at(span, message)
            .help("make the link of the words that name what it leads to: `[the guidance on training](https://…)`"),
    )
}

/// The finding for a table with a column that has no heading. The first column can do without one: its words are headings themselves.
fn without_heads(head: &[Phrase], rows: &[Vec<Phrase>]) -> Option<Diagnostic> {
    let is_blank = |cell: &Phrase| words(cell).0.is_empty();
    let others = head.get(1..).unwrap_or_default();
    if !others.iter().any(is_blank) && !head.iter().all(is_blank) {
        return None;
    }
    let span = head.iter().chain(rows.iter().flatten()).find_map(|cell| words(cell).1)?;
    if !head.iter().all(is_blank) {
        let finding = TABLE_HEADS.at(span, "a column of this table has no heading");
        return Some(
            finding.help("write into the first line of the table what stands in each column: `|  | Men | Women |`"),
        );
    }
    // Converters of documents write an empty line above a table, and its headings below the dashes.
    let first: Vec<_> = rows.first().into_iter().flatten().map(|cell| words(cell).0).collect();
    let are_heads =
        rows.len() > 1 && first.iter().skip(1).all(|cell| cell.contains(char::is_alphabetic) || YEAR.is_match(cell));
    let help = match are_heads {
        true => format!(
            "if the line below the dashes holds them, put it in place of the empty line above the dashes: `| {} |`",
            first.join(" | ")
        ),
        false => {
            "write into the empty line above the dashes what stands in each column: `|  | Men | Women |`".to_owned()
        }
    };
    Some(TABLE_HEADS.at(span, "this table has no headings").help(help))
}
