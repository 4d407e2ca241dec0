//! Percentages typed in narrative against those that the return gives.

use std::cell::LazyCell;
use std::ops::Range;
use std::sync::LazyLock;

use crate::book::path::CellPath;
use crate::check::context::{Change, ReportCheck, ReportContext};
use crate::check::prose::named;
use crate::check::prose::passage::{Passage, Sentence};
use crate::diagnostic::{Diagnostic, Edit};
use crate::quantity::Quantity;
use crate::source::Span;
use crate::text::number;
use crate::text::pattern::Pattern;

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
        "“79% were blue” where 607 of 820 are, which is 74%.";
        "Write the reference that the message names. If the sentence is about something else, name it: the year, or of what it is a percentage."
}

pub(crate) const CHECK: ReportCheck = ReportCheck { rules: RULES, run: check };

/// Percentages with at least this many decimals say clearly enough which figures they come from.
const DECIMALS: u8 = 2;

/// A percentage that the figures give: a share or a change.
struct Percentage {
    path: CellPath,
    /// The whole that it is a share of; none for a change.
    of: Option<CellPath>,
    part: Quantity,
    whole: Quantity,
}

impl Percentage {
    /// The reference that an author writes for it; `told` is the way that a change went, where a sentence says that.
    fn reference(&self, context: &ReportContext<'_>, places: u8, told: Option<&str>) -> String {
        let path = context.address(self.path);
        match self.of {
            Some(of) => format!("{{{{ {path} | share of {}, {places} }}}}", context.address(of)),
            None => format!("{{{{ {path} | percent {}, {places} }}}}", told.unwrap_or("change")),
        }
    }

    /// The reference for a typed percentage, and the edit that writes it where the sentence speaks of this report and says of a
    /// change which way it went.
    fn instead_of(
        &self,
        context: &ReportContext<'_>,
        passage: &Passage,
        typed: &TypedPercentage,
    ) -> (String, Option<Edit>) {
        let (sentence, places) = (passage.sentence(&typed.range), typed.value.places());
        let change = context.changes.iter().find(|change| self.of.is_none() && change.cell == self.path);
        let told = change.and_then(|change| change.told(sentence.text));
        let is_of_another_time = match self.of {
            Some(_) => named::is_of_another_year(sentence.text, context.report.period),
            None => told.is_none() || named::is_of_a_long_time(sentence.text),
        };
        let is_of_report = named::is_exact_and_of_own_area(context.book, context.report, sentence);
        let reference = self.reference(context, places, told);
        let edit = passage.edit(typed.range.clone(), reference.clone());
        (reference, edit.filter(|_| is_of_report && !is_of_another_time))
    }

    fn rounded(&self, places: u8) -> Option<Quantity> {
        Quantity::percent(self.part, self.whole, places)
    }

    fn is_cut_off(&self, typed: Quantity) -> bool {
        Quantity::percent_cut_off(self.part, self.whole, typed.places()) == Some(typed)
    }

    fn written(&self, places: u8) -> String {
        self.rounded(places).map(number::written).unwrap_or_default()
    }

    /// How far it is from a typed one that can be taken to mean it.
    fn off(&self, typed: Quantity) -> Option<Quantity> {
        let right = self.rounded(typed.places())?;
        let off = right.distance(typed)?;
        (off <= NEAR && off.plus(off)? <= right).then_some(off)
    }
}

/// A percentage as it was typed.
struct TypedPercentage {
    range: Range<usize>,
    span: Span,
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

fn typed(passage: &Passage) -> Vec<TypedPercentage> {
    let percentage = |found: regex::Captures<'_>| {
        let decimals = found.get(3).map_or("", |decimals| decimals.as_str());
        let digits = format!("{}{decimals}", &found[2]).parse().ok()?;
        let value = Quantity::new(digits, u8::try_from(decimals.len()).ok()?);
        let range = found.get(1)?.range();
        Some(TypedPercentage { span: passage.span(range.clone())?, range, value })
    };
    PERCENTAGE.captures_iter(&passage.text).filter_map(percentage).collect()
}

/// Checks the percentages typed in a report's own narrative.
fn check(context: &ReportContext<'_>, findings: &mut Vec<Diagnostic>) {
    let given = LazyCell::new(|| given(context));
    for passage in context.passages_with_digits() {
        for typed in typed(passage) {
            findings.extend(match typed.value.places() >= DECIMALS {
                true => exact(context, passage, &typed, given.iter()),
                false => rough(context, passage, &typed, &given),
            });
        }
    }
}

