//! Lists as word processors and typists write them. To Markdown their items are words of a paragraph, and run together.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

use super::lines::Lines;
use crate::diagnostic::Diagnostic;
use crate::parse::rules;
use crate::text::pattern::Pattern;

/// What an item of a list begins with.
struct Mark<'t> {
    range: Range<usize>,
    kind: Kind<'t>,
    /// Whether it makes a list by itself: nobody begins a sentence with it.
    is_clear: bool,
    /// Whether a converter took it for words and put a `\` into it.
    is_escaped: bool,
}

#[derive(PartialEq)]
enum Kind<'t> {
    /// The same sign before each item.
    Sign(char),
    /// A number that grows from item to item, between signs that stay.
    Number(&'t str, Count, &'t str),
}

/// What is counted with, and how far it has come: `i` can be the first number of Rome or the ninth letter.
#[derive(PartialEq, Clone, Copy)]
enum Count {
    Digits(u32),
    Circles(u32),
    Letters { are_capitals: bool, nth: Option<u32>, roman: Option<u32> },
}

impl Count {
    fn follows(self, before: Count) -> bool {
        let is_next =
            |now: Option<u32>, before: Option<u32>| now.zip(before).is_some_and(|(now, before)| now == before + 1);
        match (self, before) {
            (Count::Digits(now), Count::Digits(before)) | (Count::Circles(now), Count::Circles(before)) => {
                now == before + 1
            }
            (
                Count::Letters { are_capitals, nth, roman },
                Count::Letters { are_capitals: were, nth: letter, roman: number },
            ) => are_capitals == were && (is_next(nth, letter) || is_next(roman, number)),
            _ => false,
        }
    }
}

impl Mark<'_> {
    fn follows(&self, before: &Mark<'_>) -> bool {
        match (&self.kind, &before.kind) {
            (Kind::Number(open, now, close), Kind::Number(opened, then, closed)) => {
                open == opened && close == closed && now.follows(*then)
            }
            (now, then) => now == then,
        }
    }

    /// How many such marks make a list. People sign with the first letter of their name.
    fn needed(&self) -> usize {
        match self.kind {
            _ if self.is_clear => 1,
            Kind::Number("", Count::Letters { are_capitals: true, nth: Some(_), .. }, ".") => 3,
            _ => 2,
        }
    }
}

/// Items of one list that follow one another.
struct Run<'t> {
    first: Range<usize>,
    last: Mark<'t>,
    length: usize,
    /// Its last item.
    paragraph: usize,
    line: usize,
    /// Whether the items in this paragraph begin on its first line.
    is_whole: bool,
    is_told: bool,
}

/// The lists of a text that make none. A sign of theirs that could be emphasis as well is taken out of `emphasis`. What
/// begins at one of the `feet` is a note.
pub(super) fn lists(lines: &Lines<'_>, emphasis: &mut Vec<Range<usize>>, feet: &BTreeSet<usize>) -> Vec<Diagnostic> {
    let (mut findings, mut heads) = (Vec::new(), BTreeSet::new());
    let mut run: Option<Run<'_>> = None;
    for paragraph in 0..lines.paragraphs() {
        for (line, range) in lines.of(paragraph).enumerate() {
            let Some(mark) = mark(lines, &range) else {
                findings.extend(within(lines, &range));
                continue;
            };
            let before = run.take().filter(|run| {
                let is_kind = matches!(mark.kind, Kind::Number(..)) || mark.is_clear;
                let is_within = run.paragraph == paragraph && (run.line + 1 == line || run.is_whole || is_kind);
                // Paragraphs that bear numbers such as 1.1 are no list.
                let is_list = !matches!(mark.kind, Kind::Number(_, _, ""));
                let is_below =
                    run.paragraph + 1 == paragraph && run.is_whole && line == 0 && lines.are_beside(paragraph);
                (is_within || (is_below && is_list)) && mark.follows(&run.last)
            });
            let is_within = |run: &Run<'_>| run.paragraph == paragraph && run.is_whole;
            let is_whole = line == 0 || before.as_ref().is_some_and(is_within);
            let mut now = match before {
                Some(run) => Run { last: mark, length: run.length + 1, paragraph, line, is_whole, ..run },
                None => {
                    Run { first: mark.range.clone(), last: mark, length: 1, paragraph, line, is_whole, is_told: false }
                }
            };
            let goes_on =
                !now.last.is_escaped && if line == 0 { goes_on(lines, &now.last) } else { counts_on(lines, &now.last) };
            if now.length >= now.last.needed() || goes_on {
                heads.extend([now.first.start, now.last.range.start]);
                let is_note = feet.contains(&now.first.start);
                if !std::mem::replace(&mut now.is_told, true) && !is_note {
                    findings.push(finding(lines, &now));
                }
            }
            run = Some(now);
        }
    }
    emphasis.retain(|row| !heads.contains(&row.start));
    findings
}

