//! Percentages typed in narrative against those that the return gives.

use std::cell::LazyCell;
use std::ops::Range;
use std::sync::LazyLock;

use crate::book::path::CellPath;
use crate::book::returns::Grid;
use crate::check::prose::named;
use crate::check::prose::passage::{FIGURE, Passage};
use crate::check::survey::Dossier;
use crate::diagnostic::Diagnostic;
use crate::number;
use crate::pattern::Pattern;
use crate::quantity::Quantity;
use crate::source::Span;

rules! {
    CUT_OFF = "P401" "cut-off-percentage" Error:
        "A typed percentage is what the figures give, cut off instead of rounded.";
        "Readers who work it out find another number, and two reports round differently.";
        "“18.39%” where 665 of 3,615 are 18.396%, so 18.40%.";
        "Write a reference, as in {{ managed/total/level_2 | percent change, 2 }}: it is rounded like every other figure."
    TYPED = "P402" "typed-percentage" Note:
        "A percentage that the figures give is typed in narrative.";
        "It goes stale as soon as one of the figures is corrected.";
        "“98.26%” where a share by reference could stand.";
        "Write the reference that the message names."
    CONTRADICTS = "P403" "contradicting-percentage" Warning:
        "A sentence gives a percentage of something that it names, and the figures give another one close by.";
        "The sentence and the table on the same page cannot both be right.";
        "“79% were registered sexual offenders” where 607 of 820 are, which is 74%.";
        "Write the reference that the message names. If the sentence is about something else, name it: the year, or of what it is a percentage."
}

/// Percentages with at least this many decimals say clearly enough which figures they come from.
const DECIMALS: u8 = 2;

/// A percentage that the return gives: the reference that makes it, and the fraction.
struct Made {
    path: CellPath,
    /// The whole that it is a share of; none for a change.
    of: Option<CellPath>,
    part: Quantity,
    whole: Quantity,
}

impl Made {
    /// What an author writes for it, without decimals.
    fn reference(&self, dossier: &Dossier<'_>) -> String {
        let path = dossier.address(self.path);
        match self.of {
            Some(of) => format!("{path} | share of {}", dossier.address(of)),
            None => format!("{path} | percent change"),
        }
    }

    fn rounded(&self, places: u8) -> Option<Quantity> {
        Quantity::percent(self.part, self.whole, places)
    }

    /// Whether it is not rounded but cut off as it was typed.
    fn is_cut_off(&self, typed: Quantity) -> bool {
        Quantity::percent_cut_off(self.part, self.whole, typed.places()) == Some(typed)
    }

    fn written(&self, places: u8) -> String {
        self.rounded(places).map(number::written).unwrap_or_default()
    }
}

/// A percentage as it was typed, and where.
struct Typed {
    range: Range<usize>,
    value: Quantity,
}

static PERCENTAGE: LazyLock<Pattern> =
    LazyLock::new(|| Pattern::new(r"(?:^|[^\d.,])((\d{1,4})(?:\.(\d{1,4}))?\s?(?:%|per cent))"));

static CHANGE: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::new(
        r"(?i)\b(?:increased?|rise|rose|risen|growth|grew|grown|decreased?|fall|fell|fallen|dropp?(?:ed)?|reduction|reduced|declined?)\b",
    )
});

static VERB: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::new(r"(?i)\b(?:are|is|was|were|has|have|had|came|come|lived?|stood|stayed|fell|rose|who|that|which)\b")
});

/// Nearer than this many percentage points a typed percentage is taken to mean the one that the figures give.
const NEAR: u64 = 5;

fn typed(passage: &Passage) -> Vec<Typed> {
    let one = |found: regex::Captures<'_>| {
        let decimals = found.get(3).map_or("", |decimals| decimals.as_str());
        let digits = format!("{}{decimals}", &found[2]).parse().ok()?;
        let value = Quantity::new(digits, u8::try_from(decimals.len()).ok()?);
        Some(Typed { range: found.get(1)?.range(), value })
    };
    PERCENTAGE.captures_iter(&passage.text).filter_map(one).collect()
}

/// Checks the percentages typed in a report's own narrative.
pub fn check(dossier: &Dossier<'_>, findings: &mut Vec<Diagnostic>) {
    let made = LazyCell::new(|| made(dossier));
    for passage in dossier.passages.iter().filter(|passage| passage.has_digit) {
        for typed in typed(passage) {
            let Some(span) = passage.span(typed.range.clone()) else { continue };
            if typed.value.places() >= DECIMALS {
                findings.extend(exact(dossier, &typed, span, made.iter()));
            } else {
                findings.extend(rough(dossier, passage, &typed, span, &made));
            }
        }
    }
}

/// Compares a percentage with others that it may be, rounded or cut off.
fn exact<'a>(
    dossier: &Dossier<'_>,
    typed: &Typed,
    span: Span,
    made: impl Iterator<Item = &'a Made> + Clone,
) -> Option<Diagnostic> {
    let places = typed.value.places();
    if let Some(right) = made.clone().find(|made| made.rounded(places) == Some(typed.value)) {
        let finding = TYPED.at(span, "this percentage follows from the figures");
        return Some(
            finding.help(format!("write `{{{{ {}, {places} }}}}`, which follows them", right.reference(dossier))),
        );
    }
    let right = made.clone().find(|made| made.is_cut_off(typed.value))?;
    let should = right.written(places);
    let finding = CUT_OFF.at(span, format!("this percentage is cut off; rounded it is {should}"));
    let finding =
        finding.label(format!("{} of {} is {should}", number::written(right.part), number::written(right.whole)));
    Some(finding.help(format!("write `{{{{ {}, {places} }}}}`", right.reference(dossier))))
}

