//! What readers would see twice: text that was pasted twice, or of which both versions were kept, and a sign that is typed beside a
//! reference which prints it.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::address::Address;
use crate::book::form::Form;
use crate::book::narrative::{Asks, Block, Phrase, Reading};
use crate::check::context::{ReportCheck, ReportContext};
use crate::check::prose::passage::{FIGURE, Passage, of_phrase};
use crate::check::prose::reading::language::english::ENGLISH;
use crate::check::prose::reading::language::senses::Sense;
use crate::check::prose::reading::language::words::Words;
use crate::check::repeats::REPEATED;
use crate::diagnostic::Diagnostic;
use crate::quantity::Quantity;
use crate::quantity::unit::Unit;
use crate::source::{FileId, Span};
use crate::text::pattern::Pattern;

rules! {
    SIGN_TWICE = "N206" "sign-twice" Error:
        "A per cent sign, or another sign or unit of a figure, is typed beside a reference that prints it.";
        "Readers see “97.0%%”.";
        "`{{ people/total/red | share of people/total/total }}%`.";
        "Delete the sign that is typed: the reference prints it."
}

/// A per cent sign, or the words for it, right behind a reference.
static PERCENT: LazyLock<Pattern> = LazyLock::new(|| Pattern::new(r"(?i)^ ?(?:%|per\s?cent\b)"));

/// The words for the sign of money, right behind a reference.
static MONEY: LazyLock<Pattern> = LazyLock::new(|| Pattern::new(r"(?i)^ ?(?:pounds?(?: sterling)?|euros?|dollars?)\b"));

/// The same as for per cent with what a difference of percentages is told in.
static POINTS: LazyLock<Pattern> =
    LazyLock::new(|| Pattern::new(r"(?i)^ ?(?:%(?: points?\b)?|per\s?cent(?:age points?)?\b|points?\b)"));

pub(crate) const CHECK: ReportCheck = ReportCheck { rules: RULES, run: check };

/// Paragraphs of fewer words are looked at by none: “Yes.” stands in many places.
const FEWEST: usize = 4;
/// The fewest words of what stands twice.
const FEWEST_IN_ALL: usize = 12;
/// The fewest words of a paragraph of which another version is looked for, and of these by how many both begin.
const FEWEST_OF_VERSION: usize = 20;
const HEAD: usize = 5;

/// Paragraphs, one below the other, that stand in the same order further up.
struct Run {
    /// The first of them, and the one that is the same as it.
    copy: usize,
    first: usize,
    /// How many there are, and how many words they have.
    length: usize,
    words: usize,
    is_exact: bool,
}

/// Finds what stands twice in a report's own narrative, and signs that are typed beside references of its texts.
fn check(context: &ReportContext<'_>, findings: &mut Vec<Diagnostic>) {
    let figures = &context.report.figures;
    let unit = |of: &Address| {
        let own = figures.cell(of).and_then(|cell| figures.number(cell)).map(Quantity::unit);
        own.unwrap_or_else(|| unit_in(&figures.form, of))
    };
    findings.extend(context.written().flat_map(|passage| signs_twice(passage, unit)));
    for section in &context.report.sections {
        findings.extend(section.body.windows(2).filter_map(of_image));
        findings.extend(section.body.windows(3).filter_map(around_table));
    }
    let is_long = |passage: &&Passage| passage.is_paragraph && passage.length >= FEWEST;
    let long: Vec<_> = context.passages.iter().filter(is_long).collect();
    let (mut known, mut heads) = (BTreeMap::new(), BTreeMap::new());
    let mut run: Option<Run> = None;
    for (at, passage) in long.iter().enumerate() {
        let same = known.get(&passage.words).copied().filter(|first: &usize| long[*first].asks == passage.asks);
        let is_version = |first: &usize| same.is_none() && is_version(long[*first], passage);
        let twin = same.or_else(|| heads.get(&head(passage)).copied().filter(is_version));
        match (twin, &mut run) {
            (Some(first), Some(run)) if run.first + run.length == first => {
                run.length += 1;
                run.words += passage.length;
                run.is_exact &= same.is_some();
            }
            (twin, _) => {
                let next = twin.map(|first| Run {
                    copy: at,
                    first,
                    length: 1,
                    words: passage.length,
                    is_exact: same.is_some(),
                });
                findings.extend(std::mem::replace(&mut run, next).and_then(|run| finding(&long, &run)));
            }
        }
        if same.is_none() {
            known.entry(passage.words).or_insert(at);
            heads.insert(head(passage), at);
        }
    }
    findings.extend(run.and_then(|run| finding(&long, &run)));
}