/// The finding for the items of a list that stand in one line, behind words that lead to them. Signs that part names begin no item.
fn within(lines: &Lines<'_>, line: &Range<usize>) -> Option<Diagnostic> {
    let words = lines.printed(line);
    let bullets: Vec<_> = words.match_indices(" • ").map(|(at, _)| at).collect();
    let is_item = |at: &usize| words[..*at].trim_end().ends_with([':', ';', '.', '–', '—', '|']);
    let first = bullets.first().filter(|_| bullets.len() > 1 && bullets.iter().any(is_item))?;
    let first = line.start + first + 1;
    let range = first..first + '•'.len_utf8();
    let finding = rules::UNREAD_MARKUP.at(lines.span(range), "`•` begins no list, and its items stand in one line");
    Some(
        finding.help("write each item on a line of its own that begins with `- `, with an empty line before the first"),
    )
}

/// Whether a mark goes on with a list that stands right above it: the items before it were put right.
fn goes_on(lines: &Lines<'_>, mark: &Mark<'_>) -> bool {
    let above = lines.masked.get(..mark.range.start).unwrap_or_default();
    let (above, before) = above.rsplit_once('\n').unwrap_or_default();
    if !before.trim_start_matches(['>', ' ', '\t']).is_empty() {
        return false;
    }
    let above = above.trim_end();
    let last = above.rsplit('\n').next().unwrap_or_default().trim_start_matches(['>', ' ', '\t']);
    // Whose words are quoted may be told below a list.
    let is_dash = lines.printed(&mark.range).starts_with(['—', '―']);
    is_item(last) && !is_dash && mark.needed() < 3 && !matches!(mark.kind, Kind::Number(_, _, ""))
}

/// Whether a number within an item of a list counts on from the items above it: it has the place of the next.
fn counts_on(lines: &Lines<'_>, mark: &Mark<'_>) -> bool {
    const MOST: usize = 30;
    let Kind::Number(_, count, _) = mark.kind else { return false };
    let above = lines.masked.get(..mark.range.start).unwrap_or_default();
    // What is set in goes on with its item.
    if above.ends_with([' ', '\t']) && !above.ends_with("> ") {
        return false;
    }
    let bare = |line: &'_ str| line.trim_start_matches(['>', ' ', '\t']).len();
    let rows = above.rsplit('\n').skip(1).take(MOST).take_while(|line| bare(line) > 0);
    let items = rows.filter(|line| is_item(&line[line.len() - bare(line)..])).count();
    let next = u32::try_from(items + 1).ok().filter(|_| items > 1);
    next.is_some_and(|next| match count {
        Count::Digits(number) | Count::Circles(number) => number == next,
        Count::Letters { nth, roman, .. } => roman == Some(next) || nth == Some(u32::from(b'a') - 1 + next),
    })
}

/// Whether a line begins an item of a list of Markdown.
fn is_item(line: &str) -> bool {
    let number = line.trim_start_matches(|sign: char| sign.is_ascii_digit());
    ["- ", "* ", "+ "].iter().any(|sign| line.starts_with(sign))
        || number.len() < line.len() && [". ", ") "].iter().any(|sign| number.starts_with(sign))
}