/// With few decimals a percentage could come from many figures. It is compared with those of the cells that its sentence names.
fn rough(dossier: &Dossier<'_>, passage: &Passage, typed: &Typed, span: Span, made: &[Made]) -> Option<Diagnostic> {
    let around = passage.sentence(typed.range.start);
    let sentence = &passage.text[around.clone()];
    let is_change = CHANGE.is_match(sentence);
    // Of two percentages in a sentence nobody can tell which one goes with what is named.
    let is_one_of_many = PERCENTAGE.find_iter(sentence).count() > 1;
    let is_of_another_time = match is_change {
        true => named::is_of_a_long_time(sentence),
        false => named::is_of_another_year(sentence, dossier.report.period),
    };
    if is_one_of_many
        || is_of_another_time
        || sentence.contains(FIGURE)
        || named::is_hedged(&passage.text[around.start..typed.range.start])
        || named::is_of_elsewhere(dossier.book, dossier.report, sentence)
    {
        return None;
    }
    let before = &passage.text[around.start..typed.range.start];
    let whole = whole(before, &passage.text[typed.range.end..around.end]);
    let wholes = if is_change { Vec::new() } else { named::cells(&dossier.report.figures, whole) };
    let part = if wholes.is_empty() { sentence.to_owned() } else { sentence.replacen(whole, " ", 1) };
    let named = named::cells(&dossier.report.figures, &part);
    let is_of = |made: &Made| wholes.is_empty() || wholes.iter().any(|(path, _)| made.of == Some(*path));
    let meant = made.iter().filter(|made| {
        made.of.is_none() == is_change && is_of(made) && named.iter().any(|(path, _)| *path == made.path)
    });
    if let Some(finding) = exact(dossier, typed, span, meant.clone()) {
        return Some(finding);
    }
    let places = typed.value.places();
    let near = |made: &Made| {
        let right = made.rounded(places)?;
        let off = right.distance(typed.value)?;
        (off <= NEAR && off.plus(off)? <= right).then_some(off)
    };
    let (_, nearest) = meant.filter_map(|made| Some((near(made)?, made))).min_by_key(|(off, _)| *off)?;
    let should = nearest.written(places);
    let message = format!("this sentence says {}, and the figures give {should}", &passage.text[typed.range.clone()]);
    let (part, whole) = (number::written(nearest.part), number::written(nearest.whole));
    let label = if is_change { format!("a change of {part} from {whole}") } else { format!("{part} of {whole}") };
    Some(
        CONTRADICTS
            .at(span, message)
            .label(label)
            .related(dossier.place(nearest.path), "the figure that the sentence seems to mean")
            .help(format!(
                "write `{{{{ {}, {} }}}}` if that is what the sentence is about",
                nearest.reference(dossier),
                places
            ))
            .help("if it is about something else, say so in the sentence: name the year, or of what it is a percentage")
            .about(dossier.address(nearest.path)),
    )
}

/// The words that name what a percentage is a share of: in “79% of violent offenders were at Level 1” those up to the
/// verb, in “of violent offenders 79% were at Level 1” those in front. None where the sentence names no whole.
fn whole<'a>(before: &'a str, behind: &'a str) -> &'a str {
    let before = before.trim_start();
    if let Some(whole) = before.strip_prefix("Of ").or_else(|| before.strip_prefix("of ")) {
        return whole;
    }
    let of = behind.split_once(" of ").filter(|(between, _)| between.trim().is_empty()).map_or("", |(_, of)| of);
    let whole = of.split([',', '–', '(']).next().unwrap_or_default();
    VERB.find_iter(whole).next().map_or(whole, |verb| &whole[..verb.start()])
}

/// The changes since the period before, and the shares of each cell in the totals of its own table.
fn made(dossier: &Dossier<'_>) -> Vec<Made> {
    let change = |(path, before, now): &(CellPath, Quantity, Quantity)| {
        Some(Made { path: *path, of: None, part: before.distance(*now)?, whole: *before })
    };
    let mut made: Vec<_> = dossier.changes.iter().filter_map(change).collect();
    let figures = &dossier.report.figures;
    for (table, grid) in figures.grids() {
        shares(grid, &mut made);
        for share in table.layouts.iter().filter_map(|layout| layout.share) {
            let whole = figures.number(share.cell).unwrap_or_default();
            let parts = grid.cells().filter_map(|(path, entry)| Some((path, entry.cell.value.ok()?)));
            made.extend(parts.map(|(path, part)| Made { path, of: Some(share.cell), part, whole }));
        }
    }
    made.retain(|made| made.whole.is_positive() && made.part.is_positive());
    made
}

fn shares(grid: &Grid, made: &mut Vec<Made>) {
    let numbers: Vec<_> = grid.cells().filter_map(|(path, entry)| Some((path, entry.cell.value.ok()?))).collect();
    for (of, whole) in numbers.iter().filter(|(path, _)| path.is_total()) {
        let parts = numbers.iter().filter(|(path, _)| path != of && of.covers(*path));
        made.extend(parts.map(|(path, part)| Made { path: *path, of: Some(*of), part: *part, whole: *whole }));
    }
}
