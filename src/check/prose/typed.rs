//! Figures typed in narrative: where they stand, and which cells hold them.

use std::ops::Range;
use std::sync::LazyLock;

use super::passage::Passage;
use crate::text::number::MONTHS;
use crate::text::pattern::Pattern;

/// A number as it was typed in a passage.
pub(crate) struct TypedCount {
    pub(crate) value: u64,
    /// Where it stands in the passage's text.
    pub(crate) range: Range<usize>,
    /// Whether a word behind it says that people or orders are counted.
    pub(crate) is_counted: bool,
}

/// From here on a number is hardly ever anything but a figure of the return.
const LARGE: u64 = 100;

impl TypedCount {
    /// Whether the number is clearly one that a return counts: a word says so, or it is large.
    pub(crate) fn is_clear(&self) -> bool {
        self.is_counted || self.value >= LARGE
    }
}

/// Words for what returns count.
const COUNTED: &str = "offenders|people|persons|individuals|orders|rsos?|registered|violent|dangerous";

/// A word between the number and what is counted: “MAPPA-eligible offenders”.
const KIND: &str = r"(?:\w+-\w+|(?-i:[A-Z]{2,}))";

/// Words that can follow a count of people or orders. Any other noun means that something else is counted.
const FOLLOWS: &str = "of|were|was|are|is|this|in|at|on|by|against|and|or|who|more|fewer|compared|managed";

static NUMBER: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::new(&format!(
        r"(?i)(?:^|[\s(“‘])(\d{{1,3}}(?:,\d{{3}})+|\d+)(?:\s+(?:(?:{KIND}\s+)?(?P<counted>{COUNTED})|{FOLLOWS})\b|\s*[.,;:)]|\s*$)"
    ))
});

/// The numbers of a passage that can be counts: no percentages, dates, years, ages, numbers of things that the return does not count.
pub(crate) fn counts(passage: &Passage) -> Vec<TypedCount> {
    let text = &passage.text;
    let mut counts = Vec::new();
    let mut from = 0;
    while let Some(found) = NUMBER.captures_at(text, from) {
        let Some(number) = found.get(1) else { break };
        from = number.end();
        let Ok(value) = number.as_str().replace(',', "").parse::<u64>() else { continue };
        let before = text[..number.start()].trim_end().rsplit([' ', '\n', '\u{a0}']).next();
        let before = before.unwrap_or_default().to_lowercase();
        let is_month = MONTHS.iter().any(|month| month.eq_ignore_ascii_case(&before));
        let is_year = (1900..2100).contains(&value) && !number.as_str().contains(',');
        let is_label = LABELS.split(' ').any(|label| label == before);
        if !goes_on(&text[from..]) && !is_year && !is_label && !is_month {
            counts.push(TypedCount { value, range: number.range(), is_counted: found.name("counted").is_some() });
        }
    }
    counts
}

/// Whether the text behind a number goes on with a decimal or further digits.
pub(crate) fn goes_on(behind: &str) -> bool {
    behind.strip_prefix(['.', ',']).is_some_and(|rest| rest.starts_with(|sign: char| sign.is_ascii_digit()))
}

/// Words before a number that make it a name rather than a count.
const LABELS: &str = "level levels category categories table chart figure appendix annex page section sections part chapter \
    step steps number no aged age schedule per £ act";