fn finding(lines: &Lines<'_>, run: &Run<'_>) -> Diagnostic {
    let help = match run.last.kind {
        Kind::Sign(_) => "begin each item of a list with `- `",
        Kind::Number(_, Count::Letters { .. }, _) => {
            "begin each item of a list with `- `, or with `1. `, `2. ` and so on; to keep the letters write `- (a) …`"
        }
        Kind::Number(..) => {
            "begin the items of a list with `1. `, `2. ` and so on, or with `- `; to keep the numbers write `- (1) …`"
        }
    };
    let is_one_line = lines.of(run.paragraph).nth(1).is_none();
    let what = if is_one_line { "" } else { ", and the lines run together" };
    let first = if run.last.is_escaped { lines.masked(&run.first) } else { lines.printed(&run.first) };
    let message = format!("`{first}` begins no list{what}");
    let finding = rules::UNREAD_MARKUP.at(lines.span(run.first.clone()), message).help(help);
    match run.last.kind {
        Kind::Number("[", ..) => finding.help(
            "if these are notes, write `[^1]: ` in place of `[1]`, and `[^1]` in the same text behind the word to which it belongs",
        ),
        _ => finding,
    }
}

/// A number or letter at the head of a line, with the signs around it and the space behind it.
static NUMBER: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::new(r"^(?:((?:\d{1,2}\.)+)(\d{1,3})([.)]?)|([(\[]?)(\d{1,3}|[a-z]{1,5}|[A-Z]{1,5})([.)\]]))(\s*)")
});

/// The mark at the head of a line.
fn mark<'t>(lines: &Lines<'t>, line: &Range<usize>) -> Option<Mark<'t>> {
    let head = lines.printed(line).trim_start();
    let start = line.end - head.len();
    let typed = lines.masked(&(start..line.end));
    let (length, kind, is_clear) = match number(head, typed).or_else(|| sign(head, typed)) {
        Some(mark) => mark,
        None => return escaped(lines, line),
    };
    Some(Mark { range: start..start + length, kind, is_clear, is_escaped: false })
}

/// The mark at the head of a line that a converter escaped: `a\)`, `1\.`, `\-`.
fn escaped<'t>(lines: &Lines<'t>, line: &Range<usize>) -> Option<Mark<'t>> {
    let typed = lines.masked(line);
    let (before, behind) = typed.split_once('\\')?;
    let sign = behind.chars().next()?;
    let is_apart = behind[sign.len_utf8()..].trim_start().len() + 1 < behind.len();
    let kind = match sign {
        '-' | '*' | '+' if before.is_empty() => Kind::Sign(sign),
        ')' | '.' => {
            let open = if before.starts_with('(') { "(" } else { "" };
            let close = if sign == ')' { ")" } else { "." };
            Kind::Number(open, count(before.trim_start_matches('('))?, close)
        }
        _ => return None,
    };
    let end = line.start + before.len() + 1 + sign.len_utf8();
    is_apart.then_some(Mark { range: line.start..end, kind, is_clear: false, is_escaped: true })
}

/// Where the mark at the head of a line ends; the start of the line where there is none.
pub(super) fn head(lines: &Lines<'_>, line: &Range<usize>) -> usize {
    mark(lines, line).map_or(line.start, |mark| mark.range.end)
}