/// The words that stand with a number in front of them, or without, beside what they are about.
static NUMBER: LazyLock<Pattern> =
    LazyLock::new(|| Pattern::new(r"(?i)^(?:: )?(?:(?:table|chart|figure|fig\.?)\s+(?:\d{1,3}|[A-H])\b ?[:.–—-]? ?)?"));

/// A phrase as it is compared with the one that says the same.
fn title(phrase: &Phrase) -> Option<(String, Span)> {
    let passage = of_phrase(phrase);
    let words = NUMBER.replace_all(passage.text.trim(), "").trim_end_matches('.').to_lowercase();
    Some((words, passage.span(0..passage.text.len())?)).filter(|(words, _)| words.contains(' '))
}

/// The finding for a line beside an image that says again what stands in its place.
fn of_image(pair: &[Block]) -> Option<Diagnostic> {
    let ([Block::Picture(picture), Block::Paragraph(line)] | [Block::Paragraph(line), Block::Picture(picture)]) = pair
    else {
        return None;
    };
    let (line, alternative) = (title(line)?, title(&picture.alternative)?);
    let message = "this line repeats the words for those who cannot see the image";
    let finding = REPEATED.at(line.1, message).related(alternative.1, "the same words");
    let help = "if it is the caption, write it behind the file, `![What it shows](photo.jpg \"The caption\")`, and between [ and ] what the image shows; then delete the line";
    (line.0 == alternative.0).then(|| finding.help(help))
}

/// The finding for a caption that stands above a table and below it.
fn around_table(row: &[Block]) -> Option<Diagnostic> {
    let [Block::Paragraph(above), Block::Table { .. }, Block::Paragraph(below)] = row else { return None };
    let (above, below) = (title(above)?, title(below)?);
    let finding = REPEATED.at(below.1, "this line stands above the table already").related(above.1, "the same words");
    (above.0 == below.0).then(|| finding.help("delete one of the two"))
}

fn finding(long: &[&Passage], run: &Run) -> Option<Diagnostic> {
    let place = |at: usize| long.get(at).and_then(|passage| passage.span(0..passage.text.len()));
    let (copy, first) = (place(run.copy)?, place(run.first)?);
    if run.words < FEWEST_IN_ALL {
        return None;
    }
    let below = run.length - 1;
    let what = if below == 0 {
        "this paragraph stands".to_owned()
    } else {
        format!("this paragraph and {below} below it stand")
    };
    let (how, help) = match run.is_exact {
        true => ("word for word", "delete one of the two"),
        false => (
            "almost word for word",
            "if they are two versions of one text, keep the right one; if both are meant, say in the first words of each what it is about",
        ),
    };
    let finding = REPEATED.at(copy, format!("{what} {how} further up in the report")).related(first, "the same words");
    Some(finding.help(help))
}

/// The file of a passage and the words with which it begins.
fn head(passage: &Passage) -> (Option<FileId>, Vec<&str>) {
    (passage.span(0..1).map(|span| span.file), passage.text.split_ascii_whitespace().take(HEAD).collect())
}

/// Whether two paragraphs that begin alike are versions of one: a few words in one place make the difference.
fn is_version(one: &Passage, other: &Passage) -> bool {
    let words = |passage: &Passage| passage.length;
    let longer = words(one).max(words(other));
    let alike = |one: &mut dyn Iterator<Item = &str>, other: &mut dyn Iterator<Item = &str>| {
        one.zip(other).take_while(|(one, other)| one == other).count()
    };
    let [one_words, other_words] = [one, other].map(|passage| passage.text.split_ascii_whitespace());
    let before = alike(&mut one_words.clone(), &mut other_words.clone());
    let behind = alike(&mut one_words.rev(), &mut other_words.rev());
    let alike = (before + behind).min(words(one).min(words(other)));
    longer >= FEWEST_OF_VERSION && one.asks == other.asks && alike * 5 >= longer * 4
}