/// Compares a percentage with others that it may be, rounded or cut off.
fn exact<'a>(
    context: &ReportContext<'_>,
    passage: &Passage,
    typed: &TypedPercentage,
    given: impl Iterator<Item = &'a Percentage> + Clone,
) -> Option<Diagnostic> {
    let places = typed.value.places();
    let mut same = given.clone().filter(|given| given.rounded(places) == Some(typed.value));
    if let Some(right) = same.next() {
        let (reference, edit) = right.instead_of(context, passage, typed);
        let finding = TYPED.at(typed.span, "this percentage follows from the figures");
        let finding = finding.help(format!("write `{reference}`, which follows them"));
        return Some(finding.fix(edit.filter(|_| same.next().is_none())));
    }
    let mut cut_off = given.filter(|given| given.is_cut_off(typed.value));
    let right = cut_off.next()?;
    let should = right.written(places);
    let (reference, edit) = right.instead_of(context, passage, typed);
    let finding = CUT_OFF
        .at(typed.span, format!("this percentage is cut off; rounded it is {should}"))
        .label(format!("{} of {} is {should}", number::written(right.part), number::written(right.whole)))
        .help(format!("write `{reference}`"));
    Some(finding.fix(edit.filter(|_| cut_off.next().is_none())))
}

/// With few decimals a percentage could come from many figures. It is compared with those of the cells that its sentence names.
fn rough(
    context: &ReportContext<'_>,
    passage: &Passage,
    typed: &TypedPercentage,
    given: &[Percentage],
) -> Option<Diagnostic> {
    let sentence = passage.sentence(&typed.range);
    let is_change = CHANGE.is_match(sentence.text);
    // Of two percentages in a sentence nobody can tell which one goes with what is named.
    let is_one_of_many = PERCENTAGE.find_iter(sentence.text).count() > 1;
    let is_of_another_time = match is_change {
        true => named::is_of_a_long_time(sentence.text),
        false => named::is_of_another_year(sentence.text, context.report.period),
    };
    let is_of_report = named::is_exact_and_of_own_area(context.book, context.report, sentence);
    (is_of_report && !is_one_of_many && !is_of_another_time).then_some(())?;
    let whole = whole(sentence);
    let wholes = if is_change { Vec::new() } else { named::cells(&context.report.figures, whole) };
    let part = if wholes.is_empty() { sentence.text.to_owned() } else { sentence.text.replacen(whole, " ", 1) };
    let named = named::cells(&context.report.figures, &part);
    let is_of = |given: &Percentage| wholes.is_empty() || wholes.iter().any(|(path, _)| given.of == Some(*path));
    let meant = given.iter().filter(|given| {
        given.of.is_none() == is_change && is_of(given) && named.iter().any(|(path, _)| *path == given.path)
    });
    if let Some(finding) = exact(context, passage, typed, meant.clone()) {
        return Some(finding);
    }
    let places = typed.value.places();
    let near = meant.filter_map(|given| Some((given.off(typed.value)?, given)));
    let (_, nearest) = near.min_by_key(|(off, _)| *off)?;
    let should = nearest.written(places);
    let (part, whole) = (number::written(nearest.part), number::written(nearest.whole));
    let says = &passage.text[typed.range.clone()];
    let finding = CONTRADICTS
        .at(typed.span, format!("this sentence says {says}, and the figures give {should}"))
        .label(if is_change { format!("a change of {part} from {whole}") } else { format!("{part} of {whole}") })
        .related(context.place(nearest.path), "the figure that the sentence seems to mean")
        .help(format!("write `{}` if that is what the sentence is about", nearest.reference(context, places, None)))
        .help("if it is about something else, say so in the sentence: name the year, or of what it is a percentage");
    Some(finding.about(context.address(nearest.path)))
}

/// The words that name what a percentage is a share of: in “79% of the blue were at Step 1” those up to the
/// verb, in “of the blue 79% were at Step 1” those in front. None where the sentence names no whole.
fn whole<'a>(Sentence { before, behind, .. }: Sentence<'a>) -> &'a str {
    let before = before.trim_start();
    if let Some(whole) = before.strip_prefix("Of ").or_else(|| before.strip_prefix("of ")) {
        return whole;
    }
    let of = behind.split_once(" of ").filter(|(between, _)| between.trim().is_empty()).map_or("", |(_, of)| of);
    let whole = of.split([',', '–', '(']).next().unwrap_or_default();
    VERB.find_iter(whole).next().map_or(whole, |verb| &whole[..verb.start()])
}

/// The changes since the period before, and the shares of each cell in the totals of its own table.
fn given(context: &ReportContext<'_>) -> Vec<Percentage> {
    let change = |Change { cell, before, now }: &Change| {
        Some(Percentage { path: *cell, of: None, part: before.distance(*now)?, whole: *before })
    };
    let mut given: Vec<_> = context.changes.iter().filter_map(change).collect();
    let figures = &context.report.figures;
    for (table, grid) in figures.grids() {
        let numbers: Vec<_> = grid.numbers().collect();
        let mut share = |of: CellPath, whole: Quantity, is_part: &dyn Fn(CellPath) -> bool| {
            let parts = numbers.iter().filter(|(path, _)| is_part(*path));
            given.extend(parts.map(|(path, part)| Percentage { path: *path, of: Some(of), part: *part, whole }));
        };
        for (of, whole) in numbers.iter().filter(|(path, _)| path.is_total()) {
            share(*of, *whole, &|path| path != *of && of.covers(path));
        }
        for layout in table.layouts.iter().filter_map(|layout| layout.share) {
            share(layout.cell, figures.number(layout.cell).unwrap_or_default(), &|_| true);
        }
    }
    given.retain(|given| given.whole.is_positive() && given.part.is_positive());
    given
}