/// The number at the head of words. In what was typed, a sign of emphasis or of a link is no space.
fn number<'t>(head: &'t str, typed: &str) -> Option<(usize, Kind<'t>, bool)> {
    let first = head.chars().next()?;
    if matches!(first, '\u{2460}'..='\u{249b}' | '\u{24b6}'..='\u{24e9}' | '\u{2776}'..='\u{2793}') {
        return Some((first.len_utf8(), Kind::Number("", Count::Circles(first.into()), ")"), false));
    }
    let found = NUMBER.captures_at(head, 0)?;
    let group =
        |either: usize, or: usize| found.get(either).or_else(|| found.get(or)).map_or("", |group| group.as_str());
    let (open, is, close) = (group(1, 4), group(2, 5), group(3, 6));
    let gap = group(7, 7);
    let behind = &head[found.get(0)?.end()..];
    let count = count(is)?;
    let is_closed = match open {
        "(" => close == ")",
        "[" => close == "]",
        _ => close != "]",
    };
    let is_apart = !gap.is_empty()
        || (matches!(count, Count::Digits(_)) && open.is_empty() && behind.starts_with(char::is_alphabetic));
    let length = found.get(0)?.end() - gap.len();
    // Programs that write text set items off like this.
    let behind_mark = typed.get(length..).unwrap_or_default();
    let is_clear = close == ")" && behind_mark.chars().take_while(|sign| sign.is_whitespace()).count() > 1;
    (is_closed && is_apart && !behind.is_empty()).then_some((length, Kind::Number(open, count, close), is_clear))
}

/// What digits or letters count.
fn count(is: &str) -> Option<Count> {
    const ROMAN: [&str; 20] = [
        "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv", "xvi", "xvii",
        "xviii", "xix", "xx",
    ];
    if is.starts_with(|sign: char| sign.is_ascii_digit()) {
        return is.parse().ok().filter(|number| *number < 1000).map(Count::Digits);
    }
    let small = is.to_ascii_lowercase();
    let roman = ROMAN.iter().position(|roman| *roman == small).and_then(|at| u32::try_from(at + 1).ok());
    let nth = small.bytes().next().filter(|sign| is.len() == 1 && sign.is_ascii_lowercase()).map(u32::from);
    nth.or(roman)?;
    Some(Count::Letters { are_capitals: is != small, nth, roman })
}

/// Letters that stand for bullets of fonts that nobody has but the word processor.
const LETTERS: &str = "oüØ§qvnlwpuxàè";
/// Signs with which a line may begin that is no item of a list.
const OTHERS: &str = "\"'“”‘’«»‹›„‚()[]{}£$€¥#@&%.,;:!?…*_+-/\\|<>=~^`†‡¶°©®§™№≈≤≥±×☐☑☒\u{e000}";

/// The sign at the head of words. In what was typed, a sign of emphasis is no space.
fn sign<'t>(head: &'t str, typed: &'t str) -> Option<(usize, Kind<'t>, bool)> {
    let first = head.chars().next()?;
    let behind = typed.strip_prefix(first)?;
    let words = behind.trim_start();
    let gap = &behind[..behind.len() - words.len()];
    let is_wide = gap.contains(['\t', '\u{a0}']) || gap.chars().count() > 1;
    if words.is_empty() {
        return None;
    }
    if ["->", "=>"].iter().any(|arrow| typed.starts_with(arrow)) && typed[2..].trim_start().len() > 1 {
        return Some((2, Kind::Sign('→'), true));
    }
    let (sign, is_clear) = match first {
        '·' | '\u{2022}' | '\u{2023}' | '\u{2043}' | '\u{2219}' | '\u{2981}' | '\u{29bf}' => ('•', true),
        '\u{2190}'..='\u{21ff}' | '\u{25a0}'..='\u{25ff}' | '\u{2b00}'..='\u{2bff}' => (first, true),
        '\u{2701}'..='\u{2757}' | '\u{2794}'..='\u{27bf}' => (first, true),
        '\u{2010}'..='\u{2015}' | '\u{2212}' if !gap.is_empty() => ('–', is_wide),
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '-' | '+' | '*'
            if gap.is_empty() && words.starts_with(char::is_alphabetic) =>
        {
            (first, false)
        }
        _ if LETTERS.contains(first) && !gap.is_empty() && words.starts_with(char::is_alphabetic) => {
            let begins_nothing = "üØ§".contains(first) || first == 'o' && words.starts_with(char::is_uppercase);
            (first, is_wide || begins_nothing)
        }
        _ if first.is_alphanumeric() || OTHERS.contains(first) || gap.is_empty() => return None,
        _ => (first, false),
    };
    Some((first.len_utf8(), Kind::Sign(sign), is_clear))
}