/// The signs and units that a passage has beside references which print them; `unit` is what the figure at an address is written with.
pub(crate) fn signs_twice(passage: &Passage, unit: impl Fn(&Address) -> Unit) -> impl Iterator<Item = Diagnostic> {
    let figures = passage.text.match_indices(FIGURE).zip(&passage.asks);
    figures.filter_map(move |((at, figure), asks)| {
        let behind = at + figure.len();
        let (before, after) = (&passage.text[..at], &passage.text[behind..]);
        let unit = printed_with(asks, &unit);
        let typed = match unit {
            Unit::Plain | Unit::Duration => None,
            Unit::Percent => PERCENT.find_iter(after).next().map(|found| behind..behind + found.end()),
            Unit::Points => POINTS.find_iter(after).next().map(|found| behind..behind + found.end()),
            Unit::Before(sign) => {
                let rest = before.trim_end_matches(' ').strip_suffix(sign.as_str());
                let is_word = |rest: &&str| {
                    sign.as_str().starts_with(char::is_alphanumeric) && rest.ends_with(char::is_alphanumeric)
                };
                let in_words = || MONEY.find_iter(after).next().map(|found| behind..behind + found.end());
                let typed = rest.filter(|rest| !is_word(rest)).map(|rest| rest.len()..at);
                let is_money = SIGNS_OF_MONEY.contains(sign.as_str());
                let other = || before.ends_with(|sign| SIGNS_OF_MONEY.contains(sign)).then(|| last_sign(before)..at);
                typed.or_else(|| in_words().or_else(other).filter(|_| is_money))
            }
            Unit::After(sign) => {
                let rest = after.trim_start_matches(' ').strip_prefix(sign.as_str()).filter(|rest| {
                    !(sign.as_str().ends_with(char::is_alphanumeric) && rest.starts_with(char::is_alphanumeric))
                });
                let typed = rest.map(|rest| passage.text.len() - rest.len());
                typed.or_else(|| Some(behind + measure_at(after)?)).map(|end| behind..end)
            }
        }?;
        let sign = passage.text[typed.clone()].trim();
        let message = format!("the reference beside “{sign}” prints “{}” itself", unit.symbol());
        Some(SIGN_TWICE.at(passage.span(typed)?, message).help(format!("delete the “{sign}” that is typed")))
    })
}

/// Signs of money that stand in front of an amount.
const SIGNS_OF_MONEY: &str = "£€$";

/// Where the last sign of a text begins.
fn last_sign(text: &str) -> usize {
    text.char_indices().last().map_or(0, |(at, _)| at)
}

/// Where the word ends with which a text begins, if it is one that something is measured in: “metres”.
fn measure_at(text: &str) -> Option<usize> {
    let start = text.len() - text.trim_start_matches(' ').len();
    let word = text[start..].split(|sign: char| !sign.is_alphanumeric()).next().filter(|word| !word.is_empty())?;
    let lower = word.to_ascii_lowercase();
    let words = Words::new(&lower, 0..lower.len(), &ENGLISH);
    words.find(0, |sense| sense == Sense::Measure).map(|_| start + word.len())
}

/// What the figures of the table of a form are written with in which a cell stands.
pub(crate) fn unit_in(form: &Form, of: &Address) -> Unit {
    let table = form.tables.iter().find(|table| of.parts().next() == Some(table.key.as_str()));
    table.map_or(Unit::Plain, |table| table.number.unit)
}

/// What a reference prints with its number.
fn printed_with(asks: &Asks, unit: impl Fn(&Address) -> Unit) -> Unit {
    let Asks::Figure { of, reading, .. } = asks else { return Unit::Plain };
    let unit = || unit(of);
    match reading {
        Reading::Share(..) | Reading::ShareOfNation(_) | Reading::PercentChange(..) => Unit::Percent,
        Reading::Number | Reading::Size | Reading::Before(_) | Reading::Nation => unit(),
        Reading::Change(..) => unit().of_difference(),
    }
}
